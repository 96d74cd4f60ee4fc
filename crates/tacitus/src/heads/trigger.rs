//! The trigger head: which words say an event, and of which type.
//!
//! Takes one passage; gives its triggers. One trigger may have two types: "sentenced" is SANCTION (he is
//! found guilty) and COERCE (he goes to prison).
//!
//! `The court sentenced him` has the trigger `sentenced` twice, `met for talks` once.

use super::{View, phrase};
use crate::{EventType, Finder, Head, Query, Scores, Span};

/// From this probability on a word begins a trigger. Chosen on the marked news, `dev`.
pub const THRESHOLD: f32 = 0.45;

/// Words that say an event, in words of the passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// First word.
    pub from: usize,
    /// One past the last word.
    pub to: usize,
    /// What they say.
    pub event: EventType,
    /// 0 to 1.
    pub score: f32,
    /// The head, or the caller.
    pub by: Finder,
}

/// All triggers the head finds, those left out that were already found in the passage before.
pub fn found(view: &View<'_>) -> Vec<Trigger> {
    at_least(&scores(view), view.passage.fresh_from, THRESHOLD)
}

/// All triggers from a probability on, in the order of their words, then of the ontology.
pub fn at_least(scores: &[Scores], fresh_from: usize, threshold: f32) -> Vec<Trigger> {
    let goes_on = |i: usize| scores[i][EventType::ALL.len()];
    let mut triggers = Vec::new();
    for event in EventType::ALL {
        let begins = |i: usize| scores[i][event.index()];
        for run in phrase::runs(scores.len(), begins, goes_on, threshold) {
            if run.from >= fresh_from {
                let by = Finder::Head("trigger");
                triggers.push(Trigger { from: run.from, to: run.to, event, score: run.score, by });
            }
        }
    }
    triggers.sort_by_key(|t| (t.from, t.event.index()));
    triggers
}

/// The triggers handed in; where the type is open, the likeliest at those words.
pub fn given(view: &View<'_>, given: &[(Span, Option<EventType>)]) -> Vec<Trigger> {
    let scores = scores(view);
    let mut triggers = Vec::new();
    for &(span, event) in given {
        let Some((from, to)) = view.tokens_of(span).filter(|&(from, _)| from >= view.passage.fresh_from)
        else {
            continue;
        };
        let best = |event: EventType| (from..to).map(|i| scores[i][event.index()]).fold(0.0, f32::max);
        let mut likeliest = EventType::Agree;
        for event in EventType::ALL {
            if best(event) > best(likeliest) {
                likeliest = event;
            }
        }
        let event = event.unwrap_or(likeliest);
        triggers.push(Trigger { from, to, event, score: best(event), by: Finder::Given });
    }
    triggers
}

/// What the head says of every word of a passage.
pub fn scores(view: &View<'_>) -> Vec<Scores> {
    let queries: Vec<Query> = (0..view.n_tokens()).map(Query::Token).collect();
    view.encoder.score(view.states, Head::Trigger, &queries)
}

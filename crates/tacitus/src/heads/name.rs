//! The names head: persons, organisations, locations.
//!
//! Takes one passage; gives its proper names. It never says who bears them.
//!
//! `Mahmoud Abbas met Fatah in Ramallah` has a person, an organisation and a location.

use super::View;
use crate::{Finder, Found, Head, Name, NameKind, Query};

/// All names in a passage, those left out that were already found in the passage before.
pub fn names(view: &View<'_>) -> Vec<Name> {
    let queries: Vec<Query> = (0..view.n_tokens()).map(Query::Token).collect();
    let scores = view.encoder.score(view.states, Head::Name, &queries);
    let mut names = Vec::new();
    let mut i = 0;
    while i < scores.len() {
        let (tag, score) = likeliest(&scores[i]);
        let Some(kind) = NameKind::ALL.get(tag % 3).filter(|_| tag < 6) else {
            i += 1;
            continue;
        };
        // A name whose first word the head took for a continuation begins here all the same.
        let to =
            (i + 1..scores.len()).find(|&j| likeliest(&scores[j]).0 != tag % 3 + 3).unwrap_or(scores.len());
        if i >= view.passage.fresh_from {
            names.push(Found { value: *kind, span: view.span(i, to), by: Finder::Head("name"), score });
        }
        i = to;
    }
    names
}

/// The tag with the highest probability; of equals the first. Tags: begins a name of each kind, goes on with
/// one of each kind, none.
fn likeliest(scores: &[f32]) -> (usize, f32) {
    let mut best = 0;
    for (tag, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = tag;
        }
    }
    (best, scores[best])
}

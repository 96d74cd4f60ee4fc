//! Modes by words in the trigger or right beside it: the list `modes.tsv`.
//!
//! Asked only where the mode head is silent. Words in the trigger outweigh those beside it: `airstrike on
//! gunmen` is aerial, not firearms.

use super::phrase::{self, Phrase};
use super::{Cue, Near};
use crate::{EventType, Span};
use std::sync::LazyLock;

/// How many words may stand between a cue and the trigger.
const MOST_BETWEEN: usize = 2;

/// One line of the table.
struct Row {
    rule: &'static str,
    event: EventType,
    is_beside: bool,
    words: Vec<Phrase>,
    except: Vec<Phrase>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |[rule, event, place, words, except]: [&'static str; 5]| Row {
        rule,
        event: event.parse().expect("modes.tsv names types of the ontology"),
        is_beside: place == "beside",
        words: phrase::phrases(words),
        except: phrase::phrases(except),
    };
    phrase::rows(include_str!("modes.tsv")).map(row).collect()
});

/// The modes that the words say, in the order of their names.
pub(super) fn found(near: &Near<'_>) -> Vec<Cue> {
    let mut inside: Vec<Cue> = Vec::new();
    let mut beside: Vec<Cue> = Vec::new();
    for row in ROWS.iter().filter(|row| row.event == near.event) {
        for place in phrase::places(&near.words, &row.words, &row.except) {
            let words = phrase::span(&near.words, place);
            let list = match words.overlaps(near.trigger) {
                true => &mut inside,
                false if row.is_beside && (is_beside(near, place) || is_in_actor(near, words)) => &mut beside,
                false => continue,
            };
            if !list.iter().any(|cue| cue.rule == row.rule) {
                list.push(Cue { rule: row.rule, words });
            }
        }
    }
    if inside.is_empty() { beside } else { inside }
}

/// Do at most [`MOST_BETWEEN`] words and no mark stand between these words and the trigger?
fn is_beside(near: &Near<'_>, (from, to): (usize, usize)) -> bool {
    let touches = |i: &usize| near.words[*i].span.overlaps(near.trigger);
    let first = (0..near.words.len()).find(touches);
    let last = (0..near.words.len()).rfind(touches);
    let (Some(first), Some(last)) = (first, last) else { return false };
    let between = if to <= first { to..first } else { last + 1..from };
    between.len() <= MOST_BETWEEN && between.clone().all(|i| !near.words[i].is_stop())
}

fn is_in_actor(near: &Near<'_>, words: Span) -> bool {
    near.actor.iter().any(|party| party.span.contains(words))
}

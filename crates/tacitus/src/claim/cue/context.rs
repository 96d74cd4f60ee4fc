//! Contexts by words, type, mode and parties: the list `contexts.tsv`.
//!
//! A row holds when all its conditions do; a context when one of its rows does. Several contexts may hold.

use super::phrase::{self, Phrase};
use super::{Cue, Near, Party};
use crate::EventType;
use std::sync::LazyLock;

/// One line of the table. An empty list asks nothing.
struct Row {
    rule: &'static str,
    events: Vec<EventType>,
    modes: Vec<&'static str>,
    parties: Vec<Who>,
    words: Vec<Phrase>,
    except: Vec<Phrase>,
}

/// What a row may ask of the parties.
enum Who {
    /// An actor of this sector or international code.
    Actor(&'static str),
    /// A recipient of it.
    Recipient(&'static str),
    /// A party on either side.
    Either(&'static str),
    /// Governments of two countries.
    TwoStates,
}

impl Who {
    fn new(item: &'static str) -> Who {
        match item.split_once('=') {
            Some(("actor", code)) => Who::Actor(code),
            Some(("recipient", code)) => Who::Recipient(code),
            Some(("either", code)) => Who::Either(code),
            _ if item == "two-states" => Who::TwoStates,
            _ => panic!("contexts.tsv: no such party: `{item}`"),
        }
    }

    fn holds(&self, near: &Near<'_>) -> bool {
        let any = |parties: &[Party<'_>], code: &str| parties.iter().any(|p| has(p, code));
        match self {
            Who::Actor(code) => any(&near.actor, code),
            Who::Recipient(code) => any(&near.recipient, code),
            Who::Either(code) => any(&near.actor, code) || any(&near.recipient, code),
            Who::TwoStates => {
                let parties = near.actor.iter().chain(&near.recipient).filter(|p| has(p, "GOV"));
                let countries: Vec<&String> = parties.flat_map(|p| p.country.first()).collect();
                countries.iter().any(|country| country != &countries[0])
            }
        }
    }
}

fn has(party: &Party<'_>, code: &str) -> bool {
    party.sector.iter().chain(party.country).any(|c| c == code)
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |[rule, events, modes, parties, words, except]: [&'static str; 6]| Row {
        rule,
        events: phrase::events(events),
        modes: phrase::items(modes).collect(),
        parties: phrase::items(parties).map(Who::new).collect(),
        words: phrase::phrases(words),
        except: phrase::phrases(except),
    };
    phrase::rows(include_str!("contexts.tsv")).map(row).collect()
});

/// The contexts that hold, in the order of their names.
pub(super) fn found(near: &Near<'_>, modes: &[String]) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for row in ROWS.iter() {
        if cues.last().is_none_or(|cue| cue.rule != row.rule) {
            cues.extend(held(row, near, modes));
        }
    }
    cues
}

fn held(row: &Row, near: &Near<'_>, modes: &[String]) -> Option<Cue> {
    let is_of_type = row.events.is_empty() || row.events.contains(&near.event);
    let is_of_mode = row.modes.is_empty() || row.modes.iter().any(|mode| modes.iter().any(|m| m == mode));
    let are_parties = row.parties.is_empty() || row.parties.iter().any(|who| who.holds(near));
    if !(is_of_type && is_of_mode && are_parties) {
        return None;
    }
    if row.words.is_empty() {
        return Some(Cue { rule: row.rule, words: near.trigger });
    }
    let place = *phrase::places(&near.words, &row.words, &row.except).first()?;
    Some(Cue { rule: row.rule, words: phrase::span(&near.words, place) })
}

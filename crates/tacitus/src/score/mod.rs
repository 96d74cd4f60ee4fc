//! Gold against read: how good are the claims?
//!
//! Takes what people marked ([`Marked`]) and what was read ([`ScoredClaim`]) in the same item, and gives
//! counts from which precision, recall and F1 follow at four layers: `found` (a marked claim has a record),
//! `typed` (and its type is right), `pair` (and both party lists), `whole` (and its status). It never reads
//! a file, never asks a clock, and never looks at anything but the two lists.
//!
//! "Police arrest three protesters": marked COERCE, trigger "arrest", actor "Police", recipient "three
//! protesters". A record COERCE with trigger "arrest" and no recipient is found and typed, not paired.
//!
//! | file | holds |
//! |---|---|
//! | [`pairing`] | which record answers which marked claim, and how far it is right |
//! | [`tally`] | the counts of an item, added up: layers, types, fields, confusion |
//! | [`calibration`] | does confidence mean what it says? |
//! | [`chance`] | the seeded generator and the bootstrap |
//! | [`commitment`] | marked commitments against those of the ledger |
//! | [`mod@marked`] | [`crate::gold::Item`] as marked claims |
//! | [`written`] | [`crate::record::Claim`] as a scored claim |

pub mod calibration;
pub mod chance;
pub mod commitment;
pub mod marked;
pub mod pairing;
pub mod tally;
pub mod written;

#[cfg(test)]
mod tests;

pub use marked::marked;
pub use pairing::{Layer, Pair, Rights, pairs};
pub use tally::{Counts, ItemScore, score_item};

use crate::record::CountKind;
use crate::{EventType, Status};

/// Words and where they stand, in Unicode scalar values of the item's text, half-open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Words {
    /// Do the two share a character?
    pub fn overlaps(&self, other: &Words) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Does it stand inside `other`?
    pub fn inside(&self, other: &Words) -> bool {
        other.start <= self.start && self.end <= other.end
    }

    /// How many words, cut at white space.
    pub fn n_words(&self) -> usize {
        self.text.split_whitespace().count()
    }

    /// The words without a leading article.
    pub fn without_article(&self) -> &str {
        let (first, rest) = self.text.split_once(char::is_whitespace).unwrap_or(("", &self.text));
        let article = ["the", "a", "an"].iter().any(|a| first.eq_ignore_ascii_case(a));
        if article { rest.trim_start() } else { &self.text }
    }
}

/// A party as scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredParty {
    /// The phrase.
    pub words: Words,
    /// Gold: the fullest name the article gives, if marked. Record: the canonical name.
    pub name: Option<String>,
    /// Countries; empty = not given, not scored.
    pub country: Vec<String>,
    /// Sectors, first is primary; empty = not given, not scored.
    pub sector: Vec<String>,
}

/// How many of what, as scored: `low` and `high` are null where the text gives no bound.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredCount {
    /// Of what.
    pub kind: CountKind,
    /// At least.
    pub low: Option<f64>,
    /// At most.
    pub high: Option<f64>,
}

/// A claim as far as it is scored.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredClaim {
    /// Its type.
    pub event: EventType,
    /// Its modes.
    pub mode: Vec<String>,
    /// The words that say it.
    pub trigger: Words,
    /// Who did it.
    pub actor: Vec<ScoredParty>,
    /// To whom.
    pub recipient: Vec<ScoredParty>,
    /// Did it happen?
    pub status: Status,
    /// The words that decided the status.
    pub cues: Vec<Words>,
    /// On whose word, all speakers of all layers; empty = the report's own.
    pub speaker: Vec<Words>,
    /// What a speech act is about.
    pub content: Vec<Words>,
    /// What must hold for it.
    pub condition: Vec<Words>,
    /// Until when.
    pub deadline: Option<Words>,
    /// Where.
    pub place: Vec<Words>,
    /// When; `None` when no words say it.
    pub time: Option<Words>,
    /// How many.
    pub counts: Vec<ScoredCount>,
    /// 0 to 1; 1 for gold.
    pub confidence: f64,
}

/// The other marker's differing values: either counts as right.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)] // the fields are those of ScoredClaim
pub struct Also {
    pub event: Option<EventType>,
    pub mode: Option<Vec<String>>,
    pub trigger: Option<Words>,
    pub actor: Option<Vec<ScoredParty>>,
    pub recipient: Option<Vec<ScoredParty>>,
    pub status: Option<Status>,
    pub cues: Option<Vec<Words>>,
    pub speaker: Option<Vec<Words>>,
    pub content: Option<Vec<Words>>,
    pub condition: Option<Vec<Words>>,
    pub deadline: Option<Option<Words>>,
    pub place: Option<Vec<Words>>,
    pub time: Option<Option<Words>>,
    pub counts: Option<Vec<ScoredCount>>,
}

/// A claim that people marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// As the first marker has it.
    pub claim: ScoredClaim,
    /// Where the other differs.
    pub also: Also,
    /// Missing it costs nothing, finding it is no error.
    pub optional: bool,
}

/// The first marker's value, then the other's where it differs.
pub fn either<'a, T>(own: &'a T, also: &'a Option<T>) -> impl Iterator<Item = &'a T> + Clone {
    std::iter::once(own).chain(also)
}

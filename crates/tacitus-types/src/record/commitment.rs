//! The record `commitment`: a promise, agreement, demand, threat or ultimatum, and how it ended.
//!
//! It only fixes the form; `tacitus::ledger` makes them out of claims. Words and offsets of `by`, `to`,
//! `content`, `conditions` and `deadline` are those of the report in `doc`, where it was first told.
//!
//! "The militia pledged to free the miners" gives a `promise`, by the militia, `open`, with one change.

use super::{Condition, Content, Deadline, DocRef, Entity};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that later reports can settle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Commitment {
    /// [`super::SCHEMA`].
    pub schema: u32,
    /// Hash of the kind first told and of the claim that tells it.
    pub id: String,
    /// What it is.
    pub kind: CommitmentKind,
    /// Who commits himself, demands or threatens.
    pub by: Vec<Entity>,
    /// To whom.
    pub to: Vec<Entity>,
    /// What is to be done: promised, demanded, threatened; of an ultimatum what is demanded.
    pub content: Vec<Content>,
    /// What must hold, with the party that must meet it.
    pub conditions: Vec<Condition>,
    /// Until when.
    pub deadline: Option<Deadline>,
    /// The day of the report that first told it was made; null when it is known only from its keeping.
    #[schemars(with = "Option<String>")]
    pub stated: Option<Date>,
    /// The claims that tell it was made, by id, the first first.
    pub claims: Vec<String>,
    /// The event it was made in. Not filled yet: always null.
    pub event: Option<String>,
    /// Where it stands.
    pub status: CommitmentStatus,
    /// False: a later report can still change the status.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Each change, oldest first; the first is its making.
    pub history: Vec<Change>,
    /// The report that first told it.
    pub doc: DocRef,
}

/// One change of a commitment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The day of the report that told it; of a day that passed, the day after; null: the report has no date.
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// Where it stands since.
    pub status: CommitmentStatus,
    /// The claim that caused it; null: the day it was due passed.
    pub claim: Option<String>,
    /// Why, in words.
    pub reason: String,
}

/// What a commitment is (corpus/GUIDELINE.md, Commitments).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // their meaning stands in corpus/GUIDELINE.md
pub enum CommitmentKind {
    Promise,
    Agreement,
    Demand,
    Threat,
    Ultimatum,
}

impl CommitmentKind {
    /// All of them.
    pub const ALL: [CommitmentKind; 5] = [
        CommitmentKind::Promise,
        CommitmentKind::Agreement,
        CommitmentKind::Demand,
        CommitmentKind::Threat,
        CommitmentKind::Ultimatum,
    ];

    /// The record's word for it.
    pub fn name(self) -> &'static str {
        ["promise", "agreement", "demand", "threat", "ultimatum"][self as usize]
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<CommitmentKind> {
        CommitmentKind::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// Where a commitment stands (corpus/STORIES.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CommitmentStatus {
    /// Made; nothing settled it.
    Open,
    /// Done, or (standing) still kept as a report says; a threat carried out.
    Kept,
    /// The contrary was done.
    Broken,
    /// What was demanded was done.
    Met,
    /// Its day passed and nothing was told, or its condition failed.
    Expired,
    /// Taken back by the one who made it.
    Withdrawn,
}

impl CommitmentStatus {
    /// All of them.
    pub const ALL: [CommitmentStatus; 6] = [
        CommitmentStatus::Open,
        CommitmentStatus::Kept,
        CommitmentStatus::Broken,
        CommitmentStatus::Met,
        CommitmentStatus::Expired,
        CommitmentStatus::Withdrawn,
    ];

    /// The record's word for it.
    pub fn name(self) -> &'static str {
        ["open", "kept", "broken", "met", "expired", "withdrawn"][self as usize]
    }

    /// The status of this name.
    pub fn named(name: &str) -> Option<CommitmentStatus> {
        CommitmentStatus::ALL.into_iter().find(|s| s.name() == name)
    }
}

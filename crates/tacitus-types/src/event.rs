//! The 16 event types and 6 statuses: the closed lists of the ontology (`assets/ontology/plover.toml`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A PLOVER event type (PLOVER codebook 0.8, "Event types").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)] // their meaning stands once, in assets/ontology/plover.toml
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// Cooperation or conflict, in words or deeds (PLOVER codebook, "Quad classes"), from 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quad {
    /// 1: verbal cooperation.
    VerbalCooperation = 1,
    /// 2: material cooperation.
    MaterialCooperation = 2,
    /// 3: verbal conflict.
    VerbalConflict = 3,
    /// 4: material conflict.
    MaterialConflict = 4,
}

impl EventType {
    /// All of them, in the order of the ontology. Heads number their types by this order.
    pub const ALL: [EventType; 16] = [
        EventType::Agree,
        EventType::Consult,
        EventType::Support,
        EventType::Concede,
        EventType::Cooperate,
        EventType::Aid,
        EventType::Retreat,
        EventType::Request,
        EventType::Accuse,
        EventType::Reject,
        EventType::Threaten,
        EventType::Protest,
        EventType::Sanction,
        EventType::Mobilize,
        EventType::Coerce,
        EventType::Assault,
    ];

    /// Position in [`EventType::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The codebook's name, in capitals.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 16] = [
            "AGREE",
            "CONSULT",
            "SUPPORT",
            "CONCEDE",
            "COOPERATE",
            "AID",
            "RETREAT",
            "REQUEST",
            "ACCUSE",
            "REJECT",
            "THREATEN",
            "PROTEST",
            "SANCTION",
            "MOBILIZE",
            "COERCE",
            "ASSAULT",
        ];
        NAMES[self.index()]
    }

    /// Its quad class.
    pub fn quad(self) -> Quad {
        use EventType::*;
        match self {
            Agree | Consult | Support | Concede => Quad::VerbalCooperation,
            Cooperate | Aid | Retreat => Quad::MaterialCooperation,
            Request | Accuse | Reject | Threaten => Quad::VerbalConflict,
            Protest | Sanction | Mobilize | Coerce | Assault => Quad::MaterialConflict,
        }
    }

    /// Does it consist in saying something, so that it has a content?
    pub fn is_speech(self) -> bool {
        use EventType::*;
        matches!(self, Request | Threaten | Agree | Reject | Concede | Accuse | Support)
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name given is none of the 16.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownName(pub String);

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not in the ontology", self.0)
    }
}

impl std::error::Error for UnknownName {}

impl FromStr for EventType {
    type Err = UnknownName;
    fn from_str(s: &str) -> Result<EventType, UnknownName> {
        EventType::ALL.into_iter().find(|e| e.name() == s).ok_or_else(|| UnknownName(s.to_owned()))
    }
}

/// Did it happen? The first that holds, in this order; it decides a claim's polarity, tense, certainty and
/// background (PLOVER's auxiliary modes, and `denied` and `actual`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Somebody denies what somebody else asserts.
    Denied,
    /// Reported as not having happened.
    Negated,
    /// If, may, might, should: not asserted.
    Hypothetical,
    /// Reported as going to happen.
    Future,
    /// Background from an earlier time than the news reported.
    Historical,
    /// Reported as having happened or happening.
    Actual,
}

impl Status {
    /// All of them, in the order in which they are decided. Heads number them by this order.
    pub const ALL: [Status; 6] = [
        Status::Denied,
        Status::Negated,
        Status::Hypothetical,
        Status::Future,
        Status::Historical,
        Status::Actual,
    ];

    /// The record's word for it.
    pub fn name(self) -> &'static str {
        ["denied", "negated", "hypothetical", "future", "historical", "actual"][self as usize]
    }
}

impl FromStr for Status {
    type Err = UnknownName;
    fn from_str(s: &str) -> Result<Status, UnknownName> {
        Status::ALL.into_iter().find(|e| e.name() == s).ok_or_else(|| UnknownName(s.to_owned()))
    }
}

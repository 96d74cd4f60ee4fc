//! What the heads find in the text, before anything is looked up.

use crate::{EventType, Span, Status};

/// Who found a value: so that every cell of the output opens to its reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finder {
    /// A head of the network, by name.
    Head(&'static str),
    /// A rule, by name (`date/weekday`).
    Rule(&'static str),
    /// A row of an asset, as `file:id`.
    Asset(String),
    /// Handed in by the caller.
    Given,
}

impl std::fmt::Display for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Finder::Head(name) => write!(f, "head {name}"),
            Finder::Rule(name) => write!(f, "rule {name}"),
            Finder::Asset(row) => write!(f, "asset {row}"),
            Finder::Given => f.write_str("given"),
        }
    }
}

/// A value with the words it came from, who found it, and how sure he was (0 to 1). It has no `Default`:
/// nothing is found without a place and a finder.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// The words.
    pub span: Span,
    /// Who found it.
    pub by: Finder,
    /// 0 to 1.
    pub score: f32,
}

/// What sort of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A body of people with a name: state organ, party, company, armed group.
    Organisation,
    /// A place, states included.
    Location,
}

impl NameKind {
    /// All of them. The names head numbers them by this order.
    pub const ALL: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Location];
}

/// A proper name.
pub type Name = Found<NameKind>;

/// What a phrase is to an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who did it.
    Actor,
    /// To whom it was done.
    Recipient,
    /// Where it happened.
    Place,
    /// When it happened.
    Time,
    /// On whose word it is told.
    Speaker,
    /// The word that says that he said it ("said", "according to").
    SpeechCue,
    /// A word that made it other than actual ("would not", "if").
    StatusCue,
    /// What a speech act is about.
    Content,
    /// What must hold for it.
    Condition,
    /// Until when.
    Deadline,
}

impl Role {
    /// All of them. The role head numbers them by this order.
    pub const ALL: [Role; 10] = [
        Role::Actor,
        Role::Recipient,
        Role::Place,
        Role::Time,
        Role::Speaker,
        Role::SpeechCue,
        Role::StatusCue,
        Role::Content,
        Role::Condition,
        Role::Deadline,
    ];

    /// Its name in files and messages.
    pub fn name(self) -> &'static str {
        [
            "actor",
            "recipient",
            "place",
            "time",
            "speaker",
            "speech-cue",
            "status-cue",
            "content",
            "condition",
            "deadline",
        ][self as usize]
    }
}

/// A phrase in its role.
pub type Argument = Found<Role>;

/// One event mention: the words that say it, and all that the heads found around them.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Index of the sentence that holds the trigger.
    pub sentence: usize,
    /// The words that say it, its type, and how sure the head is.
    pub trigger: Found<EventType>,
    /// Names of modes of that type, with their probability.
    pub modes: Vec<(String, f32)>,
    /// Phrases in their roles, in the order of the text, role by role.
    pub arguments: Vec<Argument>,
    /// Probability of each status, in the order of [`Status::ALL`].
    pub status: [f32; 6],
    /// Probability that no actor and no recipient was left out, 0 to 1.
    pub complete: f32,
    /// What it is about, if it is a speech act: one for each phrase in [`Role::Content`], in their order.
    pub contents: Vec<Content>,
}

/// What a speech act is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Its words.
    pub span: Span,
    /// Its type, where it is one of the 16, and how sure the head is.
    pub event: Option<Found<EventType>>,
    /// The words that make it one of not doing it ("not to attack").
    pub not: Option<Span>,
    /// Who is to do it, and to whom: phrases in [`Role::Actor`] and [`Role::Recipient`].
    pub parties: Vec<Argument>,
}

impl Act {
    /// The phrases in one role, in the order of the text.
    pub fn in_role(&self, role: Role) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(move |a| a.value == role)
    }

    /// The likeliest status; of equals the first in [`Status::ALL`].
    pub fn likeliest_status(&self) -> Status {
        let mut best = 0;
        for i in 1..6 {
            if self.status[i] > self.status[best] {
                best = i;
            }
        }
        Status::ALL[best]
    }
}

/// All that the heads found in one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentions {
    /// Proper names, in the order of the text.
    pub names: Vec<Name>,
    /// Event mentions, in the order of their triggers; at one trigger in the order of the ontology.
    pub acts: Vec<Act>,
}

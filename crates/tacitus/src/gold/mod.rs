//! What people marked: items with claims and commitments, as the marked news and our corpus hold them.
//!
//! It takes lines of JSON ([`Item::from_json`]), cases of the corpus ([`item`]), marks that lie apart from
//! their text ([`apart`]), or whole stories ([`story`]); it gives [`Item`]s whose spans are bytes of the
//! item's own text, and writes them back into each of the first three. It never guesses: what does not fit
//! the text or the format is an error with the place and the reason. [`check`](mod@check) says where a
//! marking breaks the guideline.
//!
//! ```
//! use tacitus::{gold, marks};
//! let file = "=== strike\n: published 2019-03-01\n\
//!     [Police](p FRA COP) [detained](t) [two miners](m FRA LAB).\n\
//!     > COERCE/arrest t actor=p recipient=m counts=arrested:2\n";
//! let item = gold::item(&marks::parse(file).unwrap()[0]).unwrap();
//! assert_eq!(item.claims[0].actor[0].span.of(&item.text), "Police");
//! assert_eq!(gold::item(&marks::parse(&gold::text(&item).unwrap()).unwrap()[0]).unwrap(), item);
//! ```

pub mod apart;
mod case;
pub mod check;
mod json;
mod map;
mod read;
pub mod story;
mod write;

pub use case::{item, items, text};
pub use check::{Ontology, check};
pub use json::items_from_jsonl;

pub use crate::record::CommitmentKind;
use crate::record::{AttributionKind, ConditionKind, CountKind, PlaceRole};
use crate::{EventType, Span, Status};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A marked text: a news item, an article, or a passage of our own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
#[serde(deny_unknown_fields)]
pub struct Item<S = Span> {
    /// Unique in its file; in our corpus the name of the case, unique in the whole corpus.
    pub id: String,
    /// The day it appeared: the "today" of everything in it.
    pub published: Date,
    /// Headline, for articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Address, for articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What all spans point into.
    pub text: String,
    /// Every event mention, in the order in which it was marked.
    pub claims: Vec<GoldClaim<S>>,
    /// Promises, agreements, demands, threats, ultimatums.
    pub commitments: Vec<GoldCommitment<S>>,
    /// Those of a second marker; either list counts as right.
    #[serde(default, rename = "commitmentsAlso", skip_serializing_if = "Vec::is_empty")]
    pub commitments_also: Vec<GoldCommitment<S>>,
}

/// One event mention as a person marked it. The fields mean what they mean in [`crate::record::Claim`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
#[serde(deny_unknown_fields)]
pub struct GoldClaim<S = Span> {
    /// Type.
    pub event: EventType,
    /// Modes of that type, first is primary.
    pub mode: Vec<String>,
    /// The shortest words that say it.
    pub trigger: S,
    /// Who did it; of reciprocal events all parties.
    pub actor: Vec<GoldParty<S>>,
    /// To whom.
    pub recipient: Vec<GoldParty<S>>,
    /// Did it happen?
    pub status: Status,
    /// The words that made it other than actual.
    pub cues: Vec<S>,
    /// On whose word, outermost first; empty: the text's own.
    pub attribution: Vec<GoldAttribution<S>>,
    /// What a speech act is about.
    pub content: Vec<GoldContent<S>>,
    /// What must hold for it.
    pub condition: Vec<GoldCondition<S>>,
    /// Until when.
    pub deadline: Option<S>,
    /// Where, most specific first; those with role `at`, then `from`, then `to`.
    pub place: Vec<GoldPlace<S>>,
    /// When.
    pub time: Option<S>,
    /// How many.
    #[serde(with = "json::counts")]
    pub counts: Vec<GoldCount<S>>,
    /// Loaded words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub framing: Vec<GoldFraming<S>>,
    /// Missing it costs nothing, finding it is no error.
    pub optional: bool,
    /// The text has told this event before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeat: bool,
    /// Other values that count as right.
    #[serde(default, skip_serializing_if = "Also::is_empty")]
    pub also: Also<S>,
}

/// A phrase that acts or suffers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
pub struct GoldParty<S = Span> {
    /// The noun phrase, without leading article.
    #[serde(flatten)]
    pub span: S,
    /// ISO 3166 alpha-3 or a code of the ontology; `None`: not known or not one.
    pub country: Option<String>,
    /// Sector of the ontology, first choice; `None`: not known or none fits.
    pub sector: Option<String>,
    /// The fullest name that the text gives to the same party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// On whose word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
#[serde(deny_unknown_fields)]
pub struct GoldAttribution<S = Span> {
    /// In quotation marks or not.
    pub kind: AttributionKind,
    /// Who says it; empty: nobody named ("reportedly").
    #[serde(with = "json::speakers")]
    pub by: Vec<S>,
    /// The word that says that it is said.
    pub cue: Option<S>,
    /// All that is said, where it was marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<S>,
}

/// What a speech act is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
pub struct GoldContent<S = Span> {
    /// The type of what is demanded, promised, refused ...; `None`: none of the 16.
    pub event: Option<EventType>,
    /// It is about not doing it ("promised not to attack").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub negative: bool,
    /// The words.
    #[serde(flatten)]
    pub span: S,
    /// Who is to do it and to whom, where it was marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parties: Option<ContentParties<S>>,
}

/// Who is to do what a speech act is about, and to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
#[serde(deny_unknown_fields)]
pub struct ContentParties<S = Span> {
    /// Who is to do it, or did it.
    pub actor: Vec<S>,
    /// To whom.
    pub recipient: Vec<S>,
}

/// What must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
pub struct GoldCondition<S = Span> {
    /// The words, with "if" or "unless".
    #[serde(flatten)]
    pub span: S,
    /// How it is joined, where it was marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ConditionKind>,
    /// Who must meet it, where it was marked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<S>,
}

/// Where it happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
pub struct GoldPlace<S = Span> {
    /// The words.
    #[serde(flatten)]
    pub span: S,
    /// At, from or to.
    #[serde(default = "json::at", skip_serializing_if = "json::is_at")]
    pub role: PlaceRole,
}

/// How many. Written as `{kind: [low, high]}`; with its words as `{kind: {range, span, who}}`.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldCount<S = Span> {
    /// Of what.
    pub kind: CountKind,
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// The words, where they were marked.
    pub span: Option<S>,
    /// Whose dead, wounded ..., where it was marked.
    pub who: Option<S>,
}

/// A loaded word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
pub struct GoldFraming<S = Span> {
    /// The word.
    #[serde(flatten)]
    pub span: S,
    /// The party or act it is said of.
    pub target: Option<S>,
    /// In whose voice; `None`: the text's own.
    pub voice: Option<S>,
}

/// Values of a second marker where they differ. `None`: the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)] // as in `GoldClaim`
pub struct Also<S = Span> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<Vec<GoldParty<S>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Vec<GoldParty<S>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cues: Option<Vec<S>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Vec<GoldAttribution<S>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Vec<GoldContent<S>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Vec<GoldCondition<S>>>,
    #[serde(deserialize_with = "json::stated", skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Option<S>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Vec<GoldPlace<S>>>,
    #[serde(deserialize_with = "json::stated", skip_serializing_if = "Option::is_none")]
    pub time: Option<Option<S>>,
    #[serde(with = "json::maybe_counts", skip_serializing_if = "Option::is_none")]
    pub counts: Option<Vec<GoldCount<S>>>,
}

impl<S> Also<S> {
    /// These values, and for fields that have none here those of `later`.
    pub fn or(self, later: Also<S>) -> Also<S> {
        Also {
            event: self.event.or(later.event),
            mode: self.mode.or(later.mode),
            trigger: self.trigger.or(later.trigger),
            actor: self.actor.or(later.actor),
            recipient: self.recipient.or(later.recipient),
            status: self.status.or(later.status),
            cues: self.cues.or(later.cues),
            attribution: self.attribution.or(later.attribution),
            content: self.content.or(later.content),
            condition: self.condition.or(later.condition),
            deadline: self.deadline.or(later.deadline),
            place: self.place.or(later.place),
            time: self.time.or(later.time),
            counts: self.counts.or(later.counts),
        }
    }
}

impl<S> Default for Also<S> {
    fn default() -> Also<S> {
        Also {
            event: None,
            mode: None,
            trigger: None,
            actor: None,
            recipient: None,
            status: None,
            cues: None,
            attribution: None,
            content: None,
            condition: None,
            deadline: None,
            place: None,
            time: None,
            counts: None,
        }
    }
}

/// Something that later reports can settle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "S: Serialize", deserialize = "S: Deserialize<'de>"))]
#[serde(deny_unknown_fields)]
pub struct GoldCommitment<S = Span> {
    /// What it is.
    pub kind: CommitmentKind,
    /// Who commits himself, demands or threatens.
    pub by: Vec<S>,
    /// To whom.
    pub to: Vec<S>,
    /// What is to be done.
    pub content: S,
    /// What must hold.
    pub conditions: Vec<S>,
    /// Until when.
    pub deadline: Option<S>,
}

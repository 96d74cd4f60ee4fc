//! The records: the one written form of everything Tacitus finds. Others rely on it; it is added to, never
//! broken ([`SCHEMA`] counts up when a meaning changes).
//!
//! Offsets here count Unicode scalar values in the document's text, half-open, so that `text[start:end]` in
//! Python gives the words. A field that does not apply is null or an empty list, never missing. Dates are
//! ISO 8601; countries ISO 3166 alpha-3 or the international codes of the ontology.

mod commitment;

pub use commitment::{Change, Commitment, CommitmentKind, CommitmentStatus};

use crate::known::Candidate;
use crate::{Basis, EventType, Grain, NoteCode, PartyKind, Precision, Resolution, Status};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the records' meaning.
pub const SCHEMA: u32 = 1;

/// Any line that Tacitus writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "record", rename_all = "lowercase")]
pub enum Record {
    /// One report as it was read.
    Document(Document),
    /// Somebody's assertion of one event.
    Claim(Claim),
    /// A promise, agreement, demand, threat or ultimatum that later reports can settle.
    Commitment(Commitment),
    /// Something worth telling that did not stop the work.
    Note(Note),
}

/// One report as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Hash of text, source, published and key.
    pub id: String,
    /// Hash of the text alone.
    pub text_id: String,
    /// The user's own identifier.
    pub key: Option<String>,
    /// File it came from.
    pub path: Option<String>,
    /// Line or row in it, from 1.
    pub line: Option<u64>,
    /// Outlet.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// ISO 639-1 code of the language.
    pub lang: Option<String>,
    /// The day it appeared.
    pub published: Published,
    /// Place, day and agency at its head.
    pub dateline: Option<Span>,
    /// What all offsets point into.
    pub text: String,
}

/// A day and how it is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Published {
    /// ISO day, or null when unknown.
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// How it is known.
    pub basis: Basis,
}

/// Words and where they stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The words, as the document has them.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Where something stands, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// The document a claim stands in, as far as it is needed to cite it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocRef {
    /// See [`Document::id`].
    pub id: String,
    /// The user's own identifier.
    pub key: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// The day it appeared.
    pub published: Published,
    /// Language.
    pub lang: Option<String>,
}

/// Which sentence of the document.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SentenceRef {
    /// From 0.
    pub index: usize,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Somebody's assertion of one event. One for every event mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Claim {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Hash of anchor and edition.
    pub id: String,
    /// `document:start-end#ordinal`: free of edition; what corrections and histories hold on to.
    pub anchor: String,
    /// The report.
    pub doc: DocRef,
    /// The sentence of the trigger.
    pub sentence: SentenceRef,
    /// One of the 16 types.
    pub event: EventType,
    /// Modes of that type: the mode head's; where it is silent, those that words say (`claim/cue/modes.tsv`).
    pub mode: Vec<String>,
    /// Any of the 37 contexts of `plover.toml`, by rules over words, type, mode and parties
    /// (`claim/cue/contexts.tsv`).
    pub context: Vec<String>,
    /// 1 to 4.
    #[schemars(range(min = 1, max = 4))]
    pub quad: u8,
    /// One default CAMEO code for the type and mode (`cameo-default.tsv`), no fine coding; a string, leading
    /// zero kept.
    pub cameo: String,
    /// Goldstein intensity, -10 to 10.
    #[schemars(range(min = -10.0, max = 10.0))]
    pub goldstein: f32,
    /// The words that say it.
    pub trigger: Span,
    /// Who did it; reciprocal events list all parties here.
    pub actor: Vec<Entity>,
    /// To whom.
    pub recipient: Vec<Entity>,
    /// Where it happened, not every place named.
    pub place: Vec<Place>,
    /// When; always there.
    pub time: Time,
    /// Did it happen? Decides the next four.
    pub status: Status,
    /// Did it happen or did it not.
    pub polarity: Polarity,
    /// Of the event against the report; `present` is not given yet.
    pub tense: Tense,
    /// How firmly it is asserted; only `certain` and `possible` are given yet.
    pub certainty: Certainty,
    /// True when told as earlier background.
    pub background: bool,
    /// Who denies it; null when the status is another, or nobody is named.
    pub denied_by: Option<Entity>,
    /// The words that decided the status.
    pub cues: Vec<Span>,
    /// On whose word, outermost first; empty: the report's own.
    pub attribution: Vec<Attribution>,
    /// What a speech act is about.
    pub content: Vec<Content>,
    /// What must hold for it.
    pub condition: Vec<Condition>,
    /// Until when.
    pub deadline: Option<Deadline>,
    /// How many, one of a kind. Money is not filled yet.
    pub counts: Vec<Count>,
    /// Loaded words for its parties and for the act, by rules over words (`claim/cue/framing.tsv`).
    pub framing: Vec<Framing>,
    /// For the whole record.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f32,
    /// For each filled field its finder and score.
    pub evidence: Vec<Evidence>,
    /// What found the trigger.
    pub found_by: String,
    /// Hash of program version, weights, assets, codebook and number type.
    pub edition: String,
}

/// Did it happen or did it not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Polarity {
    Positive,
    Negative,
}

/// When the event is, against the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Tense {
    Past,
    Present,
    Future,
}

/// How firmly it is asserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Certainty {
    Certain,
    Probable,
    Possible,
    Unreal,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entity {
    /// The phrase.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Its head word.
    pub head: Range,
    /// Canonical name.
    pub name: String,
    /// What sort of party.
    pub kind: PartyKind,
    /// Our id.
    pub kb: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Countries; "US-UK troops" has two.
    pub country: Vec<String>,
    /// Sector codes, first is primary.
    pub sector: Vec<String>,
    /// "General".
    pub title: Option<String>,
    /// "president".
    pub office: Option<String>,
    /// "Shiite".
    pub religion: Option<String>,
    /// "Kurdish".
    pub ethnicity: Option<String>,
    /// "4,500 troops".
    pub size: Option<Size>,
    /// Was it settled who it is?
    pub resolution: Resolution,
    /// The serious answers, best first.
    pub candidates: Vec<Candidate>,
    /// Through which words a pronoun, description or short form was followed.
    pub via: Vec<Span>,
}

/// How many there are of a party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// The words.
    pub text: String,
}

/// What a place is to the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum PlaceRole {
    At,
    From,
    To,
}

/// A place of the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Place {
    /// The phrase.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it is to the event.
    pub role: PlaceRole,
    /// Canonical name.
    pub name: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: Option<f32>,
    /// Degrees east.
    pub lon: Option<f32>,
    /// Country.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Second-level division.
    pub admin2: Option<String>,
    /// GeoNames feature code.
    pub feature: Option<String>,
    /// How exactly.
    pub precision: Option<Precision>,
    /// Was it settled which?
    pub resolution: Resolution,
    /// The serious answers, best first.
    pub candidates: Vec<Candidate>,
}

/// How the time of a claim is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TimeBasis {
    /// A date in words.
    Stated,
    /// Reckoned from the published or another date.
    Anchored,
    /// Nothing said: the report's date stands in.
    Published,
}

/// When.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// The words; null when the report's date stands in.
    pub text: Option<String>,
    /// First character.
    pub start: Option<usize>,
    /// One past the last.
    pub end: Option<usize>,
    /// First day.
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// Last day.
    #[schemars(with = "Option<String>")]
    pub to: Option<Date>,
    /// How coarse.
    pub grain: Option<Grain>,
    /// How it is known.
    pub basis: TimeBasis,
}

/// In his own words or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AttributionKind {
    /// Quoted.
    Direct,
    /// Told.
    Indirect,
}

/// On whose word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribution {
    /// Quoted or told.
    pub kind: AttributionKind,
    /// Who says it.
    pub by: Vec<Entity>,
    /// The word that says so.
    pub cue: Option<Span>,
    /// All that he says; null when it is not one stretch of words.
    pub content: Option<Span>,
}

/// What a speech act is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Type of what is demanded, promised, ...; null when it is none of the 16.
    pub event: Option<EventType>,
    /// Its modes.
    pub mode: Vec<String>,
    /// Who is to do it, or is said to have done it.
    pub actor: Vec<Entity>,
    /// To whom.
    pub recipient: Vec<Entity>,
    /// To be done or to be left.
    pub polarity: Polarity,
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Anchor of the embedded claim, if one is kept.
    pub claim: Option<String>,
}

/// The word that opens a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ConditionKind {
    If,
    Unless,
    Provided,
    Otherwise,
    Until,
}

/// What must hold for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What opens it.
    pub kind: ConditionKind,
    /// Who must meet it; null where the text does not say.
    pub party: Option<Entity>,
    /// To be done or to be left.
    pub polarity: Polarity,
}

/// Until when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// A length of time, in hours ("72 hours").
    pub hours: Option<f32>,
    /// A day named ("by Friday").
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// Reckoned from when it was said.
    pub due: Option<Due>,
}

/// The days between which a deadline passes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// Earliest.
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// Latest.
    #[schemars(with = "Option<String>")]
    pub to: Option<Date>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum CountKind {
    Dead,
    Injured,
    Arrested,
    Captured,
    Missing,
    Displaced,
    Size,
    Money,
}

/// How many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Of what.
    pub kind: CountKind,
    /// At least: "dozens" is 24, "scores" 40, "hundreds" 200, "thousands" 2000 (corpus/GUIDELINE.md, Counts).
    pub low: Option<f64>,
    /// At most; null when it may be more ("at least 40").
    pub high: Option<f64>,
    /// Whose: the recipient, of a size the actor, where its phrase stands with the number.
    pub who: Option<Entity>,
    /// The words of the number; of a single person without one, his phrase.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Who gives the figure: the speaker of the claim, else null, the report itself.
    pub by: Option<Entity>,
}

/// A loaded word. Codes do not depend on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Framing {
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// For which party or act: the party's phrase, or the trigger.
    pub target: Option<String>,
    /// In whose voice: the phrase of who is quoted or reported to say it; null: the report's own.
    pub voice: Option<String>,
}

/// Why a field has its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The field (`event`, `actor.0`, `place.1.geonames`).
    pub field: String,
    /// Head, rule or asset row.
    pub by: String,
    /// 0 to 1 for heads; null for rules and rows, which hold or do not.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub score: Option<f32>,
    /// The words a rule read, where the field itself has none (contexts, and modes found by words), and loaded words.
    pub words: Option<Span>,
}

/// Something worth telling that did not stop the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The document it is about, if it became one.
    pub doc: Option<String>,
    /// File.
    pub path: Option<String>,
    /// Line or row, from 1.
    pub line: Option<u64>,
    /// Which of the fixed list.
    pub what: NoteCode,
    /// For a person.
    pub message: String,
}

impl From<&crate::Document> for Document {
    fn from(doc: &crate::Document) -> Document {
        let scalars = crate::Scalars::new(&doc.text);
        Document {
            schema: SCHEMA,
            id: doc.id.clone(),
            text_id: doc.text_id.clone(),
            key: doc.key.clone(),
            path: doc.path.clone(),
            line: doc.line,
            source: doc.source.clone(),
            url: doc.url.clone(),
            title: doc.title.clone(),
            lang: doc.lang.clone(),
            published: doc.published.into(),
            dateline: doc.dateline.map(|s| Span::of(s, &doc.text, &scalars)),
            text: doc.text.clone(),
        }
    }
}

impl From<crate::Published> for Published {
    fn from(p: crate::Published) -> Published {
        Published { date: p.date, basis: p.basis }
    }
}

impl From<&crate::Document> for DocRef {
    fn from(doc: &crate::Document) -> DocRef {
        DocRef {
            id: doc.id.clone(),
            key: doc.key.clone(),
            source: doc.source.clone(),
            url: doc.url.clone(),
            title: doc.title.clone(),
            published: doc.published.into(),
            lang: doc.lang.clone(),
        }
    }
}

impl From<&crate::Note> for Note {
    fn from(note: &crate::Note) -> Note {
        Note {
            schema: SCHEMA,
            doc: note.doc.clone(),
            path: note.path.clone(),
            line: note.line,
            what: note.what,
            message: note.message.clone(),
        }
    }
}

impl Span {
    /// The written form of a byte span.
    pub fn of(span: crate::Span, text: &str, scalars: &crate::Scalars) -> Span {
        Span {
            text: span.of(text).to_owned(),
            start: scalars.of_byte(span.start),
            end: scalars.of_byte(span.end),
        }
    }
}

//! What mentions turn out to be, once looked up: parties, places, times, with the rivals kept.

use crate::{Finder, Span};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Was it settled what a phrase names? Not knowing is a value here, never an error and never a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Resolution {
    /// One answer stands clear of all others; for a bare description ("jets", "police") that means its kind and
    /// sector, not who exactly.
    Resolved,
    /// Several answers are serious; they are kept as candidates, best first.
    Ambiguous,
    /// Nothing known bears this name.
    Unknown,
}

/// What sort of party it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PartyKind {
    /// A human being.
    Person,
    /// People together without a constitution: "protesters", "gunmen".
    Group,
    /// A body with a constitution: ministry, army, party, company, armed group.
    Organisation,
    /// A state as such: "Iraq", "Moscow" when it acts.
    State,
    /// The people of a country or place: "Iraqis", "residents".
    Population,
}

/// A rival answer: an asset row's id, its name, and its score (0 to 1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Stable id of the row.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 0 to 1.
    pub score: f32,
}

/// A phrase that acts or suffers, looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The head word of the phrase ("rebels" in "Chadian rebels near the border").
    pub head: Span,
    /// Canonical name of the row, else the phrase's own words.
    pub name: String,
    /// What sort of party.
    pub kind: PartyKind,
    /// Our id, when a row was found.
    pub kb: Option<String>,
    /// Wikidata id, when it is known for certain.
    pub wikidata: Option<String>,
    /// ISO 3166 alpha-3, or `IGO`, `NGO`, ... of the ontology; "US-UK troops" has two.
    pub country: Vec<String>,
    /// Sector codes of the ontology, first is primary.
    pub sector: Vec<String>,
    /// "General", "Mr": not part of the name.
    pub title: Option<String>,
    /// "president", "spokesman": not part of the name.
    pub office: Option<String>,
    /// Religion by the phrase ("Shiite").
    pub religion: Option<String>,
    /// Ethnicity by the phrase ("Kurdish").
    pub ethnicity: Option<String>,
    /// "4,500 troops": (low, high, the words).
    pub size: Option<(Option<u64>, Option<u64>, Span)>,
    /// Was it settled who it is?
    pub resolution: Resolution,
    /// The serious answers, best first; empty when unknown.
    pub candidates: Vec<Candidate>,
    /// Through which words a pronoun, description or short form was followed.
    pub via: Vec<Span>,
    /// Which rows and rules decided.
    pub by: Vec<Finder>,
}

/// How exactly a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A building or site ("Aden airport": the point is the town's).
    Facility,
    /// A populated place.
    City,
    /// Second-level division.
    District,
    /// First-level division.
    Province,
    /// A country.
    Country,
}

/// A phrase that names a place, looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceKnown {
    /// Canonical name, else the phrase's own words.
    pub name: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north, WGS 84.
    pub lat: Option<f32>,
    /// Degrees east, WGS 84.
    pub lon: Option<f32>,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// GeoNames code of the first-level division.
    pub admin1: Option<String>,
    /// GeoNames code of the second-level division.
    pub admin2: Option<String>,
    /// GeoNames feature code (`PPLC`, `ADM1`, `PCLI`).
    pub feature: Option<String>,
    /// How exactly.
    pub precision: Option<Precision>,
    /// Was it settled which?
    pub resolution: Resolution,
    /// The serious answers, best first.
    pub candidates: Vec<Candidate>,
    /// Which row or rule decided.
    pub by: Vec<Finder>,
}

/// How coarse a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // they mean what they say
pub enum Grain {
    Hour,
    Day,
    Week,
    Month,
    Season,
    Quarter,
    Year,
    Decade,
    Century,
    Vague,
}

/// A phrase that names a time, looked up: the days from `from` up to and with `to`.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeKnown {
    /// The words.
    pub span: Span,
    /// First day; `None` when only the end is known, or nothing.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// How coarse.
    pub grain: Grain,
    /// TIMEX3 value (`2003-03`, `P3D`, `PRESENT_REF`): for measuring against marked corpora.
    pub value: String,
    /// A length of time ("72 hours") rather than a point in it: how many hours.
    pub hours: Option<f32>,
    /// True when it was reckoned from the published date or another date in the text.
    pub anchored: bool,
    /// Which rule.
    pub by: Finder,
}

/// All that was looked up in one document, by the span of the phrase.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Actors, recipients, speakers.
    pub parties: BTreeMap<Span, Party>,
    /// Places.
    pub places: BTreeMap<Span, PlaceKnown>,
    /// Times, in the order of the text.
    pub times: Vec<TimeKnown>,
}

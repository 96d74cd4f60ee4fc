//! Which place: candidates of all phrases of a document, weighed together.
//!
//! Takes the phrases, gives one [`PlaceKnown`] for each, in their order. A name means the same place all
//! through a document unless another containing place is written next to it. What cannot be told apart stays
//! ambiguous, with the rivals.

use super::context::Context;
use super::gazetteer::Places;
use super::measure::{distance_km, log2};
use super::phrase::{self, Phrase, Want};
use super::table::{Class, Posting, Row};
use crate::known::Candidate;
use crate::{Document, Finder, PlaceKnown, Precision, Resolution, Span};
use std::collections::BTreeMap;

/// How candidates are weighed, all in one unit: the worth of about four doublings of the people in a place.
mod weight {
    /// A doubling of the people who live there.
    pub const PEOPLE: f32 = 0.28;
    /// A country.
    pub const COUNTRY: f32 = 9.0;
    /// A region of our own list.
    pub const REGION: f32 = 8.0;
    /// A first-level division that has a town of the same name inside.
    pub const FIRST_WITH_TOWN: f32 = -1.0;
    /// A second-level division, likewise.
    pub const SECOND_WITH_TOWN: f32 = -1.5;
    /// A town that bears its country's name ("Mexico" for Mexico City).
    pub const LIKE_COUNTRY: f32 = -4.0;
    /// A second-level division.
    pub const SECOND: f32 = -3.0;
    /// A seat of government.
    pub const CAPITAL: f32 = 1.0;
    /// A name that is not the place's own.
    pub const ALTERNATE: f32 = -1.5;
    /// The same, where another place has it as its own.
    pub const NOT_OWN: f32 = -1.0;
    /// The phrase asks for another sort of place.
    pub const UNWANTED: f32 = -4.0;
    /// The phrase asks for this sort.
    pub const WANTED: f32 = 2.0;
    /// All that the document can say for a country, a division, a district, a neighbourhood.
    pub const SAME_COUNTRY: f32 = 3.0;
    pub const SAME_FIRST: f32 = 2.5;
    pub const SAME_SECOND: f32 = 1.0;
    pub const NEAR: f32 = 2.5;
    /// Other divisions of its country are named.
    pub const SIBLINGS: f32 = 1.5;
    /// Many names of the document have a namesake in this division.
    pub const COVER: f32 = 2.0;
    /// The outlet bears its name.
    pub const OUTLET: f32 = 3.0;
    /// It lies in the country, division or district, or beside the town, that is written next to it.
    pub const IN_COUNTRY: f32 = 5.0;
    pub const IN_FIRST: f32 = 8.0;
    pub const IN_SECOND: f32 = 6.0;
    pub const BY_TOWN: f32 = 3.0;
    /// What is written next to it may as well be the next of a list.
    pub const LIST: f32 = 0.3;
    /// What is written next to another mention of the name.
    pub const ELSEWHERE: f32 = 0.7;
    /// The best must be ahead by this much to count as settled.
    pub const CLEAR: f32 = 1.0;
}

/// Candidates kept for a name; the rest are smaller places than all of these.
const MOST_CANDIDATES: usize = 400;
/// Rivals written down.
const MOST_RIVALS: usize = 5;
/// Rounds in which names learn from each other.
const ROUNDS: usize = 3;
/// Two candidates nearer than this are one answer (a town and its district), in km.
const SAME_SPOT: f32 = 50.0;

/// One candidate.
#[derive(Clone, Copy)]
struct Candidacy<'a> {
    number: u32,
    row: Row<'a>,
    base: f32,
    score: f32,
}

/// All phrases with one name and one want.
struct Group<'a> {
    candidates: Vec<Candidacy<'a>>,
    /// Containing places over all its phrases.
    inside: Vec<u32>,
    n: u32,
    /// What it put into the context.
    given: Vec<(u32, f32)>,
}

/// All place phrases of one document at once. Never fails; what is unknown keeps its words.
pub fn places(places: &Places, doc: &Document, spans: &[Span]) -> Vec<PlaceKnown> {
    let phrases: Vec<Phrase> = spans.iter().map(|s| phrase::read(places, &doc.text, *s)).collect();
    let mut groups = groups(places, &phrases);
    let mut context = Context::default();
    context.read_document(places, doc);
    for group in groups.values() {
        context.cover(&firsts(group), 1.0);
    }
    for _ in 0..ROUNDS {
        for group in groups.values_mut() {
            score(places, &context, group);
        }
        for group in groups.values_mut() {
            contribute(places, &mut context, group);
        }
    }
    let named =
        |words: &str| words.chars().any(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
    let settled = phrases.iter().zip(spans).map(|(phrase, span)| match span.of(&doc.text) {
        words if named(words) => settle(places, &groups, phrase, words),
        // "the capital", "north of": a place, but none that is named here.
        words => unknown(words),
    });
    settled.collect()
}

type Groups<'a> = BTreeMap<(String, Want), Group<'a>>;

fn groups<'a>(places: &'a Places, phrases: &[Phrase]) -> Groups<'a> {
    let mut groups: Groups<'a> = BTreeMap::new();
    for phrase in phrases.iter().filter(|p| !p.key.is_empty()) {
        let group = groups.entry((phrase.key.clone(), phrase.want)).or_insert_with(|| Group {
            candidates: candidates(places, phrase),
            inside: Vec::new(),
            n: 0,
            given: Vec::new(),
        });
        group.n += 1;
    }
    let mut inside: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for phrase in phrases.iter().filter(|p| p.sure) {
        let rows = inside.entry(&phrase.key).or_default();
        for row in &phrase.inside {
            if !rows.contains(row) && rows.len() < MOST_RIVALS {
                rows.push(*row);
            }
        }
    }
    for ((key, _), group) in &mut groups {
        group.inside = inside.get(key.as_str()).cloned().unwrap_or_default();
    }
    groups
}

fn candidates<'a>(places: &'a Places, phrase: &Phrase) -> Vec<Candidacy<'a>> {
    let mut named = places.named(&phrase.key);
    let people = places.people_of(&phrase.key).map(|row| Posting { row, own: true });
    named.splice(0..0, people);
    if named.is_empty() {
        named.extend(places.abbreviated(&phrase.short).iter().map(|&row| Posting { row, own: true }));
    }
    let owned = named.iter().any(|p| p.own);
    let mut all: Vec<Candidacy<'a>> = named
        .iter()
        .take(MOST_CANDIDATES)
        .map(|p| {
            let row = places.row(p.row);
            let usurped = !p.own && owned;
            let base =
                base(&row, p.own) + wanted(&row, phrase.want) + if usurped { weight::NOT_OWN } else { 0.0 };
            Candidacy { number: p.row, row, base, score: base }
        })
        .collect();
    let towns: Vec<u16> = all.iter().filter(|c| c.row.class >= Class::City).map(|c| c.row.first).collect();
    let countries: Vec<u16> =
        all.iter().filter(|c| c.row.class == Class::Country).map(|c| c.row.country).collect();
    for c in &mut all {
        if c.row.class > Class::Country && countries.contains(&c.row.country) {
            c.base += weight::LIKE_COUNTRY;
        }
        let named_after_town = c.row.class == Class::First && towns.contains(&c.row.first);
        if named_after_town && phrase.want != Want::First {
            c.base += weight::FIRST_WITH_TOWN;
        }
        let around_town = c.row.class == Class::Second && towns.contains(&c.row.first);
        if around_town && phrase.want != Want::Second {
            c.base += weight::SECOND_WITH_TOWN;
        }
    }
    all
}

/// What speaks for a candidate before anything of the document is known.
fn base(row: &Row<'_>, own: bool) -> f32 {
    let people = weight::PEOPLE * log2(row.population);
    let class = match row.class {
        Class::Country => weight::COUNTRY,
        Class::First | Class::City => people,
        Class::Second => people + weight::SECOND,
        Class::Capital => people + weight::CAPITAL,
        Class::Region | Class::Wide => weight::REGION,
    };
    if own { class } else { class + weight::ALTERNATE }
}

fn wanted(row: &Row<'_>, want: Want) -> f32 {
    let asked = match want {
        Want::Any => return 0.0,
        Want::First => row.class == Class::First,
        Want::Second => row.class == Class::Second,
        Want::City => matches!(row.class, Class::City | Class::Capital),
    };
    if asked { weight::WANTED } else { weight::UNWANTED }
}

/// The first-level divisions that a name has a candidate in, each once.
fn firsts(group: &Group<'_>) -> Vec<u16> {
    let mut firsts: Vec<u16> =
        group.candidates.iter().filter(|c| c.row.class != Class::Country).map(|c| c.row.first).collect();
    firsts.sort_unstable();
    firsts.dedup();
    firsts.retain(|f| *f != 0);
    firsts
}

fn score(places: &Places, context: &Context, group: &mut Group<'_>) {
    let own: Vec<(Row<'_>, f32)> = group.given.iter().map(|(r, w)| (places.row(*r), *w)).collect();
    let inside: Vec<Row<'_>> = group.inside.iter().map(|r| places.row(*r)).collect();
    let n_firsts = firsts(group).len();
    for c in &mut group.candidates {
        let s = context.support(&c.row, &own, n_firsts);
        c.score = c.base
            + weight::SAME_COUNTRY * s.country
            + weight::SAME_FIRST * s.first
            + weight::SAME_SECOND * s.second
            + weight::NEAR * s.near
            + weight::SIBLINGS * s.sibling
            + weight::COVER * s.cover
            + if context.outlet == Some(c.number) { weight::OUTLET } else { 0.0 }
            + weight::ELSEWHERE * lies_in(&c.row, &inside);
    }
    // Larger first among equals: rows stand in that order.
    group.candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.number.cmp(&b.number)));
}

/// What containing places written next to a name say for a candidate.
fn lies_in(row: &Row<'_>, inside: &[Row<'_>]) -> f32 {
    let worth = |c: &Row<'_>| match c.class {
        Class::Country if c.country == row.country && row.class != Class::Country => weight::IN_COUNTRY,
        Class::First if c.first == row.first && c.country == row.country && row.class > Class::First => {
            weight::IN_FIRST
        }
        Class::Second if c.second == row.second && c.first == row.first && row.class > Class::Second => {
            weight::IN_SECOND
        }
        Class::City | Class::Capital if near(row, c) => weight::BY_TOWN,
        _ => 0.0,
    };
    inside.iter().map(worth).fold(0.0, f32::max)
}

/// Near a town, without being it.
fn near(row: &Row<'_>, town: &Row<'_>) -> bool {
    let (Some(a), Some(b)) = (row.at, town.at) else { return false };
    row.id != town.id && row.class >= Class::City && distance_km(a, b) < SAME_SPOT
}

/// Share of belief in each candidate, by how far it is behind the best.
fn shares(scores: impl Iterator<Item = f32> + Clone) -> Vec<f32> {
    let best = scores.clone().fold(f32::MIN, f32::max);
    let parts: Vec<f32> = scores
        .map(|s| {
            let behind = 1.0 + (best - s);
            1.0 / (behind * behind * behind)
        })
        .collect();
    let sum: f32 = parts.iter().sum();
    parts.into_iter().map(|p| p / sum).collect()
}

/// Takes back what the group gave to the context, and gives anew what it believes now.
fn contribute(places: &Places, context: &mut Context, group: &mut Group<'_>) {
    for (number, w) in std::mem::take(&mut group.given) {
        context.add(places, number, &places.row(number), -w);
    }
    let worth = 0.5 + 0.5 * log2(1 + group.n);
    let believed = shares(group.candidates.iter().map(|c| c.score));
    for (c, share) in group.candidates.iter().zip(believed).take(MOST_RIVALS) {
        context.add(places, c.number, &c.row, share * worth);
        group.given.push((c.number, share * worth));
    }
}

/// The answer for one phrase.
fn settle(places: &Places, groups: &Groups<'_>, phrase: &Phrase, words: &str) -> PlaceKnown {
    let Some(group) = groups.get(&(phrase.key.clone(), phrase.want)).filter(|g| !g.candidates.is_empty())
    else {
        return unknown(words);
    };
    let inside: Vec<Row<'_>> = phrase.inside.iter().map(|r| places.row(*r)).collect();
    let shared: Vec<Row<'_>> = group.inside.iter().map(|r| places.row(*r)).collect();
    let mut ranked = group.candidates.clone();
    if !inside.is_empty() {
        for c in &mut ranked {
            let here = lies_in(&c.row, &inside) * if phrase.sure { 1.0 } else { weight::LIST };
            c.score += here - weight::ELSEWHERE * lies_in(&c.row, &shared);
        }
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.number.cmp(&b.number)));
    }
    answer(places, phrase, &ranked)
}

fn unknown(words: &str) -> PlaceKnown {
    PlaceKnown {
        name: words.to_owned(),
        geonames: None,
        lat: None,
        lon: None,
        country: None,
        admin1: None,
        admin2: None,
        feature: None,
        precision: None,
        resolution: Resolution::Unknown,
        candidates: Vec::new(),
        by: Vec::new(),
    }
}

fn answer(places: &Places, phrase: &Phrase, ranked: &[Candidacy<'_>]) -> PlaceKnown {
    let best = &ranked[0];
    let rival = ranked[1..].iter().find(|c| !same_spot(&best.row, &c.row));
    let clear = rival.is_none_or(|r| best.score - r.score >= weight::CLEAR);
    let row = &best.row;
    let country = (row.country != 0).then(|| places.alpha3(row.country)).flatten();
    let in_country = row.class > Class::Country;
    PlaceKnown {
        name: row.name.to_owned(),
        geonames: (row.id != 0).then_some(row.id),
        lat: row.at.map(|at| at.0),
        lon: row.at.map(|at| at.1),
        country: country.map(str::to_owned),
        admin1: places.first_code(row.first).filter(|_| in_country).map(str::to_owned),
        admin2: places.second_code(row.second).filter(|_| in_country).map(str::to_owned),
        feature: Some(row.class.feature().to_owned()),
        precision: precision(phrase, row.class),
        resolution: if clear { Resolution::Resolved } else { Resolution::Ambiguous },
        candidates: rivals(ranked),
        by: finders(phrase, row),
    }
}

fn same_spot(a: &Row<'_>, b: &Row<'_>) -> bool {
    match (a.at, b.at) {
        (Some(p), Some(q)) => a.country == b.country && distance_km(p, q) < SAME_SPOT,
        _ => false,
    }
}

fn precision(phrase: &Phrase, class: Class) -> Option<Precision> {
    let whole = match class {
        Class::Country => Precision::Country,
        Class::First | Class::Region => Precision::Province,
        Class::Second => Precision::District,
        Class::City | Class::Capital => Precision::City,
        Class::Wide => return None,
    };
    match (phrase.facility, phrase.part) {
        (true, _) => Some(Precision::Facility),
        (false, true) if whole == Precision::Country => Some(Precision::Province),
        _ => Some(whole),
    }
}

fn rivals(ranked: &[Candidacy<'_>]) -> Vec<Candidate> {
    let shares = shares(ranked.iter().map(|c| c.score));
    ranked
        .iter()
        .zip(shares)
        .take(MOST_RIVALS)
        .map(|(c, score)| Candidate { id: id_of(&c.row), name: c.row.name.to_owned(), score })
        .collect()
}

/// How a row is called outside: its GeoNames id, else our own code.
fn id_of(row: &Row<'_>) -> String {
    if row.id != 0 { row.id.to_string() } else { row.code.to_owned() }
}

fn finders(phrase: &Phrase, row: &Row<'_>) -> Vec<Finder> {
    let table = if row.class >= Class::Region { "places/regions" } else { "places" };
    let mut by = vec![Finder::Asset(format!("{table}:{}", id_of(row)))];
    if phrase.facility {
        by.push(Finder::Rule("place/facility-near"));
    }
    if phrase.part {
        by.push(Finder::Rule("place/part-of"));
    }
    if !phrase.inside.is_empty() {
        by.push(Finder::Rule("place/containing-name"));
    }
    by
}

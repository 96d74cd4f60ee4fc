//! A document -> what its words say about countries, read once for all its parties. Settles no party.
//!
//! In "Police in Nairobi fired on marchers. Kenya's president ..." the country near "Police" is KEN.

use super::table::{Actors, Match, Meaning};
use super::words::{Capitals, Gap, Words};
use crate::{Document, Name, NameKind, Span};
use jiff::civil::Date;
use std::ops::Range;

/// A document with the names of the tables found in it.
pub struct Around<'a> {
    pub(super) actors: &'a Actors,
    pub(super) doc: &'a Document,
    pub(super) names: &'a [Name],
    pub(super) words: Words,
    pub(super) matches: Vec<Match>,
    /// Which country is named at which word, how clearly.
    evidence: Vec<Evidence>,
    /// All evidence of one country together, by place in the list of countries: of every kind, and by the
    /// names of the country and its places alone.
    total: Vec<(u32, f32, f32)>,
}

/// A word that speaks for a country.
#[derive(Clone, Copy, Debug)]
struct Evidence {
    word: usize,
    country: u32,
    weight: f32,
    /// Only through an actor of the country.
    by_actor: bool,
}

/// How much more an earlier mention counts, and after how many words any mention counts half: by the marked
/// news of `gold/train`, where neither matters much.
const EARLIER: f32 = 1.6;
const HALF_WAY: f32 = 30.0;

/// Words after which a place name says where something happens.
const LOCATIVE: [&str; 8] = ["in", "at", "near", "outside", "across", "throughout", "inside", "around"];

/// Words that turn a country's name into a stance towards it: "pro-Russian", "anti-American".
const STANCE: [&str; 4] = ["pro", "anti", "non", "post"];

/// Days and months have capitals and are nobody's name.
const CALENDAR: [&str; 18] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl<'a> Around<'a> {
    /// Reads the document once.
    pub fn new(actors: &'a Actors, doc: &'a Document, names: &'a [Name]) -> Around<'a> {
        let words = Words::new(&doc.text);
        let matches = actors.scan(&words, 0..words.list.len());
        let mut around =
            Around { actors, doc, names, words, matches, evidence: Vec::new(), total: Vec::new() };
        around.evidence = around.gather();
        for e in around.evidence.clone() {
            let placed = if e.by_actor { 0.0 } else { e.weight };
            match around.total.iter_mut().find(|(c, ..)| *c == e.country) {
                Some((_, all, places)) => {
                    *all += e.weight;
                    *places += placed;
                }
                None => around.total.push((e.country, e.weight, placed)),
            }
        }
        around
    }

    /// The day of the report.
    pub(super) fn day(&self) -> Option<Date> {
        self.doc.published.date
    }

    /// How clearly the document names this country: 0 for not at all, 1 for once by its name.
    pub(super) fn names_country(&self, country: u32) -> f32 {
        self.total.iter().find(|(c, ..)| *c == country).map_or(0.0, |(_, all, _)| *all)
    }

    /// The same by names of the country and its places alone, not of its actors.
    pub(super) fn places_country(&self, country: u32) -> f32 {
        self.total.iter().find(|(c, ..)| *c == country).map_or(0.0, |(_, _, places)| *places)
    }

    /// The countries named near these words, clearest first, with their share of all that is named.
    pub(super) fn countries_near(&self, range: &Range<usize>) -> Vec<(u32, f32)> {
        let mut near: Vec<(u32, f32)> = Vec::new();
        for e in self.evidence.iter().filter(|e| !range.contains(&e.word)) {
            // What was said before counts more than what follows.
            let (distance, order) = if e.word < range.start {
                (range.start - e.word, EARLIER)
            } else {
                (e.word - range.end + 1, 1.0)
            };
            let weight = e.weight * order / (1.0 + distance as f32 / HALF_WAY);
            match near.iter_mut().find(|(c, _)| *c == e.country) {
                Some((_, sum)) => *sum += weight,
                None => near.push((e.country, weight)),
            }
        }
        let all: f32 = near.iter().map(|(_, w)| w).sum();
        near.iter_mut().for_each(|(_, w)| *w /= all);
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near
    }

    /// Is this word turned into a stance by the one before it?
    pub(super) fn in_stance(&self, word: usize) -> bool {
        word > 0 && self.words.list[word].gap == Gap::Hyphen && STANCE.contains(&self.words.fold(word - 1))
    }

    /// Is this word followed by one that makes it a patron, not a home: "Iranian-backed"?
    pub(super) fn is_patron(&self, end: usize) -> bool {
        const BACKING: [&str; 8] =
            ["backed", "supported", "funded", "trained", "sponsored", "aligned", "made", "allied"];
        self.words.list.get(end).is_some_and(|w| w.gap == Gap::Hyphen)
            && BACKING.contains(&self.words.fold(end))
    }

    /// Are these words part of what the names head takes for a person ("Paris" in "Paris Hilton")? A table
    /// knows a whole name better than the head does.
    pub(super) fn is_person(&self, span: Span) -> bool {
        self.names.iter().any(|n| n.value == NameKind::Person && n.span.contains(span) && n.span != span)
    }

    /// A capitalised word that no table knows and that begins no sentence.
    pub(super) fn is_unknown_name(&self, word: usize) -> bool {
        let w = self.words.list[word];
        !CALENDAR.contains(&self.words.fold(word))
            && w.capitals != Capitals::None
            && w.span.of(&self.doc.text).chars().any(char::is_alphabetic)
            && !self.match_at(word).is_some_and(|m| {
                m.meanings.iter().any(|m| !matches!(m, Meaning::City(_) | Meaning::Surname(_)))
            })
    }

    /// Is this word likely the first name of what follows: capitalised, and neither office nor country?
    pub(super) fn is_first_name(&self, word: usize) -> bool {
        const POINTS: [&str; 12] = [
            "northern", "southern", "eastern", "western", "north", "south", "east", "west", "central",
            "greater", "the", "all",
        ];
        self.is_unknown_name(word) && !POINTS.contains(&self.words.fold(word)) && !self.opens_sentence(word)
    }

    fn opens_sentence(&self, word: usize) -> bool {
        self.words.list[word].gap == Gap::Stop && self.words.fold(word).len() < 4
    }

    /// Does the reading count itself among what the document says of its country?
    pub(super) fn names_country_alone(&self, meaning: Meaning) -> bool {
        !self.weigh(meaning).is_empty()
    }

    /// The match that covers this word.
    pub(super) fn match_at(&self, word: usize) -> Option<&Match> {
        let i = self.matches.partition_point(|m| m.words.end <= word);
        self.matches.get(i).filter(|m| m.words.contains(&word))
    }

    fn gather(&self) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for m in &self.matches {
            if self.in_stance(m.words.start) {
                continue;
            }
            let located = m.words.start > 0 && LOCATIVE.contains(&self.words.fold(m.words.start - 1));
            let weights: Vec<(u32, f32)> = m.meanings.iter().flat_map(|&x| self.weigh(x)).collect();
            let by_actor = m.meanings.iter().any(|x| matches!(x, Meaning::Actor(_)));
            let best = weights.iter().map(|(_, w)| *w).fold(0.0, f32::max);
            for &(country, weight) in weights.iter().filter(|(_, w)| *w >= best * 0.7) {
                let weight = if located { weight * 1.5 } else { weight };
                let weight = weight / weights.len() as f32;
                evidence.push(Evidence { word: m.words.start, country, weight, by_actor });
            }
        }
        evidence
    }

    fn weigh(&self, meaning: Meaning) -> Vec<(u32, f32)> {
        match meaning {
            Meaning::Country(c) | Meaning::Adjective(c) | Meaning::People(c) => vec![(c, 1.0)],
            Meaning::Capital(c) | Meaning::Seat(c) => vec![(c, 0.9)],
            Meaning::Region(c) | Meaning::Native(c) => vec![(c, 0.8)],
            Meaning::City(c) => vec![(c, 0.5)],
            Meaning::Actor(a) => {
                let actor = &self.actors.actors[a as usize];
                let term = actor.terms.iter().find(|t| t.holds(self.day())).or(actor.terms.last());
                term.map_or(Vec::new(), |t| t.home.iter().map(|&c| (c, 0.6)).collect())
            }
            _ => Vec::new(),
        }
    }
}

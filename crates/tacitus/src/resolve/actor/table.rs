//! Rows of `assets/` -> one index of names: countries, actors with their terms of office, sector nouns.
//! Looks up by hash. Decides nothing about any text.
//!
//! `Iraqi` is there as the adjective of IRQ, `police` as a noun of sector COP, `Tony Blair` as a person with
//! one term of office.

use super::words::{Capitals, Gap, HASH_START, Words, fold_phrase, hash};
use crate::PartyKind;
use crate::world::WorldError;
use jiff::civil::Date;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::path::Path;

/// A state or territory: a row of `countries/countries.tsv`.
#[derive(Debug)]
pub(super) struct Country {
    /// ISO 3166 alpha-3, or the code it had while it lasted (`SUN`).
    pub code: String,
    pub name: String,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// One actor: a row of `actors/*.tsv`, or all rows of one person.
#[derive(Debug)]
pub(super) struct Actor {
    /// Stable id, without the term of office.
    pub id: String,
    pub name: String,
    pub kind: PartyKind,
    pub wikidata: Option<String>,
    /// Terms of office in time order; an organisation has one.
    pub terms: Vec<Term>,
}

/// What an actor is from a day to a day.
#[derive(Debug)]
pub(super) struct Term {
    /// `file:id` of its row.
    pub row: String,
    pub country: Vec<String>,
    /// Those of `country` that are countries, by place in the list.
    pub home: Vec<u32>,
    pub sector: Vec<String>,
    pub office: Option<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Term {
    /// Does it hold on this day? On an unknown day every term may.
    pub fn holds(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to))
    }
}

/// How a noun gives its sector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// By itself: "police".
    Head,
    /// Only when nothing beside it says more: "leader", "members", "forces".
    Yields,
    /// To the noun after it: "rebel commander".
    Modifier,
    /// To the state whose adjective stands before it: "Israeli airstrikes" are its army's.
    Act,
}

/// A row of `sectors/nouns.tsv`.
#[derive(Debug)]
pub(super) struct Noun {
    pub phrase: String,
    pub sector: Vec<String>,
    pub kind: PartyKind,
    pub strength: Strength,
    /// May it take its country from the document? "migrants" and "world leaders" may not.
    pub local: bool,
}

/// A row of `sectors/titles.tsv`.
#[derive(Debug)]
pub(super) struct Title {
    /// Spelt out: "General" for "Gen.".
    pub full: String,
    /// What it says of its bearer's sector, if anything.
    pub sector: Option<String>,
}

/// A row of `sectors/ethnic.tsv`.
#[derive(Debug)]
pub(super) struct Ethnic {
    pub religion: bool,
    pub value: String,
}

/// What a name may mean. Numbers are places in the lists of [`Actors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// "Iraq".
    Country(u32),
    /// "Iraqi".
    Adjective(u32),
    /// "Iraqis".
    People(u32),
    /// "Baghdad".
    Capital(u32),
    /// "the Kremlin".
    Seat(u32),
    /// "Darfur".
    Region(u32),
    /// "Basra".
    City(u32),
    /// "Chechens", "Texan".
    Native(u32),
    /// "Hamas", "Tony Blair".
    Actor(u32),
    /// "Blair", where the row does not list it.
    Surname(u32),
    /// "police".
    Noun(u32),
    /// "former".
    Former(u32),
    /// "Gen.".
    Title(u32),
    /// "Kurdish".
    Ethnic(u32),
}

/// A name as a row spells it.
#[derive(Debug)]
struct Alias {
    folded: Box<str>,
    /// Bits of the words that must begin with a capital, and of those that must be all capitals.
    first: u32,
    all: u32,
    meaning: Meaning,
}

/// A name found in a text.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// Its words.
    pub words: Range<usize>,
    /// What it may mean, in the order of the tables.
    pub meanings: Vec<Meaning>,
}

/// Everything known of actors, countries and sectors.
pub struct Actors {
    pub(super) countries: Vec<Country>,
    pub(super) actors: Vec<Actor>,
    pub(super) nouns: Vec<Noun>,
    pub(super) former: Vec<String>,
    pub(super) titles: Vec<Title>,
    pub(super) ethnic: Vec<Ethnic>,
    pub(super) codes: HashMap<String, u32>,
    aliases: Vec<Alias>,
    /// Hash of a folded name -> its run in `aliases`.
    index: HashMap<u64, (u32, u32), BuildHasherDefault<Ready>>,
    /// Hash of a first word -> how many words the longest name that begins with it has.
    longest: HashMap<u64, u8, BuildHasherDefault<Ready>>,
    pub(super) digest: blake3::Hasher,
}

/// Keys that are hashes already need no second hashing.
#[derive(Default)]
pub(super) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are written as u64");
    }
    fn write_u64(&mut self, key: u64) {
        // The tables' maps look at the upper bits too, which are thin in FNV of short words.
        self.0 = key ^ (key << 32);
    }
}

/// The tables of actors, in the order in which they are read.
const ACTOR_FILES: [&str; 6] = ["agencies", "bodies", "companies", "groups", "parties", "people"];

impl Actors {
    /// Loads `countries/`, `actors/` and `sectors/` of the assets folder.
    pub fn open(assets: &Path) -> Result<Actors, WorldError> {
        let mut actors = Actors {
            countries: Vec::new(),
            actors: Vec::new(),
            nouns: Vec::new(),
            former: Vec::new(),
            titles: Vec::new(),
            ethnic: Vec::new(),
            codes: HashMap::new(),
            aliases: Vec::new(),
            index: HashMap::default(),
            longest: HashMap::default(),
            digest: blake3::Hasher::new(),
        };
        actors.read_countries(assets)?;
        for file in ACTOR_FILES {
            actors.read_actors(assets, file)?;
        }
        actors.read_sectors(assets)?;
        actors.build_index();
        Ok(actors)
    }

    /// Adds what was loaded to a hash: the actors' part of the edition.
    pub fn hash_into(&self, hasher: &mut blake3::Hasher) {
        hasher.update(self.digest.finalize().as_bytes());
    }

    /// ISO 3166 alpha-3 of a country's name, adjective or people: `IRQ` for "Iraq", "Iraqi", "Iraqis".
    pub fn country_of_place_name(&self, text: &str) -> Option<&str> {
        let words = Words::new(text);
        if words.list.is_empty() {
            return None;
        }
        let found = self.longest_at(&words, 0, words.list.len())?;
        if found.words.len() != words.list.len() {
            return None;
        }
        found.meanings.iter().find_map(|&m| match m {
            Meaning::Country(c) | Meaning::Adjective(c) | Meaning::People(c) => {
                Some(self.countries[c as usize].code.as_str())
            }
            _ => None,
        })
    }

    /// The names in these words, longest first from the left, none overlapping.
    pub(super) fn scan(&self, words: &Words, range: Range<usize>) -> Vec<Match> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at < range.end {
            match self.longest_at(words, at, range.end) {
                Some(m) => {
                    at = m.words.end;
                    found.push(m);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest name that begins at this word and ends before `end`.
    fn longest_at(&self, words: &Words, at: usize, end: usize) -> Option<Match> {
        let mut state = hash(HASH_START, words.fold(at));
        let max = usize::from(*self.longest.get(&state)?).min(end - at);
        let mut best = None;
        for n in 1..=max {
            if n > 1 {
                if matches!(words.list[at + n - 1].gap, Gap::Stop) {
                    break;
                }
                state = hash(hash(state, " "), words.fold(at + n - 1));
            }
            if let Some(&(start, stop)) = self.index.get(&state) {
                let run = &self.aliases[start as usize..stop as usize];
                let meanings: Vec<Meaning> =
                    run.iter().filter(|a| a.fits(words, at, n)).map(|a| a.meaning).collect();
                if !meanings.is_empty() {
                    best = Some(Match { words: at..at + n, meanings });
                }
            }
        }
        best
    }

    pub(super) fn add(&mut self, name: &str, meaning: Meaning) {
        let (folded, capitals) = fold_phrase(name);
        if folded.is_empty() {
            return;
        }
        let bits = |want: fn(Capitals) -> bool| {
            capitals
                .iter()
                .take(32)
                .enumerate()
                .filter(|(_, c)| want(**c))
                .fold(0, |bits, (i, _)| bits | 1 << i)
        };
        self.aliases.push(Alias {
            folded: folded.into(),
            first: bits(|c| c != Capitals::None),
            all: bits(|c| c == Capitals::All),
            meaning,
        });
    }

    fn build_index(&mut self) {
        // A stable sort: names that are spelt alike stay in the order of the tables.
        self.aliases.sort_by(|a, b| a.folded.cmp(&b.folded));
        let mut start = 0;
        while start < self.aliases.len() {
            let folded = &self.aliases[start].folded;
            let end = start + self.aliases[start..].partition_point(|a| a.folded == *folded);
            self.index.insert(hash(HASH_START, folded), (start as u32, end as u32));
            let first = hash(HASH_START, folded.split(' ').next().unwrap_or(""));
            let n_words = folded.split(' ').count().min(255) as u8;
            let longest = self.longest.entry(first).or_insert(0);
            *longest = (*longest).max(n_words);
            start = end;
        }
    }
}

impl Alias {
    /// Do the capitals of the text allow this name? "us" is no country, "POLICE" is police.
    fn fits(&self, words: &Words, at: usize, n: usize) -> bool {
        let caps = |i: usize| words.list[at + i].capitals;
        (0..n.min(32)).all(|i| {
            (self.first >> i & 1 == 0 || caps(i) != Capitals::None)
                && (self.all >> i & 1 == 0 || caps(i) == Capitals::All)
        })
    }
}

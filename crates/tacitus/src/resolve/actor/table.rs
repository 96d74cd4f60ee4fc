//! Rows of `assets/` -> one index of names: countries, actors with their terms of office, sector nouns.
//! Reads files once; looks up by hash afterwards. Decides nothing about any text.
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
    codes: HashMap<String, u32>,
    aliases: Vec<Alias>,
    /// Hash of a folded name -> its run in `aliases`.
    index: HashMap<u64, (u32, u32), BuildHasherDefault<Ready>>,
    /// Hash of a first word -> how many words the longest name that begins with it has.
    longest: HashMap<u64, u8, BuildHasherDefault<Ready>>,
    digest: blake3::Hasher,
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

    fn add(&mut self, name: &str, meaning: Meaning) {
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

    fn read_countries(&mut self, assets: &Path) -> Result<(), WorldError> {
        let table = Table::open(assets, "countries/countries", &mut self.digest)?;
        for row in table.rows() {
            let row = &row;
            let id = self.countries.len() as u32;
            let country = Country {
                code: row[0].to_owned(),
                name: row[2].to_owned(),
                from: table.date(row, 8, false)?,
                to: table.date(row, 9, true)?,
            };
            self.countries.push(country);
            self.add(row[2], Meaning::Country(id));
            let columns: [(usize, fn(u32) -> Meaning); 5] = [
                (3, Meaning::Country),
                (4, Meaning::Adjective),
                (5, Meaning::People),
                (6, Meaning::Capital),
                (7, Meaning::Seat),
            ];
            for (column, meaning) in columns {
                for name in list(row[column]) {
                    self.add(name, meaning(id));
                }
            }
        }
        self.codes = self.countries.iter().enumerate().map(|(i, c)| (c.code.clone(), i as u32)).collect();
        let table = Table::open(assets, "countries/places", &mut self.digest)?;
        for row in table.rows() {
            let row = &row;
            let &country =
                self.codes.get(row[1]).ok_or_else(|| table.wrong(row, "names a country without a row"))?;
            let meaning = match row[2] {
                "region" => Meaning::Region(country),
                "people" => Meaning::Native(country),
                "city" => Meaning::City(country),
                _ => return Err(table.wrong(row, "is neither region nor city nor people")),
            };
            self.add(row[0], meaning);
        }
        Ok(())
    }

    fn read_actors(&mut self, assets: &Path, file: &str) -> Result<(), WorldError> {
        let table = Table::open(assets, &format!("actors/{file}"), &mut self.digest)?;
        for row in table.rows() {
            let row = &row;
            let id = row[0].split('.').next().unwrap_or(row[0]).to_owned();
            let term = Term {
                row: format!("{file}:{}", row[0]),
                country: list(row[3]).map(str::to_owned).collect(),
                home: list(row[3]).filter_map(|c| self.codes.get(c).copied()).collect(),
                sector: list(row[4]).map(str::to_owned).collect(),
                office: Some(row[5].to_owned()).filter(|o| !o.is_empty()),
                from: table.date(row, 6, false)?,
                to: table.date(row, 7, true)?,
            };
            match self.actors.last_mut().filter(|a| a.id == id) {
                Some(actor) => actor.terms.push(term),
                None => self.actors.push(Actor {
                    id,
                    name: row[1].to_owned(),
                    kind: table.kind(row, 2)?,
                    wikidata: Some(row[9].to_owned()).filter(|w| !w.is_empty()),
                    terms: vec![term],
                }),
            }
            let idx = self.actors.len() as u32 - 1;
            if self.actors[idx as usize].terms.len() == 1 {
                // A row that knows only a surname is found by it, but never by it alone.
                if row[10] != "surname only" {
                    self.add(bare_name(row[1]), Meaning::Actor(idx));
                }
                if row[2] == "person" {
                    self.add(surname(row[1], row[3]), Meaning::Surname(idx));
                }
            }
            for name in list(row[8]) {
                self.add(name, Meaning::Actor(idx));
            }
        }
        Ok(())
    }

    fn read_sectors(&mut self, assets: &Path) -> Result<(), WorldError> {
        let table = Table::open(assets, "sectors/nouns", &mut self.digest)?;
        for row in table.rows() {
            let row = &row;
            let noun = Noun {
                phrase: row[0].to_owned(),
                sector: list(row[1]).map(str::to_owned).collect(),
                kind: table.kind(row, 2)?,
                strength: match row[3] {
                    "head" => Strength::Head,
                    "yields" => Strength::Yields,
                    "modifier" => Strength::Modifier,
                    "act" => Strength::Act,
                    _ => return Err(table.wrong(row, "has an unknown strength")),
                },
                local: row[4] != "-",
            };
            self.add(row[0], Meaning::Noun(self.nouns.len() as u32));
            self.nouns.push(noun);
        }
        let table = Table::open(assets, "sectors/former", &mut self.digest)?;
        for row in table.rows() {
            let row = &row;
            self.add(row[0], Meaning::Former(self.former.len() as u32));
            self.former.push(row[1].to_owned());
        }
        let table = Table::open(assets, "sectors/titles", &mut self.digest)?;
        for row in table.rows() {
            let row = &row;
            self.add(row[0], Meaning::Title(self.titles.len() as u32));
            self.titles.push(Title {
                full: row[1].to_owned(),
                sector: Some(row[2].to_owned()).filter(|s| !s.is_empty()),
            });
        }
        let table = Table::open(assets, "sectors/ethnic", &mut self.digest)?;
        for row in table.rows() {
            let row = &row;
            self.add(row[0], Meaning::Ethnic(self.ethnic.len() as u32));
            self.ethnic.push(Ethnic { religion: row[1] == "religion", value: row[2].to_owned() });
        }
        Ok(())
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

/// "Army of Islam (Syria)": what stands in brackets only tells rows apart.
fn bare_name(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(bare, _)| bare)
}

/// The word by which a person is named for short.
fn surname<'a>(name: &'a str, country: &str) -> &'a str {
    let surname_first = matches!(country, "CHN" | "TWN" | "KOR" | "PRK" | "VNM" | "KHM");
    let mut parts = name.split([' ', '-']).filter(|p| !matches!(*p, "Jr." | "II" | "III"));
    let found = if surname_first { parts.next() } else { parts.next_back() };
    found.unwrap_or(name)
}

/// The entries of a list cell.
fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split("; ").filter(|s| !s.is_empty())
}

/// A tab-separated file with a line of column names.
struct Table {
    path: String,
    text: String,
}

impl Table {
    fn open(assets: &Path, name: &str, digest: &mut blake3::Hasher) -> Result<Table, WorldError> {
        let path = assets.join(format!("{name}.tsv"));
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|e| {
            WorldError::new(
                format!("cannot read `{shown}`: {e}"),
                Some("the folder assets/ of the program must be whole"),
            )
        })?;
        digest.update(name.as_bytes()).update(text.as_bytes());
        let columns = |line: &str| line.bytes().filter(|&b| b == b'\t').count() + 1;
        let n_columns = text.lines().next().map_or(0, columns);
        if let Some((i, line)) = text.lines().enumerate().find(|(_, line)| columns(line) != n_columns) {
            let message = format!("`{shown}` line {} has {} columns, not {n_columns}", i + 1, columns(line));
            return Err(WorldError::new(message, Some("every row has a cell for every column")));
        }
        Ok(Table { path: shown, text })
    }

    /// The cells of each row, the line of column names left out.
    fn rows(&self) -> impl Iterator<Item = Vec<&str>> {
        self.text.lines().skip(1).map(|line| line.split('\t').collect())
    }

    fn wrong(&self, row: &[&str], what: &str) -> WorldError {
        WorldError::new(format!("`{}`: row `{}` {what}", self.path, row[0]), None)
    }

    /// A day, or the first or last day of a month or year: `2003-04-09`, `2003-04`, `2003`.
    fn date(&self, row: &[&str], column: usize, last: bool) -> Result<Option<Date>, WorldError> {
        let cell = row[column];
        if cell.is_empty() {
            return Ok(None);
        }
        let mut parts = cell.splitn(3, '-').map(|p| p.parse::<i16>().ok());
        let year = parts.next().flatten();
        let month = parts.next().unwrap_or(Some(if last { 12 } else { 1 }));
        let day = parts.next();
        let date = match (year, month, day) {
            (Some(y), Some(m), Some(Some(d))) => Date::new(y, m as i8, d as i8).ok(),
            (Some(y), Some(m), None) => {
                Date::new(y, m as i8, 1).ok().map(|d| if last { d.last_of_month() } else { d })
            }
            _ => None,
        };
        date.map(Some).ok_or_else(|| self.wrong(row, &format!("has a date that is none: `{cell}`")))
    }

    fn kind(&self, row: &[&str], column: usize) -> Result<PartyKind, WorldError> {
        Ok(match row[column] {
            "person" => PartyKind::Person,
            "group" => PartyKind::Group,
            "organisation" => PartyKind::Organisation,
            "state" => PartyKind::State,
            "population" => PartyKind::Population,
            _ => return Err(self.wrong(row, "has an unknown kind")),
        })
    }
}

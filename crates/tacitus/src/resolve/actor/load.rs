//! Files of `assets/` -> rows of the tables. The only place of this folder that opens files.
//!
//! A line of `actors/people.tsv` becomes a term of office of its person.

use super::table::{Actor, Actors, Country, Ethnic, Meaning, Noun, Strength, Term, Title};
use crate::PartyKind;
use crate::world::WorldError;
use jiff::civil::Date;
use std::path::Path;

impl Actors {
    pub(super) fn read_countries(&mut self, assets: &Path) -> Result<(), WorldError> {
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

    pub(super) fn read_actors(&mut self, assets: &Path, file: &str) -> Result<(), WorldError> {
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

    pub(super) fn read_sectors(&mut self, assets: &Path) -> Result<(), WorldError> {
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

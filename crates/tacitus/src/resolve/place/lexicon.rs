//! The small tables about places that people keep by hand: countries, abbreviations, regions, words.
//!
//! Takes the four files beside the packed table, gives look-ups by folded words; an unreadable line is an
//! error with its number. Never guesses: what is not in a row is not known.

use super::fold::fold;
use crate::world::WorldError;
use std::collections::HashMap;
use std::path::Path;

/// What sorts of word there are around names of places. A word may be of several sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// "province": makes a first-level division.
    First,
    /// "county": makes a second-level division.
    Second,
    /// "autonomous": stands beside those.
    DivisionWord,
    /// "town".
    Settlement,
    /// "northern".
    Direction,
    /// "airport".
    Facility,
    /// "international": stands beside those.
    FacilityWord,
    /// "river".
    Water,
    /// "Mr": a person's name follows.
    PersonTitle,
    /// "Times": the name before it is part of an organisation's.
    OrgAfter,
    /// A capitalised word that is hardly ever a place.
    NotPlace,
    /// A given name.
    Given,
}

/// How the sorts are written in the table.
const SORTS: [(&str, Sort); 12] = [
    ("division-first", Sort::First),
    ("division-second", Sort::Second),
    ("division-word", Sort::DivisionWord),
    ("settlement", Sort::Settlement),
    ("direction", Sort::Direction),
    ("facility", Sort::Facility),
    ("facility-word", Sort::FacilityWord),
    ("water", Sort::Water),
    ("person-title", Sort::PersonTitle),
    ("org-after", Sort::OrgAfter),
    ("not-place", Sort::NotPlace),
    ("given", Sort::Given),
];

/// `words.tsv`.
pub struct Words {
    sorts: HashMap<String, u16>,
}

impl Words {
    /// Reads `places/words.tsv` below the folder of assets.
    pub fn open(assets: &Path) -> Result<Words, WorldError> {
        Words::read(&Sheet::open(assets, "words.tsv")?)
    }

    fn read(sheet: &Sheet) -> Result<Words, WorldError> {
        let mut sorts: HashMap<String, u16> = HashMap::new();
        for row in sheet.rows(2)? {
            let Some((_, sort)) = SORTS.iter().find(|(name, _)| *name == row.cells[0]) else {
                return Err(sheet.broken(row.line, "the sort of word is not known"));
            };
            *sorts.entry(row.cells[1].to_owned()).or_default() |= 1 << *sort as u16;
        }
        Ok(Words { sorts })
    }

    /// Is this lower-case word of that sort?
    pub fn is(&self, word: &str, sort: Sort) -> bool {
        self.sorts.get(word).is_some_and(|bits| bits & (1 << sort as u16) != 0)
    }

    /// A folded name of a division without its generic words: `sverdlovsk` for `sverdlovsk oblast`. The name
    /// itself when nothing else would be left.
    pub fn bare_division(&self, key: &str) -> String {
        let generic =
            |w: &&str| [Sort::First, Sort::Second, Sort::DivisionWord].iter().any(|s| self.is(w, *s));
        let mut words: Vec<&str> = key.split(' ').collect();
        while words.last().is_some_and(generic) {
            words.pop();
        }
        let start = words.iter().take_while(|w| generic(w)).count();
        match words.get(start..) {
            Some(rest) if !rest.is_empty() => rest.join(" "),
            _ => key.to_owned(),
        }
    }
}

/// A row of `countries.tsv`.
pub struct CountryRow {
    /// ISO 3166 alpha-2.
    pub code: String,
    /// ISO 3166 alpha-3.
    pub alpha3: String,
    /// Centre, where the packed one is not to be used.
    pub at: Option<(f32, f32)>,
    /// "Libyan", "Libyans".
    pub demonyms: Vec<String>,
    /// Further names.
    pub names: Vec<String>,
}

/// A row of `divisions.tsv`.
pub struct DivisionRow {
    /// GeoNames code.
    pub code: String,
    /// Centre, where the packed one is not to be used.
    pub at: Option<(f32, f32)>,
    /// What is written after the name of a place in it, without dots.
    pub abbreviations: Vec<String>,
    /// Further names.
    pub names: Vec<String>,
}

/// A row of `regions.tsv`.
pub struct RegionRow {
    /// Our id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Further names.
    pub names: Vec<String>,
    /// Does it go over several countries?
    pub wide: bool,
    /// Centre.
    pub at: (f32, f32),
    /// GeoNames id, 0 when it is not known for certain.
    pub geonames: u32,
    /// Alpha-2 codes of the countries it lies in.
    pub countries: Vec<String>,
}

/// All four tables.
pub struct Lexicon {
    /// Words around names.
    pub words: Words,
    /// Countries, by code.
    pub countries: Vec<CountryRow>,
    /// Divisions, by code.
    pub divisions: Vec<DivisionRow>,
    /// Regions, by id.
    pub regions: Vec<RegionRow>,
    /// Hash of the four texts.
    pub hash: [u8; 32],
}

impl Lexicon {
    /// Reads the tables in `places/` below the folder of assets.
    pub fn open(assets: &Path) -> Result<Lexicon, WorldError> {
        let words = Sheet::open(assets, "words.tsv")?;
        let countries = Sheet::open(assets, "countries.tsv")?;
        let divisions = Sheet::open(assets, "divisions.tsv")?;
        let regions = Sheet::open(assets, "regions.tsv")?;
        let mut hasher = blake3::Hasher::new();
        for sheet in [&words, &countries, &divisions, &regions] {
            hasher.update(sheet.text.as_bytes());
        }
        Ok(Lexicon {
            words: Words::read(&words)?,
            countries: countries.rows(6)?.iter().map(|r| country(&countries, r)).collect::<Result<_, _>>()?,
            divisions: divisions
                .rows(5)?
                .iter()
                .map(|r| division(&divisions, r))
                .collect::<Result<_, _>>()?,
            regions: regions.rows(8)?.iter().map(|r| region(&regions, r)).collect::<Result<_, _>>()?,
            hash: *hasher.finalize().as_bytes(),
        })
    }
}

/// An abbreviation without dots and blanks, its letters as they are: `NM` for `N. M.`.
pub fn bare(abbreviation: &str) -> String {
    abbreviation.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn point(sheet: &Sheet, row: &Line<'_>, cell: usize) -> Result<Option<(f32, f32)>, WorldError> {
    match (row.cells[cell], row.cells[cell + 1]) {
        ("", "") => Ok(None),
        _ => Ok(Some((sheet.number(row, cell)?, sheet.number(row, cell + 1)?))),
    }
}

fn division(sheet: &Sheet, row: &Line<'_>) -> Result<DivisionRow, WorldError> {
    Ok(DivisionRow {
        code: row.cells[0].to_owned(),
        at: point(sheet, row, 1)?,
        abbreviations: list(row.cells[3]).iter().map(|a| bare(a)).collect(),
        names: list(row.cells[4]),
    })
}

fn country(sheet: &Sheet, row: &Line<'_>) -> Result<CountryRow, WorldError> {
    let at = point(sheet, row, 2)?;
    Ok(CountryRow {
        code: row.cells[0].to_owned(),
        alpha3: row.cells[1].to_owned(),
        at,
        demonyms: list(row.cells[4]).iter().map(|d| fold(d)).collect(),
        names: list(row.cells[5]),
    })
}

fn region(sheet: &Sheet, row: &Line<'_>) -> Result<RegionRow, WorldError> {
    Ok(RegionRow {
        id: row.cells[0].to_owned(),
        name: row.cells[1].to_owned(),
        names: list(row.cells[2]),
        wide: row.cells[3] == "wide",
        at: (sheet.number(row, 4)?, sheet.number(row, 5)?),
        geonames: if row.cells[6].is_empty() { 0 } else { sheet.number(row, 6)? },
        countries: list(row.cells[7]),
    })
}

fn list(cell: &str) -> Vec<String> {
    cell.split('|').filter(|c| !c.is_empty()).map(str::to_owned).collect()
}

/// A tab-separated file: `#` begins a remark, every other line is a row.
struct Sheet {
    name: &'static str,
    text: String,
}

struct Line<'a> {
    line: usize,
    cells: Vec<&'a str>,
}

impl Sheet {
    fn open(assets: &Path, name: &'static str) -> Result<Sheet, WorldError> {
        let path = assets.join("places").join(name);
        let text = std::fs::read_to_string(&path).map_err(|e| {
            WorldError::new(
                format!("cannot read `{}`: {e}", path.display()),
                Some("name the folder `assets` of the repository"),
            )
        })?;
        Ok(Sheet { name, text })
    }

    fn rows(&self, n_cells: usize) -> Result<Vec<Line<'_>>, WorldError> {
        let mut rows = Vec::new();
        for (i, line) in self.text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() != n_cells {
                return Err(self.broken(i + 1, &format!("has {} cells, not {n_cells}", cells.len())));
            }
            rows.push(Line { line: i + 1, cells });
        }
        Ok(rows)
    }

    fn number<T: std::str::FromStr>(&self, row: &Line<'_>, cell: usize) -> Result<T, WorldError> {
        row.cells[cell].parse().map_err(|_| self.broken(row.line, "a number is expected"))
    }

    fn broken(&self, line: usize, what: &str) -> WorldError {
        WorldError::new(format!("`places/{}`, line {line}: {what}", self.name), None)
    }
}

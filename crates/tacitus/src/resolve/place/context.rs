//! What a document speaks for: how much weight its countries, divisions and neighbourhoods have.
//!
//! Takes weighted places, gives weights by country, division and square of the map; never decides.

use super::fold::fold;
use super::gazetteer::Places;
use super::measure::log2;
use super::table::{Class, Row};
use crate::Document;
use std::collections::{BTreeMap, HashMap};

/// Weights of a document's surroundings.
#[derive(Default)]
pub struct Context {
    countries: BTreeMap<u16, f32>,
    firsts: HashMap<u16, f32>,
    seconds: HashMap<u16, f32>,
    squares: HashMap<(i16, i16), f32>,
    covers: HashMap<u16, f32>,
    /// First-level divisions named themselves, by country.
    siblings: HashMap<u16, f32>,
    /// The place that the outlet bears the name of.
    pub outlet: Option<u32>,
}

/// How much a document speaks for a candidate, each from 0 (nothing) towards 1.
pub struct Support {
    /// Its country.
    pub country: f32,
    /// Its first-level division.
    pub first: f32,
    /// Its second-level division.
    pub second: f32,
    /// The neighbourhood.
    pub near: f32,
    /// Other first-level divisions of its country, if it is one.
    pub sibling: f32,
    /// How many other names have a namesake in its first-level division.
    pub cover: f32,
}

impl Context {
    /// Adds (or, below zero, takes away) the weight of a place.
    pub fn add(&mut self, places: &Places, number: u32, row: &Row<'_>, weight: f32) {
        for &country in places.countries_of_region(number) {
            *self.countries.entry(country).or_default() += weight * 0.5;
        }
        *self.countries.entry(row.country).or_default() += weight;
        if row.class == Class::First {
            *self.siblings.entry(row.country).or_default() += weight;
        }
        *self.firsts.entry(row.first).or_default() += weight;
        *self.seconds.entry(row.second).or_default() += weight;
        if matches!(row.class, Class::Second | Class::City | Class::Capital)
            && let Some(square) = square(row)
        {
            *self.squares.entry(square).or_default() += weight;
        }
    }

    /// What speaks for this candidate, beside `own`: what it brought in itself.
    /// `n_firsts`: in how many divisions its name is found.
    pub fn support(&self, row: &Row<'_>, own: &[(Row<'_>, f32)], n_firsts: usize) -> Support {
        let sum = |all: f32, same: &dyn Fn(&Row<'_>) -> bool| {
            let mine: f32 = own.iter().filter(|(r, _)| same(r)).map(|(_, w)| w).sum();
            saturate(all - mine)
        };
        let some = |number: u16, weights: Option<&f32>| match number {
            0 => 0.0,
            _ => weights.copied().unwrap_or(0.0),
        };
        Support {
            country: sum(some(row.country, self.countries.get(&row.country)), &|r| r.country == row.country),
            first: sum(some(row.first, self.firsts.get(&row.first)), &|r| r.first == row.first),
            second: sum(some(row.second, self.seconds.get(&row.second)), &|r| r.second == row.second),
            near: self.near(row, own),
            sibling: match row.class {
                Class::First => sum(some(row.country, self.siblings.get(&row.country)), &|r| {
                    r.class == Class::First && r.country == row.country
                }),
                _ => 0.0,
            },
            cover: saturate(some(row.first, self.covers.get(&row.first)) - rarity(n_firsts)),
        }
    }

    /// A name has candidates in these divisions: the fewer they are, the more it says.
    pub fn cover(&mut self, firsts: &[u16], weight: f32) {
        for first in firsts {
            *self.covers.entry(*first).or_default() += weight * rarity(firsts.len());
        }
    }

    fn near(&self, row: &Row<'_>, own: &[(Row<'_>, f32)]) -> f32 {
        let Some((y, x)) = square(row) else { return 0.0 };
        let mut all = 0.0;
        for dy in -1..=1 {
            for dx in -1..=1 {
                all += self.squares.get(&(y + dy, wrap(x + dx))).copied().unwrap_or(0.0);
            }
        }
        let close = |r: &Row<'_>| {
            matches!(r.class, Class::Second | Class::City | Class::Capital)
                && square(r).is_some_and(|(v, u)| (v - y).abs() <= 1 && [0, 1, 359].contains(&(u - x).abs()))
        };
        let mine: f32 = own.iter().filter(|(r, _)| close(r)).map(|(_, w)| w).sum();
        saturate(all - mine)
    }

    /// Adds the countries whose people or names stand in the text, and the country of the outlet.
    pub fn read_document(&mut self, places: &Places, doc: &Document) {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for text in [doc.title.as_deref().unwrap_or(""), &doc.text] {
            for word in
                text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with(char::is_uppercase))
            {
                if let Some(country) = places.people_of(&fold(word)) {
                    *counts.entry(country).or_default() += 1;
                }
            }
        }
        for (country, n) in counts {
            self.add(places, country, &places.row(country), 2.0 * log2(1 + n));
        }
        let (country, place) = outlet(places, doc);
        for row in country.into_iter().chain(place) {
            self.add(places, row, &places.row(row), 1.0);
        }
        self.outlet = place;
    }
}

/// What a name in `n` divisions says for each of them.
fn rarity(n: usize) -> f32 {
    1.0 / (n.max(1) as f32).sqrt()
}

/// The country an outlet's address ends in, and the place it bears the name of: "civil.ge", "dallasnews.com".
fn outlet(places: &Places, doc: &Document) -> (Option<u32>, Option<u32>) {
    let address = doc.url.as_deref().or(doc.source.as_deref()).unwrap_or("");
    let host = address.split("//").last().unwrap_or("").split('/').next().unwrap_or("").to_lowercase();
    let labels: Vec<&str> = host.split('.').filter(|l| *l != "www").collect();
    let [rest @ .., top] = labels.as_slice() else { return (None, None) };
    if rest.is_empty() || host.contains(' ') {
        return (None, None);
    }
    // These endings are sold for their sound.
    let sold = matches!(*top, "tv" | "me" | "co" | "io" | "ai" | "cc" | "fm" | "ly" | "to" | "ws" | "la");
    let code = if *top == "uk" { "GB".to_owned() } else { top.to_uppercase() };
    let country = (top.len() == 2 && !sold).then(|| places.coded(&code)).flatten();
    // A paper under an ending of no country is mostly an American one.
    let home = country.or_else(|| places.coded("US")).map(|row| places.row(row).country);
    let place = rest.iter().find_map(|label| named_in(places, label, home));
    (country.or_else(|| places.coded("US").filter(|_| place.is_some())), place)
}

/// The place in this country that a label begins with the name of (five letters or more), if it is by far
/// the largest of the name.
fn named_in(places: &Places, label: &str, country: Option<u16>) -> Option<u32> {
    let bare = ["the", "my", "daily", "news"].iter().find_map(|p| label.strip_prefix(p)).unwrap_or(label);
    for words in [label, bare] {
        let ends = (5..=words.len()).rev().filter(|&end| words.is_char_boundary(end));
        for end in ends {
            let large: Vec<(u32, u32)> = places
                .named(&words[..end])
                .into_iter()
                .filter(|p| p.own)
                .map(|p| (p.row, places.row(p.row)))
                .filter(|(_, row)| row.class >= Class::City && Some(row.country) == country)
                .map(|(number, row)| (number, row.population))
                .collect();
            match large.as_slice() {
                [] => continue,
                [(row, _)] => return Some(*row),
                [(row, first), (_, second), ..] if *first / 4 >= *second => return Some(*row),
                _ => return None,
            }
        }
    }
    None
}

fn saturate(weight: f32) -> f32 {
    let weight = weight.max(0.0);
    weight / (weight + 1.0)
}

/// Square of one degree.
fn square(row: &Row<'_>) -> Option<(i16, i16)> {
    let (lat, lon) = row.at?;
    Some((lat.floor() as i16, wrap(lon.floor() as i16)))
}

fn wrap(x: i16) -> i16 {
    if x < -180 {
        x + 360
    } else if x >= 180 {
        x - 360
    } else {
        x
    }
}

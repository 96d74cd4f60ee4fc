//! A name found in a text -> its readings with how much the document speaks for each. Decides nothing.
//!
//! "Georgia" beside "Tbilisi" is the state first, the American one second; "Michael Jordan" is no country.

use super::around::Around;
use super::draft::{at_home, is_current, standing};
use super::phrase::plural;
use super::table::{Match, Meaning, Strength};
use super::words::{Capitals, Gap};
use crate::PartyKind;
use crate::known::Candidate;
use std::ops::Range;

/// One reading of a matched name, with how much speaks for it.
pub(super) type Reading = (Meaning, f32);

/// The readings of a matched name that the document allows, best first.
pub(super) fn readings(
    around: &Around<'_>,
    m: &Match,
    before: &[Match],
    range: &Range<usize>,
) -> Vec<Reading> {
    let mut found: Vec<Reading> = m
        .meanings
        .iter()
        .filter_map(|&meaning| Some((meaning, score(around, m, meaning, before, range)?)))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

/// How much speaks for one reading (0 to 1.5); `None` rules it out.
fn score(
    around: &Around<'_>,
    m: &Match,
    meaning: Meaning,
    before: &[Match],
    range: &Range<usize>,
) -> Option<f32> {
    let own = m.words.len() == 1 && around.names_country_alone(meaning);
    let near = |c: u32| (around.names_country(c) * 0.2).min(0.4) - if own { 0.2 } else { 0.0 };
    let first_name = m.words.start > range.start
        && around.words.list[m.words.start].gap == Gap::Space
        && around.is_first_name(m.words.start - 1);
    let country = |c: u32| &around.actors.countries[c as usize];
    let stands = |c: u32| {
        let day = around.day();
        country(c).from.is_none_or(|f| day.is_none_or(|d| f <= d))
            && country(c).to.is_none_or(|t| day.is_none_or(|d| d <= t))
    };
    let place = |base: f32, c: u32| {
        let base = if stands(c) { base } else { base - 0.3 };
        (!first_name && !around.is_person(around.words.span(&m.words))).then(|| base + near(c))
    };
    match meaning {
        Meaning::Country(c) | Meaning::Adjective(c) | Meaning::People(c) => place(1.0, c),
        Meaning::Capital(c) => place(0.85, c),
        Meaning::Seat(c) => place(0.9, c),
        Meaning::Region(c) => place(0.8, c),
        Meaning::Native(c) => place(0.85, c),
        Meaning::City(c) => place(0.5, c),
        Meaning::Actor(a) => score_actor(around, m, a, first_name),
        Meaning::Surname(a) => score_surname(around, m, a, before, first_name),
        Meaning::Noun(n) => match around.actors.nouns[n as usize].strength {
            Strength::Act => None,
            Strength::Modifier => Some(0.6),
            Strength::Head | Strength::Yields => {
                Some(0.75).filter(|_| !(first_name && is_trade_name(around, m, n)))
            }
        },
        Meaning::Ethnic(_) => Some(0.55),
        // "Abdul-Aziz al-Sheikh": a title after a name is a part of it.
        Meaning::Title(_) => (m.words.start == range.start || m.words.end < range.end).then_some(0.5),
        Meaning::Former(_) => Some(0.5),
    }
}

/// "Barbara Boxer", "Shabir Shah": a capitalised trade after a first name is a surname.
fn is_trade_name(around: &Around<'_>, m: &Match, n: u32) -> bool {
    let noun = &around.actors.nouns[n as usize];
    m.words.len() == 1
        && around.words.list[m.words.start].capitals == Capitals::First
        && !plural(around, m.words.start)
        && (matches!(noun.sector[0].as_str(), "CVL" | "AGR") || noun.kind == PartyKind::Person)
}

fn score_actor(around: &Around<'_>, m: &Match, a: u32, first_name: bool) -> Option<f32> {
    let actor = &around.actors.actors[a as usize];
    let person = actor.kind == PartyKind::Person;
    if (first_name && m.words.len() == 1) || (!person && of_another_country(around, m, a)) {
        return None;
    }
    let standing = standing(actor, around.day());
    let homes: Vec<u32> = actor.terms.iter().flat_map(|t| t.home.iter().copied()).collect();
    let near = homes.iter().map(|&c| around.places_country(c)).fold(0.0, f32::max);
    let base = match (standing.serving, person) {
        (true, _) => 0.9,
        (false, true) => 0.8,
        (false, false) => 0.55,
    };
    // "Senate", "Congress", "MAS": names that many countries have need the right one nearby.
    let common = m.meanings.iter().any(|x| matches!(x, Meaning::Noun(_)));
    let short = m.words.len() == 1 && around.words.fold(m.words.start).len() <= 4;
    let foreign = !homes.is_empty() && near == 0.0;
    let doubt = if common && foreign { 0.3 } else { 0.0 } + if short { 0.2 } else { 0.0 };
    Some(base - doubt + (near * 0.15).min(0.3))
}

/// "Democratic Party of Japan", "Philippine Senate": the words beside it name a country that is not its own.
fn of_another_country(around: &Around<'_>, m: &Match, a: u32) -> bool {
    let strange = |x: &Meaning| match x {
        Meaning::Country(c) | Meaning::Adjective(c) => !at_home(around.actors, a, *c),
        _ => false,
    };
    let with_home = around.actors.actors[a as usize].terms.iter().any(|t| !t.home.is_empty());
    if !with_home {
        return false;
    }
    let before = m.words.start.checked_sub(1).and_then(|w| around.match_at(w)).filter(|b| {
        b.words.end == m.words.start
            && around.words.list[m.words.start].gap == Gap::Space
            && !around.in_stance(b.words.start)
    });
    let of = around.words.list.get(m.words.end).is_some_and(|w| w.gap == Gap::Space)
        && around.words.fold(m.words.end) == "of";
    let after = (m.words.end + 1..m.words.end + 3).find_map(|w| around.match_at(w)).filter(|_| of);
    before.is_some_and(|b| b.meanings.iter().all(strange))
        || after.is_some_and(|b| b.meanings.iter().any(strange))
}

/// A surname alone is believed when he is in office then, his country is named, or a title says so.
fn score_surname(around: &Around<'_>, m: &Match, a: u32, before: &[Match], first_name: bool) -> Option<f32> {
    if first_name {
        return None;
    }
    let actor = &around.actors.actors[a as usize];
    let titled =
        before.last().is_some_and(|t| t.words.end == m.words.start || t.words.end + 1 == m.words.start)
            && before.iter().flat_map(|t| &t.meanings).any(|x| match x {
                Meaning::Noun(n) => around.actors.nouns[*n as usize].kind == PartyKind::Person,
                Meaning::Title(_) => true,
                _ => false,
            });
    let home = actor.terms.iter().flat_map(|t| &t.home).map(|&c| around.names_country(c)).fold(0.0, f32::max);
    let full = around.matches.iter().any(|x| x.words.len() > 1 && x.meanings.contains(&Meaning::Actor(a)));
    let mut score = 0.2;
    score += if is_current(actor, around.day()) { 0.25 } else { 0.0 };
    score += if home > 0.0 { 0.2 } else { 0.0 };
    score += if titled { 0.2 } else { 0.0 };
    score += if full { 0.6 } else { 0.0 };
    (score >= 0.6).then_some(score)
}

pub(super) fn candidates(around: &Around<'_>, readings: &[Reading]) -> Vec<Candidate> {
    let mut list: Vec<Candidate> = Vec::new();
    for &(meaning, score) in readings {
        let (id, name) = match meaning {
            Meaning::Actor(a) | Meaning::Surname(a) => {
                let actor = &around.actors.actors[a as usize];
                (actor.id.clone(), actor.name.clone())
            }
            Meaning::Country(c)
            | Meaning::Capital(c)
            | Meaning::Seat(c)
            | Meaning::Region(c)
            | Meaning::City(c) => {
                let country = &around.actors.countries[c as usize];
                (country.code.clone(), country.name.clone())
            }
            _ => continue,
        };
        if !list.iter().any(|c| c.id == id) {
            list.push(Candidate { id, name, score: score.clamp(0.0, 1.0) });
        }
    }
    list
}

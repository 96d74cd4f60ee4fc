//! The words before and after a head -> the countries they name for it.
//!
//! "US-UK troops" has two; in "Iranian-backed militias in Syria" only the second counts.

use super::around::Around;
use super::draft::{Draft, standing};
use super::reading::readings;
use super::table::{Match, Meaning, Strength};
use super::words::Gap;
use std::ops::Range;

/// Closers after which the country may stand: "police in Nairobi".
const PLACERS: [&str; 14] = [
    "of", "in", "at", "from", "near", "across", "outside", "inside", "around", "along", "for", "on",
    "living", "based",
];

/// Countries among the words before the head; the nearest wins, unless they are joined ("US-UK troops").
pub(super) fn add_countries(around: &Around<'_>, before: &[Match], draft: &mut Draft) {
    if !draft.country.is_empty() {
        return;
    }
    let mut taken: Option<&Match> = None;
    for m in before.iter().rev() {
        if around.in_stance(m.words.start) || around.is_patron(m.words.end) {
            continue;
        }
        let codes = countries_of(around, m);
        if codes.is_empty() || taken.is_some_and(|later| !joined(around, m, later)) {
            continue;
        }
        for code in codes.iter().rev() {
            if !draft.country.contains(code) {
                draft.country.insert(0, code.clone());
            }
        }
        taken = Some(m);
    }
}

/// "US-UK", "American and British", "French, German".
fn joined(around: &Around<'_>, m: &Match, later: &Match) -> bool {
    let between = &around.words.list[m.words.end..=later.words.start];
    match between {
        [next] => matches!(next.gap, Gap::Hyphen | Gap::Mark),
        [_, _] => matches!(around.words.fold(m.words.end), "and" | "or" | "+"),
        _ => false,
    }
}

/// The countries a name speaks for.
pub(super) fn countries_of(around: &Around<'_>, m: &Match) -> Vec<String> {
    let readings = readings(around, m, &[], &m.words);
    let code = |c: u32| vec![around.actors.countries[c as usize].code.clone()];
    readings
        .iter()
        .find_map(|&(meaning, _)| match meaning {
            Meaning::Country(c) | Meaning::Adjective(c) | Meaning::People(c) | Meaning::Capital(c) => {
                Some(code(c))
            }
            Meaning::Seat(c) | Meaning::Region(c) | Meaning::City(c) | Meaning::Native(c) => Some(code(c)),
            Meaning::Actor(a) | Meaning::Surname(a) => {
                let s = standing(&around.actors.actors[a as usize], around.day());
                Some(s.country.to_vec())
            }
            // "Congress" where America is not spoken of: the noun, and no country.
            Meaning::Noun(n) if around.actors.nouns[n as usize].strength == Strength::Head => {
                Some(Vec::new())
            }
            _ => None,
        })
        .unwrap_or_default()
}

/// The country in what follows the head: "police in Nairobi", "Parliament of Kenya".
pub(super) fn add_complement_country(
    around: &Around<'_>,
    range: Range<usize>,
    rest: &[Match],
    draft: &mut Draft,
) {
    let Some(word) = around.words.list.get(range.start) else { return };
    if range.is_empty() || word.gap == Gap::Stop || !PLACERS.contains(&around.words.fold(range.start)) {
        return;
    }
    let found: Vec<Match>;
    let rest = if rest.is_empty() {
        found = around.actors.scan(&around.words, range.start..range.end.min(range.start + 8));
        &found
    } else {
        rest
    };
    for m in rest.iter().filter(|m| m.words.start >= range.start) {
        let codes = countries_of(around, m);
        if !codes.is_empty() && !around.in_stance(m.words.start) {
            codes.iter().for_each(|c| draft.add_country(c));
            draft.rule("actor/country-in-complement");
            return;
        }
    }
}

/// A group without a country is where it is said to be: "Yemeni al-Qaeda".
pub(super) fn relocate(around: &Around<'_>, before: &[Match], draft: &mut Draft) {
    let own = std::mem::take(&mut draft.country);
    add_countries(around, before, draft);
    if draft.country.is_empty() {
        draft.country = own;
    }
}

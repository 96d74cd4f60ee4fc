//! Kind `names`: other names of the same kind change nothing.
//!
//! Takes passages; gives pairs of a passage, and the same with every name that [`super::found`] is sure of replaced by
//! one of a world region, the same name always by the same. A country takes its people, adjective and cities with
//! it. Countries that stand with an article ("the Philippines") stay with all their words.

use super::found::{Kind, Name, Tables, names};
use super::pair::{Edit, How, Pair, articles, edited};
use super::regions::{Country, REGIONS, Region};
use std::collections::BTreeMap;
use tacitus::gold::Item;
use tacitus::score::chance::Chance;

/// Regions each passage is moved to.
const REGIONS_A_PASSAGE: usize = 2;

/// Pairs of all passages in which a name was found; the regions go round.
pub fn pairs(items: &[Item], tables: &Tables, chance: &mut Chance) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for item in items.iter().filter(|i| !i.claims.is_empty()) {
        let found = names(item, tables);
        for _ in 0..REGIONS_A_PASSAGE {
            let region = &REGIONS[pairs.len() % REGIONS.len()];
            pairs.extend(pair(item, &found, region, chance));
        }
    }
    pairs
}

fn pair(item: &Item, found: &[Name], region: &'static Region, chance: &mut Chance) -> Option<Pair> {
    let mut new = New::of(item, found, region, chance);
    let edits: Vec<Edit> =
        found.iter().filter_map(|n| Some(Edit { span: n.span, words: new.words(&n.kind)? })).collect();
    if edits.is_empty() {
        return None;
    }
    let (after, parts) = edited(&item.text, &articles(&item.text, &edits), How::Replaced);
    let id = format!("names {}: {}", item.id, region.name);
    Some(Pair { id, group: region.name, published: item.published, before: item.text.clone(), after, parts })
}

/// What each name of one passage becomes. Lists that run out leave the rest as it was.
struct New {
    countries: BTreeMap<String, &'static Country>,
    /// New names by old.
    given: BTreeMap<String, &'static str>,
    men_or_women: Vec<&'static str>,
    surnames: Vec<&'static str>,
    qualifiers: Vec<&'static str>,
    groups: Vec<&'static str>,
    companies: Vec<&'static str>,
    /// Cities left, by country.
    cities: BTreeMap<&'static str, Vec<&'static str>>,
}

impl New {
    fn of(item: &Item, found: &[Name], region: &'static Region, chance: &mut Chance) -> New {
        let text = &item.text;
        let unused = |list: &[&'static str], chance: &mut Chance| {
            let list: Vec<&str> = list.iter().copied().filter(|name| !text.contains(name)).collect();
            shuffled(list, chance)
        };
        let told_of_women = [" she ", " her ", "She ", "Her "].iter().any(|w| text.contains(w));
        let free: Vec<&Country> = region.countries.iter().filter(|c| !text.contains(c.name)).collect();
        let mut free = shuffled(free, chance);
        let mut countries = BTreeMap::new();
        for iso in movable(text, found) {
            if let Some(country) = free.pop() {
                countries.insert(iso, country);
            }
        }
        let cities = countries.values().map(|c| {
            let left = c.cities.iter().rev().copied().filter(|name| !text.contains(name));
            (c.name, left.collect::<Vec<&str>>())
        });
        New {
            cities: cities.collect(),
            countries,
            given: BTreeMap::new(),
            men_or_women: unused(if told_of_women { &region.women } else { &region.men }, chance),
            surnames: unused(&region.surnames, chance),
            qualifiers: unused(&region.qualifiers, chance),
            groups: unused(&region.groups, chance),
            companies: unused(&region.companies, chance),
        }
    }

    /// The new words for a name; `None`: it stays.
    fn words(&mut self, kind: &Kind) -> Option<String> {
        let country = |iso: &str| self.countries.get(iso).copied();
        let (old, left) = match kind {
            Kind::Country(iso) => return Some(country(iso)?.name.to_owned()),
            Kind::Adjective(iso) => return Some(country(iso)?.adjective.to_owned()),
            Kind::People(iso) => return Some(country(iso)?.people.to_owned()),
            Kind::City(city, iso) => (city, self.cities.get_mut(country(iso)?.name)?),
            Kind::Person(given, surname) => {
                let given = once(&mut self.given, given, &mut self.men_or_women)?;
                let surname = once(&mut self.given, surname, &mut self.surnames)?;
                return Some(format!("{given} {surname}"));
            }
            Kind::Surname(surname) => (surname, &mut self.surnames),
            Kind::Qualifier(word) => (word, &mut self.qualifiers),
            Kind::Group(name) => (name, &mut self.groups),
            Kind::Company(name) => (name, &mut self.companies),
        };
        once(&mut self.given, old, left).map(str::to_owned)
    }
}

/// The new name of an old one: that given before, else the next of the list.
fn once(
    given: &mut BTreeMap<String, &'static str>,
    old: &str,
    left: &mut Vec<&'static str>,
) -> Option<&'static str> {
    if let Some(name) = given.get(old) {
        return Some(name);
    }
    let name = left.pop()?;
    given.insert(old.to_owned(), name);
    Some(name)
}

/// Countries all of whose words can be exchanged, in the order of the text.
fn movable(text: &str, found: &[Name]) -> Vec<String> {
    let mut movable: Vec<String> = Vec::new();
    let with_article = |name: &Name| {
        let before = text[..name.span.start].trim_end();
        matches!(name.kind, Kind::Country(_)) && (before.ends_with(" the") || before.ends_with("The"))
    };
    let fixed: Vec<&str> = found.iter().filter(|n| with_article(n)).filter_map(|n| iso(&n.kind)).collect();
    for iso in found.iter().filter_map(|n| iso(&n.kind)).filter(|iso| !fixed.contains(iso)) {
        if !movable.iter().any(|m| m == iso) {
            movable.push(iso.to_owned());
        }
    }
    movable
}

fn iso(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Country(iso) | Kind::Adjective(iso) | Kind::People(iso) | Kind::City(_, iso) => Some(iso),
        _ => None,
    }
}

fn shuffled<T>(mut list: Vec<T>, chance: &mut Chance) -> Vec<T> {
    for i in (1..list.len()).rev() {
        list.swap(i, chance.below(i + 1));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus::gold;

    #[test]
    fn the_same_name_becomes_the_same_and_a_country_takes_its_words_along() {
        let file = "=== x\n: published 2012-05-06\nA [Peruvian court](a PER JUD) [freed](t) [Ines Ayala](r PER \
            OPP); Peru said Ayala left Lima, Peru.\n> RETREAT/release t actor=a recipient=r\n";
        let items = gold::items(file).expect("a case");
        let tables = Tables::open(&crate::root().join("assets")).expect("the assets lie there");
        let made = pairs(&items, &tables, &mut Chance::new(7));
        assert_eq!(made.len(), REGIONS_A_PASSAGE);
        let after = &made[0].after;
        let country = REGIONS[0].countries.iter().find(|c| after.contains(c.name)).expect("a new country");
        let surname = REGIONS[0].surnames.iter().find(|s| after.contains(*s)).expect("a new surname");
        assert_eq!(
            after.matches(country.name).count(),
            2 + usize::from(country.adjective.contains(country.name)),
            "{after}"
        );
        assert_eq!(after.matches(surname).count(), 2, "{after}");
        assert!(after.starts_with(&format!("A {} court", country.adjective)), "{after}");
        assert!(
            after.contains(&format!("left {}", country.cities[0])),
            "the capital for the capital: {after}"
        );
        for old in ["Peru", "Lima", "Ayala"] {
            assert!(!after.contains(old), "{after}");
        }
    }

    #[test]
    fn a_country_with_an_article_stays() {
        let file = "=== x\n: published 2012-05-06\n[Manila](a PHL GOV) [freed](t) [Filipinos](r PHL CVL) in the \
            Philippines.\n> RETREAT/release t actor=a recipient=r\n";
        let items = gold::items(file).expect("a case");
        let tables = Tables::open(&crate::root().join("assets")).expect("the assets lie there");
        assert!(pairs(&items, &tables, &mut Chance::new(7)).is_empty());
    }
}

//! Which words of a passage are names, and of what: by the tables of `assets/` and the marks, never by reading.
//!
//! Takes a marked passage, gives [`Name`]s in the order of the text. A name is found only where the rule is sure of
//! its kind: countries, demonyms and cities by the tables; persons where two or three capitalised words overlap a
//! marked party or speaker; organisations by their last word ("Front") or by the tables.

use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;
use tacitus::gold::Item;
use tacitus::{Span, segment};

/// What a name names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A country by its ISO code: "Kenya".
    Country(String),
    /// The same: "Kenyan".
    Adjective(String),
    /// The same: "Kenyans".
    People(String),
    /// A city and its country.
    City(String, String),
    /// A person's full name: given names, surname.
    Person(String, String),
    /// His surname alone.
    Surname(String),
    /// A word that tells an organisation from others: "Volta" of "Volta Front".
    Qualifier(String),
    /// An armed group or party with a name of one word.
    Group(String),
    /// A company with one.
    Company(String),
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Where.
    pub span: Span,
    /// What it names.
    pub kind: Kind,
}

/// Names of the tables with their kinds.
pub struct Tables {
    known: BTreeMap<String, Kind>,
    /// Titles and nouns, small letters.
    nouns: BTreeMap<String, ()>,
}

/// Longest name of the tables that is looked for, in tokens.
const LONGEST: usize = 4;

impl Tables {
    /// Reads the assets. Where words name several things, places come before organisations.
    pub fn open(assets: &Path) -> Result<Tables> {
        let mut known = BTreeMap::new();
        for (file, kind) in [
            ("groups", Kind::Group as fn(String) -> Kind),
            ("parties", Kind::Group),
            ("companies", Kind::Company),
        ] {
            for row in rows(&assets.join(format!("actors/{file}.tsv")))? {
                let names = row[1..2].iter().cloned().chain(list(&row[8]));
                let single = |n: &String| n.len() > 3 && n.chars().all(char::is_alphabetic);
                names.filter(single).for_each(|n| drop(known.insert(n.clone(), kind(n))));
            }
        }
        for row in rows(&assets.join("countries/places.tsv"))?.iter().filter(|r| r[2] == "city") {
            known.insert(row[0].clone(), Kind::City(row[0].clone(), row[1].clone()));
        }
        for row in rows(&assets.join("countries/countries.tsv"))? {
            let iso = row[0].clone();
            for capital in list(&row[6]) {
                known.insert(capital.clone(), Kind::City(capital, iso.clone()));
            }
            list(&row[5]).for_each(|people| drop(known.insert(people, Kind::People(iso.clone()))));
            list(&row[4]).for_each(|adjective| drop(known.insert(adjective, Kind::Adjective(iso.clone()))));
            known.insert(row[2].clone(), Kind::Country(iso));
        }
        let mut nouns = BTreeMap::new();
        for file in ["nouns", "titles"] {
            for row in rows(&assets.join(format!("sectors/{file}.tsv")))? {
                nouns.insert(row[0].to_lowercase(), ());
            }
        }
        Ok(Tables { known, nouns })
    }

    fn is_noun(&self, word: &str) -> bool {
        self.nouns.contains_key(&word.to_lowercase())
    }
}

/// Rows of a table without its head, each filled up to twelve columns.
fn rows(path: &Path) -> Result<Vec<Vec<String>>> {
    let row = |line: &str| {
        let mut row: Vec<String> = line.split('\t').map(str::to_owned).collect();
        row.resize(row.len().max(12), String::new());
        row
    };
    Ok(super::super::text(path)?.lines().skip(1).map(row).collect())
}

fn list(cell: &str) -> impl Iterator<Item = String> {
    cell.split("; ").filter(|c| !c.is_empty()).map(str::to_owned)
}

/// All names of a passage, not overlapping.
pub fn names(item: &Item, tables: &Tables) -> Vec<Name> {
    let words: Vec<Span> = segment::tokens(&item.text).iter().map(|t| t.span).collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let run = run(item, &words, i);
        let run_names = if run > 1 { run_names(item, tables, &words[i..i + run]) } else { Vec::new() };
        if run_names.is_empty() {
            match known(item, tables, &words, i) {
                Some((n, name)) => {
                    found.push(name);
                    i += n;
                }
                None => i += 1,
            }
        } else {
            found.extend(run_names);
            i += run;
        }
    }
    surnames(item, &words, &mut found);
    found.sort();
    found
}

/// How many capitalised words stand here side by side, one blank between.
fn run(item: &Item, words: &[Span], at: usize) -> usize {
    let mut n = 0;
    while let Some(span) = words.get(at + n) {
        let joined =
            n == 0 || (span.start == words[at + n - 1].end + 1 && item.text[..span.start].ends_with(' '));
        if !joined || !is_capitalised(span.of(&item.text)) {
            break;
        }
        n += 1;
    }
    n
}

fn is_capitalised(word: &str) -> bool {
    let bare = ["al-", "el-", "as-"].iter().find_map(|a| word.strip_prefix(a)).unwrap_or(word);
    let mut chars = bare.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.all(|c| c.is_alphabetic() || "-'’".contains(c))
}

/// The longest name of the tables that begins here.
fn known(item: &Item, tables: &Tables, words: &[Span], at: usize) -> Option<(usize, Name)> {
    let joins = |span: Span| {
        let before = item.text[..span.start].chars().next_back();
        let after = item.text[span.end..].chars().next();
        !before.is_some_and(|c| c == '-' || c.is_alphanumeric()) && after != Some('-')
    };
    (1..=LONGEST.min(words.len() - at)).rev().find_map(|n| {
        let span = words[at].join(words[at + n - 1]);
        let kind = tables.known.get(span.of(&item.text))?.clone();
        let stands_for_place = !matches!(kind, Kind::Group(_) | Kind::Company(_));
        let may = joins(span) && (stands_for_place || is_party(item, span));
        may.then_some((n, Name { span, kind }))
    })
}

/// Last words of organisations.
const ORGANISATIONS: [&str; 34] = [
    "Front",
    "Party",
    "Movement",
    "Brigade",
    "Brigades",
    "Army",
    "Union",
    "Council",
    "Alliance",
    "Bank",
    "Company",
    "Group",
    "Federation",
    "Association",
    "Congress",
    "League",
    "Committee",
    "Coalition",
    "Corporation",
    "Cement",
    "Energy",
    "Steel",
    "Airlines",
    "University",
    "Foundation",
    "Guard",
    "Battalion",
    "Resources",
    "Mining",
    "Mines",
    "Oil",
    "Cooperative",
    "Collective",
    "Resistance",
];

/// Words of organisations' names that many share, and words that begin sentences.
const COMMON: [&str; 62] = [
    "National",
    "Supreme",
    "Security",
    "Central",
    "Federal",
    "Red",
    "European",
    "African",
    "Arab",
    "Asian",
    "General",
    "International",
    "Human",
    "United",
    "World",
    "State",
    "Free",
    "Republican",
    "Democratic",
    "Transitional",
    "Liberation",
    "People",
    "Peoples",
    "Popular",
    "Workers",
    "Farmers",
    "Students",
    "Women",
    "Labour",
    "Trade",
    "Islamic",
    "Christian",
    "Muslim",
    "Revolutionary",
    "Socialist",
    "Communist",
    "Conservative",
    "Liberal",
    "Green",
    "Royal",
    "Republic",
    "Defence",
    "Defense",
    "Regional",
    "Provincial",
    "Municipal",
    "City",
    "District",
    "Northern",
    "Southern",
    "Eastern",
    "Western",
    "North",
    "South",
    "East",
    "West",
    "New",
    "Unity",
    "Justice",
    "Development",
    "The",
    "Salvation",
];

/// Words that begin sentences and titles that begin names.
const OPENING: [&str; 34] = [
    "The", "A", "An", "In", "On", "At", "After", "Before", "When", "While", "If", "As", "For", "No", "Not",
    "From", "Two", "Three", "Four", "Five", "With", "Both", "But", "And", "Since", "Unless", "Until", "His",
    "Her", "Their", "Its", "Sheikh", "Mr", "Mrs",
];

/// Person or organisation in a run of capitalised words; nothing where the rule is not sure.
fn run_names(item: &Item, tables: &Tables, run: &[Span]) -> Vec<Name> {
    let text = |s: &Span| s.of(&item.text);
    let opens = |s: &Span| OPENING.contains(&text(s)) || tables.is_noun(text(s));
    let skip = run.iter().position(|s| !opens(s)).unwrap_or(run.len());
    let rest = &run[skip..];
    let (Some(first), Some(last)) = (rest.first(), rest.last()) else { return Vec::new() };
    let is_known = |s: &Span| tables.known.contains_key(text(s));
    if ORGANISATIONS.contains(&text(last)) {
        let special = |s: &&Span| {
            !COMMON.contains(&text(s)) && !is_known(s) && !ORGANISATIONS.contains(&text(s)) && !opens(s)
        };
        let qualifiers: Vec<&Span> = rest.iter().filter(special).collect();
        return match qualifiers.as_slice() {
            [one] => vec![Name { span: **one, kind: Kind::Qualifier(text(one).to_owned()) }],
            _ => Vec::new(),
        };
    }
    let span = first.join(*last);
    let plain = |s: &Span| {
        !COMMON.contains(&text(s))
            && !opens(s)
            && !text(s).chars().all(char::is_uppercase)
            && text(s).len() > 1
    };
    let is_person = (2..=3).contains(&rest.len())
        && rest.iter().all(plain)
        && !is_known(last)
        && !tables.known.contains_key(text(&span))
        && is_marked_person(item, span);
    if !is_person {
        return Vec::new();
    }
    let given = first.join(rest[rest.len() - 2]);
    vec![Name { span, kind: Kind::Person(text(&given).to_owned(), text(last).to_owned()) }]
}

/// Does a marked party overlap it?
fn is_party(item: &Item, span: Span) -> bool {
    let mut parties = item.claims.iter().flat_map(|c| c.actor.iter().chain(&c.recipient));
    parties.any(|p| p.span.overlaps(span))
}

/// Does a marked party or speaker end in it, and no marked place overlap it?
fn is_marked_person(item: &Item, span: Span) -> bool {
    let ends = |other: Span| other.end == span.end && other.start <= span.start;
    let party = item.claims.iter().flat_map(|c| c.actor.iter().chain(&c.recipient)).any(|p| ends(p.span));
    let speaker = item.claims.iter().flat_map(|c| &c.attribution).flat_map(|a| &a.by).any(|s| ends(*s));
    let place = item.claims.iter().flat_map(|c| &c.place).any(|p| p.span.overlaps(span));
    let before = item.text[..span.start].trim_end().rsplit(' ').next().unwrap_or_default();
    let after_place_word = ["in", "at", "near", "from", "of", "to", "outside", "around"].contains(&before);
    (party || speaker) && !place && !after_place_word
}

/// Surnames of persons found, where they stand alone.
fn surnames(item: &Item, words: &[Span], found: &mut Vec<Name>) {
    let known: Vec<String> = found
        .iter()
        .filter_map(|n| match &n.kind {
            Kind::Person(_, surname) => Some(surname.clone()),
            _ => None,
        })
        .collect();
    for span in words {
        let word = span.of(&item.text);
        if known.iter().any(|k| k == word) && found.iter().all(|n| !n.span.overlaps(*span)) {
            found.push(Name { span: *span, kind: Kind::Surname(word.to_owned()) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus::gold;

    const FILE: &str = "=== x\n: published 2012-05-06\nKenyan police [arrested](t) opposition leader \
        [Wekesa Lumumba Ochola](r KEN OPP) in Kitale; Ochola's [Lumo Front](a KEN PTY) [criticised](u) the \
        Ghanaians.\n> COERCE/arrest t recipient=r\n> ACCUSE/disapprove u actor=a\n";

    #[test]
    fn names_are_found_with_their_kinds() {
        let tables = Tables::open(&crate::root().join("assets")).expect("the assets lie there");
        let items = gold::items(FILE).expect("a case");
        let found: Vec<(String, Kind)> = names(&items[0], &tables)
            .into_iter()
            .map(|n| (n.span.of(&items[0].text).to_owned(), n.kind))
            .collect();
        let say = |s: &str| s.to_owned();
        assert_eq!(
            found,
            [
                (say("Kenyan"), Kind::Adjective(say("KEN"))),
                (say("Wekesa Lumumba Ochola"), Kind::Person(say("Wekesa Lumumba"), say("Ochola"))),
                (say("Kitale"), Kind::City(say("Kitale"), say("KEN"))),
                (say("Ochola"), Kind::Surname(say("Ochola"))),
                (say("Lumo"), Kind::Qualifier(say("Lumo"))),
                (say("Ghanaians"), Kind::People(say("GHA"))),
            ]
        );
    }
}

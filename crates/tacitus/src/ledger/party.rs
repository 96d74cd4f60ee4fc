//! Is this party that one? Across reports, where the second outlet uses other words.
//!
//! Takes two entities, gives how surely they are one. It follows no pronoun and looks nothing up: what the
//! claims know of a party (its id, name, country, sector) and the words of its phrase must do.
//!
//! "hill militia" and "the hill group" are surely one, "militia" and "fighters" may be, "hill militia" and
//! "lake militia" are not.

use super::words::{Stems, words};
use crate::Resolution;
use crate::record::Entity;
use std::sync::LazyLock;

/// How surely two phrases mean one party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// They do not.
    No,
    /// Nothing speaks against it.
    Maybe,
    /// They do.
    Surely,
}

/// Words for parties of one sort: who is called by one may be called by another of its line.
const SORTS: &[&[&str]] = &[
    &[
        "militia",
        "militiamen",
        "fighters",
        "rebels",
        "gunmen",
        "guerrillas",
        "insurgents",
        "group",
        "front",
        "movement",
        "faction",
        "captors",
        "gang",
        "kidnappers",
        "bandits",
        "militants",
        "extremists",
        "separatists",
        "commander",
    ],
    &[
        "army",
        "troops",
        "soldiers",
        "forces",
        "military",
        "general",
        "colonel",
        "battalion",
        "column",
        "jet",
        "junta",
    ],
    &[
        "government",
        "authorities",
        "ministry",
        "minister",
        "cabinet",
        "president",
        "premier",
        "official",
        "administration",
        "state",
        "junta",
        "presidency",
        "spokesman",
        "spokeswoman",
        "govt",
    ],
    &["police", "officers", "constable", "gendarmes"],
    &[
        "union",
        "workers",
        "strikers",
        "dockers",
        "miners",
        "teachers",
        "nurses",
        "drivers",
        "labour",
        "federation",
        "employees",
        "staff",
        "crew",
        "syndicate",
    ],
    &["protesters", "demonstrators", "marchers", "activists", "students", "organizers", "organisers"],
    &[
        "villagers",
        "residents",
        "herders",
        "farmers",
        "clan",
        "tribesmen",
        "elders",
        "people",
        "inhabitants",
        "locals",
        "landowners",
    ],
    &["opposition", "party", "bloc", "coalition", "lawmakers", "deputies", "parliament", "assembly"],
    &["company", "firm", "operator", "concessionaire", "managers", "board", "owners", "owner"],
    &["council", "mayor", "governor", "municipality", "city", "province"],
];

/// How surely are they one party?
pub fn alike(a: &Entity, b: &Entity) -> Alike {
    let (a_is_pronoun, b_is_pronoun) = (is_pronoun(a), is_pronoun(b));
    if apart(&a.country, &b.country) {
        return Alike::No;
    }
    let same_row = a.kb.is_some() && a.kb == b.kb;
    let same_name = a.name.eq_ignore_ascii_case(&b.name) || bare(&a.text) == bare(&b.text);
    if (same_row || same_name) && !a_is_pronoun {
        return Alike::Surely;
    }
    if a_is_pronoun || b_is_pronoun {
        return Alike::Maybe;
    }
    by_words(a, b)
}

/// By the words of the phrases: names and describing words must not differ, sorts must be the same.
fn by_words(a: &Entity, b: &Entity) -> Alike {
    let (ours, theirs) = (said(a), said(b));
    let (sort_a, sort_b) = (sorts(&ours), sorts(&theirs));
    let (own_a, own_b) = (ours.without(&KNOWN), theirs.without(&KNOWN));
    let same_sort = sort_a.iter().any(|s| sort_b.contains(s));
    if own_a.shared(&own_b) > 0 {
        let fits = same_sort || sort_a.is_empty() || sort_b.is_empty();
        return if fits { Alike::Surely } else { Alike::Maybe };
    }
    let (bare_a, bare_b) = (own_a.is_empty(), own_b.is_empty());
    if same_sort && (bare_a || bare_b || same_land(a, b)) {
        return Alike::Maybe;
    }
    // A state and its organs: "Israel" and "Israeli troops".
    let acts_for_state =
        |e: &Entity| e.sector.first().is_none_or(|s| ["GOV", "MIL", "COP"].contains(&s.as_str()));
    let settled = |e: &Entity| e.resolution != Resolution::Unknown;
    if same_land(a, b) && acts_for_state(a) && acts_for_state(b) && (settled(a) || settled(b)) {
        return Alike::Maybe;
    }
    if same_land(a, b) && !a.sector.is_empty() && a.sector.first() == b.sector.first() {
        return Alike::Maybe;
    }
    Alike::No
}

/// The surest of all pairs; of an empty list [`Alike::No`].
pub fn any_alike(some: &[Entity], others: &[Entity]) -> Alike {
    let pairs = some.iter().flat_map(|a| others.iter().map(move |b| alike(a, b)));
    pairs.max().unwrap_or(Alike::No)
}

/// Does this text name the party?
pub fn is_named_in(party: &Entity, text: &Stems) -> bool {
    let own = said(party);
    !own.is_empty() && own.shared(text) > 0
}

fn said(e: &Entity) -> Stems {
    let mut stems = Stems::of(&e.text);
    stems.join(&Stems::of(&e.name));
    stems
}

fn sorts(stems: &Stems) -> Vec<usize> {
    (0..SORTED.len()).filter(|&i| SORTED[i].shared(stems) > 0).collect()
}

/// The stems of each line of [`SORTS`].
static SORTED: LazyLock<Vec<Stems>> =
    LazyLock::new(|| SORTS.iter().map(|sort| Stems::of_all(sort.iter().copied())).collect());

/// All of them.
static KNOWN: LazyLock<Stems> = LazyLock::new(|| Stems::of_all(SORTS.iter().copied().flatten().copied()));

/// Both countries known, and none shared.
fn apart(a: &[String], b: &[String]) -> bool {
    !a.is_empty() && !b.is_empty() && a.iter().all(|c| !b.contains(c))
}

fn same_land(a: &Entity, b: &Entity) -> bool {
    a.country.iter().any(|c| b.country.contains(c))
}

/// The phrase in small letters, without article.
fn bare(text: &str) -> Vec<String> {
    words(text).filter(|w| !["the", "a", "an"].contains(&w.as_str())).collect()
}

/// Does the phrase only point back?
pub fn is_pronoun(e: &Entity) -> bool {
    let pointing = [
        "it",
        "they",
        "he",
        "she",
        "we",
        "i",
        "them",
        "him",
        "her",
        "us",
        "who",
        "which",
        "that",
        "both",
        "each",
        "both sides",
        "the two",
        "the two sides",
        "the group",
        "its",
        "their",
    ];
    pointing.contains(&e.text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::super::made_up::entity;
    use super::*;

    #[test]
    fn other_words_for_one_party_and_like_words_for_two() {
        for (a, b, expected) in [
            ("hill militia", "hill group", Alike::Surely),
            ("hill militia", "militia", Alike::Maybe),
            ("militia", "fighters", Alike::Maybe),
            ("hill militia", "lake militia", Alike::No),
            ("the junta", "junta", Alike::Surely),
            ("dockers' union", "strikers", Alike::Maybe),
            ("militia", "army", Alike::No),
            ("militia", "they", Alike::Maybe),
            ("opposition bloc in Yerevan", "opposition bloc", Alike::Maybe),
        ] {
            assert_eq!(alike(&entity(a), &entity(b)), expected, "{a} / {b}");
            assert_eq!(alike(&entity(b), &entity(a)), expected, "{b} / {a}");
        }
    }

    #[test]
    fn parties_of_two_countries_are_two() {
        let of = |country: &str| crate::record::Entity { country: vec![country.into()], ..entity("army") };
        assert_eq!(alike(&of("MLI"), &of("TCD")), Alike::No);
        assert_eq!(alike(&of("MLI"), &of("MLI")), Alike::Surely);
    }
}

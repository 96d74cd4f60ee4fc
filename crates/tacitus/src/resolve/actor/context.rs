//! What a phrase does not say itself -> the rest of its document: the office of a man named only by his
//! surname, the antecedent of "they", the country of "the police". Every step is kept in `via`.
//!
//! "Iranian Foreign Minister Mohammad Javad Zarif ... Zarif said": the second takes IRN and GOV from the first.

use super::around::Around;
use super::country::countries_of;
use super::draft::Draft;
use super::phrase;
use super::table::Meaning;
use super::words::{Capitals, Gap};
use crate::PartyKind;
use crate::known::Candidate;
use std::ops::Range;

/// How a pronoun points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    /// "he", "she".
    Person,
    /// "it".
    Thing,
    /// "they".
    Many,
}

/// The pronouns and possessives that are followed.
const PRONOUNS: [(&str, Pronoun); 16] = [
    ("he", Pronoun::Person),
    ("him", Pronoun::Person),
    ("his", Pronoun::Person),
    ("himself", Pronoun::Person),
    ("she", Pronoun::Person),
    ("her", Pronoun::Person),
    ("hers", Pronoun::Person),
    ("herself", Pronoun::Person),
    ("it", Pronoun::Thing),
    ("its", Pronoun::Thing),
    ("itself", Pronoun::Thing),
    ("they", Pronoun::Many),
    ("them", Pronoun::Many),
    ("their", Pronoun::Many),
    ("themselves", Pronoun::Many),
    ("theirs", Pronoun::Many),
];

/// Kin whose standing comes from the official they belong to.
const KIN: [&str; 18] = [
    "wife",
    "husband",
    "son",
    "sons",
    "daughter",
    "daughters",
    "brother",
    "brothers",
    "sister",
    "sisters",
    "family",
    "father",
    "mother",
    "nephew",
    "cousin",
    "widow",
    "relatives",
    "siblings",
];

/// Is this word a pronoun that can be followed?
pub(super) fn pronoun(around: &Around<'_>, word: usize) -> Option<Pronoun> {
    PRONOUNS.iter().find(|(p, _)| *p == around.words.fold(word)).map(|(_, kind)| *kind)
}

/// Whom a pronoun at this word stands for: the first fitting mention of its sentence before it, else the
/// last one before that.
pub(super) fn antecedent(around: &Around<'_>, word: usize, kind: Pronoun) -> Option<(Range<usize>, Draft)> {
    let sentence = (0..=word).rev().find(|&w| around.words.list[w].gap == Gap::Stop).unwrap_or(0);
    let mentions = mentions(around, word);
    let fits = |d: &Draft| match kind {
        Pronoun::Person => d.kind == PartyKind::Person,
        Pronoun::Thing => matches!(d.kind, PartyKind::State | PartyKind::Organisation),
        Pronoun::Many => d.kind != PartyKind::Person || around.words.fold(d.head).ends_with('s'),
    };
    let here = mentions.iter().find(|(range, draft)| range.start >= sentence && fits(draft));
    here.or_else(|| mentions.iter().rfind(|(_, draft)| fits(draft))).cloned()
}

/// All that is named before a word, in the order of the text.
fn mentions(around: &Around<'_>, before: usize) -> Vec<(Range<usize>, Draft)> {
    let mut found: Vec<(Range<usize>, Draft)> = Vec::new();
    let mut at = 0;
    while at < before {
        let end = noun_phrase_end(around, at, before);
        if end > at {
            if let Some(mut draft) = phrase::read(around, at..end)
                && (!draft.sector.is_empty() || draft.unknown_name.is_some())
            {
                if let Some(name) = draft.unknown_name.clone() {
                    describe_name(around, &name, &mut draft);
                }
                found.push((at..end, draft));
            }
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// One past the run of known or capitalised words that begins here.
fn noun_phrase_end(around: &Around<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit && (at == start || matches!(around.words.list[at].gap, Gap::Space | Gap::Hyphen)) {
        match around.match_at(at) {
            Some(m) => at = m.words.end,
            None if around.is_unknown_name(at) && !is_function_word(around, at) => at += 1,
            None => break,
        }
    }
    at.min(limit)
}

fn is_function_word(around: &Around<'_>, word: usize) -> bool {
    const FUNCTION: [&str; 24] = [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "after",
        "before",
        "as",
        "and",
        "but",
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "following",
    ];
    FUNCTION.contains(&around.words.fold(word))
}

/// What the document says of a name that no table knows: the words before it ("Iranian Foreign Minister"),
/// after it (", leader of the rebels,"), or beside a fuller mention with the same last word.
pub(super) fn describe_name(around: &Around<'_>, name: &Range<usize>, draft: &mut Draft) {
    let last = around.words.fold(name.end - 1);
    let mut places = vec![name.clone()];
    places.extend(
        (0..around.words.list.len())
            .filter(|&w| {
                !name.contains(&w)
                    && around.words.fold(w) == last
                    && around.words.list[w].capitals != Capitals::None
            })
            .map(|w| w..w + 1),
    );
    for place in places {
        for range in [words_before(around, &place), words_after(around, &place)].into_iter().flatten() {
            let Some(found) = phrase::read(around, range.clone()) else { continue };
            if found.sector.is_empty() && found.country.is_empty() {
                continue;
            }
            // "X, an Indian": a bare state or people says where from, not what.
            let says_what = !matches!(found.kind, PartyKind::State | PartyKind::Population);
            if draft.sector.is_empty() && !found.sector.is_empty() && says_what {
                draft.sector = found.sector;
                draft.office = draft.office.take().or(found.office);
                draft.title = draft.title.take().or(found.title);
                draft.via.push(around.words.span(&range));
                draft.by.extend(found.by);
                draft.rule("actor/described-in-document");
            }
            if draft.country.is_empty() {
                draft.country = found.country;
            }
            if !draft.sector.is_empty() && !draft.country.is_empty() {
                return;
            }
        }
    }
}

/// The office, nationality and titles right before a name, without the name.
fn words_before(around: &Around<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    let mut start = name.start;
    // The rest of the name, when only its last word is at hand.
    while start > 0
        && around.words.list[start].gap == Gap::Space
        && around.is_unknown_name(start - 1)
        && !is_function_word(around, start - 1)
    {
        start -= 1;
    }
    let end = start;
    while start > 0 && matches!(around.words.list[start].gap, Gap::Space | Gap::Hyphen) {
        let known = around.match_at(start - 1).filter(|m| describes(around, &m.meanings));
        let of = around.words.fold(start - 1) == "of" && start > 1 && around.match_at(start - 2).is_some();
        match known {
            Some(m) => start = m.words.start,
            None if of => start -= 1,
            // "Swedish housing minister": one unknown word between a nationality and an office.
            None if start < end && is_adjectival(around, start - 1) => start -= 1,
            None => break,
        }
    }
    (start < end).then_some(start..end)
}

fn is_adjectival(around: &Around<'_>, word: usize) -> bool {
    let fold = around.words.fold(word);
    word > 0
        && around.words.list[word].capitals == Capitals::None
        && fold.len() > 3
        && !is_function_word(around, word)
        && around.match_at(word - 1).is_some_and(|m| {
            m.meanings.iter().any(|x| matches!(x, Meaning::Adjective(_) | Meaning::Country(_)))
        })
}

fn describes(around: &Around<'_>, meanings: &[Meaning]) -> bool {
    meanings.iter().any(|m| match m {
        Meaning::Surname(_) | Meaning::City(_) => false,
        Meaning::Actor(a) => around.actors.actors[*a as usize].kind != PartyKind::Person,
        _ => true,
    })
}

/// An apposition after a name: "X, a journalist", "X, leader of the rebels".
fn words_after(around: &Around<'_>, name: &Range<usize>) -> Option<Range<usize>> {
    let start = name.end;
    if around.words.list.get(start)?.gap != Gap::Mark {
        return None;
    }
    let determined = matches!(around.words.fold(start), "a" | "an" | "the" | "former" | "who");
    let begin = if determined && around.words.fold(start) != "former" { start + 1 } else { start };
    let known = around
        .match_at(begin)
        .is_some_and(|m| m.meanings.iter().any(|x| !matches!(x, Meaning::Surname(_) | Meaning::City(_))));
    if !determined && !known {
        return None;
    }
    let limit = around.words.list.len().min(begin + 10);
    let end = (begin + 1..limit)
        .find(|&w| matches!(around.words.list[w].gap, Gap::Mark | Gap::Stop))
        .unwrap_or(limit);
    // A country after a name says where, not who: "Smith, Iraq".
    let noun = (begin..end).any(|w| {
        around.match_at(w).is_some_and(|m| m.meanings.iter().any(|x| matches!(x, Meaning::Noun(_))))
    });
    (begin < end && noun).then_some(begin..end)
}

/// "his wife", "their soldiers": the owner's country, and his standing for his kin.
pub(super) fn owned(around: &Around<'_>, word: usize, kind: Pronoun, draft: &mut Draft) {
    let Some((range, owner)) = antecedent(around, word, kind) else { return };
    if draft.country.is_empty() {
        draft.country = owner.country.clone();
    }
    let official = owner.sector.first().is_some_and(|s| matches!(s.as_str(), "GOV" | "ELI" | "LEG"));
    if official && owner.kind == PartyKind::Person && KIN.contains(&around.words.fold(draft.head)) {
        draft.sector = vec!["ELI".to_owned()];
        draft.rule("actor/kin-of-official");
    }
    draft.via.push(around.words.span(&range));
    draft.rule("actor/owner");
}

/// "four others", "two more": of the same sort as those named last.
pub(super) fn follow_others(around: &Around<'_>, range: &Range<usize>, draft: &mut Draft) -> bool {
    const OTHERS: [&str; 8] = ["others", "other", "more", "another", "one", "two", "three", "several"];
    if range.len() != 1 || !OTHERS.contains(&around.words.fold(draft.head)) {
        return false;
    }
    let fits = |d: &Draft| matches!(d.kind, PartyKind::Group | PartyKind::Population) && !d.sector.is_empty();
    let Some((place, found)) = mentions(around, range.start).into_iter().rfind(|(_, d)| fits(d)) else {
        return false;
    };
    draft.sector = found.sector;
    draft.country = if draft.country.is_empty() { found.country } else { draft.country.clone() };
    draft.via.push(around.words.span(&place));
    draft.rule("actor/others");
    true
}

/// A short description of something named before ("the group", "the country", "the company").
pub(super) fn follow_description(around: &Around<'_>, range: &Range<usize>, draft: &mut Draft) -> bool {
    const GROUPS: [&str; 9] = [
        "group",
        "organisation",
        "organization",
        "movement",
        "party",
        "militia",
        "faction",
        "network",
        "alliance",
    ];
    const STATES: [&str; 3] = ["country", "nation", "state"];
    let word = around.words.fold(draft.head);
    if range.len() != 1 || !(GROUPS.contains(&word) || STATES.contains(&word)) {
        return false;
    }
    let state = STATES.contains(&word);
    let fits = |d: &Draft| {
        d.kb.is_some() && d.kind == if state { PartyKind::State } else { PartyKind::Organisation }
    };
    let Some((place, found)) = mentions(around, range.start).into_iter().rfind(|(_, d)| fits(d)) else {
        return false;
    };
    let head = draft.head;
    *draft = found;
    draft.head = head;
    draft.via.push(around.words.span(&place));
    draft.rule("actor/description");
    true
}

/// An earlier mention with the same head word that names its country: "The Saudi-led coalition ... the coalition".
pub(super) fn same_head(around: &Around<'_>, range: &Range<usize>, draft: &mut Draft) -> bool {
    let stem = |w: usize| around.words.fold(w).trim_end_matches('s');
    let head = stem(draft.head);
    if around.words.list[draft.head].capitals == Capitals::All || head.len() < 3 {
        return false;
    }
    for word in (0..range.start).rev().filter(|&w| stem(w) == head) {
        let start = words_before(around, &(word..word + 1)).map_or(word, |r| r.start);
        let Some(found) = phrase::read(around, start..word + 1) else { continue };
        if !found.country.is_empty() {
            draft.country = found.country;
            draft.via.push(around.words.span(&(start..word + 1)));
            draft.rule("actor/same-head");
            return true;
        }
    }
    false
}

/// The country of a party whose own words name none: the one its document speaks of there.
pub(super) fn country_of_document(around: &Around<'_>, range: &Range<usize>, draft: &mut Draft) {
    if !draft.local {
        return;
    }
    // "[police] in Nairobi", with the place right after the phrase.
    if around.words.list.get(range.end).is_some_and(|w| w.gap == Gap::Space)
        && matches!(around.words.fold(range.end), "in" | "of" | "from" | "at" | "near")
    {
        let limit = around.words.list.len().min(range.end + 6);
        for m in around.actors.scan(&around.words, range.end + 1..limit) {
            let codes = countries_of(around, &m);
            if !codes.is_empty() {
                codes.iter().for_each(|c| draft.add_country(c));
                draft.via.push(around.words.span(&m.words));
                draft.rule("actor/place-after");
                return;
            }
        }
    }
    if draft.unknown_name.is_none() && same_head(around, range, draft) {
        return;
    }
    let near = around.countries_near(range);
    let Some(&(country, share)) = near.first() else { return };
    let code = |c: u32| around.actors.countries[c as usize].code.as_str();
    // Two countries that speak equally loud: neither is known.
    if near.get(1).is_none_or(|&(_, next)| next < share) {
        draft.add_country(code(country));
    }
    if share < 0.99 {
        draft.candidates = near
            .iter()
            .take(4)
            .map(|&(c, share)| Candidate {
                id: code(c).to_owned(),
                name: around.actors.countries[c as usize].name.clone(),
                score: share,
            })
            .collect();
    }
    draft.rule("actor/country-of-document");
}

/// A name about which nothing at all is known is taken for a private person, and said to be unknown; one
/// whom the document convicts is a criminal.
pub(super) fn assume_private(around: &Around<'_>, draft: &mut Draft) {
    const CONVICTED: [&str; 16] = [
        "convicted",
        "murder",
        "murdering",
        "sentenced",
        "guilty",
        "jailed",
        "rape",
        "executed",
        "execution",
        "suspect",
        "murders",
        "fraud",
        "smuggling",
        "trafficking",
        "gunman",
        "stabbing",
    ];
    let guilty = (0..around.words.list.len()).any(|w| CONVICTED.contains(&around.words.fold(w)));
    draft.sector = vec![if guilty { "CRM" } else { "CVL" }.to_owned()];
    draft.rule("actor/assumed-private");
    draft.assumed = true;
}

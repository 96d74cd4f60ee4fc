//! The words of one phrase -> what they say of the party by themselves: its head, country and sector. Looks
//! at the rest of the document only to choose between readings of one name.
//!
//! "two senior Iraqi police officers in Basra": head `officers`, country IRQ, sector COP.

use super::around::Around;
use super::country::{add_complement_country, add_countries, relocate};
use super::draft::{Draft, standing};
use super::reading::{candidates, readings};
use super::sector::{act_of, add_owner, gives_way, sector_beside, sector_of, title_sector};
use super::table::{Match, Meaning, Strength};
use super::words::{Capitals, Gap};
use crate::PartyKind;
use std::ops::Range;

/// Words that end the part of a phrase that holds its head.
const CLOSERS: [&str; 45] = [
    "of",
    "in",
    "at",
    "from",
    "on",
    "for",
    "with",
    "to",
    "by",
    "near",
    "against",
    "who",
    "whom",
    "which",
    "that",
    "whose",
    "over",
    "under",
    "inside",
    "outside",
    "between",
    "aboard",
    "including",
    "working",
    "loyal",
    "linked",
    "affiliated",
    "accused",
    "suspected",
    "calling",
    "protesting",
    "demanding",
    "fighting",
    "based",
    "across",
    "along",
    "around",
    "during",
    "living",
    "traveling",
    "travelling",
    "opposed",
    "holding",
    "among",
    "as",
];

/// Reads the phrase. `None` for no words at all.
pub(super) fn read(around: &Around<'_>, range: Range<usize>) -> Option<Draft> {
    let mut range = range;
    while range.len() > 1 && matches!(around.words.fold(range.end - 1), "jr" | "sr") {
        range.end -= 1;
    }
    if range.is_empty() {
        return None;
    }
    let items = around.actors.scan(&around.words, range.clone());
    let end = segment_end(around, &range, &items);
    let n_items = items.iter().take_while(|m| m.words.end <= end).count();
    let (segment, rest) = items.split_at(n_items);
    let mut draft = Draft::new(end - 1);
    let tail_start = segment.last().map_or(range.start, |m| m.words.end);
    if tail_start == end {
        read_head(around, &range, end, segment, rest, &mut draft);
    } else {
        read_tail(around, tail_start..end, &range, segment, rest, &mut draft);
    }
    add_faith(around, segment, &mut draft);
    if draft.country.is_empty()
        || (draft.kb.is_none() && draft.country.iter().all(|c| matches!(c.as_str(), "IMG" | "NGO")))
    {
        let own = std::mem::take(&mut draft.country);
        add_complement_country(around, end..range.end, rest, &mut draft);
        if draft.country.is_empty() {
            draft.country = own;
        }
    }
    Some(draft)
}

/// Where the part with the head ends: before the first preposition or mark outside a name.
fn segment_end(around: &Around<'_>, range: &Range<usize>, items: &[Match]) -> usize {
    for word in range.start + 1..range.end {
        if items.iter().any(|m| m.words.start < word && word < m.words.end) {
            continue;
        }
        let gap = around.words.list[word].gap;
        let closes = CLOSERS.contains(&around.words.fold(word)) && gap != Gap::Hyphen;
        let named = items.iter().any(|m| m.words.contains(&word));
        if matches!(gap, Gap::Stop)
            || (closes && !named)
            || (gap == Gap::Mark && word > range.start + 1 && !enumerates(around, word, range))
        {
            return word;
        }
    }
    range.end
}

/// Does the mark before this word only part adjectives: "Dutch, and Jewish groups"?
fn enumerates(around: &Around<'_>, word: usize, range: &Range<usize>) -> bool {
    around.words.list[word].gap == Gap::Mark
        && around
            .match_at(word - 1)
            .is_some_and(|m| m.meanings.iter().any(|m| matches!(m, Meaning::Adjective(_))))
        && word < range.end
}

/// The phrase ends in a name the tables know.
fn read_head(
    around: &Around<'_>,
    range: &Range<usize>,
    end: usize,
    segment: &[Match],
    rest: &[Match],
    draft: &mut Draft,
) {
    let Some((last, before)) = segment.split_last() else { return };
    let readings = readings(around, last, before, range);
    let Some(&(meaning, _)) = readings.first() else {
        // All readings fell: a name that only looks like a known one.
        return read_tail(around, last.words.clone(), range, before, rest, draft);
    };
    let alone = range.start == last.words.start;
    match meaning {
        Meaning::Actor(a) | Meaning::Surname(a) if around.in_stance(last.words.start) => {
            draft.country = standing(&around.actors.actors[a as usize], around.day()).country.to_vec();
            draft.sector = vec!["CVL".to_owned()];
            draft.rule("actor/stance");
        }
        Meaning::Actor(a) | Meaning::Surname(a) => {
            read_title(around, before, draft);
            draft.set_actor(&around.actors.actors[a as usize], around.day());
            draft.candidates = candidates(around, &readings);
            if draft.country.iter().any(|c| matches!(c.as_str(), "IMG" | "NGO" | "ISM")) {
                relocate(around, before, draft);
            }
            former_before(around, before, draft);
        }
        Meaning::Country(c) | Meaning::Capital(c) | Meaning::Seat(c)
            if alone || is_article(around, range, last) =>
        {
            set_state(around, c, draft);
            draft.candidates = candidates(around, &readings);
            draft.rule(match meaning {
                Meaning::Country(_) => "actor/state",
                _ => "actor/seat-of-state",
            });
        }
        Meaning::Country(c) | Meaning::Capital(c) | Meaning::Seat(c) => {
            set_state(around, c, draft);
            draft.rule("actor/part-of-state");
        }
        Meaning::Adjective(c) if last.words.end == end && alone && !plural(around, end - 1) => {
            set_state(around, c, draft);
            draft.rule("actor/adjective-alone");
            // "[Italian] soldiers": the noun after the phrase says of which kind.
            let next = around
                .match_at(end)
                .filter(|m| m.words.start == end && around.words.list[end].gap == Gap::Space);
            if let Some((sector, row)) =
                next.and_then(|m| act_of(around, m).or_else(|| sector_of(around, m, false)))
            {
                draft.kb = None;
                draft.kind = PartyKind::Group;
                draft.sector = sector;
                draft.row(row);
            }
        }
        Meaning::Adjective(c) | Meaning::People(c) => {
            draft.add_country(&around.actors.countries[c as usize].code);
            draft.kind = PartyKind::Population;
            draft.sector = vec!["CVL".to_owned()];
            draft.rule("actor/people");
        }
        Meaning::Native(c) => {
            draft.add_country(&around.actors.countries[c as usize].code);
            draft.kind = PartyKind::Population;
            draft.sector = vec!["CVL".to_owned()];
            draft.rule("actor/people");
        }
        Meaning::Region(c) | Meaning::City(c) => {
            draft.add_country(&around.actors.countries[c as usize].code);
            draft.kind = PartyKind::State;
            draft.sector = vec!["GOV".to_owned()];
            draft.rule("actor/place-that-acts");
            draft.candidates = candidates(around, &readings);
        }
        Meaning::Noun(n) => read_noun(around, n, last, before, rest, end, draft),
        Meaning::Ethnic(_) => {
            draft.kind = PartyKind::Population;
            draft.sector = vec!["CVL".to_owned()];
            draft.rule("actor/ethnic-or-religious-group");
            add_countries(around, before, draft);
        }
        Meaning::Title(_) | Meaning::Former(_) => add_countries(around, before, draft),
    }
}

/// The phrase ends in words the tables do not know: a name, or a noun.
fn read_tail(
    around: &Around<'_>,
    tail: Range<usize>,
    range: &Range<usize>,
    before: &[Match],
    rest: &[Match],
    draft: &mut Draft,
) {
    let named = around.words.list[tail.end - 1].capitals != Capitals::None;
    let (before, tail) = if named { without_first_names(around, before, tail) } else { (before, tail) };
    read_title(around, before, draft);
    if let Some((last, earlier)) = before.split_last() {
        let noun = last.meanings.iter().find_map(|m| match m {
            Meaning::Noun(n) => Some(*n),
            _ => None,
        });
        match noun {
            Some(n) if named || around.actors.nouns[n as usize].strength != Strength::Yields => {
                read_noun(around, n, last, earlier, rest, tail.end, draft);
            }
            _ => add_owner(around, before, draft),
        }
    }
    if let Some(sector) = title_sector(around, before) {
        draft.sector = vec![sector];
        draft.rule("actor/title");
    }
    add_countries(around, before, draft);
    former_before(around, before, draft);
    draft.head = tail.end - 1;
    if named {
        let first = (tail.start..tail.end).find(|&w| around.words.list[w].capitals != Capitals::None);
        let start = first.unwrap_or(tail.start);
        draft.unknown_name = Some(name_start(around, start, range)..tail.end);
        draft.kind = PartyKind::Person;
        draft.rule("actor/unknown-name");
    } else {
        draft.rule("actor/unknown-noun");
    }
}

/// "Santiago Peña", "Abbas Akhoundi", "Christian Porter": what the tables know right before an unknown name,
/// and what is neither office nor nationality, is a part of the name.
fn without_first_names<'m>(
    around: &Around<'_>,
    mut before: &'m [Match],
    mut tail: Range<usize>,
) -> (&'m [Match], Range<usize>) {
    while let Some((last, earlier)) = before.split_last() {
        let word = around.words.list[last.words.end - 1];
        let adjacent = last.words.end == tail.start
            && matches!(around.words.list[tail.start].gap, Gap::Space | Gap::Hyphen);
        let glued = adjacent && around.words.list[tail.start].gap == Gap::Hyphen;
        let name_like = last.meanings.iter().all(|m| match m {
            Meaning::Country(_)
            | Meaning::Capital(_)
            | Meaning::Region(_)
            | Meaning::City(_)
            | Meaning::Surname(_) => true,
            Meaning::Actor(a) => around.actors.actors[*a as usize].kind == PartyKind::Person,
            Meaning::Noun(n) => {
                let noun = &around.actors.nouns[*n as usize];
                noun.sector[0] == "CVL"
                    && noun.strength == Strength::Head
                    && !plural(around, last.words.end - 1)
            }
            Meaning::Ethnic(_) => true,
            _ => false,
        });
        let capital = word.capitals == Capitals::First;
        if !(adjacent && (name_like || glued) && capital && !word.possessive) {
            break;
        }
        tail.start = last.words.start;
        before = earlier;
    }
    (before, tail)
}

/// Walks left over capitalised words that are first names, not offices or countries.
fn name_start(around: &Around<'_>, mut start: usize, range: &Range<usize>) -> usize {
    while start > range.start
        && around.is_unknown_name(start - 1)
        && around.words.list[start].gap == Gap::Space
    {
        start -= 1;
    }
    start
}

/// A noun and what stands beside it.
fn read_noun(
    around: &Around<'_>,
    n: u32,
    at: &Match,
    before: &[Match],
    rest: &[Match],
    end: usize,
    draft: &mut Draft,
) {
    let noun = &around.actors.nouns[n as usize];
    draft.kind = noun.kind;
    draft.local = noun.local;
    draft.head = at.words.end - 1;
    if noun.kind == PartyKind::Person && draft.office.is_none() && noun.strength == Strength::Head {
        draft.office = Some(noun.phrase.clone());
    }
    draft.row(format!("nouns:{}", noun.phrase));
    let beside = if gives_way(noun) { sector_beside(around, before, rest, end, noun) } else { None };
    match beside {
        Some((sector, row)) => {
            draft.sector = sector;
            draft.row(row);
            draft.rule("actor/sector-beside");
        }
        None => draft.sector = noun.sector.clone(),
    }
    add_countries(around, before, draft);
    former_before(around, before, draft);
    if draft.country.is_empty() && noun.strength == Strength::Yields {
        add_complement_country(around, end..around.words.list.len().min(end + 12), rest, draft);
    }
}

/// A state as a party.
fn set_state(around: &Around<'_>, country: u32, draft: &mut Draft) {
    let country = &around.actors.countries[country as usize];
    draft.name = Some(country.name.clone());
    draft.kind = PartyKind::State;
    draft.kb = Some(country.code.clone());
    draft.country = vec![country.code.clone()];
    draft.sector = vec!["GOV".to_owned()];
    draft.row(format!("countries:{}", country.code));
}

/// "former president", "ex-minister": one who held an office is ELI.
fn former_before(around: &Around<'_>, before: &[Match], draft: &mut Draft) {
    let former = before.iter().flat_map(|m| &m.meanings).find_map(|m| match m {
        Meaning::Former(f) => Some(&around.actors.former[*f as usize]),
        _ => None,
    });
    let held = draft.sector.first().is_some_and(|s| matches!(s.as_str(), "GOV" | "LEG"));
    if let (Some(sector), true) = (former, held && draft.kind != PartyKind::State) {
        draft.sector = vec![sector.clone()];
        draft.rule("actor/former");
    }
}

/// Titles and offices before a name.
fn read_title(around: &Around<'_>, before: &[Match], draft: &mut Draft) {
    for m in before {
        for &meaning in &m.meanings {
            match meaning {
                Meaning::Title(t) => draft.title = Some(around.actors.titles[t as usize].full.clone()),
                Meaning::Noun(n) if around.actors.nouns[n as usize].kind == PartyKind::Person => {
                    draft.office = Some(around.actors.nouns[n as usize].phrase.clone());
                }
                _ => {}
            }
        }
    }
}

/// Religion and ethnicity.
fn add_faith(around: &Around<'_>, segment: &[Match], draft: &mut Draft) {
    // Word by word where a longer noun holds them: "Buddhist monks".
    let inner = |m: &Match| {
        m.words.clone().flat_map(|w| around.actors.scan(&around.words, w..w + 1)).collect::<Vec<_>>()
    };
    let nouns = segment.iter().filter(|m| m.words.len() > 1).flat_map(inner);
    let all: Vec<Match> = segment.iter().cloned().chain(nouns).collect();
    for &meaning in all.iter().flat_map(|m| &m.meanings) {
        if let Meaning::Ethnic(e) = meaning {
            let ethnic = &around.actors.ethnic[e as usize];
            let field = if ethnic.religion { &mut draft.religion } else { &mut draft.ethnicity };
            field.get_or_insert_with(|| ethnic.value.clone());
        }
    }
}

pub(super) fn plural(around: &Around<'_>, word: usize) -> bool {
    around.words.fold(word).ends_with('s')
}

fn is_article(around: &Around<'_>, range: &Range<usize>, last: &Match) -> bool {
    range.start + 1 == last.words.start && matches!(around.words.fold(range.start), "the" | "all")
}

//! The words of one phrase -> what they say of the party by themselves: its head, country and sector. Looks
//! at the rest of the document only to choose between readings of one name.
//!
//! "two senior Iraqi police officers in Basra": head `officers`, country IRQ, sector COP.

use super::around::Around;
use super::draft::{Draft, at_home, is_current, standing};
use super::table::{Match, Meaning, Noun, Strength};
use super::words::{Capitals, Gap};
use crate::PartyKind;
use crate::known::Candidate;
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

/// Closers after which the sector of a head that yields may stand: "members of the army".
const OWNERS: [&str; 8] = ["of", "from", "for", "with", "loyal", "linked", "affiliated", "to"];

/// Closers after which the country may stand: "police in Nairobi".
const PLACERS: [&str; 14] = [
    "of", "in", "at", "from", "near", "across", "outside", "inside", "around", "along", "for", "on",
    "living", "based",
];

/// One reading of a matched name, with how much speaks for it.
pub(super) type Reading = (Meaning, f32);

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

/// The sector of those who do what the noun says: "airstrikes".
fn act_of(around: &Around<'_>, m: &Match) -> Option<(Vec<String>, String)> {
    m.meanings.iter().find_map(|x| match x {
        Meaning::Noun(n) if around.actors.nouns[*n as usize].strength == Strength::Act => {
            let noun = &around.actors.nouns[*n as usize];
            Some((noun.sector.clone(), format!("nouns:{}", noun.phrase)))
        }
        _ => None,
    })
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

/// The sector that a title right before the name gives: "Sen.", "Gen.", "Judge".
fn title_sector(around: &Around<'_>, before: &[Match]) -> Option<String> {
    let last = before.last()?;
    last.meanings.iter().find_map(|m| match m {
        Meaning::Title(t) => around.actors.titles[*t as usize].sector.clone(),
        _ => None,
    })
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

/// Does the noun let a neighbour decide the sector? Attackers and suspects of a known group are its people,
/// and so are the troops of rebels.
fn gives_way(noun: &Noun) -> bool {
    noun.strength != Strength::Head || matches!(noun.sector[0].as_str(), "UAF" | "CRM" | "MIL")
}

/// The sector that modifiers, owners or a complement give to a noun that gives way.
fn sector_beside(
    around: &Around<'_>,
    before: &[Match],
    rest: &[Match],
    end: usize,
    noun: &Noun,
) -> Option<(Vec<String>, String)> {
    let armed_only = noun.strength == Strength::Head;
    let fits = |sector: &[String]| {
        let of_state = noun.sector[0] != "MIL";
        !armed_only
            || sector.first().is_some_and(|s| match s.as_str() {
                "REB" | "PRM" => true,
                "MIL" | "COP" => of_state,
                _ => false,
            })
    };
    for m in before.iter().rev() {
        if let Some((sector, row)) = sector_of(around, m, armed_only)
            && fits(&sector)
            && !is_plain_civilian(around, m)
        {
            return Some((sector, row));
        }
    }
    let prep = around.words.list.get(end).filter(|w| w.gap != Gap::Stop).map(|_| around.words.fold(end))?;
    if armed_only || !OWNERS.contains(&prep) {
        return None;
    }
    let owner = rest.first().filter(|m| m.words.start <= end + 5)?;
    // The complement's own head decides: "leader of a rebel group".
    let head = rest.iter().take_while(|m| m.words.start <= owner.words.end + 1).last().unwrap_or(owner);
    sector_of(around, head, false).or_else(|| sector_of(around, owner, false))
}

/// "local", "child", "national": such a word before a noun says nothing of its sector.
fn is_plain_civilian(around: &Around<'_>, m: &Match) -> bool {
    m.meanings.iter().all(|x| match x {
        Meaning::Noun(n) => {
            let noun = &around.actors.nouns[*n as usize];
            noun.sector[0] == "CVL" && noun.strength == Strength::Head && !plural(around, m.words.start)
        }
        Meaning::Ethnic(_) => true,
        _ => false,
    })
}

/// The sector a name gives to a noun beside it.
fn sector_of(around: &Around<'_>, m: &Match, names_only: bool) -> Option<(Vec<String>, String)> {
    let readings = readings(around, m, &[], &m.words);
    readings.iter().find_map(|&(meaning, _)| match meaning {
        Meaning::Actor(a) => {
            let s = standing(&around.actors.actors[a as usize], around.day());
            Some((s.sector, s.row.to_owned()))
        }
        Meaning::Noun(n) => {
            let noun = &around.actors.nouns[n as usize];
            let irregular =
                matches!(noun.sector[0].as_str(), "REB" | "PRM") && noun.strength == Strength::Modifier;
            let speaks = noun.strength != Strength::Yields && (!names_only || irregular);
            speaks.then(|| (noun.sector.clone(), format!("nouns:{}", noun.phrase)))
        }
        _ => None,
    })
}

/// The sector of an owner before an unknown noun: "army snipers".
fn add_owner(around: &Around<'_>, before: &[Match], draft: &mut Draft) {
    if let Some((sector, row)) = before.iter().rev().find_map(|m| sector_of(around, m, false)) {
        draft.sector = sector;
        draft.row(row);
    }
}

/// Countries among the words before the head; the nearest wins, unless they are joined ("US-UK troops").
fn add_countries(around: &Around<'_>, before: &[Match], draft: &mut Draft) {
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
fn add_complement_country(around: &Around<'_>, range: Range<usize>, rest: &[Match], draft: &mut Draft) {
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
fn relocate(around: &Around<'_>, before: &[Match], draft: &mut Draft) {
    let own = std::mem::take(&mut draft.country);
    add_countries(around, before, draft);
    if draft.country.is_empty() {
        draft.country = own;
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

fn candidates(around: &Around<'_>, readings: &[Reading]) -> Vec<Candidate> {
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

fn plural(around: &Around<'_>, word: usize) -> bool {
    around.words.fold(word).ends_with('s')
}

fn is_article(around: &Around<'_>, range: &Range<usize>, last: &Match) -> bool {
    range.start + 1 == last.words.start && matches!(around.words.fold(range.start), "the" | "all")
}

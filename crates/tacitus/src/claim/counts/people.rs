//! How many people a phrase names: to the right of a verb ("killing *a nun and her driver*") or to its left
//! ("*at least 40 people* were killed").
//!
//! Reads words alone. A plural without a number ("killed civilians") has no count; a single person has 1.

use super::line::Line;
use super::number::{Number, at, is_bound_word};

/// Longest phrase looked at, in words.
const LONGEST: usize = 12;

/// Where a phrase ends.
const ENDS: [&str; 62] = [
    "in", "on", "at", "near", "by", "during", "after", "before", "from", "to", "with", "without", "while",
    "when", "as", "who", "whom", "whose", "which", "that", "is", "are", "was", "were", "be", "been", "being",
    "has", "have", "had", "and", "or", "but", "including", "inside", "outside", "for", "over", "since",
    "following", "across", "into", "against", "through", "between", "because", "amid", "will", "would",
    "may", "could", "also", "dead", "alive", "hostage", "prisoner", "where", "among", "until", "within",
    "around", "under",
];

/// Verbs and participles that are told of people, and so end the phrase that names them.
pub(super) fn is_casualty(word: &str) -> bool {
    const STEMS: [&str; 17] = [
        "kill", "wound", "injur", "arrest", "detain", "kidnap", "abduct", "captur", "murder", "execut", "hurt",
        "missing", "homeless", "displac", "dead", "died", "dies",
    ];
    STEMS.iter().any(|s| word.starts_with(s)) && !matches!(word, "killers" | "killer" | "detainees" | "detainee")
}

/// Things that are counted beside people.
const THINGS: [&str; 74] = [
    "attack", "attacks", "bomb", "bombs", "bombing", "bombings", "explosion", "explosions", "blast", "blasts",
    "rocket", "rockets", "missile", "missiles", "airstrike", "airstrikes", "strike", "strikes", "raid",
    "raids", "shots", "home", "homes", "house", "houses", "building", "buildings", "vehicle", "vehicles",
    "car", "cars", "tank", "tanks", "truck", "trucks", "bus", "buses", "ship", "ships", "boat", "boats",
    "plane", "planes", "aircraft", "helicopter", "helicopters", "drone", "drones", "village", "villages",
    "city", "cities", "town", "towns", "province", "provinces", "place", "places", "incident", "incidents",
    "country", "countries", "province", "time", "bridge", "shell", "shells", "mortar", "mortars", "church",
    "mosque", "base", "weapon", "weapons",
];

/// Plurals that do not look it.
const PLURALS: [&str; 26] = [
    "people", "men", "women", "children", "police", "troops", "personnel", "staff", "policemen", "servicemen",
    "gunmen", "businessmen", "policewomen", "crew", "wounded", "others", "many", "several", "dozens", "family",
    "them", "officials", "crowd", "public", "youth", "media",
];

/// Pronouns and words that begin no phrase that is one person.
const NO_ONE: [&str; 16] = [
    "it", "they", "them", "he", "she", "him", "her", "himself", "themselves", "more", "most", "many", "several",
    "some", "all", "both",
];

const POSSESSIVE: [&str; 5] = ["his", "her", "its", "their", "my"];

/// How many people the phrases joined by "and" and commas are that begin here.
pub(super) fn list(line: &Line<'_>, i: usize) -> Option<Number> {
    let mut sum = phrase(line, i, true)?;
    loop {
        let end = phrase_end(line, sum.to);
        let comma = usize::from(line.low(end) == ",");
        let and = usize::from(line.low(end + comma) == "and");
        if comma + and == 0 {
            return Some(Number { to: sum.to, ..sum });
        }
        let Some(next) = phrase(line, end + comma + and, and == 1) else { return Some(sum) };
        let after = phrase_end(line, next.to);
        if is_casualty(line.low(after)) || is_be(line.low(after)) || line.reads(next.to, "of them") || line.reads(next.to, "of whom") {
            return Some(sum);
        }
        sum = Number {
            low: sum.low.zip(next.low).map(|(a, b)| a.saturating_add(b)),
            high: sum.high.zip(next.high).map(|(a, b)| a.saturating_add(b)),
            from: sum.from,
            to: next.to,
        };
    }
}

/// One phrase that begins here: by its number, or, where that is allowed, as a single person.
fn phrase(line: &Line<'_>, i: usize, single: bool) -> Option<Number> {
    for k in i..i + 6 {
        if let Some(n) = at(line, k) {
            return (!is_thing(line, n.to)).then_some(n);
        }
        if !is_bound_word(line.low(k)) && !matches!(line.low(k), "a" | "an") {
            break;
        }
    }
    if single { one(line, i) } else { None }
}

/// "a nun", "her driver", "Musa Abu Dawud": 1.
pub(super) fn one(line: &Line<'_>, i: usize) -> Option<Number> {
    let end = phrase_end(line, i);
    if end == i || NO_ONE.contains(&line.low(i)) && !(line.low(i) == "her" && end > i + 1) {
        return None;
    }
    let cut = (i..end).find(|&k| line.low(k) == "of").unwrap_or(end);
    let head = line.low(cut.checked_sub(1)?);
    let article = matches!(line.low(i), "a" | "an" | "another" | "the") || POSSESSIVE.contains(&line.low(i));
    let named = line.is_capital(i) || (i..cut).any(|k| line.is_capital(k));
    let plural = PLURALS.contains(&head)
        || (head.ends_with('s') && !head.ends_with("ss") && !line.is_capital(cut - 1))
        || head == "'s";
    let group = line.is_capital(cut - 1) && is_people(head);
    if plural || group || !(article || named) || THINGS.contains(&head) {
        return None;
    }
    Some(Number { low: Some(1), high: Some(1), from: i, to: end })
}

/// "Palestinians", "Iraqis", "Islamists".
fn is_people(head: &str) -> bool {
    ["ans", "is", "ists", "ers", "ese", "nts", "ians"].iter().any(|e| head.ends_with(e))
}

/// One past the last word of the phrase that goes on here.
pub(super) fn phrase_end(line: &Line<'_>, i: usize) -> usize {
    let is_end = |k: usize| {
        let word = line.low(k);
        !(line.is_word(k) || word == "'s" || word == "’s")
            || ENDS.contains(&word)
            || is_casualty(word)
    };
    (i..i + LONGEST).find(|&k| is_end(k)).unwrap_or(i + LONGEST).min(line.len())
}

fn is_thing(line: &Line<'_>, i: usize) -> bool {
    let end = phrase_end(line, i);
    let cut = (i..end).find(|&k| line.low(k) == "of" && k > i).unwrap_or(end);
    cut > i && THINGS.contains(&line.low(cut - 1))
}

/// Forms of "be" and "have", and what may stand among them.
fn is_be(word: &str) -> bool {
    const AUXILIARY: [&str; 26] = [
        "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "reported", "reportedly",
        "confirmed", "also", "later", "feared", "believed", "found", "to", "get", "still", "presumed", "then",
        "each", "seriously", "critically",
    ];
    AUXILIARY.contains(&word)
}

/// Is the participle at this place a passive ("were killed", "has been reported killed")?
pub(super) fn is_passive(line: &Line<'_>, v: usize) -> bool {
    let from = auxiliaries(line, v);
    (from..v).any(|k| matches!(line.low(k), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "get"))
}

/// Where the auxiliaries before the verb begin.
fn auxiliaries(line: &Line<'_>, v: usize) -> usize {
    let mut k = v;
    while k > 0 && is_be(line.low(k - 1)) {
        k -= 1;
    }
    k
}

/// Words that begin a clause: no subject reaches back over them.
const CLAUSE: [&str; 26] = [
    "that", "when", "after", "as", "while", "with", "but", ";", ":", "—", "–", "leaving", "leaves", "leave",
    "says", "said", "say", "reports", "where", "before", "which", "-", "--", "if", "until", "because",
];

/// Prepositions: a number after one of these is not the subject.
const BESIDE: [&str; 13] =
    ["in", "at", "on", "from", "by", "during", "since", "near", "for", "of", "between", "least", "to"];

/// How many people the subject or the participle's noun to the left is.
pub(super) fn subject(line: &Line<'_>, v: usize) -> Option<Number> {
    let mut end = auxiliaries(line, v);
    if matches!(line.before(end), "who" | "which") {
        end -= 1;
    }
    end = over_insertion(line, end);
    let start = clause_start(line, end);
    let found = numbered(line, start, end).or_else(|| {
        // "At least 40 people in Syria and Iraq are killed"
        let and = start.checked_sub(1).filter(|&k| line.low(k) == "and")?;
        let before = clause_start(line, and);
        numbered(line, before, and).filter(|_| one(line, start).is_none_or(|_| line.is_capital(start)))
    });
    let passive = end < v;
    let found = found.or_else(|| if passive { one(line, start).filter(|n| n.to == end) } else { None })?;
    Some(joined_before(line, start, found))
}

/// "An Islamic cleric and *17 of his followers*": what "and" joins before it.
fn joined_before(line: &Line<'_>, start: usize, found: Number) -> Number {
    let Some(and) = start.checked_sub(1).filter(|&k| line.low(k) == "and" && found.from >= start) else {
        return found;
    };
    let before = clause_start(line, and);
    let Some(first) = phrase(line, before, true).filter(|n| phrase_end(line, n.to) == and) else { return found };
    Number {
        low: first.low.zip(found.low).map(|(a, b)| a.saturating_add(b)),
        high: first.high.zip(found.high).map(|(a, b)| a.saturating_add(b)),
        from: first.from,
        to: found.to,
    }
}

/// "Two people, including a child, are killed": back to before the first comma.
fn over_insertion(line: &Line<'_>, end: usize) -> usize {
    let Some(close) = end.checked_sub(1).filter(|&k| line.low(k) == ",") else { return end };
    let open = (close.saturating_sub(14)..close).rev().find(|&k| line.low(k) == ",");
    match open {
        Some(open) if !(open..close).any(|k| is_casualty(line.low(k))) => open,
        _ => close,
    }
}

fn clause_start(line: &Line<'_>, end: usize) -> usize {
    let is_start = |k: usize| {
        let word = line.low(k);
        word == "," || word == "and" || CLAUSE.contains(&word) || is_casualty(word) || word == "left" && k + 1 < end
    };
    (end.saturating_sub(24)..end).rev().find(|&k| is_start(k)).map_or(end.saturating_sub(24), |k| k + 1)
}

/// The nearest number that is no "in three attacks"; "four of the 12" is four.
fn numbered(line: &Line<'_>, start: usize, end: usize) -> Option<Number> {
    let mut k = end;
    while k > start {
        k -= 1;
        let Some(n) = at(line, k).filter(|n| n.to <= end && n.from >= start) else { continue };
        let is_rest = k > start && at(line, k - 1).is_some_and(|m| m.to > k);
        let before = line.before(n.from);
        if is_rest || n.from > start && BESIDE.contains(&before) || is_thing(line, n.to) {
            continue;
        }
        return Some(n);
    }
    None
}

//! How many people stand to the left of a verb: "*at least 40 people* were killed", "*ten* dead".
//!
//! The subject is looked for in the verb's own clause. "In three attacks 12 were killed" is 12.

use super::line::Line;
use super::number::{Number, at};
use super::people::{is_casualty, is_thing, one, phrase, phrase_end};
use super::words::{BESIDE, CLAUSE, is_in};

/// Forms of "be" and "have", and what may stand among them.
pub(super) fn is_auxiliary(word: &str) -> bool {
    const AUXILIARY: [&str; 26] = [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "reported",
        "reportedly",
        "confirmed",
        "also",
        "later",
        "feared",
        "believed",
        "found",
        "to",
        "get",
        "still",
        "presumed",
        "then",
        "each",
        "seriously",
        "critically",
    ];
    AUXILIARY.contains(&word)
}

/// Is the participle at this place a passive ("were killed", "has been reported killed")?
pub(super) fn is_passive(line: &Line<'_>, v: usize) -> bool {
    let from = auxiliaries(line, v);
    (from..v).any(|k| matches!(line.low(k), "is" | "are" | "was" | "were" | "be" | "been" | "being" | "get"))
}

/// Where the auxiliaries before the verb begin.
pub(super) fn auxiliaries(line: &Line<'_>, v: usize) -> usize {
    let mut k = v;
    while k > 0 && is_auxiliary(line.low(k - 1)) {
        k -= 1;
    }
    k
}

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
    let Some(first) = phrase(line, before).filter(|n| phrase_end(line, n.to) == and) else {
        return found;
    };
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

/// "between 30 *and* 50", "three hundred *and* six".
fn is_inside_number(line: &Line<'_>, k: usize) -> bool {
    (k.saturating_sub(3)..k).any(|j| at(line, j).is_some_and(|n| n.to > k))
}

fn clause_start(line: &Line<'_>, end: usize) -> usize {
    let is_start = |k: usize| {
        let word = line.low(k);
        word == ","
            || word == "and" && !is_inside_number(line, k)
            || is_in(CLAUSE, word)
            || is_casualty(word)
            || word == "left" && k + 1 < end
    };
    (end.saturating_sub(24)..end).rev().find(|&k| is_start(k)).map_or(end.saturating_sub(24), |k| k + 1)
}

/// The nearest number that is no "in three attacks"; "four of the 12" is four.
fn numbered(line: &Line<'_>, start: usize, end: usize) -> Option<Number> {
    let mut k = end;
    while k > start {
        k -= 1;
        let Some(n) = at(line, k).filter(|n| n.to <= end) else { continue };
        let is_rest = (k.saturating_sub(3)..k).any(|j| at(line, j).is_some_and(|m| m.to > k));
        let before = line.before(n.from);
        if is_rest || n.from > start && is_in(BESIDE, before) || is_thing(line, n.to) {
            continue;
        }
        return Some(n);
    }
    None
}

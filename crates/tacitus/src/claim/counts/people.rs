//! How many people the phrases to the right of a word name: "killing *a nun and her driver*" is two.
//!
//! Reads words alone. A plural without a number ("killed civilians") has no count; a single person has 1.

use super::line::Line;
use super::number::{Number, at, is_bound_word};
use super::subject::is_auxiliary;
use super::words::{ENDS, NO_ONE, PLURALS, POSSESSIVE, THINGS, is_in};

/// Longest phrase looked at, in words.
const LONGEST: usize = 12;

/// Verbs and participles that are told of people, and so end the phrase that names them.
pub(super) fn is_casualty(word: &str) -> bool {
    const STEMS: [&str; 17] = [
        "kill", "wound", "injur", "arrest", "detain", "kidnap", "abduct", "captur", "murder", "execut",
        "hurt", "missing", "homeless", "displac", "dead", "died", "dies",
    ];
    STEMS.iter().any(|s| word.starts_with(s))
        && !matches!(word, "killers" | "killer" | "detainees" | "detainee")
}

/// How many people the phrases joined by "and" and commas are that begin here.
pub(super) fn list(line: &Line<'_>, i: usize) -> Option<Number> {
    let mut sum = phrase(line, i)?;
    loop {
        let end = phrase_end(line, sum.to);
        let comma = usize::from(line.low(end) == ",");
        let and = usize::from(line.low(end + comma) == "and");
        if comma + and == 0 {
            return Some(Number { to: sum.to, ..sum });
        }
        let is_joined = |n: &Number| {
            // "five tourists, the driver and the bomber", but no "Maria Lenz, a teacher"
            and == 1 || n.low != Some(1) || sum.low > Some(1) && line.low(phrase_end(line, n.to)) == "and"
        };
        let Some(next) = phrase(line, end + comma + and).filter(is_joined) else { return Some(sum) };
        let after = phrase_end(line, next.to);
        if is_casualty(line.low(after))
            || is_auxiliary(line.low(after))
            || line.reads(next.to, "of them")
            || line.reads(next.to, "of whom")
        {
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

/// One phrase that begins here: by its number, or as a single person.
pub(super) fn phrase(line: &Line<'_>, i: usize) -> Option<Number> {
    for k in i..i + 6 {
        if let Some(n) = at(line, k) {
            return (!is_thing(line, n.to)).then_some(n);
        }
        if !is_bound_word(line.low(k)) && !matches!(line.low(k), "a" | "an") {
            break;
        }
    }
    one(line, i)
}

/// "a nun", "her driver", "Musa Abu Dawud": 1.
pub(super) fn one(line: &Line<'_>, i: usize) -> Option<Number> {
    let end = phrase_end(line, i);
    if end == i || is_in(NO_ONE, line.low(i)) && !(line.low(i) == "her" && end > i + 1) {
        return None;
    }
    let cut = (i..end).find(|&k| line.low(k) == "of").unwrap_or(end);
    let head = line.low(cut.checked_sub(1)?);
    let article = line.low(i) == "another" || is_determiner(line.low(i));
    let named = line.is_capital(i) || (i..cut).any(|k| line.is_capital(k));
    let plural = is_in(PLURALS, head)
        || (head.ends_with('s') && !head.ends_with("ss") && !line.is_capital(cut - 1))
        || head == "'s";
    let group = line.is_capital(cut - 1) && is_people(head);
    let goes_on = line.low(end) == "-"; // "U.S.-backed"
    if goes_on || plural || group || !(article || named) || is_in(THINGS, head) {
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
        // "her driver shocked the town": a second article is of another phrase
        let second = k > i && is_determiner(word) && line.before(k) != "of";
        !(line.is_word(k) || word == "'s" || word == "’s") || second || is_in(ENDS, word) || is_casualty(word)
    };
    (i..i + LONGEST).find(|&k| is_end(k)).unwrap_or(i + LONGEST).min(line.len())
}

/// Does an article or possessive begin a phrase here?
fn is_determiner(word: &str) -> bool {
    matches!(word, "a" | "an" | "the") || is_in(POSSESSIVE, word)
}

pub(super) fn is_thing(line: &Line<'_>, i: usize) -> bool {
    let end = phrase_end(line, i);
    let cut = (i..end).find(|&k| line.low(k) == "of" && k > i).unwrap_or(end);
    cut > i && is_in(THINGS, line.low(cut - 1))
}

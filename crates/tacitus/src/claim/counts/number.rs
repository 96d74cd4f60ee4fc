//! Words -> how many, with bounds: "at least 40" is 40 or more, "between 30 and 50" 30 to 50, "dozens" 24 or
//! more (corpus/GUIDELINE.md, Counts). Never reads a year, a date, an age or a measure as a number of people.

use super::line::Line;
use crate::resolve::actor::quantity::{VAGUE, number};

/// How many, and which words say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// First word, bounds included.
    pub from: usize,
    /// One past the last word.
    pub to: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Bound {
    Least,
    Most,
    /// Leaves it as it is.
    None,
}

/// What may stand before a number, the longer first where one ends another.
const BOUNDS: [(&str, Bound); 48] = [
    ("no fewer than", Bound::Least),
    ("no less than", Bound::Least),
    ("not less than", Bound::Least),
    ("no more than", Bound::Most),
    ("not more than", Bound::Most),
    ("a maximum of", Bound::Most),
    ("a minimum of", Bound::Least),
    ("fewer than", Bound::Most),
    ("less than", Bound::Most),
    ("more than", Bound::Least),
    ("greater than", Bound::Least),
    ("as many as", Bound::Most),
    ("as much as", Bound::Most),
    ("upwards of", Bound::Least),
    ("upward of", Bound::Least),
    ("in excess of", Bound::Least),
    ("at least", Bound::Least),
    ("at most", Bound::Most),
    ("up to", Bound::Most),
    ("over", Bound::Least),
    ("exceeds", Bound::Least),
    ("exceeded", Bound::Least),
    ("exceeding", Bound::Least),
    ("surpasses", Bound::Least),
    ("surpassed", Bound::Least),
    ("passes", Bound::Least),
    ("under", Bound::Most),
    ("a total of", Bound::None),
    ("a further", Bound::None),
    ("a record", Bound::None),
    ("an estimated", Bound::None),
    ("an additional", Bound::None),
    ("close to", Bound::None),
    ("all of the", Bound::None),
    ("estimated", Bound::None),
    ("additional", Bound::None),
    ("about", Bound::None),
    ("around", Bound::None),
    ("some", Bound::None),
    ("approximately", Bound::None),
    ("roughly", Bound::None),
    ("nearly", Bound::None),
    ("almost", Bound::None),
    ("another", Bound::None),
    ("only", Bound::None),
    ("just", Bound::None),
    ("all", Bound::None),
    ("the", Bound::None),
];

/// Words that every bound is made of: what may be passed over on the way from a verb to its number.
pub(super) fn is_bound_word(word: &str) -> bool {
    BOUNDS.iter().any(|(words, _)| words.split(' ').any(|w| w == word))
        || matches!(word, "its" | "their" | "his" | "her" | "other" | "between" | "more" | "further")
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What is measured, not counted.
const UNITS: [&str; 44] = [
    "year",
    "years",
    "month",
    "months",
    "day",
    "days",
    "week",
    "weeks",
    "hour",
    "hours",
    "minute",
    "minutes",
    "kilometre",
    "kilometres",
    "kilometer",
    "kilometers",
    "km",
    "mile",
    "miles",
    "metre",
    "metres",
    "meter",
    "meters",
    "percent",
    "%",
    "per",
    "cent",
    "pm",
    "am",
    "p.m.",
    "a.m.",
    "st",
    "nd",
    "rd",
    "th",
    "gmt",
    "local",
    "utc",
    "times",
    "tonnes",
    "tons",
    "dollars",
    "euros",
    "consecutive",
];

/// The number whose first numeral is this word, bounds before and after it included.
pub(super) fn at(line: &Line<'_>, i: usize) -> Option<Number> {
    if is_date_or_age(line, i) {
        return None;
    }
    let (mut low, mut high, vague, mut to) = range(line, i)?;
    if UNITS.contains(&line.low(to)) || MONTHS.contains(&line.low(to)) && line.is_capital(to) {
        return None;
    }
    let is_between = low != high && line.before(i) == "between";
    let (bound, from) = bound_before(line, i - usize::from(is_between));
    let mut bound = if vague && bound == Bound::None { Bound::Least } else { bound };
    if line.low(to) == "+" {
        (bound, to) = (Bound::Least, to + 1);
    } else if line.reads(to, "or more") {
        (bound, to) = (Bound::Least, to + 2);
    }
    match bound {
        Bound::Least => high = None,
        Bound::Most if low == high => low = None,
        _ => {}
    }
    Some(Number { low, high, from, to })
}

fn bound_before(line: &Line<'_>, i: usize) -> (Bound, usize) {
    let (mut bound, mut from) = (Bound::None, i);
    while let Some((start, b)) =
        BOUNDS.iter().find_map(|(words, b)| line.reads_before(from, words).map(|start| (start, *b)))
    {
        from = start;
        if bound == Bound::None {
            bound = b;
        }
    }
    (bound, from)
}

/// Lowest, highest, is it vague, one past the last word.
fn range(line: &Line<'_>, i: usize) -> Option<(Option<u64>, Option<u64>, bool, usize)> {
    if let Some((a, b)) = line.low(i).split_once('-')
        && let (Some(a), Some(b)) = (number(a), number(b))
        && a < b
    {
        return Some((Some(a), Some(b), false, i + 1));
    }
    let (a, vague, to) = plain(line, i)?;
    let is_between = line.before(i) == "between" && line.low(to) == "and";
    let is_range = matches!(line.low(to), "to" | "or" | "–" | "-") && line.before(i) != "from";
    if (is_between || is_range)
        && let Some((b, _, end)) = plain(line, to + 1)
        && a < b
    {
        return Some((Some(a), Some(b), vague, end));
    }
    Some((Some(a), Some(a), vague, to))
}

/// One number without bounds: its value, is it vague, one past its last word.
fn plain(line: &Line<'_>, i: usize) -> Option<(u64, bool, usize)> {
    let word = line.low(i);
    if line.reads(i, "half a dozen") {
        return Some((6, false, i + 3));
    }
    if matches!(word, "a" | "an") {
        let n = match line.low(i + 1) {
            "couple" | "pair" => 2,
            times @ ("dozen" | "hundred" | "thousand" | "million") => number(times)?,
            _ => return None,
        };
        return Some((n, false, i + 2));
    }
    if let Some((_, n)) = VAGUE.iter().find(|(w, _)| *w == word) {
        let unit = match line.low(i + 2) {
            "hundreds" => 100,
            "thousands" => 1_000,
            "millions" => 1_000_000,
            _ => 0,
        };
        return match (line.low(i + 1) == "of" && unit > 0, word) {
            (true, _) => Some((n.checked_mul(unit)?, true, i + 3)),
            (false, "tens") => None,
            (false, _) => Some((*n, true, i + 1)),
        };
    }
    cardinal(line, i).map(|(n, to)| (n, false, to))
}

/// "1,500", "twenty-five", "three hundred and six", "1.5 million", "two dozen".
fn cardinal(line: &Line<'_>, i: usize) -> Option<(u64, usize)> {
    let word = line.low(i);
    if let (Some(tenths), Some(times)) = (tenths(word), number(line.low(i + 1)).filter(|n| *n >= 1_000)) {
        return Some((tenths.checked_mul(times)? / 10, i + 2));
    }
    let mut n = word_of_two(word).or_else(|| number(word))?;
    let mut to = i + 1;
    loop {
        let next = number(line.low(to)).or_else(|| word_of_two(line.low(to)));
        match next {
            Some(12) if line.low(to) == "dozen" => (n, to) = (n.checked_mul(12)?, to + 1),
            Some(t) if matches!(t, 100 | 1_000 | 1_000_000) && n < t => (n, to) = (n.checked_mul(t)?, to + 1),
            Some(t) if t < 100 && n >= 100 && n.is_multiple_of(100) && is_letters(line, i) => {
                (n, to) = (n + t, to + 1);
            }
            Some(t) if t < 10 && (20..100).contains(&n) && n.is_multiple_of(10) && is_letters(line, i) => {
                (n, to) = (n + t, to + 1);
            }
            None if line.low(to) == "and"
                && n >= 100
                && n.is_multiple_of(100)
                && is_letters(line, i)
                && is_letters(line, to + 1)
                && number(line.low(to + 1)).is_some_and(|t| t < 100) =>
            {
                to += 1;
            }
            _ => return Some((n, to)),
        }
    }
}

fn is_letters(line: &Line<'_>, i: usize) -> bool {
    line.low(i).starts_with(char::is_alphabetic)
}

/// "twenty-five".
fn word_of_two(word: &str) -> Option<u64> {
    let (tens, one) = word.split_once('-')?;
    let (tens, one) = (number(tens)?, number(one)?);
    ((20..100).contains(&tens) && one < 10 && word.starts_with(char::is_alphabetic)).then_some(tens + one)
}

/// "1.5" is 15 tenths.
fn tenths(word: &str) -> Option<u64> {
    let (whole, part) = word.split_once('.')?;
    if part.len() != 1 {
        return None;
    }
    whole.parse::<u64>().ok()?.checked_mul(10)?.checked_add(part.parse().ok()?)
}

/// "March 24", "in 2007", "aged 23", "Ali Mansour, 23,", "$5": no number of people.
fn is_date_or_age(line: &Line<'_>, i: usize) -> bool {
    let (word, before) = (line.low(i), line.before(i));
    let in_digits = word.starts_with(|c: char| c.is_ascii_digit());
    let is_year = in_digits
        && word.len() == 4
        && word.parse::<u64>().is_ok_and(|n| (1900..2100).contains(&n))
        && (matches!(
            before,
            "in" | "since" | "from" | "until" | "by" | "of" | "during" | "before" | "after" | "the"
        ) || MONTHS.contains(&before)
            || !line.low(i + 1).starts_with(char::is_lowercase));
    let is_age =
        before == "," && i >= 2 && line.is_capital(i - 2) && matches!(line.low(i + 1), "," | "." | "" | ")");
    let no_count = matches!(before, "$" | "€" | "£" | "aged" | "age" | "no" | "no." | "#" | ".");
    in_digits && (is_year || is_age || MONTHS.contains(&before)) || no_count
}

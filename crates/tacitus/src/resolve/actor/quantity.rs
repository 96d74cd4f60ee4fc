//! Articles and numbers before a noun -> the noun without them, and how many they are. Never reads a year or
//! a name as a number.
//!
//! "at least 4,500 troops" gives `troops`, 4,500 or more.

use super::around::Around;
use super::words::Gap;
use crate::Span;
use std::ops::Range;

/// (at least, at most, the words).
pub(super) type Size = (Option<u64>, Option<u64>, Span);

/// Number words up to a dozen and the round ones.
const NUMBERS: [(&str, u64); 31] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("dozen", 12),
];

/// Vague numbers: at least so many.
pub(crate) const VAGUE: [(&str, u64); 6] = [
    ("dozens", 24),
    ("scores", 40),
    ("hundreds", 200),
    ("thousands", 2_000),
    ("millions", 2_000_000),
    ("tens", 20),
];

/// Words before the number that make it a lower or an upper bound, or leave it as it is.
const AT_LEAST: [&str; 3] = ["least", "over", "than"];
const AT_MOST: [&str; 2] = ["most", "up"];
/// Words that say neither who nor how many.
const EMPTY: [&str; 33] = [
    "the",
    "a",
    "an",
    "at",
    "least",
    "most",
    "over",
    "more",
    "than",
    "up",
    "to",
    "about",
    "around",
    "nearly",
    "almost",
    "some",
    "several",
    "many",
    "few",
    "other",
    "another",
    "both",
    "all",
    "any",
    "no",
    "these",
    "those",
    "this",
    "that",
    "each",
    "every",
    "approximately",
    "numerous",
];

/// Takes articles and numbers off the front. The last word is never taken.
pub(super) fn strip(around: &Around<'_>, range: Range<usize>) -> (Range<usize>, Option<Size>) {
    let mut at = range.start;
    let mut value: Option<u64> = None;
    let mut vague = false;
    let mut counted: Option<Range<usize>> = None;
    while at + 1 < range.end {
        let word = around.words.fold(at);
        let number = number(word);
        let vague_number = VAGUE.iter().find(|(w, _)| *w == word).map(|(_, n)| *n);
        if let Some(n) = number.or(vague_number) {
            if around.words.list[at + 1].gap == Gap::Hyphen && number_is_part(around, at) {
                break;
            }
            value = Some(match value {
                Some(v) if n >= 100 && v < n => v * n,
                Some(v) => v + n,
                None => n,
            });
            vague |= vague_number.is_some();
            counted = Some(counted.map_or(at, |c| c.start)..at + 1);
        } else if !(EMPTY.contains(&word) || (word == "of" && counted.is_some()))
            || clause_follows(around, at)
        {
            break;
        }
        at += 1;
    }
    let size = counted.zip(value).map(|(words, n)| {
        let before: Vec<&str> = (range.start..words.start).map(|w| around.words.fold(w)).collect();
        let at_least = vague || before.iter().any(|w| AT_LEAST.contains(w));
        let at_most = before.iter().any(|w| AT_MOST.contains(w)) && !at_least;
        (
            if at_most { None } else { Some(n) },
            if at_least { None } else { Some(n) },
            around.words.span(&words),
        )
    });
    (at..range.end, size)
}

/// "those who marched": here the pronoun is the head.
fn clause_follows(around: &Around<'_>, at: usize) -> bool {
    matches!(around.words.fold(at), "those" | "all" | "these")
        && matches!(around.words.fold(at + 1), "who" | "of" | "that" | "in")
}

/// "15-year-old boy", "two-man crew": the number belongs to the word after it.
fn number_is_part(around: &Around<'_>, at: usize) -> bool {
    number(around.words.fold(at + 1)).is_none()
}

/// One word or one number in digits, read.
pub(crate) fn number(word: &str) -> Option<u64> {
    if word.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
        return word.replace(',', "").parse().ok();
    }
    NUMBERS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n)
}

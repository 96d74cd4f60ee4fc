//! The phrases of the tables, and where they stand among the words of an act.
//!
//! Takes a cell such as `car bomb*; IED`; gives spans. `*` stands for any ending of its word; a phrase with a
//! capital is sought as written, all others without regard to case.

use crate::{EventType, Span};

/// A word of the text.
pub(super) struct Word<'a> {
    pub span: Span,
    raw: &'a str,
    lower: String,
}

impl<'a> Word<'a> {
    pub fn new(text: &'a str, span: Span) -> Word<'a> {
        let raw = span.of(text);
        Word { span, raw, lower: raw.to_lowercase().replace('’', "'") }
    }

    /// As the text writes it.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// In small letters, apostrophes straight.
    pub fn lower(&self) -> &str {
        &self.lower
    }

    /// A mark that parts clauses.
    pub fn is_stop(&self) -> bool {
        matches!(self.raw, "." | ";" | "!" | "?")
    }
}

/// Words in a row.
pub(super) struct Phrase(Vec<Pattern>);

struct Pattern {
    letters: &'static str,
    is_open: bool,
    is_cased: bool,
}

impl Pattern {
    fn new(word: &'static str) -> Pattern {
        let (letters, is_open) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
        Pattern { letters, is_open, is_cased: word.contains(char::is_uppercase) }
    }

    fn is(&self, word: &Word<'_>) -> bool {
        let of_text = if self.is_cased { word.raw } else { &word.lower };
        of_text.strip_prefix(self.letters).is_some_and(|ending| self.is_open || ending.is_empty())
    }
}

impl Phrase {
    /// Where it stands, as places in `words`, half-open.
    fn places<'a>(&'a self, words: &'a [Word<'_>]) -> impl Iterator<Item = (usize, usize)> + 'a {
        let n = self.0.len();
        let stands = move |i: &usize| self.0.iter().zip(&words[*i..]).all(|(pattern, word)| pattern.is(word));
        (0..(words.len() + 1).saturating_sub(n)).filter(stands).map(move |i| (i, i + n))
    }
}

/// The phrases of a cell.
pub(super) fn phrases(cell: &'static str) -> Vec<Phrase> {
    items(cell).map(|phrase| Phrase(phrase.split(' ').map(Pattern::new).collect())).collect()
}

/// The items of a cell, `-` being none.
pub(super) fn items(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split("; ").filter(|item| *item != "-")
}

/// The event types of a cell.
pub(super) fn events(cell: &'static str) -> Vec<EventType> {
    items(cell).map(|name| name.parse().expect("a table names types of the ontology")).collect()
}

/// The rows of a table, cut into `N` cells.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        cells.try_into().unwrap_or_else(|_| panic!("`{line}` has not {N} columns"))
    })
}

/// Where any of the phrases stands, but for places within one of the exceptions; the first comes first.
pub(super) fn places(words: &[Word<'_>], phrases: &[Phrase], except: &[Phrase]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = phrases.iter().flat_map(|p| p.places(words)).collect();
    if !found.is_empty() {
        let other: Vec<(usize, usize)> = except.iter().flat_map(|p| p.places(words)).collect();
        found.retain(|&(from, to)| !other.iter().any(|&(start, end)| from < end && start < to));
    }
    found.sort_unstable();
    found
}

/// The span of some words.
pub(super) fn span(words: &[Word<'_>], (from, to): (usize, usize)) -> Span {
    Span::new(words[from].span.start, words[to - 1].span.end)
}

//! A sentence as the rules for numbers read it: its words in small letters, each with its span.
//!
//! Past either end there are only empty words, so no rule can fall out of the sentence.

use crate::{Sentence, Span};

/// The words of one sentence.
pub(super) struct Line<'a> {
    text: &'a str,
    spans: Vec<Span>,
    lower: Vec<String>,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str, sentence: &Sentence) -> Line<'a> {
        let spans: Vec<Span> = sentence.tokens.iter().map(|t| t.span).collect();
        let lower = spans.iter().map(|s| s.of(text).to_lowercase()).collect();
        Line { text, spans, lower }
    }

    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// The word in small letters; empty past the end.
    pub fn low(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    /// The word before this one; empty at the start.
    pub fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |b| self.low(b))
    }

    /// Does it begin with a capital letter?
    pub fn is_capital(&self, i: usize) -> bool {
        self.spans.get(i).is_some_and(|s| s.of(self.text).starts_with(char::is_uppercase))
    }

    /// Is it a word or number, no mark of punctuation?
    pub fn is_word(&self, i: usize) -> bool {
        self.low(i).starts_with(char::is_alphanumeric)
    }

    /// Do these words, split at blanks, stand here?
    pub fn reads(&self, i: usize, words: &str) -> bool {
        words.split(' ').enumerate().all(|(k, w)| self.low(i + k) == w)
    }

    /// Do these words end right before this place? Then where they begin.
    pub fn reads_before(&self, i: usize, words: &str) -> Option<usize> {
        let from = i.checked_sub(words.split(' ').count())?;
        self.reads(from, words).then_some(from)
    }

    /// The words from `from` up to, not including, `to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        self.spans[from].join(self.spans[to - 1])
    }

    /// The words that a span touches: first, and one past the last.
    pub fn within(&self, span: Span) -> Option<(usize, usize)> {
        let from = self.spans.iter().position(|s| s.overlaps(span))?;
        let to = self.spans.iter().rposition(|s| s.overlaps(span))? + 1;
        Some((from, to))
    }
}

//! A report and its parts: document, sentence, token, passage.

use crate::Span;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One report as taken in. Its text never changes afterwards; every later value reaches it by [`Span`].
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// This report: hash of text, source, published and key. See `intake::document_id`.
    pub id: String,
    /// Hash of the text alone: the same agency text in two papers is two documents with one `text_id`.
    pub text_id: String,
    /// The user's own identifier, kept as given.
    pub key: Option<String>,
    /// File it came from, relative to what was named; `-` for standard input.
    pub path: Option<String>,
    /// Line or row in that file, from 1.
    pub line: Option<u64>,
    /// Outlet.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// ISO 639-1 code; `en` for everything that is read on.
    pub lang: Option<String>,
    /// When the report appeared, and how that is known.
    pub published: Published,
    /// Place, day and agency at the head of the report ("BAGHDAD, March 27 (Reuters) -").
    pub dateline: Option<Span>,
    /// What all offsets point into.
    pub text: String,
}

/// The day a report appeared: the "today" of everything in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day, if known.
    pub date: Option<Date>,
    /// How it is known.
    pub basis: Basis,
}

/// Where a published date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// In the document itself.
    Stated,
    /// By `--published` or a mapped field.
    Given,
    /// Not known: the date is null.
    Unknown,
}

/// A sentence: where it stands and which tokens it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Without the white space around it.
    pub span: Span,
    /// Its words and marks, in order; never empty.
    pub tokens: Vec<Token>,
}

/// A word, a number or a mark of punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
}

/// What the encoder reads at once: neighbouring sentences of one document, so that "he" in the second can
/// be joined to the name in the first. A sentence longer than a passage may be is read in several passages
/// that overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// All its tokens with the index of their sentence, in order; never empty.
    pub tokens: Vec<(usize, Token)>,
    /// Tokens before this index were already read in the passage before, and are here for context only.
    pub fresh_from: usize,
}

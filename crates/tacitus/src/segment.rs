//! Text -> sentences and tokens with exact offsets, and passages for the encoder.

use crate::{Document, Note, Passage, Sentence, Token};

/// Cuts a text into sentences.
pub fn sentences(_text: &str) -> Vec<Sentence> {
    Vec::new()
}

/// Groups sentences into what the encoder reads at once.
pub fn passages(_sentences: &[Sentence], _n_pieces: impl Fn(Token) -> usize) -> Vec<Passage> {
    Vec::new()
}

/// Tells of sentences so long that they were read in parts.
pub fn notes(_doc: &Document, _passages: &[Passage]) -> Vec<Note> {
    Vec::new()
}

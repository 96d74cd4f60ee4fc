//! Hidden states -> mentions: names, event words with their type, arguments and status.

use crate::{Document, Encoder, Given, Mentions, Passage, Sentence, States};

/// All that the heads find in one document.
pub fn mentions(
    _encoder: &dyn Encoder,
    _doc: &Document,
    _sentences: &[Sentence],
    _passages: &[Passage],
    _states: &[States],
    _given: &Given,
    _doc_idx: usize,
) -> Mentions {
    Mentions::default()
}

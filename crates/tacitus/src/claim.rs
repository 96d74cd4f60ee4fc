//! Mentions and what is known of them -> claims.

use crate::{Document, Known, Mentions, Reader, Sentence, record};

/// One claim for every event mention.
pub fn claims(
    _reader: &Reader<'_>,
    _doc: &Document,
    _sentences: &[Sentence],
    _mentions: &Mentions,
    _known: &Known,
) -> Vec<record::Claim> {
    Vec::new()
}

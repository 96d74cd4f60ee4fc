//! Place phrases in a text that nobody marked.
//!
//! Takes a text and its sentences, gives spans; looks at capital letters, the gazetteer and the words around,
//! never at a network. "in Basra" is a place, "Mr Paris" and "the Washington Post" are not.

use super::gazetteer::Places;
use crate::{Sentence, Span};

/// All place phrases, in order, none within another.
pub fn find(_places: &Places, _text: &str, _sentences: &[Sentence]) -> Vec<Span> {
    Vec::new()
}

//! Spans that are handed in instead of being found: for measuring one part of the reading alone.

use crate::{EventType, Span};

/// What is fixed from outside. [`Given::none`] for all normal use.
///
/// Each list that is present *replaces* what the reader would have found of that sort; everything else is
/// found as always. It holds for all documents of a call, one entry a document.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The only phrases that may be an actor or a recipient. For each sentence that has two of them the
    /// reader then gives at least its best claim that joins two, however unsure, with its confidence.
    pub parties: Option<Vec<Vec<Span>>>,
    /// The words that say an event, with the type where that is fixed too. Every one becomes a claim.
    pub triggers: Option<Vec<Vec<(Span, Option<EventType>)>>>,
    /// The only phrases to be looked up as places.
    pub places: Option<Vec<Vec<Span>>>,
}

impl Given {
    /// Nothing is fixed.
    pub fn none() -> Given {
        Given::default()
    }
}

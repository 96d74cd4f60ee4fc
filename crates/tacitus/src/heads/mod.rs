//! Hidden states -> mentions: names, and event words with their type, arguments and status.
//!
//! Takes a document's passages and their states; gives what stands in the text, not what it refers to. It
//! never looks anything up, and every value carries the words, the head that found it and its score.
//!
//! `Rebels shelled Aden on Monday.` gives the names `Aden` (location) and one act: trigger `shelled`
//! (ASSAULT/heavy-weapons), actor `Rebels`, place `Aden`, time `Monday`, most likely actual.

pub mod act;
pub mod content;
pub mod labels;
pub mod name;
pub mod pair;
pub mod phrase;
pub mod trigger;

use crate::{Document, Encoder, Given, Mentions, Passage, Span, States};

/// All that the heads find in one document. `doc_idx` is its place in `given`.
pub fn mentions(
    encoder: &dyn Encoder,
    doc: &Document,
    passages: &[Passage],
    states: &[States],
    given: &Given,
    doc_idx: usize,
) -> Mentions {
    assert_eq!(passages.len(), states.len(), "one set of states a passage");
    let parties = given.parties.as_ref().map(|of| &of[doc_idx][..]);
    let triggers = given.triggers.as_ref().map(|of| &of[doc_idx][..]);
    let mut mentions = Mentions::default();
    for (passage, states) in passages.iter().zip(states) {
        let view = View { encoder, text: &doc.text, passage, states };
        mentions.names.extend(name::names(&view));
        let triggers = match triggers {
            Some(given) => trigger::given(&view, given),
            None => trigger::found(&view),
        };
        match parties {
            Some(parties) => mentions.acts.extend(pair::acts(&view, &triggers, parties)),
            None => mentions.acts.extend(act::acts(&view, &triggers)),
        }
    }
    mentions.acts.sort_by_key(|a| (a.trigger.span, a.trigger.value.index()));
    debug_assert!(mentions.acts.iter().all(|a| a.trigger.span.end <= doc.text.len()));
    mentions
}

/// One passage with its states, and the network to ask about them.
pub struct View<'a> {
    /// The network.
    pub encoder: &'a dyn Encoder,
    /// The whole text of the document.
    pub text: &'a str,
    /// Its words.
    pub passage: &'a Passage,
    /// Their states.
    pub states: &'a States,
}

impl View<'_> {
    /// How many words it has.
    pub fn n_tokens(&self) -> usize {
        self.passage.tokens.len()
    }

    /// The document's span of some of its words, `from` up to, not including, `to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let of = |i: usize| self.passage.tokens[i].1.span;
        Span::new(of(from).start, of(to - 1).end)
    }

    /// One of its words, as it stands in the text.
    pub fn word(&self, token_idx: usize) -> &str {
        self.passage.tokens[token_idx].1.span.of(self.text)
    }

    /// The words that a span of the document touches, if any are here.
    pub fn tokens_of(&self, span: Span) -> Option<(usize, usize)> {
        let touched = |i: &usize| self.passage.tokens[*i].1.span.overlaps(span);
        let from = (0..self.n_tokens()).find(touched)?;
        let to = (from..self.n_tokens()).rfind(touched)? + 1;
        Some((from, to))
    }
}

//! Words near an act -> the contexts of its claim, and its mode where the mode head is silent.
//!
//! Takes the words of the act's sentence and content, its type, modes and parties; gives the rules that hold,
//! each with the words that decided. It never asks a head and never takes a mode away that one gave.
//!
//! `A suicide bomber killed 20 shoppers` is ASSAULT with the mode `suicide-attack` (rule `mode/suicide-attack`,
//! words `suicide bomber`) in the context `terrorism`.

mod context;
mod mode;
mod phrase;

use crate::{EventType, Sentence, Span};
use phrase::Word;

/// A rule that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its name: `context/terrorism`, `mode/aerial`.
    pub rule: &'static str,
    /// The words that decided; the trigger where type, mode and parties alone did.
    pub words: Span,
}

impl Cue {
    /// What the rule gives: the name of a context or mode of `plover.toml`.
    pub fn name(&self) -> &'static str {
        self.rule.split_once('/').expect("a rule is called table/name").1
    }
}

/// A party of an act, as far as rules look at it.
#[derive(Clone, Debug)]
pub struct Party<'a> {
    /// Its words.
    pub span: Span,
    /// Countries and international codes.
    pub country: &'a [String],
    /// Sectors.
    pub sector: &'a [String],
}

/// An act and what stands around it: all that the rules look at.
pub struct Near<'a> {
    event: EventType,
    trigger: Span,
    actor: Vec<Party<'a>>,
    recipient: Vec<Party<'a>>,
    words: Vec<Word<'a>>,
}

impl<'a> Near<'a> {
    /// Gathers the words: those of the sentence that holds the trigger, and of the content where it goes on
    /// elsewhere.
    pub fn new(
        text: &'a str,
        sentences: &[Sentence],
        (event, trigger): (EventType, Span),
        content: &[Span],
        actor: Vec<Party<'a>>,
        recipient: Vec<Party<'a>>,
    ) -> Near<'a> {
        let tokens = sentences.iter().flat_map(|sentence| {
            let is_home = sentence.span.overlaps(trigger);
            sentence.tokens.iter().filter(move |t| is_home || content.iter().any(|c| c.overlaps(t.span)))
        });
        let words = tokens.map(|t| Word::new(text, t.span)).collect();
        Near { event, trigger, actor, recipient, words }
    }

    /// The contexts that hold of it when it has these modes, in the order of their names.
    pub fn contexts(&self, modes: &[String]) -> Vec<Cue> {
        context::found(self, modes)
    }

    /// The modes that its words say, in the order of their names.
    pub fn modes(&self) -> Vec<Cue> {
        mode::found(self)
    }
}

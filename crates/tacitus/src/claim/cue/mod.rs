//! Words near an act -> the contexts of its claim, its mode where the mode head is silent, its loaded words.
//!
//! Takes the words of the act's sentence and content, its type, modes and parties; gives the rules that hold,
//! each with the words that decided. It never asks a head and never takes a mode away that one gave.
//!
//! `A suicide bomber killed 20 shoppers` is ASSAULT with the mode `suicide-attack` (rule `mode/suicide-attack`,
//! words `suicide bomber`) in the context `terrorism`.

mod context;
mod framing;
mod mode;
mod phrase;
mod voice;

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

/// A loaded word of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The row of `framing.tsv`: `framing/regime`.
    pub rule: &'static str,
    /// The word.
    pub words: Span,
    /// The party or the trigger it is said of.
    pub target: Span,
    /// Who says it; `None`: the text itself.
    pub voice: Option<Span>,
}

/// What somebody is told to say, besides the speaker of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The content of a speech act.
    pub words: Span,
    /// Its actor.
    pub by: Span,
    /// All of it is in his voice (ACCUSE, SUPPORT), or only what stands in quotation marks.
    pub in_full: bool,
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
    text: &'a str,
    event: EventType,
    trigger: Span,
    actor: Vec<Party<'a>>,
    recipient: Vec<Party<'a>>,
    words: Vec<Word<'a>>,
    /// The words of other sentences that hold a party.
    elsewhere: Vec<Word<'a>>,
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
        let is_home = |sentence: &Sentence| sentence.span.overlaps(trigger);
        let is_content = |span: Span| content.iter().any(|c| c.overlaps(span));
        let is_party = |s: &Sentence| actor.iter().chain(&recipient).any(|p| p.span.overlaps(s.span));
        let (mut words, mut elsewhere) = (Vec::new(), Vec::new());
        for sentence in sentences {
            let tokens = sentence.tokens.iter().map(|t| t.span);
            if is_home(sentence) {
                words.extend(tokens.map(|t| Word::new(text, t)));
                continue;
            }
            if is_content(sentence.span) {
                words.extend(tokens.clone().filter(|t| is_content(*t)).map(|t| Word::new(text, t)));
            }
            if is_party(sentence) {
                elsewhere.extend(tokens.map(|t| Word::new(text, t)));
            }
        }
        Near { text, event, trigger, actor, recipient, words, elsewhere }
    }

    /// The contexts that hold of it when it has these modes, in the order of their names.
    pub fn contexts(&self, modes: &[String]) -> Vec<Cue> {
        context::found(self, modes)
    }

    /// The modes that its words say, in the order of their names.
    pub fn modes(&self) -> Vec<Cue> {
        mode::found(self)
    }

    /// The loaded words for its parties and for it, in the order of the text. `speaker` is on whose word the
    /// claim stands, `said` what others in the text are told to say.
    pub fn framing(&self, speaker: Option<Span>, said: &[Said]) -> Vec<Loaded> {
        framing::found(self, speaker, said)
    }
}

//! The seam to the network: sentences in, hidden states out, heads asked over them.

use crate::{Document, EventType, Passage, Token};
use std::fmt;

/// The trained network. Its states are a pure function of the passage: the same on every machine, in every
/// batch, on any number of threads.
pub trait Encoder: Sync {
    /// Reads passages of many documents; one list of states a document, one [`States`] a passage. How they
    /// are batched inside is the encoder's own affair.
    fn encode(&self, docs: &[Document], passages: &[Vec<Passage>]) -> Result<Vec<Vec<States>>, EncoderError>;

    /// Asks one head. One [`Scores`] a query, in the same order.
    fn score(&self, states: &States, head: Head, queries: &[Query]) -> Vec<Scores>;

    /// How many pieces the network cuts this word into: the caller measures passages by it.
    fn n_pieces(&self, text: &str, token: Token) -> usize;

    /// The modes the mode head knows, in its order.
    fn modes(&self) -> &[(EventType, String)];

    /// Hash of weights and number type: the encoder's part of the edition.
    fn edition(&self) -> &str;
}

/// Hidden states of a passage: one row a token, taken at the first piece of the word.
#[derive(Clone, Debug, PartialEq)]
pub struct States {
    /// Numbers in a row.
    pub width: usize,
    /// Rows one after the other.
    pub rows: Vec<f32>,
}

impl States {
    /// How many tokens it speaks of.
    pub fn n_tokens(&self) -> usize {
        self.rows.len().checked_div(self.width).unwrap_or(0)
    }

    /// The state of one token.
    pub fn row(&self, token_idx: usize) -> &[f32] {
        &self.rows[token_idx * self.width..(token_idx + 1) * self.width]
    }
}

/// What can be asked. All scores are probabilities from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Head {
    /// Over [`Query::Token`]: begins or continues a name. For each of [`crate::NameKind::ALL`] its
    /// beginning, then for each its inside, then neither: 7 numbers that add up to 1.
    Name,
    /// Over [`Query::Token`]: begins a trigger of each type (16 independent numbers, in the order of
    /// [`EventType::ALL`]), then: continues a trigger (1).
    Trigger,
    /// Over [`Query::Act`]: all that is asked about one event mention, in one answer of
    /// tokens × 20 + 6 + modes numbers.
    /// First, for each token of the passage, for each of [`crate::Role::ALL`]: begins a phrase in this role,
    /// continues one (10 × 2 independent numbers a token). Then the six statuses in the order of
    /// [`crate::Status::ALL`], adding up to 1. Then each mode of [`Encoder::modes`], independent.
    Act,
    /// Over [`Query::Content`]: what a speech act is about. Each type in the order of [`EventType::ALL`], then none of
    /// them: 17 numbers that add up to 1.
    Content,
}

/// What is asked about. Positions count tokens of the passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Query {
    /// A token.
    Token(usize),
    /// An event mention: the first token of its trigger, one past its last, and the type.
    Act {
        /// First token of the trigger.
        from: usize,
        /// One past its last token.
        to: usize,
        /// The type it is asked as.
        event: EventType,
    },
    /// The content of a speech act: its first token, one past its last, and the type of the speech act.
    Content {
        /// First token of the content.
        from: usize,
        /// One past its last token.
        to: usize,
        /// The type of the speech act.
        speech: EventType,
    },
}

/// The answer to one query; its layout stands at [`Head`].
pub type Scores = Vec<f32>;

/// The encoder cannot run: its weights are missing or broken.
#[derive(Debug)]
pub struct EncoderError {
    message: String,
    hint: Option<String>,
}

impl EncoderError {
    /// What is wrong (naming the file), and what to do about it.
    pub fn new(message: impl Into<String>, hint: Option<&str>) -> EncoderError {
        EncoderError { message: message.into(), hint: hint.map(str::to_owned) }
    }
}

impl fmt::Display for EncoderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for EncoderError {}

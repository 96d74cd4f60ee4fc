//! The nouns of Tacitus: what every other crate speaks of.
//!
//! A report comes in as a [`Document`]; it is cut into [`Sentence`]s of [`Token`]s; a trained network
//! ([`Encoder`]) reads them and gives [`States`]; the heads turn these into [`Mentions`]; what is known of
//! the world turns mentions into [`Known`] parties, places and times; and all of it together gives
//! [`record::Claim`]s: who did what to whom, where and when, on whose word.
//!
//! This crate holds types, their written form ([`record`]) and nothing that works on them: no file is
//! opened here and no decision is made.

pub mod encoder;
pub mod event;
pub mod given;
pub mod known;
pub mod mention;
pub mod note;
pub mod record;
pub mod span;
pub mod text;

pub use encoder::{Encoder, EncoderError, Head, Query, Scores, States};
pub use event::{EventType, Quad, Status};
pub use given::Given;
pub use known::{Grain, Known, Party, PartyKind, PlaceKnown, Precision, Resolution, TimeKnown};
pub use mention::{Act, Argument, Content, Finder, Found, Mentions, Name, NameKind, Role};
pub use note::{Note, NoteCode, Noted};
pub use span::{Scalars, Span};
pub use text::{Basis, Document, Passage, Published, Sentence, Token};

//! Reading: from the bytes of a report to claims.
//!
//! Start with [`pipeline`]: it is the way of the data, on one screen. Every other module is one stage of it,
//! in reading order below. Nothing here knows a network, a database or a terminal; the only file access is
//! in [`world`], which loads what is known once and never changes it.

pub mod pipeline;

pub mod intake;
pub mod segment;

pub mod heads;

pub mod resolve;

pub mod claim;

pub mod ledger;

pub mod world;

pub mod gold;
pub mod marks;
pub mod score;

pub use pipeline::{Reader, Reading, read};
pub use tacitus_types::*;

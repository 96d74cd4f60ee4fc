//! Readings -> bytes. Takes one document with its reading, gives the bytes it is written as, and how many
//! records they hold. It never opens a file; the same document gives the same bytes, whichever thread writes
//! it.
//!
//! Start with [`FORMATS`]: one entry a format, with what it does.

pub mod csv;
pub mod jsonl;
pub mod page;

mod marked;
mod wrap;

pub use marked::harmless;

use serde_json::Value;
use std::ops::AddAssign;
use tacitus::record::Claim;
use tacitus::{Document, Note, Reading};

/// How everything is to be written.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The format.
    pub format: Format,
    /// Which records (JSON lines only; CSV and page have claims).
    pub kinds: Kinds,
    /// Page: the finders of every field under each record.
    pub why: bool,
    /// Page: with colours, else with brackets.
    pub colour: bool,
    /// Page: characters in a line.
    pub width: usize,
}

/// What can be written today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// One row a claim.
    Csv,
    /// For reading by eye.
    Page,
}

/// All about one output format.
pub struct FormatEntry {
    /// Which; `None`: it is planned, and refused by name until it is there.
    pub format: Option<Format>,
    /// What a user calls it.
    pub name: &'static str,
}

/// What is written, and what will be.
pub const FORMATS: &[FormatEntry] = &[
    FormatEntry { format: Some(Format::Jsonl), name: "jsonl" },
    FormatEntry { format: Some(Format::Csv), name: "csv" },
    FormatEntry { format: Some(Format::Page), name: "page" },
    FormatEntry { format: None, name: "parquet" },
    FormatEntry { format: None, name: "plover" },
    FormatEntry { format: None, name: "polecat" },
    FormatEntry { format: None, name: "icews" },
    FormatEntry { format: None, name: "gdelt" },
    FormatEntry { format: None, name: "geojson" },
];

/// Which kinds of record are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// Reports as they were read.
    pub document: bool,
    /// Who did what to whom.
    pub claim: bool,
    /// What is worth telling.
    pub note: bool,
    /// Promises, demands and threats, and how they ended.
    pub commitment: bool,
}

/// How many records of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Documents.
    pub document: u64,
    /// Claims.
    pub claim: u64,
    /// Notes.
    pub note: u64,
    /// Commitments.
    pub commitment: u64,
}

impl AddAssign for Written {
    fn add_assign(&mut self, more: Written) {
        self.document += more.document;
        self.claim += more.claim;
        self.note += more.note;
        self.commitment += more.commitment;
    }
}

/// What stands before the first record.
pub fn head(shape: &Shape) -> Vec<u8> {
    match shape.format {
        Format::Jsonl => Vec::new(),
        Format::Csv => csv::head(),
        Format::Page => page::legend(shape).into_bytes(),
    }
}

/// One document with all that was read out of it. `notes` are those of its intake; they stand before those
/// of its reading.
pub fn report(
    shape: &Shape,
    doc: &Document,
    notes: &[Note],
    reading: &Reading,
    out: &mut Vec<u8>,
) -> Written {
    match shape.format {
        Format::Jsonl => jsonl::report(shape.kinds, doc, notes, reading, out),
        Format::Csv => csv::report(&reading.claims, out),
        Format::Page => page::report(shape, doc, reading, out),
    }
}

/// A note about something that did not become a document, or whose reading failed.
pub fn note(shape: &Shape, note: &Note, out: &mut Vec<u8>) -> Written {
    match shape.format {
        Format::Jsonl => jsonl::note(shape.kinds, note, out),
        Format::Csv | Format::Page => Written::default(),
    }
}

/// The claim as a tree of values. By way of its text, so that 0.83 stays 0.83 and does not become the
/// nearest number of double width.
fn tree(claim: &Claim) -> Value {
    let text = serde_json::to_string(claim).expect("a claim has string keys only, so it can be written");
    serde_json::from_str(&text).expect("what was written as JSON reads back")
}

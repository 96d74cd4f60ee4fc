//! Bytes -> documents.
//!
//! Takes the bytes of one file or stream and how its reports are to be read ([`Config`]); gives one
//! [`Item`] for every report in it, as it goes, in constant memory: a document, or a note that says why
//! there is none. It never opens a file, never stops at a bad record, and never drops anything in silence.
//!
//! ```
//! use tacitus::intake::{Config, Item, documents};
//! let bytes = b"{\"text\": \"Troops left Basra.\", \"date\": \"2003-04-07\"}\n{\"text\": \"Half a l";
//! let config = Config::none();
//! let items: Vec<Item> = documents(Box::new(&bytes[..]), "reports.jsonl", &config).collect();
//! let Item::Document(doc, _) = &items[0] else { panic!("the first line is a report") };
//! assert_eq!(doc.published.date, Some(jiff::civil::date(2003, 4, 7)));
//! let Item::Note(note) = &items[1] else { panic!("the second line is half a line") };
//! assert_eq!(note.line, Some(2));
//! ```
//!
//! Start with [`FORMATS`]: one entry a format, with the function that reads it.

pub mod dateline;
pub mod language;
pub mod published;

mod encoding;
mod unpack;

mod fields;
mod lines;
mod make;

mod html;
mod json;
mod plain;
mod table;

pub use fields::{FIELDS, Field, FieldEntry};
pub use make::{document_id, text_id};

use crate::{Document, Note, NoteCode};
use jiff::civil::Date;
use std::io::BufRead;

/// What came of one report.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // documents are the rule, notes the exception
pub enum Item {
    /// It was read; the notes say what is worth knowing of it (no date, broken bytes) and bear its id.
    Document(Document, Vec<Note>),
    /// It was not, for this reason.
    Note(Note),
}

/// How reports are to be read. Nothing is taken from anywhere else.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Which field of theirs (dotted, `sources.0` for a list's first) is which of ours. A field that is not
    /// named here is looked for under the usual names ([`FIELDS`]).
    pub fields: Vec<(Field, String)>,
    /// Only records whose field (left) has this value (right); all must hold.
    pub only: Vec<(String, String)>,
    /// The day of reports that bear none.
    pub published: Option<Date>,
    /// Read everything as this, whatever its ending says.
    pub format: Option<Format>,
    /// Hand on reports in other languages too.
    pub all_languages: bool,
}

impl Config {
    /// Usual names, no filter, no day, format by ending and content, English only.
    pub fn none() -> Config {
        Config { fields: Vec::new(), only: Vec::new(), published: None, format: None, all_languages: false }
    }
}

/// The forms that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A web page.
    Html,
    /// One JSON object a line.
    Jsonl,
    /// One JSON object, or a list of them.
    Json,
    /// Rows with a header; comma, semicolon or tab.
    Csv,
    /// Nothing but the words.
    Plain,
}

impl Format {
    /// Its entry in [`FORMATS`].
    pub fn entry(self) -> &'static FormatEntry {
        FORMATS.iter().find(|e| e.format == self).expect("every format has its entry in FORMATS")
    }

    /// The format a file of this name declares, packed (`.gz`, `.zst`) or not.
    pub fn by_ending(path: &str) -> Option<Format> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
        let bare = unpack::ENDINGS.iter().find_map(|e| name.strip_suffix(e)).unwrap_or(&name);
        let (_, ending) = bare.rsplit_once('.')?;
        FORMATS.iter().find(|e| e.endings.contains(&ending)).map(|e| e.format)
    }
}

impl std::str::FromStr for Format {
    type Err = String;
    fn from_str(s: &str) -> Result<Format, String> {
        FORMATS.iter().find(|e| e.name == s).map(|e| e.format).ok_or_else(|| {
            let names: Vec<String> = FORMATS.iter().map(|e| format!("`{}`", e.name)).collect();
            format!("`{s}` is no format that is read; it is one of {}", names.join(", "))
        })
    }
}

/// All about one format.
pub struct FormatEntry {
    /// Which.
    pub format: Format,
    /// What a user calls it.
    pub name: &'static str,
    /// Endings of file names, lower case, without the dot.
    pub endings: &'static [&'static str],
    /// Do the first bytes (up to [`HEAD`]) look like it? Asked in the order of the list.
    pub looks_like: fn(&[u8]) -> bool,
    /// Reads it.
    read: for<'a> fn(Box<dyn BufRead + 'a>, Origin<'a>) -> Items<'a>,
}

/// What is read, in the order in which content without a known ending is tried.
pub const FORMATS: &[FormatEntry] = &[
    FormatEntry {
        format: Format::Html,
        name: "html",
        endings: &["html", "htm", "xhtml"],
        looks_like: html::looks_like,
        read: html::read,
    },
    FormatEntry {
        format: Format::Json,
        name: "json",
        endings: &["json"],
        looks_like: json::looks_like_json,
        read: json::read_json,
    },
    FormatEntry {
        format: Format::Jsonl,
        name: "jsonl",
        endings: &["jsonl", "ndjson", "jsonlines"],
        looks_like: json::looks_like_jsonl,
        read: json::read_jsonl,
    },
    FormatEntry {
        format: Format::Csv,
        name: "csv",
        endings: &["csv", "tsv", "tab"],
        // Commas stand in every text: only the ending or the user can say that it is a table.
        looks_like: |_| false,
        read: table::read,
    },
    FormatEntry {
        format: Format::Plain,
        name: "text",
        endings: &["txt", "text"],
        looks_like: |_| true,
        read: plain::read,
    },
];

/// How many bytes from the beginning decide on format, packing and encoding.
pub const HEAD: usize = 64 * 1024;

/// The longest line, row or text file that is read, in bytes. Nothing longer is ever held in memory.
pub const MAX_RECORD: usize = 64 * 1024 * 1024;

/// The largest web page that is read, in bytes: the largest of real ones are a few million.
pub const MAX_PAGE: usize = 16 * 1024 * 1024;

/// Items, one after the other.
pub type Items<'a> = Box<dyn Iterator<Item = Item> + 'a>;

/// Reads one file or stream. `path` is as it shall be shown (`-` for standard input); its ending says the
/// format unless `config.format` does, else the content. Packed bytes (`.gz`, `.zst`) are known by content.
pub fn documents<'a>(bytes: Box<dyn BufRead + 'a>, path: &str, config: &'a Config) -> Items<'a> {
    let origin = Origin { path: path.to_owned(), config };
    match unpack::open(bytes, &origin) {
        Ok((head, bytes)) => {
            let by_content = || FORMATS.iter().find(|e| (e.looks_like)(&head)).map(|e| e.format);
            let format = config.format.or_else(|| Format::by_ending(path)).or_else(by_content);
            (format.unwrap_or(Format::Plain).entry().read)(bytes, origin)
        }
        Err(note) => Box::new(std::iter::once(Item::Note(note))),
    }
}

/// Where the bytes come from and how they are to be read: what every reader needs besides them.
#[derive(Clone)]
struct Origin<'a> {
    path: String,
    config: &'a Config,
}

impl Origin<'_> {
    fn note(&self, line: Option<u64>, what: NoteCode, message: impl Into<String>) -> Note {
        Note { doc: None, path: Some(self.path.clone()), line, what, message: message.into() }
    }

    fn item(&self, line: Option<u64>, what: NoteCode, message: impl Into<String>) -> Item {
        Item::Note(self.note(line, what, message))
    }
}

/// "200 MB", "25 kB": a size as a person says it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

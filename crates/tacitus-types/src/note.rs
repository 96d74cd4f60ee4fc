//! What is worth telling but did not stop the work.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The fixed list of things that can be noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoteCode {
    /// Could not be opened or read to its end.
    Unreadable,
    /// Holds no text at all.
    Empty,
    /// Is no text (a picture, a program).
    Binary,
    /// Bytes that no encoding explains were replaced by U+FFFD; the document is read on.
    BrokenText,
    /// A line or row that is not of the declared form.
    Malformed,
    /// A line, page or file larger than is read.
    TooLarge,
    /// A page in which no article was found.
    NoArticle,
    /// A page nested deeper than is read.
    TooDeep,
    /// A record without the field that holds the text.
    NoText,
    /// A report in another language: set aside, no failure.
    OtherLanguage,
    /// No published date is known: dates in words stay unresolved.
    NoDate,
    /// A published date that does not parse or lies outside 1500 to 2200.
    BadDate,
    /// A folder that leads back to itself.
    Loop,
    /// A file whose ending names no known form.
    UnknownFormat,
    /// Held back by `--only`.
    Filtered,
    /// A sentence so long that it was read in overlapping parts.
    LongSentence,
    /// Came too long after its date for the ledger to count it as of that day.
    Late,
    /// A fault of this program stopped the reading of this document.
    Fault,
}

impl NoteCode {
    /// Does this mean that an input could not be read (exit code 2)?
    pub fn is_failure(self) -> bool {
        use NoteCode::*;
        matches!(
            self,
            Unreadable | Empty | Binary | Malformed | TooLarge | NoArticle | TooDeep | NoText | Fault
        )
    }

    /// Its name in records and messages, as serde writes it.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// Something worth telling, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Id of the document it is about, if it became one.
    pub doc: Option<String>,
    /// File.
    pub path: Option<String>,
    /// Line or row, from 1.
    pub line: Option<u64>,
    /// Which of the fixed list.
    pub what: NoteCode,
    /// One sentence for a person: what was wrong and, where something can be done, what.
    pub message: String,
}

/// A value and what is to be told of its making.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Noted<T> {
    /// The value.
    pub value: T,
    /// What is to be told.
    pub notes: Vec<Note>,
}

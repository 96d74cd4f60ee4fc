//! Takes a record of theirs (a JSON object, a table row) and finds our fields in it.
//!
//! A field that the user maps is looked for there and nowhere else; the others under their usual names. It
//! never guesses from values.
//!
//! Example: in `{"headline": "...", "meta": {"day": "2008-03-27"}}` the title is found by itself, the
//! published date with `--field published=meta.day`.

use super::make::{Day, Raw};
use super::{Config, Origin, published};
use crate::{Basis, NoteCode};

/// A field of the document record that a record of theirs can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The report itself.
    Text,
    /// Headline.
    Title,
    /// The user's identifier.
    Key,
    /// Outlet.
    Source,
    /// Address.
    Url,
    /// Language.
    Lang,
    /// The day it appeared.
    Published,
}

/// All about one field.
pub struct FieldEntry {
    /// Which.
    pub field: Field,
    /// Its name in the record and for `--field`.
    pub name: &'static str,
    /// Where it is looked for if the user does not say: the first that is filled. Capitals do not count.
    pub usual: &'static [&'static str],
}

/// The fields, with the names under which news collections and interfaces have them.
pub const FIELDS: &[FieldEntry] = &[
    FieldEntry {
        field: Field::Text,
        name: "text",
        usual: &["text", "content", "body", "article", "fulltext"],
    },
    FieldEntry { field: Field::Title, name: "title", usual: &["title", "headline"] },
    FieldEntry { field: Field::Key, name: "key", usual: &["key", "id", "doc_id"] },
    FieldEntry {
        field: Field::Source,
        name: "source",
        usual: &["source", "source.name", "outlet", "publisher", "publisher.name"],
    },
    FieldEntry { field: Field::Url, name: "url", usual: &["url", "link"] },
    FieldEntry { field: Field::Lang, name: "lang", usual: &["lang", "language"] },
    FieldEntry {
        field: Field::Published,
        name: "published",
        usual: &["published", "date", "pubDate", "datetime", "published_at", "publishedAt", "date_published"],
    },
];

impl Field {
    /// Its entry in [`FIELDS`].
    pub fn entry(self) -> &'static FieldEntry {
        FIELDS.iter().find(|e| e.field == self).expect("every field has its entry in FIELDS")
    }
}

impl std::str::FromStr for Field {
    type Err = String;
    fn from_str(s: &str) -> Result<Field, String> {
        FIELDS.iter().find(|e| e.name == s).map(|e| e.field).ok_or_else(|| {
            let names: Vec<String> = FIELDS.iter().map(|e| format!("`{}`", e.name)).collect();
            format!("`{s}` is no field of a document; it is one of {}", names.join(", "))
        })
    }
}

/// A record of theirs: what stands under a name (dotted) of theirs, all its values if it is a list.
pub(super) struct Theirs<'r> {
    /// The values under this name, as text; empty when there is none or it is null.
    pub get: &'r dyn Fn(&str) -> Vec<String>,
    /// The names it has, in its order, for messages.
    pub names: &'r dyn Fn() -> Vec<String>,
}

impl Theirs<'_> {
    /// Is it held back by `--only`?
    pub fn held_back(&self, config: &Config) -> Option<String> {
        let fails = |(name, value): &&(String, String)| !(self.get)(name).contains(value);
        config.only.iter().find(fails).map(|(name, value)| format!("held back by `--only {name}={value}`"))
    }

    fn find(&self, field: Field, config: &Config) -> Option<(String, Basis)> {
        let joint = if field == Field::Text { "\n" } else { "; " };
        let filled = |name: &str| {
            let value = (self.get)(name).join(joint);
            (!value.trim().is_empty()).then_some(value)
        };
        match config.fields.iter().find(|(f, _)| *f == field) {
            Some((_, theirs)) => filled(theirs).map(|value| (value, Basis::Given)),
            None => field.entry().usual.iter().find_map(|n| filled(n)).map(|value| (value, Basis::Stated)),
        }
    }

    /// The document's parts, or why there is none. `n_broken`: places of broken bytes in the record.
    pub fn raw(&self, line: u64, n_broken: usize, origin: &Origin<'_>) -> Result<Raw, super::Item> {
        let config = origin.config;
        let filtered = |why| origin.item(Some(line), NoteCode::Filtered, why);
        if let Some(why) = self.held_back(config) {
            return Err(filtered(why));
        }
        let get = |field| self.find(field, config).map(|(value, _)| value);
        let Some(text) = get(Field::Text) else {
            let message = no_text(config, &(self.names)());
            return Err(origin.item(Some(line), NoteCode::NoText, message));
        };
        let day = match self.find(Field::Published, config) {
            Some((value, basis)) => match published::parse(&value) {
                Some(date) => Day::Known(date, basis),
                None => Day::Bad(value),
            },
            None => Day::Unsaid,
        };
        Ok(Raw {
            line: Some(line),
            text,
            key: get(Field::Key),
            source: get(Field::Source),
            url: get(Field::Url),
            title: get(Field::Title),
            lang: get(Field::Lang),
            day,
            n_broken,
        })
    }
}

/// What to do when the text is not found: says where it was looked for, and what there is.
pub(super) fn no_text(config: &Config, names: &[String]) -> String {
    const SHOWN: usize = 12;
    let quoted = |names: &[String]| names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    let has = match names.len() {
        0 => "it has no fields".to_owned(),
        n if n > SHOWN => format!("it has {} and {} more", quoted(&names[..SHOWN]), n - SHOWN),
        _ => format!("it has {}", quoted(names)),
    };
    match config.fields.iter().find(|(f, _)| *f == Field::Text) {
        Some((_, theirs)) => format!("no text under `{theirs}`; {has}"),
        None => {
            let usual: Vec<String> = Field::Text.entry().usual.iter().map(|n| n.to_string()).collect();
            format!(
                "no text under {}; {has}: name the one that holds the text with `--field text=NAME`",
                quoted(&usual)
            )
        }
    }
}

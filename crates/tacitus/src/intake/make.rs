//! Takes the parts of one report, however they were come by, and makes the document.
//!
//! Here the same things happen to every format: line ends made even, another language set aside, the
//! dateline found, the published date settled, the ids reckoned. It never changes a word.
//!
//! Example: the text "KABUL, March 27, 2008 (Reuters) - Two soldiers ..." without any other date becomes a
//! document published on 2008-03-27, `stated`.

use super::{Item, Origin, dateline, encoding, language};
use crate::{Basis, Document, Note, NoteCode, Published};
use jiff::civil::Date;

/// The parts of one report.
pub(super) struct Raw {
    pub line: Option<u64>,
    pub text: String,
    pub key: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    /// As the input says it, if it does.
    pub lang: Option<String>,
    pub day: Day,
    /// Places of broken bytes.
    pub n_broken: usize,
}

/// What a report says about the day it appeared.
pub(super) enum Day {
    Unsaid,
    Known(Date, Basis),
    /// Something that is no date.
    Bad(String),
}

/// The years in which a report can have appeared; outside, the date is a slip or a filler (0001-01-01).
const YEARS: std::ops::RangeInclusive<i16> = 1500..=2200;

/// The document, or the note that it is in another language.
pub(super) fn document(raw: Raw, origin: &Origin<'_>) -> Item {
    let text = encoding::line_ends(raw.text);
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.trim().is_empty() {
        return origin.item(raw.line, NoteCode::NoText, "the text is empty");
    }
    let lang = match language::of(&text, raw.lang.as_deref()) {
        language::Verdict::English => Some("en".to_owned()),
        language::Verdict::Other(code) if origin.config.all_languages => Some(code),
        language::Verdict::Other(code) => {
            let message = format!("the report is in another language (`{code}`): only English is read");
            return origin.item(raw.line, NoteCode::OtherLanguage, message);
        }
    };
    let dateline = dateline::find(&text);
    let (published, problem) =
        settle(raw.day, dateline.as_ref().and_then(|d| d.date), origin.config.published);
    let text_id = text_id(&text);
    let (source, key, title) = (tidy(raw.source), tidy(raw.key), tidy(raw.title));
    let id = document_id(&text, source.as_deref(), published.date, key.as_deref());
    let mut notes = Vec::new();
    let mut note = |(what, message)| {
        notes.push(Note { doc: Some(id.clone()), ..origin.note(raw.line, what, message) });
    };
    if raw.n_broken > 0 {
        let n = raw.n_broken;
        let places = if n == 1 { "one place" } else { &format!("{n} places") };
        let message =
            format!("bytes in {places} fit no encoding and were replaced by `\u{fffd}`: the rest is read");
        note((NoteCode::BrokenText, message));
    }
    problem.map(&mut note);
    let path = Some(origin.path.clone());
    let url = tidy(raw.url);
    let dateline = dateline.map(|d| d.span);
    let line = raw.line;
    let doc = Document { id, text_id, key, path, line, source, url, title, lang, published, dateline, text };
    Item::Document(doc, notes)
}

/// The published date: what the report says, else its dateline, else what the user says.
fn settle(day: Day, dateline: Option<Date>, given: Option<Date>) -> (Published, Option<(NoteCode, String)>) {
    let else_date = dateline.map(|d| (d, Basis::Stated)).or(given.map(|d| (d, Basis::Given)));
    let otherwise = match else_date {
        Some((date, basis)) => Published { date: Some(date), basis },
        None => Published { date: None, basis: Basis::Unknown },
    };
    let bad = |value: &str| {
        let so = match else_date {
            Some((date, _)) => format!("{date} is taken instead"),
            None => "the report is read without a date".to_owned(),
        };
        let shown: String = value.trim().chars().take(60).collect();
        let message = format!("`{shown}` is no date (write it `2008-03-27`): {so}");
        Some((NoteCode::BadDate, message))
    };
    match day {
        Day::Known(date, basis) if YEARS.contains(&date.year()) => {
            (Published { date: Some(date), basis }, None)
        }
        Day::Known(date, _) => (otherwise, bad(&date.to_string())),
        Day::Bad(value) => (otherwise, bad(&value)),
        Day::Unsaid if otherwise.date.is_some() => (otherwise, None),
        Day::Unsaid => {
            let message = "no published date: words like `yesterday` stay unresolved; give it with \
                           `--published DATE` or `--field published=NAME`";
            (otherwise, Some((NoteCode::NoDate, message.to_owned())))
        }
    }
}

fn tidy(value: Option<String>) -> Option<String> {
    value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty())
}

/// Hash of the text alone: 32 hexadecimal digits.
pub fn text_id(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}

/// Hash of a report: 32 hexadecimal digits over text, source, published date and key, each with its length
/// before it, so that no two different reports are written alike.
pub fn document_id(text: &str, source: Option<&str>, published: Option<Date>, key: Option<&str>) -> String {
    let published = published.map(|d| d.to_string());
    let mut hasher = blake3::Hasher::new();
    for part in [Some(text), source, published.as_deref(), key] {
        match part {
            Some(part) => {
                hasher.update(&[1]);
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
            None => {
                hasher.update(&[0]);
            }
        }
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_tell_apart_what_differs() {
        let day = jiff::civil::date(2008, 3, 27);
        let all = [
            document_id("a", None, None, None),
            document_id("a", Some(""), None, None),
            document_id("a", Some("b"), None, None),
            document_id("a", None, None, Some("b")),
            document_id("a", None, Some(day), None),
            document_id("a", Some("2008-03-27"), None, None),
            document_id("ab", None, None, None),
        ];
        let mut one_each = all.to_vec();
        one_each.sort();
        one_each.dedup();
        assert_eq!(one_each.len(), all.len());
        assert_eq!(all[0].len(), 32);
        assert_eq!(text_id("a").len(), 32);
    }
}

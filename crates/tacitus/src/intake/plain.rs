//! Takes a file of nothing but words and gives one document: its text is the whole file.
//!
//! A headline and a day near the head are recognised where they are plain to see; they stay in the text. It
//! never cuts, joins or reorders anything.
//!
//! Example: "Two die in Kabul", a blank line, "KABUL, March 27 (AP) - Two ..." has the title "Two die in
//! Kabul".

use super::make::{Day, Raw};
use super::{HEAD, Items, MAX_RECORD, Origin, dateline, encoding, make, published, size, unpack};
use crate::{Basis, NoteCode};
use std::io::{self, BufRead, Read};

/// Longest headline, in characters.
const LONGEST_TITLE: usize = 150;

/// In how many lines with something in them a day is looked for.
const N_DATE_LINES: usize = 6;

pub(super) fn read<'a>(bytes: Box<dyn BufRead + 'a>, origin: Origin<'a>) -> Items<'a> {
    let item = match whole(bytes, MAX_RECORD) {
        Ok(Some(bytes)) => {
            let decoded = encoding::decode(&bytes, None);
            let text = encoding::line_ends(decoded.text);
            let day = day(&text).map_or(Day::Unsaid, |date| Day::Known(date, Basis::Stated));
            let raw = Raw {
                line: None,
                title: title(&text).map(str::to_owned),
                text,
                key: None,
                source: None,
                url: None,
                lang: None,
                day,
                n_broken: decoded.n_broken,
            };
            make::document(raw, &origin)
        }
        Ok(None) => origin.item(None, NoteCode::TooLarge, too_large(MAX_RECORD)),
        Err(e) => origin.item(None, NoteCode::Unreadable, unpack::unreadable(None, &e)),
    };
    Box::new(std::iter::once(item))
}

/// All bytes, or `None` if there are more than `limit`: then no more than that is ever held.
pub(super) fn whole(bytes: Box<dyn BufRead + '_>, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut all = Vec::with_capacity(HEAD);
    bytes.take(limit as u64 + 1).read_to_end(&mut all)?;
    Ok((all.len() <= limit).then_some(all))
}

pub(super) fn too_large(limit: usize) -> String {
    format!("longer than the {} that are read as one report: cut it into reports", size(limit as u64))
}

/// A short first line of several words that is no sentence, with a blank line and more text after it.
fn title(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let (first, rest) = text.split_once('\n')?;
    let first = first.trim();
    let (gap, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let apart = gap.trim().is_empty() && !after.trim().is_empty();
    let ends_open = !first.ends_with(['.', ',', ';', ':', '-', '—', '–']);
    let no_other = published::of_line(first).is_none() && dateline::find(first).is_none();
    let n_words = first.split_whitespace().count();
    (apart && ends_open && n_words > 1 && first.chars().count() <= LONGEST_TITLE && no_other).then_some(first)
}

/// The day on a line near the head that is nothing but a date.
fn day(text: &str) -> Option<jiff::civil::Date> {
    text.lines().filter(|l| !l.trim().is_empty()).take(N_DATE_LINES).find_map(published::of_line)
}

//! Takes a text and finds the dateline at its head: place, day, agency, up to the dash.
//!
//! A name alone is a place only in capitals; in ordinary letters an agency or a day must stand beside it.
//! It never looks further than the first few lines, and never changes the text.
//!
//! Example: in "KABUL, March 27, 2008 (Reuters) - Two soldiers died." all up to the dash, and the day.

use super::published;
use crate::Span;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// A dateline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// From the place to the dash, both included.
    pub span: Span,
    /// The day, when it is given with its year.
    pub date: Option<Date>,
}

/// How many lines with something in them are looked at: headline, author, day come before.
const N_LINES: usize = 6;

/// Longest dateline, in bytes.
const LONGEST: usize = 120;

/// Words in capitals at the head of a report that are labels or bodies, not places.
const NOT_PLACES: &[&str] = &[
    "ADVISORY",
    "ALERT",
    "ANALYSIS",
    "ASEAN",
    "ATTENTION",
    "BACKGROUND",
    "BREAKING",
    "BRIEF",
    "CHOGM",
    "COMMENT",
    "CORRECTED",
    "CORRECTION",
    "COVID",
    "DEVELOPING",
    "EDITORIAL",
    "ECOWAS",
    "EXCLUSIVE",
    "EXPLAINER",
    "FACTBOX",
    "FEATURE",
    "FIFA",
    "FLASH",
    "GRAPHIC",
    "IMPORTANT",
    "INTERVIEW",
    "JUST",
    "LIVE",
    "NASA",
    "NATO",
    "NEWS",
    "NOTE",
    "OPEC",
    "OPINION",
    "PHOTO",
    "PHOTOS",
    "PODCAST",
    "PRESS",
    "PROFILE",
    "QUOTES",
    "REFILE",
    "REPORT",
    "SARS",
    "SPECIAL",
    "SUMMARY",
    "TIMELINE",
    "TOPIC",
    "UEFA",
    "UNESCO",
    "UNHCR",
    "UNICEF",
    "UPDATE",
    "UPDATED",
    "URGENT",
    "VIDEO",
    "WARNING",
    "WATCH",
    "WRAPUP",
];

/// Small words within names of places.
const JOINS: &[&str] = &["al", "am", "au", "de", "del", "el", "la", "of", "sur", "the", "upon"];

/// Agencies that are not written in capitals alone. With one of them, or with a day, a name in ordinary
/// letters is a place.
const AGENCIES: &[&str] = &[
    "Anadolu",
    "Bernama",
    "Deutsche Presse-Agentur",
    "Interfax",
    "Itar-Tass",
    "Kyodo",
    "News24",
    "Pajhwok",
    "Petra",
    "Reuters",
    "Tanjug",
    "Tass",
    "Thomson Reuters",
    "Thomson Reuters Foundation",
    "Xinhua",
    "Yonhap",
];

/// What closes it: a dash between blanks (as agencies set it), a double one, a long one, a colon.
static CLOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\A(?P<mark>\s*--+|\s+[-–_]|\s*—|:)(?:\s|\z|[A-Z“”])")
        .expect("the closing mark is a regular expression")
});

/// A day with its month, perhaps with year and weekday.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    let month = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]+|\.)?";
    let day = r"[0-9]{1,2}(?:st|nd|rd|th)?";
    let week = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?";
    let pattern = format!(r"(?i)\A{week}(?:{month}\s+{day}|{day}\s+{month})(?:,?\s+[12][0-9]{{3}})?\b\.?");
    Regex::new(&pattern).expect("a day is a regular expression")
});

/// The dateline, if there is one.
///
/// ```
/// use tacitus::intake::dateline::find;
/// let text = "Two die in Kabul\n\nKABUL (AP) — Two soldiers died.";
/// assert_eq!(find(text).map(|d| d.span.of(text)), Some("KABUL (AP) —"));
/// assert_eq!(find("UPDATE - Two soldiers died."), None);
/// ```
pub fn find(text: &str) -> Option<Dateline> {
    let mut start = 0;
    let mut n_lines = 0;
    for line in text.split_inclusive('\n') {
        let blank = line.trim_start();
        if !blank.is_empty() {
            let from = start + line.len() - blank.len();
            if let Some((len, date)) = at_head(blank) {
                return Some(Dateline { span: Span::new(from, from + len), date });
            }
            n_lines += 1;
        }
        start += line.len();
        if n_lines == N_LINES {
            break;
        }
    }
    None
}

/// Length and day of the dateline with which this line begins.
fn at_head(line: &str) -> Option<(usize, Option<Date>)> {
    let mut at = name(line)?;
    let mut head = Head { place: &line[..at], agency: None, day: None };
    while at <= LONGEST {
        let rest = &line[at..];
        if let Some(close) = CLOSE.captures(rest) {
            let mark = close.name("mark").expect("the pattern always captures its mark");
            let on = rest[mark.end()..].trim_start();
            // "Geneva, March 27 - April 3" is a span of days.
            let is = head.is_dateline(mark.as_str() == ":") && !DAY.is_match(on);
            return is.then(|| (at + mark.end(), head.day.and_then(published::parse)));
        }
        let gap = rest.len() - rest.trim_start_matches([',', ' ', ';']).len();
        let next = &rest[gap..];
        if let (None, Some(found)) = (head.day, DAY.find(next)) {
            head.day = Some(found.as_str());
            at += gap + found.end();
        } else if let (None, Some(inside)) = (head.agency, next.strip_prefix('(')) {
            let end = inside.find(')').filter(|&end| is_agency(&inside[..end]))?;
            head.agency = Some(&inside[..end]);
            at += gap + end + 2;
        } else if rest.starts_with(',') {
            at += gap + name(next)?; // the country, or a second place
        } else {
            return None;
        }
    }
    None
}

/// What stands before the closing mark.
struct Head<'t> {
    place: &'t str,
    agency: Option<&'t str>,
    day: Option<&'t str>,
}

impl Head<'_> {
    /// Is there enough to say that it is one?
    fn is_dateline(&self, colon: bool) -> bool {
        let capitals =
            |text: &str| text.split(' ').all(|w| JOINS.contains(&w) || !w.contains(char::is_lowercase));
        let n_letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        if self.place.split([' ', '/']).any(|word| NOT_PLACES.contains(&word)) {
            return false;
        }
        let known = |agency: &str| AGENCIES.contains(&agency) || (capitals(agency) && n_letters(agency) < 7);
        if self.day.is_some() || self.agency.is_some_and(|a| known(a) || a.split('/').any(known)) {
            return n_letters(self.place) > 2;
        }
        // A colon follows any label: only a longer name is taken for a place then.
        let fewest = if colon { 5 } else { 4 };
        capitals(self.place) && n_letters(self.place) >= fewest && !(colon && self.place.contains('-'))
    }
}

/// Length of the name at the head: up to five words that begin with capitals.
fn name(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut at = 0;
    for _ in 0..5 {
        let word = &text[at..];
        let len = word
            .find(|c: char| !(c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '/' | '-')))
            .unwrap_or(word.len());
        let word = word[..len].trim_end_matches(['-', '/']);
        // A hyphen that ends the word is the dash of a dateline set tight: "KABUL- Two".
        let joins = JOINS.contains(&word);
        if !(word.starts_with(char::is_uppercase) || (joins && end > 0)) || DAY.is_match(&text[at..]) {
            break;
        }
        if !joins {
            end = at + word.len();
        }
        at += word.len();
        if !text[at..].starts_with(' ') {
            break;
        }
        at += 1;
    }
    (end > 0).then_some(end)
}

/// What stands in the round brackets of a dateline: up to five words, the first with a capital, no sentence.
fn is_agency(inside: &str) -> bool {
    let words = inside.split([' ', '/', '-']).filter(|w| !w.is_empty()).count();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '/' | '-' | '.' | '&' | '\'');
    (1..=5).contains(&words) && inside.starts_with(char::is_uppercase) && inside.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_needs_its_year() {
        let date = |text| find(text).and_then(|d| d.date);
        assert_eq!(date("KABUL, March 27, 2008 (Reuters) - Two died."), Some(jiff::civil::date(2008, 3, 27)));
        assert_eq!(date("Baghdad, 27 March 2008 (IRIN) - Two died."), Some(jiff::civil::date(2008, 3, 27)));
        assert_eq!(date("KABUL, March 27 (Reuters) - Two died."), None);
    }
}

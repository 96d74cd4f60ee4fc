//! Takes what a report says about the day it appeared and gives the day, or nothing.
//!
//! Strict: one of the forms of [`FORMS`], whole, or it is no date; "03/04/2008" is none because it is two
//! days. A time and a zone may follow and do not shift the day: it stays the newsroom's own. It never reads
//! a clock.
//!
//! Example: `2008-03-27T23:30:00-05:00`, `Thu, 27 Mar 2008 23:30:00 GMT`, `March 27, 2008` and `20080327`
//! are all 2008-03-27.

use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// One way of writing a date.
struct Form {
    /// With the groups `y`, `m` (number or name), `d`, and perhaps `w` (weekday) and `time`.
    pattern: &'static str,
    /// Used for a line near the head of a text too: unmistakable there.
    in_text: bool,
}

/// Names of weekdays and months, short or long, with or without a full stop.
const WEEKDAY: &str = r"(?:(?P<w>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?";
const MONTH: &str = r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
/// What may follow a date: a time, and a zone.
const TIME: &str = r"(?:(?:,|\s+at|\s+-|\s+\|)?\s*[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?\s*(?:[ap]\.?m\.?)?(?:\s*\(?(?:[+-][0-9]{2}:?[0-9]{2}|[a-z]{1,5})\)?)*)?";
const ISO_TIME: &str = r"(?:(?:t|\s+)[0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]+)?)?)?\s*(?:z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?)?)?(?:\[[a-z_/+-]+\])?";

const FORMS: &[Form] = &[
    Form { pattern: r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})ISO_TIME", in_text: true },
    Form { pattern: r"(?P<y>[0-9]{4})/(?P<m>[0-9]{2})/(?P<d>[0-9]{2})ISO_TIME", in_text: true },
    // The compact form, as YYYYMMDDThhmmss too.
    Form { pattern: r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?:t?[0-9]{6}z?)?", in_text: false },
    Form {
        pattern: r"WEEKDAYMONTH\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{4})TIME",
        in_text: true,
    },
    // RFC 2822 is one of these.
    Form {
        pattern: r"WEEKDAY(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[\s-]+MONTH[\s,-]+(?P<y>[0-9]{4})TIME",
        in_text: true,
    },
];

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let parts = [("WEEKDAY", WEEKDAY), ("MONTH", MONTH), ("ISO_TIME", ISO_TIME), ("TIME", TIME)];
    let whole = |form: &Form| {
        let pattern = parts.iter().fold(form.pattern.to_owned(), |p, (name, part)| p.replace(name, part));
        Regex::new(&format!(r"(?i)\A(?:{pattern})\z")).expect("the forms of dates are regular expressions")
    };
    FORMS.iter().map(whole).collect()
});

/// The day, if the whole of `value` is a date.
///
/// ```
/// use tacitus::intake::published::parse;
/// assert_eq!(parse("Thu, 27 Mar 2008 23:30:00 GMT"), Some(jiff::civil::date(2008, 3, 27)));
/// assert_eq!(parse("03/04/2008"), None); // March or April?
/// assert_eq!(parse("2008-02-30"), None);
/// ```
pub fn parse(value: &str) -> Option<Date> {
    parse_as(value, |_| true)
}

/// The day, if this line of a text is nothing but a date, perhaps after "Published:" and the like.
pub(super) fn of_line(line: &str) -> Option<Date> {
    let line = line.trim();
    let label = |l: &&&str| line.get(..l.len()).is_some_and(|head| head.eq_ignore_ascii_case(l));
    let bare = match ["published", "posted", "date", "issued"].iter().find(label) {
        Some(l) => line[l.len()..].trim_start().trim_start_matches("on ").trim_start_matches([':', ' ']),
        None => line,
    };
    parse_as(bare, |form| form.in_text)
}

fn parse_as(value: &str, allowed: impl Fn(&Form) -> bool) -> Option<Date> {
    const LONGEST: usize = 80;
    let value = value.trim();
    if value.len() > LONGEST {
        return None;
    }
    let forms = FORMS.iter().zip(PATTERNS.iter()).filter(|(form, _)| allowed(form));
    forms.filter_map(|(_, pattern)| pattern.captures(value)).find_map(|found| date(&found))
}

fn date(found: &Captures<'_>) -> Option<Date> {
    let month = month(&found["m"])?;
    let date = Date::new(found["y"].parse().ok()?, month, found["d"].parse().ok()?).ok()?;
    let agrees = found.name("w").is_none_or(|w| weekday(w.as_str()) == Some(date.weekday()));
    agrees.then_some(date)
}

/// A month by number or by the first three letters of its name.
pub(super) fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let short = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|m| *m == short).map(|i| i as i8 + 1)
}

fn weekday(word: &str) -> Option<Weekday> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let short = word.get(..3)?.to_ascii_lowercase();
    let idx = DAYS.iter().position(|d| *d == short)?;
    Weekday::from_monday_zero_offset(idx as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_day_in_all_its_forms() {
        for form in [
            "2008-03-27",
            " 2008-03-27 ",
            "2008-03-27T23:30:00-05:00",
            "2008-03-27T23:30:00.123Z",
            "2008-03-27 23:30",
            "2008-03-27 23:30:00 UTC",
            "2008-03-27T23:30:00+01:00[Europe/Paris]",
            "2008/03/27",
            "20080327",
            "20080327T233000Z",
            "20080327233000",
            "Thu, 27 Mar 2008 23:30:00 +0000",
            "27 Mar 2008 23:30:00 GMT",
            "March 27, 2008",
            "Mar. 27, 2008",
            "March 27 2008",
            "march 27th, 2008",
            "Thursday, March 27, 2008",
            "March 27, 2008 11:30 p.m. EDT",
            "March 27, 2008 at 11:30 PM",
            "27 March 2008",
            "Thursday 27 March 2008",
            "27-Mar-2008",
        ] {
            assert_eq!(parse(form), Some(date(2008, 3, 27)), "{form}");
        }
    }

    #[test]
    fn what_is_no_day_or_more_than_one() {
        for form in [
            "",
            "2008",
            "March 2008",
            "2008-03",
            "03/27/2008",
            "27.03.2008",
            "2008-13-01",
            "2008-02-30",
            "20081327",
            "200803271",
            "yesterday",
            "Friday, March 27, 2008",
            "March 27",
            "27 Marchers 2008",
            "2008-03-27 and more",
            "1206576000",
            "32 March 2008",
            "2008-3-7",
            "٢٠٠٨-٠٣-٢٧",
        ] {
            assert_eq!(parse(form), None, "{form}");
        }
    }

    #[test]
    fn a_line_that_is_only_a_date() {
        for line in
            ["Published: 2008-03-27", "Published on March 27, 2008", "27 March 2008", "Date: 27 Mar 2008"]
        {
            assert_eq!(of_line(line), Some(date(2008, 3, 27)), "{line}");
        }
        for line in ["On March 27, 2008 troops left.", "20080327", "Published by us", "publishedé"] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }
}

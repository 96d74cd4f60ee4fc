//! Days, weeks and years: arithmetic on the calendar, and the way TIMEX3 writes them.
//!
//! Takes and gives civil dates only; knows no text. What lies outside years -9999 to 9999 is `None`.
//!
//! Example: Easter of 2008 is 23 March; `2008-03-23` lies in week `2008-W12`.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// Lengths of time, as `words.tsv` numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // they mean what they say
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Weekend,
    Night,
}

impl Unit {
    /// The unit of a row in `words.tsv`, with how many of it a word stands for ("fortnight": 2 weeks).
    pub fn of(value: i32) -> (Unit, i32) {
        match value {
            1 => (Unit::Second, 1),
            2 => (Unit::Minute, 1),
            3 => (Unit::Hour, 1),
            4 => (Unit::Day, 1),
            5 => (Unit::Week, 1),
            6 => (Unit::Month, 1),
            7 => (Unit::Quarter, 1),
            8 => (Unit::Year, 1),
            9 => (Unit::Decade, 1),
            10 => (Unit::Century, 1),
            11 => (Unit::Weekend, 1),
            12 => (Unit::Week, 2),
            13 => (Unit::Night, 1),
            _ => panic!("words.tsv: no unit {value}"),
        }
    }

    /// Mean length in hours: a month is a twelfth of 365.2425 days.
    pub fn hours(self) -> f64 {
        match self {
            Unit::Second => 1.0 / 3600.0,
            Unit::Minute => 1.0 / 60.0,
            Unit::Hour => 1.0,
            Unit::Day | Unit::Night => 24.0,
            Unit::Week => 168.0,
            Unit::Weekend => 48.0,
            Unit::Month => 730.485,
            Unit::Quarter => 2191.455,
            Unit::Year => 8765.82,
            Unit::Decade => 87658.2,
            Unit::Century => 876582.0,
        }
    }
}

/// This day, if there is one.
pub fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// `n` units later (earlier when negative). Short units than a day move by whole days.
pub fn shift(date: Date, n: i32, unit: Unit) -> Option<Date> {
    let span: Span = match unit {
        Unit::Second | Unit::Minute => return Some(date),
        Unit::Hour => Span::new().try_days(n / 24).ok()?,
        Unit::Day | Unit::Night => Span::new().try_days(n).ok()?,
        Unit::Week | Unit::Weekend => Span::new().try_weeks(n).ok()?,
        Unit::Month => Span::new().try_months(n).ok()?,
        Unit::Quarter => Span::new().try_months(n.checked_mul(3)?).ok()?,
        Unit::Year => Span::new().try_years(n).ok()?,
        Unit::Decade => Span::new().try_years(n.checked_mul(10)?).ok()?,
        Unit::Century => Span::new().try_years(n.checked_mul(100)?).ok()?,
    };
    date.checked_add(span).ok()
}

/// Days from `a` to `b`.
pub fn days_between(a: Date, b: Date) -> i64 {
    i64::from((b - a).get_days())
}

/// 1 = Monday.
pub fn weekday(date: Date) -> i32 {
    i32::from(date.weekday().to_monday_one_offset())
}

/// Monday of the week.
pub fn monday(date: Date) -> Option<Date> {
    shift(date, 1 - weekday(date), Unit::Day)
}

/// `2008-W12`.
pub fn week_value(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// `2008-03-23`.
pub fn day_value(date: Date) -> String {
    format!("{}-{:02}-{:02}", year_value(i32::from(date.year())), date.month(), date.day())
}

/// `2008`, or `BC0146` for the year 146 before Christ (which is the astronomical year -145).
pub fn year_value(year: i32) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - year) }
}

/// Western Easter Sunday, by the anonymous Gregorian computus.
pub fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(year, n / 31, n % 31 + 1)
}

/// The `n`th such weekday of a month; -1 is the last.
pub fn nth_weekday(year: i32, month: i32, weekday: i32, n: i32) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday.try_into().ok()?).ok()?;
    day(year, month, 1)?.nth_weekday_of_month(n.try_into().ok()?, weekday).ok()
}

/// The day of the tabular (civil) Islamic calendar in Gregorian terms. What is seen of the moon may differ by
/// a day or two from country to country.
pub fn islamic(year: i32, month: i32, d: i32) -> Option<Date> {
    let days = d + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30;
    // Day 0 of the count is 18 July 622, Gregorian; 1 Muharram 1 is the day after.
    day(622, 7, 18)?.checked_add(days.days()).ok()
}

/// First days of this Islamic month and day that fall near a Gregorian year: one or two, in order.
pub fn islamic_in(year: i32, month: i32, d: i32) -> Vec<Date> {
    let first = (year - 622) * 33 / 32;
    (first - 1..=first + 2)
        .filter_map(|y| islamic(y, month, d))
        .filter(|date| i32::from(date.year()) == year)
        .collect()
}

//! All rules that find times, and what several of them share.
//!
//! A rule is one record: name, kind, patterns, meaning; engine.rs tells how patterns are written. To add one,
//! put it into the file of its topic and write a yes and a no case into `tests/suite/date/`. Of two rules that
//! find the same words, the one that stands first here wins; of two that overlap, the one that finds more.
//!
//! Example: `date/days-ago` finds "three days ago" by `<n> <unit|units> ago`.

mod absolute;
mod clock;
mod length;
mod range;
mod relative;
mod vague;
mod weekday;

use super::calendar::{self as cal, Unit};
use super::engine::{self, Compiled, Hit, Rule};
use super::time::{Now, Tense, Time};
use jiff::civil::Date;
use std::sync::LazyLock;

const ALL: &[&[Rule]] = &[
    absolute::RULES,
    range::RULES,
    weekday::RULES,
    relative::RULES,
    clock::RULES,
    length::RULES,
    vague::RULES,
];

/// Every rule, read once.
pub static RULES: LazyLock<Vec<Compiled>> = LazyLock::new(|| engine::compile(ALL));

/// Words that patterns spell out.
pub fn literals() -> impl Iterator<Item = String> {
    engine::literals(ALL)
}

/// The day from which "the following day" is reckoned: the last one named before, else the report's.
fn base(now: &Now<'_>) -> Option<Date> {
    now.before.and_then(|t| t.to.or(t.from)).or(now.published)
}

/// The day from which "last month" is reckoned.
pub fn today(now: &Now<'_>) -> Option<Date> {
    if now.history { base(now) } else { now.published }
}

/// A day or month that is named without its year, in a report that tells of years long past: the first such
/// after what was named before, where a step back of up to five months still counts as the same year.
fn year_in_history(now: &Now<'_>, month: i32) -> Option<i32> {
    let before = now.before?.from?;
    let year = i32::from(before.year());
    Some(if month + 7 < i32::from(before.month()) { year + 1 } else { year })
}

/// Which year a month without one belongs to. The month before and the month after are the nearest ones, whatever
/// the tense; else tense decides, and where it says nothing, the nearer.
fn year_of_month(now: &Now<'_>, month: i32) -> Option<i32> {
    if now.history || now.published.is_none() {
        return year_in_history(now, month);
    }
    let today = now.published?;
    let (year, this) = (i32::from(today.year()), i32::from(today.month()));
    let ahead = (month - this).rem_euclid(12);
    let next = if month < this { year + 1 } else { year };
    Some(match now.tense {
        _ if ahead <= 1 => next,
        _ if ahead == 11 => next - 1,
        Tense::Future => next,
        Tense::Open if ahead < 6 => next,
        _ => next - 1,
    })
}

/// Which year a day without one belongs to. Who names a day of the last or next weeks without its year means
/// those, whatever the tense ("was told to leave by Jan. 14"); else tense decides, and without it the nearer.
fn year_of_day(now: &Now<'_>, month: i32, day: i32) -> Option<i32> {
    if now.history || now.published.is_none() {
        return year_in_history(now, month);
    }
    let today = now.published?;
    let year = i32::from(today.year());
    let ahead = |y: i32| cal::day(y, month, day).map(|d| cal::days_between(today, d));
    let next = (year - 1..=year + 1).find(|y| ahead(*y).is_some_and(|n| n >= 0)).unwrap_or(year);
    let to_come = ahead(next).unwrap_or(0);
    let gone = 365 - to_come;
    Some(match now.tense {
        _ if to_come <= NEAR_DAYS => next,
        _ if gone <= NEAR_DAYS => next - 1,
        Tense::Future => next,
        Tense::Open if to_come < gone => next,
        _ => next - 1,
    })
}

/// A day without a year that lies fewer days ahead or behind than this is not another year's.
const NEAR_DAYS: i64 = 60;

/// A day and month without a year.
fn day_without_year(now: &Now<'_>, month: i32, day: i32) -> Option<Time> {
    cal::day(2000, month, day)?;
    match year_of_day(now, month, day) {
        Some(year) => Some(Time::day(cal::day(year, month, day)?).anchored()),
        None => Some(Time::no_days(crate::Grain::Day, format!("XXXX-{month:02}-{day:02}"))),
    }
}

/// A unit this many units away from a day, as large as the unit is.
fn away(from: Option<Date>, n: i32, unit: Unit) -> Option<Time> {
    match from {
        Some(date) => Time::around_or_unknown(Some(cal::shift(date, n, unit)?), unit),
        None => Some(Time::unknown(unit)),
    }
}

/// A number of units before (negative) or after a day, as "three weeks ago" means it: grain of the unit.
fn reckoned(from: Option<Date>, n: Option<f64>, sign: i32, word: i32) -> Option<Time> {
    let (unit, times) = Unit::of(word);
    let Some(n) = n else {
        return Some(if sign < 0 { Time::vague("PAST_REF", from) } else { Time::vague("FUTURE_REF", from) });
    };
    let n = n * f64::from(times);
    if n.fract() != 0.0 {
        // "one and a half years ago": by months
        let months = match unit {
            Unit::Year => n * 12.0,
            Unit::Decade => n * 120.0,
            _ => return away(from, sign * n.round() as i32, unit),
        };
        return away(from, sign * months.round() as i32, Unit::Month);
    }
    if !(0.0..=10_000.0).contains(&n) {
        return None;
    }
    let n = n as i32;
    match unit {
        // "a decade ago" is a year, "two centuries ago" a century
        Unit::Decade => away(from, sign * n * 10, Unit::Year),
        Unit::Weekend => away(from, sign * n, Unit::Week),
        Unit::Second | Unit::Minute | Unit::Hour if n < 24 => {
            let mut time = Time::around_or_unknown(from, Unit::Day)?;
            time.grain = crate::Grain::Hour;
            Some(time)
        }
        _ => away(from, sign * n, unit),
    }
}

/// Is the word after (`next`) or before (`!next`) the reading one of these?
fn beside(h: &Hit<'_>, next: bool, words: &[&str]) -> bool {
    h.beside(next).is_some_and(|w| {
        let lower = h.text_of(w).to_ascii_lowercase();
        words.contains(&lower.as_str())
    })
}

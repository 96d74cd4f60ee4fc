//! What an expression of time means, and what it depends on.
//!
//! Takes days and units from the rules, gives [`Time`] values with their TIMEX3 spelling. It never looks at
//! words. A time whose anchor is not known keeps its grain and has no days.
//!
//! Example: March 2003 is 1 to 31 March 2003, grain month, value `2003-03`.

use super::calendar::{self as cal, Unit};
use crate::Grain;
use jiff::civil::Date;

/// When a sentence is written and what was spoken of before it.
#[derive(Clone, Debug)]
pub struct Now<'a> {
    /// The day of the report.
    pub published: Option<Date>,
    /// The last time named before.
    pub before: Option<&'a Time>,
    /// Was that in this sentence or the one before?
    pub near: bool,
    /// Of what the clause around speaks.
    pub tense: Tense,
    /// A report that tells of years long past reckons from what it named before, not from its own day.
    pub history: bool,
}

/// Does a clause speak of what was or of what will be?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Told as done.
    Past,
    /// Told as still to come.
    Future,
    /// Nothing says.
    Open,
}

/// A time as a rule makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// How coarse.
    pub grain: Grain,
    /// TIMEX3 value.
    pub value: String,
    /// For lengths.
    pub hours: Option<f64>,
    /// Reckoned from another date?
    pub anchored: bool,
    /// Can later words go back to it ("two days later")?
    pub point: bool,
}

impl Time {
    /// From one day to another, as a point in time.
    pub fn span(from: Date, to: Date, grain: Grain, value: String) -> Time {
        Time { from: Some(from), to: Some(to), grain, value, hours: None, anchored: false, point: true }
    }

    /// One day.
    pub fn day(date: Date) -> Time {
        Time::span(date, date, Grain::Day, cal::day_value(date))
    }

    /// The week around a day, Monday to Sunday.
    pub fn week(date: Date) -> Option<Time> {
        let monday = cal::monday(date)?;
        Some(Time::span(monday, cal::shift(monday, 6, Unit::Day)?, Grain::Week, cal::week_value(date)))
    }

    /// Saturday and Sunday of the week around a day.
    pub fn weekend(date: Date) -> Option<Time> {
        let monday = cal::monday(date)?;
        let (sat, sun) = (cal::shift(monday, 5, Unit::Day)?, cal::shift(monday, 6, Unit::Day)?);
        Some(Time::span(sat, sun, Grain::Day, format!("{}-WE", cal::week_value(date))))
    }

    /// A month.
    pub fn month(year: i32, month: i32) -> Option<Time> {
        let first = cal::day(year, month, 1)?;
        let value = format!("{}-{month:02}", cal::year_value(year));
        Some(Time::span(first, first.last_of_month(), Grain::Month, value))
    }

    /// A year; 0 is 1 BC.
    pub fn year(year: i32) -> Option<Time> {
        Time::years(year, year, Grain::Year, cal::year_value(year))
    }

    /// Whole years.
    pub fn years(first: i32, last: i32, grain: Grain, value: String) -> Option<Time> {
        Some(Time::span(cal::day(first, 1, 1)?, cal::day(last, 12, 31)?, grain, value))
    }

    /// A decade, by its first year.
    pub fn decade(first: i32) -> Option<Time> {
        Time::years(first, first + 9, Grain::Decade, format!("{:03}X", first.div_euclid(10)))
    }

    /// A century after Christ, by its number: 19 is 1801 to 1900, `18XX`.
    pub fn century(n: i32) -> Option<Time> {
        Time::years(n * 100 - 99, n * 100, Grain::Century, format!("{:02}XX", n - 1))
    }

    /// A quarter, 1 to 4.
    pub fn quarter(year: i32, n: i32) -> Option<Time> {
        let first = cal::day(year, n * 3 - 2, 1)?;
        let last = cal::day(year, n * 3, 1)?.last_of_month();
        Some(Time::span(first, last, Grain::Quarter, format!("{}-Q{n}", cal::year_value(year))))
    }

    /// A half-year, 1 or 2.
    pub fn half(year: i32, n: i32) -> Option<Time> {
        let first = cal::day(year, n * 6 - 5, 1)?;
        let last = cal::day(year, n * 6, 1)?.last_of_month();
        Some(Time::span(first, last, Grain::Season, format!("{}-H{n}", cal::year_value(year))))
    }

    /// A season of the north, 1 (spring) to 4 (winter, from December of the year on).
    pub fn season(year: i32, n: i32) -> Option<Time> {
        let first = cal::day(year, n * 3, 1)?;
        let last = cal::shift(first, 2, Unit::Month)?.last_of_month();
        let code = ["SP", "SU", "FA", "WI"][usize::try_from(n - 1).ok()?.min(3)];
        Some(Time::span(first, last, Grain::Season, format!("{}-{code}", cal::year_value(year))))
    }

    /// The stretch of this unit that a day lies in.
    pub fn around(date: Date, unit: Unit) -> Option<Time> {
        let (year, month) = (i32::from(date.year()), i32::from(date.month()));
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Some(Time::day(date)),
            Unit::Week => Time::week(date),
            Unit::Weekend => Time::weekend(date),
            Unit::Month => Time::month(year, month),
            Unit::Quarter => Time::quarter(year, (month + 2) / 3),
            Unit::Year => Time::year(year),
            Unit::Decade => Time::decade(year.div_euclid(10) * 10),
            Unit::Century => Time::century((year + 99) / 100),
        }
    }

    /// The same for a day that may not be known.
    pub fn around_or_unknown(date: Option<Date>, unit: Unit) -> Option<Time> {
        match date {
            Some(date) => Time::around(date, unit).map(Time::anchored),
            None => Some(Time::unknown(unit)),
        }
    }

    /// A point in time of this grain, not known which.
    pub fn unknown(unit: Unit) -> Time {
        let (value, grain) = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => ("XXXX-XX-XXTXX", Grain::Hour),
            Unit::Day | Unit::Night => ("XXXX-XX-XX", Grain::Day),
            Unit::Week => ("XXXX-WXX", Grain::Week),
            Unit::Weekend => ("XXXX-WXX-WE", Grain::Day),
            Unit::Month => ("XXXX-XX", Grain::Month),
            Unit::Quarter => ("XXXX-QX", Grain::Quarter),
            Unit::Year => ("XXXX", Grain::Year),
            Unit::Decade => ("XXXX", Grain::Decade),
            Unit::Century => ("XXXX", Grain::Century),
        };
        Time::no_days(grain, value)
    }

    /// A time without days.
    pub fn no_days(grain: Grain, value: impl Into<String>) -> Time {
        Time { from: None, to: None, grain, value: value.into(), hours: None, anchored: false, point: false }
    }

    /// The past, the present, the future, seen from the day of the report.
    pub fn vague(value: &str, published: Option<Date>) -> Time {
        let mut time = Time::no_days(Grain::Vague, value);
        time.from = published.filter(|_| value != "PAST_REF");
        time.to = published.filter(|_| value != "FUTURE_REF");
        time.anchored = published.is_some();
        time
    }

    /// A length; `None` = several.
    pub fn length(n: Option<f64>, unit: Unit) -> Time {
        let grain = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => Grain::Hour,
            Unit::Day | Unit::Night | Unit::Weekend => Grain::Day,
            Unit::Week => Grain::Week,
            Unit::Month => Grain::Month,
            Unit::Quarter => Grain::Quarter,
            Unit::Year => Grain::Year,
            Unit::Decade => Grain::Decade,
            Unit::Century => Grain::Century,
        };
        let mut time = Time::no_days(grain, length_value(n, unit));
        time.hours = n.map(|n| n * unit.hours());
        time
    }

    /// Marks it as reckoned from another date.
    pub fn anchored(mut self) -> Time {
        self.anchored = true;
        self
    }

    /// The same days under another TIMEX3 value.
    pub fn valued(mut self, value: String) -> Time {
        self.value = value;
        self
    }

    /// Only these of its days.
    pub fn only(mut self, from: Option<Date>, to: Option<Date>) -> Time {
        (self.from, self.to) = (from, to);
        self
    }
}

/// `P3D`, `PT5H30M`, `PXW`.
fn length_value(n: Option<f64>, unit: Unit) -> String {
    let (sign, times) = match unit {
        Unit::Second => ("TS", 1.0),
        Unit::Minute => ("TM", 1.0),
        Unit::Hour => ("TH", 1.0),
        Unit::Day => ("D", 1.0),
        Unit::Night => ("TNI", 1.0),
        Unit::Week => ("W", 1.0),
        Unit::Weekend => ("WE", 1.0),
        Unit::Month => ("M", 1.0),
        Unit::Quarter => ("Q", 1.0),
        Unit::Year => ("Y", 1.0),
        Unit::Decade => ("Y", 10.0),
        Unit::Century => ("Y", 100.0),
    };
    let (t, letter) = match sign.strip_prefix('T') {
        Some(rest) => ("T", rest),
        None => ("", sign),
    };
    let Some(n) = n else { return format!("P{t}X{letter}") };
    let n = n * times;
    if n == n.trunc() {
        return format!("P{t}{n}{letter}");
    }
    // Halves go into the next smaller unit where there is a whole number of it.
    match unit {
        Unit::Hour => format!("PT{}H{}M", n.trunc(), (n.fract() * 60.0).round()).replace("PT0H", "PT"),
        Unit::Year if (n.fract() * 12.0).fract() == 0.0 => {
            format!("P{}Y{}M", n.trunc(), n.fract() * 12.0).replace("P0Y", "P")
        }
        _ => format!("P{t}{n}{letter}"),
    }
}

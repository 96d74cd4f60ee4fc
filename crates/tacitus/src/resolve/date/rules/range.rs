//! From one time to another: one find with both ends, since it is one statement of when.
//!
//! The value is the two TIMEX3 values with a stroke between, as ISO 8601 writes intervals.
//!
//! Example: "from 3 to 5 May 2003" is `2003-05-03/2003-05-05`.

use super::super::calendar::{self as cal, Unit};
use super::super::engine::{Hit, OTHER, Rule};
use super::super::time::Time;
use super::{day_without_year, year_of_day};
use crate::Grain;

pub const RULES: &[Rule] = &[
    Rule {
        name: "date/days-of-month-year",
        gives: OTHER,
        patterns: &["the? <dd|ord> to|and|until|till|through|-|–|— the? <dd|ord> of? <month> ,? of? <yyyy>"],
        make: |h| days(h.value(3), h.value(2), h.value(0), h.value(1)),
    },
    Rule {
        name: "date/days-of-month",
        gives: OTHER,
        patterns: &["the? <dd|ord> to|and|until|till|through|-|–|— the? <dd|ord> of? <month>"],
        make: |h| days_without_year(h, h.value(2), h.value(0), h.value(1)),
    },
    Rule {
        name: "date/month-days-year",
        gives: OTHER,
        patterns: &["<month> <dd|ord> to|and|until|till|through|-|–|— <dd|ord> ,? <yyyy>"],
        make: |h| days(h.value(3), h.value(0), h.value(1), h.value(2)),
    },
    Rule {
        name: "date/month-days",
        gives: OTHER,
        patterns: &["<month> <dd|ord> ~-|– ~<dd|ord> !~-", "<month> <dd|ord> to|and|until|till|through|- <dd|ord> !<counted|month|units>"],
        make: |h| days_without_year(h, h.value(0), h.value(1), h.value(2)),
    },
    Rule {
        name: "date/months-of-year",
        gives: OTHER,
        patterns: &["<month> to|and|until|till|through|-|– <month> ,? of? <yyyy>"],
        make: |h| {
            let (a, b) = (Time::month(h.value(2), h.value(0))?, Time::month(h.value(2), h.value(1))?);
            join(a, b)
        },
    },
    Rule {
        name: "date/months",
        gives: OTHER,
        patterns: &["<month> through|-|– <month>"],
        make: |h| {
            let end = super::year_of_month(h.now, h.value(1))?;
            let start = if h.value(0) > h.value(1) { end - 1 } else { end };
            join(Time::month(start, h.value(0))?.anchored(), Time::month(end, h.value(1))?.anchored())
        },
    },
    Rule {
        name: "date/years",
        gives: OTHER,
        patterns: &["-!~- <yyyy> ~-|– ~<yyyy> !~-", "-!~- <yyyy> ~-|– ~<yy> !~-"],
        make: |h| {
            let (a, mut b) = (h.value(0), h.value(1));
            if h.n_digits(1) == 2 {
                b += a / 100 * 100;
            }
            let plausible = a < b && b - a < 200 && !super::beside(h, false, &["$", "£", "€", "no", "flight"]);
            if plausible { join(Time::year(a)?, Time::year(b)?) } else { None }
        },
    },
    Rule {
        name: "date/from-to",
        gives: OTHER,
        patterns: &[
            "[from] <:day|part|week|month|season|quarter|year|decade|century> to|until|till|through|- <:day|part|week|month|season|quarter|year|decade|century>",
            "[between] <:day|part|month|season|quarter|year|decade|century|week> and <:day|part|month|season|quarter|year|decade|century|week>",
            "<:day> through|to|until|- <:day>",
            "<:year> to|through|until|- <:year>",
            "<:decade> to|through|until|- <:decade>",
        ],
        make: |h| ends(h.time(0)?, h.time(1)?),
    },
    Rule {
        name: "date/clock-from-to",
        gives: OTHER,
        patterns: &["[from|between] <:clock> to|until|till|and|- <:clock>", "<:clock> to|until|till|- <:clock>"],
        make: |h| {
            let (a, b) = (h.time(0)?, h.time(1)?);
            let mut time = ends(a, b)?;
            time.grain = Grain::Hour;
            Some(time)
        },
    },
];

fn days(year: i32, month: i32, first: i32, last: i32) -> Option<Time> {
    if first >= last {
        return None;
    }
    join(Time::day(cal::day(year, month, first)?), Time::day(cal::day(year, month, last)?))
}

fn days_without_year(h: &Hit<'_>, month: i32, first: i32, last: i32) -> Option<Time> {
    if first >= last {
        return None;
    }
    match year_of_day(h.now, month, last) {
        Some(year) => Some(days(year, month, first, last)?.anchored()),
        None => {
            let (a, b) = (day_without_year(h.now, month, first)?, day_without_year(h.now, month, last)?);
            Some(Time::no_days(Grain::Day, format!("{}/{}", a.value, b.value)))
        }
    }
}

fn join(a: Time, b: Time) -> Option<Time> {
    let mut time = Time::span(a.from?, b.to?, a.grain.max(b.grain), format!("{}/{}", a.value, b.value));
    time.anchored = a.anchored || b.anchored;
    (time.from <= time.to).then_some(time)
}

/// Two ends, each read by itself. An end that was reckoned gives way to the other: "from March to June 2003"
/// is all in 2003, "Monday to Friday" ends after it began.
fn ends(a: Time, b: Time) -> Option<Time> {
    let (Some(first), Some(last)) = (a.from, b.to) else {
        return Some(Time::no_days(a.grain, format!("{}/{}", a.value, b.value)));
    };
    let again = |time: &Time, moved: jiff::civil::Date| {
        let unit = match time.grain {
            Grain::Month => Unit::Month,
            Grain::Year => Unit::Year,
            Grain::Day | Grain::Hour => Unit::Day,
            _ => return None,
        };
        Time::around(moved, unit).map(Time::anchored)
    };
    if a.anchored && !b.anchored && matches!(a.grain, Grain::Day | Grain::Month) {
        let year = i32::from(last.year()) - i32::from(first.year());
        let mut moved = cal::shift(first, year, Unit::Year)?;
        if moved > last {
            moved = cal::shift(moved, -1, Unit::Year)?;
        }
        return join(again(&a, moved)?, b);
    }
    if first <= last {
        return join(a, b);
    }
    if !b.anchored {
        return None;
    }
    let step = if cal::days_between(last, first) < 7 { (1, Unit::Week) } else { (1, Unit::Year) };
    let moved = again(&b, cal::shift(last, step.0, step.1)?)?;
    join(a, moved)
}

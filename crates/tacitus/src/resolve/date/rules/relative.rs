//! Times reckoned from the report's own day ("last month", "three days ago") or from a time named before
//! ("two days later", "the following year").
//!
//! Example: on 5 May 2023, "last month" is `2023-04`; after "27 March 2008", "two days later" is `2008-03-29`.

use super::super::calendar::{self as cal, Unit};
use super::super::engine::{DAY, DECADE, Hit, Kind, MONTH, OTHER, QUARTER, Rule, WEEK, YEAR};
use super::super::time::{Tense, Time};
use super::weekday::part;
use super::{away, base, reckoned, today};
use crate::Grain;

/// What "last week" or "this year" finds is used by other rules as any of these.
const STRETCH: Kind = WEEK | MONTH | YEAR | DECADE | QUARTER;

pub const RULES: &[Rule] = &[
    Rule {
        name: "date/today",
        gives: DAY,
        patterns: &["today"],
        make: |h| Time::around_or_unknown(h.now.published, Unit::Day),
    },
    Rule {
        name: "date/tonight",
        gives: DAY,
        patterns: &["tonight", "later|earlier tonight"],
        make: |h| part(Time::around_or_unknown(h.now.published, Unit::Day)?, 4),
    },
    Rule {
        name: "date/yesterday",
        gives: DAY,
        patterns: &["yesterday"],
        make: |h| away(h.now.published, -1, Unit::Day),
    },
    Rule {
        name: "date/tomorrow",
        gives: DAY,
        patterns: &["tomorrow"],
        make: |h| away(h.now.published, 1, Unit::Day),
    },
    Rule {
        name: "date/day-before-after",
        gives: DAY,
        patterns: &["the? day before|after <:day>", "the eve of <:day>"],
        make: |h| {
            let day = h.time(0)?;
            let forward = h.word("after");
            let from = if forward { day.to } else { day.from };
            away(from, if forward { 1 } else { -1 }, Unit::Day)
        },
    },
    Rule {
        name: "date/last-unit",
        gives: STRETCH,
        patterns: &["last <unit>", "the last week|month|year|weekend|quarter <unit>?"],
        make: last_unit,
    },
    Rule {
        name: "date/past-weekend",
        gives: WEEK,
        patterns: &["this? past weekend"],
        make: |h| away(h.now.published, -1, Unit::Weekend),
    },
    Rule {
        name: "date/this-unit",
        gives: STRETCH,
        patterns: &["this|current <unit>", "the current|present <unit>"],
        make: |h| {
            let (unit, _) = stretch(h.value(0))?;
            Time::around_or_unknown(h.now.published, unit)
        },
    },
    Rule {
        name: "date/weekend",
        gives: WEEK,
        patterns: &[
            "this weekend",
            "[over|during|on|at|in|of|by|for|through|before|after|until] the weekend",
        ],
        make: |h| {
            let Some(today) = h.now.published else { return Some(Time::unknown(Unit::Weekend)) };
            let back = h.now.tense != Tense::Future && cal::weekday(today) < 6;
            let back = back && !h.first_is("this");
            Time::weekend(cal::shift(today, if back { -7 } else { 0 }, Unit::Day)?).map(Time::anchored)
        },
    },
    Rule {
        name: "date/next-unit",
        gives: STRETCH,
        patterns: &["next|coming|upcoming <unit>", "the coming|upcoming <unit>"],
        make: |h| {
            let (unit, times) = stretch(h.value(0))?;
            away(today(h.now), times, unit)
        },
    },
    Rule {
        name: "date/unit-before-last",
        gives: STRETCH,
        patterns: &["the <unit> before last"],
        make: |h| away(h.now.published, -2, stretch(h.value(0))?.0),
    },
    Rule {
        name: "date/unit-after-next",
        gives: STRETCH,
        patterns: &["the <unit> after next"],
        make: |h| away(h.now.published, 2, stretch(h.value(0))?.0),
    },
    Rule {
        name: "date/earlier-later-this",
        gives: STRETCH,
        patterns: &["earlier|later ,? in? this <unit>"],
        make: |h| {
            let (unit, _) = stretch(h.value(0))?;
            let time = Time::around_or_unknown(h.now.published, unit)?;
            let (from, to) = (time.from, time.to);
            let later = h.word("later");
            Some(match h.now.published {
                None => time,
                Some(today) if later => time.only(Some(today), to),
                Some(today) => time.only(from, Some(today)),
            })
        },
    },
    Rule {
        name: "date/that-unit",
        gives: DAY | STRETCH,
        patterns: &[
            "that same? <unit> !~-",
            "the same <unit>",
            "earlier|later that same? <unit>",
            "earlier|later the same <unit>",
            "later|earlier in that|the <unit>",
        ],
        make: |h| {
            let (unit, _) = day_or_stretch(h.value(0))?;
            // "that day" goes back to something named; without it, nothing is known
            if h.now.before.is_none() && h.word("that") && h.now.published.is_none() {
                return Some(Time::unknown(unit));
            }
            Time::around_or_unknown(start(h), unit)
        },
    },
    Rule {
        name: "date/following-unit",
        gives: DAY | STRETCH,
        patterns: &["the following|next|subsequent <unit> !<n>", "the <unit> following|after !<:day>"],
        make: |h| {
            let (unit, times) = day_or_stretch(h.value(0))?;
            if h.word("after") && !ends_clause(h) {
                return None;
            }
            away(base(h.now), times, unit)
        },
    },
    Rule {
        name: "date/previous-unit",
        gives: DAY | STRETCH,
        patterns: &["the previous|preceding <unit>", "previous <unit>"],
        make: |h| {
            let (unit, times) = day_or_stretch(h.value(0))?;
            away(start(h), -times, unit)
        },
    },
    Rule {
        name: "date/unit-before",
        gives: DAY | STRETCH,
        patterns: &["the <unit> before|earlier"],
        make: |h| {
            let (unit, times) = day_or_stretch(h.value(0))?;
            if !ends_clause(h) {
                return None;
            }
            away(start(h), -times, unit)
        },
    },
    Rule {
        name: "date/ago",
        gives: DAY | STRETCH,
        patterns: &["<n> <unit|units> ago", "<n> <unit|units> back !to|into|in|from|and"],
        make: |h| reckoned(h.now.published, h.amount(0), -1, h.value(1)),
    },
    Rule {
        name: "date/long-ago",
        gives: OTHER,
        patterns: &["<units> ago", "long ago", "not? long ago"],
        make: |h| Some(Time::vague("PAST_REF", h.now.published)),
    },
    Rule {
        name: "date/from-now",
        gives: DAY | STRETCH,
        patterns: &["<n> <unit|units> from now|today", "[in] <n> <unit|units> '|’ ~s? time"],
        make: |h| reckoned(h.now.published, h.amount(0), 1, h.value(1)),
    },
    Rule {
        name: "date/later",
        gives: DAY | STRETCH,
        patterns: &["<n> more? <unit|units> later|afterward|afterwards|thereafter !than"],
        make: |h| reckoned(base(h.now), h.amount(0), 1, h.value(1)),
    },
    Rule {
        name: "date/units-later",
        gives: OTHER,
        patterns: &["<units> later|afterward|afterwards !than"],
        make: |_| Some(Time::vague("FUTURE_REF", None)),
    },
    Rule {
        name: "date/earlier",
        gives: DAY | STRETCH,
        patterns: &["<n> <unit|units> earlier|previously|beforehand !than", "<n> <unit|units> before"],
        make: |h| {
            if h.word("before") && !ends_clause(h) {
                return None;
            }
            reckoned(start(h), h.amount(0), -1, h.value(1))
        },
    },
    Rule {
        name: "date/units-from-day",
        gives: DAY | STRETCH,
        patterns: &[
            "<n> <unit|units> after|from <:day> !to|until|through|and",
            "<n> <unit|units> before|to <:day>",
        ],
        make: |h| {
            let day = h.time(2)?;
            let forward = h.word("after") || h.word("from");
            reckoned(
                if forward { day.to } else { day.from },
                h.amount(0),
                if forward { 1 } else { -1 },
                h.value(1),
            )
        },
    },
    Rule {
        name: "date/part-of-time",
        gives: STRETCH,
        patterns: &[
            "early|earlier|mid|middle|late|later ,? -? in? the? <:week|month|season|year|decade|century>",
            "the? beginning|start|outset|middle|midst|height|end|close|rest|remainder of <:week|month|season|year|decade|century|quarter>",
            "the? first|second|early|latter|last|late|final part|half|days|weeks|months|years of <:week|month|season|decade|century>",
            "the? early|latter|late|final part|days|weeks|months of <:year>",
            "the? first|last|final days|weeks|months of <:year>",
            "the early|mid|late -? <:week|month|season|year|decade|century>",
        ],
        make: part_of_time,
    },
    Rule {
        name: "date/end-of-unit",
        gives: STRETCH,
        patterns: &["the? end|beginning|start|middle of the <unit>", "<unit> ~- ~end"],
        make: |h| {
            let (unit, _) = stretch(h.value(0))?;
            let whole =
                Time::around_or_unknown(if h.now.history { base(h.now) } else { h.now.published }, unit)?;
            portion(
                whole,
                if h.word("end") {
                    2
                } else if h.word("middle") {
                    1
                } else {
                    0
                },
            )
        },
    },
    Rule {
        name: "date/first-days-of",
        gives: OTHER,
        patterns: &[
            "the? first|last|final <n> <units> of <:month|year|decade|century>",
            "the? last|final <unit> of <:month|year|decade|century>",
        ],
        make: first_days_of,
    },
    Rule {
        name: "date/nth-week-of",
        gives: WEEK,
        patterns: &["the? <ord> <unit> of|in <:month|year>"],
        make: |h| {
            let (whole, n) = (h.time(2)?, h.value(0));
            let (unit, _) = Unit::of(h.value(1));
            let first = cal::shift(whole.from?, n - 1, unit)?;
            let last = cal::shift(cal::shift(first, 1, unit)?, -1, Unit::Day)?;
            if last > whole.to? || matches!(unit, Unit::Year | Unit::Second | Unit::Minute | Unit::Hour) {
                return None;
            }
            let mut time = Time::around(first, unit)?.only(Some(first), Some(last));
            time.anchored = whole.anchored;
            Some(time)
        },
    },
    Rule {
        name: "date/day-of-relative-month",
        gives: DAY,
        patterns: &["the <ord> of last|this|next|that|the month"],
        make: |h| {
            let step = if h.word("last") { -1 } else { i32::from(h.word("next")) };
            let from = if h.word("that") { base(h.now) } else { h.now.published };
            let Some(from) = from else { return Some(Time::unknown(Unit::Day)) };
            let month = cal::shift(from.first_of_month(), step, Unit::Month)?;
            Some(
                Time::day(cal::day(i32::from(month.year()), i32::from(month.month()), h.value(0))?)
                    .anchored(),
            )
        },
    },
    Rule {
        name: "date/the-nth",
        gives: DAY,
        patterns: &["[on|by|until|since|from] the <ord>"],
        make: |h| {
            if !ends_clause(h) || h.n_digits(0) == 0 {
                return None;
            }
            let Some(from) = base(h.now) else {
                return Some(Time::no_days(Grain::Day, format!("XXXX-XX-{:02}", h.value(0))));
            };
            Some(Time::day(cal::day(i32::from(from.year()), i32::from(from.month()), h.value(0))?).anchored())
        },
    },
];

/// Units that "last", "this" and "next" go with; "this day", "next second" are other things.
fn stretch(word: i32) -> Option<(Unit, i32)> {
    let (unit, times) = Unit::of(word);
    (unit >= Unit::Week && unit != Unit::Night).then_some((unit, times))
}

fn day_or_stretch(word: i32) -> Option<(Unit, i32)> {
    let (unit, times) = Unit::of(word);
    (unit >= Unit::Day && unit != Unit::Night).then_some((unit, times))
}

/// First day of the last time named before, else the report's.
fn start(h: &Hit<'_>) -> Option<jiff::civil::Date> {
    h.now.before.and_then(|t| t.from.or(t.to)).or(h.now.published)
}

fn last_unit(h: &Hit<'_>) -> Option<Time> {
    if !h.has(0) {
        let unit = match () {
            () if h.word("week") => Unit::Week,
            () if h.word("month") => Unit::Month,
            () if h.word("quarter") => Unit::Quarter,
            () if h.word("weekend") => Unit::Weekend,
            () => Unit::Year,
        };
        return away(h.now.published, -1, unit);
    }
    let (unit, times) = stretch(h.value(0))?;
    away(h.now.published, -times, unit)
}

/// No further words belong to what was read: a mark, the end, or a word that begins something new.
fn ends_clause(h: &Hit<'_>) -> bool {
    h.beside(true).is_none_or(|w| !h.text_of(w).starts_with(char::is_alphanumeric))
        || super::beside(h, true, &["and", "but", "when", "in", "at", "for", "by", "with", "after"])
}

fn part_of_time(h: &Hit<'_>) -> Option<Time> {
    let whole = h.time(0)?;
    if h.word("days") || h.word("weeks") || h.word("months") {
        let (from, to) = (whole.from, whole.to);
        let (unit, n) = if h.word("days") {
            (Unit::Day, 7)
        } else if h.word("weeks") {
            (Unit::Week, 3)
        } else {
            (Unit::Month, 3)
        };
        let (Some(from), Some(to)) = (from, to) else { return Some(whole) };
        return Some(if h.word("first") || h.word("early") {
            whole.only(Some(from), Some(to.min(cal::shift(cal::shift(from, n, unit)?, -1, Unit::Day)?)))
        } else {
            whole.only(Some(from.max(cal::shift(cal::shift(to, -n, unit)?, 1, Unit::Day)?)), Some(to))
        });
    }
    if h.word("rest") || h.word("remainder") {
        let from = whole.from.max(h.now.published.filter(|p| whole.to.is_some_and(|to| *p <= to)));
        let to = whole.to;
        return Some(whole.only(from, to));
    }
    if h.word("height") {
        return Some(whole);
    }
    if h.word("half") {
        let (from, to) = (whole.from?, whole.to?);
        let days = cal::days_between(from, to) / 2;
        let middle = cal::shift(from, days as i32, Unit::Day)?;
        return Some(if h.word("second") || h.word("latter") || h.word("last") {
            whole.only(cal::shift(middle, 1, Unit::Day), Some(to))
        } else {
            whole.only(Some(from), Some(middle))
        });
    }
    let third = match () {
        () if h.word("middle") || h.word("mid") || h.word("midst") => 1,
        () if ["late", "later", "latter", "end", "close", "final", "last"].iter().any(|w| h.word(w)) => 2,
        () => 0,
    };
    portion(whole, third)
}

/// The early, middle or late third (0 to 2) of a stretch: whole months of a year, whole years of a decade, days
/// of everything shorter. The value stays the stretch's, as TIMEX3 has it.
fn portion(whole: Time, third: i32) -> Option<Time> {
    let (Some(from), Some(to)) = (whole.from, whole.to) else { return Some(whole) };
    let cut = |n: i32| match whole.grain {
        Grain::Year => cal::shift(from, n * 4, Unit::Month),
        Grain::Decade => cal::shift(from, [0, 4, 7, 10][n as usize], Unit::Year),
        Grain::Century => cal::shift(from, [0, 33, 67, 100][n as usize], Unit::Year),
        Grain::Season | Grain::Quarter => cal::shift(from, n, Unit::Month),
        _ => cal::shift(from, (cal::days_between(from, to) as i32 + 1) * n / 3, Unit::Day),
    };
    let first = cut(third)?;
    let last = if third == 2 { to } else { cal::shift(cut(third + 1)?, -1, Unit::Day)? };
    Some(whole.only(Some(first), Some(last.max(first))))
}

/// "the first two months of 1939": a length, with its days.
fn first_days_of(h: &Hit<'_>) -> Option<Time> {
    let single = !h.has(2);
    let (n, word, whole) =
        if single { (Some(1.0), h.value(0), h.time(1)?) } else { (h.amount(0), h.value(1), h.time(2)?) };
    let (unit, times) = Unit::of(word);
    let whole_days = (whole.from?, whole.to?);
    let count = n.map(|n| (n as i32).saturating_mul(times));
    let mut time = if single {
        Time::around(cal::shift(whole_days.1, -3.min(i32::from(unit != Unit::Day) * 3), Unit::Day)?, unit)?
    } else {
        Time::length(n.map(|n| n * f64::from(times)), unit)
    };
    if let Some(count) = count {
        if h.word("first") {
            time.from = Some(whole_days.0);
            time.to = cal::shift(cal::shift(whole_days.0, count, unit)?, -1, Unit::Day);
        } else {
            time.to = Some(whole_days.1);
            time.from = cal::shift(cal::shift(whole_days.1, 1, Unit::Day)?, -count, unit);
        }
    }
    time.anchored = whole.anchored;
    Some(time)
}

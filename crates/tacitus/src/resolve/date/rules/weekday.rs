//! Weekdays, and the parts of a day. Tense decides which Tuesday.
//!
//! Example: on Friday 5 May 2023, "met on Tuesday" is 2 May and "will meet on Tuesday" is 9 May.

use super::super::calendar::{self as cal, Unit};
use super::super::engine::{DATE, DAY, PART, Rule};
use super::super::time::{Now, Tense, Time};
use super::{base, today};
use crate::Grain;
use jiff::civil::Date;

pub const RULES: &[Rule] = &[
    Rule {
        name: "date/weekday-and-date",
        gives: DAY,
        // The number decides; the weekday is only named beside it.
        patterns: &["<weekday> ,? on? the? <:date>", "<weekday> ( <:date> )", "<:date> ,? <weekday>"],
        make: |h| h.time(1).or_else(|| h.time(0)),
    },
    Rule {
        name: "date/weekday",
        gives: DAY,
        patterns: &["-!black|bloody|super|good|ash|palm|holy|maundy|ruby|cyber|manic|giving <weekday> !<paper>"],
        make: |h| {
            if super::beside(h, true, &["night"]) && super::beside(h, false, &["the"]) {
                return None;
            }
            if h.belongs_to_past_event() {
                return weekday(&Now { tense: Tense::Past, ..h.now.clone() }, h.value(0));
            }
            weekday(h.now, h.value(0))
        },
    },
    Rule {
        name: "date/last-weekday",
        gives: DAY,
        patterns: &["last|past <weekday> !<paper>", "this past <weekday>"],
        make: |h| on(h.now.published, h.value(0), |today| {
            let back = (cal::weekday(today) - h.value(0)).rem_euclid(7);
            cal::shift(today, -(if back == 0 { 7 } else { back }), Unit::Day)
        }),
    },
    Rule {
        name: "date/next-weekday",
        gives: DAY,
        patterns: &["next <weekday> !<paper>"],
        // "next Friday", said on a Tuesday, is not this week's.
        make: |h| on(h.now.published, h.value(0), |today| {
            cal::shift(cal::monday(today)?, 6 + h.value(0), Unit::Day)
        }),
    },
    Rule {
        name: "date/this-weekday",
        gives: DAY,
        patterns: &["this|coming|upcoming <weekday> !<paper>"],
        make: |h| on(h.now.published, h.value(0), |today| {
            if h.now.tense == Tense::Past && h.first_is("this") {
                return cal::shift(cal::monday(today)?, h.value(0) - 1, Unit::Day);
            }
            cal::shift(today, (h.value(0) - cal::weekday(today)).rem_euclid(7), Unit::Day)
        }),
    },
    Rule {
        name: "date/following-weekday",
        gives: DAY,
        patterns: &["the following|next <weekday>", "following <weekday>"],
        make: |h| on(base(h.now), h.value(0), |day| {
            let ahead = (h.value(0) - cal::weekday(day)).rem_euclid(7);
            cal::shift(day, if ahead == 0 { 7 } else { ahead }, Unit::Day)
        }),
    },
    Rule {
        name: "date/previous-weekday",
        gives: DAY,
        patterns: &["the previous <weekday>"],
        make: |h| on(base(h.now), h.value(0), |day| {
            let back = (cal::weekday(day) - h.value(0)).rem_euclid(7);
            cal::shift(day, -(if back == 0 { 7 } else { back }), Unit::Day)
        }),
    },
    Rule {
        name: "date/weekday-of-week",
        gives: DAY,
        patterns: &["<weekday> of? last|this|next week", "last|this|next week ' s <weekday>"],
        make: |h| on(h.now.published, h.value(0), |today| {
            let weeks = match () {
                () if h.word("last") => -1,
                () if h.word("next") => 1,
                () => 0,
            };
            cal::shift(cal::monday(today)?, weeks * 7 + h.value(0) - 1, Unit::Day)
        }),
    },
    Rule {
        name: "date/day-part",
        gives: PART,
        patterns: &[
            "<:day> ,? <part> !prayers",
            "<:day> ,? early|late <part>",
            "<:day> in|at the? <part>",
            "<:day> ' s <part>",
        ],
        make: |h| part(h.time(0)?, h.value(1)),
    },
    Rule {
        name: "date/part-of-day",
        gives: PART,
        patterns: &["the? early|late? <part> of|on ,? <:day>", "<part> of <:day>", "early|late? in the <part> of|on <:day>"],
        make: |h| part(h.time(1)?, h.value(0)),
    },
    Rule {
        name: "date/early-hours",
        gives: PART,
        patterns: &["the? early|small|predawn|morning|wee hours of|on? <:day> morning?", "the? early morning hours of <:day>"],
        make: |h| part(h.time(0)?, 1),
    },
    Rule {
        name: "date/early-late-part",
        gives: PART,
        patterns: &["early|late|later|earlier ,? in? the? <:part>"],
        make: |h| h.time(0),
    },
    Rule {
        name: "date/this-part",
        gives: PART,
        patterns: &["this <part>", "early|late|earlier|later this <part>"],
        make: |h| part(Time::around_or_unknown(h.now.published, Unit::Day)?, h.value(0)),
    },
    Rule {
        name: "date/last-night",
        gives: PART,
        patterns: &["last night|evening"],
        make: |h| {
            let yesterday = h.now.published.and_then(|d| cal::shift(d, -1, Unit::Day));
            part(Time::around_or_unknown(yesterday, Unit::Day)?, if h.word("night") { 4 } else { 3 })
        },
    },
    Rule {
        name: "date/that-part",
        gives: PART,
        patterns: &["that|the same same? <part>", "the same <part>"],
        make: |h| part(Time::around_or_unknown(base(h.now), Unit::Day)?, h.value(0)),
    },
    Rule {
        name: "date/next-part",
        gives: PART,
        patterns: &["the next|following <part>", "early|late the next|following <part>"],
        make: |h| {
            let day = base(h.now).and_then(|d| cal::shift(d, 1, Unit::Day));
            part(Time::around_or_unknown(day, Unit::Day)?, h.value(0))
        },
    },
    Rule {
        name: "date/previous-part",
        gives: PART,
        patterns: &["the previous <part>", "the night|evening before !<cap>"],
        make: |h| {
            let day = base(h.now).and_then(|d| cal::shift(d, -1, Unit::Day));
            let n = if h.has(0) { h.value(0) } else if h.word("night") { 4 } else { 3 };
            part(Time::around_or_unknown(day, Unit::Day)?, n)
        },
    },
    Rule {
        name: "date/early-late-day",
        gives: DAY | DATE,
        patterns: &["early|late|earlier|later ,? on? <:day>"],
        make: |h| h.time(0),
    },
];

/// A day found from an anchor, or the weekday with its week open.
fn on(anchor: Option<Date>, weekday: i32, find: impl Fn(Date) -> Option<Date>) -> Option<Time> {
    match anchor {
        Some(day) => Some(Time::day(find(day)?).anchored()),
        None => Some(Time::no_days(Grain::Day, format!("XXXX-WXX-{weekday}"))),
    }
}

/// The last or the next such day, the report's own day counted in both.
fn weekday(now: &Now<'_>, weekday: i32) -> Option<Time> {
    if now.history {
        let near = now.before.filter(|t| t.grain == Grain::Day).and_then(|t| t.from);
        return on(near, weekday, |d| cal::shift(d, (weekday - cal::weekday(d)).rem_euclid(7), Unit::Day));
    }
    on(today(now), weekday, |today| {
        let ahead = (weekday - cal::weekday(today)).rem_euclid(7);
        let days = if now.tense == Tense::Future || ahead == 0 { ahead } else { ahead - 7 };
        cal::shift(today, days, Unit::Day)
    })
}

/// Morning, afternoon, evening or night of a day: `2000-01-07TEV`.
pub fn part(day: Time, n: i32) -> Option<Time> {
    let code = ["TMO", "TAF", "TEV", "TNI"][usize::try_from(n - 1).ok()?.min(3)];
    let value = match day.value.find('T') {
        Some(at) => format!("{}{code}", &day.value[..at]),
        None => format!("{}{code}", day.value),
    };
    Some(day.valued(value))
}


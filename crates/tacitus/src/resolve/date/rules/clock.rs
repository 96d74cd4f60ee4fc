//! Times of day.
//!
//! Example: on 5 May 2023, "at 10:30 a.m. on Thursday" is `2023-05-04T10:30`.

use super::super::calendar::Unit;
use super::super::engine::{CLOCK, Hit, Rule};
use super::super::time::Time;
use crate::Grain;

pub const RULES: &[Rule] = &[
    Rule {
        name: "date/clock-am-pm",
        gives: CLOCK,
        patterns: &[
            "<hh> ~. ~<min> a|p ~. ~m ~.? <zone>?",
            "<hh> ~: ~<min> a|p ~. ~m ~.? <zone>?",
            "<hh> ~:|. ~<min> am|pm <zone>?",
        ],
        make: |h| clock(h, half_day(h, h.value(0))?, h.value(1)),
    },
    Rule {
        name: "date/hour-am-pm",
        gives: CLOCK,
        patterns: &["<hh> a|p ~. ~m ~.? <zone>?", "<hh> am|pm <zone>?"],
        make: |h| clock(h, half_day(h, h.value(0))?, 0),
    },
    Rule {
        name: "date/clock-24",
        gives: CLOCK,
        patterns: &[
            "[at|by|around|about|until|till|from|to|before|after|between|since|and|of] <hh> ~:|. ~<min> !%|percent !~: !<counted|units>",
            "<hh> ~: ~<min> hours|hrs|hr|h|local !<counted>",
            "<hh> ~: ~<min> <zone>",
            "<hh> ~: ~<min> ~: ~<min>",
        ],
        make: |h| {
            let by_point = h.word(".") && !h.word("hours") && !h.has(2);
            if by_point && !super::beside(h, true, &[",", "on"]) { None } else { clock(h, h.value(0), h.value(1)) }
        },
    },
    Rule {
        name: "date/clock-four-digits",
        gives: CLOCK,
        patterns: &["<clock4> <zone>", "<clock4> hours|hrs|h local? time?"],
        make: |h| clock(h, h.value(0) / 100, h.value(0) % 100),
    },
    Rule {
        name: "date/o-clock",
        gives: CLOCK,
        patterns: &["<n> o ~'|’ ~clock"],
        make: |h| clock(h, Some(h.amount(0)?).filter(|n| n.fract() == 0.0 && *n <= 24.0)? as i32, 0),
    },
    Rule {
        name: "date/hour-in-the-morning",
        gives: CLOCK,
        patterns: &["<hh> in the <part>", "<hh> o ~'|’ ~clock in the <part>"],
        make: |h| {
            let hour = Some(h.value(0)).filter(|n| (1..=12).contains(n))?;
            clock(h, if h.value(1) > 1 && hour < 12 { hour + 12 } else { hour }, 0)
        },
    },
    Rule {
        name: "date/noon",
        gives: CLOCK,
        patterns: &["[at|by|until|till|before|after|around|about|since|from|to|near] noon|midday|midnight", "noon|midday|midnight <zone>", "12 noon"],
        make: |h| if h.word("midnight") { clock(h, 24, 0) } else { clock(h, 12, 0) },
    },
    Rule {
        name: "date/clock-day",
        gives: CLOCK,
        patterns: &["<:clock> local? time? ,? on|of? ,? <:day|part>", "midnight|noon|midday on|of? <:day|part>"],
        make: |h| {
            let (clock, day) = if h.has(1) { (h.time(0)?.value, h.time(1)?) } else {
                (if h.word("midnight") { "T24:00".to_owned() } else { "T12:00".to_owned() }, h.time(0)?)
            };
            on_day(&clock, day)
        },
    },
    Rule {
        name: "date/day-clock",
        gives: CLOCK,
        patterns: &["<:day|part> ,? at|by|around|about? <:clock>", "<:day|part> at midnight|noon|midday"],
        make: |h| {
            let clock = if h.has(1) { h.time(1)?.value } else if h.word("midnight") { "T24:00".to_owned() } else { "T12:00".to_owned() };
            on_day(&clock, h.time(0)?)
        },
    },
];

/// The hour of "10 p.m." on the 24-hour clock.
fn half_day(h: &Hit<'_>, hour: i32) -> Option<i32> {
    let hour = Some(hour).filter(|n| (1..=12).contains(n))?;
    let late = h.word("p") || h.word("pm");
    Some(match (hour, late) {
        (12, false) => 0,
        (12, true) => 12,
        (n, true) => n + 12,
        (n, false) => n,
    })
}

/// A time of day. The day is one named shortly before, else the report's.
fn clock(h: &Hit<'_>, hour: i32, minute: i32) -> Option<Time> {
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) || (h.glued() && !super::beside(h, false, &["(", "\"", "-"])) {
        return None;
    }
    let near = h.now.before.filter(|t| h.now.near && matches!(t.grain, Grain::Day | Grain::Hour)).and_then(|t| t.from);
    let day = Time::around_or_unknown(near.or(h.now.published), Unit::Day)?;
    on_day(&format!("T{hour:02}:{minute:02}"), day)
}

/// The clock part of a value, put on another day.
fn on_day(clock: &str, day: Time) -> Option<Time> {
    let clock = &clock[clock.find('T')?..];
    let date = day.value.split('T').next().unwrap_or_default().to_owned();
    let mut time = day.valued(format!("{date}{clock}"));
    time.grain = Grain::Hour;
    Some(time)
}

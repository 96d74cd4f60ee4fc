//! Lengths of time ("72 hours") and what comes back ("every day", "weekly").
//!
//! Example: "for three weeks" holds `P3W`, 504 hours; "every Tuesday" is `XXXX-WXX-2`.

use super::super::calendar::{self as cal, Unit};
use super::super::engine::{Hit, LENGTH, OTHER, Rule};
use super::super::lexicon::CAP;
use super::super::time::Time;
use crate::Grain;

pub const RULES: &[Rule] = &[
    Rule {
        name: "date/length",
        gives: LENGTH,
        patterns: &[
            "<n> <unit|units> !old !ago !~-",
            "<n> ~- ~<unit|units> !old !~-",
            "<n> - <unit|units> ~- ~long",
            "<n> <unit|units> long",
            "<n> more|additional|extra|further|full|long|straight|consecutive|whole|solid|entire|bloody|other <unit|units> !old",
        ],
        make: |h| length(h, h.amount(0), h.value(1)),
    },
    Rule {
        name: "date/length-another",
        gives: LENGTH,
        patterns: &[
            "another|an|one additional|extra? <unit> !old",
            "a full|whole|single|solid|entire <unit>",
        ],
        make: |h| length(h, Some(1.0), h.value(0)),
    },
    Rule {
        name: "date/length-another-n",
        gives: LENGTH,
        patterns: &["another <n> <unit|units>"],
        make: |h| length(h, h.amount(0), h.value(1)),
    },
    Rule {
        name: "date/length-and-a-half",
        gives: LENGTH,
        patterns: &["a|an|one <unit> and a half"],
        make: |h| length(h, Some(1.5), h.value(0)),
    },
    Rule {
        name: "date/length-hours-minutes",
        gives: LENGTH,
        patterns: &["<n> <unit|units> ,? and? <n> <unit|units> !old"],
        make: |h| {
            let (a, b) = (Unit::of(h.value(1)).0, Unit::of(h.value(3)).0);
            let parts = (length(h, h.amount(0), h.value(1))?, length(h, h.amount(2), h.value(3))?);
            let joined = matches!((a, b), (Unit::Hour, Unit::Minute) | (Unit::Minute, Unit::Second))
                || matches!(
                    (a, b),
                    (Unit::Year, Unit::Month | Unit::Week | Unit::Day) | (Unit::Month, Unit::Day)
                );
            let value = match parts.1.value.strip_prefix("PT") {
                Some(rest) if parts.0.value.starts_with("PT") => format!("{}{rest}", parts.0.value),
                _ => format!("{}{}", parts.0.value, parts.1.value.strip_prefix('P')?),
            };
            let hours = Some(parts.0.hours? + parts.1.hours?);
            joined.then(|| Time { hours, ..parts.0.valued(value) })
        },
    },
    Rule {
        name: "date/unit-long",
        gives: LENGTH,
        patterns: &["<unit> ~- ~long", "<unit> long"],
        make: |h| if h.glued() { None } else { length(h, Some(1.0), h.value(0)) },
    },
    Rule {
        name: "date/unit-long-word",
        gives: LENGTH,
        patterns: &["daylong|weeklong|monthlong|yearlong|hourlong|decadelong"],
        make: |h| {
            let unit = match () {
                () if h.word("daylong") => Unit::Day,
                () if h.word("weeklong") => Unit::Week,
                () if h.word("monthlong") => Unit::Month,
                () if h.word("hourlong") => Unit::Hour,
                () if h.word("decadelong") => Unit::Decade,
                () => Unit::Year,
            };
            Some(Time::length(Some(1.0), unit))
        },
    },
    Rule {
        name: "date/units",
        gives: LENGTH,
        patterns: &[
            "[for|in|after|within|during|over|take|takes|took|taken|lasted|last|spent|spend|lasting|through|despite] <units> \
             !later|earlier|ago|afterwards|afterward|old|before",
            "<units> [of] !age",
            "<units> ~- ~long|old",
            "[in|during|over|around|for|of] the <units> [before|after|following|since|leading|that|of|when|immediately]",
        ],
        make: |h| {
            let (unit, _) = Unit::of(h.value(0));
            let title = h.first().is(*CAP) && !h.at_start();
            (unit >= Unit::Hour && unit != Unit::Quarter && !h.glued() && !title)
                .then(|| Time::length(None, unit))
        },
    },
    Rule {
        name: "date/past-n",
        gives: OTHER,
        patterns: &[
            "the? last|past|previous|preceding|final <n> <unit|units>",
            "the <n> last|past|previous|preceding <units>",
        ],
        make: |h| stretch(h, h.amount(0), h.value(1), -1),
    },
    Rule {
        name: "date/past-one",
        gives: OTHER,
        patterns: &["the? past <unit>", "the last hour|decade|century"],
        make: |h| {
            let unit = match () {
                () if h.has(0) => h.value(0),
                () if h.word("hour") => 3,
                () if h.word("decade") => 9,
                () => 10,
            };
            if Unit::of(unit).0 == Unit::Weekend { None } else { stretch(h, Some(1.0), unit, -1) }
        },
    },
    Rule {
        name: "date/next-n",
        gives: OTHER,
        patterns: &[
            "the? next|coming|following|ensuing|subsequent <n> <unit|units>",
            "the <n> following|coming|next <units>",
        ],
        make: |h| stretch(h, h.amount(0), h.value(1), 1),
    },
    Rule {
        name: "date/recent-units",
        gives: OTHER,
        patterns: &[
            "the? last|past|recent|previous|preceding <units>",
            "the? last|past|most recent few <units>",
        ],
        make: |h| stretch(h, None, h.value(0), -1),
    },
    Rule {
        name: "date/coming-units",
        gives: OTHER,
        patterns: &["the? coming|next|following|ensuing|upcoming|subsequent <units>"],
        make: |h| stretch(h, None, h.value(0), 1),
    },
    Rule {
        name: "date/every-unit",
        gives: OTHER,
        patterns: &["every|each single? <unit>", "every|each and every <unit>", "every <units>"],
        make: |h| {
            let (unit, times) = Unit::of(h.value(0));
            (unit >= Unit::Hour && !matches!(unit, Unit::Quarter | Unit::Night))
                .then(|| set(Some(f64::from(times)), unit))
        },
    },
    Rule {
        name: "date/every-n",
        gives: OTHER,
        patterns: &["every <n> <units>"],
        make: |h| Some(set(h.amount(0), Unit::of(h.value(1)).0)),
    },
    Rule {
        name: "date/every-other",
        gives: OTHER,
        patterns: &["every other|second <unit>"],
        make: |h| Some(set(Some(2.0), Unit::of(h.value(0)).0)),
    },
    Rule {
        name: "date/every-weekday",
        gives: OTHER,
        patterns: &["every|each <weekday|weekdays>", "<weekdays>"],
        make: |h| Some(Time::no_days(Grain::Day, format!("XXXX-WXX-{}", h.value(0)))),
    },
    Rule {
        name: "date/every-part",
        gives: OTHER,
        patterns: &["every|each <weekday> <part>"],
        make: |h| {
            let code = ["TMO", "TAF", "TEV", "TNI"][(h.value(1) - 1).clamp(0, 3) as usize];
            Some(Time::no_days(Grain::Day, format!("XXXX-WXX-{}{code}", h.value(0))))
        },
    },
    Rule {
        name: "date/every-part-of-day",
        gives: OTHER,
        patterns: &["every|each <part>"],
        make: |h| {
            let code = ["TMO", "TAF", "TEV", "TNI"][(h.value(0) - 1).clamp(0, 3) as usize];
            Some(Time::no_days(Grain::Day, format!("XXXX-XX-XX{code}")))
        },
    },
    Rule {
        name: "date/every-month",
        gives: OTHER,
        patterns: &["every|each <month>"],
        make: |h| Some(Time::no_days(Grain::Month, format!("XXXX-{:02}", h.value(0)))),
    },
    Rule {
        name: "date/rate",
        gives: OTHER,
        // "$2 a day", "twice a week": how often, not how long
        patterns: &[
            "[twice|once|times|thrice|percent|cents|hours|minutes|months|weeks|days|<counted>] a|an <unit>",
            "[$|£|€ <int|num> million|billion|thousand?] a|an <unit>",
            "per <unit> !<unit>",
        ],
        make: |h| {
            let unit = Unit::of(h.value(if h.has(1) { 1 } else { 0 })).0;
            (unit >= Unit::Day && unit != Unit::Quarter).then(|| set(Some(1.0), unit))
        },
    },
    Rule {
        name: "date/daily",
        gives: OTHER,
        patterns: &["daily|nightly|hourly|weekly|fortnightly|biweekly|monthly|quarterly|annually|yearly"],
        make: daily,
    },
];

/// A plain length. What "a second", "a quarter" mean is mostly something else.
fn length(h: &Hit<'_>, n: Option<f64>, word: i32) -> Option<Time> {
    let (unit, times) = Unit::of(word);
    let none_such =
        matches!(unit, Unit::Quarter) || (unit == Unit::Second && (n == Some(1.0) || n.is_none()));
    let aged = super::beside(h, true, &["old", "olds"]) || super::beside(h, false, &["aged", "age"]);
    let show = unit == Unit::Minute && h.last().is(*CAP);
    // "a day of rage" is no length
    let named = h.first_is("a") && unit == Unit::Day && super::beside(h, true, &["of"]);
    let of_age = super::beside(h, true, &["of"]) && h.after(2).is_some_and(|w| h.text_of(w) == "age");
    let money = super::beside(h, false, &["$", "£", "€"]);
    // "the 19 days" is fine, "U-16 days" is not
    let torn = h.glued()
        && !["(", "\"", "'", "`", "-", "–", "_", "“", "‘", "—"].iter().any(|s| super::beside(h, false, &[s]));
    (!none_such && !aged && !show && !named && !of_age && !money && !torn)
        .then(|| Time::length(n.map(|n| n * f64::from(times)), unit))
}

/// A length that ends (`sign` -1) or begins (1) on the report's day.
fn stretch(h: &Hit<'_>, n: Option<f64>, word: i32, sign: i32) -> Option<Time> {
    let (unit, times) = Unit::of(word);
    let n = n.map(|n| n * f64::from(times));
    let mut time = Time::length(n, unit);
    let Some(today) = super::today(h.now) else { return Some(time) };
    let far = match n {
        Some(n) if unit == Unit::Hour || unit == Unit::Minute || unit == Unit::Second => {
            let days = (n * unit.hours() / 24.0).ceil() as i32;
            cal::shift(today, sign * days, Unit::Day)
        }
        Some(n) if n.fract() == 0.0 && n < 10_000.0 => cal::shift(today, sign * n as i32, unit),
        _ => None,
    };
    (time.from, time.to) = if sign < 0 { (far, Some(today)) } else { (Some(today), far) };
    time.anchored = true;
    Some(time)
}

/// What comes back every so often has no days of its own.
fn set(n: Option<f64>, unit: Unit) -> Time {
    let mut time = Time::length(n, unit);
    time.hours = None;
    time
}

fn daily(h: &Hit<'_>) -> Option<Time> {
    // "the Daily Star", "Weekly Standard": papers
    let before_name = h.beside(true).is_some_and(|w| w.is(*CAP));
    let paper = before_name || (h.first().is(*CAP) && !h.at_start());
    let unit = match () {
        () if h.word("hourly") => Unit::Hour,
        () if h.word("daily") => Unit::Day,
        () if h.word("nightly") => return (!paper).then(|| Time::no_days(Grain::Day, "XXXX-XX-XXTNI")),
        () if h.word("weekly") => Unit::Week,
        () if h.word("monthly") => Unit::Month,
        () if h.word("quarterly") => Unit::Quarter,
        () if h.word("fortnightly") || h.word("biweekly") => {
            return (!paper).then(|| set(Some(2.0), Unit::Week));
        }
        () => Unit::Year,
    };
    let name = super::beside(h, true, &["newspaper", "newspapers", "paper", "magazine"]);
    (!paper && !name).then(|| set(Some(1.0), unit))
}

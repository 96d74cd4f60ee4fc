//! Longer stretches that have a name: decades, centuries, seasons, quarters, half-years, fiscal years, and feasts.
//!
//! Example: "the first quarter of 2003" is `2003-Q1`, 1 January to 31 March.

use super::super::engine::{CENTURY, DATE, DAY, DECADE, Hit, QUARTER, Rule, SEASON, WEEK, YEAR};
use super::super::feast;
use super::super::time::{Tense, Time};
use super::today;
use crate::Grain;

pub const RULES: &[Rule] = &[
    Rule {
        name: "date/decade",
        gives: DECADE,
        patterns: &["the? <decades> !<counted>", "the '|’ ~<decades>"],
        make: decade,
    },
    Rule {
        name: "date/century",
        gives: CENTURY,
        patterns: &["the? <ord> -? century !b|bc"],
        make: |h| Time::century(h.value(0)),
    },
    Rule {
        name: "date/season-year",
        gives: SEASON,
        patterns: &["the? <season> ,? of? <yyyy>"],
        make: |h| Time::season(h.value(1), h.value(0)),
    },
    Rule {
        name: "date/year-season",
        gives: SEASON,
        patterns: &[
            "the? <yyyy> <season> !<counted> !olympics|olympic|paralympics|paralympic|games|universiade|deaflympics",
        ],
        make: |h| Time::season(h.value(0), h.value(1)),
    },
    Rule {
        name: "date/season",
        gives: SEASON,
        patterns: &[
            "[in|during|by|since|until|over|throughout|through|before|after|of] the <season> !of|from|olympics|olympic|paralympics|paralympic|games",
            "[in|by|since|until|during] <season> !of|from|in|on|and|to",
            "this <season> !of|from",
            "[early|late|mid -?] <season>",
        ],
        make: |h| {
            let Some(now) = today(h.now) else {
                return Some(Time::no_days(Grain::Season, format!("XXXX-{}", season_code(h.value(0)))));
            };
            let first = h.value(0) * 3;
            let year = if h.now.history {
                super::year_in_history(h.now, first)?
            } else {
                let (year, month) = (i32::from(now.year()), i32::from(now.month()));
                let year = if month < 3 && h.value(0) == 4 { year - 1 } else { year };
                match h.now.tense {
                    Tense::Future if month > first + 2 => year + 1,
                    Tense::Future => year,
                    _ if h.first_is("this") => year,
                    _ if first > month && !(month < 3 && h.value(0) == 4) => year - 1,
                    _ => year,
                }
            };
            Time::season(year, h.value(0)).map(Time::anchored)
        },
    },
    Rule {
        name: "date/last-next-season",
        gives: SEASON,
        patterns: &["the? last|past|next|coming|previous|following <season>"],
        make: relative_season,
    },
    Rule {
        name: "date/quarter-of",
        gives: QUARTER,
        patterns: &["the? <ord> quarter of? <yyyy>"],
        make: |h| Time::quarter(h.value(1), Some(h.value(0)).filter(|n| *n <= 4)?),
    },
    Rule {
        name: "date/quarter-sign",
        gives: QUARTER,
        patterns: &["q ~<dd> ,? of? <yyyy>"],
        make: |h| Time::quarter(h.value(1), Some(h.value(0)).filter(|n| *n <= 4)?),
    },
    Rule {
        name: "date/quarter",
        gives: QUARTER,
        patterns: &["[in|for|during|of|since|until] the? <ord> quarter !of|final|finals !<yyyy>"],
        make: |h| {
            let n = Some(h.value(0)).filter(|n| *n <= 4)?;
            let Some(now) = today(h.now) else {
                return Some(Time::no_days(Grain::Quarter, format!("XXXX-Q{n}")));
            };
            let (year, this) = (i32::from(now.year()), (i32::from(now.month()) + 2) / 3);
            let past = h.now.tense != Tense::Future;
            Time::quarter(if past && n > this { year - 1 } else { year }, n).map(Time::anchored)
        },
    },
    Rule {
        name: "date/quarter-of-relative-year",
        gives: QUARTER,
        patterns: &["the? <ord> quarter of? <:year>"],
        make: |h| {
            let year = i32::from(h.time(1)?.from?.year());
            Time::quarter(year, Some(h.value(0)).filter(|n| *n <= 4)?).map(Time::anchored)
        },
    },
    Rule {
        name: "date/half-year",
        gives: QUARTER,
        patterns: &["the? <ord> half of <:year>"],
        make: |h| {
            let year = h.time(1)?;
            let mut half = Time::half(i32::from(year.from?.year()), Some(h.value(0)).filter(|n| *n <= 2)?)?;
            half.anchored = year.anchored;
            Some(half)
        },
    },
    Rule {
        name: "date/fiscal-year",
        gives: YEAR,
        patterns: &["the? fiscal year? <yyyy>", "the? financial year <yyyy>", "fy ~<yyyy>", "fy <yyyy>"],
        // Which months it has depends on the state: 1 October to 30 September in Washington, from July in
        // Islamabad, from April in Tokyo. So the days stay open.
        make: |h| Some(Time::no_days(Grain::Year, format!("FY{}", h.value(0)))),
    },
    Rule {
        name: "date/week-of",
        gives: WEEK,
        patterns: &["the? week of <:day>"],
        make: |h| {
            let day = h.time(0)?;
            let mut week = Time::week(day.from?)?;
            week.anchored = day.anchored;
            Some(week)
        },
    },
    Rule {
        name: "date/feast-year",
        gives: DAY | DATE,
        patterns: &["<f> ,? of? <yyyy>"],
        make: |h| feast::in_year(h.feast(0)?, h.value(1)),
    },
    Rule {
        name: "date/feast",
        gives: DAY,
        patterns: &["<f> !<thing>"],
        make: |h| feast::near(h.feast(0)?, h.now, 0),
    },
    Rule {
        name: "date/last-next-feast",
        gives: DAY,
        patterns: &["last|past|next|this|coming <f> !<thing>"],
        make: |h| {
            let step = if h.first_is("last") || h.first_is("past") { -1 } else { 1 };
            feast::near(h.feast(0)?, h.now, if h.first_is("this") { 0 } else { step })
        },
    },
    Rule {
        name: "date/feast-week",
        gives: WEEK,
        patterns: &["<f> week|weekend"],
        make: |h| {
            let day = feast::near(h.feast(0)?, h.now, 0)?.from?;
            if h.word("weekend") { Time::weekend(day) } else { Time::week(day) }.map(Time::anchored)
        },
    },
];

fn season_code(n: i32) -> &'static str {
    ["SP", "SU", "FA", "WI"][(n as usize).clamp(1, 4) - 1]
}

fn decade(h: &Hit<'_>) -> Option<Time> {
    let n = h.value(0);
    if n >= 1000 {
        return Time::decade(n);
    }
    // "in his 30s" is an age
    if h.n_digits(0) == 2 && !h.word("the") && !h.word("'") && !h.word("’") {
        return None;
    }
    // "the nineties": the last such decade that has begun
    let year = h.now.published.map_or(2029, |d| i32::from(d.year()));
    Time::decade(year - (year - n).rem_euclid(100))
}

fn relative_season(h: &Hit<'_>) -> Option<Time> {
    let n = h.value(0);
    let Some(now) = today(h.now) else {
        return Some(Time::no_days(Grain::Season, format!("XXXX-{}", season_code(n))));
    };
    let (year, this) = (i32::from(now.year()), i32::from(now.month()));
    let back = h.word("last") || h.word("past") || h.word("previous");
    let first = n * 3;
    let year = match back {
        true if n == 4 && this < 3 => year - 1,
        true if first + 2 < this => year,
        true => year - 1,
        false if first > this => year,
        false => year + 1,
    };
    Time::season(year, n).map(Time::anchored)
}

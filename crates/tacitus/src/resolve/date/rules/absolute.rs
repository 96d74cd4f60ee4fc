//! Times that stand on the calendar by themselves: full and partial dates, years, decades, seasons, feasts.
//!
//! Example: "the 3rd of March, 2003" is `2003-03-03`.

use super::super::calendar as cal;
use super::super::engine::{DATE, DAY, Hit, MONTH, Rule, YEAR};
use super::super::lexicon::{CAP, COUNTED, PLANNED};
use super::super::time::{Now, Tense, Time};
use super::{day_without_year, today, year_of_month};
use crate::Grain;

pub const RULES: &[Rule] = &[
    Rule {
        name: "date/iso",
        gives: DAY | DATE,
        patterns: &["-!~-|/|. <yyyy> ~- ~<mm> ~- ~<dd> !~-", "-!~-|/|. <yyyy> ~/ ~<mm> ~/ ~<dd> !~/"],
        make: |h| Some(Time::day(cal::day(h.value(0), h.value(1), h.value(2))?)),
    },
    Rule {
        name: "date/numeric",
        gives: DAY | DATE,
        patterns: &[
            "-!~-|/|. <dd> ~/ ~<dd> ~/ ~<yyyy|yy> !~/",
            "-!~-|/|. <dd> ~. ~<dd> ~. ~<yyyy>",
            "-!~-|/|. <dd> ~- ~<dd> ~- ~<yyyy> !~-",
        ],
        make: numeric,
    },
    Rule {
        name: "date/day-month-year",
        gives: DAY | DATE,
        patterns: &["the? <dd|ord> day? of? <month> ,? of? <yyyy>"],
        make: |h| Some(Time::day(cal::day(h.value(2), h.value(1), h.value(0))?)),
    },
    Rule {
        name: "date/month-day-year",
        gives: DAY | DATE,
        patterns: &["<month> the? <dd|ord> ,? of? <yyyy>"],
        make: |h| Some(Time::day(cal::day(h.value(2), h.value(0), h.value(1))?)),
    },
    Rule {
        name: "date/september-11",
        gives: DAY,
        patterns: &[
            "<month> <dd> [,? attacks|hijackings|hijackers|terrorist|terrorists|bombings]",
            "[on|since|after|before] <mm> ~/ ~<dd> !~/ !<cap>",
        ],
        make: september_11,
    },
    Rule {
        name: "date/day-month",
        gives: DAY | DATE,
        patterns: &[
            "-!~.|/ the? <dd|ord> of <month>",
            "-!~.|/ the? <dd|ord> <month> !street|road|avenue|square|boulevard|bridge",
        ],
        make: |h| if may_be_a_name(h) { None } else { day_without_year(h.now, h.value(1), h.value(0)) },
    },
    Rule {
        name: "date/month-day",
        gives: DAY | DATE,
        patterns: &["<month> the? <dd> !<counted|units>", "<month> the? <ord>"],
        make: |h| {
            // "in May 3:30 is late": a time of day, not the third
            let clock =
                super::beside(h, true, &[":"]) && h.after(2).is_some_and(|w| w.glued && w.n_digits > 0);
            if clock { None } else { day_without_year(h.now, h.value(0), h.value(1)) }
        },
    },
    Rule {
        name: "date/month-year",
        gives: MONTH,
        patterns: &["<month> ,? of? <yyyy>", "<month> of the? year? <yyyy>"],
        make: |h| Time::month(h.value(1), h.value(0)),
    },
    Rule {
        name: "date/month",
        gives: MONTH,
        patterns: &[
            "-!<dd> <sure>",
            "[in|since|until|till|by|of|during|from|to|between|and|through|before|after|for|around|late|early|mid|\
             as|within|throughout] <month>",
            "[early|late|mid -?] <month>",
        ],
        make: |h| {
            if name_follows(h) {
                return None;
            }
            month_without_year(h)
        },
    },
    Rule {
        name: "date/month-of-that-year",
        gives: MONTH,
        patterns: &["<month> of that|the|the same? year !<yyyy>", "<month> of that|the same year"],
        make: |h| {
            let year = i32::from(super::base(h.now)?.year());
            Time::month(year, h.value(0)).map(Time::anchored)
        },
    },
    Rule {
        name: "date/last-next-month-name",
        gives: MONTH,
        patterns: &[
            "last|past|next|this|coming|previous|following <month>",
            "<month> of? last|next|this year",
            "early|late|mid -? <month> last|next|this year",
        ],
        make: relative_month,
    },
    Rule {
        name: "date/year",
        gives: YEAR,
        patterns: &["<yyyy>"],
        make: |h| if year_stands(h) { Time::year(h.value(0)) } else { None },
    },
    Rule {
        name: "date/the-year",
        gives: YEAR,
        patterns: &["the? year <yyyy>", "<yyyy> a ~. ~d ~.?", "<int> ad", "ad <int>"],
        make: |h| Time::year(Some(h.value(0)).filter(|y| (1..2500).contains(y))?),
    },
    Rule {
        name: "date/year-short",
        gives: YEAR,
        patterns: &["[in|since|of|until|by|during|from|summer|winter|spring] '|’ ~<yy> !~'|’"],
        make: |h| {
            let last = today(h.now).map_or(2030, |d| i32::from(d.year()) + 5);
            Time::year(last - (last - h.value(0)).rem_euclid(100))
        },
    },
    Rule {
        name: "date/year-bc",
        gives: YEAR,
        patterns: &["<int> bc|bce", "<int> b ~. ~c ~.?"],
        make: |h| Time::year(1 - Some(h.value(0)).filter(|y| (1..9000).contains(y))?),
    },
    Rule {
        name: "date/month-year-bc",
        gives: MONTH,
        patterns: &["<month> <int> bc|bce"],
        make: |h| Time::month(1 - Some(h.value(1)).filter(|y| (1..9000).contains(y))?, h.value(0)),
    },
];

/// Day and month in digits. Only one order may make a day; where both do, the order that the report's own day
/// makes likely is taken (a date within 200 days before it, the other farther off or ahead); else both are
/// kept: the value leaves month and day open, and the days reach from one to the other.
fn numeric(h: &Hit<'_>) -> Option<Time> {
    let (a, b, mut year) = (h.value(0), h.value(1), h.value(2));
    if h.n_digits(2) == 2 {
        year += if year < 50 { 2000 } else { 1900 };
    }
    match (cal::day(year, b, a), cal::day(year, a, b)) {
        (Some(day_first), Some(month_first)) if day_first != month_first => {
            let likely = |d| {
                let ago = h.now.published.map_or(-1, |p| cal::days_between(d, p));
                (0..=200).contains(&ago)
            };
            match (likely(day_first), likely(month_first)) {
                (true, false) => Some(Time::day(day_first)),
                (false, true) => Some(Time::day(month_first)),
                _ => Some(Time::span(
                    day_first.min(month_first),
                    day_first.max(month_first),
                    Grain::Day,
                    format!("{year:04}-XX-XX"),
                )),
            }
        }
        (day_first, month_first) => Some(Time::day(day_first.or(month_first)?)),
    }
}

/// The attacks of 11 September 2001 bear their date as a name: without a year it is always that one.
fn september_11(h: &Hit<'_>) -> Option<Time> {
    let date = cal::day(2001, 9, 11).filter(|_| (h.value(0), h.value(1)) == (9, 11))?;
    let told_later = h.now.published.is_none_or(|p| p >= date);
    told_later.then(|| Time::day(date))
}

fn month_without_year(h: &Hit<'_>) -> Option<Time> {
    // "the January earthquake" was; "the January vote" may be still to come
    let named = super::beside(h, false, &["the"]) && h.now.tense == Tense::Open;
    let planned = h.beside(true).is_some_and(|w| w.is(*PLANNED));
    let tense = if named && !planned { Tense::Past } else { h.now.tense };
    match year_of_month(&Now { tense, ..h.now.clone() }, h.value(0)) {
        Some(year) => Time::month(year, h.value(0)).map(Time::anchored),
        None => Some(Time::no_days(Grain::Month, format!("XXXX-{:02}", h.value(0)))),
    }
}

fn relative_month(h: &Hit<'_>) -> Option<Time> {
    let month = h.value(0);
    let Some(now) = today(h.now) else {
        return Some(Time::no_days(Grain::Month, format!("XXXX-{month:02}")));
    };
    let (year, this) = (i32::from(now.year()), i32::from(now.month()));
    let year = if h.word("year") {
        year + i32::from(h.word("next")) - i32::from(h.word("last"))
    } else if h.first_is("last") || h.first_is("past") || h.first_is("previous") {
        if month < this { year } else { year - 1 }
    } else if h.first_is("this") || month > this {
        year
    } else {
        year + 1
    };
    Time::month(year, month).map(Time::anchored)
}

/// "August Wilson", "June Carter": a month's name and another name, with nothing before that asks for a time.
fn name_follows(h: &Hit<'_>) -> bool {
    let next = h.beside(true).is_some_and(|w| w.is(*CAP) && w.id == 0 && !w.glued);
    let prep = super::beside(
        h,
        false,
        &["in", "since", "until", "during", "last", "late", "early", "mid", "throughout"],
    );
    next && !prep
}

/// "2 March", but not "Route 2 May Close".
fn may_be_a_name(h: &Hit<'_>) -> bool {
    super::beside(h, false, &["route", "no", "number", "flight", "room", "chapter", "page", "line"])
}

/// Is a bare four-digit number a year?
fn year_stands(h: &Hit<'_>) -> bool {
    const ASKS: &[&str] = &[
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "from",
        "to",
        "between",
        "and",
        "during",
        "before",
        "after",
        "early",
        "mid",
        "late",
        "year",
        "through",
        "circa",
        "around",
        "(",
        "for",
        "than",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "or",
        "election",
        "elections",
    ];
    const COUNTS: &[&str] = &[
        "$",
        "£",
        "€",
        "#",
        "no",
        "no.",
        "nos.",
        "number",
        "room",
        "flight",
        "route",
        "highway",
        "boeing",
        "airbus",
        "some",
        "nearly",
        "least",
        "over",
        "only",
        "exactly",
        "up",
        "almost",
        "more",
        "approximately",
        "resolution",
        "resolutions",
        "article",
    ];
    let year = h.value(0);
    let torn = h.beside(false).is_some_and(|w| {
        let mark = h.text_of(w);
        let after_word =
            h.before(2).is_some_and(|v| h.text_of(v).starts_with(|c: char| c.is_ascii_lowercase()));
        h.glued()
            && !["(", "'", "\"", "`", "_", "“", "‘", "—"].contains(&mark)
            && !(after_word && mark == "-")
    });
    let next = h.beside(true);
    let text = next.map_or("", |w| h.text_of(w));
    if torn || super::beside(h, false, COUNTS) || next.is_some_and(|w| w.is(*COUNTED)) {
        return false;
    }
    let dashed = text == "-" && h.after(2).is_some_and(|w| w.glued && w.n_digits > 0);
    if next.is_some_and(|w| w.glued) && (dashed || ["%", ":", "/", "°"].contains(&text)) {
        return false;
    }
    let plural = text.ends_with('s') && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.len() > 3;
    let asked = super::beside(h, false, ASKS);
    let limit = h.now.published.map_or(2035, |d| i32::from(d.year()) + 12);
    let about = super::beside(h, false, &["about", "than", "around", "another", "all", "those"]);
    let counted = plural && (about || (year % 100 == 0 && !super::beside(h, false, &["the"])));
    !counted && (asked || (1900..=limit).contains(&year))
}

//! Feasts and other days with a name -> the day they fall on in a year.
//!
//! Takes words and the rows of `feasts.tsv`; gives days. It never guesses a calendar it cannot reckon: feasts of
//! the Hebrew and Orthodox years are not in the table.
//!
//! Example: "Good Friday" of 2008 is 21 March; "Ramadan" of 2008 begins on 1 September, give or take a day.

use super::calendar::{self as cal, Unit};
use super::lexicon::{FEAST, Word, id};
use super::time::{Now, Tense, Time};
use crate::Grain;
use jiff::civil::Date;
use std::sync::LazyLock;

struct Feast {
    rule: Rule,
    is_month: bool,
    /// Each name as lexicon numbers of its words.
    names: Vec<Vec<u32>>,
}

enum Rule {
    Fixed(i32, i32),
    Easter(i32),
    Nth(i32, i32, i32),
    MondayAfterFirst(i32),
    Islam(i32, i32),
}

fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    include_str!("feasts.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        <[&str; 3]>::try_from(cells).unwrap_or_else(|_| panic!("feasts.tsv: three cells a row: {line}"))
    })
}

/// All words of all names, for the lexicon.
pub fn literals() -> impl Iterator<Item = String> {
    rows().flat_map(|[_, _, names]| names.split(['|', ' '])).map(str::to_owned)
}

/// The words that begin a name.
pub fn first_words() -> std::collections::BTreeSet<String> {
    rows().flat_map(|[_, _, names]| names.split('|')).map(|n| n.split(' ').next().unwrap_or(n).to_owned()).collect()
}

static FEASTS: LazyLock<Vec<Feast>> = LazyLock::new(|| {
    let read = |[rule, grain, names]: [&str; 3]| Feast {
        rule: Rule::read(rule),
        is_month: grain == "month",
        names: names.split('|').map(|n| n.split(' ').map(id).collect()).collect(),
    };
    rows().map(read).collect()
});

impl Rule {
    fn read(rule: &str) -> Rule {
        let mut cells = rule.split([' ', '-']).filter(|c| !c.is_empty());
        let kind = cells.next().unwrap_or_default();
        if kind == "easter" {
            return Rule::Easter(rule[7..].parse().expect("feasts.tsv: days from Easter"));
        }
        if let Some(month) = rule.strip_prefix("monday-after-first ") {
            return Rule::MondayAfterFirst(month.parse().expect("feasts.tsv: a month"));
        }
        let n: Vec<i32> = rule[kind.len()..]
            .trim_start()
            .split(' ')
            .flat_map(|cell| if kind == "fixed" { cell.split('-').collect::<Vec<_>>() } else { vec![cell] })
            .map(|cell| cell.parse().expect("feasts.tsv: numbers after the kind of rule"))
            .collect();
        match (kind, n.as_slice()) {
            ("fixed", &[month, day]) => Rule::Fixed(month, day),
            ("nth", &[month, weekday, n]) => Rule::Nth(month, weekday, n),
            ("islam", &[month, day]) => Rule::Islam(month, day),
            _ => panic!("feasts.tsv: no such rule: {rule}"),
        }
    }

    /// The days it falls on in a year; in the Islamic year, which is shorter, there may be two.
    fn days(&self, year: i32) -> Vec<Date> {
        let one = match *self {
            Rule::Fixed(month, day) => cal::day(year, month, day),
            Rule::Easter(days) => cal::easter(year).and_then(|d| cal::shift(d, days, Unit::Day)),
            Rule::Nth(month, weekday, n) => cal::nth_weekday(year, month, weekday, n),
            Rule::MondayAfterFirst(month) => {
                cal::nth_weekday(year, month, 1, 1).and_then(|d| cal::shift(d, 1, Unit::Day))
            }
            Rule::Islam(month, day) => return cal::islamic_in(year, month, day),
        };
        one.into_iter().collect()
    }

    fn by_moon(&self) -> bool {
        matches!(self, Rule::Islam(..))
    }
}

/// The feast whose name begins at this word, and one past its last word; the longest name.
pub fn at(words: &[Word], start: usize) -> Option<(usize, usize)> {
    if !words.get(start)?.is(*FEAST) {
        return None;
    }
    let fits = |name: &[u32]| {
        name.iter().enumerate().all(|(i, id)| words.get(start + i).is_some_and(|w| w.id == *id))
    };
    let all = FEASTS.iter().enumerate().flat_map(|(row, f)| f.names.iter().map(move |n| (row, n)));
    all.filter(|(_, name)| fits(name)).map(|(row, n)| (row, start + n.len())).max_by_key(|(_, end)| *end)
}

fn time(feast: &Feast, day: Date) -> Option<Time> {
    if feast.is_month {
        let last = cal::shift(day, 29, Unit::Day)?;
        let value = format!("{}/{}", cal::day_value(day), cal::day_value(last));
        return Some(Time::span(day, last, Grain::Month, value));
    }
    let time = Time::day(day);
    if feast.rule.by_moon() {
        let (before, after) = (cal::shift(day, -1, Unit::Day), cal::shift(day, 1, Unit::Day));
        return Some(time.only(before, after));
    }
    Some(time)
}

/// The feast in a year that is named.
pub fn in_year(row: usize, year: i32) -> Option<Time> {
    let feast = &FEASTS[row];
    time(feast, *feast.rule.days(year).first()?)
}

/// The feast that is meant without a year: `step` 0 = by tense, and without tense the nearest; -1 = the last
/// before the report; 1 = the next after it.
pub fn near(row: usize, now: &Now<'_>, step: i32) -> Option<Time> {
    let feast = &FEASTS[row];
    let Some(today) = super::rules::today(now) else {
        return Some(match feast.rule {
            Rule::Fixed(month, day) => Time::no_days(Grain::Day, format!("XXXX-{month:02}-{day:02}")),
            _ => Time::no_days(Grain::Day, "XXXX-XX-XX"),
        });
    };
    let year = i32::from(today.year());
    let days: Vec<Date> = (year - 1..=year + 1).flat_map(|y| feast.rule.days(y)).collect();
    let day = match (step, now.tense) {
        (-1, _) => days.iter().rfind(|d| **d < today),
        (1, _) => days.iter().find(|d| **d > today),
        (_, Tense::Future) => days.iter().find(|d| **d >= today),
        _ => days.iter().min_by_key(|d| cal::days_between(**d, today).abs()),
    };
    time(feast, *day?).map(Time::anchored)
}

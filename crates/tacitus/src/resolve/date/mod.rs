//! Words -> days: every expression of time in a text, with the days it means.
//!
//! Takes a text, its sentences and the day of the report; gives [`TimeKnown`]s in the order of the text, none
//! overlapping another. Rules are records (`rules/`), the engine that applies them knows no dates (`engine.rs`),
//! and words are rows (`words.tsv`, `feasts.tsv`). A rule never looks across a sentence's end. Nothing is asked
//! of a clock; a time that hangs on a day nobody gave keeps its grain and has no days.
//!
//! Example: in a report of Friday 5 May 2023, "Troops left on Tuesday" has one time, the words "Tuesday", from
//! and to 2 May 2023, value `2023-05-02`, anchored, by `date/weekday`.
//!
//! How a sentence goes through: [`lexicon`] cuts and classes its words, [`engine`] finds every reading that a
//! rule gives, the longest that do not overlap are kept, [`tense`] looks at the verbs around each, and the rule
//! says what it means ([`time`]), knowing the report's day and the time named before. Last, "since" and "until"
//! open one end.

mod calendar;
mod engine;
mod feast;
mod lexicon;
mod number;
mod rules;
mod tense;
mod time;

use crate::{Finder, Sentence, Span, TimeKnown};
use engine::{Chart, Node};
use jiff::civil::Date;
use lexicon::Word;
use time::{Now, Time};

/// All expressions of time in a text. `published` anchors "yesterday".
pub fn times(text: &str, sentences: &[Sentence], published: Option<Date>) -> Vec<TimeKnown> {
    let mut found: Vec<TimeKnown> = Vec::new();
    let history = published.is_some_and(|p| tells_of_old(text, i32::from(p.year())));
    let mut words = Vec::new();
    let mut before: Option<(usize, Time)> = None;
    for (i, sentence) in sentences.iter().enumerate() {
        lexicon::words(text, sentence.span, &mut words);
        if !words.iter().any(|w| w.is(*lexicon::TRIGGER)) {
            continue;
        }
        for words in pieces(&words) {
            in_sentence(text, words, published, history, i, &mut before, &mut found);
        }
    }
    found
}

/// A sentence longer than this is read in parts: it is a list or a table.
const MAX_WORDS: usize = 400;

fn pieces(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.chunks(MAX_WORDS)
}

fn in_sentence(
    text: &str,
    words: &[Word],
    published: Option<Date>,
    history: bool,
    sentence_idx: usize,
    before: &mut Option<(usize, Time)>,
    found: &mut Vec<TimeKnown>,
) {
    let chart = Chart::fill(text, words, &rules::RULES);
    let now = |node: &Node, before: &Option<(usize, Time)>| -> Option<Time> {
        let near = before.as_ref().is_some_and(|(i, _)| sentence_idx - i <= 1);
        let tense = tense::around(text, words, node.from, node.to);
        let before = before.as_ref().map(|(_, t)| t);
        chart.make(node, &Now { published, before, tense, history, near })
    };
    for node in choose(&chart, |node| now(node, before).is_some()) {
        let Some(time) = now(node, before) else { continue };
        if time.point && time.from.is_some() {
            *before = Some((sentence_idx, time.clone()));
        }
        let time = bound(words, node, time, published);
        found.push(known(chart.span(node), time, chart.rule(node).name));
    }
}

/// The longest readings that mean something and do not overlap; of equally long ones the rule that stands
/// first. In the order of the text.
fn choose<'c>(chart: &'c Chart<'_>, means: impl Fn(&Node) -> bool) -> Vec<&'c Node> {
    let mut order: Vec<&Node> = chart.nodes.iter().collect();
    order.sort_by_key(|n| (usize::MAX - (n.to - n.from), n.rule, n.from));
    let mut kept: Vec<&Node> = Vec::new();
    for node in order {
        let free = kept.iter().all(|k| k.to <= node.from || node.to <= k.from);
        if free && means(node) {
            kept.push(node);
        }
    }
    kept.sort_by_key(|n| n.from);
    kept
}

/// Words before a time that open one of its ends.
fn bound(words: &[Word], node: &Node, time: Time, published: Option<Date>) -> Time {
    let is = |back: usize, word: &str| {
        node.from.checked_sub(back).is_some_and(|i| words[i].id != 0 && words[i].id == lexicon::id(word))
    };
    if !time.point || time.from.is_none() {
        return time;
    }
    let back = if is(1, "the") || is(1, "early") || is(1, "late") || is(1, "around") { 2 } else { 1 };
    let (from, to) = (time.from, time.to);
    match () {
        () if is(back, "since") => {
            let until = published.filter(|p| from.is_some_and(|f| f <= *p));
            time.only(from, until)
        }
        () if is(back, "until") || is(back, "till") || is(back, "by") => time.only(None, to),
        () if is(back, "than") && (is(back + 1, "later")) => time.only(None, to),
        () if is(back, "before") => {
            let end = from.and_then(|d| calendar::shift(d, -1, calendar::Unit::Day));
            time.only(None, end)
        }
        () if is(back, "after") => {
            let start = to.and_then(|d| calendar::shift(d, 1, calendar::Unit::Day));
            time.only(start, None)
        }
        () => time,
    }
}

fn known(span: Span, time: Time, rule: &'static str) -> TimeKnown {
    TimeKnown {
        span,
        from: time.from,
        to: time.to,
        grain: time.grain,
        value: time.value,
        hours: time.hours.map(|h| h as f32),
        anchored: time.anchored,
        by: Finder::Rule(rule),
    }
}

/// A text most of whose years lie long before its own day tells a history: "in April" is then the April of the
/// year it speaks of. Weekdays and "yesterday" speak against it.
fn tells_of_old(text: &str, year: i32) -> bool {
    let mut n_old = 0;
    let mut n_new = 0;
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| w.len() >= 4) {
        if word.len() == 4 && word.starts_with(['1', '2']) {
            match word.parse::<i32>() {
                Ok(n) if (1000..year - 2).contains(&n) => n_old += 1,
                Ok(n) if (year - 2..=year).contains(&n) => n_new += 2,
                _ => {}
            }
        } else if NEW.contains(&word) {
            n_new += 1;
        }
    }
    n_old >= 8 && n_old > 8 * n_new
}

const NEW: &[&str] = &[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "yesterday", "Yesterday",
    "tomorrow", "today", "Today", "tonight",
];


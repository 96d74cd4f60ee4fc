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
mod pattern;
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
    let era = published.and_then(|p| era_told_of(text, i32::from(p.year())));
    let mut reading = Reading { text, published, era, before: None, found: Vec::new() };
    let mut words = Vec::new();
    for (sentence_idx, sentence) in sentences.iter().enumerate() {
        lexicon::words(text, sentence.span, &mut words);
        if words.iter().any(|w| w.is(*lexicon::TRIGGER)) {
            for words in words.chunks(MAX_WORDS) {
                reading.read(sentence_idx, words);
            }
        }
    }
    reading.found
}

/// A sentence longer than this is read in parts: it is a list or a table.
const MAX_WORDS: usize = 400;

/// One text on its way through.
struct Reading<'a> {
    text: &'a str,
    published: Option<Date>,
    /// The year around which a text about the past moves; `None` for news.
    era: Option<i32>,
    /// The last time named, and in which sentence.
    before: Option<(usize, Time)>,
    found: Vec<TimeKnown>,
}

impl Reading<'_> {
    fn read(&mut self, sentence_idx: usize, words: &[Word]) {
        let chart = Chart::fill(self.text, words, &rules::RULES);
        for node in choose(&chart, |node| self.means(&chart, node, sentence_idx).is_some()) {
            let Some(time) = self.means(&chart, node, sentence_idx) else { continue };
            if self.can_be_gone_back_to(&time) {
                self.before = Some((sentence_idx, time.clone()));
            }
            let time = bound(words, node, time, self.published);
            self.found.push(known(chart.span(node), time, chart.rule(node).name));
        }
    }

    fn means(&self, chart: &Chart<'_>, node: &Node, sentence_idx: usize) -> Option<Time> {
        let before = self.before.as_ref();
        let now = Now {
            published: self.published,
            before: before.map(|(_, time)| time),
            near: before.is_some_and(|(i, _)| sentence_idx - i <= 1),
            tense: tense::around(self.text, chart.words, node.from, node.to),
            history: self.era.is_some(),
        };
        chart.make(node, &now)
    }

    /// "Two days later" goes back to points in time; in a history not to one far from its era, such as the year
    /// of a book that is cited.
    fn can_be_gone_back_to(&self, time: &Time) -> bool {
        let far = |from: Date| self.era.is_some_and(|era| (i32::from(from.year()) - era).abs() > 60);
        time.point && time.from.is_some_and(|from| !far(from))
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
    let is_end = |word: &Word| word.id != 0 && word.id == lexicon::id("end");
    let back = if is(1, "the") || is(1, "early") || is(1, "late") || is(1, "around") { 2 } else { 1 };
    let (from, to) = (time.from, time.to);
    match () {
        () if is(back, "since") => {
            let until = published.filter(|p| from.is_some_and(|f| f <= *p));
            time.only(from, until)
        }
        () if is(back, "until") || is(back, "till") || is(back, "by") => time.only(None, to),
        () if is(back, "than") && (is(back + 1, "later")) => time.only(None, to),
        // What is done before the end of July may be done on its last day.
        () if is(back, "before") && words[node.from..node.to].iter().take(2).any(is_end) => {
            time.only(None, to)
        }
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
/// year it speaks of. Weekdays and "yesterday" speak against it. Gives the median of those years.
fn era_told_of(text: &str, year: i32) -> Option<i32> {
    let mut old = Vec::new();
    let mut n_new = 0;
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| w.len() >= 4) {
        if word.len() == 4 && word.starts_with(['1', '2']) {
            match word.parse::<i32>() {
                Ok(n) if (1000..year - 2).contains(&n) => old.push(n),
                Ok(n) if (year - 2..=year).contains(&n) => n_new += 2,
                _ => {}
            }
        } else if NEW.contains(&word) {
            n_new += 1;
        }
    }
    old.sort_unstable();
    (old.len() >= 6 && old.len() >= 4 * n_new).then(|| old[old.len() / 2])
}

const NEW: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "yesterday",
    "Yesterday",
    "tomorrow",
    "today",
    "Today",
    "tonight",
];

//! Rules -> readings of a sentence. Knows no language and no dates.
//!
//! Takes the words of a sentence and the rules, gives every stretch of words that a rule fits. A rule is a
//! record: its name, what kind of thing it finds, its patterns, and how the thing is made. Rules are applied
//! until nothing new appears, so that a pattern may be built of what other rules found. What a reading means
//! is worked out later, by [`Hit`], when it is known which readings stand.
//!
//! A pattern is a row of items, each of them
//!
//! | item | fits |
//! |---|---|
//! | `last\|past` | one of these words or marks |
//! | `<month>`, `<dd\|ord>` | a word of one of these classes (`words.tsv`); a slot |
//! | `<n>` | a number in words or digits; a slot |
//! | `<f>` | the name of a feast (`feasts.tsv`); a slot |
//! | `<:day\|month>` | what a rule that gives this kind found; a slot |
//!
//! with `~` before it when no white space may come before the word, `?` after it when it may be missing.
//! Items in `[ ]` must be there but do not belong to the words found. `!x` = the next word is not `x`,
//! `-!x` (only in front) = the word before is not `x`. Slots are counted from 0; a missing one is counted too.
//!
//! Example: `[in] <month> ,? <yyyy>` fits "in March, 2003" and covers the words "March, 2003".

use super::feast;
use super::lexicon::{self, Class, Word};
use super::number::{Amount, amount};
use super::pattern::{Compiled, Item, Pattern, Test};
use super::time::{Now, Time};
use crate::Span;

/// What sort of time a rule finds; a set of bits.
pub type Kind = u32;

/// A day.
pub const DAY: Kind = 1;
/// A week or week-end.
pub const WEEK: Kind = 2;
/// A month.
pub const MONTH: Kind = 4;
/// A season.
pub const SEASON: Kind = 8;
/// A quarter or half of a year.
pub const QUARTER: Kind = 16;
/// A year.
pub const YEAR: Kind = 32;
/// A decade.
pub const DECADE: Kind = 64;
/// A century.
pub const CENTURY: Kind = 128;
/// A time of day.
pub const CLOCK: Kind = 256;
/// A length of time.
pub const LENGTH: Kind = 512;
/// Sets, vague times, ranges: nothing is built of them.
pub const OTHER: Kind = 1024;
/// A part of a certain day.
pub const PART: Kind = 2048;
/// A day with its number, beside which the weekday may be named.
pub const DATE: Kind = 4096;

/// A rule as a record.
pub struct Rule {
    /// By what it matches: `date/day-month-year`.
    pub name: &'static str,
    /// What it finds.
    pub gives: Kind,
    /// See the head of this file; all patterns of a rule have the same slots.
    pub patterns: &'static [&'static str],
    /// What it means; `None` when there is no such time ("31 February").
    pub make: fn(&Hit<'_>) -> Option<Time>,
}

/// A stretch of words that a rule fits.
#[derive(Clone, Debug)]
pub struct Node {
    /// Index of the rule.
    pub rule: usize,
    /// First word.
    pub from: usize,
    /// One past the last word.
    pub to: usize,
    slots: Vec<Slot>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Slot {
    Missing,
    Word(usize, Class),
    Amount(Amount),
    Feast(usize),
    Node(usize),
}

/// All readings of one sentence.
pub struct Chart<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a [Word],
    /// What was found, in the order of finding.
    pub nodes: Vec<Node>,
    rules: &'a [Compiled],
    by_start: Vec<Vec<usize>>,
    classes: Class,
    kinds: Kind,
}

impl<'a> Chart<'a> {
    /// Applies the rules until nothing new appears.
    pub fn fill(text: &'a str, words: &'a [Word], rules: &'a [Compiled]) -> Chart<'a> {
        let classes = words.iter().fold(0, |all, w| all | w.classes);
        let by_start = vec![Vec::new(); words.len()];
        let mut chart = Chart { text, words, nodes: Vec::new(), rules, by_start, classes, kinds: 0 };
        for pass in 0..MAX_PASSES {
            let before = chart.nodes.len();
            for (i, rule) in rules.iter().enumerate() {
                for pattern in &rule.patterns {
                    if (pass == 0 || pattern.builds) && chart.may_fit(pattern) {
                        chart.apply(i, pattern);
                    }
                }
            }
            if chart.nodes.len() == before {
                break;
            }
        }
        chart
    }

    fn may_fit(&self, pattern: &Pattern) -> bool {
        pattern.needs.iter().all(|needs| match needs {
            Test::Class(class) => self.classes & class != 0,
            Test::Kind(kind) => self.kinds & kind != 0,
            test => self.words.iter().any(|w| test.fits(w)),
        })
    }

    fn apply(&mut self, rule: usize, pattern: &Pattern) {
        for start in 0..self.words.len() {
            let mut fits = Vec::new();
            let row = Row { from: None, to: start, slots: Vec::new() };
            self.step(&pattern.items, start, &row, &mut fits);
            for node in fits {
                self.add(Node { rule, from: node.from.unwrap_or(start), to: node.to, slots: node.slots });
            }
        }
    }

    fn add(&mut self, node: Node) {
        if node.from >= node.to {
            return;
        }
        let same = |i: &usize| {
            let known = &self.nodes[*i];
            known.rule == node.rule && known.to == node.to
        };
        if self.by_start[node.from].iter().any(same) || self.nodes.len() >= MAX_NODES {
            return;
        }
        self.kinds |= self.rules[node.rule].rule.gives;
        self.by_start[node.from].push(self.nodes.len());
        self.nodes.push(node);
    }

    /// Fits the items from here on; collects every way it can be done.
    fn step(&self, items: &[Item], at: usize, row: &Row, fits: &mut Vec<Row>) {
        let Some((item, rest)) = items.split_first() else {
            fits.push(row.clone());
            return;
        };
        if item.not {
            if !self.stands_beside(item, at) {
                self.step(rest, at, row, fits);
            }
            return;
        }
        if !item.glued || self.words.get(at).is_some_and(|w| w.glued) {
            self.each_fit(item, at, |end, slot| self.step(rest, end, &row.with(item, at, end, slot), fits));
        }
        if item.optional {
            self.step(rest, at, &row.without(item), fits);
        }
    }

    /// Is the word that `!` or `-!` forbids there?
    fn stands_beside(&self, item: &Item, at: usize) -> bool {
        let seen = if item.behind { at.checked_sub(1) } else { Some(at) };
        let glue = !item.glued || self.words.get(at).is_some_and(|w| w.glued);
        glue && seen.and_then(|i| self.words.get(i)).is_some_and(|w| item.test.fits(w))
    }

    /// Every stretch of words from here that the item fits: one past its end, and what fills the slot.
    fn each_fit(&self, item: &Item, at: usize, mut found: impl FnMut(usize, Slot)) {
        match item.test {
            Test::Kind(kind) => {
                let nodes = self.by_start.get(at).map_or(&[][..], Vec::as_slice);
                for &i in nodes.iter().filter(|i| self.rule(&self.nodes[**i]).gives & kind != 0) {
                    found(self.nodes[i].to, Slot::Node(i));
                }
            }
            Test::Amount => {
                if let Some(n) = amount(self.words, at) {
                    found(n.to, Slot::Amount(n));
                }
            }
            Test::Feast => {
                if let Some((feast, end)) = feast::at(self.words, at) {
                    found(end, Slot::Feast(feast));
                }
            }
            Test::Words(_) => {
                if self.words.get(at).is_some_and(|w| item.test.fits(w)) {
                    found(at + 1, Slot::Missing);
                }
            }
            Test::Class(class) => {
                if let Some(word) = self.words.get(at).filter(|w| item.test.fits(w)) {
                    found(at + 1, Slot::Word(at, word.classes & class));
                }
            }
        }
    }

    /// The rule of a node.
    pub fn rule(&self, node: &Node) -> &'static Rule {
        self.rules[node.rule].rule
    }

    /// Where a node stands in the text.
    pub fn span(&self, node: &Node) -> Span {
        self.words[node.from].span.join(self.words[node.to - 1].span)
    }

    /// What a node means.
    pub fn make(&self, node: &Node, now: &Now<'_>) -> Option<Time> {
        (self.rule(node).make)(&Hit { chart: self, node, now })
    }
}

/// Rules are built of rules this deep at most: "by early in the morning of Monday, 3 May" needs four.
const MAX_PASSES: usize = 6;
/// A sentence with more readings than this is a table or a trick.
const MAX_NODES: usize = 4000;

#[derive(Clone)]
struct Row {
    from: Option<usize>,
    to: usize,
    slots: Vec<Slot>,
}

impl Row {
    /// With one more item fitted to the words `at..end`.
    fn with(&self, item: &Item, at: usize, end: usize, slot: Slot) -> Row {
        let mut row = self.clone();
        if item.slot.is_some() {
            row.slots.push(slot);
        }
        if !item.context {
            row.from.get_or_insert(at);
            row.to = end;
        }
        row
    }

    /// With one item passed over.
    fn without(&self, item: &Item) -> Row {
        let mut row = self.clone();
        if item.slot.is_some() {
            row.slots.push(Slot::Missing);
        }
        row
    }
}

/// A reading whose meaning is asked for: the rule's slots and the circumstances.
pub struct Hit<'a> {
    chart: &'a Chart<'a>,
    node: &'a Node,
    /// When this is said, and what was spoken of before.
    pub now: &'a Now<'a>,
}

impl Hit<'_> {
    /// Is the slot filled?
    pub fn has(&self, slot: usize) -> bool {
        self.node.slots.get(slot).is_some_and(|s| *s != Slot::Missing)
    }

    /// The value of the word in this slot; 0 when it is missing.
    pub fn value(&self, slot: usize) -> i32 {
        match self.node.slots.get(slot) {
            Some(Slot::Word(i, class)) => self.chart.words[*i].value(*class),
            _ => 0,
        }
    }

    /// Does the reading hold this word (of the lexicon, in lower case)?
    pub fn word(&self, word: &str) -> bool {
        let id = lexicon::id(word);
        id != 0 && self.chart.words[self.node.from..self.node.to].iter().any(|w| w.id == id)
    }

    /// Is it the first word?
    pub fn first_is(&self, word: &str) -> bool {
        self.chart.words[self.node.from].id == lexicon::id(word)
    }

    /// Number of digits in the word of this slot.
    pub fn n_digits(&self, slot: usize) -> u8 {
        match self.node.slots.get(slot) {
            Some(Slot::Word(i, _)) => self.chart.words[*i].n_digits,
            _ => 0,
        }
    }

    /// The number in this slot.
    pub fn amount(&self, slot: usize) -> Option<f64> {
        match self.node.slots.get(slot) {
            Some(Slot::Amount(a)) => a.n,
            _ => None,
        }
    }

    /// The time in this slot.
    pub fn time(&self, slot: usize) -> Option<Time> {
        match self.node.slots.get(slot) {
            Some(Slot::Node(i)) => self.chart.make(&self.chart.nodes[*i], self.now),
            _ => None,
        }
    }

    /// The feast in this slot: its row in `feasts.tsv`.
    pub fn feast(&self, slot: usize) -> Option<usize> {
        match self.node.slots.get(slot) {
            Some(Slot::Feast(row)) => Some(*row),
            _ => None,
        }
    }

    /// The word after (`next`) or before the reading.
    pub fn beside(&self, next: bool) -> Option<&Word> {
        let at = if next { Some(self.node.to) } else { self.node.from.checked_sub(1) };
        at.and_then(|i| self.chart.words.get(i))
    }

    /// The word that many places before the reading.
    pub fn before(&self, n: usize) -> Option<&Word> {
        self.node.from.checked_sub(n).and_then(|i| self.chart.words.get(i))
    }

    /// The word that many places after the reading; 1 is the next.
    pub fn after(&self, n: usize) -> Option<&Word> {
        self.chart.words.get(self.node.to + n - 1)
    }

    /// The first word of the reading.
    pub fn first(&self) -> &Word {
        &self.chart.words[self.node.from]
    }

    /// The last word of the reading.
    pub fn last(&self) -> &Word {
        &self.chart.words[self.node.to - 1]
    }

    /// Is the reading glued to the word before?
    pub fn glued(&self) -> bool {
        self.first().glued
    }

    /// "Wednesday's ruling": what has happened, unless it is of those that are planned ("Wednesday's vote").
    pub fn belongs_to_past_event(&self) -> bool {
        let word = |i: usize| self.chart.words.get(self.node.to + i);
        let owns = word(0).is_some_and(|w| ["'", "’"].contains(&self.text_of(w)))
            && word(1).is_some_and(|w| w.glued && self.text_of(w) == "s");
        let ahead = self.before(2).is_some_and(|w| self.text_of(w) == "ahead");
        let planned = ahead || (2..5).any(|i| word(i).is_some_and(|w| w.is(*lexicon::PLANNED)));
        owns && !planned
    }

    /// Does the reading begin its sentence?
    pub fn at_start(&self) -> bool {
        self.node.from == 0
    }

    /// The letters of a word.
    pub fn text_of(&self, word: &Word) -> &str {
        word.span.of(self.chart.text)
    }
}

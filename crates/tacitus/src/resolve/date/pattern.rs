//! How patterns are written and read; engine.rs says what each item fits.
//!
//! Takes the text of a pattern, gives its items made ready to be tried. A misspelt class or kind in a rule is a
//! panic when the rules are first read, never later.
//!
//! Example: `[in] <month> ,? <yyyy>` has four items and two slots; the first is context, the third optional.

use super::engine::{
    CENTURY, CLOCK, DATE, DAY, DECADE, Kind, LENGTH, MONTH, OTHER, PART, QUARTER, Rule, SEASON, WEEK, YEAR,
};
use super::lexicon::{self, Class, Word};

/// Names of the kinds, as patterns spell them.
const KINDS: &[(&str, Kind)] = &[
    ("day", DAY),
    ("week", WEEK),
    ("month", MONTH),
    ("season", SEASON),
    ("quarter", QUARTER),
    ("year", YEAR),
    ("decade", DECADE),
    ("century", CENTURY),
    ("clock", CLOCK),
    ("length", LENGTH),
    ("other", OTHER),
    ("part", PART),
    ("date", DATE),
];
/// A rule made ready: its patterns read.
pub struct Compiled {
    /// The record.
    pub rule: &'static Rule,
    /// Its patterns.
    pub patterns: Vec<Pattern>,
}

/// A row of items.
pub struct Pattern {
    /// In order.
    pub items: Vec<Item>,
    /// Every match has a word of each of these sets; a sentence without is passed over.
    pub needs: Vec<Test>,
    /// Does it build on other rules?
    pub builds: bool,
}

/// One item of a pattern.
pub struct Item {
    /// What it fits.
    pub test: Test,
    /// `~`: no white space before.
    pub glued: bool,
    /// `?`: may be missing.
    pub optional: bool,
    /// `[ ]`: not among the words found.
    pub context: bool,
    /// `!`: fits when the test does not, and takes no word.
    pub not: bool,
    /// `-!`: the same for the word before.
    pub behind: bool,
    /// Number of the slot.
    pub slot: Option<usize>,
}

/// What an item fits.
#[derive(Clone)]
pub enum Test {
    /// One of these words, by their numbers in the lexicon.
    Words(Vec<u32>),
    /// A word of one of these classes.
    Class(Class),
    /// A number.
    Amount,
    /// The name of a feast.
    Feast,
    /// What other rules found.
    Kind(Kind),
}

/// Words that patterns spell out.
pub fn literals(rules: &'static [&'static [Rule]]) -> impl Iterator<Item = String> {
    let patterns = rules.iter().copied().flatten().flat_map(|r| r.patterns.iter());
    patterns.flat_map(|p| p.split(' ')).flat_map(|item| {
        let body = body(item);
        let words = if body.starts_with('<') { "" } else { body };
        words.split('|').filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    })
}

/// An item without its signs.
fn body(item: &str) -> &str {
    let item = item.trim_start_matches('[').trim_end_matches(']');
    let item = item.strip_prefix("-!").or_else(|| item.strip_prefix('!')).unwrap_or(item);
    let item = if item.len() > 1 { item.strip_prefix('~').unwrap_or(item) } else { item };
    if item.len() > 1 { item.strip_suffix('?').unwrap_or(item) } else { item }
}

/// Reads the patterns of all rules.
pub fn compile(rules: &'static [&'static [Rule]]) -> Vec<Compiled> {
    let compile = |rule: &'static Rule| Compiled {
        rule,
        patterns: rule.patterns.iter().map(|p| Pattern::read(p)).collect(),
    };
    rules.iter().copied().flatten().map(compile).collect()
}

impl Pattern {
    fn read(pattern: &str) -> Pattern {
        let mut items = Vec::new();
        let mut context = false;
        let mut n_slots = 0;
        for raw in pattern.split(' ') {
            context |= raw.starts_with('[');
            let mut item = Item::read(raw, context);
            if item.slot.is_some() {
                item.slot = Some(n_slots);
                n_slots += 1;
            }
            items.push(item);
            context &= !raw.ends_with(']');
        }
        let needs = items.iter().filter_map(Item::needs).collect();
        let builds = items.iter().any(|i| matches!(i.test, Test::Kind(_)));
        Pattern { items, needs, builds }
    }
}

impl Item {
    fn read(raw: &str, context: bool) -> Item {
        let bare = raw.trim_start_matches('[').trim_end_matches(']');
        let behind = bare.starts_with("-!");
        let not = behind || bare.starts_with('!');
        let glued = bare.len() > 1 && bare.trim_start_matches(['-', '!']).starts_with('~');
        let optional = bare.len() > 1 && bare.ends_with('?');
        let body = body(raw);
        let test = match body.strip_prefix('<').and_then(|b| b.strip_suffix('>')) {
            Some("n") => Test::Amount,
            Some("f") => Test::Feast,
            Some(kinds) if kinds.starts_with(':') => {
                Test::Kind(kinds[1..].split('|').map(kind).fold(0, |a, b| a | b))
            }
            Some(classes) => Test::Class(classes.split('|').map(lexicon::class).fold(0, |a, b| a | b)),
            None => Test::Words(body.split('|').map(lexicon::id).collect()),
        };
        let slot = (!not && !matches!(test, Test::Words(_))).then_some(0);
        Item { test, glued, optional, context, not, behind, slot }
    }

    /// What a sentence must hold if this item is to fit anywhere in it.
    fn needs(&self) -> Option<Test> {
        let must = !self.optional && !self.not && !matches!(self.test, Test::Amount);
        must.then(|| match self.test {
            Test::Feast => Test::Class(*lexicon::FEAST),
            _ => self.test.clone(),
        })
    }
}

fn kind(name: &str) -> Kind {
    let found = KINDS.iter().find(|(k, _)| *k == name);
    found.unwrap_or_else(|| panic!("no kind of time is called `{name}`")).1
}

impl Test {
    /// Does one word fit it?
    pub fn fits(&self, word: &Word) -> bool {
        match self {
            Test::Words(ids) => word.id != 0 && ids.contains(&word.id),
            Test::Class(class) => word.classes & class != 0,
            Test::Amount | Test::Feast | Test::Kind(_) => false,
        }
    }
}

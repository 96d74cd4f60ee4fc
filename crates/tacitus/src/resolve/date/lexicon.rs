//! A sentence -> words with what each may be in an expression of time.
//!
//! Takes the text of one sentence, gives [`Word`]s: month, weekday, unit, number and so on, by the rows of
//! `words.tsv` and by the look of the digits. It decides nothing: "May" is a month here even where it is a verb.
//!
//! Example: "on 3 May" gives `on` (no class), `3` (DD, MM, HH, INT) and `May` (MONTH, value 5).

use crate::Span;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word may be; a set of bits.
pub type Class = u64;

/// Names of the classes, as rules and `words.tsv` spell them. The bit is the position in this list.
const CLASSES: &[&str] = &[
    "month",    // 1 to 12
    "sure",     // a month's name that is nothing else, as "September" and unlike "May"
    "weekday",  // 1 = Monday
    "weekdays", // the plural: "Mondays"
    "unit",     // see `Unit`
    "units",    // the plural
    "part",     // of the day: 1 morning, 2 afternoon, 3 evening, 4 night
    "season",   // 1 spring to 4 winter
    "ord",      // "third", "3rd"
    "num",      // a number in one word
    "mult",     // dozen, hundred, thousand
    "some",     // an unknown number
    "decades",  // "nineties" 90, "1990s" 1990
    "zone",     // of time
    "counted",  // what is counted, so that a number before it is no year
    "paper",    // "Sunday Times", "Friday prayers"
    "thing",    // "Christmas tree"
    "future",   // see tense.rs
    "lead",     // before "to": the verb after it lies ahead
    "back",     // before "to": it lies behind
    "planned",  // what is held on a day that is set before
    "say",      // verbs of saying
    "past",     // past forms
    "dd",       // digits, 1 to 31
    "mm",       // digits, 1 to 12
    "hh",       // digits, 0 to 24
    "min",      // two digits, 00 to 59
    "yy",       // two digits
    "yyyy",     // four digits, 1000 to 2199
    "int",      // digits
    "clock4",   // four digits that may be hours and minutes
    "feast",    // the first word of a feast
    "trigger",  // other words that may be a time by themselves: "now"
    "cap",      // begins with a capital letter
];

/// The bit of a class. Panics on a name that is not in the list: a rule or row is misspelt.
pub fn class(name: &str) -> Class {
    let bit = CLASSES.iter().position(|c| *c == name);
    1 << bit.unwrap_or_else(|| panic!("no class of words is called `{name}`"))
}

macro_rules! classes {
    ($($konst:ident $name:literal)*) => {
        $(
            #[doc = concat!("The class `", $name, "`.")]
            pub static $konst: LazyLock<Class> = LazyLock::new(|| class($name));
        )*
    };
}
classes! {
    MONTH "month" WEEKDAY "weekday" UNIT "unit" UNITS "units" ORD "ord" NUM "num" MULT "mult" SOME "some"
    DECADES "decades" DD "dd" MM "mm" HH "hh" MIN "min" YY "yy" YYYY "yyyy" INT "int" CLOCK4 "clock4"
    PAST "past" FUTURE "future" LEAD "lead" BACK "back" SAY "say" CAP "cap" FEAST "feast" SEASON "season"
    PART "part" SURE "sure" PLANNED "planned"
}

/// A sentence without any of these holds no time.
pub static TRIGGER: LazyLock<Class> = LazyLock::new(|| {
    let names = "month weekday weekdays unit units part season decades zone feast yyyy clock4 dd trigger";
    names.split(' ').map(class).fold(0, |a, b| a | b)
});

/// One word, number or mark of a sentence.
#[derive(Clone, Debug)]
pub struct Word {
    /// Where it stands in the whole text.
    pub span: Span,
    /// Number of the word in the lexicon; 0 when it means nothing to us.
    pub id: u32,
    /// What it may be.
    pub classes: Class,
    /// True when no white space stands before it.
    pub glued: bool,
    /// Digits: the number they make.
    pub number: i32,
    /// Digits: how many there are.
    pub n_digits: u8,
    /// Digits: the tenths of "2.5".
    pub tenths: u8,
}

impl Word {
    /// Is it one of these?
    pub fn is(&self, class: Class) -> bool {
        self.classes & class != 0
    }

    /// The value it has as a member of this class.
    pub fn value(&self, class: Class) -> i32 {
        if self.id != 0 {
            let rows = &LEXICON.entries[self.id as usize].rows;
            if let Some(row) = rows.iter().find(|r| r.class & class != 0) {
                return row.value;
            }
        }
        self.number
    }
}

struct Row {
    class: Class,
    value: i32,
    capital: bool,
    stop: Stop,
}

#[derive(Clone, Copy, PartialEq)]
enum Stop {
    Never,
    May,
    Must,
}

#[derive(Default)]
struct Entry {
    rows: Vec<Row>,
}

/// All words the rules know.
pub struct Lexicon {
    ids: HashMap<String, u32>,
    entries: Vec<Entry>,
}

impl Lexicon {
    /// The number of a literal word; makes one for a new word.
    fn intern(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.entries.len() as u32;
        self.entries.push(Entry::default());
        self.ids.insert(word.to_owned(), id);
        id
    }
}

/// Read once: the rows of `words.tsv`, and the literal words of all rules and feasts.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { ids: HashMap::new(), entries: vec![Entry::default()] };
    for line in include_str!("words.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, value, flags, words] = cells[..] else { panic!("words.tsv: four cells a row: {line}") };
        for word in words.split(' ') {
            let id = lexicon.intern(word);
            lexicon.entries[id as usize].rows.push(Row {
                class: class(name),
                value: value.parse().expect("words.tsv: the value is a number"),
                capital: flags.contains('C'),
                stop: match () {
                    () if flags.contains('!') => Stop::Must,
                    () if flags.contains('.') => Stop::May,
                    () => Stop::Never,
                },
            });
        }
    }
    for word in super::rules::literals().chain(super::feast::literals()).chain(super::tense::literals()).chain(super::number::literals()) {
        lexicon.intern(&word);
    }
    for word in super::feast::first_words() {
        let id = lexicon.intern(&word);
        let row = Row { class: class("feast"), value: 0, capital: true, stop: Stop::Never };
        lexicon.entries[id as usize].rows.push(row);
    }
    lexicon
});

/// The number of a word that is known; 0 for any other.
pub fn id(word: &str) -> u32 {
    LEXICON.ids.get(word).copied().unwrap_or(0)
}

/// Cuts the words of one sentence.
pub fn words(text: &str, sentence: Span, words: &mut Vec<Word>) {
    words.clear();
    let bytes = text.as_bytes();
    let mut low = String::new();
    let mut at = sentence.start;
    let mut glued = false;
    while at < sentence.end {
        let b = bytes[at];
        if b.is_ascii_whitespace() {
            at += 1;
            glued = false;
            continue;
        }
        let end = if b.is_ascii_digit() {
            digits_end(bytes, at, sentence.end)
        } else if b.is_ascii_alphabetic() || b >= 0x80 {
            letters_end(text, at, sentence.end)
        } else {
            at + 1
        };
        let word = if b.is_ascii_digit() {
            number(text, at, end, glued)
        } else {
            letters(text, at, end, sentence.end, glued, &mut low)
        };
        at = word.span.end;
        words.push(word);
        glued = true;
    }
}

/// Digits with thousands commas ("2,000"), a decimal part, or an ending ("1990s", "19th").
fn digits_end(bytes: &[u8], start: usize, limit: usize) -> usize {
    let run = |from: usize| bytes[from..limit].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = start + run(start);
    while end < limit && bytes[end] == b',' && end - start <= 15 && run(end + 1) == 3 {
        end += 4;
    }
    if end < limit && bytes[end] == b'.' && run(end + 1) == 1 && run(end + 2) == 0 && end - start < 3 {
        let after = bytes.get(end + 2);
        if after != Some(&b'.') {
            end += 2;
        }
    }
    let letters = bytes[end..limit].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let tail = bytes[end..end + letters].to_ascii_lowercase();
    match tail.as_slice() {
        b"s" | b"st" | b"nd" | b"rd" | b"th" => end + letters,
        _ => end,
    }
}

fn letters_end(text: &str, start: usize, limit: usize) -> usize {
    let rest = &text[start..limit];
    let n = rest.char_indices().find(|(_, c)| !c.is_alphabetic()).map_or(rest.len(), |(i, _)| i);
    start + if n == 0 { rest.chars().next().map_or(1, char::len_utf8) } else { n }
}

fn number(text: &str, start: usize, end: usize, glued: bool) -> Word {
    let raw = &text[start..end];
    let n_digits = raw.bytes().take_while(u8::is_ascii_digit).count();
    let tail = &raw[n_digits..];
    let number: i32 = raw[..n_digits].parse().unwrap_or(i32::MAX);
    let two = n_digits <= 2;
    let mut classes = 0;
    let mut set = |class: &LazyLock<Class>, on: bool| classes |= if on { **class } else { 0 };
    match tail {
        "" => {
            set(&DD, two && (1..=31).contains(&number));
            set(&MM, two && (1..=12).contains(&number));
            set(&HH, two && number <= 24);
            set(&MIN, n_digits == 2 && number < 60);
            set(&YY, n_digits == 2);
            set(&YYYY, n_digits == 4 && (1000..2200).contains(&number));
            set(&CLOCK4, n_digits == 4 && number < 2400 && number % 100 < 60);
            set(&INT, n_digits <= 6);
        }
        "s" => set(&DECADES, number % 10 == 0 && (n_digits == 4 || n_digits == 2)),
        _ if tail.starts_with([',', '.']) => set(&NUM, true),
        _ => set(&ORD, two || n_digits == 3),
    }
    // A longer number is one that is counted, never one of a date.
    let number = if tail.starts_with(',') {
        raw.replace(',', "").parse().unwrap_or(i32::MAX)
    } else {
        number
    };
    let tenths = if tail.starts_with('.') { tail.as_bytes()[1] - b'0' } else { 0 };
    let n_digits = n_digits.min(99) as u8;
    Word { span: Span::new(start, end), id: 0, classes, glued, number, n_digits, tenths }
}

fn letters(text: &str, start: usize, end: usize, limit: usize, glued: bool, low: &mut String) -> Word {
    let raw = &text[start..end];
    low.clear();
    low.push_str(raw);
    low.make_ascii_lowercase();
    let id = id(low);
    let capital = raw.starts_with(|c: char| c.is_uppercase());
    let mut word = Word { span: Span::new(start, end), id, classes: 0, glued, number: 0, n_digits: 0, tenths: 0 };
    if capital {
        word.classes |= *CAP;
    }
    let stop = text[end..limit].starts_with('.');
    let mut takes_stop = false;
    for row in &LEXICON.entries[id as usize].rows {
        if (row.capital && !capital) || (row.stop == Stop::Must && !stop) {
            continue;
        }
        word.classes |= row.class;
        takes_stop |= stop && row.stop != Stop::Never;
    }
    if takes_stop {
        word.span.end += 1;
    }
    word
}

//! Words -> how many: "three", "twenty-five", "two and a half", "5 1/2", "several".
//!
//! Takes the words of a sentence and a place in it, gives the number that begins there. A number may be
//! unknown ("several"); TIMEX3 writes `X` for it. It never looks at what is counted.
//!
//! Example: "a couple of" is 2 and three words long.

use super::lexicon::{INT, MULT, NUM, SOME, UNIT, Word, id};

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// `None`: more than one, not known how many.
    pub n: Option<f64>,
    /// Which words: first.
    pub from: usize,
    /// Which words: one past the last.
    pub to: usize,
}

/// The longest number that begins at this word.
pub fn amount(words: &[Word], at: usize) -> Option<Amount> {
    let word = words.get(at)?;
    let lit = |i: usize, s: &str| words.get(i).is_some_and(|w| w.id != 0 && w.id == id(s));
    let found = |n: f64, to: usize| Some(Amount { n: Some(n), from: at, to });
    let some = |to: usize| Some(Amount { n: None, from: at, to });

    if word.is(*INT) {
        return digits(words, at);
    }
    if word.is(*NUM) {
        let (mut n, mut to) = cardinal(words, at)?;
        if lit(to, "and") && lit(to + 1, "a") && lit(to + 2, "half") {
            (n, to) = (n + 0.5, to + 3);
        }
        return found(n, to);
    }
    if lit(at, "half") && (lit(at + 1, "a") || lit(at + 1, "an")) {
        return found(0.5, at + 2);
    }
    let article = lit(at, "a") || lit(at, "an");
    if article && words.get(at + 1).is_some_and(|w| w.is(*UNIT) && !w.glued) {
        return found(1.0, at + 1);
    }
    if lit(at, "a") && lit(at + 1, "couple") {
        return found(2.0, if lit(at + 2, "of") { at + 3 } else { at + 2 });
    }
    if article && words.get(at + 1).is_some_and(|w| w.is(*MULT)) {
        return found(f64::from(words[at + 1].value(*MULT)), at + 2);
    }
    if lit(at, "a") && (lit(at + 1, "few") || lit(at + 1, "dozen")) {
        return some(at + 2);
    }
    if lit(at, "the") && (lit(at + 1, "few") || lit(at + 1, "several")) {
        return some(at + 2);
    }
    if word.is(*SOME) && !words.get(at + 1).is_some_and(|w| w.is(*INT | *NUM)) {
        return some(at + 1);
    }
    if lit(at, "dozens") && lit(at + 1, "of") {
        return some(at + 2);
    }
    None
}

fn digits(words: &[Word], at: usize) -> Option<Amount> {
    let is_slash = words.get(at + 2).is_some_and(|w| w.id == id("/") && w.glued);
    let whole = f64::from(words[at].number);
    let part = |i: usize| words.get(i).filter(|w| w.is(*INT)).map(|w| f64::from(w.number));
    // "5 1/2": the number, then a fraction
    if is_slash
        && let (Some(a), Some(b)) = (part(at + 1), part(at + 3))
        && a < b
    {
        return Some(Amount { n: Some(whole + a / b), from: at, to: at + 4 });
    }
    Some(Amount { n: Some(whole), from: at, to: at + 1 })
}

/// "twenty-five", "three hundred": the number and one past its last word.
fn cardinal(words: &[Word], at: usize) -> Option<(f64, usize)> {
    let value = |i: usize| words.get(i).filter(|w| w.is(*NUM)).map(|w| w.value(*NUM));
    let mut n = value(at)?;
    let mut to = at + 1;
    if words[at].n_digits > 0 {
        return Some((f64::from(words[at].number) + f64::from(words[at].tenths) / 10.0, to));
    }
    if n >= 20 {
        let dash = words.get(to).is_some_and(|w| w.id == id("-"));
        if let Some(one) = value(to + usize::from(dash)).filter(|v| (1..10).contains(v)) {
            n += one;
            to += 1 + usize::from(dash);
        }
    }
    while let Some(times) = words.get(to).filter(|w| w.is(*MULT)).map(|w| w.value(*MULT)) {
        n = n.saturating_mul(times);
        to += 1;
    }
    Some((f64::from(n), to))
}

/// Words that this file looks for by themselves.
pub fn literals() -> impl Iterator<Item = String> {
    let words =
        ["a", "an", "the", "and", "of", "half", "couple", "few", "several", "dozen", "dozens", "/", "-"];
    words.into_iter().map(str::to_owned)
}

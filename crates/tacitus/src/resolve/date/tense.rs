//! Does the clause around a place in a sentence tell of what was or of what will be?
//!
//! Takes the words of a sentence, gives a [`Tense`] for one of them. A cheap rule: the nearest verb form that
//! shows tense, the one before the word first. No grammar is read.
//!
//! Example: in "He said they will meet Tuesday" the word before "Tuesday" that tells is "will": future. In
//! "They will meet, he said Tuesday" it is "said": past.

use super::lexicon::{BACK, FUTURE, LEAD, PAST, SAY, Word, id};
use super::time::Tense;

/// Words that this file looks for by themselves.
pub fn literals() -> impl Iterator<Item = String> {
    ["to", ";", "by", "until", "till", "as", "early", "soon", "later", "than", "of", "ahead"]
        .iter()
        .chain(LASTED)
        .map(|w| (*w).to_owned())
}

/// The tense around the words `from..to`.
pub fn around(text: &str, words: &[Word], from: usize, to: usize) -> Tense {
    let lit = |i: usize, s: &str| words.get(i).is_some_and(|w| w.id != 0 && w.id == id(s));
    // "said Friday": it is the saying that has the day
    let nearest = words[..from].iter().rposition(|w| w.span.len() > 1 || w.id == 0);
    if nearest.is_some_and(|i| words[i].is(*SAY) && words[i].span.of(text).ends_with('d')) {
        return Tense::Past;
    }
    if let Some(due) = deadline(words, from) {
        return due;
    }
    let before = (0..from).rev().take(REACH);
    for i in before {
        match cue(text, words, i) {
            Tense::Open => {}
            found => return found,
        }
        if lit(i, ";") {
            break;
        }
    }
    for i in to..words.len().min(to + REACH) {
        match cue(text, words, i) {
            Tense::Open => {}
            found => return found,
        }
    }
    Tense::Open
}

/// "until Tuesday", "by Friday" set a term that lies ahead, unless something lasted until then.
fn deadline(words: &[Word], from: usize) -> Option<Tense> {
    let is = |word: &Word, names: &[&str]| word.id != 0 && names.iter().any(|n| word.id == id(n));
    let last = |back: usize, names: &[&str]| from.checked_sub(back).is_some_and(|i| is(&words[i], names));
    // "as early as Tuesday", "no later than Tuesday", "ahead of Tuesday's talks"
    if (last(1, &["as"]) && last(2, &["early", "soon"]))
        || (last(1, &["than"]) && last(2, &["later"]))
        || (last(1, &["of"]) && last(2, &["ahead"]))
    {
        return Some(Tense::Future);
    }
    let by = from.checked_sub(1).filter(|i| *i > 0 && is(&words[*i], &["by", "until", "till"]))?;
    let lasted = words[by.saturating_sub(4)..by].iter().any(|w| is(w, LASTED));
    Some(if lasted { Tense::Past } else { Tense::Future })
}

const LASTED: &[&str] = &[
    "was",
    "were",
    "lasted",
    "continued",
    "remained",
    "stayed",
    "waited",
    "raged",
    "lived",
    "worked",
    "had",
    "did",
];

/// How many words away a verb is looked for.
const REACH: usize = 30;

/// What one word says about tense.
fn cue(text: &str, words: &[Word], i: usize) -> Tense {
    let word = &words[i];
    if word.id != 0 && word.id == id("to") {
        return infinitive(text, words, i);
    }
    if word.is(*FUTURE) {
        return Tense::Future;
    }
    let letters = word.span.of(text);
    let participle =
        letters.len() > 4 && letters.ends_with("ed") && letters.starts_with(|c: char| c.is_lowercase());
    let leads = word.is(*LEAD) && words.get(i + 1).is_some_and(|w| w.id != 0 && w.id == id("to"));
    if (participle || word.is(*PAST | *SAY)) && !leads {
        // "is heard", "to be held": no past
        let helper = i.checked_sub(1).map(|j| words[j].span.of(text));
        return match helper {
            Some("is" | "are" | "being" | "be") => Tense::Open,
            _ => Tense::Past,
        };
    }
    Tense::Open
}

/// "plans to meet" lies ahead, "failed to meet" behind; "met to discuss" says nothing by its infinitive.
fn infinitive(text: &str, words: &[Word], to: usize) -> Tense {
    let next_is_verb = words.get(to + 1).is_some_and(|w| {
        let s = w.span.of(text);
        s.len() > 1 && s.starts_with(|c: char| c.is_lowercase()) && s != "the"
    });
    let Some(before) = to.checked_sub(1).map(|i| &words[i]).filter(|_| next_is_verb) else {
        return Tense::Open;
    };
    if before.is(*BACK) {
        return Tense::Past;
    }
    let object = to.checked_sub(2).is_some_and(|i| words[i].is(*LEAD) && !words[i].is(*PAST));
    if before.is(*LEAD) || object { Tense::Future } else { Tense::Open }
}

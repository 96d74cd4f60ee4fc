//! Place phrases in a text that nobody marked.
//!
//! Takes a text and its sentences, gives spans; looks at capital letters, the gazetteer and the words around,
//! never at a network. "in Basra" is a place, "Mr Paris" and "the Washington Post" are not.

use super::fold::fold;
use super::gazetteer::Places;
use super::lexicon::{Sort, bare};
use super::measure::log2;
use super::table::Class;
use crate::{Sentence, Span};
use std::collections::HashMap;

/// The most words in a name.
const MOST_WORDS: usize = 6;

/// What speaks for and against a phrase. It is taken at [`TAKEN`], and at [`AGAIN`] when the same name was
/// taken elsewhere in the text.
mod cue {
    pub const TAKEN: f32 = 1.0;
    pub const AGAIN: f32 = -0.5;
    pub const COUNTRY: f32 = 3.5;
    pub const DIVISION: f32 = 2.5;
    pub const DISTRICT: f32 = 1.0;
    /// A town: a quarter for each doubling of its people, and this.
    pub const PEOPLE: f32 = 0.25;
    pub const TOWN: f32 = -3.5;
    /// Only an alternate name.
    pub const ALTERNATE: f32 = -1.0;
    /// Two words and more are seldom chance.
    pub const LONG: f32 = 0.7;
    /// "in", "near".
    pub const PREPOSITION: f32 = 2.0;
    /// "of", "from", "to": of persons as well.
    pub const LOOSE_PREPOSITION: f32 = 1.0;
    /// What is written behind it contains it, or what is written before it lies in it.
    pub const CONTAINED: f32 = 2.5;
    /// "northern", "town of".
    pub const KIND: f32 = 1.5;
    /// "province", "airport" behind it.
    pub const KIND_BEHIND: f32 = 1.5;
    /// The first word of a sentence is written large anyhow.
    pub const FIRST_WORD: f32 = -0.7;
    pub const COMMON_WORD: f32 = -5.0;
    pub const GIVEN_NAME: f32 = -1.2;
    /// "Canadian": the word for the people of a country, and a town somewhere.
    pub const PEOPLE_WORD: f32 = -4.0;
    /// "BAGHDAD (AP)", "OTTAWA –" at the head of a sentence.
    pub const DATELINE: f32 = 2.0;
    /// "N.J.", "Ont.": only with what stands before it.
    pub const ABBREVIATION: f32 = 0.0;
    /// "Mr", "General"; a given name before it.
    pub const PERSON_BEFORE: f32 = -5.0;
    /// An unknown large word before or behind it: part of some other name.
    pub const NAME_BEFORE: f32 = -2.5;
    pub const NAME_BEHIND: f32 = -2.0;
    /// "Times", "Bank", "FC" behind it.
    pub const ORGANISATION: f32 = -3.5;
    /// Three letters and less.
    pub const SHORT: f32 = -1.5;
}

/// A word with what stands around it.
struct Word<'a> {
    span: Span,
    text: &'a str,
    small: String,
    large: bool,
    /// Punctuation stands behind it.
    closed: bool,
}

/// A name that the gazetteer knows.
struct Hit {
    span: Span,
    key: String,
    score: f32,
    /// The words beside it make it a person's.
    person: bool,
    /// The words beside it make it a place.
    placed: bool,
}

/// All place phrases, in order, none within another.
pub fn find(places: &Places, text: &str, sentences: &[Sentence]) -> Vec<Span> {
    let mut hits: Vec<Hit> = Vec::new();
    for sentence in sentences {
        in_sentence(places, text, sentence.span, &mut hits);
    }
    let mut names: HashMap<&str, Name> = HashMap::new();
    for hit in &hits {
        let name = names.entry(&hit.key).or_insert(Name { best: hit.score, person: false, placed: false });
        name.best = name.best.max(hit.score);
        name.person |= hit.person;
        name.placed |= hit.placed;
    }
    hits.iter().filter(|hit| names[hit.key.as_str()].takes(hit)).map(|hit| hit.span).collect()
}

/// What all mentions of a name in a text say together.
struct Name {
    best: f32,
    person: bool,
    placed: bool,
}

impl Name {
    /// "Valarie Taylor" makes every "Taylor" a person, unless something happens in Taylor.
    fn takes(&self, hit: &Hit) -> bool {
        let persons = self.person && !self.placed;
        !persons && (hit.score >= cue::TAKEN || hit.score >= cue::AGAIN && self.best >= cue::TAKEN)
    }
}

fn in_sentence(places: &Places, text: &str, sentence: Span, hits: &mut Vec<Hit>) {
    let words = words(places, text, sentence);
    let mut at = 0;
    let mut end_before = usize::MAX;
    while at < words.len() {
        let Some((n, key)) = longest(places, text, &words, at) else {
            at += 1;
            continue;
        };
        let mut hit = hit(places, &words, at, n, key);
        // "Pandi, Bulacan": each speaks for the other, when one lies in the other.
        if end_before == at
            && let Some(last) = hits.last_mut()
            && contains(places, &hit.key, &last.key)
        {
            last.score += cue::CONTAINED;
            hit.score += cue::CONTAINED;
            last.placed = true;
        }
        let end = with_facility(places, &words, at + n);
        hit.span = Span::new(hit.span.start, words[end - 1].span.end);
        hits.push(hit);
        end_before = end;
        at = end;
    }
}

fn hit(places: &Places, words: &[Word<'_>], at: usize, n: usize, key: String) -> Hit {
    let span = words[at].span.join(words[at + n - 1].span);
    let mut score = alone(places, &words[at..at + n], &key);
    let before = if at == 0 { cue::FIRST_WORD } else { before(places, &words[..at]) };
    let mut behind = 0.0;
    if let Some(next) = words.get(at + n).filter(|_| !words[at + n - 1].closed) {
        behind = self::behind(places, next);
    } else if at == 0 && words[0].text.len() > 3 && words[0].text.chars().all(|c| !c.is_lowercase()) {
        behind = cue::DATELINE;
    }
    score += before + behind;
    let given = n == 1 && is(places, &words[at], Sort::Given);
    let person = before <= cue::NAME_BEFORE && n == 1 || given && behind == cue::NAME_BEHIND;
    Hit { span, key, score, person, placed: before >= cue::KIND }
}

/// Cuts at blanks and dashes, and takes the punctuation off.
fn words<'a>(places: &Places, text: &'a str, sentence: Span) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut at = sentence.start;
    let cut =
        |c: char| c.is_whitespace() || matches!(c, '/' | '—' | '–' | '"' | '“' | '”' | '(' | ')' | '[' | ']');
    for piece in sentence.of(text).split_inclusive(cut) {
        let start = at;
        at += piece.len();
        let blank = piece.ends_with(char::is_whitespace);
        let raw = piece.trim_end_matches(cut);
        let left = raw.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut word = left.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let own = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        let possessive = own.is_some();
        word = own.unwrap_or(word);
        // A dot belongs to "St." and "U.S.", not to the end of a sentence.
        let dotted = word.ends_with('.') && (word[..word.len() - 1].contains('.') || word.len() <= 3);
        if word.ends_with('.') && !dotted {
            word = word.trim_end_matches('.');
        }
        if word.is_empty() {
            if let Some(last) = words.last_mut() {
                last.closed |= !raw.is_empty() || !blank;
            }
            continue;
        }
        if raw.len() != left.len()
            && let Some(last) = words.last_mut()
        {
            last.closed = true;
        }
        let from = start + (raw.len() - left.len());
        let closed = possessive || left.len() != word.len() || !blank;
        push(places, &mut words, word, from, closed);
    }
    words
}

/// One word, or the parts of one that is no name as a whole: "London-based", "Russia-Turkey".
fn push<'a>(places: &Places, words: &mut Vec<Word<'a>>, word: &'a str, mut from: usize, closed: bool) {
    let whole = !word.contains('-') || places.has(&fold(word));
    let parts: Vec<&str> = if whole { vec![word] } else { word.split('-').collect() };
    let n = parts.len();
    for (i, part) in parts.into_iter().enumerate() {
        if !part.is_empty() {
            words.push(Word {
                span: Span::new(from, from + part.len()),
                text: part,
                small: part.to_lowercase(),
                large: part.chars().next().is_some_and(char::is_uppercase),
                closed: closed && i + 1 == n,
            });
        }
        from += part.len() + 1;
    }
}

/// The longest known name that begins here: how many words, and its key.
fn longest(places: &Places, text: &str, words: &[Word<'_>], at: usize) -> Option<(usize, String)> {
    if !words[at].large {
        return None;
    }
    let joins =
        |w: &Word<'_>| w.large || matches!(w.text, "of" | "the" | "de" | "la" | "el" | "al" | "and" | "du");
    let mut most = 1;
    while most < MOST_WORDS && at + most < words.len() {
        if words[at + most - 1].closed || !joins(&words[at + most]) {
            break;
        }
        most += 1;
    }
    let known = (1..=most).rev().filter(|n| words[at + n - 1].large).find_map(|n| {
        let key = fold(&text[words[at].span.start..words[at + n - 1].span.end]);
        (places.has(&key) && (n > 1 || !is(places, &words[at], Sort::Direction))).then_some((n, key))
    });
    let short = bare(words[at].text);
    let abbreviated = || {
        let dotted = words[at].text.ends_with('.') && !places.abbreviated(&short).is_empty();
        dotted.then(|| (1, format!("{short}.")))
    };
    known.or_else(abbreviated)
}

fn is(places: &Places, word: &Word<'_>, sort: Sort) -> bool {
    places.lexicon.words.is(word.small.trim_end_matches('.'), sort)
}

/// Takes "airport" and "air base" in behind a name.
fn with_facility(places: &Places, words: &[Word<'_>], end: usize) -> usize {
    let mut to = end;
    while to < words.len() && to < end + 3 && !words[to - 1].closed {
        if is(places, &words[to], Sort::Facility) && !is(places, &words[to], Sort::OrgAfter) {
            return to + 1;
        }
        if !is(places, &words[to], Sort::FacilityWord) {
            break;
        }
        to += 1;
    }
    end
}

/// Does a place of the first name contain one of the second?
fn contains(places: &Places, outer: &str, inner: &str) -> bool {
    let named = places.named(outer).into_iter().map(|p| p.row);
    let abbreviated = outer.strip_suffix('.').map_or(&[][..], |short| places.abbreviated(short));
    let heads: Vec<_> = named
        .chain(abbreviated.iter().copied())
        .map(|row| places.row(row))
        .filter(|r| r.class <= Class::Second)
        .collect();
    places.named(inner).into_iter().take(400).any(|p| {
        let row = places.row(p.row);
        heads.iter().any(|h| match h.class {
            Class::Country => row.class > Class::Country && row.country == h.country,
            Class::First => row.class > Class::First && row.first == h.first,
            _ => row.class > Class::Second && row.second == h.second && row.second != 0,
        })
    })
}

/// What the name says by itself.
fn alone(places: &Places, words: &[Word<'_>], key: &str) -> f32 {
    if key.ends_with('.') {
        return cue::ABBREVIATION;
    }
    let mut score = prior(places, key);
    if places.lexicon.words.is(key, Sort::NotPlace) {
        score += cue::COMMON_WORD;
    }
    let [only] = words else { return score + cue::LONG };
    let letters = only.text.chars().filter(|c| c.is_alphabetic()).count();
    if letters <= 3 && score < cue::COUNTRY {
        score += cue::SHORT;
    }
    if is(places, only, Sort::PersonTitle) {
        score += cue::COMMON_WORD;
    }
    if is(places, only, Sort::Given) {
        score += cue::GIVEN_NAME;
    }
    if places.people_of(key).is_some() {
        score += cue::PEOPLE_WORD;
    }
    score
}

/// What the gazetteer says: how likely the largest of its bearers is meant.
fn prior(places: &Places, key: &str) -> f32 {
    let worth = |p: super::table::Posting| {
        let row = places.row(p.row);
        let worth = match row.class {
            Class::Country => cue::COUNTRY,
            Class::First | Class::Region | Class::Wide => cue::DIVISION,
            Class::Second => cue::DISTRICT,
            Class::City | Class::Capital => cue::TOWN + cue::PEOPLE * log2(row.population),
        };
        if p.own { worth } else { worth + cue::ALTERNATE }
    };
    places.named(key).into_iter().map(worth).fold(f32::MIN, f32::max)
}

/// What the words before it say.
fn before(places: &Places, words: &[Word<'_>]) -> f32 {
    let Some(last) = words.last() else { return 0.0 };
    let small = last.small.as_str();
    let preposition =
        if small == "the" && words.len() > 1 { words[words.len() - 2].small.as_str() } else { small };
    if last.closed {
        return 0.0;
    }
    if small == "of" && words.len() > 1 {
        let kind = &words[words.len() - 2];
        let singular = [Sort::Settlement, Sort::First, Sort::Second].iter().any(|s| is(places, kind, *s));
        let plural =
            kind.small.strip_suffix('s').is_some_and(|w| places.lexicon.words.is(w, Sort::Settlement));
        if singular || plural {
            return cue::PREPOSITION;
        }
    }
    match preposition {
        "in" | "at" | "near" | "outside" | "around" | "across" | "throughout" | "into" | "inside"
        | "within" => {
            return cue::PREPOSITION;
        }
        "of" | "from" | "to" | "toward" | "towards" | "between" | "over" | "through" | "via" | "leaving" => {
            return cue::LOOSE_PREPOSITION;
        }
        _ => {}
    }
    if last.large && (is(places, last, Sort::PersonTitle) || is(places, last, Sort::Given)) {
        return cue::PERSON_BEFORE;
    }
    if is(places, last, Sort::Direction) || is(places, last, Sort::Settlement) {
        return cue::KIND;
    }
    let other_name = last.large
        && words.len() > 1
        && !is(places, last, Sort::NotPlace)
        && places.people_of(&fold(last.text)).is_none();
    if other_name { cue::NAME_BEFORE } else { 0.0 }
}

/// What the word behind it says.
fn behind(places: &Places, next: &Word<'_>) -> f32 {
    let kind =
        [Sort::First, Sort::Second, Sort::Settlement, Sort::Facility].iter().any(|s| is(places, next, *s));
    if is(places, next, Sort::OrgAfter) && next.large {
        cue::ORGANISATION
    } else if kind {
        cue::KIND_BEHIND
    } else if next.large && !is(places, next, Sort::NotPlace) && !is(places, next, Sort::PersonTitle) {
        cue::NAME_BEHIND
    } else {
        0.0
    }
}

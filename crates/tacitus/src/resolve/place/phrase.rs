//! A place phrase taken apart: the name in it, what its other words say, and what is written around it.
//!
//! Takes the phrase and the text it stands in, gives the key to look up, hints, and containing places; never
//! decides which place it is. "Bagram air base" is a facility near Bagram; in "the Texas town of Paris" the
//! words before say where Paris lies.

use super::fold::fold;
use super::gazetteer::Places;
use super::lexicon::{Sort, bare};
use super::table::Class;
use crate::Span;

/// What the words of the phrase ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Want {
    /// Nothing said.
    Any,
    /// "province".
    First,
    /// "county".
    Second,
    /// "town".
    City,
}

/// A phrase taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// Folded name to look up; empty when nothing in it is known.
    pub key: String,
    /// The phrase as an abbreviation, without dots, its letters as they are.
    pub short: String,
    /// What its words ask for.
    pub want: Want,
    /// "Aden airport": a site near the place.
    pub facility: bool,
    /// "northern Lebanon": a part of the place.
    pub part: bool,
    /// Rows of places that the words in and around the phrase say it lies in.
    pub inside: Vec<u32>,
    /// False when those words may as well be the next item of a list ("Nevada, Texas and Florida").
    pub sure: bool,
}

/// Takes apart the phrase at `span`.
pub fn read(places: &Places, text: &str, span: Span) -> Phrase {
    let mut phrase = take_apart(places, span.of(text));
    if phrase.want == Want::Any {
        phrase.want = asked_for(places, text, span);
    }
    let (after, sure) = after(places, &text[span.end..]);
    phrase.sure = sure || !phrase.inside.is_empty();
    phrase.inside.extend(after);
    if phrase.inside.is_empty() {
        phrase.inside = before(places, &text[..span.start]);
        phrase.sure = true;
    }
    phrase
}

fn take_apart(places: &Places, words: &str) -> Phrase {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let words = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")).unwrap_or(words);
    let mut phrase = Phrase {
        key: fold(words),
        short: bare(words),
        want: Want::Any,
        facility: false,
        part: false,
        inside: Vec::new(),
        sure: true,
    };
    if places.has_or_people(&phrase.key) {
        phrase.want = want_of(places, words.split_whitespace().last().unwrap_or(""));
        return phrase;
    }
    if let Some((head, container)) = words.split_once(',') {
        phrase = take_apart(places, head);
        phrase.inside.extend(containers(places, container.trim(), true).map(|c| c.0).unwrap_or_default());
        return phrase;
    }
    if let Some((owner, head)) = words.split_once("'s ").or_else(|| words.split_once("’s ")) {
        let inside = containers(places, owner, false).map(|c| c.0).unwrap_or_default();
        if !inside.is_empty() {
            phrase = take_apart(places, head);
            phrase.inside.extend(inside);
            return phrase;
        }
    }
    if !places.abbreviated(&phrase.short).is_empty() {
        return phrase;
    }
    let with_article = format!("al {}", phrase.key);
    if places.has(&with_article) {
        phrase.key = with_article;
        return phrase;
    }
    let tokens: Vec<&str> = words.split_whitespace().collect();
    peel(places, &tokens, phrase)
}

/// Takes words off both ends until a known name is left.
fn peel(places: &Places, tokens: &[&str], mut phrase: Phrase) -> Phrase {
    let lexicon = &places.lexicon.words;
    let (mut from, mut to) = (0, tokens.len());
    loop {
        phrase.key = fold(&tokens[from..to].join(" "));
        if phrase.key.is_empty() || places.has_or_people(&phrase.key) {
            return phrase;
        }
        let is = |i: usize, sort| lexicon.is(&tokens[i].to_lowercase(), sort);
        let known = |i: usize| {
            [Sort::First, Sort::Second, Sort::Settlement, Sort::Facility].iter().any(|s| is(i, *s))
        };
        if from + 2 < to && known(from) && matches!(tokens[from + 1], "of" | "de") {
            phrase.want = want_of(places, tokens[from]);
            phrase.facility |= is(from, Sort::Facility) && !is(from, Sort::Settlement);
            from += 2;
        } else if from + 1 < to && tokens[from].eq_ignore_ascii_case("the") {
            from += 1;
        } else if from + 1 < to && is(from, Sort::Direction) {
            phrase.part = true;
            from += 1;
        } else if let Some(country) = (from + 1 < to).then(|| places.people_of(&fold(tokens[from]))).flatten()
        {
            phrase.inside.push(country);
            from += 1;
        } else if from + 1 < to && is(to - 1, Sort::Facility) && !is(to - 1, Sort::Settlement) {
            phrase.facility = true;
            to -= 1;
        } else if from + 1 < to && phrase.facility && is(to - 1, Sort::FacilityWord) {
            to -= 1;
        } else if from + 1 < to && known(to - 1) {
            phrase.want = want_of(places, tokens[to - 1]);
            phrase.facility |= is(to - 1, Sort::Facility) && !is(to - 1, Sort::Settlement);
            to -= 1;
        } else if from + 1 < to && lexicon.is(&tokens[to - 1].to_lowercase(), Sort::DivisionWord) {
            to -= 1;
        } else if let Some(at) =
            (from + 1..to).find(|&i| phrase.facility && matches!(tokens[i], "at" | "in" | "of"))
        {
            from = at + 1;
        } else {
            phrase.key = String::new();
            return phrase;
        }
        if from >= to {
            phrase.key = String::new();
            return phrase;
        }
    }
}

fn want_of(places: &Places, word: &str) -> Want {
    let word = word.to_lowercase();
    let is = |sort| places.lexicon.words.is(&word, sort);
    if is(Sort::First) {
        Want::First
    } else if is(Sort::Settlement) {
        Want::City
    } else if is(Sort::Second) {
        Want::Second
    } else {
        Want::Any
    }
}

/// What the words next to a phrase ask for: "Idlib province", "the state of Washington".
fn asked_for(places: &Places, text: &str, span: Span) -> Want {
    let next = text[span.end..].strip_prefix(' ').unwrap_or("");
    let next = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let mut before = text[..span.start].trim_end().rsplit(' ');
    let named = match (before.next(), before.next()) {
        (Some("of"), Some(word)) => want_of(places, word),
        _ => Want::Any,
    };
    let vague = matches!(next, "region" | "autonomous" | "federal" | "republic");
    match want_of(places, next) {
        Want::First | Want::Second if !vague => want_of(places, next),
        _ => named,
    }
}

/// Places named right behind a phrase ("Tripoli, northern Lebanon"; "Paris in Texas"), two deep ("Pandi,
/// Bulacan, Philippines"); and whether that is surely no list.
fn after(places: &Places, text: &str) -> (Vec<u32>, bool) {
    let (mut rest, mut found) = (text, Vec::new());
    for depth in 0..2 {
        let Some(start) = joint(rest, depth) else { break };
        let Some((rows, used)) = containers(places, &rest[start..], true) else { break };
        rest = &rest[start + used..];
        found.extend(rows);
        if depth == 0 && (lists_on(rest) || another(places, &found, rest)) {
            return (found, false);
        }
    }
    (found, true)
}

/// Length of what joins a name to the place it lies in.
fn joint(text: &str, depth: usize) -> Option<usize> {
    let joints: &[&str] = if depth == 0 { &[", in ", ", ", " in ", " (", ","] } else { &[", ", " in "] };
    joints.iter().find(|j| text.starts_with(*j)).map(|j| j.len())
}

/// Does a list go on here (" and Florida", ", Florida and Ohio")?
fn lists_on(text: &str) -> bool {
    let capital = |t: &str| t.chars().next().is_some_and(char::is_uppercase);
    let near: String = text.chars().take(40).collect();
    let near = near.split(['.', ';']).next().unwrap_or("");
    for word in [" and ", " or ", ", and ", ", or "] {
        if let Some(rest) = near.strip_prefix(word) {
            return capital(rest);
        }
    }
    near.strip_prefix(", ").is_some_and(capital) && (near.contains(" and ") || near.contains(" or "))
}

/// Does a place of the same sort follow ("Missouri, New Jersey")? Then the first was no container either.
fn another(places: &Places, found: &[u32], text: &str) -> bool {
    let Some(next) = text.strip_prefix(", ").and_then(|t| containers(places, t, false)) else { return false };
    let class = |rows: &[u32]| rows.iter().map(|r| places.row(*r).class).min();
    class(found) == class(&next.0) && class(found).is_some_and(|c| c <= Class::First)
}

/// The longest name of a country, a division or a large city that the text begins with, behind "northern",
/// "the state of" and the like; its rows, and how many bytes were read.
fn containers(places: &Places, text: &str, abbreviated: bool) -> Option<(Vec<u32>, usize)> {
    let mut start = 0;
    for _ in 0..4 {
        let word = text[start..].split([' ', ',']).next().unwrap_or("");
        let is = |sort| places.lexicon.words.is(&word.to_lowercase(), sort);
        let filler = matches!(word, "the" | "of" | "in")
            || is(Sort::Direction)
            || (word.starts_with(char::is_lowercase) && (is(Sort::First) || is(Sort::Second)));
        if !filler || text.len() <= start + word.len() + 1 {
            break;
        }
        // "North Carolina" is a name, "north Lebanon" is not.
        if word.starts_with(char::is_uppercase) && longest(places, &text[start..], abbreviated).is_some() {
            break;
        }
        start += word.len() + 1;
        if !text.is_char_boundary(start) {
            return None;
        }
    }
    longest(places, &text[start..], abbreviated).map(|(rows, used)| (rows, start + used))
}

/// Of up to four capitalised words, the most that are a name together.
fn longest(places: &Places, text: &str, abbreviated: bool) -> Option<(Vec<u32>, usize)> {
    let mut ends = Vec::new();
    let mut at = 0;
    for word in text.split(' ').take(4) {
        let bare_word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let small = matches!(bare_word, "of" | "and" | "the" | "al" | "de");
        if bare_word.is_empty() || !(small || bare_word.chars().next().is_some_and(char::is_uppercase)) {
            break;
        }
        let possessive = bare_word.strip_suffix("'s").or_else(|| bare_word.strip_suffix("’s"));
        ends.push(at + possessive.unwrap_or(bare_word).len());
        at += word.len() + 1;
        if bare_word.len() != word.len() && !word.ends_with('.') {
            break;
        }
    }
    for &end in ends.iter().rev() {
        let words = &text[..end];
        if abbreviated {
            let short = places.abbreviated(&bare(words));
            if !short.is_empty() {
                let dot = usize::from(text[end..].starts_with('.'));
                return Some((short.to_vec(), end + dot));
            }
        }
        let rows: Vec<u32> = places
            .named(&fold(words))
            .into_iter()
            .filter(|p| can_contain(places, p.row, p.own))
            .map(|p| p.row)
            .collect();
        if !rows.is_empty() {
            return Some((rows, end));
        }
    }
    None
}

fn can_contain(places: &Places, row: u32, own: bool) -> bool {
    let row = places.row(row);
    match row.class {
        Class::Country | Class::First | Class::Second => true,
        Class::City | Class::Capital => own && row.population > 100_000,
        Class::Region | Class::Wide => false,
    }
}

/// Places that the words before a phrase say it lies in: "Lebanon's Tripoli", "the Lebanese city of", "the
/// Texas town of".
fn before(places: &Places, text: &str) -> Vec<u32> {
    let mut start = text.len().saturating_sub(80);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let sentence = text[start..].rsplit(['.', ';', ':', '\n']).next().unwrap_or("");
    let mut words: Vec<&str> = sentence.split_whitespace().collect();
    if words.last().is_some_and(|w| w.ends_with(',') && *w != "capital,") {
        return Vec::new();
    }
    while let Some(word) = words.last() {
        let word = word.trim_end_matches(',');
        let is = |sort| places.lexicon.words.is(word, sort);
        let filler = matches!(word, "of" | "the" | "in" | "largest" | "second" | "main")
            || is(Sort::Settlement)
            || is(Sort::First)
            || is(Sort::Second)
            || is(Sort::Direction);
        if !filler {
            break;
        }
        words.pop();
    }
    let Some(last) = words.last() else { return Vec::new() };
    let owner = last.strip_suffix("'s").or_else(|| last.strip_suffix("’s"));
    let filled = sentence.trim_end().ends_with(last) && owner.is_none();
    let key = fold(owner.unwrap_or(last));
    if let Some(country) = places.people_of(&key) {
        return vec![country];
    }
    if filled || !last.starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let pair = words.len().checked_sub(2).map(|i| format!("{} {}", words[i], owner.unwrap_or(last)));
    for name in pair.iter().map(String::as_str).chain([owner.unwrap_or(last)]) {
        let rows: Vec<u32> = places.named(&fold(name)).into_iter().map(|p| p.row).collect();
        let heads: Vec<u32> = rows
            .into_iter()
            .filter(|&r| matches!(places.row(r).class, Class::Country | Class::First))
            .collect();
        if !heads.is_empty() {
            return heads;
        }
    }
    Vec::new()
}

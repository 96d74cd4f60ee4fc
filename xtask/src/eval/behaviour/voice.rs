//! Kinds `voice` and `negation`: sentences of our own making out of marked claims.
//!
//! Takes passages; from every marked claim with one actor, one recipient and a trigger of [`VERBS`] it takes the
//! verb, and from every claim of its type the two phrases. It gives "ACTOR VERBED RECIPIENT." beside "RECIPIENT was
//! PARTICIPLE by ACTOR." or "ACTOR did not VERB RECIPIENT.". Phrases that are pronouns, are owned by one, or are too
//! long to stand alone are passed over; an article before a phrase in its passage is taken along as "the".

use super::pair::{How, Pair, Part};
use super::verbs::{VERBS, Verb};
use jiff::civil::Date;
use std::collections::BTreeSet;
use tacitus::gold::Item;
use tacitus::score::chance::Chance;
use tacitus::{EventType, Span};

/// Sentences made at most.
const MOST: usize = 400;
/// Phrases have at most so many words.
const LONGEST: usize = 6;

/// Who did what to whom, without its passage.
#[derive(Clone)]
pub struct Deed {
    /// Its passage.
    pub id: String,
    published: Date,
    /// What was done.
    pub verb: &'static Verb,
    /// By whom.
    pub actor: String,
    /// To whom.
    pub recipient: String,
}

/// Actor and recipient of a claim of this type.
struct Sides {
    event: EventType,
    actor: String,
    recipient: String,
}

/// Deeds by seed: each marked verb in turn, first with its own parties, then with those of other claims.
pub fn deeds(items: &[Item], chance: &mut Chance) -> Vec<Deed> {
    let mut sides = Vec::new();
    let mut own = Vec::new();
    for item in items {
        for claim in &item.claims {
            let ([actor], [recipient]) = (claim.actor.as_slice(), claim.recipient.as_slice()) else {
                continue;
            };
            let phrases = (phrase(&item.text, actor.span), phrase(&item.text, recipient.span));
            let (Some(actor), Some(recipient)) = phrases else { continue };
            if actor.eq_ignore_ascii_case(&recipient) {
                continue;
            }
            let trigger = claim.trigger.of(&item.text);
            if let Some(verb) = VERBS.iter().find(|v| v.is(trigger)) {
                own.push((item.id.clone(), item.published, verb, sides.len()));
            }
            sides.push(Sides { event: claim.event, actor, recipient });
        }
    }
    let mut made = BTreeSet::new();
    let mut deeds = Vec::new();
    let rounds = if own.is_empty() { 0 } else { 2 * MOST / own.len() + 2 };
    for round in 0..rounds {
        for (id, published, verb, i) in &own {
            let others: Vec<&Sides> = sides.iter().filter(|s| s.event == sides[*i].event).collect();
            let with = if round == 0 { &sides[*i] } else { others[chance.below(others.len())] };
            if deeds.len() < MOST && made.insert((verb.base, &with.actor, &with.recipient)) {
                deeds.push(Deed {
                    id: id.clone(),
                    published: *published,
                    verb,
                    actor: with.actor.clone(),
                    recipient: with.recipient.clone(),
                });
            }
        }
    }
    deeds
}

/// Active beside passive.
pub fn voice(deeds: &[Deed]) -> Vec<Pair> {
    let passive = |d: &Deed| {
        let be = if is_plural(&d.recipient) { "were" } else { "was" };
        vec![
            (RECIPIENT, d.recipient.clone()),
            (NONE, be.to_owned()),
            (VERB, d.verb.participle.to_owned()),
            (NONE, "by".to_owned()),
            (ACTOR, d.actor.clone()),
        ]
    };
    deeds.iter().map(|d| pair("voice", d, &passive(d))).collect()
}

/// Active beside negated.
pub fn negation(deeds: &[Deed]) -> Vec<Pair> {
    let negated = |d: &Deed| {
        vec![
            (ACTOR, d.actor.clone()),
            (NONE, "did not".to_owned()),
            (VERB, d.verb.base.to_owned()),
            (RECIPIENT, d.recipient.clone()),
        ]
    };
    deeds.iter().map(|d| pair("negation", d, &negated(d))).collect()
}

pub const NONE: usize = 0;
pub const ACTOR: usize = 1;
pub const VERB: usize = 2;
pub const RECIPIENT: usize = 3;

/// The deed told plainly, beside other words of it.
pub fn pair(kind: &str, deed: &Deed, second: &[(usize, String)]) -> Pair {
    let active =
        [(ACTOR, deed.actor.clone()), (VERB, deed.verb.past.to_owned()), (RECIPIENT, deed.recipient.clone())];
    let (before, from) = sentence(&active);
    let (after, to) = sentence(second);
    let mut parts: Vec<Part> = [ACTOR, VERB, RECIPIENT]
        .into_iter()
        .map(|i| Part { from: from[i], to: to[i], how: if i == VERB { How::Replaced } else { How::Kept } })
        .collect();
    parts.sort_by_key(|p| p.to);
    let id = format!("{kind} {}", deed.id);
    Pair { id, group: "", published: deed.published, before, after, parts }
}

/// The words with blanks between, a capital and a full stop, and where each piece stands.
fn sentence(pieces: &[(usize, String)]) -> (String, [Span; 4]) {
    let mut text = String::new();
    let mut places = [Span::new(0, 0); 4];
    for (piece, words) in pieces {
        if text.is_empty() {
            text.extend(words.char_indices().map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c }));
            places[*piece] = Span::new(0, text.len());
        } else {
            text.push(' ');
            places[*piece] = Span::new(text.len(), text.len() + words.len());
            text.push_str(words);
        }
    }
    text.push('.');
    (text, places)
}

/// Words that cannot stand for a party outside their passage.
const POINTING: [&str; 27] = [
    "he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "which", "that", "this",
    "these", "those", "we", "us", "our", "i", "me", "my", "you", "your", "each", "both", "whom",
];

fn is_pointing(words: &[&str]) -> bool {
    words.iter().any(|w| POINTING.iter().any(|p| w.eq_ignore_ascii_case(p)))
}

/// A marked phrase as it can stand in a sentence of its own.
fn phrase(text: &str, span: Span) -> Option<String> {
    let words = span.of(text);
    let all: Vec<&str> = words.split_whitespace().collect();
    let odd = words.contains([',', '"', '“', '”', '(', ')', ';', ':', '\n', '—']);
    if odd || all.len() > LONGEST || is_pointing(&all) {
        return None;
    }
    let before = text[..span.start].trim_end();
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let at_head = before.is_empty() || before.ends_with(['.', '!', '?', '"', '”']);
    let article = ["the", "a", "an"].iter().any(|a| last.eq_ignore_ascii_case(a));
    Some(match (article, at_head && is_common(&all)) {
        (true, _) => format!("the {words}"),
        (_, true) => {
            words.char_indices().map(|(i, c)| if i == 0 { c.to_ascii_lowercase() } else { c }).collect()
        }
        _ => words.to_owned(),
    })
}

/// At the head of a sentence: do the words begin with a common noun or adjective ("Rebels in Aden")? Only when the
/// next word is small, or the word alone is a plural.
fn is_common(words: &[&str]) -> bool {
    match words {
        [one] => {
            let names_a_people = ["ans", "is", "us"].iter().any(|e| one.ends_with(e));
            *one == "Police" || one.ends_with("men") || (one.ends_with('s') && !names_a_people)
        }
        [first, next, ..] => {
            next.starts_with(|c: char| c.is_lowercase())
                && ["Police", "Rebel", "Government", "Two", "Three", "Four", "Five", "Six", "Masked", "Armed"]
                    .contains(first)
        }
        [] => false,
    }
}

/// Plurals without an `s`.
const PLURAL: [&str; 10] =
    ["police", "people", "men", "women", "children", "gunmen", "clergy", "cattle", "militiamen", "policemen"];
/// Singulars with one.
const SINGULAR: [&str; 4] = ["press", "congress", "business", "states"];

/// Does "were" follow?
fn is_plural(phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let ends =
        ["of", "in", "at", "from", "who", "that", "which", "with", "on", "near", "for", "under", "outside"];
    let n = words.iter().skip(1).position(|w| ends.contains(w)).map_or(words.len(), |i| i + 1);
    let is_one = ["the", "one", "a", "an"].contains(&words[0].to_lowercase().as_str());
    let head = words[n - 1];
    let lower = head.to_lowercase();
    let is_name = head.starts_with(char::is_uppercase) && n > 1 && !is_one;
    let counts =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "dozens"];
    let is_counted = counts.iter().any(|c| words[0].eq_ignore_ascii_case(c));
    if is_counted || words.contains(&"and") || PLURAL.contains(&lower.as_str()) || lower.ends_with("men") {
        return true;
    }
    let ends_in_s = lower.ends_with('s') && !["ss", "us", "is", "'s"].iter().any(|e| lower.ends_with(e));
    ends_in_s && !is_name && !SINGULAR.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus::gold;

    const FILE: &str = "=== x\n: published 2012-05-06\nThe [army](a MLI MIL) [shelled](t) [two \
        villages](r MLI CVL).\n> ASSAULT t actor=a recipient=r\n";

    #[test]
    fn a_claim_gives_an_active_a_passive_and_a_negated_sentence() {
        let items = gold::items(FILE).expect("a case");
        let deeds = deeds(&items, &mut Chance::new(1));
        assert_eq!(deeds.len(), 1, "the same sentence is not made twice");
        let (voice, negation) = (&voice(&deeds)[0], &negation(&deeds)[0]);
        assert_eq!(voice.before, "The army shelled two villages.");
        assert_eq!(voice.after, "Two villages were shelled by the army.");
        assert_eq!(negation.after, "The army did not shell two villages.");
        let army = voice.forward(Span::new(4, 8)).expect("the army stands in both");
        assert_eq!(army.of(&voice.after), "army");
    }

    #[test]
    fn number_follows_the_head_noun() {
        for plural in
            ["two villages in Mali", "police", "Ann Lee and a guard", "two of the staff", "gunmen", "Afghans"]
        {
            assert!(is_plural(plural), "{plural}");
        }
        for one in ["the head of two unions", "Ann Jones", "the press", "the army", "Honduras's army"] {
            assert!(!is_plural(one), "{one}");
        }
    }

    #[test]
    fn pronouns_and_long_phrases_are_passed_over() {
        let text = "He saw his men, the army.";
        assert_eq!(phrase(text, Span::new(0, 2)), None);
        assert_eq!(phrase(text, Span::new(7, 14)), None);
        assert_eq!(phrase(text, Span::new(20, 24)).as_deref(), Some("the army"));
    }
}

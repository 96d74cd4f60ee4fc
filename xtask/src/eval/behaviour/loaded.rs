//! Kind `loaded`: a loaded adjective before a party changes nothing but the length of its phrase.
//!
//! Takes passages; gives pairs of a passage, and the same with an adjective put into one of its marked parties:
//! after what counts or owns ("two", "Turkey's"), before the head noun and what stands with it. Parties that end in
//! a name have no head noun and are passed over.
//!
//! "[two rebel fighters] shot" -> "two murderous rebel fighters shot".

use super::pair::{Edit, How, Pair, articles, edited};
use tacitus::Span;
use tacitus::gold::{GoldParty, Item};
use tacitus::score::chance::Chance;
use tacitus::segment;

/// Words that judge whom they are said of.
const LOADED: [&str; 20] = [
    "puppet",
    "heroic",
    "so-called",
    "murderous",
    "criminal",
    "glorious",
    "cowardly",
    "notorious",
    "brave",
    "corrupt",
    "despicable",
    "noble",
    "ruthless",
    "treacherous",
    "illegitimate",
    "infamous",
    "fanatical",
    "beloved",
    "barbaric",
    "shameless",
];

/// Words before which no adjective stands.
const BEFORE_ADJECTIVES: [&str; 60] = [
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those",
    "some", "several", "many", "few", "all", "both", "no", "any", "every", "each", "another", "other",
    "more", "most", "at", "least", "about", "some", "nearly", "almost", "over", "around", "than", "up", "to",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "dozen", "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "dozens", "of",
];

/// One pair a passage, of the marked parties that have a head noun one by seed.
pub fn pairs(items: &[Item], chance: &mut Chance) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for item in items {
        let mut places: Vec<Span> = item
            .claims
            .iter()
            .flat_map(|c| c.actor.iter().chain(&c.recipient))
            .filter_map(|party| noun(item, party))
            .collect();
        places.sort();
        places.dedup();
        if !places.is_empty() {
            let place = places[chance.below(places.len())];
            pairs.push(pair(item, place, LOADED[chance.below(LOADED.len())]));
        }
    }
    pairs
}

fn pair(item: &Item, noun: Span, adjective: &str) -> Pair {
    let (head, word) = (noun.of(&item.text), adjective.to_owned());
    let mut words = format!("{word} {head}");
    if item.text[..noun.start].trim_end().ends_with(['.', '!', '?']) || noun.start == 0 {
        words = capitalised(&format!("{word} {}", lower_if_common(head)));
    }
    let edits = articles(&item.text, &[Edit { span: noun, words }]);
    let (after, parts) = edited(&item.text, &edits, How::Grown);
    let id = format!("loaded {}: `{adjective}` before `{head}`", item.id);
    Pair { id, group: "", published: item.published, before: item.text.clone(), after, parts }
}

/// The first word of a party after all that counts or owns, if the party ends in a common noun.
fn noun(item: &Item, party: &GoldParty) -> Option<Span> {
    let words = party.span.of(&item.text);
    let tokens = segment::tokens(words);
    let ends = ["of", "in", "at", "from", "who", "that", "which", "with", "on", "near", "for", "and", ","];
    let n =
        tokens.iter().skip(1).position(|t| ends.contains(&t.span.of(words))).map_or(tokens.len(), |i| i + 1);
    let starts_sentence = party.span.start == 0;
    let is_common = |i: usize| {
        let word = tokens[i].span.of(words);
        word.starts_with(|c: char| c.is_ascii_lowercase()) && word.len() > 2 && !is_before_adjectives(word)
    };
    let is_plural_alone = n == 1 && starts_sentence && words.ends_with('s');
    if !is_common(n - 1) && !is_plural_alone {
        return None;
    }
    let owner = tokens[..n].iter().rposition(|t| ["'s", "’s", "'", "’"].contains(&t.span.of(words)));
    let from = owner.map_or(0, |i| i + 1);
    let first = (from..n).find(|&i| !is_before_adjectives(tokens[i].span.of(words)))?;
    let span = tokens[first].span;
    let follows_hyphen = first > 0 && words[..span.start].ends_with('-');
    (!follows_hyphen).then(|| Span::new(party.span.start + span.start, party.span.start + span.end))
}

fn is_before_adjectives(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || BEFORE_ADJECTIVES.iter().any(|b| word.eq_ignore_ascii_case(b))
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// "Rebels" -> "rebels" where it may be a noun at the head of a sentence; names and demonyms keep their capital.
fn lower_if_common(word: &str) -> String {
    let is_plural_noun = word.ends_with('s') && !word.ends_with("ans") && !word.ends_with("is");
    if is_plural_noun || word == "Police" { word.to_lowercase() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tacitus::gold;

    fn made(text: &str) -> Option<String> {
        let file = format!("=== x\n: published 2012-05-06\n{text} [left](t).\n> RETREAT t actor=a\n");
        let items = gold::items(&file).expect("a case");
        let place = noun(&items[0], &items[0].claims[0].actor[0])?;
        Some(pair(&items[0], place, "heroic").after)
    }

    #[test]
    fn the_adjective_stands_after_what_counts_or_owns() {
        assert_eq!(
            made("At noon [two rebel units](a)").as_deref(),
            Some("At noon two heroic rebel units left.")
        );
        assert_eq!(made("An [aide](a)").as_deref(), Some("A heroic aide left."));
        assert_eq!(made("[Chad's army in Abeche](a)").as_deref(), Some("Chad's heroic army in Abeche left."));
        assert_eq!(made("[Rebels](a)").as_deref(), Some("Heroic rebels left."));
    }

    #[test]
    fn a_name_has_no_head_noun() {
        assert_eq!(made("[Ann Lee](a)"), None);
        assert_eq!(made("[Chad](a)"), None);
    }
}

//! Does a marking keep to the guideline? Takes an item and the ontology, gives what is wrong with it, in
//! words; an empty list when nothing is. It never changes an item.
//!
//! Each rule stands once, in [`RULES`], by the name under which `corpus/GUIDELINE.md` tells it.

use super::*;
use std::collections::BTreeMap;

/// The closed lists: modes of each type, sectors, codes that are no country.
pub struct Ontology {
    modes: BTreeMap<EventType, Vec<String>>,
    sectors: Vec<String>,
    needs_recipient: Vec<EventType>,
}

#[derive(Deserialize)]
struct File {
    event: Vec<EventRow>,
    sectors: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct EventRow {
    name: EventType,
    recipient: String,
    modes: BTreeMap<String, String>,
}

impl Ontology {
    /// Reads `assets/ontology/plover.toml`.
    pub fn parse(file: &str) -> Result<Ontology, String> {
        let file: File = toml::from_str(file).map_err(|e| e.to_string())?;
        let needs = file.event.iter().filter(|e| e.recipient == "required").map(|e| e.name).collect();
        Ok(Ontology {
            modes: file.event.into_iter().map(|e| (e.name, e.modes.into_keys().collect())).collect(),
            sectors: file.sectors.into_keys().collect(),
            needs_recipient: needs,
        })
    }

    /// The modes of a type, by name.
    pub fn modes(&self, event: EventType) -> &[String] {
        self.modes.get(&event).map(Vec::as_slice).unwrap_or_default()
    }
}

/// All that is wrong with an item, each with the trigger it is about.
pub fn check(item: &Item, ontology: &Ontology) -> Vec<String> {
    let mut found = Vec::new();
    for claim in &item.claims {
        let about = Claim { claim, item, ontology };
        for (name, rule) in RULES {
            let trigger = claim.trigger.of(&item.text);
            found.extend(rule(&about).into_iter().map(|what| format!("{} `{trigger}`: {name}: {what}", claim.event)));
        }
    }
    found.extend(twice(item));
    found
}

/// A claim with what is needed to judge it.
struct Claim<'a> {
    claim: &'a GoldClaim,
    item: &'a Item,
    ontology: &'a Ontology,
}

type Rule = fn(&Claim<'_>) -> Vec<String>;

/// Every rule with its name.
const RULES: [(&str, Rule); 10] = [
    ("mode", modes),
    ("code", codes),
    ("short-trigger", short_trigger),
    ("words", whole_words),
    ("phrase", phrases),
    ("recipient", recipient),
    ("status", status),
    ("speech-content", speech_content),
    ("speaker", speaker),
    ("range", ranges),
];

fn one(broken: bool, what: &str) -> Vec<String> {
    if broken { vec![what.to_owned()] } else { Vec::new() }
}

fn modes(about: &Claim<'_>) -> Vec<String> {
    let known = about.ontology.modes(about.claim.event);
    let named = about.claim.mode.iter().chain(about.claim.also.mode.iter().flatten());
    named.filter(|m| !known.contains(m)).map(|m| format!("`{m}` is none of {}", known.join(", "))).collect()
}

fn parties<'a>(about: &Claim<'a>) -> impl Iterator<Item = &'a GoldParty> {
    about.claim.actor.iter().chain(&about.claim.recipient)
}

fn codes(about: &Claim<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    for party in parties(about) {
        let is_code = |c: &String| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase());
        wrong.extend(party.country.iter().filter(|c| !is_code(c)).map(|c| format!("`{c}` is no country code")));
        let known = &about.ontology.sectors;
        wrong.extend(party.sector.iter().filter(|s| !known.contains(s)).map(|s| format!("`{s}` is no sector")));
    }
    wrong
}

/// Longer than this and it holds an object or a place.
const LONGEST_TRIGGER: usize = 4;

fn short_trigger(about: &Claim<'_>) -> Vec<String> {
    let words = about.claim.trigger.of(&about.item.text).split_whitespace().count();
    one(words > LONGEST_TRIGGER, "has more than four words")
}

/// No marked words begin or end inside a word or in white space.
fn whole_words(about: &Claim<'_>) -> Vec<String> {
    let text = &about.item.text;
    let mut wrong = Vec::new();
    let mut judge = |span: &Span| {
        let words = span.of(text);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let begins = letter(text[..span.start].chars().next_back()) && letter(words.chars().next());
        let ends = letter(words.chars().next_back()) && letter(text[span.end..].chars().next());
        if words.trim() != words || begins || ends {
            wrong.push(format!("`{words}` is not cut at words"));
        }
    };
    about.claim.each_span(&mut judge);
    wrong
}

/// What a party does not begin with.
const NOT_FIRST: [&str; 5] = ["the", "a", "an", "at least", "more than"];

fn phrases(about: &Claim<'_>) -> Vec<String> {
    let begins = |party: &&GoldParty| {
        let words = party.span.of(&about.item.text).to_lowercase();
        NOT_FIRST.iter().any(|first| words.strip_prefix(first).is_some_and(|rest| rest.starts_with(' ')))
    };
    let shown = |party: &GoldParty| format!("`{}` begins with an article or an estimate", party.span.of(&about.item.text));
    parties(about).filter(begins).map(shown).collect()
}

fn recipient(about: &Claim<'_>) -> Vec<String> {
    let Claim { claim, ontology, .. } = about;
    let needed = ontology.needs_recipient.contains(&claim.event) && !claim.optional;
    let mutual = claim.event == EventType::Cooperate && claim.actor.len() > 1;
    one(needed && claim.recipient.is_empty() && !mutual, "needs a recipient (or `optional`, where nobody is named)")
}

fn status(about: &Claim<'_>) -> Vec<String> {
    use EventType::*;
    let claim = about.claim;
    let told = matches!(claim.status, Status::Denied | Status::Negated | Status::Hypothetical | Status::Future);
    let undertaking = matches!(claim.event, Consult | Support | Cooperate | Aid);
    let mut wrong = one(told && claim.cues.is_empty(), "nothing is marked that makes it other than actual");
    wrong.extend(one(claim.status == Status::Actual && !claim.cues.is_empty(), "actual, and yet there is a cue"));
    let future = claim.status == Status::Future && undertaking;
    wrong.extend(one(future, "told in the future tense it is AGREE, status actual"));
    wrong
}

fn speech_content(about: &Claim<'_>) -> Vec<String> {
    let is_deed = !about.claim.event.is_speech();
    one(is_deed && !about.claim.content.is_empty(), "only speech acts have a content")
}

fn speaker(about: &Claim<'_>) -> Vec<String> {
    let nobody = |said: &GoldAttribution| said.by.is_empty() && said.cue.is_none();
    one(about.claim.attribution.iter().any(nobody), "neither speaker nor cue")
}

fn ranges(about: &Claim<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (i, count) in about.claim.counts.iter().enumerate() {
        let falls = matches!((count.low, count.high), (Some(low), Some(high)) if low > high);
        wrong.extend(one(falls, "the higher number stands first"));
        wrong.extend(one(count.low.is_none() && count.high.is_none(), "no number"));
        let again = |c: &GoldCount| c.kind == count.kind && c.who == count.who;
        wrong.extend(one(about.claim.counts[..i].iter().any(again), "one kind counted twice"));
    }
    wrong
}

/// The same event marked twice on the same words.
fn twice(item: &Item) -> Vec<String> {
    let mut wrong = Vec::new();
    for (i, claim) in item.claims.iter().enumerate() {
        let same = |c: &GoldClaim| {
            (c.event, c.trigger, &c.actor, &c.recipient, &c.mode)
                == (claim.event, claim.trigger, &claim.actor, &claim.recipient, &claim.mode)
        };
        if item.claims[..i].iter().any(same) {
            wrong.push(format!("{} `{}`: marked twice", claim.event, claim.trigger.of(&item.text)));
        }
    }
    wrong
}

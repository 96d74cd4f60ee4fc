//! Kinds `mouth`, `denied` and `hypothetical`: the sentences of kind `voice`, told by somebody, denied, supposed.
//!
//! Takes deeds; gives "A shelled B." beside "The foreign minister said that A shelled B.", "... denied that A had
//! shelled B.", "A may have shelled B." and "If A shelled B, ...". Who speaks is drawn by seed from [`SPEAKERS`].

use super::pair::Pair;
use super::voice::{ACTOR, Deed, NONE, RECIPIENT, VERB, pair};
use tacitus::score::chance::Chance;

/// Who may say something, in the words of a report.
const SPEAKERS: [&str; 10] = [
    "the foreign minister",
    "a police spokesman",
    "the governor",
    "the state news agency",
    "a human rights group",
    "the interior ministry",
    "a senior official",
    "the mayor",
    "an army spokeswoman",
    "two witnesses",
];

/// Told by somebody.
pub fn mouth(deeds: &[Deed], chance: &mut Chance) -> Vec<Pair> {
    let told = |d: &Deed, speaker: &str| {
        [said(speaker, "said that"), vec![(ACTOR, d.actor.clone()), (VERB, d.verb.past.to_owned())]].concat()
    };
    made("mouth", deeds, chance, told)
}

/// Denied by somebody.
pub fn denied(deeds: &[Deed], chance: &mut Chance) -> Vec<Pair> {
    let denied = |d: &Deed, speaker: &str| {
        let had = (NONE, "had".to_owned());
        let deed = vec![(ACTOR, d.actor.clone()), had, (VERB, d.verb.participle.to_owned())];
        [said(speaker, "denied that"), deed].concat()
    };
    made("denied", deeds, chance, denied)
}

/// Only supposed, in two forms by turns.
pub fn hypothetical(deeds: &[Deed]) -> Vec<Pair> {
    let supposed = |(i, d): (usize, &Deed)| {
        let actor = (ACTOR, d.actor.clone());
        let to = (RECIPIENT, d.recipient.clone());
        let pieces = if i % 2 == 0 {
            vec![actor, (NONE, "may have".to_owned()), (VERB, d.verb.participle.to_owned()), to]
        } else {
            let (before, after) = ("if".to_owned(), "while talks go on, there will be an inquiry".to_owned());
            vec![(NONE, before), actor, (VERB, d.verb.past.to_owned()), to, (NONE, after)]
        };
        pair("hypothetical", d, &pieces)
    };
    deeds.iter().enumerate().map(supposed).collect()
}

fn said(speaker: &str, cue: &str) -> Vec<(usize, String)> {
    vec![(NONE, speaker.to_owned()), (NONE, cue.to_owned())]
}

/// A pair for every deed: what `told` makes of it and a speaker, and then to whom it was done.
fn made(
    kind: &str,
    deeds: &[Deed],
    chance: &mut Chance,
    told: impl Fn(&Deed, &str) -> Vec<(usize, String)>,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for deed in deeds {
        let speaker = SPEAKERS[chance.below(SPEAKERS.len())];
        let pieces = [told(deed, speaker), vec![(RECIPIENT, deed.recipient.clone())]].concat();
        pairs.push(pair(kind, deed, &pieces));
    }
    pairs
}

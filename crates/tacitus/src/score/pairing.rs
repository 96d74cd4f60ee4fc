//! Marked claims and records of one item -> which answers which, and how far each pair is right.
//!
//! One to one, best pairs first. It never pairs what is not allowed, and never gives a claim two records.
//!
//! "Israel shells Gaza; Hamas fires rockets" has two ASSAULTs. Records with the triggers "shells" and
//! "fires rockets" each find their own, because overlapping triggers weigh 3 and a shared type alone 4.
//!
//! Where the rules of the marked news leave room: the distance of two triggers is that of their first
//! characters; "a party is met" means any party of the marked claim by any party of the record; texts are
//! equal when they are so letter by letter.

use super::{Marked, ScoredClaim, ScoredParty, Words, either};

/// A record's trigger may be this many words longer than the marked one.
const TRIGGER_SLACK: usize = 2;
/// A record's party may be this many words longer than the marked one.
const PARTY_SLACK: usize = 4;
/// Triggers farther apart (characters) are never paired by type and party alone.
const NEAR: usize = 160;

/// What of a pair is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// The type.
    pub event: bool,
    /// The list of actors.
    pub actor: bool,
    /// The list of recipients.
    pub recipient: bool,
    /// The status.
    pub status: bool,
}

/// How much must be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Paired.
    Found,
    /// And the type.
    Typed,
    /// And both party lists.
    Pair,
    /// And the status.
    Whole,
}

impl Layer {
    /// All of them, the easiest first.
    pub const ALL: [Layer; 4] = [Layer::Found, Layer::Typed, Layer::Pair, Layer::Whole];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        ["found", "typed", "pair", "whole"][self as usize]
    }
}

impl Rights {
    /// Is a pair with these rights right at this layer?
    pub fn at(self, layer: Layer) -> bool {
        let typed = self.event;
        let pair = typed && self.actor && self.recipient;
        match layer {
            Layer::Found => true,
            Layer::Typed => typed,
            Layer::Pair => pair,
            Layer::Whole => pair && self.status,
        }
    }
}

/// A marked claim and the record that answers it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Index of the marked claim.
    pub gold: usize,
    /// Index of the record.
    pub read: usize,
    /// What of it is right.
    pub rights: Rights,
    /// Why it was chosen before others.
    pub weight: f64,
}

/// Which record answers which marked claim? Best pairs first; of equals the earlier in the lists.
pub fn pairs(gold: &[Marked], read: &[ScoredClaim]) -> Vec<Pair> {
    let mut all = Vec::new();
    for (g, marked) in gold.iter().enumerate() {
        for (r, claim) in read.iter().enumerate() {
            if allowed(marked, claim) {
                let rights = rights(marked, claim);
                all.push(Pair { gold: g, read: r, rights, weight: weight(marked, claim, rights) });
            }
        }
    }
    all.sort_by(|a, b| b.weight.total_cmp(&a.weight).then((a.gold, a.read).cmp(&(b.gold, b.read))));
    let mut chosen: Vec<Pair> = Vec::new();
    for pair in all {
        if chosen.iter().all(|c| c.gold != pair.gold && c.read != pair.read) {
            chosen.push(pair);
        }
    }
    chosen.sort_by_key(|p| p.gold);
    chosen
}

/// May this record answer this marked claim at all?
pub fn allowed(gold: &Marked, read: &ScoredClaim) -> bool {
    let triggers = || either(&gold.claim.trigger, &gold.also.trigger);
    let on_trigger = triggers()
        .any(|t| t.overlaps(&read.trigger) && read.trigger.n_words() <= t.n_words() + TRIGGER_SLACK);
    on_trigger
        || (event_right(gold, read)
            && triggers().any(|t| distance(t, &read.trigger) <= NEAR)
            && a_party_is_met(gold, read))
}

fn a_party_is_met(gold: &Marked, read: &ScoredClaim) -> bool {
    let marked = either(&gold.claim.actor, &gold.also.actor)
        .chain(either(&gold.claim.recipient, &gold.also.recipient))
        .flatten();
    marked.into_iter().any(|g| read.actor.iter().chain(&read.recipient).any(|r| met(g, r)))
}

/// How far is the pair right?
pub fn rights(gold: &Marked, read: &ScoredClaim) -> Rights {
    Rights {
        event: event_right(gold, read),
        actor: either(&gold.claim.actor, &gold.also.actor).any(|list| list_right(list, &read.actor)),
        recipient: either(&gold.claim.recipient, &gold.also.recipient)
            .any(|list| list_right(list, &read.recipient)),
        status: either(&gold.claim.status, &gold.also.status).any(|s| *s == read.status),
    }
}

fn event_right(gold: &Marked, read: &ScoredClaim) -> bool {
    either(&gold.claim.event, &gold.also.event).any(|e| *e == read.event)
}

/// Type right 4, triggers overlap 3, each party list right 1, status right 0.5, less the distance of the
/// triggers in characters / 10,000.
fn weight(gold: &Marked, read: &ScoredClaim, rights: Rights) -> f64 {
    let triggers = || either(&gold.claim.trigger, &gold.also.trigger);
    let overlap = triggers().any(|t| t.overlaps(&read.trigger));
    let far = triggers().map(|t| distance(t, &read.trigger)).min().expect("a trigger");
    let worth = |right: bool, points: f64| if right { points } else { 0.0 };
    worth(rights.event, 4.0)
        + worth(overlap, 3.0)
        + worth(rights.actor, 1.0)
        + worth(rights.recipient, 1.0)
        + worth(rights.status, 0.5)
        - far as f64 / 10_000.0
}

fn distance(a: &Words, b: &Words) -> usize {
    a.start.abs_diff(b.start)
}

/// Is this marked party the one the record gives?
pub fn met(gold: &ScoredParty, read: &ScoredParty) -> bool {
    let in_place =
        gold.words.overlaps(&read.words) && read.words.n_words() <= gold.words.n_words() + PARTY_SLACK;
    let same_text = gold.words.without_article() == read.words.without_article();
    let same_name = gold.name.is_some() && gold.name == read.name;
    in_place || same_text || same_name
}

/// Has each marked party a record party of its own, and is none left over?
pub fn list_right(gold: &[ScoredParty], read: &[ScoredParty]) -> bool {
    gold.len() == read.len()
        && n_matched(gold.len(), read.len(), |g, r| met(&gold[g], &read[r])) == gold.len()
}

/// The greatest number of pairs, one to one, among those that `fits` allows (Kuhn's augmenting paths).
pub fn n_matched(n_gold: usize, n_read: usize, fits: impl Fn(usize, usize) -> bool) -> usize {
    matched(n_gold, n_read, fits).len()
}

/// One largest set of pairs, one to one, among those that `fits` allows; by the read index.
pub fn matched(n_gold: usize, n_read: usize, fits: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut taken_by: Vec<Option<usize>> = vec![None; n_read];
    for g in 0..n_gold {
        let mut tried = vec![false; n_read];
        augment(g, &fits, &mut tried, &mut taken_by);
    }
    taken_by.iter().enumerate().filter_map(|(r, g)| g.map(|g| (g, r))).collect()
}

/// Finds a place for `g`, moving others where they have another. `tried` bounds the depth by the list.
fn augment(
    g: usize,
    fits: &impl Fn(usize, usize) -> bool,
    tried: &mut [bool],
    taken_by: &mut [Option<usize>],
) -> bool {
    for r in 0..taken_by.len() {
        if !tried[r] && fits(g, r) {
            tried[r] = true;
            if taken_by[r].is_none_or(|other| augment(other, fits, tried, taken_by)) {
                taken_by[r] = Some(g);
                return true;
            }
        }
    }
    false
}

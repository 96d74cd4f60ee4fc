//! The ledger's book: commitments so far, to which the claims of one day after the other are added.
//!
//! Takes the claims of a day, all of them, in any order; lets the days before pass, adds what the claims make,
//! then moves what they show. It keeps no claim and asks no clock.
//!
//! On 2014-06-08 an ultimatum due on the 6th is expired since the 7th; what the 8th tells comes after.

use super::entry::Entry;
use super::made;
use super::same::{self, DAYS_APART, days};
use super::settle::{pass_day, settle};
use super::shows::{Seen, Shown, shown};
use super::turn::{self, Turn};
use super::words::Stems;
use crate::record::{Claim, Commitment};
use crate::{EventType, Status};
use jiff::civil::Date;

/// Commitments so far, in the order of their making.
#[derive(Clone, Default)]
pub struct Book {
    entries: Vec<Entry>,
}

impl Book {
    /// Adds the claims of one day (`None`: of a report without a date, one report at a time).
    pub fn day(&mut self, day: Option<Date>, claims: &[Claim]) {
        if let Some(day) = day {
            self.pass(day);
        }
        let mut claims: Vec<&Claim> = claims.iter().collect();
        claims.sort_by(|a, b| place(a).cmp(&place(b)));
        for claim in &claims {
            self.make(claim);
        }
        // Whoever is released on a day breaks nothing on it.
        for is_release in [true, false] {
            claims
                .iter()
                .for_each(|claim| self.show(claim, |shown| (shown == Shown::Released) == is_release));
        }
        for claim in &claims {
            self.known_from_keeping(claim, &claims);
        }
    }

    /// Lets all last days before this one pass.
    pub fn pass(&mut self, day: Date) {
        self.entries.iter_mut().for_each(|entry| pass_day(entry, day));
    }

    /// The commitments as they stand.
    pub fn records(&self) -> Vec<Commitment> {
        self.entries.iter().map(|e| e.record.clone()).collect()
    }

    /// Takes out those that no report of this day or later can touch.
    pub fn closed(&mut self, day: Date) -> Vec<Commitment> {
        let is_closed =
            |e: &Entry| e.record.is_final && e.touched.is_some_and(|last| days(last, day) > DAYS_APART);
        let (closed, kept) = std::mem::take(&mut self.entries).into_iter().partition(is_closed);
        self.entries = kept;
        let closed: Vec<Entry> = closed;
        closed.into_iter().map(|e| e.record).collect()
    }

    /// How many commitments it holds.
    pub fn n_held(&self) -> usize {
        self.entries.len()
    }

    /// Adds what a claim makes: a further telling of a commitment, or a new one.
    fn make(&mut self, claim: &Claim) {
        let Some(kind) = made::kind(claim) else { return };
        match same::find(&self.entries, claim, |entry| !is_made_again(entry, claim)) {
            Some(i) => {
                let entry = &mut self.entries[i];
                let is_later = entry.record.stated < claim.doc.published.date;
                entry.tell_again(kind, claim);
                if is_later && claim.deadline.as_ref().is_some_and(|d| d.date.is_some()) {
                    settle(
                        entry,
                        claim,
                        Shown::MoreTime,
                        &format!("`{}` names a later one", claim.trigger.text),
                    );
                }
            }
            None => self.entries.push(Entry::new(kind, claim)),
        }
    }

    /// Moves the commitments of which a claim shows something, as far as it is asked for.
    fn show(&mut self, claim: &Claim, is_asked: impl Fn(Shown) -> bool) {
        let seen = Seen::of(claim);
        for entry in &mut self.entries {
            if entry.record.is_final || entry.record.claims.contains(&claim.id) {
                continue;
            }
            if let Some((shown, why)) = shown(entry, &seen).filter(|(shown, _)| is_asked(*shown)) {
                settle(entry, claim, shown, &why);
            }
        }
    }

    /// "has kept its word that it would not ...": a promise of which no report told before is kept so far. What it
    /// was may stand in another claim of the sentence ("honoured the pledge to ...").
    fn known_from_keeping(&mut self, claim: &Claim, all: &[&Claim]) {
        if !tells_of_keeping(claim) {
            return;
        }
        let of_this = |e: &Entry| e.record.history.iter().any(|c| c.claim.as_ref() == Some(&claim.id));
        if let Some(i) = self.entries.iter().position(of_this) {
            let entry = &mut self.entries[i];
            if entry.told_in[0] == sentence(claim) && entry.record.history.len() > 1 {
                entry.record.history.remove(0);
                entry.record.stated = None;
            }
            return;
        }
        let names_it = |c: &&&Claim| c.event == EventType::Agree && sentence(c) == sentence(claim);
        let promise = all.iter().find(names_it).map_or(claim, |c| c);
        let is_known = !promise.content.is_empty() && !promise.actor.is_empty();
        if is_known && same::find_telling(&self.entries, promise).is_none() {
            self.entries.push(Entry::kept(promise, claim));
        }
    }
}

/// Which sentence of which report.
fn sentence(claim: &Claim) -> (String, usize) {
    (claim.doc.id.clone(), claim.sentence.index)
}

/// Where a claim stands: its report, then its place in it.
fn place(claim: &Claim) -> (&str, usize, &str) {
    (&claim.doc.id, claim.trigger.start, &claim.anchor)
}

/// Does a claim make a settled commitment anew? Not when it only names it ("the threat", "their promise").
fn is_made_again(entry: &Entry, claim: &Claim) -> bool {
    let is_later = entry.touched < claim.doc.published.date;
    let names =
        Stems::of_all(["threat", "promise", "pledge", "demand", "ultimatum", "deal", "agreement", "accord"]);
    let verb = claim.trigger.text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_noun = Stems::of(&verb).shared(&names) > 0 && !verb.ends_with("ed") && !verb.ends_with("es");
    entry.record.is_final && is_later && !is_noun
}

/// Does a claim tell that a word was kept, and which?
fn tells_of_keeping(claim: &Claim) -> bool {
    let binds = Stems::of_all(["keep", "honour", "honor", "fulfil", "good"]);
    turn::told(claim) == Some(Turn::Kept)
        && claim.status == Status::Actual
        && claim.event != EventType::Agree
        && Stems::of(&claim.trigger.text).shared(&binds) > 0
}

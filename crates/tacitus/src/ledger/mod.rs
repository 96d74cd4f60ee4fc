//! Claims -> commitments: which promises, agreements, demands, threats and ultimatums do these claims make,
//! and how did they end?
//!
//! Takes claims, in any order and any number at a time; gives one record a commitment, with each change, its
//! day, the claim that caused it and the reason in words. It never reads a text, never asks a clock: a last
//! day passes by the calendar of the reports, or by the day it is asked for.
//!
//! "The junta gave the militia until Friday to disarm" makes an ultimatum; a report of Saturday that says
//! nothing of it finds it expired; one of Sunday, "fighters handed over their weapons", met.
//!
//! | file | holds |
//! |---|---|
//! | `made.rs` | which claims make a commitment, and of which kind |
//! | `same.rs` | when two reports tell of one |
//! | `shows.rs`, `turn.rs`, `deed.rs` | what a later claim shows about it: by words about it, by deeds |
//! | `settle.rs` | the table of states (drawn in docs/ledger.md) |
//! | `entry.rs`, `book.rs` | a commitment in the making; all of them, day after day |
//! | `party.rs`, `words.rs` | is this party that one; stems |

mod book;
mod deed;
mod entry;
mod made;
#[cfg(test)]
mod made_up;
mod party;
mod same;
mod settle;
mod shows;
#[cfg(test)]
mod tests;
mod turn;
mod words;

use crate::record::{Claim, Commitment};
use book::Book;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The commitments of these claims, oldest first, as they stand after the last report, or at the end of
/// `as_of`: then later reports are not known yet. The order of the claims changes nothing.
pub fn ledger(claims: &[Claim], as_of: Option<Date>) -> Vec<Commitment> {
    let mut ledger = Ledger::new(None);
    ledger.take(claims.iter().cloned());
    ledger.now(as_of)
}

/// A ledger that is told its claims bit by bit.
///
/// It holds the claims of the last `late` days, and of earlier ones only what is not settled for good, so that
/// over reports in order of date its memory is bounded by open commitments.
pub struct Ledger {
    /// A report may come so many days after its date; `None`: at any time.
    late: Option<i64>,
    /// All days that are closed.
    book: Book,
    /// The claims of days that are not.
    waiting: BTreeMap<Date, BTreeMap<String, Claim>>,
    /// Of reports without a date, each by itself.
    undated: BTreeMap<String, BTreeMap<String, Claim>>,
    /// The first day that is not closed.
    open_from: Option<Date>,
}

impl Ledger {
    /// An empty one. A report that comes more than `late` days after its date is counted as of the first day
    /// that is still open; `None` keeps all days open.
    pub fn new(late: Option<i64>) -> Ledger {
        Ledger {
            late,
            book: Book::default(),
            waiting: BTreeMap::new(),
            undated: BTreeMap::new(),
            open_from: None,
        }
    }

    /// Adds claims. Gives the documents that came too late, by id, each once and in order.
    pub fn take(&mut self, claims: impl IntoIterator<Item = Claim>) -> Vec<String> {
        let mut late: Vec<String> = Vec::new();
        for claim in claims {
            let claim = Claim { evidence: Vec::new(), framing: Vec::new(), context: Vec::new(), ..claim };
            match claim.doc.published.date {
                Some(date) => {
                    if self.open_from.is_some_and(|first| date < first) {
                        late.push(claim.doc.id.clone());
                    }
                    let date = self.open_from.map_or(date, |first| date.max(first));
                    self.waiting.entry(date).or_default().insert(claim.anchor.clone(), claim);
                }
                None => {
                    let doc = claim.doc.id.clone();
                    self.undated.entry(doc).or_default().insert(claim.anchor.clone(), claim);
                }
            }
        }
        late.sort();
        late.dedup();
        late
    }

    /// Closes the days that no report in time can still change; gives the commitments that are settled for
    /// good, which the ledger then forgets. A report dated after `today` moves no calendar.
    pub fn settled(&mut self, today: Date) -> Vec<Commitment> {
        let newest = self.waiting.range(..=today).next_back().map(|(day, _)| *day);
        let Some(first) = newest.zip(self.late).and_then(|(day, late)| day.checked_sub(late.days()).ok())
        else {
            return Vec::new();
        };
        let first = self.open_from.map_or(first, |before| before.max(first));
        let open = self.waiting.split_off(&first);
        for (day, claims) in std::mem::replace(&mut self.waiting, open) {
            self.book.day(Some(day), &claims.into_values().collect::<Vec<_>>());
        }
        self.open_from = Some(first);
        in_order(self.book.closed(first))
    }

    /// The commitments that it holds, as they stand after the last report or at the end of `as_of`: then later reports
    /// are not known yet.
    pub fn now(&self, as_of: Option<Date>) -> Vec<Commitment> {
        let mut book = self.book.clone();
        let is_known = |day: &Date| as_of.is_none_or(|last| *day <= last);
        for (day, claims) in self.waiting.iter().filter(|(day, _)| is_known(day)) {
            book.day(Some(*day), &claims.values().cloned().collect::<Vec<_>>());
        }
        if let Some(day) = as_of {
            book.pass(day);
        }
        let mut records = book.records();
        for claims in self.undated.values() {
            let mut alone = Book::default();
            alone.day(None, &claims.values().cloned().collect::<Vec<_>>());
            records.extend(alone.records());
        }
        in_order(records)
    }

    /// How many commitments and claims it holds.
    pub fn n_held(&self) -> (usize, usize) {
        let waiting = self.waiting.values().chain(self.undated.values());
        (self.book.n_held(), waiting.map(BTreeMap::len).sum())
    }
}

/// By the day of their making, then by report and place.
fn in_order(mut records: Vec<Commitment>) -> Vec<Commitment> {
    records.sort_by(|a, b| (a.history[0].date, &a.id).cmp(&(b.history[0].date, &b.id)));
    records
}

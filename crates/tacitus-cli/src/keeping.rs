//! The ledger of a run: takes the claims of each batch in the order of the input, gives commitments. Streamed, it writes
//! what is settled for good as it goes, and at the end the rest; else it only collects. It decides nothing about a
//! commitment: that is `tacitus::ledger`.
//!
//! Example: over reports in order of date, a promise of January that was kept in February is written when the reports
//! of April come.

use crate::work::{Done, Told};
use crate::write::{Kinds, jsonl};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tacitus::ledger::Ledger;
use tacitus::record::{Claim, Commitment};
use tacitus::{Note, NoteCode};

/// The ledger of a run, if one is wanted.
pub struct Keeping {
    ledger: Option<Ledger>,
    /// Later reports are not known yet.
    until: Option<Date>,
    streamed: Option<Streamed>,
}

struct Streamed {
    kinds: Kinds,
    late: u32,
    /// No report of a later day moves the calendar.
    today: Date,
}

impl Keeping {
    /// None is wanted.
    pub fn nothing() -> Keeping {
        Keeping { ledger: None, until: None, streamed: None }
    }

    /// For `--records commitment`: written as it goes. A report counts as of its date if it comes at most `late`
    /// days after a later one.
    pub fn streamed(kinds: Kinds, late: u32, today: Date) -> Keeping {
        Keeping {
            ledger: Some(Ledger::new(Some(i64::from(late)))),
            until: None,
            streamed: Some(Streamed { kinds, late, today }),
        }
    }

    /// All reports up to the end of a day are kept in mind, whatever their order, until [`Keeping::commitments`] asks.
    pub fn whole(until: Option<Date>) -> Keeping {
        Keeping { ledger: Some(Ledger::new(None)), until, streamed: None }
    }

    /// Are claims wanted at all?
    pub fn is_wanted(&self) -> bool {
        self.ledger.is_some()
    }

    /// Takes the claims of a batch that is to be written, and adds to it what is settled for good by now.
    pub fn take(&mut self, done: &mut Done) {
        let Some(ledger) = &mut self.ledger else { return };
        let claims = std::mem::take(&mut done.claims);
        let names: BTreeMap<String, String> = match &self.streamed {
            Some(_) => claims.iter().map(|c| (c.doc.id.clone(), name(c))).collect(),
            None => BTreeMap::new(),
        };
        let late = ledger.take(claims);
        let Some(how) = &self.streamed else { return };
        for id in late {
            how.note(&id, names.get(&id).unwrap_or(&id), done);
        }
        how.write(&ledger.settled(how.today), done);
    }

    /// After the last batch: what is still to be written.
    pub fn end(&mut self) -> Done {
        let mut done = Done::default();
        if let (Some(ledger), Some(how)) = (&self.ledger, &self.streamed) {
            how.write(&ledger.now(None), &mut done);
        }
        done
    }

    /// All commitments as they stand after the last report, or at the end of the day named at the beginning.
    pub fn commitments(&self) -> Vec<Commitment> {
        self.ledger.as_ref().map(|ledger| ledger.now(self.until)).unwrap_or_default()
    }
}

/// How a person calls the report of a claim.
fn name(claim: &Claim) -> String {
    let doc = &claim.doc;
    doc.key.clone().or_else(|| doc.title.clone()).unwrap_or_else(|| doc.id.clone())
}

impl Streamed {
    fn write(&self, commitments: &[Commitment], done: &mut Done) {
        for commitment in commitments {
            done.written += jsonl::commitment(commitment, &mut done.bytes);
        }
    }

    fn note(&self, id: &str, name: &str, done: &mut Done) {
        let late = self.late;
        let note = Note {
            doc: Some(id.to_owned()),
            path: None,
            line: None,
            what: NoteCode::Late,
            message: format!(
                "`{name}` came more than {late} days after its date: what it says is added when the days after it are \
                 closed; --late DAYS waits longer"
            ),
        };
        done.written += jsonl::note(self.kinds, &note, &mut done.bytes);
        done.told.push(Told::Note(note));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;
    use jiff::civil::date;
    use tacitus::{EventType, Status};

    /// A demand told on a day.
    fn demand(day: Date) -> Done {
        let doc = example::document(&format!("The junta demanded the release of the miners on {day}."));
        let mut claim = example::claim(&doc);
        claim.doc.id = day.to_string();
        claim.doc.published.date = Some(day);
        claim.anchor = format!("{day}:0-1#0");
        claim.id = format!("claim of {day}");
        (claim.event, claim.status) = (EventType::Request, Status::Actual);
        Done { claims: vec![claim], ..Done::default() }
    }

    #[test]
    fn a_report_that_comes_late_is_told() {
        let mut keeping = Keeping::streamed(Kinds { note: true, ..Kinds::default() }, 30, date(2030, 1, 1));
        keeping.take(&mut demand(date(2010, 6, 1)));
        let mut in_time = demand(date(2010, 5, 20));
        keeping.take(&mut in_time);
        assert!(in_time.told.is_empty());
        let mut late = demand(date(2010, 1, 1));
        keeping.take(&mut late);
        assert_eq!((late.told.len(), late.written.note), (1, 1));
    }

    #[test]
    fn without_a_ledger_nothing_is_taken_and_nothing_written() {
        let mut done = demand(date(2010, 6, 1));
        let mut keeping = Keeping::nothing();
        keeping.take(&mut done);
        assert_eq!(done.claims.len(), 1);
        assert!(keeping.end().bytes.is_empty());
    }
}

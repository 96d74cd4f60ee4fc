//! How a commitment moves from state to state: one table.
//!
//! Takes a commitment, what a claim shows of it and the day, gives the commitment with one change more, or as
//! it was. What a claim shows is decided in `shows.rs`; nothing moves but by a row here. The table is drawn in
//! docs/ledger.md, which a test holds to it.
//!
//! A promise that is `open`, of which `Contrary` is shown, is `broken`, and final.

use super::entry::{Entry, moved_to};
use super::shows::Shown;
use crate::record::{Change, Claim, CommitmentKind, CommitmentStatus, Due};
use CommitmentKind::*;
use CommitmentStatus::*;
use jiff::ToSpan;
use jiff::civil::Date;

/// One move.
pub struct Row {
    /// Of these kinds.
    pub kinds: &'static [CommitmentKind],
    /// In one of these states (and not final).
    pub from: &'static [CommitmentStatus],
    /// When this is shown.
    pub shown: Shown,
    /// It is then in this state.
    pub to: CommitmentStatus,
    /// Why, in words.
    pub reason: &'static str,
}

const BOUND: &[CommitmentKind] = &[Promise, Agreement];
const THREATS: &[CommitmentKind] = &[Threat, Ultimatum];
const ANY: &[CommitmentKind] = &CommitmentKind::ALL;

/// The state machine.
pub const TABLE: &[Row] = &[
    Row {
        kinds: BOUND,
        from: &[Open, Expired],
        shown: Shown::Done,
        to: Kept,
        reason: "what was promised was done",
    },
    Row { kinds: BOUND, from: &[Open], shown: Shown::Holds, to: Kept, reason: "it is still being kept" },
    Row {
        kinds: BOUND,
        from: &[Open, Kept],
        shown: Shown::Contrary,
        to: Broken,
        reason: "the contrary was done",
    },
    Row {
        kinds: BOUND,
        from: &[Open],
        shown: Shown::Released,
        to: Expired,
        reason: "the other side broke its part, which releases the one who promised",
    },
    Row {
        kinds: THREATS,
        from: &[Open, Expired],
        shown: Shown::Done,
        to: Kept,
        reason: "it was carried out",
    },
    Row {
        kinds: &[Demand, Threat, Ultimatum],
        from: &[Open, Expired],
        shown: Shown::Met,
        to: Met,
        reason: "what was demanded was done",
    },
    Row {
        kinds: ANY,
        from: &[Open, Kept],
        shown: Shown::TakenBack,
        to: Withdrawn,
        reason: "the one who made it took it back",
    },
    Row { kinds: ANY, from: &[Open], shown: Shown::MoreTime, to: Open, reason: "the last day was moved" },
    Row { kinds: ANY, from: &[Open], shown: Shown::DayPassed, to: Expired, reason: "the last day passed" },
];

/// The move that is made, if one is.
pub fn row(kind: CommitmentKind, status: CommitmentStatus, shown: Shown) -> Option<&'static Row> {
    TABLE.iter().find(|r| r.shown == shown && r.kinds.contains(&kind) && r.from.contains(&status))
}

/// Makes the move that this claim causes; gives whether there was one.
pub fn settle(entry: &mut Entry, claim: &Claim, shown: Shown, why: &str) -> bool {
    let Some(row) = allowed(entry, shown) else { return false };
    if shown == Shown::MoreTime {
        let Some(day) = moved_to(claim, entry.due).filter(|day| entry.due.is_none_or(|old| *day > old))
        else {
            return false;
        };
        entry.due = Some(day);
        if let Some(deadline) = &mut entry.record.deadline {
            // The words stay those of the first report.
            deadline.due = Some(Due { from: deadline.due.as_ref().and_then(|d| d.from), to: Some(day) });
        }
    }
    let date = claim.doc.published.date;
    change(entry, date, row, Some(claim.id.clone()), format!("{}: {why}", row.reason));
    true
}

/// Lets the last day pass, if it lies before this one.
pub fn pass_day(entry: &mut Entry, today: Date) {
    let Some(after) = entry.due.and_then(|due| due.checked_add(1.day()).ok()).filter(|after| *after <= today)
    else {
        return;
    };
    if let Some(row) = allowed(entry, Shown::DayPassed) {
        change(entry, Some(after), row, None, row.reason.to_owned());
    }
}

fn allowed(entry: &Entry, shown: Shown) -> Option<&'static Row> {
    if entry.record.is_final { None } else { row(entry.record.kind, entry.record.status, shown) }
}

fn change(entry: &mut Entry, date: Option<Date>, row: &Row, claim: Option<String>, reason: String) {
    entry.record.status = row.to;
    entry.record.is_final = is_final(row.to, entry.is_standing());
    entry.record.history.push(Change { date, status: row.to, claim, reason });
    entry.touched = entry.touched.max(date);
}

/// Can no later report change it? What is kept and standing may still be broken, what is expired done late.
pub fn is_final(status: CommitmentStatus, is_standing: bool) -> bool {
    match status {
        Open | Expired => false,
        Kept => !is_standing,
        Broken | Met | Withdrawn => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What corpus/STORIES.md allows: which states a kind can be in.
    fn can_be(kind: CommitmentKind, status: CommitmentStatus) -> bool {
        match status {
            Open | Expired | Withdrawn => true,
            Kept => kind != Demand,
            Broken => matches!(kind, Promise | Agreement),
            Met => matches!(kind, Demand | Threat | Ultimatum),
        }
    }

    #[test]
    fn the_table_leads_only_where_a_kind_can_be() {
        for row in TABLE {
            for kind in row.kinds {
                assert!(can_be(*kind, row.to), "{} {}", kind.name(), row.to.name());
                for from in row.from.iter().filter(|from| can_be(*kind, **from)) {
                    assert!(!is_final(*from, true), "{} is final", from.name());
                }
            }
        }
    }

    #[test]
    fn no_two_rows_answer_one_question() {
        for kind in CommitmentKind::ALL {
            for from in CommitmentStatus::ALL {
                for shown in Shown::ALL {
                    let answers = TABLE
                        .iter()
                        .filter(|r| r.shown == shown && r.kinds.contains(&kind) && r.from.contains(&from));
                    assert!(answers.count() <= 1, "{} {} {shown:?}", kind.name(), from.name());
                }
            }
        }
    }

    #[test]
    fn the_page_draws_this_table() {
        let page = include_str!("../../../../docs/ledger.md");
        let names = |list: &[&str]| list.join(", ");
        for row in TABLE {
            let kinds: Vec<&str> = row.kinds.iter().map(|k| k.name()).collect();
            let from: Vec<&str> = row.from.iter().map(|s| s.name()).collect();
            let line = format!(
                "| {} | {} | {:?} | {} | {} |",
                if row.kinds.len() == 5 { "any".to_owned() } else { names(&kinds) },
                names(&from),
                row.shown,
                row.to.name(),
                row.reason
            );
            assert!(page.contains(&line), "docs/ledger.md lacks\n{line}");
        }
    }
}

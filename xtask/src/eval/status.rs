//! `eval status`: marked claims with their triggers and types given; did it happen, and on whose word?
//!
//! Prints accuracy and macro F1 of the six statuses beside what "always actual" would get, each status, what
//! is taken for what, and the speakers. Only required claims count; either marker's value is right.

use super::report::{Cell, PRF, Report, Table, prf};
use super::setup::{Setup, document};
use super::{Task, pooled};
use anyhow::Result;
use std::path::PathBuf;
use tacitus::gold::Item;
use tacitus::score::pairing::n_matched;
use tacitus::score::{Counts, Marked, ScoredClaim, Words, either, marked};
use tacitus::{EventType, Given, Reading, Span, Status};

/// The task.
pub const TASK: Task =
    Task { name: "status", reads: "marked news as JSON lines (data/gold), cases of our corpus as .txt", run };

/// A status rarer than this says nothing of a macro mean.
const LEAST: usize = 10;

/// A marked claim and the record on its trigger, if there is one.
struct Judged {
    marked: Marked,
    read: Option<ScoredClaim>,
}

fn run(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let all = pooled(files)?;
    let items: Vec<Vec<Judged>> = all.iter().zip(read(setup, &all)?).map(|(i, r)| judged(i, &r)).collect();
    let n: usize = items.iter().map(Vec::len).sum();
    Ok(Report {
        tables: vec![statuses(&items, n), by_status(&items), confusion(&items), speakers(&items)],
        errors: all.iter().zip(&items).flat_map(|(item, judged)| errors(item, judged)).collect(),
    })
}

/// Reads the items with their required claims' triggers and types given.
fn read(setup: &Setup, all: &[Item]) -> Result<Vec<Reading>> {
    let triggers = |item: &Item| -> Vec<(Span, Option<EventType>)> {
        item.claims.iter().filter(|c| !c.optional).map(|c| (c.trigger, Some(c.event))).collect()
    };
    let given = Given { triggers: Some(all.iter().map(triggers).collect()), ..Given::none() };
    let docs: Vec<_> = all.iter().map(|i| document(&i.id, &i.text, Some(i.published))).collect();
    setup.read(&docs, &given)
}

fn judged(item: &Item, reading: &Reading) -> Vec<Judged> {
    let mut read: Vec<ScoredClaim> = reading.claims.iter().map(ScoredClaim::from).collect();
    let required = marked(item).into_iter().filter(|m| !m.optional);
    required
        .map(|marked| {
            let same = |c: &ScoredClaim| c.trigger.overlaps(&marked.claim.trigger);
            let typed = |c: &ScoredClaim| same(c) && c.event == marked.claim.event;
            let at = read.iter().position(typed).or_else(|| read.iter().position(same));
            Judged { read: at.map(|i| read.remove(i)), marked }
        })
        .collect()
}

impl Judged {
    /// What it should be; the other marker's value where the record has that.
    fn gold(&self) -> Status {
        let own = self.marked.claim.status;
        either(&own, &self.marked.also.status).copied().find(|s| Some(*s) == self.said()).unwrap_or(own)
    }

    fn said(&self) -> Option<Status> {
        self.read.as_ref().map(|r| r.status)
    }

    fn right(&self) -> bool {
        self.said() == Some(self.gold())
    }

    fn always_actual(&self) -> bool {
        either(&self.marked.claim.status, &self.marked.also.status).any(|s| *s == Status::Actual)
    }
}

/// Counts of one status in one item.
fn counts(items: &[Judged], status: Status) -> Counts {
    Counts {
        right: items.iter().filter(|j| j.right() && j.gold() == status).count(),
        read: items.iter().filter(|j| j.said() == Some(status)).count(),
        gold: items.iter().filter(|j| j.gold() == status).count(),
    }
}

fn statuses(items: &[Vec<Judged>], n: usize) -> Table {
    let share = |right: fn(&Judged) -> bool| {
        Cell::over(items, move |drawn| {
            let all = drawn.iter().flat_map(|i| i.iter());
            let right = all.clone().filter(|j| right(j)).count();
            right as f64 / all.count().max(1) as f64
        })
    };
    let macro_f1 = |least: usize| {
        let often: Vec<Status> = Status::ALL
            .into_iter()
            .filter(|s| items.iter().flatten().filter(|j| j.marked.claim.status == *s).count() >= least)
            .collect();
        Cell::over(items, move |drawn| {
            let f1 = |s: &Status| Counts::sum(&drawn.iter().map(|i| counts(i, *s)).collect::<Vec<_>>()).f1();
            often.iter().map(f1).sum::<f64>() / often.len().max(1) as f64
        })
    };
    let rows = vec![
        ("accuracy".to_owned(), vec![share(Judged::right)]),
        ("always_actual".to_owned(), vec![share(Judged::always_actual)]),
        ("macro_f1".to_owned(), vec![macro_f1(LEAST)]),
        ("macro_f1_all".to_owned(), vec![macro_f1(1)]),
    ];
    let title = format!(
        "Status of {n} required claims, triggers and types given (macro over statuses marked at least {LEAST} times)"
    );
    Table { name: "", title, columns: vec![""], rows }
}

fn by_status(items: &[Vec<Judged>]) -> Table {
    let row = |status: Status| {
        let counts: Vec<Counts> = items.iter().map(|i| counts(i, status)).collect();
        (status.name().to_owned(), prf(&counts))
    };
    let rows = Status::ALL.into_iter().map(row).collect();
    Table { name: "status", title: "By status".to_owned(), columns: PRF.to_vec(), rows }
}

fn confusion(items: &[Vec<Judged>]) -> Table {
    let count = |gold: Status, read: Option<Status>| {
        items.iter().flatten().filter(|j| j.gold() == gold && j.said() == read).count()
    };
    let row = |gold: Status| {
        let read = Status::ALL.into_iter().map(Some).chain([None]);
        (gold.name().to_owned(), read.map(|r| Cell::Count(count(gold, r))).collect())
    };
    Table {
        name: "confusion",
        title: "Marked (rows) taken for (columns)".to_owned(),
        columns: vec!["den", "neg", "hyp", "fut", "his", "act", "-"],
        rows: Status::ALL.into_iter().map(row).collect(),
    }
}

/// Claims with a speaker: right when the marked and the read ones overlap, one to one, and none is left over.
/// Of claims without: the share that was given none.
fn speakers(items: &[Vec<Judged>]) -> Table {
    let row = |judged: &Judged| {
        let read = judged.read.as_ref().map(|r| &r.speaker[..]).unwrap_or_default();
        let fits = |gold: &Vec<Words>| {
            gold.len() == read.len()
                && n_matched(gold.len(), read.len(), |g, r| gold[g].overlaps(&read[r])) == gold.len()
        };
        let right = either(&judged.marked.claim.speaker, &judged.marked.also.speaker).any(fits);
        // Where one marker had no speaker, none is right.
        let rightly_none = right && read.is_empty();
        let is_marked = !(judged.marked.claim.speaker.is_empty() || rightly_none);
        (is_marked, !read.is_empty(), right)
    };
    let of = |i: &Vec<Judged>| {
        let rows: Vec<_> = i.iter().map(row).collect();
        Counts {
            right: rows.iter().filter(|(gold, read, right)| *gold && *read && *right).count(),
            read: rows.iter().filter(|(_, read, _)| *read).count(),
            gold: rows.iter().filter(|(gold, _, _)| *gold).count(),
        }
    };
    let none = |i: &Vec<Judged>| {
        let without: Vec<_> = i.iter().map(row).filter(|(gold, _, _)| !gold).collect();
        let right = without.iter().filter(|(_, read, right)| !read || *right).count();
        Counts { right, read: without.len(), gold: without.len() }
    };
    let rows = vec![
        ("speaker".to_owned(), prf(&items.iter().map(of).collect::<Vec<_>>())),
        ("none".to_owned(), prf(&items.iter().map(none).collect::<Vec<_>>())),
    ];
    let title = "Speakers of the same (none: claims without a speaker that were given none)".to_owned();
    Table { name: "speaker", title, columns: PRF.to_vec(), rows }
}

fn errors(item: &Item, judged: &[Judged]) -> Vec<String> {
    let line = |j: &Judged| {
        let said = j.said().map_or("nothing", Status::name);
        format!(
            "  {} `{}`: {} read as {said}",
            j.marked.claim.event,
            j.marked.claim.trigger.text,
            j.gold().name()
        )
    };
    let lines: Vec<String> = judged.iter().filter(|j| !j.right()).map(line).collect();
    if lines.is_empty() {
        Vec::new()
    } else {
        vec![format!("{}: {}\n{}", item.id, item.text, lines.join("\n"))]
    }
}

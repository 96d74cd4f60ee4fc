//! `eval ledger`: marked commitments and stories against the ledger that is made of what is read.
//!
//! Every item and every story is read by itself, as `tacitus code` reads it, and its claims go through
//! [`tacitus::ledger::ledger`]. Of items: kind, maker, other party, conditions, deadline. Of stories
//! (corpus/STORIES.md): which commitments are found, and whether they stand where they should at the end and on
//! the day of every report.

use super::report::{Cell, PRF, Report, Table, prf};
use super::setup::{Setup, document};
use super::{Task, text};
use crate::export::items;
use anyhow::Result;
use jiff::civil::Date;
use std::path::PathBuf;
use tacitus::gold::story::{self, Story, Told};
use tacitus::gold::{CommitmentKind, Item};
use tacitus::ledger::ledger;
use tacitus::record::{Claim, Commitment, CommitmentStatus};
use tacitus::score::Counts;
use tacitus::score::commitment::{
    CommitmentScore, ScoredCommitment, marked, pairs, score, score_either, told, written,
};
use tacitus::{Document, Given};

/// The task.
pub const TASK: Task = Task {
    name: "ledger",
    reads: "stories and cases of our corpus as .txt, marked news as JSON lines (data/gold)",
    run,
};

fn run(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let (mut all_items, mut all_stories) = (Vec::new(), Vec::new());
    for file in files {
        let is_text = file.extension().is_some_and(|e| e == "txt");
        let text = if is_text { text(file)? } else { String::new() };
        if text.lines().any(|line| line.starts_with("--- ")) {
            let stories = story::stories(&text).map_err(|e| anyhow::anyhow!("`{}`: {e}", file.display()))?;
            all_stories.extend(stories);
        } else {
            all_items.extend(items(file)?);
        }
    }
    let mut report = Report::default();
    if !all_items.is_empty() {
        of_items(setup, &all_items, &mut report)?;
    }
    if !all_stories.is_empty() {
        of_stories(setup, &all_stories, &mut report)?;
    }
    Ok(report)
}

fn claims(setup: &Setup, docs: &[Document]) -> Result<Vec<Vec<Claim>>> {
    Ok(setup.read(docs, &Given::none())?.into_iter().map(|r| r.claims).collect())
}

/// Single items: kind, maker, other party, conditions, deadline.
fn of_items(setup: &Setup, items: &[Item], report: &mut Report) -> Result<()> {
    let docs: Vec<Document> = items.iter().map(|i| document(&i.id, &i.text, Some(i.published))).collect();
    let read: Vec<Vec<ScoredCommitment>> = claims(setup, &docs)?
        .iter()
        .map(|claims| ledger(claims, None).iter().map(|c| written(c, 0)).collect())
        .collect();
    let gold: Vec<_> = items.iter().map(marked).collect();
    let scores: Vec<CommitmentScore> =
        gold.iter().zip(&read).map(|((first, second), read)| score_either(first, second, read)).collect();
    report.tables.push(table("", format!("Commitments of {} items", items.len()), parts(&scores)));
    let rows = CommitmentKind::ALL.map(|kind| {
        let of =
            |list: &[ScoredCommitment]| list.iter().filter(|c| c.kind == kind).cloned().collect::<Vec<_>>();
        let scores = gold
            .iter()
            .zip(&read)
            .map(|((first, second), read)| score_either(&of(first), &of(second), &of(read)).kind_by);
        (kind.name(), scores.collect())
    });
    report.tables.push(table("kind", "By kind (kind and maker)".to_owned(), rows.to_vec()));
    for ((item, (first, _)), read) in items.iter().zip(&gold).zip(&read) {
        report.errors.extend(errors(&format!("{}: {}", item.id, item.text), first, read));
    }
    Ok(())
}

/// The figures of some items.
fn parts(scores: &[CommitmentScore]) -> Vec<(&'static str, Vec<Counts>)> {
    let of = |part: fn(&CommitmentScore) -> Counts| scores.iter().map(part).collect();
    vec![
        ("kind_by", of(|s| s.kind_by)),
        ("kind_by_to", of(|s| s.kind_by_to)),
        ("conditions", of(|s| s.conditions)),
        ("deadline", of(|s| s.deadline)),
    ]
}

fn table(name: &'static str, title: String, rows: Vec<(&'static str, Vec<Counts>)>) -> Table {
    let rows = rows.into_iter().map(|(name, counts)| (name.to_owned(), prf(&counts))).collect();
    Table { name, title, columns: PRF.to_vec(), rows }
}

/// One story with the ledger that was made of it.
struct Made<'a> {
    story: &'a Story,
    /// The commitments, oldest first.
    records: Vec<Commitment>,
    gold: Vec<ScoredCommitment>,
    read: Vec<ScoredCommitment>,
    /// Marked, made.
    pairs: Vec<(usize, usize)>,
}

impl Made<'_> {
    /// What answers a marked commitment.
    fn answer(&self, gold_idx: usize) -> Option<&Commitment> {
        self.pairs.iter().find(|p| p.0 == gold_idx).map(|p| &self.records[p.1])
    }

    /// Right and all, over the marked commitments of the story.
    fn share(&self, right: impl Fn(&Told, &Commitment) -> bool) -> Counts {
        let told = self.story.commitments.iter().enumerate();
        let n_right = told.filter(|(i, told)| self.answer(*i).is_some_and(|c| right(told, c))).count();
        Counts { right: n_right, read: self.gold.len(), gold: self.gold.len() }
    }

    /// The days of its reports.
    fn days(&self) -> Vec<Date> {
        self.story.reports.iter().map(|r| r.published).collect()
    }
}

/// Where it stood at the end of a day.
fn status_on(c: &Commitment, day: Date) -> Option<CommitmentStatus> {
    c.history.iter().rev().find(|change| change.date.is_some_and(|d| d <= day)).map(|change| change.status)
}

fn of_stories(setup: &Setup, stories: &[Story], report: &mut Report) -> Result<()> {
    let mut all = Vec::new();
    for story in stories {
        all.push(made(setup, story)?);
    }
    let scores: Vec<CommitmentScore> = all.iter().map(|m| score(&m.gold, &m.read)).collect();
    report.tables.push(table("story", format!("Commitments of {} stories", stories.len()), parts(&scores)));
    let share = |name: &str, of: &dyn Fn(&Made) -> Counts| {
        let counts: Vec<Counts> = all.iter().map(of).collect();
        let cells = prf(&counts);
        (name.to_owned(), vec![cells[1].clone(), cells[3].clone(), cells[5].clone()])
    };
    let rows = vec![
        share("end_state", &|m| m.share(|told, c| told.states.last().map(|s| s.status) == Some(c.status))),
        share("every_date", &|m| {
            m.share(|told, c| m.days().into_iter().all(|day| told.status_on(day) == status_on(c, day)))
        }),
        share("due", &|m| {
            m.share(|told, c| told.due == c.deadline.as_ref().and_then(|d| d.due.as_ref()?.to))
        }),
    ];
    report.tables.push(Table {
        name: "state",
        title: "Marked commitments that stand right (unmatched ones are wrong)".to_owned(),
        columns: vec!["share", "right", "gold"],
        rows,
    });
    report.tables.push(ends(&all));
    report.errors.extend(all.iter().flat_map(|m| story_errors(m)));
    Ok(())
}

fn made<'a>(setup: &Setup, story: &'a Story) -> Result<Made<'a>> {
    let doc = |(i, r): (usize, &story::Report)| Document {
        source: Some(r.source.clone()),
        ..document(&format!("{}/{i}", story.name), &r.text, Some(r.published))
    };
    let docs: Vec<Document> = story.reports.iter().enumerate().map(doc).collect();
    let last = story.reports.iter().map(|r| r.published).max();
    let records = ledger(&claims(setup, &docs)?.concat(), last);
    let report_idx = |c: &Commitment| docs.iter().position(|d| d.id == c.doc.id).unwrap_or_default();
    let read: Vec<ScoredCommitment> = records.iter().map(|c| written(c, report_idx(c))).collect();
    let gold = told(story);
    let pairs = pairs(&gold, &read);
    Ok(Made { story, records, gold, read, pairs })
}

/// How marked commitments end (rows) and how their answers do (columns).
fn ends(all: &[Made]) -> Table {
    let cell = |end: CommitmentStatus, read: Option<CommitmentStatus>| {
        let of = |m: &Made| {
            let told = m.story.commitments.iter().enumerate();
            let ends_so = |told: &Told| told.states.last().map(|s| s.status) == Some(end);
            told.filter(|(i, told)| ends_so(told) && m.answer(*i).map(|c| c.status) == read).count()
        };
        Cell::Count(all.iter().map(of).sum())
    };
    let row = |end: CommitmentStatus| {
        let cells = CommitmentStatus::ALL.into_iter().map(Some).chain([None]).map(|read| cell(end, read));
        (end.name().to_owned(), cells.collect())
    };
    Table {
        name: "end",
        title: "Ends marked (rows) and made (columns)".to_owned(),
        columns: vec!["open", "kept", "broken", "met", "expired", "withdrawn", "-"],
        rows: CommitmentStatus::ALL.map(row).to_vec(),
    }
}

/// What went wrong in a story, for a person.
fn story_errors(m: &Made) -> Vec<String> {
    let mut lines = Vec::new();
    for (i, (told, gold)) in m.story.commitments.iter().zip(&m.gold).enumerate() {
        let states: Vec<String> =
            told.states.iter().map(|s| format!("{} {}", s.date, s.status.name())).collect();
        lines.push(format!("  marked {}  {}", in_short(gold), states.join(", ")));
        if let Some(c) = m.answer(i) {
            lines.push(format!("         {}", history(c)));
        }
    }
    for (r, read) in m.read.iter().enumerate().filter(|(r, _)| m.pairs.iter().all(|p| p.1 != *r)) {
        lines.push(format!("  made   {}  {}", in_short(read), history(&m.records[r])));
    }
    vec![format!("{}\n{}", m.story.name, lines.join("\n"))]
}

fn history(c: &Commitment) -> String {
    let change = |h: &tacitus::record::Change| {
        let date = h.date.map(|d| d.to_string()).unwrap_or_default();
        format!("{date} {} ({})", h.status.name(), h.reason)
    };
    c.history.iter().map(change).collect::<Vec<_>>().join(", ")
}

/// Marked commitments without an answer, and made ones that answer none.
fn errors(head: &str, gold: &[ScoredCommitment], read: &[ScoredCommitment]) -> Vec<String> {
    let pairs = pairs(gold, read);
    let missed = (0..gold.len()).filter(|g| pairs.iter().all(|p| p.0 != *g));
    let spurious = (0..read.len()).filter(|r| pairs.iter().all(|p| p.1 != *r));
    let mut lines: Vec<String> = missed.map(|g| format!("  missed    {}", in_short(&gold[g]))).collect();
    lines.extend(spurious.map(|r| format!("  spurious  {}", in_short(&read[r]))));
    let differ = pairs.iter().filter(|(g, r)| gold[*g].deadline != read[*r].deadline);
    lines.extend(
        differ.map(|(g, r)| format!("  deadline  {} / {}", in_short(&gold[*g]), in_short(&read[*r]))),
    );
    if lines.is_empty() { Vec::new() } else { vec![format!("{head}\n{}", lines.join("\n"))] }
}

fn in_short(c: &ScoredCommitment) -> String {
    let names = |list: &[tacitus::score::ScoredParty]| {
        list.iter().map(|p| p.words.text.as_str()).collect::<Vec<_>>().join("; ")
    };
    let texts =
        |list: &[tacitus::score::Words]| list.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join("; ");
    let mut out =
        format!("{} [{}] -> [{}] `{}`", c.kind.name(), names(&c.by), names(&c.to), texts(&c.content));
    if !c.conditions.is_empty() {
        out += &format!(" on `{}`", texts(&c.conditions));
    }
    if let Some(deadline) = &c.deadline {
        out += &format!(" until `{}`", deadline.text);
    }
    out
}

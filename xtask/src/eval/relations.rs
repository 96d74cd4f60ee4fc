//! `eval relations`: two marked spans of a sentence against the type of the record that joins them.
//!
//! `<s>Iran</s> has condemned <t>the ruling</t>.` with `gold_root` ACCUSE. In `given` the marks are taken
//! out of the text, the marked spans go in as the only parties, and the answer is the type of the best claim
//! that joins them; none is wrong. In `found` nothing is given. It never tells the reader which span is the
//! source. With `--models`, row i is read with the (i mod n)-th of n models: the one of `training/plv.py` that
//! has not seen it.
//!
//! A claim joins the pair *forward* when the source is among its actors and the target among its recipients,
//! or both are actors; *backward* when it is the other way round. A row that marks only one side is joined by
//! a claim with that side in its place. `given` takes forward claims first, then the surest; `found` counts
//! forward ones only, since a record the wrong way round says something else.

use super::report::{Cell, Report, Table};
use super::setup::{Setup, document};
use super::{Task, bytes};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use tacitus::score::pairing::met;
use tacitus::score::{ScoredClaim, ScoredParty, Words};
use tacitus::{EventType, Given, Scalars, Span};

/// The task.
pub const TASK: Task =
    Task { name: "relations", reads: "a TSV with `marked_sentence` and `gold_root` (PLV)", run };

/// The 15 roots with their quad class: CONCEDE and RETREAT are one.
const ROOTS: [(&str, usize); 15] = [
    ("AGREE", 1),
    ("CONSULT", 1),
    ("SUPPORT", 1),
    ("COOPERATE", 2),
    ("AID", 2),
    ("YIELD", 2),
    ("REQUEST", 3),
    ("ACCUSE", 3),
    ("REJECT", 3),
    ("THREATEN", 3),
    ("PROTEST", 4),
    ("SANCTION", 4),
    ("MOBILIZE", 4),
    ("COERCE", 4),
    ("ASSAULT", 4),
];

/// Index in [`ROOTS`] of a type.
fn root_of(event: EventType) -> usize {
    let name = match event {
        EventType::Concede | EventType::Retreat => "YIELD",
        other => other.name(),
    };
    ROOTS.iter().position(|r| r.0 == name).expect("every type has a root")
}

/// A row of the file.
pub struct Row {
    /// The sentence without marks.
    pub text: String,
    /// What is marked as source.
    pub source: Vec<Span>,
    /// What is marked as target.
    pub target: Vec<Span>,
    root: usize,
}

/// What was made of a row.
struct Outcome {
    gold: usize,
    /// Root of the best claim that joins the given spans.
    given: Option<usize>,
    /// Was that claim the right way round?
    forward: bool,
    /// Roots of the records that join the pair, nothing given.
    found: Vec<usize>,
}

fn run(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let mut rows = Vec::new();
    for file in files {
        rows.extend(rows_of(&bytes(file)?).with_context(|| format!("`{}`", file.display()))?);
    }
    let docs: Vec<_> =
        rows.iter().enumerate().map(|(i, r)| document(&i.to_string(), &r.text, None)).collect();
    let parties = rows.iter().map(Row::parties).collect();
    let given = setup.read(&docs, &Given { parties: Some(parties), ..Given::none() })?;
    let found = setup.read(&docs, &Given::none())?;
    let claims =
        |reading: &tacitus::Reading| reading.claims.iter().map(ScoredClaim::from).collect::<Vec<_>>();
    let outcomes: Vec<Outcome> = rows
        .iter()
        .zip(given.iter().zip(&found))
        .map(|(row, (given, found))| outcome(row, &claims(given), &claims(found)))
        .collect();
    Ok(report(&rows, &outcomes))
}

fn report(rows: &[Row], outcomes: &[Outcome]) -> Report {
    let by_class = |n_classes: usize, class: fn(usize) -> usize| {
        Cell::over(outcomes, move |drawn| {
            let pairs = drawn.iter().map(|o| (class(o.gold), o.given.map(class)));
            macro_f1(n_classes, &pairs.collect::<Vec<_>>())
        })
    };
    let share = |part: fn(&Outcome) -> usize, of: fn(&Outcome) -> usize| {
        if outcomes.iter().all(|o| of(o) == 0) {
            return Cell::None;
        }
        Cell::over(outcomes, move |drawn| {
            let sum = |f: fn(&Outcome) -> usize| drawn.iter().map(|o| f(o)).sum::<usize>() as f64;
            if sum(of) == 0.0 { 0.0 } else { sum(part) / sum(of) }
        })
    };
    let given = vec![
        ("root_f1".to_owned(), vec![by_class(ROOTS.len(), |root| root)]),
        ("quad_f1".to_owned(), vec![by_class(4, |root| ROOTS[root].1 - 1)]),
        ("binary_f1".to_owned(), vec![by_class(2, |root| (ROOTS[root].1 - 1) / 2)]),
        ("root_accuracy".to_owned(), vec![share(|o| usize::from(o.given == Some(o.gold)), |_| 1)]),
        ("answered".to_owned(), vec![share(|o| usize::from(o.given.is_some()), |_| 1)]),
        ("forward".to_owned(), vec![share(|o| usize::from(o.forward), |o| usize::from(o.given.is_some()))]),
    ];
    let found = vec![
        ("recall".to_owned(), vec![share(|o| usize::from(n_right(o) > 0), |_| 1)]),
        ("agree".to_owned(), vec![share(n_right, |o| o.found.len())]),
    ];
    let table = |name, title: &str, rows| Table { name, title: title.to_owned(), columns: vec![""], rows };
    Report {
        tables: vec![
            table("given", &format!("Spans given, {} rows (macro F1; none = wrong)", rows.len()), given),
            table("found", "Nothing given: records that join the marked pair", found),
            by_root(outcomes),
        ],
        errors: rows
            .iter()
            .zip(outcomes)
            .filter(|(_, o)| o.given != Some(o.gold))
            .map(|(r, o)| r.against(o))
            .collect(),
    }
}

/// Of the records that join the pair, those with its root.
fn n_right(outcome: &Outcome) -> usize {
    outcome.found.iter().filter(|r| **r == outcome.gold).count()
}

fn by_root(outcomes: &[Outcome]) -> Table {
    let pairs: Vec<_> = outcomes.iter().map(|o| (o.gold, o.given)).collect();
    let row = |(i, (name, _)): (usize, &(&str, usize))| {
        let n = outcomes.iter().filter(|o| o.gold == i).count();
        (name.to_string(), vec![Cell::Fraction(f1(i, &pairs), None), Cell::Count(n)])
    };
    Table {
        name: "root",
        title: "By root, spans given".to_owned(),
        columns: vec!["f1", "rows"],
        rows: ROOTS.iter().enumerate().map(row).collect(),
    }
}

/// F1 of one class over (gold, answer).
fn f1(class: usize, pairs: &[(usize, Option<usize>)]) -> f64 {
    let gold = pairs.iter().filter(|p| p.0 == class).count();
    let answered = pairs.iter().filter(|p| p.1 == Some(class)).count();
    let right = pairs.iter().filter(|p| p.0 == class && p.1 == Some(class)).count();
    if gold + answered == 0 { 0.0 } else { 2.0 * right as f64 / (gold + answered) as f64 }
}

/// Mean F1 of the classes that occur in gold or answers.
fn macro_f1(n_classes: usize, pairs: &[(usize, Option<usize>)]) -> f64 {
    let occurs = |c: &usize| pairs.iter().any(|p| p.0 == *c || p.1 == Some(*c));
    let classes: Vec<usize> = (0..n_classes).filter(occurs).collect();
    classes.iter().map(|c| f1(*c, pairs)).sum::<f64>() / classes.len().max(1) as f64
}

fn outcome(row: &Row, given: &[ScoredClaim], found: &[ScoredClaim]) -> Outcome {
    let (source, target) = (row.scored(&row.source), row.scored(&row.target));
    let joins = |claim: &ScoredClaim| join(claim, &source, &target);
    let best = given
        .iter()
        .filter_map(|claim| joins(claim).map(|join| (join, claim)))
        .reduce(|a, b| if (b.0, b.1.confidence) > (a.0, a.1.confidence) { b } else { a });
    Outcome {
        gold: row.root,
        given: best.map(|(_, claim)| root_of(claim.event)),
        forward: best.is_some_and(|(join, _)| join == Join::Forward),
        found: found.iter().filter(|c| joins(c) == Some(Join::Forward)).map(|c| root_of(c.event)).collect(),
    }
}

/// How a claim joins the pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Join {
    Backward,
    Forward,
}

/// Does the claim join source and target? An unmarked side asks for nothing.
fn join(claim: &ScoredClaim, source: &[ScoredParty], target: &[ScoredParty]) -> Option<Join> {
    let among = |side: &[ScoredParty], list: &[ScoredParty]| {
        side.is_empty() || list.iter().any(|party| side.iter().any(|s| met(s, party)))
    };
    let one_of_each = || {
        let own = |side: &[ScoredParty]| claim.actor.iter().position(|p| side.iter().any(|s| met(s, p)));
        own(source).zip(own(target)).is_some_and(|(s, t)| s != t)
    };
    if (among(source, &claim.actor) && among(target, &claim.recipient)) || one_of_each() {
        Some(Join::Forward)
    } else if among(target, &claim.actor) && among(source, &claim.recipient) {
        Some(Join::Backward)
    } else {
        None
    }
}

impl Row {
    /// The type as the file has it.
    pub fn root_name(&self) -> &'static str {
        ROOTS[self.root].0
    }

    fn parties(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = self.source.iter().chain(&self.target).copied().collect();
        spans.sort();
        spans.dedup();
        spans
    }

    fn scored(&self, spans: &[Span]) -> Vec<ScoredParty> {
        let scalars = Scalars::new(&self.text);
        let party = |s: &Span| {
            let (start, end) = (scalars.of_byte(s.start), scalars.of_byte(s.end));
            let words = Words { text: s.of(&self.text).to_owned(), start, end };
            ScoredParty { words, name: None, country: Vec::new(), sector: Vec::new() }
        };
        spans.iter().map(party).collect()
    }

    fn against(&self, outcome: &Outcome) -> String {
        let say = |spans: &[Span]| spans.iter().map(|s| s.of(&self.text)).collect::<Vec<_>>().join("; ");
        let answer = outcome.given.map_or("nothing", |root| ROOTS[root].0);
        format!(
            "{}\n  {} -> {}: {}, read as {answer}",
            self.text,
            say(&self.source),
            say(&self.target),
            ROOTS[self.root].0
        )
    }
}

/// The rows of a file, in its order.
pub fn rows_of(tsv: &[u8]) -> Result<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(tsv);
    let heads = reader.headers()?.clone();
    let column =
        |name: &str| heads.iter().position(|h| h == name).with_context(|| format!("no column `{name}`"));
    let (sentence, root) = (column("marked_sentence")?, column("gold_root")?);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let name = &record[root];
        let Some(root) = ROOTS.iter().position(|r| r.0 == name) else { bail!("`{name}` is no root") };
        let (text, source, target) =
            unmark(&record[sentence]).with_context(|| record[sentence].to_owned())?;
        rows.push(Row { text, source, target, root });
    }
    Ok(rows)
}

/// Takes `<s>…</s>` and `<t>…</t>` out; white space at the ends of a mark is not marked.
fn unmark(marked: &str) -> Result<(String, Vec<Span>, Vec<Span>)> {
    let (mut text, mut spans) = (String::new(), [Vec::new(), Vec::new()]);
    let mut open: [Option<usize>; 2] = [None, None];
    let mut rest = marked;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let mark = ["<s>", "<t>", "</s>", "</t>"].iter().position(|m| rest.starts_with(m));
        match mark {
            Some(side @ (0 | 1)) => open[side] = Some(text.len()),
            Some(end) => {
                let start = open[end - 2].take().with_context(|| "a mark ends that was not begun")?;
                spans[end - 2].push(trimmed(&text, Span::new(start, text.len())));
            }
            None => text.push('<'),
        }
        rest = &rest[mark.map_or(1, |m| if m < 2 { 3 } else { 4 })..];
    }
    text.push_str(rest);
    if open.iter().any(Option::is_some) {
        bail!("a mark does not end");
    }
    let [source, target] = spans;
    Ok((text, source, target))
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests;

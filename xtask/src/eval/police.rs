//! `eval police`: what did the police do? IndiaPoliceEvents against records alone.
//!
//! Whole reports are read; a record counts for the sentence its trigger stands in, and a report has a label
//! when one of its sentences has. Which record means which label is [`LABELS`] and nothing else; the words
//! of the report are never looked at.
//!
//! "97 died in police firing" gives ASSAULT by police with dead: KILL, FORCE and ANY_ACTION.

use super::report::{PRF, Report, Table, prf};
use super::setup::{Setup, document};
use super::{Task, text};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tacitus::record::{Claim, CountKind};
use tacitus::score::Counts;
use tacitus::{EventType, Given, Scalars, Status};

/// The task.
pub const TASK: Task =
    Task { name: "police", reads: "IndiaPoliceEvents: `sents.jsonl` and `docs.jsonl`, in any order", run };

/// The sector that is police here, paramilitary police included. MIL is not: the army is asked about nowhere
/// in the data. UAF is not: unidentified armed people are whom the police fights.
const POLICE: &str = "COP";

/// A label and the records that mean it. All are asked only of the police's records ([`by_police`]).
struct Label {
    name: &'static str,
    means: fn(&Claim) -> bool,
}

/// The mapping, with reasons in docs/police.md.
const LABELS: [Label; 5] = [
    Label { name: "KILL", means: |c| happened(c) && c.event == EventType::Assault && kills(c) },
    Label { name: "ARREST", means: |c| happened(c) && c.event == EventType::Coerce && has_mode(c, "arrest") },
    Label { name: "FAIL", means: fails },
    Label { name: "FORCE", means: |c| happened(c) && c.event == EventType::Assault },
    Label { name: "ANY_ACTION", means: |c| happened(c) && !fails(c) },
];

/// The police is an actor; or nobody is named as the actor of what is the police's to do: to arrest, and to
/// break up a crowd.
fn by_police(claim: &Claim) -> bool {
    let named = claim.actor.iter().flat_map(|a| &a.sector).any(|s| s == POLICE);
    let theirs = match claim.event {
        EventType::Coerce => has_mode(claim, "arrest"),
        EventType::Assault => has_mode(claim, "crowd-control"),
        _ => false,
    };
    named || claim.actor.is_empty() && theirs
}

fn happened(claim: &Claim) -> bool {
    matches!(claim.status, Status::Actual | Status::Historical)
}

fn has_mode(claim: &Claim, mode: &str) -> bool {
    claim.mode.iter().any(|m| m == mode)
}

/// Dead are counted, or the trigger itself says that somebody died.
fn kills(claim: &Claim) -> bool {
    const DEADLY: [&str; 7] = ["kill", "dead", "death", "died", "slain", "gunned down", "execut"];
    let counted = claim.counts.iter().any(|c| c.kind == CountKind::Dead && c.high != Some(0.0));
    let trigger = claim.trigger.text.to_lowercase();
    counted || DEADLY.iter().any(|word| trigger.contains(word))
}

/// The police refuse, or something is said not to have been done by them.
fn fails(claim: &Claim) -> bool {
    let refuses = happened(claim) && claim.event == EventType::Reject;
    refuses || claim.status == Status::Negated
}

/// Which labels a record gives, in the order of [`LABELS`].
fn labels(claim: &Claim) -> [bool; 5] {
    let police = by_police(claim);
    std::array::from_fn(|i| police && (LABELS[i].means)(claim))
}

fn run(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let reports = reports(files)?;
    let docs: Vec<_> = reports.iter().map(|r| document(&r.id.to_string(), &r.text, None)).collect();
    let readings = setup.read(&docs, &Given::none())?;
    let read: Vec<Vec<[bool; 5]>> =
        reports.iter().zip(&readings).map(|(r, reading)| r.read(&reading.claims)).collect();
    let all: Vec<(&MarkedReport, &Vec<[bool; 5]>)> = reports.iter().zip(&read).collect();

    let rows = |count: fn(&MarkedReport, &[[bool; 5]], usize) -> Counts| {
        let cells = |i: usize| prf(&all.iter().map(|(g, r)| count(g, r, i)).collect::<Vec<_>>());
        LABELS.iter().enumerate().map(|(i, l)| (l.name.to_owned(), cells(i))).collect::<Vec<_>>()
    };
    let n_sentences: usize = reports.iter().map(|r| r.sentences.len()).sum();
    let table = |name, title: String, rows| Table { name, title, columns: PRF.to_vec(), rows };
    Ok(Report {
        tables: vec![
            table("sentence", format!("{n_sentences} sentences"), rows(by_sentence)),
            table("document", format!("{} documents", reports.len()), rows(by_document)),
        ],
        errors: reports.iter().zip(&read).flat_map(|(g, r)| g.errors(r)).collect(),
    })
}

fn by_sentence(gold: &MarkedReport, read: &[[bool; 5]], label: usize) -> Counts {
    let pairs = gold.sentences.iter().zip(read).map(|(g, r)| (g.labels[label], r[label]));
    let mut counts = Counts::default();
    for (gold, read) in pairs {
        counts +=
            Counts { right: usize::from(gold && read), read: usize::from(read), gold: usize::from(gold) };
    }
    counts
}

fn by_document(gold: &MarkedReport, read: &[[bool; 5]], label: usize) -> Counts {
    let counts = by_sentence(gold, read, label);
    let (gold, read) = (counts.gold > 0, counts.read > 0);
    Counts { right: usize::from(gold && read), read: usize::from(read), gold: usize::from(gold) }
}

/// A report with its sentences.
struct MarkedReport {
    id: u64,
    text: String,
    sentences: Vec<MarkedSentence>,
}

/// Where a sentence stands (bytes) and its labels, in the order of [`LABELS`].
struct MarkedSentence {
    start: usize,
    end: usize,
    labels: [bool; 5],
}

impl MarkedReport {
    /// The labels that the records give each sentence.
    fn read(&self, claims: &[Claim]) -> Vec<[bool; 5]> {
        let scalars = Scalars::new(&self.text);
        let mut read = vec![[false; 5]; self.sentences.len()];
        for claim in claims {
            let trigger = scalars.to_byte(claim.trigger.start).expect("a trigger stands in its text");
            let holder = self.sentences.iter().position(|s| s.start <= trigger && trigger < s.end);
            if let Some(i) = holder {
                labels(claim).iter().zip(&mut read[i]).for_each(|(new, old)| *old |= new);
            }
        }
        read
    }

    fn errors(&self, read: &[[bool; 5]]) -> Vec<String> {
        let names = |labels: &[bool; 5]| {
            let on = LABELS.iter().zip(labels).filter(|(_, on)| **on);
            on.map(|(l, _)| l.name).collect::<Vec<_>>().join(" ")
        };
        let wrong = self.sentences.iter().zip(read).filter(|(g, r)| g.labels != **r);
        wrong
            .map(|(g, r)| {
                let text = &self.text[g.start..g.end];
                format!("{}: {text}\n  marked   {}\n  read as  {}", self.id, names(&g.labels), names(r))
            })
            .collect()
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Document { doc_id: u64, doc_text: String },
    Sentence { doc_id: u64, sent_id: u64, sent_labels: Vec<String>, sent_text: String },
}

fn reports(files: &[PathBuf]) -> Result<Vec<MarkedReport>> {
    let mut texts: BTreeMap<u64, String> = BTreeMap::new();
    let mut sentences: BTreeMap<(u64, u64), (String, Vec<String>)> = BTreeMap::new();
    for file in files {
        for line in text(file)?.lines() {
            match serde_json::from_str(line).with_context(|| format!("`{}`: {line}", file.display()))? {
                Line::Document { doc_id, doc_text } => drop(texts.insert(doc_id, doc_text)),
                Line::Sentence { doc_id, sent_id, sent_labels, sent_text } => {
                    sentences.insert((doc_id, sent_id), (sent_text, sent_labels));
                }
            }
        }
    }
    if texts.is_empty() || sentences.is_empty() {
        bail!("documents or sentences are missing\nhint: name both `sents.jsonl` and `docs.jsonl`");
    }
    texts.into_iter().map(|(id, text)| report(id, text, &sentences)).collect()
}

/// Finds the sentences of a report in its text, one after the other.
fn report(
    id: u64,
    text: String,
    sentences: &BTreeMap<(u64, u64), (String, Vec<String>)>,
) -> Result<MarkedReport> {
    let mut at = 0;
    let mut marked = Vec::new();
    for ((_, n), (words, names)) in sentences.range((id, 0)..=(id, u64::MAX)) {
        let start =
            at + text[at..].find(words).with_context(|| format!("sentence {n} is not in document {id}"))?;
        at = start + words.len();
        if let Some(unknown) = names.iter().find(|n| LABELS.iter().all(|l| l.name != n.as_str())) {
            bail!("`{unknown}` is no label");
        }
        let labels = std::array::from_fn(|i| names.iter().any(|n| n == LABELS[i].name));
        marked.push(MarkedSentence { start, end: at, labels });
    }
    Ok(MarkedReport { id, text, sentences: marked })
}

#[cfg(test)]
mod tests;

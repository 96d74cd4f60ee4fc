//! `eval factuality`: UDS factuality, words of events of any kind given as triggers; did it happen?
//!
//! The marks run from -3 (certainly not) to 3 (certainly so). "Not" is a mark below 0 against an act that is likelier
//! than not denied, negated, hypothetical or future: all that does not say that it happened. Of the 16 types the
//! likeliest is taken, since the words are of every kind ("What if Google expanded": expanded, -2.25).

use super::report::{Cell, PRF, Report, Table, prf};
use super::setup::{Setup, document};
use super::{Task, text};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use tacitus::score::Counts;
use tacitus::{Given, Reading, Span, Status};

/// The task.
pub const TASK: Task = Task { name: "factuality", reads: "UDS factuality as JSON lines", run };

/// A sentence and its event words, each with its mark.
struct Sentence {
    text: String,
    events: Vec<(Span, f64)>,
}

fn run(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let mut all = Vec::new();
    for file in files {
        all.extend(sentences(file)?);
    }
    let docs: Vec<_> = all.iter().enumerate().map(|(i, s)| document(&i.to_string(), &s.text, None)).collect();
    let given = |s: &Sentence| s.events.iter().map(|(span, _)| (*span, None)).collect();
    let given = Given { triggers: Some(all.iter().map(given).collect()), ..Given::none() };
    let readings = setup.read(&docs, &given)?;
    let judged: Vec<Vec<(f64, Option<f32>)>> = all.iter().zip(&readings).map(|(s, r)| judged(s, r)).collect();
    let n: usize = judged.iter().map(Vec::len).sum();
    let share = |right: fn(&(f64, Option<f32>)) -> bool| {
        Cell::over(&judged, move |drawn| {
            let all = drawn.iter().flat_map(|s| s.iter());
            all.clone().filter(|j| right(j)).count() as f64 / all.count().max(1) as f64
        })
    };
    let rows = vec![
        ("accuracy".to_owned(), vec![share(|(mark, so)| (*mark < 0.0) == is_not(*so))]),
        ("always_so".to_owned(), vec![share(|(mark, _)| *mark >= 0.0)]),
    ];
    let classes = vec![
        ("not".to_owned(), prf(&judged.iter().map(|s| counts(s, true)).collect::<Vec<_>>())),
        ("so".to_owned(), prf(&judged.iter().map(|s| counts(s, false)).collect::<Vec<_>>())),
    ];
    let title = format!("Did it happen? {n} event words of {} sentences, given", all.len());
    Ok(Report {
        tables: vec![
            Table { name: "", title, columns: vec![""], rows },
            Table { name: "", title: "By answer".to_owned(), columns: PRF.to_vec(), rows: classes },
        ],
        errors: all.iter().zip(&judged).flat_map(|(s, j)| errors(s, j)).collect(),
    })
}

/// Is it likelier that it did not happen than that it did?
fn is_not(so: Option<f32>) -> bool {
    so.is_some_and(|so| so < 0.5)
}

fn judged(sentence: &Sentence, reading: &Reading) -> Vec<(f64, Option<f32>)> {
    let so = |span: Span| {
        let act = reading.mentions.acts.iter().find(|a| a.trigger.span.overlaps(span));
        act.map(|a| a.status[Status::Actual as usize] + a.status[Status::Historical as usize])
    };
    sentence.events.iter().map(|&(span, mark)| (mark, so(span))).collect()
}

fn counts(sentence: &[(f64, Option<f32>)], not: bool) -> Counts {
    let gold = |j: &&(f64, Option<f32>)| (j.0 < 0.0) == not;
    let read = |j: &&(f64, Option<f32>)| is_not(j.1) == not;
    Counts {
        right: sentence.iter().filter(gold).filter(read).count(),
        read: sentence.iter().filter(read).count(),
        gold: sentence.iter().filter(gold).count(),
    }
}

fn errors(sentence: &Sentence, judged: &[(f64, Option<f32>)]) -> Vec<String> {
    let wrong = sentence.events.iter().zip(judged).filter(|(_, (mark, s))| (*mark < 0.0) != is_not(*s));
    let line = |((span, mark), (_, so)): (&(Span, f64), &(f64, Option<f32>))| {
        format!("  `{}` {mark} read as {so:.2?}", span.of(&sentence.text))
    };
    let lines: Vec<String> = wrong.map(line).collect();
    if lines.is_empty() { Vec::new() } else { vec![format!("{}\n{}", sentence.text, lines.join("\n"))] }
}

fn sentences(file: &Path) -> Result<Vec<Sentence>> {
    let at = |i: usize| format!("`{}` line {}", file.display(), i + 1);
    text(file)?.lines().enumerate().map(|(i, line)| sentence(line).with_context(|| at(i))).collect()
}

/// One line: words cut at white space, targets as (from, to) of them.
fn sentence(line: &str) -> Result<Sentence> {
    let line: serde_json::Value = serde_json::from_str(line)?;
    let text = line["text"].as_str().context("no `text`")?.to_owned();
    let mut places = Vec::new();
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        places.push(Span::new(start, start + word.len()));
    }
    let mut events = Vec::new();
    for target in line["targets"].as_array().context("no `targets`")? {
        let word = |i: usize| target["span1"][i].as_u64().context("no `span1`");
        let (from, to) = (word(0)? as usize, word(1)? as usize);
        ensure!(from < to && to <= places.len(), "`span1` {from} to {to} of {} words", places.len());
        let mark = target["label"].as_f64().context("no `label`")?;
        events.push((Span::new(places[from].start, places[to - 1].end), mark));
    }
    Ok(Sentence { text, events })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_line_are_found_in_its_text() {
        let line =
            r#"{"text": "What if  Google expanded ?", "targets": [{"span1": [3, 4], "label": -2.25}]}"#;
        let sentence = sentence(line).expect("a sentence");
        let (span, mark) = sentence.events[0];
        assert_eq!((span.of(&sentence.text), mark), ("expanded", -2.25));
    }

    #[test]
    fn a_word_beyond_the_text_is_an_error() {
        let line = r#"{"text": "Two words", "targets": [{"span1": [2, 3], "label": 1.0}]}"#;
        assert!(sentence(line).is_err());
    }
}

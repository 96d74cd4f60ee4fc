//! `eval claims`: marked news against the claims that are read out of its text.
//!
//! Prints the four layers, types, fields, what is taken for what, and calibration, by the rules of
//! `tacitus::score`. Nothing is given but text and day.

use super::report::{Cell, PRF, Report, Table, prf};
use super::setup::{Setup, document};
use super::{SEED, Task, pooled};
use anyhow::Result;
use std::path::PathBuf;
use tacitus::gold::Item;
use tacitus::score::calibration::{Bin, brier_skill, calibration, most_confident_third, reliability_error};
use tacitus::score::tally::{FIELDS, Field, Judged, NOTHING};
use tacitus::score::{Counts, ItemScore, Layer, Marked, ScoredClaim, ScoredParty, marked, pairs, score_item};
use tacitus::{EventType, Given};

/// The task.
pub const TASK: Task =
    Task { name: "claims", reads: "marked news as JSON lines (data/gold), cases of our corpus as .txt", run };

fn run(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let all = pooled(files)?;
    let gold: Vec<Vec<Marked>> = all.iter().map(marked).collect();
    let docs: Vec<_> = all.iter().map(|i| document(&i.id, &i.text, Some(i.published))).collect();
    let readings = setup.read(&docs, &Given::none())?;
    let read: Vec<Vec<ScoredClaim>> =
        readings.iter().map(|r| r.claims.iter().map(ScoredClaim::from).collect()).collect();
    let scores: Vec<ItemScore> = gold.iter().zip(&read).map(|(g, r)| score_item(g, r)).collect();
    Ok(Report {
        tables: vec![
            layers(&scores),
            types(&scores),
            fields(&scores),
            confusion(&scores),
            confidence(&scores),
            bins(&scores),
        ],
        errors: all.iter().zip(gold.iter().zip(&read)).flat_map(|(i, (g, r))| errors(i, g, r)).collect(),
    })
}

fn layers(scores: &[ItemScore]) -> Table {
    let row = |layer: Layer| {
        let counts: Vec<Counts> = scores.iter().map(|s| s.layers[layer as usize]).collect();
        (layer.name().to_owned(), prf(&counts))
    };
    table("", &format!("Claims of {} items", scores.len()), Layer::ALL.map(row))
}

fn types(scores: &[ItemScore]) -> Table {
    let row = |event: EventType| {
        let counts: Vec<Counts> = scores.iter().map(|s| s.types[event.index()]).collect();
        (event.name().to_owned(), prf(&counts))
    };
    table("type", "By type (typed)", EventType::ALL.map(row))
}

fn fields(scores: &[ItemScore]) -> Table {
    let row = |(i, field): (usize, &Field)| {
        let counts: Vec<Counts> = scores.iter().map(|s| s.fields[i]).collect();
        (field.name.to_owned(), prf(&counts))
    };
    table("field", "By field, in typed pairs", FIELDS.iter().enumerate().map(row))
}

fn table(name: &'static str, title: &str, rows: impl IntoIterator<Item = (String, Vec<Cell>)>) -> Table {
    Table { name, title: title.to_owned(), columns: PRF.to_vec(), rows: rows.into_iter().collect() }
}

fn confusion(scores: &[ItemScore]) -> Table {
    let name = |i: usize| if i == NOTHING { "nothing" } else { EventType::ALL[i].name() };
    let sum = |g: usize, r: usize| scores.iter().map(|s| s.confusion[g][r]).sum::<usize>();
    let row = |g: usize| (name(g).to_owned(), (0..=NOTHING).map(|r| Cell::Count(sum(g, r))).collect());
    const HEADS: [&str; 17] = [
        "agr", "con", "sup", "ced", "coo", "aid", "ret", "req", "acc", "rej", "thr", "pro", "san", "mob",
        "coe", "ass", "-",
    ];
    Table {
        name: "confusion",
        title: "Marked (rows) taken for (columns)".to_owned(),
        columns: HEADS.to_vec(),
        rows: (0..=NOTHING).map(row).collect(),
    }
}

/// Judged records of drawn items, as verdicts at one layer.
fn verdicts(items: &[&ItemScore], right: fn(&Judged) -> bool) -> Vec<(f64, bool)> {
    items.iter().flat_map(|s| &s.judged).map(|j| (j.confidence, right(j))).collect()
}

fn confidence(scores: &[ItemScore]) -> Table {
    let all: Vec<&ItemScore> = scores.iter().collect();
    let whole = calibration(&verdicts(&all, |j| j.whole), SEED);
    let some = |cell: Option<Cell>| vec![cell.unwrap_or(Cell::None)];
    let over = |figure: fn(&[(f64, bool)]) -> Option<f64>, right: fn(&Judged) -> bool| {
        figure(&verdicts(&all, right))?;
        Some(Cell::over(scores, |drawn| figure(&verdicts(drawn, right)).unwrap_or(0.0)))
    };
    let expected = whole.map(|w| Cell::Fraction(w.expected_error, None));
    let rows = vec![
        ("error".to_owned(), some(over(reliability_error, |j| j.whole))),
        ("expected_error".to_owned(), some(expected)),
        ("brier_skill".to_owned(), some(over(brier_skill, |j| j.whole))),
        ("pair_of_top_third".to_owned(), some(over(most_confident_third, |j| j.pair))),
    ];
    Table { name: "confidence", title: "Confidence against `whole`".to_owned(), columns: vec!["value"], rows }
}

fn bins(scores: &[ItemScore]) -> Table {
    let all: Vec<&ItemScore> = scores.iter().collect();
    let bins = calibration(&verdicts(&all, |j| j.whole), SEED).map(|c| c.bins).unwrap_or_default();
    let row = |(i, bin): (usize, &Bin)| {
        let cells = vec![Cell::Count(bin.n), Cell::Fraction(bin.said, None), Cell::Fraction(bin.right, None)];
        (format!("{}", i + 1), cells)
    };
    Table {
        name: "bin",
        title: "Reliability, fifths from least to most confident".to_owned(),
        columns: vec!["n", "said", "right"],
        rows: bins.iter().enumerate().map(row).collect(),
    }
}

/// What went wrong in an item, for a person: missed, spurious, and pairs that are not whole.
fn errors(item: &Item, gold: &[Marked], read: &[ScoredClaim]) -> Vec<String> {
    let pairs = pairs(gold, read);
    let mut lines = Vec::new();
    for (g, marked) in gold.iter().enumerate().filter(|(_, m)| !m.optional) {
        match pairs.iter().find(|p| p.gold == g) {
            None => lines.push(format!("  missed    {}", in_short(&marked.claim))),
            Some(pair) if !pair.rights.at(Layer::Whole) => lines.push(format!(
                "  marked    {}\n  read as   {}",
                in_short(&marked.claim),
                in_short(&read[pair.read])
            )),
            Some(_) => {}
        }
    }
    for (r, claim) in read.iter().enumerate() {
        if pairs.iter().all(|p| p.read != r) {
            lines.push(format!("  spurious  {}", in_short(claim)));
        }
    }
    if lines.is_empty() {
        Vec::new()
    } else {
        vec![format!("{}: {}\n{}", item.id, item.text, lines.join("\n"))]
    }
}

fn in_short(claim: &ScoredClaim) -> String {
    let names =
        |list: &[ScoredParty]| list.iter().map(|p| p.words.text.as_str()).collect::<Vec<_>>().join("; ");
    format!(
        "{} ({}) `{}`: [{}] -> [{}]",
        claim.event,
        claim.status.name(),
        claim.trigger.text,
        names(&claim.actor),
        names(&claim.recipient)
    )
}

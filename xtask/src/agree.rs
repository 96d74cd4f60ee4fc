//! `cargo xtask agree`: do Rust and Python compute the same from the half-precision weights?
//!
//! Takes news and the answers of `training/reference.py` to it; reads the same passages with the reference
//! path and prints the largest difference of each head. Fails above 1e-4.
//!
//! ```text
//! cargo xtask agree ../shared/data/news/current-events.jsonl.zst --most 1000 --answers agree.safetensors
//! ```

use crate::eval::setup::document;
use crate::export::texts;
use anyhow::{Context, Result, ensure};
use safetensors::SafeTensors;
use std::path::PathBuf;
use tacitus::{Encoder, EventType, Head, Query, States, segment};
use tacitus_encoder::{Model, Precision};

/// Largest difference of two probabilities that still counts as the same.
const TOLERANCE: f32 = 1e-4;

/// What to compare.
#[derive(clap::Args)]
pub struct Args {
    /// News, as given to `cargo xtask export news`.
    news: PathBuf,
    /// As given to `cargo xtask export news`.
    #[arg(long, default_value_t = 1000)]
    most: usize,
    /// What `training/reference.py` wrote.
    #[arg(long)]
    answers: PathBuf,
    /// The model folder.
    #[arg(long, default_value = "models/tacitus-en")]
    weights: PathBuf,
}

/// Compares passage by passage.
pub fn run(args: &Args) -> Result<()> {
    let bytes =
        std::fs::read(&args.answers).with_context(|| format!("cannot read `{}`", args.answers.display()))?;
    let answers = SafeTensors::deserialize(&bytes)?;
    let model = Model::open(&args.weights, Precision::Half)?;
    let mut compared = Compared {
        trigger: Column::new(floats(&answers, "trigger")?),
        name: Column::new(floats(&answers, "name")?),
        act: Column::new(floats(&answers, "act")?),
        asked: answers.tensor("asked")?.data().chunks_exact(4).map(word).collect(),
        n_passages: 0,
    };
    for text in texts(&args.news, Some(args.most), &[])? {
        compared.text(&model, &text)?;
    }
    println!("{} passages of {} texts; largest difference", compared.n_passages, args.most);
    for (name, column) in [("trigger", &compared.trigger), ("name", &compared.name), ("act", &compared.act)] {
        ensure!(column.rest.is_empty(), "Python gave {} more {name} scores than Rust", column.rest.len());
        println!("  {name:<8} {:.2e}  over {} scores", column.worst, column.n);
        ensure!(column.worst <= TOLERANCE, "{name} differs by more than {TOLERANCE:e}");
    }
    Ok(())
}

fn floats(answers: &SafeTensors<'_>, name: &str) -> Result<Vec<f32>> {
    let float = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    Ok(answers.tensor(name)?.data().chunks_exact(4).map(float).collect())
}

fn word(b: &[u8]) -> usize {
    i32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize
}

struct Compared {
    trigger: Column,
    name: Column,
    act: Column,
    /// For each passage the word and the type that Python asked the act head about.
    asked: Vec<usize>,
    n_passages: usize,
}

impl Compared {
    fn text(&mut self, model: &Model, text: &str) -> Result<()> {
        let passages = segment::passages(text, &segment::sentences(text), |t| model.n_pieces(text, t));
        let states = model.encode(&[document("", text, None)], &[passages])?;
        for states in &states[0] {
            self.passage(model, states)?;
        }
        Ok(())
    }

    fn passage(&mut self, model: &Model, states: &States) -> Result<()> {
        let words: Vec<Query> = (0..states.n_tokens()).map(Query::Token).collect();
        self.trigger.compare(&model.score(states, Head::Trigger, &words))?;
        self.name.compare(&model.score(states, Head::Name, &words))?;
        let asked = self
            .asked
            .get(2 * self.n_passages..2 * self.n_passages + 2)
            .context("Python read fewer passages")?;
        let act = Query::Act { from: asked[0], to: asked[0] + 1, event: EventType::ALL[asked[1]] };
        self.act.compare(&model.score(states, Head::Act, &[act]))?;
        self.n_passages += 1;
        Ok(())
    }
}

/// Python's scores of one head that are still to be compared, and what came out so far.
struct Column {
    rest: Vec<f32>,
    worst: f32,
    n: usize,
}

impl Column {
    fn new(mut all: Vec<f32>) -> Column {
        all.reverse();
        Column { rest: all, worst: 0.0, n: 0 }
    }

    fn compare(&mut self, scores: &[Vec<f32>]) -> Result<()> {
        for score in scores.iter().flatten() {
            let theirs = self.rest.pop().context("Python gave fewer scores")?;
            self.worst = self.worst.max((score - theirs).abs());
            self.n += 1;
        }
        Ok(())
    }
}

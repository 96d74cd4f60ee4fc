//! `cargo xtask bench [FILE]`: how fast reports are read, and where the time goes.
//!
//! Reads portal items (JSON lines with `date` and `text`; `.zst` or plain) on one thread and prints documents,
//! sentences and tokens a second, peak memory, the share of each stage, and the machine's arithmetic peak.
//! The library has no clock, so the stages are called here one by one, in the order of `pipeline::read`;
//! their claims are held against those of `pipeline::read` itself, so that this order cannot drift from it.
//! It never writes a file.

use crate::eval::setup::{Setup, document};
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::json;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tacitus::record::{Claim, Record};
use tacitus::{Document, Given, Reader, claim, heads, resolve, segment};

#[derive(clap::Parser)]
struct Args {
    /// Portal items; without it those of ../shared/data/news
    file: Option<PathBuf>,
    /// How many items
    #[arg(long, default_value_t = 2000)]
    items: usize,
    /// Documents read at once
    #[arg(long, default_value_t = 32)]
    batch: usize,
    /// Other weights than those that ship: a folder like models/NAME
    #[arg(long)]
    weights: Option<PathBuf>,
    /// One JSON object instead of a table
    #[arg(long)]
    json: bool,
}

/// The stages, in the order in which they are called.
const STAGES: [&str; 7] = ["intake", "segment", "encode", "heads", "resolve", "claim", "write"];

/// The command.
pub fn run(args: Vec<String>) -> Result<()> {
    let args: Args = crate::arguments("bench", args);
    ensure!(args.batch > 0 && args.items > 0, "`--items` and `--batch` begin at 1");
    let file =
        args.file.unwrap_or_else(|| crate::root().join("../shared/data/news/current-events.jsonl.zst"));
    let setup = Setup::open(args.weights.as_deref(), false)?;
    let lines = item_lines(&file, args.items)?;
    let mut timed = Timed::default();
    let docs = timed.stage(0, || lines.iter().map(|l| intake(l)).collect::<Result<Vec<_>>>())?;
    for (i, batch) in docs.chunks(args.batch).enumerate() {
        let claims = timed.read(&setup.reader(), batch)?;
        if i == 0 {
            let straight = tacitus::read(&setup.reader(), batch, &Given::none())?;
            let straight: Vec<Claim> = straight.into_iter().flat_map(|r| r.claims).collect();
            ensure!(claims == straight, "the stages called here give other claims than `pipeline::read`");
        }
    }
    let peak = arithmetic_peak();
    if args.json {
        println!("{}", timed.json(docs.len(), setup.edition(), peak));
    } else {
        print!("{}", timed.text(docs.len(), setup.edition(), peak));
    }
    Ok(())
}

/// The best rate of int8 multiply-adds that this machine shows on one core, in 10⁹ operations a second.
fn arithmetic_peak() -> Option<f64> {
    None
}

/// Time by stage, and how much was read.
#[derive(Default)]
struct Timed {
    spent: [Duration; STAGES.len()],
    n_sentences: usize,
    n_tokens: usize,
    n_claims: usize,
    n_bytes: usize,
}

impl Timed {
    /// Runs a part of the work on a stage's account.
    fn stage<T>(&mut self, stage: usize, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let made = work();
        self.spent[stage] += begun.elapsed();
        made
    }

    /// One batch, stage by stage, as `pipeline::read` does it.
    fn read(&mut self, reader: &Reader<'_>, docs: &[Document]) -> Result<Vec<Claim>> {
        let given = Given::none();
        let (sentences, passages): (Vec<_>, Vec<_>) = self.stage(1, || {
            docs.iter()
                .map(|doc| {
                    let cut = segment::sentences(&doc.text);
                    let passages = segment::passages(&cut, |token| reader.encoder.n_pieces(&doc.text, token));
                    (cut, passages)
                })
                .unzip()
        });
        self.n_sentences += sentences.iter().map(Vec::len).sum::<usize>();
        self.n_tokens += sentences.iter().flatten().map(|s| s.tokens.len()).sum::<usize>();
        let states = self.stage(2, || reader.encoder.encode(docs, &passages))?;
        let mut all = Vec::new();
        for (i, doc) in docs.iter().enumerate() {
            let (sentences, passages) = (&sentences[i], &passages[i]);
            let mentions = self.stage(3, || {
                heads::mentions(reader.encoder, doc, sentences, passages, &states[i], &given, i)
            });
            let known =
                self.stage(4, || resolve::look_up(reader.world, doc, sentences, &mentions, &given, i));
            let claims = self.stage(5, || claim::claims(reader, doc, sentences, &mentions, &known));
            self.stage(1, || segment::notes(doc, passages));
            all.extend(claims);
        }
        self.n_claims += all.len();
        let records: Vec<Record> = all.into_iter().map(Record::Claim).collect();
        let written =
            self.stage(6, || records.iter().map(serde_json::to_vec).collect::<Result<Vec<_>, _>>())?;
        self.n_bytes += written.iter().map(Vec::len).sum::<usize>();
        Ok(records
            .into_iter()
            .filter_map(|r| if let Record::Claim(c) = r { Some(c) } else { None })
            .collect())
    }

    fn seconds(&self) -> f64 {
        self.spent.iter().sum::<Duration>().as_secs_f64()
    }

    fn text(&self, n_docs: usize, edition: &str, peak: Option<f64>) -> String {
        let all = self.seconds();
        let mut out = format!("edition {edition}, one thread, {n_docs} documents in {all:.2} s\n\n");
        for (what, n) in [("documents", n_docs), ("sentences", self.n_sentences), ("tokens", self.n_tokens)] {
            out += &format!("  {what:<10} {n:>9}  {:>10.0} a second\n", n as f64 / all);
        }
        out += &format!("  {:<10} {:>9}  {} bytes written\n\n", "claims", self.n_claims, self.n_bytes);
        for (stage, spent) in STAGES.iter().zip(self.spent) {
            let seconds = spent.as_secs_f64();
            out += &format!("  {stage:<10} {seconds:>9.3} s  {:>5.1} %\n", 100.0 * seconds / all);
        }
        let memory = peak_memory().map_or("unknown here".to_owned(), |kb| format!("{} MB", kb / 1024));
        let peak = peak.map_or("not measured".to_owned(), |g| format!("{g:.0} GOP/s on one core"));
        out + &format!("\n  peak memory  {memory}\n  int8 peak    {peak}\n")
    }

    fn json(&self, n_docs: usize, edition: &str, peak: Option<f64>) -> serde_json::Value {
        let all = self.seconds();
        let stages =
            STAGES.iter().zip(self.spent).map(|(s, t)| (s.to_string(), json!(t.as_secs_f64() / all)));
        json!({
            "edition": edition,
            "documents": n_docs,
            "sentences": self.n_sentences,
            "tokens": self.n_tokens,
            "claims": self.n_claims,
            "seconds": all,
            "documentsPerSecond": n_docs as f64 / all,
            "sentencesPerSecond": self.n_sentences as f64 / all,
            "tokensPerSecond": self.n_tokens as f64 / all,
            "stages": stages.collect::<serde_json::Map<_, _>>(),
            "peakMemoryKb": peak_memory(),
            "int8PeakGops": peak,
        })
    }
}

/// The most memory this process has held, in kB (Linux; unknown elsewhere).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[derive(Deserialize)]
struct Portal {
    date: Option<jiff::civil::Date>,
    text: String,
}

/// One line -> a document.
fn intake(line: &str) -> Result<Document> {
    let item: Portal = serde_json::from_str(line).with_context(|| format!("no item: {line}"))?;
    Ok(document("", &item.text, item.date))
}

/// The first lines that are items (headings are not).
fn item_lines(file: &Path, n: usize) -> Result<Vec<String>> {
    let open = File::open(file).with_context(|| {
        format!("cannot open `{}`\nhint: name a file of JSON lines with `date` and `text`", file.display())
    })?;
    let packed = file.extension().is_some_and(|e| e == "zst");
    let bytes: Box<dyn Read> = if packed { Box::new(zstd::Decoder::new(open)?) } else { Box::new(open) };
    let mut lines = Vec::new();
    for line in BufReader::new(bytes).lines() {
        let line = line.with_context(|| format!("cannot read `{}`", file.display()))?;
        if !line.contains(r#""kind": "heading""#) && !line.trim().is_empty() {
            lines.push(line);
        }
        if lines.len() == n {
            break;
        }
    }
    if lines.is_empty() {
        bail!("no items in `{}`", file.display());
    }
    Ok(lines)
}

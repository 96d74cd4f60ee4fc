//! `cargo xtask bench [FILE]`: how fast reports are read, and where the time goes.
//!
//! Reads a file as `tacitus code` does (portal items by default) on one thread and prints documents,
//! sentences and tokens a second, peak memory, the share of each stage, and the machine's arithmetic peak.
//! The library has no clock, so the stages are called here one by one, in the order of `pipeline::read`;
//! their claims are held against those of `pipeline::read` itself, so that this order cannot drift from it.
//! It never writes a file.

use crate::eval::setup::Setup;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tacitus::intake::{self, Config, Item};
use tacitus::record::{Claim, Record};
use tacitus::{Document, Given, Reader, claim, heads, resolve, segment};

#[derive(clap::Parser)]
struct Args {
    /// What `tacitus code` reads; without it the portal items of ../shared/data/news
    file: Option<PathBuf>,
    /// How many documents
    #[arg(long, default_value_t = 2000)]
    most: usize,
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
    ensure!(args.batch > 0 && args.most > 0, "`--most` and `--batch` begin at 1");
    let file =
        args.file.unwrap_or_else(|| crate::root().join("../shared/data/news/current-events.jsonl.zst"));
    let setup = Setup::open(args.weights.as_deref(), false)?;
    let mut timed = Timed::default();
    let docs = timed.stage(0, || documents(&file, args.most))?;
    for (i, batch) in docs.chunks(args.batch).enumerate() {
        let claims = timed.read(&setup.reader(), batch)?;
        if i == 0 {
            let straight = tacitus::read(&setup.reader(), batch, &Given::none())?;
            let straight: Vec<Claim> = straight.into_iter().flat_map(|r| r.claims).collect();
            ensure!(claims == straight, "the stages called here give other claims than `pipeline::read`");
        }
    }
    let kernel = setup.model().kernel();
    let gops = tacitus_encoder::peak::int8_gops(kernel);
    let peak = Peak { kernel: kernel.name(), gops, per_piece: operations_per_piece(setup.model().config()) };
    if args.json {
        println!("{}", timed.json(docs.len(), setup.edition(), &peak));
    } else {
        print!("{}", timed.text(docs.len(), setup.edition(), &peak));
    }
    Ok(())
}

/// What this machine can do at most on one core: int8 multiplications and additions, in 10⁹ a second.
struct Peak {
    kernel: &'static str,
    gops: f64,
    /// Operations that encoding one word piece takes in the matrix products.
    per_piece: f64,
}

impl Peak {
    /// The rate at which `encode` multiplied and added, in 10⁹ a second.
    fn reached(&self, timed: &Timed) -> f64 {
        self.per_piece * timed.n_pieces as f64 / timed.spent[2].as_secs_f64() / 1e9
    }
}

/// Four projections and two dense layers in each layer; attention's own products, which grow with the
/// passage, are left out.
fn operations_per_piece(config: &tacitus_encoder::Config) -> f64 {
    let products = 4 * config.width * config.width + 2 * config.width * config.intermediate;
    (2 * config.layers * products) as f64
}

/// Time by stage, and how much was read.
#[derive(Default)]
struct Timed {
    spent: [Duration; STAGES.len()],
    n_sentences: usize,
    n_tokens: usize,
    n_pieces: usize,
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
                    let passages =
                        segment::passages(&doc.text, &cut, |token| reader.encoder.n_pieces(&doc.text, token));
                    (cut, passages)
                })
                .unzip()
        });
        self.n_sentences += sentences.iter().map(Vec::len).sum::<usize>();
        self.n_tokens += sentences.iter().flatten().map(|s| s.tokens.len()).sum::<usize>();
        for (doc, passages) in docs.iter().zip(&passages) {
            let tokens = passages.iter().flat_map(|p| &p.tokens);
            self.n_pieces += tokens.map(|(_, t)| reader.encoder.n_pieces(&doc.text, *t)).sum::<usize>();
        }
        let states = self.stage(2, || reader.encoder.encode(docs, &passages))?;
        let mut all = Vec::new();
        for (i, doc) in docs.iter().enumerate() {
            let (sentences, passages) = (&sentences[i], &passages[i]);
            let mentions =
                self.stage(3, || heads::mentions(reader.encoder, doc, passages, &states[i], &given, i));
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

    fn text(&self, n_docs: usize, edition: &str, peak: &Peak) -> String {
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
        let arithmetic = format!("{:.0} GOP/s on one core, kernel {}", peak.gops, peak.kernel);
        let reached = peak.reached(self);
        let encode = format!("{reached:.0} GOP/s, {:.0} % of the peak", 100.0 * reached / peak.gops);
        out + &format!("\n  peak memory  {memory}\n  int8 peak    {arithmetic}\n  encode       {encode}\n")
    }

    fn json(&self, n_docs: usize, edition: &str, peak: &Peak) -> serde_json::Value {
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
            "kernel": peak.kernel,
            "int8PeakGops": peak.gops,
            "encodeGops": peak.reached(self),
        })
    }
}

/// The most memory this process has held, in kB (Linux; unknown elsewhere).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// The first items of a file: documents, in the time that intake takes, unpacking included.
fn documents(file: &Path, n: usize) -> Result<Vec<Document>> {
    let open = File::open(file).with_context(|| {
        format!("cannot open `{}`\nhint: name a file that `tacitus code` reads", file.display())
    })?;
    let config = Config { only: only(file), ..Config::none() };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let items = intake::documents(Box::new(BufReader::new(open)), &name, &config);
    let docs = items.filter_map(|i| if let Item::Document(doc, _) = i { Some(doc) } else { None });
    let docs: Vec<Document> = docs.take(n).collect();
    ensure!(!docs.is_empty(), "no documents in `{}`", file.display());
    Ok(docs)
}

/// Of the portal only items are reports; headings are not.
fn only(file: &Path) -> Vec<(String, String)> {
    let portal = file.file_name().is_some_and(|n| n.to_string_lossy().starts_with("current-events"));
    if portal { vec![("kind".to_owned(), "item".to_owned())] } else { Vec::new() }
}

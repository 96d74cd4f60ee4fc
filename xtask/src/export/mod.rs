//! Texts and marks -> prepared passages for `training/`: one JSON line a passage (`training/data.py` tells
//! its fields).
//!
//! Takes the marked news, our corpus, files of marked names or relations, or plain news; cuts them exactly as the program
//! does, so that the network learns on what it will be given. It never writes a text's words.

mod frames;
mod relations;

use crate::eval::relations::rows_of;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use tacitus::heads::labels::{ActLabel, ContentLabel, labels};
use tacitus::{EventType, NameKind, Passage, Role, Scalars, Span, Status, gold, marks, segment};
use tacitus_encoder::shape::shape;
use tacitus_encoder::wordpiece::WordPiece;

/// What to prepare.
#[derive(clap::Args)]
pub struct Args {
    /// `events` (marked news as JSON lines, corpus as .txt), `names` (CrossNER files), `frames`
    /// (PropBank or UDS factuality as JSON lines), `relations` (PLV as TSV), `news` (JSON lines with
    /// `text`; no marks), or `modes` (the order of the mode head, one a line).
    what: What,
    /// The files; folders are searched for .txt.
    files: Vec<PathBuf>,
    /// BERT vocabulary.
    #[arg(long, default_value = "models/tacitus-en/vocab.txt")]
    vocab: PathBuf,
    /// Leave out texts that these files hold too, near-copies included (half of the runs of five words).
    #[arg(long)]
    without: Vec<PathBuf>,
    /// At most so many texts, spread evenly over the file.
    #[arg(long)]
    most: Option<usize>,
    /// Where to; standard output if left out.
    #[arg(short, long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum What {
    Events,
    Names,
    Frames,
    Relations,
    News,
    Modes,
}

/// Prepares the passages of all files.
pub fn run(args: &Args) -> Result<()> {
    if let What::Modes = args.what {
        modes(&crate::root().join("assets"))?.iter().for_each(|mode| println!("{mode}"));
        return Ok(());
    }
    let vocab =
        fs::read_to_string(&args.vocab).with_context(|| format!("cannot read `{}`", args.vocab.display()))?;
    let cutter = Cutter { wordpiece: WordPiece::new(&vocab)? };
    let mut out: Box<dyn Write> = match &args.out {
        Some(path) => Box::new(BufWriter::new(fs::File::create(path)?)),
        None => Box::new(std::io::stdout().lock()),
    };
    let mut n_rows = 0;
    for path in expand(&args.files)? {
        match args.what {
            What::Events => {
                for item in items(&path)? {
                    for passage in cutter.passages(&item.text) {
                        let acts: Vec<Value> = labels(&item, &passage).iter().map(act).collect();
                        writeln!(out, "{}", cutter.line(&item.id, &item.text, &passage, Some(acts), None))?;
                    }
                }
            }
            What::Names => {
                for (text, names) in named(&fs::read_to_string(&path)?) {
                    for passage in cutter.passages(&text) {
                        let tags = tags(&passage, &names);
                        writeln!(out, "{}", cutter.line("", &text, &passage, None, Some(tags)))?;
                    }
                }
            }
            What::Frames => {
                for line in fs::read_to_string(&path)?.lines() {
                    if let Some(prepared) = frames::line(line, &cutter)? {
                        writeln!(out, "{prepared}")?;
                    }
                }
            }
            What::Relations => {
                for row in rows_of(&fs::read(&path)?).with_context(|| format!("`{}`", path.display()))? {
                    if let Some(prepared) = relations::line(n_rows, &row, &cutter) {
                        writeln!(out, "{prepared}")?;
                    }
                    n_rows += 1;
                }
            }
            What::News => news(args, &path, &cutter, &mut out)?,
            What::Modes => unreachable!("answered above"),
        }
    }
    out.flush()?;
    Ok(())
}

/// The marked items of a file: JSON lines, or cases.
pub fn items(path: &Path) -> Result<Vec<gold::Item>> {
    let file = fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let items = match path.extension().and_then(|e| e.to_str()) {
        Some("txt") => marks::parse(&file).and_then(|cases| cases.iter().map(gold::item).collect()),
        _ => gold::items_from_jsonl(&file),
    };
    items.map_err(|e| anyhow::anyhow!("`{}`: {e}", path.display()))
}

/// CrossNER's classes that are names of our kinds; the others (events, elections) are none.
const CLASSES: [(&str, NameKind); 10] = [
    ("PER", NameKind::Person),
    ("ORG", NameKind::Organisation),
    ("LOC", NameKind::Location),
    ("politician", NameKind::Person),
    ("person", NameKind::Person),
    ("organisation", NameKind::Organisation),
    ("politicalparty", NameKind::Organisation),
    ("country", NameKind::Location),
    ("location", NameKind::Location),
    ("state", NameKind::Location),
];

/// The sentences of a file with a word and its tag a line (`B-politician`), joined by spaces, with their names.
fn named(file: &str) -> Vec<(String, Vec<(Span, NameKind)>)> {
    let mut sentences = Vec::new();
    let mut text = String::new();
    let mut names: Vec<(Span, NameKind)> = Vec::new();
    for line in file.lines().chain([""]) {
        let Some((word, tag)) = line.trim().split_once(['\t', ' ']) else {
            if !text.is_empty() {
                sentences.push((std::mem::take(&mut text), std::mem::take(&mut names)));
            }
            continue;
        };
        if !text.is_empty() {
            text.push(' ');
        }
        let span = Span::new(text.len(), text.len() + word.len());
        text.push_str(word);
        let kind = |class: &str| CLASSES.iter().find(|(name, _)| *name == class).map(|(_, kind)| *kind);
        match tag.trim().split_once('-') {
            Some(("B", class)) => names.extend(kind(class).map(|kind| (span, kind))),
            Some(("I", class)) if kind(class).is_some() => {
                if let Some(last) = names.last_mut() {
                    last.0 = last.0.join(span);
                }
            }
            _ => {}
        }
    }
    sentences
}

/// Plain news, without the texts that must stay unseen.
fn news(args: &Args, path: &Path, cutter: &Cutter, out: &mut dyn Write) -> Result<()> {
    for text in texts(path, args.most, &args.without)? {
        for passage in cutter.passages(&text) {
            writeln!(out, "{}", cutter.line("", &text, &passage, None, None))?;
        }
    }
    Ok(())
}

/// At most `most` items of a news file, spread evenly over it, without those that `without` holds too.
pub fn texts(path: &Path, most: Option<usize>, without: &[PathBuf]) -> Result<Vec<String>> {
    let unseen = Unseen::read(without)?;
    let mut texts = Vec::new();
    for line in BufReader::new(open(path)?).lines() {
        let value: Value = serde_json::from_str(&line?)?;
        if value["kind"].as_str().is_none_or(|kind| kind == "item") {
            let text = value["text"].as_str().unwrap_or_default().to_owned();
            if !unseen.holds(&text) {
                texts.push(text);
            }
        }
    }
    let n = texts.len();
    let most = most.unwrap_or(n).min(n);
    Ok((0..most).map(|i| std::mem::take(&mut texts[i * n / most])).collect())
}

fn open(path: &Path) -> Result<Box<dyn std::io::Read>> {
    let file = fs::File::open(path).with_context(|| format!("cannot open `{}`", path.display()))?;
    Ok(if path.extension().is_some_and(|e| e == "zst") {
        Box::new(zstd::Decoder::new(file)?)
    } else {
        Box::new(file)
    })
}

fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside: Vec<PathBuf> =
                fs::read_dir(path)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
            inside.retain(|p| p.extension().is_some_and(|e| e == "txt"));
            inside.sort();
            files.extend(inside);
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() {
        bail!("no file named; see `cargo xtask export --help`");
    }
    Ok(files)
}

/// Cuts texts as the program does.
struct Cutter {
    wordpiece: WordPiece,
}

impl Cutter {
    fn pieces(&self, word: &str) -> Vec<u32> {
        let mut pieces = Vec::new();
        self.wordpiece.cut(word, &mut String::new(), &mut pieces);
        pieces
    }

    fn passages(&self, text: &str) -> Vec<Passage> {
        segment::passages(text, &segment::sentences(text), |t| self.pieces(t.span.of(text)).len())
    }

    fn line(
        &self,
        id: &str,
        text: &str,
        passage: &Passage,
        acts: Option<Vec<Value>>,
        names: Option<Vec<usize>>,
    ) -> Value {
        let scalars = Scalars::new(text);
        let words = || passage.tokens.iter().map(|(_, t)| t.span);
        let mut sentence = None;
        let mut shapes = Vec::new();
        for &(sentence_idx, token) in &passage.tokens {
            shapes.push(shape(token.span.of(text), sentence != Some(sentence_idx)));
            sentence = Some(sentence_idx);
        }
        json!({
            "doc": id,
            "tokens": words().map(|s| [scalars.of_byte(s.start), scalars.of_byte(s.end)]).collect::<Vec<_>>(),
            "pieces": words().map(|s| self.pieces(s.of(text))).collect::<Vec<_>>(),
            "shapes": shapes,
            "acts": acts,
            "names": names,
        })
    }
}

/// A label as training reads it: numbers for what heads number, names for roles.
fn act(label: &ActLabel) -> Value {
    let roles: serde_json::Map<String, Value> = Role::ALL
        .into_iter()
        .map(|role| {
            let of: Vec<_> = label.phrases.iter().filter(|(r, _)| *r == role).map(|(_, at)| at).collect();
            (role.name().to_owned(), json!(of))
        })
        .collect();
    let content = |c: &ContentLabel| json!([c.words, c.event.map(EventType::index), c.negative]);
    json!({
        "event": label.event.index(),
        "trigger": label.trigger,
        "modes": label.modes.iter().map(|m| format!("{}/{m}", label.event)).collect::<Vec<_>>(),
        "status": Status::ALL.iter().position(|s| *s == label.status),
        "weight": if label.optional { 0.0 } else { 1.0 },
        "roles": roles,
        "contents": label.contents.iter().map(content).collect::<Vec<_>>(),
    })
}

/// As the names head numbers them: a kind's first word 0 to 2, its further words 3 to 5, no name 6.
fn tags(passage: &Passage, names: &[(Span, tacitus::NameKind)]) -> Vec<usize> {
    passage
        .tokens
        .iter()
        .map(|(_, token)| {
            let name = names.iter().find(|(span, _)| span.overlaps(token.span));
            name.map_or(6, |(span, kind)| *kind as usize + if token.span.start <= span.start { 0 } else { 3 })
        })
        .collect()
}

/// Texts that training must not see, and near-copies of them.
struct Unseen {
    hashes: BTreeSet<String>,
    runs: BTreeSet<u64>,
}

impl Unseen {
    fn read(paths: &[PathBuf]) -> Result<Unseen> {
        let mut unseen = Unseen { hashes: BTreeSet::new(), runs: BTreeSet::new() };
        for path in paths {
            for item in items(path)? {
                unseen.hashes.insert(gold::apart::text_hash(&item.text));
                unseen.runs.extend(runs_of_five(&item.text));
            }
        }
        Ok(unseen)
    }

    fn holds(&self, text: &str) -> bool {
        let runs = runs_of_five(text);
        let shared = runs.iter().filter(|r| self.runs.contains(r)).count();
        self.hashes.contains(&gold::apart::text_hash(text)) || (!runs.is_empty() && 2 * shared >= runs.len())
    }
}

fn runs_of_five(text: &str) -> Vec<u64> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let hash = |run: &[String]| {
        let digest = blake3::hash(run.join(" ").as_bytes());
        u64::from_le_bytes(digest.as_bytes()[..8].try_into().expect("a hash has 32 bytes"))
    };
    words.windows(5).map(hash).collect()
}

/// All modes in the order of the mode head: type by type as in the ontology's table of codes.
fn modes(assets: &Path) -> Result<Vec<String>> {
    let file = fs::read_to_string(assets.join("ontology/plover.toml"))?;
    let ontology: toml::Table = file.parse()?;
    let mut modes = Vec::new();
    for event in ontology["event"].as_array().context("plover.toml lists its events")? {
        let name: EventType = event["name"].as_str().context("an event has a name")?.parse()?;
        for mode in event["modes"].as_table().context("an event has modes")?.keys() {
            modes.push(format!("{name}/{mode}"));
        }
    }
    Ok(modes)
}

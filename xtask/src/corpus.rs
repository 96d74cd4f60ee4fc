//! The corpus: checks and counts what was marked, takes marks from their texts, and joins them again.
//!
//! It takes the passages and guideline under `corpus/`, or files of marked items, and gives a table on
//! standard output or files of marks. It never writes a word of a text that is not ours into `corpus/`.
//!
//! ```text
//! cargo xtask corpus check
//! cargo xtask corpus items -o passages.jsonl
//! cargo xtask corpus marks ../shared/data/gold/train.jsonl ../shared/data/gold/articles-train.jsonl
//! cargo xtask corpus join --texts ../shared/data/news/current-events.jsonl.zst -o items.jsonl
//! ```
#![allow(clippy::print_stdout)] // the tables are what it is for

use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use tacitus::gold::apart::{Apart, text_hash};
use tacitus::gold::{self, GoldClaim, Item, Ontology};
use tacitus::{EventType, Status};

/// `cargo xtask corpus ...`
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Checks passages and guideline against the rules, and counts what is marked
    Check {
        /// The corpus
        #[arg(long, default_value = "corpus")]
        dir: PathBuf,
        /// The ontology
        #[arg(long, default_value = "assets/ontology/plover.toml")]
        ontology: PathBuf,
    },
    /// Writes the checksums of the test part, before a training, to `frozen.txt`
    Freeze {
        /// The corpus
        #[arg(long, default_value = "corpus")]
        dir: PathBuf,
    },
    /// Takes the marks of news from their texts into `corpus/news`, and proves that they join
    Marks {
        /// Marked items: JSON lines, or cases (`.txt`)
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Where the marks go
        #[arg(long, default_value = "corpus/news")]
        out: PathBuf,
    },
    /// Joins marks and texts to items, one JSON line each
    Join {
        /// Files of marks
        #[arg(long, num_args = 1.., default_values = ["corpus/news/train.jsonl", "corpus/news/articles-train.jsonl"])]
        marks: Vec<PathBuf>,
        /// JSON lines with `text` and `published` or `date`, `.zst` too; or `.csv` with such columns
        #[arg(long, num_args = 1.., required = true)]
        texts: Vec<PathBuf>,
        /// Where the items go
        #[arg(short)]
        o: PathBuf,
    },
    /// Writes our passages as items, one JSON line each, in the form of the marked news
    Items {
        /// The corpus
        #[arg(long, default_value = "corpus")]
        dir: PathBuf,
        /// The examples of the guideline too
        #[arg(long)]
        guideline: bool,
        /// Where the items go
        #[arg(short)]
        o: PathBuf,
    },
}

/// Does what was asked.
pub fn run(args: &Args) -> Result<()> {
    match &args.what {
        What::Check { dir, ontology } => check(dir, ontology),
        What::Freeze { dir } => freeze(dir),
        What::Marks { files, out } => marks(files, out),
        What::Join { marks, texts, o } => join(marks, texts, o),
        What::Items { dir, guideline, o } => items(dir, *guideline, o),
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Files of a folder with this ending, by name.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let listed = std::fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut paths = listed.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == ending));
    paths.sort();
    Ok(paths)
}

/// Folders whose files `test-*` are fixed.
const FROZEN: [&str; 3] = ["ledger", "passages", "stories"];

/// One line a file of the test parts: BLAKE3 checksum, two spaces, folder and name.
fn freeze(dir: &Path) -> Result<()> {
    let mut lines = String::new();
    for folder in FROZEN {
        for path in files(&dir.join(folder), "txt")? {
            let name = path.file_name().context("a file has a name")?.to_string_lossy().into_owned();
            if name.starts_with("test-") {
                writeln!(lines, "{}  {folder}/{name}", blake3::hash(&std::fs::read(&path)?).to_hex())?;
            }
        }
    }
    std::fs::write(dir.join("frozen.txt"), &lines)?;
    println!("{} files frozen", lines.lines().count());
    Ok(())
}

/// Of the marked news only the parts for training may be named; those of dev and test stay outside.
fn marks(files: &[PathBuf], out: &Path) -> Result<()> {
    std::fs::create_dir_all(out)?;
    for path in files {
        let name = path.with_extension("jsonl");
        let name = name.file_name().context("a file has a name")?;
        let items = crate::export::items(path)?;
        let mut lines = String::new();
        for item in &items {
            let apart = Apart::of(item).map_err(anyhow::Error::msg)?;
            writeln!(lines, "{}", apart.to_json())?;
            let back =
                Apart::from_json(&apart.to_json()).and_then(|a| a.join(&item.text, item.title.as_deref()));
            ensure!(back.as_ref() == Ok(item), "`{}` does not come back from its marks: {back:?}", item.id);
        }
        std::fs::write(out.join(name), &lines)?;
        println!(
            "{}: {} items, {} claims, {} bytes",
            name.display(),
            items.len(),
            n_claims(&items),
            lines.len()
        );
    }
    Ok(())
}

fn n_claims(items: &[Item]) -> usize {
    items.iter().map(|item| item.claims.len()).sum()
}

fn join(marks: &[PathBuf], texts: &[PathBuf], out: &Path) -> Result<()> {
    let mut wanted: BTreeMap<(String, String), Apart> = BTreeMap::new();
    let mut order = Vec::new();
    for path in marks {
        for (i, line) in read(path)?.lines().enumerate() {
            let at = || format!("{}: line {}", path.display(), i + 1);
            let apart = Apart::from_json(line).map_err(anyhow::Error::msg).with_context(at)?;
            let key = (apart.published.to_string(), apart.text_hash.clone());
            order.push(key.clone());
            ensure!(wanted.insert(key, apart).is_none(), "{}: marked twice", at());
        }
    }
    let mut found: BTreeMap<(String, String), Item> = BTreeMap::new();
    for path in texts {
        each_text(path, |published, text, title| {
            let key = (published.to_owned(), text_hash(text));
            if let (Some(apart), false) = (wanted.get(&key), found.contains_key(&key)) {
                found.insert(key, apart.join(text, title).map_err(anyhow::Error::msg)?);
            }
            Ok(())
        })?;
    }
    let mut file = std::io::BufWriter::new(std::fs::File::create(out)?);
    for item in order.iter().filter_map(|key| found.get(key)) {
        writeln!(file, "{}", item.to_json())?;
    }
    file.flush()?;
    println!("{} of {} marked texts found", found.len(), order.len());
    Ok(())
}

fn items(dir: &Path, guideline: bool, out: &Path) -> Result<()> {
    let mut pages: Vec<(PathBuf, String)> = Vec::new();
    for path in files(&dir.join("passages"), "txt")? {
        pages.push((path.clone(), read(&path)?));
    }
    for path in if guideline { files(&dir.join("guideline"), "md")? } else { Vec::new() } {
        pages.push((path.clone(), fenced(&read(&path)?)));
    }
    let mut lines = String::new();
    for (path, page) in pages {
        let items = gold::items(&page).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
        items.iter().for_each(|item| lines += &format!("{}\n", item.to_json()));
    }
    std::fs::write(out, &lines).with_context(|| format!("cannot write `{}`", out.display()))?;
    println!("{} items", lines.lines().count());
    Ok(())
}

/// A line of a file of texts; of its many fields these.
#[derive(serde::Deserialize)]
struct Line {
    #[serde(alias = "date")]
    published: String,
    text: Option<String>,
    title: Option<String>,
}

/// Shows `f` day, text and title of every line.
fn each_text(path: &Path, mut f: impl FnMut(&str, &str, Option<&str>) -> Result<()>) -> Result<()> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    if path.extension().is_some_and(|e| e == "csv") {
        for (i, line) in csv::Reader::from_reader(file).deserialize().enumerate() {
            let line: Line = line.with_context(|| format!("{}: row {}", path.display(), i + 1))?;
            f(&line.published, &line.text.unwrap_or_default(), line.title.as_deref())?;
        }
        return Ok(());
    }
    let reader: Box<dyn BufRead> = if path.extension().is_some_and(|e| e == "zst") {
        Box::new(BufReader::new(zstd::Decoder::new(file)?))
    } else {
        Box::new(BufReader::new(file))
    };
    for (i, line) in reader.lines().enumerate() {
        let at = || format!("{}: line {}", path.display(), i + 1);
        let line: Line = serde_json::from_str(&line.with_context(at)?).with_context(at)?;
        if let Some(text) = &line.text {
            f(&line.published, text, line.title.as_deref())?;
        }
    }
    Ok(())
}

fn check(dir: &Path, ontology: &Path) -> Result<()> {
    let ontology = Ontology::parse(&read(ontology)?).map_err(anyhow::Error::msg)?;
    let mut wrong = Vec::new();
    let mut passages = Vec::new();
    for path in files(&dir.join("passages"), "txt")? {
        passages.extend(cases(&read(&path)?, &path, &ontology, &mut wrong));
    }
    let mut pages = files(&dir.join("guideline"), "md")?;
    pages.extend(files(dir, "md")?);
    let mut n_examples = 0;
    for path in pages {
        n_examples += cases(&fenced(&read(&path)?), &path, &ontology, &mut wrong).len();
    }
    wrong.extend(again(&passages));
    let news = news_countries(&dir.join("news"))?;
    print!("{}", counts(&passages, &ontology, &news));
    println!("\n{} passages, {n_examples} examples in the guideline", passages.len());
    for line in &wrong {
        println!("wrong: {line}");
    }
    if !wrong.is_empty() {
        bail!("{} things are wrong in `{}`", wrong.len(), dir.display());
    }
    Ok(())
}

/// The items of a file, and what is wrong with them.
fn cases(file: &str, path: &Path, ontology: &Ontology, wrong: &mut Vec<String>) -> Vec<Item> {
    let items = match tacitus::marks::parse(file) {
        Ok(list) => list,
        Err(e) => {
            wrong.push(format!("{}: {e}", path.display()));
            return Vec::new();
        }
    };
    let mut read = Vec::new();
    for case in items {
        match gold::item(&case) {
            Ok(item) => {
                let found = gold::check(&item, ontology);
                wrong.extend(found.iter().map(|e| format!("{}: case `{}`: {e}", path.display(), item.id)));
                read.push(item);
            }
            Err(e) => wrong.push(format!("{}: {e}", path.display())),
        }
    }
    read
}

/// Cases in the fenced blocks of a page; all other lines empty, so that line numbers hold.
fn fenced(page: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for line in page.lines() {
        inside = if line.starts_with("```") { line == "```case" } else { inside };
        out += if inside && !line.starts_with("```") { line } else { "" };
        out.push('\n');
    }
    out
}

/// Names and texts that stand twice.
fn again(passages: &[Item]) -> Vec<String> {
    let (mut names, mut texts) = (BTreeSet::new(), BTreeSet::new());
    let mut wrong = Vec::new();
    for item in passages {
        if !names.insert(&item.id) {
            wrong.push(format!("two passages are called `{}`", item.id));
        }
        if !texts.insert(text_hash(&item.text)) {
            wrong.push(format!("`{}` has the text of another passage", item.id));
        }
    }
    wrong
}

/// Country codes that the marked news has: what a new one is held against.
fn news_countries(news: &Path) -> Result<BTreeSet<String>> {
    let mut codes = BTreeSet::new();
    for path in files(news, "jsonl")? {
        for line in read(&path)?.lines() {
            let claims = Apart::from_json(line).and_then(|a| a.claims()).map_err(anyhow::Error::msg)?;
            let parties = claims.iter().flat_map(|c| c.actor.iter().chain(&c.recipient));
            codes.extend(parties.filter_map(|p| p.country.clone()));
        }
    }
    Ok(codes)
}

type Tally = BTreeMap<String, usize>;

fn add(tally: &mut Tally, key: impl Into<String>) {
    *tally.entry(key.into()).or_default() += 1;
}

/// `name 12 (34 %)` for the most frequent, as a share of all.
fn top(tally: &Tally, n: usize) -> String {
    let all: usize = tally.values().sum();
    let mut rows: Vec<(&String, &usize)> = tally.iter().collect();
    rows.sort_by_key(|(name, count)| (usize::MAX - **count, (*name).clone()));
    let shown =
        rows.iter().take(n).map(|(name, count)| format!("{name} {count} ({} %)", 100 * **count / all.max(1)));
    shown.collect::<Vec<_>>().join(", ")
}

fn counts(passages: &[Item], ontology: &Ontology, news: &BTreeSet<String>) -> String {
    let claims: Vec<(&Item, &GoldClaim)> =
        passages.iter().flat_map(|i| i.claims.iter().map(move |c| (i, c))).collect();
    let mut out = String::new();
    for event in EventType::ALL {
        let of_type: Vec<_> = claims.iter().filter(|(_, c)| c.event == event).collect();
        let mut triggers = Tally::new();
        of_type.iter().for_each(|(item, claim)| add(&mut triggers, stem(claim.trigger.of(&item.text))));
        out += &format!("{:<10}{:>5}  triggers: {}\n", event.name(), of_type.len(), top(&triggers, 4));
        let with = |mode: &String| of_type.iter().filter(|(_, c)| c.mode.contains(mode)).count();
        let modes: Vec<String> = ontology.modes(event).iter().map(|m| format!("{m} {}", with(m))).collect();
        if !modes.is_empty() {
            out += &format!("{:>15}  modes: {}\n", "", modes.join(", "));
        }
    }
    let statuses =
        Status::ALL.map(|s| format!("{} {}", s.name(), claims.iter().filter(|(_, c)| c.status == s).count()));
    out += &format!("\nstatus: {}\n", statuses.join(", "));
    out += &format!("fields: {}\n", fields(&claims));
    let (mut triggers, mut actors, mut openings, mut strange) =
        (Tally::new(), Tally::new(), Tally::new(), Tally::new());
    for (item, claim) in &claims {
        add(&mut triggers, stem(claim.trigger.of(&item.text)));
        claim.actor.iter().for_each(|party| add(&mut actors, party.span.of(&item.text)));
        let codes = claim.actor.iter().chain(&claim.recipient).filter_map(|p| p.country.as_ref());
        codes.filter(|code| !news.contains(*code)).for_each(|code| add(&mut strange, code));
    }
    for item in passages {
        let first: Vec<&str> = item.text.split_whitespace().take(4).collect();
        add(&mut openings, first.join(" ").to_lowercase());
    }
    let without = passages.iter().filter(|item| item.claims.is_empty()).count();
    out += &format!("trigger words: {}\nactors: {}\n", top(&triggers, 12), top(&actors, 12));
    out += &format!("first four words: {}\n", top(&openings, 5));
    out += &format!("country codes that the marked news has not: {}\n", top(&strange, 20));
    out += &format!("passages without events: {without}\n");
    out
}

/// How many claims fill each of the rarer fields.
fn fields(claims: &[(&Item, &GoldClaim)]) -> String {
    type Has = fn(&GoldClaim) -> bool;
    const FIELDS: [(&str, Has); 14] = [
        ("actor", |c| !c.actor.is_empty()),
        ("recipient", |c| !c.recipient.is_empty()),
        ("speaker", |c| !c.attribution.is_empty()),
        ("content", |c| !c.content.is_empty()),
        ("negative content", |c| c.content.iter().any(|x| x.negative)),
        ("condition", |c| !c.condition.is_empty()),
        ("deadline", |c| c.deadline.is_some()),
        ("place", |c| !c.place.is_empty()),
        ("from or to", |c| c.place.iter().any(|p| p.role != tacitus::record::PlaceRole::At)),
        ("time", |c| c.time.is_some()),
        ("counts", |c| !c.counts.is_empty()),
        ("loaded words", |c| !c.framing.is_empty()),
        ("optional", |c| c.optional),
        ("no party coded", |c| {
            c.actor.iter().chain(&c.recipient).any(|p| p.country.is_none() && p.sector.is_none())
        }),
    ];
    FIELDS.map(|(name, has)| format!("{name} {}", claims.iter().filter(|(_, c)| has(c)).count())).join(", ")
}

/// Endings taken off so that "kills", "killed" and "killing" count as one; what must be left of the word.
const ENDINGS: [(&str, usize); 6] = [("ings", 3), ("ing", 3), ("ies", 3), ("ed", 3), ("es", 3), ("s", 3)];

/// A rough stem of each word: good enough to see which triggers are overused, not to read by.
fn stem(words: &str) -> String {
    let one = |word: &str| {
        let word = word.to_lowercase();
        let cut = ENDINGS.iter().find_map(|(end, left)| word.strip_suffix(end).filter(|w| w.len() >= *left));
        cut.unwrap_or(&word).trim_end_matches('e').to_owned()
    };
    words.split_whitespace().map(one).collect::<Vec<_>>().join(" ")
}

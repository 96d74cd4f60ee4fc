//! `cargo xtask eval TASK FILE...`: how good is it, against marked data?
//!
//! Every figure comes from [`tacitus::read`], the call that `tacitus code` uses, with the weights that ship.
//! It prints aligned tables, or with `--json` one object whose numbers are fractions of 1. It never writes a
//! file and never trains.
//!
//! ```text
//! cargo xtask eval claims ../shared/data/gold/dev.jsonl
//! ```

mod actors;
mod alone;
mod behaviour;
mod claims;
mod dates;
mod factuality;
mod ledger;
pub mod names;
mod places;
mod police;
mod quotes;
pub mod relations;
pub mod report;
pub mod setup;
mod status;

use anyhow::{Context, Result, bail};
use report::Report;
use setup::Setup;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Something that can be measured.
pub struct Task {
    /// What a user calls it.
    pub name: &'static str,
    /// Which files it reads.
    pub reads: &'static str,
    /// Measures it.
    pub run: fn(&Setup, &[PathBuf]) -> Result<Report>,
}

/// All tasks. A new one is a module with a `TASK` and one line here.
const TASKS: &[Task] = &[
    Task { name: "actors", reads: "marked news as JSON lines (data/gold)", run: alone::actors },
    behaviour::TASK,
    claims::TASK,
    Task { name: "dates", reads: "TimeML documents, or folders of them", run: alone::dates },
    factuality::TASK,
    ledger::TASK,
    names::TASK,
    places::TASK,
    police::TASK,
    quotes::TASK,
    relations::TASK,
    status::TASK,
];

/// Seed of every bootstrap and simulation.
pub const SEED: u64 = 20_030_320;

#[derive(clap::Parser)]
struct Args {
    /// What to measure
    task: String,
    /// Marked data
    files: Vec<PathBuf>,
    /// One JSON object instead of tables
    #[arg(long)]
    json: bool,
    /// Other weights than those that ship: a folder like models/NAME
    #[arg(long)]
    weights: Option<PathBuf>,
    /// `relations` only: several folders of weights, by which the rows are read in turn
    #[arg(long, num_args = 1.., conflicts_with = "weights")]
    models: Vec<PathBuf>,
    /// Half-precision reference arithmetic instead of int8
    #[arg(long)]
    reference: bool,
    /// Show so many errors one by one (never of a test set)
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// The command.
pub fn run(args: Vec<String>) -> Result<()> {
    let args: Args = crate::arguments("eval", args);
    let Some(task) = TASKS.iter().find(|t| t.name == args.task) else {
        let list: Vec<String> = TASKS.iter().map(|t| format!("  {:<10} reads {}", t.name, t.reads)).collect();
        bail!("`{}` is no task\nhint: one of\n{}", args.task, list.join("\n"));
    };
    if args.files.is_empty() {
        bail!("no file named\nhint: `{}` reads {}", task.name, task.reads);
    }
    if args.errors > 0 && args.files.iter().any(|f| is_test_set(f)) {
        bail!("a test set is only scored\nhint: leave out `--errors`, or look at the dev set");
    }
    if !args.models.is_empty() && task.name != relations::TASK.name {
        bail!("only `{}` is read with several models\nhint: name one by `--weights`", relations::TASK.name);
    }
    let setup = match args.models.as_slice() {
        [] => Setup::open(args.weights.as_deref(), args.reference)?,
        models => Setup::open_all(models, args.reference)?,
    };
    let report = (task.run)(&setup, &args.files)?;
    let about = About {
        task: task.name,
        edition: setup.edition(),
        precision: setup.precision(),
        files: args.files.iter().map(|f| named_by_hash(f)).collect::<Result<_>>()?,
    };
    if args.json {
        println!("{}", serde_json::to_string(&report.json(&about))?);
    } else {
        print!("{}", report.text(&about, args.errors));
    }
    Ok(())
}

/// What a figure must name to mean anything.
pub struct About<'a> {
    /// Which task.
    pub task: &'static str,
    /// Program version, weights, assets; of several models one after the other.
    pub edition: &'a str,
    /// Number type.
    pub precision: &'static str,
    /// File names with the SHA-256 of their bytes.
    pub files: Vec<(String, String)>,
}

/// A folder is hashed as its files one after the other, by name.
fn named_by_hash(path: &Path) -> Result<(String, String)> {
    let mut hasher = Sha256::new();
    for file in files_under(path)? {
        hasher.update(bytes(&file)?);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()))
}

fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let listed = std::fs::read_dir(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let mut entries = listed.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    let files = entries.iter().map(|entry| files_under(entry)).collect::<Result<Vec<_>>>()?;
    Ok(files.concat())
}

/// The marked items of all files, one after the other.
pub fn pooled(files: &[PathBuf]) -> Result<Vec<tacitus::gold::Item>> {
    let items = files.iter().map(|file| crate::export::items(file)).collect::<Result<Vec<_>>>()?;
    Ok(items.into_iter().flatten().collect())
}

/// A file of marked data, whole.
pub fn bytes(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))
}

/// The same, as text.
pub fn text(file: &Path) -> Result<String> {
    String::from_utf8(bytes(file)?).with_context(|| format!("`{}` is not UTF-8", file.display()))
}

/// Sets that are scored and never looked at bear it in their name.
fn is_test_set(file: &Path) -> bool {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    stem.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == "test")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_sets_are_known_by_name() {
        for name in ["gold/test.jsonl", "articles-test.jsonl", "en_ewt-ud-test.iob2"] {
            assert!(is_test_set(Path::new(name)), "{name}");
        }
        for name in ["gold/dev.jsonl", "test/dev.jsonl", "latest.jsonl", "PLV_train.tsv"] {
            assert!(!is_test_set(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn task_names_are_unique_and_sorted() {
        assert!(TASKS.is_sorted_by(|a, b| a.name < b.name));
    }
}

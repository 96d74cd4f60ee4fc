//! `eval behaviour`: changes of a text that must not change what is read, or must change it in one known way.
//!
//! Takes marked passages, makes pairs of texts from them by seeded rules, reads both texts of each and compares
//! type, status and parties of every claim. It never looks at whether a claim is right: that is `eval claims`.
//!
//! | file | holds |
//! |---|---|
//! | [`levels`] | the floor of each kind and the level reached |
//! | [`pair`] | two texts, and how places map between them |
//! | [`compare`] | are two readings alike? |
//! | [`names`], [`found`], [`regions`] | kind `names`: the rule, which words are names, and the new ones |
//! | [`voice`], [`verbs`] | kinds `voice` and `negation` |
//! | [`loaded`], [`context`] | kinds `loaded` and `context` |
//! | [`told`] | kinds `mouth`, `denied` and `hypothetical` |

mod compare;
mod context;
mod found;
mod levels;
mod loaded;
mod names;
mod pair;
mod regions;
mod told;
mod verbs;
mod voice;

use super::report::{Cell, Report, Table};
use super::setup::{Setup, document};
use super::{SEED, Task};
use crate::export::items;
use anyhow::Result;
use compare::{Rule, Verdict, verdict};
use found::Tables;
use jiff::civil::Date;
use levels::{LEVELS, Level};
use pair::Pair;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tacitus::Given;
use tacitus::gold::Item;
use tacitus::record::Claim;
use tacitus::score::chance::Chance;

/// The task.
pub const TASK: Task =
    Task { name: "behaviour", reads: "cases of our corpus as .txt, marked news as JSON lines", run };

/// All pairs of one kind with what was found.
struct Judged {
    level: &'static Level,
    pairs: Vec<(Pair, Verdict)>,
}

fn run(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let mut all = Vec::new();
    for file in files {
        all.extend(items(file)?);
    }
    let made = pairs(&all, &Tables::open(&crate::root().join("assets"))?);
    let read = read(setup, made.iter().flat_map(|(_, pairs)| pairs))?;
    let kinds: Vec<Judged> = LEVELS
        .iter()
        .zip(made)
        .map(|(level, (rule, pairs))| {
            let judge = |p: Pair| {
                let claims = |text: &str| read[&(text.to_owned(), p.published)].as_slice();
                let verdict = verdict(&p, rule, claims(&p.before), claims(&p.after));
                (p, verdict)
            };
            Judged { level, pairs: pairs.into_iter().map(judge).collect() }
        })
        .collect();
    Ok(Report { tables: vec![table(&kinds, all.len()), by_region(&kinds[0])], errors: errors(&kinds) })
}

/// The pairs of each kind, in the order of [`LEVELS`].
fn pairs(items: &[Item], tables: &Tables) -> [(Rule, Vec<Pair>); 8] {
    let deeds = voice::deeds(items, &mut Chance::new(SEED));
    [
        (Rule::Alike, names::pairs(items, tables, &mut Chance::new(SEED))),
        (Rule::Alike, voice::voice(&deeds)),
        (Rule::NoneActual, voice::negation(&deeds)),
        (Rule::Alike, loaded::pairs(items, &mut Chance::new(SEED))),
        (Rule::AlikeInside, context::pairs(items, &mut Chance::new(SEED))),
        (Rule::OnHisWord, told::mouth(&deeds, &mut Chance::new(SEED))),
        (Rule::NoneOnOwnWord, told::denied(&deeds, &mut Chance::new(SEED))),
        (Rule::NoneSure, told::hypothetical(&deeds)),
    ]
}

type Read = BTreeMap<(String, Date), Vec<Claim>>;

/// The claims of every text, each read once, half of them on a thread of its own.
fn read<'a>(setup: &Setup, pairs: impl Iterator<Item = &'a Pair>) -> Result<Read> {
    let mut texts: Vec<(String, Date)> =
        pairs.flat_map(|p| [(p.before.clone(), p.published), (p.after.clone(), p.published)]).collect();
    texts.sort();
    texts.dedup();
    let docs: Vec<_> = texts.iter().map(|(text, day)| document("pair", text, Some(*day))).collect();
    let (one, other) = docs.split_at(docs.len() / 2);
    let (one, other) = std::thread::scope(|scope| {
        let first = scope.spawn(|| setup.read(one, &Given::none()));
        let second = setup.read(other, &Given::none());
        (first.join().expect("reading does not panic"), second)
    });
    let readings = one?.into_iter().chain(other?);
    Ok(texts.into_iter().zip(readings.map(|r| r.claims)).collect())
}

const COLUMNS: [&str; 5] = ["share", "floor", "pairs", "silent", "claims"];

fn table(kinds: &[Judged], n_items: usize) -> Table {
    let row = |kind: &Judged| {
        let verdicts: Vec<&Verdict> = kind.pairs.iter().map(|(_, v)| v).collect();
        (kind.level.kind.to_owned(), cells(&verdicts, kind.level.floor))
    };
    let title = format!(
        "Pairs from {n_items} passages (share: read alike; silent: nothing read in either, or nothing actual to \
         negate; claims: of all claims, those in both)"
    );
    Table { name: "", title, columns: COLUMNS.to_vec(), rows: kinds.iter().map(row).collect() }
}

fn by_region(names: &Judged) -> Table {
    let row = |region: &regions::Region| {
        let verdicts: Vec<&Verdict> =
            names.pairs.iter().filter(|(p, _)| p.group == region.name).map(|(_, v)| v).collect();
        (region.name.to_owned(), cells(&verdicts, names.level.floor))
    };
    Table {
        name: "region",
        title: "Names, by the world region of the new ones".to_owned(),
        columns: COLUMNS.to_vec(),
        rows: regions::REGIONS.iter().map(row).collect(),
    }
}

fn cells(verdicts: &[&Verdict], floor: f64) -> Vec<Cell> {
    let holds =
        |drawn: &[&&Verdict]| drawn.iter().filter(|v| v.holds).count() as f64 / drawn.len().max(1) as f64;
    let (shared, union) = verdicts.iter().fold((0, 0), |sum, v| (sum.0 + v.claims.0, sum.1 + v.claims.1));
    vec![
        if verdicts.is_empty() { Cell::None } else { Cell::over(verdicts, holds) },
        Cell::Fraction(floor, None),
        Cell::Count(verdicts.len()),
        Cell::Count(verdicts.iter().filter(|v| v.silent).count()),
        if union == 0 { Cell::None } else { Cell::Fraction(shared as f64 / union as f64, None) },
    ]
}

/// One of each kind, then the next of each.
fn errors(kinds: &[Judged]) -> Vec<String> {
    let lists: Vec<Vec<&String>> =
        kinds.iter().map(|k| k.pairs.iter().filter_map(|(_, v)| v.error.as_ref()).collect()).collect();
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest).flat_map(|i| lists.iter().filter_map(move |l| l.get(i).map(|e| (*e).clone()))).collect()
}

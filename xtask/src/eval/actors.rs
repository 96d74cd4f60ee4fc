//! Task `actors`: marked parties with their spans given -> how often country and sector are right. Reads a
//! folder of assets and files of marked items; prints nothing.
//!
//! "Iraqi police" marked IRQ COP and resolved to IRQ COP counts for both; resolved to IRQ MIL for one.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tacitus::resolve::actor::{Actors, Around};
use tacitus_types::{Basis, Document, Published, Scalars, Span};

/// What one marked party became.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Id of its item: what bootstrap samples draw.
    pub item: String,
    /// Its words.
    pub text: String,
    /// (marked, found) country, the first; `None` marked is not scored.
    pub country: (Option<String>, String),
    /// (marked, found) sector, the first code; `None` marked is not scored.
    pub sector: (Option<String>, String),
    /// The rows and rules that decided.
    pub by: String,
    /// Is the country right? `None` when it is not scored.
    pub country_right: Option<bool>,
    /// Are both right? `None` when either is not scored.
    pub both_right: Option<bool>,
}

/// All that was judged.
#[derive(Clone, Debug, Default)]
pub struct ActorScores {
    /// In the order of the files.
    pub judged: Vec<Judged>,
}

impl ActorScores {
    /// Errors as (class, how often, examples), most frequent first. A class is "marked > found".
    pub fn errors(&self) -> Vec<(String, usize, Vec<String>)> {
        let mut classes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for j in &self.judged {
            let marked_sector = j.sector.0.clone().unwrap_or_default();
            let class = match (j.country_right, j.both_right) {
                (Some(false), _) if j.country.1.is_empty() => "country > none".to_owned(),
                (Some(false), _) => "country > other".to_owned(),
                (_, Some(false)) => {
                    format!("{marked_sector} > {}", if j.sector.1.is_empty() { "none" } else { &j.sector.1 })
                }
                _ => continue,
            };
            let marked = format!("{}/{marked_sector}", j.country.0.clone().unwrap_or_default());
            classes.entry(class).or_default().push(format!(
                "{} `{}` {marked}, found {}/{} by {}",
                j.item, j.text, j.country.1, j.sector.1, j.by
            ));
        }
        let mut errors: Vec<_> = classes.into_iter().map(|(class, list)| (class, list.len(), list)).collect();
        errors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        errors
    }
}

/// Resolves every marked party of these files. The spans are given; nothing else is.
pub fn actors(assets: &Path, gold: &[PathBuf]) -> Result<ActorScores> {
    let known = Actors::open(assets)?;
    let mut scores = ActorScores::default();
    for path in gold {
        let file =
            std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        for (i, line) in file.lines().enumerate() {
            let item: serde_json::Value =
                serde_json::from_str(line).with_context(|| format!("`{}` line {}", path.display(), i + 1))?;
            judge(&known, &item, &mut scores.judged);
        }
    }
    Ok(scores)
}

fn judge(known: &Actors, item: &serde_json::Value, judged: &mut Vec<Judged>) {
    let doc = document(item);
    let scalars = Scalars::new(&doc.text);
    let around = Around::new(known, &doc, &[]);
    for claim in item["claims"].as_array().into_iter().flatten() {
        for role in ["actor", "recipient"] {
            for party in claim[role].as_array().into_iter().flatten() {
                let at = |key: &str| party[key].as_u64().and_then(|n| scalars.to_byte(n as usize));
                let (Some(start), Some(end)) = (at("start"), at("end")) else { continue };
                judged.push(judge_party(&around, &doc, party, Span::new(start, end)));
            }
        }
    }
}

fn judge_party(around: &Around<'_>, doc: &Document, marked: &serde_json::Value, span: Span) -> Judged {
    let found = around.party(span);
    let text = |v: &serde_json::Value| v.as_str().map(str::to_owned);
    let (country, sector) = (text(&marked["country"]), text(&marked["sector"]));
    let found_country = found.country.first().cloned().unwrap_or_default();
    let found_sector = found.sector.first().cloned().unwrap_or_default();
    let alike = |a: &str, b: &str| international(a) == international(b);
    let country_right = country.as_ref().map(|c| alike(c, &found_country));
    let sector_right = sector.as_ref().map(|s| alike(s, &found_sector));
    Judged {
        item: doc.id.clone(),
        text: span.of(&doc.text).to_owned(),
        country: (country, found_country),
        sector: (sector, found_sector),
        by: found.by.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        country_right,
        both_right: country_right.zip(sector_right).map(|(c, s)| c && s),
    }
}

/// The United Nations and the European Union count as international bodies.
fn international(code: &str) -> &str {
    if matches!(code, "UNO" | "EUR") { "IGO" } else { code }
}

fn document(item: &serde_json::Value) -> Document {
    let date = item["published"].as_str().and_then(|d| d.parse().ok());
    Document {
        id: item["id"].as_str().unwrap_or_default().to_owned(),
        text_id: String::new(),
        key: None,
        path: None,
        line: None,
        source: None,
        url: None,
        title: None,
        lang: None,
        published: Published { date, basis: if date.is_some() { Basis::Given } else { Basis::Unknown } },
        dateline: None,
        text: item["text"].as_str().unwrap_or_default().to_owned(),
    }
}

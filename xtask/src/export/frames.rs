//! PropBank arguments and UDS factuality -> passages with predicates, to teach the act layers what a subject,
//! an object and a negation are.
//!
//! Takes JSON lines of either kind, with their words already cut; gives prepared lines. Sentences of fewer
//! than 4 or more than 90 words are left out, and predicates beyond the eighth.

use super::Cutter;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use tacitus_encoder::shape::shape;

const WORDS: std::ops::RangeInclusive<usize> = 4..=90;
const MOST_FRAMES: usize = 8;

/// The prepared form of one line, unless it has nothing to teach.
pub fn line(line: &str, cutter: &Cutter) -> Result<Option<Value>> {
    let sentence: Value = serde_json::from_str(line)?;
    let (words, frames) = match sentence["frames"].as_array() {
        Some(frames) => {
            (strings(&sentence["tokens"])?, frames.iter().filter_map(propbank).collect::<Vec<_>>())
        }
        None => {
            let text = sentence["text"].as_str().context("neither `frames` nor `text`")?;
            let targets = sentence["targets"].as_array().context("no `targets`")?;
            (text.split_whitespace().map(str::to_owned).collect(), targets.iter().map(factuality).collect())
        }
    };
    if !WORDS.contains(&words.len()) || frames.is_empty() {
        return Ok(None);
    }
    Ok(Some(json!({
        "doc": "",
        "tokens": [],
        "pieces": words.iter().map(|w| cutter.pieces(w)).collect::<Vec<_>>(),
        "shapes": words.iter().enumerate().map(|(i, w)| shape(w, i == 0)).collect::<Vec<_>>(),
        "acts": null,
        "names": null,
        "frames": frames.into_iter().take(MOST_FRAMES).collect::<Vec<_>>(),
    })))
}

fn strings(list: &Value) -> Result<Vec<String>> {
    let list = list.as_array().context("no `tokens`")?;
    list.iter().map(|w| Ok(w.as_str().context("a token is no string")?.to_owned())).collect()
}

/// A PropBank frame; "be" and auxiliary "have" say nothing of who does what.
fn propbank(frame: &Value) -> Option<Value> {
    let roleset = frame["roleset"].as_str()?;
    let pred = frame["pred"].as_u64()?;
    let plain = roleset.starts_with("be.") || roleset.starts_with("have.01");
    (!plain).then(|| json!({"trigger": [pred, pred + 1], "args": frame["args"], "fact": null}))
}

/// A UDS target: -3 (certainly not) to 3 (certainly so).
fn factuality(target: &Value) -> Value {
    json!({"trigger": target["span1"], "args": null, "fact": target["label"]})
}

//! Marked news (JSON lines, one item a line) -> items as they are scored.
//!
//! Takes a line of `data/gold`; gives text, day and [`Marked`] claims, spans in Unicode scalar values as
//! they stand there. It judges nothing: what a claim is worth is decided in `tacitus::score`.

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use tacitus::score::{Also, Marked, ScoredClaim, ScoredCount, ScoredParty, Words};
use tacitus::{EventType, Status};

/// A marked report.
pub struct Item {
    /// Its name in the file.
    pub id: String,
    /// The day it appeared.
    pub published: jiff::civil::Date,
    /// The text.
    pub text: String,
    /// All claims, optional ones included.
    pub claims: Vec<Marked>,
}

/// Reads a whole file. The error names the line.
pub fn items(jsonl: &str) -> Result<Vec<Item>> {
    let lines = jsonl.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines.map(|(i, line)| item(line).with_context(|| format!("line {}", i + 1))).collect()
}

fn item(line: &str) -> Result<Item> {
    let item: ItemJson = serde_json::from_str(line)?;
    let chars: Vec<char> = item.text.chars().collect();
    let claims: Vec<Marked> = item.claims.into_iter().map(Marked::from).collect();
    for marked in &claims {
        let t = &marked.claim.trigger;
        let there = chars.get(t.start..t.end).is_some_and(|c| t.text.chars().eq(c.iter().copied()));
        ensure!(there, "`{}` does not stand at {}..{}", t.text, t.start, t.end);
    }
    Ok(Item { id: item.id, published: item.published, text: item.text, claims })
}

#[derive(Deserialize)]
struct ItemJson {
    id: String,
    published: jiff::civil::Date,
    text: String,
    claims: Vec<ClaimJson>,
}

#[derive(Deserialize)]
struct ClaimJson {
    event: EventType,
    mode: Vec<String>,
    trigger: WordsJson,
    actor: Vec<PartyJson>,
    recipient: Vec<PartyJson>,
    status: Status,
    cues: Vec<WordsJson>,
    attribution: Vec<AttributionJson>,
    content: Vec<WordsJson>,
    condition: Vec<WordsJson>,
    deadline: Option<WordsJson>,
    place: Vec<WordsJson>,
    time: Option<WordsJson>,
    counts: CountsJson,
    optional: bool,
    #[serde(default)]
    also: AlsoJson,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AlsoJson {
    event: Option<EventType>,
    mode: Option<Vec<String>>,
    trigger: Option<WordsJson>,
    actor: Option<Vec<PartyJson>>,
    recipient: Option<Vec<PartyJson>>,
    status: Option<Status>,
    cues: Option<Vec<WordsJson>>,
    attribution: Option<Vec<AttributionJson>>,
    content: Option<Vec<WordsJson>>,
    condition: Option<Vec<WordsJson>>,
    #[serde(deserialize_with = "stated")]
    deadline: Option<Option<WordsJson>>,
    place: Option<Vec<WordsJson>>,
    #[serde(deserialize_with = "stated")]
    time: Option<Option<WordsJson>>,
    counts: Option<CountsJson>,
}

/// A field that is there with null says that the other marker had nothing; a missing one, that he agrees.
fn stated<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Option<WordsJson>>, D::Error> {
    Option::deserialize(d).map(Some)
}

#[derive(Deserialize)]
struct WordsJson {
    text: String,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct PartyJson {
    #[serde(flatten)]
    words: WordsJson,
    name: Option<String>,
    country: Option<String>,
    sector: Option<String>,
}

#[derive(Deserialize)]
struct AttributionJson {
    by: Option<WordsJson>,
}

type CountsJson = BTreeMap<String, [Option<f64>; 2]>;

impl From<ClaimJson> for Marked {
    fn from(c: ClaimJson) -> Marked {
        let also = Also {
            event: c.also.event,
            mode: c.also.mode,
            trigger: c.also.trigger.map(Words::from),
            actor: c.also.actor.map(list),
            recipient: c.also.recipient.map(list),
            status: c.also.status,
            cues: c.also.cues.map(list),
            speaker: c.also.attribution.map(speakers),
            content: c.also.content.map(list),
            condition: c.also.condition.map(list),
            deadline: c.also.deadline.map(|d| d.map(Words::from)),
            place: c.also.place.map(list),
            time: c.also.time.map(|t| t.map(Words::from)),
            counts: c.also.counts.map(counts),
        };
        let claim = ScoredClaim {
            event: c.event,
            mode: c.mode,
            trigger: c.trigger.into(),
            actor: list(c.actor),
            recipient: list(c.recipient),
            status: c.status,
            cues: list(c.cues),
            speaker: speakers(c.attribution),
            content: list(c.content),
            condition: list(c.condition),
            deadline: c.deadline.map(Words::from),
            place: list(c.place),
            time: c.time.map(Words::from),
            counts: counts(c.counts),
            confidence: 1.0,
        };
        Marked { claim, also, optional: c.optional }
    }
}

fn list<A, B: From<A>>(from: Vec<A>) -> Vec<B> {
    from.into_iter().map(B::from).collect()
}

fn speakers(attribution: Vec<AttributionJson>) -> Vec<Words> {
    attribution.into_iter().filter_map(|a| a.by).map(Words::from).collect()
}

fn counts(counts: CountsJson) -> Vec<ScoredCount> {
    counts.into_iter().map(|(kind, [low, high])| ScoredCount { kind, low, high }).collect()
}

impl From<WordsJson> for Words {
    fn from(w: WordsJson) -> Words {
        Words { text: w.text, start: w.start, end: w.end }
    }
}

impl From<PartyJson> for ScoredParty {
    fn from(p: PartyJson) -> ScoredParty {
        ScoredParty {
            words: p.words.into(),
            name: p.name,
            country: p.country.into_iter().collect(),
            sector: p.sector.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "x", "published": "2020-01-31", "text": "Čech warns Ash.", "claims": [{
        "event": "THREATEN", "mode": [], "trigger": {"text": "warns", "start": 5, "end": 10},
        "actor": [{"text": "Čech", "start": 0, "end": 4, "country": "CZE", "sector": null}],
        "recipient": [], "status": "actual", "cues": [], "attribution": [], "content": [], "condition": [],
        "deadline": null, "place": [], "time": null, "counts": {"dead": [40, null]},
        "also": {"time": null, "status": "future"}, "optional": true}], "commitments": []}"#;

    #[test]
    fn a_line_is_read_with_what_the_other_marker_had() {
        let item = &items(&LINE.replace('\n', " ")).expect("an item")[0];
        let marked = &item.claims[0];
        assert!(marked.optional);
        assert_eq!(marked.claim.actor[0].country, ["CZE"]);
        assert!(marked.claim.actor[0].sector.is_empty(), "null is not given");
        assert_eq!(marked.also.status, Some(Status::Future));
        assert_eq!(marked.also.time, Some(None), "he marked no time");
        assert_eq!(marked.also.deadline, None, "he agrees");
        assert_eq!(marked.claim.counts[0].low, Some(40.0));
    }

    #[test]
    fn a_trigger_that_stands_elsewhere_is_an_error_with_its_line() {
        let shifted = LINE.replace('\n', " ").replace("\"start\": 5", "\"start\": 4");
        let error = items(&format!("\n{shifted}")).err().expect("an error");
        assert!(format!("{error:#}").contains("line 2"), "{error:#}");
    }
}

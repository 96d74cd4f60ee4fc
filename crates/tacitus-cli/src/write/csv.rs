//! Claims as CSV: one row a claim, always the same columns, named by their place in the claim record
//! (`actor.name`). It never writes anything that is not in the record.
//!
//! Lists are joined by `; `, so that the n-th entry of every `actor.` column is of the same actor; a list in
//! a list ("US-UK troops" has two countries) is joined by `,` inside its entry, and an entry that does not
//! apply is empty. Inside an entry of a list `;` is written `,`, so that splitting at `; ` is always right.
//!
//! Example: two actors, the first of two countries, give `actor.country` = `USA,GBR; IRQ`.

use super::{Written, tree};
use serde_json::Value;
use tacitus::record::Claim;

/// The columns, in their order. Left out of the record are: schema, offsets of all but sentence and trigger,
/// head words, `via`, and all but the names and countries of parties inside attribution, content, condition
/// and counts; JSON lines have them.
pub const COLUMNS: &[&str] = &[
    "id",
    "anchor",
    "doc.id",
    "doc.key",
    "doc.source",
    "doc.url",
    "doc.title",
    "doc.published.date",
    "doc.published.basis",
    "doc.lang",
    "sentence.index",
    "sentence.start",
    "sentence.end",
    "event",
    "mode",
    "context",
    "quad",
    "cameo",
    "goldstein",
    "trigger.text",
    "trigger.start",
    "trigger.end",
    "actor.text",
    "actor.name",
    "actor.kind",
    "actor.kb",
    "actor.wikidata",
    "actor.country",
    "actor.sector",
    "actor.title",
    "actor.office",
    "actor.religion",
    "actor.ethnicity",
    "actor.size.low",
    "actor.size.high",
    "actor.resolution",
    "actor.candidates.id",
    "recipient.text",
    "recipient.name",
    "recipient.kind",
    "recipient.kb",
    "recipient.wikidata",
    "recipient.country",
    "recipient.sector",
    "recipient.title",
    "recipient.office",
    "recipient.religion",
    "recipient.ethnicity",
    "recipient.size.low",
    "recipient.size.high",
    "recipient.resolution",
    "recipient.candidates.id",
    "place.text",
    "place.role",
    "place.name",
    "place.geonames",
    "place.lat",
    "place.lon",
    "place.country",
    "place.admin1",
    "place.admin2",
    "place.feature",
    "place.precision",
    "place.resolution",
    "place.candidates.id",
    "time.text",
    "time.from",
    "time.to",
    "time.grain",
    "time.basis",
    "status",
    "polarity",
    "tense",
    "certainty",
    "background",
    "deniedBy.name",
    "deniedBy.country",
    "cues.text",
    "attribution.kind",
    "attribution.by.name",
    "attribution.by.country",
    "attribution.cue.text",
    "attribution.content.text",
    "content.event",
    "content.mode",
    "content.actor.name",
    "content.actor.country",
    "content.recipient.name",
    "content.recipient.country",
    "content.polarity",
    "content.text",
    "content.claim",
    "condition.kind",
    "condition.text",
    "condition.party.name",
    "condition.polarity",
    "deadline.text",
    "deadline.hours",
    "deadline.date",
    "deadline.due.from",
    "deadline.due.to",
    "counts.kind",
    "counts.low",
    "counts.high",
    "counts.who.name",
    "counts.text",
    "counts.by.name",
    "framing.text",
    "framing.target",
    "framing.voice",
    "confidence",
    "evidence.field",
    "evidence.by",
    "evidence.score",
    "evidence.words.text",
    "foundBy",
    "edition",
];

/// The header row.
pub fn head() -> Vec<u8> {
    let mut out = Vec::new();
    rows([COLUMNS.iter().map(|column| (*column).to_owned())].into_iter(), &mut out);
    out
}

/// One row for every claim.
pub fn report(claims: &[Claim], out: &mut Vec<u8>) -> Written {
    let trees = claims.iter().map(tree);
    rows(trees.map(|tree| COLUMNS.iter().map(move |column| cell(&tree, column))), out);
    Written { claim: claims.len() as u64, ..Written::default() }
}

fn rows<Row: Iterator<Item = String>>(rows: impl Iterator<Item = Row>, out: &mut Vec<u8>) {
    let mut writer = csv::Writer::from_writer(out);
    for row in rows {
        writer.write_record(row.map(String::into_bytes)).expect("writing into memory cannot fail");
    }
    writer.flush().expect("writing into memory cannot fail");
}

/// What stands at a dotted place of the record.
fn cell(value: &Value, column: &str) -> String {
    let path: Vec<&str> = column.split('.').collect();
    match follow(value, &path) {
        Reached::One(value) => plain(value),
        Reached::List(entries) => {
            let entries: Vec<String> = entries.iter().map(|e| entry(e).replace(';', ",")).collect();
            if entries.iter().all(String::is_empty) { String::new() } else { entries.join("; ") }
        }
    }
}

enum Reached<'a> {
    One(&'a Value),
    List(Vec<Reached<'a>>),
}

fn follow<'a>(value: &'a Value, path: &[&str]) -> Reached<'a> {
    match (value, path) {
        (Value::Array(list), _) => Reached::List(list.iter().map(|v| follow(v, path)).collect()),
        (Value::Object(map), [first, rest @ ..]) => follow(map.get(*first).unwrap_or(&Value::Null), rest),
        (value, _) => Reached::One(value),
    }
}

fn entry(reached: &Reached<'_>) -> String {
    match reached {
        Reached::One(value) => plain(value),
        Reached::List(inner) => inner.iter().map(entry).collect::<Vec<_>>().join(","),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    fn cells() -> impl Fn(&str) -> String {
        let (_, reading) = example::airstrike();
        let mut out = head();
        report(&reading.claims, &mut out);
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let header = reader.headers().expect("there is a header").clone();
        let row = reader.records().next().expect("there is a row").expect("the row is well-formed");
        assert!(reader.records().next().is_none(), "one claim is one row");
        move |column| {
            let at = header.iter().position(|h| h == column).unwrap_or_else(|| panic!("no column {column}"));
            row[at].to_owned()
        }
    }

    #[test]
    fn lists_are_joined_so_that_entries_stay_in_step() {
        let cell = cells();
        assert_eq!(cell("actor.name"), "US and British aircraft; Iraqi army");
        assert_eq!(cell("actor.country"), "USA,GBR; IRQ");
        assert_eq!(cell("actor.kb"), "; irq-army");
        assert_eq!(cell("recipient.name"), "militia, so called");
    }

    #[test]
    fn numbers_keep_their_digits_and_nothing_is_nothing() {
        let cell = cells();
        assert_eq!(cell("confidence"), "0.83");
        assert_eq!(cell("cameo"), "195");
        assert_eq!(cell("doc.key"), "");
        assert_eq!(cell("deniedBy.name"), "");
        assert_eq!(cell("content.event"), "");
        assert_eq!(cell("background"), "false");
    }

    #[test]
    fn the_document_names_every_column() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/records-csv.md");
        let document = std::fs::read_to_string(path).expect("docs/records-csv.md is there");
        for column in COLUMNS {
            assert!(
                document.contains(&format!("`{column}`")),
                "docs/records-csv.md does not name `{column}`"
            );
        }
    }

    /// Every column leads somewhere: its path exists in a claim that has every field filled.
    #[test]
    fn no_column_is_misspelt() {
        let full = tree(&example::full_claim());
        for column in COLUMNS {
            assert!(!cell(&full, column).is_empty(), "`{column}` is empty though every field is filled");
        }
    }
}

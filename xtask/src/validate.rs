//! `cargo xtask validate FILE...`: every line of JSON lines against the schema of the records.
//!
//! Prints how many lines are valid, and each invalid line's number and reasons; fails when there is one. A
//! line is held against the schema of the record that it says it is, so that the reason names the field and
//! not the record. `-` is standard input. It changes nothing.
//!
//! ```text
//! tacitus code report.txt | cargo xtask validate -
//! ```

use crate::schema::record_schema;
use anyhow::{Context, Result, bail};
use boon::{Compiler, SchemaIndex, Schemas, ValidationError};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

#[derive(clap::Parser)]
struct Args {
    /// JSON lines; `-` for standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// The command.
pub fn run(args: Vec<String>) -> Result<()> {
    let args: Args = crate::arguments("validate", args);
    let validator = Validator::new();
    let (mut n_valid, mut n_invalid) = (0u64, 0u64);
    for file in &args.files {
        for (i, line) in lines(file)?.enumerate() {
            let line = line.with_context(|| format!("cannot read `{}`", file.display()))?;
            match validator.judge(&line) {
                Ok(()) => n_valid += 1,
                Err(reason) => {
                    n_invalid += 1;
                    println!("{}:{}: {reason}", file.display(), i + 1);
                }
            }
        }
    }
    println!("{n_valid} lines valid, {n_invalid} invalid");
    if n_invalid > 0 {
        bail!("{n_invalid} lines are no records of this schema");
    }
    Ok(())
}

type Lines = Box<dyn Iterator<Item = std::io::Result<String>>>;

fn lines(file: &PathBuf) -> Result<Lines> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin().lines()));
    }
    let open = File::open(file).with_context(|| format!("cannot open `{}`", file.display()))?;
    Ok(Box::new(BufReader::new(open).lines()))
}

/// The schema, ready to judge: one branch a kind of record.
pub struct Validator {
    schemas: Schemas,
    branches: BTreeMap<String, SchemaIndex>,
}

impl Validator {
    /// Takes the schema apart by the kind of record.
    pub fn new() -> Validator {
        const PLACE: &str = "https://tacitus.invalid/record.json";
        let schema = record_schema();
        let kinds = schema["oneOf"].as_array().expect("a record is one of several").clone();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource(PLACE, schema).expect("a schema");
        let branch = |(i, branch): (usize, Value)| {
            let kind = branch["properties"]["record"]["const"].as_str().expect("a kind of record").to_owned();
            let index = compiler.compile(&format!("{PLACE}#/oneOf/{i}"), &mut schemas);
            (kind, index.expect("the schema made from the types is a schema"))
        };
        let branches = kinds.into_iter().enumerate().map(branch).collect();
        Validator { schemas, branches }
    }

    /// Is this line a record? The error says what is wrong, and where.
    pub fn judge(&self, line: &str) -> Result<(), String> {
        let value: Value = serde_json::from_str(line).map_err(|e| format!("no JSON: {e}"))?;
        let kind = value["record"].as_str().unwrap_or_default();
        let Some(branch) = self.branches.get(kind) else {
            let known: Vec<&str> = self.branches.keys().map(String::as_str).collect();
            return Err(format!("`record` is `{kind}`, not one of {}", known.join(", ")));
        };
        self.schemas.validate(&value, *branch).map_err(|error| {
            let mut reasons = Vec::new();
            leaves(&error, &mut reasons);
            reasons.join("; ")
        })
    }
}

/// The reasons that have no further reason below them.
fn leaves(error: &ValidationError, reasons: &mut Vec<String>) {
    if error.causes.is_empty() {
        let at = error.instance_location.to_string();
        reasons.push(format!("{}: {}", if at.is_empty() { "the record" } else { &at }, error.kind));
    }
    error.causes.iter().for_each(|cause| leaves(cause, reasons));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document() -> Value {
        json!({
            "record": "document", "schema": 1, "id": "d", "textId": "t", "key": null, "path": null,
            "line": null, "source": null, "url": null, "title": null, "lang": "en",
            "published": {"date": "2003-03-27", "basis": "given"}, "dateline": null, "text": "Troops left."
        })
    }

    fn reason(change: impl FnOnce(&mut Value)) -> Result<(), String> {
        let mut line = document();
        change(&mut line);
        Validator::new().judge(&line.to_string())
    }

    #[test]
    fn a_whole_record_is_valid_and_so_is_what_the_types_write() {
        assert_eq!(reason(|_| {}), Ok(()));
        let note = tacitus_types::Note {
            doc: None,
            path: Some("x".into()),
            line: Some(2),
            what: tacitus_types::NoteCode::NoArticle,
            message: "no article".into(),
        };
        let record = tacitus_types::record::Record::Note((&note).into());
        let line = serde_json::to_string(&record).expect("a record");
        assert_eq!(Validator::new().judge(&line), Ok(()));
    }

    #[test]
    fn a_missing_an_unknown_and_a_mistyped_field_are_told() {
        let lacks =
            reason(|v| drop(v.as_object_mut().expect("an object").remove("url"))).expect_err("missing");
        assert!(lacks.contains("url"), "{lacks}");
        let more = reason(|v| v["extra"] = json!(1)).expect_err("unknown");
        assert!(more.contains("extra"), "{more}");
        let other = reason(|v| v["published"]["basis"] = json!("guessed")).expect_err("mistyped");
        assert!(other.contains("/published/basis"), "{other}");
    }

    #[test]
    fn what_is_no_record_is_told() {
        assert!(reason(|v| v["record"] = json!("poem")).expect_err("no kind").contains("poem"));
        assert!(Validator::new().judge("{\"record\"").expect_err("half").starts_with("no JSON"));
    }
}

//! `cargo xtask schema [--check]`: the records' types -> docs/schema/record.json, a JSON Schema (2020-12).
//!
//! The schema is what is written, not what would be accepted: every field is there, null or empty where it
//! does not apply, and there is no other. `--check` writes nothing and fails when the committed file is not
//! what the types give.

use anyhow::{Context, Result, bail};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value;
use std::path::PathBuf;
use tacitus_types::record::Record;

#[derive(clap::Parser)]
struct Args {
    /// Write nothing; fail when the committed file is another
    #[arg(long)]
    check: bool,
}

/// The command.
pub fn run(args: Vec<String>) -> Result<()> {
    let args: Args = crate::arguments("schema", args);
    if args.check {
        check()
    } else {
        std::fs::create_dir_all(file().parent().expect("a file in a folder"))?;
        std::fs::write(file(), text()).with_context(|| format!("cannot write `{}`", file().display()))
    }
}

/// Fails when the committed file is not what the types give.
pub fn check() -> Result<()> {
    match std::fs::read_to_string(file()) {
        Ok(committed) if committed == text() => Ok(()),
        Ok(_) => bail!("docs/schema/record.json is not what the types give\nhint: cargo xtask schema"),
        Err(error) => bail!("cannot read docs/schema/record.json: {error}\nhint: cargo xtask schema"),
    }
}

fn file() -> PathBuf {
    crate::root().join("docs/schema/record.json")
}

fn text() -> String {
    let pretty = serde_json::to_string_pretty(&record_schema()).expect("a schema has a JSON form");
    pretty + "\n"
}

/// The schema of a line that Tacitus writes.
pub fn record_schema() -> Value {
    schema_of::<Record>()
}

fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(close).transform(&mut schema);
    RecursiveTransform(unlink).transform(&mut schema);
    schema.to_value()
}

/// No field but those named, and all of those.
fn close(schema: &mut Schema) {
    let Some(fields) = schema.get("properties").and_then(Value::as_object) else { return };
    let names: Vec<Value> = fields.keys().cloned().map(Value::from).collect();
    schema.insert("required".to_owned(), names.into());
    schema.insert("additionalProperties".to_owned(), false.into());
}

/// Links of the Rust documentation mean nothing here: "[`Document::id`]" becomes "`Document::id`".
fn unlink(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace("[`", "`").replace("`]", "`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schema_is_what_the_types_give() {
        check().expect("docs/schema/record.json");
    }

    #[test]
    fn every_object_names_all_its_fields_and_no_other_is_allowed() {
        fn look(value: &Value, n: &mut usize) {
            if let Some(fields) = value.get("properties").and_then(Value::as_object) {
                *n += 1;
                assert_eq!(value["required"].as_array().map(Vec::len), Some(fields.len()), "{value}");
                assert_eq!(value["additionalProperties"], false, "{value}");
            }
            match value {
                Value::Object(map) => map.values().for_each(|v| look(v, n)),
                Value::Array(list) => list.iter().for_each(|v| look(v, n)),
                _ => {}
            }
        }
        let mut n = 0;
        look(&record_schema(), &mut n);
        assert!(n > 10, "{n} objects");
    }
}

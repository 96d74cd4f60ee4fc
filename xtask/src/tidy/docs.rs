//! Documents against the program: flags of the command line, fields of the records.
//!
//! Takes the source of `tacitus-cli` and the pages a user reads; a flag `--why` without a line of help, or
//! one that neither README.md nor a page of docs/ names, is a breach. It does not judge what they say.

use super::tree::Tree;
use crate::schema::record_schema;
use serde_json::Value;

/// Every flag has help and stands in README.md or docs/.
pub fn flags(tree: &Tree) -> Vec<String> {
    let is_page = |name: &str| name == "README.md" || (name.starts_with("docs/") && name.ends_with(".md"));
    let pages: String = tree.texts().filter(|(name, _)| is_page(name)).map(|(_, text)| text).collect();
    let mut breaches = Vec::new();
    for (name, text) in
        tree.with_ending(".rs").filter(|(name, _)| name.starts_with("crates/tacitus-cli/src/"))
    {
        for flag in flags_of(text) {
            let place = format!("{name}:{}", flag.line);
            if !flag.has_help {
                breaches.push(format!("{place}: `--{}` has no help: write a doc comment", flag.name));
            }
            if !names(&pages, &flag.name) {
                breaches.push(format!("{place}: `--{}` is in neither README.md nor docs/", flag.name));
            }
        }
    }
    breaches
}

struct Flag {
    name: String,
    line: usize,
    has_help: bool,
}

/// Fields with `#[arg(... long ...)]`; the name is the one given, else the field's.
fn flags_of(source: &str) -> Vec<Flag> {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let mut flags = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let Some(options) = line.strip_prefix("#[arg(") else { continue };
        let Some(long) =
            options.split([',', ')']).map(str::trim).find(|o| *o == "long" || o.starts_with("long ="))
        else {
            continue;
        };
        let given = long.split('"').nth(1).map(str::to_owned);
        let field = lines[i + 1..].iter().find(|l| !l.starts_with("#[") && !l.starts_with("///"));
        let field = field.and_then(|l| l.trim_start_matches("pub ").split(':').next()).unwrap_or_default();
        let name = given.unwrap_or_else(|| field.trim().replace('_', "-"));
        flags.push(Flag { name, line: i + 1, has_help: i > 0 && lines[i - 1].starts_with("///") });
    }
    flags
}

/// Does the page name this flag, and not only a longer one?
fn names(page: &str, flag: &str) -> bool {
    let word = format!("--{flag}");
    page.match_indices(&word).any(|(at, _)| {
        let after = page[at + word.len()..].chars().next();
        !after.is_some_and(|c| c.is_alphanumeric() || c == '-')
    })
}

/// Every field of the records says what it means.
pub fn fields(_: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    undescribed(&record_schema(), "record", &mut breaches);
    breaches
}

fn undescribed(schema: &Value, place: &str, breaches: &mut Vec<String>) {
    if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
        let bare = fields.iter().filter(|(_, f)| f.get("description").is_none() && f.get("const").is_none());
        breaches.extend(bare.map(|(name, _)| format!("{place}.{name}: no description: write a doc comment")));
    }
    match schema {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| undescribed(value, &format!("{place}/{key}"), breaches))
        }
        Value::Array(list) => list.iter().for_each(|value| undescribed(value, place, breaches)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SOURCE: &str = "\
        /// Why each field is as it is
        #[arg(long)]
        pub why: bool,
        #[arg(short = 'o', long = \"output\", value_name = \"FILE\")]
        out: Option<PathBuf>,
        /// Files
        #[arg(value_name = \"PATH\")]
        paths: Vec<PathBuf>,
        /// Fail on other languages
        #[arg(long)]
        very_strict: bool,
    ";

    #[test]
    fn flags_without_help_or_page_are_told() {
        let page = "`--why` opens it; `--output-all`; `--very-strict`";
        let told = flags(&Tree::of(&[("crates/tacitus-cli/src/args.rs", SOURCE), ("README.md", page)]));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|b| b.contains("`--output`")), "{told:?}");
    }

    #[test]
    fn a_field_without_words_is_told() {
        let mut told = Vec::new();
        let schema = json!({"properties": {"id": {"description": "Hash."}, "doc": {"type": "string"}}});
        undescribed(&schema, "claim", &mut told);
        assert_eq!(told, ["claim.doc: no description: write a doc comment"]);
    }
}

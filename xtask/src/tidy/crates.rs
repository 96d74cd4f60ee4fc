//! The crate graph: who may know whom. Asks `cargo metadata`, which reads the manifests and no network.
//!
//! Types lie below; the reading crate and the encoder do not know each other; the programs on top put them
//! together. `tacitus` depending on `tacitus-encoder` is a breach, for tests too.

use super::tree::Tree;
use serde_json::Value;
use std::process::Command;

/// A crate of ours, its one reason, and which others of ours it may name.
struct Crate {
    name: &'static str,
    reason: &'static str,
    may_know: &'static [&'static str],
}

const CRATES: &[Crate] = &[
    Crate {
        name: "tacitus-types",
        reason: "everyone speaks it, so it is light and changes seldom",
        may_know: &[],
    },
    Crate { name: "tacitus", reason: "builds and is tested without weights", may_know: &["tacitus-types"] },
    Crate {
        name: "tacitus-encoder",
        reason: "arithmetic, the only unsafe code",
        may_know: &["tacitus-types"],
    },
    Crate {
        name: "tacitus-cli",
        reason: "a program, not a library",
        may_know: &["tacitus-types", "tacitus", "tacitus-encoder"],
    },
    Crate {
        name: "xtask",
        reason: "our own tools, not shipped",
        may_know: &["tacitus-types", "tacitus", "tacitus-encoder"],
    },
];

/// Every dependency among our crates is in the table.
pub fn graph(tree: &Tree) -> Vec<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let args = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let out = match Command::new(cargo).args(args).current_dir(&tree.root).output() {
        Ok(out) if out.status.success() => out.stdout,
        Ok(out) => return vec![format!("cargo metadata: {}", String::from_utf8_lossy(&out.stderr).trim())],
        Err(error) => return vec![format!("cargo metadata: {error}")],
    };
    match serde_json::from_slice(&out) {
        Ok(metadata) => against_table(&metadata),
        Err(error) => vec![format!("cargo metadata: {error}")],
    }
}

fn against_table(metadata: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut breaches = Vec::new();
    for package in list(&metadata["packages"]) {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(known) = CRATES.iter().find(|c| c.name == name) else {
            breaches
                .push(format!("{name}: not in the table of xtask/src/tidy/crates.rs: give it one reason"));
            continue;
        };
        for other in list(&package["dependencies"]).iter().filter(|d| d["path"].is_string()) {
            let other = other["name"].as_str().unwrap_or_default();
            if !known.may_know.contains(&other) {
                breaches.push(format!(
                    "{name}: may not know `{other}`, because it is there as: {}",
                    known.reason
                ));
            }
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, ours: &[&str]) -> Value {
        let mut all: Vec<Value> = ours.iter().map(|o| json!({"name": o, "path": "x"})).collect();
        all.push(json!({"name": "serde", "path": null}));
        json!({"packages": [{"name": name, "dependencies": all}]})
    }

    #[test]
    fn the_middle_crates_do_not_know_each_other_but_the_types() {
        assert!(against_table(&package("tacitus", &["tacitus-types"])).is_empty());
        assert_eq!(against_table(&package("tacitus", &["tacitus-types", "tacitus-encoder"])).len(), 1);
        assert_eq!(against_table(&package("tacitus-types", &["tacitus"])).len(), 1);
    }

    #[test]
    fn a_crate_without_a_reason_is_told() {
        assert_eq!(against_table(&package("tacitus-utils", &[])).len(), 1);
    }
}

//! The weights that ship read pairs of texts alike, as far as `xtask/src/eval/behaviour/levels.rs` says: pairs made
//! from the corpus' test part by the task `behaviour`. Needs `models/`.
//!
//! A kind that reaches its floor is held to it; one that does not yet is held to the level reached, less [`SLACK`].

#[path = "../src/eval/behaviour/levels.rs"]
mod levels;

use levels::LEVELS;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a kind below its floor may lose.
const SLACK: f64 = 0.02;
/// Pairs of each kind, at least.
const LEAST: u64 = 200;

/// The corpus' test part, by name.
fn passages(root: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(root.join("corpus/passages")).expect("the corpus lies in the repository");
    let mut files: Vec<PathBuf> = listed.map(|e| e.expect("a readable folder").path()).collect();
    files.retain(|f| f.file_name().is_some_and(|n| n.to_string_lossy().starts_with("test-")));
    files.sort();
    files
}

/// The figures that the task prints.
fn figures() -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let out = xtask.args(["eval", "behaviour", "--json"]).args(passages(&root)).output();
    let out = out.expect("the tool can be started");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let report: Value = serde_json::from_slice(&out.stdout).expect("one object");
    report["figures"].clone()
}

#[test]
fn changes_that_say_the_same_are_read_alike() {
    let figures = figures();
    let mut below = Vec::new();
    for level in &LEVELS {
        let figure = |column: &str| &figures[format!("{}.{column}", level.kind)];
        let n_pairs = figure("pairs").as_u64().expect("a count");
        let share = figure("share")["value"].as_f64().expect("a fraction");
        let least = if level.reached >= level.floor { level.floor } else { level.reached - SLACK };
        if n_pairs < LEAST || share < least {
            below.push(format!(
                "{}: {share:.3} of {n_pairs} pairs; to hold: {least:.3} of {LEAST}; floor: {}",
                level.kind, level.floor
            ));
        }
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

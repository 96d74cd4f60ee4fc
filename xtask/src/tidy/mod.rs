//! `cargo xtask tidy`: the source against the conventions.
//!
//! Takes the repository as it lies there (committed or not, without what git ignores), gives every breach
//! with file, line and remedy, and fails when there is one. It changes nothing. `cargo test` runs the same
//! checks.
//!
//! `crates/tacitus/src/segment.rs:1: does not open with //!` is a breach.

mod assets;
mod crates;
mod docs;
mod source;
mod tree;

use anyhow::{Result, bail};
use tree::Tree;

/// Something that is checked.
struct Check {
    /// What must hold.
    rule: &'static str,
    /// Gives every breach, as `file:line: what`.
    breaches: fn(&Tree) -> Vec<String>,
}

/// All checks. A new one is a function and one line here.
const CHECKS: &[Check] = &[
    Check { rule: "every source file opens with //!", breaches: source::heads },
    Check { rule: "files stay short", breaches: source::lengths },
    Check { rule: "nothing speaks of one machine or is left to do", breaches: source::words },
    Check { rule: "the source is formatted", breaches: source::format },
    Check { rule: "crates depend as ARCHITECTURE.md says", breaches: crates::graph },
    Check { rule: "every flag is documented", breaches: docs::flags },
    Check { rule: "every record field is documented", breaches: docs::fields },
    Check { rule: "no file is over 30 MB", breaches: assets::sizes },
    Check { rule: "tables of facts are sorted", breaches: assets::sorted },
    Check { rule: "every folder of facts has a README", breaches: assets::readmes },
];

#[derive(clap::Parser)]
struct Args {}

/// The command.
pub fn run(args: Vec<String>) -> Result<()> {
    let Args {} = crate::arguments("tidy", args);
    let breaches = breaches()?;
    for breach in &breaches {
        println!("{breach}");
    }
    match breaches.len() {
        0 => println!("{} rules hold", CHECKS.len()),
        n => bail!("{n} breaches\nhint: CONVENTIONS.md gives the reasons"),
    }
    Ok(())
}

fn breaches() -> Result<Vec<String>> {
    let tree = Tree::open(&crate::root())?;
    let of = |check: &Check| -> Vec<String> {
        (check.breaches)(&tree).into_iter().map(|b| format!("{b}  ({})", check.rule)).collect()
    };
    Ok(CHECKS.iter().flat_map(of).collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_repository_is_tidy() {
        let breaches = super::breaches().expect("the repository can be read");
        assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
    }
}

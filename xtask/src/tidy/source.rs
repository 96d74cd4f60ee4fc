//! Checks of the source: heads, lengths, forbidden words, format. Pure functions over [`Tree`], except for
//! [`format`], which asks `rustfmt`. An example of a breach stands at each test.

use super::tree::Tree;
use std::process::Command;

/// Every Rust file says first what it takes and gives.
pub fn heads(tree: &Tree) -> Vec<String> {
    let headless = tree.with_ending(".rs").filter(|(_, text)| !text.starts_with("//!"));
    headless.map(|(name, _)| format!("{name}:1: does not open with //!")).collect()
}

/// Lines of code in a file: neither blank nor comment, neither test nor table.
const MAX_LINES: usize = 400;

/// Files that may be longer, as (name, reason). None is: cut the file by what it is about.
const LONGER: &[(&str, &str)] = &[];

/// No file is too long to be read at a sitting.
pub fn lengths(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for (name, text) in tree.with_ending(".rs") {
        let is_test = name.contains("/tests/") || name.ends_with("/tests.rs");
        let n = code_lines(text);
        if n > MAX_LINES && !is_test && LONGER.iter().all(|(allowed, _)| *allowed != name) {
            breaches.push(format!("{name}:1: {n} lines of code, over {MAX_LINES}"));
        }
    }
    breaches
}

/// Lines of code up to the module of tests, without constant tables.
fn code_lines(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines
        .windows(2)
        .position(|w| w[0] == "#[cfg(test)]" && w[1].starts_with("mod ") && w[1].ends_with('{'));
    let (mut n, mut in_table) = (0, false);
    for line in &lines[..tests.unwrap_or(lines.len())] {
        let code = line.trim();
        let opens = ["const ", "static "].iter().any(|k| line.contains(k)) && code.ends_with('[');
        in_table |= opens;
        if !in_table && !code.is_empty() && !code.starts_with("//") {
            n += 1;
        }
        in_table &= opens || !code.ends_with("];");
    }
    n
}

/// What may stand in no text of ours, with the remedy.
const FORBIDDEN: &[(&str, &str)] = &[
    ("/home/", "a path of one machine: say `../shared/data`, or a path in the repository"),
    ("/root/", "a path of one machine: say `../shared/data`, or a path in the repository"),
    ("/tmp/", "a path of one machine: use the `tempfile` crate or a name without a folder"),
    ("/work/", "a path of one machine: say `../shared/data`, or a path in the repository"),
    ("todo!", "finish it, or leave it out"),
    ("unimplemented!", "finish it, or leave it out"),
    ("dbg!", "left over from looking for a fault"),
    ("#[ignore", "a test that is not run is none: mend or delete it"),
];

/// This list itself, and its tests.
const MAY_NAME_THEM: [&str; 1] = ["xtask/src/tidy/source.rs"];

/// No path of one machine, nothing left to do, no test switched off.
pub fn words(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for (name, text) in tree.texts().filter(|(name, _)| !MAY_NAME_THEM.contains(name)) {
        for (i, line) in text.lines().enumerate() {
            for (word, remedy) in FORBIDDEN.iter().filter(|(word, _)| says(line, word)) {
                breaches.push(format!("{name}:{}: `{word}`: {remedy}", i + 1));
            }
        }
    }
    breaches
}

/// Does the word stand in the line, not as the tail of a longer one ("example.org/home/")?
fn says(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || ".-_".contains(c))
    })
}

/// As `rustfmt` would have it. Where `rustfmt` is not installed this cannot be said, and nothing is.
pub fn format(tree: &Tree) -> Vec<String> {
    let installed = Command::new("rustfmt").arg("--version").output().is_ok_and(|o| o.status.success());
    if !installed {
        return Vec::new();
    }
    // rustfmt follows `mod` from these to all other files.
    let is_root = |name: &str| {
        name.ends_with("src/lib.rs")
            || name.ends_with("src/main.rs")
            || name
                .rsplit('/')
                .nth(1)
                .is_some_and(|dir| ["tests", "benches", "examples"].contains(&dir) && !name.contains("/src/"))
    };
    let roots = tree.with_ending(".rs").map(|(name, _)| name).filter(|name| is_root(name));
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024", "--color", "never"]).args(roots).current_dir(&tree.root);
    match rustfmt.output() {
        Ok(out) if out.status.success() => Vec::new(),
        Ok(out) => {
            let said = String::from_utf8_lossy(&out.stdout);
            let root = format!("{}/", tree.root.display());
            let place = |l: &str| Some(l.strip_prefix("Diff in ")?.trim_start_matches(&root).to_owned());
            let file = |place: String| place.split(':').next().unwrap_or_default().to_owned();
            let files = said.lines().filter_map(place).map(file);
            let mut breaches: Vec<String> =
                files.map(|f| format!("{f}: not formatted: run `cargo fmt`")).collect();
            breaches.sort();
            breaches.dedup();
            if breaches.is_empty() {
                breaches.push(format!("rustfmt: {}", String::from_utf8_lossy(&out.stderr).trim()));
            }
            breaches
        }
        Err(error) => vec![format!("rustfmt: {error}")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_head_is_told_and_one_with_is_not() {
        let tree = Tree::of(&[("a.rs", "//! Cuts.\n"), ("b.rs", "// Cuts.\n"), ("c.py", "pass\n")]);
        assert_eq!(heads(&tree), ["b.rs:1: does not open with //!"]);
    }

    #[test]
    fn comments_tables_and_tests_have_no_length() {
        let code = "let x = 1;\n".repeat(MAX_LINES);
        let table = format!("const ROWS: &[u8] = &[\n{}];\n", "    1,\n".repeat(500));
        let tests = format!("#[cfg(test)]\nmod tests {{\n{code}}}\n");
        let short = format!("//! Cuts.\n\n/// Why.\n{table}{code}{tests}");
        assert!(lengths(&Tree::of(&[("a.rs", &short)])).is_empty());
        let long = format!("//! Cuts.\n{table}{code}fn f() {{}}\n{tests}");
        assert_eq!(lengths(&Tree::of(&[("a.rs", &long)])), ["a.rs:1: 401 lines of code, over 400"]);
        assert!(lengths(&Tree::of(&[("a/tests/b.rs", &long)])).is_empty());
    }

    #[test]
    fn a_module_of_tests_in_another_file_ends_nothing() {
        assert_eq!(code_lines("#[cfg(test)]\nmod tests;\n\nlet x = 1;\n"), 3);
    }

    #[test]
    fn paths_of_a_machine_are_told_and_addresses_are_not() {
        let tree = Tree::of(&[("a.md", "see https://example.org/home/x\nsee /home/x and \"/tmp/x\"\n")]);
        let told = words(&tree);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|b| b.starts_with("a.md:2:")), "{told:?}");
        let tree = Tree::of(&[("a.rs", "mastodon_todo!();\ntodo!()\n")]);
        assert_eq!(words(&tree).len(), 1);
    }
}

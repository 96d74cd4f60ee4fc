//! Runs the cases of `tests/suite/context/` and `tests/suite/mode/`: the contexts that hold of a marked act, and
//! the modes that its words say.
//!
//! Marks: `(event TYPE/mode,mode NAMES)`, `(actor COUNTRY SECTOR)`, `(recipient COUNTRY SECTOR)`, `(content)`.
//! In a context case the act has the modes marked and NAMES are all its contexts; in a mode case NAMES are all
//! the modes by words. Joined by commas, `-` is none. A case called `no-NAME-...` is a no that looks like NAME.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tacitus::claim::cue::{Cue, Near, Party};
use tacitus::marks::{self, Case, Mark};
use tacitus::{EventType, Span, segment};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn cases(folder: &str) -> Vec<Case> {
    let folder = root().join("tests/suite").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the suite's folder can be listed")
        .map(|entry| entry.expect("a folder entry can be read").path())
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a case file is text");
        marks::parse(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    files.into_iter().flat_map(read).collect()
}

/// The marked act: its type, its modes and the names that must be found.
fn event(case: &Case) -> (Span, EventType, Vec<String>, Vec<String>) {
    let mut events = case.marks.iter().filter(|m| m.kind == "event");
    let mark = events.next().unwrap_or_else(|| panic!("{}: no event is marked", case.name));
    assert!(events.next().is_none(), "{}: one event a case", case.name);
    let (what, names) = mark.rest.split_once(' ').unwrap_or_else(|| panic!("{}: no names", case.name));
    let (event, modes) = what.split_once('/').unwrap_or((what, "-"));
    (mark.span, event.parse().unwrap_or_else(|e| panic!("{}: {e}", case.name)), list(modes), list(names))
}

fn list(names: &str) -> Vec<String> {
    names.split(',').filter(|name| *name != "-").map(str::to_owned).collect()
}

/// Countries and sectors of the marks of one kind.
fn codes(case: &Case, kind: &str) -> Vec<(Span, [Vec<String>; 2])> {
    let code = |mark: &Mark| {
        let (country, sector) = mark.rest.split_once(' ').expect("a party has country and sector");
        (mark.span, [list(country), list(sector)])
    };
    case.marks.iter().filter(|m| m.kind == kind).map(code).collect()
}

fn parties(codes: &[(Span, [Vec<String>; 2])]) -> Vec<Party<'_>> {
    codes.iter().map(|(span, [country, sector])| Party { span: *span, country, sector }).collect()
}

/// What the rules find in a case.
fn found(case: &Case, find: impl Fn(&Near<'_>, &[String]) -> Vec<Cue>) -> Vec<Cue> {
    let known = ["event", "actor", "recipient", "content"];
    assert!(case.marks.iter().all(|m| known.contains(&m.kind.as_str())), "{}: an unknown mark", case.name);
    let (trigger, event, modes, _) = event(case);
    let (actor, recipient) = (codes(case, "actor"), codes(case, "recipient"));
    let content: Vec<Span> = case.marks.iter().filter(|m| m.kind == "content").map(|m| m.span).collect();
    let sentences = segment::sentences(&case.text);
    let what = (event, trigger);
    let near = Near::new(&case.text, &sentences, what, &content, parties(&actor), parties(&recipient));
    find(&near, &modes)
}

/// Runs the cases of a folder.
fn run(folder: &str, find: impl Fn(&Near<'_>, &[String]) -> Vec<Cue>) {
    let mut wrong = Vec::new();
    for case in cases(folder) {
        let cues = found(&case, &find);
        let names: Vec<&str> = cues.iter().map(Cue::name).collect();
        let (_, _, _, marked) = event(&case);
        if names != marked {
            let words = |cue: &Cue| format!("{} by `{}`", cue.rule, cue.words.of(&case.text));
            let cues: Vec<String> = cues.iter().map(words).collect();
            wrong.push(format!(
                "{}: {}\n  marked {}\n  found {}",
                case.name,
                case.text,
                marked.join(", "),
                cues.join(", ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// What every name lacks: a case where it holds, a case that looks like it and where it does not.
fn lacking(folder: &str, names: &BTreeSet<String>) -> Vec<String> {
    let cases = cases(folder);
    let mut lacking = Vec::new();
    for name in names {
        let is_yes = |case: &&Case| event(case).3.contains(name);
        let opening = format!("no-{}-", name.replace('_', "-"));
        if !cases.iter().any(|case| is_yes(&case)) {
            lacking.push(format!("{name}: no yes"));
        }
        if !cases.iter().any(|case| case.name.starts_with(&opening) && !is_yes(&case)) {
            lacking.push(format!("{name}: no case `{opening}...`"));
        }
    }
    lacking
}

fn ontology() -> toml::Table {
    let text =
        std::fs::read_to_string(root().join("assets/ontology/plover.toml")).expect("plover.toml is there");
    text.parse().expect("plover.toml is TOML")
}

/// The names of the rules of a table, with what stands after the first column.
fn rules(table: &str) -> Vec<(String, String)> {
    let path = root().join("crates/tacitus/src/claim/cue").join(table);
    let text = std::fs::read_to_string(path).expect("the table is there");
    let row = |line: &str| {
        let mut cells = line.split('\t');
        let rule = cells.next().and_then(|rule| rule.split_once('/')).expect("a rule is called table/name");
        (rule.1.to_owned(), cells.next().expect("a second column").to_owned())
    };
    text.lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

#[test]
fn context_cases() {
    run("context", |near, modes| near.contexts(modes));
}

#[test]
fn mode_cases() {
    run("mode", |near, _| near.modes());
}

#[test]
fn every_context_of_the_ontology_has_rules_a_yes_and_a_no() {
    let names =
        ontology()["contexts"]["names"].clone().try_into::<BTreeSet<String>>().expect("a list of names");
    assert_eq!(names.len(), 37);
    let rules: BTreeSet<String> = rules("contexts.tsv").into_iter().map(|(name, _)| name).collect();
    assert_eq!(rules, names);
    let lacking = lacking("context", &names);
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn every_mode_with_rules_is_in_the_ontology_and_has_a_yes_and_a_no() {
    let ontology = ontology();
    let events = ontology["event"].as_array().expect("a list of types");
    for (mode, event) in rules("modes.tsv") {
        let has = |e: &toml::Value| e["name"].as_str() == Some(&event) && e["modes"].get(&mode).is_some();
        assert!(events.iter().any(has), "{event} has no mode {mode}");
    }
    let names: BTreeSet<String> = rules("modes.tsv").into_iter().map(|(mode, _)| mode).collect();
    let lacking = lacking("mode", &names);
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn case_names_are_unique() {
    let mut names = BTreeSet::new();
    for case in cases("context").into_iter().chain(cases("mode")) {
        assert!(names.insert(case.name.clone()), "two cases are called {}", case.name);
    }
}

/// No text is too odd: no words, words without letters, letters whose small form is longer, marks alone.
#[test]
fn odd_text_does_no_harm() {
    for text in ["", "İ’s — ”", "…", "bomb", "al- Qaeda’s İSİS bomb*"] {
        let sentences = segment::sentences(text);
        for event in EventType::ALL {
            let trigger = Span::new(0, text.len());
            let near = Near::new(text, &sentences, (event, trigger), &[], Vec::new(), Vec::new());
            for cue in near.contexts(&[]).iter().chain(&near.modes()) {
                assert!(text.get(cue.words.start..cue.words.end).is_some(), "{text}: {cue:?}");
            }
        }
    }
}

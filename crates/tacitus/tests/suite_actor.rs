//! Runs `tests/suite/actor/*.txt`: every marked party resolves to the country and sector of its mark.
//!
//! A mark is `[Iraqi police](party IRQ COP)`: `-` for no country, `UNK` for no sector; then, if wanted,
//! `id=`, `kind=`, `size=low-high` or `size=none`, `title=`, `office=`, `religion=`, `ethnicity=`,
//! `resolution=`.

use std::fs;
use std::path::{Path, PathBuf};
use tacitus::marks::{self, Case, Mark};
use tacitus::resolve::actor::{Actors, party};
use tacitus_types::{Basis, Document, Party, Published};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn open() -> Actors {
    Actors::open(&root().join("assets")).expect("the assets of the repository load")
}

fn document(case: &Case) -> Document {
    let date = case.key("published").map(|d| d.parse().expect("`: published` holds a date"));
    Document {
        id: case.name.clone(),
        text_id: String::new(),
        key: None,
        path: None,
        line: None,
        source: None,
        url: None,
        title: None,
        lang: Some("en".to_owned()),
        published: Published { date, basis: Basis::Given },
        dateline: None,
        text: case.text.clone(),
    }
}

/// What the mark says and the party does not.
fn differences(mark: &Mark, found: &Party) -> Vec<String> {
    let mut words = mark.rest.split_whitespace();
    let (country, sector) = (words.next().unwrap_or("-"), words.next().unwrap_or("UNK"));
    let found_country = found.country.first().map_or("-", String::as_str);
    let found_sector = found.sector.first().map_or("UNK", String::as_str);
    let mut wrong = Vec::new();
    if (country, sector) != (found_country, found_sector) {
        wrong.push(format!("{country} {sector}, found {found_country} {found_sector}"));
    }
    for word in words {
        let (key, value) = word.split_once('=').expect("a mark's further words are key=value");
        let found_value = field(found, key);
        if found_value != value {
            wrong.push(format!("{word}, found {found_value}"));
        }
    }
    wrong
}

fn field(found: &Party, key: &str) -> String {
    let text = |o: &Option<String>| o.clone().unwrap_or_default();
    let bound = |o: Option<u64>| o.map(|n| n.to_string()).unwrap_or_default();
    let name = |v: serde_json::Value| v.as_str().map(str::to_owned).expect("a kind is written as a word");
    match key {
        "id" => text(&found.kb),
        "title" => text(&found.title),
        "office" => text(&found.office),
        "religion" => text(&found.religion),
        "ethnicity" => text(&found.ethnicity),
        "kind" => name(serde_json::to_value(found.kind).expect("a kind can be written")),
        "resolution" => name(serde_json::to_value(found.resolution).expect("a resolution can be written")),
        "size" => match &found.size {
            Some((low, high, _)) => format!("{}-{}", bound(*low), bound(*high)),
            None => "none".to_owned(),
        },
        _ => panic!("no such field in a mark: `{key}`"),
    }
}

#[test]
fn parties_resolve_as_marked() {
    let actors = open();
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/suite/actor"))
        .expect("the suite's folder can be listed")
        .map(|entry| entry.expect("a folder entry can be read").path())
        .collect();
    files.sort();
    let (mut n_cases, mut wrong) = (0, Vec::new());
    for file in files {
        let text = fs::read_to_string(&file).expect("a suite file can be read");
        for case in marks::parse(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display())) {
            n_cases += 1;
            assert!(!case.marks.is_empty(), "{}: a case without a mark tests nothing", case.name);
            let doc = document(&case);
            for mark in case.marks.iter().filter(|m| m.kind == "party") {
                let found = party(&actors, &doc, mark.span, &[]);
                for difference in differences(mark, &found) {
                    let by: Vec<String> = found.by.iter().map(ToString::to_string).collect();
                    wrong.push(format!(
                        "{} `{}`: {difference} by {}",
                        case.name,
                        mark.span.of(&doc.text),
                        by.join(", ")
                    ));
                }
            }
        }
    }
    assert!(n_cases >= 200, "only {n_cases} cases were read");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn country_names_adjectives_and_peoples_give_their_country() {
    let actors = open();
    for (name, code) in
        [("Iraq", "IRQ"), ("Iraqi", "IRQ"), ("Danes", "DNK"), ("U.K.", "GBR"), ("Burkinabé", "BFA")]
    {
        assert_eq!(actors.country_of_place_name(name), Some(code), "{name}");
    }
    for name in ["Baghdad", "us", "Iraq war", "", "polish"] {
        assert_eq!(actors.country_of_place_name(name), None, "{name}");
    }
}

#[test]
fn a_broken_table_is_named_in_the_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let error = Actors::open(folder.path()).err().expect("an empty folder is no assets folder").to_string();
    assert!(error.contains("countries.tsv") && error.contains("hint:"), "{error}");
}

#[test]
fn every_span_of_odd_texts_gets_an_answer() {
    let actors = open();
    for text in [
        "",
        "’s",
        "…",
        "A.B.C.'s 12,000,000,000,000,000,000,000 men",
        "Ünïcödé 警察 полиция الشرطة",
        "of of of",
        "he",
    ] {
        let case = Case {
            name: "odd".to_owned(),
            line: 1,
            keys: Vec::new(),
            text: text.to_owned(),
            marks: Vec::new(),
            says: Vec::new(),
        };
        let doc = document(&case);
        let edges: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        for (i, &start) in edges.iter().enumerate() {
            for &end in &edges[i..] {
                let found = party(&actors, &doc, tacitus_types::Span::new(start, end), &[]);
                assert!(found.head.end <= text.len());
            }
        }
    }
}

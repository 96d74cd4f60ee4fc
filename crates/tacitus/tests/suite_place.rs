//! Runs `tests/suite/place/*.txt`: marked phrases against what they turn out to be.
//!
//! A mark says what is known of its words: `(place 266826)` a GeoNames id, `(place ?)` nothing, `(place country
//! LBN)` a country, `(place row kashmir)` a row of our own regions; behind it may stand the precision
//! (`facility`), or `doubt` when several answers must remain. In `found.txt` the phrases are not handed in but
//! found, and every one that is not marked fails the case.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tacitus::marks::{Case, Mark, parse};
use tacitus::resolve::place::{Places, find, places};
use tacitus::{Basis, Document, PlaceKnown, Precision, Published, Resolution, Sentence, Span};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn gazetteer() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| Places::open(&root().join("assets")).unwrap_or_else(|e| panic!("{e}")))
}

fn document(text: &str, url: Option<&str>) -> Document {
    Document {
        id: "case".into(),
        text_id: "case".into(),
        key: None,
        path: None,
        line: None,
        source: None,
        url: url.map(str::to_owned),
        title: None,
        lang: Some("en".into()),
        published: Published { date: None, basis: Basis::Unknown },
        dateline: None,
        text: text.to_owned(),
    }
}

/// Sentences as a full stop and a blank part them: enough for cases of one or two.
fn sentences(text: &str) -> Vec<Sentence> {
    let mut starts = vec![0];
    starts.extend(text.match_indices(". ").map(|(i, _)| i + 2));
    starts.push(text.len());
    starts.windows(2).map(|w| Sentence { span: Span::new(w[0], w[1]), tokens: Vec::new() }).collect()
}

/// What is wrong with an answer, if anything.
fn wrong(mark: &Mark, known: &PlaceKnown) -> Option<String> {
    let parts: Vec<&str> = mark.rest.split(' ').collect();
    let (right, more) = match parts.as_slice() {
        ["?", more @ ..] => (known.resolution == Resolution::Unknown && known.geonames.is_none(), more),
        ["country", code, more @ ..] => {
            (known.country.as_deref() == Some(*code) && known.feature.as_deref() == Some("PCLI"), more)
        }
        ["row", row, more @ ..] => (known.candidates.first().is_some_and(|c| c.id == *row), more),
        [id, more @ ..] => (known.geonames == id.parse().ok() && known.geonames.is_some(), more),
        [] => return Some("a mark without an answer".into()),
    };
    let more_right = more.iter().all(|word| match *word {
        "facility" => known.precision == Some(Precision::Facility),
        "province" => known.precision == Some(Precision::Province),
        "doubt" => known.resolution == Resolution::Ambiguous && known.candidates.len() > 1,
        _ => false,
    });
    (!right || !more_right).then(|| {
        let rivals: Vec<String> =
            known.candidates.iter().map(|c| format!("{} {:.2}", c.id, c.score)).collect();
        format!(
            "expected {}, read as {} ({:?}, {:?}, {:?}, {:?}; {rivals:?})",
            mark.rest, known.name, known.geonames, known.country, known.precision, known.resolution,
        )
    })
}

fn check(case: &Case, found: bool) -> Vec<String> {
    let doc = document(&case.text, case.key("url"));
    let marked: Vec<Span> = case.marks.iter().map(|m| m.span).collect();
    let spans = if found { find(gazetteer(), &case.text, &sentences(&case.text)) } else { marked.clone() };
    if spans != marked {
        let words: Vec<&str> = spans.iter().map(|s| s.of(&case.text)).collect();
        return vec![format!("found {words:?}")];
    }
    let known = places(gazetteer(), &doc, &spans);
    case.marks
        .iter()
        .zip(&known)
        .filter_map(|(m, k)| wrong(m, k).map(|w| format!("`{}`: {w}", m.span.of(&case.text))))
        .collect()
}

#[test]
fn suite() {
    let mut names = Vec::new();
    let mut failures = Vec::new();
    for file in ["namesakes", "countries", "sites", "found"] {
        let path = root().join(format!("tests/suite/place/{file}.txt"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("`{}`: {e}", path.display()));
        for case in parse(&text).unwrap_or_else(|e| panic!("{file}.txt, {e}")) {
            failures.extend(check(&case, file == "found").iter().map(|w| format!("{}: {w}", case.name)));
            names.push(case.name);
        }
    }
    names.sort();
    assert!(names.windows(2).all(|w| w[0] != w[1]), "two cases of one name");
    assert!(names.len() >= 120, "only {} cases", names.len());
    assert!(
        failures.is_empty(),
        "{} of {} cases fail:\n{}",
        failures.len(),
        names.len(),
        failures.join("\n")
    );
}

#[test]
fn every_answer_keeps_its_reason_and_its_rivals() {
    let doc = document("Tripoli was quiet.", None);
    let known = &places(gazetteer(), &doc, &[Span::new(0, 7)])[0];
    assert!(!known.by.is_empty());
    assert!(known.candidates.len() > 1, "Tripoli has namesakes");
    assert!(known.candidates.windows(2).all(|w| w[0].score >= w[1].score), "best first");
    assert!(known.candidates.iter().all(|c| (0.0..=1.0).contains(&c.score)));
}

#[test]
fn five_thousand_places_in_one_document() {
    let names =
        ["Paris", "Springfield", "San José", "Georgia", "Victoria", "Aleppo", "Qwertabad", "Santiago"];
    let mut text = String::new();
    let mut spans = Vec::new();
    for i in 0..5000 {
        let name = names[i % names.len()];
        spans.push(Span::new(text.len(), text.len() + name.len()));
        text += name;
        text += if i % 3 == 0 { ", " } else { " and " };
    }
    let known = places(gazetteer(), &document(&text, None), &spans);
    let found = find(gazetteer(), &text, &sentences(&text));
    assert_eq!(known.len(), 5000);
    assert!(found.len() > 1000);
}

#[test]
fn five_thousand_different_places_in_one_document() {
    let mut text = String::new();
    let mut spans = Vec::new();
    let n = gazetteer().n_rows();
    for i in 0..5000 {
        let name = gazetteer().row(i * (n / 5000)).name;
        spans.push(Span::new(text.len(), text.len() + name.len()));
        text += name;
        text += "; ";
    }
    let known = places(gazetteer(), &document(&text, None), &spans);
    assert!(known.iter().filter(|k| k.resolution == Resolution::Unknown).count() < 50);
}

#[test]
fn odd_spans_are_answered() {
    for text in [
        "",
        " ",
        "’s",
        ", ",
        "the",
        "of of of",
        "University of",
        "St.",
        "Москва",
        "東京",
        "a\u{301}\u{301}",
        "N.",
        "'",
        "al",
    ] {
        let known = places(gazetteer(), &document(text, None), &[Span::new(0, text.len())]);
        assert_eq!(known.len(), 1);
        let _ = find(gazetteer(), text, &sentences(text));
    }
    let long = "Paris ".repeat(20_000);
    assert_eq!(places(gazetteer(), &document(&long, None), &[Span::new(0, long.len())]).len(), 1);
}

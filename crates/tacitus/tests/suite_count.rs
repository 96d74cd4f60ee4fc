//! Runs `tests/suite/count/*.txt`: every marked trigger has the counts of its mark and no others.
//!
//! A mark is `[killing](act ASSAULT dead=40- injured=3)`, with a mode where one matters (`COERCE/arrest`);
//! `[words](actor)` marks the actor's phrase of every act of the case.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tacitus::claim::counts::{Figure, figures, patterns};
use tacitus::marks::{self, Case};
use tacitus::{Act, Argument, Finder, Found, Role, Span, segment};

fn act(case: &Case, mark: &marks::Mark) -> Act {
    let label = mark.rest.split(' ').next().unwrap_or_default();
    let (event, mode) = label.split_once('/').unwrap_or((label, ""));
    let event = event.parse().unwrap_or_else(|_| panic!("{}: no such type: `{event}`", case.name));
    let sentences = segment::sentences(&case.text);
    let actor = |m: &&marks::Mark| m.kind == "actor";
    Act {
        sentence: sentences.iter().position(|s| s.span.contains(mark.span)).expect("a trigger in a sentence"),
        trigger: Found { value: event, span: mark.span, by: Finder::Given, score: 1.0 },
        modes: if mode.is_empty() { Vec::new() } else { vec![(mode.to_owned(), 1.0)] },
        arguments: case
            .marks
            .iter()
            .filter(actor)
            .map(|m| Argument { value: Role::Actor, span: m.span, by: Finder::Given, score: 1.0 })
            .collect(),
        status: [1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        complete: 1.0,
        contents: Vec::new(),
    }
}

/// `dead=40-`, as in the mark.
fn written(figure: &Figure) -> String {
    let bound = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let kind = serde_json::to_value(figure.kind).expect("a kind can be written");
    let range = match (figure.low, figure.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (low, high) => format!("{}-{}", bound(low), bound(high)),
    };
    format!("{}={range}", kind.as_str().expect("a kind is a word"))
}

#[test]
fn acts_have_the_counts_of_their_marks() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/count");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the suite's folder can be listed")
        .map(|entry| entry.expect("a folder entry can be read").path())
        .collect();
    files.sort();
    let (mut n_cases, mut wrong, mut used) = (0, Vec::new(), BTreeSet::new());
    for file in files {
        let text = fs::read_to_string(&file).expect("a suite file can be read");
        for case in marks::parse(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display())) {
            n_cases += 1;
            let marks: Vec<_> = case.marks.iter().filter(|m| m.kind == "act").collect();
            assert!(!marks.is_empty(), "{}: a case without a trigger tests nothing", case.name);
            let acts: Vec<Act> = marks.iter().map(|m| act(&case, m)).collect();
            let found = figures(&case.text, &segment::sentences(&case.text), &acts);
            for (mark, found) in marks.iter().zip(&found) {
                let wanted: BTreeSet<String> =
                    mark.rest.split_whitespace().skip(1).map(str::to_owned).collect();
                used.extend(found.iter().map(|f| f.rule));
                let found: BTreeSet<String> = found.iter().map(written).collect();
                if wanted != found {
                    let trigger = mark.span.of(&case.text);
                    wrong.push(format!("{} `{trigger}`: {wanted:?}, found {found:?}", case.name));
                }
            }
        }
    }
    assert!(n_cases >= 80, "only {n_cases} cases were read");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let unused: Vec<_> = patterns().filter(|p| !used.contains(p)).collect();
    assert!(unused.is_empty(), "no case counts by {unused:?}");
}

#[test]
fn odd_texts_are_read_without_harm() {
    for text in [
        "killed",
        "killed killed 99999999999999999999 tens of millions of millions",
        "1.5 million millions killed and and and , , killed",
        "between and killed to death",
        "half a dozen",
        "a 18446744073709551615 million people killed and 18446744073709551615 others killed",
        "death toll of to at",
        "Ünïcödé 警察 killed ٣ людей",
    ] {
        let sentences = segment::sentences(text);
        for sentence in 0..sentences.len() {
            for token in &sentences[sentence].tokens {
                for event in tacitus::EventType::ALL {
                    let act = Act {
                        sentence,
                        trigger: Found { value: event, span: token.span, by: Finder::Given, score: 1.0 },
                        modes: vec![("arrest".to_owned(), 1.0)],
                        arguments: vec![Argument {
                            value: Role::Actor,
                            span: Span::new(token.span.start, text.len()),
                            by: Finder::Given,
                            score: 1.0,
                        }],
                        status: [1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                        complete: 1.0,
                        contents: Vec::new(),
                    };
                    for figure in figures(text, &sentences, &[act]).concat() {
                        assert!(figure.span.end <= text.len() && figure.low.or(figure.high).is_some());
                    }
                }
            }
        }
    }
}

//! Runs the cases of `tests/suite/date/`: each marked time is found with its value, and nothing else is found.
//!
//! A case's lines are its sentences, so that these cases test times and not where sentences end. A mark is
//! `(date VALUE)` or `(date VALUE FROM..TO)`; an end that is left out must be open.

use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::PathBuf;
use tacitus::marks::{self, Case};
use tacitus::resolve::date::times;
use tacitus::{Sentence, Span, TimeKnown};

fn cases() -> Vec<(PathBuf, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/date");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("tests/suite/date is there")
        .map(|entry| entry.expect("tests/suite/date can be listed").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a case file is text");
        let cases = marks::parse(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        cases.into_iter().map(move |case| (path.clone(), case)).collect::<Vec<_>>()
    };
    files.into_iter().flat_map(read).collect()
}

/// One sentence a line.
fn lines(text: &str) -> Vec<Sentence> {
    let mut start = 0;
    let mut sentences = Vec::new();
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        if end > start {
            sentences.push(Sentence { span: Span::new(start, end), tokens: Vec::new() });
        }
        start += line.len();
    }
    sentences
}

fn found(text: &str, published: Option<Date>) -> Vec<TimeKnown> {
    times(text, &lines(text), published)
}

fn published(case: &Case) -> Option<Date> {
    case.key("published").map(|d| d.parse().unwrap_or_else(|e| panic!("{}: published: {e}", case.name)))
}

/// What differs between the marks and what is found; one line each.
fn differences(case: &Case) -> Vec<String> {
    let found = found(&case.text, published(case));
    let mut said = Vec::new();
    for mark in &case.marks {
        assert_eq!(mark.kind, "date", "{}: only (date ...) marks belong here", case.name);
        let words = mark.span.of(&case.text);
        let (value, days) =
            mark.rest.split_once(' ').map_or((mark.rest.as_str(), None), |(v, d)| (v, Some(d)));
        match found.iter().find(|t| t.span == mark.span) {
            None => said.push(format!("not found: [{words}] {value}")),
            Some(time) if time.value != value => {
                said.push(format!("[{words}]: {} by {}, marked {value}", time.value, time.by));
            }
            Some(time) => {
                let ends = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
                let has = format!("{}..{}", ends(time.from), ends(time.to));
                if let Some(days) = days.filter(|d| *d != has) {
                    said.push(format!("[{words}]: {has} by {}, marked {days}", time.by));
                }
            }
        }
    }
    for time in &found {
        if !case.marks.iter().any(|m| m.span == time.span) {
            said.push(format!("not marked: [{}] {} by {}", time.span.of(&case.text), time.value, time.by));
        }
    }
    said
}

#[test]
fn date_cases() {
    let mut failed = Vec::new();
    for (path, case) in cases() {
        let said = differences(&case);
        if !said.is_empty() {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            failed.push(format!(
                "{file}:{} {}\n  {}\n    {}",
                case.line,
                case.name,
                case.text,
                said.join("\n    ")
            ));
        }
    }
    assert!(failed.is_empty(), "{} cases differ:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn date_case_names_are_unique() {
    let mut names = BTreeSet::new();
    for (_, case) in cases() {
        assert!(names.insert(case.name.clone()), "two cases are called {}", case.name);
    }
}

#[test]
fn date_suite_has_yes_and_no_cases() {
    let (yes, no): (Vec<_>, Vec<_>) = cases().into_iter().partition(|(_, case)| !case.marks.is_empty());
    assert!(yes.len() >= 200 && no.len() >= 100, "{} yes, {} no", yes.len(), no.len());
}

/// Without the report's day the words are still found, and what hangs on that day has no days.
#[test]
fn date_without_published() {
    for (text, value) in [
        ("Rebels left yesterday.", "XXXX-XX-XX"),
        ("Rebels left on Tuesday.", "XXXX-WXX-2"),
        ("Rebels left last month.", "XXXX-XX"),
        ("Rebels left in March.", "XXXX-03"),
        ("Rebels left on 27 March.", "XXXX-03-27"),
        ("Rebels left three weeks ago.", "XXXX-WXX"),
        ("Rebels left on Monday night.", "XXXX-WXX-1TNI"),
        ("Rebels left at Easter.", "XXXX-XX-XX"),
        ("Rebels left in the summer.", "XXXX-SU"),
    ] {
        let found = found(text, None);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].value.as_str(), found[0].from, found[0].to), (value, None, None), "{text}");
    }
}

/// Times come in the order of the text, do not overlap, lie on character boundaries, and no input is too odd.
#[test]
fn date_odd_input() {
    let long = "3 May and ".repeat(5_000);
    let odd = [
        "",
        " ",
        "99999999999999999999 years ago",
        "the 0th of May",
        "0 days ago",
        "10000 centuries later",
        "May 3–5, 2003 — 10 Mai — ３ May",
        "Monday Monday Monday Monday Monday",
        "1/1/1/1/1/1/2003/1",
        "İstanbul'da 3 May’s news",
        "in 9999 BC, 12 BC and 0 BC",
        "5 1/0 hours",
        "999999 weeks from now",
        "the 31st of the month",
        "from 5 to 3 May 2003",
        "between 1995 and 1991",
        "at 25:61 on 99/99/9999",
        long.as_str(),
    ];
    for text in odd {
        for published in ["2023-05-05", "-009999-01-01", "9999-12-31"] {
            let found = found(text, Some(published.parse().expect("a date")));
            let mut end = 0;
            for time in found {
                assert!(time.span.start >= end && text.get(time.span.start..time.span.end).is_some());
                assert!(time.from.is_none() || time.to.is_none() || time.from <= time.to, "{time:?}");
                end = time.span.end;
            }
        }
    }
}

//! Cases for the marks, the joining and the figures.

use super::*;
use tacitus::Status;

fn row() -> Row {
    let tsv =
        "marked_sentence\tgold_root\n<s>Iran </s>condemned <t>the U.S. ruling</t> & praised Rome.\tACCUSE\n";
    rows_of(tsv.as_bytes()).expect("a row").remove(0)
}

fn party(row: &Row, words: &str) -> ScoredParty {
    let start = row.text.find(words).expect("words of the text");
    row.scored(&[Span::new(start, start + words.len())]).remove(0)
}

fn claim(row: &Row, event: EventType, actor: &[&str], recipient: &[&str], confidence: f64) -> ScoredClaim {
    let list = |words: &[&str]| words.iter().map(|w| party(row, w)).collect();
    ScoredClaim {
        event,
        mode: Vec::new(),
        trigger: Words { text: "condemned".into(), start: 5, end: 14 },
        actor: list(actor),
        recipient: list(recipient),
        status: Status::Actual,
        cues: Vec::new(),
        speaker: Vec::new(),
        content: Vec::new(),
        condition: Vec::new(),
        deadline: None,
        place: Vec::new(),
        time: None,
        counts: Vec::new(),
        confidence,
    }
}

#[test]
fn marks_are_taken_out_and_blanks_are_not_marked() {
    let row = row();
    assert_eq!(row.text, "Iran condemned the U.S. ruling & praised Rome.");
    assert_eq!(row.source.iter().map(|s| s.of(&row.text)).collect::<Vec<_>>(), ["Iran"]);
    assert_eq!(row.target.iter().map(|s| s.of(&row.text)).collect::<Vec<_>>(), ["the U.S. ruling"]);
}

#[test]
fn other_angle_brackets_are_text_and_open_marks_are_errors() {
    let (text, source, _) = unmark("<s>A</s> < <b>B</b>").expect("marks");
    assert_eq!((text.as_str(), source.len()), ("A < <b>B</b>", 1));
    assert!(unmark("<s>A").is_err());
    assert!(unmark("A</t>").is_err());
}

#[test]
fn a_claim_joins_forward_backward_or_not() {
    let row = row();
    let (source, target) = (row.scored(&row.source), row.scored(&row.target));
    let joins = |actor: &[&str], recipient: &[&str]| {
        join(&claim(&row, EventType::Accuse, actor, recipient, 0.5), &source, &target)
    };
    assert_eq!(joins(&["Iran"], &["the U.S. ruling"]), Some(Join::Forward));
    assert_eq!(joins(&["Iran", "U.S. ruling"], &[]), Some(Join::Forward));
    assert_eq!(joins(&["the U.S. ruling"], &["Iran"]), Some(Join::Backward));
    assert_eq!(joins(&["Iran"], &["Rome"]), None);
    assert_eq!(joins(&["Iran"], &[]), None);
}

#[test]
fn one_phrase_is_not_both_sides() {
    let row = row();
    let (source, target) = (row.scored(&row.source), row.scored(&row.target));
    let both = claim(&row, EventType::Accuse, &["Iran condemned the U.S. ruling"], &[], 0.5);
    assert_eq!(join(&both, &source, &target), None);
}

#[test]
fn an_unmarked_side_asks_for_nothing() {
    let row = row();
    let source = row.scored(&row.source);
    let only = claim(&row, EventType::Accuse, &["Iran"], &[], 0.5);
    assert_eq!(join(&only, &source, &[]), Some(Join::Forward));
    let other = claim(&row, EventType::Accuse, &["Rome"], &[], 0.5);
    assert_eq!(join(&other, &source, &[]), None);
}

#[test]
fn the_best_is_forward_first_then_the_surest() {
    let row = row();
    let forward = |event, sure| claim(&row, event, &["Iran"], &["the U.S. ruling"], sure);
    let backward = claim(&row, EventType::Assault, &["the U.S. ruling"], &["Iran"], 0.9);
    let claims = [backward.clone(), forward(EventType::Reject, 0.2), forward(EventType::Accuse, 0.4)];
    let best = outcome(&row, &claims, &claims);
    assert_eq!(best.given, Some(root_of(EventType::Accuse)));
    assert_eq!(best.found.len(), 2, "the one the wrong way round does not count");
    let best = outcome(&row, &[backward], &[]);
    assert_eq!((best.given, best.forward), (Some(root_of(EventType::Assault)), false));
    assert_eq!(outcome(&row, &[], &[]).given, None);
}

#[test]
fn concede_and_retreat_are_one_root_of_material_cooperation() {
    assert_eq!(root_of(EventType::Concede), root_of(EventType::Retreat));
    assert_eq!(ROOTS[root_of(EventType::Concede)], ("YIELD", 2));
    for event in EventType::ALL.into_iter().filter(|e| *e != EventType::Concede) {
        assert_eq!(ROOTS[root_of(event)].1, event.quad() as usize, "{event}");
    }
}

#[test]
fn no_answer_lowers_recall_and_nothing_else() {
    let pairs = [(0, Some(0)), (0, None), (1, Some(1))];
    assert!((f1(0, &pairs) - 2.0 / 3.0).abs() < 1e-12);
    assert!((macro_f1(15, &pairs) - (2.0 / 3.0 + 1.0) / 2.0).abs() < 1e-12);
    assert_eq!(macro_f1(15, &[(0, None)]), 0.0);
}

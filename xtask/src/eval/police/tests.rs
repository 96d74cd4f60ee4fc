//! Cases for the mapping: each label with a record that means it and one that does not.

use super::*;

/// A record of this type with this trigger, by a party of this sector.
fn claim(event: EventType, trigger: &str, sector: &str) -> Claim {
    let entity = format!(
        r#"{{"text": "x", "start": 0, "end": 1, "head": {{"start": 0, "end": 1}}, "name": "x",
            "kind": "organisation", "kb": null, "wikidata": null, "country": ["IND"], "sector": ["{sector}"],
            "title": null, "office": null, "religion": null, "ethnicity": null, "size": null,
            "resolution": "unknown", "candidates": [], "via": []}}"#
    );
    let claim = format!(
        r#"{{"schema": 1, "id": "c", "anchor": "d:0-1#0", "doc": {{"id": "d", "key": null, "source": null,
            "url": null, "title": null, "published": {{"date": null, "basis": "unknown"}}, "lang": "en"}},
            "sentence": {{"index": 0, "start": 0, "end": 1}}, "event": "{event}", "mode": [], "context": [],
            "quad": 4, "cameo": "190", "goldstein": -10.0,
            "trigger": {{"text": "{trigger}", "start": 10, "end": 11}}, "actor": [{entity}], "recipient": [],
            "place": [], "time": {{"text": null, "start": null, "end": null, "from": null, "to": null,
            "grain": null, "basis": "published"}}, "status": "actual", "polarity": "positive",
            "tense": "past", "certainty": "certain", "background": false, "deniedBy": null, "cues": [],
            "attribution": [], "content": [], "condition": [], "deadline": null, "counts": [], "framing": [],
            "confidence": 0.5, "evidence": [], "foundBy": "head trigger", "edition": "e"}}"#
    );
    serde_json::from_str(&claim).expect("a claim")
}

fn names(claim: &Claim) -> Vec<&'static str> {
    LABELS.iter().zip(labels(claim)).filter(|(_, on)| *on).map(|(l, _)| l.name).collect()
}

fn dead(mut claim: Claim, high: f64) -> Claim {
    let count = format!(
        r#"{{"kind": "dead", "low": {high}, "high": {high}, "who": null, "text": "x", "start": 0, "end": 1, "by": null}}"#
    );
    claim.counts = vec![serde_json::from_str(&count).expect("a count")];
    claim
}

#[test]
fn killing_is_force_with_dead() {
    let firing = claim(EventType::Assault, "firing", "COP");
    assert_eq!(names(&dead(firing.clone(), 97.0)), ["KILL", "FORCE", "ANY_ACTION"]);
    assert_eq!(names(&firing), ["FORCE", "ANY_ACTION"], "nobody is said to have died");
    assert_eq!(names(&dead(firing, 0.0)), ["FORCE", "ANY_ACTION"], "nobody died");
    assert_eq!(names(&claim(EventType::Assault, "Shot dead", "COP")), ["KILL", "FORCE", "ANY_ACTION"]);
    assert!(names(&claim(EventType::Assault, "shot dead", "REB")).is_empty(), "by others");
}

#[test]
fn arrest_is_a_mode_of_coerce() {
    let mut arrest = claim(EventType::Coerce, "held", "COP");
    assert_eq!(names(&arrest), ["ANY_ACTION"], "a curfew, say");
    arrest.mode = vec!["arrest".into()];
    assert_eq!(names(&arrest), ["ARREST", "ANY_ACTION"]);
    arrest.status = Status::Future;
    assert!(names(&arrest).is_empty(), "it has not happened");
    arrest.status = Status::Historical;
    assert_eq!(names(&arrest), ["ARREST", "ANY_ACTION"]);
}

#[test]
fn failing_is_refusing_or_leaving_undone() {
    assert_eq!(names(&claim(EventType::Reject, "refused", "COP")), ["FAIL"]);
    let mut undone = claim(EventType::Aid, "help", "COP");
    undone.status = Status::Negated;
    assert_eq!(names(&undone), ["FAIL"]);
    undone.status = Status::Hypothetical;
    assert!(names(&undone).is_empty());
}

#[test]
fn neither_army_nor_gunmen_are_the_police() {
    assert_eq!(names(&claim(EventType::Mobilize, "deployed", "COP")), ["ANY_ACTION"]);
    assert!(names(&claim(EventType::Mobilize, "deployed", "MIL")).is_empty());
    assert!(names(&claim(EventType::Assault, "opened fire", "UAF")).is_empty());
}

#[test]
fn a_record_counts_for_the_sentence_of_its_trigger() {
    let sentences =
        [(0, ("Quiet. ".to_owned(), vec![])), (1, ("Police firing.".to_owned(), vec!["FORCE".to_owned()]))];
    let sentences = sentences.into_iter().map(|(n, s)| ((7, n), s)).collect();
    let report = report(7, "Quiet.  Police firing.".to_owned(), &sentences).expect("a report");
    let read = report.read(&[claim(EventType::Assault, "firing", "COP")]);
    assert_eq!(read, [[false; 5], [false, false, false, true, true]]);
    assert_eq!(by_sentence(&report, &read, 3), Counts { right: 1, read: 1, gold: 1 });
    assert_eq!(by_document(&report, &read, 4), Counts { right: 0, read: 1, gold: 0 });
}

#[test]
fn a_sentence_that_is_not_in_its_report_is_an_error() {
    let sentences = BTreeMap::from([((7, 0), ("Noise.".to_owned(), vec![]))]);
    assert!(report(7, "Quiet.".to_owned(), &sentences).is_err());
}

//! Hand-made readings for the tests of this crate: no network, no assets.

use jiff::civil::date;
use tacitus::record::*;
use tacitus::{
    Basis, Document, EventType, Grain, Known, Mentions, Note, NoteCode, PartyKind, Reading, Resolution,
    Status,
};

const TEXT: &str = "US and British aircraft and the Iraqi army bombed a militia; so called, in Basra on Thursday, \
                    a spokesman said.";

/// A document without claims.
pub fn document(text: &str) -> Document {
    Document {
        id: format!("d{}", text.len()),
        text_id: format!("t{}", text.len()),
        key: None,
        path: Some("reports.txt".to_owned()),
        line: None,
        source: Some("Basra Courier".to_owned()),
        url: None,
        title: Some("Air strike in Basra".to_owned()),
        lang: Some("en".to_owned()),
        published: tacitus::Published { date: Some(date(2008, 3, 28)), basis: Basis::Stated },
        dateline: None,
        text: text.to_owned(),
    }
}

/// A reading with these claims.
pub fn reading(claims: Vec<Claim>) -> Reading {
    Reading {
        sentences: Vec::new(),
        passages: Vec::new(),
        mentions: Mentions::default(),
        known: Known::default(),
        claims,
        notes: Vec::new(),
    }
}

/// A report of an air strike, and its one claim.
pub fn airstrike() -> (Document, Reading) {
    let doc = document(TEXT);
    let claim = claim(&doc);
    (doc, reading(vec![claim]))
}

/// A note about a report.
pub fn note() -> Note {
    Note {
        doc: None,
        path: Some("reports.jsonl".to_owned()),
        line: Some(3),
        what: NoteCode::Malformed,
        message: "half a JSON object".to_owned(),
    }
}

/// A claim of an air strike on the words of [`airstrike`].
pub fn claim(doc: &Document) -> Claim {
    let mut us = entity("US and British aircraft", "US and British aircraft", &["USA", "GBR"], &["MIL"]);
    us.resolution = Resolution::Unknown;
    let mut army = entity("the Iraqi army", "Iraqi army", &["IRQ"], &["MIL"]);
    army.kb = Some("irq-army".to_owned());
    Claim {
        schema: SCHEMA,
        id: "c1".to_owned(),
        anchor: format!("{}:43-49#0", doc.id),
        doc: doc.into(),
        sentence: SentenceRef { index: 0, start: 0, end: TEXT.len() },
        event: EventType::Assault,
        mode: vec!["aerial".to_owned()],
        context: vec!["military".to_owned()],
        quad: 4,
        cameo: "195".to_owned(),
        goldstein: -10.0,
        trigger: span("bombed"),
        actor: vec![us, army],
        recipient: vec![entity("a militia", "militia; so called", &["IRQ"], &["REB"])],
        place: vec![place("Basra")],
        time: time("Thursday"),
        status: Status::Actual,
        polarity: Polarity::Positive,
        tense: Tense::Past,
        certainty: Certainty::Certain,
        background: false,
        denied_by: None,
        cues: Vec::new(),
        attribution: vec![Attribution {
            kind: AttributionKind::Indirect,
            by: vec![entity("a spokesman", "a spokesman", &[], &["GOV"])],
            cue: Some(span("said")),
            content: None,
        }],
        content: Vec::new(),
        condition: Vec::new(),
        deadline: None,
        counts: Vec::new(),
        framing: Vec::new(),
        confidence: 0.83,
        evidence: vec![
            evidence("event", "head trigger", Some(0.91)),
            evidence("actor.1", "asset actors.tsv:irq-army", None),
            evidence("place.0.geonames", "asset places.tsv:99532", None),
        ],
        found_by: "head trigger".to_owned(),
        edition: "e0".to_owned(),
    }
}

/// A claim in which every field of every record has a value.
pub fn full_claim() -> Claim {
    let doc = document(TEXT);
    let mut claim = claim(&doc);
    let who = full_entity();
    claim.doc.key = Some("k".to_owned());
    claim.doc.url = Some("https://example.org".to_owned());
    claim.actor = vec![who.clone()];
    claim.recipient = vec![who.clone()];
    claim.denied_by = Some(who.clone());
    claim.cues = vec![span("said")];
    claim.evidence[0].words = Some(span("bombed"));
    claim.attribution[0].by = vec![who.clone()];
    claim.attribution[0].content = Some(span("bombed a militia"));
    claim.content = vec![Content {
        event: Some(EventType::Aid),
        mode: vec!["x".to_owned()],
        actor: vec![who.clone()],
        recipient: vec![who.clone()],
        polarity: Polarity::Positive,
        text: "bombed".to_owned(),
        start: 43,
        end: 49,
        claim: Some("a".to_owned()),
    }];
    claim.condition = vec![Condition {
        text: "if".to_owned(),
        start: 0,
        end: 2,
        kind: ConditionKind::If,
        party: Some(who.clone()),
        polarity: Polarity::Negative,
    }];
    let day = Some(date(2008, 3, 30));
    claim.deadline = Some(Deadline {
        text: "72 hours".to_owned(),
        start: 0,
        end: 8,
        hours: Some(72.0),
        date: day,
        due: Some(Due { from: day, to: day }),
    });
    claim.counts = vec![Count {
        kind: CountKind::Dead,
        low: Some(12.0),
        high: Some(14.0),
        who: Some(who.clone()),
        text: "12".to_owned(),
        start: 0,
        end: 2,
        by: Some(who),
    }];
    claim.framing = vec![Framing {
        text: "heroic".to_owned(),
        start: 0,
        end: 6,
        target: Some("x".to_owned()),
        voice: Some("y".to_owned()),
    }];
    claim
}

fn full_entity() -> Entity {
    let text = || Some("x".to_owned());
    Entity {
        kb: text(),
        wikidata: text(),
        title: text(),
        office: text(),
        religion: text(),
        ethnicity: text(),
        size: Some(Size { low: Some(1), high: Some(2), text: "1".to_owned() }),
        candidates: candidates(),
        ..entity("the Iraqi army", "Iraqi army", &["IRQ"], &["MIL"])
    }
}

fn candidates() -> Vec<tacitus::known::Candidate> {
    vec![tacitus::known::Candidate { id: "i".to_owned(), name: "n".to_owned(), score: 0.5 }]
}

fn entity(text: &str, name: &str, country: &[&str], sector: &[&str]) -> Entity {
    let Span { text, start, end } = span(text);
    let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
    Entity {
        text,
        start,
        end,
        head: Range { start, end },
        name: name.to_owned(),
        kind: PartyKind::Organisation,
        kb: None,
        wikidata: None,
        country: owned(country),
        sector: owned(sector),
        title: None,
        office: None,
        religion: None,
        ethnicity: None,
        size: None,
        resolution: Resolution::Resolved,
        candidates: Vec::new(),
        via: Vec::new(),
    }
}

fn place(text: &str) -> Place {
    let Span { text, start, end } = span(text);
    Place {
        name: text.clone(),
        text,
        start,
        end,
        role: PlaceRole::At,
        geonames: Some(99532),
        lat: Some(30.5),
        lon: Some(47.8),
        country: Some("IRQ".to_owned()),
        admin1: Some("02".to_owned()),
        admin2: Some("0201".to_owned()),
        feature: Some("PPLA".to_owned()),
        precision: Some(tacitus::Precision::City),
        resolution: Resolution::Resolved,
        candidates: candidates(),
    }
}

fn time(text: &str) -> Time {
    let Span { text, start, end } = span(text);
    let day = Some(date(2008, 3, 27));
    Time {
        text: Some(text),
        start: Some(start),
        end: Some(end),
        from: day,
        to: day,
        grain: Some(Grain::Day),
        basis: TimeBasis::Anchored,
    }
}

/// The first place where these words stand in [`TEXT`] (which is ASCII: bytes are characters).
fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words stand in the text");
    Span { text: words.to_owned(), start, end: start + words.len() }
}

fn evidence(field: &str, by: &str, score: Option<f32>) -> Evidence {
    Evidence { field: field.to_owned(), by: by.to_owned(), score, words: None }
}

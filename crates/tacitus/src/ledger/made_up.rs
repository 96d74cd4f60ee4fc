//! Claims for the tests of the ledger, as short as a sentence.
//!
//! `told("2014-06-03", Threaten, "gave").by("junta").to("militia")` is a claim of a report of that day.

use crate::record::*;
use crate::{Basis, EventType, PartyKind, Resolution, Status};
use jiff::civil::Date;

/// A party about which nothing is known but its words.
pub fn entity(text: &str) -> Entity {
    Entity {
        text: text.to_owned(),
        start: 0,
        end: text.chars().count(),
        head: Range { start: 0, end: text.chars().count() },
        name: text.to_owned(),
        kind: PartyKind::Group,
        kb: None,
        wikidata: None,
        country: Vec::new(),
        sector: Vec::new(),
        title: None,
        office: None,
        religion: None,
        ethnicity: None,
        size: None,
        resolution: Resolution::Unknown,
        candidates: Vec::new(),
        via: Vec::new(),
    }
}

/// A day.
pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A claim of a report of that day, by itself in its report.
pub fn told(date: &str, event: EventType, trigger: &str) -> Claim {
    let published = Published { date: Some(day(date)), basis: Basis::Given };
    let doc = DocRef {
        id: format!("doc-{date}"),
        key: None,
        source: None,
        url: None,
        title: None,
        published,
        lang: None,
    };
    Claim {
        schema: SCHEMA,
        id: format!("{date}-{event}-{trigger}"),
        anchor: format!("doc-{date}:0-{}#0", trigger.len()),
        doc,
        sentence: SentenceRef { index: 0, start: 0, end: 200 },
        event,
        mode: Vec::new(),
        context: Vec::new(),
        quad: event.quad() as u8,
        cameo: "000".to_owned(),
        goldstein: 0.0,
        trigger: Span { text: trigger.to_owned(), start: 0, end: trigger.chars().count() },
        actor: Vec::new(),
        recipient: Vec::new(),
        place: Vec::new(),
        time: Time {
            text: None,
            start: None,
            end: None,
            from: Some(day(date)),
            to: Some(day(date)),
            grain: None,
            basis: TimeBasis::Published,
        },
        status: Status::Actual,
        polarity: Polarity::Positive,
        tense: Tense::Past,
        certainty: Certainty::Certain,
        background: false,
        denied_by: None,
        cues: Vec::new(),
        attribution: Vec::new(),
        content: Vec::new(),
        condition: Vec::new(),
        deadline: None,
        counts: Vec::new(),
        framing: Vec::new(),
        confidence: 1.0,
        evidence: Vec::new(),
        found_by: "test".to_owned(),
        edition: "test".to_owned(),
    }
}

/// Further parts of such a claim.
pub trait With: Sized {
    /// Who does it.
    fn by(self, party: &str) -> Self;
    /// To whom.
    fn to(self, party: &str) -> Self;
    /// About what.
    fn about(self, text: &str) -> Self;
    /// Under which condition.
    fn on(self, kind: ConditionKind, text: &str) -> Self;
    /// Until when.
    fn due(self, date: &str) -> Self;
    /// Of which mode.
    fn in_mode(self, mode: &str) -> Self;
    /// Did it happen?
    fn being(self, status: Status) -> Self;
}

impl With for Claim {
    fn by(mut self, party: &str) -> Claim {
        self.actor.push(entity(party));
        self
    }

    fn to(mut self, party: &str) -> Claim {
        self.recipient.push(entity(party));
        self
    }

    fn about(mut self, text: &str) -> Claim {
        let polarity = if super::words::is_negative(text) { Polarity::Negative } else { Polarity::Positive };
        let start = 50 + self.content.len() * 50;
        self.content.push(Content {
            event: None,
            mode: Vec::new(),
            actor: Vec::new(),
            recipient: Vec::new(),
            polarity,
            text: text.to_owned(),
            start,
            end: start + text.chars().count(),
            claim: None,
        });
        self
    }

    fn on(mut self, kind: ConditionKind, text: &str) -> Claim {
        let polarity = Polarity::Positive;
        self.condition.push(Condition {
            kind,
            party: None,
            polarity,
            text: text.to_owned(),
            start: 150,
            end: 150 + text.chars().count(),
        });
        self
    }

    fn due(mut self, date: &str) -> Claim {
        let due = Some(Due { from: Some(day(date)), to: Some(day(date)) });
        let text = format!("by {date}");
        self.deadline = Some(Deadline {
            end: 190 + text.len(),
            text,
            start: 190,
            hours: None,
            date: Some(day(date)),
            due,
        });
        self
    }

    fn in_mode(mut self, mode: &str) -> Claim {
        self.mode.push(mode.to_owned());
        self
    }

    fn being(mut self, status: Status) -> Claim {
        self.status = status;
        self
    }
}

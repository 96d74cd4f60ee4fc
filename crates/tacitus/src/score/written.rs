//! [`record::Claim`] -> [`ScoredClaim`]: the record as it is written, with nothing added.
//!
//! A time whose basis is the published date has no words, so it is no time here: "Troops left." gives
//! `time: None`.

use super::{ScoredClaim, ScoredCount, ScoredParty, Words};
use crate::record;

impl From<&record::Claim> for ScoredClaim {
    fn from(claim: &record::Claim) -> ScoredClaim {
        let time = &claim.time;
        ScoredClaim {
            event: claim.event,
            mode: claim.mode.clone(),
            trigger: (&claim.trigger).into(),
            actor: claim.actor.iter().map(ScoredParty::from).collect(),
            recipient: claim.recipient.iter().map(ScoredParty::from).collect(),
            status: claim.status,
            cues: claim.cues.iter().map(Words::from).collect(),
            speaker: claim
                .attribution
                .iter()
                .flat_map(|a| &a.by)
                .map(|e| words(&e.text, e.start, e.end))
                .collect(),
            content: claim.content.iter().map(|c| words(&c.text, c.start, c.end)).collect(),
            condition: claim.condition.iter().map(|c| words(&c.text, c.start, c.end)).collect(),
            deadline: claim.deadline.as_ref().map(|d| words(&d.text, d.start, d.end)),
            place: claim.place.iter().map(|p| words(&p.text, p.start, p.end)).collect(),
            time: match (&time.text, time.start, time.end) {
                (Some(text), Some(start), Some(end)) => Some(words(text, start, end)),
                _ => None,
            },
            counts: claim.counts.iter().map(ScoredCount::from).collect(),
            confidence: f64::from(claim.confidence),
        }
    }
}

impl From<&record::Entity> for ScoredParty {
    fn from(entity: &record::Entity) -> ScoredParty {
        ScoredParty {
            words: words(&entity.text, entity.start, entity.end),
            name: Some(entity.name.clone()),
            country: entity.country.clone(),
            sector: entity.sector.clone(),
        }
    }
}

impl From<&record::Span> for Words {
    fn from(span: &record::Span) -> Words {
        words(&span.text, span.start, span.end)
    }
}

impl From<&record::Count> for ScoredCount {
    fn from(count: &record::Count) -> ScoredCount {
        ScoredCount { kind: count.kind, low: count.low, high: count.high }
    }
}

fn words(text: &str, start: usize, end: usize) -> Words {
    Words { text: text.to_owned(), start, end }
}

//! [`gold::Item`] -> [`Marked`] claims: bytes become Unicode scalar values, as records count them.
//!
//! It judges nothing. An item whose other marker had no time gives `also.time: Some(None)`.

use super::{Also, Marked, ScoredClaim, ScoredCount, ScoredParty, Words};
use crate::gold::{GoldAttribution, GoldClaim, GoldCount, GoldParty, Item};
use crate::{Scalars, Span};

/// The claims of an item as they are scored.
pub fn marked(item: &Item) -> Vec<Marked> {
    let scalars = Scalars::new(&item.text);
    let into = Into { text: &item.text, scalars: &scalars };
    item.claims.iter().map(|claim| into.marked(claim)).collect()
}

/// Turns the parts of one item's claims.
struct Into<'a> {
    text: &'a str,
    scalars: &'a Scalars,
}

impl Into<'_> {
    fn marked(&self, c: &GoldClaim) -> Marked {
        let claim = ScoredClaim {
            event: c.event,
            mode: c.mode.clone(),
            trigger: self.words(c.trigger),
            actor: self.parties(&c.actor),
            recipient: self.parties(&c.recipient),
            status: c.status,
            cues: self.all(&c.cues),
            speaker: self.speakers(&c.attribution),
            content: self.each(&c.content, |x| x.span),
            condition: self.each(&c.condition, |x| x.span),
            deadline: c.deadline.map(|s| self.words(s)),
            place: self.each(&c.place, |x| x.span),
            time: c.time.map(|s| self.words(s)),
            counts: counts(&c.counts),
            confidence: 1.0,
        };
        Marked { claim, also: self.also(c), optional: c.optional }
    }

    fn also(&self, c: &GoldClaim) -> Also {
        let a = &c.also;
        let maybe = |span: &Option<Span>| span.map(|s| self.words(s));
        Also {
            event: a.event,
            mode: a.mode.clone(),
            trigger: maybe(&a.trigger),
            actor: a.actor.as_ref().map(|list| self.parties(list)),
            recipient: a.recipient.as_ref().map(|list| self.parties(list)),
            status: a.status,
            cues: a.cues.as_ref().map(|list| self.all(list)),
            speaker: a.attribution.as_ref().map(|list| self.speakers(list)),
            content: a.content.as_ref().map(|list| self.each(list, |x| x.span)),
            condition: a.condition.as_ref().map(|list| self.each(list, |x| x.span)),
            deadline: a.deadline.as_ref().map(maybe),
            place: a.place.as_ref().map(|list| self.each(list, |x| x.span)),
            time: a.time.as_ref().map(maybe),
            counts: a.counts.as_ref().map(|list| counts(list)),
        }
    }

    fn words(&self, span: Span) -> Words {
        let (start, end) = (self.scalars.of_byte(span.start), self.scalars.of_byte(span.end));
        Words { text: span.of(self.text).to_owned(), start, end }
    }

    fn all(&self, spans: &[Span]) -> Vec<Words> {
        spans.iter().map(|s| self.words(*s)).collect()
    }

    fn each<T>(&self, list: &[T], span: impl Fn(&T) -> Span) -> Vec<Words> {
        list.iter().map(|x| self.words(span(x))).collect()
    }

    fn speakers(&self, list: &[GoldAttribution]) -> Vec<Words> {
        list.iter().flat_map(|a| &a.by).map(|s| self.words(*s)).collect()
    }

    fn parties(&self, list: &[GoldParty]) -> Vec<ScoredParty> {
        let party = |p: &GoldParty| ScoredParty {
            words: self.words(p.span),
            name: p.name.clone(),
            country: p.country.iter().cloned().collect(),
            sector: p.sector.iter().cloned().collect(),
        };
        list.iter().map(party).collect()
    }
}

fn counts(list: &[GoldCount]) -> Vec<ScoredCount> {
    let bound = |n: Option<u64>| n.map(|n| n as f64);
    list.iter().map(|c| ScoredCount { kind: c.kind, low: bound(c.low), high: bound(c.high) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Status;
    use crate::record::CountKind;

    const LINE: &str = r#"{"id": "x", "published": "2020-01-31", "text": "Čech warns Ash.", "claims": [{
        "event": "THREATEN", "mode": [], "trigger": {"text": "warns", "start": 5, "end": 10},
        "actor": [{"text": "Čech", "start": 0, "end": 4, "country": "CZE", "sector": null}],
        "recipient": [], "status": "actual", "cues": [], "attribution": [], "content": [], "condition": [],
        "deadline": null, "place": [], "time": null, "counts": {"dead": [40, null]},
        "also": {"time": null, "status": "future"}, "optional": true}], "commitments": []}"#;

    #[test]
    fn a_marked_claim_keeps_its_places_and_what_the_other_marker_had() {
        let item = Item::from_json(&LINE.replace('\n', " ")).expect("an item");
        let marked = &marked(&item)[0];
        assert!(marked.optional);
        assert_eq!((marked.claim.trigger.start, marked.claim.trigger.end), (5, 10), "scalars, not bytes");
        assert_eq!(marked.claim.actor[0].country, ["CZE"]);
        assert!(marked.claim.actor[0].sector.is_empty(), "null is not given");
        assert_eq!(marked.also.status, Some(Status::Future));
        assert_eq!(marked.also.time, Some(None), "he marked no time");
        assert_eq!(marked.also.deadline, None, "he agrees");
        let dead = ScoredCount { kind: CountKind::Dead, low: Some(40.0), high: None };
        assert_eq!(marked.claim.counts, [dead]);
    }
}

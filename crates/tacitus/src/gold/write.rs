//! Claims -> claim lines: takes an item, gives names for its spans and one line a claim. The way back of
//! [`super::read`]; what it writes is read as the same claims.
//!
//! A span is named by its first use and counted: `t2` is the second trigger, `a1` the first party.

use super::read::{CONDITIONS, COUNTS};
use super::*;
use crate::record::{AttributionKind as Kind, PlaceRole as Role};
use std::collections::BTreeMap;

/// Names of spans, in the order in which they were given, and the lines.
pub(super) struct Written {
    pub spans: Vec<(String, GoldParty)>,
    pub lines: Vec<String>,
}

/// Writes all claims and commitments of an item.
pub(super) fn lines(item: &Item) -> Written {
    let mut writer = Writer { spans: Vec::new(), counts: BTreeMap::new() };
    for claim in &item.claims {
        let also = claim.also.actor.iter().chain(&claim.also.recipient).flatten();
        for party in claim.actor.iter().chain(&claim.recipient).chain(also) {
            writer.party(party);
        }
    }
    let mut lines = Vec::new();
    for claim in &item.claims {
        lines.push(writer.claim(claim));
        if !claim.also.is_empty() {
            lines.push(writer.also(&claim.also));
        }
    }
    for commitment in &item.commitments {
        lines.push(writer.commitment(commitment));
    }
    for commitment in &item.commitments_also {
        lines.push(format!("also {}", writer.commitment(commitment)));
    }
    Written { spans: writer.spans, lines }
}

struct Writer {
    spans: Vec<(String, GoldParty)>,
    counts: BTreeMap<char, usize>,
}

impl Writer {
    fn claim(&mut self, claim: &GoldClaim) -> String {
        let mut words = vec![claim.event.to_string()];
        if !claim.mode.is_empty() {
            words[0] = format!("{}/{}", claim.event, claim.mode.join(","));
        }
        words.push(self.span('t', claim.trigger));
        let filled = |list: bool| list.then_some(());
        let values = Also {
            actor: filled(!claim.actor.is_empty()).map(|()| claim.actor.clone()),
            recipient: filled(!claim.recipient.is_empty()).map(|()| claim.recipient.clone()),
            status: filled(claim.status != Status::Actual).map(|()| claim.status),
            cues: filled(!claim.cues.is_empty()).map(|()| claim.cues.clone()),
            attribution: filled(!claim.attribution.is_empty()).map(|()| claim.attribution.clone()),
            content: filled(!claim.content.is_empty()).map(|()| claim.content.clone()),
            condition: filled(!claim.condition.is_empty()).map(|()| claim.condition.clone()),
            deadline: claim.deadline.map(Some),
            place: filled(!claim.place.is_empty()).map(|()| claim.place.clone()),
            time: claim.time.map(Some),
            counts: filled(!claim.counts.is_empty()).map(|()| claim.counts.clone()),
            ..Also::default()
        };
        self.fields(&values, &mut words);
        if !claim.framing.is_empty() {
            words.push(format!("framing={}", self.list(&claim.framing, Writer::framing)));
        }
        words.extend(claim.optional.then(|| "optional".to_owned()));
        words.extend(claim.repeat.then(|| "repeat".to_owned()));
        words.join(" ")
    }

    fn also(&mut self, also: &Also) -> String {
        let mut words = vec!["also".to_owned()];
        self.fields(also, &mut words);
        words.join(" ")
    }

    fn fields(&mut self, values: &Also, words: &mut Vec<String>) {
        let mut put = |key: &str, value: Option<String>| {
            words.extend(value.map(|v| format!("{key}={}", if v.is_empty() { "-" } else { &v })));
        };
        put("event", values.event.map(|e| e.to_string()));
        put("mode", values.mode.as_ref().map(|m| m.join(",")));
        put("trigger", values.trigger.map(|s| self.span('t', s)));
        put("actor", values.actor.as_ref().map(|x| self.list(x, Writer::party)));
        put("recipient", values.recipient.as_ref().map(|x| self.list(x, Writer::party)));
        put("status", values.status.map(|s| s.name().to_owned()));
        put("cues", values.cues.as_ref().map(|x| self.all('c', x)));
        put("said", values.attribution.as_ref().map(|x| self.list(x, Writer::attribution)));
        put("content", values.content.as_ref().map(|x| self.list(x, Writer::content)));
        put("condition", values.condition.as_ref().map(|x| self.list(x, Writer::condition)));
        put("deadline", values.deadline.map(|x| self.maybe('d', x)));
        if let Some(place) = &values.place {
            for (key, role) in [("place", Role::At), ("from", Role::From), ("to", Role::To)] {
                let spans: Vec<Span> = place.iter().filter(|p| p.role == role).map(|p| p.span).collect();
                let there = !spans.is_empty() || (role == Role::At && place.is_empty());
                put(key, there.then(|| self.all('p', &spans)));
            }
        }
        put("time", values.time.map(|x| self.maybe('w', x)));
        put("counts", values.counts.as_ref().map(|x| self.list(x, Writer::count)));
    }

    fn commitment(&mut self, commitment: &GoldCommitment) -> String {
        let mut line = commitment.kind.name().to_owned();
        let mut put = |key: &str, value: String| {
            if !value.is_empty() {
                line += &format!(" {key}={value}");
            }
        };
        put("by", self.all('a', &commitment.by));
        put("to", self.all('a', &commitment.to));
        put("content", self.span('x', commitment.content));
        put("condition", self.all('k', &commitment.conditions));
        put("deadline", self.maybe('d', commitment.deadline));
        line
    }

    fn attribution(&mut self, said: &GoldAttribution) -> String {
        let kind = if said.kind == Kind::Direct { "direct" } else { "indirect" };
        let by: Vec<String> = said.by.iter().map(|s| self.span('s', *s)).collect();
        let (cue, content) = (self.maybe('q', said.cue), self.maybe('x', said.content));
        joined(&[kind.to_owned(), by.join("+"), cue, content])
    }

    fn content(&mut self, content: &GoldContent) -> String {
        let not = if content.negative { "!" } else { "" };
        let event = content.event.map(|e| e.to_string());
        let span = self.span('x', content.span);
        let Some(parties) = &content.parties else {
            return format!("{not}{}{span}", event.map(|e| e + ":").unwrap_or_default());
        };
        let mut ids = |spans: &[Span]| {
            let ids: Vec<String> = spans.iter().map(|s| self.span('a', *s)).collect();
            if ids.is_empty() { "-".to_owned() } else { ids.join("+") }
        };
        let (actor, recipient) = (ids(&parties.actor), ids(&parties.recipient));
        format!("{not}{}:{span}:{actor}:{recipient}", event.unwrap_or_else(|| "-".to_owned()))
    }

    fn condition(&mut self, condition: &GoldCondition) -> String {
        let kind = condition.kind.map(|k| name_of(&CONDITIONS, k)).unwrap_or_default();
        let party = self.maybe('a', condition.party);
        joined(&[self.span('k', condition.span), kind, party])
    }

    fn count(&mut self, count: &GoldCount) -> String {
        let digits = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        let range = match (count.low, count.high) {
            (Some(low), Some(high)) if low == high => low.to_string(),
            (low, high) => format!("{}-{}", digits(low), digits(high)),
        };
        let (span, who) = (self.maybe('n', count.span), self.maybe('a', count.who));
        joined(&[name_of(&COUNTS, count.kind), range, span, who])
    }

    fn framing(&mut self, framing: &GoldFraming) -> String {
        let (target, voice) = (self.maybe('a', framing.target), self.maybe('s', framing.voice));
        joined(&[self.span('f', framing.span), target, voice])
    }

    fn list<T>(&mut self, list: &[T], write: fn(&mut Writer, &T) -> String) -> String {
        list.iter().map(|x| write(self, x)).collect::<Vec<_>>().join(",")
    }

    fn all(&mut self, letter: char, spans: &[Span]) -> String {
        spans.iter().map(|s| self.span(letter, *s)).collect::<Vec<_>>().join(",")
    }

    fn maybe(&mut self, letter: char, span: Option<Span>) -> String {
        span.map(|s| self.span(letter, s)).unwrap_or_default()
    }

    /// The name of a party; the same words with another label are another party.
    fn party(&mut self, party: &GoldParty) -> String {
        let known = self.spans.iter().find(|(_, p)| p == party).map(|(id, _)| id.clone());
        known.unwrap_or_else(|| self.name('a', party.clone()))
    }

    /// The name of these words, whatever they are besides.
    fn span(&mut self, letter: char, span: Span) -> String {
        let known = self.spans.iter().find(|(_, p)| p.span == span).map(|(id, _)| id.clone());
        known
            .unwrap_or_else(|| self.name(letter, GoldParty { span, country: None, sector: None, name: None }))
    }

    fn name(&mut self, letter: char, party: GoldParty) -> String {
        let n = self.counts.entry(letter).or_default();
        *n += 1;
        let id = format!("{letter}{n}");
        self.spans.push((id.clone(), party));
        id
    }
}

fn name_of<T: PartialEq>(names: &[(&str, T)], value: T) -> String {
    let found = names.iter().find(|(_, v)| *v == value);
    found.map(|(name, _)| (*name).to_owned()).expect("the table of names has every kind")
}

/// Parts with colons between, `-` for what is missing, nothing for what is missing at the end.
fn joined(parts: &[String]) -> String {
    let n = parts.iter().rposition(|p| !p.is_empty()).map_or(0, |last| last + 1);
    let shown: Vec<&str> = parts[..n].iter().map(|p| if p.is_empty() { "-" } else { p.as_str() }).collect();
    shown.join(":")
}

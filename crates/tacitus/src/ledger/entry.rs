//! A commitment while its ledger is being made: the record, and what of it is compared.
//!
//! Takes the claim that makes it, or a further one that tells it again; gives the record. It decides nothing.
//!
//! THREATEN "gave" on "lay down its arms" is an ultimatum that asks `lay down its arms`; with "face an air
//! assault" beside it, it also threatens `air assault`.

use super::deed::{self, Deed};
use super::made::{self, is_asked};
use super::party;
use super::settle::is_final;
use super::words::{Stems, is_negative};
use crate::record::{
    Change, Claim, Commitment, CommitmentKind, CommitmentStatus, Condition, Content, Entity, Polarity, SCHEMA,
};
use crate::{EventType, Status};
use jiff::ToSpan;
use jiff::civil::Date;

/// What somebody is to do, as words and kinds of deed.
#[derive(Clone, Default)]
pub struct Part {
    /// Its words, stemmed.
    pub stems: Stems,
    /// The deeds they name.
    pub deeds: Vec<&'static Deed>,
    /// It is not to be done.
    pub is_negative: bool,
}

impl Part {
    /// Of a text; a content may be known to be negative though its words do not say so.
    fn of(text: &str, is_negative_said: bool) -> Part {
        let stems = Stems::of(text);
        Part { deeds: deed::named(&stems), is_negative: is_negative_said || is_negative(text), stems }
    }

    fn join(&mut self, other: Part) {
        self.is_negative = if self.stems.is_empty() { other.is_negative } else { self.is_negative };
        self.stems.join(&other.stems);
        for deed in other.deeds {
            if self.deeds.iter().all(|d| d.name != deed.name) {
                self.deeds.push(deed);
            }
        }
    }

    /// Is nothing known of it?
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }
}

/// A commitment of the ledger.
#[derive(Clone)]
pub struct Entry {
    /// As it will be written.
    pub record: Commitment,
    /// What its maker is to do: what is promised or threatened.
    pub does: Part,
    /// What the other is to do: what is demanded.
    pub asks: Part,
    /// The last day on which it can be done in time.
    pub due: Option<Date>,
    /// Parties that other reports call it by.
    pub also_by: Vec<Entity>,
    /// Where the claims stand that tell it: document, sentence.
    pub told_in: Vec<(String, usize)>,
    /// The last day on which anything touched it.
    pub touched: Option<Date>,
}

impl Entry {
    /// The commitment that a claim of this kind makes.
    pub fn new(kind: CommitmentKind, claim: &Claim) -> Entry {
        let mut record = Commitment {
            schema: SCHEMA,
            id: id(kind, claim),
            kind,
            by: made::makers(claim),
            to: claim.recipient.clone(),
            content: contents(claim),
            conditions: claim.condition.iter().map(|c| with_party(c, claim)).collect(),
            deadline: claim.deadline.clone(),
            stated: claim.doc.published.date,
            claims: vec![claim.id.clone()],
            event: None,
            status: CommitmentStatus::Open,
            is_final: false,
            history: Vec::new(),
            doc: claim.doc.clone(),
        };
        record.history.push(Change {
            date: record.stated,
            status: CommitmentStatus::Open,
            claim: Some(claim.id.clone()),
            reason: format!("`{}` makes it", claim.trigger.text),
        });
        let (does, asks) = parts(kind, claim);
        if kind == CommitmentKind::Ultimatum {
            record.content = asked(claim);
            record.conditions.retain(|c| record.content.iter().all(|x| x.start != c.start));
        }
        Entry {
            does,
            asks,
            due: due(claim),
            also_by: Vec::new(),
            told_in: vec![(claim.doc.id.clone(), claim.sentence.index)],
            touched: record.stated,
            record,
        }
    }

    /// The promise of which a claim is the first to tell, by telling that it was kept; `promise` says what it was.
    pub fn kept(promise: &Claim, claim: &Claim) -> Entry {
        let mut entry = Entry::new(CommitmentKind::Promise, promise);
        let is_standing = entry.is_standing();
        let record = &mut entry.record;
        record.stated = None;
        record.status = CommitmentStatus::Kept;
        record.is_final = is_final(record.status, is_standing);
        record.history[0].status = record.status;
        record.history[0].claim = Some(claim.id.clone());
        record.history[0].reason = format!("`{}` tells that it was kept", claim.trigger.text);
        entry
    }

    /// Takes up a further claim that tells the same commitment.
    pub fn tell_again(&mut self, kind: CommitmentKind, claim: &Claim) {
        let (does, asks) = parts(kind, claim);
        let is_same_report = self.record.doc.id == claim.doc.id;
        if is_same_report {
            self.complete(kind, claim);
        }
        self.does.join(does);
        self.asks.join(asks);
        self.also_by.extend(claim.actor.iter().filter(|a| !party::is_pronoun(a)).cloned());
        self.record.claims.push(claim.id.clone());
        self.told_in.push((claim.doc.id.clone(), claim.sentence.index));
        self.due = self.due.or(due(claim));
        self.touched = self.touched.max(claim.doc.published.date);
    }

    /// What two claims of one report say together: who, to whom, until when, and that a threat with a demand
    /// and a day is an ultimatum.
    fn complete(&mut self, kind: CommitmentKind, claim: &Claim) {
        use CommitmentKind::*;
        let record = &mut self.record;
        if record.to.is_empty() {
            record.to = claim.recipient.clone();
        }
        if record.deadline.is_none() {
            record.deadline = claim.deadline.clone();
        }
        for condition in &claim.condition {
            let is_new = |c: &Condition| c.end <= condition.start || condition.end <= c.start;
            if record.conditions.iter().all(is_new)
                && record.content.iter().all(|c| c.start != condition.start)
            {
                record.conditions.push(with_party(condition, claim));
            }
        }
        let joined = match (record.kind, kind) {
            (Threat, Demand) | (Demand, Threat) if record.deadline.is_some() => Ultimatum,
            (Threat, Ultimatum) => Ultimatum,
            (kept, _) => kept,
        };
        if record.content.is_empty() || (joined == Ultimatum && record.kind == Threat) {
            let said = if kind == Threat { Vec::new() } else { asked(claim) };
            record.content = if said.is_empty() { std::mem::take(&mut record.content) } else { said };
        }
        record.kind = joined;
    }

    /// Does it only ask that something be left, or go on, so that keeping it has no end?
    pub fn is_standing(&self) -> bool {
        const GOING_ON: [&str; 9] =
            ["ceasefire", "truce", "keep", "hold", "maintain", "stay", "remain", "continue", "respect"];
        self.does.is_negative || self.does.stems.shared(&Stems::of_all(GOING_ON)) > 0
    }

    /// All who made it, by any name told.
    pub fn makers(&self) -> Vec<Entity> {
        self.record.by.iter().chain(&self.also_by).cloned().collect()
    }
}

fn id(kind: CommitmentKind, claim: &Claim) -> String {
    blake3::hash(format!("{}\n{}", kind.name(), claim.id).as_bytes()).to_hex()[..24].to_owned()
}

/// The last day on which it can be done in time. A day before the report is a misreading, and none; "for three
/// days" says how long, not until when.
fn due(claim: &Claim) -> Option<Date> {
    let day = claim.deadline.as_ref().and_then(|d| d.due.as_ref()).and_then(|d| d.to);
    let is_length = claim.deadline.as_ref().is_some_and(|d| d.text.to_lowercase().starts_with("for "));
    day.filter(|day| !is_length && claim.doc.published.date.is_none_or(|today| *day >= today))
}

/// The last day when the deadline is moved: a day named, or so many hours more.
pub fn moved_to(claim: &Claim, old: Option<Date>) -> Option<Date> {
    let deadline = claim.deadline.as_ref()?;
    let more = |hours: f32| old.and_then(|day| day.checked_add(((hours / 24.0).ceil() as i64).days()).ok());
    match deadline.hours {
        Some(hours) => more(hours).or(due(claim)),
        None => due(claim),
    }
}

/// What the claim is about; of an act to come, its own words.
fn contents(claim: &Claim) -> Vec<Content> {
    if !claim.content.is_empty() || claim.status != Status::Future {
        return claim.content.clone();
    }
    let t = &claim.trigger;
    vec![content(&t.text, t.start, t.end, Some(claim.event))]
}

fn content(text: &str, start: usize, end: usize, event: Option<EventType>) -> Content {
    Content {
        event,
        mode: Vec::new(),
        actor: Vec::new(),
        recipient: Vec::new(),
        polarity: Polarity::Positive,
        text: text.to_owned(),
        start,
        end,
        claim: None,
    }
}

/// What an ultimatum demands: where it stands in a condition, that.
fn asked(claim: &Claim) -> Vec<Content> {
    if claim.event == EventType::Request || is_notice(claim) {
        let said = contents(claim);
        if !said.is_empty() {
            return said;
        }
    }
    let in_conditions = claim.condition.iter().filter(|c| is_asked(c) && !opens_with_conjunction(c));
    let asked: Vec<Content> = in_conditions.map(|c| content(&c.text, c.start, c.end, None)).collect();
    if asked.is_empty() { contents(claim) } else { asked }
}

/// "unless it disarms": the demand stands only in a condition, which is no content of its own.
fn opens_with_conjunction(condition: &Condition) -> bool {
    let opens = ["unless", "if", "until", "except", "before", "should", "otherwise"];
    super::words::words(&condition.text).next().is_some_and(|w| opens.contains(&w.as_str()))
}

/// Is the content of this claim what is demanded ("an ultimatum to disarm")?
fn is_notice(claim: &Claim) -> bool {
    let said = Stems::of(&claim.trigger.text);
    said.shared(&Stems::of_all(["ultimatum", "deadline", "give", "set", "order", "tell", "demand"])) > 0
}

/// What the maker does, and what he asks.
fn parts(kind: CommitmentKind, claim: &Claim) -> (Part, Part) {
    use CommitmentKind::*;
    let (mut does, mut asks) = (Part::default(), Part::default());
    for content in contents(claim) {
        let mut part = Part::of(&content.text, content.polarity == Polarity::Negative);
        if let Some(event) = content.event.filter(|_| part.deeds.is_empty()) {
            part.deeds = deed::of_type(event);
        }
        let is_demand = kind == Demand || (kind == Ultimatum && is_notice(claim));
        if is_demand { asks.join(part) } else { does.join(part) }
    }
    if claim.status == Status::Future {
        does.deeds = deed::done(claim, &objects(claim));
        does.stems.join(&objects(claim));
    }
    if matches!(kind, Threat | Ultimatum) {
        for condition in claim.condition.iter().filter(|c| is_asked(c)) {
            let mut part = Part::of(&condition.text, false);
            part.is_negative = false; // "unless", "if not": doing it averts the threat
            asks.join(part);
        }
    }
    (does, asks)
}

/// Words of those acted upon and of places.
pub fn objects(claim: &Claim) -> Stems {
    let parties = claim.recipient.iter().map(|e| e.text.as_str());
    Stems::of_all(parties.chain(claim.place.iter().map(|p| p.text.as_str())))
}

/// The condition, with the party that must meet it: one whose words stand in it, else whom it is said to.
fn with_party(condition: &Condition, claim: &Claim) -> Condition {
    let text = Stems::of(&condition.text);
    let mut parties = claim.recipient.iter().chain(&claim.actor);
    let named = parties.find(|e| party::is_named_in(e, &text)).or(claim.recipient.first());
    Condition { party: condition.party.clone().or(named.cloned()), ..condition.clone() }
}

//! Claim lines -> claims: takes the marked spans by name and the lines, gives claims and commitments.
//!
//! Every span must be named once and used, and every name used must be marked; what breaks this is an error.
//!
//! `ASSAULT/explosives t actor=a recipient=b status=denied cues=c counts=dead:3-5`

use super::*;
use crate::record::{AttributionKind as Kind, PlaceRole as Role};
use std::collections::{BTreeMap, BTreeSet};

/// Marked spans by their names, each with the label that holds where it is a party.
pub(super) type Table = BTreeMap<String, GoldParty>;

/// What the claim lines of one item say.
#[derive(Default)]
pub(super) struct Said {
    pub claims: Vec<GoldClaim>,
    pub commitments: Vec<GoldCommitment>,
    pub commitments_also: Vec<GoldCommitment>,
}

/// Reads all lines of one item.
pub(super) fn lines<'a>(table: &Table, lines: impl IntoIterator<Item = &'a str>) -> Result<Said, String> {
    let mut reader = Reader { table, used: BTreeSet::new(), parties: BTreeSet::new() };
    let mut said = Said::default();
    for line in lines {
        reader.line(line, &mut said).map_err(|e| format!("`> {line}`: {e}"))?;
    }
    reader.all_used()?;
    Ok(said)
}

/// Which spans there are, and which were used so far, at all and as a party.
struct Reader<'a> {
    table: &'a Table,
    used: BTreeSet<String>,
    parties: BTreeSet<String>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, said: &mut Said) -> Result<(), String> {
        let mut words = line.split_whitespace();
        let first = words.next().ok_or("an empty line")?;
        let rest: Vec<&str> = words.collect();
        if let Some(kind) = CommitmentKind::named(first) {
            said.commitments.push(self.commitment(kind, &rest)?);
        } else if first != "also" {
            said.claims.push(self.claim(first, &rest)?);
        } else if let Some(kind) = rest.first().and_then(|word| CommitmentKind::named(word)) {
            said.commitments_also.push(self.commitment(kind, &rest[1..])?);
        } else {
            let claim = said.claims.last_mut().ok_or("`also` before any claim")?;
            let also = self.fields(&rest)?;
            if !also.framing.is_empty() || also.optional || also.repeat {
                return Err("`framing`, `optional` and `repeat` have no other value".to_owned());
            }
            claim.also = std::mem::take(&mut claim.also).or(also.values);
        }
        Ok(())
    }

    fn claim(&mut self, head: &str, rest: &[&str]) -> Result<GoldClaim, String> {
        let (event, modes) = head.split_once('/').unwrap_or((head, ""));
        let (trigger, rest) = rest.split_first().ok_or("no trigger")?;
        let fields = self.fields(rest)?;
        let values = fields.values;
        if values.event.is_some() || values.mode.is_some() || values.trigger.is_some() {
            return Err("type, mode and trigger stand at the head of a claim".to_owned());
        }
        Ok(GoldClaim {
            event: event.parse().map_err(|e| format!("{e}"))?,
            mode: modes.split(',').filter(|m| !m.is_empty()).map(str::to_owned).collect(),
            trigger: self.span(trigger)?,
            actor: values.actor.unwrap_or_default(),
            recipient: values.recipient.unwrap_or_default(),
            status: values.status.unwrap_or(Status::Actual),
            cues: values.cues.unwrap_or_default(),
            attribution: values.attribution.unwrap_or_default(),
            content: values.content.unwrap_or_default(),
            condition: values.condition.unwrap_or_default(),
            deadline: values.deadline.flatten(),
            place: values.place.unwrap_or_default(),
            time: values.time.flatten(),
            counts: values.counts.unwrap_or_default(),
            framing: fields.framing,
            optional: fields.optional,
            repeat: fields.repeat,
            also: Also::default(),
        })
    }

    fn commitment(&mut self, kind: CommitmentKind, fields: &[&str]) -> Result<GoldCommitment, String> {
        let (mut by, mut to, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        let (mut content, mut deadline) = (None, None);
        for (key, value) in pairs(fields)? {
            match key {
                "by" => by = self.spans(value)?,
                "to" => to = self.spans(value)?,
                "content" => content = Some(self.span(value)?),
                "condition" => conditions = self.spans(value)?,
                "deadline" => deadline = Some(self.span(value)?),
                _ => return Err(format!("a commitment has no `{key}`")),
            }
        }
        let content = content.ok_or("a commitment has a content")?;
        Ok(GoldCommitment { kind, by, to, content, conditions, deadline })
    }

    fn fields(&mut self, words: &[&str]) -> Result<Fields, String> {
        let mut fields = Fields::default();
        let (rest, flags): (Vec<&str>, Vec<&str>) = words.iter().copied().partition(|w| w.contains('='));
        for word in flags {
            match word {
                "optional" => fields.optional = true,
                "repeat" => fields.repeat = true,
                _ => return Err(format!("`{word}` is neither `key=value` nor `optional` nor `repeat`")),
            }
        }
        for (key, value) in pairs(&rest)? {
            self.field(&mut fields, key, value).map_err(|e| format!("`{key}={value}`: {e}"))?;
        }
        Ok(fields)
    }

    fn field(&mut self, fields: &mut Fields, key: &str, value: &str) -> Result<(), String> {
        let values = &mut fields.values;
        match key {
            "event" => values.event = Some(value.parse().map_err(|e| format!("{e}"))?),
            "mode" => values.mode = Some(list(value).map(str::to_owned).collect()),
            "trigger" => values.trigger = Some(self.span(value)?),
            "actor" => values.actor = Some(self.each(value, Self::party)?),
            "recipient" => values.recipient = Some(self.each(value, Self::party)?),
            "status" => values.status = Some(value.parse().map_err(|e| format!("{e}"))?),
            "cues" => values.cues = Some(self.spans(value)?),
            "said" => values.attribution = Some(self.each(value, Self::attribution)?),
            "content" => values.content = Some(self.each(value, Self::content)?),
            "condition" => values.condition = Some(self.each(value, Self::condition)?),
            "deadline" => values.deadline = Some(self.maybe(value)?),
            "time" => values.time = Some(self.maybe(value)?),
            "place" => self.places(values, Role::At, value)?,
            "from" => self.places(values, Role::From, value)?,
            "to" => self.places(values, Role::To, value)?,
            "counts" => values.counts = Some(self.each(value, Self::count)?),
            "framing" => fields.framing = self.each(value, Self::framing)?,
            _ => return Err("no such key".to_owned()),
        }
        Ok(())
    }

    /// Places stand in the order at, from, to, whatever the order of the keys.
    fn places(&mut self, values: &mut Also, role: Role, value: &str) -> Result<(), String> {
        let spans = self.spans(value)?;
        let place = values.place.get_or_insert_default();
        place.extend(spans.into_iter().map(|span| GoldPlace { span, role }));
        place.sort_by_key(|p| p.role as u8);
        Ok(())
    }

    fn attribution(&mut self, value: &str) -> Result<GoldAttribution, String> {
        let [kind, by, cue, content] = parts(value)?;
        let by = by.unwrap_or_default().split('+').filter(|id| !id.is_empty());
        Ok(GoldAttribution {
            kind: match kind {
                Some("direct") => Kind::Direct,
                Some("indirect") => Kind::Indirect,
                _ => return Err("begins with `direct:` or `indirect:`".to_owned()),
            },
            by: by.map(|id| self.span(id)).collect::<Result<_, _>>()?,
            cue: self.part(cue)?,
            content: self.part(content)?,
        })
    }

    /// `x`, `RETREAT:x`, or with the parties `RETREAT:x:a+b:r`; `!` before it when it is about not doing it.
    fn content(&mut self, value: &str) -> Result<GoldContent, String> {
        let (negative, value) = value.strip_prefix('!').map_or((false, value), |rest| (true, rest));
        let (event, rest) = match value.split_once(':') {
            Some(("-", rest)) => (None, rest),
            Some((event, rest)) => (Some(event.parse().map_err(|e| format!("{e}"))?), rest),
            None => (None, value),
        };
        let (id, parties) = rest.split_once(':').map_or((rest, None), |(id, parties)| (id, Some(parties)));
        let parties = parties.map(|parties| self.content_parties(parties)).transpose()?;
        Ok(GoldContent { event, negative, span: self.span(id)?, parties })
    }

    fn content_parties(&mut self, value: &str) -> Result<ContentParties, String> {
        let [actor, recipient] = parts(value)?;
        let mut spans = |ids: Option<&str>| {
            let ids = ids.unwrap_or_default().split('+').filter(|id| !id.is_empty());
            ids.map(|id| self.span(id)).collect::<Result<_, _>>()
        };
        Ok(ContentParties { actor: spans(actor)?, recipient: spans(recipient)? })
    }

    fn condition(&mut self, value: &str) -> Result<GoldCondition, String> {
        let [id, kind, party] = parts(value)?;
        let kind = kind.map(|k| named(&CONDITIONS, k)).transpose()?;
        Ok(GoldCondition { span: self.needed(id)?, kind, party: self.part(party)? })
    }

    fn count(&mut self, value: &str) -> Result<GoldCount, String> {
        let [kind, range, span, who] = parts(value)?;
        let kind = named(&COUNTS, kind.unwrap_or_default())?;
        let range = range.ok_or("no number: `dead:3`, `dead:3-5`, `dead:3-`, `dead:-5`")?;
        let (low, high) = range.split_once('-').unwrap_or((range, range));
        Ok(GoldCount {
            kind,
            low: number(low)?,
            high: number(high)?,
            span: self.part(span)?,
            who: self.part(who)?,
        })
    }

    fn framing(&mut self, value: &str) -> Result<GoldFraming, String> {
        let [id, target, voice] = parts(value)?;
        Ok(GoldFraming { span: self.needed(id)?, target: self.part(target)?, voice: self.part(voice)? })
    }

    fn party(&mut self, id: &str) -> Result<GoldParty, String> {
        self.span(id)?;
        self.parties.insert(id.to_owned());
        Ok(self.table[id].clone())
    }

    fn span(&mut self, id: &str) -> Result<Span, String> {
        let party = self.table.get(id).ok_or_else(|| format!("nothing is marked `{id}`"))?;
        self.used.insert(id.to_owned());
        Ok(party.span)
    }

    fn spans(&mut self, value: &str) -> Result<Vec<Span>, String> {
        self.each(value, Self::span)
    }

    fn maybe(&mut self, value: &str) -> Result<Option<Span>, String> {
        self.part((value != "-").then_some(value))
    }

    fn part(&mut self, id: Option<&str>) -> Result<Option<Span>, String> {
        id.map(|id| self.span(id)).transpose()
    }

    fn needed(&mut self, id: Option<&str>) -> Result<Span, String> {
        self.span(id.ok_or("no words are named")?)
    }

    fn each<T>(
        &mut self,
        value: &str,
        read: fn(&mut Self, &str) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        list(value).map(|one| read(self, one)).collect()
    }

    fn all_used(&self) -> Result<(), String> {
        for (id, party) in self.table {
            let labelled = party.country.is_some() || party.sector.is_some() || party.name.is_some();
            if !self.used.contains(id) {
                return Err(format!("`{id}` is marked and nowhere used"));
            } else if labelled && !self.parties.contains(id) {
                return Err(format!("`{id}` has country, sector or name and is neither actor nor recipient"));
            }
        }
        Ok(())
    }
}

/// All that `key=value` words can say.
#[derive(Default)]
struct Fields {
    values: Also,
    framing: Vec<GoldFraming>,
    optional: bool,
    repeat: bool,
}

/// Names of the kinds of condition.
pub(super) const CONDITIONS: [(&str, ConditionKind); 5] = [
    ("if", ConditionKind::If),
    ("unless", ConditionKind::Unless),
    ("provided", ConditionKind::Provided),
    ("otherwise", ConditionKind::Otherwise),
    ("until", ConditionKind::Until),
];

/// The kind of condition of this name.
pub(super) fn condition_kind(name: &str) -> Result<ConditionKind, String> {
    named(&CONDITIONS, name)
}

/// Names of what is counted.
pub(super) const COUNTS: [(&str, CountKind); 8] = [
    ("dead", CountKind::Dead),
    ("injured", CountKind::Injured),
    ("arrested", CountKind::Arrested),
    ("captured", CountKind::Captured),
    ("missing", CountKind::Missing),
    ("displaced", CountKind::Displaced),
    ("size", CountKind::Size),
    ("money", CountKind::Money),
];

fn named<T: Copy>(names: &[(&str, T)], name: &str) -> Result<T, String> {
    let found = names.iter().find(|(n, _)| *n == name).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let known: Vec<&str> = names.iter().map(|(n, _)| *n).collect();
        format!("`{name}` is none of {}", known.join(", "))
    })
}

fn number(digits: &str) -> Result<Option<u64>, String> {
    if digits.is_empty() {
        return Ok(None);
    }
    digits.parse().map(Some).map_err(|_| format!("`{digits}` is no number"))
}

/// `key=value` words; each key once.
fn pairs<'a>(words: &[&'a str]) -> Result<Vec<(&'a str, &'a str)>, String> {
    let mut seen = BTreeSet::new();
    words
        .iter()
        .map(|word| {
            let (key, value) = word.split_once('=').ok_or_else(|| format!("`{word}` is no `key=value`"))?;
            match (seen.insert(key), value.is_empty()) {
                (false, _) => Err(format!("`{key}` stands twice")),
                (_, true) => Err(format!("`{key}` has no value; `-` says nothing")),
                _ => Ok((key, value)),
            }
        })
        .collect()
}

/// `a,b`; `-` is the empty list.
fn list(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').filter(move |_| value != "-")
}

/// `a:b:c`, of which the later may be missing or `-`.
fn parts<const N: usize>(value: &str) -> Result<[Option<&str>; N], String> {
    let mut found = [None; N];
    for (i, part) in value.split(':').enumerate() {
        let slot = found.get_mut(i).ok_or_else(|| format!("more than {N} parts in `{value}`"))?;
        *slot = (part != "-").then_some(part);
    }
    Ok(found)
}

//! How many take part: "*thousands* march", "deploys *1,500 troops*", "a protest of *60,000*".
//!
//! Takes an act and its sentence; gives the number of its actor's phrase, else that of those sent.

use super::line::Line;
use super::number::{self, Number};
use super::{people, subject};
use crate::EventType::{self, Aid, Mobilize, Protest, Retreat};
use crate::{Act, Role};

/// A size and the rule that found it.
pub(super) struct Sized {
    pub rule: &'static str,
    pub number: Number,
}

/// Which types have a size, and the rules in the order they are asked.
struct Kind {
    event: EventType,
    rules: &'static [Rule],
}

type Rule = (&'static str, fn(&Line<'_>, &Act, (usize, usize)) -> Option<Number>);

const ACTOR: Rule = ("count/size-of-actor", of_actor);
const SUBJECT: Rule = ("count/size-before", |line, _, (from, _)| before(line, from));
const SENT: Rule = ("count/size-of-those-sent", |line, _, (_, to)| sent(line, to));
const CROWD: Rule = ("count/size-of-crowd", |line, _, trigger| crowd(line, trigger));

const KINDS: [Kind; 4] = [
    Kind { event: Protest, rules: &[ACTOR, SUBJECT, CROWD] },
    Kind { event: Mobilize, rules: &[ACTOR, SENT, SUBJECT] },
    Kind { event: Aid, rules: &[ACTOR, SENT] },
    Kind { event: Retreat, rules: &[ACTOR, SENT] },
];

/// How many take part in this act.
pub(super) fn size(line: &Line<'_>, act: &Act) -> Option<Sized> {
    let kind = KINDS.iter().find(|k| k.event == act.trigger.value)?;
    let trigger = line.within(act.trigger.span)?;
    kind.rules.iter().find_map(|(rule, find)| find(line, act, trigger).map(|number| Sized { rule, number }))
}

/// The number at the front of the actor's phrase, or right before it.
fn of_actor(line: &Line<'_>, act: &Act, _: (usize, usize)) -> Option<Number> {
    act.in_role(Role::Actor).find_map(|actor| {
        let (from, to) = line.within(actor.span)?;
        (from.saturating_sub(4)..to).find_map(|k| {
            let n = number::at(line, k)?;
            let near = n.to + usize::from(line.low(n.to) == "of") >= from && n.from <= from;
            (near && n.to <= to && is_many(&n)).then_some(n)
        })
    })
}

/// One or two who act are no crowd and no force.
fn is_many(n: &Number) -> bool {
    n.low.or(n.high).is_some_and(|n| n > 2)
}

/// "More than 15,000 protest", "hundreds have taken to the streets": the verb follows at once.
fn before(line: &Line<'_>, from: usize) -> Option<Number> {
    let end = subject::auxiliaries(line, from);
    subject::subject(line, from).filter(|n| is_many(n) && people::phrase_end(line, n.to) >= end)
}

/// Who and what is sent.
const FORCE: [&str; 34] = [
    "troops",
    "soldiers",
    "police",
    "officers",
    "personnel",
    "marines",
    "reservists",
    "guardsmen",
    "peacekeepers",
    "members",
    "warships",
    "warplanes",
    "fighters",
    "policemen",
    "servicemen",
    "forces",
    "gendarmes",
    "agents",
    "paratroopers",
    "militants",
    "citizens",
    "conscripts",
    "ships",
    "aircraft",
    "tanks",
    "missiles",
    "gendarmerie",
    "mercenaries",
    "rebels",
    "firefighters",
    "men",
    "militiamen",
    "doctors",
    "rescuers",
];

/// "deploys an additional 5,000 soldiers and 5,000 police officers", "the deployment of 3,700 soldiers".
fn sent(line: &Line<'_>, to: usize) -> Option<Number> {
    let from = (to..to + 7).find(|&k| number::at(line, k).is_some())?;
    let first = number::at(line, from)?;
    if (to..first.from).any(|k| !line.is_word(k) || line.low(k) == "in" || line.low(k) == "to") {
        return None;
    }
    let end = people::phrase_end(line, first.to);
    if !(first.to..end).any(|k| FORCE.contains(&line.low(k))) {
        return None;
    }
    people::list(line, first.from)
}

/// Who fills the streets.
const PROTESTERS: [&str; 14] = [
    "people",
    "protesters",
    "protestors",
    "demonstrators",
    "participants",
    "marchers",
    "supporters",
    "workers",
    "students",
    "strikers",
    "activists",
    "farmers",
    "residents",
    "members",
];

/// "a protest of 60,000", "attracts over 18,000 people".
fn crowd(line: &Line<'_>, (from, to): (usize, usize)) -> Option<Number> {
    if line.low(to) == "of"
        && let Some(n) = (to + 1..to + 5).find_map(|k| number::at(line, k)).filter(is_many)
    {
        return Some(n);
    }
    let near = from.saturating_sub(8)..line.len().min(to + 16);
    near.filter_map(|k| number::at(line, k)).find(|n| {
        let end = people::phrase_end(line, n.to);
        let people = (n.to..end).any(|k| PROTESTERS.contains(&line.low(k)));
        people
            && is_many(n)
            && !people::is_casualty(line.low(end))
            && !people::is_casualty(line.before(n.from))
            && !subject::is_passive(line, end + 1)
    })
}

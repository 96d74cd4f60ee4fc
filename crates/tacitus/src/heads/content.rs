//! The content head: what a speech act is about. Its type, whether it is about not doing it, and who is to do it to
//! whom.
//!
//! Takes an act with its phrases; gives one content for each phrase in [`Role::Content`]. The type is the content
//! head's answer. Parties come from two sides: whoever promises or threatens is to do it himself, of whom it is demanded
//! or said is the other (the list `DOERS`); and the act head is asked once more, at the word of the content that says
//! its type, for parties that stand inside it.
//!
//! `The cleric urged the premier to quit Basra`: RETREAT by `the premier`; `promised not to shell the airport`: ASSAULT,
//! not to be done.

use super::{View, act, trigger};
use crate::{Act, Argument, Content, EventType, Finder, Found, Head, Query, Role, Span};

/// Who is to do what a speech act is about, or is said to have done it, and to whom: the parties in these roles of the
/// speech act. The recipient stands only where the content names none and is of a type (`to`).
struct Doers {
    speech: EventType,
    by: Role,
    to: Option<Role>,
}

const DOERS: [Doers; 7] = [
    Doers { speech: EventType::Agree, by: Role::Actor, to: Some(Role::Recipient) },
    Doers { speech: EventType::Threaten, by: Role::Actor, to: Some(Role::Recipient) },
    Doers { speech: EventType::Reject, by: Role::Actor, to: Some(Role::Recipient) },
    Doers { speech: EventType::Concede, by: Role::Actor, to: Some(Role::Recipient) },
    Doers { speech: EventType::Request, by: Role::Recipient, to: None },
    Doers { speech: EventType::Accuse, by: Role::Recipient, to: None },
    Doers { speech: EventType::Support, by: Role::Recipient, to: None },
];

/// What is asked of another for oneself: `asked for aid`.
fn is_for_oneself(event: EventType) -> bool {
    matches!(event, EventType::Aid | EventType::Consult | EventType::Cooperate)
}

/// Types whose parties all act, and none is a recipient.
fn is_mutual(event: EventType) -> bool {
    matches!(event, EventType::Consult | EventType::Cooperate)
}

/// Words that make what follows something not to be done.
const NOT: [&str; 5] = ["not", "never", "refrain", "refraining", "abstain"];

/// What this act is about.
pub fn contents(view: &View<'_>, act: &Act) -> Vec<Content> {
    let spans: Vec<Span> = act.in_role(Role::Content).map(|a| a.span).collect();
    match DOERS.iter().find(|doers| doers.speech == act.trigger.value) {
        Some(doers) => spans.into_iter().map(|span| content(view, act, span, doers)).collect(),
        None => spans.into_iter().map(without_type).collect(),
    }
}

fn without_type(span: Span) -> Content {
    Content { span, event: None, not: None, parties: Vec::new() }
}

fn content(view: &View<'_>, act: &Act, span: Span, doers: &Doers) -> Content {
    let Some((from, to)) = view.tokens_of(span) else { return without_type(span) };
    let event = event(view, (from, to), act.trigger.value);
    let parties = parties(view, act, span, doers, event.as_ref().map(|e| e.value));
    Content { span, event, not: not(view, act, (from, to)), parties }
}

/// Who is to do it, and to whom.
fn parties(view: &View<'_>, act: &Act, span: Span, doers: &Doers, event: Option<EventType>) -> Vec<Argument> {
    let in_role = |role: Role, value: Role| {
        let as_party = move |a: &Argument| Found { value, by: Finder::Rule("content/doer"), ..a.clone() };
        act.in_role(role).map(as_party).collect::<Vec<_>>()
    };
    let mut parties = in_role(doers.by, Role::Actor);
    let asked = event.map(|event| asked(view, span, event)).unwrap_or_default();
    if parties.is_empty() {
        parties.extend(asked.iter().filter(|a| a.value == Role::Actor).cloned());
    }
    let is_new = |a: &Argument, parties: &[Argument]| !parties.iter().any(|p| p.span.overlaps(a.span));
    let inside = asked.into_iter().filter(|a| a.value == Role::Recipient && span.contains(a.span));
    let mut recipients: Vec<Argument> = inside.filter(|a| is_new(a, &parties)).collect();
    if let (true, Some(event)) = (recipients.is_empty(), event) {
        let other = if doers.speech == EventType::Request && is_for_oneself(event) {
            Some(Role::Actor)
        } else {
            doers.to
        };
        let others = other.map(|role| in_role(role, Role::Recipient)).unwrap_or_default();
        recipients.extend(others.into_iter().filter(|a| is_new(a, &parties)));
    }
    parties.extend(recipients);
    if event.is_some_and(is_mutual) {
        parties.iter_mut().for_each(|p| p.value = Role::Actor);
    }
    parties.sort_by_key(|a| (a.value, a.span));
    parties
}

/// The likeliest of the 16 types and none.
fn event(view: &View<'_>, (from, to): (usize, usize), speech: EventType) -> Option<Found<EventType>> {
    let scores =
        view.encoder.score(view.states, Head::Content, &[Query::Content { from, to, speech }]).remove(0);
    let none = scores[EventType::ALL.len()];
    let mut best: Option<EventType> = None;
    for event in EventType::ALL {
        if scores[event.index()] > best.map_or(none, |b| scores[b.index()]) {
            best = Some(event);
        }
    }
    let found = |value: EventType| Found {
        value,
        span: view.span(from, to),
        by: Finder::Head("content"),
        score: scores[value.index()],
    };
    best.map(found)
}

/// The parties that the act head sees around the content's likeliest trigger.
fn asked(view: &View<'_>, span: Span, event: EventType) -> Vec<Argument> {
    let Some((from, to)) = view.tokens_of(span) else { return Vec::new() };
    let queries: Vec<Query> = (from..to).map(Query::Token).collect();
    let scores = view.encoder.score(view.states, Head::Trigger, &queries);
    let says = |i: usize| scores[i][event.index()];
    let best =
        (0..to - from).reduce(|a, b| if says(b) > says(a) { b } else { a }).expect("a content has words");
    let trigger = trigger::Trigger {
        from: from + best,
        to: from + best + 1,
        event,
        score: says(best),
        by: Finder::Head("content"),
    };
    let scores = act::ask(view, &[trigger]).remove(0);
    let mut parties = act::arguments(view, &scores);
    parties.retain(|a| matches!(a.value, Role::Actor | Role::Recipient));
    parties
}

/// A word of not doing at the head of the content, or between the speech act and the content right before it.
fn not(view: &View<'_>, act: &Act, (from, to): (usize, usize)) -> Option<Span> {
    let before = from.saturating_sub(2)..from;
    let behind_trigger = |i: &usize| view.span(*i, *i + 1).start >= act.trigger.span.end;
    let near = before.filter(behind_trigger).chain(from..to.min(from + 2));
    // "won't", "won’t", "n't"
    let is_short = |word: &str| word.ends_with("n't") || word.ends_with("n’t");
    let is_not = |word: &str| NOT.contains(&word) || is_short(word);
    near.map(|i| view.span(i, i + 1)).find(|s| is_not(&s.of(view.text).to_lowercase()))
}

//! Gold -> labels: what the heads should have answered. The way back of this folder, for training and for
//! tests; reading never calls it.
//!
//! Takes a marked item and one of its passages; gives, for every claim whose trigger stands there, the words
//! of its trigger and of every phrase in a role. Spans outside the passage are left out: the heads could not
//! have found them.

use crate::gold::{GoldClaim, GoldContent, Item};
use crate::{EventType, Passage, Role, Span, Status};

/// One event mention in words of its passage, half-open.
#[derive(Clone, Debug, PartialEq)]
pub struct ActLabel {
    /// Words of the trigger.
    pub trigger: (usize, usize),
    /// Its type.
    pub event: EventType,
    /// Its modes.
    pub modes: Vec<String>,
    /// Did it happen?
    pub status: Status,
    /// The markers held it unsure.
    pub optional: bool,
    /// Phrases in their roles, role by role.
    pub phrases: Vec<(Role, (usize, usize))>,
    /// What it is about, if it is a speech act.
    pub contents: Vec<ContentLabel>,
}

/// What a speech act is about, in words of its passage, half-open.
#[derive(Clone, Debug, PartialEq)]
pub struct ContentLabel {
    /// Its words.
    pub words: (usize, usize),
    /// Its type, where it is one of the 16.
    pub event: Option<EventType>,
    /// It is about not doing it.
    pub negative: bool,
}

/// The labels of a passage, in the order of the item's claims.
pub fn labels(item: &Item, passage: &Passage) -> Vec<ActLabel> {
    item.claims.iter().filter_map(|claim| label(claim, passage)).collect()
}

fn label(claim: &GoldClaim, passage: &Passage) -> Option<ActLabel> {
    let trigger = words(passage, claim.trigger).filter(|&(from, _)| from >= passage.fresh_from)?;
    let mut phrases: Vec<(Role, (usize, usize))> = Vec::new();
    for (role, span) in roles(claim) {
        if let Some(at) = words(passage, span).filter(|at| !phrases.contains(&(role, *at))) {
            phrases.push((role, at));
        }
    }
    phrases.sort();
    Some(ActLabel {
        trigger,
        event: claim.event,
        modes: claim.mode.clone(),
        status: claim.status,
        optional: claim.optional,
        phrases,
        contents: claim.content.iter().filter_map(|content| of_content(content, passage)).collect(),
    })
}

fn of_content(content: &GoldContent, passage: &Passage) -> Option<ContentLabel> {
    let words = words(passage, content.span)?;
    Some(ContentLabel { words, event: content.event, negative: content.negative })
}

/// Every phrase of a claim with its role.
fn roles(claim: &GoldClaim) -> Vec<(Role, Span)> {
    let mut roles: Vec<(Role, Span)> = Vec::new();
    roles.extend(claim.actor.iter().map(|p| (Role::Actor, p.span)));
    roles.extend(claim.recipient.iter().map(|p| (Role::Recipient, p.span)));
    roles.extend(claim.place.iter().map(|p| (Role::Place, p.span)));
    roles.extend(claim.time.map(|s| (Role::Time, s)));
    for attribution in &claim.attribution {
        roles.extend(attribution.by.iter().map(|&s| (Role::Speaker, s)));
        roles.extend(attribution.cue.map(|s| (Role::SpeechCue, s)));
    }
    roles.extend(claim.cues.iter().map(|&s| (Role::StatusCue, s)));
    roles.extend(claim.content.iter().map(|c| (Role::Content, c.span)));
    roles.extend(claim.condition.iter().map(|c| (Role::Condition, c.span)));
    roles.extend(claim.deadline.map(|s| (Role::Deadline, s)));
    roles
}

/// The words of the passage that a span touches.
fn words(passage: &Passage, span: Span) -> Option<(usize, usize)> {
    let touched = |&i: &usize| passage.tokens[i].1.span.overlaps(span);
    let from = (0..passage.tokens.len()).find(touched)?;
    let to = (from..passage.tokens.len()).take_while(touched).last()? + 1;
    Some((from, to))
}

//! Acts between parties that are handed in, for measuring how well types are told apart.
//!
//! Takes the triggers of a passage and the only phrases that may be parties; gives the acts with these
//! phrases in their roles, and, where none joins two of them, the best that could, however unsure.
//!
//! With `Iran` and `the ruling` given in `Iran has condemned the ruling`: ACCUSE by `Iran` of `the ruling`.

use super::trigger::{self, Trigger};
use super::{View, act};
use crate::{Act, Argument, Finder, Found, Role, Scores, Span};

/// Triggers less likely than this are not tried, and at most so many are.
const LEAST: f32 = 0.01;
const MOST_TRIED: usize = 12;

/// The acts of a passage between these parties.
pub fn acts(view: &View<'_>, triggers: &[Trigger], parties: &[Span]) -> Vec<Act> {
    let here: Vec<(usize, usize)> = parties.iter().filter_map(|&p| view.tokens_of(p)).collect();
    let mut acts = joined(view, triggers, &here, act::ROLE_THRESHOLD);
    let joins = |act: &Act| {
        act.in_role(Role::Actor).count() > 0 && act.arguments.iter().filter(|a| is_party(a.value)).count() > 1
    };
    if here.len() > 1 && !acts.iter().any(joins) {
        let mut tried = trigger::at_least(&trigger::scores(view), view.passage.fresh_from, LEAST);
        tried.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.from.cmp(&b.from)));
        tried.truncate(MOST_TRIED);
        let candidates = joined(view, &tried, &here, 0.0);
        let best =
            candidates.into_iter().filter(joins).reduce(|a, b| if worth(&b) > worth(&a) { b } else { a });
        acts.extend(best);
    }
    if acts.iter().any(joins) {
        acts.retain(joins);
    }
    acts
}

fn is_party(role: Role) -> bool {
    matches!(role, Role::Actor | Role::Recipient)
}

/// How likely the trigger and the two roles are together.
fn worth(act: &Act) -> f32 {
    act.arguments.iter().filter(|a| is_party(a.value)).fold(act.trigger.score, |w, a| w * a.score)
}

/// The acts of these triggers, each given phrase in the likelier of the two roles if that is at least
/// `threshold`; without a threshold somebody must have done it, so the likeliest actor is one. Everything
/// else is found as always.
fn joined(view: &View<'_>, triggers: &[Trigger], here: &[(usize, usize)], threshold: f32) -> Vec<Act> {
    let mut acts = act::acts(view, triggers);
    for (act, scores) in acts.iter_mut().zip(act::ask(view, triggers)) {
        act.arguments.retain(|a| !is_party(a.value));
        let mut parties: Vec<Argument> =
            here.iter().filter_map(|&(from, to)| party(view, &scores, from, to, threshold)).collect();
        if threshold == 0.0 && parties.iter().all(|a| a.value == Role::Recipient) {
            force_actor(view, &scores, here, &mut parties);
        }
        parties.sort_by_key(|a| (a.value, a.span));
        parties.append(&mut act.arguments);
        act.arguments = parties;
        act.complete = 1.0; // nobody else was asked about
    }
    acts
}

/// A given phrase in its likelier role. Its words may begin with an article that the head leaves out, so its
/// likeliest word speaks for it.
fn party(view: &View<'_>, scores: &Scores, from: usize, to: usize, threshold: f32) -> Option<Argument> {
    let (actor, recipient) = (best(scores, from, to, Role::Actor), best(scores, from, to, Role::Recipient));
    let (value, score) = if actor >= recipient { (Role::Actor, actor) } else { (Role::Recipient, recipient) };
    (score >= threshold).then(|| Found { value, span: view.span(from, to), by: Finder::Given, score })
}

/// How likely the likeliest of these words is in a role.
fn best(scores: &Scores, from: usize, to: usize, role: Role) -> f32 {
    (from..to).map(|i| act::begins(scores, i, role).max(act::goes_on(scores, i, role))).fold(0.0, f32::max)
}

/// Makes the likeliest actor among the parties, one for each of `here`, an actor.
fn force_actor(view: &View<'_>, scores: &Scores, here: &[(usize, usize)], parties: &mut [Argument]) {
    let sure = |&(from, to): &(usize, usize)| best(scores, from, to, Role::Actor);
    let Some(&likeliest) = here.iter().reduce(|a, b| if sure(b) > sure(a) { b } else { a }) else { return };
    let span = view.span(likeliest.0, likeliest.1);
    for party in parties.iter_mut().filter(|p| p.span == span) {
        *party = Found { value: Role::Actor, score: sure(&likeliest), ..party.clone() };
    }
}

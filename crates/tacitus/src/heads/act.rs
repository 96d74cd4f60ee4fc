//! The act head: what stands around a trigger. Roles, status, modes.
//!
//! Takes the triggers of a passage; gives event mentions. It never decides what a phrase refers to.
//!
//! With `threatened` marked in `The cleric threatened a revolt if he stays`: actor `The cleric`, content
//! `a revolt`, condition `if he stays`; the threat is actual, whatever it speaks of.

use super::trigger::Trigger;
use super::{View, content, phrase};
use crate::{Act, Argument, Finder, Found, Head, Query, Role, Scores, Status};

/// From this probability on a phrase begins in a role.
pub const ROLE_THRESHOLD: f32 = 0.5;

/// The same of recipients, of whom the head finds too few. Chosen on the marked news, `dev`.
const RECIPIENT_THRESHOLD: f32 = 0.4;

/// From this probability on a mode holds.
pub const MODE_THRESHOLD: f32 = 0.5;

/// One event mention for every trigger.
pub fn acts(view: &View<'_>, triggers: &[Trigger]) -> Vec<Act> {
    ask(view, triggers)
        .iter()
        .zip(triggers)
        .map(|(scores, trigger)| {
            let arguments = arguments(view, scores);
            let mut act = act(view, trigger, scores, arguments);
            act.contents = content::contents(view, &act);
            act
        })
        .collect()
}

/// What the head says of each trigger; the layout stands at [`Head::Act`].
pub fn ask(view: &View<'_>, triggers: &[Trigger]) -> Vec<Scores> {
    let queries: Vec<Query> =
        triggers.iter().map(|t| Query::Act { from: t.from, to: t.to, event: t.event }).collect();
    view.encoder.score(view.states, Head::Act, &queries)
}

/// The event mention that these scores and arguments make.
pub fn act(view: &View<'_>, trigger: &Trigger, scores: &[f32], arguments: Vec<Argument>) -> Act {
    let tail = &scores[view.n_tokens() * Role::ALL.len() * 2..];
    let (status, modes) = tail.split_at(Status::ALL.len());
    let modes = view
        .encoder
        .modes()
        .iter()
        .zip(modes)
        .filter(|((event, _), score)| *event == trigger.event && **score >= MODE_THRESHOLD)
        .map(|((_, mode), score)| (mode.clone(), *score))
        .collect();
    Act {
        sentence: view.passage.tokens[trigger.from].0,
        trigger: Found {
            value: trigger.event,
            span: view.span(trigger.from, trigger.to),
            by: trigger.by.clone(),
            score: trigger.score,
        },
        modes,
        arguments,
        status: status.try_into().expect("the head answers with six statuses"),
        complete: complete(view.n_tokens(), scores),
        contents: Vec::new(),
    }
}

/// The phrases that the head finds in one role.
fn runs(n_tokens: usize, scores: &[f32], role: Role) -> Vec<phrase::Run> {
    let threshold = if role == Role::Recipient { RECIPIENT_THRESHOLD } else { ROLE_THRESHOLD };
    phrase::runs(n_tokens, |i| begins(scores, i, role), |i| goes_on(scores, i, role), threshold)
}

/// Probability that nobody was left out: of the likeliest beginning of a further actor, and of a further
/// recipient, that it is none. The word before a phrase is no further beginning: it is mostly its article.
fn complete(n_tokens: usize, scores: &[f32]) -> f32 {
    [Role::Actor, Role::Recipient]
        .map(|role| {
            let runs = runs(n_tokens, scores, role);
            let is_taken = |i: usize| runs.iter().any(|run| run.from <= i + 1 && i < run.to);
            let further = (0..n_tokens).filter(|&i| !is_taken(i)).map(|i| begins(scores, i, role));
            1.0 - further.fold(0.0, f32::max)
        })
        .iter()
        .product()
}

/// The phrases in all roles, role by role.
pub fn arguments(view: &View<'_>, scores: &[f32]) -> Vec<Argument> {
    let mut arguments = Vec::new();
    for role in Role::ALL {
        let mut runs = runs(view.n_tokens(), scores, role);
        if matches!(role, Role::Actor | Role::Recipient | Role::Place | Role::Speaker | Role::Content) {
            runs = phrase::whole(runs, |i| view.word(i));
        }
        for run in runs {
            arguments.push(Found {
                value: role,
                span: view.span(run.from, run.to),
                by: Finder::Head("role"),
                score: run.score,
            });
        }
    }
    arguments
}

/// Probability that a phrase in this role begins with this word.
pub fn begins(scores: &[f32], token_idx: usize, role: Role) -> f32 {
    scores[(token_idx * Role::ALL.len() + role as usize) * 2]
}

/// Probability that a phrase in this role goes on with this word.
pub fn goes_on(scores: &[f32], token_idx: usize, role: Role) -> f32 {
    scores[(token_idx * Role::ALL.len() + role as usize) * 2 + 1]
}

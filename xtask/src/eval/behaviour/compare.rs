//! Are two readings alike? Takes a [`Pair`] with the claims of both texts, gives a [`Verdict`].
//!
//! A claim is its type, its status, and its parties as places in the second text, a leading article left out.
//! Trigger words, places, times and all other fields are not looked at.

use super::pair::Pair;
use tacitus::record::{Claim, Entity};
use tacitus::{EventType, Scalars, Span, Status};

/// What must hold of the two readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The same claims in both.
    Alike,
    /// The same claims in both; those of added paragraphs are not looked at.
    AlikeInside,
    /// No claim with status `actual` in the second.
    NoneActual,
    /// The same claims in both, in the second all on somebody's word.
    OnHisWord,
    /// No claim with status `actual` in the second that nobody but the text tells.
    NoneOnOwnWord,
    /// No claim with status `actual` and a confidence above 0.5 in the second.
    NoneSure,
}

/// What came out for a pair.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Does the rule hold?
    pub holds: bool,
    /// Nothing was to be seen: no claim in either text, or, of the rules that want none actual, none actual in the first.
    pub silent: bool,
    /// Claims that both have, and the claims of both together less those counted twice.
    pub claims: (usize, usize),
    /// For a person, when it does not hold.
    pub error: Option<String>,
}

/// A claim as far as it is compared. `None` as a party is one that has no place in the other text.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    event: EventType,
    status: Status,
    actor: Vec<Option<Span>>,
    recipient: Vec<Option<Span>>,
}

impl Seen {
    fn is_same(&self, other: &Seen) -> bool {
        let lost = self.actor.iter().chain(&self.recipient).any(Option::is_none);
        !lost && self == other
    }
}

/// Judges one pair.
pub fn verdict(pair: &Pair, rule: Rule, before: &[Claim], after: &[Claim]) -> Verdict {
    let scalars = [Scalars::new(&pair.before), Scalars::new(&pair.after)];
    let first: Vec<Seen> =
        before.iter().map(|c| seen(c, &pair.before, &scalars[0], |s| pair.forward(s))).collect();
    let second: Vec<Seen> = after
        .iter()
        .filter(|c| {
            !matches!(rule, Rule::AlikeInside | Rule::OnHisWord) || stands_in_a_part(pair, c, &scalars[1])
        })
        .filter(|c| rule != Rule::NoneOnOwnWord || c.attribution.is_empty())
        .filter(|c| rule != Rule::NoneSure || c.confidence > 0.5)
        .map(|c| seen(c, &pair.after, &scalars[1], |s| pair.widened(s)))
        .collect();
    let (mut holds, silent, claims) = agreement(rule, &first, &second);
    if rule == Rule::OnHisWord {
        holds &= after
            .iter()
            .filter(|c| stands_in_a_part(pair, c, &scalars[1]))
            .all(|c| !c.attribution.is_empty());
    }
    Verdict { holds, silent, claims, error: (!holds).then(|| error(pair, before, after)) }
}

/// Does the rule hold, was nothing to be seen, and how many claims do both have, of how many?
fn agreement(rule: Rule, first: &[Seen], second: &[Seen]) -> (bool, bool, (usize, usize)) {
    let mut left: Vec<&Seen> = second.iter().collect();
    for claim in first {
        if let Some(i) = left.iter().position(|other| claim.is_same(other)) {
            left.remove(i);
        }
    }
    let shared = second.len() - left.len();
    let union = first.len() + left.len();
    let actual = |claims: &[Seen]| claims.iter().any(|c| c.status == Status::Actual);
    match rule {
        Rule::Alike | Rule::AlikeInside | Rule::OnHisWord => (shared == union, union == 0, (shared, union)),
        Rule::NoneActual | Rule::NoneOnOwnWord | Rule::NoneSure => (!actual(second), !actual(first), (0, 0)),
    }
}

fn stands_in_a_part(pair: &Pair, claim: &Claim, scalars: &Scalars) -> bool {
    bytes(claim.trigger.start, claim.trigger.end, scalars).is_some_and(|s| pair.widened(s).is_some())
}

fn seen(claim: &Claim, text: &str, scalars: &Scalars, map: impl Fn(Span) -> Option<Span>) -> Seen {
    let parties = |list: &[Entity]| {
        let mut spans: Vec<Option<Span>> =
            list.iter().map(|e| map(without_article(bytes(e.start, e.end, scalars)?, text))).collect();
        spans.sort();
        spans
    };
    Seen {
        event: claim.event,
        status: claim.status,
        actor: parties(&claim.actor),
        recipient: parties(&claim.recipient),
    }
}

fn bytes(start: usize, end: usize, scalars: &Scalars) -> Option<Span> {
    Some(Span::new(scalars.to_byte(start)?, scalars.to_byte(end)?))
}

fn without_article(span: Span, text: &str) -> Span {
    let words = span.of(text);
    let (first, rest) = words.split_once(' ').unwrap_or(("", words));
    let is_article = ["the", "a", "an"].iter().any(|a| first.eq_ignore_ascii_case(a));
    if is_article && !rest.is_empty() { Span::new(span.end - rest.len(), span.end) } else { span }
}

fn error(pair: &Pair, before: &[Claim], after: &[Claim]) -> String {
    let list = |claims: &[Claim]| claims.iter().map(|c| format!("\n    {}", in_short(c))).collect::<String>();
    format!("{}\n  first   {}{}\n  second  {}{}", pair.id, pair.before, list(before), pair.after, list(after))
}

fn in_short(claim: &Claim) -> String {
    let names = |list: &[Entity]| list.iter().map(|e| e.text.as_str()).collect::<Vec<_>>().join("; ");
    let parties = format!("[{}] -> [{}]", names(&claim.actor), names(&claim.recipient));
    format!("{} ({}) `{}`: {parties}", claim.event, claim.status.name(), claim.trigger.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(status: Status, actor: Option<Span>) -> Seen {
        Seen { event: EventType::Assault, status, actor: vec![actor], recipient: Vec::new() }
    }

    #[test]
    fn a_party_or_a_status_or_a_claim_more_is_not_alike() {
        let one = claim(Status::Actual, Some(Span::new(0, 4)));
        let agree = |first: &[Seen], second: &[Seen]| agreement(Rule::Alike, first, second);
        let same = std::slice::from_ref(&one);
        assert_eq!(agree(same, same), (true, false, (1, 1)));
        assert_eq!(agree(&[], &[]), (true, true, (0, 0)));
        assert_eq!(agree(same, &[one.clone(), one.clone()]), (false, false, (1, 2)));
        for other in [claim(Status::Negated, one.actor[0]), claim(Status::Actual, Some(Span::new(0, 5)))] {
            assert_eq!(agree(same, &[other]), (false, false, (0, 2)));
        }
        let lost = claim(Status::Actual, None);
        assert_eq!(agree(std::slice::from_ref(&lost), std::slice::from_ref(&lost)), (false, false, (0, 2)));
    }

    #[test]
    fn a_negated_sentence_leaves_nothing_actual() {
        let actual = [claim(Status::Actual, None)];
        let negated = [claim(Status::Negated, None)];
        assert!(agreement(Rule::NoneActual, &actual, &negated).0);
        assert!(!agreement(Rule::NoneActual, &actual, &actual).0);
        assert!(agreement(Rule::NoneActual, &[], &[]).1, "nothing actual to negate");
    }
}

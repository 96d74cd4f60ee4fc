//! Which type stands where the head read two on the same words.
//!
//! Takes the event mentions of a document; leaves those that stand. Words handed in by the caller are never touched.
//!
//! "The union gave them an ultimatum" read as REQUEST and as THREATEN is a THREATEN: one word for both is the threat.

use crate::{Act, EventType, Finder};
use EventType::*;

/// What holds of two types on the same words.
struct Rule {
    /// The two types.
    types: (EventType, EventType),
    /// What stands.
    stands: Stands,
}

#[derive(Clone, Copy)]
enum Stands {
    /// The first of the two.
    First,
    /// Both, if the head is at least so sure of each.
    Both(f32),
}

/// Beside each pair its source: a number in `corpus/GUIDELINE.md`, Precedence, or a note of the ontology.
///
/// Of all other pairs the likelier type stands: news seldom says two types in one word (`gold/train`: 4 of 5,087
/// claims), and on `gold/dev` this took `whole` from 0.527 to 0.529 (docs/evaluation.md, What was tried).
const RULES: [Rule; 6] = [
    Rule { types: (Threaten, Request), stands: Stands::First }, // precedence 11
    Rule { types: (Protest, Request), stands: Stands::First },  // precedence 1; ontology, REQUEST
    Rule { types: (Sanction, Accuse), stands: Stands::First },  // precedence 7; ontology, ACCUSE
    Rule { types: (Assault, Mobilize), stands: Stands::First }, // precedence 10; ontology, MOBILIZE
    Rule { types: (Concede, Retreat), stands: Stands::First },  // precedence 2; ontology, RETREAT
    Rule { types: (Sanction, Coerce), stands: Stands::Both(0.6) }, // precedence 7; ontology, SANCTION
];

/// The event mentions that stand, in their order.
pub fn standing(acts: &[Act]) -> Vec<&Act> {
    acts.iter().filter(|act| !acts.iter().any(|other| yields(act, other))).collect()
}

/// Does the act give way to another one on the same words?
fn yields(act: &Act, other: &Act) -> bool {
    let (a, b) = (&act.trigger, &other.trigger);
    let is_found = a.by != Finder::Given && b.by != Finder::Given;
    if !is_found || a.value == b.value || !a.span.overlaps(b.span) {
        return false;
    }
    let (ours, theirs) = (a.value, b.value);
    let rule = RULES.iter().find(|r| r.types == (ours, theirs) || r.types == (theirs, ours));
    match rule.map(|r| (r.types.0, r.stands)) {
        Some((first, Stands::First)) => ours != first,
        Some((_, Stands::Both(least))) if a.score >= least && b.score >= least => false,
        _ => (a.score, std::cmp::Reverse(ours)) < (b.score, std::cmp::Reverse(theirs)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Found, Span};

    /// The types that stand of these, all read on one word but those with another place.
    fn left(read: &[(EventType, f32, usize)], by: &Finder) -> Vec<EventType> {
        let act = |&(value, score, at): &(EventType, f32, usize)| Act {
            sentence: 0,
            trigger: Found { value, span: Span::new(at, at + 5), by: by.clone(), score },
            modes: Vec::new(),
            arguments: Vec::new(),
            status: [0.0; 6],
            complete: 1.0,
            contents: Vec::new(),
        };
        let acts: Vec<Act> = read.iter().map(act).collect();
        standing(&acts).iter().map(|a| a.trigger.value).collect()
    }

    /// A case a rule: what stands on one word, whichever is likelier, and beside it the same on two words.
    #[test]
    fn each_rule_holds_on_one_word_and_not_on_two() {
        for rule in &RULES {
            let (first, second) = rule.types;
            for (p, q) in [(0.9, 0.65), (0.65, 0.9)] {
                let stands = left(&[(first, p, 0), (second, q, 0)], &Finder::Head("trigger"));
                match rule.stands {
                    Stands::First => assert_eq!(stands, [first], "{first} and {second}"),
                    Stands::Both(_) => assert_eq!(stands, [first, second]),
                }
                let apart = left(&[(first, p, 0), (second, q, 9)], &Finder::Head("trigger"));
                assert_eq!(apart, [first, second], "two words, two acts");
            }
        }
    }

    #[test]
    fn without_a_rule_the_likelier_stands() {
        let head = Finder::Head("trigger");
        assert_eq!(left(&[(Aid, 0.5, 0), (Cooperate, 0.9, 0)], &head), [Cooperate]);
        assert_eq!(left(&[(Aid, 0.9, 0), (Cooperate, 0.5, 0)], &head), [Aid]);
        assert_eq!(left(&[(Sanction, 0.9, 0), (Coerce, 0.5, 0)], &head), [Sanction], "unsure of the prison");
        assert_eq!(
            left(&[(Aid, 0.7, 0), (Cooperate, 0.7, 0)], &head),
            [Cooperate],
            "equals: the ontology's order"
        );
    }

    #[test]
    fn what_is_handed_in_stays() {
        assert_eq!(left(&[(Threaten, 0.9, 0), (Request, 0.5, 0)], &Finder::Given), [Threaten, Request]);
    }
}

//! Which claims make a commitment, and of which kind.
//!
//! Takes one claim, gives the kind or nothing. One list of rules, the first that fits decides; each has claims
//! that it takes and claims that look like it. Learnt from `claims` beside `commitments` of the marked news
//! (train and dev): how often a rule's claims are commitments there stands beside it.
//!
//! THREATEN "gave" with a deadline and a condition is an ultimatum; an invitation is nothing.

use super::deed;
use super::words::{Stems, stem, words};
use crate::record::{Claim, CommitmentKind, ConditionKind, Entity, Polarity};
use crate::{EventType, Status};
use CommitmentKind::*;

/// A rule: claims of a type and status that make a commitment of a kind, or none.
struct Rule {
    /// Type of the claim.
    event: EventType,
    /// Its status.
    status: Status,
    /// What else must hold.
    when: fn(&Claim) -> bool,
    /// What it makes; `None`: nothing, and no later rule is asked.
    makes: Option<CommitmentKind>,
}

/// All rules, the more special first.
const RULES: &[Rule] = &[
    // Nobody is bound by what nobody says, nor by invitations and mere talk of a thing.
    Rule { event: EventType::Agree, status: Status::Actual, when: |c| says(c, INVITING), makes: None },
    Rule {
        event: EventType::Agree,
        status: Status::Actual,
        when: |c| makers(c).len() > 1,
        makes: Some(Agreement), // 74 of 88
    },
    Rule {
        event: EventType::Agree,
        status: Status::Actual,
        when: |c| says(c, AGREEING) && (is_several(c) || c.recipient.is_empty()),
        makes: Some(Agreement), // 18 of 24, promises 1
    },
    Rule { event: EventType::Agree, status: Status::Actual, when: |_| true, makes: Some(Promise) }, // 126 of 240
    Rule {
        event: EventType::Support,
        status: Status::Actual,
        when: |c| says(c, SIGNING) && (makers(c).len() > 1 || is_several(c)),
        makes: Some(Agreement), // 25 of 39
    },
    Rule {
        event: EventType::Request,
        status: Status::Actual,
        when: |c| says(c, WORD_GIVEN),
        makes: Some(Promise),
    },
    Rule {
        event: EventType::Request,
        status: Status::Actual,
        when: |c| says(c, MERELY_ASKING),
        makes: None, // 5 of 20
    },
    Rule { event: EventType::Request, status: Status::Actual, when: |_| true, makes: Some(Demand) }, // 205 of 331
    Rule { event: EventType::Threaten, status: Status::Actual, when: is_wanted, makes: None },       // 0 of 9
    Rule {
        event: EventType::Threaten,
        status: Status::Actual,
        when: is_negative, // "vowed not to shell the airport"
        makes: Some(Promise),
    },
    Rule { event: EventType::Threaten, status: Status::Actual, when: is_kind_word, makes: Some(Promise) },
    Rule {
        event: EventType::Threaten,
        status: Status::Actual,
        when: |c| says(c, GIVING_NOTICE) || is_due(c),
        makes: Some(Ultimatum), // 31 of 50, threats 7
    },
    Rule { event: EventType::Threaten, status: Status::Actual, when: |_| true, makes: Some(Threat) }, // 92 of 160
    Rule {
        event: EventType::Concede,
        status: Status::Actual,
        when: |c| says(c, DONE_IN_SAYING),
        makes: None, // 5 of 60
    },
    Rule {
        event: EventType::Concede,
        status: Status::Actual,
        when: |c| makers(c).len() > 1,
        makes: Some(Agreement), // 3 of 7
    },
    Rule { event: EventType::Concede, status: Status::Actual, when: is_to_come, makes: Some(Promise) }, // 50 of 75
    Rule {
        event: EventType::Reject,
        status: Status::Actual,
        when: |c| says(c, VOWING),
        makes: Some(Promise),
    }, // 4 of 6
    Rule {
        event: EventType::Retreat,
        status: Status::Future,
        when: |c| !c.mode.iter().any(|m| m == "resign"),
        makes: Some(Promise), // 7 of 19; who leaves office binds nobody
    },
    Rule { event: EventType::Accuse, status: Status::Future, when: on_its_word, makes: Some(Promise) }, // 4 of 4
    Rule { event: EventType::Coerce, status: Status::Future, when: on_its_word, makes: Some(Promise) },
    Rule { event: EventType::Sanction, status: Status::Future, when: on_its_word, makes: Some(Promise) },
    Rule { event: EventType::Mobilize, status: Status::Future, when: on_its_word, makes: Some(Promise) },
];

const INVITING: &[&str] = &["invite", "invitation", "visit", "host", "arrive"];
const AGREEING: &[&str] =
    &["agree", "deal", "accord", "pact", "settle", "truce", "understanding", "consent", "reach"];
const SIGNING: &[&str] = &["sign", "initial", "conclude"];
const MERELY_ASKING: &[&str] =
    &["appeal", "seek", "proposal", "pressure", "asylum", "subpoena", "warn", "hope"];
const GIVING_NOTICE: &[&str] = &["ultimatum", "deadline"];
const VOWING: &[&str] = &["vow", "pledge", "promise", "never", "undertake", "swear"];
const WORD_GIVEN: &[&str] =
    &["vow", "pledge", "promise", "undertake", "swear", "guarantee", "commit", "assure"];
const DONE_IN_SAYING: &[&str] = &[
    "pardon",
    "apology",
    "apologize",
    "apologise",
    "lift",
    "ease",
    "drop",
    "admit",
    "commute",
    "regret",
    "clemency",
    "amnesty",
    "waive",
    "acknowledge",
    "confess",
    "scrap",
    "revoke",
    "rescind",
    "cancel",
    "overturn",
    "resign",
    "call off",
    "honour",
    "honor",
    "keep",
    "extend",
    "back down",
    "backtrack",
];

/// Does one of these words stand in its trigger, in any form?
fn says(claim: &Claim, list: &[&str]) -> bool {
    let said = Stems::of(&claim.trigger.text);
    list.iter().any(|words| Stems::of(words).inside(&said))
}

/// Those who act. "The mine's owner, Cobre Alto" is one: the name.
pub fn makers(claim: &Claim) -> Vec<Entity> {
    let mut makers: Vec<Entity> = Vec::new();
    for actor in &claim.actor {
        let beside = makers.last().is_some_and(|last| actor.start == last.end + 2);
        let is_apposition = beside && claim.actor.len() == 2 && (is_name(actor) != is_name(&makers[0]));
        match makers.last_mut().filter(|_| is_apposition) {
            Some(last) if is_name(actor) => *last = actor.clone(),
            Some(_) => {}
            None => makers.push(actor.clone()),
        }
    }
    makers
}

/// Does every word of more than three letters begin with a capital?
fn is_name(party: &Entity) -> bool {
    let is_capital = |w: &str| w.chars().count() <= 3 || w.chars().next().is_some_and(char::is_uppercase);
    party.text.split_whitespace().all(is_capital) && party.text.chars().next().is_some_and(char::is_uppercase)
}

/// A day until which something must be done, not from which something will be.
fn is_due(claim: &Claim) -> bool {
    let first = claim.deadline.as_ref().and_then(|d| words(&d.text).next());
    first.is_some_and(|w| !["from", "on", "while", "after", "for", "as", "when"].contains(&w.as_str()))
}

/// Said, not threatened, and only of what is good for the other: read as a threat, it is a promise.
fn is_kind_word(claim: &Claim) -> bool {
    const KIND: [&str; 8] =
        ["release", "withdraw", "ceasefire", "open", "pay", "meet", "work together", "return"];
    const HARD: &[&str] = &[
        "threaten",
        "threat",
        "warn",
        "ultimatum",
        "deadline",
        "give",
        "set",
        "face",
        "or",
        "risk",
        "caution",
    ];
    let deeds = deed::named(&Stems::of_all(claim.content.iter().map(|c| c.text.as_str())));
    !deeds.is_empty() && deeds.iter().all(|d| KIND.contains(&d.name)) && !says(claim, HARD)
}

/// One phrase for several parties: "the two countries", "both sides", "leaders of the clans".
fn is_several(claim: &Claim) -> bool {
    let several = |text: &str| {
        let said: Vec<String> = words(text).collect();
        let counted =
            said.first().is_some_and(|w| ["two", "both", "three", "they", "all"].contains(&w.as_str()));
        counted
            || (said.last().is_some_and(|w| w.ends_with('s') && !w.ends_with("ss"))
                && claim.recipient.is_empty())
    };
    claim.actor.first().is_some_and(|a| several(&a.text))
}

/// Warrants, and threats spoken of as such.
fn is_wanted(claim: &Claim) -> bool {
    let is = |w: String| ["warrant", "warrants", "arrest", "threats", "bomb", "wanted"].contains(&w.as_str());
    words(&claim.trigger.text).any(is)
}

fn is_negative(claim: &Claim) -> bool {
    !claim.content.is_empty() && claim.content.iter().all(|c| c.polarity == Polarity::Negative)
}

/// A concession announced, not one made: a word that announces, or a verb in its plain form after "will".
fn is_to_come(claim: &Claim) -> bool {
    const ANNOUNCING: &[&str] = &[
        "announce",
        "agree",
        "declare",
        "offer",
        "order",
        "plan",
        "pledge",
        "promise",
        "say",
        "state",
        "will",
        "vow",
        "would",
        "ready",
        "prepare",
        "willing",
        "set",
        "undertake",
        "swear",
        "consent",
        "assure",
        "decide",
        "commit",
        "accept",
        "truce",
        "ceasefire",
        "told",
        "tell",
        "proclaim",
        "intend",
        "suspend",
        "consider",
        "guarantee",
    ];
    let forms: Vec<String> = words(&claim.trigger.text).collect();
    let plain = forms.len() == 1
        && !forms[0].ends_with('s')
        && !forms[0].ends_with("ed")
        && stem(&forms[0]) != "give";
    let in_future =
        claim.cues.iter().any(|cue| words(&cue.text).any(|w| ["will", "would"].contains(&w.as_str())));
    let is_infinitive = plain && forms[0] == claim.trigger.text && {
        let said = Stems::of(&claim.trigger.text);
        claim.content.iter().any(|content| Stems::of(&content.text).shared(&said) > 0)
    };
    says(claim, ANNOUNCING) || in_future || is_infinitive
}

/// Promised by the one who is to do it.
fn on_its_word(claim: &Claim) -> bool {
    let said = claim.cues.iter().map(|cue| cue.text.as_str()).chain([claim.trigger.text.as_str()]);
    Stems::of_all(said).shared(&Stems::of_all(WORD_GIVEN.iter().copied())) > 0
}

/// The kind of commitment that a claim makes.
pub fn kind(claim: &Claim) -> Option<CommitmentKind> {
    let has_content = !claim.content.is_empty()
        || claim.event == EventType::Threaten && claim.condition.iter().any(is_asked)
        || claim.status == Status::Future;
    if claim.actor.is_empty() || !has_content {
        return None;
    }
    let fits = |rule: &&Rule| rule.event == claim.event && rule.status == claim.status && (rule.when)(claim);
    RULES.iter().find(fits).and_then(|rule| rule.makes)
}

/// Is this condition what is asked: the threat falls away when it is done?
pub fn is_asked(condition: &crate::record::Condition) -> bool {
    match condition.kind {
        ConditionKind::Unless | ConditionKind::Otherwise | ConditionKind::Until => true,
        ConditionKind::Provided => false,
        ConditionKind::If => {
            let first = words(&condition.text).next().unwrap_or_default();
            let opens = ["if", "should", "when", "once", "in", "as", "after", "were", "whenever"];
            !opens.contains(&first.as_str()) || super::words::is_negative(&condition.text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_up::{With, told};
    use super::*;
    use crate::EventType::*;

    const D: &str = "2014-06-03";

    #[test]
    fn claims_that_bind_make_their_kind_and_those_that_look_like_them_none() {
        use ConditionKind::*;
        let agreed = || told(D, Agree, "agreed").about("free the miners");
        let gave = || told(D, Threaten, "gave").by("junta").to("militia");
        for (claim, expected) in [
            (agreed().by("Chad").to("Mali"), Some(Promise)),
            (agreed().by("OPEC"), Some(Agreement)),
            (told(D, Agree, "vowed").by("Chad").about("free the miners"), Some(Promise)),
            (agreed().by("Chad").by("Mali"), Some(Agreement)),
            (agreed().by("two countries"), Some(Agreement)),
            (agreed(), None),
            (agreed().by("Chad").being(Status::Hypothetical), None),
            (agreed().by("Chad").being(Status::Negated), None),
            (told(D, Agree, "invited").by("Chad").about("talks"), None),
            (told(D, Request, "urged").by("Chad").about("leave the town"), Some(Demand)),
            (told(D, Request, "urged").by("Chad"), None),
            (told(D, Request, "proposal").by("Chad").about("talks"), None),
            (told(D, Threaten, "threatened").by("junta").about("bomb the camp"), Some(Threat)),
            (told(D, Threaten, "arrest warrant").by("court").about("arrest"), None),
            (gave().on(If, "lay down its arms").due("2014-06-06"), Some(Ultimatum)),
            (gave().about("bomb the camp").on(Unless, "unless it disarms"), Some(Threat)),
            (told(D, Threaten, "ultimatum").by("junta").about("disarm"), Some(Ultimatum)),
            (
                told(D, Threaten, "said").by("junta").about("free the monks").on(If, "if they confess"),
                Some(Promise),
            ),
            (told(D, Threaten, "warned").by("junta").about("free the monks"), Some(Threat)),
            (told(D, Request, "assured").by("junta").about("free the monks"), Some(Promise)),
            (told(D, Threaten, "vowed").by("rebels").about("not to shell the airport"), Some(Promise)),
            (
                told(D, Support, "signed").by("Chad").by("Mali").about("withdraw their troops"),
                Some(Agreement),
            ),
            (told(D, Support, "supports").by("Chad").by("Mali").about("the plan"), None),
            (told(D, Concede, "announced").by("rebels").about("a truce"), Some(Promise)),
            (told(D, Concede, "lifted").by("rebels").about("its blockade"), None),
            (told(D, Concede, "apologised").by("minister").about("the deaths"), None),
            (told(D, Retreat, "pull").by("general").being(Status::Future), Some(Promise)),
            (told(D, Retreat, "step down").by("general").in_mode("resign").being(Status::Future), None),
            (told(D, Assault, "attack").by("general").being(Status::Future), None),
            (told(D, Reject, "rejects").by("Chad").about("the plan"), None),
        ] {
            assert_eq!(kind(&claim), expected, "{} {}", claim.event, claim.trigger.text);
        }
    }
}

#[cfg(test)]
mod makers_tests {
    use super::super::made_up::{With, told};
    use super::*;

    #[test]
    fn an_apposition_is_one_maker_and_a_list_is_not() {
        let both = |first: &str, second: &str, gap: usize| {
            let mut claim = told("2014-06-03", EventType::Agree, "undertook").by(first).by(second);
            claim.actor[1].start = claim.actor[0].end + gap;
            makers(&claim).into_iter().map(|m| m.text).collect::<Vec<_>>()
        };
        assert_eq!(both("mine's owner", "Cobre Alto", 2), ["Cobre Alto"]);
        assert_eq!(both("Chad", "Mali", 5), ["Chad", "Mali"]);
        assert_eq!(both("Chad", "Mali", 2), ["Chad", "Mali"]);
    }
}

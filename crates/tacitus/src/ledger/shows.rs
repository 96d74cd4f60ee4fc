//! What does a later claim show about an open commitment?
//!
//! Takes a commitment and a claim, gives what the claim shows of it, or nothing: that it was done, that the
//! contrary was done, that it was taken back, that a condition failed, that there is more time. It moves no
//! state; the table of `settle.rs` does.
//!
//! The promise "let convoys reach Kyin": COERCE "turned back" a convoy by its maker shows the contrary.

use super::deed::{self, Deed};
use super::entry::{Entry, Part, objects};
use super::party::{self, Alike, any_alike};
use super::turn::{self, Turn};
use super::words::Stems;
use crate::record::{Claim, CommitmentKind, Condition, ConditionKind, Entity};
use crate::{EventType, Status};
use CommitmentKind::*;

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// What its maker said he would do, he did.
    Done,
    /// It is still being kept.
    Holds,
    /// Its maker did the contrary.
    Contrary,
    /// Its maker took it back.
    TakenBack,
    /// What was demanded was done.
    Met,
    /// The other side broke its part.
    Released,
    /// There is more time.
    MoreTime,
    /// The last day passed.
    DayPassed,
}

#[cfg(test)]
impl Shown {
    /// All of them.
    pub const ALL: [Shown; 8] = [
        Shown::Done,
        Shown::Holds,
        Shown::Contrary,
        Shown::TakenBack,
        Shown::Met,
        Shown::Released,
        Shown::MoreTime,
        Shown::DayPassed,
    ];
}

/// A claim as it is held against many commitments: what it tells and what it does, worked out once.
pub struct Seen<'a> {
    claim: &'a Claim,
    turn: Option<Turn>,
    act: Act<'a>,
    is_deed: bool,
}

impl Seen<'_> {
    /// Of one claim.
    pub fn of(claim: &Claim) -> Seen<'_> {
        Seen { claim, turn: turn::told(claim), act: Act::of(claim), is_deed: !is_mere_word(claim) }
    }
}

/// What the claim shows, and why in words.
pub fn shown(entry: &Entry, seen: &Seen) -> Option<(Shown, String)> {
    let claim = seen.claim;
    if !matches!(claim.status, Status::Actual | Status::Historical) {
        return None;
    }
    by_words(entry, seen).or_else(|| if is_after(entry, claim) { by_deed(entry, seen) } else { None })
}

/// A deed counts only in a report of a later day than the making; what it tells as long past does not.
fn is_after(entry: &Entry, claim: &Claim) -> bool {
    let (Some(made), Some(now)) = (entry.record.history[0].date, claim.doc.published.date) else {
        return false;
    };
    let is_long_past = claim.time.text.is_some() && claim.time.to.is_some_and(|day| day < made);
    made < now && !is_long_past
}

/// "dropped its threat to ...": the claim speaks of the commitment itself.
fn by_words(entry: &Entry, seen: &Seen) -> Option<(Shown, String)> {
    let (turn, claim) = (seen.turn?, seen.claim);
    let is_maker = any_alike(&entry.makers(), &claim.actor);
    let is_other = any_alike(&entry.record.to, &claim.actor);
    let is_about = touches(entry, &seen.act.stems);
    let shown = match turn {
        Turn::Kept if is_maker > Alike::No && is_about && is_bound(entry) => {
            if entry.is_standing() {
                Shown::Holds
            } else {
                Shown::Done
            }
        }
        Turn::Broken if is_maker > Alike::No && is_about && is_bound(entry) => Shown::Contrary,
        Turn::TakenBack if is_maker > Alike::No && is_about && !is_what_was_promised(entry, claim) => {
            Shown::TakenBack
        }
        Turn::MoreTime if is_maker > Alike::No && (is_about || entry.due.is_some()) => Shown::MoreTime,
        Turn::GivenIn if is_other > Alike::No && is_about && !is_bound(entry) => Shown::Met,
        _ => return None,
    };
    Some((shown, format!("`{}` says so", claim.trigger.text)))
}

/// A promise or agreement.
fn is_bound(entry: &Entry) -> bool {
    matches!(entry.record.kind, Promise | Agreement)
}

/// "lifted the blockade" keeps the promise to lift it.
fn is_what_was_promised(entry: &Entry, claim: &Claim) -> bool {
    let trigger = Stems::of(&claim.trigger.text);
    is_bound(entry)
        && (entry.does.stems.shared(&trigger) > 0 || deed::meet(&entry.does.deeds, &deed::named(&trigger)))
}

/// Words of a claim: what was done and to what.
fn said(claim: &Claim) -> Stems {
    let mut stems = Stems::of(&claim.trigger.text);
    stems.join(&Stems::of_all(claim.content.iter().map(|c| c.text.as_str())));
    stems.join(&objects(claim));
    stems
}

/// Does it speak of what is promised, threatened or demanded?
fn touches(entry: &Entry, about: &Stems) -> bool {
    [&entry.does, &entry.asks].into_iter().any(|part| part.stems.shared(about) > 0)
}

/// Something was done by somebody: what was promised, threatened or demanded, or its contrary?
fn by_deed(entry: &Entry, seen: &Seen) -> Option<(Shown, String)> {
    let (claim, act) = (seen.claim, &seen.act);
    let may_be_judged =
        act.may_meet(&entry.does) || act.may_meet(&entry.asks) || !entry.record.conditions.is_empty();
    if !seen.is_deed || !may_be_judged {
        return None;
    }
    let maker = act.is_by(&entry.makers());
    let other = act.is_by(&entry.record.to);
    let reason = |shown: Shown, what: &str| Some((shown, format!("`{}` {what}", claim.trigger.text)));
    if let Some(condition) = entry.record.conditions.iter().find(|c| is_bound(entry) && fails(c, entry, act))
    {
        return reason(Shown::Released, &format!("breaks its condition `{}`", condition.text));
    }
    match (maker, act.against(&entry.does, maker)) {
        (Alike::No, _) | (_, Against::Nothing) => {}
        (_, Against::Done) if entry.does.is_negative => {
            return reason(Shown::Contrary, "is what was not to be done");
        }
        (_, Against::Done) => return reason(Shown::Done, "does what was said"),
        (_, Against::Contrary) if is_bound(entry) && !is_opponents_word(entry, claim) => {
            return reason(Shown::Contrary, "is the contrary");
        }
        (_, Against::Contrary) => {}
    }
    let asked = !is_bound(entry) && act.against(&entry.asks, other) == Against::Done;
    if asked && (other > Alike::No || entry.record.to.is_empty()) && !entry.asks.is_negative {
        return reason(Shown::Met, "does what was demanded");
    }
    None
}

/// Said by the other side, who has cause to say so.
fn is_opponents_word(entry: &Entry, claim: &Claim) -> bool {
    let speakers: Vec<Entity> = claim.attribution.iter().flat_map(|a| a.by.iter().cloned()).collect();
    any_alike(&entry.record.to, &speakers) == Alike::Surely
}

/// Words that bind or blame do nothing.
fn is_mere_word(claim: &Claim) -> bool {
    use EventType::*;
    match claim.event {
        Request | Accuse | Threaten | Agree | Reject => true,
        Concede => super::made::kind(claim).is_some(),
        _ => false,
    }
}

/// How an act stands to what was said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Against {
    Nothing,
    Done,
    Contrary,
}

/// An act, as far as it is compared.
struct Act<'a> {
    claim: &'a Claim,
    stems: Stems,
    deeds: Vec<&'static Deed>,
}

impl Act<'_> {
    fn of(claim: &Claim) -> Act<'_> {
        let stems = said(claim);
        Act { deeds: deed::done(claim, &stems), claim, stems }
    }

    /// Who does it; where nobody is named, it may be anybody.
    fn is_by(&self, parties: &[Entity]) -> Alike {
        if self.claim.actor.is_empty() { Alike::Maybe } else { any_alike(parties, &self.claim.actor) }
    }

    /// Can the two meet at all, whoever acts? Asked first, since it is cheap.
    fn may_meet(&self, part: &Part) -> bool {
        let known = deed::meet(&self.deeds, &part.deeds) || deed::undo(&self.deeds, &part.deeds);
        known || (part.deeds.is_empty() && part.stems.shared(&self.stems) > 1)
    }

    /// A kind of deed and as many words as the party is unsure; without a known kind, two words.
    fn against(&self, part: &Part, by: Alike) -> Against {
        if part.is_empty() || by == Alike::No || !self.may_meet(part) {
            return Against::Nothing;
        }
        let (theirs, ours) = (deed::objects(&part.stems), deed::objects(&self.stems));
        let objects = theirs.shared(&ours);
        let known = if self.claim.actor.is_empty() { 0 } else { usize::from(by == Alike::Surely) + 1 };
        let is_bare = theirs.is_empty() || ours.is_empty();
        let enough = objects > 0 || (known == 2 && is_bare) || (known == 2 && self.to_the_other(part));
        if deed::meet(&self.deeds, &part.deeds) && enough {
            return Against::Done;
        }
        if deed::undo(&self.deeds, &part.deeds) && enough {
            return Against::Contrary;
        }
        if part.deeds.is_empty() && objects > 1 && known > 0 { Against::Done } else { Against::Nothing }
    }

    /// Is the one acted upon named in what was said?
    fn to_the_other(&self, part: &Part) -> bool {
        self.claim.recipient.iter().any(|e| party::is_named_in(e, &part.stems))
    }
}

/// Does the act break this condition, by the party that should meet it?
fn fails(condition: &Condition, entry: &Entry, act: &Act) -> bool {
    let stems = Stems::of(&condition.text);
    let is_negative = super::words::is_negative(&condition.text);
    let part = Part { deeds: deed::named(&stems), stems, is_negative: false };
    let parties: Vec<Entity> =
        condition.party.iter().cloned().chain(entry.record.to.iter().cloned()).collect();
    let by = act.is_by(&parties).max(if act.claim.actor.iter().any(|a| party::is_named_in(a, &part.stems)) {
        Alike::Surely
    } else {
        Alike::No
    });
    match (condition.kind, act.against(&part, by)) {
        (ConditionKind::Unless, Against::Done) => true,
        (ConditionKind::If | ConditionKind::Provided | ConditionKind::Until, Against::Done) => is_negative,
        (ConditionKind::If | ConditionKind::Provided, Against::Contrary) => !is_negative,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::made;
    use super::super::made_up::{With, told};
    use super::*;
    use crate::EventType::*;

    fn entry(claim: &Claim) -> Entry {
        Entry::new(made::kind(claim).expect("it makes a commitment"), claim)
    }

    #[test]
    fn later_claims_show_what_they_should_and_no_more() {
        let promise = entry(
            &told("2014-06-03", Agree, "said")
                .by("hill militia")
                .to("army")
                .about("let convoys reach Kyin")
                .on(ConditionKind::Provided, "as long as the army stays in its barracks"),
        );
        let threat = entry(
            &told("2014-06-03", Threaten, "threatened")
                .by("dockers")
                .to("harbour board")
                .about("stop unloading wheat")
                .on(ConditionKind::Unless, "unless the harbour board pays three months of back wages"),
        );
        let standing =
            entry(&told("2014-06-03", Threaten, "vowed").by("rebels").about("not to shell the airport"));
        let later = "2014-06-05";
        for (entry, claim, expected) in [
            (
                &promise,
                told(later, Coerce, "turned back").by("hill fighters").to("a convoy"),
                Some(Shown::Contrary),
            ),
            (&promise, told(later, Retreat, "let pass").by("militia").to("convoys"), Some(Shown::Done)),
            (&promise, told(later, Coerce, "turned back").by("lake militia").to("a convoy"), None),
            (&promise, told(later, Retreat, "left barracks").by("army columns"), Some(Shown::Released)),
            (&promise, told("2014-06-03", Coerce, "turned back").by("militia").to("a convoy"), None),
            (&promise, told(later, Request, "urged").by("hill militia").about("let convoys pass"), None),
            (&threat, told(later, Aid, "paid").by("harbour board").to("back wages"), Some(Shown::Met)),
            (&threat, told(later, Protest, "stopped unloading wheat").by("dockers"), Some(Shown::Done)),
            (
                &threat,
                told(later, Concede, "called off").by("dockers").about("stop unloading"),
                Some(Shown::TakenBack),
            ),
            (&threat, told(later, Aid, "paid").by("bakery").to("back wages"), None),
            (
                &standing,
                told(later, Assault, "shelled").by("rebels").to("the airport"),
                Some(Shown::Contrary),
            ),
            (&standing, told(later, Assault, "shelled").by("rebels").to("a market"), None),
            (
                &standing,
                told(later, Concede, "kept promise").by("rebels").about("shell the airport"),
                Some(Shown::Holds),
            ),
        ] {
            let found = shown(entry, &Seen::of(&claim)).map(|(s, _)| s);
            assert_eq!(found, expected, "{} {}", claim.event, claim.trigger.text);
        }
    }

    #[test]
    fn what_is_not_told_as_done_shows_nothing() {
        let promise = entry(&told("2014-06-03", Agree, "vowed").by("militia").about("free the miners"));
        let freed = told("2014-06-05", Retreat, "freed").by("militia").to("miners");
        assert!(shown(&promise, &Seen::of(&freed)).is_some());
        for status in [Status::Negated, Status::Denied, Status::Hypothetical, Status::Future] {
            assert!(shown(&promise, &Seen::of(&freed.clone().being(status))).is_none(), "{status:?}");
        }
    }
}

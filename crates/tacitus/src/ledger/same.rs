//! Do two reports tell of one commitment?
//!
//! Takes a commitment and a claim that makes one, gives yes or no: the same maker, nothing that speaks against
//! the other party, alike content, near days. It changes nothing.
//!
//! "The militia said it would let convoys reach Kyin" and "fighters promised to open the road to Kyin" are one.

use super::entry::{Entry, Part};
use super::party::{Alike, any_alike};
use super::{deed, made};
use crate::record::{Claim, CommitmentKind};
use jiff::civil::Date;

/// So many days apart two reports may still tell of one commitment.
pub const DAYS_APART: i64 = 30;

/// Are the two one commitment?
pub fn is_same(entry: &Entry, kind: CommitmentKind, claim: &Claim, told: &Entry) -> bool {
    let in_one = entry.told_in.iter().any(|(doc, i)| *doc == claim.doc.id && *i == claim.sentence.index);
    if !kinds_fit(entry.record.kind, kind) || !(in_one || near(entry.touched, claim.doc.published.date)) {
        return false;
    }
    let by = any_alike(&entry.makers(), &claim.actor);
    let against = |a: &[_], b: &[_]| !a.is_empty() && !b.is_empty() && any_alike(a, b) == Alike::No;
    if by == Alike::No || against(&entry.record.to, &claim.recipient) {
        return false;
    }
    if in_one { in_one_sentence(entry, told) } else { alike(entry, told, by) }
}

/// A threat may be an ultimatum, a promise an agreement, a demand an ultimatum.
fn kinds_fit(a: CommitmentKind, b: CommitmentKind) -> bool {
    use CommitmentKind::*;
    a == b
        || matches!(
            (a, b),
            (Threat, Ultimatum)
                | (Ultimatum, Threat)
                | (Promise, Agreement)
                | (Agreement, Promise)
                | (Demand, Ultimatum)
                | (Ultimatum, Demand)
                | (Threat, Demand)
                | (Demand, Threat)
        )
}

/// Two words of one sentence tell one thing when their contents share words, or one has none.
fn in_one_sentence(entry: &Entry, told: &Entry) -> bool {
    use CommitmentKind::*;
    let pair = (entry.record.kind, told.record.kind);
    if matches!(pair, (Demand, Demand) | (Promise, Promise)) {
        return overlap(entry, told)
            || parts_alike(&entry.does, &told.does)
            || parts_alike(&entry.asks, &told.asks);
    }
    // "called on him to resign and swore to picket unless he goes" tells two things.
    let threat = if matches!(entry.record.kind, Demand) { told } else { entry };
    let is_due = entry.due.is_some() || told.due.is_some();
    let is_pair = matches!(pair, (Threat | Ultimatum, Demand) | (Demand, Threat | Ultimatum));
    let is_threat_with_demand = is_pair && is_due && threat.record.conditions.is_empty();
    let is_bare = |e: &Entry| e.record.content.is_empty();
    overlap(entry, told)
        || is_threat_with_demand
        || (matches!(pair, (Threat | Ultimatum, Threat | Ultimatum))
            && (is_bare(entry) || is_bare(told) || parts_alike(&entry.asks, &told.asks)))
}

/// Do words of the contents or conditions stand in the same place?
fn overlap(entry: &Entry, told: &Entry) -> bool {
    let spans = |e: &Entry| -> Vec<(usize, usize)> {
        let contents = e.record.content.iter().map(|c| (c.start, c.end));
        contents.chain(e.record.conditions.iter().map(|c| (c.start, c.end))).collect()
    };
    spans(entry).iter().any(|a| spans(told).iter().any(|b| a.0 < b.1 && b.0 < a.1))
}

fn alike(entry: &Entry, told: &Entry, by: Alike) -> bool {
    use CommitmentKind::*;
    if matches!((entry.record.kind, told.record.kind), (Threat, Demand) | (Demand, Threat)) {
        return false;
    }
    let pairs = [(&entry.does, &told.does), (&entry.asks, &told.asks)];
    let compared: Vec<_> = pairs.into_iter().filter(|(a, b)| !a.is_empty() && !b.is_empty()).collect();
    let same_due = entry.due.is_some() && entry.due == told.due;
    let alike = |(a, b): &(&Part, &Part)| {
        let loosely = a.is_negative == b.is_negative && deed::meet(&a.deeds, &b.deeds);
        parts_alike(a, b) || (loosely && same_due && by == Alike::Surely)
    };
    if compared.is_empty() {
        return same_due && by == Alike::Surely;
    }
    compared.iter().any(alike)
}

/// Half of the words of the shorter, or a kind of deed and a word of its object.
pub fn parts_alike(a: &Part, b: &Part) -> bool {
    if a.is_empty() || b.is_empty() || a.is_negative != b.is_negative {
        return false;
    }
    let shared = a.stems.shared(&b.stems);
    let shorter = a.stems.0.len().min(b.stems.0.len());
    let objects = deed::objects(&a.stems).shared(&deed::objects(&b.stems));
    (2 * shared >= shorter && (shared > 1 || shorter == 1)) || (deed::meet(&a.deeds, &b.deeds) && objects > 0)
}

/// Not too many days apart, where both are known.
fn near(a: Option<Date>, b: Option<Date>) -> bool {
    a.zip(b).is_none_or(|(a, b)| days(a, b).abs() <= DAYS_APART)
}

/// From the first to the second.
pub fn days(a: Date, b: Date) -> i64 {
    i64::from((b - a).get_days())
}

/// Which of the entries tells what this claim makes?
/// Of those that `may_be` it the surest; of equals one that is not settled for good, then the first.
pub fn find(entries: &[Entry], claim: &Claim, may_be: impl Fn(&Entry) -> bool) -> Option<usize> {
    let kind = made::kind(claim)?;
    let told = Entry::new(kind, claim);
    let surest = |i: &usize| (any_alike(&entries[*i].makers(), &claim.actor), !entries[*i].record.is_final);
    let same =
        (0..entries.len()).filter(|&i| is_same(&entries[i], kind, claim, &told) && may_be(&entries[i]));
    same.fold(None, |best: Option<usize>, i| match best {
        Some(b) if surest(&i) <= surest(&b) => Some(b),
        _ => Some(i),
    })
}

/// Which of the entries does a claim speak of that tells of a promise without making one ("kept its word")?
pub fn find_telling(entries: &[Entry], claim: &Claim) -> Option<usize> {
    let told = Entry::new(CommitmentKind::Promise, claim);
    (0..entries.len()).find(|&i| is_same(&entries[i], CommitmentKind::Promise, claim, &told))
}

#[cfg(test)]
mod tests {
    use super::super::made_up::{With, told};
    use super::*;
    use crate::EventType::*;
    use crate::record::ConditionKind;

    /// Does the second tell what the first does?
    fn one(first: &Claim, second: &Claim) -> bool {
        let kind = made::kind(first).expect("it makes a commitment");
        find(&[Entry::new(kind, first)], second, |_| true).is_some()
    }

    #[test]
    fn a_second_outlet_with_other_words_tells_the_same() {
        let convoys = told("2014-06-03", Agree, "said").by("hill militia").about("let convoys reach Kyin");
        for (second, expected) in [
            (
                told("2014-06-04", Agree, "promised").by("hill fighters").about("open the road for convoys"),
                true,
            ),
            (told("2014-06-04", Agree, "pledge").by("militia").about("allow convoys to Kyin"), true),
            (told("2014-06-04", Agree, "promised").by("lake militia").about("let convoys reach Kyin"), false),
            (told("2014-06-04", Agree, "promised").by("hill militia").about("free the miners"), false),
            (told("2014-06-04", Request, "urged").by("hill militia").about("let convoys reach Kyin"), false),
            (told("2015-06-04", Agree, "promised").by("hill militia").about("let convoys reach Kyin"), false),
        ] {
            assert_eq!(one(&convoys, &second), expected, "{:?}", second.content[0].text);
        }
    }

    #[test]
    fn two_words_of_one_sentence_are_one_ultimatum() {
        let gave = told("2014-06-03", Threaten, "gave").by("junta").to("militia");
        let gave = gave.on(ConditionKind::If, "lay down its arms").due("2014-06-06");
        let face = told("2014-06-03", Threaten, "face").by("junta").to("militia");
        assert!(one(
            &gave,
            &face
                .clone()
                .about("an air assault")
                .due("2014-06-06")
                .on(ConditionKind::If, "lay down its arms")
        ));
        assert!(!one(&gave, &told("2014-06-03", Threaten, "face").by("union").about("a strike")));
    }
}

//! Marked commitments against those of the ledger.
//!
//! Takes two lists of one item or story, gives which answers which and the counts. Kind and maker must be
//! right for a pair; of several the one with overlapping content is taken first. Parties meet by the rules of
//! [`super::pairing`]. Of two markers the one nearer to the ledger counts.
//!
//! Marked: a promise by "junta"; read: a threat by "junta": no pair.

use super::pairing::{list_right, n_matched};
use super::{Counts, ScoredParty, Words};
use crate::gold::story::{Story, Told};
use crate::gold::{GoldCommitment, Item};
use crate::record::{self, CommitmentKind};
use crate::{Scalars, Span};
use std::collections::BTreeMap;

/// A commitment as far as it is scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredCommitment {
    /// What it is.
    pub kind: CommitmentKind,
    /// Who made it.
    pub by: Vec<ScoredParty>,
    /// To whom.
    pub to: Vec<ScoredParty>,
    /// What is to be done.
    pub content: Vec<Words>,
    /// What must hold.
    pub conditions: Vec<Words>,
    /// Until when.
    pub deadline: Option<Words>,
}

/// A marked commitment and the one that answers it: places in the two lists.
pub type Pair = (usize, usize);

/// What one item adds to the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommitmentScore {
    /// Kind and maker right.
    pub kind_by: Counts,
    /// And the other party.
    pub kind_by_to: Counts,
    /// Conditions whose words overlap, in pairs.
    pub conditions: Counts,
    /// Of pairs in which either has a deadline: those where it is the same words.
    pub deadline: Counts,
}

/// Kind and maker right.
fn fits(gold: &ScoredCommitment, read: &ScoredCommitment) -> bool {
    gold.kind == read.kind && list_right(&gold.by, &read.by)
}

/// Which answers which? Those with overlapping content first, then with the right other party, then in order.
pub fn pairs(gold: &[ScoredCommitment], read: &[ScoredCommitment]) -> Vec<Pair> {
    let mut all: Vec<(u32, usize, usize)> = Vec::new();
    for (g, marked) in gold.iter().enumerate() {
        for (r, found) in read.iter().enumerate().filter(|(_, found)| fits(marked, found)) {
            let in_place = marked.content.iter().any(|a| found.content.iter().any(|b| a.overlaps(b)));
            let weight = 2 * u32::from(in_place) + u32::from(list_right(&marked.to, &found.to));
            all.push((3 - weight, g, r));
        }
    }
    all.sort_unstable();
    let mut chosen: Vec<Pair> = Vec::new();
    for (_, g, r) in all {
        if chosen.iter().all(|c| c.0 != g && c.1 != r) {
            chosen.push((g, r));
        }
    }
    chosen.sort_unstable();
    chosen
}

/// Scores one item against one marker.
pub fn score(gold: &[ScoredCommitment], read: &[ScoredCommitment]) -> CommitmentScore {
    let counts = |right: usize| Counts { right, read: read.len(), gold: gold.len() };
    let all = |g: usize, r: usize| fits(&gold[g], &read[r]) && list_right(&gold[g].to, &read[r].to);
    let pairs = pairs(gold, read);
    let total = |list: &[ScoredCommitment]| list.iter().map(|c| c.conditions.len()).sum();
    let mut score = CommitmentScore {
        kind_by: counts(n_matched(gold.len(), read.len(), |g, r| fits(&gold[g], &read[r]))),
        kind_by_to: counts(n_matched(gold.len(), read.len(), all)),
        conditions: Counts { right: 0, read: total(read), gold: total(gold) },
        deadline: Counts::default(),
    };
    for (g, r) in pairs {
        let (a, b) = (&gold[g].conditions, &read[r].conditions);
        score.conditions.right += n_matched(a.len(), b.len(), |i, j| a[i].overlaps(&b[j]));
        if gold[g].deadline.is_some() || read[r].deadline.is_some() {
            let right = usize::from(gold[g].deadline == read[r].deadline);
            score.deadline += Counts { right, read: 1, gold: 1 };
        }
    }
    score
}

/// The score against the marker to whom the ledger is nearer; of equals the first. An empty second list is no
/// second marker.
pub fn score_either(
    gold: &[ScoredCommitment],
    also: &[ScoredCommitment],
    read: &[ScoredCommitment],
) -> CommitmentScore {
    let errors = |s: &CommitmentScore| s.kind_by.read + s.kind_by.gold - 2 * s.kind_by.right;
    let first = score(gold, read);
    let second = score(also, read);
    if !also.is_empty() && errors(&second) < errors(&first) { second } else { first }
}

/// The marked commitments of an item: the first marker's, then the second's.
pub fn marked(item: &Item) -> (Vec<ScoredCommitment>, Vec<ScoredCommitment>) {
    let scalars = Scalars::new(&item.text);
    let words = |span: Span| words(span, &item.text, &scalars, 0);
    let mut names: BTreeMap<Span, String> = BTreeMap::new();
    for party in item.claims.iter().flat_map(|c| c.actor.iter().chain(&c.recipient)) {
        if let Some(name) = &party.name {
            names.insert(party.span, name.clone());
        }
    }
    let party = |span: &Span| ScoredParty {
        words: words(*span),
        name: names.get(span).cloned(),
        country: Vec::new(),
        sector: Vec::new(),
    };
    let scored = |c: &GoldCommitment| ScoredCommitment {
        kind: c.kind,
        by: c.by.iter().map(party).collect(),
        to: c.to.iter().map(party).collect(),
        content: vec![words(c.content)],
        conditions: c.conditions.iter().map(|s| words(*s)).collect(),
        deadline: c.deadline.map(words),
    };
    let all = |list: &[GoldCommitment]| list.iter().map(scored).collect();
    (all(&item.commitments), all(&item.commitments_also))
}

fn words(span: Span, text: &str, scalars: &Scalars, offset: usize) -> Words {
    let (start, end) = (scalars.of_byte(span.start) + offset, scalars.of_byte(span.end) + offset);
    Words { text: span.of(text).to_owned(), start, end }
}

/// So far apart are the reports of a story, laid one after the other, that no words of two overlap.
const REPORT: usize = 1_000_000;

/// The marked commitments of a story.
pub fn told(story: &Story) -> Vec<ScoredCommitment> {
    let place = |w: &crate::gold::story::Words| {
        let text = &story.reports[w.report_idx].text;
        words(w.span(), text, &Scalars::new(text), REPORT * w.report_idx)
    };
    let party = |w: &crate::gold::story::Words| ScoredParty {
        words: place(w),
        name: w.party.name.clone(),
        country: Vec::new(),
        sector: Vec::new(),
    };
    let scored = |c: &Told| ScoredCommitment {
        kind: c.kind,
        by: c.by.iter().map(party).collect(),
        to: c.to.iter().map(party).collect(),
        content: vec![place(&c.content)],
        conditions: c.conditions.iter().map(|(w, _, _)| place(w)).collect(),
        deadline: c.deadline.as_ref().map(place),
    };
    story.commitments.iter().map(scored).collect()
}

/// A commitment of the ledger, whose words stand in this report of a story (0 for an item).
pub fn written(c: &record::Commitment, report_idx: usize) -> ScoredCommitment {
    let offset = REPORT * report_idx;
    let words = |text: &str, start: usize, end: usize| Words {
        text: text.to_owned(),
        start: start + offset,
        end: end + offset,
    };
    let party = |e: &record::Entity| ScoredParty {
        words: words(&e.text, e.start, e.end),
        name: Some(e.name.clone()),
        country: e.country.clone(),
        sector: e.sector.clone(),
    };
    ScoredCommitment {
        kind: c.kind,
        by: c.by.iter().map(party).collect(),
        to: c.to.iter().map(party).collect(),
        content: c.content.iter().map(|x| words(&x.text, x.start, x.end)).collect(),
        conditions: c.conditions.iter().map(|x| words(&x.text, x.start, x.end)).collect(),
        deadline: c.deadline.as_ref().map(|d| words(&d.text, d.start, d.end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CommitmentKind::*;

    fn commitment(kind: CommitmentKind, by: &str, at: usize) -> ScoredCommitment {
        let words = |text: &str, start: usize| Words { text: text.into(), start, end: start + text.len() };
        let party = ScoredParty { words: words(by, at), name: None, country: vec![], sector: vec![] };
        let content = vec![words("disarm", at + 50)];
        ScoredCommitment { kind, by: vec![party], to: vec![], content, conditions: vec![], deadline: None }
    }

    #[test]
    fn kind_and_maker_must_be_right_and_content_decides_between_equals() {
        let gold = [commitment(Promise, "junta", 0), commitment(Promise, "junta", 100)];
        let read = [commitment(Promise, "junta", 100), commitment(Threat, "junta", 0)];
        assert_eq!(pairs(&gold, &read), [(1, 0)]);
        let score = score(&gold, &read);
        assert_eq!(score.kind_by, Counts { right: 1, read: 2, gold: 2 });
    }

    #[test]
    fn the_nearer_marker_counts_and_an_empty_one_does_not() {
        let (promise, threat) = ([commitment(Promise, "junta", 0)], [commitment(Threat, "junta", 0)]);
        assert_eq!(score_either(&promise, &threat, &threat).kind_by.right, 1);
        assert_eq!(score_either(&promise, &[], &[]).kind_by.gold, 1);
    }

    #[test]
    fn conditions_and_deadlines_count_in_pairs() {
        let words = |text: &str, start: usize| Words { text: text.into(), start, end: start + text.len() };
        let mut gold = commitment(Promise, "junta", 0);
        gold.conditions = vec![words("if it rains", 80)];
        gold.deadline = Some(words("by Friday", 100));
        let mut read = gold.clone();
        read.conditions = vec![words("it rains", 83), words("if it snows", 200)];
        read.deadline = Some(words("Friday", 103));
        let score = score(&[gold], &[read]);
        assert_eq!(score.conditions, Counts { right: 1, read: 2, gold: 1 });
        assert_eq!(score.deadline, Counts { right: 0, read: 1, gold: 1 });
    }
}

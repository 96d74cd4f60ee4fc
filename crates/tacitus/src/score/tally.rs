//! Pairs -> counts that can be added up over items: layers, types, fields, confusion, judged records.
//!
//! Recall is over all required claims. Precision is over all records except those paired with optional
//! claims, and unpaired ones whose trigger lies inside the content of a marked ACCUSE (the markers were
//! divided there). Fields are counted over pairs whose type is right and whose claim is required; they never
//! change a layer.
//!
//! An item with two required claims, one optional, and three records of which one answers a required, one
//! the optional and one nothing: found 1 right, 2 read, 2 gold.

use super::pairing::{matched, met, n_matched};
use super::{Layer, Marked, Pair, ScoredClaim, ScoredParty, Words, either, pairs};
use crate::EventType;
use std::ops::AddAssign;

/// Right ones among those read and those marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Read and marked.
    pub right: usize,
    /// Read.
    pub read: usize,
    /// Marked.
    pub gold: usize,
}

impl Counts {
    /// Of those read, the share that is right; 0 when none was read.
    pub fn precision(self) -> f64 {
        share(self.right, self.read)
    }

    /// Of those marked, the share that was read; 0 when none was marked.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// Harmonic mean of the two; 0 when nothing is right.
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.read + self.gold)
    }

    /// The sum of many.
    pub fn sum<'a>(counts: impl IntoIterator<Item = &'a Counts>) -> Counts {
        let mut sum = Counts::default();
        counts.into_iter().for_each(|c| sum += *c);
        sum
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.right += other.right;
        self.read += other.read;
        self.gold += other.gold;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Row and column of the confusion table that stands for "no claim".
pub const NOTHING: usize = 16;

/// What one item adds to the figures.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemScore {
    /// In the order of [`Layer::ALL`].
    pub layers: [Counts; 4],
    /// Typed, in the order of [`EventType::ALL`].
    pub types: [Counts; 16],
    /// In the order of [`FIELDS`].
    pub fields: [Counts; FIELDS.len()],
    /// `[marked][read]` by type; [`NOTHING`] where there is none.
    pub confusion: [[usize; 17]; 17],
    /// The records that count for precision.
    pub judged: Vec<Judged>,
}

/// A record that counts for precision, with the verdict.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// Its own, 0 to 1.
    pub confidence: f64,
    /// Type and both party lists right.
    pub pair: bool,
    /// And status.
    pub whole: bool,
}

/// Scores one item.
pub fn score_item(gold: &[Marked], read: &[ScoredClaim]) -> ItemScore {
    let pairs = pairs(gold, read);
    let mut score = ItemScore {
        layers: Default::default(),
        types: Default::default(),
        fields: Default::default(),
        confusion: [[0; 17]; 17],
        judged: Vec::new(),
    };
    for (g, marked) in gold.iter().enumerate().filter(|(_, m)| !m.optional) {
        let pair = pairs.iter().find(|p| p.gold == g);
        add_marked(&mut score, marked, pair.map(|p| (p, &read[p.read])));
    }
    for (r, claim) in read.iter().enumerate() {
        let pair = pairs.iter().find(|p| p.read == r);
        if counts_for_precision(gold, claim, pair) {
            add_read(&mut score, claim, pair);
        }
    }
    score
}

/// Everything except records paired with optional claims, and unpaired ones inside what is alleged.
pub fn counts_for_precision(gold: &[Marked], read: &ScoredClaim, pair: Option<&Pair>) -> bool {
    match pair {
        Some(pair) => !gold[pair.gold].optional,
        None => !gold.iter().any(|m| {
            either(&m.claim.event, &m.also.event).any(|e| *e == EventType::Accuse)
                && either(&m.claim.content, &m.also.content).flatten().any(|c| read.trigger.inside(c))
        }),
    }
}

fn add_marked(score: &mut ItemScore, marked: &Marked, answer: Option<(&Pair, &ScoredClaim)>) {
    let typed = answer.filter(|(pair, _)| pair.rights.event);
    let event = typed.map_or(marked.claim.event, |(_, read)| read.event);
    for layer in Layer::ALL {
        score.layers[layer as usize].gold += 1;
        score.layers[layer as usize].right += usize::from(answer.is_some_and(|(p, _)| p.rights.at(layer)));
    }
    score.types[event.index()].gold += 1;
    score.types[event.index()].right += usize::from(typed.is_some());
    score.confusion[event.index()][answer.map_or(NOTHING, |(_, read)| read.event.index())] += 1;
    if let Some((_, read)) = typed {
        for (sum, field) in score.fields.iter_mut().zip(FIELDS) {
            *sum += (field.count)(marked, read);
        }
    }
}

fn add_read(score: &mut ItemScore, claim: &ScoredClaim, pair: Option<&Pair>) {
    let right = |layer| pair.is_some_and(|p| p.rights.at(layer));
    for layer in Layer::ALL {
        score.layers[layer as usize].read += 1;
    }
    score.types[claim.event.index()].read += 1;
    if pair.is_none() {
        score.confusion[NOTHING][claim.event.index()] += 1;
    }
    score.judged.push(Judged {
        confidence: claim.confidence,
        pair: right(Layer::Pair),
        whole: right(Layer::Whole),
    });
}

/// A field of a claim and how it is counted in a typed pair.
pub struct Field {
    /// Its name in tables.
    pub name: &'static str,
    /// What counts as right.
    pub rule: &'static str,
    /// Counts it.
    pub count: fn(&Marked, &ScoredClaim) -> Counts,
}

/// The fields that are scored one by one. Where the markers differ, the value nearer to the record counts.
pub const FIELDS: [Field; 14] = [
    Field {
        name: "actor",
        rule: "parties met, one to one",
        count: |g, r| best(&g.claim.actor, &g.also.actor, |v| parties(v, &r.actor)),
    },
    Field {
        name: "recipient",
        rule: "parties met, one to one",
        count: |g, r| best(&g.claim.recipient, &g.also.recipient, |v| parties(v, &r.recipient)),
    },
    Field {
        name: "status",
        rule: "equal",
        count: |g, r| best(&g.claim.status, &g.also.status, |v| one(*v == r.status)),
    },
    Field {
        name: "mode",
        rule: "equal names",
        count: |g, r| best(&g.claim.mode, &g.also.mode, |v| equal(v, &r.mode)),
    },
    Field {
        name: "place",
        rule: "words overlap",
        count: |g, r| best(&g.claim.place, &g.also.place, |v| overlap(v, &r.place)),
    },
    Field {
        name: "time",
        rule: "words overlap",
        count: |g, r| best(&g.claim.time, &g.also.time, |v| overlap(v.as_slice(), r.time.as_slice())),
    },
    Field {
        name: "counts",
        rule: "kind, low and high equal",
        count: |g, r| best(&g.claim.counts, &g.also.counts, |v| equal(v, &r.counts)),
    },
    Field {
        name: "speaker",
        rule: "words overlap",
        count: |g, r| best(&g.claim.speaker, &g.also.speaker, |v| overlap(v, &r.speaker)),
    },
    Field {
        name: "cues",
        rule: "words overlap",
        count: |g, r| best(&g.claim.cues, &g.also.cues, |v| overlap(v, &r.cues)),
    },
    Field {
        name: "content",
        rule: "words overlap",
        count: |g, r| best(&g.claim.content, &g.also.content, |v| overlap(v, &r.content)),
    },
    Field {
        name: "condition",
        rule: "words overlap",
        count: |g, r| best(&g.claim.condition, &g.also.condition, |v| overlap(v, &r.condition)),
    },
    Field {
        name: "deadline",
        rule: "words overlap",
        count: |g, r| {
            best(&g.claim.deadline, &g.also.deadline, |v| overlap(v.as_slice(), r.deadline.as_slice()))
        },
    },
    Field {
        name: "country",
        rule: "of met parties where both are given: the marked one is among the record's",
        count: |g, r| of_met(g, r, |a, b| compare(&a.country, &b.country, |x, y| y.contains(&x[0]))),
    },
    Field {
        name: "sector",
        rule: "of met parties where both are given: the first is the same",
        count: |g, r| of_met(g, r, |a, b| compare(&a.sector, &b.sector, |x, y| x[0] == y[0])),
    },
];

/// The counts against the marker to whom the record is nearer; of equals the first.
fn best<T>(own: &T, also: &Option<T>, count: impl Fn(&T) -> Counts) -> Counts {
    let errors = |c: &Counts| (c.read - c.right) + (c.gold - c.right);
    either(own, also).map(count).min_by_key(errors).expect("at least the first marker's value")
}

fn one(right: bool) -> Counts {
    Counts { right: usize::from(right), read: 1, gold: 1 }
}

fn equal<T: PartialEq>(gold: &[T], read: &[T]) -> Counts {
    let right = n_matched(gold.len(), read.len(), |g, r| gold[g] == read[r]);
    Counts { right, read: read.len(), gold: gold.len() }
}

fn overlap(gold: &[Words], read: &[Words]) -> Counts {
    let right = n_matched(gold.len(), read.len(), |g, r| gold[g].overlaps(&read[r]));
    Counts { right, read: read.len(), gold: gold.len() }
}

fn parties(gold: &[ScoredParty], read: &[ScoredParty]) -> Counts {
    let right = n_matched(gold.len(), read.len(), |g, r| met(&gold[g], &read[r]));
    Counts { right, read: read.len(), gold: gold.len() }
}

fn of_met(g: &Marked, r: &ScoredClaim, count: impl Fn(&ScoredParty, &ScoredParty) -> Counts) -> Counts {
    let lists =
        [(&g.claim.actor, &g.also.actor, &r.actor), (&g.claim.recipient, &g.also.recipient, &r.recipient)];
    let mut sum = Counts::default();
    for (own, also, read) in lists {
        sum += best(own, also, |gold: &Vec<ScoredParty>| {
            let met = matched(gold.len(), read.len(), |g, r| met(&gold[g], &read[r]));
            Counts::sum(&met.into_iter().map(|(g, r)| count(&gold[g], &read[r])).collect::<Vec<_>>())
        });
    }
    sum
}

fn compare(gold: &[String], read: &[String], same: fn(&[String], &[String]) -> bool) -> Counts {
    if gold.is_empty() || read.is_empty() { Counts::default() } else { one(same(gold, read)) }
}

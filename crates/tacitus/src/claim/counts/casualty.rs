//! A sentence -> the numbers of people in it that some pattern tells of, with the words that tell it.
//!
//! "A bomb killed ten and wounded 20" has two: ten dead by `killed`, 20 injured by `wounded`.

use super::line::Line;
use super::number::{self, Number};
use super::patterns::{PATTERNS, Pattern, Stands};
use super::{people, subject};
use crate::record::CountKind::{self, Arrested, Captured, Displaced, Missing};

/// A number found by a pattern, with the words of the pattern.
pub(super) struct Hit {
    pub pattern: &'static Pattern,
    pub number: Number,
    /// The words that say what happened to them: first, and one past the last.
    pub verb: (usize, usize),
}

/// All numbers of people in a sentence that a pattern tells of, in the order of their verbs.
pub(super) fn hits(line: &Line<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for i in 0..line.len() {
        for pattern in &PATTERNS {
            let Some(verb) = pattern.words.iter().find_map(|w| stand(line, i, w)) else { continue };
            if hits.iter().any(|h| h.pattern.kind == pattern.kind && h.verb.1 > verb.0) {
                continue;
            }
            if let Some(number) = nobody(line, verb.0, pattern.stands)
                .or_else(|| read(line, pattern, verb).filter(|n| is_told(line, pattern.kind, n)))
            {
                hits.push(Hit { pattern, number, verb });
            }
        }
    }
    hits
}

/// One person killed or hurt counts by his name alone. Of the others one must be told as one ("a nurse"): what
/// is captured is often a town, and missing a thing.
fn is_told(line: &Line<'_>, kind: CountKind, number: &Number) -> bool {
    let one = number.low == Some(1) && number.high == Some(1);
    match kind {
        Arrested | Captured => !one || matches!(line.low(number.from), "a" | "an" | "one" | "another"),
        Missing | Displaced => !one || line.low(number.from) == "one",
        _ => true,
    }
}

fn stand(line: &Line<'_>, i: usize, words: &str) -> Option<(usize, usize)> {
    match words.strip_prefix("* ") {
        Some(rest) => {
            let to = i + 1 + rest.split(' ').count();
            (line.reads(i + 1, rest) && line.is_word(i)).then_some((i, to))
        }
        None => line.reads(i, words).then(|| (i, i + words.split(' ').count())),
    }
}

fn read(line: &Line<'_>, pattern: &Pattern, (from, to): (usize, usize)) -> Option<Number> {
    match pattern.stands {
        Stands::Object => people::list(line, to),
        Stands::ToFlee => people::list(line, to).filter(|n| {
            let end = people::phrase_end(line, n.to);
            ["to flee", "to leave", "from", "out"].iter().any(|w| line.reads(end, w))
        }),
        Stands::Subject => subject::subject(line, from),
        Stands::Either if subject::is_passive(line, from) => subject::subject(line, from),
        Stands::Either => people::list(line, to).or_else(|| subject::subject(line, from)),
        Stands::Of if line.low(to) == "of" => people::list(line, to + 1),
        Stands::Of => None,
        Stands::Before => before(line, from),
        Stands::Toll => toll(line, to),
        Stands::Lives => before(line, from).filter(|n| {
            (n.from.saturating_sub(3)..n.from).any(|k| {
                ["claim", "cost", "took", "take", "taking", "lost", "losing"]
                    .iter()
                    .any(|w| line.low(k).starts_with(w))
            })
        }),
    }
}

/// A number in the same phrase: "15 civilian deaths".
fn before(line: &Line<'_>, end: usize) -> Option<Number> {
    (end.saturating_sub(4)..end)
        .find_map(|k| number::at(line, k).filter(|n| n.to <= end && people::phrase_end(line, n.to) >= end))
}

/// "rises to 12", "stands at 208", "exceeds 300", "is now at least 12".
fn toll(line: &Line<'_>, from: usize) -> Option<Number> {
    const LEADS: [&str; 19] = [
        "to",
        "at",
        "is",
        "of",
        "reaches",
        "reached",
        "reaching",
        "hits",
        "hit",
        "exceeds",
        "exceeded",
        "passes",
        "passed",
        "surpasses",
        "surpassed",
        "exceeding",
        "was",
        "now",
        "as",
    ];
    let lead = (from..line.len().min(from + 30)).filter(|&k| LEADS.contains(&line.low(k)));
    lead.into_iter().find_map(|k| {
        (k + 1..k + 6).find_map(|j| {
            let clear = (k + 1..j).all(|w| number::is_bound_word(line.low(w)));
            number::at(line, j).filter(|_| clear)
        })
    })
}

/// "no one was hurt": none.
fn nobody(line: &Line<'_>, verb: usize, stands: Stands) -> Option<Number> {
    let zero = |from: usize, to: usize| Some(Number { low: Some(0), high: Some(0), from, to });
    match stands {
        Stands::Before if matches!(line.before(verb), "no") => zero(verb - 1, verb),
        Stands::Either | Stands::Subject => {
            let mut k = verb;
            while k > 0
                && matches!(
                    line.low(k - 1),
                    "was" | "were" | "is" | "are" | "been" | "has" | "have" | "reported" | "had"
                )
            {
                k -= 1;
            }
            for words in ["no one", "nobody", "no people", "none", "no civilians", "no soldiers"] {
                if let Some(from) = line.reads_before(k, words) {
                    return zero(from, k);
                }
            }
            None
        }
        _ => None,
    }
}

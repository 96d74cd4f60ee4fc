//! How many: the dead, injured, arrested, captured, missing, displaced, and how many took part.
//!
//! Takes the sentences and the acts of one document; gives for each act its counts, one of a kind. It reads
//! words and triggers only and counts only what is stated (corpus/GUIDELINE.md, Counts).
//!
//! `A bomb hit a market, killing at least 40.` gives the act `bomb` dead, 40 or more.

mod casualty;
mod line;
mod number;
mod patterns;
mod people;
mod size;
mod subject;
mod tie;
mod words;

use super::{Scene, entity};
use crate::record::{self, CountKind};
use crate::{Act, Known, Role, Sentence, Span};
use line::Line;

/// A number of an act.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Of what.
    pub kind: CountKind,
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// The words of the number and of those it counts.
    pub span: Span,
    /// Which pattern.
    pub rule: &'static str,
}

/// The names of the patterns, for the tests: each has its cases.
pub fn patterns() -> impl Iterator<Item = &'static str> {
    patterns::PATTERNS.iter().map(|p| p.name)
}

/// The counts of each act, in the order of the acts; within an act in the order of [`CountKind`].
pub fn figures(text: &str, sentences: &[Sentence], acts: &[Act]) -> Vec<Vec<Figure>> {
    let lines: Vec<Line<'_>> = sentences.iter().map(|s| Line::new(text, s)).collect();
    let mut figures: Vec<Vec<Figure>> = acts.iter().map(|_| Vec::new()).collect();
    let mut ties = tie::Ties::default();
    for (sentence, line) in lines.iter().enumerate() {
        for hit in casualty::hits(line) {
            ties.add(acts, sentence, line, hit);
        }
    }
    for (act, (sentence, hit)) in ties.chosen() {
        let line = &lines[sentence];
        figures[act].push(figure(line, hit.pattern.kind, &hit.number, hit.pattern.name));
    }
    for (i, act) in acts.iter().enumerate() {
        let Some(line) = lines.get(act.sentence) else { continue };
        if let Some(sized) = size::size(line, act) {
            figures[i].push(figure(line, CountKind::Size, &sized.number, sized.rule));
        }
    }
    figures
}

fn figure(line: &Line<'_>, kind: CountKind, number: &number::Number, rule: &'static str) -> Figure {
    Figure { kind, low: number.low, high: number.high, span: line.span(number.from, number.to), rule }
}

/// Puts the figures of an act into the record's form: whose they are when a party's phrase stands there, and
/// the speaker of the act as the one who gives them.
pub(super) fn counts(scene: &Scene<'_>, act: &Act, figures: &[Figure]) -> Vec<record::Count> {
    let by = act.in_role(Role::Speaker).next().map(|a| a.span);
    let party = |span: Span| entity(scene.known, span, &scene.doc.text, scene.scalars);
    let count = |f: &Figure| {
        let words = scene.span(f.span);
        record::Count {
            kind: f.kind,
            low: f.low.map(|n| n as f64),
            high: f.high.map(|n| n as f64),
            who: whose(scene.known, act, f).map(party),
            text: words.text,
            start: words.start,
            end: words.end,
            by: by.map(party),
        }
    };
    figures.iter().map(count).collect()
}

/// The recipient or, of a size, the actor whose phrase stands with the number.
fn whose(known: &Known, act: &Act, figure: &Figure) -> Option<Span> {
    let role = if figure.kind == CountKind::Size { Role::Actor } else { Role::Recipient };
    act.in_role(role).map(|a| a.span).find(|s| {
        s.start <= figure.span.end + 1 && figure.span.start <= s.end && known.parties.contains_key(s)
    })
}

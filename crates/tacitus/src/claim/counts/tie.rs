//! Which act a number belongs to: the one whose trigger says it, else the nearest act of its sentence that
//! could do such a thing, else the last one of the sentence before.
//!
//! In "A bomb killed 12 and police arrested 3" the dead are the bomb's, the arrested the arrest's.

use super::casualty::Hit;
use super::line::Line;
use crate::record::CountKind::{self, *};
use crate::{Act, EventType};

/// How near: the smaller the better. (how it was tied, words between)
type Distance = (u8, usize);

/// For each act and kind the nearest number.
#[derive(Default)]
pub(super) struct Ties {
    ties: Vec<(usize, Distance, usize, Hit)>,
}

/// The types that can have such a count, those asked first first.
fn events(kind: CountKind) -> &'static [&'static [EventType]] {
    use EventType::{Assault, Coerce, Protest, Sanction};
    match kind {
        Dead | Injured => &[&[Assault], &[Protest], &[Coerce]],
        Arrested => &[&[Coerce]],
        Captured => &[&[Assault, Coerce]],
        Missing => &[&[Assault], &[Coerce]],
        Displaced => &[&[Sanction, Assault, Coerce]],
        Size | Money => &[],
    }
}

/// May an act have a number told by other words than its trigger? Nobody dies of an arrest or a kidnapping
/// unless it says so itself.
fn fits_from_afar(kind: CountKind, act: &Act) -> bool {
    let has = |mode: &str| act.modes.iter().any(|(m, _)| m == mode);
    match kind {
        Dead | Injured => act.trigger.value != EventType::Coerce && !has("abduct"),
        Arrested => has("arrest"),
        Captured => has("abduct"),
        Displaced => act.trigger.value == EventType::Assault || has("expel"),
        _ => true,
    }
}

impl Ties {
    /// Gives the number to its act, unless that has a nearer one of the kind.
    pub fn add(&mut self, acts: &[Act], sentence: usize, line: &Line<'_>, hit: Hit) {
        let kind = hit.pattern.kind;
        let Some((act, distance)) = nearest(acts, sentence, line, &hit) else { return };
        let rival = self.ties.iter().position(|(a, _, _, h)| *a == act && h.pattern.kind == kind);
        match rival {
            Some(i) if self.ties[i].1 <= distance => {}
            Some(i) => self.ties[i] = (act, distance, sentence, hit),
            None => self.ties.push((act, distance, sentence, hit)),
        }
    }

    /// All that stayed: the act, the sentence and the number.
    pub fn chosen(mut self) -> impl Iterator<Item = (usize, (usize, Hit))> {
        self.ties.sort_by_key(|(act, _, _, hit)| (*act, hit.pattern.kind as usize));
        self.ties.into_iter().map(|(act, _, sentence, hit)| (act, (sentence, hit)))
    }
}

fn nearest(acts: &[Act], sentence: usize, line: &Line<'_>, hit: &Hit) -> Option<(usize, Distance)> {
    let kind = hit.pattern.kind;
    for (rank, events) in events(kind).iter().enumerate() {
        let able = |a: &Act| events.contains(&a.trigger.value);
        let here = acts.iter().enumerate().filter(|(_, a)| a.sentence == sentence && able(a));
        let best = here
            .filter_map(|(i, act)| Some((i, act, gap(line.within(act.trigger.span)?, hit.verb))))
            .filter(|(_, act, gap)| *gap == 0 || fits_from_afar(kind, act))
            .min_by_key(|(_, _, gap)| *gap);
        if let Some((i, _, gap)) = best {
            return Some((i, (if gap == 0 { 0 } else { 1 + rank as u8 }, gap)));
        }
    }
    let before = sentence.checked_sub(1)?;
    let first = events(kind).first()?;
    let last = acts
        .iter()
        .rposition(|a| a.sentence == before && first.contains(&a.trigger.value) && fits_from_afar(kind, a))?;
    Some((last, (9, line.len())))
}

/// Words between; nothing when they touch.
fn gap(trigger: (usize, usize), verb: (usize, usize)) -> usize {
    if trigger.0 < verb.1 && verb.0 < trigger.1 {
        0
    } else if trigger.1 <= verb.0 {
        1 + verb.0 - trigger.1
    } else {
        1 + trigger.0 - verb.1
    }
}

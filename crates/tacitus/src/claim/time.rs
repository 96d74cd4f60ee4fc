//! When it was, and until when it must be.

use super::Scene;
use crate::record::{Deadline, Due, Time, TimeBasis};
use crate::{Act, Grain, Role, Span, TimeKnown};
use jiff::civil::Date;

/// The time of a claim: what is said, else the report's date.
pub fn time(scene: &Scene<'_>, act: &Act) -> Time {
    let Some(argument) = act.in_role(Role::Time).next() else {
        let date = scene.doc.published.date;
        let grain = date.map(|_| Grain::Day);
        return Time {
            text: None,
            start: None,
            end: None,
            from: date,
            to: date,
            grain,
            basis: TimeBasis::Published,
        };
    };
    let words = scene.span(argument.span);
    let known = within(scene, argument.span);
    Time {
        from: known.and_then(|t| t.from),
        to: known.and_then(|t| t.to),
        grain: known.map(|t| t.grain),
        basis: if known.is_some_and(|t| t.anchored) { TimeBasis::Anchored } else { TimeBasis::Stated },
        text: Some(words.text),
        start: Some(words.start),
        end: Some(words.end),
    }
}

/// The deadline, reckoned from when it was said: the claim's own time. Words that stop short of the time they
/// name ("by" of "by Friday") are completed.
pub fn deadline(scene: &Scene<'_>, act: &Act, said: Option<Date>) -> Option<Deadline> {
    let argument = act.in_role(Role::Deadline).next()?;
    let span = completed(scene, argument.span);
    let words = scene.span(span);
    let known = within(scene, span);
    let hours = known.and_then(|t| t.hours);
    let date = known.filter(|t| t.hours.is_none()).and_then(|t| t.to);
    let after = said.zip(known).and_then(|(day, time)| after(day, time));
    let due = date.or(after).map(|day| Due { from: known.and_then(|t| t.from).or(Some(day)), to: Some(day) });
    Some(Deadline { text: words.text, start: words.start, end: words.end, hours, date, due })
}

/// The day when a length of time is over: months and years as the calendar has them ("two months"), all else
/// by the hours.
fn after(day: Date, time: &TimeKnown) -> Option<Date> {
    let count = |unit: char| time.value.strip_prefix('P')?.strip_suffix(unit)?.parse::<i64>().ok();
    let hours = time.hours?;
    let length = match (count('M'), count('Y')) {
        (Some(n), _) => jiff::Span::new().try_months(n),
        (_, Some(n)) => jiff::Span::new().try_years(n),
        _ => jiff::Span::new().try_days((hours / 24.0).ceil() as i64),
    };
    day.checked_add(length.ok()?).ok()
}

/// The words, up to the end of a time that they begin to name or that follows them at once.
fn completed(scene: &Scene<'_>, words: Span) -> Span {
    const OPENS: [&str; 12] =
        ["after", "at", "before", "by", "from", "in", "on", "the", "till", "until", "while", "within"];
    let opens = OPENS.contains(&words.of(&scene.doc.text).to_lowercase().as_str());
    let reach = words.end + usize::from(opens);
    let of_these =
        |t: &&TimeKnown| t.span.start <= reach && t.span.end > words.start && t.span.end > words.end;
    let end = scene.known.times.iter().filter(of_these).map(|t| t.span.end).max();
    Span::new(words.start, end.unwrap_or(words.end))
}

/// The resolved time that these words name: the one that shares most with them, of equals the first.
fn within<'a>(scene: &'a Scene<'_>, words: Span) -> Option<&'a TimeKnown> {
    let shared = |t: &TimeKnown| t.span.end.min(words.end).saturating_sub(t.span.start.max(words.start));
    let times = scene.known.times.iter().filter(|t| t.span.overlaps(words));
    times.reduce(|a, b| if shared(b) > shared(a) { b } else { a })
}

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
    let span = with_its_date(&scene.doc.text, argument.span, &scene.known.times);
    let words = scene.span(span);
    let known = within(scene, span);
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

/// The deadline, reckoned from when it was said: the claim's own time.
pub fn deadline(scene: &Scene<'_>, act: &Act, said: Option<Date>) -> Option<Deadline> {
    let argument = act.in_role(Role::Deadline).next()?;
    let span = with_its_date(&scene.doc.text, argument.span, &scene.known.times);
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

/// The resolved time that these words name: the one that shares most with them, of equals the first.
fn within<'a>(scene: &'a Scene<'_>, words: Span) -> Option<&'a TimeKnown> {
    let shared = |t: &TimeKnown| t.span.end.min(words.end).saturating_sub(t.span.start.max(words.start));
    let times = scene.known.times.iter().filter(|t| t.span.overlaps(words));
    times.reduce(|a, b| if shared(b) > shared(a) { b } else { a })
}

/// The head may cut "on Thursday" to "on", or "within 72 hours" to "within 72": a phrase goes on to the end of a time that
/// it begins to name, or of the one right behind it where it names none.
fn with_its_date(text: &str, words: Span, times: &[TimeKnown]) -> Span {
    let reaches_in = |t: &&TimeKnown| t.span.overlaps(words);
    let is_one_gap = |gap: &str| gap.trim().is_empty() && gap.matches('\n').count() < 2;
    let follows = |t: &&TimeKnown| text.get(words.end..t.span.start).is_some_and(is_one_gap);
    let begun = times.iter().filter(reaches_in).map(|t| t.span.end).max();
    let end = begun.or_else(|| times.iter().find(follows).map(|t| t.span.end));
    Span::new(words.start, end.map_or(words.end, |end| end.max(words.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a time found as `head`, where `date` is a date expression.
    fn whole(text: &str, head: &str, date: &str) -> String {
        let span = |words: &str| {
            let start = text.find(words).expect("words of the text");
            Span::new(start, start + words.len())
        };
        let known = TimeKnown {
            span: span(date),
            from: None,
            to: None,
            grain: Grain::Day,
            value: String::new(),
            hours: None,
            anchored: true,
            by: crate::Finder::Rule("date/weekday"),
        };
        with_its_date(text, span(head), &[known]).of(text).to_owned()
    }

    #[test]
    fn a_time_cut_before_its_date_goes_on_to_it() {
        assert_eq!(whole("They left on Thursday.", "on", "Thursday"), "on Thursday");
        assert_eq!(whole("They left in late May.", "in late", "May"), "in late May");
        assert_eq!(whole("They leave within 72 hours.", "within 72", "72 hours"), "within 72 hours");
    }

    #[test]
    fn a_date_further_on_is_another_time() {
        assert_eq!(whole("They left overnight, by Thursday.", "overnight", "Thursday"), "overnight");
        assert_eq!(whole("They left on Thursday.", "on Thursday", "Thursday"), "on Thursday");
        assert_eq!(whole("What they work on\n\nThursday was calm.", "on", "Thursday"), "on");
    }
}

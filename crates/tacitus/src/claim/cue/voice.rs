//! In whose voice words of a report stand: somebody's who is quoted or reported, or the text's own.
//!
//! Takes the words, the claim they belong to, its speaker, and what others are told to say; gives whose the words
//! are. It reads quotation marks and spans, never the meaning.

use super::{Near, Said};
use crate::{EventType, Span};

/// Shorter quotations may be the text's own irony (`the "martyrs"`), longer ones are somebody's words.
const LONG_QUOTATION: usize = 3;

/// Whose words these are; `None` is the text itself. The innermost who says them counts.
pub(super) fn of(near: &Near<'_>, words: Span, speaker: Option<Span>, said: &[Said]) -> Option<Span> {
    let quotation = quotation(near.text, words);
    let quoted = quotation.is_some();
    let says = |s: &&Said| s.words.contains(words) && !s.by.overlaps(words) && (s.in_full || quoted);
    let innermost = said.iter().filter(says).min_by_key(|s| (s.words.len(), s.words.start)).map(|s| s.by);
    // Of a claim whose trigger is quoted the speaker says only what is quoted too.
    let is_his = |s: &Span| !s.overlaps(words) && (quoted || !is_quoted(near.text, near.trigger));
    let speaking = || near.actor.first().map(|party| party.span).filter(|actor| !actor.overlaps(words));
    let is_long = |q: Span| q.of(near.text).split_whitespace().nth(LONG_QUOTATION - 1).is_some();
    let own_words =
        || if is_speech(near.event) && quotation.is_some_and(is_long) { speaking() } else { None };
    innermost.or_else(|| speaker.filter(is_his)).or_else(own_words)
}

/// Is the act itself done by speaking, so that its actor may be quoted?
fn is_speech(event: EventType) -> bool {
    use EventType::*;
    matches!(event, Accuse | Support | Reject | Request | Threaten | Agree | Concede)
}

/// Do the words stand in a quotation?
pub(super) fn is_quoted(text: &str, words: Span) -> bool {
    quotation(text, words).is_some()
}

/// The quotation in which the words stand, without its marks; one that is not closed ends with its paragraph.
fn quotation(text: &str, words: Span) -> Option<Span> {
    let first = text[..words.start].rfind('\n').map_or(0, |at| at + 1);
    let last = text[words.end..].find('\n').map_or(text.len(), |at| words.end + at);
    let before = &text[first..words.start];
    let end = |marks: [char; 2]| text[words.end..last].find(marks).map_or(last, |at| words.end + at);
    if before.matches('"').count() % 2 == 1 {
        let start = before.rfind('"').expect("an odd number is not none") + 1;
        return Some(Span::new(first + start, end(['"', '"'])));
    }
    let start = before.rfind('“').map(|at| at + '“'.len_utf8());
    match start {
        Some(start) if !before[start..].contains('”') => Some(Span::new(first + start, end(['”', '“']))),
        _ => in_single_marks(text, words),
    }
}

/// How far from single quotation marks their words may end; those of longer quotations are not told from
/// apostrophes.
const LONGEST_SINGLE: usize = 40;

/// `'martyrs'`, `‘heroic’ men`: single marks right before the words and soon behind them.
fn in_single_marks(text: &str, words: Span) -> Option<Span> {
    let mut before = text[..words.start].chars().rev();
    let opened =
        matches!(before.next(), Some('‘' | '\'')) && !before.next().is_some_and(char::is_alphanumeric);
    if !opened {
        return None;
    }
    let behind = &text[words.end..];
    let closes = |(at, c): &(usize, char)| {
        matches!(c, '’' | '\'')
            && !behind[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric)
    };
    let (at, _) = behind.char_indices().take(LONGEST_SINGLE).find(closes)?;
    Some(Span::new(words.start, words.end + at))
}

//! A text -> its words as the tables spell them: small letters, no accents, no possessive. Never changes
//! the text, never looks anything up.
//!
//! "Côte d'Ivoire's U.S.-led foes" gives `cote divoire us led foes`, each with its place in the text.

use crate::Span;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Only white space, or nothing.
    Space,
    /// A hyphen or slash without white space around: "US-UK".
    Hyphen,
    /// A comma, bracket, dash or the like.
    Mark,
    /// The end of a sentence.
    Stop,
}

/// How a word uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Capitals {
    /// "police", "4,500".
    None,
    /// "Police".
    First,
    /// "UN", "U.S.", "ETA"; at least two letters.
    All,
}

/// A word of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where it stands, with its possessive.
    pub span: Span,
    /// Where its folded form stands in [`Words::folded`].
    fold: (u32, u32),
    pub capitals: Capitals,
    /// "Iraq's", "rebels'".
    pub possessive: bool,
    pub gap: Gap,
}

/// All words of a text.
pub(super) struct Words {
    pub list: Vec<Word>,
    folded: String,
}

impl Words {
    /// Reads the text once.
    pub fn new(text: &str) -> Words {
        let mut words =
            Words { list: Vec::with_capacity(text.len() / 6), folded: String::with_capacity(text.len()) };
        let mut at = 0;
        let mut gap = Gap::Stop;
        while let Some(c) = text[at..].chars().next() {
            if is_word_char(c) {
                let end = word_end(text, at);
                words.push(text, Span::new(at, end), gap);
                at = end;
                gap = Gap::Space;
            } else {
                gap = widen(gap, c, text, at, &words);
                at += c.len_utf8();
            }
        }
        words
    }

    /// The folded form of one word.
    pub fn fold(&self, idx: usize) -> &str {
        let (start, end) = self.list[idx].fold;
        &self.folded[start as usize..end as usize]
    }

    /// The words that share a byte with this span.
    pub fn within(&self, span: Span) -> Range<usize> {
        let start = self.list.partition_point(|w| w.span.end <= span.start);
        let end = self.list.partition_point(|w| w.span.start < span.end);
        start..end.max(start)
    }

    /// The text that these words cover.
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.list[range.start].span.start, self.list[range.end - 1].span.end)
    }

    fn push(&mut self, text: &str, span: Span, gap: Gap) {
        let (bare, possessive) = strip_possessive(span.of(text));
        let possessive =
            possessive || (bare.ends_with(['s', 'S']) && text[span.end..].starts_with(['\'', '’']));
        let start = self.folded.len() as u32;
        fold_into(bare, &mut self.folded);
        self.list.push(Word {
            span,
            fold: (start, self.folded.len() as u32),
            capitals: capitals(bare),
            possessive,
            gap,
        });
    }
}

/// A phrase in its folded form, words joined by one space.
pub(super) fn fold_phrase(phrase: &str) -> (String, Vec<Capitals>) {
    let words = Words::new(phrase);
    let folds: Vec<&str> = (0..words.list.len()).map(|i| words.fold(i)).collect();
    (folds.join(" "), words.list.iter().map(|w| w.capitals).collect())
}

/// FNV-1a, which can be carried on word by word.
pub(super) fn hash(mut state: u64, bytes: &str) -> u64 {
    for &byte in bytes.as_bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    state
}

/// Where [`hash`] begins.
pub(super) const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// May a word begin with it? Letters that serve as apostrophes (the Hawaiian okina) only stand inside one.
fn is_word_char(c: char) -> bool {
    (c.is_alphanumeric() && !is_apostrophe(c)) || c == '&'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʻ' | '‘' | 'ʼ')
}

/// One past the word that begins at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut last = ' ';
    let mut run = 0; // letters since the last full stop
    for (i, c) in text[start..].char_indices() {
        let next = text[start + i + c.len_utf8()..].chars().next().unwrap_or(' ');
        let inside = if c == '&' {
            i == 0
        } else if is_apostrophe(c) {
            last.is_alphabetic() && next.is_alphabetic()
        } else if c == '.' {
            (run == 1 && last.is_alphabetic() && next.is_alphabetic())
                || (last.is_ascii_digit() && next.is_ascii_digit())
        } else if c == ',' {
            last.is_ascii_digit() && next.is_ascii_digit()
        } else {
            c.is_alphanumeric() || is_combining_mark(c)
        };
        if !inside || last == '&' {
            break;
        }
        run = if c == '.' { 0 } else { run + 1 };
        last = c;
        end = start + i + c.len_utf8();
    }
    end
}

/// What stands before the next word, now that `c` stands there too.
fn widen(gap: Gap, c: char, text: &str, at: usize, words: &Words) -> Gap {
    let glued = |i: usize| text[i..].chars().next().is_some_and(is_word_char);
    match c {
        _ if gap == Gap::Stop => Gap::Stop,
        '.' if abbreviates(words) => gap,
        '.' | '!' | '?' | '\n' | ';' => Gap::Stop,
        '-' | '/' | '–'
            if gap == Gap::Space
                && at > 0
                && glued(at + c.len_utf8())
                && text[..at].ends_with(is_word_char) =>
        {
            Gap::Hyphen
        }
        ',' | ':' | '(' | ')' | '"' | '“' | '”' | '–' | '—' | '-' | '/' | '[' | ']' => Gap::Mark,
        _ => gap,
    }
}

/// Does a full stop after the last word belong to it, as in "U.S.", "Gen.", "W."?
fn abbreviates(words: &Words) -> bool {
    const ABBREVIATED: [&str; 24] = [
        "mr", "mrs", "ms", "dr", "gen", "lt", "col", "maj", "capt", "sgt", "brig", "adm", "sen", "rep",
        "gov", "rev", "prof", "st", "fr", "cpl", "jr", "no", "vs", "hon",
    ];
    match words.list.len().checked_sub(1) {
        Some(i) => {
            words.fold(i).chars().count() == 1
                || ABBREVIATED.contains(&words.fold(i))
                || words.fold(i) == "us"
        }
        None => false,
    }
}

fn strip_possessive(word: &str) -> (&str, bool) {
    let mut from_end = word.char_indices().rev();
    if let (Some((_, 's')), Some((i, c))) = (from_end.next(), from_end.next())
        && is_apostrophe(c)
        && i > 0
    {
        return (&word[..i], true);
    }
    (word, false)
}

fn capitals(word: &str) -> Capitals {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    match letters.peek() {
        Some(c) if c.is_uppercase() => {
            let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
            if n_letters > 1 && letters.all(char::is_uppercase) { Capitals::All } else { Capitals::First }
        }
        _ => Capitals::None,
    }
}

fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(
            word.chars()
                .filter(|&c| c != '\'' && c != '.')
                .map(|c| if c == '&' { '+' } else { c.to_ascii_lowercase() }),
        );
        return;
    }
    for c in word.nfd().filter(|&c| !is_combining_mark(c) && !is_apostrophe(c) && c != '.') {
        match c {
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' => out.push('d'),
            'ı' | 'İ' => out.push('i'),
            'ə' => out.push('a'),
            'æ' | 'Æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            '&' => out.push('+'),
            c => out.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folds(text: &str) -> String {
        fold_phrase(text).0
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        assert_eq!(folds("Côte d’Ivoire"), folds("Cote d'Ivoire"));
        assert_eq!(folds("al-Qaeda"), folds("Al Qaeda"));
        assert_eq!(folds("U.S."), folds("US"));
        assert_eq!(folds("N'Djamena"), "ndjamena");
        assert_eq!(folds("Iraq's rebels'"), "iraq rebels");
    }

    #[test]
    fn a_letter_that_is_an_apostrophe_begins_no_word() {
        let words = Words::new("ʻAkilisi of ʼ");
        assert_eq!(words.list.len(), 2);
        assert_eq!(words.fold(0), "akilisi");
    }

    #[test]
    fn words_keep_their_place_and_their_neighbours() {
        let text = "In the U.S. Gen. Noé's US-UK troops, 4,500 men. They left";
        let words = Words::new(text);
        let of = |i: usize| (words.list[i].span.of(text), words.list[i].gap);
        assert_eq!(of(2), ("U.S", Gap::Space));
        assert_eq!(of(4), ("Noé's", Gap::Space));
        assert_eq!(of(6), ("UK", Gap::Hyphen));
        assert_eq!(of(8), ("4,500", Gap::Mark));
        assert_eq!(of(10), ("They", Gap::Stop));
    }
}

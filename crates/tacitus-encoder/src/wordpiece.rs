//! Words to pieces, as BERT's uncased models were trained with: basic tokenization, then WordPiece.
//!
//! Takes the text of a token, gives piece numbers. Control characters are dropped, accents taken off, letters
//! made small, Chinese characters and marks of punctuation set apart; then the longest piece in the
//! vocabulary is cut off again and again. It never looks beyond the token, and a token without a piece of its
//! own (a lone combining mark) is `[UNK]`.
//!
//! Example: "Résumés," is `resume`, `##s`, `,`.

use std::collections::HashMap;
use tacitus_types::EncoderError;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// A longer word is `[UNK]` (BERT's limit), in characters.
const LONGEST_WORD: usize = 100;

/// The vocabulary.
#[derive(Debug)]
pub struct WordPiece {
    /// Pieces that begin a word.
    initial: HashMap<Box<str>, u32>,
    /// Pieces that continue one, without their `##`.
    inner: HashMap<Box<str>, u32>,
    /// Bytes of the longest piece.
    longest: usize,
    n_pieces: usize,
    unknown: u32,
    /// `[CLS]`, which opens a passage.
    pub opening: u32,
    /// `[SEP]`, which closes it.
    pub closing: u32,
}

impl WordPiece {
    /// Takes a vocabulary of one piece a line; the number of the line, from 0, is the piece's.
    pub fn new(vocabulary: &str) -> Result<WordPiece, EncoderError> {
        let (mut initial, mut inner) = (HashMap::new(), HashMap::new());
        let (mut longest, mut n_pieces) = (0, 0);
        for (id, line) in (0..).zip(vocabulary.lines()) {
            n_pieces += 1;
            let (map, piece) = match line.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => (&mut inner, rest),
                _ => (&mut initial, line),
            };
            longest = longest.max(piece.len());
            map.insert(Box::from(piece), id);
        }
        let special = |name: &str| {
            initial.get(name).copied().ok_or_else(|| {
                EncoderError::new(format!("`vocab.txt` has no piece `{name}`"), Some("it is not BERT's"))
            })
        };
        let (unknown, opening, closing) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(WordPiece { initial, inner, longest, n_pieces, unknown, opening, closing })
    }

    /// Size of the vocabulary.
    pub fn len(&self) -> usize {
        self.n_pieces
    }

    /// Has it no piece at all?
    pub fn is_empty(&self) -> bool {
        self.n_pieces == 0
    }

    /// Adds the pieces of one token to `pieces`, at least one; `buffer` is room to work in. Returns how many.
    pub fn cut(&self, token: &str, buffer: &mut String, pieces: &mut Vec<u32>) -> usize {
        let before = pieces.len();
        buffer.clear();
        simplify(token, buffer);
        for word in words(buffer) {
            self.cut_word(word, pieces);
        }
        if pieces.len() == before {
            pieces.push(self.unknown);
        }
        pieces.len() - before
    }

    fn cut_word(&self, word: &str, pieces: &mut Vec<u32>) {
        let before = pieces.len();
        if word.len() > LONGEST_WORD && word.chars().count() > LONGEST_WORD {
            pieces.push(self.unknown);
            return;
        }
        let mut rest = word;
        while !rest.is_empty() {
            let map = if rest.len() == word.len() { &self.initial } else { &self.inner };
            let Some((id, len)) = self.longest_match(map, rest) else {
                pieces.truncate(before);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(id);
            rest = &rest[len..];
        }
    }

    fn longest_match(&self, map: &HashMap<Box<str>, u32>, text: &str) -> Option<(u32, usize)> {
        (1..=self.longest.min(text.len()))
            .rev()
            .filter(|len| text.is_char_boundary(*len))
            .find_map(|len| map.get(&text[..len]).map(|id| (*id, len)))
    }
}

/// BERT's cleaning: adds `token` without control characters and accents, in small letters, Chinese
/// characters between spaces.
fn simplify(token: &str, out: &mut String) {
    if token.is_ascii() {
        out.extend(token.chars().filter_map(cleaned).map(|c| c.to_ascii_lowercase()));
        return;
    }
    let spaced = token.chars().filter_map(cleaned).flat_map(|c| {
        let space = is_chinese(c).then_some(' ');
        [space, Some(c), space].into_iter().flatten()
    });
    let bare = spaced.nfd().filter(|c| c.general_category() != GeneralCategory::NonspacingMark);
    out.extend(bare.flat_map(char::to_lowercase));
}

/// The character itself, a space for white space, nothing for a control character.
fn cleaned(c: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c),
        '\t' | '\n' | '\r' => Some(' '),
        '\u{fffd}' => None,
        _ => match c.general_category() {
            GeneralCategory::Control | GeneralCategory::Format | GeneralCategory::PrivateUse => None,
            _ if c.is_whitespace() => Some(' '),
            _ => Some(c),
        },
    }
}

/// CJK ideographs, in the blocks that BERT names.
fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b820}'..='\u{2ceaf}'
        | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// Splits at white space, and around every mark of punctuation.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(char::is_whitespace).flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let len = if is_punctuation(first) {
                first.len_utf8()
            } else {
                rest.find(is_punctuation).unwrap_or(rest.len())
            };
            let (word, after) = rest.split_at(len);
            rest = after;
            Some(word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nresume\n##s\n,\nun\n##aff\n##able\nu\n.\n中\n国\n'\nthe\n\
        ##e\na\n##a\n-\nι\n##ας\n##ασ\n€\n10";

    fn pieces(token: &str) -> String {
        let wordpiece = WordPiece::new(VOCABULARY).expect("the special pieces are there");
        let (mut ids, lines) = (Vec::new(), VOCABULARY.lines().collect::<Vec<_>>());
        let n = wordpiece.cut(token, &mut String::new(), &mut ids);
        assert_eq!(n, ids.len());
        ids.into_iter().map(|id| lines[id as usize]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_cut_as_bert_cuts_them() {
        let cases = [
            ("resume", "resume"),
            ("Résumés,", "resume ##s ,"),
            ("re\u{301}sume\u{301}", "resume"),
            ("unaffable", "un ##aff ##able"),
            ("UNAFFABLE", "un ##aff ##able"),
            ("unaffabl", "[UNK]"),
            ("U.", "u ."),
            ("un-un", "un - un"),
            ("the'", "the '"),
            ("thee", "the ##e"),
            ("中国", "中 国"),
            ("the中国the", "the 中 国 the"),
            ("un\u{0}aff\u{200b}able\u{7f}", "un ##aff ##able"),
            ("un\u{a0}un", "un un"),
            ("un\tun", "un un"),
            ("\u{301}", "[UNK]"),
            ("\u{1}", "[UNK]"),
            ("", "[UNK]"),
            ("\u{fffd}un", "un"),
            ("ΙΑΣ", "ι ##ασ"),
            ("€10", "[UNK]"),
            ("€", "€"),
            ("“un”", "[UNK] un [UNK]"),
            ("xyz", "[UNK]"),
        ];
        for (token, expected) in cases {
            assert_eq!(pieces(token), expected, "{token:?}");
        }
    }

    #[test]
    fn a_word_of_more_than_100_characters_is_unknown() {
        let (long, longer) = ("a".repeat(100), "a".repeat(101));
        assert_eq!(pieces(&long), format!("a{}", " ##a".repeat(99)));
        assert_eq!(pieces(&longer), "[UNK]");
        assert_eq!(pieces(&format!("{longer},a")), "[UNK] , a");
    }

    #[test]
    fn a_vocabulary_without_special_pieces_is_refused() {
        assert!(WordPiece::new("[UNK]\n[CLS]\nthe").is_err());
    }
}

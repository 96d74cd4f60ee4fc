//! Text -> sentences and tokens with exact offsets, and passages for the encoder.
//!
//! Takes a document's text; gives where its sentences and words stand. It never changes, copies or drops a
//! character: every character that is not white space belongs to exactly one token.
//!
//! `Gen. Ali's men left. "We won't return," he said.` has two sentences; its first tokens are `Gen.`, `Ali`,
//! `'s`, `men`, `left`, `.`.

use crate::{Document, Note, NoteCode, Passage, Sentence, Span, Token};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Most pieces of words the encoder reads at once. Portal items of one paragraph nearly always fit.
pub const MAX_PIECES: usize = 160;

/// How many pieces a part of an over-long sentence shares with the part before it, as context.
pub const OVERLAP_PIECES: usize = 40;

/// Cuts a text into sentences. Those without a word or mark do not exist, so none is empty.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let tokens = tokens(text);
    let mut sentences = Vec::new();
    let mut first = 0;
    for i in 0..tokens.len() {
        let last = i + 1 == tokens.len();
        if last || is_boundary(text, &tokens[first..], i - first) {
            let tokens = tokens[first..=i].to_vec();
            let span = Span::new(tokens[0].span.start, tokens[tokens.len() - 1].span.end);
            sentences.push(Sentence { span, tokens });
            first = i + 1;
        }
    }
    sentences
}

/// Groups neighbouring sentences of a paragraph into passages of at most [`MAX_PIECES`] pieces; cuts a
/// longer sentence into parts that overlap by about [`OVERLAP_PIECES`].
pub fn passages(text: &str, sentences: &[Sentence], n_pieces: impl Fn(Token) -> usize) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut room = 0;
    for (sentence_idx, sentence) in sentences.iter().enumerate() {
        let sizes: Vec<usize> = sentence.tokens.iter().map(|&t| n_pieces(t)).collect();
        let size: usize = sizes.iter().sum();
        let same_paragraph = sentence_idx > 0
            && !has_blank_line(&text[sentences[sentence_idx - 1].span.end..sentence.span.start]);
        let tokens = sentence.tokens.iter().map(|&t| (sentence_idx, t));
        if size > MAX_PIECES {
            passages.extend(parts(sentence_idx, sentence, &sizes));
            room = 0;
        } else if let (true, true, Some(passage)) = (same_paragraph, size <= room, passages.last_mut()) {
            passage.tokens.extend(tokens);
            room -= size;
        } else {
            passages.push(Passage { tokens: tokens.collect(), fresh_from: 0 });
            room = MAX_PIECES - size;
        }
    }
    passages
}

/// Tells of sentences so long that they were read in parts.
pub fn notes(doc: &Document, passages: &[Passage]) -> Vec<Note> {
    let n_parts = passages.iter().filter(|p| p.fresh_from > 0).count();
    if n_parts == 0 {
        return Vec::new();
    }
    vec![Note {
        doc: Some(doc.id.clone()),
        path: doc.path.clone(),
        line: doc.line,
        what: NoteCode::LongSentence,
        message: format!("has sentences too long to be read at once: {n_parts} further overlapping parts"),
    }]
}

/// The parts of a sentence that does not fit a passage.
fn parts(sentence_idx: usize, sentence: &Sentence, sizes: &[usize]) -> Vec<Passage> {
    let mut parts = Vec::new();
    let (mut from, mut fresh) = (0, 0);
    while fresh < sizes.len() {
        let to = reach(sizes, from, MAX_PIECES).max(fresh + 1);
        let tokens = sentence.tokens[from..to].iter().map(|&t| (sentence_idx, t)).collect();
        parts.push(Passage { tokens, fresh_from: fresh - from });
        fresh = to;
        from = to;
        let mut shared = 0;
        while from > 0 && shared + sizes[from - 1] <= OVERLAP_PIECES {
            from -= 1;
            shared += sizes[from];
        }
    }
    parts
}

/// The first index from which on the sizes no longer fit.
fn reach(sizes: &[usize], from: usize, room: usize) -> usize {
    let mut sum = 0;
    (from..sizes.len())
        .find(|&i| {
            sum += sizes[i];
            sum > room
        })
        .unwrap_or(sizes.len())
}

// ---- tokens

/// Cuts a text into words and marks.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(c) = text[start..].chars().next() {
        let end = if c.is_whitespace() {
            start + c.len_utf8()
        } else if is_word(c) {
            word_end(text, start)
        } else {
            mark_end(text, start)
        };
        if !c.is_whitespace() {
            push_word(text, Span::new(start, end), &mut tokens);
        }
        start = end;
    }
    tokens
}

/// Adds a word; `Iraq's` is two tokens, since the party is `Iraq`. (The apostrophe of `rebels'` is a mark of its
/// own anyway.)
fn push_word(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let word = span.of(text);
    let tail = ["'s", "’s", "'S", "’S"].into_iter().find(|t| word.ends_with(t) && word.len() > t.len());
    match tail {
        Some(tail) => {
            let cut = span.end - tail.len();
            tokens.push(Token { span: Span::new(span.start, cut) });
            tokens.push(Token { span: Span::new(cut, span.end) });
        }
        None => tokens.push(Token { span }),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining(c)
}

/// Marks that sit on the letter before them, and the joiners that hold words of other scripts together.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

/// Where the word that begins here ends. Apostrophes, hyphens, `&` and periods inside a word belong to it,
/// likewise `,`, `.` and `:` between digits; so does the period of an abbreviation.
fn word_end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices().peekable();
    let mut before = '\0';
    let mut end = start;
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let joins = match (c, next) {
            ('\'' | '’' | '&', Some(n)) => before.is_alphabetic() && n.is_alphabetic(),
            ('-' | '‑', Some(n)) => is_word(before) && is_word(n),
            ('.', Some(n)) => before.is_alphanumeric() && n.is_alphanumeric(),
            (',' | ':', Some(n)) => before.is_ascii_digit() && n.is_ascii_digit(),
            _ => false,
        };
        if !is_word(c) && !joins {
            break;
        }
        before = c;
        end = start + i + c.len_utf8();
    }
    if text[end..].starts_with('.') && takes_period(&text[start..end]) { end + 1 } else { end }
}

/// Does the period after this word belong to it? After known abbreviations, single capitals and `U.S`.
fn takes_period(word: &str) -> bool {
    let mut letters = word.chars();
    let single = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    let dotted = word.contains('.')
        && word.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_alphabetic));
    single || dotted || ABBREVIATIONS.contains_key(&*(word.to_lowercase() + "."))
}

/// Where the mark that begins here ends: dots, dashes and dollar signs of one kind stay together.
fn mark_end(text: &str, start: usize) -> usize {
    let first = text[start..].chars().next().map_or(' ', |c| c);
    let run = if matches!(first, '.' | '-' | '!' | '?' | '*' | '=' | '_') {
        text[start..].chars().take_while(|&c| c == first).count()
    } else {
        1
    };
    start + run * first.len_utf8()
}

// ---- sentence ends

#[derive(Clone, Copy, PartialEq)]
enum Ends {
    No,
    Maybe,
    UnlessNumber,
}

static ABBREVIATIONS: LazyLock<BTreeMap<&'static str, Ends>> = LazyLock::new(|| {
    include_str!("../../../assets/abbreviations/en.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let word = columns.next()?;
            let ends = match columns.next()? {
                "maybe" => Ends::Maybe,
                "number" => Ends::UnlessNumber,
                _ => Ends::No,
            };
            Some((word, ends))
        })
        .collect()
});

/// Does a sentence end with token `i`? `tokens` begins with the sentence's first token.
fn is_boundary(text: &str, tokens: &[Token], i: usize) -> bool {
    let this = tokens[i].span;
    let next = tokens[i + 1].span;
    let gap = &text[this.end..next.start];
    if has_blank_line(gap) || (gap.contains('\n') && starts_line_item(text, this, next)) {
        return true;
    }
    if gap.is_empty() {
        return false;
    }
    // Closing quotes and brackets belong to the sentence whose end mark stands before them.
    let mut end = i;
    while end > 0
        && is_closing(tokens[end].span.of(text))
        && tokens[end - 1].span.end == tokens[end].span.start
    {
        end -= 1;
    }
    let mark = tokens[end].span.of(text);
    let opens = opens_sentence(next.of(text), tokens.get(i + 2).map(|t| t.span.of(text)));
    if mark.chars().all(|c| matches!(c, '!' | '?' | '…')) || mark.len() > 1 && mark.chars().all(|c| c == '.')
    {
        return opens;
    }
    if mark == "." {
        return opens || next.of(text).starts_with(|c: char| c.is_ascii_digit());
    }
    if matches!(mark, "。" | "！" | "？") {
        return true;
    }
    mark.ends_with('.') && mark.len() > 1 && opens && abbreviation_ends(mark, next.of(text), end == 0)
}

/// Does a sentence end after an abbreviation that keeps its period?
fn abbreviation_ends(word: &str, next: &str, is_first: bool) -> bool {
    // A pronoun or article with a capital begins a sentence wherever it stands; a name may go on.
    const OPENERS: [&str; 24] = [
        "The", "A", "An", "He", "She", "It", "They", "We", "I", "In", "On", "At", "But", "And", "However",
        "This", "That", "These", "Those", "There", "His", "Her", "Their", "Its",
    ];
    let opener = OPENERS.contains(&next);
    match ABBREVIATIONS.get(&*word.to_lowercase()) {
        Some(Ends::No) => false,
        Some(Ends::UnlessNumber) => !next.starts_with(|c: char| c.is_ascii_digit()),
        Some(Ends::Maybe) => true,
        None if word.chars().filter(|&c| c == '.').count() > 1 => opener && !is_first,
        None => opener && !is_first && word.len() > 2,
    }
}

/// Could a sentence begin with these two tokens?
fn opens_sentence(first: &str, second: Option<&str>) -> bool {
    let starts = |t: &str| {
        t.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    };
    if is_opening(first) {
        return second
            .is_some_and(|s| starts(s) || is_opening(s) || s.starts_with(|c: char| c.is_ascii_digit()));
    }
    starts(first) || matches!(first, "—" | "–" | "--" | "•")
}

fn is_opening(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "‘" | "'" | "(" | "[" | "«" | "„")
}

fn is_closing(mark: &str) -> bool {
    matches!(mark, "\"" | "”" | "’" | "'" | ")" | "]" | "»" | "“")
}

fn has_blank_line(gap: &str) -> bool {
    gap.matches('\n').count() > 1 || gap.contains('\u{2029}')
}

/// After one line break: does a new item begin here, rather than the same sentence go on? Wrapped lines go
/// on; bullets, and capitals after a line that is short or closed, do not.
fn starts_line_item(text: &str, this: Span, next: Span) -> bool {
    let line_start = text[..this.end].rfind('\n').map_or(0, |i| i + 1);
    let line_len = text[line_start..this.end].chars().count();
    let first = next.of(text);
    matches!(first, "•" | "*" | "-" | "–" | "—" | "▪")
        || (line_len < 45 && first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

//! The text format of cases and corpus: a text with marks in place.
//!
//! ```text
//! // Which Tripoli?
//! === place-tripoli-lebanon
//! : published 2023-05-04
//! Clashes broke out in [Tripoli](place 266826), northern Lebanon, on [Tuesday](date 2023-05-02).
//! ```
//!
//! A case begins with `=== name`; lines `: key value` follow; then text with marks `[words](kind rest)` that
//! may nest. A bracket that is no mark, like `[sic]`, is text. Comment lines begin with `//`. Lines that
//! begin with `> ` after the text say what should be read out of it.

use crate::Span;

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Unique in the whole suite.
    pub name: String,
    /// Line of its `===` in the file, from 1.
    pub line: usize,
    /// `: key value` lines, in order.
    pub keys: Vec<(String, String)>,
    /// The text without its marks; no white space at the ends.
    pub text: String,
    /// The marks, by start, the longer first.
    pub marks: Vec<Mark>,
    /// `> ` lines, in order, without the sign.
    pub says: Vec<String>,
}

/// Marked words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which words of the case's text (bytes).
    pub span: Span,
    /// The first word in the round brackets.
    pub kind: String,
    /// The rest in the round brackets.
    pub rest: String,
}

impl Case {
    /// The value of the first `: key` line with this key.
    pub fn key(&self, key: &str) -> Option<&str> {
        self.keys.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}

/// Reads all cases of a file. The error names line and reason.
pub fn parse(file: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut raw = String::new();
    for (i, line) in file.lines().enumerate() {
        if let Some(name) = line.strip_prefix("=== ") {
            finish(&mut cases, &mut raw)?;
            cases.push(Case {
                name: name.trim().to_owned(),
                line: i + 1,
                keys: Vec::new(),
                text: String::new(),
                marks: Vec::new(),
                says: Vec::new(),
            });
        } else if line.starts_with("//") {
            continue;
        } else if let Some(case) = cases.last_mut() {
            if let (Some(pair), true) = (line.strip_prefix(": "), raw.trim().is_empty()) {
                let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
                case.keys.push((key.to_owned(), value.trim().to_owned()));
            } else if let Some(said) = line.strip_prefix("> ") {
                case.says.push(said.trim().to_owned());
            } else {
                raw.push_str(line);
                raw.push('\n');
            }
        } else if !line.trim().is_empty() {
            return Err(format!("line {}: text before the first `=== name`", i + 1));
        }
    }
    finish(&mut cases, &mut raw)?;
    Ok(cases)
}

fn finish(cases: &mut [Case], raw: &mut String) -> Result<(), String> {
    if let Some(case) = cases.last_mut() {
        let (text, mut marks) = unmark(raw.trim());
        marks.sort_by_key(|m| (m.span.start, usize::MAX - m.span.end));
        case.text = text;
        case.marks = marks;
    }
    raw.clear();
    Ok(())
}

/// Takes the marks out of a text.
pub fn unmark(raw: &str) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    take(raw, &mut text, &mut marks);
    (text, marks)
}

fn take(raw: &str, text: &mut String, marks: &mut Vec<Mark>) {
    let mut rest = raw;
    while let Some(open) = rest.find('[') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        match mark_at(rest) {
            Some((inner, kind, tail, after)) => {
                let start = text.len();
                take(inner, text, marks);
                marks.push(Mark {
                    span: Span::new(start, text.len()),
                    kind: kind.to_owned(),
                    rest: tail.to_owned(),
                });
                rest = after;
            }
            None => {
                text.push('[');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
}

/// `[inner](kind tail)after`, if that is what stands here.
fn mark_at(raw: &str) -> Option<(&str, &str, &str, &str)> {
    let mut depth = 0;
    let close = raw.char_indices().find_map(|(i, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(i)
    })?;
    let after = raw[close + 1..].strip_prefix('(')?;
    let end = after.find(')')?;
    let label = after[..end].trim();
    if !label.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let (kind, tail) = label.split_once(' ').unwrap_or((label, ""));
    Some((&raw[1..close], kind, tail.trim(), &after[end + 1..]))
}

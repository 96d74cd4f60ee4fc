//! Takes JSON records, one a line or one whole value, and gives one item for each.
//!
//! Every line that is not blank gives exactly one document or note. A line longer than [`MAX_RECORD`] is
//! passed over without being held. It never stops at a bad line.
//!
//! Example: of three lines, the second cut in half, come two documents and between them a note on line 2.

use super::encoding::decode;
use super::fields::Theirs;
use super::lines::{Line, Lines};
use super::{Format, HEAD, Item, Items, MAX_RECORD, Origin, make, size, unpack};
use crate::NoteCode;
use serde_json::Value;
use std::io::{BufRead, Cursor, Read};

/// A value over several lines, or a list.
pub(super) fn looks_like_json(head: &[u8]) -> bool {
    let line = first_line(head);
    let opened = matches!(line, b"{" | b"[")
        || line.strip_prefix(b"[").is_some_and(|l| l.trim_ascii_start().starts_with(b"{"));
    opened && !is_object(line)
}

/// A first line that is, or begins like, an object with a field.
pub(super) fn looks_like_jsonl(head: &[u8]) -> bool {
    let line = first_line(head);
    is_object(line) || line.strip_prefix(b"{").is_some_and(|l| l.trim_ascii_start().starts_with(b"\""))
}

fn first_line(head: &[u8]) -> &[u8] {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.split(|&b| b == b'\n').map(<[u8]>::trim_ascii).find(|l| !l.is_empty()).unwrap_or(b"")
}

fn is_object(line: &[u8]) -> bool {
    matches!(serde_json::from_slice(line), Ok(Value::Object(_)))
}

pub(super) fn read_jsonl<'a>(bytes: Box<dyn BufRead + 'a>, origin: Origin<'a>) -> Items<'a> {
    let mut lines = Lines::new(bytes, MAX_RECORD);
    Box::new(std::iter::from_fn(move || {
        loop {
            match lines.next()? {
                Ok(Line::Whole(line)) if line.trim_ascii().is_empty() => continue,
                Ok(Line::Whole(line)) => return Some(of_line(&line, lines.n, &origin)),
                Ok(Line::TooLong(n_bytes)) => return Some(too_long(n_bytes, lines.n, &origin)),
                Err(e) => {
                    let message = unpack::unreadable(Some(lines.n), &e);
                    return Some(origin.item(Some(lines.n + 1), NoteCode::Unreadable, message));
                }
            }
        }
    }))
}

/// One object or a list of them; a file that is in truth one object a line is read as that.
pub(super) fn read_json<'a>(mut bytes: Box<dyn BufRead + 'a>, origin: Origin<'a>) -> Items<'a> {
    let mut head = Vec::new();
    let one = |item| -> Items<'a> { Box::new(std::iter::once(item)) };
    let unreadable = |e| origin.item(None, NoteCode::Unreadable, unpack::unreadable(None, &e));
    if let Err(e) = bytes.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        return one(unreadable(e));
    }
    if is_object(first_line(&head)) && head.contains(&b'\n') {
        return read_jsonl(Box::new(Cursor::new(head).chain(bytes)), origin);
    }
    let mut whole = head;
    if let Err(e) = bytes.by_ref().take((MAX_RECORD + 1 - whole.len()) as u64).read_to_end(&mut whole) {
        return one(unreadable(e));
    }
    if whole.len() > MAX_RECORD {
        let message = format!(
            "a `{}` file is read whole and must not be longer than {}: write one object a line (`{}`)",
            Format::Json.entry().name,
            size(MAX_RECORD as u64),
            Format::Jsonl.entry().endings[0]
        );
        return one(origin.item(None, NoteCode::TooLarge, message));
    }
    of_whole(whole, origin)
}

fn of_whole<'a>(whole: Vec<u8>, origin: Origin<'a>) -> Items<'a> {
    let decoded = decode(&whole, None);
    match serde_json::from_str(&decoded.text) {
        Ok(Value::Array(values)) => {
            Box::new(values.into_iter().enumerate().map(move |(i, value)| {
                // In a list the number is that of the element.
                record(&value, i as u64 + 1, decoded.n_broken, &origin)
            }))
        }
        Ok(value) => Box::new(std::iter::once(record(&value, 1, decoded.n_broken, &origin))),
        Err(e) => {
            let objects =
                whole.split(|&b| b == b'\n').filter(|l| l.trim_ascii_start().starts_with(b"{\"")).count();
            if objects > 1 {
                return read_jsonl(Box::new(Cursor::new(whole)), origin);
            }
            let item = origin.item(Some(e.line() as u64), NoteCode::Malformed, malformed(&e));
            Box::new(std::iter::once(item))
        }
    }
}

fn of_line(line: &[u8], n: u64, origin: &Origin<'_>) -> Item {
    let decoded = decode(line, None);
    match serde_json::from_str(&decoded.text) {
        Ok(value) => record(&value, n, decoded.n_broken, origin),
        Err(e) => origin.item(Some(n), NoteCode::Malformed, malformed(&e)),
    }
}

pub(super) fn too_long(n_bytes: u64, n: u64, origin: &Origin<'_>) -> Item {
    let message = format!(
        "a line of {} is longer than the {} that are read: write one report a line",
        size(n_bytes),
        size(MAX_RECORD as u64)
    );
    origin.item(Some(n), NoteCode::TooLarge, message)
}

fn malformed(e: &serde_json::Error) -> String {
    let at = e.column();
    if e.is_eof() {
        return format!("the JSON object is cut off after {at} bytes: was the file copied whole?");
    }
    let reason = e.to_string();
    let reason = reason.split(" at line ").next().unwrap_or(&reason);
    format!("no valid JSON: {reason} (byte {at}): write one whole object a line")
}

fn record(value: &Value, n: u64, n_broken: usize, origin: &Origin<'_>) -> Item {
    let Value::Object(fields) = value else {
        let message = format!("{} where a JSON object with a report's fields is wanted", kind(value));
        return origin.item(Some(n), NoteCode::Malformed, message);
    };
    let get = |name: &str| look_up(value, name).map(texts).unwrap_or_default();
    let names = || fields.keys().cloned().collect();
    match (Theirs { get: &get, names: &names }).raw(n, n_broken, origin) {
        Ok(raw) => make::document(raw, origin),
        Err(note) => note,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// What stands under a name: the name as a whole first (`meta.day` can be one key), then step by step; a
/// number is a place in a list, from 0. Capitals count only if both spellings are there.
fn look_up<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    if let Value::Object(fields) = value {
        let same = || fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v);
        if let Some(found) = fields.get(name).or_else(same) {
            return Some(found);
        }
    }
    let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
    let next = match value {
        Value::Array(list) => list.get(first.parse::<usize>().ok()?)?,
        Value::Object(_) if rest.is_some() => look_up(value, first)?,
        _ => return None,
    };
    rest.map_or(Some(next), |rest| look_up(next, rest))
}

/// A value as text, each of a list's; none where it is empty or has parts of its own.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(yes) => vec![yes.to_string()],
        Value::Array(list) => list.iter().filter(|v| !v.is_array()).flat_map(texts).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

//! Cases of the corpus -> items and back: takes a [`Case`] with marks `[words](id COUNTRY SECTOR name=...)`
//! and claim lines, gives an [`Item`]; writes an item as such a case.
//!
//! Words that cross other marked words are named in a line above the text, by themselves and, where they
//! stand more than once, the number of the occurrence: `: span b "the general staff"#2 FRA MIL`.

use super::read::{self, Table};
use super::write;
use super::*;
use crate::marks::{self, Case};

/// Reads all cases of a file. The error names line and case.
pub fn items(file: &str) -> Result<Vec<Item>, String> {
    marks::parse(file)?.iter().map(item).collect()
}

/// Reads one case.
pub fn item(case: &Case) -> Result<Item, String> {
    read_case(case).map_err(|e| format!("line {}: case `{}`: {e}", case.line, case.name))
}

fn read_case(case: &Case) -> Result<Item, String> {
    let published = case.key("published").ok_or("no line `: published YEAR-MONTH-DAY`")?;
    let said = read::lines(&table(case)?, case.says.iter().map(String::as_str))?;
    Ok(Item {
        id: case.name.clone(),
        published: published.parse().map_err(|e| format!("published: {e}"))?,
        title: case.key("title").map(str::to_owned),
        url: case.key("url").map(str::to_owned),
        text: case.text.clone(),
        claims: said.claims,
        commitments: said.commitments,
        commitments_also: said.commitments_also,
    })
}

/// All marked words by their names.
fn table(case: &Case) -> Result<Table, String> {
    let mut table = Table::new();
    let mut put =
        |id: &str, span: Span, label: &str| match table.insert(id.to_owned(), labelled(span, label)?) {
            Some(_) => Err(format!("`{id}` is marked twice")),
            None if span.is_empty() => Err(format!("`{id}` has no words")),
            None => is_name(id),
        };
    for mark in &case.marks {
        put(&mark.kind, mark.span, &mark.rest)?;
    }
    for (key, value) in &case.keys {
        match key.as_str() {
            "span" => {
                let (id, rest) =
                    value.split_once(' ').ok_or_else(|| format!("`: span {value}`: no words"))?;
                let (span, label) =
                    named_words(&case.text, rest).map_err(|e| format!("`: span {value}`: {e}"))?;
                put(id, span, label)?;
            }
            "published" | "title" | "url" => {}
            _ => return Err(format!("`: {key}` is none of `published`, `title`, `url`, `span`")),
        }
    }
    Ok(table)
}

fn is_name(id: &str) -> Result<(), String> {
    let fits = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if fits && id.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Ok(());
    }
    Err(format!("`{id}` is no name: a small letter, then small letters and digits"))
}

/// `COUNTRY SECTOR name=...`, any of them missing or `-`.
pub(super) fn labelled(span: Span, label: &str) -> Result<GoldParty, String> {
    let (codes, name) = match label.split_once("name=") {
        Some((codes, name)) => (codes, Some(name.trim().to_owned())),
        None => (label, None),
    };
    let codes: Vec<&str> = codes.split_whitespace().collect();
    if codes.len() > 2 {
        return Err(format!("`{label}`: at most country, sector, `name=...`"));
    }
    let code = |i: usize| codes.get(i).filter(|c| **c != "-").map(|c| (*c).to_owned());
    Ok(GoldParty { span, country: code(0), sector: code(1), name })
}

/// `"words"#2 label` -> where they stand, and the label.
fn named_words<'a>(text: &str, rest: &'a str) -> Result<(Span, &'a str), String> {
    let (words, rest) = unquoted(rest).ok_or("words stand in quotation marks")?;
    let (nth, label) = match rest.strip_prefix('#') {
        Some(tail) => {
            let (digits, label) = tail.split_once(' ').unwrap_or((tail, ""));
            (digits.parse().map_err(|_| format!("`#{digits}` is no number"))?, label)
        }
        None => (1, rest),
    };
    let found = occurrences(text, &words).nth(usize::saturating_sub(nth, 1));
    Ok((found.ok_or_else(|| format!("`{words}` does not stand there {nth} times"))?, label))
}

/// Every place where the words stand, overlapping ones too.
fn occurrences(text: &str, words: &str) -> impl Iterator<Item = Span> {
    let there = move |(i, _): &(usize, char)| text[*i..].starts_with(words);
    text.char_indices().filter(there).map(move |(i, _)| Span::new(i, i + words.len()))
}

fn unquoted(raw: &str) -> Option<(String, &str)> {
    let mut words = String::new();
    let mut chars = raw.strip_prefix('"')?.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '"' => return Some((words, &raw[i + 2..])),
            '\\' => match chars.next()?.1 {
                'n' => words.push('\n'),
                other => words.push(other),
            },
            _ => words.push(c),
        }
    }
    None
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// Writes an item as a case. The error says which text cannot be written so that it is read back: one with
/// white space at its ends, or with a line that would be read as something else.
pub fn text(item: &Item) -> Result<String, String> {
    let written = write::lines(item);
    let inline = render(item, &written, true);
    let read_back = |file: &str| items(file).is_ok_and(|read| read.len() == 1 && read[0] == *item);
    if read_back(&inline) {
        return Ok(inline);
    }
    // Brackets in the text can be taken for marks; then all marked words are named above it.
    let above = render(item, &written, false);
    if read_back(&above) {
        return Ok(above);
    }
    Err(format!("item `{}`: its text cannot be written as a case", item.id))
}

fn render(item: &Item, written: &write::Written, inline: bool) -> String {
    let mut marks: Vec<&(String, GoldParty)> = written.spans.iter().collect();
    marks.sort_by_key(|(_, p)| (p.span.start, usize::MAX - p.span.end));
    let (mut inside, mut above) = (Vec::new(), Vec::new());
    for mark in marks {
        let span = mark.1.span;
        let crosses = |other: &&(String, GoldParty)| {
            let other = other.1.span;
            other.overlaps(span) && !other.contains(span)
        };
        let named = mark.1.name.as_ref().is_some_and(|n| n.contains(')'));
        if inline && !named && !inside.iter().any(crosses) { inside.push(mark) } else { above.push(mark) }
    }
    let mut out = format!("=== {}\n: published {}\n", item.id, item.published);
    for (key, value) in [("title", &item.title), ("url", &item.url)] {
        out += &value.as_ref().map(|v| format!(": {key} {v}\n")).unwrap_or_default();
    }
    for (id, party) in above {
        let words = party.span.of(&item.text);
        let before = occurrences(&item.text, words).take_while(|s| s.start < party.span.start).count();
        let nth = if before == 0 { String::new() } else { format!("#{}", before + 1) };
        out += format!(": span {id} {}{nth} {}", quoted(words), label(party)).trim_end();
        out.push('\n');
    }
    out += &marked(&item.text, &inside);
    for line in &written.lines {
        out += &format!("\n> {line}");
    }
    out.push('\n');
    out
}

/// The text with marks that do not cross, sorted by start, the longer first.
fn marked(text: &str, marks: &[&(String, GoldParty)]) -> String {
    let mut out = String::new();
    let mut open: Vec<&(String, GoldParty)> = Vec::new();
    let mut from = 0;
    let close = |out: &mut String, from: &mut usize, mark: &(String, GoldParty)| {
        out.push_str(&text[*from..mark.1.span.end]);
        *from = mark.1.span.end;
        out.push_str(format!("]({} {}", mark.0, label(&mark.1)).trim_end());
        out.push(')');
    };
    for mark in marks {
        while let Some(last) = open.pop_if(|last| last.1.span.end <= mark.1.span.start) {
            close(&mut out, &mut from, last);
        }
        out.push_str(&text[from..mark.1.span.start]);
        from = mark.1.span.start;
        out.push('[');
        open.push(mark);
    }
    while let Some(last) = open.pop() {
        close(&mut out, &mut from, last);
    }
    out.push_str(&text[from..]);
    out
}

fn label(party: &GoldParty) -> String {
    let code = |c: &Option<String>| c.clone().unwrap_or_else(|| "-".to_owned());
    let mut words = Vec::new();
    if party.country.is_some() || party.sector.is_some() {
        words.push(code(&party.country));
        words.extend(party.sector.clone());
    }
    words.extend(party.name.as_ref().map(|n| format!("name={n}")));
    words.join(" ")
}

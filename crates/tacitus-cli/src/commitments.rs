//! `tacitus commitments`: documents in, the ledger out: what was promised, demanded and threatened, until when, and how it
//! ended. Reads like `tacitus code`, and then asks the ledger; the filters only choose what is shown.
//!
//! Example: `tacitus commitments reports/ --status open --due-before 2008-04-01`

use crate::args::CommitmentsArgs;
use crate::code::{read_all, surroundings};
use crate::keeping::Keeping;
use crate::plan::plan;
use crate::write::{Format, Kinds, Written, harmless, jsonl};
use anyhow::{anyhow, bail};
use jiff::civil::Date;
use std::io::{self, Write};
use tacitus::record::{Commitment, Entity};

/// Runs the command; gives its exit status.
pub fn commitments(args: &CommitmentsArgs) -> anyhow::Result<u8> {
    if args.code.records.is_some() || args.code.why {
        bail!("`commitments` writes commitments only\nhint: `tacitus code` has --records and --why");
    }
    let mut plan = plan(&args.code, &surroundings()).map_err(|message| anyhow!(message))?;
    let format = plan.shape.format;
    if format == Format::Csv {
        bail!("commitments are written as `jsonl` or `page`\nhint: add --format jsonl");
    }
    // The reports themselves are read in silence: only the ledger is written.
    (plan.shape.format, plan.shape.kinds) = (Format::Jsonl, Kinds::default());
    let width = plan.shape.width;
    read_all(&args.code, &plan, &mut Keeping::whole(args.as_of), |keeping, out| {
        let all = keeping.commitments();
        let shown: Vec<&Commitment> = all.iter().filter(|c| is_asked_for(c, args)).collect();
        match format {
            Format::Page => out.write_all(table(&shown, width).as_bytes())?,
            _ => lines(&shown, out)?,
        }
        Ok(Written { commitment: shown.len() as u64, ..Written::default() })
    })
}

fn lines(commitments: &[&Commitment], out: &mut dyn Write) -> io::Result<()> {
    for commitment in commitments {
        let mut bytes = Vec::new();
        jsonl::commitment(commitment, &mut bytes);
        out.write_all(&bytes)?;
    }
    Ok(())
}

fn is_asked_for(c: &Commitment, args: &CommitmentsArgs) -> bool {
    let has_party = |words: &str| {
        let words = words.to_lowercase();
        let has =
            |e: &Entity| e.name.to_lowercase().contains(&words) || e.text.to_lowercase().contains(&words);
        c.by.iter().chain(&c.to).any(has)
    };
    args.party.as_deref().is_none_or(has_party)
        && (args.kind.is_empty() || args.kind.contains(&c.kind))
        && (args.status.is_empty() || args.status.contains(&c.status))
        && args.due_before.is_none_or(|day| due(c).is_some_and(|due| due < day))
}

/// The last day on which it can be done in time.
fn due(c: &Commitment) -> Option<Date> {
    let deadline = c.deadline.as_ref()?;
    deadline.due.as_ref().and_then(|due| due.to).or(deadline.date)
}

/// For reading by eye: a paragraph each, what it is and what is promised on the first lines, then each change.
fn table(commitments: &[&Commitment], width: usize) -> String {
    let paragraphs: Vec<String> = commitments.iter().map(|c| paragraph(c, width)).collect();
    if paragraphs.is_empty() { "no commitments\n".to_owned() } else { paragraphs.join("\n") }
}

fn paragraph(c: &Commitment, width: usize) -> String {
    let names = |list: &[Entity]| list.iter().map(|e| e.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut head = format!("{}  {}", c.status.name().to_uppercase(), c.kind.name());
    if let Some(day) = due(c) {
        head += &format!("  until {day}");
    }
    let by = if c.by.is_empty() { "?".to_owned() } else { names(&c.by) };
    let to = if c.to.is_empty() { String::new() } else { format!(" -> {}", names(&c.to)) };
    let mut rows = vec![head, format!("  {by}{to}")];
    for content in &c.content {
        let not = if content.polarity == tacitus::record::Polarity::Negative { "not: " } else { "" };
        rows.push(format!("  {not}\"{}\"", content.text));
    }
    for condition in &c.conditions {
        let who = condition.party.as_ref().map(|e| format!(" (by {})", e.name)).unwrap_or_default();
        rows.push(format!("  condition: \"{}\"{who}", condition.text));
    }
    for change in &c.history {
        let day = change.date.map_or("no date".to_owned(), |d| d.to_string());
        rows.push(format!("  {day}  {:<9}  {}", change.status.name(), change.reason));
    }
    let source = c.doc.source.as_deref().or(c.doc.title.as_deref()).or(c.doc.key.as_deref());
    rows.extend(source.map(|s| format!("  told by {s}")));
    rows.iter().map(|row| cut(row, width) + "\n").collect()
}

/// One line, without characters that a terminal obeys, cut at its width.
fn cut(row: &str, width: usize) -> String {
    let words: String = row.chars().map(|c| if c.is_whitespace() { ' ' } else { harmless(c) }).collect();
    match words.char_indices().nth(width) {
        Some(_) => words.chars().take(width.saturating_sub(1)).chain(['…']).collect(),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_one_line_of_the_terminal() {
        assert_eq!(cut("  a\nb\u{1b}[31m", 80), format!("  a b{}[31m", harmless('\u{1b}')));
        assert_eq!(cut("ääää", 3), "ää…");
        assert_eq!(cut("äää", 3), "äää");
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        assert_eq!(table(&[], 80), "no commitments\n");
    }
}

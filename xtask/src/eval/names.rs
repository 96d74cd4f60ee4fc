//! `eval names`: IOB2 files with persons, organisations and locations against the names that are found.
//!
//! Every sentence is a document of its own, in the spacing of the file's `# text` line. A name is right when
//! its span is exactly the marked one (`span`), and for the rows by kind when its kind is too.

use super::report::{PRF, Report, Table, prf};
use super::setup::{Setup, document};
use super::{Task, text};
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use tacitus::score::Counts;
use tacitus::{Given, NameKind, Span};

/// The task.
pub const TASK: Task = Task { name: "names", reads: "IOB2 with PER, ORG, LOC (UNER)", run };

/// The file's name for each kind.
const LABELS: [(&str, NameKind); 3] =
    [("PER", NameKind::Person), ("ORG", NameKind::Organisation), ("LOC", NameKind::Location)];

/// Names with their kinds.
pub type Names = Vec<(Span, NameKind)>;

fn run(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let mut all = Vec::new();
    for file in files {
        all.extend(sentences(file)?);
    }
    let docs: Vec<_> = all.iter().enumerate().map(|(i, s)| document(&i.to_string(), &s.text, None)).collect();
    let readings = setup.read(&docs, &Given::none())?;
    let read: Vec<Names> =
        readings.iter().map(|r| r.mentions.names.iter().map(|n| (n.span, n.value)).collect()).collect();

    let score = |keep: &dyn Fn(NameKind) -> bool, same: fn(&(Span, NameKind), &(Span, NameKind)) -> bool| {
        let counts = all.iter().zip(&read).map(|(s, r)| count(&s.names, r, keep, same));
        prf(&counts.collect::<Vec<Counts>>())
    };
    let mut rows = vec![
        ("all".to_owned(), score(&|_| true, |a, b| a == b)),
        ("span".to_owned(), score(&|_| true, |a, b| a.0 == b.0)),
    ];
    for (label, kind) in LABELS {
        rows.push((label.to_owned(), score(&|k| k == kind, |a, b| a == b)));
    }
    let title = format!("Names of {} sentences, exact spans", all.len());
    let errors = all.iter().zip(&read).filter(|(s, r)| s.names != **r).map(|(s, r)| s.against(r)).collect();
    Ok(Report { tables: vec![Table { name: "", title, columns: PRF.to_vec(), rows }], errors })
}

fn count(
    gold: &Names,
    read: &Names,
    keep: &dyn Fn(NameKind) -> bool,
    same: fn(&(Span, NameKind), &(Span, NameKind)) -> bool,
) -> Counts {
    let gold: Vec<_> = gold.iter().filter(|n| keep(n.1)).collect();
    let read: Vec<_> = read.iter().filter(|n| keep(n.1)).collect();
    let right = gold.iter().filter(|g| read.iter().any(|r| same(g, r))).count();
    Counts { right, read: read.len(), gold: gold.len() }
}

/// A sentence of the file with its names, in bytes of its text.
pub struct Marked {
    /// As spaced in the file.
    pub text: String,
    /// In the order of the text.
    pub names: Names,
}

impl Marked {
    fn against(&self, read: &Names) -> String {
        let say = |names: &Names| {
            names.iter().map(|(s, k)| format!("{} ({k:?})", s.of(&self.text))).collect::<Vec<_>>().join("; ")
        };
        format!("{}\n  marked   {}\n  read as  {}", self.text, say(&self.names), say(read))
    }
}

/// Reads a whole file.
pub fn sentences(file: &Path) -> Result<Vec<Marked>> {
    sentences_of(&text(file)?).with_context(|| format!("`{}`", file.display()))
}

fn sentences_of(iob2: &str) -> Result<Vec<Marked>> {
    let mut sentences = Vec::new();
    for block in iob2.split("\n\n").filter(|b| !b.trim().is_empty()) {
        let mut spaced = None;
        let mut tokens: Vec<(&str, &str)> = Vec::new();
        for line in block.lines() {
            if let Some(comment) = line.strip_prefix('#') {
                spaced = spaced.or(comment.trim_start().strip_prefix("text = "));
            } else {
                let mut columns = line.split('\t');
                let (Some(_), Some(word), Some(tag)) = (columns.next(), columns.next(), columns.next())
                else {
                    bail!("no token: `{line}`\nhint: columns are number, word, tag, parted by tabs");
                };
                tokens.push((word, tag));
            }
        }
        ensure!(!tokens.is_empty(), "a sentence without tokens: `{block}`");
        sentences.push(sentence(spaced, &tokens).with_context(|| format!("in `{block}`"))?);
    }
    Ok(sentences)
}

/// Lays the tokens on the text as spaced in the file, or joins them by blanks where they do not fit it.
fn sentence(spaced: Option<&str>, tokens: &[(&str, &str)]) -> Result<Marked> {
    let words: Vec<&str> = tokens.iter().map(|t| t.0).collect();
    let laid = spaced.and_then(|text| Some((text.to_owned(), lay(text, &words)?)));
    let (text, spans) = match laid {
        Some(laid) => laid,
        None => {
            let text = words.join(" ");
            let spans = lay(&text, &words).expect("words stand in their own text");
            (text, spans)
        }
    };
    let mut names: Names = Vec::new();
    let mut open = false;
    for ((_, tag), span) in tokens.iter().zip(spans) {
        let (mark, label) = tag.split_once('-').unwrap_or((tag, ""));
        let kind = LABELS.iter().find(|(l, _)| *l == label).map(|(_, k)| *k);
        match (mark, kind) {
            ("B", Some(kind)) => names.push((span, kind)),
            ("I", Some(kind)) if open && names.last().is_some_and(|n| n.1 == kind) => {
                let name = names.last_mut().expect("an open name");
                name.0 = name.0.join(span);
            }
            ("I", Some(kind)) => names.push((span, kind)), // as conlleval reads a stray I
            ("O", _) | ("B" | "I", None) => {}
            _ => bail!("no IOB2 tag: `{tag}`"),
        }
        open = kind.is_some();
    }
    Ok(Marked { text, names })
}

/// Where the words stand, one after the other with nothing but white space between; `None` if they do not.
fn lay(text: &str, words: &[&str]) -> Option<Vec<Span>> {
    let mut at = 0;
    let mut spans = Vec::new();
    for word in words {
        at += text[at..].len() - text[at..].trim_start().len();
        text[at..].starts_with(word).then_some(())?;
        spans.push(Span::new(at, at + word.len()));
        at += word.len();
    }
    Some(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# text = Ban Ki-moon met NATO's envoy.\n1\tBan\tB-PER\t-\t-\n2\tKi-moon\tI-PER\t-\t-\n\
        3\tmet\tO\t-\t-\n4\tNATO\tB-ORG\t-\t-\n5\t's\tO\t-\t-\n6\tenvoy\tO\t-\t-\n7\t.\tO\t-\t-\n\n\
        # text = does not fit\n1\tRome\tB-LOC\t-\t-\n2\tParis\tB-LOC\t-\t-\n";

    #[test]
    fn names_stand_in_the_spacing_of_the_file() {
        let read = sentences_of(FILE).expect("two sentences");
        let names: Vec<&str> = read[0].names.iter().map(|n| n.0.of(&read[0].text)).collect();
        assert_eq!(names, ["Ban Ki-moon", "NATO"]);
        assert_eq!(read[0].text, "Ban Ki-moon met NATO's envoy.");
        assert_eq!(read[1].text, "Rome Paris", "a text that the words do not fit is made from the words");
        assert_eq!(read[1].names.len(), 2, "each B begins one");
    }

    #[test]
    fn a_name_of_another_span_or_kind_is_not_right() {
        let gold: Names = vec![(Span::new(0, 11), NameKind::Person)];
        let right = |read: (Span, NameKind)| count(&gold, &vec![read], &|_| true, |a, b| a == b).right;
        assert_eq!(right((Span::new(0, 11), NameKind::Person)), 1);
        assert_eq!(right((Span::new(0, 3), NameKind::Person)), 0);
        assert_eq!(right((Span::new(0, 11), NameKind::Location)), 0);
    }
}

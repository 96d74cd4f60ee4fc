//! Measures how well times are found and understood, on TimeML documents.
//!
//! Takes files or folders of `.tml`; each document's own day comes from its `CREATION_TIME` (or
//! `PUBLICATION_TIME`) mark, else from its wire header or its name. That mark, marks without words, and the lines
//! of the wire (slug, number, filing time, the day in a dateline) are not scored. Gives found F1 (the words
//! overlap: relaxed; the words are the same: strict) and value F1 (overlapping words and equal TIMEX3 value), each
//! with a 95 % interval by bootstrap over documents. It changes nothing in what is read: the call is `times`, on
//! sentences cut by `segment::sentences`.
//!
//! A range is one time here and two marks in TimeML: it is scored as its two ends, cut at the word between.
//!
//! Example: `cargo xtask eval dates ../shared/data/dev/dates/aquaint`

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use regex::Regex;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tacitus::{Finder, Span, segment};

/// What was measured over all documents.
#[derive(Debug)]
pub struct Dates {
    /// How many documents.
    pub n_docs: usize,
    /// How many marks there are, and how many times were found.
    pub n_gold: usize,
    /// How many were found.
    pub n_found: usize,
    /// (name, value, low, high), fractions of 1.
    pub figures: Vec<(&'static str, f64, f64, f64)>,
    /// What went wrong: (class of error, rule or kind of value, how often, up to twelve samples), the
    /// most frequent first.
    pub errors: Vec<(&'static str, String, usize, Vec<String>)>,
}

/// Reads all documents and measures. The error names the file that could not be read.
pub fn dates(paths: &[PathBuf]) -> Result<Dates> {
    let mut docs = Vec::new();
    for path in files(paths)? {
        let raw = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        docs.push(marked(&String::from_utf8_lossy(&raw), &path)?);
    }
    if docs.is_empty() {
        bail!("no .tml file under the paths given");
    }
    let mut errors = BTreeMap::new();
    let counts: Vec<Counts> = docs.iter().map(|doc| score(doc, &mut errors)).collect();
    let total = counts.iter().fold(Counts::default(), Counts::plus);
    let mut errors: Vec<_> =
        errors.into_iter().map(|((class, by), (n, said))| (class, by, n, said)).collect();
    errors.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(b.0)).then(a.1.cmp(&b.1)));
    let names: [(&'static str, fn(&Counts) -> f64); 7] = [
        ("found.relaxed_p", |c| share(c.relaxed, c.found)),
        ("found.relaxed_r", |c| share(c.relaxed, c.gold)),
        ("found.relaxed_f1", |c| f1(c.relaxed, c.found, c.gold)),
        ("found.strict_f1", |c| f1(c.strict, c.found, c.gold)),
        ("value_f1", |c| f1(c.value, c.found, c.gold)),
        ("value_even_f1", |c| f1(c.even, c.found, c.gold)),
        ("value_even_accuracy", |c| share(c.even, c.relaxed)),
    ];
    let figures = names
        .iter()
        .map(|(name, figure)| {
            let (low, high) = interval(&counts, *figure);
            (*name, figure(&total), low, high)
        })
        .collect();
    Ok(Dates { n_docs: docs.len(), n_gold: total.gold, n_found: total.found, figures, errors })
}

impl std::fmt::Display for Dates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "dates: {} documents, {} marks, {} found", self.n_docs, self.n_gold, self.n_found)?;
        for (name, value, low, high) in &self.figures {
            writeln!(f, "  {name:<22}{value:.3}  [{low:.3}, {high:.3}]")?;
        }
        writeln!(f, "  (value_f1: values as written; value_even: after misspelt TIMEX3 is made even)")?;
        for (class, by, n, samples) in &self.errors {
            writeln!(f, "  {n:>4} {class:<8}{by}\n          {}", samples.join("\n          "))?;
        }
        Ok(())
    }
}

fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            for entry in std::fs::read_dir(path).with_context(|| format!("cannot open {}", path.display()))? {
                all.push(entry?.path());
            }
        } else {
            all.push(path.clone());
        }
    }
    all.retain(|p| p.extension().is_some_and(|e| e == "tml"));
    all.sort();
    Ok(all)
}

struct Doc {
    text: String,
    published: Option<Date>,
    marks: Vec<Mark>,
}

struct Mark {
    span: Span,
    kind: String,
    value: String,
}

static TAG: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)<[^>]*>|&(?:amp|lt|gt|quot|apos);").expect("TAG is a pattern"));
static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(\w+)="([^"]*)""#).expect("ATTRIBUTE is a pattern"));
/// Lines of the wire that are no part of the report: filing time, slug with serial number, copyright, and the
/// day in a dateline ("BEIJING, August 8 (Xinhua)"), which the marks leave out.
static WIRE: LazyLock<Regex> = LazyLock::new(|| {
    let lines = [
        r"^\s*(?:\d\d/\d\d/\d{4}|\d{4}-\d\d-\d\d)(?: \d\d:\d\d(?::\d\d)?)?\s*$",
        r"^.*\d\d-\d\d \d{4}\s*$",
        r"^\s*(?:AP|NYT)-(?:\w+-)?\d\d-\d\d-\d\d \d{4}.*$",
        r"^.*\bc\.\s?\d{4}\b.*$",
        r"^.*\b(?:APW|NYT|XIE)\d{8,9}\.\d{4}\b.*$",
        r"^\s*[A-Z][A-Za-z .,'-]+, \w+ \d\d? \([A-Z]\w+\)",
    ];
    Regex::new(&format!("(?m){}", lines.join("|"))).expect("WIRE is a pattern")
});
static FILED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^\s*(?:(\d\d)/(\d\d)/(\d{4})|(\d{4})-(\d\d)-(\d\d))(?: \d\d:\d\d(?::\d\d)?)?\s*$")
        .expect("FILED is a pattern")
});
static NAMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[A-Z]{3}(\d{4})(\d\d)(\d\d)\.").expect("NAMED is a pattern"));

/// The day a document without a creation mark was filed: in its head, else in its name.
fn filed(text: &str, path: &Path) -> Option<Date> {
    let day = |y: &str, m: &str, d: &str| format!("{y}-{m}-{d}").parse().ok();
    if let Some(c) = FILED.captures(text) {
        return match c.get(1) {
            Some(_) => day(&c[3], &c[1], &c[2]),
            None => day(&c[4], &c[5], &c[6]),
        };
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    NAMED.captures(&name).and_then(|c| day(&c[1], &c[2], &c[3]))
}

/// A document without its tags, and its marks.
fn marked(raw: &str, path: &Path) -> Result<Doc> {
    let mut text = String::with_capacity(raw.len());
    let mut marks = Vec::new();
    let mut open: Option<(usize, BTreeMap<String, String>)> = None;
    let mut published = None;
    let mut zone: Option<(usize, usize)> = None;
    let mut at = 0;
    for tag in TAG.find_iter(raw) {
        text.push_str(&raw[at..tag.start()]);
        at = tag.end();
        match tag.as_str() {
            "&amp;" => text.push('&'),
            "&lt;" => text.push('<'),
            "&gt;" => text.push('>'),
            "&quot;" => text.push('"'),
            "&apos;" => text.push('\''),
            "<TEXT>" => zone = Some((text.len(), usize::MAX)),
            "</TEXT>" => zone = zone.map(|(start, _)| (start, text.len())),
            "</TIMEX3>" => {
                let (start, attributes) = open
                    .take()
                    .with_context(|| format!("{}: a mark ends that never began", path.display()))?;
                let get = |name: &str| attributes.get(name).cloned().unwrap_or_default();
                let value = get("value");
                if matches!(get("functionInDocument").as_str(), "CREATION_TIME" | "PUBLICATION_TIME") {
                    published = published.or(value.get(..10).and_then(|d| d.parse().ok()));
                } else if text.len() > start {
                    marks.push(Mark { span: Span::new(start, text.len()), kind: get("type"), value });
                }
            }
            start if start.starts_with("<TIMEX3") && !start.ends_with("/>") => {
                let found = ATTRIBUTE.captures_iter(start).map(|c| (c[1].to_owned(), c[2].to_owned()));
                open = Some((text.len(), found.collect()));
            }
            _ => {}
        }
    }
    text.push_str(&raw[at..]);
    let published = published.or_else(|| filed(&text, path));
    let text = blank(&text, zone);
    Ok(Doc { text, published, marks })
}

/// The text with everything that is not scored made blank; no offset moves.
fn blank(text: &str, zone: Option<(usize, usize)>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut wipe = |start: usize, end: usize| {
        bytes[start..end].iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
    };
    if let Some((start, end)) = zone {
        wipe(0, start);
        wipe(end.min(text.len()), text.len());
    }
    for line in WIRE.find_iter(text) {
        wipe(line.start(), line.end());
    }
    String::from_utf8(bytes).expect("whole characters were made blank")
}

#[derive(Clone, Copy, Default)]
struct Counts {
    gold: usize,
    found: usize,
    relaxed: usize,
    strict: usize,
    value: usize,
    even: usize,
}

impl Counts {
    fn plus(self, other: &Counts) -> Counts {
        Counts {
            gold: self.gold + other.gold,
            found: self.found + other.found,
            relaxed: self.relaxed + other.relaxed,
            strict: self.strict + other.strict,
            value: self.value + other.value,
            even: self.even + other.even,
        }
    }
}

type Errors = BTreeMap<(&'static str, String), (usize, Vec<String>)>;

fn score(doc: &Doc, errors: &mut Errors) -> Counts {
    let sentences = segment::sentences(&doc.text);
    let found: Vec<(Span, String, String)> =
        tacitus::resolve::date::times(&doc.text, &sentences, doc.published)
            .iter()
            .flat_map(|t| ends(&doc.text, t.span, &t.value).map(|(span, value)| (span, value, name(&t.by))))
            .collect();
    let mut counts = Counts { gold: doc.marks.len(), found: found.len(), ..Counts::default() };
    let mut used = vec![false; found.len()];
    let words = |span: Span| around(&doc.text, span);
    let mut fail = |class: &'static str, by: String, sample: String| {
        let (n, samples) = errors.entry((class, by)).or_default();
        *n += 1;
        if samples.len() < MAX_SAMPLES {
            samples.push(sample);
        }
    };
    for mark in &doc.marks {
        let best = (0..found.len())
            .filter(|i| !used[*i] && found[*i].0.overlaps(mark.span))
            .max_by_key(|i| found[*i].0.end.min(mark.span.end) - found[*i].0.start.max(mark.span.start));
        let Some(i) = best else {
            fail("missed", mark.kind.clone(), format!("{} = {}", words(mark.span), mark.value));
            continue;
        };
        used[i] = true;
        let (span, value, by) = &found[i];
        counts.relaxed += 1;
        counts.strict += usize::from(*span == mark.span);
        counts.value += usize::from(*value == mark.value);
        counts.even += usize::from(even(value) == even(&mark.value));
        if even(value) != even(&mark.value) {
            let asked = doc.published.map_or("?".to_owned(), |d| d.to_string());
            fail("value", by.clone(), format!("{} = {value}, marked {} ({asked})", words(*span), mark.value));
        }
    }
    for (_, (span, value, by)) in found.iter().enumerate().filter(|(i, _)| !used[*i]) {
        fail("extra", by.clone(), format!("{} = {value}", words(*span)));
    }
    counts
}

/// The words with a few before and after, on one line.
fn around(text: &str, span: Span) -> String {
    let before: String = text[..span.start].chars().rev().take(28).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text[span.end..].chars().take(24).collect();
    let joined = format!("{before}[{}]{after}", span.of(text));
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

const MAX_SAMPLES: usize = 12;

fn name(by: &Finder) -> String {
    match by {
        Finder::Rule(name) => (*name).to_owned(),
        other => format!("{other:?}"),
    }
}

/// A range as its two ends; anything else as it is.
fn ends(text: &str, span: Span, value: &str) -> impl Iterator<Item = (Span, String)> + use<> {
    let cut = value.split_once('/').and_then(|(a, b)| {
        let words = span.of(text);
        let at = SEPARATOR.find(words)?;
        let (first, second) =
            (Span::new(span.start, span.start + at.start()), Span::new(span.start + at.end(), span.end));
        Some(vec![(first, a.to_owned()), (second, b.to_owned())])
    });
    cut.unwrap_or_else(|| vec![(span, value.to_owned())]).into_iter()
}

static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s+(?:to|and|until|till|through)\s+|\s*[-–—]\s*").expect("SEPARATOR is a pattern")
});

/// TIMEX3 values as the standard spells them. The marked documents write `2000-W7`, `P16H`, `1989-XX`,
/// `2000-01-05-TNI` and `P1DE` for `2000-W07`, `PT16H`, `1989`, `2000-01-05TNI` and `P10Y`; and a decade or
/// century with or without its `X`.
fn even(value: &str) -> String {
    static FIXES: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
        [
            (r"-W(\d)$", "-W0$1"),
            (r"-?T(\d):", "T0$1:"),
            (r"-T", "T"),
            (r"^P([\d.X]+)H", "PT${1}H"),
            (r"^(\d{4})(?:-XX)+$", "$1"),
            (r"^(\d{4}-\d\d)-XX$", "$1"),
            (r"^P1DE$", "P10Y"),
            (r"^(\d{3})$", "${1}X"),
            (r"^(\d{2})$", "${1}XX"),
            (r"^PRESNT_REF$", "PRESENT_REF"),
        ]
        .into_iter()
        .map(|(pattern, with)| (Regex::new(pattern).expect("FIXES are patterns"), with))
        .collect()
    });
    FIXES.iter().fold(value.to_owned(), |value, (pattern, with)| pattern.replace(&value, *with).into_owned())
}

fn share(n: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { n as f64 / of as f64 }
}

fn f1(hits: usize, found: usize, gold: usize) -> f64 {
    share(2 * hits, found + gold)
}

/// 95 % interval: documents drawn with replacement 2,000 times, by a fixed seed.
fn interval(docs: &[Counts], figure: fn(&Counts) -> f64) -> (f64, f64) {
    let mut state: u64 = 20_080_327;
    let mut next = move || {
        // splitmix64
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut drawn: Vec<f64> = (0..2000)
        .map(|_| {
            let total = (0..docs.len())
                .fold(Counts::default(), |sum, _| sum.plus(&docs[(next() % docs.len() as u64) as usize]));
            figure(&total)
        })
        .collect();
    drawn.sort_by(f64::total_cmp);
    (drawn[49], drawn[1949])
}

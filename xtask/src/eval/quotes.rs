//! `eval quotes`: who says what, and what speech acts are about, span by span.
//!
//! Of our corpus: sources, cues and contents of attributions, contents of speech acts (with type; and with parties),
//! conditions, deadlines, once with nothing given and once with the marked triggers and types given. Of PolNeAR (`.ann`
//! beside a folder `text`): sources, cues and contents; there everything that anybody says is marked, and records know
//! only what is said of acts. A span counts once in a text, however many claims it belongs to; it is right when it is
//! exactly a marked one, an article at its head and a closing stop aside. What a speech act is about (`about`) is met as
//! parties are, by words that overlap; `about_typed` when its type and "not" are right too, `about_parties` when both lists
//! of its parties are besides.

use super::report::{Cell, PRF, Report, Table, prf};
use super::setup::{Setup, document};
use super::{Task, pooled, text};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tacitus::gold::{GoldClaim, Item};
use tacitus::record::{Claim, Entity, Polarity};
use tacitus::score::Counts;
use tacitus::score::pairing::n_matched;
use tacitus::{EventType, Given, Scalars, Span};

/// The task.
pub const TASK: Task = Task { name: "quotes", reads: "cases of our corpus as .txt, PolNeAR as .ann", run };

/// Words as they are compared.
type Place = (usize, usize);

/// What a speech act is about: its words, type and "not", who is to do it, and to whom.
type About = (Place, Option<EventType>, bool, Vec<Place>, Vec<Place>);

/// What is marked or read in one text.
#[derive(Default)]
struct Answers {
    /// By [`EXACT`].
    exact: [BTreeSet<Place>; EXACT.len()],
    about: BTreeSet<About>,
}

/// Spans that must be exact, in the order in which they are printed.
const EXACT: [&str; 5] = ["source", "cue", "content", "condition", "deadline"];

/// How much of what a speech act is about must be right.
const ABOUT: [(&str, fn(&About, &About) -> bool); 3] = [
    ("about", |g, r| meet(&g.0, &r.0)),
    ("about_typed", |g, r| meet(&g.0, &r.0) && (g.1, g.2) == (r.1, r.2)),
    ("about_parties", |g, r| {
        meet(&g.0, &r.0) && (g.1, g.2) == (r.1, r.2) && all_meet(&g.3, &r.3) && all_meet(&g.4, &r.4)
    }),
];

fn meet(a: &Place, b: &Place) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn all_meet(gold: &[Place], read: &[Place]) -> bool {
    gold.len() == read.len()
        && n_matched(gold.len(), read.len(), |g, r| meet(&gold[g], &read[r])) == gold.len()
}

fn run(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let (polnear, cases): (Vec<PathBuf>, Vec<PathBuf>) =
        files.iter().cloned().partition(|f| f.extension().is_some_and(|e| e == "ann"));
    let (mut tables, mut errors) = (Vec::new(), Vec::new());
    if !cases.is_empty() {
        let (of_cases, wrong) = of_cases(setup, &pooled(&cases)?)?;
        tables.extend(of_cases);
        errors = wrong;
    }
    if !polnear.is_empty() {
        tables.push(of_polnear(setup, &polnear)?);
    }
    Ok(Report { tables, errors })
}

fn of_cases(setup: &Setup, all: &[Item]) -> Result<([Table; 2], Vec<String>)> {
    let docs: Vec<_> = all.iter().map(|i| document(&i.id, &i.text, Some(i.published))).collect();
    let triggers = |item: &Item| -> Vec<(Span, Option<EventType>)> {
        item.claims.iter().map(|c| (c.trigger, Some(c.event))).collect()
    };
    let given = Given { triggers: Some(all.iter().map(triggers).collect()), ..Given::none() };
    let gold: Vec<Answers> = all.iter().map(marked).collect();
    let read = |given: &Given| -> Result<Vec<Answers>> {
        let readings = setup.read(&docs, given)?;
        Ok(all.iter().zip(&readings).map(|(item, r)| answers(&item.text, &r.claims)).collect())
    };
    let (free, fixed) = (read(&Given::none())?, read(&given)?);
    let title = format!("Nothing given, {} texts", all.len());
    let tables = [
        table("", &title, [exact(&gold, &free, EXACT.len()), about(&gold, &free)].concat()),
        table(
            "given",
            "The same texts, triggers and types given",
            [exact(&gold, &fixed, EXACT.len()), about(&gold, &fixed)].concat(),
        ),
    ];
    let errors =
        all.iter().zip(gold.iter().zip(&fixed)).filter_map(|(item, (g, r))| errors_of(&item.text, g, r));
    Ok((tables, errors.collect()))
}

/// What is marked and not read, and what is read and not marked, in one text.
fn errors_of(text: &str, gold: &Answers, read: &Answers) -> Option<String> {
    let mut lines = String::new();
    let words = |place: &Place| &text[place.0..place.1];
    for (name, (gold, read)) in EXACT.iter().zip(gold.exact.iter().zip(&read.exact)) {
        gold.difference(read).for_each(|a| lines += &format!("  - {name} `{}`\n", words(a)));
        read.difference(gold).for_each(|a| lines += &format!("  + {name} `{}`\n", words(a)));
    }
    let line = |sign: char, (place, event, not, by, to): &About| {
        let list = |places: &[Place]| places.iter().map(words).collect::<Vec<_>>().join("; ");
        let (event, not) = (event.map_or("-", EventType::name), if *not { "!" } else { "" });
        format!("  {sign} about {not}{event} `{}` [{}] > [{}]\n", words(place), list(by), list(to))
    };
    let right = ABOUT[2].1;
    gold.about
        .iter()
        .filter(|g| !read.about.iter().any(|r| right(g, r)))
        .for_each(|g| lines += &line('-', g));
    read.about
        .iter()
        .filter(|r| !gold.about.iter().any(|g| right(g, r)))
        .for_each(|r| lines += &line('+', r));
    (!lines.is_empty()).then(|| format!("{text}\n{lines}"))
}

fn table(name: &'static str, title: &str, rows: Vec<(String, Vec<Cell>)>) -> Table {
    Table { name, title: title.to_owned(), columns: PRF.to_vec(), rows }
}

/// The first `n` rows of spans that must be exact.
fn exact(gold: &[Answers], read: &[Answers], n: usize) -> Vec<(String, Vec<Cell>)> {
    let row = |i: usize| {
        let count = |(g, r): (&Answers, &Answers)| Counts {
            right: g.exact[i].intersection(&r.exact[i]).count(),
            read: r.exact[i].len(),
            gold: g.exact[i].len(),
        };
        (EXACT[i].to_owned(), prf(&gold.iter().zip(read).map(count).collect::<Vec<_>>()))
    };
    (0..n).map(row).collect()
}

fn about(gold: &[Answers], read: &[Answers]) -> Vec<(String, Vec<Cell>)> {
    let row = |(name, right): &(&str, fn(&About, &About) -> bool)| {
        let count = |(g, r): (&Answers, &Answers)| {
            let (g, r): (Vec<_>, Vec<_>) = (g.about.iter().collect(), r.about.iter().collect());
            let n = n_matched(g.len(), r.len(), |i, j| right(g[i], r[j]));
            Counts { right: n, read: r.len(), gold: g.len() }
        };
        ((*name).to_owned(), prf(&gold.iter().zip(read).map(count).collect::<Vec<_>>()))
    };
    ABOUT.iter().map(row).collect()
}

/// Words without leading article and closing marks, which people mark now in, now out.
fn bare(text: &str, span: Span) -> (usize, usize) {
    let is_mark = |c: char| c.is_whitespace() || ".,;:\"“”'’‘".contains(c);
    let words = span.of(text).trim_end_matches(is_mark);
    let end = span.start + words.len();
    let mut start = end - words.trim_start_matches(is_mark).len();
    for article in ["the ", "a ", "an "] {
        if text[start..end].get(..article.len()).is_some_and(|w| w.eq_ignore_ascii_case(article)) {
            start += article.len();
            break;
        }
    }
    (start, end)
}

fn marked(item: &Item) -> Answers {
    let mut answers = Answers::default();
    // Doubtful claims are looked at like all others: their words are marked as surely.
    item.claims.iter().for_each(|claim| mark(&item.text, claim, &mut answers));
    answers
}

fn mark(text: &str, claim: &GoldClaim, answers: &mut Answers) {
    let place = |span: &Span| bare(text, *span);
    let places = |spans: &[Span]| spans.iter().map(place).collect::<Vec<_>>();
    for said in &claim.attribution {
        answers.exact[0].extend(said.by.iter().map(place));
        answers.exact[1].extend(said.cue.iter().map(place));
        answers.exact[2].extend(said.content.iter().map(place));
    }
    answers.exact[3].extend(claim.condition.iter().map(|c| place(&c.span)));
    answers.exact[4].extend(claim.deadline.iter().map(place));
    for content in &claim.content {
        let parties = content.parties.as_ref();
        let (by, to) = parties.map(|p| (places(&p.actor), places(&p.recipient))).unwrap_or_default();
        answers.about.insert((place(&content.span), content.event, content.negative, by, to));
    }
}

fn answers(text: &str, claims: &[Claim]) -> Answers {
    let scalars = Scalars::new(text);
    let place = |start: usize, end: usize| {
        let at = |i| scalars.to_byte(i).expect("records point into their text");
        bare(text, Span::new(at(start), at(end)))
    };
    let places = |list: &[Entity]| list.iter().map(|e| place(e.start, e.end)).collect::<Vec<_>>();
    let mut answers = Answers::default();
    for claim in claims {
        for said in &claim.attribution {
            answers.exact[0].extend(places(&said.by));
            answers.exact[1].extend(said.cue.iter().map(|s| place(s.start, s.end)));
            answers.exact[2].extend(said.content.iter().map(|s| place(s.start, s.end)));
        }
        answers.exact[3].extend(claim.condition.iter().map(|c| place(c.start, c.end)));
        answers.exact[4].extend(claim.deadline.iter().map(|d| place(d.start, d.end)));
        for content in &claim.content {
            let not = content.polarity == Polarity::Negative;
            let (by, to) = (places(&content.actor), places(&content.recipient));
            answers.about.insert((place(content.start, content.end), content.event, not, by, to));
        }
    }
    answers
}

fn of_polnear(setup: &Setup, files: &[PathBuf]) -> Result<Table> {
    let articles: Vec<(String, Answers)> = files.iter().map(|f| article(f)).collect::<Result<_>>()?;
    let docs: Vec<_> =
        articles.iter().enumerate().map(|(i, (text, _))| document(&i.to_string(), text, None)).collect();
    let readings = setup.read(&docs, &Given::none())?;
    let read: Vec<Answers> =
        articles.iter().zip(&readings).map(|((text, _), r)| answers(text, &r.claims)).collect();
    let gold: Vec<Answers> = articles.into_iter().map(|(_, gold)| gold).collect();
    let title = format!("PolNeAR, {} articles, nothing given", gold.len());
    Ok(table("polnear", &title, exact(&gold, &read, 3)))
}

/// A file `attributions/NAME_HASH.ann` and its text `text/NAME.txt`.
fn article(file: &Path) -> Result<(String, Answers)> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = stem.rsplit_once('_').map_or(&*stem, |(name, _)| name);
    let folder = file.parent().and_then(Path::parent).context("an .ann file lies beside a folder `text`")?;
    let words = text(&folder.join("text").join(format!("{name}.txt")))?;
    let gold = annotations(&words, &text(file)?).with_context(|| format!("`{}`", file.display()))?;
    Ok((words, gold))
}

/// Lines `T1 <tab> Cue 33 47 <tab> words`; several stretches stand as `33 47;50 52` and are left out, since a record
/// has one.
fn annotations(text: &str, file: &str) -> Result<Answers> {
    let scalars = Scalars::new(text);
    let mut answers = Answers::default();
    for line in file.lines().filter(|line| line.starts_with('T')) {
        let label = line.split('\t').nth(1).context("a line without its label")?;
        let mut parts = label.split(' ');
        let kind = parts.next().unwrap_or_default();
        let row = ["Source", "Cue", "Content"].iter().position(|k| *k == kind);
        let (Some(row), false) = (row, label.contains(';')) else { continue };
        let mut at = || -> Result<usize> {
            let scalar = parts.next().context("a label without its place")?.parse()?;
            scalars.to_byte(scalar).context("a place beyond the text")
        };
        let (start, end) = (at()?, at()?);
        answers.exact[row].insert(bare(text, Span::new(start, end)));
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_a_file_are_read_by_their_labels() {
        let file = "T1\tSource 0 10\tThe mayor \nT2\tCue 10 14\tsaid\nE1\tAttribution:T3\nT4\tContent 15 19;22 25\tx";
        let answers = annotations("The mayor said they left.", file).expect("a file");
        assert_eq!(answers.exact[0].iter().collect::<Vec<_>>(), [&(4, 9)], "without its article");
        assert_eq!(answers.exact[1].len(), 1);
        assert!(answers.exact[2].is_empty(), "two stretches are no span");
        assert!(annotations("Short.", "T1\tCue 3 40\tx").is_err());
    }

    #[test]
    fn a_span_counts_without_article_and_closing_marks() {
        let text = "\"The rebels left.\"";
        assert_eq!(bare(text, Span::new(0, text.len())), (5, 16));
    }
}

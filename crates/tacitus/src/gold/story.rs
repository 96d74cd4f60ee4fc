//! Stories: dated reports in which commitments are made, changed and settled, with the ledger that should
//! result (corpus/STORIES.md).
//!
//! Takes the text of a file, gives its stories; words are bytes of the report in which they are marked. It
//! guesses nothing: a line that does not fit is an error with story and reason.
//!
//! ```
//! use tacitus::gold::story;
//! let file = "=== strike\n--- r1 2019-03-01 Post\n[Dockers](a FRA LAB) vowed to [walk out](x).\n\
//!     --- r2 2019-03-02 Post\nThey did.\n> threat c1 by=a content=x\n= 2019-03-01 open r1\n= 2019-03-02 kept r2\n";
//! let story = &story::stories(file).unwrap()[0];
//! assert_eq!(story.commitments[0].states.len(), 2);
//! ```

use super::case::labelled;
use super::{GoldParty, Span};
use crate::marks;
use crate::record::{CommitmentKind, CommitmentStatus, ConditionKind};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One story.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Unique in its file.
    pub name: String,
    /// In the order of the file.
    pub reports: Vec<Report>,
    /// The ledger that should result.
    pub commitments: Vec<Told>,
}

/// One report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Unique in its story.
    pub id: String,
    /// The day it appeared.
    pub published: Date,
    /// Outlet.
    pub source: String,
    /// Without marks.
    pub text: String,
}

/// Words of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Which report, by its place in the story.
    pub report_idx: usize,
    /// Where in its text; of a party with country and sector.
    pub party: GoldParty,
}

/// A commitment that should be in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Unique in its story.
    pub id: String,
    /// What it is.
    pub kind: CommitmentKind,
    /// Who commits himself, demands or threatens.
    pub by: Vec<Words>,
    /// To whom.
    pub to: Vec<Words>,
    /// What is to be done.
    pub content: Words,
    /// What must hold: words, kind, and whose part it is.
    pub conditions: Vec<(Words, Option<ConditionKind>, Option<Words>)>,
    /// Until when.
    pub deadline: Option<Words>,
    /// The last day on which it can be done in time.
    pub due: Option<Date>,
    /// Each change, oldest first.
    pub states: Vec<State>,
}

/// One change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The day of the report, or the one after `due`.
    pub date: Date,
    /// Where it stands since.
    pub status: CommitmentStatus,
    /// The report that told it; `None`: the day passed.
    pub report_idx: Option<usize>,
}

impl Told {
    /// Where it stands at the end of this day; `None`: not yet made.
    pub fn status_on(&self, day: Date) -> Option<CommitmentStatus> {
        self.states.iter().rev().find(|s| s.date <= day).map(|s| s.status)
    }
}

/// Reads all stories of a file.
pub fn stories(file: &str) -> Result<Vec<Story>, String> {
    let mut blocks: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in file.lines().filter(|l| !l.starts_with("//")) {
        match (line.strip_prefix("=== "), blocks.last_mut()) {
            (Some(name), _) => blocks.push((name.trim(), Vec::new())),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) if line.trim().is_empty() => {}
            (None, None) => return Err(format!("`{line}` stands before the first `=== name`")),
        }
    }
    blocks
        .iter()
        .map(|(name, lines)| story(name, lines).map_err(|e| format!("story `{name}`: {e}")))
        .collect()
}

fn story(name: &str, lines: &[&str]) -> Result<Story, String> {
    let first_said = lines.iter().position(|l| l.starts_with("> ")).unwrap_or(lines.len());
    let (told, said) = lines.split_at(first_said);
    let mut marked = Marked::default();
    let reports = reports(told, &mut marked)?;
    let mut commitments: Vec<Told> = Vec::new();
    for line in said.iter().filter(|l| !l.trim().is_empty()) {
        if let Some(fields) = line.strip_prefix("> ") {
            commitments.push(marked.commitment(fields).map_err(|e| format!("`{line}`: {e}"))?);
        } else if let (Some(fields), Some(last)) = (line.strip_prefix("= "), commitments.last_mut()) {
            last.states.push(state(fields, &reports).map_err(|e| format!("`{line}`: {e}"))?);
        } else {
            return Err(format!("`{line}` is neither `> ` nor `= `"));
        }
    }
    marked.all_used()?;
    if let Some(bare) = commitments.iter().find(|c| c.states.is_empty()) {
        return Err(format!("commitment `{}` has no line `= DATE STATUS REPORT`", bare.id));
    }
    Ok(Story { name: name.to_owned(), reports, commitments })
}

/// The reports; their marks go into the table.
fn reports(lines: &[&str], marked: &mut Marked) -> Result<Vec<Report>, String> {
    let mut raw: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines {
        match (line.strip_prefix("--- "), raw.last_mut()) {
            (Some(head), _) => raw.push((head, Vec::new())),
            (None, Some((_, text))) => text.push(line),
            (None, None) if line.trim().is_empty() => {}
            (None, None) => return Err(format!("`{line}` stands before the first `--- `")),
        }
    }
    let mut reports: Vec<Report> = Vec::new();
    for (report_idx, (head, text)) in raw.into_iter().enumerate() {
        let mut words = head.splitn(3, ' ');
        let (id, date) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (text, marks) = marks::unmark(text.join("\n").trim());
        if reports.iter().any(|r| r.id == id) {
            return Err(format!("report `{id}` stands twice"));
        }
        for mark in marks {
            let party = labelled(mark.span, &mark.rest)?;
            if marked.table.insert(mark.kind.clone(), Words { report_idx, party }).is_some() {
                return Err(format!("`{}` is marked twice", mark.kind));
            }
        }
        reports.push(Report {
            id: id.to_owned(),
            published: date.parse().map_err(|e| format!("report `{id}`: {e}"))?,
            source: words.next().unwrap_or_default().trim().to_owned(),
            text,
        });
    }
    Ok(reports)
}

fn state(fields: &str, reports: &[Report]) -> Result<State, String> {
    let words: Vec<&str> = fields.split_whitespace().collect();
    let [date, status, report] = words[..] else { return Err("is not `= DATE STATUS REPORT`".to_owned()) };
    let report_idx = match report {
        "-" => None,
        id => Some(reports.iter().position(|r| r.id == id).ok_or_else(|| format!("no report `{id}`"))?),
    };
    Ok(State {
        date: date.parse().map_err(|e| format!("{e}"))?,
        status: CommitmentStatus::named(status).ok_or_else(|| format!("`{status}` is no status"))?,
        report_idx,
    })
}

/// All marked words of a story, and which were used.
#[derive(Default)]
struct Marked {
    table: BTreeMap<String, Words>,
    used: BTreeSet<String>,
}

impl Marked {
    fn commitment(&mut self, fields: &str) -> Result<Told, String> {
        let mut words = fields.split_whitespace();
        let (kind, id) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let kind = CommitmentKind::named(kind).ok_or_else(|| format!("`{kind}` is no kind"))?;
        let (mut by, mut to, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        let (mut content, mut deadline, mut due) = (None, None, None);
        for word in words {
            let (key, value) = word.split_once('=').ok_or_else(|| format!("`{word}` is no `key=value`"))?;
            match key {
                "by" => by = self.all(value)?,
                "to" => to = self.all(value)?,
                "content" => content = Some(self.words(value)?),
                "condition" => {
                    conditions = value.split(',').map(|one| self.condition(one)).collect::<Result<_, _>>()?;
                }
                "deadline" => deadline = Some(self.words(value)?),
                "due" => due = Some(value.parse().map_err(|e| format!("due: {e}"))?),
                _ => return Err(format!("a commitment has no `{key}`")),
            }
        }
        let content = content.ok_or("a commitment has a content")?;
        Ok(Told { id: id.to_owned(), kind, by, to, content, conditions, deadline, due, states: Vec::new() })
    }

    fn condition(&mut self, value: &str) -> Result<(Words, Option<ConditionKind>, Option<Words>), String> {
        let mut parts = value.split(':');
        let words = self.words(parts.next().unwrap_or_default())?;
        let kind = parts.next().map(super::read::condition_kind).transpose()?;
        let party = parts.next().map(|id| self.words(id)).transpose()?;
        Ok((words, kind, party))
    }

    fn all(&mut self, value: &str) -> Result<Vec<Words>, String> {
        value.split(',').map(|id| self.words(id)).collect()
    }

    fn words(&mut self, id: &str) -> Result<Words, String> {
        self.used.insert(id.to_owned());
        self.table.get(id).cloned().ok_or_else(|| format!("nothing is marked `{id}`"))
    }

    fn all_used(&self) -> Result<(), String> {
        match self.table.keys().find(|id| !self.used.contains(*id)) {
            Some(id) => Err(format!("`{id}` is marked and nowhere used")),
            None => Ok(()),
        }
    }
}

impl Words {
    /// Where in its report.
    pub fn span(&self) -> Span {
        self.party.span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "// A comment.\n=== granary\n--- r1 2014-06-03 Mongla Herald\n\
        The [junta](a MMR GOV) gave the [militia](b MMR REB) [72 hours](d) to [disarm](x).\n\n\
        It will let [convoys pass](y) if [fire stops](k).\n\
        --- r2 2014-06-08 Radio Hill\nNothing new.\n\
        > ultimatum c1 by=a to=b content=x deadline=d due=2014-06-06\n= 2014-06-03 open r1\n\
        = 2014-06-07 expired -\n\n> promise c2 by=a content=y condition=k:if:b\n= 2014-06-03 open r1\n";

    #[test]
    fn a_story_is_read_with_its_marks_and_states() {
        let stories = stories(STORY).expect("a story");
        let [story] = &stories[..] else { panic!("one story") };
        assert_eq!(story.reports[0].source, "Mongla Herald");
        assert!(story.reports[0].text.contains("\n\nIt will let convoys pass"), "paragraphs stay");
        let [ultimatum, promise] = &story.commitments[..] else { panic!("two commitments") };
        assert_eq!(ultimatum.by[0].span().of(&story.reports[0].text), "junta");
        assert_eq!(ultimatum.by[0].party.country.as_deref(), Some("MMR"));
        assert_eq!(ultimatum.states[1].report_idx, None);
        let on = |day: &str| ultimatum.status_on(day.parse().expect("a day"));
        assert_eq!(on("2014-06-02"), None);
        assert_eq!(on("2014-06-06"), Some(CommitmentStatus::Open));
        assert_eq!(on("2014-06-07"), Some(CommitmentStatus::Expired));
        assert_eq!(promise.conditions[0].1, Some(ConditionKind::If));
        assert_eq!(promise.conditions[0].2.as_ref().map(|p| p.span()), Some(ultimatum.to[0].span()));
    }

    #[test]
    fn what_does_not_fit_is_told_with_story_and_reason() {
        for (from, to, reason) in [
            ("by=a to=b", "by=a to=q", "nothing is marked `q`"),
            ("content=y", "to=y", "has a content"),
            ("open r1\n= 2014", "open r9\n= 2014", "no report `r9`"),
            ("expired", "lapsed", "`lapsed` is no status"),
            ("--- r2 ", "--- r1 ", "stands twice"),
            ("[fire", "[all](z) [fire", "`z` is marked and nowhere used"),
            ("condition=k:if:b\n= 2014-06-03 open r1\n", "condition=k:if:b\n", "`c2` has no line"),
        ] {
            let error = stories(&STORY.replacen(from, to, 1)).expect_err(reason);
            assert!(error.contains(reason) && error.contains("granary"), "{error}");
        }
    }
}

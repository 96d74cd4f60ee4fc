//! What is told on standard error: notes as they come, and a summary at the end in which every input is
//! accounted for. It never decides anything but the exit status, and with `--quiet` says nothing.
//!
//! Example: `reports.jsonl:3: half a JSON object [malformed]`

use crate::progress::Progress;
use crate::work::{Done, Place, Told};
use crate::write::Written;
use crate::write::harmless;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::io::{self, Write};
use tacitus::{Note, NoteCode};

/// So many notes of each kind are told in full; the others are counted. Inputs that could not be read are
/// all named, however many there are.
const IN_FULL: u64 = 20;

/// What was done in a run.
#[derive(Debug, Default)]
pub struct Totals {
    /// Documents that were read.
    pub n_read: u64,
    /// Records that were written.
    pub written: Written,
    /// Notes by kind.
    pub notes: BTreeMap<NoteCode, u64>,
    /// Reports that bear a day in the future.
    pub n_future: u64,
}

/// Tells.
pub struct Teller {
    /// What was done so far.
    pub totals: Totals,
    /// Where to; `None`: nowhere.
    to: Option<Box<dyn Write + Send>>,
    progress: Progress,
    /// Are notes among the records?
    collected: bool,
}

impl Teller {
    /// Tells on standard error. `collected`: notes are among the records, so nothing is lost by counting
    /// them.
    pub fn new(progress: Progress, collected: bool) -> Teller {
        Teller { to: Some(Box::new(io::stderr())), progress, collected, totals: Totals::default() }
    }

    /// Tells nothing, but counts.
    pub fn silent() -> Teller {
        Teller { to: None, progress: Progress::none(), collected: false, totals: Totals::default() }
    }

    /// Tells of a batch that was written.
    pub fn tell(&mut self, done: Done) {
        self.totals.n_read += done.n_read;
        self.totals.written += done.written;
        for told in done.told {
            match told {
                Told::Note(note) => self.note(&note),
                Told::Future(place, day) => self.future(&place, day),
            }
        }
        self.progress.at(self.totals.n_read);
    }

    fn note(&mut self, note: &Note) {
        let count = self.totals.notes.entry(note.what).or_default();
        *count += 1;
        // What the user asked to be held back is no news to him.
        if note.what.is_failure() || *count <= IN_FULL && note.what != NoteCode::Filtered {
            let place = Place { path: note.path.clone(), line: note.line };
            let named = note.line.is_none() && note.message.starts_with(&format!("`{}`", path(&place)));
            let at = if named { String::new() } else { at(&place) };
            self.line(&format!("{at}{} [{}]", note.message, note.what.name()));
        }
    }

    fn future(&mut self, place: &Place, day: Date) {
        self.totals.n_future += 1;
        if self.totals.n_future <= IN_FULL {
            self.line(&format!("{}published on {day}, which is in the future [future-date]", at(place)));
        }
    }

    /// The end of the run: what was counted but not told, and what was done.
    pub fn finish(&mut self) {
        self.progress.end();
        for line in summary(&self.totals, self.collected) {
            self.line(&line);
        }
    }

    /// The end of a run whose output nobody wants any more: nothing is left to be told.
    pub fn leave(&mut self) {
        self.progress.end();
    }

    fn line(&mut self, line: &str) {
        let Some(to) = &mut self.to else { return };
        let line: String = line.chars().map(|c| if c == '\n' { ' ' } else { harmless(c) }).collect();
        // Nobody can be told that standard error is closed.
        self.progress.pause(|| drop(writeln!(to, "{line}")));
    }
}

/// The exit status of a run that came to its end.
pub fn exit_status(totals: &Totals, strict: bool) -> u8 {
    let failed = |code: NoteCode| code.is_failure() || (strict && code == NoteCode::OtherLanguage);
    if totals.notes.keys().any(|code| failed(*code)) { 2 } else { 0 }
}

/// Does a note of this kind stand for an input that gave no reading?
fn sets_aside(code: NoteCode) -> bool {
    use NoteCode::*;
    code.is_failure() || matches!(code, OtherLanguage | Loop | UnknownFormat | Filtered)
}

fn summary(totals: &Totals, collected: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let where_else = if collected { "in the records" } else { "--records all writes them" };
    let mut more = |name: &str, count: u64| {
        if count > IN_FULL {
            lines.push(format!("... and {} more of this kind [{name}] ({where_else})", count - IN_FULL));
        }
    };
    for (code, count) in totals.notes.iter().filter(|(c, _)| !c.is_failure() && **c != NoteCode::Filtered) {
        more(&code.name(), *count);
    }
    if totals.n_future > IN_FULL {
        lines.push(format!("... and {} more of this kind [future-date]", totals.n_future - IN_FULL));
    }
    lines.push(format!(
        "{} read{}; written: {}",
        documents(totals.n_read),
        aside(totals),
        records(totals.written)
    ));
    lines
}

fn documents(n: u64) -> String {
    format!("{n} document{}", if n == 1 { "" } else { "s" })
}

fn aside(totals: &Totals) -> String {
    let aside = totals.notes.iter().filter(|(code, _)| sets_aside(**code));
    let reasons: Vec<String> = aside.clone().map(|(code, n)| format!("{} {n}", code.name())).collect();
    match aside.map(|(_, n)| n).sum::<u64>() {
        0 => String::new(),
        n => format!(", {n} set aside ({})", reasons.join(", ")),
    }
}

fn records(written: Written) -> String {
    let kinds = [
        (written.document, "document"),
        (written.claim, "claim"),
        (written.commitment, "commitment"),
        (written.note, "note"),
    ];
    let some: Vec<String> = kinds
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, kind)| format!("{n} {kind}{}", if *n == 1 { "" } else { "s" }))
        .collect();
    if some.is_empty() { "no records".to_owned() } else { some.join(", ") }
}

fn at(place: &Place) -> String {
    match (&place.path, place.line) {
        (Some(path), Some(line)) => format!("{path}:{line}: "),
        (Some(path), None) => format!("{path}: "),
        (None, _) => String::new(),
    }
}

fn path(place: &Place) -> &str {
    place.path.as_deref().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;
    use jiff::civil::date;
    use std::sync::{Arc, Mutex};

    /// Keeps what is written, for looking at it afterwards.
    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no writer faults").write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn told(done: Done) -> Vec<String> {
        let kept = Kept::default();
        let mut teller = Teller { to: Some(Box::new(kept.clone())), ..Teller::silent() };
        teller.tell(done);
        teller.finish();
        let bytes = kept.0.lock().expect("no writer faults").clone();
        String::from_utf8(bytes).expect("what is told is UTF-8").lines().map(str::to_owned).collect()
    }

    fn notes(what: NoteCode, n: usize) -> Vec<Told> {
        vec![Told::Note(Note { what, ..example::note() }); n]
    }

    #[test]
    fn the_first_are_told_in_full_and_the_rest_counted() {
        let lines = told(Done { told: notes(NoteCode::OtherLanguage, 332), n_read: 1, ..Done::default() });
        assert_eq!(lines.len(), 22);
        assert_eq!(lines[0], "reports.jsonl:3: half a JSON object [other-language]");
        assert!(lines[20].starts_with("... and 312 more of this kind [other-language]"), "{}", lines[20]);
        assert_eq!(lines[21], "1 document read, 332 set aside (other-language 332); written: no records");
    }

    #[test]
    fn what_could_not_be_read_is_always_named() {
        let lines = told(Done { told: notes(NoteCode::Malformed, 332), n_read: 1, ..Done::default() });
        assert_eq!(lines.len(), 333);
        assert_eq!(lines[331], "reports.jsonl:3: half a JSON object [malformed]");
    }

    #[test]
    fn what_was_held_back_is_only_counted() {
        let written = Written { claim: 3, ..Written::default() };
        let told_notes = notes(NoteCode::Filtered, 40);
        let lines = told(Done { told: told_notes, n_read: 2, written, ..Done::default() });
        assert_eq!(lines, ["2 documents read, 40 set aside (filtered 40); written: 3 claims"]);
    }

    #[test]
    fn a_note_about_a_document_that_was_read_sets_nothing_aside() {
        let lines = told(Done { told: notes(NoteCode::NoDate, 1), n_read: 1, ..Done::default() });
        assert_eq!(lines[1], "1 document read; written: no records");
    }

    #[test]
    fn a_message_cannot_steer_the_terminal() {
        let message = "bad\u{1b}[2J\nname".to_owned();
        let note = Note { message, ..example::note() };
        let lines = told(Done { told: vec![Told::Note(note)], ..Done::default() });
        assert_eq!(lines[0], "reports.jsonl:3: bad\u{fffd}[2J name [malformed]");
    }

    #[test]
    fn a_message_that_begins_with_the_path_needs_no_path_before_it() {
        let message = "`reports.jsonl` cannot be read".to_owned();
        let note = Note { message, line: None, ..example::note() };
        let lines = told(Done { told: vec![Told::Note(note)], ..Done::default() });
        assert_eq!(lines[0], "`reports.jsonl` cannot be read [malformed]");
    }

    #[test]
    fn a_day_in_the_future_is_told() {
        let place = Place { path: Some("a.txt".to_owned()), line: None };
        let lines =
            told(Done { told: vec![Told::Future(place, date(2031, 5, 6))], n_read: 1, ..Done::default() });
        assert_eq!(lines[0], "a.txt: published on 2031-05-06, which is in the future [future-date]");
    }

    #[test]
    fn other_languages_fail_a_run_only_when_it_is_strict() {
        let totals = |what| Totals { notes: BTreeMap::from([(what, 1)]), ..Totals::default() };
        assert_eq!(exit_status(&totals(NoteCode::OtherLanguage), false), 0);
        assert_eq!(exit_status(&totals(NoteCode::OtherLanguage), true), 2);
        assert_eq!(exit_status(&totals(NoteCode::NoDate), true), 0);
        assert_eq!(exit_status(&totals(NoteCode::Fault), false), 2);
    }
}

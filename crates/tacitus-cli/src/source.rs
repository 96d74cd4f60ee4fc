//! The way in: the paths that were named -> documents and notes, in the order of the walk. Files are opened
//! one at a time, when their turn comes. It knows nothing of how a format is read; that is the intake's.
//!
//! Example: `reports/` with two texts and a picture gives two documents and a note.

use crate::fault::guarded;
use crate::walk::{Found, Input, walk};
use std::path::{Path, PathBuf};
use tacitus::intake::{Config, Item, Items, documents};
use tacitus::{Note, NoteCode};

/// All items of these paths. `output` is the file that is being written: it is never read, wherever it lies.
pub fn items<'a>(
    paths: &[PathBuf],
    output: Option<&'a Path>,
    config: &'a Config,
) -> impl Iterator<Item = Item> + use<'a> {
    walk(paths).flat_map(move |found| match found {
        Found::Input(input) if is_output(&input, output) => one(own_output(&input)),
        Found::Input(input) => match input.open() {
            Ok(bytes) => without_faults(&input.shown, || documents(bytes, &input.shown, config)),
            Err(note) => one(note),
        },
        Found::Note(note) => one(note),
    })
}

fn one<'a>(note: Note) -> Items<'a> {
    Box::new(std::iter::once(Item::Note(note)))
}

/// The items of one file. A fault of this program in its reading becomes a note, and the other files are
/// read.
fn without_faults<'a>(shown: &str, open: impl FnOnce() -> Items<'a>) -> Items<'a> {
    let fault = |path: &str, words: String| Note {
        doc: None,
        path: Some(path.to_owned()),
        line: None,
        what: NoteCode::Fault,
        message: format!(
            "a fault of this program ended the reading of this file here, please tell us: {words}"
        ),
    };
    let mut items = match guarded(open) {
        Ok(items) => Some(items),
        Err(words) => return one(fault(shown, words)),
    };
    let shown = shown.to_owned();
    Box::new(std::iter::from_fn(move || match guarded(|| items.as_mut()?.next()) {
        Ok(item) => item,
        Err(words) => {
            items = None;
            Some(Item::Note(fault(&shown, words)))
        }
    }))
}

fn is_output(input: &Input, output: Option<&Path>) -> bool {
    matches!((&input.path, output), (Some(input), Some(output)) if is_same(input, output))
}

/// Do the two paths lead to the same file?
pub fn is_same(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn own_output(input: &Input) -> Note {
    Note {
        doc: None,
        path: Some(input.shown.clone()),
        line: None,
        what: NoteCode::Filtered,
        message: format!("`{}` is the file that is being written: it is not read", input.shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_in_one_file_is_told_and_ends_only_that_file() {
        let mut left = 2;
        let items = without_faults("page.html", move || {
            Box::new(std::iter::from_fn(move || {
                left -= 1;
                assert!(left > 0, "too deep");
                Some(Item::Note(crate::example::note()))
            }))
        });
        let codes: Vec<NoteCode> = items
            .map(|item| match item {
                Item::Note(note) => note.what,
                Item::Document(..) => panic!("there are only notes"),
            })
            .collect();
        assert_eq!(codes, [NoteCode::Malformed, NoteCode::Fault]);
        assert_eq!(without_faults("page.html", || panic!("at once")).count(), 1);
    }

    #[test]
    fn the_file_being_written_is_not_read() {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        for name in ["a.jsonl", "out.jsonl"] {
            std::fs::write(dir.path().join(name), "{\"text\": \"x\"}\n").expect("a file can be written");
        }
        let (named, config) = ([dir.path().to_owned()], Config::none());
        let shown = |output: Option<&Path>| -> Vec<(String, bool)> {
            items(&named, output, &config)
                .map(|item| match item {
                    Item::Document(doc, _) => (doc.path.unwrap_or_default(), true),
                    Item::Note(note) => (note.path.unwrap_or_default(), note.what != NoteCode::Filtered),
                })
                .collect()
        };
        let out = dir.path().join("out.jsonl");
        assert_eq!(shown(Some(&out)), [("a.jsonl".to_owned(), true), ("out.jsonl".to_owned(), false)]);
        assert_eq!(shown(None).iter().filter(|(_, read)| *read).count(), 2);
    }
}

//! Takes the paths that were named and gives the files to be read, in an order that is always the same.
//!
//! Folders are walked by name, links are followed, hidden files are left out. What cannot be read, leads
//! back to itself or bears an ending that no format has is told as a note and passed over. It never opens a
//! file before its turn, and never looks into one.
//!
//! Example: `reports/` with `b.txt`, `a.jsonl`, `photo.jpg` and `.cache` gives `a.jsonl`, `b.txt` and a note
//! on `photo.jpg`.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use tacitus::intake::{FORMATS, Format};
use tacitus::{Note, NoteCode};

/// What the walk comes upon.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// Something to read.
    Input(Input),
    /// Something that is not read, and why.
    Note(Note),
}

/// A file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// As it is shown: a file in a folder relative to the folder that was named, another as it was named,
    /// `-` for standard input. Always with `/`, so that records are the same on every machine.
    pub shown: String,
    /// Where it is; `None` for standard input.
    pub path: Option<PathBuf>,
}

impl Input {
    /// Opens it for `tacitus::intake::documents`.
    pub fn open(&self) -> Result<Box<dyn BufRead>, Note> {
        const BUFFER: usize = 128 * 1024;
        match &self.path {
            None => Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin()))),
            Some(path) => match File::open(path) {
                Ok(file) => Ok(Box::new(BufReader::with_capacity(BUFFER, file))),
                Err(e) => Err(unreadable(&self.shown, &e)),
            },
        }
    }
}

/// Walks what was named, in the order in which it was named.
pub fn walk(named: &[PathBuf]) -> Walk {
    let todo = named.iter().rev().map(|path| Step::Named(path.clone())).collect();
    Walk { todo, within: Vec::new() }
}

/// The walk; folders are read when their turn comes.
pub struct Walk {
    /// What is still to be done, last first.
    todo: Vec<Step>,
    /// The folders that the walk is inside of, by their true paths.
    within: Vec<PathBuf>,
}

enum Step {
    /// Named by the user.
    Named(PathBuf),
    /// Come upon in a folder; `shown` is the way to it from the folder that was named.
    Inside { path: PathBuf, shown: String },
    /// All that was in the innermost folder is done.
    Leave,
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match self.todo.pop()? {
                Step::Named(path) if path.as_os_str() == "-" => {
                    Some(Found::Input(Input { shown: "-".to_owned(), path: None }))
                }
                Step::Named(path) => self.visit(path.clone(), slashes(&path), true),
                Step::Inside { path, shown } => self.visit(path, shown, false),
                Step::Leave => {
                    self.within.pop();
                    None
                }
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

impl Walk {
    fn visit(&mut self, path: PathBuf, shown: String, named: bool) -> Option<Found> {
        let about = match fs::metadata(&path) {
            Ok(about) => about,
            Err(e) => return Some(Found::Note(unreadable(&shown, &e))),
        };
        if about.is_dir() {
            return self.enter(&path, &shown, named).map(Found::Note);
        }
        if named || (about.is_file() && Format::by_ending(&shown).is_some()) {
            return Some(Found::Input(Input { shown, path: Some(path) }));
        }
        let message = match about.is_file() {
            true => format!(
                "passed over: its ending is none of {}; name the file itself to have it read",
                endings()
            ),
            false => "passed over: it is a pipe or a device; name it itself to have it read".to_owned(),
        };
        Some(Found::Note(note(&shown, NoteCode::UnknownFormat, message)))
    }

    /// Puts what is in a folder on the list.
    fn enter(&mut self, path: &Path, shown: &str, named: bool) -> Option<Note> {
        let (at, entries) = match fs::canonicalize(path).and_then(|at| Ok((at, sorted(path)?))) {
            Ok(both) => both,
            Err(e) => return Some(unreadable(shown, &e)),
        };
        if self.within.contains(&at) {
            let message = "passed over: the folder leads back to one that it is in; take the link away";
            return Some(note(shown, NoteCode::Loop, message.to_owned()));
        }
        self.within.push(at);
        self.todo.push(Step::Leave);
        for name in entries.into_iter().rev() {
            let path = path.join(&name);
            let name = name.to_string_lossy();
            let shown = if named { name.into_owned() } else { format!("{shown}/{name}") };
            self.todo.push(Step::Inside { path, shown });
        }
        None
    }
}

/// The names in a folder, hidden ones left out, in the order of their bytes.
fn sorted(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn slashes(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { shown.into_owned() } else { shown.replace('\\', "/") }
}

fn endings() -> String {
    FORMATS.iter().flat_map(|e| e.endings).map(|e| format!("`.{e}`")).collect::<Vec<_>>().join(", ")
}

fn unreadable(shown: &str, error: &io::Error) -> Note {
    let hint = match error.kind() {
        io::ErrorKind::NotFound => "is the name right?",
        io::ErrorKind::PermissionDenied => "may you read it?",
        _ => "is it damaged?",
    };
    let reason = error.to_string();
    // "No such file or directory (os error 2)": the number helps nobody.
    let reason = reason.split(" (os error").next().unwrap_or(&reason).to_lowercase();
    note(shown, NoteCode::Unreadable, format!("cannot be read: {reason}; {hint}"))
}

fn note(shown: &str, what: NoteCode, message: String) -> Note {
    Note { doc: None, path: Some(shown.to_owned()), line: None, what, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files (and, where the path ends in `/`, folders).
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        for file in files {
            let path = dir.path().join(file);
            let parent = if file.ends_with('/') { Some(path.as_path()) } else { path.parent() };
            fs::create_dir_all(parent.expect("every path here has a parent")).expect("folders can be made");
            if !file.ends_with('/') {
                fs::write(&path, "Troops left Basra.").expect("files can be written");
            }
        }
        dir
    }

    /// What the walk gives, one line each: the path shown, and for a note its code.
    fn told(named: &[PathBuf]) -> Vec<String> {
        walk(named)
            .map(|found| match found {
                Found::Input(input) => input.shown,
                Found::Note(note) => format!("{} {}", note.what.name(), note.path.unwrap_or_default()),
            })
            .collect()
    }

    #[test]
    fn folders_are_walked_by_name_and_hidden_files_left_out() {
        let dir =
            folder(&["b.txt", "a/z.jsonl.gz", "a/b.html", "a/.git/x.txt", ".hidden.txt", "photo.jpg", "c/"]);
        let found = told(&[dir.path().to_owned()]);
        assert_eq!(found, ["a/b.html", "a/z.jsonl.gz", "b.txt", "unknown-format photo.jpg"]);
    }

    #[test]
    fn what_is_named_is_read_whatever_its_ending() {
        let dir = folder(&["report", ".hidden"]);
        let (report, hidden) = (dir.path().join("report"), dir.path().join(".hidden"));
        let found = told(&[hidden.clone(), PathBuf::from("-"), report.clone()]);
        assert_eq!(found, [slashes(&hidden), "-".to_owned(), slashes(&report)]);
    }

    #[test]
    fn what_is_not_there_is_told_with_the_reason() {
        let dir = folder(&["a.txt"]);
        let missing = dir.path().join("missing.txt");
        let found: Vec<Found> = walk(&[missing.clone(), dir.path().join("a.txt")]).collect();
        let Found::Note(note) = &found[0] else { panic!("a note, not {:?}", found[0]) };
        assert_eq!(note.what, NoteCode::Unreadable);
        assert_eq!(note.path, Some(slashes(&missing)));
        assert!(note.message.starts_with("cannot be read: "), "{}", note.message);
        assert!(note.message.ends_with("; is the name right?"), "{}", note.message);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_file_that_goes_away_before_its_turn_is_told() {
        let dir = folder(&["a.txt"]);
        let path = dir.path().join("a.txt");
        let Some(Found::Input(input)) = walk(std::slice::from_ref(&path)).next() else {
            panic!("the file is there")
        };
        assert!(input.open().is_ok());
        fs::remove_file(&path).expect("a file of our own can be removed");
        assert_eq!(input.open().err().map(|note| note.what), Some(NoteCode::Unreadable));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_with_a_link_to_itself_ends() {
        use std::os::unix::fs::symlink;
        let dir = folder(&["a/b.txt", "c/d.txt"]);
        symlink(dir.path(), dir.path().join("a/up")).expect("links can be made");
        symlink(dir.path().join("c"), dir.path().join("a/side")).expect("links can be made");
        symlink(dir.path().join("nowhere"), dir.path().join("z")).expect("links can be made");
        let found = told(&[dir.path().to_owned()]);
        assert_eq!(found, ["a/b.txt", "a/side/d.txt", "loop a/up", "c/d.txt", "unreadable z"]);
        // The folder itself by another way is no loop: it is read there too.
        let twice = told(&[dir.path().join("c"), dir.path().join("a/side")]);
        assert_eq!(twice, ["d.txt", "d.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_a_folder_is_not_waited_for() {
        let dir = folder(&["a.txt"]);
        let made = std::os::unix::net::UnixListener::bind(dir.path().join("b.txt"));
        made.expect("a socket can be made in a temporary folder");
        assert_eq!(told(&[dir.path().to_owned()]), ["a.txt", "unknown-format b.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_may_not_be_opened_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let dir = folder(&["a.txt"]);
        let path = dir.path().join("a.txt");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions can be set");
        // Whoever may read everything cannot see this refused.
        if File::open(&path).is_ok() {
            return;
        }
        let Some(Found::Input(input)) = walk(std::slice::from_ref(&path)).next() else {
            panic!("the file is there")
        };
        let note = input.open().err().expect("it may not be opened");
        assert_eq!(note.message, "cannot be read: permission denied; may you read it?");
    }
}

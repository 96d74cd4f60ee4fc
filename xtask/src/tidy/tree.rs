//! The files of the repository: takes its root, gives names, sizes and texts. It reads what is there,
//! committed or not, and leaves out what git ignores: a build is no breach.
//!
//! `tree.with_ending(".rs")` gives `crates/tacitus/src/lib.rs` and its text, and so on, in order.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Folders that are not ours to judge: builds, data, environments, git itself.
const IGNORED: [&str; 7] = [".git", ".venv", "__pycache__", "data", "node_modules", "shared", "target"];

/// Endings of files that hold text.
const TEXT: [&str; 13] =
    [".css", ".csv", ".html", ".json", ".jsonl", ".md", ".py", ".rs", ".sh", ".toml", ".tsv", ".txt", ".yml"];

/// All files.
pub struct Tree {
    /// Where they lie.
    pub root: PathBuf,
    /// By name.
    pub files: Vec<File>,
}

/// One file.
pub struct File {
    /// From the root, with `/`.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// What it says, if it is text.
    pub text: Option<String>,
}

impl Tree {
    /// Reads all files under a root.
    pub fn open(root: &Path) -> Result<Tree> {
        let mut tree = Tree { root: root.to_owned(), files: Vec::new() };
        tree.walk(root, "")?;
        tree.files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(tree)
    }

    /// Text files whose names end so.
    pub fn with_ending<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts().filter(move |(name, _)| name.ends_with(ending))
    }

    /// All text files.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|f| Some((f.name.as_str(), f.text.as_deref()?)))
    }

    fn walk(&mut self, dir: &Path, under: &str) -> Result<()> {
        for entry in std::fs::read_dir(dir).with_context(|| format!("cannot read `{}`", dir.display()))? {
            let entry = entry?;
            let base = entry.file_name().to_string_lossy().into_owned();
            let name = if under.is_empty() { base.clone() } else { format!("{under}/{base}") };
            let kind = entry.file_type()?;
            if kind.is_dir() && !IGNORED.contains(&base.as_str()) {
                self.walk(&entry.path(), &name)?;
            } else if kind.is_file() {
                let text = TEXT
                    .iter()
                    .any(|e| name.ends_with(e))
                    .then(|| std::fs::read(entry.path()))
                    .transpose()?;
                let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                self.files.push(File { name, size: entry.metadata()?.len(), text });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
impl Tree {
    /// A made-up repository, for the tests of the checks.
    pub fn of(files: &[(&str, &str)]) -> Tree {
        let file = |(name, text): &(&str, &str)| File {
            name: name.to_string(),
            size: text.len() as u64,
            text: Some(text.to_string()),
        };
        Tree { root: PathBuf::new(), files: files.iter().map(file).collect() }
    }
}

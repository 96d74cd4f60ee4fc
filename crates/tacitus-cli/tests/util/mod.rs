//! Runs the program in an empty folder of its own, with a clean environment, and keeps what it says.

#![allow(dead_code)] // each test program uses its own part of this

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// An empty folder in which the program runs.
pub struct Folder {
    dir: TempDir,
}

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub err: String,
}

impl Folder {
    /// Makes one.
    pub fn new() -> Folder {
        Folder { dir: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Puts a file into it; folders on the way are made.
    pub fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Folder {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("a file can be written");
        self
    }

    /// What a file in it holds.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).unwrap_or_else(|e| panic!("cannot read {name}: {e}"))
    }

    /// The program, to be run here. Nothing of the tester's environment changes what it does.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tacitus"));
        command.args(args).current_dir(self.path()).stdin(Stdio::null());
        for variable in ["TACITUS_HOME", "NO_COLOR", "COLUMNS"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs it with nothing on standard input.
    pub fn run(&self, args: &[&str]) -> Run {
        finish(&mut self.command(args))
    }

    /// Runs it with these bytes on standard input.
    pub fn run_on(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        let input = input.to_vec();
        let feeder = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().expect("the program ends");
        // A program that stops early closes its input: that is for the test to judge by the status.
        drop(feeder.join().expect("the feeder does not panic"));
        Run::from(output)
    }
}

/// Runs a command to its end.
pub fn finish(command: &mut Command) -> Run {
    Run::from(command.output().expect("the program can be started"))
}

impl From<std::process::Output> for Run {
    fn from(output: std::process::Output) -> Run {
        Run {
            status: output.status.code().expect("the program was not killed"),
            out: output.stdout,
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

impl Run {
    /// Standard output as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).expect("records are UTF-8")
    }

    /// Checks status and that each of these stands on standard error.
    #[track_caller]
    pub fn says(&self, status: i32, words: &[&str]) -> &Run {
        assert_eq!(self.status, status, "{}", self.err);
        for words in words {
            assert!(self.err.contains(words), "no {words:?} in:\n{}", self.err);
        }
        self
    }
}

/// The sample reports of the repository.
pub fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

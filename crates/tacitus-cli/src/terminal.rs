//! How wide the terminal is. Takes what the shell says (the variable COLUMNS), else asks the terminal by the
//! program `stty`, which every Unix has; a library for one number would not be worth its weight. It never
//! fails: there is always a width.
//!
//! Example: with `COLUMNS=120` pages are 120 characters wide.

use std::fs::File;
use std::process::{Command, Stdio};

/// Where nobody knows better.
const USUAL: usize = 80;

/// Characters in a line of standard output. Lines longer than 120 characters are hard to read, shorter than
/// 40 hard to break.
pub fn width(is_terminal: bool) -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let asked = || if is_terminal { ask() } else { None };
    said.or_else(asked).filter(|width| *width > 0).unwrap_or(USUAL).clamp(40, 120)
}

fn ask() -> Option<usize> {
    let terminal = File::open("/dev/tty").ok()?;
    let answer = Command::new("stty").arg("size").stdin(terminal).stderr(Stdio::null()).output().ok()?.stdout;
    columns(std::str::from_utf8(&answer).ok()?)
}

/// The second of two numbers.
fn columns(answer: &str) -> Option<usize> {
    answer.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stty_says_rows_and_columns() {
        assert_eq!(columns("24 132\n"), Some(132));
        assert_eq!(columns("stdin is not a terminal"), None);
    }
}

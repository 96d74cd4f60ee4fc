//! Takes a stream of bytes and gives its lines, one at a time, in bounded memory.
//!
//! A line longer than the limit is passed over without being held, and counted. It never decodes.
//!
//! Example: with a limit of 5, `"one\nlonger\ntwo"` gives `one`, a line too long of 6 bytes, `two`.

use std::collections::VecDeque;
use std::io::{self, BufRead, ErrorKind};

/// A line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Whole(Vec<u8>),
    /// Not kept; so many bytes.
    TooLong(u64),
}

pub(super) struct Lines<'a> {
    bytes: Box<dyn BufRead + 'a>,
    limit: usize,
    /// Lines to be given out before the stream goes on; see [`Lines::put_back`].
    waiting: VecDeque<Vec<u8>>,
    ended: bool,
    /// Number of the line given last, from 1.
    pub n: u64,
}

impl<'a> Lines<'a> {
    pub fn new(bytes: Box<dyn BufRead + 'a>, limit: usize) -> Lines<'a> {
        Lines { bytes, limit, waiting: VecDeque::new(), ended: false, n: 0 }
    }

    /// The next line. An error ends the stream.
    pub fn next(&mut self) -> Option<io::Result<Line>> {
        if let Some(line) = self.waiting.pop_front() {
            self.n += 1;
            return Some(Ok(Line::Whole(line)));
        }
        if self.ended {
            return None;
        }
        let line = self.read().transpose();
        match &line {
            Some(Ok(_)) => self.n += 1,
            Some(Err(_)) | None => self.ended = true,
        }
        line
    }

    /// These lines, just given, are to be given again.
    pub fn put_back(&mut self, lines: Vec<Vec<u8>>) {
        self.n -= lines.len() as u64;
        for line in lines.into_iter().rev() {
            self.waiting.push_front(line);
        }
    }

    fn read(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let mut n_bytes = 0u64;
        loop {
            let ready = match self.bytes.fill_buf() {
                Ok(ready) => ready,
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if ready.is_empty() && n_bytes == 0 {
                return Ok(None);
            }
            let end = ready.iter().position(|&b| b == b'\n');
            let part = &ready[..end.unwrap_or(ready.len())];
            n_bytes += part.len() as u64;
            if n_bytes <= self.limit as u64 {
                line.extend_from_slice(part);
            } else {
                line = Vec::new();
            }
            let done = end.is_some() || ready.is_empty();
            let used = part.len() + usize::from(end.is_some());
            self.bytes.consume(used);
            if done {
                let whole = n_bytes <= self.limit as u64;
                return Ok(Some(if whole { Line::Whole(line) } else { Line::TooLong(n_bytes) }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &'static [u8], limit: usize) -> Vec<Line> {
        let mut lines = Lines::new(Box::new(text), limit);
        std::iter::from_fn(|| lines.next()).map(|l| l.expect("a slice has no read errors")).collect()
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.as_bytes().to_vec())
    }

    #[test]
    fn a_line_over_the_limit_is_counted_and_the_next_is_read() {
        assert_eq!(all(b"one\nlonger\ntwo", 5), [whole("one"), Line::TooLong(6), whole("two")]);
        assert_eq!(all(b"fiver\n", 5), [whole("fiver")]);
    }

    #[test]
    fn empty_lines_are_lines_but_the_end_is_not() {
        assert_eq!(all(b"\n\na\n", 5), [whole(""), whole(""), whole("a")]);
        assert_eq!(all(b"", 5), []);
    }

    #[test]
    fn lines_put_back_come_again_with_their_numbers() {
        let mut lines = Lines::new(Box::new(&b"a\nb\nc\n"[..]), 9);
        let given: Vec<Vec<u8>> = (0..2)
            .map(|_| match lines.next() {
                Some(Ok(Line::Whole(line))) => line,
                other => panic!("a line, not {other:?}"),
            })
            .collect();
        assert_eq!(lines.n, 2);
        lines.put_back(given);
        assert_eq!(lines.n, 0);
        assert_eq!(lines.next().map(Result::ok), Some(Some(whole("a"))));
        assert_eq!(lines.n, 1);
    }
}

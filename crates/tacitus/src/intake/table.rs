//! Takes a table with a header row and gives one item for each further row.
//!
//! Cells may be quoted and then hold line ends; comma, semicolon or tab is seen from the header. A row with
//! too few or too many cells is set aside, because its cells may stand in the wrong columns. Rows are
//! counted as a spreadsheet shows them: the header is row 1. It never holds more than one row.
//!
//! Example: `date,text` and `2008-03-27,"Two died, police said."` is one document, row 2.

use super::encoding::decode;
use super::fields::{Field, Theirs, no_text};
use super::json::too_long;
use super::lines::{Line, Lines};
use super::{Item, Items, MAX_RECORD, Origin, make, unpack};
use crate::NoteCode;
use std::io::BufRead;

/// What can separate cells.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// After so many quotes that are never closed the table is given up: each costs a second reading of the rest.
const MAX_UNCLOSED: usize = 3;

pub(super) fn read<'a>(bytes: Box<dyn BufRead + 'a>, origin: Origin<'a>) -> Items<'a> {
    let lines = Lines::new(bytes, MAX_RECORD);
    let mut rows = Rows { lines, delimiter: b',', n: 0, n_unclosed: 0 };
    let header = match rows.header() {
        Some(Ok(header)) => header,
        Some(Err(fault)) => return Box::new(std::iter::once(fault.item(&origin))),
        None => return Box::new(std::iter::empty()),
    };
    let text_name = origin.config.fields.iter().find(|(f, _)| *f == Field::Text).map(|(_, n)| n.as_str());
    let is_text = |name: &String| match text_name {
        Some(theirs) => name == theirs,
        None => Field::Text.entry().usual.iter().any(|u| name.eq_ignore_ascii_case(u)),
    };
    if !header.iter().any(is_text) {
        let message = format!("none of the rows was read: {}", no_text(origin.config, &header));
        return Box::new(std::iter::once(origin.item(Some(1), NoteCode::NoText, message)));
    }
    Box::new(std::iter::from_fn(move || {
        loop {
            match rows.next()? {
                Ok(row) if row.is_blank() => continue,
                Ok(row) => return Some(of_row(&header, row, rows.n, &origin)),
                Err(fault) => return Some(fault.item(&origin)),
            }
        }
    }))
}

fn of_row(header: &[String], row: Row, n: u64, origin: &Origin<'_>) -> Item {
    let mut cells = row.cells;
    // Spreadsheets like to add empty cells at the end.
    while cells.len() > header.len() && cells.last().is_some_and(|c| c.trim().is_empty()) {
        cells.pop();
    }
    if cells.len() != header.len() {
        let message = format!(
            "the row has {} cells, the header {}: is a quotation mark or a separator missing?",
            cells.len(),
            header.len()
        );
        return origin.item(Some(n), NoteCode::Malformed, message);
    }
    let get = |name: &str| {
        let exact = header.iter().position(|h| h == name);
        let column = exact.or_else(|| header.iter().position(|h| h.eq_ignore_ascii_case(name)));
        column.map(|i| vec![cells[i].clone()]).unwrap_or_default()
    };
    let names = || header.to_vec();
    match (Theirs { get: &get, names: &names }).raw(n, row.n_broken, origin) {
        Ok(raw) => make::document(raw, origin),
        Err(note) => note,
    }
}

/// The cells of one row.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    cells: Vec<String>,
    n_broken: usize,
}

impl Row {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| c.trim().is_empty())
    }
}

/// Why there is no row.
enum Fault {
    TooLong(u64, u64),
    Unclosed(u64),
    GivenUp(u64),
    Unreadable(u64, std::io::Error),
}

impl Fault {
    fn item(self, origin: &Origin<'_>) -> Item {
        match self {
            Fault::TooLong(n, n_bytes) => too_long(n_bytes, n, origin),
            Fault::Unclosed(n) => {
                let message = "a quotation mark is opened in this row and never closed: the row is left out";
                origin.item(Some(n), NoteCode::Malformed, message)
            }
            Fault::GivenUp(n) => {
                let message = "quotation marks are opened and never closed again and again: the rows from here \
                               on are left out; is it a table with another separator?";
                origin.item(Some(n), NoteCode::Malformed, message)
            }
            Fault::Unreadable(n, e) => {
                let message = unpack::unreadable(None, &e);
                origin.item(Some(n), NoteCode::Unreadable, message)
            }
        }
    }
}

struct Rows<'a> {
    lines: Lines<'a>,
    delimiter: u8,
    /// Number of the row given last, from 1.
    n: u64,
    n_unclosed: usize,
}

impl Rows<'_> {
    /// The first row with something in it, after seeing from it what separates its cells.
    fn header(&mut self) -> Option<Result<Vec<String>, Fault>> {
        loop {
            match self.lines.next()? {
                Ok(Line::Whole(line)) if line.trim_ascii().is_empty() => self.n += 1,
                Ok(Line::Whole(line)) => {
                    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).to_vec();
                    let n_of = |d: &u8| count_outside_quotes(&line, *d);
                    // The first of those that occur most.
                    let most = DELIMITERS.iter().map(n_of).max();
                    self.delimiter = DELIMITERS.into_iter().find(|d| Some(n_of(d)) == most).unwrap_or(b',');
                    self.lines.put_back(vec![line]);
                    let row = self.next()?;
                    return Some(row.map(|row| row.cells.iter().map(|c| c.trim().to_owned()).collect()));
                }
                Ok(Line::TooLong(n)) => return Some(Err(self.fault(|at| Fault::TooLong(at, n)))),
                Err(e) => return Some(Err(self.fault(|at| Fault::Unreadable(at, e)))),
            }
        }
    }

    fn next(&mut self) -> Option<Result<Row, Fault>> {
        let mut held: Vec<Vec<u8>> = Vec::new();
        let mut n_bytes = 0;
        let mut cutter = Cutter::new(self.delimiter);
        loop {
            let line = match self.lines.next() {
                Some(Ok(Line::Whole(line))) => line,
                Some(Ok(Line::TooLong(n))) => return Some(Err(self.fault(|at| Fault::TooLong(at, n)))),
                Some(Err(e)) => return Some(Err(self.fault(|at| Fault::Unreadable(at, e)))),
                None if held.is_empty() => return None,
                None => return Some(Err(self.unclosed(held))),
            };
            n_bytes += line.len() + 1;
            if n_bytes > MAX_RECORD {
                held.push(line);
                return Some(Err(self.unclosed(held)));
            }
            cutter.feed(&line);
            held.push(line);
            if !cutter.open {
                self.n += 1;
                return Some(Ok(cutter.row()));
            }
            cutter.feed(b"\n");
        }
    }

    fn fault(&mut self, fault: impl FnOnce(u64) -> Fault) -> Fault {
        self.n += 1;
        fault(self.n)
    }

    /// The row with the open quotation mark is its first line; the lines after it are read anew.
    fn unclosed(&mut self, mut held: Vec<Vec<u8>>) -> Fault {
        self.n_unclosed += 1;
        held.remove(0);
        if self.n_unclosed > MAX_UNCLOSED {
            self.lines = Lines::new(Box::new(std::io::empty()), MAX_RECORD);
            return self.fault(Fault::GivenUp);
        }
        self.lines.put_back(held);
        self.fault(Fault::Unclosed)
    }
}

fn count_outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    line.iter()
        .filter(|&&b| {
            quoted ^= b == b'"';
            !quoted && b == delimiter
        })
        .count()
}

/// Cuts the lines of a row into cells (RFC 4180; a quotation mark inside a cell that does not begin with one
/// is a character like others).
struct Cutter {
    delimiter: u8,
    cells: Vec<Vec<u8>>,
    cell: Vec<u8>,
    /// Is a quotation mark open?
    open: bool,
    /// Was the byte before a quotation mark that may have closed the cell?
    closing: bool,
    /// Nothing of the cell has come yet.
    fresh: bool,
}

impl Cutter {
    fn new(delimiter: u8) -> Cutter {
        Cutter { delimiter, cells: Vec::new(), cell: Vec::new(), open: false, closing: false, fresh: true }
    }

    fn feed(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.byte(b);
        }
    }

    fn byte(&mut self, b: u8) {
        if self.open {
            match b {
                b'"' => (self.open, self.closing) = (false, true),
                _ => self.cell.push(b),
            }
        } else if self.closing && b == b'"' {
            self.cell.push(b'"');
            (self.open, self.closing) = (true, false);
        } else if b == self.delimiter {
            self.cells.push(std::mem::take(&mut self.cell));
            (self.closing, self.fresh) = (false, true);
        } else if self.fresh && b == b'"' {
            (self.open, self.fresh) = (true, false);
        } else {
            self.cell.push(b);
            (self.closing, self.fresh) = (false, false);
        }
    }

    fn row(mut self) -> Row {
        // The row ends here, so a carriage return is part of its end.
        if self.cell.last() == Some(&b'\r') {
            self.cell.pop();
        }
        self.cells.push(self.cell);
        let decoded: Vec<_> = self.cells.iter().map(|cell| decode(cell, None)).collect();
        let n_broken = decoded.iter().map(|d| d.n_broken).sum();
        Row { cells: decoded.into_iter().map(|d| d.text).collect(), n_broken }
    }
}

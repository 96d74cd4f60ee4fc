//! Intake: bad input, each with the note it gives: its code, its place, and what a person is told to do.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::rc::Rc;
use tacitus::intake::{Config, Item, MAX_PAGE, MAX_RECORD, documents};
use tacitus::{Document, Note, NoteCode};

fn items(bytes: &[u8], path: &str) -> Vec<Item> {
    documents(Box::new(bytes), path, &Config::none()).collect()
}

fn note(item: &Item) -> &Note {
    match item {
        Item::Note(note) => note,
        Item::Document(doc, _) => panic!("a note, not a document: {:.60}", doc.text),
    }
}

fn doc(item: &Item) -> (&Document, &[Note]) {
    match item {
        Item::Document(doc, notes) => (doc, notes),
        Item::Note(note) => panic!("a document, not the note: {}", note.message),
    }
}

/// The one note this gives.
fn check(bytes: &[u8], path: &str, what: NoteCode, message: &str) {
    let all = items(bytes, path);
    assert_eq!(all.len(), 1, "{path}");
    assert_eq!((note(&all[0]).what, note(&all[0]).message.as_str()), (what, message));
    assert_eq!(note(&all[0]).path.as_deref(), Some(path));
}

#[test]
fn an_empty_file() {
    check(b"", "a.txt", NoteCode::Empty, "`a.txt` is empty");
    check(b" \r\n\n", "a.jsonl", NoteCode::Empty, "`a.jsonl` is empty");
    check(b"\xef\xbb\xbf\n", "-", NoteCode::Empty, "`-` is empty");
    let packed = zstd::encode_all(&b""[..], 3).expect("memory does not fail");
    check(&packed, "a.txt.zst", NoteCode::Empty, "`a.txt.zst` is empty");
}

#[test]
fn a_binary() {
    let program = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 500]].concat();
    let told = "`a.txt` is no text but a program: save its text and give that";
    check(&program, "a.txt", NoteCode::Binary, told);
    let noise: Vec<u8> = (0..5_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let told = "`-` is no text but binary data: save its text and give that";
    check(&noise, "-", NoteCode::Binary, told);
    let told = "`a.jsonl` is no text but a PDF: save its text and give that";
    check(b"%PDF-1.7\nText", "a.jsonl", NoteCode::Binary, told);
    // One zero byte is a slip, not a program.
    let report = format!("{}\0It rained.", "Two soldiers died in Kabul on Thursday. ".repeat(20));
    assert_eq!(doc(&items(report.as_bytes(), "a.txt")[0]).0.text, report);
}

#[test]
fn broken_utf8() {
    let all = items(b"S\xc3\xa3o Paulo: two \xff\xfe died, \xc3 said police.", "a.txt");
    let (read, notes) = doc(&all[0]);
    assert!(read.text.starts_with("São Paulo: two \u{fffd}"), "{}", read.text);
    assert_eq!(notes[0].what, NoteCode::BrokenText);
    let told = "bytes in 3 places fit no encoding and were replaced by `\u{fffd}`: the rest is read";
    assert_eq!(notes[0].message, told);
    assert_eq!(notes[0].doc.as_ref(), Some(&read.id));
    let line = b"{\"text\": \"S\xc3\xa3o Paulo: two \xff died.\", \"date\": \"2008-03-27\"}\n{\"text\": \"One died.\"}";
    let all = items(line, "a.jsonl");
    assert_eq!(doc(&all[0]).1[0].what, NoteCode::BrokenText);
    assert_eq!(doc(&all[1]).1[0].what, NoteCode::NoDate);
}

#[test]
fn half_a_json_line_and_other_lines_that_are_no_record() {
    let lines = concat!(
        "{\"text\": \"One died.\"}\n",
        "{\"text\": \"Two di\n",
        "\n",
        "{\"text\" \"Two died.\"}\n",
        "[1, 2]\n",
        "{\"title\": \"Two died.\", \"text\": null}\n",
        "{\"text\": {\"en\": \"Two died.\"}}\n",
        "{\"text\": \"  \"}\n",
        "{\"text\": \"Three died.\"}",
    );
    let all = items(lines.as_bytes(), "a.jsonl");
    let told: Vec<_> = all[1..7].iter().map(|i| (note(i).line.unwrap_or(0), note(i).what)).collect();
    use NoteCode::{Malformed, NoText};
    assert_eq!(told, [(2, Malformed), (4, Malformed), (5, Malformed), (6, NoText), (7, NoText), (8, NoText)]);
    let half = "the JSON object is cut off after 16 bytes: was the file copied whole?";
    assert_eq!(note(&all[1]).message, half);
    let colon = "no valid JSON: expected `:` (byte 9): write one whole object a line";
    assert_eq!(note(&all[2]).message, colon);
    let list = "a list where a JSON object with a report's fields is wanted";
    assert_eq!(note(&all[3]).message, list);
    let missing = "no text under `text`, `content`, `body`, `article`, `fulltext`; it has `title`, `text`: name the \
                   one that holds the text with `--field text=NAME`";
    assert_eq!(note(&all[4]).message, missing);
    assert_eq!((doc(&all[0]).0.line, doc(&all[7]).0.line), (Some(1), Some(9)));
    assert_eq!(all.len(), 8);
}

/// A stream that is made as it is read, so that it is never in memory: `before`, then `n` times `x`, then
/// `after`. It counts what was taken from it.
struct Made {
    before: &'static [u8],
    n: u64,
    after: &'static [u8],
    taken: Rc<Cell<u64>>,
}

impl Read for Made {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = if !self.before.is_empty() {
            self.before.read(out)?
        } else if self.n > 0 {
            let n = out.len().min(self.n.min(1 << 20) as usize);
            out[..n].fill(b'x');
            self.n -= n as u64;
            n
        } else {
            self.after.read(out)?
        };
        self.taken.set(self.taken.get() + n as u64);
        Ok(n)
    }
}

fn made(before: &'static str, n: u64, after: &'static str) -> (Box<dyn BufRead>, Rc<Cell<u64>>) {
    let taken = Rc::new(Cell::new(0));
    let made = Made { before: before.as_bytes(), n, after: after.as_bytes(), taken: taken.clone() };
    (Box::new(BufReader::with_capacity(1 << 16, made)), taken)
}

const MB: u64 = 1_000_000;

#[test]
fn a_line_of_200_mb() {
    let (bytes, taken) = made("{\"text\": \"One died.\"}\n", 200 * MB, "\n{\"text\": \"Two died.\"}\n");
    let config = Config::none();
    let mut all = documents(bytes, "a.jsonl", &config);
    let first = all.next().expect("the first line is a report");
    assert_eq!(doc(&first).0.text, "One died.");
    // Read as it goes: the long line is not touched before its turn.
    assert!(taken.get() < MB, "{} bytes were read for the first line", taken.get());
    let long = all.next().expect("the second line is accounted for");
    assert_eq!((note(&long).what, note(&long).line), (NoteCode::TooLarge, Some(2)));
    let told = "a line of 200 MB is longer than the 67 MB that are read: write one report a line";
    assert_eq!(note(&long).message, told);
    assert!(taken.get() >= 200 * MB);
    let last = all.next().expect("the third line is a report");
    assert_eq!((doc(&last).0.text.as_str(), doc(&last).0.line), ("Two died.", Some(3)));
    assert!(all.next().is_none());
}

#[test]
fn a_file_that_is_read_whole_is_left_at_the_limit() {
    let config = Config::none();
    for (path, limit, told) in [
        ("a.txt", MAX_RECORD, "longer than the 67 MB that are read as one report: cut it into reports"),
        ("a.html", MAX_PAGE, "longer than the 16 MB that are read as one report: cut it into reports"),
        (
            "a.json",
            MAX_RECORD,
            "a `json` file is read whole and must not be longer than 67 MB: write one object a line (`jsonl`)",
        ),
    ] {
        let (bytes, taken) = made("[\n", 200 * MB, "");
        let all: Vec<Item> = documents(bytes, path, &config).collect();
        assert_eq!((note(&all[0]).what, note(&all[0]).message.as_str()), (NoteCode::TooLarge, told));
        // What is over the limit is not even read.
        assert!(taken.get() < limit as u64 + MB, "{path}: {} bytes were read", taken.get());
    }
}

#[test]
fn a_row_longer_than_is_read() {
    let (bytes, _) = made("id,text\n1,One died.\n2,", 100 * MB, "\n3,Two died.\n");
    let config = Config::none();
    let all: Vec<Item> = documents(bytes, "a.csv", &config).collect();
    assert_eq!((note(&all[1]).what, note(&all[1]).line), (NoteCode::TooLarge, Some(3)));
    assert_eq!(doc(&all[2]).0.text, "Two died.");
}

#[test]
fn quotation_marks_that_never_close_end_the_table_after_a_few() {
    // Each row opens one for good, so that each costs a reading of all the rest.
    let table = format!("id,text\n{}", "1\",\"One died.\n".repeat(9));
    let all = items(table.as_bytes(), "a.csv");
    assert!(all.len() <= 5, "{} items", all.len());
    assert!(all.iter().all(|i| note(i).what == NoteCode::Malformed));
    assert!(note(&all[all.len() - 1]).message.ends_with("is it a table with another separator?"));
}

#[test]
fn a_page_without_an_article() {
    let page = "<!doctype html><html><head><title>Example News</title></head><body><h2>Latest</h2><ul>\
                <li><a href=1>Two die in Kabul blast, ministry says.</a>\
                <li><a href=2>Parliament rejects the budget after a long night.</a>\
                <li><a href=3>Talks in Geneva fail.</a></ul><p>About us</p></body></html>";
    let told = "no article was found in the page: save the article as text if there is one";
    check(page.as_bytes(), "a.html", NoteCode::NoArticle, told);
    check(b"<!doctype html><html></html>", "a.html", NoteCode::NoArticle, told);
    // One sentence of a bulletin is one.
    let bulletin =
        "<html><body><p>Police said two men died in a clash in Imphal on Monday.</p></body></html>";
    assert!(doc(&items(bulletin.as_bytes(), "a.html")[0]).0.text.starts_with("Police said"));
}

#[test]
fn open_divs_of_25_kb() {
    let told = "elements are nested deeper than 256: no page is, it is set aside; save the article as text";
    let divs = "<div>".repeat(5_000);
    check(divs.as_bytes(), "a.html", NoteCode::TooDeep, told);
    let page = format!("<html><body>{divs}<p>Police said two men died in a clash in Imphal on Monday.</p>");
    check(page.as_bytes(), "-", NoteCode::TooDeep, told);
}

/// Gives its bytes, then an error.
struct Failing(&'static [u8], io::ErrorKind, &'static str);

impl Read for Failing {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.read(out)? {
            0 if !out.is_empty() => Err(io::Error::new(self.1, self.2)),
            n => Ok(n),
        }
    }
}

#[test]
fn a_disk_that_fails_in_the_middle() {
    let failing =
        Failing(b"{\"text\": \"One died.\"}\n{\"text\": \"Tw", io::ErrorKind::Other, "Input/output error");
    let config = Config::none();
    let all: Vec<Item> = documents(Box::new(BufReader::new(failing)), "a.jsonl", &config).collect();
    assert_eq!(doc(&all[0]).0.text, "One died.");
    assert_eq!((note(&all[1]).what, note(&all[1]).line), (NoteCode::Unreadable, Some(2)));
    let told = "cannot be read past line 1: input/output error; is the file damaged or cut off?";
    assert_eq!(note(&all[1]).message, told);
    assert_eq!(all.len(), 2);
    for path in ["a.txt", "a.html", "a.json", "a.csv"] {
        let failing = Failing(b"text\n", io::ErrorKind::Other, "Input/output error");
        let all: Vec<Item> = documents(Box::new(BufReader::new(failing)), path, &config).collect();
        assert_eq!(all.iter().map(|i| note(i).what).collect::<Vec<_>>(), [NoteCode::Unreadable], "{path}");
    }
}

#[test]
fn a_packed_file_that_is_cut_off() {
    let lines: String =
        (0..3_000).map(|i| format!("{{\"text\": \"{i} died near {}.\"}}\n", i * 7_919)).collect();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(lines.as_bytes()).expect("memory does not fail");
    let gz = gz.finish().expect("memory does not fail");
    let zst = zstd::encode_all(lines.as_bytes(), 3).expect("memory does not fail");
    for packed in [&gz, &zst] {
        let all = items(&packed[..packed.len() * 3 / 4], "a.jsonl");
        let (last, before) = all.split_last().expect("there are items");
        assert_eq!(note(last).what, NoteCode::Unreadable);
        assert!(note(last).message.starts_with("cannot be read"), "{}", note(last).message);
        assert!(before.iter().all(|i| matches!(i, Item::Document(..))));
    }
}

#[test]
fn a_report_in_arabic() {
    let report = "قتل جنديان في انفجار قنبلة في كابول يوم الخميس، وأصيب خمسة آخرون.";
    let told = "the report is in another language (`ar`): only English is read";
    check(report.as_bytes(), "a.txt", NoteCode::OtherLanguage, told);
    assert!(!NoteCode::OtherLanguage.is_failure());
}

#[test]
fn one_english_line_that_a_guesser_takes_for_another_language_is_read() {
    let line = "Sudan rebels attack El Obeid.";
    assert_ne!(whatlang::detect_lang(line), Some(whatlang::Lang::Eng));
    assert_eq!(doc(&items(line.as_bytes(), "a.txt")[0]).0.lang.as_deref(), Some("en"));
}

#[test]
fn a_sentence_of_100_000_words_is_untouched() {
    let text = format!("The army {}left.", "and the police and the rebels and the crowd ".repeat(11_111));
    assert!(text.split(' ').count() >= 99_999);
    assert_eq!(doc(&items(text.as_bytes(), "a.txt")[0]).0.text, text);
    let line = format!("{{\"text\": \"{text}\"}}");
    assert_eq!(doc(&items(line.as_bytes(), "a.jsonl")[0]).0.text, text);
}

#[test]
fn dates_that_are_none() {
    let lines = concat!(
        "{\"text\": \"One died.\", \"date\": \"03/04/2008\"}\n",
        "{\"text\": \"One died.\", \"date\": \"2008-02-30\"}\n",
        "{\"text\": \"One died.\", \"date\": \"0001-01-01\"}\n",
        "{\"text\": \"One died.\", \"date\": \"\"}\n",
    );
    let all = items(lines.as_bytes(), "a.jsonl");
    let told: Vec<&str> = all.iter().map(|i| doc(i).1[0].message.as_str()).collect();
    assert_eq!(
        told[..3],
        ["03/04/2008", "2008-02-30", "0001-01-01"].map(|d| {
            format!("`{d}` is no date (write it `2008-03-27`): the report is read without a date")
        })
    );
    assert_eq!(
        told[3],
        "no published date: words like `yesterday` stay unresolved; give it with `--published DATE` or \
         `--field published=NAME`"
    );
    assert_eq!(doc(&all[0]).1[0].what, NoteCode::BadDate);
    assert_eq!(doc(&all[0]).0.published.date, None);
}

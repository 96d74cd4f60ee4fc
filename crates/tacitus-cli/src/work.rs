//! One batch -> the bytes it is written as, and what is to be told of it. Runs on any thread; the same batch
//! gives the same result on each. It never writes or prints anything.
//!
//! A fault of this program in a batch makes every document of it be read alone; a document whose reading
//! faults again is set aside with a note.

use crate::batch::Batch;
use crate::fault::guarded;
use crate::write::{self, Shape, Written};
use jiff::civil::Date;
use tacitus::intake::Item;
use tacitus::record::Claim;
use tacitus::{Document, EncoderError, Note, NoteCode, Reading};

/// Whatever reads documents: the trained network with what is known of the world, or a double of it in
/// tests.
pub trait Reads: Sync {
    /// One reading a document, in the same order.
    fn read(&self, docs: &[Document]) -> Result<Vec<Reading>, EncoderError>;
}

/// How a batch is done.
pub struct Work<'a> {
    /// What reads.
    pub reads: &'a dyn Reads,
    /// How it is written.
    pub shape: &'a Shape,
    /// Published dates after this day are told.
    pub today: Date,
    /// Are the claims wanted themselves, for a ledger?
    pub claims: bool,
}

/// What came of a batch.
#[derive(Debug, Default)]
pub struct Done {
    /// To be written, in the order of the items.
    pub bytes: Vec<u8>,
    /// Records among the bytes.
    pub written: Written,
    /// Documents that were read.
    pub n_read: u64,
    /// To be told, in the order of the items.
    pub told: Vec<Told>,
    /// The claims themselves, if they are wanted.
    pub claims: Vec<Claim>,
}

/// Something to be told on standard error.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// A note.
    Note(Note),
    /// A report (its place) that bears a day in the future. No note: it depends on the day of the run.
    Future(Place, Date),
}

/// Where a document came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File.
    pub path: Option<String>,
    /// Line or row, from 1.
    pub line: Option<u64>,
}

/// Does a batch. Fails only when the network cannot run at all.
pub fn work(work: &Work<'_>, batch: Batch) -> Result<Done, EncoderError> {
    let docs: Vec<Document> = batch
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Document(doc, _) => Some(doc.clone()),
            Item::Note(_) => None,
        })
        .collect();
    let mut readings = read_all(work.reads, &docs)?.into_iter();
    let mut done = Done::default();
    for item in batch.items {
        match item {
            Item::Note(note) => set_aside(work, note, &mut done),
            Item::Document(doc, notes) => {
                let reading = readings.next().expect("there is one reading for every document");
                report(work, doc, notes, reading, &mut done);
            }
        }
    }
    Ok(done)
}

/// The reading of each document, or the words of the fault that prevented it.
type Tried = Result<Reading, String>;

fn read_all(reads: &dyn Reads, docs: &[Document]) -> Result<Vec<Tried>, EncoderError> {
    match guarded(|| read(reads, docs)) {
        Ok(readings) => Ok(readings?.into_iter().map(Ok).collect()),
        Err(_) => docs.iter().map(|doc| read_alone(reads, doc)).collect(),
    }
}

fn read_alone(reads: &dyn Reads, doc: &Document) -> Result<Tried, EncoderError> {
    match guarded(|| read(reads, std::slice::from_ref(doc))) {
        Ok(readings) => Ok(Ok(readings?.remove(0))),
        Err(words) => Ok(Err(words)),
    }
}

fn read(reads: &dyn Reads, docs: &[Document]) -> Result<Vec<Reading>, EncoderError> {
    if docs.is_empty() {
        return Ok(Vec::new());
    }
    let readings = reads.read(docs)?;
    assert_eq!(readings.len(), docs.len(), "readings and documents differ in number");
    Ok(readings)
}

fn report(work: &Work<'_>, doc: Document, notes: Vec<Note>, reading: Tried, done: &mut Done) {
    let place = Place { path: doc.path.clone(), line: doc.line };
    let tried = reading.and_then(|reading| {
        let mut bytes = Vec::new();
        let written = guarded(|| write::report(work.shape, &doc, &notes, &reading, &mut bytes))?;
        let claims = if work.claims { reading.claims } else { Vec::new() };
        Ok((bytes, written, reading.notes, claims))
    });
    match tried {
        Ok((bytes, written, more_notes, claims)) => {
            done.claims.extend(claims);
            done.n_read += 1;
            done.bytes.extend(bytes);
            done.written += written;
            done.told.extend(notes.into_iter().chain(more_notes).map(Told::Note));
            // No note: it depends on the day of the run.
            if let Some(day) = doc.published.date.filter(|day| *day > work.today) {
                done.told.push(Told::Future(place, day));
            }
        }
        Err(words) => {
            notes.into_iter().chain([fault(doc, &words)]).for_each(|note| set_aside(work, note, done));
        }
    }
}

fn set_aside(work: &Work<'_>, note: Note, done: &mut Done) {
    done.written += write::note(work.shape, &note, &mut done.bytes);
    done.told.push(Told::Note(note));
}

fn fault(doc: Document, words: &str) -> Note {
    Note {
        doc: Some(doc.id),
        path: doc.path,
        line: doc.line,
        what: NoteCode::Fault,
        message: format!(
            "a fault of this program stopped the reading of this report, please tell us: {words}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;
    use crate::write::{Format, Kinds};
    use jiff::civil::date;

    /// Reads everything but what holds the word "poison" (a fault) or "unplugged" (no network).
    struct Frail;

    impl Reads for Frail {
        fn read(&self, docs: &[Document]) -> Result<Vec<Reading>, EncoderError> {
            if docs.iter().any(|doc| doc.text.contains("unplugged")) {
                return Err(EncoderError::new("the network cannot be computed", None));
            }
            assert!(docs.iter().all(|doc| !doc.text.contains("poison")), "there is poison");
            Ok(docs.iter().map(|doc| example::reading(vec![example::claim(doc)])).collect())
        }
    }

    fn done(texts: &[&str], today: Date) -> Result<Done, EncoderError> {
        let kinds = Kinds { document: true, note: true, ..Kinds::default() };
        let shape = Shape { format: Format::Jsonl, kinds, why: false, colour: false, width: 80 };
        let items = texts.iter().map(|text| Item::Document(example::document(text), Vec::new()));
        let items = [Item::Note(example::note())].into_iter().chain(items).collect();
        work(&Work { reads: &Frail, shape: &shape, today, claims: false }, Batch { number: 0, items })
    }

    fn lines(done: &Done) -> Vec<&str> {
        std::str::from_utf8(&done.bytes).expect("records are UTF-8").lines().collect()
    }

    #[test]
    fn a_fault_sets_one_document_aside_and_no_other() {
        let done = done(&["one", "poison", "three"], date(2030, 1, 1)).expect("the network runs");
        let lines = lines(&done);
        let kinds = ["malformed", "\"text\":\"one\"", "there is poison", "\"text\":\"three\""];
        assert_eq!(lines.len(), kinds.len());
        for (line, kind) in lines.iter().zip(kinds) {
            assert!(line.contains(kind), "no {kind} in {line}");
        }
        assert_eq!(done.n_read, 2);
        assert_eq!(done.told.len(), 2);
    }

    #[test]
    fn a_network_that_cannot_run_is_no_fault_of_a_document() {
        assert!(done(&["one", "unplugged"], date(2030, 1, 1)).is_err());
    }

    #[test]
    fn a_day_in_the_future_is_told_and_not_written() {
        let future = done(&["one"], date(2008, 3, 27)).expect("the network runs");
        assert!(matches!(&future.told[1], Told::Future(place, day)
            if place.path.as_deref() == Some("reports.txt") && *day == date(2008, 3, 28)));
        let past = done(&["one"], date(2008, 3, 28)).expect("the network runs");
        assert_eq!(past.told.len(), 1);
        assert_eq!(past.bytes, future.bytes);
    }
}

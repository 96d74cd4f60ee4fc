//! Records as JSON lines: one object a line, `record` and `schema` first, in the order document, claims,
//! notes. It never writes anything but the records of `tacitus_types::record`.
//!
//! Example: `{"record":"claim","schema":1,"id":"...","anchor":"...","event":"ASSAULT",...}`

use super::{Kinds, Written};
use tacitus::record::{self, Record};
use tacitus::{Document, Note, Reading};

/// One document with all that was read out of it.
pub fn report(kinds: Kinds, doc: &Document, notes: &[Note], reading: &Reading, out: &mut Vec<u8>) -> Written {
    let mut written = Written::default();
    if kinds.document {
        line(&Record::Document(doc.into()), out);
        written.document += 1;
    }
    if kinds.claim {
        for claim in &reading.claims {
            line(&Record::Claim(claim.clone()), out);
            written.claim += 1;
        }
    }
    for about in notes.iter().chain(&reading.notes) {
        written += note(kinds, about, out);
    }
    written
}

/// A note.
pub fn note(kinds: Kinds, about: &Note, out: &mut Vec<u8>) -> Written {
    if !kinds.note {
        return Written::default();
    }
    line(&Record::Note(record::Note::from(about)), out);
    Written { note: 1, ..Written::default() }
}

/// A commitment.
pub fn commitment(commitment: &record::Commitment, out: &mut Vec<u8>) -> Written {
    line(&Record::Commitment(commitment.clone()), out);
    Written { commitment: 1, ..Written::default() }
}

fn line(record: &Record, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, record).expect("a record has string keys only, so it can be written");
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    fn lines(kinds: Kinds) -> Vec<String> {
        let (doc, reading) = example::airstrike();
        let note = example::note();
        let mut out = Vec::new();
        let written = report(kinds, &doc, &[note], &reading, &mut out);
        let lines: Vec<String> =
            String::from_utf8(out).expect("JSON is UTF-8").lines().map(str::to_owned).collect();
        assert_eq!(lines.len() as u64, written.document + written.claim + written.note);
        lines
    }

    #[test]
    fn every_line_is_a_record_and_says_so_first() {
        let lines = lines(Kinds { document: true, claim: true, note: true, commitment: false });
        for (line, kind) in lines.iter().zip(["document", "claim", "note"]) {
            assert!(line.starts_with(&format!("{{\"record\":\"{kind}\",\"schema\":1,")), "{line}");
            let record: Record = serde_json::from_str(line).expect("a record reads back");
            assert_eq!(&serde_json::to_string(&record).expect("a record can be written"), line);
        }
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn only_the_kinds_asked_for_are_written() {
        let lines = lines(Kinds { claim: true, ..Kinds::default() });
        assert!(lines.len() == 1 && lines[0].starts_with("{\"record\":\"claim\""), "{lines:?}");
    }
}

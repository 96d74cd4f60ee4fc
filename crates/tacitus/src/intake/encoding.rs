//! Takes bytes of unknown encoding and gives their text.
//!
//! UTF-8 wherever it can be; else the legacy encoding that explains all bytes; else UTF-8 with what is
//! broken replaced by U+FFFD and counted. It never changes a text that is valid UTF-8, except that a byte
//! order mark at its start is taken off.
//!
//! Example: `b"caf\xe9"` gives `café`, nothing broken.

use chardetng::EncodingDetector;
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// Text, and how many places in its bytes no encoding explained.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub text: String,
    pub n_broken: usize,
}

/// Decodes a whole text. `declared`: what the text says of itself, if it does.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), n_broken: 0 };
    }
    if !looks_utf8(bytes) {
        let guessed = || {
            let mut detector = EncodingDetector::new();
            detector.feed(bytes, true);
            let (encoding, sure) = detector.guess_assess(None, false);
            sure.then_some(encoding)
        };
        let declared = declared.filter(|&e| e != UTF_8);
        if let Some(text) = [declared, guessed()].into_iter().flatten().find_map(|e| explain(bytes, e)) {
            return Decoded { text, n_broken: 0 };
        }
    }
    let n_broken = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), n_broken }
}

/// Broken UTF-8 rather than a legacy encoding? Latin letters in legacy bytes hardly ever form a valid
/// sequence, and East Asian ones about one in ten; so one valid sequence for three broken ones decides, and
/// so does a text cut off within its last character.
fn looks_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| c.len_utf8() > 1).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut_off = std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none());
    (n_good > 0 && n_good * 3 >= n_bad) || cut_off
}

/// The text, if this encoding leaves nothing over: no byte without a meaning, none that would be a control
/// character (the C1 range, where encodings have their gaps), none that hardly any writing uses (`ÿ` and
/// `˙` are what 0xFF looks like, which mostly comes from broken programs).
fn explain(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let odd = |c: char| matches!(c, '\u{80}'..='\u{9f}' | 'ÿ' | '˙' | '\u{fffd}');
    (!broken && !text.contains(odd)).then(|| text.into_owned())
}

/// Is it UTF-16? By its byte order mark, or because every other byte is zero, as it is with Latin letters.
pub(super) fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if head.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match half >= 4 {
        true if odd * 10 > half * 7 && even * 20 < half => Some(UTF_16LE),
        true if even * 10 > half * 7 && odd * 20 < half => Some(UTF_16BE),
        _ => None,
    }
}

/// What the bytes are, when they are no text: by the mark at their beginning, or because more than one in two
/// hundred is zero or one in twenty a control character that no text has. (A single zero byte is a slip in
/// some export, and the text around it is worth reading.)
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    const MARKS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a zip archive or office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (b"{\\rtf", "an RTF document"),
        (b"BZh", "packed with bzip2"),
        (b"\xfd7zXZ\x00", "packed with xz"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\x00", "a database"),
        (b"PAR1", "a Parquet table"),
    ];
    if let Some((_, what)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Some(what);
    }
    let control = |b: &&u8| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127);
    let n_control = head.iter().filter(control).count();
    let n_zero = head.iter().filter(|&&b| b == 0).count();
    (n_zero * 200 > head.len() || n_control * 20 > head.len()).then_some("binary data")
}

/// A stream of UTF-16 as a stream of UTF-8.
pub(super) struct Transcode<'a> {
    bytes: Box<dyn BufRead + 'a>,
    decoder: Decoder,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<'a> Transcode<'a> {
    pub fn new(bytes: Box<dyn BufRead + 'a>, encoding: &'static Encoding) -> Transcode<'a> {
        let decoder = encoding.new_decoder_with_bom_removal();
        Transcode { bytes, decoder, ready: Vec::new(), given: 0, ended: false }
    }
}

impl Read for Transcode<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            let raw = self.bytes.fill_buf()?;
            let last = raw.is_empty();
            self.ready.resize(16 * 1024, 0);
            let (result, n_read, n_written, _) = self.decoder.decode_to_utf8(raw, &mut self.ready, last);
            self.ready.truncate(n_written);
            self.given = 0;
            self.bytes.consume(n_read);
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let n = out.len().min(self.ready.len() - self.given);
        out[..n].copy_from_slice(&self.ready[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}

/// All line ends as `\n`. The only change that is made to a text, before anything points into it.
pub(super) fn line_ends(text: String) -> String {
    match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, n_broken: usize) {
        assert_eq!(decode(bytes, None), Decoded { text: text.to_owned(), n_broken });
    }

    #[test]
    fn legacy_bytes_are_explained() {
        check(b"Police in Bogot\xe1 said the caf\xe9 was hit.", "Police in Bogotá said the café was hit.", 0);
        check(b"He said: \x93We leave.\x94", "He said: \u{201c}We leave.\u{201d}", 0);
    }

    #[test]
    fn broken_utf8_is_replaced_and_counted() {
        check("São Paulo: \u{fffd}".as_bytes(), "São Paulo: \u{fffd}", 0); // was there before
        check(b"S\xc3\xa3o Paulo is \xff burning", "São Paulo is \u{fffd} burning", 1);
        check(b"Troops left Basra\xe2\x80", "Troops left Basra\u{fffd}", 1);
        check(b"Troops \xff left", "Troops \u{fffd} left", 1);
    }

    #[test]
    fn a_mark_at_the_start_is_taken_off_and_one_inside_is_not() {
        check(b"\xef\xbb\xbfTroops", "Troops", 0);
        check("Tro\u{feff}ops".as_bytes(), "Tro\u{feff}ops", 0);
    }

    #[test]
    fn utf16_is_known_without_its_mark() {
        let le: Vec<u8> = "Troops left Basra".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(utf16(&le), Some(UTF_16LE));
        assert_eq!(utf16(b"Troops left Basra"), None);
        assert_eq!(utf16(&[0; 64]), None);
    }

    #[test]
    fn text_is_not_binary() {
        assert_eq!(binary("Troops left Basra.\r\n\tÄÖ".as_bytes()), None);
        assert_eq!(binary(b"Troops\0left"), Some("binary data"));
        assert_eq!(binary(b"%PDF-1.4\n"), Some("a PDF"));
    }
}

//! Takes the raw bytes of a file and gives bytes of text: unpacked, and UTF-16 made UTF-8.
//!
//! What cannot be text (empty, a picture, a broken archive) gives a note instead. It never holds more than
//! the first [`HEAD`] bytes.
//!
//! Example: two gzip files one after the other read as one.

use super::{HEAD, Origin, encoding};
use crate::{Note, NoteCode};
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// Endings that say a file is packed. What it is packed with is seen from its bytes.
pub(super) const ENDINGS: &[&str] = &[".gz", ".zst", ".zstd"];

type Bytes<'a> = Box<dyn BufRead + 'a>;

/// The first bytes, unpacked, and all bytes, unpacked.
pub(super) fn open<'a>(bytes: Bytes<'a>, origin: &Origin<'_>) -> Result<(Vec<u8>, Bytes<'a>), Note> {
    let broken = |e: io::Error| origin.note(None, NoteCode::Unreadable, unreadable(None, &e));
    let (head, bytes) = peek(bytes).map_err(broken)?;
    let bytes = unpack(&head, bytes).map_err(broken)?;
    let (head, bytes) = peek(bytes).map_err(broken)?;
    let (head, bytes) = match encoding::utf16(&head) {
        Some(utf16) => {
            peek(Box::new(BufReader::new(encoding::Transcode::new(bytes, utf16)))).map_err(broken)?
        }
        None => (head, bytes),
    };
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    if head.len() < HEAD && text.iter().all(u8::is_ascii_whitespace) {
        return Err(origin.note(None, NoteCode::Empty, format!("`{}` is empty", origin.path)));
    }
    if let Some(what) = encoding::binary(&head) {
        let message = format!("`{}` is no text but {what}: save its text and give that", origin.path);
        return Err(origin.note(None, NoteCode::Binary, message));
    }
    Ok((head, bytes))
}

/// Why reading stopped, for a person. `after`: the last line that could be read.
pub(super) fn unreadable(after: Option<u64>, error: &io::Error) -> String {
    let reason = error.to_string().to_lowercase();
    match after {
        Some(0) | None => format!("cannot be read: {reason}; is the file damaged or cut off?"),
        Some(n) => format!("cannot be read past line {n}: {reason}; is the file damaged or cut off?"),
    }
}

fn unpack<'a>(head: &[u8], bytes: Bytes<'a>) -> io::Result<Bytes<'a>> {
    let zstd_frame = head.starts_with(b"\x28\xb5\x2f\xfd");
    let zstd_skip = head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == *b"\x2a\x4d\x18";
    Ok(if head.starts_with(b"\x1f\x8b") {
        Box::new(BufReader::new(MultiGzDecoder::new(bytes)))
    } else if zstd_frame || zstd_skip {
        Box::new(BufReader::new(zstd::Decoder::with_buffer(bytes)?))
    } else {
        bytes
    })
}

/// The first bytes, and all of them. An error that comes after the first bytes comes again in its place, so
/// that what stands before it is read.
fn peek(mut bytes: Bytes<'_>) -> io::Result<(Vec<u8>, Bytes<'_>)> {
    let mut head = Vec::new();
    match bytes.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        Ok(_) => Ok((head.clone(), Box::new(Cursor::new(head).chain(bytes)))),
        Err(e) if head.is_empty() => Err(e),
        Err(e) => Ok((head.clone(), Box::new(Cursor::new(head).chain(BufReader::new(Broken(Some(e))))))),
    }
}

/// Gives one error, then nothing.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

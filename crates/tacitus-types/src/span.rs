//! Where words stand: half-open byte ranges inside, Unicode scalar values in what leaves.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in a document's text. Always on character boundaries.
///
/// ```
/// use tacitus_types::Span;
/// let text = "Troops left Basra.";
/// assert_eq!(Span::new(12, 17).of(text), "Basra");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Span { start, end }
    }

    /// The words it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Do the two share a byte?
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Does it cover all of `other`?
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// Turns bytes into Unicode scalar values and back, for one text, in logarithmic time.
///
/// ```
/// use tacitus_types::{Scalars, Span};
/// let scalars = Scalars::new("Tōkyō ist weit");
/// assert_eq!(scalars.of_byte(7), 5); // both long vowels take two bytes
/// assert_eq!(scalars.to_byte(5), Some(7));
/// ```
pub struct Scalars {
    /// For each character that takes more than one byte: (byte after it, scalars up to and with it).
    steps: Vec<(usize, usize)>,
    n_bytes: usize,
    n_scalars: usize,
}

impl Scalars {
    /// Reads the text once.
    pub fn new(text: &str) -> Scalars {
        let mut steps = Vec::new();
        let mut n_scalars = 0;
        for (byte, c) in text.char_indices() {
            n_scalars += 1;
            if c.len_utf8() > 1 {
                steps.push((byte + c.len_utf8(), n_scalars));
            }
        }
        Scalars { steps, n_bytes: text.len(), n_scalars }
    }

    /// How many characters stand before this byte.
    pub fn of_byte(&self, byte: usize) -> usize {
        let after = self.steps.partition_point(|&(b, _)| b <= byte);
        match after.checked_sub(1).map(|i| self.steps[i]) {
            Some((b, s)) => s + (byte - b),
            None => byte,
        }
    }

    /// The byte at which this character starts; `None` past the end of the text.
    pub fn to_byte(&self, scalar: usize) -> Option<usize> {
        if scalar > self.n_scalars {
            return None;
        }
        let after = self.steps.partition_point(|&(_, s)| s <= scalar);
        Some(match after.checked_sub(1).map(|i| self.steps[i]) {
            Some((b, s)) => b + (scalar - s),
            None => scalar,
        })
    }

    /// Length of the text in characters.
    pub fn len(&self) -> usize {
        self.n_scalars
    }

    /// True for the empty text.
    pub fn is_empty(&self) -> bool {
        self.n_bytes == 0
    }
}

//! The packed table of places: names in sorted blocks, places in columns, read in place.
//!
//! Takes the bytes of `assets/places/places.bin`, gives rows by number and rows by folded name. Opening
//! checks the outline and builds nothing; a broken inside gives fewer answers, never a panic. [`pack`] writes
//! what [`Table`] reads, so that the two cannot drift apart.
//!
//! Layout, all numbers little-endian: 8 bytes of magic, 32 bytes of hash over all that follows the header,
//! nine `u32` (rows; countries; first-level divisions; second-level divisions; keys; bytes of records, text,
//! blocks, entries). Records are [`RECORD`] bytes a row. Rows stand in the order countries, first-level,
//! second-level, populated places, inside each by number of people. Keys are front-coded in blocks of
//! [`BLOCK`]: shared bytes, length of the rest, the rest, bytes of postings, postings; a posting is the
//! distance to the row before, doubled, plus one when the key is the place's own name.

/// First bytes of the file; the digit counts versions of the layout.
pub(super) const MAGIC: &[u8; 8] = b"TACPLAC1";
pub(super) const HEADER: usize = 8 + 32 + 9 * 4;
/// Bytes a row.
const RECORD: usize = 32;
/// Keys a block.
pub(super) const BLOCK: usize = 16;
/// Text offset of what has no text, and latitude of what has no point.
pub(super) const NO_TEXT: u32 = u32::MAX;

/// What sort of thing a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A country or territory.
    Country,
    /// A first-level division.
    First,
    /// A second-level division.
    Second,
    /// A populated place.
    City,
    /// The seat of a country's government.
    Capital,
    /// A region of our own list, inside a country.
    Region,
    /// A region of several countries, or a continent.
    Wide,
}

impl Class {
    pub(super) const STORED: [Class; 5] =
        [Class::Country, Class::First, Class::Second, Class::City, Class::Capital];

    /// GeoNames feature code. Populated places carry `PPL`: which of them are seats of divisions the source
    /// does not say.
    pub fn feature(self) -> &'static str {
        match self {
            Class::Country => "PCLI",
            Class::First => "ADM1",
            Class::Second => "ADM2",
            Class::City => "PPL",
            Class::Capital => "PPLC",
            Class::Region | Class::Wide => "RGN",
        }
    }
}

/// A place as it goes into the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// GeoNames id; 0 when it is not known for certain.
    pub id: u32,
    /// Its own name.
    pub name: String,
    /// What it is.
    pub class: Class,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// `CC.A1` or `CC.A1.A2`: for a division its own code, for a place that of the division it lies in.
    pub code: String,
    /// Degrees north, degrees east, when known.
    pub at: Option<(f64, f64)>,
    /// People.
    pub population: u32,
    /// Folded keys; true for those of its own name.
    pub keys: Vec<(String, bool)>,
}

/// A place as it comes out of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'a> {
    /// GeoNames id; 0 when it is not known for certain.
    pub id: u32,
    /// Its own name.
    pub name: &'a str,
    /// What it is.
    pub class: Class,
    /// Number of the country's row plus one; 0 for none.
    pub country: u16,
    /// Number of the first-level division among its kind plus one; 0 for none.
    pub first: u16,
    /// Number of the second-level division among its kind plus one; 0 for none.
    pub second: u16,
    /// Degrees north, degrees east, when known.
    pub at: Option<(f32, f32)>,
    /// People.
    pub population: u32,
    /// Code of a division or country (`LB`, `LB.09`, `US.LA.079`); empty for a populated place.
    pub code: &'a str,
}

/// A place that bears a name: its row, and whether the name is its own or an alternate one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// Number of the row.
    pub row: u32,
    /// Its own name?
    pub own: bool,
}

/// The opened table.
pub struct Table {
    bytes: Vec<u8>,
    n_rows: u32,
    n_countries: u32,
    n_first: u32,
    n_second: u32,
    n_keys: u32,
    text: usize,
    blocks: usize,
    entries: usize,
}

impl Table {
    /// Opens it; the error says what is wrong with the bytes.
    pub fn new(bytes: Vec<u8>) -> Result<Table, &'static str> {
        if bytes.len() < HEADER || &bytes[..8] != MAGIC {
            return Err("is not a table of places of this version");
        }
        let n: Vec<u32> = (0..9).map(|i| u32_at(&bytes, 40 + 4 * i)).collect();
        let text = HEADER + n[5] as usize;
        let blocks = text + n[6] as usize;
        let entries = blocks + n[7] as usize;
        let whole = entries + n[8] as usize == bytes.len()
            && n[5] as usize == n[0] as usize * RECORD
            && n[7] as usize == (n[4] as usize).div_ceil(BLOCK) * 4
            && u64::from(n[1]) + u64::from(n[2]) + u64::from(n[3]) <= u64::from(n[0]);
        if !whole {
            return Err("is cut off or damaged");
        }
        Ok(Table {
            n_rows: n[0],
            n_countries: n[1],
            n_first: n[2],
            n_second: n[3],
            n_keys: n[4],
            text,
            blocks,
            entries,
            bytes,
        })
    }

    /// Hash of the contents, as the packer wrote it.
    pub fn hash(&self) -> &[u8] {
        &self.bytes[8..40]
    }

    /// How many places.
    pub fn n_rows(&self) -> u32 {
        self.n_rows
    }

    /// How many countries; they are the first rows.
    pub fn n_countries(&self) -> u32 {
        self.n_countries
    }

    /// How many first-level divisions; their rows follow the countries'.
    pub fn n_first(&self) -> u32 {
        self.n_first
    }

    /// The row of the country with this number plus one, as it stands in [`Row::country`].
    pub fn country_row(&self, number: u16) -> Option<u32> {
        u32::from(number).checked_sub(1).filter(|n| *n < self.n_countries)
    }

    /// The row of a first-level division, as it stands in [`Row::first`].
    pub fn first_row(&self, number: u16) -> Option<u32> {
        let n = u32::from(number).checked_sub(1).filter(|n| *n < self.n_first)?;
        Some(self.n_countries + n)
    }

    /// The row of a second-level division, as it stands in [`Row::second`].
    pub fn second_row(&self, number: u16) -> Option<u32> {
        let n = u32::from(number).checked_sub(1).filter(|n| *n < self.n_second)?;
        Some(self.n_countries + self.n_first + n)
    }

    /// One place.
    pub fn row(&self, row: u32) -> Row<'_> {
        assert!(row < self.n_rows, "row {row} is not in the table of places");
        let at = HEADER + row as usize * RECORD;
        let word = |i: usize| u32_at(&self.bytes, at + 4 * i);
        let half = |i: usize| (word(6 + i / 2) >> (16 * (i % 2))) as u16;
        Row {
            id: word(0),
            at: (word(1) != NO_TEXT).then(|| {
                let degrees = |i| word(i).cast_signed() as f32 / 100_000.0;
                (degrees(1), degrees(2))
            }),
            population: word(3),
            name: self.text_at(word(4)),
            code: self.text_at(word(5)),
            country: half(0),
            first: half(1),
            second: half(2),
            class: *Class::STORED.get(usize::from(half(3))).unwrap_or(&Class::City),
        }
    }

    fn text_at(&self, offset: u32) -> &str {
        if offset == NO_TEXT {
            return "";
        }
        let at = self.text + offset as usize;
        let len = self.bytes.get(at).copied().unwrap_or(0) as usize;
        let bytes = self.bytes.get(at + 1..at + 1 + len).unwrap_or(&[]);
        std::str::from_utf8(bytes).unwrap_or("")
    }

    /// All places that bear this folded name, in the order of their rows.
    pub fn named(&self, key: &str) -> Vec<Posting> {
        let mut found = Vec::new();
        if let Some((at, len)) = self.find(key.as_bytes()) {
            self.read_postings(at, len, &mut found);
        }
        found
    }

    /// Does any place bear this folded name?
    pub fn has(&self, key: &str) -> bool {
        self.find(key.as_bytes()).is_some()
    }

    /// Where the postings of this key stand, and how many bytes they take.
    fn find(&self, key: &[u8]) -> Option<(usize, usize)> {
        let n_blocks = (self.n_keys as usize).div_ceil(BLOCK);
        let (mut low, mut high) = (0, n_blocks);
        while low < high {
            let middle = (low + high) / 2;
            if self.first_key(middle)? <= key { low = middle + 1 } else { high = middle }
        }
        self.scan(low.checked_sub(1)?, key)
    }

    fn block_at(&self, block: usize) -> usize {
        self.entries + u32_at(&self.bytes, self.blocks + 4 * block) as usize
    }

    fn first_key(&self, block: usize) -> Option<&[u8]> {
        let at = self.block_at(block);
        let len = usize::from(*self.bytes.get(at + 1)?);
        self.bytes.get(at + 2..at + 2 + len)
    }

    fn scan(&self, block: usize, key: &[u8]) -> Option<(usize, usize)> {
        let mut at = self.block_at(block);
        let mut name: Vec<u8> = Vec::with_capacity(128);
        let n = BLOCK.min(self.n_keys as usize - block * BLOCK);
        for _ in 0..n {
            let shared = usize::from(*self.bytes.get(at)?);
            let rest = usize::from(*self.bytes.get(at + 1)?);
            name.truncate(shared);
            name.extend_from_slice(self.bytes.get(at + 2..at + 2 + rest)?);
            at += 2 + rest;
            let len = self.varint(&mut at)? as usize;
            if name == key {
                return Some((at, len));
            }
            at += len;
        }
        None
    }

    fn read_postings(&self, mut at: usize, len: usize, found: &mut Vec<Posting>) {
        let end = at + len;
        let mut row = 0;
        while at < end {
            let Some(step) = self.varint(&mut at) else { return };
            row += step >> 1;
            if row < self.n_rows {
                found.push(Posting { row, own: step & 1 == 1 });
            }
        }
    }

    fn varint(&self, at: &mut usize) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..32).step_by(7) {
            let byte = *self.bytes.get(*at)?;
            *at += 1;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 4) {
        Some(b) => u32::from_le_bytes([b[0], b[1], b[2], b[3]]),
        None => 0,
    }
}

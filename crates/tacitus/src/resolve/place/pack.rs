//! Writing the packed table of places.
//!
//! Takes places in any order, gives the bytes that [`super::table::Table`] reads: the same places, the same
//! bytes. Never used while reading reports.

use super::fold::MAX_KEY;
use super::table::{BLOCK, Class, HEADER, MAGIC, NO_TEXT, Source};
use std::collections::BTreeMap;

/// The bytes of the table.
pub fn pack(mut places: Vec<Source>) -> Vec<u8> {
    places.sort_by(|a, b| order(a).cmp(&order(b)));
    let codes = Codes::new(&places);
    let mut text = Text::default();
    let mut records = Vec::new();
    for place in &places {
        records.extend(record(place, &codes, &mut text));
    }
    let keys = keys(&places);
    let (blocks, entries) = entries(&keys);

    let count = |class: &[Class]| places.iter().filter(|p| class.contains(&p.class)).count();
    let numbers = [
        places.len(),
        count(&[Class::Country]),
        count(&[Class::First]),
        count(&[Class::Second]),
        keys.len(),
        records.len(),
        text.bytes.len(),
        blocks.len(),
        entries.len(),
    ];
    let mut body = Vec::new();
    for part in [&records, &text.bytes, &blocks, &entries] {
        body.extend_from_slice(part);
    }
    let mut out = Vec::with_capacity(HEADER + body.len());
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(blake3::hash(&body).as_bytes());
    for n in numbers {
        out.extend_from_slice(&u32::try_from(n).expect("the table has less than 4 GB").to_le_bytes());
    }
    out.extend(body);
    out
}

/// Countries, divisions, places; the larger first; then what makes the order the same every time.
fn order(p: &Source) -> (u8, std::cmp::Reverse<u32>, u32, &str, &str) {
    let rank = match p.class {
        Class::Country => 0,
        Class::First => 1,
        Class::Second => 2,
        _ => 3,
    };
    (rank, std::cmp::Reverse(p.population), p.id, &p.code, &p.name)
}

/// Numbers of countries and divisions by their codes.
struct Codes(BTreeMap<String, u16>);

impl Codes {
    fn new(places: &[Source]) -> Codes {
        let mut codes = BTreeMap::new();
        let mut next = [0u16; 3];
        for place in places {
            let kind = match place.class {
                Class::Country => 0,
                Class::First => 1,
                Class::Second => 2,
                _ => continue,
            };
            next[kind] = next[kind].checked_add(1).expect("less than 65,535 of each kind of division");
            codes.insert(place.code.clone(), next[kind]);
        }
        Codes(codes)
    }

    /// Number of the country, first and second division that a code lies in.
    fn of(&self, code: &str) -> [u16; 3] {
        let mut ends = code.match_indices('.').map(|(i, _)| i).chain([code.len()]);
        std::array::from_fn(|_| match ends.next() {
            Some(end) => self.0.get(&code[..end]).copied().unwrap_or(0),
            None => 0,
        })
    }
}

#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    known: BTreeMap<String, u32>,
}

impl Text {
    fn put(&mut self, words: &str) -> u32 {
        if words.is_empty() {
            return NO_TEXT;
        }
        if let Some(at) = self.known.get(words) {
            return *at;
        }
        let at = u32::try_from(self.bytes.len()).expect("the text of the table has less than 4 GB");
        let cut = (0..=words.len().min(255)).rev().find(|&i| words.is_char_boundary(i)).unwrap_or(0);
        self.bytes.push(cut as u8);
        self.bytes.extend_from_slice(&words.as_bytes()[..cut]);
        self.known.insert(words.to_owned(), at);
        at
    }
}

fn record(p: &Source, codes: &Codes, text: &mut Text) -> Vec<u8> {
    let degrees = |x: f64| ((x * 100_000.0).round() as i32).cast_unsigned();
    let [lat, lon] = p.at.map_or([NO_TEXT; 2], |(lat, lon)| [degrees(lat), degrees(lon)]);
    let own_code = matches!(p.class, Class::Country | Class::First | Class::Second);
    let name = text.put(&p.name);
    let code = if own_code { text.put(&p.code) } else { NO_TEXT };
    let [country, first, second] = codes.of(&p.code);
    let class = Class::STORED.iter().position(|c| *c == p.class).expect("a class that is stored") as u16;
    let mut out = Vec::new();
    for word in [p.id, lat, lon, p.population, name, code] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    for half in [country, first, second, class] {
        out.extend_from_slice(&half.to_le_bytes());
    }
    out
}

/// All keys with their places, in order. The number of a place is its number in `places`.
fn keys(places: &[Source]) -> BTreeMap<&str, BTreeMap<u32, bool>> {
    let mut keys: BTreeMap<&str, BTreeMap<u32, bool>> = BTreeMap::new();
    for (row, place) in places.iter().enumerate() {
        for (key, own) in &place.keys {
            if !key.is_empty() && key.len() <= MAX_KEY {
                *keys.entry(key).or_default().entry(row as u32).or_default() |= own;
            }
        }
    }
    keys
}

fn entries(keys: &BTreeMap<&str, BTreeMap<u32, bool>>) -> (Vec<u8>, Vec<u8>) {
    let (mut blocks, mut entries) = (Vec::new(), Vec::new());
    let mut before = "";
    for (i, (key, rows)) in keys.iter().enumerate() {
        if i % BLOCK == 0 {
            blocks.extend_from_slice(&(entries.len() as u32).to_le_bytes());
            before = "";
        }
        let shared = key.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        entries.push(shared as u8);
        entries.push((key.len() - shared) as u8);
        entries.extend_from_slice(&key.as_bytes()[shared..]);
        let mut postings = Vec::new();
        let mut last = 0;
        for (row, own) in rows {
            varint(((row - last) << 1) | u32::from(*own), &mut postings);
            last = *row;
        }
        varint(postings.len() as u32, &mut entries);
        entries.extend(postings);
        before = key;
    }
    (blocks, entries)
}

fn varint(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::super::table::Table;
    use super::*;

    fn place(id: u32, name: &str, class: Class, code: &str, population: u32, others: &[&str]) -> Source {
        let mut keys = vec![(fold(name), true)];
        keys.extend(others.iter().map(|o| (fold(o), false)));
        Source {
            id,
            name: name.to_owned(),
            class,
            country: code[..2].to_owned(),
            code: code.to_owned(),
            at: Some((34.43352, -35.84415)),
            population,
            keys,
        }
    }

    fn some() -> Vec<Source> {
        let mut all = vec![
            place(1, "Lebanon", Class::Country, "LB", 6_800_000, &["Liban"]),
            place(2, "North", Class::First, "LB.09", 700_000, &[]),
            place(3, "Tripoli", Class::Second, "LB.09.1", 300_000, &[]),
            place(4, "Tripoli", Class::City, "LB.09.1", 229_398, &["Trablous"]),
        ];
        for i in 0..100 {
            all.push(place(100 + i, &format!("Tripoli {i}"), Class::City, "LB.09", i, &["Tripoli"]));
        }
        all
    }

    #[test]
    fn what_goes_in_comes_out() {
        let table = Table::new(pack(some())).expect("a whole table");
        let named: Vec<_> = table.named("tripoli").iter().map(|p| (table.row(p.row).id, p.own)).collect();
        assert_eq!(named[..3], [(3, true), (4, true), (199, false)]);
        assert_eq!(named.len(), 102);
        let city = table.row(table.named("trablous")[0].row);
        assert_eq!(
            (city.id, city.name, city.class, city.at),
            (4, "Tripoli", Class::City, Some((34.43352, -35.84415)))
        );
        assert_eq!(table.row(table.country_row(city.country).expect("a country")).code, "LB");
        assert_eq!(table.row(table.first_row(city.first).expect("a division")).code, "LB.09");
        assert_eq!(table.row(table.second_row(city.second).expect("a division")).id, 3);
        for missing in ["", "a", "tripol", "tripoli 100", "zz"] {
            assert!(!table.has(missing), "{missing}");
        }
    }

    #[test]
    fn order_in_does_not_matter() {
        let mut turned = some();
        turned.reverse();
        assert_eq!(pack(some()), pack(turned));
    }

    #[test]
    fn damage_is_told_and_never_panics() {
        let whole = pack(some());
        assert!(Table::new(whole[..whole.len() - 1].to_vec()).is_err());
        assert!(Table::new(b"nothing".to_vec()).is_err());
        for at in (HEADER..whole.len()).step_by(3) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xff;
            let table = Table::new(bytes).expect("the outline is whole");
            for posting in table.named("tripoli") {
                let _ = table.row(posting.row).name;
            }
        }
    }
}

//! Marks without their text: takes an item, gives a line of offsets and labels that holds no word of it;
//! takes that line and the text, gives the item back. So marks of texts under another licence can lie here.
//!
//! A line is `{"id","published","text_hash","url","spans":{"a1":[0,17,"USA","JUD",[0,17]]},"says":[...]}`.
//! A span is start and end in Unicode scalar values of the text *with white space made even* (see [`even`]),
//! then country, sector and where the fullest name stands, as far as they are known. `says` are the claim
//! lines of the marking format. `text_hash` is the first 32 hexadecimal digits of the BLAKE3 hash of the text
//! with white space made even.
//!
//! ```
//! use tacitus::gold::{apart::{Apart, even}, Item};
//! let line = r#"{"id":"x","published":"2020-01-31","text":"Sofía  leaves.","claims":[],"commitments":[]}"#;
//! let item = Item::from_json(line).unwrap();
//! let apart = Apart::from_json(&Apart::of(&item).unwrap().to_json()).unwrap();
//! assert_eq!(apart.join(&item.text, None).unwrap(), item);
//! assert_eq!(even(" Sofía \n leaves."), "Sofía leaves.");
//! ```

use super::read::{self, Table};
use super::write;
use super::*;

/// The marks of one item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// The item's.
    pub id: String,
    /// The item's.
    pub published: Date,
    /// By which the text is known again.
    pub text_hash: String,
    /// Where the text can be read, for articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    spans: serde_json::Map<String, serde_json::Value>,
    says: Vec<String>,
}

/// The text with every run of white space made one space, and none at the ends.
pub fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// By what a text is known again, whatever its white space.
pub fn text_hash(text: &str) -> String {
    blake3::hash(even(text).as_bytes()).to_hex()[..32].to_owned()
}

/// No marked text is longer, in characters: a broken offset does not fill the memory.
const LONGEST_TEXT: usize = 1 << 24;

/// Start, end, country, sector, name.
type Row = (usize, usize, Option<String>, Option<String>, Option<(usize, usize)>);

impl Apart {
    /// Takes the marks of an item. The error says which words cannot be told by place alone.
    pub fn of(item: &Item) -> Result<Apart, String> {
        let ruler = Ruler::new(&item.text);
        let written = write::lines(item);
        let mut spans = serde_json::Map::new();
        for (id, party) in &written.spans {
            let (start, end) = ruler.measure(party.span).ok_or_else(|| {
                format!("item `{}`: `{}` begins or ends in white space", item.id, party.span.of(&item.text))
            })?;
            let name = party.name.as_ref().map(|name| {
                let at = item.text.find(name.as_str()).map(|i| Span::new(i, i + name.len()));
                let missing = || format!("item `{}`: the name `{name}` does not stand in the text", item.id);
                at.and_then(|span| ruler.measure(span)).ok_or_else(missing)
            });
            spans.insert(id.clone(), row(start, end, party, name.transpose()?));
        }
        Ok(Apart {
            id: item.id.clone(),
            published: item.published,
            text_hash: text_hash(&item.text),
            url: item.url.clone(),
            spans,
            says: written.lines,
        })
    }

    /// Puts the marks back on their text.
    pub fn join(&self, text: &str, title: Option<&str>) -> Result<Item, String> {
        self.read(text, title).map_err(|e| format!("item `{}`: {e}", self.id))
    }

    fn read(&self, text: &str, title: Option<&str>) -> Result<Item, String> {
        if text_hash(text) != self.text_hash {
            return Err("this is another text".to_owned());
        }
        let said = self.said(&Ruler::new(text), text)?;
        Ok(Item {
            id: self.id.clone(),
            published: self.published,
            title: title.map(str::to_owned),
            url: self.url.clone(),
            text: text.to_owned(),
            claims: said.claims,
            commitments: said.commitments,
            commitments_also: said.commitments_also,
        })
    }

    fn said(&self, ruler: &Ruler, text: &str) -> Result<read::Said, String> {
        let mut table = Table::new();
        for (id, row) in &self.spans {
            table.insert(id.clone(), read_row(row, ruler, text).map_err(|e| format!("span `{id}`: {e}"))?);
        }
        read::lines(&table, self.says.iter().map(String::as_str))
    }

    /// Reads one line.
    pub fn from_json(line: &str) -> Result<Apart, String> {
        serde_json::from_str(line).map_err(|e| e.to_string())
    }

    /// One line, without line end.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings, numbers and lists always have a JSON form")
    }

    /// The claims, with spans as they are written here: start and end in characters of the even text.
    pub fn claims(&self) -> Result<Vec<GoldClaim>, String> {
        let last = self.spans.values().filter_map(|row| row.get(1)?.as_u64()).max().unwrap_or(0);
        let blank = "x".repeat(usize::try_from(last).unwrap_or(0).min(LONGEST_TEXT));
        Ok(self.said(&Ruler::new(&blank), &blank)?.claims)
    }
}

/// As short as it can be: what is missing at the end is left out.
fn row(start: usize, end: usize, party: &GoldParty, name: Option<(usize, usize)>) -> serde_json::Value {
    let mut row = vec![start.into(), end.into(), party.country.clone().into(), party.sector.clone().into()];
    row.extend(name.map(|(start, end)| serde_json::json!([start, end])));
    while row.last().is_some_and(|value| value.is_null()) {
        row.pop();
    }
    row.into()
}

fn read_row(row: &serde_json::Value, ruler: &Ruler, text: &str) -> Result<GoldParty, String> {
    let mut cells = row.as_array().ok_or("no list")?.clone();
    cells.resize(5, serde_json::Value::Null);
    let (start, end, country, sector, name): Row =
        serde_json::from_value(cells.into()).map_err(|e| e.to_string())?;
    let place = |start, end| ruler.place(start, end).ok_or_else(|| format!("{start}..{end} is not in the text"));
    let name = name.map(|(start, end)| place(start, end)).transpose()?;
    Ok(GoldParty {
        span: place(start, end)?,
        country,
        sector,
        name: name.map(|span: Span| span.of(text).to_owned()),
    })
}

/// Between bytes of a text and characters of the same text with white space made even.
struct Ruler {
    /// For each character of the even text the bytes it stands for.
    chars: Vec<Span>,
}

impl Ruler {
    fn new(text: &str) -> Ruler {
        let mut chars: Vec<Span> = Vec::new();
        for word in text.split_whitespace() {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let before = chars.last().map(|last| last.end);
            chars.extend(before.map(|end| Span::new(end, at)));
            chars.extend(word.char_indices().map(|(i, c)| Span::new(at + i, at + i + c.len_utf8())));
        }
        Ruler { chars }
    }

    fn measure(&self, span: Span) -> Option<(usize, usize)> {
        let start = self.chars.binary_search_by_key(&span.start, |c| c.start).ok()?;
        let end = self.chars.binary_search_by_key(&span.end, |c| c.end).ok()?;
        (start <= end).then_some((start, end + 1))
    }

    fn place(&self, start: usize, end: usize) -> Option<Span> {
        let last = self.chars.get(end.checked_sub(1)?)?;
        self.chars.get(start).filter(|first| first.start < last.end).map(|first| Span::new(first.start, last.end))
    }
}

//! Items as lines of JSON, the form of the marked news: takes a line, gives an [`Item`], and back.
//!
//! Spans are written as `{text, start, end}` in Unicode scalar values and become bytes here; a span whose
//! words do not stand where it says is an error. Fields that only our corpus has are left out when empty.
//!
//! ```
//! use tacitus::gold::Item;
//! let line = r#"{"id":"x","published":"2020-01-31","text":"Sofía leaves.","claims":[],"commitments":[]}"#;
//! assert_eq!(Item::from_json(line).unwrap().text, "Sofía leaves.");
//! ```

use super::*;
use crate::Scalars;
use serde::{Deserializer, Serializer};

/// Reads a whole file, one item a line. The error names the line.
pub fn items_from_jsonl(file: &str) -> Result<Vec<Item>, String> {
    file.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| Item::from_json(line).map_err(|e| format!("line {}: {e}", i + 1)))
        .collect()
}

impl Item {
    /// Reads one line.
    pub fn from_json(line: &str) -> Result<Item, String> {
        let wire: Item<Words> = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let scalars = Scalars::new(&wire.text);
        wire.with_spans(&mut |words: &Words| words.read(&wire.text, &scalars))
            .map_err(|e| format!("item `{}`: {e}", wire.id))
    }

    /// One line, without line end.
    pub fn to_json(&self) -> String {
        let scalars = Scalars::new(&self.text);
        let wire = self.with_spans(&mut |span: &Span| Ok::<_, String>(Words::write(*span, &self.text, &scalars)));
        let wire = wire.expect("every span of an item stands in its text");
        serde_json::to_string(&wire).expect("strings, numbers and lists always have a JSON form")
    }
}

/// A span as it is written outside.
#[derive(Serialize, Deserialize)]
struct Words {
    text: String,
    start: usize,
    end: usize,
}

impl Words {
    fn read(&self, text: &str, scalars: &Scalars) -> Result<Span, String> {
        match (scalars.to_byte(self.start), scalars.to_byte(self.end)) {
            (Some(start), Some(end)) if start < end && text[start..end] == self.text => Ok(Span::new(start, end)),
            _ => Err(format!("`{}` does not stand at {}..{}", self.text, self.start, self.end)),
        }
    }

    fn write(span: Span, text: &str, scalars: &Scalars) -> Words {
        Words {
            text: span.of(text).to_owned(),
            start: scalars.of_byte(span.start),
            end: scalars.of_byte(span.end),
        }
    }
}

pub(super) fn at() -> PlaceRole {
    PlaceRole::At
}

pub(super) fn is_at(role: &PlaceRole) -> bool {
    *role == PlaceRole::At
}

/// A field that is there, be it null: then the other marker had nothing in it.
pub(super) fn stated<'de, S: Deserialize<'de>, D: Deserializer<'de>>(d: D) -> Result<Option<Option<S>>, D::Error> {
    Ok(Some(Option::deserialize(d)?))
}

/// Speakers: null for nobody, one span for one, a list for more.
pub(super) mod speakers {
    use super::*;

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum OneOrMany<S> {
        One(S),
        Many(Vec<S>),
    }

    pub fn serialize<S: Serialize, W: Serializer>(by: &[S], to: W) -> Result<W::Ok, W::Error> {
        match by {
            [] => to.serialize_none(),
            [one] => one.serialize(to),
            many => many.serialize(to),
        }
    }

    pub fn deserialize<'de, S: Deserialize<'de>, D: Deserializer<'de>>(d: D) -> Result<Vec<S>, D::Error> {
        Ok(match Option::<OneOrMany<S>>::deserialize(d)? {
            None => Vec::new(),
            Some(OneOrMany::One(one)) => vec![one],
            Some(OneOrMany::Many(many)) => many,
        })
    }
}

/// Counts: an object from kind to range, in the order in which it stands.
pub(super) mod counts {
    use super::*;
    use serde::de::{MapAccess, Visitor};
    use std::marker::PhantomData;

    type Range = [Option<u64>; 2];

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Read<S> {
        Plain(Range),
        Full { range: Range, span: Option<S>, who: Option<S> },
    }

    #[derive(Serialize)]
    #[serde(untagged)]
    enum Write<'a, S> {
        Plain(Range),
        Full { range: Range, span: &'a Option<S>, who: &'a Option<S> },
    }

    pub fn serialize<S: Serialize, W: Serializer>(list: &[GoldCount<S>], to: W) -> Result<W::Ok, W::Error> {
        to.collect_map(list.iter().map(|count| {
            let range = [count.low, count.high];
            let (span, who) = (&count.span, &count.who);
            let plain = span.is_none() && who.is_none();
            (count.kind, if plain { Write::Plain(range) } else { Write::Full { range, span, who } })
        }))
    }

    struct Counts<S>(PhantomData<S>);

    impl<'de, S: Deserialize<'de>> Visitor<'de> for Counts<S> {
        type Value = Vec<GoldCount<S>>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object from kinds of count to `[low, high]`")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut list = Vec::new();
            while let Some((kind, range)) = map.next_entry::<CountKind, Read<S>>()? {
                let ([low, high], span, who) = match range {
                    Read::Plain(range) => (range, None, None),
                    Read::Full { range, span, who } => (range, span, who),
                };
                list.push(GoldCount { kind, low, high, span, who });
            }
            Ok(list)
        }
    }

    pub fn deserialize<'de, S, D>(d: D) -> Result<Vec<GoldCount<S>>, D::Error>
    where
        S: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        d.deserialize_map(Counts(PhantomData))
    }
}

/// The same, where there may be none.
pub(super) mod maybe_counts {
    use super::*;

    pub fn serialize<S, W>(list: &Option<Vec<GoldCount<S>>>, to: W) -> Result<W::Ok, W::Error>
    where
        S: Serialize,
        W: Serializer,
    {
        counts::serialize(list.as_deref().unwrap_or_default(), to)
    }

    pub fn deserialize<'de, S, D>(d: D) -> Result<Option<Vec<GoldCount<S>>>, D::Error>
    where
        S: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        counts::deserialize(d).map(Some)
    }
}

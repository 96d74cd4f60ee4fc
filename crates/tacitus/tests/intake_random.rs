//! Intake: what holds for any input whatever.

use proptest::prelude::*;
use tacitus::intake::{Config, Format, Item, dateline, documents, language, published};

fn items(bytes: &[u8], path: &str) -> Vec<Item> {
    documents(Box::new(bytes), path, &Config::none()).collect()
}

/// A record's text: anything that is not blank and reads as English (short, mostly Latin).
fn text() -> impl Strategy<Value = String> {
    "[ -~àÉß\n\r\t“”—]{0,40}[a-z]"
}

/// Bytes that come near to what the readers look for.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\\u12",
        "\"text\"",
        "<",
        ">",
        "</",
        "<!--",
        "-->",
        "<div",
        "<p>",
        "<script>",
        "</script>",
        "<title>",
        "=\"",
        "'",
        "&amp;",
        "<html>",
        "KABUL",
        " (AP)",
        " - ",
        "—",
        "March 27, 2008",
        "2008-03-27",
        "\u{feff}",
        "é",
        "ÿ",
        "text",
        "Two died.",
        "ar قتل",
    ];
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(|p| p.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_fail(bytes in pieces(), raw in prop::collection::vec(any::<u8>(), 0..200)) {
        for path in ["a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "-"] {
            for bytes in [&bytes, &raw] {
                for item in items(bytes, path) {
                    if let Item::Document(doc, _) = item {
                        prop_assert!(!doc.text.trim().is_empty());
                        prop_assert!(!doc.text.contains('\r'));
                        if let Some(span) = doc.dateline {
                            prop_assert!(doc.text.get(span.start..span.end).is_some_and(|d| !d.is_empty()));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn packed_bytes_may_be_anything(mark in prop::sample::select(vec![&b"\x1f\x8b\x08\0"[..], b"\x28\xb5\x2f\xfd"]),
                                    raw in prop::collection::vec(any::<u8>(), 0..100)) {
        let all = items(&[mark, raw.as_slice()].concat(), "a.txt");
        prop_assert_eq!(all.len(), 1);
    }

    #[test]
    fn every_json_line_is_one_item(lines in prop::collection::vec(prop_oneof![
        3 => text().prop_map(|t| serde_json::json!({ "text": t, "n": 1 }).to_string()),
        1 => "[ -~]{1,30}[a-z}]",
        1 => Just(String::new()),
    ], 0..20)) {
        let all = items(lines.join("\n").as_bytes(), "a.jsonl");
        let filled: Vec<usize> = (0..lines.len()).filter(|&i| !lines[i].trim().is_empty()).collect();
        if filled.is_empty() {
            prop_assert_eq!(all.len(), 1); // the file is empty
            return Ok(());
        }
        prop_assert_eq!(all.len(), filled.len());
        for (item, i) in all.iter().zip(filled) {
            match item {
                Item::Document(doc, _) => {
                    prop_assert_eq!(doc.line, Some(i as u64 + 1));
                    let record: serde_json::Value = serde_json::from_str(&lines[i]).expect("it was read");
                    let text = record["text"].as_str().expect("it was read");
                    prop_assert_eq!(&doc.text, &text.replace("\r\n", "\n").replace('\r', "\n"));
                }
                Item::Note(note) => prop_assert_eq!(note.line, Some(i as u64 + 1)),
            }
        }
    }

    #[test]
    fn every_row_is_read_as_it_was_written(texts in prop::collection::vec(text(), 1..10),
                                           others in prop::collection::vec("[a-z,;\"\t\n]{0,6}", 10),
                                           delimiter in prop::sample::select(vec![b',', b';', b'\t'])) {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(["other", "text", "last"]).expect("memory does not fail");
        for (text, other) in texts.iter().zip(&others) {
            writer.write_record([other.as_str(), text, other]).expect("memory does not fail");
        }
        let all = items(&writer.into_inner().expect("memory does not fail"), "a.csv");
        prop_assert_eq!(all.len(), texts.len());
        for (i, (item, text)) in all.iter().zip(&texts).enumerate() {
            let Item::Document(doc, _) = item else { return Err(TestCaseError::fail("each row is a report")) };
            prop_assert_eq!(&doc.text, &text.replace("\r\n", "\n").replace('\r', "\n"));
            prop_assert_eq!(doc.line, Some(i as u64 + 2));
        }
    }

    #[test]
    fn plain_text_stays_as_it_is(text in "[ -~àÉß\n“”—]{0,200}[a-z]") {
        // By its ending: what looks like a page or a record inside a text is text.
        let all = items(text.as_bytes(), "a.txt");
        let [Item::Document(doc, _)] = &all[..] else { return Err(TestCaseError::fail("one report")) };
        prop_assert_eq!(&doc.text, &text);
    }

    #[test]
    fn datelines_stand_on_characters(text in "\\PC{0,60}", head in "(KABUL|Łódź|São Paulo|Kabul),? (March 27|\\(AP\\)|é)? ?(-|—|:) ?\\PC{0,20}") {
        for text in [&text, &head, &format!("{text}\n{head}")] {
            if let Some(found) = dateline::find(text) {
                prop_assert!(text.get(found.span.start..found.span.end).is_some_and(|d| !d.is_empty()));
            }
        }
    }

    #[test]
    fn dates_and_languages_of_anything(text in "\\PC{0,80}", y in 1500..2200i16, m in 1..13i8, d in 1..29i8) {
        let _ = (published::parse(&text), language::of(&text, Some(&text)), Format::by_ending(&text));
        prop_assert_eq!(published::parse(&format!("{y}-{m:02}-{d:02}")), jiff::civil::Date::new(y, m, d).ok());
    }
}

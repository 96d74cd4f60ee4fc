//! Intake: the cases of `tests/suite/intake`, and what each format gives.

use jiff::civil::date;
use std::io::Write;
use std::path::Path;
use tacitus::intake::{Config, Field, Format, Item, dateline, documents, language};
use tacitus::marks::{self, Case};
use tacitus::{Basis, Document, Note, NoteCode};

// Cases -----------------------------------------------------------------------------------------------------

/// The cases of one topic.
fn cases(topic: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/intake").join(topic);
    let file = std::fs::read_to_string(&path).expect("the suite lies beside the crates");
    let cases = marks::parse(&file).expect("the suite keeps to its format");
    assert!(cases.len() > 5, "{topic} has its cases");
    cases
}

#[test]
fn suite_dateline() {
    for case in cases("dateline.txt") {
        let wanted = case.marks.iter().find(|m| m.kind == "dateline").map(|m| m.span.of(&case.text));
        let found = dateline::find(&case.text).map(|d| d.span.of(&case.text));
        assert_eq!(found, wanted, "{}", case.name);
    }
}

#[test]
fn suite_head() {
    for case in cases("head.txt") {
        let doc = one(case.text.as_bytes(), "report.txt", &Config::none());
        assert_eq!(doc.title.as_deref(), case.key("title"), "{}", case.name);
        let published = doc.published.date.map(|d| d.to_string());
        assert_eq!(published.as_deref(), case.key("published"), "{}", case.name);
        assert_eq!(doc.text, case.text, "{}", case.name);
    }
}

#[test]
fn suite_language() {
    for case in cases("language.txt") {
        let wanted = match case.key("lang").expect("each case says its language") {
            "en" => language::Verdict::English,
            other => language::Verdict::Other(other.to_owned()),
        };
        assert_eq!(language::of(&case.text, case.key("declared")), wanted, "{}", case.name);
        if case.key("guessed").is_some() {
            let guess = whatlang::detect_lang(&case.text);
            assert_ne!(guess, Some(whatlang::Lang::Eng), "{} no longer misleads the guesser", case.name);
        }
    }
}

// Formats ---------------------------------------------------------------------------------------------------

fn items(bytes: &[u8], path: &str, config: &Config) -> Vec<Item> {
    documents(Box::new(bytes), path, config).collect()
}

fn docs(bytes: &[u8], path: &str, config: &Config) -> Vec<(Document, Vec<Note>)> {
    let doc = |item| match item {
        Item::Document(doc, notes) => (doc, notes),
        Item::Note(note) => panic!("only documents here, but: {}", note.message),
    };
    items(bytes, path, config).into_iter().map(doc).collect()
}

fn one(bytes: &[u8], path: &str, config: &Config) -> Document {
    let mut all = docs(bytes, path, config);
    assert_eq!(all.len(), 1, "{path}");
    all.remove(0).0
}

fn mapped(fields: &[(Field, &str)]) -> Config {
    Config { fields: fields.iter().map(|(f, n)| (*f, n.to_string())).collect(), ..Config::none() }
}

const LINES: &str = concat!(
    r#"{"id": 7, "headline": "Two die", "body": "Two died.", "date": "2008-03-27", "outlet": "Example"}"#,
    "\n\n",
    r#"{"text": "One died.\r\nIt rained.", "sources": ["First", "Second"], "meta": {"day": "28 March 2008"}}"#,
    "\r\n",
);

#[test]
fn jsonl_usual_names_are_found() {
    let all = docs(LINES.as_bytes(), "reports.jsonl", &Config::none());
    let (doc, notes) = &all[0];
    assert_eq!(doc.text, "Two died.");
    assert_eq!(doc.title.as_deref(), Some("Two die"));
    assert_eq!(doc.key.as_deref(), Some("7"));
    assert_eq!(doc.source.as_deref(), Some("Example"));
    assert_eq!((doc.published.date, doc.published.basis), (Some(date(2008, 3, 27)), Basis::Stated));
    assert_eq!(
        (doc.line, doc.path.as_deref(), doc.lang.as_deref()),
        (Some(1), Some("reports.jsonl"), Some("en"))
    );
    assert!(notes.is_empty());
    let (doc, notes) = &all[1];
    assert_eq!(doc.text, "One died.\nIt rained.");
    assert_eq!((doc.line, doc.source.as_deref()), (Some(3), None));
    assert_eq!(notes.iter().map(|n| n.what).collect::<Vec<_>>(), [NoteCode::NoDate]);
    assert_eq!(notes[0].doc.as_ref(), Some(&doc.id));
}

#[test]
fn jsonl_fields_are_mapped_into_lists_and_objects() {
    let config =
        mapped(&[(Field::Source, "sources.1"), (Field::Published, "meta.day"), (Field::Text, "text")]);
    let all = items(LINES.as_bytes(), "reports.jsonl", &config);
    let Item::Document(doc, _) = &all[1] else { panic!("the second record has its text under `text`") };
    assert_eq!(doc.source.as_deref(), Some("Second"));
    assert_eq!((doc.published.date, doc.published.basis), (Some(date(2008, 3, 28)), Basis::Given));
    // What is mapped is looked for nowhere else.
    let Item::Note(note) = &all[0] else { panic!("the first record has no `text`") };
    assert_eq!(note.what, NoteCode::NoText);
    assert_eq!(note.message, "no text under `text`; it has `id`, `headline`, `body`, `date`, `outlet`");
}

#[test]
fn jsonl_only_holds_back_and_counts() {
    let config = Config { only: vec![("outlet".to_owned(), "Example".to_owned())], ..Config::none() };
    let all = items(LINES.as_bytes(), "reports.jsonl", &config);
    assert!(matches!(all[0], Item::Document(..)));
    let Item::Note(note) = &all[1] else { panic!("the second record has another outlet") };
    assert_eq!((note.what, note.line), (NoteCode::Filtered, Some(3)));
    assert_eq!(note.message, "held back by `--only outlet=Example`");
}

#[test]
fn json_object_list_and_lines_are_told_apart() {
    let list = br#"[{"text": "One died."}, {"text": "Two died."}]"#;
    assert_eq!(docs(list, "a.json", &Config::none()).len(), 2);
    assert_eq!(docs(list, "-", &Config::none()).len(), 2);
    let object = b"{\n  \"text\": \"One died.\",\n  \"date\": \"2008-03-27\"\n}\n";
    assert_eq!(one(object, "a.json", &Config::none()).published.date, Some(date(2008, 3, 27)));
    assert_eq!(one(object, "-", &Config::none()).text, "One died.");
    let lines = b"{\"text\": \"One died.\"}\n{\"text\": \"Two died.\"}\n";
    assert_eq!(docs(lines, "a.json", &Config::none()).len(), 2);
    let first_broken = b"{\"text\": \"One\n{\"text\": \"Two died.\"}\n";
    let all = items(first_broken, "a.json", &Config::none());
    assert!(matches!((&all[0], &all[1]), (Item::Note(_), Item::Document(..))));
}

#[test]
fn csv_quoted_cells_hold_line_ends_and_delimiters() {
    let table = "Date;Text;id\n2008-03-27;\"Two died; \"\"many\"\" fled.\nIt rained.\";a\n\n28 March 2008;One died.;b\n";
    let all = docs(table.as_bytes(), "t.csv", &Config::none());
    assert_eq!(all[0].0.text, "Two died; \"many\" fled.\nIt rained.");
    assert_eq!((all[0].0.line, all[0].0.key.as_deref()), (Some(2), Some("a")));
    assert_eq!((all[1].0.line, all[1].0.published.date), (Some(4), Some(date(2008, 3, 28))));
    let tabs = "story\tday\nTwo died, many fled.\t2008-03-27\n";
    let config = mapped(&[(Field::Text, "story"), (Field::Published, "day")]);
    assert_eq!(one(tabs.as_bytes(), "t.tsv", &config).text, "Two died, many fled.");
}

#[test]
fn csv_ragged_rows_are_told_with_their_number() {
    let table = "date,text\n2008-03-27,Two died, many fled.\n2008-03-28,One died.,,\n2008-03-29\n";
    let all = items(table.as_bytes(), "t.csv", &Config::none());
    let told: Vec<_> = all.iter().map(|i| if let Item::Note(n) = i { n.line } else { None }).collect();
    assert_eq!(told, [Some(2), None, Some(4)]);
    let Item::Note(note) = &all[0] else { panic!("the first row has three cells") };
    assert_eq!(note.what, NoteCode::Malformed);
    assert_eq!(
        note.message,
        "the row has 3 cells, the header 2: is a quotation mark or a separator missing?"
    );
}

#[test]
fn csv_quote_never_closed_costs_one_row() {
    let table = "id,text\n1,\"Two died.\n2,One died.\n3,None died.\n";
    let all = items(table.as_bytes(), "t.csv", &Config::none());
    assert_eq!(all.len(), 3);
    let Item::Note(note) = &all[0] else { panic!("the first row has an open quotation mark") };
    assert_eq!((note.what, note.line), (NoteCode::Malformed, Some(2)));
    assert!(matches!(&all[2], Item::Document(doc, _) if doc.text == "None died." && doc.line == Some(4)));
}

#[test]
fn csv_without_a_text_column_is_told_once() {
    let all = items(b"id,story\n1,Two died.\n2,One died.\n", "t.csv", &Config::none());
    let [Item::Note(note)] = &all[..] else { panic!("one note for the table") };
    assert_eq!(note.what, NoteCode::NoText);
    assert_eq!(
        note.message,
        "none of the rows was read: no text under `text`, `content`, `body`, `article`, `fulltext`; it has `id`, \
         `story`: name the one that holds the text with `--field text=NAME`"
    );
}

#[test]
fn packed_streams_of_several_parts_are_one() {
    let (first, second) = LINES.split_at(40); // in the middle of a record
    let zst =
        [first, second].map(|p| zstd::encode_all(p.as_bytes(), 3).expect("memory does not fail")).concat();
    let gz = [first, second].map(|part| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(part.as_bytes()).expect("memory does not fail");
        packer.finish().expect("memory does not fail")
    });
    let plain = docs(LINES.as_bytes(), "r.jsonl", &Config::none());
    for (bytes, path) in [(zst.as_slice(), "r.jsonl"), (gz.concat().as_slice(), "r.jsonl")] {
        assert_eq!(docs(bytes, path, &Config::none()), plain);
    }
    // Known by content: neither the ending nor its absence matters.
    assert_eq!(docs(&zst, "r.jsonl.gz", &Config::none()).len(), 2);
    assert_eq!(docs(&zst, "-", &Config::none()).len(), 2);
}

#[test]
fn format_is_by_user_then_ending_then_content() {
    for (path, format) in [
        ("a/b.JSONL.zst", Some(Format::Jsonl)),
        ("b.htm", Some(Format::Html)),
        ("b.tsv.gz", Some(Format::Csv)),
        ("notes.d/report", None),
        ("b.pdf", None),
        ("-", None),
    ] {
        assert_eq!(Format::by_ending(path), format, "{path}");
    }
    assert_eq!(docs(LINES.as_bytes(), "-", &Config::none()).len(), 2);
    assert!(one(b"{sic} Two died.", "-", &Config::none()).text.starts_with("{sic}"));
    assert_eq!(one(LINES.as_bytes(), "r.txt", &Config::none()).line, None);
    let csv = Config { format: Some(Format::Csv), ..Config::none() };
    assert_eq!(one(b"text\nTwo died.\n", "-", &csv).text, "Two died.");
}

#[test]
fn plain_text_is_the_whole_file_with_its_line_ends_made_even() {
    let doc = one("\u{feff}Two died.\r\n\r\n  It rained.\rMore. \n".as_bytes(), "r.txt", &Config::none());
    assert_eq!(doc.text, "Two died.\n\n  It rained.\nMore. \n");
}

#[test]
fn utf16_and_legacy_bytes_become_text() {
    let utf16 = "\u{feff}Two died in Łódź.".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    assert_eq!(one(&utf16, "r.txt", &Config::none()).text, "Two died in Łódź.");
    let lines: Vec<u8> = LINES.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(docs(&lines, "r.jsonl", &Config::none()).len(), 2);
    assert_eq!(one(b"Two died in Bogot\xe1.", "r.txt", &Config::none()).text, "Two died in Bogotá.");
}

#[test]
fn published_is_the_reports_word_before_the_users() {
    let given = Config { published: Some(date(2001, 1, 1)), ..Config::none() };
    let published = |line: &str| {
        let (doc, notes) = docs(line.as_bytes(), "r.jsonl", &given).remove(0);
        (doc.published.date.map(|d| d.to_string()), doc.published.basis, notes.len())
    };
    let stated = (Some("2008-03-27".to_owned()), Basis::Stated, 0);
    assert_eq!(published(r#"{"text": "Two died.", "date": "2008-03-27"}"#), stated);
    assert_eq!(published(r#"{"text": "KABUL, March 27, 2008 (AP) - Two died."}"#), stated);
    let user = |n| (Some("2001-01-01".to_owned()), Basis::Given, n);
    assert_eq!(published(r#"{"text": "Two died."}"#), user(0));
    assert_eq!(published(r#"{"text": "Two died.", "date": "0001-01-01"}"#), user(1));
    // A day to come is a day: the command line tells, intake does not.
    assert_eq!(published(r#"{"text": "Two died.", "date": "2199-01-01"}"#).0.as_deref(), Some("2199-01-01"));
}

#[test]
fn ids_join_the_same_text_in_two_papers() {
    let lines = br#"{"text": "Two died.", "source": "A"}
{"text": "Two died.", "source": "B"}
{"text": "Two died.", "source": "A"}"#;
    let all = docs(lines, "r.jsonl", &Config::none());
    assert_eq!(all[0].0.text_id, all[1].0.text_id);
    assert_ne!(all[0].0.id, all[1].0.id);
    assert_eq!(all[0].0.id, all[2].0.id);
}

#[test]
fn other_languages_are_handed_on_when_asked_for() {
    let lines = "{\"text\": \"قتل جنديان في انفجار قنبلة في كابول يوم الخميس.\"}\n{\"text\": \"x\", \"lang\": \"fr\"}";
    let config = Config { all_languages: true, ..Config::none() };
    let langs: Vec<_> = docs(lines.as_bytes(), "r.jsonl", &config).into_iter().map(|(d, _)| d.lang).collect();
    assert_eq!(langs, [Some("ar".to_owned()), Some("fr".to_owned())]);
}

// Pages -----------------------------------------------------------------------------------------------------

/// A page with three paragraphs between menus.
fn page(head: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Two die in Kabul blast</title>{head}</head><body>\
         <nav><ul><li><a href=/>Home</a><li><a href=/world>World</a></ul></nav>\
         <article><h1>Two die in Kabul blast</h1>\
         <p>KABUL, March 27 (AP) &mdash; Two soldiers died when a bomb hit their convoy near Kabul on Thursday, \
         the ministry said in a statement that gave no names.</p>\
         <p>The Taliban claimed responsibility for the attack, which wounded five other people, among them two \
         children.</p>\
         <p>Police sealed off the road and searched houses in the district until the evening, witnesses&nbsp;said.\
         </p></article><footer><a href=/about>About us</a> All rights reserved.</footer></body></html>"
    )
}

fn published_of(head: &str) -> Option<String> {
    one(page(head).as_bytes(), "p.html", &Config::none()).published.date.map(|d| d.to_string())
}

#[test]
fn html_article_is_read_in_paragraphs() {
    let doc =
        one(page("<meta property='og:site_name' content='Example News'>").as_bytes(), "-", &Config::none());
    assert_eq!(doc.title.as_deref(), Some("Two die in Kabul blast"));
    assert_eq!(doc.source.as_deref(), Some("Example News"));
    let paragraphs: Vec<&str> = doc.text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 3, "{}", doc.text);
    assert!(paragraphs[2].ends_with("until the evening, witnesses said."), "{}", doc.text);
    assert!(!doc.text.contains("Home") && !doc.text.contains("About us"), "{}", doc.text);
    assert_eq!(doc.dateline.map(|s| s.of(&doc.text)), Some("KABUL, March 27 (AP) —"));
}

#[test]
fn html_day_is_what_the_page_declares() {
    const LINKED: &str = r#"<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "datePublished": "1999-01-01"},
        {"@type": ["NewsArticle"], "datePublished": "2008-03-28T02:30:00Z", "publisher": {"name": "Example"}}]}
        </script>"#;
    assert_eq!(published_of(LINKED).as_deref(), Some("2008-03-28"));
    // The address has the newsroom's day when the page declares UTC.
    let address = "<link rel='canonical' href='https://example.org/2008/03/27/kabul'>";
    assert_eq!(published_of(&format!("{LINKED}{address}")).as_deref(), Some("2008-03-27"));
    assert_eq!(published_of(address).as_deref(), Some("2008-03-27"));
    let far = "<link rel='canonical' href='https://example.org/2007/01/01/kabul'>";
    assert_eq!(published_of(&format!("{LINKED}{far}")).as_deref(), Some("2008-03-28"));
    // A page's own zone is kept.
    let meta = "<meta property='article:published_time' content='2008-03-27T23:30:00-05:00'>";
    assert_eq!(published_of(meta).as_deref(), Some("2008-03-27"));
    // A filler is passed over.
    let filler =
        "<meta name='date' content='0001-01-01T00:00:00Z'><meta name='dc.date' content='March 27, 2008'>";
    assert_eq!(published_of(filler).as_deref(), Some("2008-03-27"));
    assert_eq!(published_of(""), None);
}

#[test]
fn html_outlet_and_address_are_what_the_page_declares() {
    let head = r#"<meta property="og:url" content="https://example.org/kabul">
        <script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "Example Daily"}}</script>"#;
    let doc = one(page(head).as_bytes(), "p.html", &Config::none());
    assert_eq!(doc.source.as_deref(), Some("Example Daily"));
    assert_eq!(doc.url.as_deref(), Some("https://example.org/kabul"));
    let relative = "<link rel=canonical href=/kabul>";
    assert_eq!(one(page(relative).as_bytes(), "p.html", &Config::none()).url, None);
}

#[test]
fn html_charset_is_the_declared_one() {
    // In Windows-1251 every letter is one byte; a guesser needs more of them than this page has.
    let mut bytes = b"<meta charset=windows-1251>".to_vec();
    bytes.extend(
        page("")
            .replace("Taliban", "~")
            .bytes()
            .flat_map(|b| if b == b'~' { vec![0xcf, 0xd2] } else { vec![b] }),
    );
    let doc = one(&bytes, "p.html", &Config::none());
    assert!(doc.text.contains("The ПТ claimed"), "{}", doc.text);
}

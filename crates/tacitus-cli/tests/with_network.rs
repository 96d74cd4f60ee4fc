//! The whole program with the network that ships: what it writes, what it tells, how it ends. Needs
//! `models/`.

mod util;

use std::io::Read;
use std::process::Stdio;
use tacitus_types::record::Record;
use util::{Folder, Run, samples};

const ENGLISH: &str = "BASRA, March 27, 2008 (Shatt Wire) - Rebels attacked an army post near Basra on Thursday and \
                       killed two soldiers, a spokesman said. The government condemned the attack and promised to \
                       send more troops to the city by Friday.\n";
const ARABIC: &str = "قالت وزارة الدفاع يوم الخميس إن قواتها صدت هجوما على مدينة البصرة وإن ثلاثة جنود أصيبوا بجروح، \
                      ودعا المتحدث باسم الحكومة إلى وقف القتال فورا والعودة إلى المفاوضات في العاصمة بغداد.\n";

/// Runs over the samples with these flags.
fn on_samples(flags: &[&str]) -> Run {
    let samples = samples();
    let path = samples.to_str().expect("the repository lies at a path that is UTF-8");
    Folder::new().run(&[&["code", path], flags].concat())
}

/// Every line, read strictly, and written again the same.
#[track_caller]
fn records(run: &Run) -> Vec<Record> {
    run.text()
        .lines()
        .map(|line| {
            let record: Record = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e} in {line}"));
            assert_eq!(serde_json::to_string(&record).expect("a record can be written"), line);
            record
        })
        .collect()
}

/// One line of JSON for each text, many times over.
fn lines(n: usize) -> String {
    (0..n)
        .map(|i| format!("{}\n", serde_json::json!({"id": i, "text": ENGLISH, "date": "2008-03-28"})))
        .collect()
}

#[test]
fn the_samples_are_read_and_every_record_is_valid() {
    let run = on_samples(&["--records", "all"]);
    run.says(0, &["15 documents read"]);
    let records = records(&run);
    let n_documents = records.iter().filter(|r| matches!(r, Record::Document(_))).count();
    assert_eq!(n_documents, 15);
    let n_claims = records.iter().filter(|r| matches!(r, Record::Claim(_))).count();
    assert!(n_claims >= 60, "only {n_claims} claims in fifteen reports full of events");
}

#[test]
fn offsets_count_characters_of_the_text() {
    let run = on_samples(&["--records", "document,claim"]);
    let mut text: Vec<char> = Vec::new();
    for record in records(&run) {
        match record {
            Record::Document(doc) => text = doc.text.chars().collect(),
            Record::Claim(claim) => {
                let words: String = text[claim.trigger.start..claim.trigger.end].iter().collect();
                assert_eq!(words, claim.trigger.text);
                for party in claim.actor.iter().chain(&claim.recipient) {
                    assert_eq!(text[party.start..party.end].iter().collect::<String>(), party.text);
                }
            }
            other => panic!("only documents and claims were asked for: {other:?}"),
        }
    }
}

#[test]
fn every_sample_bears_a_date_and_none_is_set_aside() {
    let run = on_samples(&["--records", "document"]);
    for record in records(&run) {
        let Record::Document(doc) = record else { panic!("only documents were asked for") };
        assert!(doc.published.date.is_some(), "{:?} has no date", doc.path);
        assert!(doc.text.len() > 300 && !doc.text.contains("Subscribe"), "{:?}: {}", doc.path, doc.text);
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let folder = Folder::new().file("in.jsonl", lines(130));
    for format in ["jsonl", "csv", "page"] {
        let run = |threads| folder.run(&["code", "in.jsonl", "--format", format, "--threads", threads]);
        let alone = run("1");
        alone.says(0, &["130 documents read"]);
        assert!(!alone.out.is_empty());
        assert!(run("3").out == alone.out, "{format} with 3 threads differs");
    }
}

#[test]
fn csv_has_one_row_a_claim_and_always_the_same_columns() {
    let header = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().next().map(str::to_owned);
    let run = on_samples(&["--format", "csv"]);
    let n_claims = records(&on_samples(&[])).len();
    let mut reader = csv::Reader::from_reader(run.out.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("rows are even")).collect();
    assert_eq!(rows.len(), n_claims);
    let empty =
        Folder::new().file("in.jsonl", "{\"text\": \"\"}\n").run(&["code", "in.jsonl", "--format", "csv"]);
    assert_eq!(header(&empty.out), header(&run.out));
    assert_eq!(empty.text().lines().count(), 1);
    for column in ["event", "actor.name", "recipient.country", "place.geonames", "time.from", "status"] {
        let columns = reader.headers().expect("there is a header");
        assert!(columns.iter().any(|c| c == column), "no column {column}");
    }
}

#[test]
fn a_file_that_ends_in_csv_is_csv_and_holds_what_standard_output_would() {
    let folder = Folder::new().file("a.txt", ENGLISH);
    let run = folder.run(&["code", "a.txt", "--format", "csv"]);
    folder.run(&["code", "a.txt", "-o", "b.csv"]).says(0, &[]);
    assert_eq!(folder.read("b.csv"), run.out);
}

#[test]
fn a_page_shows_the_words_and_has_colours_only_when_told() {
    let folder = Folder::new().file("a.txt", ENGLISH);
    let plain = folder.run(&["code", "a.txt", "--format", "page"]);
    plain.says(0, &[]);
    assert!(plain.text().contains("[1] ASSAULT"), "{}", plain.text());
    assert!(plain.text().contains("*attacked*[1]") && !plain.text().contains('\u{1b}'), "{}", plain.text());
    let coloured = folder.run(&["code", "a.txt", "--format", "page", "--color", "always"]);
    assert!(coloured.text().contains("\u{1b}[1;31mattacked\u{1b}[0m"), "{}", coloured.text());
    let why = folder.run(&["code", "a.txt", "--why"]);
    assert!(why.text().contains("\n      event = ASSAULT  \"attacked\"  "), "{}", why.text());
}

#[test]
fn standard_input_is_read_and_fields_are_mapped() {
    let input = "{\"kind\":\"item\",\"story\":\"Rebels attacked an army post near Basra and killed two soldiers.\",\
                 \"day\":\"2008-03-27\",\"from\":[\"Shatt Wire\"]}\n{\"kind\":\"ad\",\"story\":\"Buy!\"}\n";
    let flags = "code - --input-format jsonl --records document --only kind=item --field text=story \
                 --field published=day --field source=from.0";
    let args: Vec<&str> = flags.split_whitespace().collect();
    let run = Folder::new().run_on(&args, input.as_bytes());
    run.says(0, &["1 document read, 1 set aside (filtered 1); written: 1 document"]);
    let [Record::Document(doc)] = &records(&run)[..] else { panic!("one document, not {}", run.text()) };
    assert_eq!(doc.source.as_deref(), Some("Shatt Wire"));
    assert_eq!(doc.published.date, Some(jiff::civil::date(2008, 3, 27)));
    assert_eq!((doc.path.as_deref(), doc.line), (Some("-"), Some(1)));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_read() {
    let folder = Folder::new()
        .file("in/a.txt", ENGLISH)
        .file("in/b.txt", "")
        .file("in/c.txt", b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00")
        .file("in/d.jsonl", format!("{}{{\"text\": \"Half a l", lines(1)))
        .file("in/e.jpg", "no picture");
    let run = folder.run(&["code", "in", "missing.txt", "--records", "document,note"]);
    run.says(2, &["b.txt", "c.txt", "d.jsonl:2: ", "missing.txt: cannot be read", "e.jpg"]);
    run.says(
        2,
        &["2 documents read, 5 set aside (unreadable 1, empty 1, binary 1, malformed 1, unknown-format 1)"],
    );
    let records = records(&run);
    assert_eq!(records.iter().filter(|r| matches!(r, Record::Document(_))).count(), 2);
    assert_eq!(records.iter().filter(|r| matches!(r, Record::Note(_))).count(), 5);
}

#[test]
fn other_languages_are_set_aside_and_fail_only_a_strict_run() {
    let folder = Folder::new().file("a.txt", ENGLISH).file("b.txt", ARABIC);
    folder.run(&["code", "a.txt", "b.txt"]).says(0, &["1 document read, 1 set aside (other-language 1)"]);
    folder.run(&["code", "a.txt", "b.txt", "--strict"]).says(2, &["b.txt"]);
    folder.run(&["code", "a.txt", "--strict"]).says(0, &[]);
}

#[test]
fn every_input_that_could_not_be_read_is_named() {
    let folder = Folder::new().file("in.jsonl", format!("{}{}", "{\"text\": \n".repeat(332), lines(1)));
    let run = folder.run(&["code", "in.jsonl"]);
    run.says(2, &["in.jsonl:1: ", "in.jsonl:332: ", "malformed 332"]);
}

#[test]
fn a_day_in_the_future_is_told_but_never_written() {
    let folder = Folder::new().file("a.txt", ENGLISH);
    let run = |today| folder.run(&["code", "a.txt", "--records", "all", "--today", today]);
    let (before, after) = (run("2008-03-26"), run("2008-03-27"));
    before.says(0, &["a.txt: published on 2008-03-27, which is in the future"]);
    after.says(0, &[]);
    assert!(!after.err.contains("future"));
    assert_eq!(before.out, after.out);
}

#[test]
fn quiet_says_nothing() {
    let folder = Folder::new().file("b.txt", "");
    let run = folder.run(&["code", "b.txt", "missing.txt", "--quiet"]);
    assert_eq!((run.status, run.err.as_str()), (2, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_the_run_with_a_message() {
    let folder = Folder::new().file("in.jsonl", lines(100));
    let run = folder.run(&["code", "in.jsonl", "-o", "/dev/full", "--records", "document"]);
    run.says(1, &["cannot write to `/dev/full`: No space left on device", "hint: make room"]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has /dev/full");
    let run = util::finish(folder.command(&["code", "in.jsonl", "--records", "document"]).stdout(full));
    run.says(1, &["cannot write to standard output"]);
}

#[test]
fn a_closed_pipe_ends_the_run_without_a_word() {
    let folder = Folder::new().file("in.jsonl", lines(2_000));
    let mut child = folder
        .command(&["code", "in.jsonl", "--records", "document"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let mut first = [0; 10];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("something is written");
    assert_eq!(&first, b"{\"record\":");
    let run = Run::from(child.wait_with_output().expect("the program ends"));
    assert_eq!((run.status, run.err.as_str()), (1, ""));
}

#[test]
fn the_file_being_written_is_not_read_as_input() {
    let folder = Folder::new().file("in/a.jsonl", lines(3)).file("in/out.jsonl", lines(5));
    let run = folder.run(&["code", "in", "-o", "in/out.jsonl", "--records", "document"]);
    run.says(0, &["3 documents read, 1 set aside (filtered 1)"]);
    assert_eq!(String::from_utf8_lossy(&folder.read("in/out.jsonl")).lines().count(), 3);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let folder = Folder::new().file("a.txt", ENGLISH);
    folder.run(&["code", "a.txt", "-o", "nowhere/x.jsonl"]).says(1, &["cannot write to `nowhere/x.jsonl`"]);
}

#[test]
fn a_report_without_a_day_gets_the_one_given() {
    let folder =
        Folder::new().file("a.txt", "Rebels attacked an army post near Basra yesterday, officials said.");
    folder.run(&["code", "a.txt"]).says(0, &["a.txt: no published date"]);
    let run = folder.run(&["code", "a.txt", "--published", "2008-03-28", "--records", "document"]);
    run.says(0, &[]);
    assert!(
        run.text().contains("\"published\":{\"date\":\"2008-03-28\",\"basis\":\"given\"}"),
        "{}",
        run.text()
    );
    assert!(!run.err.contains("no published date"));
}

/// A threat with a last day, a report that settles nothing, and one a week later.
const STORY: [(&str, &str, &str); 3] = [
    (
        "a",
        "2012-03-01",
        "The Tarn Front threatened on Thursday to bomb the port of Aden unless the army frees its \
                         prisoners within 72 hours.",
    ),
    ("b", "2012-03-02", "Rain fell in Aden on Friday and the market stayed closed for a second day."),
    ("c", "2012-03-09", "The government of Chad promised on Friday to reopen the border with Sudan by June."),
];

fn story(order: [usize; 3]) -> Folder {
    let line = |i: usize| {
        let (key, day, text) = STORY[i];
        format!("{}\n", serde_json::json!({"id": key, "date": day, "text": text}))
    };
    Folder::new().file("in.jsonl", order.map(line).concat())
}

const FIELDS: [&str; 4] = ["--field", "published=date", "--field", "key=id"];

fn ledger(folder: &Folder, more: &[&str]) -> Vec<(String, String)> {
    let run = folder.run(&[&["commitments", "in.jsonl"], &FIELDS[..], more].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    records(&run)
        .iter()
        .map(|record| match record {
            Record::Commitment(c) => (c.kind.name().to_owned(), c.status.name().to_owned()),
            other => panic!("only commitments were asked for: {other:?}"),
        })
        .collect()
}

#[test]
fn the_ledger_tells_what_fell_due_in_any_order_of_reports() {
    let first = ledger(&story([0, 1, 2]), &[]);
    assert!(first.iter().any(|(kind, status)| kind != "promise" && status == "expired"), "{first:?}");
    assert!(first.contains(&("promise".to_owned(), "open".to_owned())), "{first:?}");
    assert_eq!(ledger(&story([2, 0, 1]), &[]), first);
}

#[test]
fn the_ledger_of_a_day_does_not_know_later_reports() {
    let then = ledger(&story([0, 1, 2]), &["--as-of", "2012-03-02"]);
    assert!(!then.is_empty() && then.iter().all(|(_, status)| status == "open"), "{then:?}");
}

#[test]
fn the_ledger_is_filtered_and_shown_by_eye() {
    let folder = story([0, 1, 2]);
    assert!(ledger(&folder, &["--status", "kept"]).is_empty());
    assert_eq!(ledger(&folder, &["--kind", "promise"]), [("promise".to_owned(), "open".to_owned())]);
    assert!(ledger(&folder, &["--due-before", "2012-03-01"]).is_empty());
    assert!(ledger(&folder, &["--party", "nobody of that name"]).is_empty());
    let page = folder.run(&[&["commitments", "in.jsonl", "--format", "page"], &FIELDS[..]].concat());
    page.says(0, &["3 documents read"]);
    assert!(
        page.text().contains("OPEN  promise") && page.text().contains("the last day passed"),
        "{}",
        page.text()
    );
}

#[test]
fn commitments_stand_among_the_records_of_a_run() {
    let run =
        story([0, 1, 2]).run(&[&["code", "in.jsonl", "--records", "claim,commitment"], &FIELDS[..]].concat());
    let records = records(&run);
    let claims: Vec<&str> = records
        .iter()
        .filter_map(|r| if let Record::Claim(c) = r { Some(c.id.as_str()) } else { None })
        .collect();
    let mut n = 0;
    for record in &records {
        if let Record::Commitment(c) = record {
            n += 1;
            assert!(c.claims.iter().all(|id| claims.contains(&id.as_str())), "{c:?}");
        }
    }
    assert!(n > 1, "{}", run.text());
}

#[test]
fn what_does_not_fit_the_ledger_is_refused() {
    story([0, 1, 2]).run(&["commitments", "in.jsonl", "--records", "all"]).says(1, &["commitments only"]);
    story([0, 1, 2]).run(&["commitments", "in.jsonl", "--format", "csv"]).says(1, &["jsonl"]);
    story([0, 1, 2]).run(&["commitments", "in.jsonl", "--kind", "vow"]).says(1, &["one of promise"]);
}

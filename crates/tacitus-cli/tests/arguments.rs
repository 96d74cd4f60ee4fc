//! What the program says when it cannot run, and what it refuses before it opens anything. Needs no network.

mod util;

use util::Folder;

/// A folder with one report.
fn folder() -> Folder {
    Folder::new().file("a.txt", "Troops left Basra on Thursday, the army said.")
}

#[test]
fn help_is_no_failure_and_names_the_exit_statuses() {
    let run = folder().run(&["code", "--help"]);
    run.says(0, &[]);
    assert!(run.text().contains("Exit status: 0 all that could be read was read"), "{}", run.text());
    folder().run(&["--version"]).says(0, &[]);
}

#[test]
fn a_flag_that_does_not_exist_is_named() {
    folder().run(&["code", "a.txt", "--pubished", "2008-03-27"]).says(1, &["--pubished", "--published"]);
    folder().run(&[]).says(1, &["Usage: tacitus"]);
}

#[test]
fn values_that_make_no_sense_are_named_with_what_would() {
    let cases: [(&[&str], &[&str]); 8] = [
        (&["--published", "27.3.2008"], &["'27.3.2008'", "--published", "2008-03-27"]),
        (&["--today", "tomorrow"], &["'tomorrow'", "--today"]),
        (&["--field", "date"], &["'date'", "--field", "published=date"]),
        (&["--field", "day=date"], &["`day` is no field", "`published`"]),
        (&["--threads", "0"], &["'0'", "--threads"]),
        (&["--format", "parquet"], &["`parquet` is not there yet", "`jsonl`"]),
        (&["--format", "xml"], &["there is no `xml`", "`csv`"]),
        (&["--records", "claims"], &["no kind of record `claims`", "`claim`"]),
    ];
    for (flags, words) in cases {
        let args = [&["code", "a.txt"], flags].concat();
        folder().run(&args).says(1, words);
    }
}

#[test]
fn the_file_that_is_read_is_not_overwritten() {
    let folder = folder();
    folder.run(&["code", "a.txt", "-o", "./a.txt"]).says(1, &["`a.txt`", "overwritten"]);
    assert!(folder.read("a.txt").starts_with(b"Troops"));
}

#[test]
fn a_home_without_its_folders_is_refused_by_name() {
    let folder = folder().file("half/assets/README.md", "");
    folder.run(&["code", "a.txt", "--home", "half"]).says(1, &["`half` (by --home)", "`models`"]);
    let run = util::finish(folder.command(&["code", "a.txt"]).env("TACITUS_HOME", "nowhere"));
    run.says(1, &["`nowhere` (by TACITUS_HOME)", "`assets`"]);
}

#[test]
fn a_folder_without_a_network_is_named() {
    let folder = folder().file("home/assets/README.md", "").file("home/models/README.md", "");
    folder.run(&["code", "a.txt", "--home", "home"]).says(1, &["no trained network", "--weights"]);
}

#[test]
fn weights_that_are_none_are_named() {
    let folder = folder().file("weights/notes.txt", "");
    let run = folder.run(&["code", "a.txt", "--weights", "weights"]);
    run.says(1, &["manifest.toml", "hint: "]);
    assert!(run.out.is_empty());
}

#[test]
fn nothing_is_written_when_nothing_can_be_read() {
    let folder = folder().file("claims.jsonl", "from yesterday\n");
    folder.run(&["code", "a.txt", "--weights", "nowhere", "-o", "claims.jsonl"]).says(1, &["nowhere"]);
    assert_eq!(folder.read("claims.jsonl"), b"from yesterday\n");
}

//! The README shows one report and its records. This runs that report with the network that ships and
//! compares. `UPDATE=1` writes what the program says today into the README, to be looked at before it is
//! committed.

mod util;

use util::Folder;

/// The words of the fenced block that follows a comment, and where they stand.
fn block<'a>(readme: &'a str, mark: &str) -> (&'a str, std::ops::Range<usize>) {
    let at = readme.find(&format!("<!-- {mark} -->")).expect("the README has the mark");
    let start = at + readme[at..].find("```text\n").expect("a block follows it") + "```text\n".len();
    let end = start + readme[start..].find("```").expect("the block ends");
    (&readme[start..end], start..end)
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");
    let readme = std::fs::read_to_string(path).expect("the README lies in the repository");
    let (report, _) = block(&readme, "report");
    let (shown, at) = block(&readme, "records");
    let folder = Folder::new().file("report.txt", report);
    let run = folder.run(&["code", "report.txt", "--format", "page", "--color", "never", "--quiet"]);
    let said = run.text();
    if std::env::var_os("UPDATE").is_some() {
        let updated = format!("{}{said}{}", &readme[..at.start], &readme[at.end..]);
        std::fs::write(path, updated).expect("the README can be written");
    } else {
        assert_eq!(said, shown, "run with UPDATE=1 and look at what changed");
    }
}

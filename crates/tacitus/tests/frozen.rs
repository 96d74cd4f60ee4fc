//! The corpus' test part was fixed before the training it judges: its files have the checksums they had then.
//!
//! `corpus/frozen.txt` has one line a file: BLAKE3 checksum, name. A passage found wrong later is mended in a
//! new freeze, together with new figures; this test keeps that from happening unseen.

use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn the_test_part_is_as_it_was_frozen() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let list = std::fs::read_to_string(corpus.join("frozen.txt")).expect("the list lies in the repository");
    let frozen: BTreeMap<&str, &str> =
        list.lines().filter_map(|l| l.split_once("  ")).map(|(h, n)| (n, h)).collect();
    let mut names: Vec<String> = Vec::new();
    for folder in ["ledger", "passages", "stories"] {
        let listed = std::fs::read_dir(corpus.join(folder)).expect("the corpus lies in the repository");
        let name = |e: std::io::Result<std::fs::DirEntry>| {
            e.expect("a readable folder").file_name().to_string_lossy().into_owned()
        };
        let test = listed.map(name).filter(|name| name.starts_with("test-"));
        names.extend(test.map(|name| format!("{folder}/{name}")));
    }
    names.sort();
    assert!(!names.is_empty());
    assert_eq!(names, frozen.keys().copied().collect::<Vec<_>>(), "the files of the test part");
    for name in &names {
        let bytes = std::fs::read(corpus.join(name)).expect("readable");
        let hash = blake3::hash(&bytes).to_hex();
        assert_eq!(hash.as_str(), frozen[name.as_str()], "`{name}` is not as it was frozen");
    }
}

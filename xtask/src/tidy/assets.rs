//! Files that hold facts: sizes, order, and the page beside them that says where they are from.
//!
//! A row out of order makes diffs hard to read and duplicates easy to miss: after `FRA` comes no `DEU`.

use super::tree::Tree;
use std::collections::BTreeSet;

/// The largest file that is committed, in bytes.
const MAX_SIZE: u64 = 30_000_000;

/// No file is over 30 MB.
pub fn sizes(tree: &Tree) -> Vec<String> {
    let large = tree.files.iter().filter(|f| f.size > MAX_SIZE);
    large
        .map(|f| format!("{}: {} bytes, over {MAX_SIZE}: pack it, or cut it in shards", f.name, f.size))
        .collect()
}

/// Tables in another order, each with its reason.
const UNSORTED: &[(&str, &str)] =
    &[("assets/ontology/cameo-default.tsv", "in the order of the codebook, like plover.toml beside it")];

/// Rows of every table stand in the order of their bytes, below comments and the head.
pub fn sorted(tree: &Tree) -> Vec<String> {
    let mut breaches = Vec::new();
    for (name, text) in tree.with_ending(".tsv").filter(|(name, _)| name.starts_with("assets/")) {
        if UNSORTED.iter().any(|(allowed, _)| *allowed == name) {
            continue;
        }
        if let Some((line, row)) = out_of_order(text) {
            breaches.push(format!("{name}:{line}: `{row}` stands after a row that comes later"));
        }
    }
    breaches
}

/// The first row whose first column comes before that of the row above; with its line, from 1.
fn out_of_order(table: &str) -> Option<(usize, &str)> {
    let key = |row: &str| row.split('\t').next().unwrap_or_default().to_owned();
    let rows = table.lines().enumerate().filter(|(_, row)| !row.starts_with('#') && !row.is_empty());
    let rows: Vec<(usize, &str)> = rows.skip(1).collect(); // the head
    let pair = rows.windows(2).find(|pair| key(pair[1].1) < key(pair[0].1))?;
    Some((pair[1].0 + 1, pair[1].1))
}

/// Every folder of assets has a README.
pub fn readmes(tree: &Tree) -> Vec<String> {
    let folder = |name: &str| name.rsplit_once('/').map(|(dir, _)| dir.to_owned());
    let assets = tree.files.iter().filter(|f| f.name.starts_with("assets/"));
    let folders: BTreeSet<String> = assets.filter_map(|f| folder(&f.name)).collect();
    let has = |dir: &str| tree.files.iter().any(|f| f.name == format!("{dir}/README.md"));
    let bare = folders.into_iter().filter(|dir| !has(dir));
    bare.map(|dir| format!("{dir}: no README.md: say source, licence, columns and how it was made")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_out_of_order_is_told_with_its_line() {
        let tree = |rows: &str| Tree::of(&[("assets/x/x.tsv", &format!("# From x\ncode\tname\n{rows}"))]);
        assert!(sorted(&tree("DEU\tGermany\nFRA\tFrance\nFRA\tFrench Republic\n")).is_empty());
        let told = sorted(&tree("FRA\tFrance\nDEU\tGermany\n"));
        assert!(told.len() == 1 && told[0].starts_with("assets/x/x.tsv:4:"), "{told:?}");
        assert!(sorted(&Tree::of(&[("tests/x.tsv", "h\nb\na\n")])).is_empty(), "no asset");
    }

    #[test]
    fn a_folder_without_a_readme_is_told() {
        let tree = Tree::of(&[("assets/x/x.tsv", ""), ("assets/y/y.tsv", ""), ("assets/y/README.md", "")]);
        assert_eq!(readmes(&tree).len(), 1);
    }

    #[test]
    fn a_file_too_large_is_told() {
        let mut tree = Tree::of(&[("assets/x.bin", ""), ("models/y.bin", "")]);
        tree.files[0].size = MAX_SIZE;
        tree.files[1].size = MAX_SIZE + 1;
        let told = sizes(&tree);
        assert!(told.len() == 1 && told[0].starts_with("models/y.bin"), "{told:?}");
    }
}

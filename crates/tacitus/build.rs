//! Hashes the sources of reading, its rules and small tables among them, so that a changed rule is another
//! edition. Gives the variable `TACITUS_SOURCES`; downloads nothing, writes nothing.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "../tacitus-types/src", "../../assets/abbreviations", "../../assets/ontology"] {
        println!("cargo::rerun-if-changed={folder}");
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    let mut hasher = blake3::Hasher::new();
    for file in &files {
        let text = fs::read_to_string(file).expect("a source file is text");
        // A checkout with other line ends is the same edition.
        hasher.update(text.replace('\r', "").as_bytes());
    }
    println!("cargo::rustc-env=TACITUS_SOURCES={}", &hasher.finalize().to_hex()[..16]);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder lies in the repository") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

//! Model folders that are not whole are refused, with a message that names the file.
//!
//! Takes the small random network of [`common`] and damages it; gives nothing.

mod common;

use common::{Stored, folder, shard, write_manifest};
use std::path::Path;
use tacitus_encoder::{Kernel, Model, Precision};
use tacitus_types::Encoder;

fn message(dir: &Path, precision: Precision) -> String {
    let error = Model::open(dir, precision).expect_err("a broken folder").to_string();
    assert!(error.contains("\nhint: "), "{error}");
    error
}

#[test]
fn a_whole_folder_opens_in_both_number_types() {
    let dir = folder();
    let int8 = Model::open(dir.path(), Precision::Int8).expect("a whole folder");
    let half = Model::open(dir.path(), Precision::Half).expect("a whole folder");
    let again = Model::open(dir.path(), Precision::Int8).expect("a whole folder");
    assert_ne!(int8.edition(), half.edition());
    assert_eq!(int8.edition(), again.edition());
}

#[test]
fn a_missing_file_is_named() {
    for (name, precision) in [
        ("manifest.toml", Precision::Int8),
        ("config.json", Precision::Int8),
        ("vocab.txt", Precision::Half),
        ("int8-1.safetensors", Precision::Int8),
        ("half-2.safetensors", Precision::Half),
    ] {
        let dir = folder();
        std::fs::remove_file(dir.path().join(name)).expect("it was there");
        let message = message(dir.path(), precision);
        assert!(message.contains(name), "{message}");
    }
}

#[test]
fn a_file_cut_short_or_damaged_is_named() {
    for name in ["int8-1.safetensors", "vocab.txt", "config.json"] {
        let dir = folder();
        let path = dir.path().join(name);
        let whole = std::fs::read(&path).expect("a file");
        let mut damaged = whole.clone();
        damaged[whole.len() / 2] ^= 1;
        for bytes in [&whole[..whole.len() - 1], &whole[..0], &damaged] {
            std::fs::write(&path, bytes).expect("a folder to write in");
            let message = message(dir.path(), Precision::Int8);
            assert!(message.contains(name) && message.contains("damaged or cut short"), "{message}");
        }
    }
}

#[test]
fn only_the_wanted_number_type_is_read() {
    let dir = folder();
    std::fs::write(dir.path().join("half-1.safetensors"), b"").expect("a folder to write in");
    Model::open(dir.path(), Precision::Int8).expect("its own files are whole");
    assert!(message(dir.path(), Precision::Half).contains("half-1.safetensors"));
}

#[test]
fn a_file_that_is_no_longer_listed_is_missed() {
    let dir = folder();
    std::fs::remove_file(dir.path().join("half-2.safetensors")).expect("it was there");
    write_manifest(dir.path());
    let without_second = message(dir.path(), Precision::Half);
    assert!(without_second.contains("tensor") && without_second.contains("is missing"), "{without_second}");

    std::fs::remove_file(dir.path().join("half-1.safetensors")).expect("it was there");
    write_manifest(dir.path());
    let without_both = message(dir.path(), Precision::Half);
    assert!(without_both.contains("manifest.toml") && without_both.contains("half-*"), "{without_both}");
}

#[test]
fn tensors_that_do_not_fit_are_named() {
    let stray = Stored::single("pooler.weight", &[1], &[1.0]);
    let twice = Stored::single("shape.weight", &[1], &[1.0]);
    for (tensor, complaint) in [(stray, "is not part of this network"), (twice, "stands in another file too")]
    {
        let dir = folder();
        let name = tensor.name.clone();
        std::fs::write(dir.path().join("int8-2.safetensors"), shard(&[tensor]))
            .expect("a folder to write in");
        write_manifest(dir.path());
        let message = message(dir.path(), Precision::Int8);
        assert!(message.contains(&name) && message.contains(complaint), "{message}");
    }
}

#[test]
fn a_weight_beyond_63_is_refused() {
    let dir = folder();
    let path = dir.path().join("int8-1.safetensors");
    let mut bytes = std::fs::read(&path).expect("a file");
    let file = safetensors::SafeTensors::deserialize(&bytes).expect("a whole file");
    let data = file.tensor("layer.1.up.weight").expect("a tensor of the network").data();
    let place = data.as_ptr() as usize - bytes.as_ptr() as usize;
    bytes[place] = 64;
    std::fs::write(&path, bytes).expect("a folder to write in");
    write_manifest(dir.path());
    let message = message(dir.path(), Precision::Int8);
    assert!(message.contains("layer.1.up.weight") && message.contains("±63"), "{message}");
}

#[test]
fn a_kernel_is_asked_for_by_name() {
    for kernel in Kernel::available() {
        assert_eq!(Kernel::named(kernel.name()).expect("it is available"), kernel);
    }
    let error = Kernel::named("avx9").expect_err("there is no such kernel").to_string();
    assert!(error.contains("`avx9`") && error.contains("`scalar`"), "{error}");
}

//! A small random network on disk, and the same network in double precision, written as plainly as can be.
//!
//! Takes a seed, gives a model folder and what its answers must be; shares no arithmetic with the crate.
//!
//! Example: `SmallModel::random(1).write(dir)` makes a folder of 2 layers of width 64.

#![allow(dead_code)] // each test binary uses a part

pub mod double;

use safetensors::tensor::{Dtype, TensorView};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use tacitus_encoder::{Model, Precision};
use tacitus_types::{Basis, Document, Passage, Published, Span, Token};

pub const WIDTH: usize = 64;
pub const WINDOW: usize = 4;
pub const MODES: [&str; 3] = ["ASSAULT/bomb", "COERCE/arrest", "PROTEST/strike"];
pub const PIECES: [&str; 26] = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "police", "arrest", "##ed", "the", "minister", "of", "##s", ".", ",",
    "in", "ba", "##gh", "##dad", "on", "day", "t", "##ues", "##day", "and", "-", "troops", "##x",
];

/// Tensors by name, with their shape, in `f32` values that 16 bits hold exactly.
pub struct SmallModel {
    pub tensors: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
    pub max_positions: usize,
}

/// A linear congruential generator: the same numbers everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// A multiple of 2^-12 between -1/4 and 1/4: exact in 16 bits.
    fn weight(&mut self) -> f32 {
        (self.below(2049) as f32 - 1024.0) / 4096.0
    }
}

impl SmallModel {
    pub fn random(seed: u64) -> SmallModel {
        let mut model = SmallModel { tensors: BTreeMap::new(), max_positions: 40 };
        let random = &mut Random(seed);
        model.table(random, "embeddings.word", PIECES.len());
        model.table(random, "embeddings.position", 40);
        model.table(random, "embeddings.type", 2);
        model.norm(random, "embeddings.norm");
        for i in 0..2 {
            model.layer(random, &format!("layer.{i}"), 128);
        }
        model.table(random, "shape", 16);
        for (name, n) in [("name", 7), ("trigger", 17)] {
            model.linear(random, &format!("{name}.hidden"), WIDTH, WIDTH);
            model.linear(random, &format!("{name}.out"), n, WIDTH);
        }
        model.table(random, "act.mark", 2);
        model.table(random, "act.distance", 2 * WINDOW + 1);
        model.table(random, "act.event", 16);
        model.norm(random, "act.norm");
        model.layer(random, "act.layer.0", 64);
        for (name, n) in [("role", 20), ("status", 6), ("mode", MODES.len())] {
            model.linear(random, &format!("{name}.out"), n, WIDTH);
        }
        model.put(
            "content.event.weight".to_owned(),
            &[16, 2 * WIDTH],
            (0..32 * WIDTH).map(|_| random.weight()).collect(),
        );
        model.linear(random, "content.hidden", WIDTH, 2 * WIDTH);
        model.linear(random, "content.out", 17, WIDTH);
        model
    }

    fn put(&mut self, name: String, shape: &[usize], numbers: Vec<f32>) {
        self.tensors.insert(name, (shape.to_vec(), numbers));
    }

    fn table(&mut self, random: &mut Random, name: &str, n: usize) {
        let numbers = (0..n * WIDTH).map(|_| random.weight()).collect();
        self.put(format!("{name}.weight"), &[n, WIDTH], numbers);
    }

    fn linear(&mut self, random: &mut Random, name: &str, n_out: usize, n_in: usize) {
        let weights = (0..n_out * n_in).map(|_| random.weight()).collect();
        self.put(format!("{name}.weight"), &[n_out, n_in], weights);
        let bias = (0..n_out).map(|_| random.weight()).collect();
        self.put(format!("{name}.bias"), &[n_out], bias);
    }

    fn norm(&mut self, random: &mut Random, name: &str) {
        let weights = (0..WIDTH).map(|_| 1.0 + random.below(64) as f32 / 256.0).collect();
        self.put(format!("{name}.weight"), &[WIDTH], weights);
        let bias = (0..WIDTH).map(|_| random.weight()).collect();
        self.put(format!("{name}.bias"), &[WIDTH], bias);
    }

    fn layer(&mut self, random: &mut Random, name: &str, intermediate: usize) {
        for part in ["query", "key", "value", "out"] {
            self.linear(random, &format!("{name}.{part}"), WIDTH, WIDTH);
        }
        self.linear(random, &format!("{name}.up"), intermediate, WIDTH);
        self.linear(random, &format!("{name}.down"), WIDTH, intermediate);
        self.norm(random, &format!("{name}.norm1"));
        self.norm(random, &format!("{name}.norm2"));
    }

    /// Writes the whole folder: both number types, the half one in two shards.
    pub fn write(&self, dir: &Path) {
        let write =
            |name: &str, bytes: &[u8]| std::fs::write(dir.join(name), bytes).expect("a folder to write in");
        let half: Vec<Stored> = self.tensors.iter().map(|(name, t)| Stored::half(name, t)).collect();
        let (first, second) = half.split_at(half.len() / 2);
        write("half-1.safetensors", &shard(first));
        write("half-2.safetensors", &shard(second));
        write("int8-1.safetensors", &shard(&self.int8()));
        write("vocab.txt", format!("{}\n", PIECES.join("\n")).as_bytes());
        write("config.json", self.config().as_bytes());
        write_manifest(dir);
    }

    fn config(&self) -> String {
        format!(
            r#"{{"layers":2,"width":{WIDTH},"attention_heads":2,"intermediate":128,"max_positions":{},
            "layer_norm_eps":1e-12,"act_layers":1,"act_intermediate":64,"act_window":{WINDOW},"modes":{MODES:?},
            "n_shapes":16}}"#,
            self.max_positions
        )
    }

    fn int8(&self) -> Vec<Stored> {
        let mut stored = Vec::new();
        for (name, tensor) in &self.tensors {
            let layer = name.strip_suffix(".weight").unwrap_or("");
            let part = layer.rsplit('.').next().unwrap_or("");
            let in_layer = layer.starts_with("layer.") || layer.starts_with("act.layer.");
            let is_linear = ["query", "key", "value", "up", "down", "hidden"].contains(&part)
                || (part == "out" && in_layer);
            if is_linear {
                stored.extend(Stored::int8(layer, tensor, 63.0));
            } else if layer == "embeddings.word" {
                stored.extend(Stored::int8(layer, tensor, 127.0));
            } else {
                stored.push(Stored::single(name, &tensor.0, &tensor.1));
            }
        }
        stored
    }
}

/// A tensor as it stands in a file.
pub struct Stored {
    pub name: String,
    pub kind: Dtype,
    pub shape: Vec<usize>,
    pub data: Vec<u8>,
}

impl Stored {
    fn half(name: &str, (shape, numbers): &(Vec<usize>, Vec<f32>)) -> Stored {
        let data = numbers.iter().flat_map(|x| half_bits(*x).to_le_bytes()).collect();
        Stored { name: name.to_owned(), kind: Dtype::F16, shape: shape.clone(), data }
    }

    pub fn single(name: &str, shape: &[usize], numbers: &[f32]) -> Stored {
        let data = numbers.iter().flat_map(|x| x.to_le_bytes()).collect();
        Stored { name: name.to_owned(), kind: Dtype::F32, shape: shape.to_vec(), data }
    }

    fn int8(layer: &str, (shape, numbers): &(Vec<usize>, Vec<f32>), largest: f32) -> [Stored; 2] {
        let (mut data, mut scales) = (Vec::new(), Vec::new());
        for row in numbers.chunks_exact(shape[1]) {
            let scale = row.iter().fold(f32::MIN_POSITIVE, |top, x| top.max(x.abs())) / largest;
            scales.push(scale);
            data.extend(row.iter().map(|x| (x / scale).round_ties_even() as i8 as u8));
        }
        let weight = Stored { name: format!("{layer}.weight"), kind: Dtype::I8, shape: shape.clone(), data };
        [weight, Stored::single(&format!("{layer}.scale"), &[shape[0]], &scales)]
    }
}

/// A safetensors file of these tensors.
pub fn shard(tensors: &[Stored]) -> Vec<u8> {
    let view = |t: &'_ Stored| (t.name.clone(), t.kind, t.shape.clone(), t.data.clone());
    let owned: Vec<_> = tensors.iter().map(view).collect();
    let views = owned.iter().map(|(name, kind, shape, data)| {
        (name, TensorView::new(*kind, shape.clone(), data).expect("data of the length the shape asks"))
    });
    safetensors::serialize(views, None).expect("tensors that can be written")
}

/// Lists every other file of the folder with its sha256.
pub fn write_manifest(dir: &Path) {
    let mut lines = vec!["[files]".to_owned()];
    for entry in std::fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name != "manifest.toml" {
            let hash = Sha256::digest(std::fs::read(&path).expect("a file"));
            let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            lines.push(format!("\"{name}\" = \"{hex}\""));
        }
    }
    std::fs::write(dir.join("manifest.toml"), lines.join("\n")).expect("a folder to write in");
}

/// The 16 bits of a number that they hold exactly, and that is zero or not below 2^-14.
fn half_bits(x: f32) -> u16 {
    if x == 0.0 {
        return 0;
    }
    let bits = x.to_bits();
    let exponent = (bits >> 23 & 0xff) as i32 - 112;
    assert!(exponent > 0 && exponent < 31 && bits & 0x1fff == 0, "{x} is not exact in 16 bits");
    ((bits >> 16 & 0x8000) | (exponent as u32) << 10 | (bits >> 13 & 0x3ff)) as u16
}

/// The small model in a folder of its own, and its path.
pub fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    SmallModel::random(7).write(dir.path());
    dir
}

pub fn open(dir: &Path, precision: Precision, kernel: tacitus_encoder::Kernel) -> Model {
    Model::open_with(dir, precision, kernel).expect("a whole model folder")
}

/// One document of one passage a line; tokens at spaces, sentences end with a period.
pub fn documents(lines: &[&str]) -> (Vec<Document>, Vec<Vec<Passage>>) {
    lines.iter().map(|line| (document(line), vec![passage(line)])).unzip()
}

pub fn document(text: &str) -> Document {
    Document {
        id: String::new(),
        text_id: String::new(),
        key: None,
        path: None,
        line: None,
        source: None,
        url: None,
        title: None,
        lang: None,
        published: Published { date: None, basis: Basis::Unknown },
        dateline: None,
        text: text.to_owned(),
    }
}

pub fn passage(text: &str) -> Passage {
    let (mut tokens, mut sentence, mut start) = (Vec::new(), 0, 0);
    for word in text.split(' ') {
        tokens.push((sentence, Token { span: Span::new(start, start + word.len()) }));
        start += word.len() + 1;
        sentence += usize::from(word == ".");
    }
    Passage { tokens, fresh_from: 0 }
}

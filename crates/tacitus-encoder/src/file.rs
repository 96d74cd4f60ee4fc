//! A model folder: what it must hold, and that it is whole.
//!
//! Takes a folder, gives its configuration, its vocabulary and the tensors of one number type. Every file is
//! held against its sha256 in `manifest.toml` before anything in it is used; a file that is missing, cut
//! short or changed is an error that names it. Nothing is run or repaired here.
//!
//! Example: `models/reader/` with `manifest.toml`, `config.json`, `vocab.txt`, `int8-1.safetensors`,
//! `half-1.safetensors`, `half-2.safetensors`.

use crate::float::{HEAD_WIDTH, Norm};
use crate::kernel::PANEL;
use crate::shape;
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::Path;
use tacitus_types::EncoderError;

const HINT: &str = "name a folder with the files its manifest.toml lists, or restore it from the repository";

/// The number type the network runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// 8-bit weights and inputs: what ships.
    Int8,
    /// Weights kept in 16-bit floating point, arithmetic in 32: the reference.
    Half,
}

impl Precision {
    /// Its files are called `int8-*.safetensors`, `half-*.safetensors`.
    pub fn name(self) -> &'static str {
        match self {
            Precision::Int8 => "int8",
            Precision::Half => "half",
        }
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The shape of the network: `config.json`.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Layers of the encoder.
    pub layers: usize,
    /// Numbers in a hidden state.
    pub width: usize,
    /// Attention heads, each 32 wide.
    pub attention_heads: usize,
    /// Numbers between the two matrices of the feed-forward part.
    pub intermediate: usize,
    /// Pieces a passage may have at most, `[CLS]` and `[SEP]` among them.
    pub max_positions: usize,
    /// Added to the variance in layer norm.
    pub layer_norm_eps: f32,
    /// Layers of the act head.
    pub act_layers: usize,
    /// As `intermediate`, in the act head.
    pub act_intermediate: usize,
    /// Distances from the trigger are told apart up to so many tokens on either side.
    pub act_window: usize,
    /// `TYPE/mode`, in the order of the mode head.
    pub modes: Vec<String>,
    /// Word shapes, see [`crate::shape`].
    pub n_shapes: usize,
}

impl Config {
    /// Can this program run a network of this shape?
    fn check(&self) -> Result<(), String> {
        let widths = [self.width, self.intermediate, self.act_intermediate];
        let conditions = [
            (self.width == self.attention_heads * HEAD_WIDTH, "`width` must be 32 × `attention_heads`"),
            (widths.iter().all(|w| *w > 0 && w % PANEL == 0), "widths must be multiples of 32, and not 0"),
            (widths.iter().all(|w| *w <= 65_536), "widths must not be above 65536"),
            (self.max_positions >= 3, "`max_positions` must be at least 3"),
            (self.n_shapes == shape::N_SHAPES, "`n_shapes` must be 16"),
            (self.layer_norm_eps > 0.0, "`layer_norm_eps` must be above 0"),
        ];
        conditions
            .into_iter()
            .find(|(holds, _)| !holds)
            .map_or(Ok(()), |(_, message)| Err(message.to_owned()))
    }
}

/// What a model folder holds in one number type.
#[derive(Debug)]
pub(crate) struct Folder {
    pub config: Config,
    /// `vocab.txt`: one piece a line.
    pub vocabulary: String,
    pub tensors: Tensors,
    /// Hash over the hashes of all files read, and the number type.
    pub edition: String,
}

#[derive(Deserialize)]
struct Manifest {
    files: BTreeMap<String, String>,
}

/// Reads and checks the folder.
pub(crate) fn read(dir: &Path, precision: Precision) -> Result<Folder, EncoderError> {
    let manifest = read_manifest(&dir.join("manifest.toml"))?;
    let mut edition = Sha256::new();
    edition.update(precision.name());
    let mut checked = |name: &str| {
        let bytes = read_checked(dir, name, &manifest)?;
        edition.update(format!("\n{name} {}", manifest.files[name].to_ascii_lowercase()));
        Ok::<_, EncoderError>(bytes)
    };

    let config = checked("config.json")?;
    let config: Config = serde_json::from_slice(&config).map_err(|e| broken(dir, "config.json", e))?;
    config.check().map_err(|e| broken(dir, "config.json", e))?;
    let vocabulary = String::from_utf8(checked("vocab.txt")?).map_err(|e| broken(dir, "vocab.txt", e))?;

    let mut tensors = Tensors { precision, file: dir.display().to_string(), by_name: BTreeMap::new() };
    let is_shard = |name: &&String| {
        name.strip_prefix(precision.name()).is_some_and(|rest| rest.starts_with('-'))
            && name.ends_with(".safetensors")
    };
    for name in manifest.files.keys().filter(is_shard) {
        let bytes = checked(name)?;
        tensors.add_shard(&bytes).map_err(|e| broken(dir, name, e))?;
    }
    if tensors.by_name.is_empty() {
        let what = format!("lists no file `{precision}-*.safetensors`");
        return Err(broken(dir, "manifest.toml", what));
    }
    Ok(Folder { config, vocabulary, tensors, edition: hex(&edition.finalize()) })
}

fn read_manifest(path: &Path) -> Result<Manifest, EncoderError> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| EncoderError::new(format!("cannot read `{}`: {e}", path.display()), Some(HINT)))?;
    toml::from_str(&text)
        .map_err(|e| EncoderError::new(format!("`{}` is not a manifest: {e}", path.display()), Some(HINT)))
}

fn read_checked(dir: &Path, name: &str, manifest: &Manifest) -> Result<Vec<u8>, EncoderError> {
    let wanted = manifest
        .files
        .get(name)
        .ok_or_else(|| broken(dir, "manifest.toml", format!("does not list `{name}`")))?;
    let bytes =
        std::fs::read(dir.join(name)).map_err(|e| broken(dir, name, format!("cannot be read: {e}")))?;
    let found = hex(&Sha256::digest(&bytes));
    if !found.eq_ignore_ascii_case(wanted) {
        let what = format!("is damaged or cut short: its sha256 is {found}, the manifest says {wanted}");
        return Err(broken(dir, name, what));
    }
    Ok(bytes)
}

fn broken(dir: &Path, name: &str, what: impl fmt::Display) -> EncoderError {
    EncoderError::new(format!("`{}`: {what}", dir.join(name).display()), Some(HINT))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a String takes all that is written");
        hex
    })
}

/// The tensors of one number type, taken out one by one.
#[derive(Debug)]
pub(crate) struct Tensors {
    precision: Precision,
    /// What messages name.
    file: String,
    by_name: BTreeMap<String, Tensor>,
}

#[derive(Debug)]
struct Tensor {
    kind: Dtype,
    shape: Vec<usize>,
    data: Vec<u8>,
}

impl Tensors {
    /// The number type of the set.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Is there a tensor of this name?
    pub fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    fn add_shard(&mut self, bytes: &[u8]) -> Result<(), String> {
        let shard = SafeTensors::deserialize(bytes).map_err(|e| format!("is not a safetensors file: {e}"))?;
        for (name, view) in shard.iter() {
            let tensor =
                Tensor { kind: view.dtype(), shape: view.shape().to_vec(), data: view.data().to_vec() };
            if self.by_name.insert(name.to_owned(), tensor).is_some() {
                return Err(format!("tensor `{name}` stands in another file too"));
            }
        }
        Ok(())
    }

    /// Takes a tensor of floating-point numbers, widened to `f32`; all of them finite.
    pub fn floats(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, EncoderError> {
        let kind = if self.precision == Precision::Half { Dtype::F16 } else { Dtype::F32 };
        let data = self.take(name, kind, shape)?;
        let numbers: Vec<f32> = if kind == Dtype::F16 {
            data.chunks_exact(2).map(|b| widen(u16::from_le_bytes([b[0], b[1]]))).collect()
        } else {
            data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
        };
        match numbers.iter().all(|x| x.is_finite()) {
            true => Ok(numbers),
            false => Err(self.wrong(name, "holds a number that is not finite")),
        }
    }

    /// Takes a tensor of 8-bit whole numbers from `-largest` to `largest`.
    pub fn bytes(&mut self, name: &str, shape: &[usize], largest: i8) -> Result<Vec<i8>, EncoderError> {
        let data = self.take(name, Dtype::I8, shape)?;
        let numbers: Vec<i8> = data.into_iter().map(|b| b as i8).collect();
        match numbers.iter().all(|x| (-largest..=largest).contains(x)) {
            true => Ok(numbers),
            false => Err(self.wrong(name, &format!("holds a weight beyond ±{largest}"))),
        }
    }

    /// Takes `PREFIX.weight` and `PREFIX.bias` of a layer norm.
    pub fn norm(&mut self, prefix: &str, width: usize, epsilon: f32) -> Result<Norm, EncoderError> {
        Ok(Norm {
            weight: self.floats(&format!("{prefix}.weight"), &[width])?,
            bias: self.floats(&format!("{prefix}.bias"), &[width])?,
            epsilon,
        })
    }

    /// Nothing may be left over: a tensor that no one asked for belongs to another network.
    pub fn finish(self) -> Result<(), EncoderError> {
        match self.by_name.keys().next() {
            None => Ok(()),
            Some(name) => Err(self.wrong(name, "is not part of this network")),
        }
    }

    fn take(&mut self, name: &str, kind: Dtype, shape: &[usize]) -> Result<Vec<u8>, EncoderError> {
        let tensor = self.by_name.remove(name).ok_or_else(|| self.wrong(name, "is missing"))?;
        if tensor.kind != kind || tensor.shape != shape {
            let (found, found_shape) = (tensor.kind, tensor.shape);
            return Err(self.wrong(name, &format!("is {found:?} {found_shape:?}, not {kind:?} {shape:?}")));
        }
        Ok(tensor.data)
    }

    fn wrong(&self, name: &str, what: &str) -> EncoderError {
        let message = format!("`{}` ({} weights): tensor `{name}` {what}", self.file, self.precision);
        EncoderError::new(message, Some("the weights do not fit config.json or this version of the program"))
    }
}

/// The `f32` equal to a number in 16-bit floating point (1 bit sign, 5 exponent, 10 fraction).
fn widen(half: u16) -> f32 {
    let sign = u32::from(half >> 15) << 31;
    let exponent = u32::from(half >> 10 & 31);
    let fraction = u32::from(half & 0x3ff);
    match exponent {
        // Below the normal range: fraction × 2^-24, which f32 holds exactly.
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_is_widened_exactly() {
        let cases = [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65_504.0),
            (0x0001, 5.960_464_5e-8),
            (0x83ff, -6.097_555e-5),
            (0x0400, 6.103_515_6e-5),
            (0x3555, 0.333_251_95),
        ];
        for (half, number) in cases {
            assert_eq!(widen(half), number, "{half:#x}");
        }
        assert!(widen(0x7c00).is_infinite() && widen(0x7e00).is_nan());
    }

    #[test]
    fn unknown_configuration_is_refused() {
        let known = r#"{"layers":1,"width":64,"attention_heads":2,"intermediate":128,"max_positions":512,
            "layer_norm_eps":1e-12,"act_layers":1,"act_intermediate":64,"act_window":32,"modes":[],"n_shapes":16}"#;
        let config: Config = serde_json::from_str(known).expect("every field is there");
        assert_eq!(config.check(), Ok(()));
        let more = known.replace("\"layers\"", "\"dropout\":0.1,\"layers\"");
        assert!(serde_json::from_str::<Config>(&more).is_err());
        let narrow = Config { width: 48, ..config };
        assert!(narrow.check().is_err());
    }
}

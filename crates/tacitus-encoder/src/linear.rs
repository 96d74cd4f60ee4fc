//! A linear layer, y = x Wᵀ + b, in 8-bit whole numbers or in `f32`, with the GELU after it where asked.
//!
//! Takes rows of `f32`, gives rows of `f32`. In whole numbers each row is brought to 255 steps of its own
//! between its smallest and largest number (0 included), multiplied by weights from -63 to 63, summed
//! exactly, and brought back: ((Σ − zero × Σ weights) × (row scale × channel scale)) + bias, in this order.
//! A row's answer never depends on the rows beside it.
//!
//! Example: the row [-1, 0, 4] has 255 steps of 5/255; its zero stands at step 51.

use crate::file::{Precision, Tensors};
use crate::float::{self, LANES, fit};
use crate::kernel::{Arithmetic, Kernel, PANEL, TILE_ROWS};
use tacitus_types::EncoderError;

/// Weights beyond this could be cut off by `vpmaddubsw`; see [`crate::kernel`].
pub const LARGEST_WEIGHT: i8 = 63;

/// A linear layer in the number type of its weights.
#[derive(Debug)]
pub enum Linear {
    /// 8-bit weights.
    Int8(Int8Weights),
    /// Single-precision weights.
    Float(FloatWeights),
}

/// Whole-number weights, packed: panels of 32 channels; in a panel, for every 4 inputs, each channel's 4
/// weights beside each other.
#[derive(Debug)]
pub struct Int8Weights {
    depth: usize,
    channels: usize,
    panels: Vec<i8>,
    /// Per channel: what a weight of 1 is worth.
    scales: Vec<f32>,
    /// Per channel: sum of its weights.
    sums: Vec<i32>,
    bias: Vec<f32>,
}

/// Single-precision weights, packed: panels of 16 channels, filled up with zeros; in a panel, for every
/// input, the 16 weights beside each other.
#[derive(Debug)]
pub struct FloatWeights {
    depth: usize,
    channels: usize,
    panels: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows in 255 steps: x ≈ (byte − zero) × scale.
#[derive(Debug, Default)]
pub struct Quantised {
    bytes: Vec<u8>,
    scales: Vec<f32>,
    zeros: Vec<i32>,
    n_rows: usize,
}

impl Linear {
    /// Takes the tensors `NAME.weight` and `NAME.bias` (and `NAME.scale`) of each name out of `tensors` and
    /// stacks their channels. In whole numbers if the set is of whole numbers and `head_output` is false.
    pub(crate) fn load(
        tensors: &mut Tensors,
        names: &[String],
        depth: usize,
        channels: usize,
        head_output: bool,
    ) -> Result<Linear, EncoderError> {
        let mut bias = Vec::new();
        for name in names {
            bias.extend(tensors.floats(&format!("{name}.bias"), &[channels])?);
        }
        if tensors.precision() == Precision::Half || head_output {
            let mut weights = Vec::new();
            for name in names {
                weights.extend(tensors.floats(&format!("{name}.weight"), &[channels, depth])?);
            }
            return Ok(Linear::Float(FloatWeights::pack(&weights, depth, bias)));
        }
        let (mut weights, mut scales) = (Vec::new(), Vec::new());
        for name in names {
            weights.extend(tensors.bytes(&format!("{name}.weight"), &[channels, depth], LARGEST_WEIGHT)?);
            scales.extend(tensors.floats(&format!("{name}.scale"), &[channels])?);
        }
        Ok(Linear::Int8(Int8Weights::pack(&weights, depth, scales, bias)))
    }

    /// Length of an output row.
    pub fn channels(&self) -> usize {
        match self {
            Linear::Int8(weights) => weights.channels,
            Linear::Float(weights) => weights.channels,
        }
    }

    /// Fills `out` (rows of [`Linear::channels`]) from `x`; `quantised` is room to work in.
    pub fn apply(&self, kernel: Kernel, x: &[f32], gelu: bool, quantised: &mut Quantised, out: &mut [f32]) {
        match self {
            Linear::Int8(weights) => {
                kernel.quantise(x, weights.depth, quantised);
                kernel.linear_int8(weights, quantised, gelu, out);
            }
            Linear::Float(weights) => kernel.linear_float(weights, x, gelu, out),
        }
    }
}

impl Int8Weights {
    /// Packs `weights[channel][input]`. Inputs come in multiples of 4, channels in multiples of 32.
    pub fn pack(weights: &[i8], depth: usize, scales: Vec<f32>, bias: Vec<f32>) -> Int8Weights {
        let channels = bias.len();
        assert!(depth % 4 == 0 && channels % PANEL == 0, "{channels} x {depth} cannot be packed");
        assert!(weights.len() == channels * depth && scales.len() == channels, "a scale for each channel");
        let mut panels = Vec::with_capacity(weights.len());
        for panel in weights.chunks_exact(PANEL * depth) {
            for i in (0..depth).step_by(4) {
                for channel in panel.chunks_exact(depth) {
                    panels.extend_from_slice(&channel[i..i + 4]);
                }
            }
        }
        let sums = weights.chunks_exact(depth).map(|row| row.iter().map(|w| i32::from(*w)).sum()).collect();
        Int8Weights { depth, channels, panels, scales, sums, bias }
    }
}

impl FloatWeights {
    /// Packs `weights[channel][input]`.
    pub fn pack(weights: &[f32], depth: usize, bias: Vec<f32>) -> FloatWeights {
        let channels = bias.len();
        assert!(weights.len() == channels * depth, "a row of weights for each channel");
        let mut panels = vec![0.0; channels.next_multiple_of(LANES) * depth];
        for (channel, row) in weights.chunks_exact(depth).enumerate() {
            let panel = &mut panels[channel / LANES * LANES * depth..][..LANES * depth];
            for (i, weight) in row.iter().enumerate() {
                panel[i * LANES + channel % LANES] = *weight;
            }
        }
        FloatWeights { depth, channels, panels, bias }
    }
}

/// Brings each row of `x` to 255 steps.
#[inline(always)]
pub(crate) fn quantise<K: Arithmetic>(x: &[f32], depth: usize, quantised: &mut Quantised) {
    let n_rows = x.len() / depth;
    quantised.n_rows = n_rows;
    let bytes = fit(&mut quantised.bytes, n_rows * depth);
    let scales = fit(&mut quantised.scales, n_rows);
    let zeros = fit(&mut quantised.zeros, n_rows);
    for (r, row) in x.chunks_exact(depth).enumerate() {
        (scales[r], zeros[r]) = quantise_row(row, &mut bytes[r * depth..(r + 1) * depth]);
    }
}

/// Fills `bytes`; returns the row's scale and zero.
#[inline(always)]
fn quantise_row(row: &[f32], bytes: &mut [u8]) -> (f32, i32) {
    let (low, high) = extent(row);
    // Below this the steps would leave the range of normal numbers; such a row is nothing but zeros.
    if high - low < 1e-30 {
        bytes.fill(0);
        return (1.0, 0);
    }
    let steps = 255.0 / (high - low);
    let zero = float::nearest(-low * steps);
    for (byte, x) in bytes.iter_mut().zip(row) {
        let step = float::nearest(x * steps) + zero;
        *byte = step.clamp(0, 255) as u8;
    }
    ((high - low) / 255.0, zero)
}

/// The smallest and largest number of a row, 0 included.
#[inline(always)]
fn extent(row: &[f32]) -> (f32, f32) {
    let smaller = |a: f32, b: f32| if a < b { a } else { b };
    let larger = |a: f32, b: f32| if a > b { a } else { b };
    let (mut low, mut high) = ([0.0f32; LANES], [0.0f32; LANES]);
    let mut chunks = row.chunks_exact(LANES);
    for chunk in &mut chunks {
        for c in 0..LANES {
            low[c] = smaller(chunk[c], low[c]);
            high[c] = larger(chunk[c], high[c]);
        }
    }
    for (c, x) in chunks.remainder().iter().enumerate() {
        low[c] = smaller(*x, low[c]);
        high[c] = larger(*x, high[c]);
    }
    (low.into_iter().fold(0.0, smaller), high.into_iter().fold(0.0, larger))
}

/// The layer in whole numbers. Panel by panel: a panel (12 to 48 kB) stays in the nearest cache while all
/// rows pass it.
#[inline(always)]
pub(crate) fn int8<K: Arithmetic>(weights: &Int8Weights, x: &Quantised, gelu: bool, out: &mut [f32]) {
    let (depth, channels) = (weights.depth, weights.channels);
    assert!(out.len() == x.n_rows * channels, "one row out for each row in");
    let bytes = &x.bytes[..x.n_rows * depth];
    let mut sums = [[0; PANEL]; TILE_ROWS];
    for (panel_idx, panel) in weights.panels.chunks_exact(PANEL * depth).enumerate() {
        let first = panel_idx * PANEL;
        let part = Part {
            scales: weights.scales[first..].first_chunk().expect("channels come in whole panels"),
            sums: weights.sums[first..].first_chunk().expect("channels come in whole panels"),
            bias: weights.bias[first..].first_chunk().expect("channels come in whole panels"),
        };
        for (tile_idx, rows) in bytes.chunks(TILE_ROWS * depth).enumerate() {
            K::dot(rows, depth, panel, &mut sums);
            for (r, sums) in sums.iter().enumerate().take(rows.len() / depth) {
                let row_idx = tile_idx * TILE_ROWS + r;
                let to = &mut out[row_idx * channels + first..][..PANEL];
                part.bring_back(sums, x.scales[row_idx], x.zeros[row_idx], gelu, to);
            }
        }
    }
}

/// What one panel needs to bring sums back to `f32`.
struct Part<'a> {
    scales: &'a [f32; PANEL],
    sums: &'a [i32; PANEL],
    bias: &'a [f32; PANEL],
}

impl Part<'_> {
    #[inline(always)]
    fn bring_back(&self, sums: &[i32; PANEL], scale: f32, zero: i32, gelu: bool, out: &mut [f32]) {
        let out: &mut [f32; PANEL] = out.try_into().expect("a row of the panel");
        for c in 0..PANEL {
            out[c] = (sums[c] - zero * self.sums[c]) as f32 * (scale * self.scales[c]) + self.bias[c];
        }
        if gelu {
            for x in out {
                *x = float::gelu(*x);
            }
        }
    }
}

/// The layer in `f32`.
#[inline(always)]
pub(crate) fn floating<K: Arithmetic>(weights: &FloatWeights, x: &[f32], gelu: bool, out: &mut [f32]) {
    let (depth, channels) = (weights.depth, weights.channels);
    let n_rows = x.len() / depth;
    assert!(out.len() == n_rows * channels, "one row out for each row in");
    for (panel_idx, panel) in weights.panels.chunks_exact(LANES * depth).enumerate() {
        let columns = panel_idx * LANES..channels.min((panel_idx + 1) * LANES);
        let bias = &weights.bias[columns.clone()];
        for from in (0..n_rows).step_by(K::FLOAT_ROWS) {
            let n_rows = K::FLOAT_ROWS.min(n_rows - from);
            let sums = float::tile::<K>(&x[from * depth..], n_rows, depth, panel);
            for (r, sums) in sums.iter().enumerate().take(n_rows) {
                let to = &mut out[(from + r) * channels..][columns.clone()];
                for ((to, sum), bias) in to.iter_mut().zip(sums).zip(bias) {
                    *to = sum + bias;
                    if gelu {
                        *to = float::gelu(*to);
                    }
                }
            }
        }
    }
}

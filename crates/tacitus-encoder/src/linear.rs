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
        assert!(
            depth.is_multiple_of(4) && channels.is_multiple_of(PANEL),
            "{channels} x {depth} cannot be packed"
        );
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
#[allow(clippy::extra_unused_type_parameters)] // every function of the kernel table has it
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
    let low = float::extreme(row, 0.0, float::smaller);
    let high = float::extreme(row, 0.0, float::larger);
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
            let rows = float::rows_of(&x[from * depth..], n_rows, depth, depth);
            let sums = float::tile::<K>(rows, panel);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows whose bytes are given, at scale 1.
    fn rows_of(bytes: Vec<u8>, depth: usize, zero: i32) -> Quantised {
        let n_rows = bytes.len() / depth;
        Quantised { bytes, scales: vec![1.0; n_rows], zeros: vec![zero; n_rows], n_rows }
    }

    /// The definition, summed in 64 bits.
    fn expected(bytes: &[u8], weights: &[i8], depth: usize, zero: i32) -> Vec<f32> {
        let mut out = Vec::new();
        for row in bytes.chunks_exact(depth) {
            for weights in weights.chunks_exact(depth) {
                let terms = row.iter().zip(weights);
                let sum: i64 = terms.map(|(x, w)| (i64::from(*x) - i64::from(zero)) * i64::from(*w)).sum();
                out.push(sum as f32);
            }
        }
        out
    }

    fn check(bytes: Vec<u8>, weights: Vec<i8>, depth: usize, zero: i32) {
        let channels = weights.len() / depth;
        let expected = expected(&bytes, &weights, depth, zero);
        let packed = Int8Weights::pack(&weights, depth, vec![1.0; channels], vec![0.0; channels]);
        let rows = rows_of(bytes, depth, zero);
        for kernel in Kernel::available() {
            let mut out = vec![f32::NAN; expected.len()];
            kernel.linear_int8(&packed, &rows, false, &mut out);
            assert_eq!(out, expected, "{kernel}");
        }
    }

    #[test]
    fn the_largest_products_are_summed_exactly() {
        for (byte, weight) in [(255, 63), (255, -63), (0, 63), (1, -63)] {
            for depth in [4, 384, 1536] {
                check(vec![byte; 13 * depth], vec![weight; 64 * depth], depth, 0);
                check(vec![byte; depth], vec![weight; 32 * depth], depth, 255);
            }
        }
        // Neighbours of opposite sign, and of the same sign by pairs.
        let alternating: Vec<i8> = (0..32 * 64).map(|i| if i % 2 == 0 { 63 } else { -63 }).collect();
        let by_pairs: Vec<i8> = (0..32 * 64).map(|i| if i % 4 < 2 { 63 } else { -63 }).collect();
        check(vec![255; 5 * 64], alternating, 64, 128);
        check(vec![255; 5 * 64], by_pairs, 64, 128);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_kernel_sums_exactly(
            n_rows in 1usize..30, depth in (1usize..40).prop_map(|n| 4 * n), panels in 1usize..4,
            zero in 0i32..256, seed in any::<u64>(),
        ) {
            let mut state = seed;
            let mut next = move || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state >> 40
            };
            let bytes = (0..n_rows * depth).map(|_| next() as u8).collect();
            let weights = (0..panels * PANEL * depth).map(|_| (next() % 127) as i8 - 63).collect();
            check(bytes, weights, depth, zero);
        }

        #[test]
        fn every_kernel_rounds_alike(
            n_rows in 1usize..20, depth in 1usize..70, seed in any::<u64>(), gelu in any::<bool>(),
        ) {
            let mut state = seed;
            let mut next = move || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 40) as f32 / 4_000_000.0 - 2.0
            };
            let x: Vec<f32> = (0..n_rows * depth).map(|_| next()).collect();
            let weights: Vec<f32> = (0..21 * depth).map(|_| next()).collect();
            let packed = FloatWeights::pack(&weights, depth, (0..21).map(|_| next()).collect());
            let run = |kernel: Kernel| {
                let (mut out, mut quantised) = (vec![f32::NAN; n_rows * 21], Quantised::default());
                kernel.linear_float(&packed, &x, gelu, &mut out);
                kernel.quantise(&x, depth, &mut quantised);
                let bits = |numbers: &[f32]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
                (bits(&out), quantised.bytes, bits(&quantised.scales), quantised.zeros)
            };
            let expected = run(Kernel::named("scalar").expect("runs everywhere"));
            for kernel in Kernel::available() {
                prop_assert_eq!(run(kernel), expected.clone(), "{}", kernel);
            }
        }

        #[test]
        fn every_kernel_attends_alike(n in 1usize..40, seed in any::<u64>()) {
            let mut state = seed;
            let mut next = move || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 40) as f32 / 2_000_000.0 - 4.0
            };
            let qkv: Vec<f32> = (0..n * 3 * 64).map(|_| next()).collect();
            let run = |kernel: Kernel| {
                let mut out = vec![f32::NAN; n * 64];
                kernel.attention(&qkv, 64, &mut float::AttentionScratch::default(), &mut out);
                out.iter().map(|x| x.to_bits()).collect::<Vec<_>>()
            };
            let expected = run(Kernel::named("scalar").expect("runs everywhere"));
            for kernel in Kernel::available() {
                prop_assert_eq!(run(kernel), expected.clone(), "{}", kernel);
            }
        }
    }

    #[test]
    fn a_row_is_brought_to_steps_that_hold_zero_exactly() {
        let cases: [(&[f32], &[u8], i32); 4] = [
            (&[-1.0, 0.0, 4.0, 2.0], &[0, 51, 255, 153], 51),
            (&[1.0, 2.0, 255.0, 4.4], &[1, 2, 255, 4], 0),
            (&[-255.0, -254.0, -0.6, -3.0], &[0, 1, 254, 252], 255),
            (&[0.0, 0.0, -0.0, 0.0], &[0, 0, 0, 0], 0),
        ];
        for (row, bytes, zero) in cases {
            let mut quantised = Quantised::default();
            Kernel::available()[0].quantise(row, 4, &mut quantised);
            assert_eq!((&quantised.bytes[..], quantised.zeros[0]), (bytes, zero), "{row:?}");
        }
    }
}

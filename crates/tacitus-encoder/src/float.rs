//! The floating-point parts: exponential, error function, layer norm, softmax, attention.
//!
//! Takes and gives `f32`. Never calls a mathematics library, never fuses a product with a sum, and adds
//! along a row in 16 fixed lanes and then one fixed tree, so that one source compiled for several
//! instruction sets rounds everywhere alike. (Square root and division are exact by IEEE 754.)
//!
//! Example: `exp(1.0)` is 2.7182817 on every machine.

use crate::kernel::Arithmetic;

/// Numbers added side by side.
pub const LANES: usize = 16;
/// The most rows of [`LANES`] accumulators any kernel holds in registers.
pub const MAX_ROWS: usize = 8;
/// Numbers of one attention head. BERT's small models have heads of this width throughout.
pub const HEAD_WIDTH: usize = 32;

/// Adding and taking away 1.5 × 2^23 rounds a number below 2^22 to a whole one, half to even.
const ROUNDER: f32 = 12_582_912.0;

/// The whole number nearest to `x`, half to even; `x` between ±2^22.
#[inline(always)]
pub fn nearest(x: f32) -> i32 {
    (x + ROUNDER).to_bits() as i32 - ROUNDER.to_bits() as i32
}

/// e^x to 2 units in the last place; 0 below -87, and e^88 above 88.
///
/// x = n ln 2 + r with |r| ≤ ln 2 / 2; e^r by its Taylor polynomial of degree 7; 2^n by its bits.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    // ln 2 in two parts; the first has 9 bits, so that n times it is exact.
    const LN2_HIGH: f32 = 355.0 / 512.0;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let clamped = smaller(larger(x, -87.0), 88.0);
    let shifted = clamped * std::f32::consts::LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let r = clamped - n * LN2_HIGH - n * LN2_LOW;
    let mut sum = 1.0 / 5040.0;
    for factor in [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = sum * r + factor;
    }
    let power = f32::from_bits(((shifted.to_bits() as i32 - ROUNDER.to_bits() as i32 + 127) << 23) as u32);
    if x < -87.0 { 0.0 } else { sum * power }
}

/// The error function to 4e-7: x P(x²) / Q(x²), fitted for the least largest relative error on 0 to 4;
/// beyond 4 it is 1 to the last place but one.
#[inline(always)]
pub fn erf(x: f32) -> f32 {
    const ABOVE: [f32; 6] = [
        1.986_803_4e-6,
        2.845_592e-4,
        3.883_112_8e-3,
        5.310_103_2e-2,
        1.935_398_9e-1,
        std::f32::consts::FRAC_2_SQRT_PI,
    ];
    const BELOW: [f32; 6] =
        [3.742_004e-5, 1.185_512_2e-3, 1.520_679_1e-2, 1.153_478_3e-1, 5.048_528_2e-1, 1.0];
    let clamped = smaller(larger(x, -4.0), 4.0);
    let square = clamped * clamped;
    let (mut above, mut below) = (ABOVE[0], BELOW[0]);
    for i in 1..6 {
        above = above * square + ABOVE[i];
        below = below * square + BELOW[i];
    }
    clamped * above / below
}

/// The Gaussian error linear unit, in its exact form: x Φ(x).
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// 1 / (1 + e^-x).
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Turns scores into probabilities that add up to 1.
pub fn softmax(row: &mut [f32]) {
    let sum = exponentials(row);
    row.iter_mut().for_each(|x| *x /= sum);
}

/// Brings a power of two of lanes together, half to half: always the same tree.
#[inline(always)]
fn tree<const N: usize>(mut lanes: [f32; N], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut half = N / 2;
    while half > 0 {
        for i in 0..half {
            lanes[i] = join(lanes[i], lanes[i + half]);
        }
        half /= 2;
    }
    lanes[0]
}

/// Sum over `f` of a row.
#[inline(always)]
fn sum_of(row: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for c in 0..LANES {
            lanes[c] += f(chunk[c]);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane += f(*x);
    }
    tree(lanes, |a, b| a + b)
}

/// The largest number of a row, or the smallest (by `better`), but `start` if that is better still.
#[inline(always)]
pub fn extreme(row: &[f32], start: f32, better: impl Fn(f32, f32) -> f32) -> f32 {
    // Four times the lanes of a sum, since each step waits for the one before. No order changes the result.
    let mut lanes = [start; 4 * LANES];
    let (chunks, rest) = row.as_chunks::<{ 4 * LANES }>();
    for chunk in chunks {
        for c in 0..4 * LANES {
            lanes[c] = better(chunk[c], lanes[c]);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane = better(*x, *lane);
    }
    tree(lanes, better)
}

/// The smaller number, for [`extreme`].
#[inline(always)]
pub fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The larger number, for [`extreme`].
#[inline(always)]
pub fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// Replaces each x of a row by e^(x - largest) and returns their sum.
#[inline(always)]
fn exponentials(row: &mut [f32]) -> f32 {
    let top = extreme(row, f32::NEG_INFINITY, larger);
    for x in row.iter_mut() {
        *x = exp(*x - top);
    }
    sum_of(row, |x| x)
}

/// Layer norm: each row brought to mean 0 and variance 1, then scaled and moved per column.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Scale of each column.
    pub weight: Vec<f32>,
    /// Shift of each column.
    pub bias: Vec<f32>,
    /// Added to the variance.
    pub epsilon: f32,
}

/// Brings every row of `x` to [`Norm`].
#[inline(always)]
pub fn normalise<K: Arithmetic>(x: &mut [f32], norm: &Norm) {
    for row in x.chunks_exact_mut(norm.weight.len()) {
        normalise_row(row, norm);
    }
}

/// `x` becomes norm(x + added), row by row.
#[inline(always)]
pub fn add_and_normalise<K: Arithmetic>(x: &mut [f32], added: &[f32], norm: &Norm) {
    let width = norm.weight.len();
    for (row, added) in x.chunks_exact_mut(width).zip(added.chunks_exact(width)) {
        for (x, added) in row.iter_mut().zip(added) {
            *x += *added;
        }
        normalise_row(row, norm);
    }
}

#[inline(always)]
fn normalise_row(row: &mut [f32], norm: &Norm) {
    let width = row.len() as f32;
    let mean = sum_of(row, |x| x) / width;
    let variance = sum_of(row, |x| (x - mean) * (x - mean)) / width;
    let inverse = 1.0 / (variance + norm.epsilon).sqrt();
    for ((x, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
        *x = (*x - mean) * inverse * weight + bias;
    }
}

/// Up to [`MAX_ROWS`] rows for [`tile`], each `depth` long, that stand `stride` apart. A tile that is not
/// full repeats its last row: simpler than a second loop, and what it gives for it is not used.
#[inline(always)]
pub fn rows_of(x: &[f32], n_rows: usize, stride: usize, depth: usize) -> [&[f32]; MAX_ROWS] {
    std::array::from_fn(|r| &x[r.min(n_rows - 1) * stride..][..depth])
}

/// `out[r][c] = Σ rows[r][i] × panel[i][c]` for the first `K::FLOAT_ROWS` rows; the sum over i in order, one
/// number at a time. `panel` has [`LANES`] numbers for each i.
#[inline(always)]
pub fn tile<K: Arithmetic>(rows: [&[f32]; MAX_ROWS], panel: &[f32]) -> [[f32; LANES]; MAX_ROWS] {
    let (panel, _) = panel.as_chunks::<LANES>();
    let rows = rows.map(|row| &row[..panel.len()]);
    let mut sums = [[0.0; LANES]; MAX_ROWS];
    for (i, weights) in panel.iter().enumerate() {
        let weights = *weights;
        for r in 0..K::FLOAT_ROWS {
            let x = rows[r][i];
            for c in 0..LANES {
                sums[r][c] += x * weights[c];
            }
        }
    }
    sums
}

/// Room for [`attention`], kept from call to call.
#[derive(Debug, Default)]
pub struct AttentionScratch {
    queries: Vec<f32>,
    keys: Vec<f32>,
    values: Vec<f32>,
    scores: Vec<f32>,
}

/// Multi-head attention over the rows of one passage. A row of `qkv` holds its query, key and value, each
/// `width` long; a row of `out` the mixed values. Head h reads and writes columns 32h to 32h + 31.
#[inline(always)]
pub fn attention<K: Arithmetic>(qkv: &[f32], width: usize, scratch: &mut AttentionScratch, out: &mut [f32]) {
    let n = out.len() / width;
    let padded = n.next_multiple_of(LANES);
    let queries = fit(&mut scratch.queries, n * HEAD_WIDTH);
    let keys = fit(&mut scratch.keys, padded * HEAD_WIDTH);
    let values = fit(&mut scratch.values, n * HEAD_WIDTH);
    let scores = fit(&mut scratch.scores, MAX_ROWS * padded);
    for column in (0..width).step_by(HEAD_WIDTH) {
        pack_head(qkv, width, column, queries, keys, values);
        for from in (0..n).step_by(K::FLOAT_ROWS) {
            let n_rows = K::FLOAT_ROWS.min(n - from);
            let out = &mut out[from * width..(from + n_rows) * width];
            mix_rows::<K>(&queries[from * HEAD_WIDTH..], n, keys, values, scores, width, column, out);
        }
    }
}

/// Lays one head out for [`tile`]: queries by rows, already divided by √32; keys in panels of 16 tokens,
/// the last filled up with zeros; values in panels of 16 columns.
#[inline(always)]
fn pack_head(
    qkv: &[f32],
    width: usize,
    column: usize,
    queries: &mut [f32],
    keys: &mut [f32],
    values: &mut [f32],
) {
    let scale = 1.0 / (HEAD_WIDTH as f32).sqrt();
    let n = queries.len() / HEAD_WIDTH;
    let last_panel = keys.len() - LANES * HEAD_WIDTH;
    keys[last_panel..].fill(0.0);
    for (token_idx, row) in qkv.chunks_exact(3 * width).enumerate() {
        let query = &row[column..column + HEAD_WIDTH];
        let key = &row[width + column..width + column + HEAD_WIDTH];
        let value = &row[2 * width + column..2 * width + column + HEAD_WIDTH];
        for (to, x) in queries[token_idx * HEAD_WIDTH..][..HEAD_WIDTH].iter_mut().zip(query) {
            *to = *x * scale;
        }
        let panel = &mut keys[token_idx / LANES * LANES * HEAD_WIDTH..][..LANES * HEAD_WIDTH];
        for (to, x) in panel[token_idx % LANES..].iter_mut().step_by(LANES).zip(key) {
            *to = *x;
        }
        for (half, value) in value.chunks_exact(LANES).enumerate() {
            values[(half * n + token_idx) * LANES..][..LANES].copy_from_slice(value);
        }
    }
}

/// One head for the next few query rows: scores against all keys, softmax, mixed values.
#[inline(always)]
#[allow(clippy::too_many_arguments)] // the parts of one head, which no type would make clearer
fn mix_rows<K: Arithmetic>(
    queries: &[f32],
    n: usize,
    keys: &[f32],
    values: &[f32],
    scores: &mut [f32],
    width: usize,
    column: usize,
    out: &mut [f32],
) {
    let n_rows = out.len() / width;
    let padded = keys.len() / HEAD_WIDTH;
    let rows = rows_of(queries, n_rows, HEAD_WIDTH, HEAD_WIDTH);
    for (panel_idx, panel) in keys.chunks_exact(LANES * HEAD_WIDTH).enumerate() {
        let products = tile::<K>(rows, panel);
        for r in 0..n_rows {
            scores[r * padded + panel_idx * LANES..][..LANES].copy_from_slice(&products[r]);
        }
    }
    let mut sums = [1.0; MAX_ROWS];
    for r in 0..n_rows {
        let row = &mut scores[r * padded..(r + 1) * padded];
        // Tokens that are not there get no share: e^-∞ is 0.
        row[n..].fill(f32::NEG_INFINITY);
        sums[r] = exponentials(row);
    }
    let rows = rows_of(scores, n_rows, padded, n);
    for (half, panel) in values.chunks_exact(LANES * n).enumerate() {
        let mixed = tile::<K>(rows, panel);
        for r in 0..n_rows {
            let to = &mut out[r * width + column + half * LANES..][..LANES];
            for (to, x) in to.iter_mut().zip(&mixed[r]) {
                *to = *x / sums[r];
            }
        }
    }
}

/// A slice of this length of a buffer that only ever grows. What stands in it is left over from before.
pub fn fit<T: Clone + Default>(buffer: &mut Vec<T>, len: usize) -> &mut [T] {
    if buffer.len() < len {
        buffer.resize(len, T::default());
    }
    &mut buffer[..len]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_agrees_with_double_precision() {
        for i in -87_000..88_000 {
            let x = i as f32 / 1000.0;
            let (ours, exact) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((ours / exact - 1.0).abs() < 3e-7, "exp({x}) = {ours}, not {exact}");
        }
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-1e30), 0.0);
        assert_eq!(exp(f32::NEG_INFINITY), 0.0);
        assert!(exp(1e30).is_finite());
    }

    /// erf by its Taylor series in double precision, and by symmetry: an independent way.
    fn erf_series(x: f64) -> f64 {
        let (mut term, mut sum) = (x, x);
        for n in 1..200 {
            term *= -x * x / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        sum * 2.0 / std::f64::consts::PI.sqrt()
    }

    #[test]
    fn erf_agrees_with_its_series() {
        for i in -4000..=4000 {
            let x = i as f32 / 1000.0;
            assert!((f64::from(erf(x)) - erf_series(f64::from(x))).abs() < 1e-6, "erf({x})");
        }
        assert!((erf(9.0) - 1.0).abs() < 2e-7 && (erf(-9.0) + 1.0).abs() < 2e-7);
    }

    #[test]
    fn nearest_rounds_half_to_even() {
        let cases = [(0.5, 0), (1.5, 2), (2.5, 2), (-0.5, 0), (-1.5, -2), (254.49, 254), (255.0, 255)];
        for (x, rounded) in cases {
            assert_eq!(nearest(x), rounded, "{x}");
        }
    }

    #[test]
    fn softmax_adds_up_to_one_even_with_large_scores() {
        let mut row = [1000.0, 999.0, -1000.0, 0.0, 998.0, 1.0, 2.0];
        softmax(&mut row);
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(row[0] > row[1] && row[1] > row[4] && row[2] == 0.0);
    }

    #[test]
    fn norm_gives_mean_zero_and_variance_one() {
        let norm = Norm { weight: vec![1.0; 20], bias: vec![0.0; 20], epsilon: 1e-12 };
        let mut row: Vec<f32> = (0..20).map(|i| 100.0 + (i * i) as f32).collect();
        crate::Kernel::named("scalar").expect("runs everywhere").normalise(&mut row, &norm);
        assert!(row.iter().sum::<f32>().abs() < 1e-4);
        assert!((row.iter().map(|x| x * x).sum::<f32>() / 20.0 - 1.0).abs() < 1e-5);
        assert!(row.windows(2).all(|pair| pair[0] < pair[1]));
    }
}

//! One BERT layer: x = norm1(x + out(attention)); x = norm2(x + down(gelu(up(x)))).
//!
//! Takes the rows of several passages laid end to end, without padding, and where each begins; changes them
//! in place. Rows of one passage never see those of another.
//!
//! Example: passages of 7 and 12 pieces are 19 rows; attention runs over 7 × 7 and 12 × 12 pairs.

use crate::file::Tensors;
use crate::float::{AttentionScratch, Norm, fit};
use crate::kernel::Kernel;
use crate::linear::{Linear, Quantised};
use std::ops::Range;
use tacitus_types::EncoderError;

/// Rows that pass the feed-forward part together, so that what lies between its two matrices stays in the
/// second-level cache (96 × 1,536 × 4 bytes = 0.6 MB). A multiple of the tile.
const BLOCK_ROWS: usize = 96;

/// One layer's weights.
#[derive(Debug)]
pub struct Layer {
    /// Queries, keys and values stacked, so that a row is quantised once for all three.
    query_key_value: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
}

/// Room to work in, kept from call to call.
#[derive(Debug, Default)]
pub struct LayerScratch {
    quantised: Quantised,
    query_key_value: Vec<f32>,
    mixed: Vec<f32>,
    inner: Vec<f32>,
    added: Vec<f32>,
    attention: AttentionScratch,
}

impl Layer {
    /// Takes the tensors `PREFIX.query.weight` and so on.
    pub(crate) fn load(
        tensors: &mut Tensors,
        prefix: &str,
        width: usize,
        intermediate: usize,
        epsilon: f32,
    ) -> Result<Layer, EncoderError> {
        let name = |part: &str| format!("{prefix}.{part}");
        let attended = ["query", "key", "value"].map(name);
        Ok(Layer {
            query_key_value: Linear::load(tensors, &attended, width, width, false)?,
            out: Linear::load(tensors, &[name("out")], width, width, false)?,
            norm1: tensors.norm(&name("norm1"), width, epsilon)?,
            up: Linear::load(tensors, &[name("up")], width, intermediate, false)?,
            down: Linear::load(tensors, &[name("down")], intermediate, width, false)?,
            norm2: tensors.norm(&name("norm2"), width, epsilon)?,
        })
    }

    /// Passes the rows `x` of these passages through the layer. The passages cover all of `x`.
    pub fn forward(
        &self,
        kernel: Kernel,
        x: &mut [f32],
        passages: &[Range<usize>],
        scratch: &mut LayerScratch,
    ) {
        let width = self.out.channels();
        let n_rows = x.len() / width;
        let quantised = &mut scratch.quantised;
        let qkv = fit(&mut scratch.query_key_value, n_rows * 3 * width);
        let mixed = fit(&mut scratch.mixed, n_rows * width);
        self.query_key_value.apply(kernel, x, false, quantised, qkv);
        for rows in passages {
            let qkv = &qkv[rows.start * 3 * width..rows.end * 3 * width];
            let mixed = &mut mixed[rows.start * width..rows.end * width];
            kernel.attention(qkv, width, &mut scratch.attention, mixed);
        }
        for (x, mixed) in x.chunks_mut(BLOCK_ROWS * width).zip(mixed.chunks(BLOCK_ROWS * width)) {
            let added = fit(&mut scratch.added, x.len());
            self.out.apply(kernel, mixed, false, quantised, added);
            kernel.add_and_normalise(x, added, &self.norm1);
            let inner = fit(&mut scratch.inner, x.len() / width * self.up.channels());
            self.up.apply(kernel, x, true, quantised, inner);
            self.down.apply(kernel, inner, false, quantised, added);
            kernel.add_and_normalise(x, added, &self.norm2);
        }
    }
}

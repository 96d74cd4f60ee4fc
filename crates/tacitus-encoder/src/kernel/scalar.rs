//! Sums of products of bytes in plain Rust: runs everywhere, and is what the other kernels are held to.
//!
//! Takes rows and a panel of weights, gives exact sums; never anything else.
//!
//! Example: the row `[1, 2, 3, 4]` and a channel `[1, -1, 1, -1]` give -2.

use super::{Arithmetic, PANEL, Tile};
use std::hint::black_box;

/// Plain Rust, for whatever the compiler's target has.
#[derive(Clone, Copy)]
pub struct Scalar;

impl Arithmetic for Scalar {
    const FLOAT_ROWS: usize = 2;

    #[inline(always)]
    fn dot(rows: &[u8], depth: usize, panel: &[i8], sums: &mut Tile) {
        for (row, sums) in rows.chunks_exact(depth).zip(sums.iter_mut()) {
            *sums = [0; PANEL];
            for (bytes, weights) in row.chunks_exact(4).zip(panel.chunks_exact(4 * PANEL)) {
                for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(4)) {
                    for (byte, weight) in bytes.iter().zip(weights) {
                        *sum += i32::from(*byte) * i32::from(*weight);
                    }
                }
            }
        }
    }

    fn spin(rounds: u64) -> u64 {
        const DEPTH: usize = 64;
        let (row, panel) = (black_box([3u8; DEPTH]), black_box([5i8; DEPTH * PANEL]));
        let mut sums = [[0; PANEL]; super::TILE_ROWS];
        for _ in 0..rounds {
            Scalar::dot(black_box(&row), DEPTH, &panel, &mut sums);
        }
        black_box(sums);
        rounds * (DEPTH * PANEL) as u64
    }
}

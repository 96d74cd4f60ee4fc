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

/// Channels at a time: their products and sums fit the registers of any machine with 128-bit ones.
const PART: usize = 8;
/// Products at a time: four for each channel.
const LANES: usize = 4 * PART;

impl Arithmetic for Scalar {
    const FLOAT_ROWS: usize = 2;

    #[inline(always)]
    fn dot(rows: &[u8], depth: usize, panel: &[i8], sums: &mut Tile) {
        for (row, sums) in rows.chunks_exact(depth).zip(sums.iter_mut()) {
            let (row, _) = row.as_chunks::<4>();
            for (part, sums) in sums.as_chunks_mut::<PART>().0.iter_mut().enumerate() {
                *sums = dot_part(row, &panel[4 * PART * part..]);
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

/// One row against the first [`PART`] channels of a panel. Lanes and their inputs are laid out alike, so that
/// the compiler can turn each line over lanes into the vector instructions of the machine it compiles for.
#[inline(always)]
fn dot_part(row: &[[u8; 4]], panel: &[i8]) -> [i32; PART] {
    let weights = |i: usize| -> &[i8; LANES] {
        panel[4 * PANEL * i..].first_chunk().expect("a panel has weights for every input")
    };
    let mut lanes = [0i32; LANES];
    let (pairs, rest) = row.as_chunks::<2>();
    for (i, [first, second]) in pairs.iter().enumerate() {
        let (first, second) = (spread(first), spread(second));
        let (first_weights, second_weights) = (weights(2 * i), weights(2 * i + 1));
        for lane in 0..LANES {
            // Two products of at most 255 × 63 add up to at most 32,130: 16 bits hold them.
            let sum =
                first[lane] * i16::from(first_weights[lane]) + second[lane] * i16::from(second_weights[lane]);
            lanes[lane] += i32::from(sum);
        }
    }
    for last in rest {
        let (last, weights) = (spread(last), weights(2 * pairs.len()));
        for lane in 0..LANES {
            lanes[lane] += i32::from(last[lane] * i16::from(weights[lane]));
        }
    }
    std::array::from_fn(|c| lanes[4 * c] + lanes[4 * c + 1] + lanes[4 * c + 2] + lanes[4 * c + 3])
}

/// The four inputs, once for each channel.
#[inline(always)]
fn spread(inputs: &[u8; 4]) -> [i16; LANES] {
    let wide = inputs.map(i16::from);
    let mut lanes = [0; LANES];
    for lanes in lanes.as_chunks_mut::<4>().0 {
        *lanes = wide;
    }
    lanes
}

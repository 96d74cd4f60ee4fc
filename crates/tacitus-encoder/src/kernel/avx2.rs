//! Sums of products of bytes with AVX2.
//!
//! Takes rows and a panel of weights, gives exact sums. `vpmaddubsw` adds two products in 16 bits with
//! saturation; with weights from -63 to 63 the largest such sum is 255 × 63 × 2 = 32,130, below 32,767, so
//! nothing is ever cut off.
//!
//! Example: 255 everywhere against 63 everywhere, 384 deep, gives 6,168,960.

use super::{Arithmetic, PANEL, TILE_ROWS, Tile};
use std::arch::x86_64::*;
use std::hint::black_box;

/// AVX2 without fused multiply-add.
#[derive(Clone, Copy)]
pub struct Avx2;

/// Rows at a time: 3 rows of four accumulators leave 4 of the 16 registers for operands.
const ROWS: usize = 3;

impl Arithmetic for Avx2 {
    const FLOAT_ROWS: usize = 4;

    #[inline(always)]
    fn dot(rows: &[u8], depth: usize, panel: &[i8], sums: &mut Tile) {
        for (rows, sums) in rows.chunks(ROWS * depth).zip(sums.chunks_mut(ROWS)) {
            // `dot` is only reached through a `Kernel` whose CPU has AVX2.
            #[allow(unsafe_code)]
            unsafe {
                match rows.len() / depth {
                    3 => dot_rows::<3>(rows, depth, panel, sums),
                    2 => dot_rows::<2>(rows, depth, panel, sums),
                    _ => dot_rows::<1>(rows, depth, panel, sums),
                }
            }
        }
    }

    #[inline(always)]
    fn spin(rounds: u64) -> u64 {
        // As in `dot`.
        #[allow(unsafe_code)]
        unsafe {
            spin(rounds)
        }
    }
}

#[target_feature(enable = "avx2")]
fn dot_rows<const N: usize>(rows: &[u8], depth: usize, panel: &[i8], sums: &mut [[i32; PANEL]]) {
    assert!(
        rows.len() == N * depth && panel.len() == PANEL * depth && depth.is_multiple_of(4),
        "the tile is whole"
    );
    let ones = _mm256_set1_epi16(1);
    let mut totals = [[_mm256_setzero_si256(); 4]; N];
    for (i, weights) in panel.chunks_exact(4 * PANEL).enumerate() {
        for (r, totals) in totals.iter_mut().enumerate() {
            // i < depth / 4 and r < N, so these four bytes lie inside `rows`.
            #[allow(unsafe_code)]
            let bytes = unsafe { rows.as_ptr().add(r * depth + 4 * i).cast::<i32>().read_unaligned() };
            let bytes = _mm256_set1_epi32(bytes);
            for (c, total) in totals.iter_mut().enumerate() {
                // `weights` has 128 bytes: four times 32.
                #[allow(unsafe_code)]
                let weights = unsafe { _mm256_loadu_si256(weights.as_ptr().add(32 * c).cast()) };
                let pairs = _mm256_maddubs_epi16(bytes, weights);
                *total = _mm256_add_epi32(*total, _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    for (sums, totals) in sums.iter_mut().zip(totals) {
        for (c, total) in totals.into_iter().enumerate() {
            // A row of the tile has 32 numbers: four times 8.
            #[allow(unsafe_code)]
            unsafe {
                _mm256_storeu_si256(sums.as_mut_ptr().add(8 * c).cast(), total);
            }
        }
    }
}

#[target_feature(enable = "avx2")]
fn spin(rounds: u64) -> u64 {
    let (bytes, weights) = (black_box(_mm256_set1_epi8(3)), black_box(_mm256_set1_epi8(5)));
    let ones = _mm256_set1_epi16(1);
    let mut totals = [_mm256_setzero_si256(); TILE_ROWS];
    for _ in 0..rounds {
        for total in &mut totals {
            // Mixing the total in keeps the compiler from taking the products out of the loop.
            let pairs = _mm256_maddubs_epi16(_mm256_xor_si256(bytes, *total), weights);
            *total = _mm256_add_epi32(*total, _mm256_madd_epi16(pairs, ones));
        }
    }
    black_box(totals);
    rounds * (TILE_ROWS * 32) as u64
}

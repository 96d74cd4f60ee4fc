//! Sums of products of bytes with AVX-512 VNNI: `vpdpbusd` adds four products to each of 16 sums.
//!
//! Takes rows and a panel of weights, gives exact sums: the instruction widens before it adds, so nothing
//! can be cut off.
//!
//! Example: 255 everywhere against 63 everywhere, 384 deep, gives 6,168,960.

use super::{Arithmetic, PANEL, TILE_ROWS, Tile};
use std::arch::x86_64::*;
use std::hint::black_box;

/// AVX-512 F, BW, DQ, VL and VNNI.
#[derive(Clone, Copy)]
pub struct Avx512Vnni;

/// Calls `dot_rows::<N>` for the number of rows at hand.
macro_rules! by_rows {
    ($n:expr, $($rows:literal)*; $args:tt) => {
        match $n {
            $($rows => dot_rows::<$rows> $args,)*
            n => unreachable!("a tile has 1 to {TILE_ROWS} rows, not {n}"),
        }
    };
}

impl Arithmetic for Avx512Vnni {
    const FLOAT_ROWS: usize = 8;

    #[inline(always)]
    fn dot(rows: &[u8], depth: usize, panel: &[i8], sums: &mut Tile) {
        // `dot` is only reached through a `Kernel` whose CPU has these features.
        #[allow(unsafe_code)]
        unsafe {
            by_rows!(rows.len() / depth, 1 2 3 4 5 6 7 8 9 10 11 12; (rows, depth, panel, sums))
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

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn dot_rows<const N: usize>(rows: &[u8], depth: usize, panel: &[i8], sums: &mut Tile) {
    assert!(
        rows.len() == N * depth && panel.len() == PANEL * depth && depth.is_multiple_of(4),
        "the tile is whole"
    );
    let mut totals = [[_mm512_setzero_si512(); 2]; N];
    for (i, weights) in panel.chunks_exact(4 * PANEL).enumerate() {
        // `weights` has 128 bytes: twice 64.
        #[allow(unsafe_code)]
        let (low, high) = unsafe {
            (_mm512_loadu_si512(weights.as_ptr().cast()), _mm512_loadu_si512(weights.as_ptr().add(64).cast()))
        };
        for (r, totals) in totals.iter_mut().enumerate() {
            // i < depth / 4 and r < N, so these four bytes lie inside `rows`.
            #[allow(unsafe_code)]
            let bytes = unsafe { rows.as_ptr().add(r * depth + 4 * i).cast::<i32>().read_unaligned() };
            let bytes = _mm512_set1_epi32(bytes);
            totals[0] = _mm512_dpbusd_epi32(totals[0], bytes, low);
            totals[1] = _mm512_dpbusd_epi32(totals[1], bytes, high);
        }
    }
    for (sums, totals) in sums.iter_mut().zip(totals) {
        // A row of the tile has 32 numbers: twice 16.
        #[allow(unsafe_code)]
        unsafe {
            _mm512_storeu_si512(sums.as_mut_ptr().cast(), totals[0]);
            _mm512_storeu_si512(sums.as_mut_ptr().add(16).cast(), totals[1]);
        }
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn spin(rounds: u64) -> u64 {
    let (bytes, weights) = (black_box(_mm512_set1_epi8(3)), black_box(_mm512_set1_epi8(5)));
    let mut totals = [_mm512_setzero_si512(); 2 * TILE_ROWS];
    for _ in 0..rounds {
        for total in &mut totals {
            *total = _mm512_dpbusd_epi32(*total, bytes, weights);
        }
    }
    black_box(totals);
    rounds * (2 * TILE_ROWS * 64) as u64
}

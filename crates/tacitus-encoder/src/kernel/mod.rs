//! The instruction sets the arithmetic is compiled for, and the choice between them.
//!
//! Takes slices, fills slices. A [`Kernel`] can only be had where the CPU can run it, so its methods are
//! safe. It never changes a result: whole numbers are summed exactly, and the floating-point parts are one
//! Rust source ([`crate::float`], [`crate::linear`]) compiled once per instruction set, without fused
//! multiply-add, so that every kernel rounds at the same places.
//!
//! Example: `TACITUS_KERNEL=scalar tacitus read report.txt` gives the same records, more slowly.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512vnni;
mod scalar;

use crate::float::{self, AttentionScratch, Norm};
use crate::linear::{self, FloatWeights, Int8Weights, Quantised};
use std::fmt;
use tacitus_types::EncoderError;

/// Output channels of one panel of packed 8-bit weights: two 512-bit or four 256-bit registers.
pub const PANEL: usize = 32;
/// The most rows that one call of [`Arithmetic::dot`] takes: 12 rows of two 512-bit accumulators leave
/// room for the operands in 32 registers.
pub const TILE_ROWS: usize = 12;
/// Sums of products: one row of the tile a row of input, one column a channel of the panel.
pub type Tile = [[i32; PANEL]; TILE_ROWS];

/// What an instruction set has of its own.
pub trait Arithmetic: Copy {
    /// Rows of 16 floating-point accumulators that fit its registers; at most [`float::MAX_ROWS`]. Changes
    /// speed, never results.
    const FLOAT_ROWS: usize;

    /// `sums[r][c] = Σ rows[r][i] × panel[i][c]`, exactly. `rows` holds 1 to [`TILE_ROWS`] rows of `depth`
    /// bytes; `panel` is packed as [`Int8Weights`] tells, its weights from -63 to 63.
    fn dot(rows: &[u8], depth: usize, panel: &[i8], sums: &mut Tile);

    /// Repeats its multiply-add instruction on registers and returns how many products it summed.
    fn spin(rounds: u64) -> u64;
}

/// An instruction set that this CPU has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Kernel(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Scalar,
    Avx2,
    Avx512Vnni,
}

/// All there are, the fastest first, with the name that `TACITUS_KERNEL` knows them by.
const KINDS: [(Kind, &str); 3] =
    [(Kind::Avx512Vnni, "avx512vnni"), (Kind::Avx2, "avx2"), (Kind::Scalar, "scalar")];

impl Kernel {
    /// Those that this CPU can run, the fastest first; `scalar` always stands last.
    pub fn available() -> Vec<Kernel> {
        KINDS.into_iter().filter(|(kind, _)| is_supported(*kind)).map(|(kind, _)| Kernel(kind)).collect()
    }

    /// The kernel of this name, if it exists and the CPU has it.
    pub fn named(name: &str) -> Result<Kernel, EncoderError> {
        let Some((kind, _)) = KINDS.into_iter().find(|(_, known)| *known == name) else {
            return Err(EncoderError::new(
                format!("no kernel is called `{name}`"),
                Some("TACITUS_KERNEL is one of `avx512vnni`, `avx2`, `scalar`, or not set"),
            ));
        };
        if is_supported(kind) {
            return Ok(Kernel(kind));
        }
        Err(EncoderError::new(
            format!("this CPU cannot run the kernel `{name}`"),
            Some("leave TACITUS_KERNEL unset to take the fastest one it can run"),
        ))
    }

    /// The one that the environment variable `TACITUS_KERNEL` asks for; else the fastest.
    pub fn chosen() -> Result<Kernel, EncoderError> {
        match std::env::var("TACITUS_KERNEL") {
            Ok(name) => Kernel::named(&name),
            Err(std::env::VarError::NotPresent) => Ok(Kernel::available()[0]),
            Err(std::env::VarError::NotUnicode(name)) => Kernel::named(&name.to_string_lossy()),
        }
    }

    /// The name by which `TACITUS_KERNEL` knows it.
    pub fn name(self) -> &'static str {
        KINDS[KINDS.iter().position(|(kind, _)| *kind == self.0).expect("every kind is in the list")].1
    }
}

impl fmt::Display for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kernel({self})")
    }
}

fn is_supported(kind: Kind) -> bool {
    match kind {
        Kind::Scalar => true,
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 => is_x86_feature_detected!("avx2"),
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512Vnni => {
            is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
        }
        #[cfg(not(target_arch = "x86_64"))]
        Kind::Avx2 | Kind::Avx512Vnni => false,
    }
}

/// Gives [`Kernel`] one method per line: the generic function behind the arrow, compiled for the
/// instruction set of each kernel. The functions are `#[inline(always)]`, so that they become part of the
/// function that carries the features.
macro_rules! compiled_for_each_kernel {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $ty:ty),*) $(-> $out:ty)? => $module:ident::$body:ident;)*) => {
        impl Kernel {$(
            $(#[$doc])*
            pub(crate) fn $name(self, $($arg: $ty),*) $(-> $out)? {
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx2")]
                fn on_avx2($($arg: $ty),*) $(-> $out)? {
                    $module::$body::<avx2::Avx2>($($arg),*)
                }
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
                fn on_avx512vnni($($arg: $ty),*) $(-> $out)? {
                    $module::$body::<avx512vnni::Avx512Vnni>($($arg),*)
                }
                match self.0 {
                    // A kernel of this kind exists only where the CPU has been found to have AVX2.
                    #[cfg(target_arch = "x86_64")]
                    #[allow(unsafe_code)]
                    Kind::Avx2 => unsafe { on_avx2($($arg),*) },
                    // A kernel of this kind exists only where the CPU has been found to have these features.
                    #[cfg(target_arch = "x86_64")]
                    #[allow(unsafe_code)]
                    Kind::Avx512Vnni => unsafe { on_avx512vnni($($arg),*) },
                    _ => $module::$body::<scalar::Scalar>($($arg),*),
                }
            }
        )*}
    };
}

compiled_for_each_kernel! {
    /// See [`linear::quantise`].
    quantise(x: &[f32], depth: usize, quantised: &mut Quantised) => linear::quantise;
    /// See [`linear::int8`].
    linear_int8(weights: &Int8Weights, x: &Quantised, gelu: bool, out: &mut [f32]) => linear::int8;
    /// See [`linear::floating`].
    linear_float(weights: &FloatWeights, x: &[f32], gelu: bool, out: &mut [f32]) => linear::floating;
    /// See [`float::normalise`].
    normalise(x: &mut [f32], norm: &Norm) => float::normalise;
    /// See [`float::add_and_normalise`].
    add_and_normalise(x: &mut [f32], added: &[f32], norm: &Norm) => float::add_and_normalise;
    /// See [`float::attention`].
    attention(qkv: &[f32], width: usize, scratch: &mut AttentionScratch, out: &mut [f32]) => float::attention;
    /// See [`Arithmetic::spin`].
    spin(rounds: u64) -> u64 => peak::spin;
}

/// Only so that the table above can name it.
mod peak {
    #[inline(always)]
    pub fn spin<K: super::Arithmetic>(rounds: u64) -> u64 {
        K::spin(rounds)
    }
}

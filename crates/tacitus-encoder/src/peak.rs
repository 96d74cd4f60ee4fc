//! How fast this CPU can multiply and add bytes at all: what the network's speed is measured against.
//!
//! Takes a kernel, runs its multiply-add instruction on registers for about 0.2 s, gives a rate. Reads no
//! memory and says nothing of the network.
//!
//! Example: `peak::int8_gops(Kernel::chosen()?)` is some 1,000 on one core with AVX-512 VNNI at 4 GHz.

use crate::Kernel;
use std::time::{Duration, Instant};

/// Multiplications and additions of bytes a second on one core, in thousands of millions (one product and
/// its addition count as two).
pub fn int8_gops(kernel: Kernel) -> f64 {
    let mut best: f64 = 0.0;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_millis(200) {
        let round = Instant::now();
        let products = kernel.spin(20_000);
        best = best.max(2.0 * products as f64 / round.elapsed().as_secs_f64() / 1e9);
    }
    best
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_kernel_has_a_peak() {
        for kernel in crate::Kernel::available() {
            let gops = super::int8_gops(kernel);
            assert!(gops.is_finite() && gops > 0.01, "{kernel}: {gops}");
        }
    }
}

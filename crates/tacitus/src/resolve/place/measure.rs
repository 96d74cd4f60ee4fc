//! Plain arithmetic that gives the same bits on every machine: logarithms of people, distances on the globe.
//!
//! Takes numbers, gives numbers; only sums, products, quotients and square roots.

/// Logarithm to base 2 of a count, straight between powers of two: at most 0.09 off. 0 for 0 and 1.
pub fn log2(count: u32) -> f32 {
    if count < 2 {
        return 0.0;
    }
    let whole = 31 - count.leading_zeros();
    let power = (1u64 << whole) as f32;
    whole as f32 + (count as f32 - power) / power
}

/// Cosine of an angle in degrees from -90 to 90: a polynomial, at most 0.00003 off.
fn cosine(degrees: f32) -> f32 {
    let x = degrees * 0.017_453_293;
    let y = x * x;
    1.0 - y * (0.5 - y * (0.041_666_667 - y * (0.001_388_889 - y * 0.000_024_801_6)))
}

/// Kilometres between two points (degrees north, degrees east), as on a flat map around their middle: within
/// 1 % up to 1,000 km away from the poles, and growing with distance.
///
/// ```
/// use tacitus::resolve::place::distance_km;
/// let (tripoli, beirut) = ((34.43, 35.84), (33.89, 35.50));
/// assert!((distance_km(tripoli, beirut) - 67.7).abs() < 1.0);
/// ```
pub fn distance_km(a: (f32, f32), b: (f32, f32)) -> f32 {
    let mut across = (a.1 - b.1).abs();
    if across > 180.0 {
        across = 360.0 - across;
    }
    let x = across * cosine((a.0 + b.0) / 2.0);
    let y = a.0 - b.0;
    (x * x + y * y).sqrt() * 111.195
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn against_known_values() {
        for (n, expected) in [(0, 0.0), (1, 0.0), (2, 1.0), (3, 1.5), (1024, 10.0), (u32::MAX, 32.0)] {
            assert!((log2(n) - expected).abs() < 1e-6, "{n}");
        }
        for (degrees, expected) in [(0.0, 1.0), (60.0, 0.5), (-60.0, 0.5), (90.0, 0.0)] {
            assert!((cosine(degrees) - expected).abs() < 3e-5, "{degrees}");
        }
        assert!(distance_km((0.0, 179.5), (0.0, -179.5)) < 112.0);
    }
}

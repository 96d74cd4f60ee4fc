//! A small seeded generator and the bootstrap: chance that comes out the same on every machine.
//!
//! It never asks a clock. `interval(&counts, seed, f1)` gives the 95 % interval of a figure over items.

/// SplitMix64 (Steele, Lea and Flood 2014): one 64-bit state, enough for resampling.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The same seed gives the same row of numbers.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `n`. The bias of the high product is below n / 2^64.
    pub fn below(&mut self, n: usize) -> usize {
        assert!(n > 0, "nothing to draw from");
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// A number from 0 up to, not including, 1.
    pub fn fraction(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// How often items are drawn anew.
pub const N_RESAMPLES: usize = 1000;

/// The 95 % percentile bootstrap interval of a figure over items (Efron and Tibshirani 1993, ch. 13).
/// `None` when there are no items.
pub fn interval<T>(items: &[T], seed: u64, figure: impl Fn(&[&T]) -> f64) -> Option<(f64, f64)> {
    if items.is_empty() {
        return None;
    }
    let mut chance = Chance::new(seed);
    let mut values: Vec<f64> = (0..N_RESAMPLES)
        .map(|_| {
            let drawn: Vec<&T> = (0..items.len()).map(|_| &items[chance.below(items.len())]).collect();
            figure(&drawn)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((N_RESAMPLES - 1) as f64 * share).round() as usize];
    Some((at(0.025), at(0.975)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_row_and_another_seed_another() {
        let row =
            |seed| (0..4).map(|_| 0).scan(Chance::new(seed), |c, _| Some(c.bits())).collect::<Vec<u64>>();
        assert_eq!(row(1), row(1));
        assert_ne!(row(1), row(2));
        // The reference implementation's first output for seed 0.
        assert_eq!(Chance::new(0).bits(), 0xE220_A839_7B1D_CDAF);
    }

    #[test]
    fn the_interval_holds_the_figure_and_narrows_with_more_items() {
        let mean = |drawn: &[&f64]| drawn.iter().copied().sum::<f64>() / drawn.len() as f64;
        let some: Vec<f64> = (0..20).map(|i| f64::from(i % 2)).collect();
        let many: Vec<f64> = (0..2000).map(|i| f64::from(i % 2)).collect();
        let (low, high) = interval(&some, 7, mean).expect("items");
        let (near, far) = interval(&many, 7, mean).expect("items");
        assert!(low < 0.5 && 0.5 < high, "{low} {high}");
        assert!(far - near < high - low);
        assert_eq!(interval(&[] as &[f64], 7, mean), None);
    }
}

//! Does confidence mean what it says? Of records with confidence 0.8, four in five should be right.
//!
//! Takes confidences with verdicts, gives the reliability over five bins of equal mass, the error that a
//! perfectly calibrated coder would show by chance alone (so that nobody calls noise an error), the Brier
//! skill and the precision of the most confident third. It never changes a confidence.
//!
//! Ten records of confidence 0.9 of which seven are right: error 0.2.

use super::chance::Chance;

/// A confidence and whether the record was right.
pub type Verdict = (f64, bool);

/// Bins of the reliability table.
pub const N_BINS: usize = 5;
/// Seeded simulations of the perfectly calibrated coder.
const N_SIMULATIONS: usize = 1000;

/// One bin of the reliability table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Records in it.
    pub n: usize,
    /// Mean confidence.
    pub said: f64,
    /// Share that is right.
    pub right: f64,
}

/// All that is said of confidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// From the least to the most confident fifth.
    pub bins: Vec<Bin>,
    /// Mean distance of said and right over the bins, weighted by their records.
    pub error: f64,
    /// The same for a coder whose confidences are true, by simulation.
    pub expected_error: f64,
    /// 1 - Brier score / Brier score of always saying the base rate; 0 is no better than that. `None` when
    /// all records are right or all wrong.
    pub brier_skill: Option<f64>,
}

/// Looks at one layer's verdicts; `None` when there are none.
pub fn calibration(verdicts: &[Verdict], seed: u64) -> Option<Calibration> {
    if verdicts.is_empty() {
        return None;
    }
    let sorted = by_confidence(verdicts);
    let bins = bins(&sorted);
    let mut chance = Chance::new(seed);
    let simulated = (0..N_SIMULATIONS).map(|_| {
        let drawn: Vec<Verdict> = sorted.iter().map(|&(c, _)| (c, chance.fraction() < c)).collect();
        error(&self::bins(&drawn))
    });
    let expected_error = simulated.sum::<f64>() / N_SIMULATIONS as f64;
    Some(Calibration { error: error(&bins), expected_error, brier_skill: brier_skill(&sorted), bins })
}

/// Mean distance of said and right over the bins, weighted by their records; `None` when there are none.
pub fn reliability_error(verdicts: &[Verdict]) -> Option<f64> {
    (!verdicts.is_empty()).then(|| error(&bins(&by_confidence(verdicts))))
}

/// The share of right ones among the most confident third (rounded up); `None` when there are none. Of
/// equal confidences at the border a share counts, so that the order of the records decides nothing.
pub fn most_confident_third(verdicts: &[Verdict]) -> Option<f64> {
    let sorted = by_confidence(verdicts);
    let n = sorted.len().div_ceil(3);
    let border = sorted.get(sorted.len().checked_sub(n)?)?.0;
    let above: Vec<&Verdict> = sorted.iter().filter(|v| v.0 > border).collect();
    let at: Vec<&Verdict> = sorted.iter().filter(|v| v.0 == border).collect();
    let right = |some: &[&Verdict]| some.iter().filter(|v| v.1).count() as f64;
    let from_border = (n - above.len()) as f64 / at.len() as f64;
    Some((right(&above) + right(&at) * from_border) / n as f64)
}

fn by_confidence(verdicts: &[Verdict]) -> Vec<Verdict> {
    let mut sorted = verdicts.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    sorted
}

/// Five bins of equal mass, as far as the number allows; empty ones are left out. Records of equal
/// confidence share their verdicts, so that a border among them does not part the right from the wrong.
fn bins(sorted: &[Verdict]) -> Vec<Bin> {
    let n = sorted.len();
    let mut right = Vec::with_capacity(n);
    for equal in sorted.chunk_by(|a, b| a.0 == b.0) {
        let share = equal.iter().filter(|v| v.1).count() as f64 / equal.len() as f64;
        right.extend(std::iter::repeat_n(share, equal.len()));
    }
    (0..N_BINS)
        .map(|i| i * n / N_BINS..(i + 1) * n / N_BINS)
        .filter(|part| !part.is_empty())
        .map(|part| Bin {
            n: part.len(),
            said: sorted[part.clone()].iter().map(|v| v.0).sum::<f64>() / part.len() as f64,
            right: right[part.clone()].iter().sum::<f64>() / part.len() as f64,
        })
        .collect()
}

fn error(bins: &[Bin]) -> f64 {
    let n: usize = bins.iter().map(|b| b.n).sum();
    bins.iter().map(|b| b.n as f64 * (b.said - b.right).abs()).sum::<f64>() / n as f64
}

/// 1 - Brier score / Brier score of always saying the base rate; `None` when all are right, all wrong, or
/// there are none.
pub fn brier_skill(verdicts: &[Verdict]) -> Option<f64> {
    let n = verdicts.len() as f64;
    let truth = |right: bool| if right { 1.0 } else { 0.0 };
    let base = verdicts.iter().map(|v| truth(v.1)).sum::<f64>() / n;
    let score = |said: &dyn Fn(&Verdict) -> f64| {
        verdicts.iter().map(|v| (said(v) - truth(v.1)) * (said(v) - truth(v.1))).sum::<f64>() / n
    };
    let worst = score(&|_| base);
    (worst > 0.0).then(|| 1.0 - score(&|v| v.0) / worst)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(confidence: f64, right: usize, of: usize) -> Vec<Verdict> {
        (0..of).map(|i| (confidence, i < right)).collect()
    }

    #[test]
    fn seven_of_ten_at_nine_tenths_is_an_error_of_two_tenths() {
        let boaster = calibration(&many(0.9, 7, 10), 1).expect("verdicts");
        assert!((boaster.error - 0.2).abs() < 1e-12, "{boaster:?}");
        let honest = calibration(&many(0.7, 7, 10), 1).expect("verdicts");
        assert!(honest.error < 1e-12, "{honest:?}");
    }

    #[test]
    fn a_true_coder_errs_as_expected_and_a_boaster_more() {
        let mut honest = Vec::new();
        for (confidence, right) in [(0.1, 20), (0.3, 60), (0.5, 100), (0.7, 140), (0.9, 180)] {
            honest.extend(many(confidence, right, 200));
        }
        let boaster: Vec<Verdict> = honest.iter().map(|&(c, right)| ((c + 1.0) / 2.0, right)).collect();
        let honest = calibration(&honest, 1).expect("verdicts");
        let boaster = calibration(&boaster, 1).expect("verdicts");
        assert!(honest.error <= honest.expected_error, "{honest:?}");
        assert!(boaster.error > 3.0 * boaster.expected_error, "{boaster:?}");
        assert!(honest.brier_skill > boaster.brier_skill);
        assert_eq!(honest.bins.iter().map(|b| b.n).collect::<Vec<_>>(), [200; 5]);
    }

    #[test]
    fn always_the_base_rate_has_no_skill_and_knowing_has_all() {
        assert!(brier_skill(&many(0.7, 7, 10)).expect("both").abs() < 1e-12);
        assert_eq!(brier_skill(&[(1.0, true), (0.0, false)]), Some(1.0));
        assert_eq!(brier_skill(&many(0.7, 10, 10)), None);
    }

    #[test]
    fn the_most_confident_third_is_taken_from_the_top_and_shares_the_border() {
        let mut verdicts = many(0.2, 0, 6);
        verdicts.extend(many(0.9, 3, 3));
        assert_eq!(most_confident_third(&verdicts), Some(1.0));
        // Nine of equal confidence, three right: a third of them is right, whichever three one takes.
        assert_eq!(most_confident_third(&many(0.5, 3, 9)), Some(1.0 / 3.0));
        assert_eq!(most_confident_third(&[]), None);
    }
}

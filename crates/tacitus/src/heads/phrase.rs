//! Scores of single words -> phrases: where one begins and how far it goes on.
//!
//! Takes two probabilities a word, "begins a phrase" and "goes on with one"; gives runs of words. It never
//! joins two runs over a gap.
//!
//! Begins `.1 .9 .1 .0`, goes on `.0 .1 .8 .2` gives the one run from 1 to 3.

/// A run of words, half-open, with the probability that it begins where it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// First word.
    pub from: usize,
    /// One past the last word.
    pub to: usize,
    /// 0 to 1.
    pub score: f32,
}

/// All runs that begin with at least `threshold`.
pub fn runs(
    n: usize,
    begins: impl Fn(usize) -> f32,
    goes_on: impl Fn(usize) -> f32,
    threshold: f32,
) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut i = 0;
    while i < n {
        if begins(i) < threshold {
            i += 1;
            continue;
        }
        let to = (i + 1..n).find(|&j| goes_on(j) < 0.5 || goes_on(j) < begins(j)).unwrap_or(n);
        runs.push(Run { from: i, to, score: begins(i) });
        i = to;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_beginning_ends_a_run() {
        let begins = [0.9, 0.2, 0.9, 0.1];
        let goes_on = [0.0, 0.8, 0.6, 0.9];
        let found = runs(4, |i| begins[i], |i| goes_on[i], 0.5);
        assert_eq!(found.iter().map(|r| (r.from, r.to)).collect::<Vec<_>>(), [(0, 2), (2, 4)]);
    }

    #[test]
    fn going_on_without_a_beginning_is_nothing() {
        assert!(runs(2, |_| 0.4, |_| 0.9, 0.5).is_empty());
    }
}

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

/// All runs that begin with at least `threshold`. A word goes on with the run before it if it is likelier than not
/// in some phrase, and does not begin the next: heads in doubt whether "on Thursday" begins with its first or its
/// second word say so with two low scores for the second.
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
        let is_outside = |j: usize| goes_on(j) + begins(j) < 0.5;
        let is_next = |j: usize| begins(j) > goes_on(j) && begins(j) >= threshold;
        let to = (i + 1..n).find(|&j| is_outside(j) || is_next(j)).unwrap_or(n);
        runs.push(Run { from: i, to, score: begins(i) });
        i = to;
    }
    runs
}

/// Words with which no noun phrase ends.
const OPEN_ENDS: [&str; 17] = [
    "of", "in", "from", "for", "at", "by", "on", "to", "with", "near", "and", "or", "the", "a", "which",
    "his", "its",
];

/// A phrase that breaks off after "of" and goes on a few words later is one phrase.
const LONGEST_GAP: usize = 4;

/// Mends noun phrases: "supporters of [the late leader] Arafat", found in two pieces, becomes whole, and so do pieces
/// with nothing between them; what still ends in such a word loses it, and punctuation alone is no phrase.
pub fn whole<'a>(runs: Vec<Run>, word: impl Fn(usize) -> &'a str) -> Vec<Run> {
    let is_open = |run: &Run| OPEN_ENDS.contains(&word(run.to - 1));
    let mut mended: Vec<Run> = Vec::new();
    for run in runs {
        match mended.last_mut() {
            Some(last) if run.from == last.to => last.to = run.to,
            Some(last) if is_open(last) && run.from - last.to <= LONGEST_GAP => last.to = run.to,
            _ => mended.push(run),
        }
    }
    for run in &mut mended {
        while run.to - run.from > 1 && is_open(run) {
            run.to -= 1;
        }
    }
    let is_said = |i: usize| word(i).contains(char::is_alphanumeric);
    mended.retain(|run| {
        (run.from..run.to).any(is_said)
            && (run.to - run.from > 1 || !matches!(word(run.from), "the" | "a" | "of" | "in" | "which"))
    });
    mended
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
    fn a_word_that_may_begin_or_go_on_goes_on() {
        let found = runs(3, |i| [0.6, 0.45, 0.1][i], |i| [0.1, 0.4, 0.2][i], 0.5);
        assert_eq!(found.iter().map(|r| (r.from, r.to)).collect::<Vec<_>>(), [(0, 2)]);
    }

    fn mended(runs: &[(usize, usize)], text: &str) -> Vec<(usize, usize)> {
        let words: Vec<&str> = text.split(' ').collect();
        let runs = runs.iter().map(|&(from, to)| Run { from, to, score: 0.9 }).collect();
        whole(runs, |i| words[i]).iter().map(|r| (r.from, r.to)).collect()
    }

    #[test]
    fn a_phrase_that_breaks_off_after_of_is_joined_with_what_follows() {
        assert_eq!(mended(&[(0, 2), (5, 6)], "supporters of the late leader Arafat"), [(0, 6)]);
        assert_eq!(mended(&[(0, 1), (2, 3)], "supporters and Arafat"), [(0, 1), (2, 3)]);
    }

    #[test]
    fn pieces_with_nothing_between_are_one_phrase() {
        assert_eq!(mended(&[(0, 1), (1, 4)], "small Darfur rebel group"), [(0, 4)]);
        assert_eq!(mended(&[(0, 1), (2, 3)], "Chad , Niger"), [(0, 1), (2, 3)]);
        assert_eq!(mended(&[(0, 1)], "\" he"), []);
    }

    #[test]
    fn no_phrase_ends_in_a_preposition() {
        assert_eq!(mended(&[(0, 3)], "rebel group in which"), [(0, 2)]);
        assert_eq!(mended(&[(0, 1)], "the men"), []);
    }

    #[test]
    fn going_on_without_a_beginning_is_nothing() {
        assert!(runs(2, |_| 0.4, |_| 0.9, 0.5).is_empty());
    }
}

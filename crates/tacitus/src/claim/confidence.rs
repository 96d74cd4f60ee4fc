//! How sure a whole record is: 0 to 1, so that of many records said to be 0.6 sure six in ten are right in type,
//! both parties and status.
//!
//! Takes what the heads said of an act; gives one number. The product of their probabilities, with that of having
//! left nobody out, orders records well but promises too much, since they err together; [`KNOTS`] bring it to what
//! the marked news shows.
//!
//! An act whose trigger, status and two parties are each 0.9 sure has the product 0.66 and is sure to 0.48.

use crate::{Act, Role};

/// Product of the heads' probabilities, and the share of such records that are right: means of the fifths of
/// `cargo xtask eval claims ../shared/data/gold/dev.jsonl`, evened so that they rise, as the weights of run5 had them.
/// On that file, which holds short items only, today's weights keep more than this promises (docs/evaluation.md); the
/// line was left, since whole articles are harder and none is left that the weights have not learned from.
const KNOTS: [(f32, f32); 7] =
    [(0.0, 0.08), (0.338, 0.24), (0.491, 0.40), (0.638, 0.46), (0.803, 0.62), (0.938, 0.70), (1.0, 0.74)];

/// The confidence of an act's record.
pub fn confidence(act: &Act) -> f32 {
    let status = act.status[act.likeliest_status() as usize];
    let parties = act.arguments.iter().filter(|a| matches!(a.value, Role::Actor | Role::Recipient));
    let product = parties.fold(act.trigger.score * status * act.complete, |sure, a| sure * a.score);
    even(product.clamp(0.0, 1.0))
}

/// The height of the line through the knots.
fn even(product: f32) -> f32 {
    let next = KNOTS.iter().position(|&(x, _)| product <= x).unwrap_or(KNOTS.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (KNOTS[next - 1], KNOTS[next]);
    y0 + (product - x0) / (x1 - x0) * (y1 - y0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_rises_and_meets_its_knots() {
        for (x, y) in KNOTS {
            assert!((even(x) - y).abs() < 1e-6);
        }
        for i in 0..100 {
            assert!(even(i as f32 / 100.0) < even((i + 1) as f32 / 100.0));
        }
    }
}

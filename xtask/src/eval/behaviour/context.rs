//! Kind `context`: other paragraphs change nothing.
//!
//! Takes passages; gives pairs of a passage with events, and the same passage with one without events put before
//! or after it as a paragraph of its own. Claims of the added paragraph are not compared: whether it is rightly
//! read as nothing is what `eval claims` measures.

use super::pair::{How, Pair, Part};
use tacitus::Span;
use tacitus::gold::Item;
use tacitus::score::chance::Chance;

/// One pair a passage with events, in the order of the passages.
pub fn pairs(items: &[Item], chance: &mut Chance) -> Vec<Pair> {
    let empty: Vec<&Item> = items.iter().filter(|i| i.claims.is_empty()).collect();
    if empty.is_empty() {
        return Vec::new();
    }
    let told = items.iter().filter(|i| !i.claims.is_empty());
    told.map(|item| pair(item, empty[chance.below(empty.len())], chance.below(2) == 0)).collect()
}

fn pair(item: &Item, other: &Item, is_before: bool) -> Pair {
    let (after, start, place) = if is_before {
        (format!("{}\n\n{}", other.text, item.text), other.text.len() + 2, "before")
    } else {
        (format!("{}\n\n{}", item.text, other.text), 0, "after")
    };
    let (from, to) = (Span::new(0, item.text.len()), Span::new(start, start + item.text.len()));
    Pair {
        id: format!("context {}: `{}` put {place} it", item.id, other.id),
        group: "",
        published: item.published,
        before: item.text.clone(),
        after,
        parts: vec![Part { from, to, how: How::Kept }],
    }
}

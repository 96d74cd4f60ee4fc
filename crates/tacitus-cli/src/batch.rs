//! What is read at once. Takes what the intake gives, one by one; gives batches of it, in the same order,
//! numbered from 0. It never looks further ahead than one batch.
//!
//! Example: 100 short reports make batches of 48, 48 and 4.

use tacitus::intake::Item;

/// Most documents in a batch: enough for the network to be busy, few enough that a page comes soon.
const MAX_DOCUMENTS: usize = 48;

/// A batch is closed once it holds this much text: about 8,000 English words.
const MAX_BYTES: usize = 48_000;

/// Most items of any kind: a million notes in a row must not pile up.
const MAX_ITEMS: usize = 512;

/// Some items that are read together.
#[derive(Debug)]
pub struct Batch {
    /// Its place in the order.
    pub number: usize,
    /// What it holds, in order; never empty.
    pub items: Vec<Item>,
}

/// Items as batches.
pub fn batches(items: impl Iterator<Item = Item>) -> impl Iterator<Item = Batch> {
    let mut items = items;
    (0..).map_while(move |number| {
        let items = fill(&mut items);
        (!items.is_empty()).then_some(Batch { number, items })
    })
}

fn fill(items: &mut impl Iterator<Item = Item>) -> Vec<Item> {
    let mut batch = Vec::new();
    let (mut n_documents, mut n_bytes) = (0, 0);
    while n_documents < MAX_DOCUMENTS && n_bytes < MAX_BYTES && batch.len() < MAX_ITEMS {
        let Some(item) = items.next() else { break };
        if let Item::Document(doc, _) = &item {
            n_documents += 1;
            n_bytes += doc.text.len();
        }
        batch.push(item);
    }
    batch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    fn sizes(items: Vec<Item>) -> Vec<usize> {
        batches(items.into_iter()).map(|batch| batch.items.len()).collect()
    }

    fn documents(n: usize, length: usize) -> Vec<Item> {
        vec![Item::Document(example::document(&"x".repeat(length)), Vec::new()); n]
    }

    #[test]
    fn batches_hold_so_many_documents_or_so_much_text() {
        assert_eq!(sizes(documents(100, 10)), [48, 48, 4]);
        assert_eq!(sizes(documents(5, 30_000)), [2, 2, 1]);
        assert!(sizes(documents(0, 0)).is_empty());
    }

    #[test]
    fn notes_do_not_pile_up() {
        assert_eq!(sizes(vec![Item::Note(example::note()); 1_000]), [512, 488]);
    }

    #[test]
    fn batches_are_numbered_and_keep_the_order() {
        let all: Vec<Batch> = batches(documents(100, 10).into_iter()).collect();
        assert_eq!(all.iter().map(|b| b.number).collect::<Vec<_>>(), [0, 1, 2]);
    }
}

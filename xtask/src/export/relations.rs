//! Two marked spans and the type of the record that joins them (PLV) -> passages without acts, for
//! `training/plv.py`, which makes acts of them.
//!
//! Takes the rows as `eval relations` reads them; gives prepared lines that bear besides: `row`, the row's
//! number over all files, from 0; `root`, its type as in the file (YIELD is CONCEDE or RETREAT); `source` and
//! `target`, the words of the marked spans. A row whose spans do not stand in one passage is left out: no
//! claim could join them.
//!
//! `<s>Iran</s> has condemned <t>the ruling</t>.` has the source `[[0, 1]]` and the target `[[4, 5]]`.

use super::Cutter;
use crate::eval::relations::Row;
use serde_json::{Value, json};
use tacitus::{Passage, Span};

/// The prepared form of one row.
pub fn line(row_idx: usize, row: &Row, cutter: &Cutter) -> Option<Value> {
    let passages = cutter.passages(&row.text);
    let (passage, source, target) = passages.iter().find_map(|passage| {
        let words = |spans: &[Span]| spans.iter().map(|&s| words(&row.text, passage, s)).collect();
        let sides: (Option<Vec<_>>, Option<Vec<_>>) = (words(&row.source), words(&row.target));
        Some((passage, sides.0?, sides.1?))
    })?;
    let mut line = cutter.line(&row_idx.to_string(), &row.text, passage, None, None);
    line["row"] = json!(row_idx);
    line["root"] = json!(row.root_name());
    line["source"] = json!(source);
    line["target"] = json!(target);
    Some(line)
}

/// The words of a passage that a span touches, half-open, without the article that the marked news leaves out.
fn words(text: &str, passage: &Passage, span: Span) -> Option<(usize, usize)> {
    let touched = |i: &usize| passage.tokens[*i].1.span.overlaps(span);
    let from = (0..passage.tokens.len()).find(touched)?;
    let to = (from..passage.tokens.len()).rfind(touched)? + 1;
    let first = passage.tokens[from].1.span.of(text).to_lowercase();
    let has_article = to - from > 1 && ["the", "a", "an"].contains(&first.as_str());
    Some((from + usize::from(has_article), to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::relations::rows_of;
    use tacitus_encoder::wordpiece::WordPiece;

    fn prepared(marked: &str) -> Option<Value> {
        let tsv = format!("marked_sentence\tgold_root\n{marked}\tYIELD\n");
        let row = rows_of(tsv.as_bytes()).expect("a row").remove(0);
        let wordpiece = WordPiece::new("[PAD]\n[UNK]\n[CLS]\n[SEP]\n").expect("a vocabulary");
        line(7, &row, &Cutter { wordpiece })
    }

    #[test]
    fn sides_are_words_without_their_article() {
        let line =
            prepared("<s>The U.S.</s> gave way to <t>Iran</t> and <t>the</t> others.").expect("a line");
        assert_eq!((&line["row"], &line["root"]), (&json!(7), &json!("YIELD")));
        assert_eq!(line["source"], json!([[1, 2]]));
        assert_eq!(line["target"], json!([[5, 6], [7, 8]]), "an article that is marked alone stays");
        assert_eq!(line["acts"], Value::Null);
    }

    #[test]
    fn an_unmarked_side_is_empty() {
        let line = prepared("<s>Iran</s> gave way.").expect("a line");
        assert_eq!((&line["source"], &line["target"]), (&json!([[0, 1]]), &json!([])));
    }

    #[test]
    fn sides_far_apart_have_no_passage() {
        let far = "word ".repeat(300);
        assert_eq!(prepared(&format!("<s>Iran</s> gave way, {far}to <t>Iraq</t>.")), None);
    }
}

//! Two texts that should be read alike, and how places in the one map to places in the other.
//!
//! Takes a text and its edits; gives a [`Pair`]. It never reads a text.
//!
//! "Police beat Ann" with `Ann` -> `Nisha`: bytes 12..15 map to 12..17.

use jiff::civil::Date;
use tacitus::Span;

/// What became of a stretch of the first text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It stands in the second, word for word.
    Kept,
    /// Other words stand there. A place inside it maps to all of it, in either text.
    Replaced,
    /// It stands there with words added in front, which belong to whatever begins with it.
    Grown,
}

/// A stretch of the first text and where it is in the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// In the first text.
    pub from: Span,
    /// In the second.
    pub to: Span,
    /// What became of it.
    pub how: How,
}

/// Two texts to be read alike.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Passage and what was done, for the list of errors.
    pub id: String,
    /// World region of new names; empty for other kinds.
    pub group: &'static str,
    /// "Today" of both.
    pub published: Date,
    /// First text.
    pub before: String,
    /// Second text.
    pub after: String,
    /// Sorted by place in the second text. What is in no part has no place in the other text.
    pub parts: Vec<Part>,
}

/// Words to put in place of others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The old words.
    pub span: Span,
    /// The new ones.
    pub words: String,
}

/// Makes the edits, which are sorted and do not overlap.
pub fn edited(text: &str, edits: &[Edit], how: How) -> (String, Vec<Part>) {
    let (mut out, mut parts, mut from) = (String::new(), Vec::new(), 0);
    let mut push = |out: &mut String, span: Span, words: &str, how: How| {
        let start = out.len();
        out.push_str(words);
        if !span.is_empty() {
            parts.push(Part { from: span, to: Span::new(start, out.len()), how });
        }
    };
    for edit in edits {
        let kept = Span::new(from, edit.span.start);
        push(&mut out, kept, kept.of(text), How::Kept);
        push(&mut out, edit.span, &edit.words, how);
        from = edit.span.end;
    }
    let rest = Span::new(from, text.len());
    push(&mut out, rest, rest.of(text), How::Kept);
    (out, parts)
}

impl Pair {
    /// Where a span of the first text is in the second; `None`: nowhere.
    pub fn forward(&self, span: Span) -> Option<Span> {
        let first = self.parts.iter().find(|p| p.from.start <= span.start && span.start < p.from.end)?;
        let last = self.parts.iter().find(|p| p.from.start < span.end && span.end <= p.from.end)?;
        let start = match first.how {
            How::Grown if span.start > first.from.start => first.to.end - (first.from.end - span.start),
            How::Replaced | How::Grown => first.to.start,
            How::Kept => first.to.start + (span.start - first.from.start),
        };
        let end = match last.how {
            How::Replaced => last.to.end,
            How::Kept | How::Grown => last.to.end - (last.from.end - span.end),
        };
        (start < end).then(|| Span::new(start, end))
    }

    /// A span of the second text, widened to whole replaced parts; `None`: it reaches into what has no place in
    /// the first.
    pub fn widened(&self, span: Span) -> Option<Span> {
        let first = self.parts.iter().find(|p| p.to.start <= span.start && span.start < p.to.end)?;
        let last = self.parts.iter().find(|p| p.to.start < span.end && span.end <= p.to.end)?;
        let start = if first.how == How::Replaced { first.to.start } else { span.start };
        let end = if last.how == How::Replaced { last.to.end } else { span.end };
        Some(Span::new(start, end))
    }
}

/// `a` and `an` before words that were changed, by the first letter: edits for those that no longer fit.
pub fn articles(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let mut all = Vec::new();
    for edit in edits {
        let before = &text[..edit.span.start];
        let article = ["a ", "an ", "A ", "An "].into_iter().find(|a| {
            before.strip_suffix(a).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))
        });
        if let Some(article) = article {
            let start = before.len() - article.len();
            let letter = if article.starts_with('A') { "A" } else { "a" };
            let vowel = edit.words.starts_with(|c: char| "AEIOUaeiou".contains(c));
            let words = if vowel { format!("{letter}n") } else { letter.to_owned() };
            all.push(Edit { span: Span::new(start, before.len() - 1), words });
        }
        all.push(edit.clone());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(text: &str, old: &str, new: &str, how: How) -> Pair {
        let at = text.find(old).expect("the old words stand there");
        let edits = [Edit { span: Span::new(at, at + old.len()), words: new.to_owned() }];
        let (after, parts) = edited(text, &edits, how);
        let published = jiff::civil::date(2010, 1, 1);
        Pair { id: String::new(), group: "", published, before: text.to_owned(), after, parts }
    }

    #[track_caller]
    fn maps(pair: &Pair, words: &str, to: Option<&str>) {
        let at = pair.before.find(words).expect("the words stand there");
        let span = pair.forward(Span::new(at, at + words.len()));
        assert_eq!(span.map(|s| s.of(&pair.after)), to);
    }

    #[test]
    fn a_replaced_name_maps_whole_and_what_follows_is_moved() {
        let pair = pair("Police beat Ann Lee and Bob.", "Ann Lee", "Nisha Rao", How::Replaced);
        maps(&pair, "Ann Lee", Some("Nisha Rao"));
        maps(&pair, "Lee", Some("Nisha Rao"));
        maps(&pair, "Bob", Some("Bob"));
        maps(&pair, "Ann Lee and Bob", Some("Nisha Rao and Bob"));
        let rao = pair.after.find("Rao").expect("the new name");
        let wide = pair.widened(Span::new(rao, rao + 3)).expect("a part");
        assert_eq!(wide.of(&pair.after), "Nisha Rao");
    }

    #[test]
    fn a_grown_word_takes_what_stands_before_it_and_others_do_not() {
        let pair = pair("Two soldiers left.", "soldiers", "heroic soldiers", How::Grown);
        maps(&pair, "soldiers", Some("heroic soldiers"));
        maps(&pair, "Two", Some("Two"));
        maps(&pair, "Two soldiers", Some("Two heroic soldiers"));
        let bare = pair.after.find("soldiers").expect("the word");
        let span = Span::new(bare, bare + 8);
        assert_eq!(pair.widened(span), Some(span), "the word alone is another span");
    }

    #[test]
    fn what_has_no_place_in_the_other_text_maps_nowhere() {
        let mut pair = pair("Police left.", "Police", "Police", How::Replaced);
        pair.parts.truncate(1);
        maps(&pair, "left", None);
    }

    #[test]
    fn articles_follow_the_new_word() {
        let text = "A Kenyan met an aide; Koala Kenyan.";
        let edit = |at: usize| Edit { span: Span::new(at, at + 6), words: "Indian".to_owned() };
        let edits = articles(text, &[edit(2), edit(28)]);
        assert_eq!(edited(text, &edits, How::Replaced).0, "An Indian met an aide; Koala Indian.");
    }
}

//! The cases of `tests/suite/segment`: every sentence marked `s`, or every token marked `t`.

use proptest::prelude::*;
use tacitus::{Span, marks, segment};

#[test]
fn suite_segment() {
    for file in ["sentences", "tokens"] {
        let path = format!("{}/../../tests/suite/segment/{file}.txt", env!("CARGO_MANIFEST_DIR"));
        let cases = marks::parse(&std::fs::read_to_string(&path).expect("the suite lies in the repository"))
            .expect("the suite parses");
        assert!(!cases.is_empty());
        for case in cases {
            let wanted: Vec<&str> = case.marks.iter().map(|m| m.span.of(&case.text)).collect();
            let found: Vec<Span> = match file {
                "sentences" => segment::sentences(&case.text).iter().map(|s| s.span).collect(),
                _ => segment::tokens(&case.text).iter().map(|t| t.span).collect(),
            };
            let found: Vec<&str> = found.into_iter().map(|s| s.of(&case.text)).collect();
            assert_eq!(found, wanted, "case {}", case.name);
        }
    }
}

proptest! {
    #[test]
    fn every_visible_character_is_in_one_token(text in "(\\PC|[ .!?'’\"\\n-]|U\\.S\\.|Mr\\.|'s){0,60}") {
        let mut end = 0;
        for sentence in segment::sentences(&text) {
            prop_assert_eq!(sentence.span.start, sentence.tokens[0].span.start);
            for token in &sentence.tokens {
                prop_assert!(text[end..token.span.start].chars().all(char::is_whitespace));
                prop_assert!(!token.span.is_empty());
                end = token.span.end;
            }
            prop_assert_eq!(sentence.span.end, end);
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
    }

    #[test]
    fn passages_hold_every_token_once_as_fresh(n in 0usize..900, size in 1usize..30) {
        let text = "word ".repeat(n) + ". Next one here. " + &"x ".repeat(n / 3);
        let sentences = segment::sentences(&text);
        let passages = segment::passages(&text, &sentences, |_| size);
        let fresh: Vec<_> = passages.iter().flat_map(|p| p.tokens[p.fresh_from..].to_vec()).collect();
        let all: Vec<_> = sentences.iter().enumerate()
            .flat_map(|(i, s)| s.tokens.iter().map(move |&t| (i, t))).collect();
        prop_assert_eq!(fresh, all);
        for passage in &passages {
            prop_assert!(passage.tokens.len() * size <= segment::MAX_PIECES.max(size));
        }
    }
}

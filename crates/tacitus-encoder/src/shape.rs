//! The shape of a word: what is lost when it is brought to small letters.
//!
//! Takes the text of a token and whether it opens its sentence, gives a number from 0 to 15. Letters are the
//! Unicode categories L*, capitals Lu, digits Nd; hyphens, apostrophes and periods are passed over.
//!
//! Example: "Baghdad" is 1, at the head of a sentence 9.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Eight shapes, inside a sentence and at its head.
pub const N_SHAPES: usize = 16;

/// What characters a word has.
#[derive(Default)]
struct Count {
    letters: usize,
    capitals: usize,
    digits: usize,
    /// A comma: part of a number, else a mark like others.
    commas: usize,
    others: usize,
    begins_with_capital: bool,
}

/// The shape of `word`: 0 small letters only; 1 a capital first, and not capitals only; 2 two or more
/// capitals only; 3 a single capital; 4 a capital inside, none first; 5 digits only (commas allowed);
/// 6 letters and digits; 7 anything else. And 8 more for the first token of a sentence.
pub fn shape(word: &str, opens_sentence: bool) -> usize {
    let count = count(word);
    let marks = count.others + count.commas;
    let shape = match (count.letters, count.digits) {
        (0, 1..) if count.others == 0 => 5,
        (1.., 1..) => 6,
        (letters @ 1.., 0) if marks == 0 => match count.capitals {
            0 => 0,
            1 if letters == 1 => 3,
            capitals if capitals == letters => 2,
            _ if count.begins_with_capital => 1,
            _ => 4,
        },
        _ => 7,
    };
    shape + if opens_sentence { N_SHAPES / 2 } else { 0 }
}

fn count(word: &str) -> Count {
    let mut count = Count::default();
    for c in word.chars() {
        match c {
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2018}' | '\u{2019}' | '.' => {}
            ',' => count.commas += 1,
            _ if c.general_category_group() == GeneralCategoryGroup::Letter => {
                let is_capital = c.general_category() == GeneralCategory::UppercaseLetter;
                if count.letters == 0 {
                    count.begins_with_capital = is_capital;
                }
                count.letters += 1;
                count.capitals += usize::from(is_capital);
            }
            _ if c.general_category() == GeneralCategory::DecimalNumber => count.digits += 1,
            _ => count.others += 1,
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_shapes() {
        let cases = [
            ("said", 0),
            ("cease-fire", 0),
            ("Baghdad", 1),
            ("McDonald", 1),
            ("O'Neill", 1),
            ("Al-Qaida", 1),
            ("UN", 2),
            ("U.S.", 2),
            ("A", 3),
            ("J.", 3),
            ("al-Sadr", 4),
            ("iPhone", 4),
            ("12", 5),
            ("1,200.50", 5),
            ("2003-04", 5),
            ("F-16", 6),
            ("24th", 6),
            (".", 7),
            ("--", 7),
            (",", 7),
            ("$", 7),
            ("50%", 7),
            ("and/or", 7),
            ("élan", 0),
            ("Évian", 1),
            ("", 7),
        ];
        for (word, expected) in cases {
            assert_eq!(shape(word, false), expected, "{word}");
            assert_eq!(shape(word, true), expected + 8, "{word} at the head of a sentence");
        }
    }
}

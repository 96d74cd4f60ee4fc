//! What a speaker says: the stretch of words that a cue of speech governs.
//!
//! Takes the sentence of an act, the words of its speakers and of the cue, and the trigger; gives the stretch on the
//! trigger's side, without the outer quotation marks and the closing stop. It looks at that one sentence only, and gives
//! nothing where speaker and cue stand in the middle of what is said.
//!
//! `The ministry said on Monday that rebels shelled Fada.`: `rebels shelled Fada`.

use crate::Span;

/// Words between the cue and "that" at most: `said in a statement late on Tuesday that`.
const MOST_BETWEEN: usize = 8;
/// Words of a speaker's description before his marked name at most: `the deputy chief of the police`.
const LONGEST_DESCRIPTION: usize = 6;
/// Words that lead from a cue to what is said and are no part of it: `the charge of having fled`.
const LEADING: [&str; 5] = ["for ", "of ", "to ", "about ", "that "];

/// How the stretch was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub words: Span,
    /// The rule's name.
    pub rule: &'static str,
}

/// What is said of which the trigger is a part; `speaking` are the words of speakers and cue in this sentence.
pub fn said(text: &str, sentence: Span, speaking: &[Span], cue: Option<Span>, trigger: Span) -> Option<Said> {
    if !sentence.contains(trigger) {
        return None; // it runs on into the next
    }
    let here = || speaking.iter().filter(|s| sentence.contains(**s));
    let (from, to) = (here().map(|s| s.start).min()?, here().map(|s| s.end).max()?);
    let clause = clause(text, sentence, trigger);
    if trigger.start >= to {
        let before = text[sentence.start..from].trim_end();
        if before.ends_with(',') && text[to..].trim_start().starts_with(',') {
            return None; // "The rebels, he said, fled"
        }
        let is_according = cue.is_some_and(|c| c.start == from && ends_in_preposition(c.of(text)));
        let (start, rule) = if is_according {
            (after_comma(text, Span::new(to, trigger.start))?, "said/according-to")
        } else {
            (after_that(text, Span::new(to, trigger.start)), "said/after-cue")
        };
        return stretch(text, Span::new(start.max(clause.start), clause.end), rule);
    }
    if trigger.end <= from && !goes_on(&text[to..sentence.end]) {
        let end = before_description(text, Span::new(trigger.end, from));
        return stretch(text, Span::new(clause.start, end.min(clause.end)), "said/before-speaker");
    }
    None
}

/// The part of the sentence between two semicolons that holds the trigger.
fn clause(text: &str, sentence: Span, trigger: Span) -> Span {
    let start =
        text[sentence.start..trigger.start].rfind("; ").map_or(sentence.start, |i| sentence.start + i + 1);
    let end = text[trigger.end..sentence.end].find(';').map_or(sentence.end, |i| trigger.end + i);
    Span::new(start, end)
}

/// Does the statement go on behind its speaker: `..., he said, and burned the mill`?
fn goes_on(behind: &str) -> bool {
    let next = behind.trim_start().strip_prefix(',').and_then(|rest| rest.split_whitespace().next());
    next.is_some_and(|word| ["and", "but", "or", "that", "which", "who", "where"].contains(&word))
}

/// Where what is said ends before a speaker who is described: `..., the premier Ada Oke said`.
fn before_description(text: &str, between: Span) -> usize {
    let words = between.of(text);
    let ends = |c: char| matches!(c, ',' | '"' | '”' | '–' | '—');
    let end = words.rfind(ends).filter(|i| n_words(&words[*i..]) <= LONGEST_DESCRIPTION);
    end.map_or(between.end, |i| between.start + i)
}

/// `according to`, `in the words of`.
fn ends_in_preposition(cue: &str) -> bool {
    let last = cue.rsplit(' ').next().unwrap_or_default();
    ["to", "of", "per", "from"].iter().any(|p| last.eq_ignore_ascii_case(p))
}

fn after_comma(text: &str, between: Span) -> Option<usize> {
    between.of(text).find(',').map(|i| between.start + i + 1)
}

/// Behind a "that" or colon not far behind the cue; else right behind the cue.
fn after_that(text: &str, between: Span) -> usize {
    let words = between.of(text);
    let that = words.to_ascii_lowercase().find(" that ").map(|i| i + " that".len());
    let colon = words.find(": ").map(|i| i + 1);
    let near = |i: &usize| n_words(&words[..*i]) <= MOST_BETWEEN;
    between.start + [that, colon].into_iter().flatten().filter(near).min().unwrap_or(0)
}

fn n_words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count()
}

/// The words without what belongs to the quoting: white space, quotation marks, commas, dashes, the closing stop.
fn stretch(text: &str, span: Span, rule: &'static str) -> Option<Said> {
    let is_quoting =
        |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | ',' | '.' | ':' | ';' | '–' | '—' | '-');
    let words = span.of(text);
    let mut start = span.start + (words.len() - words.trim_start_matches(is_quoting).len());
    let leads = |word: &&&str| text[start..span.end].starts_with(**word);
    start += LEADING.iter().find(leads).map_or(0, |word| word.len());
    let end = span.start + words.trim_end_matches(is_quoting).len();
    (start < end).then(|| Said { words: Span::new(start, end), rule })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marks;

    /// (sentence, the speaker marked `s`, the cue `q`, the trigger `t`; what is said)
    const YES_AND_NO: [(&str, Option<&str>); 19] = [
        ("The [ministry](s) [said](q) on Monday that rebels [shelled](t) Fada.", Some("rebels shelled Fada")),
        ("The [ministry](s) [said](q) rebels [shelled](t) Fada.", Some("rebels shelled Fada")),
        ("[He](s) [told](q) reporters that they [left](t).", Some("they left")),
        ("Rebels [shelled](t) Fada, [the mayor](s) [said](q).", Some("Rebels shelled Fada")),
        ("\"They [shelled](t) us,\" [said](q) [the mayor](s) on Tuesday.", Some("They shelled us")),
        ("Rebels [shelled](t) Fada, [said](q) [Ada Oke](s), mayor of the town.", Some("Rebels shelled Fada")),
        ("[According to](q) [the mayor](s), rebels [shelled](t) Fada.", Some("rebels shelled Fada")),
        ("Rebels [shelled](t) Fada, [according to](q) [the mayor](s).", Some("Rebels shelled Fada")),
        ("[Police](s) [say](q): two men [fired](t) on a bus.", Some("two men fired on a bus")),
        ("[It](s) [denied](q) having [shelled](t) Fada.", Some("having shelled Fada")),
        (
            "Rebels [shelled](t) Fada, the town's deputy mayor [Ada Oke](s) [said](q).",
            Some("Rebels shelled Fada"),
        ),
        ("Talks ended at noon; rebels [shelled](t) Fada, [he](s) [said](q).", Some("rebels shelled Fada")),
        (
            "[He](s) [said](q) rebels [shelled](t) Fada; the army was not to be seen.",
            Some("rebels shelled Fada"),
        ),
        ("[He](s) [spoke](q) of a mine [buried](t) there.", Some("a mine buried there")),
        ("Rebels [shelled](t) Fada, [he](s) [said](q), adding nothing.", Some("Rebels shelled Fada")),
        // The speaker stands in the middle of what he says.
        (
            "Rebels [shelled](t) Fada, [he](s) [said](q), and burned the mill, the granary and two houses.",
            None,
        ),
        ("The rebels, [he](s) [said](q), [shelled](t) Fada.", None),
        // Nobody speaks in this sentence.
        ("Rebels [shelled](t) Fada.", None),
        // A "that" far behind belongs to what is said.
        (
            "[She](s) [said](q) men in the black coats of the customs guard [took](t) all that they had.",
            Some("men in the black coats of the customs guard took all that they had"),
        ),
    ];

    #[test]
    fn what_is_said_is_one_stretch_beside_the_speaker() {
        for (marked, wanted) in YES_AND_NO {
            let case = marks::parse(&format!("=== x\n{marked}\n")).expect("a case").remove(0);
            let of = |kind: &str| case.marks.iter().find(|m| m.kind == kind).map(|m| m.span);
            let speaking: Vec<Span> = [of("s"), of("q")].into_iter().flatten().collect();
            let whole = Span::new(0, case.text.trim_end().len());
            let found = said(&case.text, whole, &speaking, of("q"), of("t").expect("a trigger"));
            assert_eq!(found.map(|f| f.words.of(&case.text)), wanted, "{marked}");
        }
    }
}

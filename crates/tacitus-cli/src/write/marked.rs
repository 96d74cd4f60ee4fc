//! A text with the words of its claims made visible. Takes the text and what is to be marked, gives its
//! characters, each with a look; without colours the looks become brackets. It never changes or drops a
//! word.
//!
//! Example, without colours: `<Aircraft> *bombed*[1] {a militia} in |Basra| on ~Thursday~, a spokesman
//! _said_.`

use tacitus::record::Claim;

/// How a character looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// As always.
    Plain,
    /// Less than always: numbers, codes.
    Faint,
    /// More than always: headlines.
    Strong,
    /// Words of a role. Where roles overlap, the later of this list is shown.
    Time,
    /// Where it happened.
    Place,
    /// To whom.
    Recipient,
    /// Who.
    Actor,
    /// Words that decided status or say who says it.
    Cue,
    /// Words that say the event, by quad class (1 to 4).
    Trigger(u8),
}

/// All about one look.
struct LookEntry {
    look: Look,
    /// Parameters of the terminal's "select graphic rendition".
    sgr: &'static str,
    /// What stands before and after the words when there are no colours.
    brackets: [&'static str; 2],
}

const LOOKS: [LookEntry; 12] = [
    LookEntry { look: Look::Plain, sgr: "0", brackets: ["", ""] },
    LookEntry { look: Look::Faint, sgr: "2", brackets: ["", ""] },
    LookEntry { look: Look::Strong, sgr: "1", brackets: ["", ""] },
    LookEntry { look: Look::Time, sgr: "4;36", brackets: ["~", "~"] },
    LookEntry { look: Look::Place, sgr: "4;32", brackets: ["|", "|"] },
    LookEntry { look: Look::Recipient, sgr: "34", brackets: ["{", "}"] },
    LookEntry { look: Look::Actor, sgr: "35", brackets: ["<", ">"] },
    LookEntry { look: Look::Cue, sgr: "3;4", brackets: ["_", "_"] },
    LookEntry { look: Look::Trigger(1), sgr: "1;36", brackets: ["*", "*"] },
    LookEntry { look: Look::Trigger(2), sgr: "1;32", brackets: ["*", "*"] },
    LookEntry { look: Look::Trigger(3), sgr: "1;33", brackets: ["*", "*"] },
    LookEntry { look: Look::Trigger(4), sgr: "1;31", brackets: ["*", "*"] },
];

impl Look {
    fn entry(self) -> &'static LookEntry {
        LOOKS.iter().find(|e| e.look == self).unwrap_or(&LOOKS[0])
    }

    /// What makes a terminal show it.
    pub fn sgr(self) -> &'static str {
        self.entry().sgr
    }
}

/// A character and how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// What is shown.
    pub c: char,
    /// How.
    pub look: Look,
}

/// Words that are to be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// How.
    pub look: Look,
    /// Number of the record, for triggers; else empty.
    pub label: String,
}

/// The words of these claims; the first claim has number 1.
pub fn marks(claims: &[Claim]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (i, claim) in claims.iter().enumerate() {
        let mut add = |start, end, look, label: String| marks.push(Mark { start, end, look, label });
        let unlabelled = String::new;
        claim.actor.iter().for_each(|e| add(e.start, e.end, Look::Actor, unlabelled()));
        claim.recipient.iter().for_each(|e| add(e.start, e.end, Look::Recipient, unlabelled()));
        claim.place.iter().for_each(|p| add(p.start, p.end, Look::Place, unlabelled()));
        claim.cues.iter().for_each(|c| add(c.start, c.end, Look::Cue, unlabelled()));
        claim.attribution.iter().filter_map(|a| a.cue.as_ref()).for_each(|c| {
            add(c.start, c.end, Look::Cue, unlabelled());
        });
        if let (Some(start), Some(end)) = (claim.time.start, claim.time.end) {
            add(start, end, Look::Time, unlabelled());
        }
        let (start, end) = (claim.trigger.start, claim.trigger.end);
        match marks.iter_mut().find(|m| (m.start, m.end) == (start, end) && !m.label.is_empty()) {
            Some(same_words) => same_words.label += &format!(",{}", i + 1),
            None => {
                marks.push(Mark { start, end, look: Look::Trigger(claim.quad), label: format!("{}", i + 1) })
            }
        }
    }
    marks
}

/// The text with its marks.
pub fn marked(text: &str, mut marks: Vec<Mark>, colour: bool) -> Vec<Glyph> {
    let chars: Vec<char> = text.chars().collect();
    marks.retain(|m| m.start < m.end && m.end <= chars.len());
    marks.sort_by_key(|m| (m.look, usize::MAX - (m.end - m.start), m.start));
    let mut owners: Vec<Option<usize>> = vec![None; chars.len()];
    for (i, mark) in marks.iter().enumerate() {
        owners[mark.start..mark.end].fill(Some(i));
    }
    let mut glyphs = Vec::with_capacity(chars.len() * 5 / 4);
    // Marks of one look that touch or overlap are shown as one.
    for i in 1..chars.len() {
        if let (Some(before), Some(here)) = (owners[i - 1], owners[i])
            && marks[before].look == marks[here].look
            && marks[here].label.is_empty()
            && marks[before].label.is_empty()
        {
            owners[i] = owners[i - 1];
        }
    }
    let mut open = None;
    for (&c, &owner) in chars.iter().zip(&owners) {
        if owner != open {
            close(open.map(|i: usize| &marks[i]), colour, &mut glyphs);
            open = owner;
            if let (Some(i), false) = (open, colour) {
                push(marks[i].look.entry().brackets[0], marks[i].look, &mut glyphs);
            }
        }
        glyphs.push(Glyph { c: harmless(c), look: open.map_or(Look::Plain, |i| marks[i].look) });
    }
    close(open.map(|i| &marks[i]), colour, &mut glyphs);
    glyphs
}

fn close(mark: Option<&Mark>, colour: bool, glyphs: &mut Vec<Glyph>) {
    let Some(mark) = mark else { return };
    if !colour {
        push(mark.look.entry().brackets[1], mark.look, glyphs);
    }
    if !mark.label.is_empty() {
        push(&format!("[{}]", mark.label), Look::Faint, glyphs);
    }
}

/// Adds words in one look.
pub fn push(words: &str, look: Look, glyphs: &mut Vec<Glyph>) {
    glyphs.extend(words.chars().map(|c| Glyph { c: harmless(c), look }));
}

/// Reports come from anywhere: no character of theirs may steer the reader's terminal or turn the line
/// round.
pub fn harmless(c: char) -> char {
    match c {
        '\n' => '\n',
        '\t' | '\r' => ' ',
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    fn shown(text: &str, marks: Vec<Mark>, colour: bool) -> String {
        marked(text, marks, colour).iter().map(|g| g.c).collect()
    }

    fn mark(start: usize, end: usize, look: Look, label: &str) -> Mark {
        Mark { start, end, look, label: label.to_owned() }
    }

    #[test]
    fn without_colours_roles_have_brackets() {
        let (doc, reading) = example::airstrike();
        assert_eq!(
            shown(&doc.text, marks(&reading.claims), false),
            "<US and British aircraft> and <the Iraqi army> *bombed*[1] {a militia}; so called, in |Basra| on \
             ~Thursday~, a spokesman _said_."
        );
    }

    #[test]
    fn with_colours_nothing_is_added_but_the_number() {
        let (doc, reading) = example::airstrike();
        let shown = shown(&doc.text, marks(&reading.claims), true);
        assert_eq!(shown, doc.text.replace("bombed", "bombed[1]"));
    }

    #[test]
    fn two_claims_on_the_same_words_share_a_mark() {
        let (doc, reading) = example::airstrike();
        let claim = reading.claims[0].clone();
        let shown = shown(&doc.text, marks(&[claim.clone(), claim]), true);
        assert_eq!(shown, doc.text.replace("bombed", "bombed[1,2]"));
    }

    #[test]
    fn where_roles_overlap_the_event_is_seen_and_offsets_count_characters() {
        let marks = vec![mark(0, 11, Look::Actor, ""), mark(4, 7, Look::Trigger(4), "1")];
        assert_eq!(shown("Éíí töt Örs.", marks, false), "<Éíí >*töt*[1]< Örs>.");
    }

    #[test]
    fn a_mark_outside_the_text_is_not_shown() {
        assert_eq!(shown("Short.", vec![mark(4, 40, Look::Place, "")], false), "Short.");
    }

    #[test]
    fn a_report_cannot_steer_the_terminal() {
        assert_eq!(shown("a\u{1b}[2Jb\tc\u{202e}d\ne", Vec::new(), true), "a\u{fffd}[2Jb c\u{fffd}d\ne");
    }
}

//! Characters with looks -> lines for a terminal. Takes glyphs and a width, gives text, with colours or
//! without. It breaks lines at spaces only; a word longer than the line stands on a line of its own.
//!
//! Example: `wrapped("Troops left Basra.", 12 wide)` gives `Troops left` and `Basra.`.

use super::marked::{Glyph, Look};

/// Where the lines stand.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// Characters in a line. (Characters of double width count as one: what is read here is English.)
    pub width: usize,
    /// Spaces before the first line.
    pub first: usize,
    /// Spaces before the others.
    pub rest: usize,
    /// With colours?
    pub colour: bool,
}

/// The glyphs as lines, each with its end.
pub fn wrapped(glyphs: &[Glyph], block: Block) -> String {
    let mut out = String::new();
    let mut indent = block.first;
    for paragraph in glyphs.split(|g| g.c == '\n') {
        for line in lines(paragraph, block, &mut indent) {
            show(&line, block.colour, &mut out);
            out.push('\n');
        }
    }
    out
}

/// The lines of one paragraph, spaces before them included. An empty paragraph is one empty line.
fn lines(paragraph: &[Glyph], block: Block, indent: &mut usize) -> Vec<Vec<Glyph>> {
    let space = Glyph { c: ' ', look: Look::Plain };
    let mut lines = Vec::new();
    let mut line: Vec<Glyph> = Vec::new();
    let mut gap: &[Glyph] = &[];
    for piece in paragraph.chunk_by(|a, b| (a.c == ' ') == (b.c == ' ')) {
        if piece[0].c == ' ' {
            gap = piece;
            continue;
        }
        if !line.is_empty() && line.len() + gap.len() + piece.len() > block.width {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line.extend(std::iter::repeat_n(space, *indent));
            *indent = block.rest;
        } else {
            line.extend(gap);
        }
        line.extend(piece);
    }
    lines.push(line);
    lines
}

fn show(line: &[Glyph], colour: bool, out: &mut String) {
    for run in line.chunk_by(|a, b| a.look == b.look) {
        let words = run.iter().map(|g| g.c);
        if colour && run[0].look != Look::Plain {
            out.push_str(&format!("\u{1b}[{}m", run[0].look.sgr()));
            out.extend(words);
            out.push_str("\u{1b}[0m");
        } else {
            out.extend(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked::push;
    use super::*;

    fn glyphs(parts: &[(&str, Look)]) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        parts.iter().for_each(|(words, look)| push(words, *look, &mut glyphs));
        glyphs
    }

    fn block(width: usize, first: usize, rest: usize, colour: bool) -> Block {
        Block { width, first, rest, colour }
    }

    #[test]
    fn lines_break_at_spaces_and_hang() {
        let text = glyphs(&[("Troops left Basra after a week.\n\nQuiet.", Look::Plain)]);
        assert_eq!(
            wrapped(&text, block(14, 0, 2, false)),
            "Troops left\n  Basra after\n  a week.\n\n  Quiet.\n"
        );
    }

    #[test]
    fn a_word_longer_than_the_line_is_kept_whole() {
        let text = glyphs(&[("See https://example.org/a/long/address now", Look::Plain)]);
        assert_eq!(wrapped(&text, block(10, 0, 0, false)), "See\nhttps://example.org/a/long/address\nnow\n");
    }

    #[test]
    fn colours_end_where_the_line_ends() {
        let text = glyphs(&[("a ", Look::Plain), ("b c", Look::Actor)]);
        assert_eq!(wrapped(&text, block(3, 0, 0, true)), "a \u{1b}[35mb\u{1b}[0m\n\u{1b}[35mc\u{1b}[0m\n");
        assert_eq!(wrapped(&text, block(3, 0, 0, false)), "a b\nc\n");
    }
}

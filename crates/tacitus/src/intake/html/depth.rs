//! Takes a page's bytes and says whether its elements are nested deeper than can be parsed in time.
//!
//! The scoring of readability parsers takes time that grows with the square of the depth and worse: 5,000
//! open `<div>`s, 25 kB, take half a minute, and 20,000 never end. Real pages are 51 deep at most. The count
//! follows the HTML standard as far as it matters: elements whose end may be left out (`<li>`, `<td>`, ...)
//! end where the next begins, raw text (`<script>`) is passed over. It never builds a tree.
//!
//! Example: `<div><div>` is two deep, `<ul><li>a<li>b</ul>` too.

/// Elements that contain others, deeper than this, are too deep.
const MAX_DEPTH: usize = 256;

/// Elements within a line (`<span>`, `<b>`) cost less, and old pages forget to close them.
const MAX_INLINE: usize = 2_000;

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "noembed", "noframes", "xmp", "iframe"];

/// Elements that end where the next of them begins.
const NEVER_NESTED: &[&str] = &["a", "p", "nobr"];

/// Elements within a line.
const INLINE: &[&str] = &[
    "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var",
];

/// Elements that end where one of the second list begins, looked for up to one of the third.
const SELF_ENDING: &[(&str, &[&str], &[&str])] = &[
    ("li", &["li"], &["ul", "ol", "menu", "dir"]),
    ("dt", &["dt", "dd"], &["dl"]),
    ("dd", &["dt", "dd"], &["dl"]),
    ("td", &["td", "th"], &["table"]),
    ("th", &["td", "th"], &["table"]),
    ("tr", &["tr"], &["table"]),
    ("tbody", &["tbody", "thead", "tfoot"], &["table"]),
    ("thead", &["tbody", "thead", "tfoot"], &["table"]),
    ("tfoot", &["tbody", "thead", "tfoot"], &["table"]),
    ("option", &["option"], &["select", "datalist"]),
    ("optgroup", &["option", "optgroup"], &["select"]),
];

/// The limit that the page exceeds, if it does.
pub(super) fn too_deep(html: &str) -> Option<usize> {
    let mut open: Vec<String> = Vec::new();
    let mut n_inline: usize = 0;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some((name, closes)) = tag_name(rest) else {
            rest = after_comment(rest);
            continue;
        };
        rest = after_tag(&rest[name.len() + usize::from(closes)..]);
        let name = name.to_ascii_lowercase();
        let is = |list: &[&str]| list.contains(&name.as_str());
        if is(VOID) || is(NEVER_NESTED) {
            continue;
        }
        if is(INLINE) {
            n_inline = if closes { n_inline.saturating_sub(1) } else { n_inline + 1 };
        } else if closes {
            if let Some(i) = open.iter().rposition(|o| *o == name) {
                open.truncate(i);
            }
        } else if is(RAW) && !open.iter().any(|o| o == "svg" || o == "math") {
            rest = after_raw(rest, &name);
        } else {
            end_earlier(&mut open, &name);
            open.push(name);
        }
        match (open.len() > MAX_DEPTH, n_inline > MAX_INLINE) {
            (true, _) => return Some(MAX_DEPTH),
            (_, true) => return Some(MAX_INLINE),
            _ => {}
        }
    }
    None
}

/// The element's name if a tag begins here, and whether it is an end tag.
fn tag_name(rest: &str) -> Option<(&str, bool)> {
    let (rest, closes) = rest.strip_prefix('/').map_or((rest, false), |rest| (rest, true));
    let len = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
    rest.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((&rest[..len], closes))
}

/// Ends the elements that end where this one begins.
fn end_earlier(open: &mut Vec<String>, name: &str) {
    let Some((_, ended, within)) = SELF_ENDING.iter().find(|(n, ..)| *n == name) else { return };
    let from = open.iter().rposition(|o| within.contains(&o.as_str())).map_or(0, |i| i + 1);
    if let Some(i) = open[from..].iter().position(|o| ended.contains(&o.as_str())) {
        open.truncate(from + i);
    }
}

/// What follows the `>` of a tag, past its attributes; a `>` in a quoted value does not count.
fn after_tag(attributes: &str) -> &str {
    let mut quote = None;
    let mut value = false;
    for (i, b) in attributes.bytes().enumerate() {
        match (quote, b) {
            (Some(q), _) if b == q => (quote, value) = (None, false),
            (Some(_), _) => {}
            (None, b'>') => return &attributes[i + 1..],
            (None, b'"' | b'\'') if value => quote = Some(b),
            (None, b'=') => value = true,
            (None, _) => value = value && b.is_ascii_whitespace(),
        }
    }
    ""
}

/// What follows a comment, a declaration, or a `<` that is only a character.
fn after_comment(rest: &str) -> &str {
    if let Some(comment) = rest.strip_prefix("!--") {
        if comment.starts_with('>') || comment.starts_with("->") {
            return comment;
        }
        let ends = ["-->", "--!>"].iter().filter_map(|mark| comment.find(mark)).min();
        return ends.map_or("", |end| &comment[end..]);
    }
    match rest.starts_with(['!', '?', '/']) {
        true => rest.find('>').map_or("", |end| &rest[end..]),
        false => rest,
    }
}

/// What follows the end tag of an element whose content is no markup.
fn after_raw<'h>(rest: &'h str, name: &str) -> &'h str {
    let mut at = 0;
    while let Some(found) = rest[at..].find("</") {
        at += found + 2;
        if rest.as_bytes()[at..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return &rest[at + name.len()..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_blocks_are_counted() {
        assert_eq!(too_deep(&"<div>".repeat(256)), None);
        assert_eq!(too_deep(&"<div>".repeat(257)), Some(256));
        assert_eq!(too_deep(&"<DIV class='a>b'>".repeat(257)), Some(256));
        assert_eq!(too_deep(&"<ul><li>".repeat(200)), Some(256));
        assert_eq!(too_deep(&"<x-y>".repeat(257)), Some(256));
        assert_eq!(too_deep(&"<span>".repeat(2_001)), Some(2_000));
        assert_eq!(too_deep(&format!("<svg><title>{}", "<g>".repeat(300))), Some(256));
        assert_eq!(too_deep(&format!("<a title='<script>'>{}</script>", "<div>".repeat(300))), Some(256));
        assert_eq!(too_deep(&format!("<!-->{}-->", "<div>".repeat(300))), Some(256));
    }

    #[test]
    fn what_is_closed_or_no_markup_is_not() {
        assert_eq!(too_deep(&"<div></div>".repeat(9_999)), None);
        assert_eq!(too_deep(&format!("<ul>{}</ul>", "<li>a".repeat(9_999))), None);
        assert_eq!(too_deep(&format!("<table>{}", "<tr><td><b>a</b><td>b".repeat(9_999))), None);
        assert_eq!(too_deep(&"<p><a name=x>a<br>".repeat(9_999)), None);
        assert_eq!(too_deep(&format!("<!-- {} -->", "<div>".repeat(9_999))), None);
        assert_eq!(too_deep(&format!("<script>{}</script>", "'<div>'".repeat(9_999))), None);
        assert_eq!(too_deep(&"1 < 2 ".repeat(9_999)), None);
        assert_eq!(too_deep(&format!("<a title='{}'>", "<div>".repeat(9_999))), None);
    }
}

//! Takes a web page and gives the article in it: its text in paragraphs, title, outlet, address, day.
//!
//! A page nested too deep is set aside before it is parsed, since a parser would hang on it; so is a page in
//! which no article is found. It never follows a link.
//!
//! Example: a page with three paragraphs between menus gives the three paragraphs.

mod day;
mod depth;

use super::make::Raw;
use super::{HEAD, Item, Items, MAX_PAGE, Origin, encoding, make, plain, unpack};
use crate::NoteCode;
use dom_smoothie::{Article, Config, Readability, TextMode};
use encoding_rs::Encoding;
use regex::bytes::Regex;
use std::io::BufRead;
use std::sync::LazyLock;

/// Fewer words outside links than this are no article but a menu or an error message.
const FEWEST_WORDS: usize = 12;

pub(super) fn looks_like(head: &[u8]) -> bool {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins =
        |mark: &str| start.get(..mark.len()).is_some_and(|s| s.eq_ignore_ascii_case(mark.as_bytes()));
    if begins("<!doctype html") || begins("<html") || begins("<head") {
        return true;
    }
    // A comment or an XML declaration may come first.
    let first: Vec<u8> = start.iter().take(1_000).map(u8::to_ascii_lowercase).collect();
    start.starts_with(b"<") && first.windows(5).any(|w| w == b"<html" || w == b"<body")
}

pub(super) fn read<'a>(bytes: Box<dyn BufRead + 'a>, origin: Origin<'a>) -> Items<'a> {
    let item = match plain::whole(bytes, MAX_PAGE) {
        Ok(Some(bytes)) => page(&bytes, &origin),
        Ok(None) => origin.item(None, NoteCode::TooLarge, plain::too_large(MAX_PAGE)),
        Err(e) => origin.item(None, NoteCode::Unreadable, unpack::unreadable(None, &e)),
    };
    Box::new(std::iter::once(item))
}

fn page(bytes: &[u8], origin: &Origin<'_>) -> Item {
    let decoded = encoding::decode(bytes, declared(bytes));
    if let Some(limit) = depth::too_deep(&decoded.text) {
        let message = format!(
            "elements are nested deeper than {limit}: no page is, it is set aside; save the article as text"
        );
        return origin.item(None, NoteCode::TooDeep, message);
    }
    // The parser is not ours: should it panic on some page, this page alone is lost.
    let read = std::panic::catch_unwind(|| article(&decoded.text));
    let Ok(found) = read else {
        let message = "the page makes the HTML reader fail: save the article as text";
        return origin.item(None, NoteCode::Fault, message);
    };
    let Some(found) = found else {
        let message = "no article was found in the page: save the article as text if there is one";
        return origin.item(None, NoteCode::NoArticle, message);
    };
    let raw = Raw {
        line: None,
        text: found.text,
        key: None,
        source: found.source,
        url: found.url,
        title: found.title,
        lang: None, // pages often bear the language of their template
        day: found.day,
        n_broken: decoded.n_broken,
    };
    make::document(raw, origin)
}

/// The encoding that the page names in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i-u)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]+)"#)
            .expect("the charset is a regular expression")
    });
    let head = &bytes[..bytes.len().min(HEAD)];
    CHARSET.captures(head).and_then(|found| Encoding::for_label(found.get(1)?.as_bytes()))
}

struct Found {
    text: String,
    title: Option<String>,
    source: Option<String>,
    url: Option<String>,
    day: make::Day,
}

fn article(html: &str) -> Option<Found> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let mut page = Readability::new(html, None, Some(config)).ok()?;
    let linked = day::linked_data(&page);
    let url = address(&page);
    let source = meta(&page, &["og:site_name", "application-name", "dc.publisher"])
        .or_else(|| day::string_in(&linked, "publisher"));
    let day = day::of_page(&page, &linked, url.as_deref());
    let article = page.parse().ok()?;
    let text = paragraphs(&article.text_content);
    is_article(&text, &article).then(|| Found {
        text,
        title: Some(article.title.trim().to_owned()).filter(|t| !t.is_empty()),
        source,
        url,
        day,
    })
}

/// What the page says its lasting address is.
fn address(page: &Readability) -> Option<String> {
    let canonical = page.doc.select("link[rel=canonical]").attr("href").map(|href| href.trim().to_owned());
    let whole = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    canonical.filter(whole).or_else(|| meta(page, &["og:url"]).filter(whole))
}

/// The content of the first of these `<meta>` names (or properties) that is filled.
fn meta(page: &Readability, names: &[&str]) -> Option<String> {
    let metas = page.doc.select("meta[content]");
    names.iter().find_map(|name| {
        metas.iter().find_map(|node| {
            let called = ["property", "name", "itemprop", "http-equiv"];
            let is = called.iter().any(|a| node.attr(a).is_some_and(|v| v.trim().eq_ignore_ascii_case(name)));
            let content = node.attr("content").filter(|_| is)?.trim().to_owned();
            (!content.is_empty()).then_some(content)
        })
    })
}

/// Paragraphs with one blank line between them, no white space at the ends of lines, no invisible marks.
fn paragraphs(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines() {
        let line: String = line.replace('\u{a0}', " ").replace(['\u{ad}', '\u{200b}'], "");
        let line = line.trim();
        if !line.is_empty() {
            if !clean.is_empty() {
                clean.push_str(if blank { "\n\n" } else { "\n" });
            }
            clean.push_str(line);
        }
        blank = line.is_empty();
    }
    clean
}

/// Is there a sentence in it, and more than links?
fn is_article(text: &str, article: &Article) -> bool {
    static LINK: LazyLock<regex::Regex> = LazyLock::new(|| {
        regex::Regex::new(r"(?is)<a\b[^>]*>.*?</a>|<[^>]*>").expect("a link is a regular expression")
    });
    let unlinked = LINK.replace_all(&article.content, " ");
    let n_words = unlinked.split_whitespace().filter(|w| w.contains(char::is_alphabetic)).count();
    let sentence = |line: &str| {
        let closed = line.trim_end_matches(['"', '\'', '”', '’', ')', ']']).ends_with(['.', '!', '?', '…']);
        closed && line.split_whitespace().count() > 4
    };
    n_words >= FEWEST_WORDS && text.lines().any(sentence)
}

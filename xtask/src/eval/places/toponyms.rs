//! The marked articles of LGL, TR-News and GeoVirus.
//!
//! Takes the XML of one of them, gives texts with marked phrases; knows only the elements that these files
//! use, and skips a mark whose offsets do not give its words.

use anyhow::{Result, ensure};
use tacitus::{Basis, Document, Published, Scalars, Span};

/// An article.
#[derive(Default)]
pub struct Article {
    /// Its words.
    pub text: String,
    /// Address.
    pub url: Option<String>,
    /// Outlet's domain.
    pub domain: Option<String>,
    /// Day it was fetched or appeared.
    pub date: Option<jiff::civil::Date>,
    /// Marked phrases.
    pub toponyms: Vec<Toponym>,
}

/// A marked phrase.
pub struct Toponym {
    /// Where it stands.
    pub span: Span,
    /// GeoNames id, if marked.
    pub id: Option<u32>,
    /// GeoNames feature code, if marked.
    pub code: String,
    /// Degrees north and east, if marked.
    pub at: Option<(f64, f64)>,
}

impl Article {
    /// As the reader takes it in.
    pub fn document(&self) -> Document {
        let text_id = blake3::hash(self.text.as_bytes()).to_hex()[..16].to_owned();
        let basis = if self.date.is_some() { Basis::Given } else { Basis::Unknown };
        Document {
            id: text_id.clone(),
            text_id,
            key: None,
            path: None,
            line: None,
            source: self.domain.clone(),
            url: self.url.clone(),
            title: None,
            lang: Some("en".to_owned()),
            published: Published { date: self.date, basis },
            dateline: None,
            text: self.text.clone(),
        }
    }
}

/// All articles of a file.
pub fn read(xml: &str) -> Result<Vec<Article>> {
    let articles: Vec<Article> = blocks(xml, "article").map(|b| article(b.inner)).collect();
    ensure!(!articles.is_empty(), "no `<article>` in it");
    Ok(articles)
}

fn article(xml: &str) -> Article {
    let raw = value(xml, "text").unwrap_or_default();
    let body = blocks(xml, "text").next().map_or(xml, |b| &xml[b.end..]);
    let source = value(xml, "url").or_else(|| value(xml, "source"));
    let mut article = Article {
        url: source.map(|u| u.trim().to_owned()).filter(|u| !u.contains("wikinews.org")),
        domain: value(xml, "domain").map(|d| d.trim().to_owned()),
        date: value(xml, "dltime").and_then(|d| d.trim().get(..10)?.parse().ok()),
        text: raw,
        toponyms: Vec::new(),
    };
    let scalars = Scalars::new(&article.text);
    for tag in ["toponym", "location"] {
        for block in blocks(body, tag) {
            article.toponyms.extend(toponym(block.inner, &article.text, &scalars));
        }
    }
    article.toponyms.sort_by_key(|t| t.span);
    article.toponyms.dedup_by_key(|t| t.span);
    article
}

fn toponym(xml: &str, text: &str, scalars: &Scalars) -> Option<Toponym> {
    let number = |tag| value(xml, tag)?.trim().parse::<usize>().ok();
    let words = value(xml, "phrase").or_else(|| value(xml, "name"))?;
    let (start, end) = (number("start")?, number("end")?);
    // Some files count from one, or count a line end twice.
    let span = [0isize, -1, 1, -2, 2].iter().find_map(|shift| {
        let at = |n: usize| scalars.to_byte(n.checked_add_signed(*shift)?);
        let (from, to) = (at(start)?, at(end)?);
        (from <= to && text[from..to] == *words.trim()).then(|| Span::new(from, to))
    })?;
    let degrees = |tag| value(xml, tag)?.trim().parse::<f64>().ok();
    let id = xml.split("<gaztag geonameid=\"").nth(1).and_then(|r| r.split('"').next()?.parse().ok());
    Some(Toponym {
        span,
        id,
        code: value(xml, "fcode").unwrap_or_default(),
        at: degrees("lat").zip(degrees("lon")),
    })
}

struct Block<'a> {
    inner: &'a str,
    /// One past its closing tag, in the text it was looked for in.
    end: usize,
}

/// Elements of this name, none of them within another.
fn blocks<'a>(xml: &'a str, tag: &str) -> impl Iterator<Item = Block<'a>> {
    let open = format!("<{tag}");
    let close = format!("</{tag}>");
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + xml[at..].find(&open)?;
            let rest = &xml[start + open.len()..];
            if !rest.starts_with(['>', ' ']) {
                at = start + open.len();
                continue;
            }
            let inner = start + open.len() + rest.find('>')? + 1;
            let len = xml[inner..].find(&close)?;
            at = inner + len + close.len();
            return Some(Block { inner: &xml[inner..inner + len], end: at });
        }
    })
}

/// The text in the first element of this name.
fn value(xml: &str, tag: &str) -> Option<String> {
    let inner = blocks(xml, tag).next()?.inner;
    if let Some(data) = inner.trim().strip_prefix("<![CDATA[") {
        return Some(data.strip_suffix("]]>").unwrap_or(data).to_owned());
    }
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    Some(marks.iter().fold(inner.to_owned(), |text, (mark, c)| text.replace(mark, c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LGL: &str = "<articles><article docid=\"1\"><domain>civil.ge</domain><dltime>2009-03-20 12:24</dltime>\
        <text><![CDATA[Café in Paris. Lyon < Nice]]></text><toponyms count=\"2\"><toponym><start>8</start>\
        <end>13</end><phrase>Paris</phrase><gaztag geonameid=\"2988507\"><fcode>PPLC</fcode><lat>48.85</lat>\
        <lon>2.35</lon></gaztag></toponym><toponym><start>15</start><end>19</end><phrase>Lyon</phrase></toponym>\
        <toponym><start>0</start><end>4</end><phrase>Rome</phrase></toponym></toponyms></article></articles>";

    #[test]
    fn marks_are_read_with_their_words() {
        let articles = read(LGL).expect("an article");
        let marks: Vec<_> = articles[0]
            .toponyms
            .iter()
            .map(|t| (t.span.of(&articles[0].text), t.id, t.at.is_some()))
            .collect();
        assert_eq!(marks, [("Paris", Some(2_988_507), true), ("Lyon", None, false)]);
        assert_eq!(articles[0].date.map(|d| d.to_string()).as_deref(), Some("2009-03-20"));
    }

    #[test]
    fn files_that_count_from_one_and_escape_their_text() {
        let xml = "<articles><article><source>x</source><text>A &amp; B in Pandi</text><locations><location>\
            <name>Pandi</name><start>10</start><end>15</end><lat>14.87</lat><lon>120.95</lon></location>\
            </locations></article></articles>";
        let articles = read(xml).expect("an article");
        assert_eq!(articles[0].toponyms[0].span.of(&articles[0].text), "Pandi");
        assert!(read("<nothing/>").is_err());
    }
}

//! Takes a page and gives the day it was published, from what the page itself declares.
//!
//! Asked in turn: linked data (JSON-LD `datePublished`), `<meta>`, `<time>`, the address. A day outside 1990
//! to 2100 is a filler and passed over. The day is the one written, in the page's own zone; where the
//! address differs from it by one day the address has the newsroom's day (many pages declare UTC). It never
//! takes a day from the words of the article.
//!
//! Example: `2008-03-28T02:30:00Z` in a page under `/2008/03/27/` is 2008-03-27.

use super::make::Day;
use super::meta;
use crate::Basis;
use crate::intake::published;
use dom_smoothie::Readability;
use jiff::civil::{Date, date};
use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// The names under which pages declare the day, surest first.
const META: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datePublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "date",
    "article:post_date",
    "cXenseParse:recs:publishtime",
    "og:published_time",
    "created",
];

/// Elements that bear the day, surest first.
const TIMES: &[&str] = &[
    "time[itemprop=datePublished]",
    "time[pubdate]",
    "article header time[datetime]",
    "article time[datetime]",
    "main time[datetime]",
    "header time[datetime]",
];

/// The day of the page. `linked`: its linked data.
pub(super) fn of_page(page: &Readability, linked: &[Value], url: Option<&str>) -> Day {
    let in_url = url.and_then(of_address);
    let declared: Vec<String> = [string_in(linked, "datePublished")]
        .into_iter()
        .chain(META.iter().map(|name| meta(page, &[name])))
        .chain(TIMES.iter().map(|time| page.doc.select(time).attr("datetime").map(|day| day.to_string())))
        .flatten()
        .collect();
    match (declared.iter().find_map(|value| published::parse(value).filter(sensible)), in_url) {
        (Some(day), Some(in_url)) if one_apart(day, in_url) => Day::Known(in_url, Basis::Stated),
        (Some(day), _) | (None, Some(day)) => Day::Known(day, Basis::Stated),
        (None, None) => declared.into_iter().next().map_or(Day::Unsaid, Day::Bad),
    }
}

fn sensible(day: &Date) -> bool {
    (date(1990, 1, 1)..date(2100, 1, 1)).contains(day)
}

fn one_apart(a: Date, b: Date) -> bool {
    a.tomorrow().is_ok_and(|next| next == b) || b.tomorrow().is_ok_and(|next| next == a)
}

/// The day in a path: `/2008/03/27/`, `/2008-03-27-`, `/20080327/`, `/2008/mar/27/`.
fn of_address(url: &str) -> Option<Date> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:/|-|_)(?P<y>19[0-9]{2}|20[0-9]{2})(?:(?P<a>[/-])(?P<m>[0-9]{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](?P<d>[0-9]{1,2})|(?P<m2>[0-9]{2})(?P<d2>[0-9]{2}))(?:[/_.-]|\z)")
            .expect("the day of an address is a regular expression")
    });
    let (_, path) = url.split_once("://").unwrap_or(("", url));
    DAY.captures_iter(path).find_map(|found| {
        let part = |a: &str, b: &str| found.name(a).or(found.name(b)).map(|m| m.as_str());
        let month = published::month(part("m", "m2")?)?;
        Date::new(found["y"].parse().ok()?, month, part("d", "d2")?.parse().ok()?).ok().filter(sensible)
    })
}

/// The objects of the page's linked data that describe an article; all of them if none says so.
pub(super) fn linked_data(page: &Readability) -> Vec<Value> {
    let mut objects = Vec::new();
    for script in page.doc.select("script[type='application/ld+json']").iter() {
        let text = script.text();
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        if let Ok(value) = serde_json::from_str(text) {
            collect(value, &mut objects);
        }
    }
    let articles: Vec<Value> = objects.iter().filter(|o| is_article(o)).cloned().collect();
    if articles.is_empty() { objects } else { articles }
}

/// Objects of a list or a graph.
fn collect(value: Value, objects: &mut Vec<Value>) {
    match value {
        Value::Array(list) => list.into_iter().for_each(|v| collect(v, objects)),
        Value::Object(mut fields) => {
            if let Some(graph) = fields.remove("@graph") {
                collect(graph, objects);
            }
            objects.push(Value::Object(fields));
        }
        _ => {}
    }
}

fn is_article(object: &Value) -> bool {
    let named = |v: &Value| {
        v.as_str().is_some_and(|t| t.ends_with("Article") || t.ends_with("Posting") || t == "Report")
    };
    match &object["@type"] {
        Value::Array(types) => types.iter().any(named),
        one => named(one),
    }
}

/// The first string under this key; the `name` of an object there.
pub(super) fn string_in(objects: &[Value], key: &str) -> Option<String> {
    objects.iter().find_map(|object| {
        let value = &object[key];
        let text = value.as_str().or_else(|| value["name"].as_str())?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_addresses() {
        for url in [
            "https://example.org/2008/03/27/kabul",
            "https://example.org/world/2008-03-27-kabul.html",
            "https://example.org/world/2008/mar/27/kabul",
            "https://example.org/20080327/kabul",
            "https://example.org/news/kabul-20080327.html",
        ] {
            assert_eq!(of_address(url), Some(date(2008, 3, 27)), "{url}");
        }
        for url in [
            "https://example.org/2008/kabul",
            "https://example.org/1234567820080327",
            "https://example.org/2008/13/27/",
        ] {
            assert_eq!(of_address(url), None, "{url}");
        }
    }
}

//! `eval places`: LGL, GeoVirus and TR-News against what names of places turn out to be.
//!
//! Two parts. *Given spans*: the marked phrases go in as [`Given::places`], and only the answer counts. *End to
//! end*: nothing is given; a place is right when its words overlap the marked ones and its point lies within
//! 161 km. Marked phrases without coordinates are left out of both: finding them is neither right nor wrong.

mod toponyms;

use super::report::{Cell, Report, Table};
use super::setup::Setup;
use super::{Task, text};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use tacitus::resolve::place::Places;
use tacitus::{Document, Given, PlaceKnown, Span};
use toponyms::{Article, Toponym};

/// The task.
pub const TASK: Task = Task { name: "places", reads: "LGL, GeoVirus or TR-News XML", run: places };

/// 100 miles: the usual distance within which a place counts as the right one.
const NEAR_KM: f64 = 161.0;

/// Measures each file, and the files with GeoNames ids pooled.
pub fn places(setup: &Setup, files: &[PathBuf]) -> Result<Report> {
    let gazetteer = Places::open(&crate::root().join("assets")).map_err(|e| anyhow::anyhow!("{e}"))?;
    let held: BTreeSet<u32> = (0..gazetteer.n_rows()).map(|row| gazetteer.row(row).id).collect();
    let mut given =
        Table { name: "given", title: GIVEN.into(), columns: GIVEN_COLUMNS.to_vec(), rows: Vec::new() };
    let mut found =
        Table { name: "found", title: FOUND.into(), columns: FOUND_COLUMNS.to_vec(), rows: Vec::new() };
    let mut pooled = Vec::new();
    let mut errors = Vec::new();
    for file in files {
        let name = file.file_stem().and_then(|s| s.to_str()).unwrap_or("file").to_lowercase();
        let articles = toponyms::read(&text(file)?).with_context(|| format!("in `{}`", file.display()))?;
        let answers = answers(setup, &articles, &held)?;
        given.rows.push((name.clone(), given_row(&answers)));
        found.rows.push((name.clone(), found_row(setup, &articles)?));
        errors.extend(failures(&name, &answers));
        if answers.iter().flatten().any(|a| a.gold.is_some()) {
            pooled.extend(answers);
        }
    }
    if !pooled.is_empty() {
        given.rows.push(("pooled, with ids".into(), given_row(&pooled)));
    }
    Ok(Report { tables: vec![given, found], errors })
}

const GIVEN: &str = "Given spans (near: within 161 km, unknown counts as wrong; id: exact GeoNames id, of those \
    that the gazetteer holds; held: share of marked ids that it holds; or: near, or the exact id)";
const GIVEN_COLUMNS: [&str; 8] = ["near", "or", "id", "id_all", "held", "mean_km", "unknown", "marked"];
const FOUND: &str = "End to end (overlapping words, within 161 km; spans: the words alone)";
const FOUND_COLUMNS: [&str; 6] = ["p", "r", "f1", "spans_p", "spans_r", "spans_f1"];

/// What became of one marked phrase.
struct Answer {
    words: String,
    code: String,
    gold: Option<u32>,
    read: Option<u32>,
    name: String,
    country: Option<String>,
    km: Option<f64>,
    held: bool,
    around: String,
}

impl Answer {
    fn near(&self) -> bool {
        self.km.is_some_and(|km| km <= NEAR_KM)
    }

    fn exact(&self) -> bool {
        self.gold.is_some() && self.gold == self.read
    }
}

fn answers(setup: &Setup, articles: &[Article], held: &BTreeSet<u32>) -> Result<Vec<Vec<Answer>>> {
    let docs: Vec<Document> = articles.iter().map(Article::document).collect();
    let spans: Vec<Vec<Span>> = articles
        .iter()
        .map(|a| a.toponyms.iter().filter(|t| t.at.is_some()).map(|t| t.span).collect())
        .collect();
    let given = Given { places: Some(spans), ..Given::none() };
    let readings = setup.read(&docs, &given)?;
    Ok(articles
        .iter()
        .zip(&readings)
        .map(|(article, reading)| {
            let marked = article.toponyms.iter().filter(|t| t.at.is_some());
            marked.map(|t| answer(article, t, reading.known.places.get(&t.span), held)).collect()
        })
        .collect())
}

fn answer(article: &Article, t: &Toponym, known: Option<&PlaceKnown>, held: &BTreeSet<u32>) -> Answer {
    let text = &article.text;
    let window = |from: usize, to: usize| -> String {
        text.char_indices().filter(|(i, _)| (from..to).contains(i)).map(|(_, c)| c).collect()
    };
    Answer {
        words: t.span.of(text).to_owned(),
        code: t.code.clone(),
        gold: t.id,
        read: known.and_then(|k| k.geonames),
        name: known.map(|k| k.name.clone()).unwrap_or_default(),
        country: known.and_then(|k| k.country.clone()),
        km: known.and_then(|k| Some(km(t.at?, (f64::from(k.lat?), f64::from(k.lon?))))),
        held: t.id.is_some_and(|id| held.contains(&id)),
        around: window(t.span.start.saturating_sub(60), t.span.end + 40).replace('\n', " "),
    }
}

/// Kilometres along the great circle.
fn km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |x: f64| (x.to_radians() / 2.0).sin();
    let (y, x) = (half(a.0 - b.0), half(a.1 - b.1));
    let h = y * y + a.0.to_radians().cos() * b.0.to_radians().cos() * x * x;
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

fn given_row(articles: &[Vec<Answer>]) -> Vec<Cell> {
    let share = |of: fn(&Answer) -> bool, what: fn(&Answer) -> bool| {
        if !articles.iter().flatten().any(of) {
            return Cell::None;
        }
        Cell::over(articles, |drawn| {
            let all = drawn.iter().flat_map(|a| a.iter()).filter(|a| of(a));
            let (n, hit) = all.fold((0, 0), |(n, hit), a| (n + 1, hit + usize::from(what(a))));
            f64::from(hit as u32) / f64::from(n.max(1))
        })
    };
    let mean = |drawn: &[&Vec<Answer>]| {
        let all: Vec<f64> = drawn.iter().flat_map(|a| a.iter()).filter_map(|a| a.km).collect();
        all.iter().sum::<f64>() / all.len().max(1) as f64
    };
    vec![
        share(|_| true, Answer::near),
        share(|_| true, |a| a.near() || a.exact()),
        share(|a| a.held, Answer::exact),
        share(|a| a.gold.is_some(), Answer::exact),
        share(|a| a.gold.is_some(), |a| a.held),
        Cell::over(articles, mean),
        share(|_| true, |a| a.km.is_none()),
        Cell::Count(articles.iter().flatten().count()),
    ]
}

/// Right, read and marked, for places and for their words alone.
#[derive(Clone, Copy, Default)]
struct Tally {
    places: usize,
    spans: usize,
    read: usize,
    marked: usize,
}

fn found_row(setup: &Setup, articles: &[Article]) -> Result<Vec<Cell>> {
    let docs: Vec<Document> = articles.iter().map(Article::document).collect();
    let readings = setup.read(&docs, &Given::none())?;
    let tallies: Vec<Tally> =
        articles.iter().zip(&readings).map(|(a, r)| tally(a, &r.known.places)).collect();
    let cell = |figure: fn(Tally) -> f64| {
        Cell::over(&tallies, |drawn| {
            figure(drawn.iter().fold(Tally::default(), |sum, t| Tally {
                places: sum.places + t.places,
                spans: sum.spans + t.spans,
                read: sum.read + t.read,
                marked: sum.marked + t.marked,
            }))
        })
    };
    Ok(vec![
        cell(|t| t.places as f64 / t.read.max(1) as f64),
        cell(|t| t.places as f64 / t.marked.max(1) as f64),
        cell(|t| 2.0 * t.places as f64 / (t.read + t.marked).max(1) as f64),
        cell(|t| t.spans as f64 / t.read.max(1) as f64),
        cell(|t| t.spans as f64 / t.marked.max(1) as f64),
        cell(|t| 2.0 * t.spans as f64 / (t.read + t.marked).max(1) as f64),
    ])
}

fn tally(article: &Article, read: &BTreeMap<Span, PlaceKnown>) -> Tally {
    let (scored, unscored): (Vec<&Toponym>, Vec<&Toponym>) =
        article.toponyms.iter().partition(|t| t.at.is_some());
    let mut tally = Tally { marked: scored.len(), ..Tally::default() };
    let mut taken = vec![false; scored.len()];
    for (span, known) in read {
        let hit = scored.iter().enumerate().find(|(i, t)| !taken[*i] && t.span.overlaps(*span));
        let Some((i, t)) = hit else {
            tally.read += usize::from(!unscored.iter().any(|t| t.span.overlaps(*span)));
            continue;
        };
        taken[i] = true;
        tally.read += 1;
        tally.spans += 1;
        let at = known.lat.zip(known.lon).map(|(lat, lon)| (f64::from(lat), f64::from(lon)));
        tally.places += usize::from(at.zip(t.at).is_some_and(|(a, b)| km(a, b) <= NEAR_KM));
    }
    tally
}

/// What went wrong, the most frequent first: by kind of place, then case by case.
fn failures(file: &str, articles: &[Vec<Answer>]) -> Vec<String> {
    let wrong = |a: &&Answer| !a.near() || (a.held && !a.exact());
    let mut classes: BTreeMap<String, usize> = BTreeMap::new();
    let mut cases: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for a in articles.iter().flatten().filter(wrong) {
        let how = if a.km.is_none() {
            "unknown"
        } else if a.near() {
            "near, other id"
        } else {
            "far"
        };
        let class = format!("{how}, {}, {}", a.code, if a.held { "held" } else { "not held" });
        *classes.entry(class.clone()).or_default() += 1;
        let km = a.km.map_or("-".to_owned(), |km| format!("{km:.0} km"));
        let country = a.country.as_deref().unwrap_or("-");
        let key =
            format!("{} ({:?}) read as {} ({:?}, {country}), {km}: {class}", a.words, a.gold, a.name, a.read);
        cases.entry(key).or_insert((0, a.around.clone())).0 += 1;
    }
    let mut lines: Vec<(usize, String)> =
        classes.into_iter().map(|(class, n)| (n, format!("{file}: {n} x {class}"))).collect();
    lines.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut each: Vec<(usize, String)> =
        cases.into_iter().map(|(key, (n, around))| (n, format!("{file}: {n} x {key}\n  {around}"))).collect();
    each.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    lines.into_iter().chain(each).map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_globe() {
        assert!((km((51.5074, -0.1278), (48.8566, 2.3522)) - 343.6).abs() < 1.0);
        assert!(km((0.0, 179.9), (0.0, -179.9)) < 25.0);
    }

    #[test]
    fn a_place_counts_once_and_only_near() {
        let span = Span::new(0, 6);
        let toponym = Toponym { span, id: None, code: String::new(), at: Some((33.9, 35.5)) };
        let article =
            Article { text: "Beirut was calm.".into(), toponyms: vec![toponym], ..Article::default() };
        let known = |lat| PlaceKnown {
            name: "Beirut".into(),
            geonames: None,
            lat: Some(lat),
            lon: Some(35.5),
            country: None,
            admin1: None,
            admin2: None,
            feature: None,
            precision: None,
            resolution: tacitus::Resolution::Resolved,
            candidates: Vec::new(),
            by: Vec::new(),
        };
        let right = tally(&article, &BTreeMap::from([(span, known(33.5))]));
        assert_eq!((right.places, right.spans, right.read, right.marked), (1, 1, 1, 1));
        let far = tally(&article, &BTreeMap::from([(span, known(50.0)), (Span::new(11, 15), known(33.5))]));
        assert_eq!((far.places, far.spans, far.read, far.marked), (0, 1, 2, 1));
    }
}

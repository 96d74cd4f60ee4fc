//! Tasks that look at one stage alone, dates and actors, as reports like all others.
//!
//! Both call the stage that `tacitus::read` calls, on marked words; neither needs the network, but the edition
//! they name holds it all the same.

use super::report::{Cell, Report, Table};
use super::setup::Setup;
use super::{actors, dates};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Times of TimeML documents.
pub fn dates(_: &Setup, files: &[PathBuf]) -> Result<Report> {
    let dates = dates::dates(files)?;
    let row = |(name, value, low, high): &(&str, f64, f64, f64)| {
        (name.to_string(), vec![Cell::Fraction(*value, Some((*low, *high)))])
    };
    let error = |(class, by, n, samples): &(&str, String, usize, Vec<String>)| {
        format!("{n} {class} {by}\n  {}", samples.join("\n  "))
    };
    let title =
        format!("Times: {} documents, {} marked, {} found", dates.n_docs, dates.n_gold, dates.n_found);
    let rows = dates.figures.iter().map(row).collect();
    Ok(Report {
        tables: vec![Table { name: "", title, columns: vec![""], rows }],
        errors: dates.errors.iter().map(error).collect(),
    })
}

/// Country and sector of marked parties.
pub fn actors(_: &Setup, files: &[PathBuf]) -> Result<Report> {
    let scores = actors::actors(&crate::root().join("assets"), files)?;
    let mut items: BTreeMap<&str, Vec<&actors::Judged>> = BTreeMap::new();
    for judged in &scores.judged {
        items.entry(&judged.item).or_default().push(judged);
    }
    let items: Vec<Vec<&actors::Judged>> = items.into_values().collect();
    let cell = |right: fn(&actors::Judged) -> Option<bool>| {
        Cell::over(&items, move |drawn| {
            let judged: Vec<bool> = drawn.iter().flat_map(|i| i.iter()).filter_map(|j| right(j)).collect();
            judged.iter().filter(|r| **r).count() as f64 / judged.len().max(1) as f64
        })
    };
    let rows = vec![
        ("country".to_owned(), vec![cell(|j| j.country_right)]),
        ("country_and_sector".to_owned(), vec![cell(|j| j.both_right)]),
    ];
    let title = format!("{} marked parties, spans given", scores.judged.len());
    let error = |(class, n, examples): (String, usize, Vec<String>)| {
        format!("{n} {class}\n  {}", examples.join("\n  "))
    };
    Ok(Report {
        tables: vec![Table { name: "", title, columns: vec![""], rows }],
        errors: scores.errors().into_iter().map(error).collect(),
    })
}

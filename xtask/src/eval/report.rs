//! What a task found, as aligned tables for a person and as one JSON object for a program.
//!
//! A figure is named `table.row.column` (the table's part left out for the main one): `typed.f1`. It never
//! rounds what goes into JSON.

use super::{About, SEED};
use serde_json::{Map, Value, json};
use tacitus::score::Counts;
use tacitus::score::chance::interval;

/// All that a task found.
#[derive(Default)]
pub struct Report {
    /// In the order in which they are printed.
    pub tables: Vec<Table>,
    /// Errors one by one, for `--errors`.
    pub errors: Vec<String>,
}

/// Rows of figures.
pub struct Table {
    /// First part of the names of its figures; empty for the main table.
    pub name: &'static str,
    /// What stands above it.
    pub title: String,
    /// Heads of the columns.
    pub columns: Vec<&'static str>,
    /// Name and cells.
    pub rows: Vec<(String, Vec<Cell>)>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A fraction of 1 with its 95 % interval.
    Fraction(f64, Option<(f64, f64)>),
    /// How many.
    Count(usize),
    /// Cannot be said.
    None,
}

impl Cell {
    /// A figure over items, with its interval by drawing items anew.
    pub fn over<T>(items: &[T], figure: impl Fn(&[&T]) -> f64) -> Cell {
        let all: Vec<&T> = items.iter().collect();
        Cell::Fraction(figure(&all), interval(items, SEED, figure))
    }

    fn text(&self) -> String {
        match self {
            Cell::Fraction(value, Some((low, high))) => format!("{value:.3} [{low:.3} {high:.3}]"),
            Cell::Fraction(value, None) => format!("{value:.3}"),
            Cell::Count(n) => n.to_string(),
            Cell::None => "-".to_owned(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Cell::Fraction(value, Some((low, high))) => json!({"value": value, "low": low, "high": high}),
            Cell::Fraction(value, None) => json!({"value": value}),
            Cell::Count(n) => json!(n),
            Cell::None => Value::Null,
        }
    }
}

/// Columns of a table of precision and recall.
pub const PRF: [&str; 6] = ["p", "r", "f1", "right", "read", "gold"];

/// The cells of such a row: one [`Counts`] an item.
pub fn prf(items: &[Counts]) -> Vec<Cell> {
    let sum = Counts::sum(items);
    let figure = |f: fn(Counts) -> f64| match sum {
        Counts { read: 0, gold: 0, .. } => Cell::None, // nothing marked, nothing read: nothing to say
        _ => Cell::over(items, |drawn| f(Counts::sum(drawn.iter().copied()))),
    };
    vec![
        figure(Counts::precision),
        figure(Counts::recall),
        figure(Counts::f1),
        Cell::Count(sum.right),
        Cell::Count(sum.read),
        Cell::Count(sum.gold),
    ]
}

impl Report {
    /// For a person.
    pub fn text(&self, about: &About, n_errors: usize) -> String {
        let mut out = format!("{}: edition {}, {}\n", about.task, about.edition, about.precision);
        for (name, hash) in &about.files {
            out += &format!("  {name}  sha256 {}\n", &hash[..16]);
        }
        for table in &self.tables {
            out += &format!("\n{}\n{}", table.title, table.text());
        }
        for error in self.errors.iter().take(n_errors) {
            out += &format!("\n{error}\n");
        }
        out
    }

    /// For a program.
    pub fn json(&self, about: &About) -> Value {
        let mut figures = Map::new();
        for table in &self.tables {
            for (row, cells) in &table.rows {
                for (column, cell) in table.columns.iter().zip(cells) {
                    let parts = [table.name, row, column];
                    let name: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                    figures.insert(name.join("."), cell.json());
                }
            }
        }
        let files: Vec<Value> =
            about.files.iter().map(|(name, hash)| json!({"name": name, "sha256": hash})).collect();
        json!({
            "task": about.task,
            "edition": about.edition,
            "precision": about.precision,
            "files": files,
            "figures": figures,
        })
    }
}

impl Table {
    /// Names to the left, cells to the right, columns under their heads.
    pub fn text(&self) -> String {
        let heads = self.columns.iter().map(|c| c.to_string());
        let mut lines = vec![std::iter::once(String::new()).chain(heads).collect::<Vec<_>>()];
        if self.columns.iter().all(|c| c.is_empty()) {
            lines.clear();
        }
        for (name, cells) in &self.rows {
            lines.push(std::iter::once(name.clone()).chain(cells.iter().map(Cell::text)).collect());
        }
        let width =
            |i: usize| lines.iter().filter_map(|l| l.get(i)).map(|c| c.chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..=self.columns.len()).map(width).collect();
        let mut out = String::new();
        for line in &lines {
            let mut row = format!("  {:<w$}", line[0], w = widths[0]);
            for (cell, w) in line[1..].iter().zip(&widths[1..]) {
                row += &format!("  {cell:>w$}");
            }
            out += row.trim_end();
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let items = [Counts { right: 1, read: 2, gold: 1 }, Counts { right: 0, read: 0, gold: 1 }];
        let main = Table {
            name: "",
            title: "Claims".into(),
            columns: PRF.to_vec(),
            rows: vec![("typed".into(), prf(&items))],
        };
        Report { tables: vec![main], errors: vec!["first".into(), "second".into()] }
    }

    fn about() -> About<'static> {
        let files = vec![("dev.jsonl".to_owned(), "0123456789abcdef0123".to_owned())];
        About { task: "claims", edition: "e", precision: "int8", files }
    }

    #[test]
    fn figures_in_json_are_named_by_row_and_column_and_have_intervals() {
        let json = report().json(&about());
        assert_eq!(json["figures"]["typed.p"]["value"], 0.5);
        assert_eq!(json["figures"]["typed.r"]["value"], 0.5);
        assert_eq!(json["figures"]["typed.gold"], 2);
        let (low, high) = (&json["figures"]["typed.r"]["low"], &json["figures"]["typed.r"]["high"]);
        assert_eq!((low.as_f64(), high.as_f64()), (Some(0.0), Some(1.0)));
        assert_eq!(json["files"][0]["sha256"], "0123456789abcdef0123");
    }

    #[test]
    fn nothing_marked_and_nothing_read_gives_no_figure_but_missing_all_gives_0() {
        assert_eq!(prf(&[Counts::default()])[2], Cell::None);
        assert_eq!(prf(&[Counts { right: 0, read: 0, gold: 3 }])[2], Cell::Fraction(0.0, Some((0.0, 0.0))));
    }

    #[test]
    fn tables_stand_in_columns() {
        let text = report().text(&about(), 1);
        let lines: Vec<&str> =
            text.lines().filter(|l| l.starts_with("  ") && !l.contains("sha256")).collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert_eq!(lines[0].chars().count(), lines[1].chars().count(), "{text}");
        assert!(text.contains("first") && !text.contains("second"));
    }
}

//! A line that shows that work goes on: documents and documents a second, on standard error, when that is a
//! terminal and the work is longer than two seconds. It never shows anything else, and nothing when output
//! is no terminal.
//!
//! Example: `  1,344 documents  96/s  0:14`

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::time::{Duration, Instant};

/// Work shorter than this needs no progress.
const PATIENCE: Duration = Duration::from_secs(2);

/// The line, or nothing.
pub struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
}

impl Progress {
    /// Shows nothing.
    pub fn none() -> Progress {
        Progress { bar: None, started: Instant::now() }
    }

    /// Shows a line on standard error once the work has been going on for a while.
    pub fn on_terminal() -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style());
        Progress { bar: Some(bar), started: Instant::now() }
    }

    /// So many documents are read.
    pub fn at(&self, n_documents: u64) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden() && self.started.elapsed() >= PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.set_position(n_documents);
    }

    /// Takes the line away, does something, and puts it back.
    pub fn pause(&self, something: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(something),
            None => something(),
        }
    }

    /// The work is over: takes the line away.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{:.0}/s", state.per_sec());
    };
    let time = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{}", HumanDuration(state.elapsed()));
    };
    ProgressStyle::with_template("{spinner} {human_pos} documents  {rate}  {time}")
        .expect("the template is well-formed")
        .with_key("rate", rate)
        .with_key("time", time)
}

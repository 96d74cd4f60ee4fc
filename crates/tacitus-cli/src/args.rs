//! What was typed: the flags of every command, with their help. Takes the command line, gives plain values;
//! it never looks at the terminal, the clock or a file. What the values mean together is decided in `plan`.
//!
//! Each flag is documented where it stands; the help text is made from these comments. Example:
//! `tacitus code reports/ --published 2008-03-27 --records all -o records.jsonl`

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;
use tacitus::record::{CommitmentKind, CommitmentStatus};

/// Reads news and field reports and writes down who did what to whom, where, when, on whose word.
///
/// Reads English. Works offline: nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(name = "tacitus", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads documents and writes records; keeps nothing
    ///
    /// Reads plain text, HTML, JSON and CSV, each also packed as `.gz` or `.zst`. On a terminal each report
    /// is shown as a readable page; into a file or a pipe go records, one JSON object a line.
    ///
    /// Exit status: 0 all that could be read was read; 2 some inputs could not be read (each is named on
    /// standard error); 1 could not run.
    Code(CodeArgs),
    /// Reads documents and shows what was promised, demanded and threatened, and how it ended
    ///
    /// Reads like `tacitus code`, in any order of date, and keeps the claims of all reports in memory. On a terminal, or
    /// with `--format page`, a table; into a file or a pipe records, one JSON object a line. Exit status as of
    /// `tacitus code`.
    Commitments(CommitmentsArgs),
}

/// What can be said to `tacitus commitments`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tacitus commitments reports/
  tacitus commitments reports/ --status open --due-before 2008-04-01
  tacitus commitments reports/ --party Sadr --as-of 2008-03-30 --format jsonl")]
pub struct CommitmentsArgs {
    /// How documents are read and where to it is written.
    #[command(flatten)]
    pub code: CodeArgs,

    /// Only those by or to a party with these words in its name, whatever the case
    ///
    /// Example: `--party "Mahdi Army"`
    #[arg(long, value_name = "WORDS")]
    pub party: Option<String>,

    /// Only of this kind: `promise`, `agreement`, `demand`, `threat` or `ultimatum`
    ///
    /// May be given again. Example: `--kind threat --kind ultimatum`
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub kind: Vec<CommitmentKind>,

    /// Only those that stand so: `open`, `kept`, `broken`, `met`, `expired` or `withdrawn`
    ///
    /// May be given again. Example: `--status open`
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Vec<CommitmentStatus>,

    /// Only those whose last day is before this one
    ///
    /// Example: `--due-before 2008-04-01`
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub due_before: Option<Date>,

    /// The ledger as one would have seen it at the end of this day: later reports are not known yet
    ///
    /// Example: `--as-of 2008-03-30`
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
}

/// What can be said to `tacitus code`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tacitus code report.html
  tacitus code reports/ --published 2008-03-27 -o claims.csv
  zstd -dc news.jsonl.zst | tacitus code - --field published=date --only kind=item --records all")]
pub struct CodeArgs {
    /// Files and folders to read, `-` for standard input
    ///
    /// Folders are read with all that is in them, in the order of the names.
    /// Example: `tacitus code report.txt more-reports/`
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// The day of reports that bear none
    ///
    /// It decides what "yesterday" means. Example: `--published 2008-03-27`
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<Date>,

    /// Which field of the input is which of ours
    ///
    /// NAME is a field of the document record (`text`, `title`, `published`, `source`, `url`, `key`,
    /// `lang`); THEIRS is the input's: dotted for a field in a field, `sources.0` for the first of a list.
    /// May be given again for another field. Example: `--field published=date --field source=sources.0`
    #[arg(long = "field", value_name = "NAME=THEIRS", value_parser = pair)]
    pub fields: Vec<(String, String)>,

    /// Read only records whose field THEIRS has this value
    ///
    /// May be given again: all must hold. What is held back is counted. Example: `--only kind=item`
    #[arg(long = "only", value_name = "THEIRS=VALUE", value_parser = pair)]
    pub only: Vec<(String, String)>,

    /// Read everything as this: `html`, `json`, `jsonl`, `csv` or `text`
    ///
    /// Without it the ending of the name decides, and where there is none, the first bytes.
    /// Example: `curl -s https://example.org/report | tacitus code - --input-format html`
    #[arg(long, value_name = "FORMAT")]
    pub input_format: Option<String>,

    /// How to write: `jsonl`, `csv`, or `page` (as on a terminal)
    ///
    /// Without it: `csv` into a file that ends so, a page on a terminal, `jsonl` everywhere else.
    /// CSV has one row a claim, columns named by their place in the record (`actor.name`), lists joined by
    /// `; ` so that the n-th entry of every `actor.` column is of the same actor (see docs/records-csv.md).
    /// Example: `--format csv`
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,

    /// Which kinds of record to write: a list of `document`, `claim`, `commitment`, `note`, or `all`
    ///
    /// Without it only claims. Example: `--records document,claim`
    #[arg(long, value_name = "KINDS")]
    pub records: Option<String>,

    /// How many days after its date a report may come and still count as of that day, in the ledger
    ///
    /// For `--records commitment` over a stream: what older reports say is added when the days after them are
    /// closed, and they are told. Example: `--records commitment --late 60`
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    pub late: u32,

    /// Write into this file instead of to standard output
    ///
    /// A file of this name is overwritten. Example: `-o claims.csv`
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Show for every record why: each field's words, its finder and its score
    ///
    /// For the page; in JSON lines and CSV the same stands in `evidence` anyway.
    /// Example: `tacitus code report.txt --why`
    #[arg(long)]
    pub why: bool,

    /// Reports in other languages count as inputs that could not be read (exit status 2)
    ///
    /// Without it they are set aside and counted, and are no failure. Example: `tacitus code in/ --strict`
    #[arg(long)]
    pub strict: bool,

    /// The day after which a published date is told as lying in the future
    ///
    /// Without it the clock decides. Such reports are read like all others. Example: `--today 2008-04-01`
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,

    /// How many threads read
    ///
    /// Without it one for each core. The output is the same with any number. Example: `--threads 2`
    #[arg(long, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,

    /// The folder that holds `models/` and `assets/`
    ///
    /// Without it: the variable TACITUS_HOME, else the nearest folder above the program that holds both.
    /// Example: `--home ~/tacitus`
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,

    /// The folder of the trained network, instead of the one in the home's `models/`
    ///
    /// Example: `--weights models/tacitus-en`
    #[arg(long, value_name = "DIR")]
    pub weights: Option<PathBuf>,

    /// Compute with the half-precision weights: slower, the reference for measuring
    ///
    /// Example: `tacitus code report.txt --reference`
    #[arg(long)]
    pub reference: bool,

    /// When to use colours
    ///
    /// `auto`: on a terminal, unless the variable NO_COLOR is set. Without colours the words are marked by
    /// brackets. Example: `--color always | less -R`
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,

    /// Say nothing on standard error but what stops the run
    ///
    /// No notes, no summary, no progress. Example: `tacitus code in/ --quiet -o claims.jsonl`
    #[arg(short, long)]
    pub quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn date(typed: &str) -> Result<Date, String> {
    typed.parse().map_err(|_| "not a day; write it as year-month-day, like 2008-03-27".to_owned())
}

fn kind(typed: &str) -> Result<CommitmentKind, String> {
    CommitmentKind::named(typed)
        .ok_or_else(|| "one of promise, agreement, demand, threat, ultimatum".to_owned())
}

fn status(typed: &str) -> Result<CommitmentStatus, String> {
    CommitmentStatus::named(typed)
        .ok_or_else(|| "one of open, kept, broken, met, expired, withdrawn".to_owned())
}

fn pair(typed: &str) -> Result<(String, String), String> {
    match typed.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err("two words joined by `=` are needed, like `published=date`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_flags_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_flag_has_help_with_an_example() {
        let mut cli = Cli::command();
        for command in ["code", "commitments"] {
            let command = cli.find_subcommand_mut(command).expect("there is such a command");
            for arg in command.get_arguments().filter(|a| !matches!(a.get_id().as_str(), "help" | "version"))
            {
                let help = arg.get_long_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.contains("xample: `"), "`{}` has no example in its help: {help}", arg.get_id());
            }
        }
    }

    #[test]
    fn the_help_names_every_field_and_every_format() {
        let mut cli = Cli::command();
        let code = cli.find_subcommand_mut("code").expect("there is a command `code`");
        let help = code.render_long_help().to_string();
        let fields = tacitus::intake::FIELDS.iter().map(|e| e.name);
        let formats = tacitus::intake::FORMATS.iter().map(|e| e.name);
        let written = crate::write::FORMATS.iter().filter(|e| e.format.is_some()).map(|e| e.name);
        for name in fields.chain(formats).chain(written) {
            assert!(help.contains(&format!("`{name}`")), "the help does not name `{name}`");
        }
    }

    #[test]
    fn a_pair_needs_both_sides() {
        assert_eq!(pair("published=date=x"), Ok(("published".to_owned(), "date=x".to_owned())));
        assert!(pair("published").is_err() && pair("=x").is_err() && pair("x=").is_err());
    }

    #[test]
    fn a_date_is_iso() {
        assert!(date("2008-03-27").is_ok());
        assert!(date("27.3.2008").is_err() && date("2008-02-30").is_err());
    }
}

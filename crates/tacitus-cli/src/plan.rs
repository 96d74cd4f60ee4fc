//! What the flags mean together. Takes what was typed and what surrounds the program (terminals, variables,
//! the day), gives the plan of the run, or a message that says what does not fit and what to do. It never
//! opens a file.
//!
//! Example: `tacitus code a.txt -o claims.csv` means: read `a.txt`, write CSV without colours into
//! `claims.csv`.

use crate::args::{CodeArgs, Color};
use crate::write::{FORMATS, Format, Kinds, Shape};
use jiff::civil::Date;
use std::path::PathBuf;
use tacitus::intake::{Config, Field};

/// What surrounds the program.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Is standard input a terminal?
    pub stdin_terminal: bool,
    /// Is standard output a terminal?
    pub stdout_terminal: bool,
    /// Is standard error a terminal?
    pub stderr_terminal: bool,
    /// Is the variable NO_COLOR set to something?
    pub no_color: bool,
    /// Characters in a line of the terminal.
    pub width: usize,
    /// The day by the clock.
    pub today: Date,
    /// How many cores there are.
    pub cores: usize,
}

/// What is to be done.
#[derive(Debug)]
pub struct Plan {
    /// What is read; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// How it is read.
    pub intake: Config,
    /// How it is written.
    pub shape: Shape,
    /// Into which file; `None`: to standard output.
    pub output: Option<PathBuf>,
    /// Published dates after this day are told.
    pub today: Date,
    /// Reading threads.
    pub n_threads: usize,
    /// Other languages are failures.
    pub strict: bool,
    /// A report may come so many days after its date and still count as of that date.
    pub late: u32,
    /// Nothing is told.
    pub quiet: bool,
    /// A line on standard error shows that work goes on.
    pub progress: bool,
}

/// What the flags mean.
pub fn plan(args: &CodeArgs, around: &Surroundings) -> Result<Plan, String> {
    let shape = shape(args, around)?;
    let page_on_screen = shape.format == Format::Page && around.stdout_terminal && args.output.is_none();
    Ok(Plan {
        paths: paths(args, around)?,
        intake: intake(args)?,
        shape,
        output: args.output.clone(),
        today: args.today.unwrap_or(around.today),
        n_threads: args.threads.map_or(around.cores, usize::from),
        strict: args.strict,
        late: args.late,
        quiet: args.quiet,
        progress: around.stderr_terminal && !args.quiet && !page_on_screen,
    })
}

fn paths(args: &CodeArgs, around: &Surroundings) -> Result<Vec<PathBuf>, String> {
    match args.paths.as_slice() {
        [] if around.stdin_terminal => {
            Err("nothing to read\nhint: name a file or a folder, or `-` for standard input".to_owned())
        }
        [] => Ok(vec![PathBuf::from("-")]),
        paths if paths.iter().filter(|path| path.as_os_str() == "-").count() > 1 => {
            Err("standard input `-` is named twice, but can be read only once".to_owned())
        }
        paths => Ok(paths.to_vec()),
    }
}

fn intake(args: &CodeArgs) -> Result<Config, String> {
    let mut fields: Vec<(Field, String)> = Vec::new();
    for (name, theirs) in &args.fields {
        let field: Field = name.parse().map_err(|e| format!("--field {name}={theirs}: {e}"))?;
        if let Some((_, before)) = fields.iter().find(|(f, _)| *f == field) {
            return Err(format!("--field: `{name}` is mapped twice, to `{before}` and to `{theirs}`"));
        }
        fields.push((field, theirs.clone()));
    }
    let format = match &args.input_format {
        Some(name) => Some(name.parse().map_err(|e| format!("--input-format: {e}"))?),
        None => None,
    };
    Ok(Config { fields, only: args.only.clone(), published: args.published, format, ..Config::none() })
}

fn shape(args: &CodeArgs, around: &Surroundings) -> Result<Shape, String> {
    let format = format(args, around)?;
    let kinds = match &args.records {
        Some(list) => kinds(list)?,
        None => Kinds { claim: true, ..Kinds::default() },
    };
    if args.records.is_some()
        && format != Format::Jsonl
        && kinds != (Kinds { claim: true, ..Kinds::default() })
    {
        return Err(format!(
            "--records {}: only JSON lines hold other records than claims\nhint: add --format jsonl",
            args.records.as_deref().unwrap_or_default()
        ));
    }
    if args.why && format != Format::Page {
        return Err("--why is for the page; here the finders stand in the field `evidence` of every claim\n\
                    hint: leave --why away, or add --format page"
            .to_owned());
    }
    let colour = match args.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => around.stdout_terminal && args.output.is_none() && !around.no_color,
    };
    Ok(Shape { format, kinds, why: args.why, colour, width: around.width })
}

fn format(args: &CodeArgs, around: &Surroundings) -> Result<Format, String> {
    if let Some(name) = &args.format {
        return match FORMATS.iter().find(|entry| entry.name == name) {
            Some(entry) => entry.format.ok_or_else(|| {
                format!("--format: `{name}` is not there yet\nhint: today there are {}", format_names())
            }),
            None => Err(format!("--format: there is no `{name}`\nhint: today there are {}", format_names())),
        };
    }
    let ending = args.output.as_ref().and_then(|path| path.extension()).unwrap_or_default();
    let named_kinds = args.records.is_some();
    Ok(match &args.output {
        Some(_) if ending.eq_ignore_ascii_case("csv") => Format::Csv,
        _ if named_kinds => Format::Jsonl,
        _ if args.why => Format::Page,
        None if around.stdout_terminal => Format::Page,
        _ => Format::Jsonl,
    })
}

fn format_names() -> String {
    let names: Vec<String> =
        FORMATS.iter().filter(|e| e.format.is_some()).map(|e| format!("`{}`", e.name)).collect();
    names.join(", ")
}

/// The kinds of record the contract knows, and whether they are there yet.
const KINDS: [(&str, Option<fn(&mut Kinds)>); 7] = [
    ("document", Some(|kinds| kinds.document = true)),
    ("claim", Some(|kinds| kinds.claim = true)),
    ("note", Some(|kinds| kinds.note = true)),
    ("all", Some(|kinds| *kinds = Kinds { document: true, claim: true, note: true, commitment: true })),
    ("commitment", Some(|kinds| kinds.commitment = true)),
    ("event", None),
    ("relation", None),
];

fn kinds(list: &str) -> Result<Kinds, String> {
    let known = "hint: a list of `document`, `claim`, `commitment`, `note`, or `all`";
    let mut kinds = Kinds::default();
    for name in list.split(',').map(str::trim) {
        match KINDS.iter().find(|(known, _)| *known == name) {
            Some((_, Some(add))) => add(&mut kinds),
            Some((_, None)) => return Err(format!("--records: `{name}` is not there yet\n{known}")),
            None => return Err(format!("--records: there is no kind of record `{name}`\n{known}")),
        }
    }
    Ok(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Cli, Command};
    use clap::Parser;
    use jiff::civil::date;

    fn around(terminal: bool) -> Surroundings {
        Surroundings {
            stdin_terminal: terminal,
            stdout_terminal: terminal,
            stderr_terminal: terminal,
            no_color: false,
            width: 80,
            today: date(2026, 1, 2),
            cores: 4,
        }
    }

    fn planned(line: &str, around: &Surroundings) -> Result<Plan, String> {
        let typed = ["tacitus", "code"].into_iter().chain(line.split_whitespace());
        let Command::Code(args) = Cli::try_parse_from(typed).expect("the line parses").command else {
            unreachable!("`code` was typed");
        };
        plan(&args, around)
    }

    #[test]
    fn the_format_follows_from_where_it_goes() {
        let cases = [
            ("a.txt", true, Format::Page),
            ("a.txt", false, Format::Jsonl),
            ("a.txt -o x.csv", true, Format::Csv),
            ("a.txt -o x.jsonl", true, Format::Jsonl),
            ("a.txt -o x", true, Format::Jsonl),
            ("a.txt -o x.csv --format jsonl", true, Format::Jsonl),
            ("a.txt --records all", true, Format::Jsonl),
            ("a.txt --why", false, Format::Page),
            ("a.txt --format page", false, Format::Page),
        ];
        for (line, terminal, format) in cases {
            let plan = planned(line, &around(terminal)).unwrap_or_else(|e| panic!("{line}: {e}"));
            assert_eq!(plan.shape.format, format, "{line}");
        }
    }

    #[test]
    fn colours_need_a_terminal_and_no_objection() {
        let colour = |line, around: &Surroundings| planned(line, around).expect("it fits").shape.colour;
        assert!(colour("a", &around(true)));
        assert!(!colour("a", &around(false)));
        assert!(!colour("a", &Surroundings { no_color: true, ..around(true) }));
        assert!(!colour("a --format page -o x", &around(true)));
        assert!(colour("a --color always", &around(false)));
        assert!(!colour("a --color never", &around(true)));
    }

    #[test]
    fn what_does_not_fit_is_refused_with_a_reason() {
        let cases = [
            ("a --format parquet", "`parquet` is not there yet"),
            ("a --format xml", "there is no `xml`"),
            ("a --records event", "`event` is not there yet"),
            ("a --records claims", "no kind of record `claims`"),
            ("a --records all --format csv", "--format jsonl"),
            ("a --records document -o x.csv", "--format jsonl"),
            ("a --why --format csv", "`evidence`"),
            ("a --field day=x", "--field day=x: `day` is no field"),
            ("a --field published=x --field published=y", "mapped twice"),
            ("a --input-format pdf", "--input-format: `pdf` is no format"),
            ("- -", "named twice"),
        ];
        for (line, words) in cases {
            let message = planned(line, &around(false)).expect_err(line);
            assert!(message.contains(words), "{line}: {message}");
        }
    }

    #[test]
    fn without_a_path_standard_input_is_read_unless_it_is_a_terminal() {
        assert_eq!(planned("", &around(false)).expect("it fits").paths, [PathBuf::from("-")]);
        assert!(planned("", &around(true)).expect_err("nobody types a report").contains("nothing to read"));
    }

    #[test]
    fn progress_is_for_terminals_that_show_no_page() {
        let progress = |line, around: &Surroundings| planned(line, around).expect("it fits").progress;
        assert!(progress("a -o x", &around(true)));
        assert!(!progress("a", &around(true)));
        assert!(!progress("a -o x --quiet", &around(true)));
        assert!(!progress("a -o x", &around(false)));
    }

    #[test]
    fn records_may_be_a_list() {
        let kinds = |line| planned(line, &around(false)).expect("it fits").shape.kinds;
        assert_eq!(kinds("a"), Kinds { claim: true, ..Kinds::default() });
        assert_eq!(
            kinds("a --records document,note"),
            Kinds { document: true, note: true, ..Kinds::default() }
        );
        assert_eq!(
            kinds("a --records all"),
            Kinds { document: true, claim: true, note: true, commitment: true }
        );
    }
}

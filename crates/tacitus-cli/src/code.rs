//! `tacitus code`: documents in, records out; keeps nothing. Here the parts are put together: the trained
//! network, what is known of the world, the intake, the run and the output.

use crate::args::CodeArgs;
use crate::home;
use crate::keeping::Keeping;
use crate::notes::{Teller, exit_status};
use crate::plan::{Plan, Surroundings, plan};
use crate::progress::Progress;
use crate::run::{Stop, run};
use crate::source::{is_same, items};
use crate::work::{Reads, Work};
use crate::write::{self, Written};
use anyhow::{Context, anyhow, bail};
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write, stderr, stdin, stdout};
use std::path::{Path, PathBuf};
use tacitus::world::World;
use tacitus::{Document, EncoderError, Given, Reader, Reading, read};
use tacitus_encoder::{Model, Precision};

/// Runs the command; gives its exit status.
pub fn code(args: &CodeArgs) -> anyhow::Result<u8> {
    let plan = plan(args, &surroundings()).map_err(|message| anyhow!(message))?;
    let kinds = plan.shape.kinds;
    let mut keeping =
        if kinds.commitment { Keeping::streamed(kinds, plan.late, plan.today) } else { Keeping::nothing() };
    read_all(args, &plan, &mut keeping, |_, _| Ok(Written::default()))
}

/// Reads all that is planned, writes what comes of it, and then what `last` makes of the ledger; gives the exit status.
pub fn read_all(
    args: &CodeArgs,
    plan: &Plan,
    keeping: &mut Keeping,
    last: impl FnOnce(&Keeping, &mut dyn Write) -> io::Result<Written>,
) -> anyhow::Result<u8> {
    spare_the_input(plan)?;
    let (weights, assets) = folders(args)?;
    let world = World::open(&assets)?;
    let model = Model::open(&weights, if args.reference { Precision::Half } else { Precision::Int8 })?;
    let reads = Trained(Reader::new(&model, &world));
    let mut teller = teller(plan);
    let mut out = output(plan)?;
    let written = write_all(plan, &reads, &mut out, &mut teller, keeping).and_then(|()| {
        let more = last(keeping, &mut out).and_then(|more| out.flush().map(|()| more));
        teller.totals.written += more.map_err(Stop::Output)?;
        Ok(())
    });
    match written {
        // Whoever closed the pipe has read enough and needs no message.
        Err(Stop::Output(e)) if e.kind() == ErrorKind::BrokenPipe => {
            teller.leave();
            Ok(1)
        }
        result => {
            teller.finish();
            match result {
                Ok(()) => Ok(exit_status(&teller.totals, plan.strict)),
                Err(Stop::Output(e)) => Err(output_stopped(plan, &e)),
                Err(Stop::Encoder(e)) => Err(e.into()),
            }
        }
    }
}

fn teller(plan: &Plan) -> Teller {
    if plan.quiet {
        return Teller::silent();
    }
    let progress = if plan.progress { Progress::on_terminal() } else { Progress::none() };
    Teller::new(progress, plan.shape.kinds.note)
}

/// The trained network with what is known of the world.
struct Trained<'a>(Reader<'a>);

impl Reads for Trained<'_> {
    fn read(&self, docs: &[Document]) -> Result<Vec<Reading>, EncoderError> {
        read(&self.0, docs, &Given::none())
    }
}

fn write_all(
    plan: &Plan,
    reads: &dyn Reads,
    out: &mut Box<dyn Write + Send>,
    teller: &mut Teller,
    keeping: &mut Keeping,
) -> Result<(), Stop> {
    out.write_all(&write::head(&plan.shape)).map_err(Stop::Output)?;
    let work = Work { reads, shape: &plan.shape, today: plan.today, claims: keeping.is_wanted() };
    let items = items(&plan.paths, plan.output.as_deref(), &plan.intake);
    run(items, &work, plan.n_threads, out, teller, keeping)
}

/// The folder of the network and that of the assets.
fn folders(args: &CodeArgs) -> anyhow::Result<(PathBuf, PathBuf)> {
    let variable = std::env::var_os("TACITUS_HOME").filter(|v| !v.is_empty()).map(PathBuf::from);
    let program = std::env::current_exe().and_then(std::fs::canonicalize).ok();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let built_in = std::fs::canonicalize(&built_in).unwrap_or(built_in);
    let home = home::find(&home::Clues {
        flag: args.home.as_deref(),
        variable: variable.as_deref(),
        program: program.as_deref(),
        built_in: &built_in,
        needs: if args.weights.is_some() { &["assets"] } else { &["assets", "models"] },
    })
    .map_err(|message| anyhow!(message))?;
    let weights = match &args.weights {
        Some(dir) => dir.clone(),
        None => home::weights(&home).map_err(|message| anyhow!(message))?,
    };
    Ok((weights, home.join("assets")))
}

/// Before anything is opened for writing: is it one of the files to be read?
fn spare_the_input(plan: &Plan) -> anyhow::Result<()> {
    let Some(output) = &plan.output else { return Ok(()) };
    match plan.paths.iter().find(|input| is_same(input, output)) {
        Some(input) => bail!(
            "`{}` is to be read and would be overwritten by -o\nhint: write into another file",
            input.display()
        ),
        None => Ok(()),
    }
}

fn output(plan: &Plan) -> anyhow::Result<Box<dyn Write + Send>> {
    let Some(path) = &plan.output else {
        return Ok(Box::new(BufWriter::new(stdout())));
    };
    let file = File::create(path).with_context(|| format!("cannot write to `{}`", path.display()))?;
    Ok(Box::new(BufWriter::new(file)))
}

fn output_stopped(plan: &Plan, error: &io::Error) -> anyhow::Error {
    let to =
        plan.output.as_ref().map_or("standard output".to_owned(), |path| format!("`{}`", path.display()));
    let hint = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "\nhint: make room and run again",
        _ => "",
    };
    anyhow!("cannot write to {to}: {error}; what was written so far is not complete{hint}")
}

/// Looks at the terminals, the variables and (once, here only) at the clock.
pub fn surroundings() -> Surroundings {
    let stdout_terminal = stdout().is_terminal();
    Surroundings {
        stdin_terminal: stdin().is_terminal(),
        stdout_terminal,
        stderr_terminal: stderr().is_terminal(),
        no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        width: crate::terminal::width(stdout_terminal),
        today: latest_day_on_earth(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
    }
}

/// Where the sun rises first it is 14 hours later than in Greenwich: no report of today bears a later day.
fn latest_day_on_earth() -> jiff::civil::Date {
    let first = jiff::tz::Offset::constant(14);
    first.to_datetime(jiff::Timestamp::now()).date()
}

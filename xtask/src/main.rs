//! Our own tools: `cargo xtask COMMAND`. Takes a command of [`COMMANDS`] and its arguments, gives its output
//! and an exit code. It is no part of the program that users run.
//!
//! ```text
//! cargo xtask tidy
//! cargo xtask eval claims ../shared/data/gold/dev.jsonl
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // tools speak to a terminal

mod agree;
mod assets;
mod bench;
mod corpus;
mod eval;
mod export;
mod schema;
mod tidy;
mod validate;

use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::ExitCode;

/// A tool.
struct Command {
    name: &'static str,
    /// One line for the list.
    help: &'static str,
    /// Takes the arguments after the name.
    run: fn(Vec<String>) -> Result<()>,
}

/// All tools. A new one is a module with a `run` and one line here.
const COMMANDS: &[Command] = &[
    Command {
        name: "agree",
        help: "compare the reference path with Python's answers",
        run: |a| agree::run(&options("agree", a)),
    },
    Command { name: "assets", help: "pack the table of places from its sources", run: |a| assets::run(a) },
    Command { name: "bench", help: "how fast it reads, and where the time goes", run: bench::run },
    Command {
        name: "corpus",
        help: "check the marked corpus, take marks from texts and join them",
        run: |a| corpus::run(&options("corpus", a)),
    },
    Command { name: "eval", help: "how good it is, against marked data", run: eval::run },
    Command {
        name: "export",
        help: "prepare passages for training",
        run: |a| export::run(&options("export", a)),
    },
    Command { name: "schema", help: "write docs/schema/record.json from the types", run: schema::run },
    Command { name: "tidy", help: "check the source against the conventions", run: tidy::run },
    Command { name: "validate", help: "check every line of a file against the schema", run: validate::run },
];

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_default();
    match dispatch(&name, args.collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(name: &str, args: Vec<String>) -> Result<()> {
    match COMMANDS.iter().find(|c| c.name == name) {
        Some(command) => (command.run)(args),
        None => {
            let list: Vec<String> = COMMANDS.iter().map(|c| format!("  {:<9} {}", c.name, c.help)).collect();
            bail!("`{name}` is no tool\nhint: cargo xtask COMMAND, with one of\n{}", list.join("\n"))
        }
    }
}

/// The arguments of a tool, with a name in front for clap's messages.
fn arguments<A: clap::Parser>(name: &str, args: Vec<String>) -> A {
    A::parse_from(std::iter::once(format!("cargo xtask {name}")).chain(args))
}

/// The same for a tool whose arguments may be part of others.
fn options<A: clap::Args>(name: &str, args: Vec<String>) -> A {
    #[derive(clap::Parser)]
    struct Only<A: clap::Args> {
        #[command(flatten)]
        args: A,
    }
    arguments::<Only<A>>(name, args).args
}

/// The root of the repository.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask lies in the repository").to_owned()
}

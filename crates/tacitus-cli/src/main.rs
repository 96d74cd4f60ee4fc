//! The program `tacitus`: arguments in, records out, exit status 0 (all was read), 2 (some inputs could not
//! be read) or 1 (could not run).
//!
//! In reading order: what was typed (`args`) and what it means (`plan`); one module for each command
//! (`code`, `commitments`); how a command runs (`walk`, `source`, `batch`, `work`, `run`, `keeping`), what it writes (`write`), and
//! what it tells (`notes`, `progress`).

mod args;
mod plan;

mod code;
mod commitments;

mod batch;
mod keeping;
mod run;
mod source;
mod walk;
mod work;

mod write;

mod notes;
mod progress;

mod fault;
mod home;
mod terminal;

#[cfg(test)]
mod example;

use args::{Cli, Command};
use clap::Parser;
use std::io::{Write, stderr};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(message) => return usage(&message),
    };
    let result = match &cli.command {
        Command::Code(args) => code::code(args),
        Command::Commitments(args) => commitments::commitments(args),
    };
    match result {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            // Nobody can be told that standard error is closed.
            drop(writeln!(stderr(), "tacitus: {error:#}"));
            ExitCode::from(1)
        }
    }
}

/// Help that was asked for is no failure; a line that cannot be understood means that nothing could be run.
fn usage(message: &clap::Error) -> ExitCode {
    drop(message.print());
    ExitCode::from(u8::from(message.use_stderr()))
}

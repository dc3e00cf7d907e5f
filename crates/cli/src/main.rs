//! The `armistice` program.

mod args;
mod article;
mod changes;
mod clock;
mod commands;
mod files;
mod page;
mod progress;
mod revision;
mod terminal;
mod trial;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = args::Arguments::parse();
    let terminal = terminal::Terminal::new(arguments.color);
    match commands::run(&arguments.command, &terminal) {
        Ok(outcome) => outcome.into(),
        Err(stop) => terminal.fail(&stop),
    }
}

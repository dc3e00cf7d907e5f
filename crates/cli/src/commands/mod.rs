//! One file a command: read arguments, load, call one engine, hand the result to `report`.

mod brief;
mod check;
mod explain;
mod language;
mod ledger;
mod page;
mod plan;
mod reading;
mod verify;

use crate::args::Command;
use crate::terminal::{Outcome, Stop, Terminal};

/// Runs a command.
pub fn run(command: &Command, terminal: &Terminal) -> Result<Outcome, Stop> {
    match command {
        Command::Check(args) => check::run(args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Language(args) => language::run(args, terminal),
        Command::Brief(args) => brief::run(args, terminal),
        Command::Ledger(args) => ledger::run(args, terminal),
        Command::Plan(args) => plan::run(args, terminal),
        Command::Verify(args) => verify::run(args, terminal),
    }
}

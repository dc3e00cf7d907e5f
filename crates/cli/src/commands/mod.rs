//! One file a command: read arguments, load, call one engine, hand the result to `report`.

mod brief;
mod check;
mod diff;
mod draft;
mod explain;
mod gmcr;
mod induce;
mod language;
mod ledger;
mod page;
mod stability;
mod redact;

use crate::args::Command;
use crate::terminal::{Outcome, Stop, Terminal};

/// Runs a command.
pub fn run(command: &Command, terminal: &Terminal) -> Result<Outcome, Stop> {
    match command {
        Command::Check(args) => check::run(args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Language(args) => language::run(args, terminal),
        Command::Brief(args) => brief::run(args, terminal),
        Command::Draft(args) => draft::run(args, terminal),
        Command::Diff(args) => diff::run(args, terminal),
        Command::Redact(args) => redact::run(args, terminal),
        Command::Ledger(args) => ledger::run(args, terminal),
        Command::Stability(args) => stability::run(args, terminal),
        Command::Induce(args) => induce::run(args, terminal),
        Command::Gmcr(args) => gmcr::run(args, terminal),
    }
}

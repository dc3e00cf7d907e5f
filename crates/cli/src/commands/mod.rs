//! One file a command: read arguments, load, call one engine, hand the result to `report`.

mod add;
mod ask;
mod brief;
mod bulletin;
mod check;
mod codes;
mod completions;
mod deals;
mod diff;
mod draft;
mod explain;
mod export;
mod fmt;
mod gmcr;
mod import;
mod induce;
mod language;
mod ledger;
mod log;
mod man;
mod monitor;
mod new;
mod openings;
mod page;
mod plan;
mod read;
mod reading;
mod redact;
mod review;
mod set;
mod sources;
mod stability;
mod verify;
mod watch;

use crate::args::Command;
use crate::terminal::{Outcome, Stop, Terminal};

/// Runs a command.
pub fn run(command: &Command, terminal: &Terminal) -> Result<Outcome, Stop> {
    match command {
        Command::Check(args) => check::run(args, terminal),
        Command::Read(args) => read::run(args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Language(args) => language::run(args, terminal),
        Command::Brief(args) => brief::run(args, terminal),
        Command::Deals(args) => deals::run(args, terminal),
        Command::Import(args) => import::run(args, terminal),
        Command::Openings(args) => openings::run(args, terminal),
        Command::Draft(args) => draft::run(args, terminal),
        Command::Diff(args) => diff::run(args, terminal),
        Command::Redact(args) => redact::run(args, terminal),
        Command::Review(args) => review::run(args, terminal),
        Command::Ledger(args) => ledger::run(args, terminal),
        Command::Stability(args) => stability::run(args, terminal),
        Command::Induce(args) => induce::run(args, terminal),
        Command::Gmcr(args) => gmcr::run(args, terminal),
        Command::Bulletin(args) => bulletin::run(args, terminal),
        Command::Monitor(args) => monitor::run(args, terminal),
        Command::Plan(args) => plan::run(args, terminal),
        Command::Verify(args) => verify::run(args, terminal),
        Command::New(args) => new::run(args, terminal),
        Command::Add(args) => add::run(args, terminal),
        Command::Set(args) => set::run(args, terminal),
        Command::Fmt(args) => fmt::run(args, terminal),
        Command::Export(args) => export::run(args, terminal),
        Command::Log(args) => log::run(args, terminal),
        Command::Watch(args) => watch::run(args, terminal),
        Command::Completions(args) => completions::run(args, terminal),
        Command::Man(args) => man::run(args, terminal),
    }
}

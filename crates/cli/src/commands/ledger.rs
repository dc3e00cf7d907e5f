//! `armistice ledger`: where the talks stand, in full.

use super::page;
use crate::args::Ledger;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_report::pages;

/// Runs the command.
pub fn run(args: &Ledger, terminal: &Terminal) -> Result<Outcome, Stop> {
    page::run(
        &page::Request {
            name: "ledger",
            case: &args.case,
            since: args.since,
            engines: false,
            deals: page::Deals::default(),
            output: &args.output,
        },
        pages::ledger,
        terminal,
    )
}

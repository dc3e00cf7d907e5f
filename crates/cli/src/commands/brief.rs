//! `armistice brief`: the page.

use super::page;
use crate::args::Brief;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_report::pages;

/// Runs the command.
pub fn run(args: &Brief, terminal: &Terminal) -> Result<Outcome, Stop> {
    page::run(
        &page::Request {
            name: "brief",
            case: &args.case,
            since: args.since,
            engines: true,
            deals: page::Deals::default(),
            output: &args.output,
        },
        pages::brief,
        terminal,
    )
}

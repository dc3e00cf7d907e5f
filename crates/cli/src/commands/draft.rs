//! `armistice draft`: the text in the making, in brackets.

use super::page;
use crate::args::Draft;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_report::pages;

/// Runs the command.
pub fn run(args: &Draft, terminal: &Terminal) -> Result<Outcome, Stop> {
    page::run(
        &page::Request {
            name: "draft",
            case: &args.case,
            since: None,
            engines: false,
            deals: page::Deals::default(),
            output: &args.output,
        },
        pages::draft,
        terminal,
    )
}

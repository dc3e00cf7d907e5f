//! `armistice openings`: the smallest moves that open a deal.

use super::deals::assumed;
use super::page;
use crate::args::Openings;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_engine::deal::robust::acceptability::Sampling;
use armistice_report::pages::{self, View};

/// Runs the command.
pub fn run(args: &Openings, terminal: &Terminal) -> Result<Outcome, Stop> {
    let mut typed = String::new();
    if let Some(from) = &args.from {
        typed.push_str(&format!(" --from {from}"));
    }
    typed.push_str(&args.reading.typed());
    typed.push_str(&args.draws.typed());
    page::run(
        &page::Request {
            name: "openings",
            case: &args.case,
            since: None,
            engines: true,
            deals: page::Deals {
                needed: true,
                sampling: Sampling {
                    seed: args.draws.seed,
                    draws: args.draws.draws as usize,
                },
                view: View {
                    top: args.draws.top as usize,
                    ..View::default()
                },
                party: None,
                from: args.from.clone(),
                proportions: Vec::new(),
                platform: None,
                instead: args.reading.instead.clone(),
                read: assumed(&args.reading.read_offers),
                typed,
            },
            output: &args.output,
        },
        pages::openings,
        terminal,
    )
}

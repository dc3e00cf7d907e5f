//! `armistice export`: claims, events, or positions by actor and issue, as a table.

use crate::args::{EventTable, Export, Exported, Table, TableArgs};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::log;
use armistice_case::sheet::{Error, write_claims, write_events};
use armistice_engine::ledger::{Options, ledger};
use armistice_engine::run::Quiet;
use armistice_report::sheet::write_positions;

/// Runs the command.
pub fn run(args: &Export, terminal: &Terminal) -> Result<Outcome, Stop> {
    match &args.what {
        Exported::Claims(args) => {
            let loaded = files::read_for(&args.of.case, &args.of.audience)?;
            if !loaded.is_sound() {
                return Ok(terminal.refuse(&loaded));
            }
            print(write_claims(&loaded.tree), &args.to, terminal)
        }
        Exported::Events(args) => {
            let loaded = files::read_for(&args.of.case, &args.of.audience)?;
            if !loaded.is_sound() {
                return Ok(terminal.refuse(&loaded));
            }
            let text = match args.format {
                EventTable::Csv => {
                    write_events(&loaded).map_err(|error| Stop::Words(error.to_string()))?
                }
                EventTable::Jsonl => log::lines_of(&loaded),
            };
            terminal.print(args.output.as_deref(), &text)?;
            Ok(Outcome::Fine)
        }
        Exported::Positions(args) => {
            let loaded = files::read_for(&args.of.case, &args.of.audience)?;
            let Some(case) = loaded.case() else {
                return Ok(terminal.refuse(&loaded));
            };
            let options = Options {
                as_of: args.of.as_of,
                since: None,
            };
            let ledger = ledger(&case, &options, &Quiet)?;
            print(write_positions(&case, &ledger), &args.to, terminal)
        }
    }
}

/// Prints a table in the form that was asked for.
fn print(
    csv: Result<String, Error>,
    args: &TableArgs,
    terminal: &Terminal,
) -> Result<Outcome, Stop> {
    let Table::Csv = args.format;
    let text = csv.map_err(|error| Stop::Words(error.to_string()))?;
    terminal.print(args.output.as_deref(), &text)?;
    Ok(Outcome::Fine)
}

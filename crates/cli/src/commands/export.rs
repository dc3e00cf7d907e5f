//! `armistice export`: what other programs take. Claims, events, positions and packages as tables,
//! the deal space as a scenario of a negotiation platform.

use crate::args::{
    EventTable, Export, ExportPackages, ExportScenario, Exported, Platform, Table, TableArgs,
};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal, count};
use armistice_case::interchange::{genius, negmas};
use armistice_case::log;
use armistice_case::sheet::{Error, write_claims, write_events};
use armistice_engine::ledger::{Options, ledger};
use armistice_engine::run::{Quiet, Refusal};
use armistice_report::foreign;
use armistice_report::sheet::write_positions;
use std::fs;

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
        Exported::Packages(args) => packages(args, terminal),
        Exported::Scenario(args) => scenario(args, terminal),
    }
}

fn packages(args: &ExportPackages, terminal: &Terminal) -> Result<Outcome, Stop> {
    let loaded = files::read_for(&args.of.case, &args.of.audience)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    let packages = foreign::write_packages(&case, args.most as usize)?;
    let outcome = print(packages.csv, &args.to, terminal)?;
    if let Some(all) = packages.cut_from {
        terminal.say(&format!(
            "note: {} of {all} packages are in the table\nhelp: `--most N` takes more; `armistice deals` looks at all of them",
            packages.rows
        ));
    }
    Ok(outcome)
}

fn scenario(args: &ExportScenario, terminal: &Terminal) -> Result<Outcome, Stop> {
    let loaded = files::read_for(&args.of.case, &args.of.audience)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    let scenario = foreign::scenario(&case)?;
    let written = match args.to {
        Platform::Genius => genius::write(&scenario),
        Platform::Negmas => negmas::write(&scenario),
    }
    .map_err(|reason| {
        Refusal::new(
            reason.to_string(),
            "`armistice export packages` writes the packages out",
        )
    })?;
    let failed = |error: std::io::Error| {
        Stop::Words(format!("cannot write {}: {error}", args.output.display()))
    };
    fs::create_dir_all(&args.output).map_err(failed)?;
    if fs::read_dir(&args.output).map_err(failed)?.next().is_some() {
        return Err(Stop::Words(format!(
            "{} is not empty\nhelp: name a new folder, so that no other file is taken for a part of the scenario",
            args.output.display()
        )));
    }
    for (name, text) in &written.files {
        files::write_atomically(&args.output.join(name), text.as_bytes()).map_err(failed)?;
    }
    for loss in scenario.notes.iter().chain(&written.losses) {
        terminal.say(&format!("note: {loss}"));
    }
    terminal.say(&format!(
        "{} written to {}",
        count(written.files.len(), "file", "files"),
        args.output.display()
    ));
    Ok(Outcome::Fine)
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

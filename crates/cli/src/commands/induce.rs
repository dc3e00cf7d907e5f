//! `armistice induce`: what would make a state of the conflict hold.

use super::page;
use super::stability::{assumptions, command, concept};
use crate::args::Induce;
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_engine::conflict::{InduceOptions, induce, inducement};
use armistice_engine::run::Quiet;
use armistice_report::pages;

/// Runs the command.
pub fn run(args: &Induce, terminal: &Terminal) -> Result<Outcome, Stop> {
    let loaded = files::read_for(&args.case.case, &args.case.audience)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    let wanted = concept(args.concept);
    let mut how = induce::Options {
        concept: wanted,
        ..induce::Options::default()
    };
    if !how.concepts.contains(&wanted) {
        how.concepts.push(wanted);
    }
    let options = InduceOptions {
        instead: assumptions(&case, &args.instead)?,
        state: args.state.clone(),
        how,
    };
    let found = inducement(&case, &options, &Quiet)?;
    let path = args.case.case.to_string_lossy().into_owned();
    let command = command(
        "induce",
        &args.case,
        Some(&args.state),
        &[args.concept],
        &args.instead,
    );
    page::print(
        &pages::induce(&case, &found, path, command),
        &args.output,
        terminal,
    )?;
    Ok(Outcome::Fine)
}

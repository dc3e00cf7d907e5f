//! `armistice language`: the reference page and the JSON Schema, made from the one table.

use crate::args::Language;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::reference;

/// Runs the command.
pub fn run(args: &Language, terminal: &Terminal) -> Result<Outcome, Stop> {
    let text = if args.schema {
        format!("{:#}\n", reference::json_schema())
    } else {
        reference::page()
    };
    terminal.print(None, &text)?;
    Ok(Outcome::Fine)
}

//! `armistice completions`: made from the same definitions as the help.

use crate::args::{Arguments, Completions};
use crate::terminal::{Outcome, Stop, Terminal};
use clap::CommandFactory;

/// Runs the command.
pub fn run(args: &Completions, terminal: &Terminal) -> Result<Outcome, Stop> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "armistice", &mut out);
    terminal.print(None, &String::from_utf8_lossy(&out))?;
    Ok(Outcome::Fine)
}

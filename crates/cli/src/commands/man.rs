//! `armistice man`: a page a command, made from the same definitions as the help.

use crate::args::{Arguments, Man};
use crate::terminal::{Outcome, Stop, Terminal};
use clap::CommandFactory;

/// Runs the command.
pub fn run(args: &Man, terminal: &Terminal) -> Result<Outcome, Stop> {
    std::fs::create_dir_all(&args.dir)?;
    clap_mangen::generate_to(Arguments::command(), &args.dir)?;
    terminal.say(&format!("man pages written to {}", args.dir.display()));
    Ok(Outcome::Fine)
}

//! `armistice set`: one value, and nothing else.

use crate::args::Set;
use crate::changes::{Opened, diff, refusal};
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::edit::{Change, Shape};

/// Runs the command.
pub fn run(args: &Set, terminal: &Terminal) -> Result<Outcome, Stop> {
    let opened = Opened::open(&args.case)?;
    let path = args.path.clone();
    let change = match &args.value {
        Some(value) => Change::Set {
            path,
            value: Shape::typed(value),
        },
        None => Change::Remove { path },
    };
    match opened.change(&change)? {
        Ok(after) => {
            terminal.print(None, &diff(&opened.loaded, &after))?;
            Ok(Outcome::Fine)
        }
        Err(refused) => Err(refusal(refused, terminal)),
    }
}

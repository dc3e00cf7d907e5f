//! `armistice import`: what stands elsewhere comes into a case, or becomes one.

mod claims;
mod events;
mod packages;
mod scenario;

use crate::args::{Import, Imported};
use crate::terminal::{Outcome, Stop, Terminal};

/// Runs the command.
pub fn run(args: &Import, terminal: &Terminal) -> Result<Outcome, Stop> {
    match &args.what {
        Imported::Claims(args) => claims::run(args, terminal),
        Imported::Events(args) => events::run(args, terminal),
        Imported::Packages(args) => packages::run(args, terminal),
        Imported::Scenario(args) => scenario::run(args, terminal),
    }
}

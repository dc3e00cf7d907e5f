//! `armistice review`: a person decides on draft claims, on a screen or by a table.
//!
//! ```text
//! keys ─► screen ─┐
//!                 ├─► decide (in `case`) ─► edit ─► the files, at once
//! table ─► batch ─┘
//! ```

mod batch;
mod card;
mod screen;
mod session;

use crate::args::Review;
use crate::terminal::{Outcome, Stop, Terminal, count};
use armistice_case::decide::waits;
use armistice_case::sheet_decisions::write_drafts;
use std::io::{self, IsTerminal};
use std::path::Path;

use session::Session;

/// Runs the command.
pub fn run(args: &Review, terminal: &Terminal) -> Result<Outcome, Stop> {
    let session = Session::open(&args.case, &args.drafts, "")?;
    if let Some(file) = &args.sheet {
        return sheet(&session, file, terminal);
    }
    if args.batch.is_none() {
        if session.waiting() == 0 {
            terminal.print(None, "every draft claim of this file is decided\n")?;
            return Ok(Outcome::Fine);
        }
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return Err(Stop::Words(format!(
                "{} for a decision, and the screen needs a terminal\nhelp: `--sheet FILE` writes them as a table, `--batch FILE` takes it back filled in",
                match session.waiting() {
                    1 => "1 draft claim waits".to_owned(),
                    n => format!("{n} draft claims wait"),
                }
            )));
        }
    }
    let who = args.who.clone().or_else(user).ok_or_else(|| {
        Stop::Words("who decides is recorded; say so with `--who NAME`".to_owned())
    })?;
    if let Some(table) = &args.batch {
        return batch::run(args, table, &who, terminal);
    }
    let left = screen::run(Session::open(&args.case, &args.drafts, &who)?)?;
    terminal.print(
        None,
        &match left {
            0 => "every draft claim of this file is decided\n".to_owned(),
            n => format!("{} left\n", count(n, "draft claim", "draft claims")),
        },
    )?;
    Ok(Outcome::Fine)
}

fn sheet(session: &Session, file: &Path, terminal: &Terminal) -> Result<Outcome, Stop> {
    let drafts = session.drafts();
    let table = write_drafts(&drafts)
        .map_err(|error| Stop::Words(format!("the table cannot be written: {error}")))?;
    let output = (file != Path::new("-")).then_some(file);
    terminal.print(output, &table)?;
    if output.is_some() {
        let waiting = drafts.iter().filter(|draft| waits(draft)).count();
        terminal.say(&format!(
            "{} to decide in {}; `--batch` takes it back",
            count(waiting, "draft claim", "draft claims"),
            file.display()
        ));
    }
    Ok(Outcome::Fine)
}

/// The name of the user of this machine.
fn user() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|name| !name.is_empty())
}

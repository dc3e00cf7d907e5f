//! `armistice new`: a commented case to begin with.

use crate::args::{New, Template};
use crate::files::write_atomically;
use crate::terminal::{Outcome, Stop, Terminal};
use std::fs;

const TALKS: &str = include_str!("../../../../templates/talks/case.yaml");
const AGREEMENT: &str = include_str!("../../../../templates/agreement/case.yaml");

/// Runs the command.
pub fn run(args: &New, terminal: &Terminal) -> Result<Outcome, Stop> {
    if args.dir.exists() && fs::read_dir(&args.dir)?.next().is_some() {
        return Err(Stop::Words(format!(
            "{} is not empty; nothing was written\nhelp: name a folder that does not exist yet",
            args.dir.display()
        )));
    }
    fs::create_dir_all(&args.dir)?;
    let text = match args.template {
        Template::Talks => TALKS,
        Template::Agreement => AGREEMENT,
    };
    let path = args.dir.join("case.yaml");
    write_atomically(&path, text.as_bytes())?;
    terminal.print(
        None,
        &format!(
            "{} written; now look at it:\n  armistice brief {}\n",
            path.display(),
            args.dir.display()
        ),
    )?;
    Ok(Outcome::Fine)
}

//! `armistice explain`: the page of a code.

use super::codes::{Named, named};
use crate::args::Explain;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::diagnostic::Code;
use armistice_engine::accord::finding::Code as Finding;

/// Runs the command.
pub fn run(args: &Explain, terminal: &Terminal) -> Result<Outcome, Stop> {
    if args.list {
        let mut out = String::new();
        for code in Code::ALL {
            out.push_str(&format!("{:26} {}\n", code.word(), code.severity().word()));
        }
        for code in Finding::ALL {
            out.push_str(&format!(
                "{:26} {:8} {}\n",
                code.word(),
                code.severity().word(),
                code.alias()
            ));
        }
        terminal.print(None, &out)?;
        return Ok(Outcome::Fine);
    }
    let word = args.code.as_deref().unwrap_or_default();
    let pages: Vec<&str> = named(word).into_iter().map(Named::page).collect();
    match pages.as_slice() {
        [_, ..] => {
            terminal.print(None, &pages.join("\n"))?;
            Ok(Outcome::Fine)
        }
        [] => {
            let near = armistice_case::suggestion(word, Named::all().map(Named::word));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`armistice explain --list` prints every code".to_owned(),
            };
            Err(Stop::Words(format!(
                "no code is called `{word}`\nhelp: {help}"
            )))
        }
    }
}

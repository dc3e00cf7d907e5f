//! `armistice explain`: the page of a code.

use crate::args::Explain;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::diagnostic::Code;

/// Runs the command.
pub fn run(args: &Explain, terminal: &Terminal) -> Result<Outcome, Stop> {
    if args.list {
        let mut out = String::new();
        for code in Code::ALL {
            out.push_str(&format!("{:26} {}\n", code.word(), code.severity().word()));
        }
        terminal.print(None, &out)?;
        return Ok(Outcome::Fine);
    }
    let word = args.code.as_deref().unwrap_or_default();
    match Code::from_word(word) {
        Some(code) => {
            terminal.print(None, code.page())?;
            Ok(Outcome::Fine)
        }
        None => {
            let near = armistice_case::suggestion(word, Code::ALL.iter().map(|code| code.word()));
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

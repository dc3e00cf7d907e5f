//! `armistice explain`: the page of a code.

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
            out.push_str(&format!("{:26} {}\n", code.word(), code.severity().word()));
        }
        terminal.print(None, &out)?;
        return Ok(Outcome::Fine);
    }
    let word = args.code.as_deref().unwrap_or_default();
    let page = Code::from_word(word)
        .map(Code::page)
        .or_else(|| Finding::from_word(word).map(Finding::page));
    match page {
        Some(page) => {
            terminal.print(None, page)?;
            Ok(Outcome::Fine)
        }
        None => {
            let diagnostics = Code::ALL.iter().map(|code| code.word());
            let findings = Finding::ALL.iter().map(|code| code.word());
            let near = armistice_case::suggestion(word, diagnostics.chain(findings));
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

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
    let pages = pages(word);
    match pages.as_slice() {
        [_, ..] => {
            terminal.print(None, &pages.join("\n"))?;
            Ok(Outcome::Fine)
        }
        [] => {
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

/// Checks of the text that have a number in the catalogue of checks on agreements.
const NUMBERED: [(&str, Code); 4] = [
    ("V8", Code::TranchesDoNotSum),
    ("V8", Code::PartsDoNotSum),
    ("V8", Code::MissingTotal),
    ("V10", Code::UnconditionalAsLeverage),
];

/// The page of a code, or the pages behind a number such as `V13`.
fn pages(word: &str) -> Vec<&'static str> {
    if let Some(page) = Code::from_word(word)
        .map(Code::page)
        .or_else(|| Finding::from_word(word).map(Finding::page))
    {
        return vec![page];
    }
    let numbered = NUMBERED
        .iter()
        .filter(|(number, _)| number.eq_ignore_ascii_case(word))
        .map(|(_, code)| code.page());
    let aliased = Finding::ALL.iter().filter(|code| {
        code.alias()
            .split(", ")
            .any(|n| n.eq_ignore_ascii_case(word))
    });
    numbered.chain(aliased.map(|code| code.page())).collect()
}

//! What every command that prints a page does: load, ask the engines, print.

use crate::args::{CaseArgs, Format, OutputArgs};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_engine::accord::finding as accord;
use armistice_engine::accord::structure::structure;
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::ledger::{Options, ledger};
use armistice_engine::run::Quiet;
use armistice_report::page::Page;
use armistice_report::pages::Findings;
use armistice_report::{data, text};
use jiff::civil::Date;

/// What was asked for.
pub struct Request<'a> {
    /// The command's name, for the line that says what made the page.
    pub name: &'static str,
    /// The case and its day.
    pub case: &'a CaseArgs,
    /// The earlier day to compare with.
    pub since: Option<Date>,
    /// Where the page goes.
    pub output: &'a OutputArgs,
}

/// Loads the case, asks the engines, and prints the page that `make` puts together.
pub fn run(
    request: &Request<'_>,
    make: for<'a> fn(&Findings<'a>) -> Page<'a>,
    terminal: &Terminal,
) -> Result<Outcome, Stop> {
    let loaded = files::read(&request.case.case)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    let options = Options {
        as_of: request.case.as_of,
        since: request.since,
    };
    let ledger = ledger(&case, &options, &Quiet)?;
    let structure = structure(&case);
    let (terms, found) = if case.agreement.is_some() {
        let found = verify(&case, &accord::Options::default(), &Quiet)?;
        (Some(lens(&case, None)?), found)
    } else {
        (None, Vec::new())
    };
    let page = make(&Findings {
        case: &case,
        ledger: &ledger,
        structure: structure.as_ref(),
        verified: terms.as_ref().map(|terms| (terms, found.as_slice())),
        path: request.case.case.to_string_lossy().into_owned(),
        command: command(request),
        since: request.since,
    });
    let printed = match request.output.format {
        Format::Text => {
            let colour = request.output.output.is_none() && terminal.colour_out();
            text::text(&page, terminal.width(request.output), colour)
        }
        Format::Json => format!("{:#}\n", data::json(&page)),
    };
    terminal.print(request.output.output.as_deref(), &printed)?;
    Ok(Outcome::Fine)
}

/// The command that makes this page again.
fn command(request: &Request<'_>) -> String {
    let mut out = format!(
        "armistice {} {}",
        request.name,
        request.case.case.to_string_lossy()
    );
    if let Some(day) = request.case.as_of {
        out.push_str(&format!(" --as-of {day}"));
    }
    if let Some(day) = request.since {
        out.push_str(&format!(" --since {day}"));
    }
    out
}

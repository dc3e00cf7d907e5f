//! What every command that prints a page does: load, ask the engines, print.

use crate::args::{CaseArgs, Format, OutputArgs};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::visible::Audience;
use armistice_engine::accord::structure::structure;
use armistice_engine::conflict::{StabilityOptions, stability};
use armistice_engine::drafts::drafts;
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
    let loaded = files::read_for(&request.case.case, &request.case.audience)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    let options = Options {
        as_of: request.case.as_of,
        since: request.since,
    };
    let ledger = ledger(&case, &options, &Quiet)?;
    let structure = structure(&case);
    // A conflict that cannot be asked about keeps nobody from the rest; `stability` says why.
    let conflict = stability(&case, &StabilityOptions::default(), &Quiet).ok();
    let drafts = drafts(&case, ledger.as_of);
    let page = make(&Findings {
        case: &case,
        ledger: &ledger,
        structure: structure.as_ref(),
        conflict: conflict.as_ref(),
        drafts: &drafts,
        path: request.case.case.to_string_lossy().into_owned(),
        command: command(request),
        since: request.since,
    });
    print(&page, request.output, terminal)?;
    Ok(Outcome::Fine)
}

/// Prints a page in the form that was asked for.
pub fn print(page: &Page<'_>, output: &OutputArgs, terminal: &Terminal) -> Result<(), Stop> {
    let printed = match output.format {
        Format::Text => {
            let colour = output.output.is_none() && terminal.colour_out();
            text::text(page, terminal.width(output), colour)
        }
        Format::Json => format!("{:#}\n", data::json(page)),
    };
    terminal.print(output.output.as_deref(), &printed)
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
    if request.case.audience != Audience::Mediator {
        out.push_str(&format!(" --for {}", request.case.audience));
    }
    if let Some(day) = request.since {
        out.push_str(&format!(" --since {day}"));
    }
    out
}

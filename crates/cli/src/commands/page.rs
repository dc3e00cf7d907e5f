//! What every command that prints a page does: load, ask the engines, print.

use crate::args::{CaseArgs, Format, OutputArgs};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::model::NodeId;
use armistice_engine::accord::finding as accord;
use armistice_engine::accord::structure::structure;
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::conflict::{StabilityOptions, stability};
use armistice_engine::deal;
use armistice_engine::deal::robust::acceptability::Sampling;
use armistice_engine::ledger::{Known, Options, ledger};
use armistice_engine::run::{Quiet, Refusal};
use armistice_report::page::Page;
use armistice_report::pages::{Findings, View};
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
    /// The deal space: whether the page is about it, and what to show.
    pub deals: Deals,
    /// Where the page goes.
    pub output: &'a OutputArgs,
}

/// What a page wants of the deal space.
#[derive(Clone, Debug)]
pub struct Deals {
    /// Whether the page is about it, so that it cannot go without.
    pub needed: bool,
    /// Seed and number of draws.
    pub sampling: Sampling,
    /// What to show.
    pub view: View,
    /// The party by whose utility to sort, by its id.
    pub party: Option<String>,
    /// The options as they were typed, for the line that says what made the page.
    pub typed: String,
}

impl Default for Deals {
    fn default() -> Self {
        Deals {
            needed: false,
            sampling: Sampling {
                seed: 1,
                draws: 2_000,
            },
            view: View::default(),
            party: None,
            typed: String::new(),
        }
    }
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
    // A conflict that cannot be asked about keeps nobody from the rest; `stability` says why.
    let conflict = stability(&case, &StabilityOptions::default(), &Quiet).ok();
    let mut view = request.deals.view;
    if let Some(id) = &request.deals.party {
        match case.node(id) {
            Some(NodeId::Actor(actor)) if case.consent.contains(&actor) => view.party = Some(actor),
            _ => {
                return Err(Refusal::new(
                    format!("`{id}` is not a party whose consent this deal takes"),
                    "give the id of a party, as it stands under `parties`",
                )
                .into());
            }
        }
    }
    let study = deal::study(
        &case,
        &deal::Options {
            known: Known::by(&case, ledger.as_of)
                .claims
                .iter()
                .map(|known| known.id)
                .collect(),
            as_of: ledger.as_of,
            top: view.top,
            sampling: request.deals.sampling,
        },
        &Quiet,
    );
    let study = match study {
        Ok(study) => Some(study),
        // A brief of a case without issues, or with too many answers, goes without the deal space.
        Err(_) if !request.deals.needed => None,
        Err(refusal) => return Err(refusal.into()),
    };
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
        conflict: conflict.as_ref(),
        deals: study.as_ref(),
        view,
        verified: terms.as_ref().map(|terms| (terms, found.as_slice())),
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
    if let Some(day) = request.since {
        out.push_str(&format!(" --since {day}"));
    }
    out.push_str(&request.deals.typed);
    out
}

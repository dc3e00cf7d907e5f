//! What every command that prints a page does: load, ask the engines, print.

use super::ask::{Wanted, ask};
use super::stability::assumptions;
use crate::args::{CaseArgs, Format, OutputArgs};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::model::{ActorId, Case, NodeId};
use armistice_case::visible::Audience;
use armistice_engine::deal::platform::Platform;
use armistice_engine::deal::preferences::offers::Assumed;
use armistice_engine::deal::robust::acceptability::Sampling;
use armistice_engine::ledger::Options;
use armistice_engine::run::Refusal;
use armistice_report::page::Page;
use armistice_report::pages::{Findings, View};
use armistice_report::{data, html, text};
use jiff::civil::Date;
use std::path::Path;

/// What was asked for.
pub struct Request<'a> {
    /// The command's name, for the line that says what made the page.
    pub name: &'static str,
    /// The case and its day.
    pub case: &'a CaseArgs,
    /// The earlier day to compare with.
    pub since: Option<Date>,
    /// Whether the page needs more than the ledger and the drafts.
    pub engines: bool,
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
    /// The package to start from, by its id.
    pub from: Option<String>,
    /// In which proportions the proportional rule shares gains, as typed: `PARTY=NUMBER`.
    pub proportions: Vec<String>,
    /// The platform by whose definitions to measure too.
    pub platform: Option<Platform>,
    /// Assumptions to take in place of others, by their ids.
    pub instead: Vec<String>,
    /// How offers are read.
    pub read: Assumed,
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
            from: None,
            proportions: Vec::new(),
            platform: None,
            instead: Vec::new(),
            read: Assumed::default(),
            typed: String::new(),
        }
    }
}

impl Deals {
    /// What to ask of the engines.
    pub fn wanted(&self, engines: bool, case: &Case) -> Result<Wanted, Stop> {
        Ok(Wanted {
            engines,
            deals: self.needed,
            top: self.view.top,
            sampling: self.sampling,
            from: self.from.clone(),
            proportions: self
                .proportions
                .iter()
                .map(|typed| proportion(case, typed))
                .collect::<Result<_, Refusal>>()?,
            platform: self.platform,
            instead: assumptions(case, &self.instead)?,
            read: self.read,
        })
    }
}

/// A party whose consent the deal takes, by its id.
fn party(case: &Case, id: &str) -> Result<ActorId, Refusal> {
    match case.node(id) {
        Some(NodeId::Actor(actor)) if case.consent.contains(&actor) => Ok(actor),
        _ => Err(Refusal::new(
            format!("`{id}` is not a party whose consent this deal takes"),
            "give the id of a party, as it stands under `parties`",
        )),
    }
}

fn proportion(case: &Case, typed: &str) -> Result<(ActorId, i64), Refusal> {
    let (id, share) = typed.split_once('=').unwrap_or((typed, ""));
    let share: Option<i64> = share
        .parse()
        .ok()
        .filter(|share| (1..=1_000_000).contains(share));
    let share = share.ok_or_else(|| {
        Refusal::new(
            format!("`{typed}` gives no proportion"),
            "write `PARTY=NUMBER` with a whole number from 1 to 1000000, such as `city=2`",
        )
    })?;
    Ok((party(case, id)?, share))
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
    terminal.caution(&loaded);
    let options = Options {
        as_of: request.case.as_of,
        since: request.since,
    };
    let mut view = request.deals.view;
    if let Some(id) = &request.deals.party {
        view.party = Some(party(&case, id)?);
    }
    let asked = ask(
        &case,
        &options,
        &request.deals.wanted(request.engines, &case)?,
    )?;
    let path = request.case.case.to_string_lossy().into_owned();
    let docket = super::monitor::docket_for(&case, request.engines)?;
    let state = docket
        .as_ref()
        .map(|docket| super::monitor::state_on(docket, asked.ledger.as_of));
    let since = docket.as_ref().zip(request.since);
    let since = since.map(|(docket, day)| super::monitor::state_on(docket, Some(day)));
    let monitored = state
        .as_ref()
        .map(|state| super::monitor::for_page(&case, state, since.as_ref()));
    let mut findings = asked.findings(view, path, command(request));
    findings.monitored = monitored.as_ref();
    let page = make(&findings);
    print(&page, request.output, terminal)?;
    Ok(Outcome::Fine)
}

/// Prints a page in the form that was asked for.
pub fn print(page: &Page<'_>, output: &OutputArgs, terminal: &Terminal) -> Result<(), Stop> {
    terminal.print(output.output.as_deref(), &printed(page, output, terminal))
}

/// A page in the form that was asked for.
pub fn printed(page: &Page<'_>, output: &OutputArgs, terminal: &Terminal) -> String {
    match output.format {
        Format::Text => {
            let colour = output.output.is_none() && terminal.colour_out();
            text::text(page, terminal.width(output), colour)
        }
        Format::Json => data::json(page),
        Format::Html => html::html(page),
    }
}

/// The start of the command that makes a page again: name, case, and for whom.
pub fn made_by(name: &str, case: &Path, audience: &Audience) -> String {
    let mut out = format!("armistice {name} {}", case.to_string_lossy());
    if *audience != Audience::Mediator {
        out.push_str(&format!(" --for {audience}"));
    }
    out
}

/// The command that makes this page again.
fn command(request: &Request<'_>) -> String {
    let mut out = made_by(request.name, &request.case.case, &request.case.audience);
    if let Some(day) = request.case.as_of {
        out.push_str(&format!(" --as-of {day}"));
    }
    if let Some(day) = request.since {
        out.push_str(&format!(" --since {day}"));
    }
    out.push_str(&request.deals.typed);
    out
}

//! `armistice plan`: orders and steps that need the least guarantee.

use super::{page, reading};
use crate::args::Plan;
use crate::changes::{Opened, refusal};
use crate::files;
use crate::progress::Watched;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::edit::replan;
use armistice_case::visible::Audience;
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::plan::propose::{Limits, Proposal, propose};
use armistice_engine::accord::verify::lens;
use armistice_report::pages::{self, Planned};
use armistice_report::planned;
use std::time::Duration;

/// Runs the command.
pub fn run(args: &Plan, terminal: &Terminal) -> Result<Outcome, Stop> {
    if args.write.is_some() && args.case.audience != Audience::Mediator {
        return Err(Stop::Words(
            "a plan is written into the whole case\nhelp: leave out `--for`".to_owned(),
        ));
    }
    let loaded = files::read_for(&args.case.case, &args.case.audience)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    let assumed = reading::assumed(&args.assume, &case)?;
    let terms = lens(&case, assumed.reading)?;
    let limits = Limits {
        labels: args.effort,
        steps: args.steps,
        proportional: assumed.proportional,
        ..Limits::default()
    };
    let watched = Watched::begin(args.seconds.map(Duration::from_secs));
    let proposal = match propose(&terms, &limits, &watched) {
        Err(_) if watched.interrupted() => return Ok(Outcome::Interrupted),
        other => other?,
    };
    drop(watched);
    let page = pages::plan(&Planned {
        case: &case,
        lens: &terms,
        proposal: &proposal,
        path: args.case.case.to_string_lossy().into_owned(),
        command: command(args),
    });
    super::page::print(&page, &args.output, terminal)?;
    if let Some(reading) = &args.write {
        write(args, reading, &terms, &proposal, terminal)?;
    }
    Ok(Outcome::Fine)
}

/// Adds the proposal to the case as a reading.
fn write(
    args: &Plan,
    reading: &str,
    terms: &Lens<'_>,
    proposal: &Proposal,
    terminal: &Terminal,
) -> Result<(), Stop> {
    if terms.terms.reading.is_some() {
        return Err(Stop::Words(
            "a plan is written against the text itself, not against a reading of it".to_owned(),
        ));
    }
    let few = |turns: i64| {
        let options = proposal.options.iter();
        let within = options.filter(|option| option.turns <= turns);
        within.map(|o| &o.plan).min_by_key(|plan| plan.total())
    };
    let plan = match args.turns {
        None if args.escrow => match &proposal.with_escrow {
            Some(held) => &held.plan,
            None => {
                return Err(Stop::Words(
                    "no escrow lowers what the best order needs\nhelp: leave out `--escrow`"
                        .to_owned(),
                ));
            }
        },
        Some(turns) => few(turns).ok_or_else(|| {
            Stop::Words(format!(
                "no proposal has at most {turns} turns\nhelp: the trade-off lists the numbers of turns"
            ))
        })?,
        None => proposal.taken_up(),
    };
    let (duties, escrows) = planned::planned(terms, proposal, plan);
    let opened = Opened::open(&args.case.case)?;
    let change = replan(
        &opened.loaded,
        reading,
        planned::name(&escrows),
        &duties,
        &escrows,
    )
    .map_err(|refused| refusal(refused, terminal))?;
    match opened.change(&change)? {
        Ok(after) => {
            let place = after.ids.get(reading).map(|d| after.files.place(d.span));
            let place = place.map(|place| place.to_string()).unwrap_or_default();
            terminal.say(&format!(
                "`{reading}` added at {place}; look at it with `armistice verify {} --assume {reading}`",
                args.case.case.display()
            ));
            Ok(())
        }
        Err(refused) => Err(refusal(refused, terminal)),
    }
}

/// The command that makes this page again.
fn command(args: &Plan) -> String {
    let mut out = page::made_by("plan", &args.case.case, &args.case.audience);
    for word in &args.assume {
        out.push_str(&format!(" --assume {word}"));
    }
    if args.steps != 24 {
        out.push_str(&format!(" --steps {}", args.steps));
    }
    if args.effort != 200_000 {
        out.push_str(&format!(" --effort {}", args.effort));
    }
    if let Some(seconds) = args.seconds {
        out.push_str(&format!(" --seconds {seconds}"));
    }
    out
}

//! `armistice plan`: orders and steps that need the least guarantee.

use super::{page, reading};
use crate::args::Plan;
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_engine::accord::plan::propose::{Limits, propose};
use armistice_engine::accord::verify::lens;
use armistice_engine::run::Quiet;
use armistice_report::pages::{self, Planned};

/// Runs the command.
pub fn run(args: &Plan, terminal: &Terminal) -> Result<Outcome, Stop> {
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
    let proposal = propose(&terms, &limits, &Quiet)?;
    let page = pages::plan(&Planned {
        case: &case,
        lens: &terms,
        proposal: &proposal,
        path: args.case.case.to_string_lossy().into_owned(),
        command: command(args),
    });
    super::page::print(&page, &args.output, terminal)?;
    Ok(Outcome::Fine)
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
    out
}

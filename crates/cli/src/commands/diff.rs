//! `armistice diff`: what changed, over everything the engines say.

use super::ask::ask;
use super::monitor::{docket_for, for_page, state_on};
use super::page::Deals;
use crate::args::{Diff, Format};
use crate::terminal::{Outcome, Stop, Terminal};
use crate::{files, revision};
use armistice_case::model::Case;
use armistice_case::{Loaded, load};
use armistice_engine::ledger::Options;
use armistice_report::compare::{Comparison, compare};
use armistice_report::pages::{self, View};
use jiff::civil::Date;
use std::path::Path;

/// One side of the comparison.
struct Side<'a> {
    path: &'a Path,
    revision: Option<&'a str>,
    as_of: Option<Date>,
}

impl Side<'_> {
    fn load(&self, args: &Diff) -> Result<Loaded, Stop> {
        match self.revision {
            Some(revision) => {
                let loaded = load(revision::inputs(self.path, revision)?);
                Ok(loaded.view(&args.audience)?)
            }
            None => files::read_for(self.path, &args.audience),
        }
    }

    fn name(&self, day: Option<Date>) -> String {
        let mut out = self.path.to_string_lossy().into_owned();
        if let Some(revision) = self.revision {
            out.push_str(&format!(" at {revision}"));
        }
        if let Some(day) = day {
            out.push_str(&format!(", as of {day}"));
        }
        out
    }
}

/// Runs the command.
pub fn run(args: &Diff, terminal: &Terminal) -> Result<Outcome, Stop> {
    if args.output.format == Format::Html {
        return Err(Stop::Words(
            "a comparison has no HTML form\nhelp: use `--format text` or `--format json`"
                .to_owned(),
        ));
    }
    let (before, after) = sides(args)?;
    let (old, new) = (before.load(args)?, after.load(args)?);
    let Some(old_case) = old.case() else {
        return Ok(terminal.refuse(&old));
    };
    let Some(new_case) = new.case() else {
        return Ok(terminal.refuse(&new));
    };
    let comparison = compared((&before, &old_case), (&after, &new_case))?;
    let printed = match args.output.format {
        Format::Json => format!("{:#}\n", comparison.json()),
        _ => comparison.text(terminal.width(&args.output)),
    };
    terminal.print(args.output.output.as_deref(), &printed)?;
    Ok(if comparison.is_empty() {
        Outcome::Fine
    } else {
        Outcome::No
    })
}

/// The two sides, of which exactly one thing makes the difference.
fn sides(args: &Diff) -> Result<(Side<'_>, Side<'_>), Stop> {
    let wrong = |words: &str| {
        Stop::Words(format!(
            "{words}\nhelp: name two cases, or one case with `--rev` twice or `--as-of` twice"
        ))
    };
    let revisions = match &args.rev[..] {
        [] => [None, None],
        [before, after] => [Some(before.as_str()), Some(after.as_str())],
        _ => return Err(wrong("`--rev` is given twice: before and after")),
    };
    let days = match args.as_of[..] {
        [] => [None, None],
        [both] => [Some(both), Some(both)],
        [before, after] => [Some(before), Some(after)],
        _ => return Err(wrong("`--as-of` is given once for both, or twice")),
    };
    if args.new.is_none() && args.rev.is_empty() && args.as_of.len() < 2 {
        return Err(wrong("there is nothing to compare the case with"));
    }
    let side = |path, i: usize| Side {
        path,
        revision: revisions[i],
        as_of: days[i],
    };
    Ok((
        side(args.old.as_path(), 0),
        side(args.new.as_deref().unwrap_or(&args.old), 1),
    ))
}

fn compared(before: (&Side<'_>, &Case), after: (&Side<'_>, &Case)) -> Result<Comparison, Stop> {
    let options = |side: &Side<'_>| Options {
        as_of: side.as_of,
        since: None,
    };
    let wanted = Deals::default().wanted(true, before.1)?;
    let old = ask(before.1, &options(before.0), &wanted)?;
    let new = ask(after.1, &options(after.0), &wanted)?;
    let (old_docket, new_docket) = (docket_for(before.1, true)?, docket_for(after.1, true)?);
    let old_state = old_docket
        .as_ref()
        .map(|docket| state_on(docket, old.ledger.as_of));
    let new_state = new_docket
        .as_ref()
        .map(|docket| state_on(docket, new.ledger.as_of));
    let old_monitored = old_state
        .as_ref()
        .map(|state| for_page(before.1, state, None));
    let new_monitored = new_state
        .as_ref()
        .map(|state| for_page(after.1, state, None));
    let mut old_findings = old.findings(View::default(), String::new(), String::new());
    let mut new_findings = new.findings(View::default(), String::new(), String::new());
    old_findings.monitored = old_monitored.as_ref();
    new_findings.monitored = new_monitored.as_ref();
    let old_page = pages::everything(&old_findings);
    let new_page = pages::everything(&new_findings);
    Ok(compare(
        (&old_page, before.0.name(old.ledger.as_of)),
        (&new_page, after.0.name(new.ledger.as_of)),
    ))
}

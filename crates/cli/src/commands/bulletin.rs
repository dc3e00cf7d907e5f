//! `armistice bulletin`: the day or the week of an agreement, in the order monitors write it.

use super::monitor::{day_of, view};
use super::page;
use crate::args::Bulletin;
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::playback::Playback;
use armistice_report::pages::{self, Monitored, Rhythm};

/// Runs the command.
pub fn run(args: &Bulletin, terminal: &Terminal) -> Result<Outcome, Stop> {
    let loaded = files::read_for(&args.case.case, &args.case.audience)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    terminal.caution(&loaded);
    let rhythm = if args.weekly {
        Rhythm::Weekly
    } else {
        Rhythm::Daily
    };
    let view = args
        .view
        .as_deref()
        .map(|word| view(&case, word))
        .transpose()?;
    let docket = Docket::of(&case, None)?;
    let heard = view.map(|view| docket.heard(view));
    let day = docket.number(day_of(&docket, args.case.as_of));
    let mut playback = Playback::of(&docket, heard.as_ref());
    let before = playback.to(day - rhythm.days());
    let state = playback.to(day);
    let mut command = page::made_by("bulletin", &args.case.case, &args.case.audience);
    command.push_str(if args.weekly { " --weekly" } else { " --daily" });
    if let Some(day) = args.case.as_of {
        command.push_str(&format!(" --as-of {day}"));
    }
    if let Some(view) = &args.view {
        command.push_str(&format!(" --view {view}"));
    }
    let of = Monitored {
        case: &case,
        monitor: &state,
        since: Some(&before),
        alerts: &[],
        view,
        path: args.case.case.to_string_lossy().into_owned(),
        command,
    };
    page::print(&pages::bulletin(&of, rhythm), &args.output, terminal)?;
    Ok(Outcome::Fine)
}

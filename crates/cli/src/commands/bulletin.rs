//! `armistice bulletin`: the day or the week of an agreement, in the order monitors write it.

use super::monitor::{day_of, view};
use super::page;
use crate::args::{Bulletin, Format};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::playback::Playback;
use armistice_report::pages::{self, Monitored, Rhythm};
use jiff::civil::Date;

/// The most bulletins of one series: ten years of days.
const MOST: usize = 3_660;

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
    let days = match args.from {
        None => vec![day],
        Some(from) => series(args, &docket, from, day, rhythm)?,
    };
    let mut playback = Playback::of(&docket, heard.as_ref());
    let mut before = playback.to(days[0] - rhythm.days());
    let mut printed = Vec::with_capacity(days.len());
    for day in days {
        let state = playback.to(day);
        let of = Monitored {
            case: &case,
            monitor: &state,
            since: Some(&before),
            alerts: &[],
            view,
            path: args.case.case.to_string_lossy().into_owned(),
            command: command(args, docket.date(day)),
        };
        printed.push(page::printed(
            &pages::bulletin(&of, rhythm),
            &args.output,
            terminal,
        ));
        before = state;
    }
    let all = match (args.from, args.output.format) {
        (Some(_), Format::Json) => array(&printed),
        _ => printed.join("\n"),
    };
    terminal.print(args.output.output.as_deref(), &all)?;
    Ok(Outcome::Fine)
}

/// The last day of each bulletin from a day on to another, where they follow one another without a
/// gap; the last ends on the day that is asked about.
fn series(
    args: &Bulletin,
    docket: &Docket<'_>,
    from: Date,
    day: i64,
    rhythm: Rhythm,
) -> Result<Vec<i64>, Stop> {
    if args.output.format == Format::Html {
        return Err(Stop::Words(
            "`--from` gives one bulletin after another, and a page for a browser holds one\nhelp: leave `--from` out, or take `--format text` or `--format json`".to_owned(),
        ));
    }
    let length = rhythm.days();
    let first = docket.number(from) + length - 1;
    let number = usize::try_from((day - first) / length).unwrap_or(0);
    if first > day || number >= MOST {
        let fault = if first > day {
            let what = if args.weekly { "whole week" } else { "day" };
            format!(
                "no {what} lies between `--from {from}` and {}",
                docket.date(day)
            )
        } else {
            format!(
                "from {from} to {} there are more than {MOST} bulletins",
                docket.date(day)
            )
        };
        return Err(Stop::Words(format!(
            "{fault}\nhelp: give another day with `--from`, or with `--as-of`"
        )));
    }
    let back = (0..=number).rev();
    Ok(back
        .map(|back| day - length * i64::try_from(back).unwrap_or(0))
        .collect())
}

/// Several pages in JSON as one list.
fn array(pages: &[String]) -> String {
    let pages: Vec<&str> = pages.iter().map(|page| page.trim_end()).collect();
    format!("[\n{}\n]\n", pages.join(",\n"))
}

/// The command that makes the bulletin of a day again; the day is named where it was, or is one of
/// several.
fn command(args: &Bulletin, day: Date) -> String {
    let mut command = page::made_by("bulletin", &args.case.case, &args.case.audience);
    command.push_str(if args.weekly { " --weekly" } else { " --daily" });
    if args.case.as_of.is_some() || args.from.is_some() {
        command.push_str(&format!(" --as-of {day}"));
    }
    if let Some(view) = &args.view {
        command.push_str(&format!(" --view {view}"));
    }
    command
}

//! `armistice monitor`: who has done what, what is due next, who is late, by whose count.

use super::{page, reading};
use crate::args::{Monitor, MonitorFormat, MonitorTable, OutputArgs};
use crate::files;
use crate::terminal::{Outcome, Stop, Terminal};
use armistice_case::model::{Case, NodeId};
use armistice_case::sheet;
use armistice_engine::accord::monitor::Monitor as State;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::playback::Playback;
use armistice_engine::accord::monitor::record::{Heard, Kind};
use armistice_report::pages::{self, Monitored};
use clap::ValueEnum as _;
use jiff::civil::Date;

/// Runs the command.
pub fn run(args: &Monitor, terminal: &Terminal) -> Result<Outcome, Stop> {
    let loaded = files::read_for(&args.case.case, &args.case.audience)?;
    let Some(case) = loaded.case() else {
        return Ok(terminal.refuse(&loaded));
    };
    terminal.caution(&loaded);
    let csv = args.format == MonitorFormat::Csv;
    let table = match args.table {
        Some(_) if !csv => {
            return Err(Stop::Words(
                "`--table` says which table the CSV form has\nhelp: add `--format csv`".to_owned(),
            ));
        }
        table => table.unwrap_or(MonitorTable::Status).to_possible_value(),
    };
    let view = args
        .view
        .as_deref()
        .map(|word| view(&case, word))
        .transpose()?;
    let assumed = reading::assumed(&args.assume, &case)?;
    let docket = Docket::of(&case, assumed.reading)?;
    let heard = view.map(|view| docket.heard(view));
    let as_of = day_of(&docket, args.case.as_of);
    if let Some(since) = args.since.filter(|since| *since > as_of) {
        return Err(Stop::Words(format!(
            "`--since {since}` lies after {as_of}, the day that is asked about\nhelp: give an earlier day, or a later one with `--as-of`"
        )));
    }
    let day = docket.number(as_of);
    let mut playback = Playback::of(&docket, heard.as_ref());
    let since = args.since.map(|since| playback.to(docket.number(since)));
    let state = playback.to(day);
    let of = Monitored {
        case: &case,
        monitor: &state,
        since: since.as_ref(),
        alerts: &args.alert,
        view,
        path: args.case.case.to_string_lossy().into_owned(),
        command: command(args),
    };
    let format = match args.format {
        MonitorFormat::Text => crate::args::Format::Text,
        MonitorFormat::Json => crate::args::Format::Json,
        MonitorFormat::Html => crate::args::Format::Html,
        MonitorFormat::Csv => {
            let table = table.as_ref().map_or("", |table| table.get_name());
            let rows = pages::monitor_rows(&of, table);
            if rows.is_empty() {
                terminal.say(&format!("nothing to list: the page has no table `{table}`"));
            }
            let guard = |row: Vec<String>| -> Vec<String> {
                row.iter().map(|cell| sheet::guarded(cell)).collect()
            };
            let csv = sheet::table(rows.into_iter().map(guard))
                .map_err(|error| Stop::Words(error.to_string()))?;
            terminal.print(args.output.as_deref(), &csv)?;
            return Ok(Outcome::Fine);
        }
    };
    let output = OutputArgs {
        format,
        output: args.output.clone(),
        width: args.width,
    };
    page::print(&pages::monitor(&of), &output, terminal)?;
    Ok(Outcome::Fine)
}

/// The docket of a case that has events under an agreement, for a page that asks every engine.
pub fn docket_for(case: &Case, engines: bool) -> Result<Option<Docket<'_>>, Stop> {
    if !engines || case.agreement.is_none() || case.events.is_empty() {
        return Ok(None);
    }
    Ok(Some(Docket::of(case, None)?))
}

/// How things stood on the day of a page.
pub fn state_on<'a>(docket: &'a Docket<'a>, day: Option<Date>) -> State<'a> {
    State::at(docket, None, docket.number(day_of(docket, day)))
}

/// What a page that is about more than the log is made from.
pub fn for_page<'a>(
    case: &'a Case,
    state: &'a State<'a>,
    since: Option<&'a State<'a>>,
) -> Monitored<'a> {
    Monitored {
        case,
        monitor: state,
        since,
        alerts: &[],
        view: None,
        path: String::new(),
        command: String::new(),
    }
}

/// The day asked about: the one that was named, that of the case, or that of the last record.
pub fn day_of(docket: &Docket<'_>, named: Option<Date>) -> Date {
    named
        .or(docket.case.as_of)
        .or_else(|| docket.last_day().map(|day| docket.date(day)))
        .unwrap_or(docket.day_one)
}

/// The view that a word names: a kind of source, whoever speaks, or a document.
pub fn view(case: &Case, word: &str) -> Result<Heard, Stop> {
    if let Some(kind) = Kind::from_word(word) {
        return Ok(Heard::Kind(kind));
    }
    match case.node(word) {
        Some(NodeId::Actor(actor)) => Ok(Heard::Speaker(actor)),
        Some(NodeId::Source(source)) => Ok(Heard::Source(source)),
        _ => {
            let kinds = Kind::ALL.iter().map(|kind| kind.word());
            let actors = case.actors.keys().map(|key| &*case.actors.label(key).id);
            let sources = case.sources.keys().map(|key| &*case.sources.label(key).id);
            let near = armistice_case::suggestion(word, kinds.chain(actors).chain(sources));
            let help = near.map_or_else(
                || {
                    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
                    format!(
                        "a view is the id of an actor or source, or one of {}",
                        kinds.join(", ")
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            Err(Stop::Words(format!(
                "`{word}` is nobody's view\nhelp: {help}"
            )))
        }
    }
}

/// The command that makes this page again.
fn command(args: &Monitor) -> String {
    let mut out = page::made_by("monitor", &args.case.case, &args.case.audience);
    if let Some(day) = args.case.as_of {
        out.push_str(&format!(" --as-of {day}"));
    }
    if let Some(day) = args.since {
        out.push_str(&format!(" --since {day}"));
    }
    if let Some(view) = &args.view {
        out.push_str(&format!(" --view {view}"));
    }
    for word in &args.assume {
        out.push_str(&format!(" --assume {word}"));
    }
    for level in &args.alert {
        out.push_str(&format!(" --alert {level}"));
    }
    out
}

//! The tables of a verification: the calendar, the conditions, what is given, exposure.

use super::words::{amount, days, id, lapse, share};
use crate::page::{Block, Row, Table};
use crate::sections::framework::{creditors, debtors};
use crate::words;
use armistice_case::model::{ClauseId, Said};
use armistice_case::phrase::Condition;
use armistice_case::zone::Zone;
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::check::balance::plan_days;
use armistice_engine::accord::check::calendar::date_of;
use armistice_engine::accord::check::valued::Valued;
use armistice_engine::accord::exchange::gain::curves;
use armistice_engine::accord::finding::{Evidence, Finding, Lapse};
use armistice_engine::accord::hours::DAY;
use armistice_engine::accord::part::Part;
use armistice_engine::accord::time::slack::{Slip, slack, slip};
use armistice_engine::accord::timetable::ORIGIN;
use armistice_engine::provenance::Because;
use std::fmt::Write as _;

/// Who owes what when: the window of every part that has one, with its slack.
pub(super) fn calendar(lens: &Lens<'_>) -> Table {
    let windows = lens.windows.as_ref();
    let mut rows: Vec<(i64, Row)> = Vec::new();
    let possible = lens.possible();
    for (position, done) in lens.timetable.done.iter().enumerate() {
        let part = &lens.parts.all[position];
        let Some(window) = windows.map(|windows| windows[*done]) else {
            continue;
        };
        let hourly = hours(lens, part, *done);
        let (earliest, latest) = match &hourly {
            Some(hourly) => (hourly.earliest, hourly.latest),
            None => (
                window.earliest.map(|day| (day, None)),
                window.latest.map(|day| (day, None)),
            ),
        };
        let zone = hourly.as_ref().and_then(|hourly| hourly.zone);
        let of = made_for(lens, part, |clause| id(lens.case, clause));
        let duty = &lens.terms.agreement.obligations[part.duty];
        let mut cells = vec![
            debtors(lens.case, duty),
            format!("{}{of}", id(lens.case, part.clause)),
            creditors(lens.case, duty),
        ];
        if possible[position] {
            cells.extend([
                moment(lens, earliest, zone),
                moment(lens, latest, zone),
                hourly
                    .and_then(|hourly| hourly.slack)
                    .map(lapse)
                    .or(slack(window).map(days))
                    .unwrap_or_else(|| "–".to_owned()),
                late(lens, *done),
            ]);
        } else {
            // The windows know nothing of a circle, or of what never comes.
            cells.extend(["never", "–", "–", "–"].map(str::to_owned));
        }
        let row = Row {
            cells,
            because: vec![Because::Node(part.clause.into())],
        };
        rows.push((window.latest.or(window.earliest).unwrap_or(i64::MAX), row));
    }
    rows.sort_by_key(|(day, _)| *day);
    Table {
        id: "calendar",
        columns: [
            "who",
            "does",
            "for whom",
            "not before",
            "not after",
            "slack",
            "a day late",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        cited: true,
    }
}

/// The part of another duty for which a part is made, where there is one.
pub(super) fn made_for(lens: &Lens<'_>, part: &Part, name: impl Fn(ClauseId) -> String) -> String {
    let clause = |other: usize| name(lens.parts.all[other].clause);
    match (part.answers, part.ahead_of) {
        (Some(other), _) if part.clause == part.clause.whole() => {
            format!(" for {}", clause(other))
        }
        (None, Some(other)) => format!(" before {}", clause(other)),
        _ => String::new(),
    }
}

/// The window of a part by its own clock: days, with a minute where it is not the edge of the day.
struct Hourly<'a> {
    earliest: Option<(i64, Option<i64>)>,
    latest: Option<(i64, Option<i64>)>,
    /// The slack, where the deadline is an hour.
    slack: Option<Lapse>,
    /// The zone of its clock, where that is not the one of the calendar.
    zone: Option<&'a Zone>,
}

/// The hours of a part's window, where the terms count in hours.
fn hours<'a>(lens: &'a Lens<'_>, part: &Part, done: usize) -> Option<Hourly<'a>> {
    let clock = &lens.timetable.fine.as_ref()?.hours;
    let window = lens.hours.as_ref()?[done];
    let zones = clock.zones(part.duty);
    let own = zones.first().filter(|_| zones.len() == 1);
    let shown = own.or(clock.told());
    let edge = |moment: i64, edge: i64| {
        let (day, minute) = clock.on_clock(shown, moment);
        (day, (minute != edge).then_some(minute))
    };
    let earliest = window.earliest.map(|moment| edge(moment, 0));
    let latest = window.latest.map(|moment| edge(moment, DAY - 1));
    let by_hour = latest.is_some_and(|(_, minute)| minute.is_some());
    Some(Hourly {
        earliest,
        latest,
        // Beyond a day whole hours are enough.
        slack: slack(window).filter(|_| by_hour).map(|minutes| {
            let over = if minutes < DAY { 0 } else { minutes % 60 };
            Lapse::Minutes(minutes - over)
        }),
        zone: own.filter(|_| zones != clock.home),
    })
}

/// Whose hours the table tells, where it tells any.
pub(super) fn clock(lens: &Lens<'_>) -> Option<Block> {
    let hours = &lens.timetable.fine.as_ref()?.hours;
    lens.hours.as_ref()?;
    let zone = words::clock(hours)?;
    Some(Block::Remark(zone))
}

/// A day with its date and, where one matters, its hour.
fn moment(lens: &Lens<'_>, at: Option<(i64, Option<i64>)>, zone: Option<&Zone>) -> String {
    let Some((day, minute)) = at else {
        return "no limit".to_owned();
    };
    let mut told = match date_of(lens, day) {
        Some(date) => format!("day {day}, {}", words::short_day(date)),
        None => format!("day {day}"),
    };
    if let Some(minute) = minute {
        let _ = write!(told, ", {:02}:{:02}", minute / 60, minute % 60);
    }
    if let Some(zone) = zone {
        let _ = write!(told, " {zone}");
    }
    told
}

/// Parts up to which the effect of a slip is worked out.
const SLIPS: usize = 200;

/// What one day of delay does to the earliest days of the others.
pub(super) fn late(lens: &Lens<'_>, point: usize) -> String {
    let Some(windows) = lens
        .windows
        .as_ref()
        .filter(|_| lens.parts.all.len() <= SLIPS)
    else {
        return String::new();
    };
    match slip(&lens.timetable.network, windows, ORIGIN, point, 1) {
        Slip::Breaks => "breaks it".to_owned(),
        Slip::Moves(moved) => {
            let others = lens
                .timetable
                .done
                .iter()
                .filter(|other| **other != point && moved.iter().any(|(at, _)| at == *other));
            match others.count() {
                0 => "–".to_owned(),
                1 => "moves 1 other".to_owned(),
                n => format!("moves {n} others"),
            }
        }
    }
}

/// What each side has given after each dated step, by counts: duties that answer one another.
pub(super) fn reciprocity(lens: &Lens<'_>) -> Table {
    let days = plan_days(lens);
    let agreement = &lens.terms.agreement;
    let mut exchanged: Vec<ClauseId> = Vec::new();
    for duty in lens.terms.duties() {
        let answers = &agreement.obligations[duty].in_return_for;
        if !answers.is_empty() {
            exchanged.push(ClauseId::Obligation(duty));
            exchanged.extend(answers);
        }
    }
    exchanged.sort_unstable();
    exchanged.dedup();
    let columns: Vec<ClauseId> = exchanged
        .into_iter()
        .filter(|clause| match clause {
            ClauseId::Obligation(duty) => !agreement.obligations[*duty].delivers.is_empty(),
            _ => false,
        })
        .collect();
    let of = |part: usize| ClauseId::Obligation(lens.parts.all[part].duty);
    let count = |part: usize| {
        lens.parts.all[part]
            .counts
            .iter()
            .map(|(_, n)| n)
            .sum::<u64>()
    };
    let open = |column: ClauseId| {
        lens.parts
            .all
            .iter()
            .any(|part| ClauseId::Obligation(part.duty) == column && !part.uncounted.is_empty())
    };
    let mut steps: Vec<(i64, usize)> = (0..days.len())
        .filter(|part| columns.contains(&of(*part)) && count(*part) > 0)
        .filter_map(|part| Some((days[part]?, part)))
        .collect();
    steps.sort_unstable();
    let total = |column: ClauseId| -> u64 {
        (0..days.len())
            .filter(|part| of(*part) == column)
            .map(count)
            .sum()
    };
    let mut rows = Vec::new();
    for (position, (day, part)) in steps.iter().enumerate() {
        let mut cells = vec![
            format!("day {day}"),
            id(lens.case, lens.parts.all[*part].clause),
        ];
        for column in &columns {
            let given: u64 = steps[..=position]
                .iter()
                .filter(|(_, part)| of(*part) == *column)
                .map(|(_, part)| count(*part))
                .sum();
            cells.push(if open(*column) {
                "number open".to_owned()
            } else {
                let total = total(*column);
                format!("{given} of {total}, {}", share(given, total))
            });
        }
        rows.push(Row {
            cells,
            because: vec![Because::Node(lens.parts.all[*part].clause.into())],
        });
    }
    let mut heads = vec!["when".to_owned(), "step".to_owned()];
    for column in &columns {
        let who = words::names(lens.case, &lens.debtors(*column));
        heads.push(format!("{who}: {}", id(lens.case, *column)));
    }
    Table {
        id: "reciprocity",
        columns: heads,
        rows,
        cited: true,
    }
}

/// Every clause that waits, with what it waits for, and whether it stands in a circle.
pub(super) fn conditions(lens: &Lens<'_>, findings: &[Finding]) -> Table {
    let circles: Vec<ClauseId> = findings
        .iter()
        .filter_map(|finding| match &finding.evidence {
            Evidence::Circle { clauses, .. } => Some(clauses.clone()),
            _ => None,
        })
        .flatten()
        .collect();
    let mut waiting: Vec<(ClauseId, [&Said<Condition>; 2])> = Vec::new();
    for (id, phase) in lens.terms.phases() {
        waiting.push((ClauseId::Phase(id), [&phase.after, &phase.needs]));
    }
    for part in &lens.parts.all {
        // What answers each tranche of another duty waits in the same words for each.
        let clause = match part.answers {
            Some(_) => part.clause.whole(),
            None => part.clause,
        };
        if !waiting.iter().any(|(known, _)| *known == clause) {
            waiting.push((clause, [&part.after, &part.needs]));
        }
    }
    for (id, power) in lens.terms.powers() {
        waiting.push((ClauseId::Power(id), [&power.after, &power.needs]));
    }
    let mut rows = Vec::new();
    for (clause, waits) in waiting {
        let waits = waits
            .into_iter()
            .filter_map(Said::get)
            .map(words::condition);
        let waits: Vec<String> = waits.collect();
        if waits.is_empty() {
            continue;
        }
        let in_circle = circles.contains(&clause) || circles.contains(&clause.whole());
        rows.push(Row {
            cells: vec![
                id(lens.case, clause),
                waits.join(", and needs "),
                if in_circle {
                    "in a circle".to_owned()
                } else {
                    String::new()
                },
            ],
            because: vec![Because::Node(clause.into())],
        });
    }
    Table {
        id: "conditions",
        columns: ["clause", "waits for", ""].map(str::to_owned).to_vec(),
        rows,
        cited: true,
    }
}

/// Exposure and walk-away gain after every step, where the case assumes values.
pub(super) fn exposure(lens: &Lens<'_>, valued: &Valued) -> Table {
    let mut table = Table {
        id: "exposure",
        columns: Vec::new(),
        rows: Vec::new(),
        cited: true,
    };
    let curves = curves(&valued.schedule());
    table.columns.push("after".to_owned());
    for party in &valued.parties {
        let name = words::name(lens.case, *party);
        table.columns.push(format!("{name} is exposed by"));
        table.columns.push(format!("{name} would win by leaving"));
    }
    for (clause, row) in valued
        .step_clauses()
        .into_iter()
        .zip(curves.rows.iter().skip(1))
    {
        let mut cells = vec![id(lens.case, clause)];
        for standing in row {
            cells.push(amount(standing.exposure));
            cells.push(amount(standing.walk_away));
        }
        let mut because = vec![Because::Node(clause.into())];
        because.extend(valued.values.iter().map(|id| Because::from(*id)));
        table.rows.push(Row { cells, because });
    }
    table
}

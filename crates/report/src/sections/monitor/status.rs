//! How every duty stands, what is due and late, and what changed since an earlier day.

use super::Monitored;
use super::words::{
    amounts, at_most, because, between, clause, date, date_or_dash, days, late_between, numbered,
    statuses, wait,
};
use crate::page::{Block, Class, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{ClauseId, Key as _, NodeId};
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::docket::{Docket, debtors};
use armistice_engine::accord::monitor::extension::extended;
use armistice_engine::accord::monitor::forecast::due_next;
use armistice_engine::accord::monitor::recurring::MOST;
use armistice_engine::accord::monitor::standing::{Standing, Status};
use std::collections::BTreeMap;

/// Every part with its status, dates and numbers.
pub fn table(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("status", "How each duty stands");
    section.table(rows(of));
    let fine = &of.monitor.worst.clock.text.lens.timetable.fine;
    let zone = fine.as_ref().and_then(|fine| words::clock(&fine.hours));
    section.blocks.extend(zone.map(Block::Remark));
    let recurring = of.monitor.worst.clock.recurring.values();
    if recurring.clone().any(|series| series.cut) {
        section.blocks.push(Block::Remark(format!(
            "Of a duty that recurs the first {MOST} occurrences are looked at."
        )));
    }
    section
}

fn rows(of: &Monitored<'_>) -> Table {
    let pairs = of.monitor.worst.parts.iter().zip(&of.monitor.best.parts);
    let rows = pairs
        .map(|(worst, best)| {
            let who = debtors(&of.monitor.worst.clock.text.lens, worst.clause);
            Row {
                cells: vec![
                    id(of, worst),
                    words::names(of.case, &who),
                    statuses(worst.status, best.status),
                    due_at(of, worst),
                    done(of, worst, best),
                    given(of, worst, best),
                    late(worst, best),
                ],
                because: because(worst.clause, worst.record),
            }
        })
        .collect();
    Table {
        id: "status",
        columns: [
            "duty",
            "owed by",
            "stands",
            "due",
            "done",
            "given",
            "days late",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
        cited: false,
    }
}

/// The last day of a part, with its hour where the text gives one.
fn due_at(of: &Monitored<'_>, part: &Standing) -> String {
    let day = date_or_dash(of.monitor.docket, part.window.due);
    let hour = part
        .window
        .hour
        .filter(|hour| Some(hour.day) == part.window.due);
    let fine = &of.monitor.worst.clock.text.lens.timetable.fine;
    let (Some(hour), Some(fine)) = (hour, fine) else {
        return day;
    };
    // The end of a day goes without saying.
    if hour.at.1 == fine.hours.end(&fine.hours.home, hour.day) {
        return day;
    }
    let [low, high] = [hour.at.0, hour.at.1].map(|at| {
        let (_, minute) = fine.hours.on_clock(fine.hours.told(), at);
        format!("{:02}:{:02}", minute / 60, minute % 60)
    });
    format!("{day} {}", between(&low, &high))
}

/// The id of a part; one of several that are made for the parts of another duty names that one too, an
/// occurrence has its number.
pub(super) fn id(of: &Monitored<'_>, part: &Standing) -> String {
    let own = of.case.label(NodeId::Clause(part.clause)).id;
    let parts = &of.monitor.worst.clock.text.lens.parts;
    let made = part.part.map(|at| &parts.all[at]);
    let base = |base: usize| of.case.label(NodeId::Clause(parts.all[base].clause)).id;
    let name = match made.map(|part| (part.answers, part.ahead_of)) {
        Some((Some(step), _)) if part.clause == part.clause.whole() => {
            format!("{own} for {}", base(step))
        }
        Some((None, Some(step))) => format!("{own} before {}", base(step)),
        _ => own.to_string(),
    };
    numbered(name, part.occurrence)
}

pub(super) fn done(of: &Monitored<'_>, worst: &Standing, best: &Standing) -> String {
    let docket = of.monitor.docket;
    if !worst.did.is_empty() && worst.done.is_none() {
        let each: Vec<String> = worst
            .did
            .iter()
            .map(|(by, day)| format!("{} by {}", date(docket, *day), words::name(of.case, *by)))
            .collect();
        return words::joined(&each, "and");
    }
    match (worst.done, best.done) {
        (None, None) => "–".to_owned(),
        (Some(a), Some(b)) if a == b => date(docket, a),
        (Some(a), Some(b)) => format!("{} to {}", date(docket, b.min(a)), date(docket, a.max(b))),
        (None, Some(day)) | (Some(day), None) => format!("{} by some", date(docket, day)),
    }
}

pub(super) fn given(of: &Monitored<'_>, worst: &Standing, best: &Standing) -> String {
    let lines: Vec<String> = worst
        .filled
        .iter()
        .zip(&best.filled)
        .filter(|(a, b)| a.promised.or(a.limit).is_some() || a.given.0 > 0 || b.given.0 > 0)
        .map(|(a, b)| {
            let given = amounts(a.given, b.given);
            let unit = of.case.quantity_name(a.quantity);
            match (a.promised, b.promised) {
                _ if a.limit.is_some() => {
                    format!("{given} of {} {unit}", at_most(a.limit))
                }
                (Some(high), Some(low)) => format!("{given} of {} {unit}", amounts(low, high)),
                _ => format!("{given} {unit}"),
            }
        })
        .collect();
    if lines.is_empty() {
        return "–".to_owned();
    }
    lines.join("; ")
}

fn late(worst: &Standing, best: &Standing) -> String {
    let of = |part: &Standing| part.late.max(part.begin_late);
    let hours = |part: &Standing| part.window.late_by().map_or(0, |minutes| minutes);
    match (of(best), of(worst)) {
        (0, 0) if hours(best).max(hours(worst)) > 0 => {
            let [least, most] = [hours(best), hours(worst)].map(words::minutes);
            between(&least, &most)
        }
        (0, 0) => "–".to_owned(),
        (a, b) => between(&a.min(b).to_string(), &a.max(b).to_string()),
    }
}

/// How many parts the table of what is due lists.
const NEXT: usize = 12;

/// What is overdue, what is due next, what goes on day by day, and what waits for whom.
pub fn due(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("due", "Overdue, due next, and waiting");
    let (worst, best) = (&of.monitor.worst, &of.monitor.best);
    let pairs = || worst.parts.iter().zip(&best.parts);
    let mut overdue: Vec<_> = pairs()
        .filter(|(worst, best)| worst.part.is_some() && (is_late(worst) || is_late(best)))
        .collect();
    overdue.sort_by_key(|(part, _)| (part.window.due, part.part));
    let mut rows: Vec<Row> = overdue
        .iter()
        .map(|(worst, best)| overdue_row(of, worst, best))
        .collect();
    let of_best = |part: &Standing| {
        let mut own = best.of_duty(part.duty);
        own.find(|other| (other.part, other.occurrence) == (part.part, part.occurrence))
    };
    let next = due_next(worst).into_iter();
    rows.extend(
        // What was refused is told above, though its last day is still to come.
        next.filter_map(|part| Some((part, of_best(part)?)))
            .filter(|(worst, best)| !is_late(worst) && !is_late(best))
            .take(NEXT)
            .map(|(worst, best)| next_row(of, worst, best)),
    );
    rows.extend(pairs().filter_map(|(worst, best)| daily_row(of, worst, best)));
    rows.extend(pairs().filter_map(|(worst, best)| waiting_row(of, worst, best)));
    section.table(Table {
        id: "due",
        columns: ["duty", "owed by", "due", "stands"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        cited: false,
    });
    section
}

fn is_late(part: &Standing) -> bool {
    part.status.is_overdue() || (part.status == Status::Suspended && part.late > 0)
}

/// Who owes a part; of several who each owe the act, those who have not done it.
fn who(of: &Monitored<'_>, part: &Standing) -> String {
    let clock = &of.monitor.worst.clock;
    let mut owing = debtors(&clock.text.lens, part.clause);
    if part.done.is_none() {
        owing.retain(|actor| !part.did.iter().any(|(by, _)| by == actor));
    }
    words::names(of.case, &owing)
}

fn due_row(of: &Monitored<'_>, part: &Standing, due: Option<i64>, stands: String) -> Row {
    Row {
        cells: vec![
            id(of, part),
            who(of, part),
            date_or_dash(of.monitor.docket, due),
            stands,
        ],
        because: because(part.clause, part.record),
    }
}

/// What is late by any account, with the accounts by which it is not.
fn overdue_row(of: &Monitored<'_>, worst: &Standing, best: &Standing) -> Row {
    let docket = of.monitor.docket;
    let mut told: Vec<String> = refusal(of, worst).into_iter().collect();
    let late = super::words::late(worst, best);
    if !is_late(worst) || !is_late(best) || late.is_none() {
        told.push(statuses(worst.status, best.status));
    }
    told.extend(late.map(|late| {
        if worst.begin_late.max(best.begin_late) > 0 {
            format!("{late} to begin")
        } else {
            late
        }
    }));
    let cure = worst.cure_until.or(best.cure_until);
    told.extend(cure.map(|day| format!("to be cured by {}", date(docket, day))));
    let due = worst.window.due.or(worst.window.begin_by);
    due_row(of, worst, due, told.join("; "))
}

/// What broke a part that is owed on every day: who refused it, and when.
fn refusal(of: &Monitored<'_>, part: &Standing) -> Option<String> {
    let broken = part.status == Status::Breached && part.late.max(part.begin_late) == 0;
    let history = &of.monitor.worst.clock.histories[part.duty.position()];
    let (on, event, _) = history.refusals.last().filter(|_| broken)?;
    let by = of.case.events.by(&of.case.events[*event]);
    let by = if by.is_empty() {
        String::new()
    } else {
        format!(" by {}", words::names(of.case, by))
    };
    let on = date(of.monitor.docket, *on);
    Some(format!("refused{by} on {on}"))
}

fn next_row(of: &Monitored<'_>, worst: &Standing, best: &Standing) -> Row {
    let stands = statuses(worst.status, best.status);
    let docket = of.monitor.docket;
    let left = match (worst.window.due, worst.window.begin_by) {
        (Some(due), _) if due == of.day() => "due today".to_owned(),
        (Some(due), _) => format!("due in {}", days(due - of.day())),
        (None, Some(by)) if by >= of.day() => format!("to be begun by {}", date(docket, by)),
        (None, _) => "no last day".to_owned(),
    };
    let held = [worst, best].map(|part| part.status == Status::Suspended);
    let stands = match worst.window.due {
        _ if best.status.is_done() => stands,
        Some(_) if held == [false, false] => left,
        _ => format!("{stands}; {left}"),
    };
    due_row(of, worst, worst.window.due, stands)
}

/// What is owed anew every day, week or month.
fn daily_row(of: &Monitored<'_>, worst: &Standing, best: &Standing) -> Option<Row> {
    let rates = &of.monitor.worst.clock.text.rates[worst.duty.position()];
    let runs = worst.status == Status::InProgress && best.status == Status::InProgress;
    let rate = rates.iter().find(|rate| !rate.limit).filter(|_| runs)?;
    let every = format!("due every {}", rate.unit.word(false));
    let until = worst.window.due.filter(|due| *due >= of.day());
    let stands = until.map_or_else(
        || every.clone(),
        |due| format!("{every} to {}", date(of.monitor.docket, due)),
    );
    let due = rate.over(1).map(|_| of.day());
    Some(due_row(of, worst, due, stands))
}

fn waiting_row(of: &Monitored<'_>, worst: &Standing, best: &Standing) -> Option<Row> {
    let docket = of.monitor.docket;
    if worst.blockers.is_empty() || worst.status == Status::Impossible {
        return None;
    }
    let waits: Vec<String> = worst
        .blockers
        .iter()
        .map(|blocker| {
            let mut text = wait(of.case, docket, &blocker.wait);
            if !blocker.by.is_empty() {
                text.push_str(&format!(", owed by {}", words::names(of.case, &blocker.by)));
            }
            let same = best
                .blockers
                .iter()
                .find(|other| other.wait == blocker.wait);
            let least = same.map_or(0, |other| other.late);
            if let Some(late) = late_between(blocker.late, least) {
                text.push_str(&format!(", {late}"));
            } else if blocker.no_record {
                text.push_str(", past its day without a record");
            }
            text
        })
        .collect();
    let some = if best.blockers.is_empty() {
        "by some accounts "
    } else {
        ""
    };
    let stands = format!("{some}not due: waits for {}", waits.join("; "));
    Some(due_row(of, worst, worst.window.due, stands))
}

/// What changed since the earlier day.
pub fn changes(of: &Monitored<'_>) -> Option<Section> {
    let before = of.since?;
    let docket = of.monitor.docket;
    let mut section = Section::new(
        "changes",
        format!("Changed since {}", super::words::day(docket, before.day)),
    );
    let mut statements = Vec::new();
    let key = |part: &Standing| (part.duty, part.part, part.clause, part.occurrence);
    let old = before.worst.parts.iter().zip(&before.best.parts);
    let old: BTreeMap<_, _> = old
        .map(|(worst, best)| (key(worst), (worst, best)))
        .collect();
    let now = of.monitor.worst.parts.iter().zip(&of.monitor.best.parts);
    statements.extend(phases_moved(of, before));
    for (worst, best) in now {
        if let Some(was) = old.get(&key(worst)) {
            statements.extend(changed(of, [worst, best], [was.0, was.1]));
        }
    }
    if statements.is_empty() {
        statements.push(Statement::new(
            "accord",
            "status-changed",
            "No duty stands otherwise than it did.",
            vec![armistice_engine::provenance::Because::Absence(format!(
                "records from {} to {} that change the standing of a duty",
                date(docket, before.day + 1),
                date(docket, of.day())
            ))],
        ));
    }
    section.statements(statements);
    Some(section)
}

/// How a part stands otherwise than before, or when its last day has moved.
fn changed(of: &Monitored<'_>, now: [&Standing; 2], was: [&Standing; 2]) -> Option<Statement> {
    let plain = |part: &Standing| match part.status {
        Status::DueIn(_) => Status::DueIn(0),
        other => other,
    };
    let docket = of.monitor.docket;
    let [worst, best] = now;
    let same = now.map(plain) == was.map(plain);
    let more = (0..2).any(|at| now[at].filled != was[at].filled);
    let last = |of: [&Standing; 2]| of.map(|part| part.window.due);
    let moved = last_day_moved(docket, last(now), last(was));
    // What is done has no last day any more; what is kept or given day by day only ends.
    let over = [now, was]
        .iter()
        .flatten()
        .all(|part| part.status.is_done());
    let rates = &of.monitor.worst.clock.text.rates[worst.duty.position()];
    let goes_on = worst.part.is_none() || worst.is_limit() || !rates.is_empty();
    let until = if goes_on { "lasts to" } else { "due by" };
    let told: Vec<String> = [
        (!same).then(|| {
            let stands = |of: [&Standing; 2]| statuses(of[0].status, of[1].status);
            format!("{}, before {}", stands(now), stands(was))
        }),
        (same && more).then(|| {
            let amounts = |part: [&Standing; 2]| given(of, part[0], part[1]);
            format!("{}, before {}", amounts(now), amounts(was))
        }),
        moved
            .filter(|_| !over)
            .map(|moved| format!("{until} {moved}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if told.is_empty() {
        return None;
    }
    let class = if worst.status.is_overdue() && best.status.is_overdue() {
        Class::AtRisk
    } else {
        Class::Changed
    };
    let text = format!("{}: {}.", name(of, worst), told.join("; "));
    let because = because(worst.clause, worst.record);
    Some(Statement::new("accord", "status-changed", text, because).class(class))
}

/// `23 Jun, before 18 Jun`, where two last days that are known differ.
fn last_day_moved(
    docket: &Docket<'_>,
    now: [Option<i64>; 2],
    was: [Option<i64>; 2],
) -> Option<String> {
    let ends = |days: [Option<i64>; 2]| {
        let (a, b) = (days[0]?, days[1]?);
        Some((a.min(b), a.max(b)))
    };
    let (now, was) = (ends(now)?, ends(was)?);
    let told = |(low, high)| between(&date(docket, low), &date(docket, high));
    (now != was).then(|| format!("{}, before {}", told(now), told(was)))
}

/// Phases whose last day has moved.
fn phases_moved(of: &Monitored<'_>, before: &Monitor<'_>) -> Vec<Statement> {
    let docket = of.monitor.docket;
    let phases = of
        .monitor
        .worst
        .clock
        .text
        .lens
        .terms
        .agreement
        .phases
        .keys();
    let moved = phases.filter_map(|phase| {
        let ends = |monitor: &Monitor<'_>| {
            let known = monitor.worst.clock.phases.len() > phase.position();
            let clocks = [&monitor.worst.clock, &monitor.best.clock];
            clocks.map(|clock| known.then(|| clock.phase(phase).end).flatten())
        };
        let moved = last_day_moved(docket, ends(of.monitor), ends(before))?;
        let clause = ClauseId::Phase(phase);
        let extended = extended(&of.monitor.worst.clock);
        let record = extended.iter().rfind(|one| one.clause == clause);
        let text = format!("{}: lasts to {moved}.", words::clause(of.case, clause));
        let because = because(clause, record.map(|one| one.event));
        let statement = Statement::new("accord", "status-changed", words::capital(&text), because);
        Some(statement.class(Class::Changed))
    });
    moved.collect()
}

fn name(of: &Monitored<'_>, part: &Standing) -> String {
    match part.part {
        Some(_) => format!("`{}`", id(of, part)),
        None => clause(of.case, ClauseId::Obligation(part.duty)),
    }
}

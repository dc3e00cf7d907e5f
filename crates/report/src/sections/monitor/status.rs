//! How every duty stands, what is due and late, and what changed since an earlier day.

use super::Monitored;
use super::words::{amounts, because, clause, date, date_or_dash, days, numbered, statuses, wait};
use crate::page::{Block, Class, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{ClauseId, NodeId};
use armistice_engine::accord::monitor::docket::debtors;
use armistice_engine::accord::monitor::forecast::due_next;
use armistice_engine::accord::monitor::recurring::MOST;
use armistice_engine::accord::monitor::standing::{Standing, Status};
use std::collections::BTreeMap;

/// Every part with its status, dates and numbers.
pub fn table(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("status", "How each duty stands");
    section.table(rows(of));
    let recurring = of.monitor.worst.clock.recurring.values();
    if recurring.clone().any(|series| series.cut) {
        section.blocks.push(Block::Remark(format!(
            "Of a duty that recurs the first {MOST} occurrences are looked at."
        )));
    }
    section
}

fn rows(of: &Monitored<'_>) -> Table {
    let docket = of.monitor.docket;
    let pairs = of.monitor.worst.parts.iter().zip(&of.monitor.best.parts);
    let rows = pairs
        .map(|(worst, best)| {
            let who = debtors(&of.monitor.worst.clock.text.lens, worst.clause);
            Row {
                cells: vec![
                    id(of, worst),
                    words::names(of.case, &who),
                    statuses(worst.status, best.status),
                    date_or_dash(docket, worst.window.due),
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

/// The id of a part; one of several that answer the parts of another duty names that one too, an
/// occurrence has its number.
pub(super) fn id(of: &Monitored<'_>, part: &Standing) -> String {
    let own = of.case.label(NodeId::Clause(part.clause)).id;
    let parts = &of.monitor.worst.clock.text.lens.parts;
    let answers = part.part.and_then(|at| parts.all[at].answers);
    let name = match answers {
        Some(base) => {
            let base = of.case.label(NodeId::Clause(parts.all[base].clause)).id;
            format!("{own} for {base}")
        }
        None => own.to_string(),
    };
    numbered(name, part.occurrence)
}

pub(super) fn done(of: &Monitored<'_>, worst: &Standing, best: &Standing) -> String {
    let docket = of.monitor.docket;
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
        .filter(|(a, b)| a.promised.is_some() || a.given.0 > 0 || b.given.0 > 0)
        .map(|(a, b)| {
            let given = amounts(a.given, b.given);
            let unit = of.case.quantity_name(a.quantity);
            match (a.promised, b.promised) {
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
    let of = |part: &Standing| {
        if part.status == Status::NoRecord || part.status == Status::Lapsed {
            0
        } else {
            part.late.max(part.begin_late)
        }
    };
    match (of(best), of(worst)) {
        (0, 0) => "–".to_owned(),
        (a, b) if a == b => a.to_string(),
        (a, b) => format!("{} to {}", a.min(b), a.max(b)),
    }
}

/// How many parts the table of what is due lists.
const NEXT: usize = 12;

/// What is overdue, what is due next, and what waits for whom.
pub fn due(of: &Monitored<'_>) -> Section {
    let docket = of.monitor.docket;
    let mut section = Section::new("due", "Overdue, due next, and waiting");
    let clock = &of.monitor.worst.clock;
    let who = |part: &Standing| words::names(of.case, &debtors(&clock.text.lens, part.clause));
    let mut rows: Vec<Row> = Vec::new();
    let mut overdue: Vec<&Standing> = of
        .monitor
        .worst
        .parts
        .iter()
        .filter(|part| part.part.is_some())
        .filter(|part| {
            part.status.is_overdue() || (part.status == Status::Suspended && part.late > 0)
        })
        .collect();
    overdue.sort_by_key(|part| (part.window.due, part.part));
    for part in overdue {
        let late = part.late.max(part.begin_late);
        let cure = part.cure_until.map_or(String::new(), |day| {
            format!("; to be cured by {}", date(docket, day))
        });
        let how = match (late, part.begin_late) {
            (0, _) => super::words::status(part.status),
            (late, 0) => format!("{} late", days(late)),
            (late, _) => format!("{} late to begin", days(late)),
        };
        rows.push(Row {
            cells: vec![
                id(of, part),
                who(part),
                date_or_dash(docket, part.window.due.or(part.window.begin_by)),
                format!("{how}{cure}"),
            ],
            because: because(part.clause, part.record),
        });
    }
    for part in due_next(&of.monitor.worst).into_iter().take(NEXT) {
        let left = part.window.due.unwrap_or(of.day()) - of.day();
        rows.push(Row {
            cells: vec![
                id(of, part),
                who(part),
                date_or_dash(docket, part.window.due),
                if left == 0 {
                    "due today".to_owned()
                } else {
                    format!("due in {}", days(left))
                },
            ],
            because: because(part.clause, None),
        });
    }
    for part in &of.monitor.worst.parts {
        if part.blockers.is_empty()
            || !matches!(part.status, Status::Awaiting | Status::NotTriggered)
        {
            continue;
        }
        let waits: Vec<String> = part
            .blockers
            .iter()
            .map(|blocker| {
                let mut text = wait(of.case, docket, &blocker.wait);
                if !blocker.by.is_empty() {
                    text.push_str(&format!(", owed by {}", words::names(of.case, &blocker.by)));
                }
                if blocker.late > 0 {
                    text.push_str(&format!(", {} late", days(blocker.late)));
                }
                text
            })
            .collect();
        rows.push(Row {
            cells: vec![
                id(of, part),
                who(part),
                "–".to_owned(),
                format!("not due: waits for {}", waits.join("; ")),
            ],
            because: because(part.clause, None),
        });
    }
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
    for (worst, best) in now {
        let Some((was_worst, was_best)) = old.get(&key(worst)) else {
            continue;
        };
        let plain = |status: Status| match status {
            Status::DueIn(_) => Status::DueIn(0),
            other => other,
        };
        let same = plain(worst.status) == plain(was_worst.status)
            && plain(best.status) == plain(was_best.status);
        let more = worst.filled != was_worst.filled || best.filled != was_best.filled;
        if same && !more {
            continue;
        }
        let now = statuses(worst.status, best.status);
        let then = statuses(was_worst.status, was_best.status);
        let text = if same {
            format!(
                "{}: {}, before {}.",
                name(of, worst),
                given(of, worst, best),
                given(of, was_worst, was_best)
            )
        } else {
            format!("{}: {now}, before {then}.", name(of, worst))
        };
        let class = if worst.status.is_overdue() {
            Class::AtRisk
        } else {
            Class::Changed
        };
        statements.push(
            Statement::new(
                "accord",
                "status-changed",
                text,
                because(worst.clause, worst.record),
            )
            .class(class),
        );
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

fn name(of: &Monitored<'_>, part: &Standing) -> String {
    match part.part {
        Some(_) => format!("`{}`", id(of, part)),
        None => clause(of.case, ClauseId::Obligation(part.duty)),
    }
}

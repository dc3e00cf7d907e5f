//! Completion, lateness in unit-days, quotas three ways, and the scores of record.

use super::Monitored;
use super::words::{amounts, because, clause, date, shares, unit_days};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{ClauseId, NodeId};
use armistice_engine::accord::monitor::lateness::{Lateness, holds};
use armistice_engine::accord::monitor::quota::{Score, scores as quota_scores};
use armistice_engine::accord::monitor::score::{completion as whole, counts, kept, level, levels};
use armistice_engine::provenance::Because;

fn table(id: &'static str, columns: &[&str], rows: Vec<Row>) -> Table {
    Table {
        id,
        columns: columns.iter().map(|head| (*head).to_owned()).collect(),
        rows,
        cited: false,
    }
}

/// How much is given of what is promised, each quantity apart.
pub fn completion(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("completion", "How much is done");
    let (worst, best) = (&of.monitor.worst, &of.monitor.best);
    if let (Some(low), Some(high)) = (whole(worst), whole(best)) {
        section.statements(vec![Statement::new(
            "accord",
            "completion",
            format!(
                "Each duty counted with its weight, {} of the whole is done; the quantities stand below, never added.",
                shares(Some(low), Some(high))
            ),
            vec![Because::Node(NodeId::Agreement)],
        )]);
    }
    let rows = counts(worst)
        .iter()
        .zip(&counts(best))
        .map(|(a, b)| Row {
            cells: vec![
                clause(of.case, ClauseId::Obligation(a.duty)),
                of.case.quantity_name(a.quantity).to_owned(),
                amounts(a.given, b.given),
                match (b.promised, a.promised) {
                    (Some(low), Some(high)) => amounts(low, high),
                    _ => "no number in the text".to_owned(),
                },
                shares(a.share(), b.share()),
            ],
            because: because(ClauseId::Obligation(a.duty), None),
        })
        .collect();
    section.table(table(
        "completion",
        &["duty", "of what", "given", "promised", "share"],
        rows,
    ));
    section
}

/// Units done before and after their day, and what was held back.
pub fn lateness(of: &Monitored<'_>) -> Section {
    let docket = of.monitor.docket;
    let mut section = Section::new("lateness", "Early and late, unit by unit");
    let worst = Lateness::on(&of.monitor.worst.clock);
    let best = Lateness::on(&of.monitor.best.clock);
    let mut rows = Vec::new();
    for count in counts(&of.monitor.worst) {
        let low = worst.of_duty(count.duty, count.quantity);
        let high = best.of_duty(count.duty, count.quantity);
        let (Some(low), Some(high)) = (low, high) else {
            continue;
        };
        rows.push(Row {
            cells: vec![
                clause(of.case, ClauseId::Obligation(count.duty)),
                of.case.quantity_name(count.quantity).to_owned(),
                unit_days(low.ahead, high.ahead),
                unit_days(low.ahead_so_far, high.ahead_so_far),
                unit_days(low.behind, high.behind),
            ],
            because: because(ClauseId::Obligation(count.duty), None),
        });
    }
    section.table(table(
        "unit-days",
        &[
            "duty",
            "of what",
            "unit-days ahead",
            "of them by now",
            "unit-days behind",
        ],
        rows,
    ));
    let mut statements = Vec::new();
    for duty in of.monitor.worst.clock.text.lens.terms.duties() {
        let most = holds(&of.monitor.worst.clock, duty);
        for (most, least) in most.iter().zip(&holds(&of.monitor.best.clock, duty)) {
            let held = amounts(least.amount, most.amount);
            let until = most.to.filter(|to| *to <= of.day());
            let how = match until {
                Some(to) if most.covered && least.covered => {
                    format!("given on {}", date(docket, to))
                }
                Some(to) if least.covered => {
                    format!("given on {} by some accounts", date(docket, to))
                }
                Some(to) => format!("not made up when the hold ended on {}", date(docket, to)),
                None => "still held".to_owned(),
            };
            let length = until.unwrap_or(of.day()) - most.from;
            let mut reasons = because(ClauseId::Obligation(duty), Some(most.event));
            reasons.extend(
                most.ended_by
                    .map(|event| Because::Node(NodeId::Event(event))),
            );
            statements.push(Statement::new(
                "accord",
                "held-back",
                format!(
                    "Held back under {} from {}: {held} {}, {how}; {}, {} unit-days late if the dates stand.",
                    clause(of.case, ClauseId::Obligation(duty)),
                    date(docket, most.from),
                    of.case.quantity_name(most.quantity),
                    super::words::days(length),
                    unit_days(least.unit_days, most.unit_days),
                ),
                reasons,
            ));
        }
    }
    section.statements(statements);
    if !section.is_empty() {
        section.blocks.push(Block::Remark(
            "The first unit due is held against the first unit done. A unit done early is ahead until the day it was due.".to_owned(),
        ));
    }
    section
}

/// Quotas three ways.
pub fn quotas(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("quotas", "Quotas, three ways");
    let (worst, best) = (&of.monitor.worst.clock, &of.monitor.best.clock);
    let mut rows = Vec::new();
    for duty in of.monitor.worst.clock.text.lens.terms.duties() {
        for (a, b) in quota_scores(worst, duty)
            .iter()
            .zip(&quota_scores(best, duty))
        {
            rows.push(quota_row(of, a, b));
        }
    }
    if rows.is_empty() {
        return section;
    }
    section.table(table(
        "quotas",
        &[
            "duty",
            "promised a day",
            "days with a record",
            "days met",
            "volume, capped",
            "volume, uncapped",
        ],
        rows,
    ));
    section.blocks.push(Block::Remark(
        "Days without a record are not scored: they are not days without a delivery. Capped counts each day up to its promise, uncapped counts all that came.".to_owned(),
    ));
    section
}

fn quota_row(of: &Monitored<'_>, worst: &Score, best: &Score) -> Row {
    let (a, b) = (worst.shares(), best.shares());
    let met = if worst.single.max(best.single) == 0 {
        "no day by itself".to_owned()
    } else {
        let days = super::words::between(
            &worst.met.min(best.met).to_string(),
            &worst.met.max(best.met).to_string(),
        );
        let credit = worst.met_by_credit.max(best.met_by_credit);
        let carried = if credit > 0 {
            format!(", {credit} with what was carried")
        } else {
            String::new()
        };
        format!(
            "{} ({days} of {}{carried})",
            shares(a[0], b[0]),
            worst.single.max(best.single)
        )
    };
    Row {
        cells: vec![
            clause(of.case, ClauseId::Obligation(worst.duty)),
            format!(
                "{} {}",
                amounts(best.promise, worst.promise),
                of.case.quantity_name(worst.quantity)
            ),
            format!("{} of {}", worst.recorded, worst.in_force),
            met,
            shares(a[1], b[1]),
            shares(a[2], b[2]),
        ],
        because: because(
            ClauseId::Obligation(worst.duty),
            of.monitor.worst.clock.histories[armistice_case::model::Key::position(worst.duty)].last,
        ),
    }
}

/// The levels of the Peace Accords Matrix, and what everybody kept of what fell due.
pub fn scores(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("scores", "Scores of record");
    let (worst, best) = (&of.monitor.worst, &of.monitor.best);
    let (low, high) = (levels(worst), levels(best));
    if let (Some(a), Some(b)) = (low.percent(), high.percent()) {
        let percent = |value: f64| format!("{value:.1} %");
        let parts: Vec<String> = ["not begun", "begun", "on course", "done"]
            .iter()
            .enumerate()
            .map(|(at, word)| {
                let number = super::words::between(
                    &low.of[at].min(high.of[at]).to_string(),
                    &low.of[at].max(high.of[at]).to_string(),
                );
                format!("{number} {word}")
            })
            .collect();
        section.statements(vec![Statement::new(
            "accord",
            "levels",
            format!(
                "On the levels 0 to 3 of the Peace Accords Matrix the {} of the text come to {}: {}.",
                words::plural(low.number(), "duty", "duties"),
                super::words::between(&percent(a.min(b)), &percent(a.max(b))),
                words::joined(&parts, "and"),
            ),
            vec![Because::Node(NodeId::Agreement)],
        )]);
    }
    let rows = worst
        .clock
        .text
        .lens
        .terms
        .duties()
        .filter_map(|duty| {
            let (a, b) = (level(worst, duty)?, level(best, duty)?);
            Some(Row {
                cells: vec![
                    clause(of.case, ClauseId::Obligation(duty)),
                    super::words::between(&a.min(b).to_string(), &a.max(b).to_string()),
                ],
                because: because(ClauseId::Obligation(duty), None),
            })
        })
        .collect();
    section.table(table("levels", &["duty", "level"], rows));
    let mut rows = Vec::new();
    for (a, b) in kept(worst).iter().zip(&kept(best)) {
        if a.index().is_none() && b.index().is_none() && a.no_record == 0 {
            continue;
        }
        let range = |x: usize, y: usize| {
            super::words::between(&x.min(y).to_string(), &x.max(y).to_string())
        };
        rows.push(Row {
            cells: vec![
                words::name(of.case, a.by),
                shares(a.index(), b.index()),
                range(a.on_time, b.on_time),
                range(a.late, b.late),
                range(a.open, b.open),
                range(a.no_record, b.no_record),
                a.quotas.to_string(),
            ],
            because: vec![Because::Node(NodeId::Actor(a.by))],
        });
    }
    section.table(table(
        "kept",
        &[
            "who",
            "index",
            "on time",
            "late",
            "open",
            "no record",
            "quotas apart",
        ],
        rows,
    ));
    if section.blocks.len() > 2 {
        section.blocks.push(Block::Remark(
            "The index counts a part on time as one and a late one as a half, over all that fell due and is told of; it means nothing without the columns beside it.".to_owned(),
        ));
    }
    section
}

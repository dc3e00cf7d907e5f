//! Completion, lateness in unit-days, quotas three ways, and the scores of record.

use super::Monitored;
use super::words::{amounts, at_most, because, clause, date, shares, unit_days};
use crate::page::{Block, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{ClauseId, NodeId, ObligationId, QuantityId};
use armistice_case::value::{Decimal, Unit};
use armistice_engine::accord::check::parties;
use armistice_engine::accord::monitor::clock::Clock;
use armistice_engine::accord::monitor::lateness::{Hold, holds, of_duty};
use armistice_engine::accord::monitor::promise::Rate;
use armistice_engine::accord::monitor::quota::{Score, all as all_quotas};
use armistice_engine::accord::monitor::record::added;
use armistice_engine::accord::monitor::score::{
    Count, completion as whole, counts, dropped, kept, level, levels,
};
use armistice_engine::accord::monitor::standing::{Day, Status};
use armistice_engine::accord::weights::Weights;
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
    let lens = &worst.clock.text.lens;
    let parties = parties(of.case).into_iter().map(Some);
    let told = std::iter::once(None).chain(parties).filter_map(|party| {
        let assumed: Vec<Because> = Weights::of(of.case, &lens.terms, party)
            .assumptions()
            .map(Because::from)
            .collect();
        if party.is_some() && assumed.is_empty() {
            return None;
        }
        let ((low, _), (_, high)) = whole(worst, party).zip(whole(best, party))?;
        let done = shares(Some(low), Some(high));
        let (text, because) = match party {
            None => (
                format!("Each duty counted with its weight, {done} of the whole is recorded as done; the quantities stand below, never added."),
                vec![Because::Node(NodeId::Agreement)],
            ),
            Some(party) => (
                format!(
                    "Each duty counted with the weight that {} is assumed to give it, {done} of the whole.",
                    words::name(of.case, party)
                ),
                assumed,
            ),
        };
        Some(Statement::new("accord", "completion", text, because))
    });
    section.statements(told.collect());
    let name = |count: &Count| clause(of.case, ClauseId::Obligation(count.duty));
    let (now, high) = (counts(worst), counts(best));
    let mut rows: Vec<Row> = now
        .iter()
        .zip(&high)
        .map(|(a, b)| count_row(of, name(a), a, b))
        .collect();
    let docket = of.monitor.docket;
    for ((a, from), (b, _)) in dropped(worst).iter().zip(&dropped(best)) {
        let name = format!("{}, dropped on {}", name(a), date(docket, *from));
        rows.push(count_row(of, name, a, b));
    }
    section.table(table(
        "completion",
        &["duty", "of what", "given", "promised", "share"],
        rows,
    ));
    section
}

fn count_row(of: &Monitored<'_>, name: String, worst: &Count, best: &Count) -> Row {
    Row {
        cells: vec![
            name,
            of.case.quantity_name(worst.quantity).to_owned(),
            amounts(worst.given, best.given),
            match (best.promised, worst.promised) {
                (Some(low), Some(high)) => amounts(low, high),
                _ => limit(&of.monitor.worst.clock, worst).map_or_else(
                    || "no number in the text".to_owned(),
                    |limit| at_most(Some(limit)),
                ),
            },
            shares(worst.share(), best.share()),
        ],
        because: because(ClauseId::Obligation(worst.duty), None),
    }
}

/// The most that a duty may give of a quantity in all, where the text names no more than that.
fn limit(clock: &Clock<'_>, count: &Count) -> Option<Decimal> {
    let parts = clock.text.lens.parts.of_duty(count.duty);
    let promises = parts.flat_map(|part| &clock.text.promises[part]);
    let own = promises.filter(|promise| promise.quantity == count.quantity);
    let limits: Option<Vec<Decimal>> = own.map(|promise| promise.limit).collect();
    limits.filter(|limits| !limits.is_empty()).map(added)
}

/// What is past its day under a duty and told of by nobody.
fn unrecorded(day: &Day<'_>, duty: ObligationId, quantity: QuantityId) -> Decimal {
    let gaps = day.of_duty(duty);
    let gaps = gaps.filter(|part| part.status == Status::NoRecord);
    let filled = gaps.flat_map(|part| &part.filled);
    added(
        filled
            .filter(|filled| filled.quantity == quantity)
            .filter_map(|filled| Some(Decimal(filled.promised?.0 - filled.given.0))),
    )
}

/// Units done before and after their day, and what was held back.
pub fn lateness(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("lateness", "Early and late, unit by unit");
    let mut rows = Vec::new();
    for count in counts(&of.monitor.worst) {
        let low = of_duty(&of.monitor.worst, count.duty, count.quantity);
        let high = of_duty(&of.monitor.best, count.duty, count.quantity);
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
                amounts(
                    unrecorded(&of.monitor.worst, count.duty, count.quantity),
                    unrecorded(&of.monitor.best, count.duty, count.quantity),
                ),
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
            "units without a record",
        ],
        rows,
    ));
    section.statements(held_back(of));
    if !section.is_empty() {
        section.blocks.push(Block::Remark(
            "The first unit due is held against the first unit done. A unit done early is ahead until the day it was due. What is past its day without any record is a gap in the log and is not counted as behind.".to_owned(),
        ));
    }
    section
}

/// What was held back, each hold by both accounts or by the one that has it.
fn held_back(of: &Monitored<'_>) -> Vec<Statement> {
    let key = |hold: &Hold| (hold.duty, hold.event, hold.quantity);
    let [worst, best] = [&of.monitor.worst.clock, &of.monitor.best.clock].map(|clock| {
        let duties = clock.text.lens.terms.duties();
        duties
            .flat_map(|duty| holds(clock, duty))
            .collect::<Vec<_>>()
    });
    let in_list =
        |all: &[Hold], one: &Hold| all.iter().copied().find(|other| key(other) == key(one));
    let mut all: Vec<(Hold, Option<Hold>)> = worst
        .iter()
        .map(|most| (*most, in_list(&best, most)))
        .collect();
    let only_best = best.iter().filter(|hold| in_list(&worst, hold).is_none());
    all.extend(only_best.map(|hold| (*hold, None)));
    all.sort_by_key(|(hold, _)| (hold.duty, hold.from));
    all.iter()
        .map(|(most, least)| held(of, most, least.as_ref()))
        .collect()
}

/// One hold by the account that has most of it, and by the other where that has it too.
fn held(of: &Monitored<'_>, most: &Hold, least: Option<&Hold>) -> Statement {
    let docket = of.monitor.docket;
    let other = least.unwrap_or(most);
    let until = most.to.filter(|to| *to <= of.day());
    let how = match until {
        Some(to) if most.covered && other.covered => format!("given on {}", date(docket, to)),
        Some(to) if other.covered => format!("given on {} by some accounts", date(docket, to)),
        Some(to) => format!("not made up when the hold ended on {}", date(docket, to)),
        None => "still held".to_owned(),
    };
    let some = if least.is_some() {
        ""
    } else {
        ", by some accounts"
    };
    let length = until.unwrap_or(of.day()) - most.from;
    let mut reasons = because(ClauseId::Obligation(most.duty), Some(most.event));
    reasons.extend(
        most.ended_by
            .map(|event| Because::Node(NodeId::Event(event))),
    );
    Statement::new(
        "accord",
        "held-back",
        format!(
            "Held back under {} from {}{some}: {} {}, {how}; {}, {} unit-days late if the dates stand.",
            clause(of.case, ClauseId::Obligation(most.duty)),
            date(docket, most.from),
            amounts(other.amount, most.amount),
            of.case.quantity_name(most.quantity),
            super::words::days(length),
            unit_days(least.map_or(0, |least| least.unit_days), most.unit_days),
        ),
        reasons,
    )
}

/// Quotas three ways.
pub fn quotas(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("quotas", "Quotas, three ways");
    let (worst, best) = (&of.monitor.worst.clock, &of.monitor.best.clock);
    let (low, high) = (all_quotas(worst), all_quotas(best));
    let rows: Vec<Row> = low
        .iter()
        .zip(&high)
        .map(|(a, b)| quota_row(of, a, b))
        .collect();
    let scored = !rows.is_empty();
    section.table(table(
        "quotas",
        &[
            "duty",
            "promised",
            "with a record",
            "met",
            "volume, capped",
            "volume, uncapped",
        ],
        rows,
    ));
    section.statements(by_the_hour(of));
    if scored {
        section.blocks.push(Block::Remark(
            "What has no record is not scored: a day without one is not a day without a delivery. A week, a month or a year is scored once it is over. Capped counts each up to its promise, uncapped counts all that came.".to_owned(),
        ));
    }
    section
}

/// Quotas by the hour, which are not scored.
fn by_the_hour(of: &Monitored<'_>) -> Vec<Statement> {
    let text = of.monitor.worst.clock.text;
    let duties = text.lens.terms.duties();
    let small = |duty: &ObligationId| {
        let rates = &text.rates[armistice_case::model::Key::position(*duty)];
        let mut units = rates.iter().map(|rate| rate.unit);
        units.any(|unit| matches!(unit, Unit::Hour | Unit::Minute))
    };
    duties
        .filter(small)
        .map(|duty| {
            Statement::new(
                "accord",
                "quota-by-hour",
                format!(
                    "{} is promised by the hour. Days are the unit here, so it is not scored.",
                    words::capital(&clause(of.case, ClauseId::Obligation(duty)))
                ),
                because(ClauseId::Obligation(duty), None),
            )
        })
        .collect()
}

/// What is promised for a period, and from which day more or less.
fn promised(of: &Monitored<'_>, score: &Score) -> String {
    let docket = of.monitor.docket;
    let lines = score.promises.iter().enumerate();
    let lines: Vec<String> = lines
        .map(|(at, (from, rate))| match at {
            0 => format!(
                "{} {} a {}",
                line(rate),
                of.case.quantity_name(score.quantity),
                score.unit.word(false)
            ),
            _ => format!("{} from {}", line(rate), date(docket, *from)),
        })
        .collect();
    lines.join(", ")
}

/// What is promised in a unit of time.
pub(super) fn line(rate: &Rate) -> String {
    if rate.limit {
        at_most(Some(rate.high))
    } else {
        amounts(rate.low, rate.high)
    }
}

fn quota_row(of: &Monitored<'_>, worst: &Score, best: &Score) -> Row {
    let (a, b) = (worst.shares(), best.shares());
    let met = if worst.recorded.max(best.recorded) == 0 {
        "–".to_owned()
    } else if worst.single.max(best.single) == 0 {
        format!("no {} by itself", worst.unit.word(false))
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
            match worst.dropped {
                None => clause(of.case, ClauseId::Obligation(worst.duty)),
                Some(from) => format!(
                    "{}, dropped on {}",
                    clause(of.case, ClauseId::Obligation(worst.duty)),
                    date(of.monitor.docket, from)
                ),
            },
            promised(of, worst),
            format!(
                "{} of {}",
                worst.recorded,
                words::plural(
                    usize::try_from(worst.in_force).unwrap_or(0),
                    worst.unit.word(false),
                    worst.unit.word(true)
                )
            ),
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

/// `the 5 duties`, or an interval where the accounts leave a different number.
fn number_of(low: usize, high: usize) -> String {
    if low == high {
        return format!("the {}", words::plural(low, "duty", "duties"));
    }
    format!("the {} to {} duties", low.min(high), low.max(high))
}

/// Why some duties have no level.
fn apart(of: &Monitored<'_>, levelled: usize) -> String {
    let all = of.monitor.worst.clock.text.lens.terms.duties().count();
    match all.saturating_sub(levelled) {
        0 => String::new(),
        1 => " One stands apart: it was waived, or is past its day without a record.".to_owned(),
        more => {
            format!(" {more} stand apart: waived, or past their day without a record.")
        }
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
                "On the levels 0 to 3 of the Peace Accords Matrix {} of the text {} to {}: {}.{}",
                number_of(low.number(), high.number()),
                if low.number().max(high.number()) == 1 {
                    "comes"
                } else {
                    "come"
                },
                super::words::between(&percent(a.min(b)), &percent(a.max(b))),
                words::joined(&parts, "and"),
                apart(of, low.number().min(high.number())),
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
            let (a, b) = of.monitor.status(duty)?;
            let told = |level: Option<u8>, status| {
                level.map_or_else(|| super::words::status(status), |level| level.to_string())
            };
            let (a, b) = (told(level(worst, duty), a), told(level(best, duty), b));
            let (low, high) = if a <= b { (a, b) } else { (b, a) };
            Some(Row {
                cells: vec![
                    clause(of.case, ClauseId::Obligation(duty)),
                    super::words::between(&low, &high),
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

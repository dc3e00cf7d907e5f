//! What sources differ about, what would settle it, and what was given outside the deal.

use super::Monitored;
use super::words::{amounts, because, date, kind, outlets, records, reporter, share};
use crate::page::{Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{
    ClauseId, Counts, EventId, Key as _, NodeId, ObligationId, QuantityId, Report,
};
use armistice_case::value::Decimal;
use armistice_engine::accord::monitor::disputed::{
    Disputed, Matter, disputed, outside as given_outside, tallies, unsummed,
};
use armistice_engine::accord::monitor::docket::Text;
use armistice_engine::accord::monitor::record::{added, bounds};
use armistice_engine::provenance::Because;
use std::collections::BTreeSet;

fn reports<'a>(of: &'a Monitored<'_>, event: EventId) -> &'a [Report] {
    of.case.events.reports(&of.case.events[event])
}

/// Every disputed fact by source, with its interval and what would settle it.
pub fn section(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("disputed", "What the sources differ about");
    let clock = &of.monitor.worst.clock;
    let rows = disputed(clock).iter().map(|item| row(of, item)).collect();
    section.long_table(Table {
        id: "disputed",
        columns: [
            "event",
            "about",
            "by whose count",
            "what follows",
            "what would settle it",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
        cited: false,
    });
    let mut statements = Vec::new();
    for item in unsummed(clock) {
        let report = &reports(of, item.event)[item.report];
        let parts: Vec<String> = item
            .parts
            .iter()
            .map(|(quantity, n)| format!("{n} {}", of.case.quantity_name(*quantity)))
            .collect();
        statements.push(Statement::new(
            "accord",
            "parts-do-not-sum",
            format!(
                "The account of {} does not add up: {} come to {}, not to its own total of {} {}.",
                reporter(of.case, report),
                words::joined(&parts, "and"),
                item.found,
                item.declared,
                of.case.quantity_name(item.quantity)
            ),
            records(&[item.event]),
        ));
    }
    for item in tallies(clock) {
        let event = item.tally.event;
        statements.push(Statement::new(
            "accord",
            "tally",
            format!(
                "A tally of {} {} by {} ({}) stands beside {} in single records; a tally is never added.",
                item.tally.amount,
                of.case.quantity_name(item.tally.quantity),
                date(of.monitor.docket, item.tally.day),
                reports(of, event).first().map_or_else(String::new, |r| reporter(of.case, r)),
                item.records
            ),
            records(&[event]),
        ));
    }
    section.statements(statements);
    section
}

fn row(of: &Monitored<'_>, item: &Disputed) -> Row {
    let case = of.case;
    let all = reports(of, item.event);
    let by = |at: usize| {
        let report = &all[at];
        format!("{} ({})", reporter(case, report), kind(case, report))
    };
    let (about, accounts, follows): (String, Vec<String>, String) = match &item.matter {
        Matter::Amount {
            counts,
            quantity,
            accounts,
            range,
        } => (
            format!("{}: {}", counts.key(), case.quantity_name(*quantity)),
            accounts
                .iter()
                .map(|(at, amount)| format!("{}: {amount}", by(*at)))
                .collect(),
            follows(of, item, *counts, *quantity, *range),
        ),
        Matter::Act { accounts } => (
            "whether it happened".to_owned(),
            accounts
                .iter()
                .map(|(at, becomes)| {
                    let not = if becomes.so { "" } else { "not " };
                    format!("{}: {not}{}", by(*at), becomes.act.word())
                })
                .collect(),
            item.clause
                .map_or_else(|| "–".to_owned(), |clause| stands(of, clause)),
        ),
        Matter::Day { accounts } => (
            "on which day".to_owned(),
            accounts
                .iter()
                .map(|(at, stamp)| format!("{}: {}", by(*at), stamp.days))
                .collect(),
            "a day early or late".to_owned(),
        ),
    };
    let mut reasons = records(&[item.event]);
    reasons.extend(
        item.clause
            .map(|clause| Because::Node(NodeId::Clause(clause))),
    );
    Row {
        cells: vec![
            case.label(NodeId::Event(item.event)).id.to_string(),
            about,
            accounts.join("; "),
            follows,
            settles(of, item),
        ],
        because: reasons,
    }
}

/// What an amount in dispute does to the score of its duty.
fn follows(
    of: &Monitored<'_>,
    item: &Disputed,
    counts: Counts,
    quantity: QuantityId,
    (low, high): (Decimal, Decimal),
) -> String {
    let text = of.monitor.worst.clock.text;
    let promised = match item.clause {
        Some(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _))
            if counts == Counts::Delivered =>
        {
            let days = of.case.events.reports(&of.case.events[item.event]).first();
            let days = days.and_then(|report| report.when).map_or(1, |when| {
                of.monitor.docket.number(when.days.last) - of.monitor.docket.number(when.days.first)
                    + 1
            });
            promise(text, item.clause, duty, quantity, days)
        }
        _ => None,
    };
    match promised {
        Some((least, most)) if least.0 > 0 => {
            let at = |given: Decimal, of: Decimal| (given.0 as f64 / of.0 as f64).min(1.0);
            let (worst, best) = (at(low, most), at(high, least));
            format!(
                "between {} and {} of what is promised",
                share(worst),
                share(best)
            )
        }
        _ => format!("{} {}", amounts(low, high), of.case.quantity_name(quantity)),
    }
}

/// What a clause promises of a quantity: at once, or for so many days.
fn promise(
    text: &Text<'_>,
    clause: Option<ClauseId>,
    duty: ObligationId,
    quantity: QuantityId,
    days: i64,
) -> Option<(Decimal, Decimal)> {
    let rate = text.rates[duty.position()]
        .iter()
        .find(|rate| rate.quantity == quantity)
        .map(|rate| {
            (
                Decimal(rate.low.0.saturating_mul(days)),
                Decimal(rate.high.0.saturating_mul(days)),
            )
        });
    rate.or_else(|| {
        let parts = &text.lens.parts;
        let of = parts.of_clause(match clause {
            Some(clause @ ClauseId::Tranche(..)) => clause,
            _ => ClauseId::Obligation(duty),
        });
        let mut sum = (0_i64, 0_i64);
        let mut any = false;
        for part in of {
            for promise in &text.promises[part] {
                if promise.quantity == quantity {
                    any = true;
                    sum.0 = sum.0.saturating_add(promise.low?.0);
                    sum.1 = sum.1.saturating_add(promise.high?.0);
                }
            }
        }
        any.then_some((Decimal(sum.0), Decimal(sum.1)))
    })
}

fn stands(of: &Monitored<'_>, clause: ClauseId) -> String {
    let (ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) = clause else {
        return "–".to_owned();
    };
    of.monitor.status(duty).map_or_else(
        || "–".to_owned(),
        |(worst, best)| super::words::statuses(worst, best),
    )
}

/// The question that would settle it.
fn settles(of: &Monitored<'_>, item: &Disputed) -> String {
    let verifier = match item.clause {
        Some(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) => {
            of.monitor.worst.clock.text.lens.terms.agreement.obligations[duty]
                .verified_by
                .get()
                .filter(|by| !by.is_empty())
                .map(|by| words::names(of.case, by))
        }
        _ => None,
    };
    let who = verifier.map_or_else(
        || "a count that both accept, the text names nobody to make it".to_owned(),
        |who| format!("the word of {who}, whom the text names"),
    );
    match &item.matter {
        Matter::Amount { quantity, .. } => {
            let people = &*of.case.quantities[*quantity].unit == "person";
            let list = if people {
                "the list by name"
            } else {
                "the list at the place of hand-over"
            };
            format!("{list}, with its hour; {who}")
        }
        Matter::Act { .. } => format!("what each would take as its beginning; {who}"),
        Matter::Day { .. } => "the hour and zone of each account".to_owned(),
    }
}

/// What changed hands outside the deal: never counted in it.
pub fn outside(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("outside", "Given outside the deal");
    let worst = given_outside(&of.monitor.worst.clock);
    let best = given_outside(&of.monitor.best.clock);
    let quantities: BTreeSet<QuantityId> = worst.keys().chain(best.keys()).copied().collect();
    let mut rows = Vec::new();
    for quantity in quantities {
        // An account that has nothing of it has it at nought.
        let [(high, mut events), (low, others)] =
            [&worst, &best].map(|all| all.get(&quantity).cloned().unwrap_or_default());
        events.extend(others);
        events.sort_unstable();
        events.dedup();
        rows.push(Row {
            cells: vec![
                of.case.quantity_name(quantity).to_owned(),
                "the single records together".to_owned(),
                amounts(low, high),
            ],
            because: records(&events),
        });
        rows.extend(by_outlet(of, quantity, &events));
        rows.extend(by_tally(of, quantity));
    }
    section.table(Table {
        id: "outside",
        columns: ["of what", "by whose count", "how many"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        cited: false,
    });
    section
}

/// Where single records differ, the sum by each source that takes part in the difference.
fn by_outlet(of: &Monitored<'_>, quantity: QuantityId, events: &[EventId]) -> Vec<Row> {
    let mut names: Vec<(String, EventId)> = Vec::new();
    let amount = |report: &Report| -> Option<Decimal> {
        let counted = of.case.events.counted(report).iter();
        let mut own = counted.filter(|c| c.counts == Counts::Outside && c.quantity == quantity);
        own.next().map(|counted| bounds(&counted.amount).0)
    };
    for event in events {
        let all = reports(of, *event);
        let differ = all.iter().any(|report| amount(report) != amount(&all[0]));
        if differ {
            names.extend(all.iter().map(|report| (reporter(of.case, report), *event)));
        }
    }
    let mut seen: Vec<String> = Vec::new();
    names.retain(|(name, _)| {
        let new = !seen.contains(name);
        if new {
            seen.push(name.clone());
        }
        new
    });
    names
        .into_iter()
        .map(|(name, event)| {
            let sum = added(events.iter().filter_map(|event| {
                let all = reports(of, *event);
                let own = all.iter().find(|report| reporter(of.case, report) == name);
                own.or(all.first()).and_then(amount)
            }));
            Row {
                cells: vec![
                    of.case.quantity_name(quantity).to_owned(),
                    format!("{name} where the records differ"),
                    sum.to_string(),
                ],
                because: records(&[event]),
            }
        })
        .collect()
}

/// Tallies of the same quantity.
fn by_tally(of: &Monitored<'_>, quantity: armistice_case::model::QuantityId) -> Vec<Row> {
    let mut rows = Vec::new();
    for fact in of.monitor.worst.clock.facts.until(of.day()) {
        for report in reports(of, fact.event) {
            for counted in of.case.events.counted(report) {
                if counted.counts == Counts::SoFar && counted.quantity == quantity {
                    rows.push(Row {
                        cells: vec![
                            of.case.quantity_name(quantity).to_owned(),
                            format!("a tally of {}", outlets(of.case, &of.case.events, report)),
                            counted.amount.to_string(),
                        ],
                        because: fact.clause.map_or_else(
                            || records(&[fact.event]),
                            |clause| because(clause, Some(fact.event)),
                        ),
                    });
                }
            }
        }
    }
    rows
}

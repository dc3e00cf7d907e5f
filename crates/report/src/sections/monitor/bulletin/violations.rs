//! Violations by kind and area, what passed its day, and what was suspended by right.

use super::super::Monitored;
use super::super::outlook;
use super::super::words::{because, clause, date, occurrence, records};
use super::{Window, none, place, table, teller};
use crate::page::{Row, Section, Statement};
use crate::words;
use armistice_case::model::{Act, ClauseId, Counts, EventId, Key as _, NodeId};
use armistice_engine::accord::monitor::breach::{Breach, Kind, breaches};
use armistice_engine::accord::monitor::clock::Clock;
use armistice_engine::provenance::Because;
use std::collections::{BTreeMap, BTreeSet};

/// A violation: what kind, where, in which event, under which clause.
struct Violation {
    kind: String,
    place: String,
    event: EventId,
    clause: Option<ClauseId>,
}

/// The violations of a window by any account; those that some deny say so.
fn violated(of: &Monitored<'_>, window: Window) -> Vec<Violation> {
    let worst = violated_by(&of.monitor.worst.clock, window);
    let best = violated_by(&of.monitor.best.clock, window);
    let mut found = worst.clone();
    found.extend(best.clone());
    found
        .into_iter()
        .map(|(id, kind)| {
            let event = &of.case.events[id];
            let sure = worst.contains_key(&id) && best.contains_key(&id);
            let some = if sure { "" } else { ", by some accounts" };
            Violation {
                kind: format!("{}{some}", kind.trim_end_matches('.')),
                place: place(of, event),
                event: id,
                clause: event.of,
            }
        })
        .collect()
}

/// The violations of a window by one end of the log, each with its kind.
fn violated_by(clock: &Clock<'_>, window: Window) -> BTreeMap<EventId, String> {
    let agreement = &clock.text.lens.terms.agreement;
    let events = &clock.docket.case.events;
    let mut found = BTreeMap::new();
    for fact in clock.facts.between(window.from, window.to) {
        let event = &events[fact.event];
        let forbids = match event.of {
            Some(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) => {
                agreement.obligations[duty].must_not.as_deref()
            }
            _ => None,
        };
        let amounts = clock.facts.amounts(fact).iter();
        let mut wrong = amounts.filter(|given| given.counts == Counts::Wrong);
        let wrong = wrong.any(|given| given.amount.0 > 0);
        let kind = match (forbids, fact.act) {
            (Some(act), _) if fact.incident => events.kind(event).unwrap_or(act),
            (Some(_), Some(Act::Suspended)) if event.under.is_none() => "suspended",
            (Some(_), _) => continue,
            (None, Some(Act::Refused)) => "refused",
            (None, Some(Act::Stopped)) => "stopped",
            (None, Some(Act::Suspended)) if event.under.is_none() => "suspended",
            (None, _) if wrong => "handed over wrongly",
            _ => continue,
        };
        found.insert(fact.event, kind.to_owned());
    }
    found
}

/// Suspensions of the window by a right that the text gives.
fn by_right(of: &Monitored<'_>, window: Window) -> Vec<Statement> {
    let clock = &of.monitor.worst.clock;
    let mut found = Vec::new();
    for duty in clock.text.lens.terms.duties() {
        for suspension in &clock.histories[duty.position()].suspensions {
            let event = &of.case.events[suspension.event];
            let power = event
                .under
                .or(suspension.over)
                .filter(|clause| matches!(clause, ClauseId::Power(_)));
            let Some(power) = power.filter(|_| window.holds(suspension.from)) else {
                continue;
            };
            let by = words::names(of.case, of.case.events.by(event));
            let by = if by.is_empty() {
                String::new()
            } else {
                format!(" by {by}")
            };
            let mut reasons = because(ClauseId::Obligation(duty), Some(suspension.event));
            reasons.push(Because::Node(NodeId::Clause(power)));
            found.push(Statement::new(
                "accord",
                "suspended",
                words::capital(&format!(
                    "{} was suspended{by} on {}, under {}.",
                    clause(of.case, ClauseId::Obligation(duty)),
                    date(of.monitor.docket, suspension.from),
                    clause(of.case, power),
                )),
                reasons,
            ));
        }
    }
    found
}

/// What passed its last day in the window, with what became of it since.
fn passed(of: &Monitored<'_>, window: Window) -> Vec<Statement> {
    let docket = of.monitor.docket;
    let best = breaches(&of.monitor.best);
    let best: BTreeSet<_> = best.iter().map(Breach::key).collect();
    let late = breaches(&of.monitor.worst);
    let late = late
        .iter()
        .filter(|breach| breach.kind == Kind::Late && window.holds(breach.day));
    late.map(|breach| {
        let some = if best.contains(&breach.key()) {
            ""
        } else {
            ", by some accounts"
        };
        let since = match (breach.cured, breach.ended) {
            (Some(cured), _) => format!("; it was done on {}", date(docket, cured)),
            (None, Some(ended)) => format!("; {}", outlook::end(docket, ended)),
            (None, None) => String::new(),
        };
        Statement::new(
            "accord",
            "breach",
            words::capital(&format!(
                "{} passed the last day of {} without having done it{some}{since}.",
                words::names(of.case, &breach.by),
                occurrence(of.case, breach.clause, breach.occurrence)
            )),
            because(breach.clause, breach.event),
        )
    })
    .collect()
}

/// Violations, what passed its day, and what was suspended by right.
pub(super) fn section(of: &Monitored<'_>, window: Window, before: Window) -> Section {
    let mut section = Section::new("violations", "Violations by kind and area");
    let (now, then) = (violated(of, window), violated(of, before));
    let mut groups: BTreeMap<(&str, &str), (usize, usize, Vec<&Violation>)> = BTreeMap::new();
    for (at, list) in [(0, &now), (1, &then)] {
        for violation in list {
            let group = groups
                .entry((&violation.kind, &violation.place))
                .or_default();
            if at == 0 {
                group.0 += 1;
                group.2.push(violation);
            } else {
                group.1 += 1;
            }
        }
    }
    let rows = groups
        .iter()
        .filter(|(_, (now, ..))| *now > 0)
        .map(|((what, place), (now, then, all))| {
            let mut clauses: Vec<ClauseId> = all.iter().filter_map(|v| v.clause).collect();
            clauses.sort_unstable();
            clauses.dedup();
            let mut by: Vec<String> = all
                .iter()
                .flat_map(|v| of.case.events.reports(&of.case.events[v.event]))
                .map(|report| teller(of, report))
                .collect();
            by.sort();
            by.dedup();
            Row {
                cells: vec![
                    (*what).to_owned(),
                    words::clauses(of.case, &clauses),
                    (*place).to_owned(),
                    now.to_string(),
                    then.to_string(),
                    words::joined(&by, "and"),
                ],
                because: records(&all.iter().map(|v| v.event).collect::<Vec<_>>()),
            }
        })
        .collect::<Vec<_>>();
    if rows.is_empty() {
        section.statements(none(of, window, "violation"));
    }
    section.table(table(
        "violations",
        &["kind", "duty", "where", "now", "before", "reported by"],
        rows,
    ));
    let mut told = passed(of, window);
    told.extend(by_right(of, window));
    section.statements(told);
    section
}

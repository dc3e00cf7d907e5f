//! The text in force, as amendments have made it, and its records: who entered what from where.

use super::Monitored;
use super::words::{because, between, date, date_or_dash, outlets, records, reporter};
use crate::page::{Place, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{AmendmentId, ClauseId, NodeId};
use armistice_engine::accord::monitor::extension::{Extended, extended};
use armistice_engine::provenance::Because;

/// The amendments of the text, with what each changes; none where the text has none with a date.
pub fn in_force(of: &Monitored<'_>) -> Option<Section> {
    let docket = of.monitor.docket;
    let dated = of.case.agreement.as_ref()?.dated_amendments();
    let number = |(day, _): &(jiff::civil::Date, AmendmentId)| docket.number(*day);
    let last = dated.iter().rfind(|one| number(one) <= of.day());
    let told = match last {
        Some(one) => format!(
            "The text in force is that of {}. Each day is held against the text of that day.",
            date(docket, number(one))
        ),
        None if dated.is_empty() => return None,
        None => "The text as it was first written is still in force.".to_owned(),
    };
    let because = last.map_or(NodeId::Agreement, |(_, id)| NodeId::Amendment(*id));
    let mut section = Section::new("text", "The text in force");
    section.statements(vec![Statement::new(
        "accord",
        "text",
        told,
        vec![Because::Node(because)],
    )]);
    let rows = dated.iter().map(|one| Row {
        cells: vec![
            of.case.label(NodeId::Amendment(one.1)).id.to_string(),
            date(docket, number(one)),
            by(of, one.1),
            effect(of, one.1),
        ],
        because: vec![Because::Node(NodeId::Amendment(one.1))],
    });
    section.table(Table {
        id: "amendments",
        columns: ["amendment", "from", "by", "what it does"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
        cited: false,
    });
    Some(section)
}

/// What was extended, by which record, from which last day to which.
pub fn extensions(of: &Monitored<'_>) -> Section {
    let mut section = Section::new("extensions", "What was extended");
    let key = |one: &Extended| (one.clause, one.part, one.event);
    let [worst, best] = [&of.monitor.worst, &of.monitor.best].map(|day| extended(&day.clock));
    let some =
        |all: &[Extended], one: &Extended| all.iter().find(|other| key(other) == key(one)).copied();
    let mut all: Vec<(Extended, Option<Extended>)> =
        worst.iter().map(|one| (*one, some(&best, one))).collect();
    let only = best.iter().filter(|one| some(&worst, one).is_none());
    all.extend(only.map(|one| (*one, None)));
    let docket = of.monitor.docket;
    let rows = all.iter().map(|(one, other)| {
        let last = |each: fn(&Extended) -> Option<i64>| {
            let days =
                [Some(one), other.as_ref()].map(|one| date_or_dash(docket, one.and_then(each)));
            match (other, &days) {
                (Some(_), [a, b]) if a != b => between(b, a),
                (_, [a, _]) => a.clone(),
            }
        };
        Row {
            cells: vec![
                words::clause(of.case, one.clause),
                date(docket, one.day),
                extended_by(of, one, other.is_none()),
                last(|one| one.from),
                if one.from == one.to {
                    "the record gives none".to_owned()
                } else {
                    last(|one| one.to)
                },
            ],
            because: because(one.clause, Some(one.event)),
        }
    });
    section.table(Table {
        id: "extensions",
        columns: ["what", "on", "by", "last day before", "last day since"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
        cited: false,
    });
    section
}

/// Who extended something, and under which power.
fn extended_by(of: &Monitored<'_>, one: &Extended, some: bool) -> String {
    let by = words::names(of.case, of.case.events.by(&of.case.events[one.event]));
    let by = if by.is_empty() {
        "not said".to_owned()
    } else {
        by
    };
    let power = one.power.map_or_else(String::new, |power| {
        format!(", under {}", words::clause(of.case, ClauseId::Power(power)))
    });
    let some = if some { ", by some accounts" } else { "" };
    format!("{by}{power}{some}")
}

fn by(of: &Monitored<'_>, id: AmendmentId) -> String {
    let agreement = of.case.agreement.as_ref();
    let by = agreement.and_then(|agreement| agreement.amendments[id].by.get());
    by.map_or_else(|| "not said".to_owned(), |by| words::names(of.case, by))
}

/// `changes … to …; drops …; adds …`.
fn effect(of: &Monitored<'_>, id: AmendmentId) -> String {
    let Some(agreement) = &of.case.agreement else {
        return String::new();
    };
    let amendment = &agreement.amendments[id];
    let name = |clause: ClauseId| words::clause(of.case, clause);
    let mut told: Vec<String> = amendment
        .changes
        .iter()
        .map(|change| {
            format!(
                "`{}` of {} is now {}",
                change.key,
                name(change.clause),
                change.value
            )
        })
        .collect();
    if !amendment.drops.is_empty() {
        told.push(format!(
            "drops {}",
            words::clauses(of.case, &amendment.drops)
        ));
    }
    let added: Vec<ClauseId> = agreement
        .obligations
        .iter()
        .filter(|(_, duty)| duty.added_by == Some(NodeId::Amendment(id)))
        .map(|(duty, _)| ClauseId::Obligation(duty))
        .collect();
    if !added.is_empty() {
        told.push(format!("adds {}", words::clauses(of.case, &added)));
    }
    told.join("; ")
}

/// Every record up to the day: when and by whom it was written down, by whose word, from which
/// documents, and what it rests on. Told where any record says when it was written down or what it
/// rests on.
pub fn recorded(of: &Monitored<'_>) -> Section {
    let events = &of.case.events;
    let mut section = Section::new("records", "Who recorded what, from where").at(Place::Annex);
    let all: Vec<_> = of.monitor.worst.clock.facts.until(of.day()).collect();
    let traced = all.iter().any(|fact| {
        let event = &events[fact.event];
        let mut reports = events.reports(event).iter();
        events.recorded(event).is_some() || reports.any(|one| events.evidence(one).is_some())
    });
    if !traced {
        return section;
    }
    let dash = |text: Option<&str>| text.unwrap_or("–").to_owned();
    let rows = all.iter().flat_map(|fact| {
        let event = &events[fact.event];
        events.reports(event).iter().map(move |report| Row {
            cells: vec![
                of.case.label(NodeId::Event(fact.event)).id.to_string(),
                date(of.monitor.docket, fact.day),
                dash(events.recorded(event)),
                reporter(of.case, report),
                outlets(of.case, events, report),
                dash(events.evidence(report)),
            ],
            because: records(&[fact.event]),
        })
    });
    section.long_table(Table {
        id: "records",
        columns: [
            "event",
            "day",
            "recorded",
            "by whose word",
            "from",
            "rests on",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
        cited: false,
    });
    section
}

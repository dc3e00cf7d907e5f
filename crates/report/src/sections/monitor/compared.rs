//! How an agreement is carried out, told so that two pages can be compared: a statement for each part of
//! a duty, one for each other breach, and what both sides gave. Nothing in it changes because a day
//! passes; what came to be late, to be cured or to be fulfilled has its word.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{because, clause, date, day};
use super::{Monitored, disputed, exchange, exposed, exposure, outlook, status};
use crate::page::{Class, Section, Statement};
use crate::words;
use armistice_case::model::NodeId;
use armistice_engine::accord::monitor::breach::{Breach, Kind, breaches};
use armistice_engine::accord::monitor::docket::debtors;
use armistice_engine::accord::monitor::forecast::{Expected, forecast};
use armistice_engine::accord::monitor::standing::{Standing, Status};
use armistice_engine::provenance::Because;

/// The sections of a page that is compared with another.
pub fn sections(of: &Monitored<'_>) -> Vec<Section> {
    let mut carried = Section::new("carried-out", "How it is carried out");
    carried.statements(parts(of));
    let worst = breaches(&of.monitor.worst);
    let best = breaches(&of.monitor.best);
    let best: BTreeSet<_> = best.iter().map(Breach::key).collect();
    let others = worst.iter().filter(|breach| breach.kind != Kind::Late);
    let sure = |breach: &Breach| best.contains(&breach.key());
    carried.statements(
        others
            .map(|breach| other(of, breach, sure(breach)))
            .collect(),
    );
    let mut exchanged = Section::new("exchanged", "Given on both sides");
    exchanged.statements(exchange::balances(of));
    exchanged.table(exposure::now(of, &exposed(of.monitor)));
    vec![carried, exchanged, disputed::section(of)]
}

/// How every part stands, and when everything can be done.
fn parts(of: &Monitored<'_>) -> Vec<Statement> {
    let solved = forecast(&of.monitor.worst);
    let expected: BTreeMap<usize, &Expected> = solved
        .expected
        .iter()
        .map(|part| (part.part, part))
        .collect();
    let pairs = of.monitor.worst.parts.iter().zip(&of.monitor.best.parts);
    let mut statements: Vec<Statement> = pairs
        .map(|(worst, best)| {
            let ahead = worst.part.and_then(|part| expected.get(&part));
            part(of, worst, best, ahead.copied())
        })
        .collect();
    if let Some(ends) = solved.ends {
        let docket = of.monitor.docket;
        let earliest = outlook::earliest(&solved, &day(docket, ends));
        let text = format!("{earliest}.{}", outlook::goes_on(docket, &solved));
        let because = vec![Because::Node(NodeId::Agreement)];
        let statement = Statement::new("accord", "forecast", text.clone(), because);
        statements.push(statement.stands("changed", text));
    }
    statements
}

fn part(
    of: &Monitored<'_>,
    worst: &Standing,
    best: &Standing,
    ahead: Option<&Expected>,
) -> Statement {
    let docket = of.monitor.docket;
    let id = status::id(of, worst);
    let who = debtors(&of.monitor.worst.clock.text.lens, worst.clause);
    let mut text = format!(
        "`{id}` of {}: {}",
        words::names(of.case, &who),
        stands(worst.status, best.status)
    );
    match status::done(of, worst, best).as_str() {
        "–" => {}
        done => text.push_str(&format!(", done {done}")),
    }
    if let Some(due) = worst.window.due {
        let word = if text.ends_with(": due") { "" } else { ", due" };
        text.push_str(&format!("{word} {}", date(docket, due)));
    }
    match status::given(of, worst, best).as_str() {
        "–" => {}
        given => text.push_str(&format!("; {given}")),
    }
    let outlook = ahead
        .filter(|part| part.earliest > of.day())
        .map_or_else(String::new, |part| {
            format!("not before {}", date(docket, part.earliest))
        });
    if !outlook.is_empty() {
        text.push_str(&format!("; {outlook}"));
    }
    text.push('.');
    Statement::new(
        "accord",
        "status",
        text,
        because(worst.clause, worst.record),
    )
    .key(id)
    .stands(came_to(worst.status, best.status), outlook)
}

/// The status in words that do not change from day to day.
fn stands(worst: Status, best: Status) -> String {
    let word = |status: Status| match status {
        Status::DueIn(_) | Status::DueToday => Status::Due.word(),
        other => other.word(),
    };
    if word(worst) == word(best) {
        word(worst).to_owned()
    } else {
        format!("disputed: {} or {}", word(worst), word(best))
    }
}

/// What a comparison calls a change to this status.
fn came_to(worst: Status, best: Status) -> &'static str {
    let of = |status: Status| match status {
        Status::Cured => "cured",
        Status::Suspended => "newly suspended",
        Status::NoRecord => "newly without a record",
        status if status.is_done() => "fulfilled",
        status if status.is_overdue() => "newly late",
        _ => "changed",
    };
    if of(worst) == of(best) {
        of(worst)
    } else {
        "newly in dispute"
    }
}

/// A breach that is no lateness, `sure` where every account has it.
fn other(of: &Monitored<'_>, breach: &Breach, sure: bool) -> Statement {
    let docket = of.monitor.docket;
    let (ends, came_to) = match (breach.cured, breach.ended) {
        (Some(cured), _) => (format!(", cured on {}", date(docket, cured)), "cured"),
        (None, Some(ended)) => (
            format!(", until {}", outlook::end(docket, ended)),
            "changed",
        ),
        (None, None) => (String::new(), "changed"),
    };
    let by = if breach.by.is_empty() {
        ", by whom is not said,".to_owned()
    } else {
        format!(" by {}", words::names(of.case, &breach.by))
    };
    let text = format!(
        "{}{by} under {} on {}{}{ends}.",
        words::capital(outlook::what(breach.kind)),
        clause(of.case, breach.clause),
        date(docket, breach.day),
        if sure { "" } else { ", by some accounts" },
    );
    Statement::new(
        "accord",
        "breach",
        text,
        because(breach.clause, breach.event),
    )
    .class(Class::AtRisk)
    .stands(came_to, String::new())
}

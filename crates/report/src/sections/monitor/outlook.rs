//! Breaches in their order, suspensions under three rules, clocks, and what is still to come.

use std::collections::BTreeSet;

use super::Monitored;
use super::words::{because, clause, date, date_or_dash, days, occurrence, whose};
use crate::page::{Class, Row, Section, Statement, Table};
use crate::words;
use armistice_case::model::{ClauseId, Key as _, NodeId, ObligationId};
use armistice_engine::accord::monitor::breach::{
    Breach, End, Kind, breaches as found, disputes, pairs,
};
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::forecast::{Again, Expected, Forecast, forecast as solve};
use armistice_engine::accord::monitor::history::Suspension;
use armistice_engine::accord::monitor::standing::{Day, Status};
use armistice_engine::accord::monitor::suspension::{Policies, Policy};
use armistice_engine::provenance::Because;

/// How many pairs of breaches are told one by one.
const PAIRS: usize = 20;

fn table(id: &'static str, columns: &[&str], rows: Vec<Row>) -> Table {
    Table {
        id,
        columns: columns.iter().map(|head| (*head).to_owned()).collect(),
        rows,
        cited: false,
    }
}

pub(super) fn what(kind: Kind) -> &'static str {
    match kind {
        Kind::Late => "not done in its time",
        Kind::Refused => "refused while it was owed",
        Kind::Forbidden => "done although forbidden",
        Kind::Wrong => "handed over wrongly",
        Kind::Exceeded => "more than the text allows",
    }
}

/// Breaches, pairs of them, and disputes on their path.
pub fn breaches(of: &Monitored<'_>) -> Section {
    let docket = of.monitor.docket;
    let mut section = Section::new("breaches", "Breaches, in their order");
    let worst = found(&of.monitor.worst);
    let best = found(&of.monitor.best);
    let at_best: BTreeSet<_> = best.iter().map(Breach::key).collect();
    let by_all = |breach: &Breach| at_best.contains(&breach.key());
    let some = |breach: &Breach| {
        if by_all(breach) {
            ""
        } else {
            ", by some accounts"
        }
    };
    let rows = worst
        .iter()
        .map(|breach| Row {
            cells: vec![
                date(docket, breach.day),
                whose(of.case, &breach.by),
                occurrence(of.case, breach.clause, breach.occurrence),
                format!("{}{}", what(breach.kind), some(breach)),
                cure(of, breach),
            ],
            because: because(breach.clause, breach.event),
        })
        .collect();
    section.long_table(table(
        "breaches",
        &["from", "by", "duty", "what", "cure"],
        rows,
    ));
    let pairs = pairs(&worst, PAIRS);
    let mut statements: Vec<Statement> = pairs
        .first
        .iter()
        .map(|pair| {
            let (first, second) = (&worst[pair.first], &worst[pair.second]);
            let name = |breach: &Breach| {
                format!(
                    "{} on {}{}",
                    words::names(of.case, &breach.by),
                    occurrence(of.case, breach.clause, breach.occurrence),
                    some(breach)
                )
            };
            let text = if pair.same_day {
                format!(
                    "{} and {}: both fell into breach on one day, {}; neither came first.",
                    name(first),
                    name(second),
                    date(docket, second.day)
                )
            } else {
                format!(
                    "{} from {}, and while that lasted {} from {}; neither is set off against the other.",
                    name(first),
                    date(docket, first.day),
                    name(second),
                    date(docket, second.day)
                )
            };
            let mut reasons = because(first.clause, first.event);
            reasons.extend(because(second.clause, second.event));
            Statement::new("accord", "breach-pair", words::capital(&text), reasons)
        })
        .collect();
    told_once(&mut statements);
    if pairs.all > PAIRS {
        statements.push(Statement::new(
            "accord",
            "breach-pair",
            format!(
                "{} more such pairs are not told one by one.",
                pairs.all - PAIRS
            ),
            vec![Because::Node(NodeId::Agreement)],
        ));
    }
    statements.extend(ladder(of));
    section.statements(statements);
    section
}

/// Puts statements of the same words together, with all that they rest on: two breaches of one duty
/// that began on one day stand to a third in the same way.
fn told_once(statements: &mut Vec<Statement>) {
    let mut once: Vec<Statement> = Vec::new();
    for statement in statements.drain(..) {
        match once.iter_mut().find(|known| known.text == statement.text) {
            Some(known) => {
                for reason in statement.because {
                    if !known.because.contains(&reason) {
                        known.because.push(reason);
                    }
                }
            }
            None => once.push(statement),
        }
    }
    *statements = once;
}

/// How a breach was cured, or how long it has lasted.
fn cure(of: &Monitored<'_>, breach: &Breach) -> String {
    let docket = of.monitor.docket;
    match (breach.cured, breach.ended, breach.cure_until) {
        (Some(cured), ..) => format!(
            "cured on {} after {}",
            date(docket, cured),
            breach
                .minutes
                .map_or_else(|| days(lasted(breach, cured)), words::minutes)
        ),
        (None, Some(ended), _) => format!("until {}", end(docket, ended)),
        (None, None, Some(until)) => format!("can be cured by {}", date(docket, until)),
        (None, None, None) => format!("open for {}", days(of.day() - breach.day + 1)),
    }
}

/// What ended a breach that nobody cured, and when.
pub(super) fn end(docket: &Docket<'_>, (day, why): (i64, End)) -> String {
    let what = match why {
        End::Text => "the text changed",
        End::Waiver => "it was waived",
    };
    format!("{what} on {}", date(docket, day))
}

/// How many days a breach lasted: what is cured on the next day lasted one.
fn lasted(breach: &Breach, cured: i64) -> i64 {
    match breach.kind {
        Kind::Wrong | Kind::Exceeded => cured - breach.day,
        Kind::Late | Kind::Refused | Kind::Forbidden => cured - breach.day + 1,
    }
}

/// The clocks of disputes that were raised.
fn ladder(of: &Monitored<'_>) -> Vec<Statement> {
    let docket = of.monitor.docket;
    disputes(&of.monitor.worst.clock)
        .iter()
        .map(|dispute| {
            let steps: Vec<String> = dispute
                .steps
                .iter()
                .enumerate()
                .map(|(at, step)| {
                    let now = if dispute.now == Some(at) {
                        " (now)"
                    } else {
                        ""
                    };
                    let until = step.until.map_or_else(
                        || "without a last day".to_owned(),
                        |day| format!("by {}", date(docket, day)),
                    );
                    format!("{}{now} {until}", words::names(of.case, &step.by))
                })
                .collect();
            let path = if steps.is_empty() {
                "the text gives no steps".to_owned()
            } else {
                steps.join(", then ")
            };
            Statement::new(
                "accord",
                "dispute",
                format!(
                    "{} was referred on {}: {path}.",
                    clause(of.case, dispute.clause),
                    date(docket, dispute.day)
                ),
                because(dispute.clause, Some(dispute.event)),
            )
        })
        .collect()
}

/// Suspensions, with what each rule for the dates makes of them.
pub fn suspensions(of: &Monitored<'_>) -> Section {
    let docket = of.monitor.docket;
    let mut section = Section::new("suspensions", "Suspended, and what that does to the dates");
    let clock = &of.monitor.worst.clock;
    let mut rows = Vec::new();
    for duty in clock.text.lens.terms.duties() {
        let best = &of.monitor.best.clock.histories[duty.position()].suspensions;
        let all = clock.histories[duty.position()].suspensions.iter();
        for suspension in all.filter(|suspension| told(of, duty, suspension)) {
            let event = &of.case.events[suspension.event];
            let by = of.case.events.by(event);
            let late = |pick: &dyn Fn(&Policies) -> i64| {
                of.monitor
                    .worst
                    .of_duty(duty)
                    .filter_map(|part| part.policies.as_ref().map(pick))
                    .max()
                    .unwrap_or(0)
                    .to_string()
            };
            let said = of
                .monitor
                .worst
                .of_duty(duty)
                .find_map(|part| part.policies?.said)
                .map_or("unsaid", |policy| match policy {
                    Policy::Stand => "they stand",
                    Policy::Freeze => "they freeze",
                    Policy::Shift => "they shift",
                });
            let until = match suspension.to {
                Some((day, _)) if day <= of.day() => format!(
                    "{}{}",
                    date(docket, day),
                    if suspension.performed {
                        ", by performance"
                    } else {
                        ""
                    }
                ),
                Some((day, _)) => format!("announced to {}", date(docket, day)),
                None => "open".to_owned(),
            };
            let under = match (event.under, suspension.over) {
                (Some(power), _) | (None, Some(power @ ClauseId::Power(_))) => {
                    clause(of.case, power)
                }
                (None, Some(phase @ ClauseId::Phase(_))) => {
                    format!("with {}", clause(of.case, phase))
                }
                (None, None) => "with the agreement".to_owned(),
                (None, Some(_)) => "no power named".to_owned(),
            };
            rows.push(Row {
                cells: vec![
                    clause(of.case, ClauseId::Obligation(duty)),
                    words::names(of.case, by),
                    if best.iter().any(|other| other.event == suspension.event) {
                        date(docket, suspension.from)
                    } else {
                        format!("{}, by some accounts", date(docket, suspension.from))
                    },
                    until,
                    under,
                    said.to_owned(),
                    late(&|p| p.stand),
                    late(&|p| p.freeze),
                    late(&|p| p.shift),
                ],
                because: because(ClauseId::Obligation(duty), Some(suspension.event)),
            });
        }
    }
    section.table(table(
        "suspensions",
        &[
            "duty",
            "by",
            "from",
            "to",
            "under",
            "dates by the text",
            "days late if they stand",
            "if they freeze",
            "if they shift",
        ],
        rows,
    ));
    section
}

/// Whether a suspension is told: one of the duty itself always, one of what the duty stands in
/// where the duty was running before its end and not done.
fn told(of: &Monitored<'_>, duty: ObligationId, suspension: &Suspension) -> bool {
    let mut parts = of.monitor.worst.of_duty(duty);
    suspension.own(duty)
        || parts.any(|part| {
            let running = part
                .triggered
                .is_some_and(|day| day <= of.day() && suspension.open_on(day));
            running && part.done.is_none_or(|done| done > suspension.from)
        })
}

/// How many parts the forecast lists.
const AHEAD: usize = 15;

/// The earliest days of what is left, from the days on which things happened.
pub fn forecast(of: &Monitored<'_>) -> Section {
    let docket = of.monitor.docket;
    let mut section = Section::new("forecast", "What is left, from the days as they were");
    let solved = solve(&of.monitor.worst);
    let best = solve(&of.monitor.best);
    let mut statements = Vec::new();
    if let Some(cannot) = solved.cannot {
        let sure = best.cannot.is_some_and(|one| one.part == cannot.part);
        statements.push(
            Statement::new(
                "accord",
                "cannot-be-met",
                format!(
                    "{}{} can no longer be met: it is due on {} and possible on {} at the earliest.",
                    if sure { "" } else { "By some accounts " },
                    clause(of.case, cannot.clause),
                    date_or_dash(docket, cannot.due),
                    date(docket, cannot.earliest)
                ),
                because(cannot.clause, None),
            )
            .class(Class::Blocks),
        );
    }
    if let Some(ends) = solved.ends
        && !solved.critical.is_empty()
    {
        let mut chain: Vec<ClauseId> = solved.critical.iter().map(|reason| reason.clause).collect();
        chain.dedup();
        statements.push(Statement::new(
            "accord",
            "critical-path",
            format!(
                "{}; the chain that sets it runs over {}.{}",
                earliest(
                    &solved,
                    &super::words::between(
                        &super::words::day(docket, best.ends.unwrap_or(ends).min(ends)),
                        &super::words::day(docket, best.ends.unwrap_or(ends).max(ends))
                    )
                ),
                words::clauses(of.case, &chain),
                goes_on(docket, &solved)
            ),
            chain
                .iter()
                .map(|clause| Because::Node(NodeId::Clause(*clause)))
                .collect(),
        ));
    }
    section.statements(statements);
    let rows = solved
        .expected
        .iter()
        .take(AHEAD)
        .map(|part| Row {
            cells: vec![
                clause(of.case, part.clause),
                date(docket, part.earliest),
                date_or_dash(docket, part.due),
                slack(of, part),
            ],
            because: because(part.clause, None),
        })
        .collect();
    section.table(table(
        "forecast",
        &["duty", "earliest", "due", "slack"],
        rows,
    ));
    section
}

/// When everything can be done, or everything that is done once.
pub(super) fn earliest(solved: &Forecast, on: &str) -> String {
    let once = solved.again.map_or("", |_| " that is done once");
    format!("At the earliest everything{once} is done on {on}")
}

/// Until when what is owed again and again goes on, as a sentence of its own.
pub(super) fn goes_on(docket: &Docket<'_>, solved: &Forecast) -> String {
    let until = |again: Again| match again.until {
        Some(day) => format!("to {}", super::words::day(docket, day)),
        None => "without a last day".to_owned(),
    };
    let sentence = |again| format!(" What is owed again and again goes on {}.", until(again));
    solved.again.map_or_else(String::new, sentence)
}

/// What is left before the last day of a part; what is past it, unless nobody says that it was not
/// done.
fn slack(of: &Monitored<'_>, part: &Expected) -> String {
    let status = |day: &Day<'_>| {
        let mut own = day.parts.iter();
        let own = own.find(|standing| standing.part == Some(part.part));
        own.map(|standing| standing.status)
    };
    let (worst, best) = (status(&of.monitor.worst), status(&of.monitor.best));
    match part.slack() {
        _ if best.is_some_and(Status::is_done) => "done by some accounts".to_owned(),
        Some(slack) if slack < 0 && worst == Some(Status::NoRecord) => {
            "past its day, no record".to_owned()
        }
        Some(slack) if slack < 0 && worst.is_some_and(Status::is_idle) => {
            "waits for what comes before it".to_owned()
        }
        Some(slack) if slack < 0 => format!("{} too late", days(-slack)),
        Some(slack) => format!("{} of slack", days(slack)),
        None => "no last day".to_owned(),
    }
}

//! What is over, forgiven or cannot come any more: known answers by hand.

use armistice_case::model::{Case, ClauseId, NodeId, ObligationId};
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::forecast::forecast;
use armistice_engine::accord::monitor::standing::{Standing, Status};

/// Terms from 1 June 2031 with duties and more keys, and a log.
fn case(duties: &[&str], keys: &[&str], events: &[(u8, &str)]) -> Case {
    let mut text = "case: t
parties: {north: {name: North}, south: {name: South}}
others: {board: {name: Board, role: verifier}}
quantities: {people: {unit: person}, loads: {unit: load}}
sources: {wire: {outlet: Wire}}
agreement:
  status: in force
  from: wire
  calendar: {day-one: 2031-06-01}
"
    .to_owned();
    for key in keys {
        text.push_str(&format!("  {key}\n"));
    }
    text.push_str("  obligations:\n");
    for duty in duties {
        text.push_str(&format!("    {duty}\n"));
    }
    text.push_str("events:\n");
    for (at, (day, line)) in events.iter().enumerate() {
        text.push_str(&format!(
            "  e{at}: {{date: 2031-06-{day:02}, from: wire, {line}}}\n"
        ));
    }
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    let told = format!("{:?}", loaded.diagnostics);
    loaded.case().unwrap_or_else(|| panic!("{told}"))
}

fn docket(case: &Case) -> Docket<'_> {
    Docket::of(case, None).expect("an agreement")
}

fn duty(case: &Case, id: &str) -> ObligationId {
    match case.node(id) {
        Some(NodeId::Clause(ClauseId::Obligation(duty))) => duty,
        other => panic!("{id}: {other:?}"),
    }
}

/// How the first part of a duty stands at worst.
fn stands(case: &Case, day: i64, id: &str) -> Standing {
    let docket = docket(case);
    let monitor = Monitor::at(&docket, None, day);
    let found = monitor.worst.of_duty(duty(case, id)).next();
    found.expect("a part").clone()
}

#[test]
fn a_promise_by_the_day_is_over_on_the_day_after_its_last() {
    let duties = [
        "full: {by: north, to: south, delivers: {loads: 10 per day}, when: day 1 to day 3}",
        "short: {by: north, to: south, delivers: {loads: 10 per day}, when: day 1 to day 3}",
        "gap: {by: north, to: south, delivers: {loads: 10 per day}, when: day 1 to day 3}",
        "still: {by: north, to: south, delivers: {loads: 10 per day}, when: day 1 to day 20}",
    ];
    let case = case(
        &duties,
        &[],
        &[
            (1, "of: full, delivered: {loads: 10}"),
            (2, "of: full, delivered: {loads: 10}"),
            (3, "of: full, delivered: {loads: 10}"),
            (2, "of: short, delivered: {loads: 4}"),
            (2, "of: still, delivered: {loads: 10}"),
        ],
    );
    let told = |day| ["full", "short", "gap", "still"].map(|id| stands(&case, day, id).status);
    let going = Status::InProgress;
    assert_eq!(told(3), [going; 4]);
    let (short, gap) = (Status::PartlyPerformed, Status::NoRecord);
    assert_eq!(told(4), [Status::Done, short, gap, going]);
    assert_eq!(stands(&case, 4, "short").since, Some(4));
    // What is over is no part of what is still to come, and nobody is late with it.
    let docket = docket(&case);
    let later = Monitor::at(&docket, None, 10);
    let left: Vec<_> = forecast(&later.worst)
        .expected
        .iter()
        .map(|part| part.clause)
        .collect();
    assert_eq!(left, [ClauseId::Obligation(duty(&case, "still"))]);
    assert!(later.worst.parts.iter().all(|part| part.late == 0));
}

//! What is over, forgiven or cannot come any more: known answers by hand.

use armistice_case::model::{Case, ClauseId, NodeId, ObligationId};
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::breach::{Breach, End, breaches};
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::forecast::{due_next, forecast};
use armistice_engine::accord::monitor::lateness::of_duty;
use armistice_engine::accord::monitor::standing::{Standing, Status};
use armistice_engine::accord::monitor::{Monitor, score};

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

#[test]
fn a_waiver_ends_a_breach_and_does_not_undo_it() {
    let duties = [
        "w: {by: north, to: south, delivers: {people: 10}, when: by day 4}",
        "x: {by: north, to: south, delivers: {people: 10}, when: by day 4, cure: 2 days}",
        // Waived before its day, and waived where nothing was ever recorded.
        "soon: {by: north, to: south, delivers: {people: 10}, when: by day 20}",
        "gap: {by: north, to: south, delivers: {people: 10}, when: by day 4}",
        "go: {by: north, to: south, does: Go, when: by day 4}",
    ];
    let case = case(
        &duties,
        &[],
        &[
            (3, "of: x, delivered: {people: 3}"),
            (5, "of: w, becomes: not done"),
            (5, "of: go, becomes: not done"),
            (15, "of: w, becomes: waived, by: south"),
            (15, "of: x, becomes: waived, by: south"),
            (15, "of: soon, becomes: waived, by: south"),
            (15, "of: gap, becomes: waived, by: south"),
            (15, "of: go, becomes: waived, by: south"),
        ],
    );
    let docket = docket(&case);
    let [before, after, long_after] = [14, 16, 25].map(|day| Monitor::at(&docket, None, day));
    let told = |monitor: &Monitor<'_>| -> Vec<_> {
        let found = breaches(&monitor.worst);
        let of = |b: &Breach| (case.label(NodeId::Clause(b.clause)).id.to_string(), b.day);
        found.iter().map(|b| (of(b), b.ended)).collect()
    };
    let of = |id: &str, end| ((id.to_owned(), 5), end);
    let all = |end| [of("w", end), of("x", end), of("go", end)];
    assert_eq!(told(&before), all(None));
    let waived = Some((15, End::Waiver));
    assert_eq!(told(&after), all(waived));
    assert_eq!(told(&long_after), all(waived));
    assert!(!breaches(&after.worst)[0].open_on(15));
    // Ten units for ten days, seven for ten; up to the waiver, and no day more.
    let people = match case.node("people") {
        Some(NodeId::Quantity(quantity)) => quantity,
        other => panic!("{other:?}"),
    };
    let behind = |monitor: &Monitor<'_>| {
        ["w", "x", "soon", "gap"].map(|id| {
            let days = of_duty(&monitor.worst, duty(&case, id), people).expect("numbers");
            assert!(days.ahead == 3_000_000 * i128::from(id == "x"), "{id}");
            days.behind / 1_000_000
        })
    };
    assert_eq!(behind(&before), [100, 70, 0, 0]);
    assert_eq!(behind(&after), [110, 77, 0, 0]);
    assert_eq!(behind(&long_after), [110, 77, 0, 0]);
    let open = |monitor: &Monitor<'_>| {
        let kept = score::kept(&monitor.worst);
        (kept[0].open, kept[0].no_record, kept[0].index())
    };
    assert_eq!(open(&before), (3, 1, Some(0.0)));
    assert_eq!(open(&after), (3, 0, Some(0.0)));
    // What was waived has no level, whether it was begun or not.
    let levels = |monitor: &Monitor<'_>| {
        ["w", "x", "soon", "gap"].map(|id| score::level(&monitor.worst, duty(&case, id)))
    };
    assert_eq!(levels(&before), [Some(0), Some(1), Some(0), None]);
    assert_eq!(levels(&after), [None; 4]);
}

#[test]
fn what_was_done_in_time_is_never_late_and_its_remedy_cannot_come() {
    let duties = [
        "go: {by: south, to: north, does: Leave, when: by day 6}",
        "slow: {by: south, to: north, does: Sign, when: by day 6, cure: 3 days}",
        "halves: {by: north, to: south, delivers: {people: 20}, tranches: {one: {when: by day 3, delivers: {people: 10}}, two: {when: by day 20, delivers: {people: 10}}}}",
        "shot: {by: south, must-not: Fire, when: from day 1}",
        "a: {by: south, to: north, does: A, after: go breached, when: within 2 days}",
        "b: {by: south, to: north, does: B, after: go late, when: within 2 days}",
        "c: {by: south, to: north, does: C, after: go cured, when: within 2 days}",
        "d: {by: south, to: north, does: D, after: slow breached, when: within 2 days}",
        "e: {by: south, to: north, does: E, after: slow late, when: within 2 days}",
        "f: {by: south, to: north, does: F, after: halves late, when: within 2 days}",
        "g: {by: south, to: north, does: G, after: shot breached, when: within 2 days}",
        "h: {by: south, to: north, does: H, after: go breached or shot breached, when: within 2 days}",
        "i: {by: south, to: north, does: I, after: a, when: within 2 days}",
    ];
    let case = case(
        &duties,
        &[],
        &[
            (5, "of: go, becomes: done"),
            (8, "of: slow, becomes: done"),
            (3, "of: halves.one, delivered: {people: 10}"),
        ],
    );
    let told = |day, ids: &str| -> Vec<_> {
        let ids = ids.split(' ');
        ids.map(|id| stands(&case, day, id).status).collect()
    };
    let (awaits, never) = (Status::Awaiting, Status::Impossible);
    assert_eq!(told(4, "a b c d i"), [awaits; 5]);
    // Done on the fifth. What waits for such a remedy cannot come either.
    assert_eq!(told(5, "a b c i"), [never; 4]);
    // Signed late and in time to cure it: late, never in breach.
    assert_eq!(told(8, "d"), [never]);
    assert_eq!(stands(&case, 8, "e").window.due, Some(9));
    // One half is done, the other still can be late; the ban still can be broken.
    assert_eq!(told(12, "f g h"), [awaits; 3]);
    // Nobody owes a breach.
    let waits = stands(&case, 4, "a").blockers;
    assert!(waits.len() == 1 && waits[0].by.is_empty());
    let docket = docket(&case);
    let left = forecast(&Monitor::at(&docket, None, 12).worst).expected;
    let remedy = ClauseId::Obligation(duty(&case, "a"));
    assert!(left.iter().all(|part| part.clause != remedy));
}

#[test]
fn what_runs_without_a_last_day_and_what_is_suspended_is_due_next_too() {
    let duties = [
        "dig: {by: north, to: south, does: Dig, when: by day 20}",
        "free: {by: north, to: south, does: Let the survey in, when: from day 1}",
        "rake: {by: south, to: north, does: Rake, after: dig}",
        "held: {by: south, to: north, does: Sign, when: by day 6}",
        "list: {by: south, to: north, does: Send the list}",
    ];
    let case = case(
        &duties,
        &[],
        &[
            (4, "of: held, becomes: suspended, by: south"),
            (5, "of: list, becomes: done"),
        ],
    );
    let docket = docket(&case);
    let next = |day| -> Vec<_> {
        let monitor = Monitor::at(&docket, None, day);
        let next = due_next(&monitor.worst);
        let of = |part: &&Standing| case.label(NodeId::Clause(part.clause)).id.to_string();
        next.iter().map(of).collect()
    };
    assert_eq!(next(3), ["held", "dig", "free", "list"]);
    assert_eq!(next(6), ["held", "dig", "free"]);
}

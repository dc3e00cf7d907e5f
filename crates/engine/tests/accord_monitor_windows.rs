//! From which day the time of a duty is counted: known answers by hand.

use std::fmt::Display;

use armistice_case::model::{Case, ClauseId, NodeId};
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::breach::breaches;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::forecast::due_next;
use armistice_engine::accord::monitor::standing::{Standing, Status};

/// Terms from 1 June 2031, a Sunday, with duties and more keys, and a log.
fn case<D: Display>(duties: &[&str], keys: &[&str], events: &[(D, &str)]) -> Case {
    let mut text = "case: t
parties: {north: {name: North}, south: {name: South}}
mediators: {envoy: {name: Envoy}}
others: {board: {name: Board, role: verifier}}
quantities: {people: {unit: person}}
sources: {wire: {outlet: Wire}}
agreement:
  status: in force
  from: wire
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
        // The day, and an hour after it where there is one.
        let day = format!("{:0>2}", day.to_string());
        text.push_str(&format!(
            "  e{at}: {{date: 2031-06-{day}, from: wire, {line}}}\n"
        ));
    }
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    let told = format!("{:?}", loaded.diagnostics);
    loaded.case().unwrap_or_else(|| panic!("{told}"))
}

/// How the parts of a duty stand at worst.
fn standings(case: &Case, day: i64, id: &str) -> Vec<Standing> {
    let docket = Docket::of(case, None).expect("an agreement");
    let monitor = Monitor::at(&docket, None, day);
    let Some(NodeId::Clause(ClauseId::Obligation(duty))) = case.node(id) else {
        panic!("no duty {id}");
    };
    monitor.worst.of_duty(duty).cloned().collect()
}

/// The last days of the parts of a duty.
fn due(case: &Case, day: i64, id: &str) -> Vec<Option<i64>> {
    let parts = standings(case, day, id);
    parts.iter().map(|part| part.window.due).collect()
}

const CALENDAR: &str = "calendar: {day-one: 2031-06-01}";

#[test]
fn a_time_after_a_confirmation_is_counted_from_the_confirmation() {
    let duties = [
        "pay: {by: north, to: south, delivers: {people: 10}, when: by day 4, verified-by: board}",
        "last: {by: north, to: south, delivers: {people: 10}, when: by day 2, verified-by: board}",
        "quick: {by: north, to: south, delivers: {people: 10}, when: by day 4, verified-by: board, verified-within: 2 days}",
        "m0: {by: south, to: north, does: A, after: pay verified, when: within 5 days}",
        "m1: {by: south, to: north, does: B, after: pay, when: within 5 days}",
        "m2: {by: south, to: north, does: C, after: last verified, when: within 5 days}",
        "m3: {by: south, to: north, does: D, after: pay started, when: within 5 days}",
        "m4: {by: south, to: north, does: E, after: pay verified and last, when: within 5 days}",
        "m5: {by: south, to: north, does: F, after: meet, when: within 5 days}",
        "m6: {by: south, to: north, does: G, after: pay verified or meet, when: within 5 days}",
        "m7: {by: south, to: north, does: H, when: within 5 days of pay verified}",
        "m8: {by: south, to: north, does: I, after: pay reaches 50 %, when: within 5 days}",
        "m9: {by: south, to: north, does: K, after: quick verified, when: within 5 days}",
        "m10: {by: south, to: north, does: L, after: pay verified, when: same day}",
    ];
    let case = case(
        &duties,
        &[CALENDAR, "milestones: {meet: {name: Meeting}}"],
        &[
            (2, "of: pay, delivered: {people: 4}"),
            (3, "of: pay, delivered: {people: 6}"),
            (3, "of: quick, delivered: {people: 10}"),
            (5, "of: last, delivered: {people: 10}"),
            (8, "of: pay, becomes: verified, according-to: board"),
            (8, "of: quick, becomes: verified, according-to: board"),
            (9, "of: last, becomes: verified, according-to: board"),
            (11, "of: meet"),
            (12, "of: m0, becomes: not done, according-to: north"),
        ],
    );
    let wanted = [
        ("m0", 13),
        ("m1", 8),
        ("m2", 14),
        ("m3", 7),
        ("m4", 13),
        ("m5", 16),
        ("m6", 13),
        ("m7", 13),
        ("m8", 8),
        ("m9", 13),
        ("m10", 8),
    ];
    for (id, last) in wanted {
        assert_eq!(due(&case, 12, id), [Some(last)], "{id}");
    }
    // The board's word came on the eighth: four days later nobody is late.
    assert_eq!(standings(&case, 12, "m0")[0].status, Status::DueIn(1));
    assert_eq!(standings(&case, 14, "m0")[0].late, 1);
    // Before the confirmation there is no last day, and after it there is one.
    assert_eq!(due(&case, 7, "m0"), [None]);
    assert_eq!(due(&case, 8, "m0"), [Some(13)]);
}

#[test]
fn a_breach_starts_the_clock_of_its_remedy() {
    let duties = [
        "pay: {by: north, to: south, delivers: {people: 10}, when: by day 4, cure: 2 days}",
        "l1: {by: north, to: south, does: A, after: pay late, when: within 2 days}",
        "l2: {by: north, to: south, does: B, after: pay breached, when: within 2 days}",
        "l3: {by: north, to: south, does: C, when: within 2 days of pay breached}",
        "l4: {by: north, to: south, does: D, after: pay breached, when: by day 9}",
        // A chain of breaches, longer than any number of turns that one might guess.
        "c1: {by: north, to: south, does: E, after: l2 breached, when: within 1 day}",
        "c2: {by: north, to: south, does: F, after: c1 breached, when: within 1 day}",
        "c3: {by: north, to: south, does: G, after: c2 breached, when: within 1 day}",
        "c4: {by: north, to: south, does: H, after: c3 breached, when: within 1 day}",
    ];
    let case = case(
        &duties,
        &[CALENDAR],
        &[
            (3, "of: pay, delivered: {people: 3}"),
            (20, "of: l2, becomes: not done, according-to: north"),
        ],
    );
    // Late on the fifth, in breach on the seventh when the two days to cure it are over.
    assert_eq!(due(&case, 6, "l1"), [Some(7)]);
    assert_eq!(due(&case, 6, "l2"), [None]);
    assert_eq!(due(&case, 7, "l2"), [Some(9)]);
    assert_eq!(due(&case, 7, "l3"), [Some(9)]);
    assert_eq!(due(&case, 7, "l4"), [Some(9)]);
    let next = |day| {
        let docket = Docket::of(&case, None).expect("an agreement");
        let monitor = Monitor::at(&docket, None, day);
        let next = due_next(&monitor.worst);
        next.iter()
            .map(|part| case.label(NodeId::Clause(part.clause)).id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(next(8), ["l2", "l3", "l4"]);
    let told = &standings(&case, 20, "l2")[0];
    assert_eq!((told.status, told.late), (Status::Late, 11));
    // Each remedy is in breach on the day after its last, which starts the next.
    for (id, last) in [("c1", 11), ("c2", 13), ("c3", 15), ("c4", 17)] {
        assert_eq!(due(&case, 20, id), [Some(last)], "{id}");
    }
    let docket = Docket::of(&case, None).expect("an agreement");
    let told = breaches(&Monitor::at(&docket, None, 20).worst);
    assert!(told.iter().any(|breach| breach.day == 10));
}

#[test]
fn a_time_is_counted_from_a_power_a_pause_or_a_meeting_as_recorded() {
    let keys = [
        CALENDAR,
        "milestones:\n    meet: {name: Meeting, date: 2031-06-05}\n    fifth: {name: Fifth, after: pay}\n    early: {name: Early, date: 2031-06-05}",
        "powers:\n    call: {by: envoy, does: Call a meeting}\n    stop: {by: envoy, suspends: rest}",
        "phases:\n    one: {when: day 1 to day 5}\n    two: {when: day 20 to day 30}",
    ];
    let duties = [
        "pay: {by: north, to: south, delivers: {people: 10}, when: by day 4}",
        "rest: {by: north, to: south, delivers: {people: 10}, when: by day 30}",
        "m1: {by: south, to: north, does: A, after: meet, when: within 5 days}",
        "m2: {by: south, to: north, does: B, after: fifth, when: within 5 days}",
        "m3: {by: south, to: north, does: C, after: call, when: within 5 days}",
        "m4: {by: south, to: north, does: D, after: one ended, when: within 5 days}",
        "m5: {by: south, to: north, does: E, after: two started, when: within 5 days}",
        "m6: {by: south, to: north, does: F, after: pay cured, when: within 5 days}",
        "m7: {by: south, to: north, does: G, after: stop, when: within 5 days}",
        "m8: {by: south, to: north, does: H, after: pay or meet, when: within 5 days}",
        "m9: {by: south, to: north, does: I, after: rest suspended, when: within 5 days}",
        "n1: {by: south, to: north, does: K, after: early, when: within 5 days}",
        "n2: {by: south, to: north, does: L, when: within 5 days of call}",
        "n3: {by: south, to: north, does: M, after: one ended and pay, when: within 5 days}",
        "n4: {by: south, to: north, does: N, after: day 3 and call, when: within 5 days}",
        "n5: {by: south, to: north, does: O, when: within 5 days of meet}",
    ];
    let case = case(
        &duties,
        &keys,
        &[
            (7, "of: pay, delivered: {people: 10}"),
            (8, "of: meet"),
            (9, "of: call"),
            (10, "of: stop"),
        ],
    );
    let wanted = [
        ("m1", 13),
        ("m2", 12),
        ("m3", 14),
        // A phase ends on its last day, and the time after it is counted from there.
        ("m4", 10),
        ("m5", 25),
        ("m6", 12),
        ("m7", 15),
        ("m8", 12),
        ("m9", 15),
        ("n1", 10),
        ("n2", 14),
        ("n3", 12),
        ("n4", 14),
        ("n5", 13),
    ];
    for (id, last) in wanted {
        assert_eq!(due(&case, 12, id), [Some(last)], "{id}");
    }
    // Until a record has another day, the day of the text is what there is.
    assert_eq!(due(&case, 6, "m1"), [Some(10)]);
}

#[test]
fn working_days_and_months_are_counted_from_the_day_itself() {
    let keys = [
        "calendar: {day-one: 2031-06-01, rest-days: [saturday, sunday], if-rest-day: next working day, if-no-such-day: last of month}",
        "powers:\n    call: {by: envoy, does: Call a meeting}",
    ];
    let duties = [
        "pay: {by: north, to: south, delivers: {people: 10}, when: by day 4}",
        "a: {by: south, to: north, does: A, after: call, when: within 3 working days}",
        "b: {by: south, to: north, does: B, after: call, when: within 1 month}",
        "c: {by: south, to: north, does: C, after: pay late, when: within 2 working days}",
        "d: {by: south, to: north, does: D, after: call, when: within 2 days}",
    ];
    // Friday the sixth: three working days later is Wednesday the eleventh, two days later a Sunday.
    let case = case(
        &duties,
        &keys,
        &[(5, "of: pay, becomes: not done"), (6, "of: call")],
    );
    assert_eq!(due(&case, 7, "a"), [Some(11)]);
    assert_eq!(due(&case, 7, "b"), [Some(37)]);
    // Thursday the fifth is the first day of the lateness.
    assert_eq!(due(&case, 7, "c"), [Some(9)]);
    assert_eq!(due(&case, 7, "d"), [Some(9)]);
}

#[test]
fn what_is_due_before_something_is_counted_back_from_its_last_day_until_it_comes() {
    let duties = [
        "free: {by: north, to: south, delivers: {people: 20}, tranches: {one: {when: by day 5, delivers: {people: 10}}, two: {when: by day 10, delivers: {people: 10}}}}",
        "names: {by: north, to: south, does: Name them, when: by 24 hours before each free}",
        "meal: {by: north, to: south, does: Feed them, when: before free.two}",
    ];
    let case = case(
        &duties,
        &[CALENDAR],
        &[
            (4, "of: free.one, delivered: {people: 10}"),
            (14, "of: free.two, delivered: {people: 10}"),
        ],
    );
    assert_eq!(due(&case, 1, "names"), [Some(4), Some(9)]);
    assert_eq!(due(&case, 1, "meal"), [Some(9)]);
    let docket = Docket::of(&case, None).expect("an agreement");
    let next = |day| {
        let monitor = Monitor::at(&docket, None, day);
        let next = due_next(&monitor.worst);
        next.iter()
            .map(|part| {
                let id = case.label(NodeId::Clause(part.clause)).id;
                (id.to_string(), part.window.due)
            })
            .collect::<Vec<_>>()
    };
    let told = |id: &str, day| (id.to_owned(), Some(day));
    assert_eq!(
        next(3),
        [
            told("names", 4),
            told("free.one", 5),
            told("names", 9),
            told("meal", 9),
            told("free.two", 10)
        ]
    );
    // It came a day early, so the names were due a day earlier.
    assert_eq!(due(&case, 4, "names"), [Some(3), Some(9)]);
    // The second is late; what comes before it is not as long as it has not come.
    assert_eq!(due(&case, 12, "names"), [Some(3), Some(12)]);
    assert_eq!(standings(&case, 12, "names")[1].status, Status::DueToday);
    assert_eq!(due(&case, 14, "names"), [Some(3), Some(13)]);
    assert_eq!(due(&case, 14, "meal"), [Some(13)]);
    assert_eq!(standings(&case, 14, "meal")[0].status, Status::NoRecord);
}

#[test]
fn a_word_of_confirmation_is_the_day_of_it_where_the_verifier_had_recorded_the_act() {
    let duties = [
        "pay: {by: north, to: south, delivers: {people: 10}, when: by day 4, verified-by: board}",
        "a: {by: south, to: north, does: A, after: pay verified, when: within 5 days}",
    ];
    let case = case(
        &duties,
        &[CALENDAR],
        &[
            (3, "of: pay, delivered: {people: 10}, according-to: board"),
            (6, "of: pay, becomes: verified, according-to: board"),
        ],
    );
    // What the board saw itself is confirmed by that, until it says when it confirmed it.
    assert_eq!(due(&case, 5, "a"), [Some(8)]);
    assert_eq!(due(&case, 6, "a"), [Some(11)]);
}

#[test]
fn hours_are_counted_from_the_same_moment_as_days() {
    let keys = ["calendar: {day-one: 2031-06-01, zone: UTC}"];
    let duties = [
        "pay: {by: north, to: south, delivers: {people: 10}, when: by day 4, verified-by: board}",
        "a: {by: south, to: north, does: A, after: pay, when: within 24 hours}",
        "b: {by: south, to: north, does: B, after: pay verified, when: within 24 hours}",
    ];
    let case = case(
        &duties,
        &keys,
        &[
            ("03 10:30", "of: pay, delivered: {people: 10}"),
            ("08", "of: pay, becomes: verified, according-to: board"),
            ("04 11:00", "of: a, becomes: done"),
        ],
    );
    let a = &standings(&case, 9, "a")[0];
    assert_eq!((a.window.due, a.window.late_by()), (Some(4), Some(30)));
    assert_eq!(due(&case, 9, "b"), [Some(9)]);
}

#[test]
fn of_several_hours_by_which_something_is_due_the_first_counts() {
    let keys = ["calendar: {day-one: 2031-06-01, zone: UTC}"];
    let on = |second: &str, day: &str| {
        let tranches = format!(
            "{{s1: {{delivers: {{people: 1}}, when: 2031-06-05}}, s2: {{delivers: {{people: 1}}, when: {second}}}}}"
        );
        let swap = format!(
            "swap: {{by: south, to: north, delivers: {{people: 2}}, tranches: {tranches}}}"
        );
        let list = "list: {by: north, to: south, does: Name them, when: by 2 hours before swap}";
        let other = format!("{day} 20:00");
        let events = [
            ("05 09:00", "of: list, becomes: done"),
            ("05 10:00", "of: swap.s1, delivered: {people: 1}"),
            (other.as_str(), "of: swap.s2, delivered: {people: 1}"),
        ];
        let case = case(&[&swap, list], &keys, &events);
        let list = &standings(&case, 20, "list")[0];
        (list.window.late_by(), list.status)
    };
    // Done at nine; the first is given at ten, so that eight was the hour.
    let late = (Some(60), Status::Cured);
    assert_eq!(on("2031-06-05", "05"), late);
    assert_eq!(on("2031-06-08", "08"), late);
}

//! Duties that recur: known answers by hand, and against a clerk with a list of dates.

use armistice_case::model::{Case, ClauseId, NodeId, ObligationId};
use armistice_case::value::Decimal;
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::breach::breaches;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::forecast::due_next;
use armistice_engine::accord::monitor::lateness::of_duty;
use armistice_engine::accord::monitor::score::{counts, kept, share};
use armistice_engine::accord::monitor::standing::Status;
use proptest::prelude::*;

/// A case with one duty `meet` and events, each as its day and the rest of its line.
fn case(calendar: &str, phase: &str, duty: &str, events: &[(i64, &str)]) -> Case {
    let mut text = format!(
        "case: t
parties: {{north: {{name: North}}, south: {{name: South}}}}
quantities: {{loads: {{unit: load}}}}
sources: {{wire: {{outlet: Wire}}}}
agreement:
  status: in force
  from: wire
  calendar: {{{calendar}}}
  phases:
    one:
      when: {phase}
      obligations:
        meet: {{by: [north, south], jointly: yes, {duty}}}
        leave: {{by: north, to: south, does: Leave the pier, after: meet, when: within 2 days}}
        protest: {{by: south, to: north, does: Write, after: meet late, when: within 2 days}}
"
    );
    let first = jiff::civil::date(2031, 6, 1);
    if !events.is_empty() {
        text.push_str("events:\n");
    }
    for (at, (day, line)) in events.iter().enumerate() {
        let date = first + jiff::Span::new().days(day - 1);
        text.push_str(&format!("  x{at}: {{date: {date}, from: wire, {line}}}\n"));
    }
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    let told = format!("{:?}", loaded.diagnostics);
    loaded.case().unwrap_or_else(|| panic!("{told}"))
}

const JUNE: &str = "day-one: 2031-06-01";
const WEEKLY: &str = "does: Meet, starts: by day 3, every: 7 days";
const MET: &str = "of: meet, becomes: done";

fn meetings(days: &[i64], more: &str) -> Case {
    let events: Vec<(i64, &str)> = days.iter().map(|day| (*day, MET)).collect();
    case(JUNE, "day 1 to day 30", &format!("{WEEKLY}{more}"), &events)
}

fn duty(case: &Case, id: &str) -> ObligationId {
    match case.node(id) {
        Some(NodeId::Clause(ClauseId::Obligation(duty))) => duty,
        other => panic!("{id}: {other:?}"),
    }
}

/// Of each occurrence on a day: last day, status, day it was done, days late.
fn told(case: &Case, day: i64) -> Vec<(i64, Status, Option<i64>, i64)> {
    let docket = Docket::of(case, None).expect("an agreement");
    let monitor = Monitor::at(&docket, None, day);
    let parts = monitor.worst.of_duty(duty(case, "meet"));
    parts
        .enumerate()
        .map(|(at, part)| {
            assert_eq!(part.occurrence, Some(at + 1));
            (
                part.window.due.expect("a day"),
                part.status,
                part.done,
                part.late,
            )
        })
        .collect()
}

fn due(case: &Case, day: i64) -> Vec<i64> {
    told(case, day).into_iter().map(|(due, ..)| due).collect()
}

#[test]
fn a_meeting_every_week_has_a_window_a_week() {
    let case = meetings(&[2, 9, 19, 20], "");
    // What has begun, and the next.
    assert_eq!(
        told(&case, 1),
        [
            (3, Status::DueIn(2), None, 0),
            (10, Status::DueIn(9), None, 0)
        ]
    );
    assert_eq!(due(&case, 4), [3, 10, 17]);
    // A fifth would be due on day 31, after the phase.
    assert_eq!(due(&case, 30), [3, 10, 17, 24]);
    let third = |day: i64| told(&case, day)[2];
    assert_eq!(third(17), (17, Status::DueToday, None, 0));
    assert_eq!(third(18), (17, Status::NoRecord, None, 0));
    // On day 19 they meet for the fourth week; the log is kept and has no third meeting.
    assert_eq!(third(19), (17, Status::Late, None, 2));
    assert_eq!(told(&case, 19)[3], (24, Status::Done, Some(19), 0));
    // A second meeting in one week makes the one before good.
    assert_eq!(third(20), (17, Status::Cured, Some(20), 3));
}

#[test]
fn what_can_be_cured_is_made_good_first() {
    let case = meetings(&[2, 9, 19, 20], ", cure: 3 days");
    assert_eq!(told(&case, 18)[2].1, Status::NoRecord);
    assert_eq!(told(&case, 19)[2], (17, Status::Cured, Some(19), 2));
    assert_eq!(told(&case, 20)[3], (24, Status::Done, Some(20), 0));
    // Out of its time to cure the third is breached, and the meeting is the fourth.
    let late = meetings(&[2, 9, 21], ", cure: 3 days");
    assert_eq!(told(&late, 21)[2], (17, Status::Breached, None, 4));
    assert_eq!(told(&late, 21)[3], (24, Status::Done, Some(21), 0));
}

#[test]
fn scores_count_what_fell_due() {
    let case = meetings(&[2, 9, 19, 20], "");
    let docket = Docket::of(&case, None).expect("an agreement");
    let meet = duty(&case, "meet");
    let on = |day: i64| Monitor::at(&docket, None, day).worst;
    assert_eq!(share(&on(1), meet), None);
    assert_eq!(share(&on(3), meet), Some(1.0));
    assert_eq!(share(&on(19), meet), Some(0.75));
    assert_eq!(share(&on(20), meet), Some(1.0));
    let north = |day: i64| {
        let kept = kept(&on(day));
        (kept[0].on_time, kept[0].late, kept[0].open)
    };
    assert_eq!(north(19), (3, 0, 1));
    assert_eq!(north(20), (3, 1, 0));
    // Next is the first that is left to do, and no other.
    let next = |day: i64| -> Vec<Option<usize>> {
        let day = on(day);
        due_next(&day).iter().map(|part| part.occurrence).collect()
    };
    assert_eq!(next(1), [Some(1)]);
    assert_eq!(next(2), [Some(2)]);
    assert_eq!(next(12), [Some(3)]);
    let found = breaches(&on(20));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].occurrence, found[0].day, found[0].cured),
        (Some(3), 18, Some(20))
    );
}

#[test]
fn what_waits_for_a_series_waits_for_all_of_it() {
    let case = meetings(&[2, 9, 16, 23], "");
    let docket = Docket::of(&case, None).expect("an agreement");
    let triggered = |day: i64, id: &str| {
        let monitor = Monitor::at(&docket, None, day);
        let part = monitor.worst.of_duty(duty(&case, id)).next();
        part.expect("a part").triggered
    };
    assert_eq!(triggered(9, "leave"), None);
    assert_eq!(triggered(22, "leave"), None);
    assert_eq!(triggered(23, "leave"), Some(23));
    assert_eq!(triggered(23, "protest"), None);
    let missed = meetings(&[2, 9, 19], "");
    let docket = Docket::of(&missed, None).expect("an agreement");
    let monitor = Monitor::at(&docket, None, 19);
    let protest = monitor.worst.of_duty(duty(&missed, "protest")).next();
    assert_eq!(protest.expect("a part").triggered, Some(18));
}

#[test]
fn periods_without_a_first_day_begin_with_the_phase() {
    let weeks = case(
        JUNE,
        "day 1 to day 30",
        "does: Meet, every: 7 days, when: while one",
        &[],
    );
    assert_eq!(due(&weeks, 30), [7, 14, 21, 28]);
    let from = case(
        JUNE,
        "day 1 to day 30",
        "does: Meet, every: 1 week, when: day 5 to day 20",
        &[],
    );
    assert_eq!(due(&from, 30), [11, 18]);
    // One last day is that of the first.
    let first = case(
        JUNE,
        "day 1 to day 30",
        "does: Meet, every: 10 days, when: by day 9",
        &[],
    );
    assert_eq!(due(&first, 30), [9, 19, 29]);
    let months = case(
        "day-one: 2031-01-20",
        "day 1 to day 90",
        "does: Meet, every: 1 month",
        &[],
    );
    // 19 February, 19 March, 19 April.
    assert_eq!(due(&months, 90), [31, 59, 90]);
    let kept = case(
        "day-one: 2031-01-20, if-no-such-day: last of month",
        "day 1 to day 90",
        "does: Meet, starts: by day 12, every: 1 month",
        &[],
    );
    // 31 January, 28 February, 31 March: the day is kept.
    assert_eq!(due(&kept, 90), [12, 40, 71]);
    let working = case(
        "day-one: 2031-06-02, rest-days: [saturday, sunday]",
        "day 1 to day 20",
        "does: Meet, starts: by day 3, every: 4 working days",
        &[],
    );
    // Wednesday 4 June; Tuesday 10, Monday 16, Friday 20.
    assert_eq!(due(&working, 20), [3, 9, 15, 19]);
}

#[test]
fn amounts_fill_the_window_they_come_in_and_then_later_ones() {
    let events = [
        (3, "of: meet, delivered: {loads: 6}"),
        (6, "of: meet, delivered: {loads: 6}"),
        (15, "of: meet, delivered: {loads: 8}"),
    ];
    let feed = |more: &str| {
        let duty = format!("delivers: {{loads: 10}}, every: 7 days{more}");
        case(JUNE, "day 1 to day 21", &duty, &events)
    };
    let over = feed("");
    let given = |case: &Case, day: i64| -> Vec<i64> {
        let docket = Docket::of(case, None).expect("an agreement");
        let monitor = Monitor::at(&docket, None, day);
        let parts = monitor.worst.of_duty(duty(case, "meet"));
        parts
            .map(|part| part.filled[0].given.0 / 1_000_000)
            .collect()
    };
    assert_eq!(given(&over, 7), [10, 2]);
    assert_eq!(given(&over, 15), [10, 2, 8]);
    assert_eq!(told(&over, 15)[0], (7, Status::Done, Some(6), 0));
    assert_eq!(told(&over, 15)[1], (14, Status::Late, None, 1));
    let strict = feed(", if-over: does not count");
    assert_eq!(given(&strict, 15), [10, 0, 8]);
    let docket = Docket::of(&over, None).expect("an agreement");
    let day = Monitor::at(&docket, None, 15).worst;
    let count = counts(&day)[0];
    assert_eq!(
        (count.promised, count.given),
        (Some(Decimal::whole(20)), Decimal::whole(20))
    );
    // 6 by 4 days and 4 by 1 ahead, 2 by 8 ahead, 8 by 1 behind.
    let end = Monitor::at(&docket, None, 21).worst;
    let days = of_duty(&end, count.duty, count.quantity);
    let days = days.expect("numbers");
    assert_eq!((days.ahead, days.behind), (44_000_000, 8_000_000));
}

#[test]
fn a_hold_moves_the_windows_as_the_text_says() {
    let events = [
        (2, MET),
        (8, "of: meet, becomes: suspended"),
        (14, "of: meet, becomes: resumed"),
        (15, MET),
    ];
    let held = |rule: &str| {
        let duty = format!("{WEEKLY}, if-suspended: {rule}");
        case(JUNE, "day 1 to day 30", &duty, &events)
    };
    let second = |rule: &str, day: i64| told(&held(rule), day)[1];
    assert_eq!(second("shift", 12).1, Status::Suspended);
    // Day 10 becomes day 16: the meeting of day 15 is the second, in time.
    assert_eq!(second("shift", 15), (16, Status::Done, Some(15), 0));
    // Day 10 becomes day 14: the meeting is the third, and the second is late.
    assert_eq!(second("freeze", 15), (14, Status::Late, None, 1));
    assert_eq!(second("stand", 15), (10, Status::Late, None, 5));
}

#[test]
fn accounts_that_differ_make_an_interval_of_one_occurrence() {
    let events = [
        (2, MET),
        (
            9,
            "of: meet, reports: [{according-to: north, becomes: done}, {according-to: south, becomes: not done}]",
        ),
    ];
    let case = case(JUNE, "day 1 to day 30", WEEKLY, &events);
    let docket = Docket::of(&case, None).expect("an agreement");
    let monitor = Monitor::at(&docket, None, 11);
    let of = |day: &armistice_engine::accord::monitor::standing::Day<'_>| -> Vec<Status> {
        day.of_duty(duty(&case, "meet"))
            .map(|part| part.status)
            .collect()
    };
    assert_eq!(of(&monitor.worst)[..2], [Status::Done, Status::NoRecord]);
    assert_eq!(of(&monitor.best)[..2], [Status::Done, Status::Done]);
}

#[test]
fn confirmations_confirm_what_was_there() {
    let events = [
        (2, MET),
        (9, MET),
        (10, "of: meet, becomes: verified"),
        (16, MET),
    ];
    let duty = format!("{WEEKLY}, verified-by: south");
    let case = case(JUNE, "day 1 to day 30", &duty, &events);
    let statuses: Vec<Status> = told(&case, 16)
        .into_iter()
        .map(|(_, status, ..)| status)
        .collect();
    assert_eq!(
        statuses[..3],
        [Status::Verified, Status::Verified, Status::Performed]
    );
}

/// The days on which occurrences were done, as a clerk would note them on a list of dates.
fn clerk(dates: &[i64], acts: &[i64], cure: Option<i64>) -> Vec<Option<i64>> {
    let mut done: Vec<Option<i64>> = vec![None; dates.len()];
    for act in acts {
        let own = dates.iter().position(|due| due >= act);
        let late = |at: &usize| dates[*at] < *act && done[*at].is_none();
        let curable = (0..dates.len())
            .find(|at| late(at) && cure.is_some_and(|days| dates[*at] + days >= *act));
        let open = own.filter(|own| done[*own].is_none());
        let any = (0..dates.len()).find(late);
        if let Some(at) = curable.or(open).or(any) {
            done[at] = Some(*act);
        }
    }
    done
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn occurrences_are_those_of_a_clerk(
        first in 1..6_i64,
        period in 1..7_i64,
        mut acts in prop::collection::vec(1..26_i64, 0..9),
        cure in proptest::option::of(0..5_i64),
        day in 1..=25_i64,
    ) {
        acts.sort_unstable();
        let events: Vec<(i64, &str)> = acts.iter().map(|day| (*day, MET)).collect();
        let more = cure.map_or_else(String::new, |days| format!(", cure: {days} days"));
        let duty = format!("does: Meet, starts: by day {first}, every: {period} days{more}");
        let case = case(JUNE, "day 1 to day 25", &duty, &events);
        let dates: Vec<i64> = (0..).map(|n| first + n * period).take_while(|due| *due <= 25).collect();
        let until: Vec<i64> = acts.iter().copied().filter(|act| *act <= day).collect();
        let wanted = clerk(&dates, &until, cure);
        let found = told(&case, day);
        for (at, (due, status, done, late)) in found.iter().enumerate() {
            prop_assert_eq!(*due, dates[at]);
            prop_assert_eq!(*done, wanted[at]);
            // A gap in the log is no lateness.
            let told = i64::from(*status != Status::NoRecord);
            prop_assert_eq!(*late, told * (done.unwrap_or(day) - due).max(0));
        }
        // What is not told has not begun, and nobody did it.
        prop_assert!(wanted[found.len()..].iter().all(Option::is_none));
    }
}

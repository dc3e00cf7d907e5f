//! What suspends a phase, or the agreement, suspends its duties: known answers by hand.

use armistice_case::model::{Case, ClauseId, NodeId, ObligationId};
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::quota::scores;
use armistice_engine::accord::monitor::score::level;
use armistice_engine::accord::monitor::standing::{Standing, Status};
use armistice_engine::accord::monitor::suspension::Policy;

const TERMS: &str = "case: t
parties: {north: {name: North}, south: {name: South}}
quantities: {crates: {unit: crate}, loads: {unit: load}, guards: {unit: guard}, meals: {unit: meal}}
sources: {wire: {outlet: Wire}}
agreement:
  status: in force
  from: wire
  calendar: {day-one: 2031-06-01}
  if-suspended: freeze
  phases:
    one:
      when: day 1 to day 30
      obligations:
        bring: {by: north, to: south, delivers: {crates: 5}, when: by day 10, if-suspended: shift}
        send: {by: south, to: north, delivers: {loads: 5}, when: by day 12}
        post: {by: south, to: north, delivers: {guards: 5}, when: by day 13, if-suspended: stand}
        gate: {by: north, to: south, does: Open the gate, after: send, when: within 3 days}
        feed: {by: north, to: south, delivers: {meals: 5}, when: by day 10, unconditional: yes}
        calm: {by: [north, south], must-not: Fire across the water.}
        talk: {by: [north, south], jointly: yes, does: Meet, after: one suspended, when: within 2 days}
      powers:
        pause: {by: south, suspends: one}
    two:
      when: day 31 to day 60
      obligations:
        leave: {by: south, to: north, does: Leave the pier, when: by day 40}
events:
  e1: {date: 2031-06-02, of: bring, delivered: {crates: 1}, from: wire}
  e2: {date: 2031-06-02, of: send, delivered: {loads: 1}, from: wire}
  e3: {date: 2031-06-02, of: post, delivered: {guards: 1}, from: wire}
  e4: {date: 2031-06-02, of: feed, delivered: {meals: 1}, from: wire}
";

/// The terms with more events, each as its day and the rest of its line.
fn case(events: &[(u8, &str)]) -> Case {
    let mut text = TERMS.to_owned();
    for (at, (day, line)) in events.iter().enumerate() {
        text.push_str(&format!(
            "  x{at}: {{date: 2031-06-{day:02}, from: wire, {line}}}\n"
        ));
    }
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    let told = format!("{:?}", loaded.diagnostics);
    loaded.case().unwrap_or_else(|| panic!("{told}"))
}

fn duty(case: &Case, id: &str) -> ObligationId {
    match case.node(id) {
        Some(NodeId::Clause(ClauseId::Obligation(duty))) => duty,
        other => panic!("{id}: {other:?}"),
    }
}

fn standing(case: &Case, day: i64, id: &str) -> Standing {
    let docket = Docket::of(case, None).expect("an agreement");
    let monitor = Monitor::at(&docket, None, day);
    let found = monitor.best.of_duty(duty(case, id)).next();
    found.expect("a part").clone()
}

/// Status and days late under each rule.
fn told(case: &Case, day: i64, id: &str) -> (Status, Option<[i64; 3]>) {
    let part = standing(case, day, id);
    let policies = part.policies.map(|p| [p.stand, p.freeze, p.shift]);
    (part.status, policies)
}

const HOLD: (u8, &str) = (8, "of: one, becomes: suspended");
const AGAIN: (u8, &str) = (14, "of: one, becomes: resumed");

#[test]
fn a_suspended_phase_suspends_what_runs_in_it() {
    let case = case(&[HOLD]);
    assert_eq!(told(&case, 7, "bring"), (Status::PartlyPerformed, None));
    // Due on day 10; frozen it is due when the hold ends, shifted on 10 + 5.
    assert_eq!(
        told(&case, 13, "bring"),
        (Status::Suspended, Some([3, 0, 0]))
    );
    assert_eq!(
        told(&case, 13, "send"),
        (Status::Suspended, Some([1, 0, 0]))
    );
    assert_eq!(told(&case, 13, "calm"), (Status::Suspended, None));
    // What is owed whatever happens goes on, and so does another phase.
    assert_eq!(told(&case, 13, "feed"), (Status::Late, None));
    assert_eq!(told(&case, 32, "leave"), (Status::DueIn(8), None));
    // What waits for something else does not run yet; what waits for the hold does, held itself.
    assert_eq!(told(&case, 13, "gate").0, Status::Awaiting);
    assert_eq!(standing(&case, 13, "talk").triggered, Some(8));
}

#[test]
fn its_end_starts_them_again_with_the_dates_of_each_rule() {
    let case = case(&[HOLD, AGAIN]);
    // Six days: 10 becomes 16, 12 becomes 14, 13 stays.
    let due = |id: &str| standing(&case, 20, id).window.due;
    assert_eq!(due("bring"), Some(16));
    assert_eq!(due("send"), Some(14));
    assert_eq!(due("post"), Some(13));
    assert_eq!(told(&case, 15, "bring").0, Status::PartlyPerformed);
    assert_eq!(told(&case, 20, "bring"), (Status::Late, Some([10, 6, 4])));
    assert_eq!(told(&case, 20, "send"), (Status::Late, Some([8, 6, 2])));
    assert_eq!(told(&case, 20, "post"), (Status::Late, Some([7, 6, 1])));
    // The text says shift for one duty, stand for another, and freeze for all that do not say.
    let said = |id: &str| standing(&case, 20, id).policies.expect("rules").said;
    assert_eq!(said("bring"), Some(Policy::Shift));
    assert_eq!(said("send"), Some(Policy::Freeze));
    assert_eq!(said("post"), Some(Policy::Stand));
    assert_eq!(told(&case, 20, "calm"), (Status::InProgress, None));
}

#[test]
fn a_side_that_suspends_its_own_duties_leaves_the_others() {
    let case = case(&[(8, "of: one, becomes: suspended, by: south")]);
    assert_eq!(told(&case, 9, "bring"), (Status::PartlyPerformed, None));
    assert_eq!(told(&case, 9, "send").0, Status::Suspended);
    assert_eq!(told(&case, 9, "post").0, Status::Suspended);
    assert_eq!(told(&case, 9, "calm").0, Status::Suspended);
}

#[test]
fn the_agreement_and_a_power_suspend_too() {
    let all = case(&[(8, "becomes: suspended"), (14, "becomes: resumed")]);
    assert_eq!(
        told(&all, 13, "bring"),
        (Status::Suspended, Some([3, 0, 0]))
    );
    assert_eq!(standing(&all, 20, "bring").window.due, Some(16));
    // Whoever uses the power, what it is over is suspended.
    let power = case(&[
        (8, "of: pause, becomes: used, by: south"),
        (14, "of: pause, becomes: resumed"),
    ]);
    assert_eq!(
        told(&power, 13, "bring"),
        (Status::Suspended, Some([3, 0, 0]))
    );
    assert_eq!(standing(&power, 20, "bring").window.due, Some(16));
    assert_eq!(standing(&power, 9, "talk").triggered, Some(8));
}

#[test]
fn days_of_two_suspensions_count_once() {
    let own = [(6, "of: bring, becomes: suspended"), HOLD, AGAIN];
    let twice = case(&own);
    // The end of the phase's hold is not that of the duty's own.
    assert_eq!(
        told(&twice, 15, "bring"),
        (Status::Suspended, Some([5, 0, 0]))
    );
    let ended = case(&[own[0], own[1], own[2], (16, "of: bring, becomes: resumed")]);
    // From 6 to 16 are ten days, not ten and six.
    assert_eq!(standing(&ended, 25, "bring").window.due, Some(20));
    assert_eq!(told(&ended, 25, "bring"), (Status::Late, Some([15, 9, 5])));
}

#[test]
fn what_starts_to_run_in_a_hold_is_held_from_then_on() {
    let events = [
        HOLD,
        (10, "of: send, delivered: {loads: 4}"),
        (18, "of: one, becomes: resumed"),
    ];
    let case = case(&events);
    // Sent on day 10 in spite of the hold: done, and the gate is to be opened by day 13.
    assert_eq!(told(&case, 12, "send"), (Status::Done, Some([0, 0, 0])));
    let open = standing(&case, 12, "gate");
    assert_eq!((open.status, open.since), (Status::Suspended, Some(10)));
    assert_eq!(open.window.due, Some(13));
    assert_eq!(
        told(&case, 17, "gate"),
        (Status::Suspended, Some([4, 0, 0]))
    );
}

#[test]
fn what_only_waited_through_a_hold_was_never_held() {
    let terms = "case: t
parties: {north: {name: North}, south: {name: South}}
quantities: {people: {unit: person}, loads: {unit: load}}
sources: {wire: {outlet: Wire}}
agreement:
  status: in force
  from: wire
  calendar: {day-one: 2031-06-01}
  if-suspended: RULE
  phases:
    truce:
      when: day 1 to day 30
      obligations:
        give: {by: north, to: south, delivers: {people: 10}, when: by day 10}
        go: {by: south, to: north, does: Go, after: give, when: within 2 days}
        come: {by: south, to: north, does: Come, after: day 7, when: within 4 days}
        daily: {by: south, to: north, delivers: {loads: 10 per day}, when: day 1 to day 12}
events:
  e1: {date: 2031-06-06, of: truce, becomes: suspended, by: south, from: wire}
  e2: {date: 2031-06-09, of: truce, becomes: resumed, by: south, from: wire}
  e3: {date: 2031-06-12, of: give, delivered: {people: 10}, from: wire}
  e4: {date: 2031-06-05, of: daily, delivered: {loads: 10}, from: wire}
  e5: {date: 2031-06-07, of: daily, delivered: {loads: 0}, from: wire}
";
    let case = |rule: &str| {
        let loaded = load(vec![Input {
            path: "case.yaml".to_owned(),
            bytes: terms.replace("RULE", rule).into_bytes(),
        }]);
        let told = format!("{:?}", loaded.diagnostics);
        loaded.case().unwrap_or_else(|| panic!("{told}"))
    };
    let shift = case("shift");
    // It came to run on the twelfth, three days after the end of the hold.
    let go = standing(&shift, 15, "go");
    assert_eq!((go.window.due, go.policies), (Some(14), None));
    // What came to run on the seventh was held for two days of the three.
    assert_eq!(standing(&shift, 10, "come").window.due, Some(13));
    // While it waits nothing of it is suspended.
    let waits = standing(&shift, 7, "go");
    assert_eq!((waits.status, waits.policies), (Status::Awaiting, None));
    // Three of the days are none on which the loads were due, and the nought of the seventh is none.
    let scores = |rule: &str, day: i64| {
        let case = case(rule);
        let docket = Docket::of(&case, None).expect("an agreement");
        let monitor = Monitor::at(&docket, None, day);
        let score = &scores(&monitor.worst.clock, duty(&case, "daily"))[0];
        let status = monitor.status(duty(&case, "daily")).expect("a duty").0;
        (score.in_force, score.recorded, score.met, status)
    };
    assert_eq!(scores("shift", 8), (5, 1, 1, Status::Suspended));
    assert_eq!(scores("shift", 15), (12, 1, 1, Status::InProgress));
    assert_eq!(scores("shift", 16), (12, 1, 1, Status::Done));
    assert_eq!(scores("freeze", 13), (9, 1, 1, Status::Done));
    // Where the dates stand each day counts.
    assert_eq!(scores("stand", 12), (12, 2, 1, Status::InProgress));
}

#[test]
fn a_ban_held_up_is_out_of_force_and_its_breach_stays_one() {
    let held = case(&[HOLD]);
    let docket = Docket::of(&held, None).expect("an agreement");
    let on = |day: i64| {
        let monitor = Monitor::at(&docket, None, day);
        level(&monitor.worst, duty(&held, "calm"))
    };
    assert_eq!((on(7), on(9)), (Some(2), Some(1)));
    let broken = case(&[HOLD, (9, "of: calm, becomes: done, by: south")]);
    assert_eq!(told(&broken, 10, "calm").0, Status::Breached);
}

#[test]
fn a_promise_by_the_day_that_was_ended_or_waived_is_in_force_no_more() {
    let text = "case: t
parties: {north: {name: North}, south: {name: South}}
quantities: {loads: {unit: load}}
sources: {wire: {outlet: Wire}}
agreement:
  status: in force
  from: wire
  calendar: {day-one: 2031-06-01}
  obligations:
    q: {by: north, to: south, delivers: {loads: 10 per day}, when: day 1 to day 28}
events:
  e1: {date: 2031-06-01, of: q, delivered: {loads: 10}, from: wire}
  e2: {date: 2031-06-03, of: q, becomes: WORD, from: wire}
";
    for word in ["ended", "waived"] {
        let loaded = load(vec![Input {
            path: "case.yaml".to_owned(),
            bytes: text.replace("WORD", word).into_bytes(),
        }]);
        let case = loaded.case().expect("a sound case");
        let docket = Docket::of(&case, None).expect("an agreement");
        let monitor = Monitor::at(&docket, None, 10);
        let score = &scores(&monitor.worst.clock, duty(&case, "q"))[0];
        assert_eq!(
            (score.in_force, score.recorded, score.met),
            (2, 1, 1),
            "{word}"
        );
    }
}

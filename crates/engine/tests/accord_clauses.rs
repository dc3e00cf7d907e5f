//! Clauses of which several are made, clauses that can never come, and duties that outlast their phase.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::accord::finding::{Code, Evidence, Options};
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::standing::{Day, Standing, Status};
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::run::Quiet;

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded.case();
    case.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.diagnostics))
}

/// The clauses of the findings with a code.
fn told(case: &Case, code: Code) -> Vec<String> {
    let found = verify(case, &Options::default(), &Quiet).expect("an agreement");
    let of = found.findings.iter().filter(|finding| finding.code == code);
    of.filter_map(|finding| {
        let clause = match finding.evidence {
            Evidence::Windows { ref reasons, .. } => reasons.last()?.clause,
            Evidence::Dead { clause }
            | Evidence::Never { clause, .. }
            | Evidence::Outlasts { clause, .. }
            | Evidence::Clash { owed: clause, .. } => clause,
            _ => return None,
        };
        Some(case.label(clause.into()).id.to_string())
    })
    .collect()
}

/// Names that are due before each of three releases.
fn names(when: &str) -> Case {
    case(&format!(
        "case: Each
parties: {{a: {{name: Ash}}, b: {{name: Birch}}}}
quantities: {{boats: {{unit: boat}}}}
agreement:
  calendar: {{day-one: 2034-03-01, zone: UTC}}
  obligations:
    names: {{by: a, to: b, does: Hand over names, done-when: the list is there, when: {when}}}
    rel: {{by: a, to: b, delivers: {{boats: 6}}, tranches: {{p: {{when: day 10, delivers: {{boats: 2}}}}, q: {{when: day 20, delivers: {{boats: 2}}}}, r: {{when: day 21, delivers: {{boats: 2}}}}}}}}
"
    ))
}

#[test]
fn what_is_due_before_each_step_is_due_before_every_one() {
    let days = |when: &str| -> Vec<(String, Option<i64>)> {
        let case = names(when);
        let lens = lens(&case, None).expect("an agreement");
        let windows = lens.windows.as_ref().expect("windows that fit");
        let parts = lens.parts.all.iter().zip(&lens.timetable.done);
        let of = parts.filter(|(part, _)| &*case.label(part.clause.into()).id == "names");
        of.map(|(part, done)| {
            let before = part.ahead_of.expect("a step that it comes before");
            let before = lens.parts.all[before].clause;
            assert_eq!(part.answers, None);
            let id = case.label(before.into()).id.to_string();
            (id, windows[*done].latest)
        })
        .collect()
    };
    let due = |by: [i64; 3]| -> Vec<(String, Option<i64>)> {
        let steps = ["rel.p", "rel.q", "rel.r"].map(str::to_owned);
        steps.into_iter().zip(by.map(Some)).collect()
    };
    assert_eq!(days("by 24 hours before each rel"), due([9, 19, 20]));
    assert_eq!(days("by 3 days before each rel"), due([7, 17, 18]));
    assert_eq!(days("3 days before each rel"), due([7, 17, 18]));
    let window = "3 days before each rel to 1 day before each rel";
    assert_eq!(days(window), due([9, 19, 20]));
    // One that is due before a single step is one.
    let one = names("by 24 hours before rel.q");
    let lens = lens(&one, None).expect("an agreement");
    assert_eq!(lens.parts.all.len(), 4);
}

/// Two phases of which the second waits for `gate`, a ban while it runs, and a power.
fn phases(gate: &str, power: &str) -> Case {
    case(&format!(
        "case: Phases
parties: {{a: {{name: Ash}}, b: {{name: Birch}}}}
others: {{v: {{name: Survey, role: verifier}}}}
quantities: {{x: {{unit: x}}}}
agreement:
  calendar: {{day-one: 2034-03-01}}
  disputes: {{covers: any breach, steps: [{{within: 5 days}}]}}
  phases:
    one: {{when: day 1 to day 20, if-talks-go-on: lapse, if-talks-fail: lapse}}
    two: {{after: {gate}, lasts: 10 days, if-talks-go-on: lapse, if-talks-fail: lapse}}
  obligations:
    give: {{by: a, to: b, delivers: {{x: 2}}, when: by day 10, verified-by: v}}
    lost: {{by: a, to: b, does: Go, done-when: gone, after: lost2}}
    lost2: {{by: b, to: a, does: Come, done-when: come, after: lost}}
    quiet: {{by: b, to: a, must-not: shout, when: while two}}
  powers: {{stop: {{by: a, {power}}}}}
"
    ))
}

#[test]
fn a_power_that_can_act_on_nothing_is_never_used() {
    let dead = |gate: &str, power: &str| told(&phases(gate, power), Code::DeadClause);
    let none: [&str; 0] = [];
    // The ban holds while a phase that comes.
    assert_eq!(dead("give", "suspends: give, after: quiet breached"), none);
    assert_eq!(dead("give", "ends: two, after: quiet breached"), none);
    // While one that never comes, nothing breaches it, and nothing can end it.
    assert_eq!(
        dead("lost", "suspends: give, after: quiet breached"),
        ["stop"]
    );
    assert_eq!(dead("lost", "ends: two, when: day 15"), ["stop"]);
    assert_eq!(dead("lost", "ends: one, when: day 15"), none);
}

#[test]
fn a_condition_that_contradicts_itself_is_never_met() {
    let dead = |after: &str| {
        let power = format!("suspends: give, after: {after}");
        told(&phases("give", &power), Code::DeadClause)
    };
    let none: [&str; 0] = [];
    assert_eq!(dead("give verified and not give verified"), ["stop"]);
    assert_eq!(
        dead("not give and (give or (give and quiet breached))"),
        ["stop"]
    );
    assert_eq!(dead("give and not give verified"), none);
    assert_eq!(dead("not give or give"), none);
}

#[test]
fn a_duty_that_is_due_after_its_phase_has_ended_is_told() {
    let text = |keys: &str, calendar: &str| {
        case(&format!(
            "case: Outlasts
parties: {{a: {{name: Ash}}, b: {{name: Birch}}}}
quantities: {{x: {{unit: x}}}}
agreement:
  calendar: {{day-one: 2034-03-01{calendar}}}
  phases:
    one:
      when: day 1 to day 4
      if-talks-go-on: lapse
      if-talks-fail: lapse
      obligations:
        give: {{by: a, to: b, delivers: {{x: 2}}, {keys}}}
"
        ))
    };
    let late = |keys: &str, calendar: &str| told(&text(keys, calendar), Code::DueAfterPhase);
    let none: [&str; 0] = [];
    assert_eq!(late("when: by day 4", ""), none);
    assert_eq!(late("when: by day 5", ""), ["give"]);
    assert_eq!(late("when: by day 5, survives: yes", ""), none);
    // Day 4 is a Saturday: the phase and the duty end with the Monday.
    let rest = ", rest-days: [saturday, sunday], if-rest-day: next working day";
    assert_eq!(late("when: by day 4", rest), none);
    assert_eq!(late("when: by day 7", rest), ["give"]);
    // Where dates stand or move back, the phase has ended on the Saturday.
    for rule in [
        "",
        ", if-rest-day: stands",
        ", if-rest-day: working day before",
    ] {
        let rest = format!(", rest-days: [saturday, sunday]{rule}");
        assert_eq!(late("when: by day 6", &rest), ["give"], "{rule}");
    }
}

#[test]
fn a_record_of_what_is_done_before_each_step_is_one_of_them() {
    let text = "case: Each
as-of: 2034-03-25
parties: {a: {name: Ash}, b: {name: Birch}}
quantities: {boats: {unit: boat}}
sources: {paper: {outlet: Paper, published: 2034-03-25}}
agreement:
  calendar: {day-one: 2034-03-01, zone: UTC}
  obligations:
    names: {by: a, to: b, does: Hand over names, done-when: the list is there, when: by 24 hours before each rel}
    rel: {by: a, to: b, delivers: {boats: 4}, tranches: {p: {when: day 10, delivers: {boats: 2}}, q: {when: day 20, delivers: {boats: 2}}}}
events:
  first: {date: 2034-03-08, of: names, becomes: done, from: paper}
  p: {date: 2034-03-10, of: rel.p, delivered: {boats: 2}, from: paper}
  q: {date: 2034-03-20, of: rel.q, delivered: {boats: 2}, from: paper}
";
    let case = case(text);
    let docket = Docket::of(&case, None).expect("an agreement");
    let monitor = Monitor::at(&docket, None, 25);
    let of = |day: &Day<'_>| -> Vec<Status> {
        let names = |part: &&Standing| &*case.label(part.clause.into()).id == "names";
        day.parts
            .iter()
            .filter(names)
            .map(|part| part.status)
            .collect()
    };
    // Of the second list the log says nothing: that is a gap, and no breach.
    for day in [&monitor.worst, &monitor.best] {
        assert_eq!(of(day), [Status::Done, Status::NoRecord]);
    }
}

/// A prohibition in a phase of ten days, and the same act owed in another one.
fn forbidden(ban: &str, owed: &str) -> Vec<String> {
    let text = format!(
        "case: A halt
parties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}
places: {{hill: {{name: Hill}}, top: {{name: Top, part-of: hill}}, pier: {{name: Pier}}}}
agreement:
  signed-by: [shore, isle]
  calendar: {{day-one: 2034-02-27, rest-days: [saturday, sunday], if-rest-day: next working day}}
  phases:
    first:
      when: day 1 to day 10
      obligations:
        halt: {{by: shore, to: isle, must-not: Fire, act: fire, {ban}}}
    second:
      when: day 9 to day 30
      obligations:
        salute: {{by: shore, to: isle, does: Fire a salute, act: fire, done-when: done, {owed}}}
"
    );
    told(&case(&text), Code::OwedAndForbidden)
}

#[test]
fn an_act_is_owed_and_forbidden_only_while_the_prohibition_can_hold() {
    let clash = |ban: &str, owed: &str| !forbidden(ban, owed).is_empty();
    // By its phase, said or not, by a time from its start, by its own days.
    for (ban, last) in [
        ("when: while first", 10),
        ("place: hill", 10),
        ("when: within 10 days of start of first", 11),
        ("when: day 1 to day 11", 11),
        ("after: day 2, when: within 9 days", 11),
    ] {
        assert!(clash(ban, &format!("when: day {last}")), "{ban}");
        assert!(!clash(ban, &format!("when: day {}", last + 1)), "{ban}");
        assert!(clash(ban, "when: by day 25"), "{ban}");
    }
    // Day 13 is a Saturday: what is due moves to Monday, what is forbidden does not.
    assert!(clash("when: day 1 to day 13", "when: day 12"));
    assert!(!clash("when: day 1 to day 13", "when: day 15"));
    assert!(!clash("when: day 1 to day 14", "when: day 13"));
    assert!(clash("survives: yes", "when: day 25"));
    assert!(clash("when: from day 20", "when: day 25"));
    assert!(!clash("when: from day 26", "when: day 25"));
}

#[test]
fn a_place_in_a_place_is_that_place_too() {
    let clash = |ban: &str, owed: &str| !forbidden(ban, owed).is_empty();
    let day = |place: &str| format!("when: day 9{place}");
    assert!(clash("place: hill", &day(", place: top")));
    assert!(clash("place: top", &day(", place: hill")));
    assert!(clash("place: top", &day(", place: top")));
    assert!(clash("place: hill", &day("")));
    assert!(!clash("place: hill", &day(", place: pier")));
}

/// A duty due by day 5, or as said, and what is due by day 3 after something about it.
fn remedy(pay: &str, fine: &str) -> Vec<String> {
    let text = format!(
        "case: A remedy
parties: {{shore: {{name: Shore}}, isle: {{name: Isle}}}}
agreement:
  signed-by: [shore, isle]
  calendar: {{day-one: 2034-03-01}}
  obligations:
    pay: {{by: shore, to: isle, does: Pay, done-when: paid, {pay}}}
    then: {{by: isle, to: shore, does: Go, done-when: gone, when: by day 3}}
    fine: {{by: shore, to: isle, does: Pay double, done-when: paid, {fine}}}
"
    );
    told(&case(&text), Code::DeadlineBeforeTrigger)
}

#[test]
fn a_remedy_due_before_there_can_be_a_breach_is_told() {
    let none: [&str; 0] = [];
    // The breach comes after the last day, not on it.
    for (pay, fine, told) in [
        (
            "when: by day 5",
            "after: pay breached, when: by day 3",
            true,
        ),
        (
            "when: by day 5",
            "after: pay breached, when: by day 5",
            true,
        ),
        (
            "when: by day 5",
            "after: pay breached, when: by day 6",
            false,
        ),
        (
            "when: by day 5",
            "after: pay late and then, when: by day 5",
            true,
        ),
        (
            "when: by day 5",
            "after: pay late or then, when: by day 3",
            false,
        ),
        (
            "when: by day 5",
            "needs: pay breached, when: by day 5",
            true,
        ),
        (
            "after: then, when: within 4 days",
            "after: pay breached, when: by day 5",
            true,
        ),
        (
            "after: then, when: within 4 days",
            "after: pay breached, when: by day 6",
            false,
        ),
        // Without a last day, or with several, nothing says when it can be late.
        ("after: then", "after: pay breached, when: by day 1", false),
        // By an hour it can be late on the day itself.
        (
            "when: by day 5 12:00",
            "after: pay breached, when: by day 5",
            false,
        ),
        (
            "when: by day 5 12:00",
            "after: pay breached, when: by day 5 12:00",
            true,
        ),
    ] {
        let found = remedy(pay, fine);
        if told {
            assert_eq!(found, ["fine"], "{pay} | {fine}");
        } else {
            assert_eq!(found, none, "{pay} | {fine}");
        }
    }
}

#[test]
fn a_power_whose_time_is_over_before_it_can_be_used_is_dead() {
    let dead = |power: &str| {
        let case = phases("give", &format!("suspends: give, {power}"));
        told(&case, Code::DeadClause)
    };
    let none: [&str; 0] = [];
    // What is due by day 10 can be late on day 11.
    for (power, alive) in [
        ("after: day 40, when: by day 3", false),
        ("after: day 3, when: by day 3", true),
        ("after: give breached, when: by day 10", false),
        ("after: give breached, when: by day 11", true),
        (
            "after: give breached and give verified, when: day 2 to day 9",
            false,
        ),
        (
            "after: give breached or give verified, when: day 2 to day 9",
            true,
        ),
        (
            "after: 2 of (give late or give or day 8), when: by day 7",
            false,
        ),
        (
            "after: 2 of (give late or give or day 7), when: by day 7",
            true,
        ),
        ("after: one, when: by day 19", false),
        ("after: one started, when: by day 19", true),
        ("after: quiet breached, when: by day 1", true),
    ] {
        let expected: &[&str] = if alive { &none } else { &["stop"] };
        assert_eq!(dead(power), expected, "{power}");
    }
    // What follows on it never comes either.
    let text = "case: A lapse
parties: {a: {name: Ash}, b: {name: Birch}}
agreement:
  calendar: {day-one: 2034-03-01}
  obligations:
    mourn: {by: b, to: a, does: Mourn, done-when: over, after: stop used, when: within 3 days}
  powers: {stop: {by: a, ends: mourn, after: day 40, when: by day 3}}
";
    assert_eq!(told(&case(text), Code::NeverReached), ["mourn"]);
}

//! The agreement while it runs: the recorded months of the examples against their numbers.

use std::path::{Path, PathBuf};

use armistice_case::model::{Case, ClauseId, Key as _, NodeId, ObligationId, QuantityId};
use armistice_case::value::Decimal;
use armistice_case::{Input, load};
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::forecast::due_next;
use armistice_engine::accord::monitor::lateness::{holds, of_duty};
use armistice_engine::accord::monitor::record::{Heard, Kind};
use armistice_engine::accord::monitor::standing::{Day, Standing, Status};
use armistice_engine::accord::monitor::{Monitor, breach, disputed, quota, rounds, score};
use jiff::civil::date;

fn example(name: &str) -> Case {
    example_with(name, &str::to_owned)
}

/// An example with its text changed.
fn example_with(name: &str, change: &dyn Fn(&str) -> String) -> Case {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort_by_key(|path| (path.file_name() != Some("case.yaml".as_ref()), path.clone()));
    let input = |path: &PathBuf| Input {
        path: path.to_string_lossy().into_owned(),
        bytes: change(&std::fs::read_to_string(path).expect("a file")).into_bytes(),
    };
    let loaded = load(paths.iter().map(input).collect());
    loaded
        .case()
        .unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics))
}

fn duty(case: &Case, id: &str) -> ObligationId {
    match case.node(id) {
        Some(NodeId::Clause(ClauseId::Obligation(duty))) => duty,
        other => panic!("{id}: {other:?}"),
    }
}

fn quantity(case: &Case, id: &str) -> QuantityId {
    match case.node(id) {
        Some(NodeId::Quantity(quantity)) => quantity,
        other => panic!("{id}: {other:?}"),
    }
}

/// How a case stands on a date.
fn on<'a>(docket: &'a Docket<'a>, date: &str) -> Monitor<'a> {
    let day = docket.number(date.parse().expect("a date"));
    Monitor::at(docket, None, day)
}

fn clause(case: &Case, id: &str) -> ClauseId {
    match case.node(id) {
        Some(NodeId::Clause(clause)) => clause,
        other => panic!("{id}: {other:?}"),
    }
}

fn part<'a>(case: &Case, day: &'a Day<'_>, id: &str) -> &'a Standing {
    let wanted = clause(case, id);
    day.parts
        .iter()
        .find(|part| part.clause == wanted)
        .unwrap_or_else(|| panic!("no part {id}"))
}

fn whole(n: i128) -> i128 {
    n * 1_000_000
}

fn rounded(value: Option<f64>) -> Option<i64> {
    value.map(|value| (value * 100.0).round() as i64)
}

#[test]
fn the_33_were_delivered_154_unit_days_ahead() {
    let case = example("gaza-2025-01");
    let docket = Docket::of(&case, None).expect("an agreement");
    let (release, hostages) = (duty(&case, "release"), quantity(&case, "hostages"));
    let done = on(&docket, "2025-03-01");
    let days = of_duty(&done.worst, release, hostages).expect("numbers");
    assert_eq!(days.ahead, whole(154));
    assert_eq!(days.behind, 0);
    let count = score::counts(&done.worst);
    let count = count.iter().find(|c| c.duty == release).expect("a count");
    assert_eq!(count.given, Decimal::whole(33));
    // The integral up to the day of the last hand-over knows nothing of the two days after it.
    let day_40 = on(&docket, "2025-02-27");
    let days = of_duty(&day_40.worst, release, hostages).expect("numbers");
    assert_eq!(days.ahead_so_far, whole(140));
}

#[test]
fn the_hold_of_22_february_is_an_interval_and_cured_on_the_27th() {
    let case = example("gaza-2025-01");
    let docket = Docket::of(&case, None).expect("an agreement");
    let prisoners = duty(&case, "prisoners-out");
    let after = on(&docket, "2025-02-27");
    let holds = |day: &Day<'_>| holds(&day.clock, prisoners);
    let (worst, best) = (holds(&after.worst), holds(&after.best));
    let ([worst], [best]) = (worst.as_slice(), best.as_slice()) else {
        panic!("one hold: {worst:?} {best:?}");
    };
    assert_eq!(
        (best.amount, worst.amount),
        (Decimal::whole(602), Decimal::whole(620))
    );
    assert_eq!(
        (best.unit_days, worst.unit_days),
        (whole(3010), whole(3100))
    );
    assert_eq!(worst.to, Some(40));
    assert!(worst.covered && best.covered);
    // While it lasts the answer is suspended, and late if the dates stand.
    let during = on(&docket, "2025-02-24");
    let held = during
        .worst
        .of_duty(prisoners)
        .find(|p| p.status == Status::Suspended);
    let policies = held.expect("suspended").policies.expect("rules");
    assert_eq!((policies.stand, policies.freeze, policies.shift), (2, 0, 0));
    assert_eq!(policies.said, None);
    let cured = after
        .worst
        .of_duty(prisoners)
        .find(|p| p.status == Status::Cured);
    let cured = cured.expect("cured");
    assert_eq!((cured.late, cured.done), (5, Some(40)));
}

#[test]
fn theta_of_the_side_that_frees_prisoners() {
    let case = example("gaza-2025-01");
    let docket = Docket::of(&case, None).expect("an agreement");
    let end = on(&docket, "2025-03-01");
    let exchanges = rounds::exchanges(&end.worst.clock);
    let [exchange] = exchanges.as_slice() else {
        panic!("one exchange");
    };
    let back: Vec<Option<i64>> = exchange
        .rounds
        .iter()
        .map(|round| rounded(round.looking_back.second.and_then(|(low, _)| low.value())))
        .collect();
    let wanted = [110, 120, 120, 127, 130, 133, 291].map(Some);
    assert_eq!(back[..7], wanted);
    let last = exchange.rounds[7].looking_back.second;
    assert_eq!(last, Some((Ratio::NothingLeft, Ratio::NothingLeft)));
    // The hand-overs of 20 to 22 February are one round: the answer to them was held on the 22nd.
    assert_eq!((exchange.rounds[6].from, exchange.rounds[6].to), (33, 35));
    // Live, the promised total is 1,890 to 1,977, so θ is an interval above what came in the end.
    let (low, high) = exchange.rounds[6].live.second.expect("totals");
    assert_eq!(
        (rounded(low.value()), rounded(high.value())),
        (Some(330), Some(351))
    );
    // At the worst point of the day: hostages first, then prisoners, whatever the log's order.
    let by_day: Vec<(i64, Option<i64>)> = exchange
        .days
        .iter()
        .map(|point| {
            let theta = point.looking_back.second.and_then(|(low, _)| low.value());
            (point.day, rounded(theta))
        })
        .collect();
    let wanted = [
        (1, Some(110)),
        (7, Some(120)),
        (12, Some(120)),
        (14, Some(127)),
        (21, Some(130)),
        (28, Some(133)),
        (33, Some(106)),
        (34, Some(117)),
        (35, Some(291)),
        (40, None),
    ];
    assert_eq!(by_day, wanted);
    let given: u64 = exchange.rounds.iter().map(|round| round.second).sum();
    assert_eq!(given, 1_755_000_000);
    // Two rounds have their people by kind, and the ratio of the text gives what was freed.
    let owed: Vec<(u64, u64)> = exchange
        .rounds
        .iter()
        .filter_map(|round| Some((round.owed? / 1_000_000, round.second / 1_000_000)))
        .collect();
    assert_eq!(owed, [(200, 200), (110, 110)]);
}

#[test]
fn a_wrong_delivery_is_undone_and_cured_in_a_day() {
    let case = example("gaza-2025-01");
    let docket = Docket::of(&case, None).expect("an agreement");
    let release = duty(&case, "release");
    let count = |date: &str| {
        let day = on(&docket, date);
        let counts = score::counts(&day.worst);
        counts
            .iter()
            .find(|c| c.duty == release)
            .expect("a count")
            .given
    };
    assert_eq!(count("2025-02-19"), Decimal::whole(19));
    assert_eq!(count("2025-02-20"), Decimal::whole(22));
    assert_eq!(count("2025-02-21"), Decimal::whole(23));
    let open = on(&docket, "2025-02-20");
    let wrong = |day: &Day<'_>| -> Vec<(i64, Option<i64>)> {
        let all = breach::breaches(day);
        let wrong = all.iter().filter(|b| b.kind == breach::Kind::Wrong);
        wrong.map(|b| (b.day, b.cured)).collect()
    };
    assert_eq!(wrong(&open.worst), [(33, None)]);
    assert_eq!(wrong(&on(&docket, "2025-02-21").worst), [(33, Some(34))]);
}

#[test]
fn each_sides_suspension_is_seen() {
    let case = example("gaza-2025-01");
    let docket = Docket::of(&case, None).expect("an agreement");
    let end = on(&docket, "2025-03-18");
    let seen = |id: &str| -> Vec<(i64, Option<i64>, bool)> {
        let history = &end.worst.clock.histories[duty(&case, id).position()];
        let all = history.suspensions.iter();
        all.map(|s| (s.from, s.to.map(|(day, _)| day), s.performed))
            .collect()
    };
    // Announced on the 10th, ended by the hand-over of the 15th without a missed date.
    assert_eq!(seen("release"), [(23, Some(28), true)]);
    assert!(
        end.worst
            .of_duty(duty(&case, "release"))
            .all(|part| part.late == 0)
    );
    assert_eq!(seen("prisoners-out"), [(35, Some(40), true)]);
    assert_eq!(seen("north-return"), [(7, Some(9), true)]);
}

#[test]
fn quotas_tell_three_stories() {
    let case = example("gaza-2025-01");
    let docket = Docket::of(&case, None).expect("an agreement");
    let day = on(&docket, "2025-03-01");
    let scores = quota::scores(&day.worst.clock, duty(&case, "aid"));
    let trucks = scores
        .iter()
        .find(|s| s.quantity == quantity(&case, "trucks"));
    let trucks = trucks.expect("trucks");
    let shares = trucks.shares().map(rounded);
    assert_eq!(shares, [Some(83), Some(93), Some(118)]);
    assert_eq!((trucks.recorded, trucks.in_force), (6, 42));
}

#[test]
fn a_count_in_dispute_is_an_interval() {
    let case = example("gaza-2025-01");
    let docket = Docket::of(&case, None).expect("an agreement");
    let day = on(&docket, "2025-02-01");
    let patients = duty(&case, "patients-out");
    let share = |of: &Day<'_>| rounded(quota::scores(&of.clock, patients)[0].shares()[1]);
    assert_eq!((share(&day.worst), share(&day.best)), (Some(74), Some(100)));
    // By one source's word alone there is one number.
    let by = |id: &str| match case.node(id) {
        Some(NodeId::Actor(actor)) => docket.heard(Heard::Speaker(actor)),
        other => panic!("{other:?}"),
    };
    for (id, wanted) in [("who", 74), ("gaza-health", 100)] {
        let facts = by(id);
        let view = Monitor::at(&docket, Some(&facts), day.day);
        assert_eq!(share(&view.worst), Some(wanted), "{id}");
        assert_eq!(share(&view.best), Some(wanted), "{id}");
    }
    let neutral = docket.heard(Heard::Kind(Kind::Neutral));
    let view = Monitor::at(&docket, Some(&neutral), day.day);
    assert_eq!(share(&view.worst), Some(74));
    let talks = on(&docket, "2025-02-04");
    let (worst, best) = talks.status(duty(&case, "talks")).expect("a duty");
    assert_eq!((worst, best), (Status::Late, Status::InProgress));
}

/// A case with one duty of a count and two accounts of what was given.
fn counted(promise: &str) -> Case {
    let text = format!(
        "case: t
parties: {{north: {{name: North}}, south: {{name: South}}}}
quantities: {{loads: {{unit: load}}}}
sources: {{wire: {{outlet: Wire}}}}
agreement:
  status: in force
  from: wire
  calendar: {{day-one: 2031-06-01}}
  obligations:
    relief: {{by: north, to: south, delivers: {{loads: {promise}}}, when: by day 9, from: wire}}
events:
  e1: {{date: 2031-06-02, of: relief, from: wire, reports: [{{according-to: north, delivered: {{loads: 50}}}}, {{according-to: south, delivered: {{loads: 37}}}}]}}
"
    );
    let input = Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    };
    let loaded = load(vec![input]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

#[test]
fn two_counts_of_fifty_and_of_about_fifty() {
    for (promise, low, high) in [("50", 74, 100), ("about 50", 67, 100)] {
        let case = counted(promise);
        let docket = Docket::of(&case, None).expect("an agreement");
        let day = on(&docket, "2031-06-02");
        let share = |of: &Day<'_>| rounded(score::counts(of)[0].share());
        assert_eq!(
            (share(&day.worst), share(&day.best)),
            (Some(low), Some(high)),
            "{promise}"
        );
    }
}

#[test]
fn november_2023() {
    let case = example("gaza-2023-11");
    let docket = Docket::of(&case, None).expect("an agreement");
    let end = on(&docket, "2023-12-01");
    let (worst, best) = (&end.worst, &end.best);
    let given = |day: &Day<'_>, ids: [&str; 2], of: &str| -> i64 {
        let of = quantity(&case, of);
        let all = ids.iter().flat_map(|id| {
            let history = &day.clock.histories[duty(&case, id).position()];
            history.deliveries.iter().filter(|d| d.quantity == of)
        });
        all.map(|d| d.amount.0).sum::<i64>() / 1_000_000
    };
    let prisoners = given(worst, ["prisoners-out", "further-thirty"], "prisoners");
    assert_eq!(prisoners, 240);
    // What one source counts to the deal and another outside it: the whole is the same.
    let outside = |day: &Day<'_>| {
        let all = disputed::outside(&day.clock);
        let sums: Vec<i64> = all.values().map(|(sum, _)| sum.0 / 1_000_000).collect();
        let [sum] = sums[..] else {
            panic!("one quantity");
        };
        sum
    };
    let freed = |day: &Day<'_>| given(day, ["release", "further-ten"], "hostages");
    assert_eq!((freed(worst), freed(best)), (80, 81));
    assert_eq!((outside(worst), outside(best)), (25, 24));
    assert_eq!(freed(worst) + outside(worst), 105);
    assert_eq!(freed(best) + outside(best), 105);
    // The one report whose groups do not come to its total.
    let all = disputed::unsummed(&worst.clock);
    let [report] = all.as_slice() else {
        panic!("one report: {all:?}");
    };
    assert_eq!(
        (report.declared, report.found),
        (Decimal::whole(105), Decimal::whole(102))
    );
    // Three days more, each for ten; on the last, eight and the two of the day before.
    let ClauseId::Phase(pause) = clause(&case, "pause") else {
        panic!("a phase");
    };
    assert_eq!(worst.clock.phase(pause).end, Some(7));
    assert_eq!(worst.clock.phase(pause).prolonged, 3);
    let scores = quota::scores(&worst.clock, duty(&case, "further-ten"));
    assert_eq!(
        (scores[0].met, scores[0].single, scores[0].met_by_credit),
        (3, 3, 1)
    );
    assert_eq!(scores[0].in_force, 3);
    assert_eq!(part(&case, worst, "further-ten").status, Status::Done);
    let original = part(&case, worst, "release");
    assert_eq!(original.done, Some(4));
    // Without the clause that carries over, the last day is two short.
    let strict = example_with("gaza-2023-11", &|text| {
        text.replace("if-over: carries over", "")
    });
    let docket = Docket::of(&strict, None).expect("an agreement");
    let scores = quota::scores(
        &on(&docket, "2023-12-01").worst.clock,
        duty(&case, "further-ten"),
    );
    assert_eq!((scores[0].met, scores[0].met_by_credit), (2, 0));
}

#[test]
fn an_instalment_due_on_a_day_of_rest_is_in_time_on_the_next() {
    let case = example("jpoa-2014");
    let docket = Docket::of(&case, None).expect("an agreement");
    let day = on(&docket, "2014-07-22");
    let first = part(&case, &day.worst, "oil-money-out.feb-1");
    assert_eq!(
        (first.window.due, first.done, first.late),
        (Some(15), Some(15), 0)
    );
    // What waits for the inspectors is not due before their word.
    let fifth = part(&case, &day.worst, "oil-money-out.apr-15");
    assert_eq!((fifth.late, fifth.status), (0, Status::Done));
    // Of three instalments nothing is recorded: a gap in the log, and no breach.
    for id in [
        "oil-money-out.may-14",
        "oil-money-out.jun-17",
        "oil-money-out.jul-20",
    ] {
        assert_eq!(part(&case, &day.worst, id).status, Status::NoRecord, "{id}");
    }
    assert!(breach::breaches(&day.best).is_empty());
}

#[test]
fn the_names_are_due_a_day_before_each_release_that_is_still_to_come() {
    let case = example("gaza-2025-01");
    let docket = Docket::of(&case, None).expect("an agreement");
    let names = duty(&case, "names");
    let open = |date: &str| {
        let monitor = on(&docket, date);
        let next = due_next(&monitor.worst);
        let mut own = next.iter().filter(|part| part.duty == names);
        own.next().and_then(|part| part.window.due)
    };
    // The release of 25 January, and the last one, on 1 March.
    assert_eq!(open("2025-01-23"), Some(docket.number(date(2025, 1, 24))));
    assert_eq!(open("2025-02-24"), Some(docket.number(date(2025, 2, 28))));
}

#[test]
fn an_amendment_counts_from_its_day() {
    let case = example("lake-sarn");
    let docket = Docket::of(&case, None).expect("an agreement");
    let second = |date: &str| {
        let day = on(&docket, date);
        part(&case, &day.worst, "gates-open.second").window.due
    };
    let before = second("2033-08-14");
    assert_ne!(before, Some(9));
    assert_eq!(second("2033-08-15"), Some(9));
    let day = on(&docket, "2033-08-20");
    let late = part(&case, &day.worst, "gates-open.second");
    assert_eq!((late.status, late.late), (Status::InCure, 2));
    let blocked = day
        .worst
        .of_duty(duty(&case, "back-wages"))
        .nth(1)
        .expect("a part");
    assert_eq!(blocked.status, Status::Awaiting);
    assert_eq!(blocked.blockers[0].late, 2);
    let back_pay = day
        .worst
        .of_duty(duty(&case, "back-wages"))
        .next()
        .expect("a part");
    assert_eq!((back_pay.done, back_pay.late), (Some(6), 0));
}

#[test]
fn ordinal_scores_of_the_matrix() {
    let percent = |codes: &[u8]| {
        let levels = score::Levels::of(codes.iter().copied());
        (levels.percent().expect("codes") * 10_000.0).round() / 10_000.0
    };
    assert!((percent(&[3, 2, 0, 1]) - 50.0).abs() < 1e-9);
    let many = [3, 3, 3, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0];
    assert!((percent(&many) - 48.3333).abs() < 1e-9);
    assert_eq!(score::Levels::of(many).of, [4, 8, 3, 5]);
}

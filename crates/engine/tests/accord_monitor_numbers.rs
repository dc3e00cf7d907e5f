//! The numbers of an agreement while it runs: small cases with their answers worked out by hand.

use armistice_case::model::{Case, ClauseId, NodeId, ObligationId};
use armistice_case::value::Decimal;
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::breach::{Kind, breaches};
use armistice_engine::accord::monitor::clock::Clock;
use armistice_engine::accord::monitor::disputed::{Matter, disputed, together};
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::extension::{Extended, extended};
use armistice_engine::accord::monitor::playback::Playback;
use armistice_engine::accord::monitor::quota::{self, Score};
use armistice_engine::accord::monitor::record::View;
use armistice_engine::accord::monitor::rounds::exchanges;
use armistice_engine::accord::monitor::score;
use armistice_engine::accord::monitor::standing::{Day, Standing, Status};

const HEAD: &str = "case: t
parties: {north: {name: North}, south: {name: South}}
others: {board: {name: the Board, role: verifier}}
quantities: {loads: {unit: load}, people: {unit: person}, guests: {unit: person}, freed: {unit: person, parts: [people, guests]}}
sources: {paper: {outlet: Paper}, wire: {outlet: Wire}}
agreement:
  status: in force
  from: paper
  calendar: {day-one: 2031-06-01}
";

/// A case with these duties, further keys of its agreement, and events. Day n is the n-th of June.
fn case(duties: &[&str], keys: &[&str], events: &[&str]) -> Case {
    let mut text = HEAD.to_owned();
    let mut lines = |indent: usize, lines: &[&str]| {
        for line in lines {
            text.push_str(&format!("{:indent$}{line}\n", ""));
        }
    };
    lines(2, &["obligations:"]);
    lines(4, duties);
    lines(2, keys);
    if !events.is_empty() {
        lines(0, &["events:"]);
        lines(2, events);
    }
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
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

fn part<'a>(case: &Case, day: &'a Day<'_>, id: &str) -> &'a Standing {
    let Some(NodeId::Clause(wanted)) = case.node(id) else {
        panic!("no clause {id}");
    };
    let mut own = day.parts.iter().filter(|part| part.clause == wanted);
    own.next().unwrap_or_else(|| panic!("no part {id}"))
}

/// The one score of a quota on a day, at worst.
fn score_of(case: &Case, id: &str, day: i64) -> Score {
    let docket = docket(case);
    let day = Monitor::at(&docket, None, day);
    let mut all = quota::scores(&day.worst.clock, duty(case, id));
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// Shares in hundredths.
fn hundredths(score: &Score) -> [Option<i64>; 3] {
    score
        .shares()
        .map(|share| share.map(|share| (share * 100.0).round() as i64))
}

/// Recorded, in force, met.
fn periods(score: &Score) -> (i64, i64, i64) {
    (score.recorded, score.in_force, score.met)
}

#[test]
fn each_day_of_a_quota_is_held_against_the_text_of_that_day() {
    let daily =
        "daily: {by: south, to: north, delivers: {loads: 10 per day}, when: day 1 to day 10}";
    let other = "other: {by: south, to: north, delivers: {loads: 6 per day}, when: day 3 to day 6}";
    let more = "am: {date: 2031-06-08, by: [north, south], changes: {daily: {delivers: {loads: 20 per day}}}}";
    let events = [
        "d1: {date: 2031-06-05, of: daily, delivered: {loads: 12}, from: wire}",
        "d2: {date: 2031-06-06, of: daily, delivered: {loads: 8}, from: wire}",
        "d3: {date: 2031-06-09, of: daily, delivered: {loads: 15}, from: wire}",
        "d4: {date: 2031-06-10, of: daily, delivered: {loads: 0}, from: wire}",
        "r1: {date: 2031-06-03, of: other, delivered: {loads: 6}, from: wire}",
    ];
    let changed = case(
        &[daily, other],
        &["amendments:", &format!("  {more}")],
        &events,
    );
    // 10 + 10 + 20 + 20 were promised: 12, 8, 15 and 0 came, of which 10 + 8 + 15 count.
    let now = score_of(&changed, "daily", 11);
    assert_eq!(periods(&now), (4, 10, 1));
    assert_eq!(hundredths(&now), [Some(25), Some(55), Some(58)]);
    assert_eq!(now.promises.len(), 2);
    // Before the change nothing of it is known.
    assert_eq!(
        hundredths(&score_of(&changed, "daily", 7)),
        [Some(50), Some(90), Some(100)]
    );
    // What is dropped stays with the days on which it held.
    let drops = "am: {date: 2031-06-05, by: [north, south], drops: other}";
    let dropped = case(
        &[daily, other],
        &["amendments:", &format!("  {drops}")],
        &events,
    );
    let gone = score_of(&dropped, "other", 11);
    assert_eq!((periods(&gone), gone.dropped), ((1, 2, 1), Some(5)));
    assert_eq!(
        quota::all(&Monitor::at(&docket(&dropped), None, 11).worst.clock).len(),
        2
    );
    // A text that changes something else changes no score.
    let elsewhere = "am: {date: 2031-06-08, by: [north, south], changes: {other: {delivers: {loads: 7 per day}}}}";
    let same = case(
        &[daily, other],
        &["amendments:", &format!("  {elsewhere}")],
        &events,
    );
    let plain = case(&[daily, other], &[], &events);
    assert_eq!(score_of(&same, "daily", 11), score_of(&plain, "daily", 11));
}

#[test]
fn a_quota_is_scored_by_the_period_that_its_text_names() {
    let week = |when: &str| {
        format!("q: {{by: south, to: north, delivers: {{loads: 70 per week}}, when: {when}}}")
    };
    let events = [
        "a: {date: 2031-06-02, of: q, delivered: {loads: 70}, from: wire}",
        "b: {date: 2031-06-10, of: q, delivered: {loads: 20}, from: wire}",
        "c: {date: 2031-06-12, of: q, delivered: {loads: 15}, from: wire}",
    ];
    let three = case(&[&week("day 1 to day 21")], &[], &events);
    let at = |day| score_of(&three, "q", day);
    // A week is scored once it is over.
    assert_eq!(periods(&at(6)), (0, 0, 0));
    assert_eq!(hundredths(&at(6)), [None; 3]);
    let share = |day| {
        let docket = docket(&three);
        score::share(&Monitor::at(&docket, None, day).worst, duty(&three, "q"))
    };
    assert_eq!((share(6), share(7)), (None, Some(1.0)));
    assert_eq!(periods(&at(7)), (1, 1, 1));
    assert_eq!(periods(&at(30)), (2, 3, 1));
    assert_eq!(hundredths(&at(30)), [Some(50), Some(75), Some(75)]);
    // What the end cuts short is no week.
    let cut = case(&[&week("day 1 to day 13")], &[], &events);
    assert_eq!(periods(&score_of(&cut, "q", 30)), (1, 1, 1));
    // A record that reaches out of a week meets none.
    let wide = "w: {date: 2031-06-06 to 2031-06-09, of: q, delivered: {loads: 280}, from: wire}";
    let wide = case(&[&week("day 1 to day 14")], &[], &[wide]);
    let wide = score_of(&wide, "q", 30);
    assert_eq!((wide.recorded, wide.single, wide.met), (2, 0, 0));
    // Months follow the calendar: 30 days of June, 31 of July.
    let month =
        "q: {by: south, to: north, delivers: {loads: 300 per month}, when: day 1 to day 61}";
    let month = case(
        &[month],
        &[],
        &["m: {date: 2031-06-02, of: q, delivered: {loads: 300}, from: wire}"],
    );
    assert_eq!(periods(&score_of(&month, "q", 29)), (0, 0, 0));
    assert_eq!(periods(&score_of(&month, "q", 30)), (1, 1, 1));
    assert_eq!(periods(&score_of(&month, "q", 61)), (1, 2, 1));
    assert_eq!(hundredths(&score_of(&month, "q", 61)), [Some(100); 3]);
}

#[test]
fn what_is_promised_by_the_hour_is_not_scored_and_nobody_is_late_with_it() {
    let hourly = "q: {by: south, to: north, delivers: {loads: 2 per hour}, when: day 1 to day 21}";
    let hourly = case(
        &[hourly],
        &[],
        &["h: {date: 2031-06-02, of: q, delivered: {loads: 48}, from: wire}"],
    );
    let docket = docket(&hourly);
    for day in [10, 30] {
        let day = Monitor::at(&docket, None, day);
        assert_eq!(quota::scores(&day.worst.clock, duty(&hourly, "q")), []);
        assert_eq!(score::share(&day.worst, duty(&hourly, "q")), None);
        let part = part(&hourly, &day.worst, "q");
        assert!(
            !part.status.is_overdue() && part.late == 0,
            "{:?}",
            part.status
        );
        assert_ne!(part.status, Status::Done);
    }
}

/// Done and late of a duty on a day, at worst.
fn done(case: &Case, id: &str, day: i64) -> (Option<i64>, i64, Status) {
    let docket = docket(case);
    let day = Monitor::at(&docket, None, day);
    let part = part(case, &day.worst, id);
    (part.done, part.late, part.status)
}

#[test]
fn what_is_corrected_happened_on_its_own_day_and_is_known_from_the_correction_on() {
    let give = "give: {by: north, to: south, delivers: {people: 10}, when: by day 4}";
    let first = "a: {date: 2031-06-04, of: give, delivered: {people: 9}, from: wire}";
    let right = "b: {date: 2031-06-08, of: give, corrects: a, delivered: {people: 10}, from: wire}";
    let one = case(&[give], &[], &[first, right]);
    // By the record of the day one was missing.
    assert_eq!(done(&one, "give", 7), (None, 3, Status::Late));
    assert_eq!(done(&one, "give", 8), (Some(4), 0, Status::Done));
    // The place of a record in its file has no say.
    let turned = case(&[give], &[], &[right, first]);
    assert_eq!(done(&turned, "give", 8), (Some(4), 0, Status::Done));
    // A correction is corrected; the day stays that of the first.
    let again = "c: {date: 2031-06-10, of: give, corrects: b, delivered: {people: 8}, from: wire}";
    let twice = case(&[give], &[], &[again, right, first]);
    assert_eq!(done(&twice, "give", 9), (Some(4), 0, Status::Done));
    assert_eq!(done(&twice, "give", 10), (None, 6, Status::Late));
    // An account that gives a day itself is believed.
    let other = "b: {date: 2031-06-08, of: give, corrects: a, delivered: {people: 10}, from: wire, reports: [{date: 2031-06-06}]}";
    let other = case(&[give], &[], &[first, other]);
    assert_eq!(done(&other, "give", 7), (None, 3, Status::Late));
    assert_eq!(done(&other, "give", 8), (Some(6), 2, Status::Cured));
    // It may be about another duty than what it corrects.
    let take = "take: {by: north, to: south, delivers: {loads: 10}, when: by day 4}";
    let moved = "b: {date: 2031-06-08, of: take, corrects: a, delivered: {loads: 10}, from: wire}";
    let moved = case(&[give, take], &[], &[first, moved]);
    let docket = docket(&moved);
    let mut days = Playback::of(&docket, None);
    let status = |id: &str, monitor: &Monitor<'_>| part(&moved, &monitor.worst, id).status;
    let (seven, eight) = (days.to(7), days.to(8));
    assert_eq!(
        (status("give", &seven), status("take", &seven)),
        (Status::Late, Status::NoRecord)
    );
    assert_eq!(
        (status("give", &eight), status("take", &eight)),
        (Status::NoRecord, Status::Done)
    );
}

#[test]
fn corrections_in_a_circle_stand_on_their_own_days() {
    let daily = "q: {by: south, to: north, delivers: {loads: 10 per day}, when: day 1 to day 9}";
    let a = "a: {date: 2031-06-03, of: q, corrects: b, delivered: {loads: 1}, from: wire}";
    let b = "b: {date: 2031-06-05, of: q, corrects: a, delivered: {loads: 2}, from: wire}";
    let seen = |events: &[&str]| {
        let case = case(&[daily], &[], events);
        (1..8)
            .map(|day| score_of(&case, "q", day).volume)
            .collect::<Vec<_>>()
    };
    assert_eq!(seen(&[a, b]), seen(&[b, a]));
    // The earlier one takes the later away, and is taken away by it on its day.
    assert_eq!(seen(&[a, b]), [0, 0, 1_000_000, 1_000_000, 0, 0, 0]);
}

#[test]
fn at_most_so_much_owes_nothing_and_is_broken_by_more() {
    let cap = "cap: {by: north, to: south, delivers: {people: at most 10}, when: by day 5}";
    let six = "a: {date: 2031-06-02, of: cap, delivered: {people: 6}, from: wire}";
    let more = "b: {date: 2031-06-04, of: cap, delivered: {people: 8}, from: wire}";
    let back = "c: {date: 2031-06-06, of: cap, wrong: {people: 4}, from: wire}";
    let stands = |events: &[&str], day| done(&case(&[cap], &[], events), "cap", day);
    // Nobody is late with what is not owed, whether or not anything is recorded.
    for events in [&[][..], &[six]] {
        assert_eq!(stands(events, 5), (None, 0, Status::InProgress));
        assert_eq!(stands(events, 6), (Some(5), 0, Status::Done));
    }
    assert_eq!(stands(&[six, more], 3), (None, 0, Status::InProgress));
    for day in [4, 9] {
        assert_eq!(stands(&[six, more], day).2, Status::Breached);
        assert_eq!(stands(&[six, more], day).1, 0);
    }
    assert_eq!(stands(&[six, more, back], 9), (Some(6), 0, Status::Done));
    // It is a breach from the record on with which it was too much.
    let all = case(&[cap], &[], &[six, more, back]);
    let docket = docket(&all);
    let seen = |day| {
        let day = Monitor::at(&docket, None, day);
        let mut found = breaches(&day.worst);
        found.retain(|one| one.kind == Kind::Exceeded);
        let level = score::level(&day.worst, duty(&all, "cap"));
        (
            found
                .iter()
                .map(|one| (one.kind, one.day, one.cured))
                .collect::<Vec<_>>(),
            level,
        )
    };
    assert_eq!(seen(3), (vec![], Some(2)));
    assert_eq!(seen(5), (vec![(Kind::Exceeded, 4, None)], Some(0)));
    assert_eq!(seen(9), (vec![(Kind::Exceeded, 4, Some(6))], Some(3)));
}

#[test]
fn of_two_counts_the_higher_is_the_worse_where_there_is_a_most() {
    let cap = "cap: {by: north, to: south, delivers: {people: at most 10}, when: by day 5}";
    let two = "a: {date: 2031-06-02, of: cap, from: wire, reports: [{according-to: north, delivered: {people: 9}}, {according-to: south, delivered: {people: 12}}]}";
    let case = case(&[cap], &[], &[two]);
    let docket = docket(&case);
    let day = Monitor::at(&docket, None, 9);
    assert_eq!(
        day.status(duty(&case, "cap")),
        Some((Status::Breached, Status::Done))
    );
}

#[test]
fn a_most_for_a_day_is_kept_by_whatever_is_not_more() {
    let cap =
        "q: {by: north, to: south, delivers: {loads: at most 10 per day}, when: day 1 to day 9}";
    let events = [
        "a: {date: 2031-06-02, of: q, delivered: {loads: 15}, from: wire}",
        "b: {date: 2031-06-03, of: q, delivered: {loads: 5}, from: wire}",
        "c: {date: 2031-06-04, of: q, delivered: {loads: 0}, from: wire}",
    ];
    let score = score_of(&case(&[cap], &[], &events), "q", 5);
    assert_eq!(periods(&score), (3, 5, 2));
    assert_eq!(hundredths(&score), [Some(67), None, None]);
    assert_eq!(score.share(), score.shares()[0]);
    // Every week anew: six a week are not too many, though seven on the eighth day of two are.
    let weekly = "w: {by: north, to: south, delivers: {people: at most 10}, when: day 1 to day 14, every: 7 days}";
    let events = [
        "a: {date: 2031-06-02, of: w, delivered: {people: 6}, from: wire}",
        "b: {date: 2031-06-09, of: w, delivered: {people: 7}, from: wire}",
        "c: {date: 2031-06-10, of: w, delivered: {people: 4}, from: wire}",
    ];
    let case = case(&[weekly], &[], &events);
    let docket = docket(&case);
    let seen = |day| {
        let day = Monitor::at(&docket, None, day);
        day.worst
            .parts
            .iter()
            .map(|part| part.status)
            .collect::<Vec<_>>()
    };
    assert_eq!(seen(9), [Status::Done, Status::InProgress]);
    assert_eq!(seen(10), [Status::Done, Status::Breached]);
}

/// The disputed facts of a day, each with what it is about and its accounts.
fn differ(case: &Case, day: i64) -> Vec<String> {
    let docket = docket(case);
    let day = Monitor::at(&docket, None, day);
    let all = disputed(&day.worst.clock);
    let told = all.iter().map(|item| match &item.matter {
        Matter::Amount {
            counts, accounts, ..
        } => {
            let amounts: Vec<String> = accounts.iter().map(|(_, n)| n.to_string()).collect();
            format!("{} {}", counts.key(), amounts.join(" or "))
        }
        Matter::Act { accounts } => {
            let acts: Vec<bool> = accounts.iter().map(|(_, act)| act.so).collect();
            format!("{acts:?}")
        }
        Matter::Day { .. } => "day".to_owned(),
    });
    told.collect()
}

#[test]
fn what_one_account_alone_calls_wrong_is_in_dispute() {
    let give = "give: {by: north, to: south, delivers: {people: 10}, when: by day 4}";
    let told = |south: &str| {
        let event = format!(
            "a: {{date: 2031-06-04, of: give, from: wire, reports: [{{according-to: north, delivered: {{people: 10}}}}, {{according-to: south, {south}}}]}}"
        );
        case(&[give], &[], &[&event])
    };
    let wrong = told("delivered: {people: 10}, wrong: {people: 1}");
    let docket = docket(&wrong);
    let day = Monitor::at(&docket, None, 9);
    assert_eq!(
        [&day.worst, &day.best].map(|day| breaches(day).len()),
        [1, 0]
    );
    assert_eq!(differ(&wrong, 9), ["wrong 0 or 1"]);
    // Who says nothing of amounts says nothing of what was wrong.
    let plain = told("says: They came.");
    assert!(differ(&plain, 9).is_empty());
    // Who says that nothing was done counts nothing.
    assert_eq!(differ(&told("becomes: not done"), 9), ["delivered 10 or 0"]);
    // Both call something wrong, one more of it.
    let both = "a: {date: 2031-06-04, of: give, from: wire, reports: [{according-to: north, delivered: {people: 10}, wrong: {people: 1}}, {according-to: south, delivered: {people: 10}, wrong: {people: 2}}]}";
    let both = case(&[give], &[], &[both]);
    assert_eq!(differ(&both, 9), ["wrong 1 or 2"]);
    let docket = self::docket(&both);
    assert_eq!(breaches(&Monitor::at(&docket, None, 9).best).len(), 1);
}

#[test]
fn a_forbidden_act_that_one_denies_is_told_of() {
    let quiet = "quiet: {by: [north, south], must-not: Fire, when: from day 1}";
    let of = |reports: &str| {
        let event = format!(
            "a: {{date: 2031-06-04, of: quiet, kind: shelling, by: south, from: wire, reports: [{reports}]}}"
        );
        differ(&case(&[quiet], &[], &[&event]), 9)
    };
    let (north, south) = (
        "{according-to: north, says: They fired.}",
        "{according-to: south, becomes: not done}",
    );
    assert_eq!(of(&format!("{north}, {south}")), ["[true, false]"]);
    assert!(of(&format!("{north}, {{according-to: south, becomes: done}}")).is_empty());
    assert!(
        of(&format!(
            "{north}, {{according-to: south, becomes: referred}}"
        ))
        .is_empty()
    );
}

#[test]
fn what_was_given_early_or_over_counts_against_what_is_owed_by_the_ratio() {
    let swap = "swap: {by: north, to: south, delivers: {people: 20}, tranches: {a: {when: day 4, delivers: {people: 10}}, b: {when: day 8, delivers: {people: 10}}}}";
    let back = "back: {by: south, to: north, delivers: {loads: 2 per people}, in-return-for: swap, after: each swap, when: within 2 days}";
    let short = |events: &[String]| {
        let events: Vec<&str> = events.iter().map(String::as_str).collect();
        let case = case(&[swap, back], &[], &events);
        let docket = docket(&case);
        let day = Monitor::at(&docket, None, 12);
        [&day.worst, &day.best].map(|day| exchanges(&day.clock)[0].short())
    };
    let gave = |id, day, part, people| {
        format!(
            "{id}: {{date: 2031-06-{day:02}, of: swap.{part}, delivered: {{people: {people}}}, from: wire}}"
        )
    };
    let answer = |id, day, loads: &str| {
        format!(
            "{id}: {{date: 2031-06-{day:02}, of: back, delivered: {{loads: {loads}}}, from: wire}}"
        )
    };
    let (one, two) = (gave("a", 4, "a", 10), gave("b", 8, "b", 10));
    // 40 on the day of the first ten: the second ten are answered too.
    let all_at_once = [one.clone(), two.clone(), answer("c", 4, "40")];
    assert_eq!(short(&all_at_once), [Some((0, 0)); 2]);
    // 20 before anything else was given.
    let early = [
        one.clone(),
        two.clone(),
        answer("c", 3, "20"),
        answer("d", 8, "20"),
    ];
    assert_eq!(short(&early), [Some((0, 0)); 2]);
    let less = [
        one.clone(),
        two.clone(),
        answer("c", 4, "20"),
        answer("d", 8, "18 to 20"),
    ];
    assert_eq!(short(&less), [Some((2_000_000, 2_000_000)), Some((0, 0))]);
    // Nothing is owed for what was not given.
    assert_eq!(
        short(&[one, answer("c", 4, "15")]),
        [Some((5_000_000, 5_000_000)); 2]
    );
    assert_eq!(short(&[answer("c", 4, "15")]), [None; 2]);
}

#[test]
fn each_extension_is_told_with_the_last_day_before_and_since() {
    let phases = [
        "phases:",
        "  truce:",
        "    when: day 1 to day 5",
        "    obligations:",
        "      quiet: {by: [north, south], must-not: Fire, when: while truce}",
        "powers:",
        "  longer: {by: south, extends: truce, for: 2 days}",
        "  grace: {by: south, extends: give, for: 3 days}",
    ];
    let give = "give: {by: north, to: south, delivers: {people: 10}, when: by day 4}";
    let events = [
        "a: {date: 2031-06-03, of: longer, becomes: used, by: south, from: wire}",
        "b: {date: 2031-06-04, of: grace, becomes: used, by: south, from: wire}",
        "c: {date: 2031-06-06, of: truce, becomes: extended, until: by day 12, by: south, from: wire}",
        "d: {date: 2031-06-07, of: give, becomes: extended, by: south, from: wire}",
    ];
    let case = case(&[give], &phases, &events);
    let docket = docket(&case);
    let told = |day| {
        let day = Monitor::at(&docket, None, day);
        let all = extended(&day.worst.clock);
        let line = |one: &Extended| {
            let what = case.label(NodeId::Clause(one.clause)).id.to_string();
            (what, one.day, one.from, one.to)
        };
        (
            all.iter().map(line).collect::<Vec<_>>(),
            part(&case, &day.worst, "give").window.due,
        )
    };
    let truce = |on, from, to| ("truce".to_owned(), on, Some(from), Some(to));
    let grace = |on, from, to| ("give".to_owned(), on, Some(from), Some(to));
    assert_eq!(told(2), (vec![], Some(4)));
    assert_eq!(told(5), (vec![truce(3, 5, 7), grace(4, 4, 7)], Some(7)));
    // One that says nothing of a day moves nothing, and is told.
    let all = vec![
        truce(3, 5, 7),
        truce(6, 7, 12),
        grace(4, 4, 7),
        grace(7, 7, 7),
    ];
    assert_eq!(told(9), (all, Some(7)));
}

#[test]
fn what_came_in_the_deal_and_outside_it_is_added_by_each_account() {
    let give = "give: {by: north, to: south, delivers: {people: 30}, when: by day 9}";
    let told = |events: &[&str]| {
        let case = case(&[give], &[], events);
        let docket = docket(&case);
        let seen = [View::Worst, View::Best].map(|view| {
            let facts = if view == View::Worst {
                &docket.worst
            } else {
                &docket.best
            };
            let all = together(&Clock::at(&docket, facts, 20));
            let whole = |(low, high): (Decimal, Decimal)| (low.to_string(), high.to_string());
            all.iter()
                .map(|sum| (whole(sum.inside), whole(sum.outside), whole(sum.all)))
                .collect::<Vec<_>>()
        });
        assert_eq!(seen[0], seen[1]);
        seen[0].clone()
    };
    let range = |low: &str, high: &str| (low.to_owned(), high.to_owned());
    let one = "a: {date: 2031-06-02, of: give, delivered: {people: 13}, outside: {guests: 11}, from: wire}";
    let moved = "b: {date: 2031-06-03, of: give, reports: [{from: wire, delivered: {people: 14}, outside: {guests: 3}}, {from: paper, delivered: {people: 13}, outside: {guests: 4}}]}";
    // One more in the deal is one less outside it: 13 and 11, and 17 by either account.
    assert_eq!(
        told(&[one, moved]),
        [(range("26", "27"), range("14", "15"), range("41", "41"))]
    );
    // One account has more of both.
    let more = "b: {date: 2031-06-03, of: give, reports: [{from: wire, delivered: {people: 14}, outside: {guests: 4}}, {from: paper, delivered: {people: 13}, outside: {guests: 3}}]}";
    assert_eq!(
        told(&[one, more]),
        [(range("26", "27"), range("14", "15"), range("40", "42"))]
    );
    // Nothing outside: nothing to add.
    assert!(
        told(&["a: {date: 2031-06-02, of: give, delivered: {people: 13}, from: wire}"]).is_empty()
    );
}

#[test]
fn about_so_many_takes_what_is_given_up_to_its_most() {
    let two = "a: {date: 2031-06-02, of: give, from: wire, reports: [{according-to: north, delivered: {people: 50}}, {according-to: south, delivered: {people: 37}}]}";
    let given = |give: &str, events: &[&str]| {
        let case = case(&[give], &[], events);
        let docket = docket(&case);
        let day = Monitor::at(&docket, None, 9);
        [&day.worst, &day.best].map(|day| {
            let filled = day
                .parts
                .iter()
                .map(|part| part.filled[0].given.0 / 1_000_000);
            filled.collect::<Vec<_>>()
        })
    };
    let about = "give: {by: north, to: south, delivers: {people: about 50}, when: by day 2}";
    assert_eq!(given(about, &[two]), [vec![37], vec![50]]);
    // Of two parts the least that keeps each comes first.
    let parts = "give: {by: north, to: south, delivers: {people: about 100}, tranches: {a: {when: day 2, delivers: {people: about 50}}, b: {when: day 4, delivers: {people: about 50}}}}";
    let event = "a: {date: 2031-06-02, of: give, delivered: {people: 92}, from: wire}";
    assert_eq!(given(parts, &[event]), [vec![55, 37], vec![47, 45]]);
    let strict = about.replace("when:", "if-over: does not, when:");
    let event = "a: {date: 2031-06-02, of: give, delivered: {people: 60}, from: wire}";
    // Where more does not count, 55 are the most.
    assert_eq!(given(&strict, &[event]), [vec![55], vec![55]]);
}

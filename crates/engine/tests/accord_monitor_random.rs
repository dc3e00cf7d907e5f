//! The answer for a day: of every prefix of the log, in whatever order its records stand, counted
//! one by one or at once, and with the sides swapped.

use std::fmt::Write as _;

use armistice_case::model::{Case, ClauseId, NodeId};
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::breach::breaches;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::lateness::{of_duty, unit_days};
use armistice_engine::accord::monitor::playback::Playback;
use armistice_engine::accord::monitor::standing::Day;
use armistice_engine::accord::monitor::{Monitor, quota, rounds, score};
use proptest::prelude::*;

/// One record of a random log.
#[derive(Clone, Debug)]
struct Entry {
    day: u8,
    what: u8,
    amount: u8,
    other: Option<u8>,
    /// So many entries before this one stands the record that it corrects.
    corrects: Option<usize>,
}

const DAYS: u8 = 24;
const KINDS: u8 = 24;

fn entry() -> impl Strategy<Value = Entry> {
    (
        1..=DAYS,
        0..KINDS,
        0..7_u8,
        proptest::option::weighted(0.3, 0..7_u8),
        proptest::option::weighted(0.2, 1..4_usize),
    )
        .prop_map(|(day, what, amount, other, corrects)| Entry {
            day,
            what,
            amount,
            other,
            corrects,
        })
}

/// The record as a line; its id is the position it was made at, wherever the line stands. A record
/// that another of these corrects is named by it where it stands among those that are kept.
fn line(at: usize, entry: &Entry, kept: &[(usize, &Entry)]) -> String {
    let amount = |quantity: &str| match entry.other {
        Some(other) => format!(
            "reports: [{{according-to: north, delivered: {{{quantity}: {}}}}}, {{according-to: south, delivered: {{{quantity}: {other}}}}}]",
            entry.amount
        ),
        None => format!("delivered: {{{quantity}: {}}}", entry.amount),
    };
    let body = match entry.what {
        0 => format!("of: give, {}", amount("boats")),
        1 => format!("of: give.second, {}", amount("boats")),
        2 => format!("of: answer, {}", amount("loads")),
        3 => format!("of: daily, {}", amount("crates")),
        4 => "of: leave, becomes: done".to_owned(),
        5 => "of: answer, becomes: suspended, by: south, quantity: {loads: 2 to 4}".to_owned(),
        6 => "of: answer, becomes: resumed, by: south".to_owned(),
        7 => format!("of: give, wrong: {{boats: {}}}", entry.amount),
        8 => format!("of: give, so-far: {{boats: {}}}", 2 * entry.amount),
        9 => "of: one, becomes: suspended".to_owned(),
        10 => "of: one, becomes: suspended, by: north, until: by day 18".to_owned(),
        11 => "of: one, becomes: resumed".to_owned(),
        12 => "becomes: suspended, by: [south]".to_owned(),
        13 => "becomes: resumed".to_owned(),
        14 => "of: pause, becomes: used, by: south".to_owned(),
        15 => "of: meet, becomes: done".to_owned(),
        16 => format!("of: feed, {}", amount("loads")),
        17 => format!("of: thank, {}", amount("cards")),
        18 => "of: calm, by: north, reports: [{according-to: north, becomes: not done}, {according-to: south, becomes: done}]".to_owned(),
        19 => "of: calm, kind: shelling".to_owned(),
        20 => "of: leave, becomes: ended".to_owned(),
        21 => "of: sign, becomes: done, by: north".to_owned(),
        22 => "of: more, becomes: used, by: north".to_owned(),
        _ => "of: leave, becomes: not done".to_owned(),
    };
    let earlier = entry.corrects.and_then(|back| at.checked_sub(back));
    let corrected = earlier.filter(|earlier| kept.iter().any(|(other, _)| other == earlier));
    let corrects = corrected.map_or_else(String::new, |earlier| format!(", corrects: e{earlier}"));
    format!(
        "  e{at}: {{date: 2031-06-{:02}, from: wire, {body}{corrects}}}\n",
        entry.day
    )
}

const TERMS: &str = "case: t
parties: {north: {name: North}, south: {name: South}}
quantities: {boats: {unit: boat}, loads: {unit: load}, crates: {unit: crate}, cards: {unit: card}}
sources: {wire: {outlet: Wire}}
agreement:
  status: in force
  from: wire
  calendar: {day-one: 2031-06-01}
  phases:
    one:
      when: day 1 to day 20
      obligations:
        give: {by: north, to: south, delivers: {boats: 12}, cure: 2 days, tranches: {first: {when: day 3, delivers: {boats: 5}}, second: {when: by day 10, delivers: {boats: 7}}}}
        answer: {by: south, to: north, in-return-for: give, delivers: {loads: 20}, after: give.first, when: by day 15}
        thank: {by: south, to: north, in-return-for: give, after: each give, delivers: {cards: unknown}, when: within 2 days}
        daily: {by: south, to: north, delivers: {crates: 4 per day}, when: while one, if-over: carries over}
        leave: {by: north, to: south, does: Leave the pier, after: answer, when: within 4 days, verified-by: south}
        calm: {by: [north, south], must-not: Fire across the water.}
        feed: {by: south, to: north, delivers: {loads: 6}, when: by day 9, unconditional: yes, if-suspended: shift}
        meet: {by: [north, south], jointly: yes, does: Meet on the pier, starts: by day 3, every: 5 days, if-suspended: freeze}
        sign: {by: [north, south], does: Sign the list, when: by day 8}
      powers:
        more: {by: [north, south], extends: leave, for: 2 days}
        pause: {by: south, suspends: daily, for: at most 3 days}
  amendments:
    later: {date: 2031-06-12, status: agreed, from: wire, changes: {give.second: {when: by day 14}}}
";

fn case(entries: &[(usize, &Entry)]) -> Case {
    let mut text = TERMS.to_owned();
    if !entries.is_empty() {
        text.push_str("events:\n");
    }
    for (at, entry) in entries {
        text.push_str(&line(*at, entry, entries));
    }
    read(text)
}

fn read(text: String) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

/// Everything said of a day, with ids in place of positions.
fn told(case: &Case, day: i64) -> String {
    let docket = Docket::of(case, None).expect("an agreement");
    told_by(case, &Monitor::at(&docket, None, day))
}

fn told_by(case: &Case, monitor: &Monitor<'_>) -> String {
    let mut out = String::new();
    for of in [&monitor.worst, &monitor.best] {
        told_of(case, of, &mut out);
    }
    out
}

fn told_of(case: &Case, of: &Day<'_>, out: &mut String) {
    for part in &of.parts {
        let record = part.record.map(|event| &case.events.label(event).id);
        let clause = case.label(NodeId::Clause(part.clause)).id;
        let _ = writeln!(
            out,
            "{clause} {:?} {:?} {:?} {:?} {} {:?} {:?} {record:?}",
            part.status, part.since, part.done, part.window, part.late, part.policies, part.filled
        );
    }
    let clock = &of.clock;
    for duty in clock.text.lens.terms.duties() {
        for score in quota::scores(clock, duty) {
            let _ = writeln!(out, "{score:?}");
        }
    }
    for exchange in rounds::exchanges(clock) {
        for point in exchange.days {
            let _ = writeln!(out, "{point:?}");
        }
    }
    for count in score::counts(of) {
        let _ = writeln!(
            out,
            "{count:?} {:?}",
            of_duty(of, count.duty, count.quantity)
        );
    }
    let _ = writeln!(
        out,
        "{:?} {:?}",
        score::levels(of),
        score::completion(of, None)
    );
    let _ = writeln!(out, "{:?}", score::kept(of));
    for breach in breaches(of) {
        let event = breach.event.map(|event| &case.events.label(event).id);
        let _ = writeln!(
            out,
            "{:?} {:?} {:?} {} {:?} {event:?}",
            breach.kind,
            breach.clause,
            breach.by,
            breach.day,
            breach.closed()
        );
    }
}

/// What was given, added up record by record as a clerk would.
fn by_hand(entries: &[Entry], until: u8, of: &[u8], least: bool) -> i64 {
    let counted = entries.iter().filter(|entry| entry.day <= until);
    let of_it = counted.filter(|entry| of.contains(&entry.what));
    of_it
        .map(|entry| {
            let other = entry.other.unwrap_or(entry.amount);
            let one = if least {
                entry.amount.min(other)
            } else {
                entry.amount.max(other)
            };
            i64::from(one)
        })
        .sum()
}

/// What is told of each of some days alone, and as a playback over them reaches it; the days given
/// out are kept while the playback goes on.
fn played(entries: &[Entry], days: &[i64]) -> Vec<(String, String)> {
    let all: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
    let case = case(&all);
    let docket = Docket::of(&case, None).expect("an agreement");
    let mut playback = Playback::of(&docket, None);
    let given: Vec<Monitor<'_>> = days.iter().map(|day| playback.to(*day)).collect();
    let alone = days.iter().map(|day| Monitor::at(&docket, None, *day));
    alone
        .zip(&given)
        .map(|(alone, reached)| (told_by(&case, &alone), told_by(&case, reached)))
        .collect()
}

/// What an answer counts for hangs on the day of what it answers, which a later record can move:
/// given, answered, taken back, given and answered again.
#[test]
fn an_answer_is_read_again_when_what_it_answers_moves() {
    let entry = |day, what, amount| Entry {
        day,
        what,
        amount,
        other: None,
        corrects: None,
    };
    let entries = [
        entry(2, 0, 5),
        entry(3, 17, 4),
        entry(4, 7, 3),
        entry(6, 0, 3),
        entry(7, 17, 4),
    ];
    let days: Vec<i64> = (0..10).collect();
    let told = played(&entries, &days);
    for (alone, reached) in &told {
        assert_eq!(alone, reached);
    }
    let thanks = |day: usize| told[day].0.lines().find(|line| line.starts_with("thank"));
    let done = |day: usize, on: &str| thanks(day).is_some_and(|line| line.contains(on));
    assert!(done(3, "Some(3)"), "{:?}", thanks(3));
    assert!(!done(5, "Some(3) Due"), "{:?}", thanks(5));
    assert!(done(7, "Some(7)"), "{:?}", thanks(7));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What comes later says nothing of an earlier day.
    #[test]
    fn a_prefix_gives_the_status_of_its_day(
        entries in prop::collection::vec(entry(), 0..14),
        day in 1..=DAYS,
    ) {
        let all: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
        let until: Vec<(usize, &Entry)> =
            all.iter().copied().filter(|(_, entry)| entry.day <= day).collect();
        let day = i64::from(day);
        prop_assert_eq!(told(&case(&all), day), told(&case(&until), day));
    }

    /// A day reached by way of others, in their order or not, is the day alone; and a day that was
    /// given out stays what it was while the playback goes on.
    #[test]
    fn each_day_of_a_playback_is_the_day_alone(
        entries in prop::collection::vec(entry(), 0..20),
        jumps in prop::collection::vec(1..=DAYS, 0..6),
    ) {
        let days = (0..=DAYS + 1).chain(jumps).map(i64::from).collect::<Vec<_>>();
        for (alone, reached) in played(&entries, &days) {
            prop_assert_eq!(alone, reached);
        }
    }

    /// Same-day records apply in the order of the terms, whatever their order in the file.
    #[test]
    fn the_order_of_the_file_has_no_say(
        entries in prop::collection::vec(entry(), 0..14),
        shuffled in any::<prop::sample::Index>(),
        day in 1..=DAYS,
    ) {
        let all: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
        let mut turned = all.clone();
        turned.reverse();
        if !turned.is_empty() {
            let by = shuffled.index(turned.len());
            turned.rotate_left(by);
        }
        let day = i64::from(day);
        prop_assert_eq!(told(&case(&all), day), told(&case(&turned), day));
    }

    /// Adding records one at a time comes to what scoring all at once comes to.
    #[test]
    fn one_by_one_equals_at_once(entries in prop::collection::vec(entry(), 1..10)) {
        // Records that take back, correct or tally are left to their own tests: a clerk's sum does not know the cap.
        let entries: Vec<Entry> = entries
            .into_iter()
            .filter(|entry| !matches!(entry.what, 7 | 8) && entry.corrects.is_none())
            .collect();
        let mut by_day = entries.clone();
        by_day.sort_by_key(|entry| entry.day);
        for until in 0..=by_day.len() {
            let so_far = &by_day[..until];
            let kept: Vec<(usize, &Entry)> = so_far.iter().enumerate().collect();
            let case = case(&kept);
            let Ok(docket) = Docket::of(&case, None) else { continue };
            let monitor = Monitor::at(&docket, None, i64::from(DAYS));
            for (of, least) in [(&monitor.worst, true), (&monitor.best, false)] {
                let counts = score::counts(of);
                let given = |id: &str| {
                    let Some(NodeId::Clause(ClauseId::Obligation(duty))) = case.node(id) else {
                        panic!("{id}");
                    };
                    counts.iter().filter(|c| c.duty == duty).map(|c| c.given.0).sum::<i64>() / 1_000_000
                };
                prop_assert_eq!(given("give"), by_hand(so_far, DAYS, &[0, 1], least));
                prop_assert_eq!(given("answer"), by_hand(so_far, DAYS, &[2], least));
            }
        }
    }

    /// Swapping the names of the sides swaps nothing but the names.
    #[test]
    fn swapped_names_change_nothing_else(
        entries in prop::collection::vec(entry(), 0..12),
        day in 1..=DAYS,
    ) {
        let all: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
        let mut text = TERMS.to_owned();
        if !entries.is_empty() {
            text.push_str("events:\n");
        }
        for (at, entry) in entries.iter().enumerate() {
            text.push_str(&line(at, entry, &all));
        }
        let swapped = text.replace("north", "#").replace("south", "north").replace('#', "south");
        let day = i64::from(day);
        prop_assert_eq!(told(&read(text), day), told(&read(swapped), day));
    }

    /// Curves against units told apart one by one.
    #[test]
    fn unit_days_are_those_of_single_units(
        due in prop::collection::vec((1..30_i64, 1..5_i64), 0..6),
        done in prop::collection::vec((1..30_i64, 1..5_i64), 0..6),
        day in 1..35_i64,
    ) {
        let sorted = |mut steps: Vec<(i64, i64)>| { steps.sort_unstable(); steps };
        let (due, done) = (sorted(due), sorted(done.into_iter().filter(|(on, _)| *on <= day).collect()));
        let single = |steps: &[(i64, i64)]| -> Vec<i64> {
            steps.iter().flat_map(|(on, n)| (0..*n).map(|_| *on)).collect()
        };
        let (units_due, units_done) = (single(&due), single(&done));
        let (mut ahead, mut behind) = (0, 0);
        for (at, due) in units_due.iter().enumerate() {
            match units_done.get(at) {
                Some(done) => {
                    ahead += (due - done).max(0);
                    behind += (done - due).max(0);
                }
                None => behind += (day - due).max(0),
            }
        }
        // The area up to the day: what is done beyond what is due, day by day.
        let by = |units: &[i64], on: i64| i64::try_from(units.iter().filter(|d| **d <= on).count()).expect("few");
        let wanted = i64::try_from(units_due.len()).expect("few");
        let area: i64 = (1..=day)
            .map(|on| (by(&units_done, on).min(wanted) - by(&units_due, on)).max(0))
            .sum();
        let found = unit_days(&due, &done, day);
        prop_assert_eq!(found.ahead, i128::from(ahead));
        prop_assert_eq!(found.behind, i128::from(behind));
        prop_assert_eq!(found.ahead_so_far, i128::from(area));
    }
}

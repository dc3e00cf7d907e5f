//! The answer for a day: of every prefix of the log, in whatever order its records stand, counted
//! one by one or at once, and with the sides swapped.

use std::fmt::Write as _;

use armistice_case::model::{Case, ClauseId, NodeId};
use armistice_case::{Input, load};
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::lateness::unit_days;
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
}

const DAYS: u8 = 24;

fn entry() -> impl Strategy<Value = Entry> {
    (
        1..=DAYS,
        0..9_u8,
        0..7_u8,
        proptest::option::weighted(0.3, 0..7_u8),
    )
        .prop_map(|(day, what, amount, other)| Entry {
            day,
            what,
            amount,
            other,
        })
}

/// The record as a line; its id is the position it was made at, wherever the line stands.
fn line(at: usize, entry: &Entry) -> String {
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
        _ => "of: leave, becomes: not done".to_owned(),
    };
    format!(
        "  e{at}: {{date: 2031-06-{:02}, from: wire, {body}}}\n",
        entry.day
    )
}

const TERMS: &str = "case: t
parties: {north: {name: North}, south: {name: South}}
quantities: {boats: {unit: boat}, loads: {unit: load}, crates: {unit: crate}}
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
        daily: {by: south, to: north, delivers: {crates: 4 per day}, when: while one, if-over: carries over}
        leave: {by: north, to: south, does: Leave the pier, after: answer, when: within 4 days, verified-by: south}
";

fn case(entries: &[(usize, &Entry)]) -> Case {
    let mut text = TERMS.to_owned();
    if !entries.is_empty() {
        text.push_str("events:\n");
    }
    for (at, entry) in entries {
        text.push_str(&line(*at, entry));
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
    let monitor = Monitor::at(&docket, None, day);
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
            "{clause} {:?} {:?} {:?} {:?} {} {:?} {record:?}",
            part.status, part.since, part.done, part.window, part.late, part.filled
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
    let _ = writeln!(out, "{:?}", score::levels(of));
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
        // Records that take back are left to their own tests: a clerk's sum does not know the cap.
        let entries: Vec<Entry> = entries.into_iter().filter(|e| e.what != 7).collect();
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
        let mut text = TERMS.to_owned();
        if !entries.is_empty() {
            text.push_str("events:\n");
        }
        for (at, entry) in entries.iter().enumerate() {
            text.push_str(&line(at, entry));
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

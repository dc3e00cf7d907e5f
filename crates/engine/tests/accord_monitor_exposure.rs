//! Live exposure and walk-away gain: known answers, against the planned schedule where the log is
//! the plan, against every combination of accounts and values, and with the sides swapped.

use std::fmt::Write as _;

use armistice_case::model::{ActorId, Case, ClauseId, NodeId, ObligationId};
use armistice_case::{Input, load};
use armistice_engine::accord::check::valued::valued;
use armistice_engine::accord::exchange::gain::curves;
use armistice_engine::accord::exchange::robust::bond_ranges;
use armistice_engine::accord::monitor::Monitor;
use armistice_engine::accord::monitor::docket::Docket;
use armistice_engine::accord::monitor::exposure::{
    Beyond, Exposure, Missing, Range, Side, Standing, exposure,
};
use armistice_engine::accord::verify::lens;
use proptest::prelude::*;

const ONE: i64 = 1_000_000;

fn read(text: String) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.clone().into_bytes(),
    }]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{text}\n{:?}", loaded.diagnostics))
}

fn actor(case: &Case, id: &str) -> ActorId {
    match case.node(id) {
        Some(NodeId::Actor(actor)) => actor,
        other => panic!("{id}: {other:?}"),
    }
}

fn duty(case: &Case, id: &str) -> ObligationId {
    match case.node(id) {
        Some(NodeId::Clause(ClauseId::Obligation(duty))) => duty,
        other => panic!("{id}: {other:?}"),
    }
}

/// The exposure of a case on a day.
fn on(case: &Case, day: i64) -> Exposure {
    let docket = Docket::of(case, None).expect("an agreement");
    exposure(&Monitor::at(&docket, None, day))
}

fn side<'a>(case: &Case, found: &'a Exposure, id: &str) -> &'a Side {
    let at = found.side(actor(case, id)).expect("a side");
    &found.sides[at]
}

fn exact(n: i64) -> Option<Range> {
    Some((n, n))
}

/// An exchange of two sides: tranches of boats on their days, answered by nets, two for one.
struct Swap<'a> {
    /// Day and number of boats.
    steps: &'a [(i64, u64)],
    /// Cost of a boat, worth of a boat, cost of a net, worth of a net, as written.
    values: [String; 4],
    guarantees: &'a str,
    also: &'a str,
    events: String,
}

impl Swap<'_> {
    fn text(&self) -> String {
        let [boat_cost, boat_worth, net_cost, net_worth] = &self.values;
        let boats: u64 = self.steps.iter().map(|(_, n)| n).sum();
        let mut tranches = String::new();
        for (at, (day, n)) in self.steps.iter().enumerate() {
            let _ = write!(
                tranches,
                "s{at}: {{when: day {day}, delivers: {{boats: {n}}}}}, "
            );
        }
        format!(
            "case: t
parties: {{north: {{name: North}}, south: {{name: South}}}}
mediators: {{bank: {{name: Bank, role: guarantor}}}}
quantities: {{boats: {{unit: boat}}, nets: {{unit: net}}, loads: {{unit: load}}}}
sources: {{wire: {{outlet: Wire}}}}
assumptions:
  of-north: {{values-of: north, because: give, cost: {{boats: {boat_cost}}}, worth: {{nets: {net_worth}}}}}
  of-south: {{values-of: south, because: answer, cost: {{nets: {net_cost}}}, worth: {{boats: {boat_worth}}}}}
agreement:
  status: in force
  from: wire
  calendar: {{day-one: 2031-06-01}}
  guarantees: {{{}}}
  obligations:
    aid: {{by: south, to: north, delivers: {{loads: 9}}, when: by day 9, unconditional: yes}}
    {}
  phases:
    one:
      when: day 1 to day 40
      obligations:
        give: {{by: north, to: south, delivers: {{boats: {boats}}}, tranches: {{{tranches}}}}}
        answer: {{by: south, to: north, in-return-for: give, delivers: {{nets: 2 per boats}}, after: each give, when: within 2 days}}
events:
  start: {{date: 2031-06-01, of: one, becomes: started, from: wire}}
{}",
            self.guarantees, self.also, self.events
        )
    }
}

fn values(numbers: [&str; 4]) -> [String; 4] {
    numbers.map(str::to_owned)
}

fn event(at: usize, day: i64, of: &str, amount: &str) -> String {
    format!(
        "  e{at:03}: {{date: 2031-06-{day:02}, of: {of}, delivered: {{{amount}}}, from: wire}}\n"
    )
}

/// Equal instalments: whoever answers needs a bond of its cost by the number of rounds, and whoever
/// moves first none (research on safe exchange: c / k; v = 10, c = 5, k = 4 is 1.25).
#[test]
fn equal_rounds_need_the_cost_by_the_number_of_rounds() {
    let steps = [(3, 1), (6, 1), (9, 1), (12, 1)];
    let events = steps.iter().enumerate().map(|(at, (day, _))| {
        event(2 * at, *day, "give", "boats: 1") + &event(2 * at + 1, day + 1, "answer", "nets: 2")
    });
    let swap = Swap {
        steps: &steps,
        values: values(["1.25", "2.5", "0.625", "1.25"]),
        guarantees: "bond: {by: bank, pledges: Pay, backs: [answer], against: south, kind: forfeit, amount: {nets: 2}}",
        also: "",
        events: events.collect(),
    };
    let case = read(swap.text());
    let found = on(&case, 13);
    assert_eq!(found.points.len(), 8);
    for (at, point) in found.points.iter().enumerate() {
        let [north, south] = [point.standings[0], point.standings[1]];
        assert_eq!(north.walk_away, exact(0));
        let after_a_boat = at % 2 == 0;
        let wanted = if after_a_boat && at == 6 {
            1_250_000
        } else {
            0
        };
        // Before the last round what is still to come holds the one who answers.
        assert_eq!(south.walk_away, exact(wanted), "after step {at}");
        // The bond of two nets is exactly the cost of the last round: it holds.
        assert_eq!(south.beyond, Beyond::No);
    }
    let south = side(&case, &found, "south");
    assert_eq!(south.bond, exact(1_250_000));
    assert!(south.unmeasured.is_empty() && south.missing.is_empty());
}

/// A side with nothing pledged against it, one whose pledge is too small, and one without a measure.
#[test]
fn a_gain_is_held_against_the_forfeits_alone() {
    let stands = |guarantees: &str| -> (Standing, Option<Range>, usize) {
        let swap = Swap {
            steps: &[(3, 2), (4, 1)],
            values: values(["1", "4 to 6", "2 to 3", "5"]),
            guarantees,
            also: "",
            events: event(0, 3, "give", "boats: 3"),
        };
        let case = read(swap.text());
        let found = on(&case, 4);
        let south = side(&case, &found, "south");
        assert_eq!(south.now.walk_away, Some((12 * ONE, 18 * ONE)));
        assert_eq!(side(&case, &found, "north").now.exposure, exact(3 * ONE));
        (south.now, south.bond, south.unmeasured.len())
    };
    let guarantee = |kind: &str, amount: &str| {
        format!("bond: {{by: bank, pledges: Pay, backs: [answer], against: south{kind}{amount}}}")
    };
    let nothing = stands("");
    assert_eq!((nothing.0.beyond, nothing.1), (Beyond::Surely, None));
    // A compensation insures the other side and holds nobody.
    let paid = stands(&guarantee(", kind: compensation", ", amount: {nets: 9}"));
    assert_eq!((paid.0.beyond, paid.1), (Beyond::Surely, None));
    // One net less than what is still owed: too small whatever a net costs, for it is the same net.
    let small = stands(&guarantee(", kind: forfeit", ", amount: {nets: 5}"));
    assert_eq!(
        (small.0.beyond, small.1),
        (Beyond::Surely, Some((10 * ONE, 15 * ONE)))
    );
    let enough = stands(&guarantee(", kind: forfeit", ", amount: {nets: 6}"));
    assert_eq!(enough.0.beyond, Beyond::No);
    let vague = stands(&guarantee(", kind: forfeit", ""));
    assert_eq!((vague.0.beyond, vague.2), (Beyond::Surely, 1));
}

/// What is not assumed is named, and counts stay.
#[test]
fn without_values_there_are_counts_and_what_is_missing() {
    let swap = Swap {
        steps: &[(3, 2), (4, 1)],
        values: values(["unknown", "5", "2", "5"]),
        guarantees: "",
        also: "daily: {by: south, to: north, delivers: {loads: 4 per day}, when: day 1 to day 9}",
        events: event(0, 3, "give", "boats: 2")
            + &event(1, 4, "aid", "loads: 9")
            + &event(2, 5, "daily", "loads: 3"),
    };
    let case = read(swap.text());
    let found = on(&case, 6);
    let (north, south) = (side(&case, &found, "north"), side(&case, &found, "south"));
    let quantity = |id: &str| match case.node(id) {
        Some(NodeId::Quantity(quantity)) => quantity,
        other => panic!("{other:?}"),
    };
    assert_eq!(north.now, Standing::default());
    assert_eq!(south.now, Standing::default());
    assert!(north.missing.contains(&Missing::Cost(quantity("boats"))));
    assert!(south.missing.contains(&Missing::Cost(quantity("loads"))));
    let daily =
        |missing: &Missing| matches!(missing, Missing::Number(_, q) if *q == quantity("loads"));
    assert!(south.missing.iter().any(daily));
    let told: Vec<String> = found
        .lines
        .iter()
        .map(|line| {
            let id = &case.quantities.label(line.quantity).id;
            let promised = line
                .promised
                .map(|(low, high)| (low / 1_000_000, high / 1_000_000));
            format!("{id} {:?} of {promised:?}", line.given.0 / ONE)
        })
        .collect();
    // The aid is owed whatever happens and is no line.
    assert_eq!(
        told,
        [
            "loads 3 of None",
            "boats 2 of Some((3, 3))",
            "nets 0 of Some((6, 6))"
        ]
    );
    assert!(found.points.is_empty());
}

/// A promise without a number leaves exposure and takes away the gain from leaving.
#[test]
fn without_a_number_in_all_there_is_exposure_and_no_gain() {
    let swap = Swap {
        steps: &[(3, 2), (4, 1)],
        values: values(["1", "5", "2", "5"]),
        guarantees: "",
        also: "daily: {by: north, to: south, delivers: {boats: 1 per day}, when: day 1 to day 9}",
        events: event(0, 3, "daily", "boats: 2"),
    };
    let case = read(swap.text());
    let found = on(&case, 6);
    let north = side(&case, &found, "north");
    assert_eq!(north.now.exposure, exact(2 * ONE));
    assert_eq!(north.now.walk_away, None);
    assert!(matches!(north.missing[..], [Missing::Number(..)]));
}

/// More than was promised is given and gone: it leaves nothing over that would still be to give.
#[test]
fn what_is_over_is_spent_and_takes_nothing_off_the_rest() {
    let swap = Swap {
        steps: &[(3, 2), (4, 1)],
        values: values(["2", "5", "1", "1"]),
        guarantees: "",
        also: "",
        events: event(0, 3, "give", "boats: 5"),
    };
    let case = read(swap.text());
    let found = on(&case, 4);
    let north = side(&case, &found, "north");
    assert_eq!(north.now.exposure, exact(10 * ONE));
    assert_eq!(north.now.walk_away, exact(0));
    assert_eq!(side(&case, &found, "south").now.walk_away, exact(6 * ONE));
}

fn steps() -> impl Strategy<Value = Vec<(i64, u64)>> {
    prop::collection::btree_map(1..20_i64, 1..5_u64, 2..5)
        .prop_map(|steps| steps.into_iter().collect())
}

/// Two limits as written.
fn written((low, high): (i64, i64)) -> String {
    if low == high {
        low.to_string()
    } else {
        format!("{low} to {high}")
    }
}

fn limits() -> impl Strategy<Value = [(i64, i64); 4]> {
    prop::array::uniform4((0..6_i64, 0..4_i64).prop_map(|(low, more)| (low, low + more)))
}

/// A record: on which day, of what, how much, and how much by another account.
#[derive(Clone, Debug)]
struct Record {
    day: i64,
    boats: bool,
    amount: i64,
    other: Option<i64>,
}

fn record() -> impl Strategy<Value = Record> {
    (
        1..24_i64,
        any::<bool>(),
        0..7_i64,
        proptest::option::weighted(0.4, 0..7_i64),
    )
        .prop_map(|(day, boats, amount, other)| Record {
            day,
            boats,
            amount,
            other,
        })
}

fn told(records: &[Record]) -> String {
    records
        .iter()
        .enumerate()
        .map(|(at, record)| {
            let (of, what) = if record.boats { ("give", "boats") } else { ("answer", "nets") };
            let amount = format!("{what}: {}", record.amount);
            match record.other {
                None => event(at, record.day, of, &amount),
                Some(other) => format!(
                    "  e{at:03}: {{date: 2031-06-{:02}, of: {of}, reports: [{{according-to: north, from: wire, delivered: {{{amount}}}}}, {{according-to: south, from: wire, delivered: {{{what}: {other}}}}}]}}\n",
                    record.day
                ),
            }
        })
        .collect()
}

/// Both sides after the records, with one value each and one account of each record: exposure,
/// walk-away gain, and whether that is more than the forfeit of so many nets.
fn by_hand(
    boats: i64,
    records: &[(bool, i64)],
    [boat_cost, boat_worth, net_cost, net_worth]: [i64; 4],
    forfeit: i64,
) -> [(i64, i64, bool); 2] {
    let given = |of: bool| -> i64 {
        let of = records.iter().filter(|(boats, _)| *boats == of);
        of.map(|(_, n)| n).sum()
    };
    let (gave, answered) = (given(true), given(false));
    let (left, owed) = ((boats - gave).max(0), (2 * boats - answered).max(0));
    let side = |cost: i64, own: i64, own_left: i64, worth: i64, got: i64, to_come: i64, bond| {
        let leaving = (cost * own_left - worth * to_come).max(0);
        ((cost * own - worth * got).max(0), leaving, leaving > bond)
    };
    [
        side(boat_cost, gave, left, net_worth, answered, owed, 0),
        side(
            net_cost,
            answered,
            owed,
            boat_worth,
            gave,
            left,
            net_cost * forfeit,
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Where the log is the plan, the live numbers are those of the plan, step by step.
    #[test]
    fn where_the_log_is_the_plan_live_numbers_are_the_planned_ones(
        steps in steps(),
        limits in limits(),
    ) {
        let swap = |events: String| Swap {
            steps: &steps,
            values: limits.map(written),
            guarantees: "",
            also: "",
            events,
        };
        let planned = read(swap(String::new()).text());
        let planned_lens = lens(&planned, None).expect("an agreement");
        let valued = valued(&planned_lens).expect("values");
        // Moments are half days: answers come in the second half.
        let log = valued.deliveries.iter().zip(&valued.clauses).enumerate().map(|(at, (delivery, clause))| {
            let id = &planned.label(NodeId::Clause(*clause)).id;
            let n = planned_lens.parts.all.iter()
                .filter(|part| part.clause == *clause)
                .map(|part| part.counts[0].1)
                .next()
                .expect("a part");
            let (of, what, n) = if delivery.giver == 0 {
                (id.to_string(), "boats", n)
            } else {
                let (base, _) = valued.deliveries[..at].iter().zip(&valued.clauses)
                    .filter(|(earlier, _)| earlier.giver == 0)
                    .nth(valued.deliveries[..at].iter().filter(|d| d.giver == 1).count())
                    .map(|(_, clause)| (clause, ()))
                    .expect("what it answers");
                let boats = planned_lens.parts.all.iter().find(|part| part.clause == *base).expect("a part").counts[0].1;
                ("answer".to_owned(), "nets", 2 * boats)
            };
            event(at, delivery.moment / 2, &of, &format!("{what}: {n}"))
        }).collect::<String>();
        let case = read(swap(log).text());
        let found = on(&case, 40);
        // One value at a time, the interval holds the middle and its ends are the corners' bonds.
        let middle = curves(&valued.schedule());
        let mut at_moment: Vec<(i64, usize)> = Vec::new();
        for (step, delivery) in valued.deliveries.iter().enumerate() {
            match at_moment.last_mut().filter(|(moment, _)| *moment == delivery.moment) {
                Some((_, last)) => *last = step,
                None => at_moment.push((delivery.moment, step)),
            }
        }
        prop_assert_eq!(found.points.len(), at_moment.len());
        let point_values = limits.iter().all(|(low, high)| low == high);
        for (point, (moment, step)) in found.points.iter().zip(&at_moment) {
            prop_assert_eq!(point.day, moment / 2);
            for (now, planned) in point.standings.iter().zip(&middle.rows[step + 1]) {
                let holds = |range: Option<Range>, n: i64| {
                    range.is_some_and(|(low, high)| low <= n && n <= high && (!point_values || low == high))
                };
                prop_assert!(holds(now.exposure, planned.exposure), "{:?} {:?}", now, planned);
                prop_assert!(holds(now.walk_away, planned.walk_away), "{:?} {:?}", now, planned);
            }
        }
        let steps: Vec<Vec<usize>> = at_moment.iter().scan(0, |from, (_, last)| {
            let step = (*from..=*last).collect();
            *from = last + 1;
            Some(step)
        }).collect();
        for range in bond_ranges(2, &valued.deliveries, &steps) {
            let peak = |pick: fn(Range) -> i64| found.points.iter()
                .filter_map(|point| point.standings[range.party].walk_away.map(pick))
                .max()
                .unwrap_or(0);
            let start = on(&case, 0).sides[range.party].now.walk_away.expect("values");
            prop_assert_eq!(peak(|(low, _)| low).max(start.0), range.least);
            prop_assert_eq!(peak(|(_, high)| high).max(start.1), range.most);
        }
    }

    /// Against every combination of accounts and of ends of the values.
    #[test]
    fn intervals_are_those_over_every_account_and_value(
        steps in steps(),
        limits in limits(),
        records in prop::collection::vec(record(), 0..5),
        forfeit in 0..6_i64,
    ) {
        let bond = format!(
            "bond: {{by: bank, pledges: Pay, backs: [answer], against: south, kind: forfeit, amount: {{nets: {forfeit}}}}}"
        );
        let swap = Swap {
            steps: &steps,
            values: limits.map(written),
            guarantees: &bond,
            also: "",
            events: told(&records),
        };
        let case = read(swap.text());
        let found = on(&case, 30);
        let boats: u64 = steps.iter().map(|(_, n)| n).sum();
        let boats = i64::try_from(boats).expect("few");
        let docket = Docket::of(&case, None).expect("an agreement");
        let ranks = (docket.rank(duty(&case, "give")), docket.rank(duty(&case, "answer")));
        // Every moment of the log, and the end.
        let mut moments: Vec<(i64, bool)> = records.iter().map(|r| (r.day, !r.boats)).collect();
        moments.sort_unstable();
        for (day, answers) in moments {
            let so_far: Vec<&Record> = records.iter().filter(|r| (r.day, !r.boats) <= (day, answers)).collect();
            let Some(standings) = found.at(day, if answers { ranks.1 } else { ranks.0 }) else {
                let moved = so_far.iter().any(|r| r.amount.max(r.other.unwrap_or(0)) > 0);
                prop_assert!(!moved);
                continue;
            };
            let mut all: Vec<[(i64, i64, bool); 2]> = Vec::new();
            for accounts in 0..1_u32 << so_far.len() {
                let told: Vec<(bool, i64)> = so_far.iter().enumerate().map(|(at, record)| {
                    let amount = if accounts >> at & 1 == 1 { record.other.unwrap_or(record.amount) } else { record.amount };
                    (record.boats, amount)
                }).collect();
                for corner in 0..16_u32 {
                    let mut values = [0; 4];
                    for (at, (low, high)) in limits.iter().enumerate() {
                        values[at] = if corner >> at & 1 == 1 { *high } else { *low };
                    }
                    all.push(by_hand(boats, &told, values, forfeit));
                }
            }
            for (side, now) in standings.iter().enumerate() {
                let over = |pick: fn(&(i64, i64, bool)) -> i64| {
                    let of = || all.iter().map(|sides| pick(&sides[side]));
                    Some((of().min().unwrap_or(0) * ONE, of().max().unwrap_or(0) * ONE))
                };
                prop_assert_eq!(now.exposure, over(|of| of.0), "exposure of {} on {}", side, day);
                prop_assert_eq!(now.walk_away, over(|of| of.1), "gain of {} on {}", side, day);
                let beyond = all.iter().filter(|sides| sides[side].2).count();
                let wanted = match beyond {
                    0 => Beyond::No,
                    n if n == all.len() => Beyond::Surely,
                    _ => Beyond::Possibly,
                };
                prop_assert_eq!(now.beyond, wanted, "bond of {} on {}", side, day);
            }
        }
    }

    /// Swapping the names of the sides swaps nothing but the names; what comes later says nothing
    /// of an earlier day.
    #[test]
    fn swapped_names_and_later_records_change_nothing_else(
        steps in steps(),
        limits in limits(),
        records in prop::collection::vec(record(), 0..6),
        day in 1..24_i64,
    ) {
        let text = |records: &[Record]| Swap {
            steps: &steps,
            values: limits.map(written),
            guarantees: "",
            also: "",
            events: told(records),
        }.text();
        let swapped = text(&records).replace("north", "#").replace("south", "north").replace('#', "south");
        let (case, other) = (read(text(&records)), read(swapped));
        let (found, turned) = (on(&case, day), on(&other, day));
        prop_assert_eq!(&found.points, &turned.points);
        prop_assert_eq!(&found.lines, &turned.lines);
        for (id, swapped) in [("north", "south"), ("south", "north")] {
            prop_assert_eq!(side(&case, &found, id).now, side(&other, &turned, swapped).now);
        }
        let until: Vec<Record> = records.iter().filter(|record| record.day <= day).cloned().collect();
        prop_assert_eq!(on(&read(text(&until)), day), on(&case, day));
    }
}

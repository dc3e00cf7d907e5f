//! Safe exchange against known answers and against trying all orders on small random instances.
//! Values of the known answers are in tenths where the original has a decimal.

use armistice_engine::accord::exchange::bond::{bonds, pairs};
use armistice_engine::accord::exchange::delay::best_defection;
use armistice_engine::accord::exchange::delivery::{Delivery, Schedule};
use armistice_engine::accord::exchange::gain::{curves, recoverable_curves};
use armistice_engine::accord::exchange::guarantor::{Backing, Holds, Pledge, cover};
use armistice_engine::accord::exchange::ratio::{Ratio, ratio};
use armistice_engine::accord::exchange::robust::{Uncertain, Value, bond_ranges, taken_back};
use armistice_engine::accord::exchange::shape::shape;
use armistice_engine::accord::plan::front::{Measure, front};
use armistice_engine::accord::plan::greedy::{Good, best_dependent_order, best_order, needed};
use armistice_engine::accord::plan::mend::{Mend, mends};
use armistice_engine::accord::plan::problem::{Kind, Plan, Problem};
use armistice_engine::accord::plan::rounds::{best_rounds, equal_rounds};
use armistice_engine::accord::plan::search::{Objective, search};
use armistice_engine::run::Quiet;
use proptest::prelude::*;

/// Name, goods (cost, worth), least defection cost, what the worst order needs.
type Pay = (&'static str, &'static [(i64, i64)], i64, i64);
const PAYMENTS: &[Pay] = &[
    ("A1", &[(4, 6)], 4, 4),
    ("A3", &[(5, 9), (5, 4), (1, 2)], 4, 6),
    ("A5", &[(10, 12), (10, 12), (10, 12)], 10, 10),
    (
        "A_rnd0",
        &[(7, 5), (10, 0), (8, 14), (7, 11), (4, 11), (11, 4), (2, 13)],
        2,
        27,
    ),
    (
        "A_rnd2",
        &[(4, 8), (4, 15), (4, 8), (2, 2), (4, 13), (1, 5), (8, 9)],
        1,
        8,
    ),
    (
        "A_rnd4",
        &[(2, 9), (1, 12), (5, 6), (5, 6), (12, 13), (11, 3)],
        1,
        20,
    ),
    (
        "A_rnd6",
        &[(4, 3), (9, 15), (8, 14), (3, 4), (2, 4), (6, 12), (9, 15)],
        3,
        10,
    ),
    ("A_rnd8", &[(5, 0), (10, 5)], 10, 15),
    (
        "A_rnd10",
        &[(10, 14), (1, 14), (8, 8), (5, 9), (5, 12), (12, 15), (5, 6)],
        1,
        12,
    ),
    ("A_rnd12", &[(1, 4), (1, 10), (11, 2), (0, 7)], 0, 11),
];

/// Name, deliveries of either side (cost, worth to the other), undominated bonds, least total,
/// least largest. All in tenths.
type Barter = (
    &'static str,
    &'static [(i64, i64)],
    &'static [(i64, i64)],
    &'static [(i64, i64)],
    i64,
    i64,
);
const BARTERS: &[Barter] = &[
    (
        "B1_single_swap",
        &[(40, 100)],
        &[(50, 90)],
        &[(0, 50), (40, 0)],
        40,
        40,
    ),
    (
        "B3_uneven_halves",
        &[(30, 75), (10, 25)],
        &[(35, 63), (15, 27)],
        &[(0, 25), (3, 15), (10, 10), (13, 0)],
        13,
        10,
    ),
    (
        "B5_three_partition_yes",
        &[
            (200, 200),
            (250, 250),
            (300, 300),
            (220, 220),
            (270, 270),
            (260, 260),
        ],
        &[(750, 750), (750, 750)],
        &[
            (0, 750),
            (200, 550),
            (220, 530),
            (250, 500),
            (260, 490),
            (270, 480),
            (300, 450),
            (450, 300),
            (480, 270),
            (490, 260),
            (500, 250),
            (530, 220),
            (550, 200),
            (750, 0),
        ],
        750,
        450,
    ),
    (
        "B7_irreversible_first",
        &[(10, 80), (60, 80)],
        &[(20, 50), (70, 90)],
        &[(0, 20), (10, 0)],
        10,
        10,
    ),
    (
        "B_rnd1",
        &[(90, 50), (90, 90), (40, 40), (10, 60)],
        &[(90, 90), (0, 100)],
        &[(40, 0)],
        40,
        40,
    ),
    (
        "B_rnd3",
        &[(0, 50), (80, 20), (30, 10), (30, 140)],
        &[(80, 80)],
        &[(60, 0)],
        60,
        60,
    ),
    (
        "B_rnd5",
        &[(50, 20), (90, 120), (90, 50)],
        &[(80, 130), (20, 50), (50, 80), (40, 110)],
        &[(0, 40), (40, 20), (90, 0)],
        40,
        40,
    ),
    (
        "B_rnd7",
        &[(0, 10), (10, 60), (70, 50)],
        &[(50, 100), (80, 10)],
        &[(0, 40), (10, 10)],
        20,
        10,
    ),
    (
        "B_rnd9",
        &[(80, 30), (30, 80), (20, 140), (50, 10)],
        &[(20, 100), (10, 120), (20, 120)],
        &[(0, 10), (20, 0)],
        10,
        10,
    ),
    (
        "B_rnd11",
        &[(70, 130), (80, 30), (90, 50), (70, 50)],
        &[(60, 70), (80, 90), (30, 70)],
        &[(80, 0)],
        80,
        80,
    ),
    (
        "B_rnd13",
        &[(30, 50), (0, 70), (50, 110)],
        &[(30, 90), (0, 30)],
        &[(0, 0)],
        0,
        0,
    ),
];

/// Worth, cost, rounds, bond with equal rounds, bond with best rounds, best sizes.
type Instalment = (i64, i64, u32, f64, f64, &'static [f64]);
const INSTALMENTS: &[Instalment] = &[
    (10, 5, 1, 5.0, 5.0, &[1.0]),
    (
        10,
        5,
        3,
        1.666666667,
        0.714285714,
        &[0.571428571, 0.285714286, 0.142857143],
    ),
    (
        10,
        5,
        6,
        0.833333333,
        0.079365079,
        &[
            0.507936508,
            0.253968254,
            0.126984127,
            0.063492063,
            0.031746032,
            0.015873016,
        ],
    ),
    (10, 8, 1, 8.0, 8.0, &[1.0]),
    (
        10,
        8,
        3,
        2.666666667,
        2.098360656,
        &[0.409836066, 0.327868852, 0.262295082],
    ),
    (
        10,
        8,
        6,
        1.333333333,
        0.710555989,
        &[
            0.271055599,
            0.216844479,
            0.173475583,
            0.138780467,
            0.111024373,
            0.088819499,
        ],
    ),
    (12, 3, 1, 3.0, 3.0, &[1.0]),
    (
        12,
        3,
        3,
        1.0,
        0.142857143,
        &[0.761904762, 0.19047619, 0.047619048],
    ),
    (
        12,
        3,
        6,
        0.5,
        0.002197802,
        &[
            0.75018315,
            0.187545788,
            0.046886447,
            0.011721612,
            0.002930403,
            0.000732601,
        ],
    ),
    (100, 99, 1, 99.0, 99.0, &[1.0]),
    (
        100,
        99,
        3,
        33.0,
        32.668900037,
        &[0.336689, 0.33332211, 0.329988889],
    ),
    (
        100,
        99,
        6,
        16.5,
        16.088218609,
        &[
            0.170882186,
            0.169173364,
            0.167481631,
            0.165806814,
            0.164148746,
            0.162507259,
        ],
    ),
];

/// Counts that change hands in one round, and who is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Round {
    /// Delivered by the first mover.
    first: u64,
    /// Delivered by the second mover in return.
    second: u64,
}

/// The ratios in the middle of a round, when the first mover has given and the second has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RoundRatios {
    /// For the first mover.
    first: Ratio,
    /// For the second mover, which must still answer.
    second: Ratio,
}

/// The ratios of both sides in the middle of every round. None when a side gives nothing in all.
fn round_ratios(rounds: &[Round]) -> Option<Vec<RoundRatios>> {
    let total_first: u64 = rounds.iter().map(|r| r.first).sum();
    let total_second: u64 = rounds.iter().map(|r| r.second).sum();
    let (mut left_first, mut left_second) = (total_first, total_second);
    let mut series = Vec::with_capacity(rounds.len());
    for round in rounds {
        left_first -= round.first;
        series.push(RoundRatios {
            first: ratio(left_first, total_first, left_second, total_second)?,
            second: ratio(left_second, total_second, left_first, total_first)?,
        });
        left_second -= round.second;
    }
    Some(series)
}

fn all_orders(size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut orders = Vec::new();
    for shorter in all_orders(size - 1) {
        for place in 0..=shorter.len() {
            let mut order = shorter.clone();
            order.insert(place, size - 1);
            orders.push(order);
        }
    }
    orders
}

fn goods(pairs: &[(i64, i64)]) -> Vec<Good> {
    pairs
        .iter()
        .map(|(cost, worth)| Good {
            cost: *cost,
            worth: *worth,
        })
        .collect()
}

#[test]
fn goods_against_money() {
    for (name, pairs, least, worst) in PAYMENTS {
        let goods = goods(pairs);
        assert_eq!(best_order(&goods).needed, *least, "{name}");
        let all = all_orders(goods.len());
        assert_eq!(
            all.iter().map(|o| needed(&goods, o)).min(),
            Some(*least),
            "{name}"
        );
        assert_eq!(
            all.iter().map(|o| needed(&goods, o)).max(),
            Some(*worst),
            "{name}"
        );
    }
}

#[test]
fn goods_that_depend_on_one_another() {
    // Subsets of three goods in the order of their bits.
    let found = best_dependent_order(3, &[0, 4, 4, 6, 4, 6, 6, 7], &[0, 1, 1, 3, 1, 3, 3, 12]);
    assert_eq!(found.expect("full tables").needed, 1);
    let found = best_dependent_order(3, &[0, 4, 4, 7, 4, 7, 7, 9], &[0, 7, 7, 10, 7, 10, 10, 12]);
    assert_eq!(found.expect("full tables").needed, 4);
    assert!(best_dependent_order(3, &[0; 4], &[0; 8]).is_err());
}

fn barter(a: &[(i64, i64)], b: &[(i64, i64)]) -> Problem {
    let kind = |giver: usize, (cost, worth): &(i64, i64)| {
        let mut to = vec![0, 0];
        to[1 - giver] = *worth;
        Kind {
            giver,
            cost: *cost,
            worth: to,
            count: 1,
        }
    };
    let kinds = a
        .iter()
        .map(|i| kind(0, i))
        .chain(b.iter().map(|i| kind(1, i)))
        .collect();
    Problem {
        parties: 2,
        kinds,
        before: Vec::new(),
        escrows: Vec::new(),
    }
}

fn front_of(problem: &Problem) -> Vec<Vec<i64>> {
    let front = front(problem, Measure::Bonds, 5_000_000, &Quiet).expect("small");
    for plan in &front.plans {
        assert_eq!(problem.bonds(&plan.steps), plan.bonds);
    }
    front.plans.into_iter().map(|plan| plan.bonds).collect()
}

#[test]
fn barter_of_two() {
    for (name, a, b, undominated, total, largest) in BARTERS {
        let problem = barter(a, b);
        let expected: Vec<Vec<i64>> = undominated.iter().map(|(a, b)| vec![*a, *b]).collect();
        assert_eq!(front_of(&problem), expected, "{name}");
        for (objective, value) in [(Objective::Total, *total), (Objective::Largest, *largest)] {
            let found = search(&problem, objective, 1_000_000, 8, &Quiet).expect("an order");
            assert_eq!((found.value, found.gap()), (value, 0), "{name}");
        }
    }
}

#[test]
fn instalments_in_equal_and_shrinking_rounds() {
    for (worth, cost, rounds, equal, best, sizes) in INSTALMENTS {
        let got = equal_rounds(*cost, *rounds).expect("rounds").value();
        assert!((got - equal).abs() < 1e-8);
        let (bond, shares) = best_rounds(*worth, *cost, *rounds).expect("surplus");
        assert!((bond.value() - best).abs() < 1e-8, "{bond:?}");
        for (share, size) in shares.iter().zip(*sizes) {
            assert!((share.value() - size).abs() < 1e-8);
        }
    }
    assert_eq!(best_rounds(5, 5, 3), None);
}

/// Four weekly rounds: a gives on days 1, 8, 15 and 22, b half a day later. Time in half days.
fn weekly() -> Schedule {
    let mut deliveries = Vec::new();
    for week in 0..4 {
        let day = 2 * (1 + 7 * week);
        let give = |giver, worth: [i64; 2], moment| Delivery {
            giver,
            cost: 2,
            worth: worth.to_vec(),
            moment,
            recoverable: 0,
        };
        deliveries.push(give(0, [0, 5], day));
        deliveries.push(give(1, [4, 0], day + 1));
    }
    Schedule::one_by_one(2, deliveries)
}

#[test]
fn slow_detection_has_a_price() {
    let schedule = weekly();
    assert_eq!(
        (schedule.at_completion(0), schedule.at_completion(1)),
        (8, 12)
    );
    for (days, a, b) in [(0, 0, 2), (7, 2, 4), (14, 4, 6), (22, 8, 8)] {
        let gain = |party| {
            best_defection(&schedule, party, 2 * days)
                .expect("gives")
                .gain
        };
        assert_eq!((gain(0), gain(1)), (a, b), "{days} days");
    }
    let worst = best_defection(&schedule, 1, 28).expect("gives");
    assert_eq!((worst.moment, worst.received, worst.given), (17, 20, 2));
}

#[test]
fn parties_in_a_ring() {
    let give = |giver: usize, cost: i64, worth: &[i64]| Kind {
        giver,
        cost,
        worth: worth.to_vec(),
        count: 1,
    };
    let ring = Problem {
        parties: 3,
        kinds: vec![
            give(0, 4, &[0, 10, 0]),
            give(1, 4, &[0, 0, 10]),
            give(2, 4, &[10, 0, 0]),
        ],
        ..Problem::default()
    };
    assert_eq!(front_of(&ring), [[0, 0, 4], [0, 4, 0], [4, 0, 0]]);
    let sided = Problem {
        parties: 3,
        kinds: vec![
            give(0, 30, &[0, 40, 0]),
            give(1, 30, &[40, 0, 0]),
            give(2, 10, &[0, 20, 15]),
            give(2, 10, &[20, 0, 15]),
        ],
        ..Problem::default()
    };
    assert_eq!(front_of(&sided), [[0, 10, 0], [10, 0, 0]]);
    let free = barter(&[(5, 9), (1, 2)], &[(1, 2), (5, 9)]);
    assert_eq!(front_of(&free), [[0, 4], [1, 3], [3, 1], [4, 0]]);
    // The large ones first on both sides leaves less choice.
    let ordered = Problem {
        before: vec![(0, 1), (2, 3)],
        ..free
    };
    assert!(
        front_of(&ordered)
            .iter()
            .all(|v| v.iter().sum::<i64>() >= 4)
    );
}

/// Phase one of 2025 as recorded: hostages first, prisoners in return.
#[test]
fn ratios_of_early_2025_from_counts() {
    let hostages = [3, 4, 3, 3, 3, 3, 10, 4];
    let prisoners = [90, 200, 110, 183, 183, 369, 0, 620];
    let rounds: Vec<Round> = hostages
        .iter()
        .zip(prisoners)
        .map(|(f, s)| Round {
            first: *f,
            second: s,
        })
        .collect();
    let series = round_ratios(&rounds).expect("both give");
    let second = [1.1, 1.2041, 1.1977, 1.2739, 1.2963, 1.3283, 2.9145];
    let first = [0.9091, 0.8305, 0.8349, 0.785, 0.7714, 0.7528, 0.3431, 0.0];
    for (round, expected) in series.iter().zip(second) {
        assert!((round.second.value().expect("a ratio") - expected).abs() < 5e-5);
    }
    for (round, expected) in series.iter().zip(first) {
        assert!((round.first.value().expect("a ratio") - expected).abs() < 5e-5);
    }
    assert_eq!(series[7].second, Ratio::NothingLeft);
    assert!(series[6].second.exceeds(2, 1) && !series[5].second.exceeds(2, 1));
}

/// The July draft with returns in proportion, hostages first: an assumption, never a fact.
#[test]
fn ratios_of_the_july_draft_under_proportional_returns() {
    let pooled = [8, 5, 5, 2, 8].map(|n| Round {
        first: n,
        second: n,
    });
    let series = round_ratios(&pooled).expect("both give");
    let values: Vec<Option<f64>> = series.iter().map(|r| r.second.value()).collect();
    assert_eq!(values[..2], [Some(1.4), Some(4.0 / 3.0)]);
    assert_eq!(values[2..], [Some(1.5), Some(1.25), None]);
    assert_eq!(series[4].second, Ratio::NothingLeft);
    let living = [8, 2].map(|n| Round {
        first: n,
        second: n,
    });
    assert_eq!(
        round_ratios(&living).expect("both give")[0].second.value(),
        Some(5.0)
    );
    assert_eq!(ratio(1, 0, 1, 1), None);
}

#[test]
fn shapes_of_the_july_draft() {
    let living = shape(&[(1, 8), (50, 2)], 1, 60).expect("a shape");
    assert_eq!((living.first, living.last, living.total), (8, 2, 10));
    assert!(living.loading > 0);
    let bodies = shape(&[(7, 5), (30, 5), (60, 8)], 1, 60).expect("a shape");
    assert_eq!((bodies.last, bodies.total, bodies.longest_gap), (8, 18, 30));
    assert!(bodies.loading < 0);
    assert_eq!(bodies.by_time, [0, 10, 10]);
    let even: Vec<(i64, u64)> = (0..=10).map(|d| (d, 1)).collect();
    assert_eq!(shape(&even, 0, 10).expect("a shape").loading, 0);
}

#[test]
fn guarantors_are_compared_by_kind() {
    let pledge = |backing, amount| Pledge {
        against: 1,
        backing,
        amount,
    };
    let pledges = [
        pledge(Backing::Forfeit, Some((3, Some(3)))),
        pledge(Backing::Compensation, Some((9, Some(9)))),
        pledge(Backing::Unsaid, None),
    ];
    let covers = cover(&[0, 4], &[7, 9], &pledges);
    assert_eq!(
        [0, 1].map(|at| covers[at].holds()),
        [Holds::Surely, Holds::No]
    );
    assert_eq!(
        (
            covers[1].forfeits,
            covers[1].compensation,
            covers[1].unmeasured,
            covers[1].exposed
        ),
        ((3, Some(3)), (9, Some(9)), 1, 9)
    );
    // A range holds for certain with its least, and possibly with its most or without a limit.
    let held = |least, most| {
        let pledges = [pledge(Backing::Forfeit, Some((least, most)))];
        cover(&[0, 4], &[7, 9], &pledges)[1].holds()
    };
    assert_eq!(held(4, Some(6)), Holds::Surely);
    assert_eq!(held(4, None), Holds::Surely);
    assert_eq!(held(3, Some(4)), Holds::Possibly);
    assert_eq!(held(0, None), Holds::Possibly);
    assert_eq!(held(0, Some(3)), Holds::No);
}

#[test]
fn intervals_move_the_bond_to_their_corners() {
    let item = |giver: usize, cost, worth: (i64, i64)| {
        let mut to = vec![(0, 0); 2];
        to[1 - giver] = worth;
        Uncertain {
            giver,
            cost,
            worth: to,
            moment: 0,
            recoverable: (0, 0),
        }
    };
    let deliveries = [item(0, (3, 5), (8, 10)), item(1, (4, 9), (9, 9))];
    let ranges = bond_ranges(2, &deliveries, &[vec![0], vec![1]]);
    assert_eq!((ranges[1].least, ranges[1].most), (4, 9));
    assert_eq!(ranges[1].decisive, Some((Value::Cost(1), 5)));
    assert_eq!(
        (ranges[0].least, ranges[0].most, ranges[0].decisive),
        (0, 0, None)
    );
}

#[test]
fn what_can_be_taken_back_exposes_less() {
    let mut schedule = weekly();
    for delivery in &mut schedule.deliveries {
        delivery.recoverable = 500;
    }
    let (hard, soft) = (curves(&schedule), recoverable_curves(&schedule));
    assert_eq!(hard.peak_exposure(0), (2, 1));
    assert_eq!(soft.peak_exposure(0), (1000, 1));
    assert!(soft.peak_gain(1).0 <= 1000 * hard.peak_gain(1).0);
}

/// Walk-away gain and exposure of a party after every step, straight from their definitions.
fn by_definition(
    parties: usize,
    deliveries: &[(usize, i64, Vec<i64>, i64)],
    party: usize,
) -> (i64, i64) {
    let value = |(giver, cost, worth, _): &(usize, i64, Vec<i64>, i64)| {
        worth[party] - if *giver == party { *cost } else { 0 }
    };
    assert!(party < parties);
    let finish: i64 = deliveries.iter().map(|d| value(d) * 1000).sum();
    let (mut now, mut bond, mut exposure) = (0, (-finish).max(0), 0);
    for delivery in deliveries {
        now += value(delivery) * (1000 - delivery.3);
        bond = bond.max(now - finish);
        exposure = exposure.max(-now);
    }
    (bond / 1000, exposure / 1000)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The ranges with what can be taken back are those over all corners of the box.
    #[test]
    fn ranges_of_what_is_taken_back_equal_all_corners(
        rows in proptest::collection::vec(
            (0_usize..2, (0_i64..9, 0_i64..4), (0_i64..9, 0_i64..4), (0_u16..6, 0_u16..5)),
            1..4,
        ),
    ) {
        let deliveries: Vec<Uncertain> = rows
            .iter()
            .map(|(giver, cost, worth, share)| {
                let mut to = vec![(0, 0); 2];
                to[1 - giver] = (worth.0, worth.0 + worth.1);
                Uncertain {
                    giver: *giver,
                    cost: (cost.0, cost.0 + cost.1),
                    worth: to,
                    moment: 0,
                    recoverable: (share.0 * 100, (share.0 + share.1) * 100),
                }
            })
            .collect();
        let steps: Vec<Vec<usize>> = (0..deliveries.len()).map(|step| vec![step]).collect();
        let found = taken_back(2, &deliveries, &steps);
        for (party, range_of) in found.iter().enumerate() {
            let (mut bonds, mut exposures) = (Vec::new(), Vec::new());
            for corner in 0..1_u32 << (3 * deliveries.len()) {
                let bit = |at: usize, (low, high): (i64, i64)| {
                    if corner >> at & 1 == 1 { high } else { low }
                };
                let at_corner: Vec<(usize, i64, Vec<i64>, i64)> = deliveries
                    .iter()
                    .enumerate()
                    .map(|(n, d)| {
                        let share = (i64::from(d.recoverable.0), i64::from(d.recoverable.1));
                        let worth = d.worth.iter().map(|w| bit(3 * n + 1, *w)).collect();
                        (d.giver, bit(3 * n, d.cost), worth, bit(3 * n + 2, share))
                    })
                    .collect();
                let (bond, exposure) = by_definition(2, &at_corner, party);
                bonds.push(bond);
                exposures.push(exposure);
            }
            let range = |all: &[i64]| (*all.iter().min().expect("some"), *all.iter().max().expect("some"));
            prop_assert_eq!(range_of.bond, range(&bonds));
            prop_assert_eq!(range_of.exposure, range(&exposures));
        }
    }
}

#[test]
fn two_that_stop_together() {
    // c gives a and b each something at the very end; together they owe it little.
    let give = |giver, cost, worth: [i64; 3]| Delivery {
        giver,
        cost,
        worth: worth.to_vec(),
        moment: 0,
        recoverable: 0,
    };
    let schedule = Schedule::one_by_one(
        3,
        vec![
            give(2, 1, [6, 6, 0]),
            give(0, 5, [0, 0, 9]),
            give(1, 5, [0, 0, 9]),
        ],
    );
    let curves = curves(&schedule);
    let held: Vec<i64> = bonds(&curves).iter().map(|b| b.amount).collect();
    let ends: Vec<i64> = (0..3).map(|p| schedule.at_completion(p)).collect();
    assert_eq!(held, [5, 5, 0]);
    assert!(pairs(&curves, &ends, &held).is_empty());
    let found = pairs(&curves, &ends, &[5, 2, 0]);
    assert_eq!(
        (found[0].parties, found[0].together, found[0].covered),
        ((0, 1), 10, 7)
    );
}

#[test]
fn mends_are_measured() {
    let give = |giver: usize, cost, worth: [i64; 2]| Delivery {
        giver,
        cost,
        worth: worth.to_vec(),
        moment: 0,
        recoverable: 0,
    };
    let schedule = Schedule::one_by_one(2, vec![give(0, 4, [0, 10]), give(1, 5, [9, 0])]);
    let found = mends(&schedule);
    assert_eq!(
        (found[0].mend, found[0].before, found[0].after),
        (Mend::Escrow(0, 1), 5, 0)
    );
    assert!(
        found
            .iter()
            .any(|m| m.mend == Mend::Swap(0, 1) && m.after == 4)
    );
}

#[test]
fn more_turns_need_smaller_bonds() {
    let kind = |giver: usize, worth: [i64; 2]| Kind {
        giver,
        cost: 5,
        worth: worth.to_vec(),
        count: 4,
    };
    let problem = Problem {
        parties: 2,
        kinds: vec![kind(0, [0, 10]), kind(1, [10, 0])],
        ..Problem::default()
    };
    let found = front(&problem, Measure::BondsAndTurns, 1_000_000, &Quiet).expect("small");
    let least = |turns: i64| {
        let within = found
            .turns
            .iter()
            .zip(&found.plans)
            .filter(|(t, _)| **t <= turns);
        within.map(|(_, plan)| plan.total()).min()
    };
    assert_eq!(least(2), Some(20));
    assert!(least(3) <= least(2) && least(4) < least(2));
    assert_eq!(
        least(100),
        Some(
            front_of(&problem)
                .iter()
                .map(|b| b.iter().sum())
                .min()
                .expect("one")
        )
    );
}

fn small() -> impl Strategy<Value = Problem> {
    let item = (0_i64..10, 0_i64..15);
    let side = || proptest::collection::vec(item.clone(), 1..4);
    (side(), side()).prop_map(|(a, b)| barter(&a, &b))
}

fn by_force(problem: &Problem) -> Vec<Plan> {
    all_orders(problem.kinds.len())
        .into_iter()
        .map(|order| {
            let steps: Vec<Vec<usize>> = order.into_iter().map(|kind| vec![kind]).collect();
            Plan {
                bonds: problem.bonds(&steps),
                steps,
            }
        })
        .collect()
}

fn mirrored(problem: &Problem) -> Problem {
    let mut other = problem.clone();
    for kind in &mut other.kinds {
        kind.giver = 1 - kind.giver;
        kind.worth.reverse();
    }
    other
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn the_greedy_order_is_best(pairs in proptest::collection::vec((0_i64..12, 0_i64..16), 0..6)) {
        let goods = goods(&pairs);
        let least = all_orders(goods.len()).iter().map(|o| needed(&goods, o)).min();
        prop_assert_eq!(Some(best_order(&goods).needed), least);
    }

    #[test]
    fn fronts_and_search_equal_all_orders(problem in small()) {
        let all = by_force(&problem);
        let front = front_of(&problem);
        for plan in &all {
            prop_assert!(front.iter().any(|v| v[0] <= plan.bonds[0] && v[1] <= plan.bonds[1]));
        }
        let found = search(&problem, Objective::Total, 100_000, 4, &Quiet).expect("an order");
        prop_assert_eq!(Some(found.value), all.iter().map(Plan::total).min());
        let found = search(&problem, Objective::Largest, 100_000, 4, &Quiet).expect("an order");
        prop_assert_eq!(Some(found.value), all.iter().map(Plan::largest).min());
        let cut = search(&problem, Objective::Total, 2, 1, &Quiet).expect("an order");
        prop_assert!(cut.at_least <= all.iter().map(Plan::total).min().expect("an order"));
        prop_assert!(cut.value >= cut.at_least);
    }

    #[test]
    fn the_sides_are_treated_alike(problem in small()) {
        let mut swapped = front_of(&mirrored(&problem));
        swapped.iter_mut().for_each(|v| v.reverse());
        swapped.sort();
        prop_assert_eq!(front_of(&problem), swapped);
    }

    #[test]
    fn an_escrow_as_an_option_never_raises_the_least_bond(problem in small(), a in 0_usize..3, b in 0_usize..3) {
        let givers: Vec<usize> = problem.kinds.iter().map(|k| k.giver).collect();
        let of = |party: usize, n: usize| {
            let own: Vec<usize> = (0..givers.len()).filter(|k| givers[*k] == party).collect();
            own[n % own.len()]
        };
        let with = Problem { escrows: vec![vec![of(0, a), of(1, b)]], ..problem.clone() };
        let total = |p: &Problem| front_of(p).iter().map(|v| v.iter().sum::<i64>()).min();
        prop_assert!(total(&with) <= total(&problem));
    }

    #[test]
    fn a_faster_verifier_never_raises_the_bond(problem in small(), days in 0_i64..5) {
        let deliveries = problem.kinds.iter().enumerate().map(|(n, k)| Delivery {
            giver: k.giver,
            cost: k.cost,
            worth: k.worth.clone(),
            moment: i64::try_from(n * 3 % 7).expect("small"),
            recoverable: 0,
        });
        let schedule = Schedule::one_by_one(2, deliveries.collect());
        for party in 0..2 {
            let gain = |delay| best_defection(&schedule, party, delay).map(|d| d.gain);
            prop_assert!(gain(days) <= gain(days + 1));
        }
    }
}

#[test]
fn ratios_of_amounts_in_millionths_compare_exactly() {
    // Two that differ by a hair, of totals whose products fit in no number of 128 bits.
    let whole = 30_000_000_000_019;
    let (less, more) = (
        ratio(whole / 3, whole, whole / 2, whole - 2).expect("totals"),
        ratio(whole / 3 + 1, whole, whole / 2, whole - 2).expect("totals"),
    );
    assert!(more.above(less) && !less.above(more) && !less.above(less));
    assert!(more.exceeds(1, 2) && !more.exceeds(1, 1));
    let big = ratio(u64::MAX, u64::MAX - 1, 1, u64::MAX - 2).expect("totals");
    assert!(big.exceeds(u64::MAX - 4, 1) && big.above(more));
}

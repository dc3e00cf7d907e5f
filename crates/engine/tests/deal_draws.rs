//! Draws of scores against what they should be: order statistics, all rankings that fit, and plain draws of
//! which those that break an order are thrown away.

use armistice_engine::deal;
use deal::map::Uncertain;
use deal::preferences::{Interval, Knowledge, Order, Values, Verdict};
use deal::robust::acceptability::{Sampling, Share, acceptability};
use deal::space::{Consent, Space};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const DRAWS: usize = 3_000;

/// How often each option of one issue is worth at least so many of a hundred.
fn shares(values: &Values, at_least: i64) -> Vec<Share> {
    let options = values.options();
    let mut known = Knowledge::nothing(&[options], 1, 100);
    known.values = vec![values.clone()];
    known.reservation = Interval::exactly(at_least);
    let case = Uncertain {
        space: Space::new(vec![options], Vec::new()).expect("few options"),
        parties: vec![known],
        consent: Consent::of_all(1),
    };
    let sampling = Sampling {
        seed: 3,
        draws: DRAWS,
    };
    let found = acceptability(&case, &[], &[1], sampling).expect("something fits");
    found.packages.into_iter().map(|(_, share)| share).collect()
}

/// `among` is how many draws what is expected was counted over, if it was not worked out.
fn near(shares: &[Share], expected: &[f64], among: Option<usize>, what: &str) {
    for (option, (share, expected)) in shares.iter().zip(expected).enumerate() {
        // Twice the half-width: of hundreds of comparisons hardly one would miss it by chance.
        let parts = [Some(DRAWS), among].into_iter().flatten();
        let parts = parts.map(|draws| expected * (1.0 - expected) / draws as f64);
        let slack = 2.0 * 1.96 * parts.sum::<f64>().sqrt() + 0.004;
        assert!(
            (share.value - expected).abs() <= slack,
            "{what}, option {option}: {share:?} {expected}"
        );
    }
    assert_eq!(shares.len(), expected.len());
}

/// The chance that the largest but `place` of so many scores, drawn from 0 to 1, is at least `r`.
fn order_statistic(count: usize, place: usize, r: f64) -> f64 {
    let choose = |n: usize, k: usize| {
        (0..k)
            .map(|i| (n - i) as f64 / (i + 1) as f64)
            .product::<f64>()
    };
    (place + 1..=count)
        .map(|k| choose(count, k) * (1.0 - r).powi(k as i32) * r.powi((count - k) as i32))
        .sum()
}

fn chain(options: std::ops::Range<usize>) -> Order {
    options.map(|option| vec![option]).collect()
}

#[test]
fn a_full_order_is_as_uniform_as_the_same_said_by_scores() {
    // The middle of three lies anywhere between the ends.
    let by_order = Values::ordered(3, vec![chain(0..3)]);
    let by_scores = Values::between(
        [(100, 100), (0, 100), (0, 0)]
            .map(|(low, high)| Interval { low, high })
            .to_vec(),
        Vec::new(),
    );
    for values in [by_order, by_scores] {
        near(&shares(&values, 70), &[1.0, 0.3, 0.0], None, "three");
    }
    for options in [1, 2, 5, 10] {
        for at_least in [20, 50, 90] {
            let expected: Vec<f64> = (0..options)
                .map(|place| match place {
                    0 => 1.0,
                    _ if place + 1 == options => 0.0,
                    _ => order_statistic(options - 2, place - 1, at_least as f64 / 100.0),
                })
                .collect();
            near(
                &shares(&Values::ordered(options, vec![chain(0..options)]), at_least),
                &expected,
                None,
                "full",
            );
        }
    }
}

#[test]
fn an_order_of_some_options_leaves_the_others_free() {
    // Nine of ten in order: too little room for draws that are thrown away.
    let some = Values::ordered(10, vec![chain(0..9)]);
    let every_score = vec![Interval { low: 0, high: 100 }; 10];
    // The same order said twice, once with more; and beside ranges that say nothing.
    let twice = Values::ordered(10, vec![chain(0..9), vec![vec![0], vec![8]]]);
    for at_least in [20, 50, 80] {
        let r = at_least as f64 / 100.0;
        let mut expected: Vec<f64> = (0..9).map(|place| order_statistic(9, place, r)).collect();
        expected.push(1.0 - r);
        near(&shares(&some, at_least), &expected, None, "one order");
        near(&shares(&twice, at_least), &expected, None, "two orders");
        near(
            &shares(
                &Values::between(every_score.clone(), vec![chain(0..9)]),
                at_least,
            ),
            &expected,
            None,
            "ranges",
        );
        let expected: Vec<f64> = (0..10).map(|place| order_statistic(10, place, r)).collect();
        near(
            &shares(
                &Values::between(every_score.clone(), vec![chain(0..10)]),
                at_least,
            ),
            &expected,
            None,
            "all ten",
        );
    }
}

#[test]
fn options_in_a_circle_of_orders_are_worth_the_same() {
    // 0 and 1 are each no worse than the other, and no better than 2.
    let circle = vec![vec![vec![2], vec![0], vec![1]], vec![vec![1], vec![0]]];
    let values = Values::ordered(4, circle);
    for at_least in [30, 70] {
        let r = at_least as f64 / 100.0;
        let [best, worst] = [0, 1].map(|place| order_statistic(2, place, r));
        let found = shares(&values, at_least);
        assert_eq!(found[0], found[1]);
        near(&found, &[worst, worst, best, 1.0 - r], None, "circle");
    }
}

#[test]
fn bounds_and_orders_together_equal_draws_of_which_the_unfit_are_thrown_away() {
    for seed in 0..24 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let options = rng.random_range(2..=5);
        let order = |rng: &mut ChaCha8Rng| -> Order {
            let mut left: Vec<usize> = (0..options).collect();
            let mut order = Vec::new();
            while !left.is_empty() && (order.len() < 2 || rng.random_bool(0.6)) {
                let size = rng.random_range(1..=left.len().min(2));
                order.push(
                    (0..size)
                        .map(|_| left.swap_remove(rng.random_range(0..left.len())))
                        .collect(),
                );
            }
            order
        };
        let orders: Vec<Order> = (0..rng.random_range(1..=2))
            .map(|_| order(&mut rng))
            .collect();
        let bounds: Vec<Interval> = (0..options)
            .map(|_| {
                let low = rng.random_range(0..=60);
                Interval {
                    low,
                    high: rng.random_range(low + 10..=100),
                }
            })
            .collect();
        let keeps = |scores: &[f64]| {
            let mut pairs = orders.iter().flat_map(|order| order.windows(2));
            pairs.all(|pair| {
                pair[0]
                    .iter()
                    .all(|&a| pair[1].iter().all(|&b| scores[a] >= scores[b]))
            })
        };
        let mut kept: Vec<Vec<f64>> = Vec::new();
        for _ in 0..40_000 {
            let scores: Vec<f64> = bounds
                .iter()
                .map(|b| b.low as f64 + rng.random::<f64>() * (b.high - b.low) as f64)
                .collect();
            if keeps(&scores) {
                kept.push(scores);
            }
        }
        if kept.len() < 4_000 {
            continue;
        }
        for at_least in [35, 60] {
            let expected: Vec<f64> = (0..options)
                .map(|option| {
                    let above = kept
                        .iter()
                        .filter(|scores| scores[option] >= at_least as f64)
                        .count();
                    above as f64 / kept.len() as f64
                })
                .collect();
            let values = Values::between(bounds.clone(), orders.clone());
            let found = shares(&values, at_least);
            near(
                &found,
                &expected,
                Some(kept.len()),
                &format!("seed {seed} {bounds:?} {orders:?}"),
            );
        }
    }
}

#[test]
fn every_ranking_that_fits_orders_is_as_likely() {
    // Two groups of a full order, and a second order inside and across them.
    let orders = vec![
        vec![vec![0, 1], vec![2, 3, 4]],
        vec![vec![1], vec![0], vec![4]],
    ];
    let mut rankings: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..5 {
        let longer = rankings.iter().flat_map(|head| {
            let left = (0..5).filter(move |option| !head.contains(option));
            left.map(move |option| [&head[..], &[option]].concat())
        });
        rankings = longer.collect();
    }
    let place = |ranking: &[usize], option: usize| ranking.iter().position(|&o| o == option);
    rankings.retain(|ranking| {
        let mut pairs = orders.iter().flat_map(|order: &Order| order.windows(2));
        pairs.all(|pair| {
            let before = |a: usize, b: usize| place(ranking, a) < place(ranking, b);
            pair[0]
                .iter()
                .all(|&a| pair[1].iter().all(|&b| before(a, b)))
        })
    });
    assert_eq!(rankings.len(), 6);
    for at_least in [25, 60] {
        let chance = |place: usize| match place {
            0 => 1.0,
            4 => 0.0,
            place => order_statistic(3, place - 1, at_least as f64 / 100.0),
        };
        let expected: Vec<f64> = (0..5)
            .map(|option| {
                let chances = rankings
                    .iter()
                    .filter_map(|ranking| place(ranking, option))
                    .map(chance);
                chances.sum::<f64>() / rankings.len() as f64
            })
            .collect();
        near(
            &shares(&Values::ordered(5, orders.clone()), at_least),
            &expected,
            None,
            "rankings",
        );
    }
}

/// A verdict is no stricter than "no better": what is worth as much as no deal may be refused.
#[test]
fn what_is_worth_as_much_as_no_deal_may_be_accepted_and_refused() {
    for accepted in [true, false] {
        let mut known = Knowledge::nothing(&[3], 1, 100);
        known.values = vec![Values::Known(vec![0, 35, 100])];
        known.reservation = Interval::exactly(35);
        known.verdicts = vec![Verdict {
            package: vec![1],
            accepted,
        }];
        let case = Uncertain {
            space: Space::new(vec![3], Vec::new()).expect("few options"),
            parties: vec![known],
            consent: Consent::of_all(1),
        };
        let sampling = Sampling { seed: 3, draws: 50 };
        let found = acceptability(&case, &[], &[1], sampling).expect("draws that fit");
        assert!((found.zone.value - 1.0).abs() < 1e-12);
    }
}

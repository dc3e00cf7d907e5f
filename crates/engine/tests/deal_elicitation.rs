//! Aids for putting preferences into words and numbers, against known answers and brute force.

use armistice_engine::deal::preferences::elicitation::{
    Judged, Judgement, judged_scale, rank_order_centroid, swing_weights,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

#[test]
fn swings_become_weights_that_add_up() {
    // 100, 60 and 40 of 200.
    assert_eq!(swing_weights(&[100, 60, 40], 100), Some(vec![50, 30, 20]));
    assert_eq!(swing_weights(&[0, 0], 100), None);
    for seed in 0..300 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let count = rng.random_range(1..7);
        let swings: Vec<u32> = (0..count).map(|_| rng.random_range(0..=100)).collect();
        let Some(weights) = swing_weights(&swings, 1_000) else {
            assert!(swings.iter().all(|swing| *swing == 0));
            continue;
        };
        assert_eq!(weights.iter().sum::<i64>(), 1_000);
        let sum: u32 = swings.iter().sum();
        for (weight, swing) in weights.iter().zip(&swings) {
            let exact = f64::from(*swing) * 1_000.0 / f64::from(sum);
            assert!((*weight as f64 - exact).abs() < 1.0, "seed {seed}");
        }
    }
}

#[test]
fn centroids_are_those_of_the_literature() {
    // Barron and Barrett (1996): three issues 0.6111, 0.2778, 0.1111; four 0.5208, 0.2708, 0.1458, 0.0625.
    let near = |found: Vec<f64>, expected: &[f64]| {
        assert_eq!(found.len(), expected.len());
        for (f, e) in found.iter().zip(expected) {
            assert!((f - e).abs() < 5e-5, "{found:?}");
        }
    };
    near(rank_order_centroid(3), &[0.6111, 0.2778, 0.1111]);
    near(rank_order_centroid(4), &[0.5208, 0.2708, 0.1458, 0.0625]);
}

fn judgement(better: usize, worse: usize, least: u8, most: u8) -> Judgement {
    Judgement {
        better,
        worse,
        least,
        most,
    }
}

/// Whether a scale keeps every judgement but those dropped: differences are at least their category,
/// none is none, and a larger category is a larger difference.
fn keeps(scale: &[f64], judgements: &[Judgement], dropped: &[usize]) -> bool {
    let gap = |j: &Judgement| scale[j.better] - scale[j.worse];
    let kept: Vec<&Judgement> = (0..judgements.len())
        .filter(|at| !dropped.contains(at))
        .map(|at| &judgements[at])
        .collect();
    kept.iter().all(|j| {
        let fits = if j.most == 0 {
            gap(j).abs() < 1e-6
        } else {
            gap(j) >= f64::from(j.least) - 1e-6
        };
        let apart = kept
            .iter()
            .filter(|other| j.least > other.most)
            .all(|other| gap(j) >= gap(other) + f64::from(j.least - other.most) - 1e-6);
        fits && apart
    })
}

#[test]
fn consistent_judgements_give_a_scale_and_others_name_what_to_drop() {
    // Near is much better than far, middle a little better than far.
    let consistent = [
        judgement(0, 2, 5, 5),
        judgement(1, 2, 2, 2),
        judgement(0, 1, 3, 3),
    ];
    let Judged::Scale(scale) = judged_scale(3, &consistent) else {
        panic!("these fit together");
    };
    assert!(keeps(&scale, &consistent, &[]));
    // A circle: one of the three has to go.
    let circle = [
        judgement(0, 1, 2, 2),
        judgement(1, 2, 2, 2),
        judgement(2, 0, 2, 2),
    ];
    let Judged::Drop { judgements, scale } = judged_scale(3, &circle) else {
        panic!("a circle");
    };
    assert_eq!(judgements.len(), 1);
    assert!(keeps(&scale, &circle, &judgements));
}

#[test]
fn what_to_drop_is_smallest() {
    let mut dropped = [0; 4];
    for seed in 0..60 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let options = 4;
        let judgements: Vec<Judgement> = (0..5)
            .map(|_| {
                let better = rng.random_range(0..options);
                let worse = (better + rng.random_range(1..options)) % options;
                let least = rng.random_range(0..=5);
                judgement(better, worse, least, rng.random_range(least..=6))
            })
            .collect();
        // All whole-number scales up to forty hold a scale for whatever fits together.
        let fits = |dropped: &[usize]| {
            let kept: Vec<Judgement> = (0..judgements.len())
                .filter(|at| !dropped.contains(at))
                .map(|at| judgements[at])
                .collect();
            let scales = (0..25u32.pow(3)).map(|n| [n % 25, n / 25 % 25, n / 625].map(f64::from));
            scales.into_iter().any(|[a, b, c]| {
                let floor = a.min(b).min(c).min(12.0);
                let scale = [a - floor, b - floor, c - floor, 12.0 - floor];
                keeps(&scale, &kept, &[])
            })
        };
        match judged_scale(options, &judgements) {
            Judged::Scale(scale) => {
                dropped[0] += 1;
                assert!(keeps(&scale, &judgements, &[]), "seed {seed}");
            }
            Judged::Drop {
                judgements: out,
                scale,
            } => {
                dropped[out.len()] += 1;
                assert!(keeps(&scale, &judgements, &out), "seed {seed}");
                assert!(!fits(&[]), "seed {seed}");
                if out.len() == 2 {
                    assert!((0..5).all(|one| !fits(&[one])), "seed {seed}");
                }
            }
            Judged::Inconsistent => {
                dropped[3] += 1;
                assert!(
                    (0..5).all(|a| (a..5).all(|b| !fits(&[a, b]))),
                    "seed {seed}"
                );
            }
        }
    }
    assert!(dropped[0] > 5 && dropped[1] > 5, "{dropped:?}");
}

//! Platforms' definitions: a scenario worked by hand, and every measure against all packages.

mod deal_support;

use armistice_engine::deal::frontier::{FrontierLimit, frontier};
use armistice_engine::deal::platform::{Measure, Measured, Platform, Told, measured};
use armistice_engine::deal::points::dominates;
use armistice_engine::deal::space::{Consent, DealSpace, Space, Utility};
use deal_support::instance;
use std::collections::BTreeSet;

const UNIT: f64 = 100.0;

fn ask(deal: &DealSpace, platform: Platform) -> Option<Measured> {
    let all: Vec<usize> = (0..deal.parties.len()).collect();
    let found = frontier(deal, &all, FrontierLimit::default()).ok()?;
    let told = Told {
        unit: UNIT,
        no_reservation: false,
    };
    let told = vec![told; all.len()];
    Some(measured(deal, &found.points, platform, &told).expect("packages"))
}

fn picked(measured: &Measured, measure: Measure) -> (f64, Vec<&[i64]>) {
    let pick = measured
        .picks
        .iter()
        .find(|pick| pick.measure == measure)
        .expect("a rule");
    let points = pick.points.iter().map(|&at| measured.points.point(at));
    (pick.value, points.collect())
}

/// Four packages, (100, 0), (80, 50), (60, 60) and (0, 70); no deal is worth 0 and 10.
#[test]
fn four_packages_by_hand() {
    let parties = vec![
        Utility::additive(vec![vec![100, 80, 60, 0]], 0),
        Utility::additive(vec![vec![0, 50, 60, 70]], 10),
    ];
    let space = Space::new(vec![4], Vec::new()).expect("packages");
    let deal = DealSpace::new(space, parties, Consent::of_all(2)).expect("scores");
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a}, not {b}");

    let negmas = ask(&deal, Platform::Negmas).expect("packages");
    assert_eq!(
        negmas.points.len(),
        3,
        "the first package is below the second's reservation"
    );
    let (product, points) = picked(&negmas, Measure::Nash);
    near(product, 0.8 * 0.4);
    assert_eq!(points, [[80, 50]]);
    let (smallest, points) = picked(&negmas, Measure::Kalai);
    near(smallest, 0.5);
    assert_eq!(points, [[60, 60]]);
    let (spread, points) = picked(&negmas, Measure::KalaiSmorodinsky);
    near(spread, 0.8 - 0.4 / 0.6);
    assert_eq!(points, [[80, 50]]);
    let (spread, points) = picked(&negmas, Measure::ModifiedKalaiSmorodinsky);
    near(spread, 0.8 - 5.0 / 7.0);
    assert_eq!(points, [[80, 50]]);
    assert_eq!(picked(&negmas, Measure::Welfare).1, [[80, 50]]);
    near(picked(&negmas, Measure::RelativeWelfare).0, 0.8 + 5.0 / 7.0);
    near(
        negmas.opposition.expect("packages"),
        0.2f64.hypot(2.0 / 7.0),
    );
    near(negmas.rational.expect("few"), 0.5);
    let (on_hull, lots) = negmas.hull.as_ref().expect("two parties");
    assert_eq!(on_hull.len(), 3);
    let kalai = lots
        .iter()
        .find(|lot| lot.measure == Measure::ModifiedKalai)
        .expect("a rule");
    assert_eq!(kalai.between, (1, 1), "equal utilities need no lot");
    // Shares 0.8 − 0.2 c and 2/3 + c/6 meet at c = 4/11.
    let ks = lots
        .iter()
        .find(|lot| lot.measure == Measure::KalaiSmorodinsky)
        .expect("a rule");
    assert_eq!(ks.between, (0, 1));
    near(ks.chance, 4.0 / 11.0);

    let genius = ask(&deal, Platform::Genius).expect("packages");
    assert_eq!(genius.points.len(), 4);
    let (difference, points) = picked(&genius, Measure::KalaiSmorodinsky);
    near(difference, 0.0);
    assert_eq!(points, [[60, 60]]);
    near(genius.opposition.expect("packages"), 0.2f64.hypot(0.5));
    assert!(genius.rational.is_none() && genius.hull.is_none());
}

/// Every package with its utilities.
fn all_points(deal: &DealSpace) -> Vec<Vec<i64>> {
    deal.space
        .packages()
        .map(|package| deal.utilities(&package))
        .collect()
}

fn extreme(points: &[Vec<i64>], party: usize, pick: fn(i64, i64) -> i64) -> f64 {
    let values = points.iter().map(|u| u[party]);
    values.reduce(pick).expect("packages") as f64 / UNIT
}

/// What the documentation says of each measure, for one package.
fn by_definition(
    measure: Measure,
    platform: Platform,
    deal: &DealSpace,
    all: &[Vec<i64>],
    u: &[i64],
) -> f64 {
    let parties = 0..u.len();
    let of = |party: usize| u[party] as f64 / UNIT;
    let (least, most) = (|p| extreme(all, p, i64::min), |p| extreme(all, p, i64::max));
    let reservation = |party: usize| deal.parties[party].reservation as f64 / UNIT;
    let none = |party: usize| match platform {
        Platform::Negmas => reservation(party).max(least(party)),
        Platform::Genius => reservation(party),
    };
    let share = |party: usize, bottom: f64| {
        let way = most(party) - bottom;
        (way > 0.0).then(|| (of(party) - bottom) / way)
    };
    let spread = |shares: Vec<f64>| {
        let most = shares.iter().copied().reduce(f64::max);
        most.zip(shares.into_iter().reduce(f64::min))
            .map_or(0.0, |(a, b)| a - b)
    };
    match (measure, platform) {
        (Measure::Nash, _) => parties.map(|p| of(p) - none(p)).product(),
        (Measure::Kalai, _) => parties
            .map(|p| of(p) - none(p))
            .reduce(f64::min)
            .expect("parties"),
        (Measure::ModifiedKalai, _) => parties.map(of).reduce(f64::min).expect("parties"),
        (Measure::KalaiSmorodinsky, Platform::Negmas) => {
            spread(parties.filter_map(|p| share(p, none(p))).collect())
        }
        (Measure::KalaiSmorodinsky, Platform::Genius) => {
            let pairs = parties
                .clone()
                .flat_map(|a| parties.clone().map(move |b| (a, b)));
            pairs.map(|(a, b)| (of(a) - of(b)).abs()).sum::<f64>() / 2.0
        }
        (Measure::ModifiedKalaiSmorodinsky, _) => {
            spread(parties.filter_map(|p| share(p, 0.0)).collect())
        }
        (Measure::Welfare, _) => parties.map(of).sum(),
        (Measure::RelativeWelfare, _) => parties.filter_map(|p| share(p, least(p))).sum(),
    }
}

#[test]
fn measures_equal_brute_force() {
    let mut asked = 0;
    for seed in 0..200 {
        let deal = instance(seed);
        let all = all_points(&deal);
        for platform in [Platform::Negmas, Platform::Genius] {
            let Some(found) = ask(&deal, platform) else {
                assert!(all.is_empty(), "seed {seed}");
                continue;
            };
            let reached = |u: &&Vec<i64>| {
                let mut pairs = u.iter().zip(&deal.parties);
                platform == Platform::Genius || pairs.all(|(u, party)| *u >= party.reservation)
            };
            let kept: BTreeSet<&Vec<i64>> = all
                .iter()
                .filter(reached)
                .filter(|u| !all.iter().any(|other| dominates(other, u)))
                .collect();
            let ours: BTreeSet<Vec<i64>> = found.points.iter().map(|(u, ..)| u.to_vec()).collect();
            assert!(ours.iter().eq(kept.iter().copied()), "seed {seed}");
            if kept.is_empty() {
                assert!(found.opposition.is_none(), "seed {seed}");
                continue;
            }
            asked += 1;
            for &measure in Measure::all(platform) {
                let value = |u: &&Vec<i64>| by_definition(measure, platform, &deal, &all, u);
                let least = matches!(
                    measure,
                    Measure::KalaiSmorodinsky | Measure::ModifiedKalaiSmorodinsky
                );
                let best = kept
                    .iter()
                    .map(value)
                    .reduce(if least { f64::min } else { f64::max });
                let best = best.expect("packages");
                let close = |value: f64| (value - best).abs() <= 1e-9 * best.abs().max(1.0);
                let (ours, points) = picked(&found, measure);
                assert!(close(ours), "seed {seed}: {measure:?} {ours}, not {best}");
                let expected: BTreeSet<&[i64]> = kept
                    .iter()
                    .filter(|u| close(value(u)))
                    .map(|u| &u[..])
                    .collect();
                let none = platform == Platform::Genius && least && best >= 2.0;
                let listed: BTreeSet<&[i64]> = points.into_iter().collect();
                assert_eq!(
                    listed,
                    if none { BTreeSet::new() } else { expected },
                    "seed {seed}"
                );
            }
            if platform == Platform::Negmas {
                let above =
                    |u: &&Vec<i64>| u.iter().zip(&deal.parties).all(|(u, p)| *u > p.reservation);
                let share = all.iter().filter(above).count() as f64 / all.len() as f64;
                assert!(
                    (found.rational.expect("few") - share).abs() < 1e-12,
                    "seed {seed}"
                );
            }
        }
    }
    assert!(asked > 150, "{asked}");
}

/// No lot on the hull is worse than a package by itself, and none of many tried is better.
#[test]
fn no_lot_is_better_than_the_hulls() {
    let mut lots_seen = 0;
    for seed in 0..300 {
        let mut deal = instance(seed);
        deal.parties.truncate(2);
        if deal.parties.len() < 2 {
            continue;
        }
        deal.consent = Consent::of_all(2);
        let all = all_points(&deal);
        let Some((found, (_, lots))) = ask(&deal, Platform::Negmas)
            .and_then(|found| found.hull.clone().map(|hull| (found, hull)))
        else {
            continue;
        };
        let points: Vec<&[i64]> = found.points.iter().map(|(u, ..)| u).collect();
        for lot in lots.iter().filter(|lot| {
            matches!(
                lot.measure,
                Measure::Nash | Measure::Kalai | Measure::ModifiedKalai
            )
        }) {
            let (from, to) = (points[lot.between.0], points[lot.between.1]);
            let worth = |u: [f64; 2]| {
                let gains = |p: usize| u[p] - found.disagreement[p];
                match lot.measure {
                    Measure::Nash => gains(0) * gains(1),
                    Measure::Kalai => gains(0).min(gains(1)),
                    _ => u[0].min(u[1]),
                }
            };
            let mixed = |a: &[i64], b: &[i64], chance: f64| {
                [0, 1].map(|p| (a[p] as f64 + chance * (b[p] - a[p]) as f64) / UNIT)
            };
            let best = worth(mixed(from, to, lot.chance));
            assert!((best - worth(lot.utilities)).abs() < 1e-9, "seed {seed}");
            for (a, b) in points
                .iter()
                .flat_map(|a| points.iter().map(move |b| (a, b)))
            {
                for step in 0..=20 {
                    let tried = worth(mixed(a, b, f64::from(step) / 20.0));
                    assert!(
                        tried <= best + 1e-8,
                        "seed {seed}: {:?} {tried} {best}",
                        lot.measure
                    );
                }
            }
            lots_seen += usize::from(lot.between.0 != lot.between.1);
        }
        assert!(!all.is_empty());
    }
    assert!(lots_seen > 50, "{lots_seen}");
}

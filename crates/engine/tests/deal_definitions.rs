//! Platforms' definitions: a scenario worked by hand, and every measure against all packages.

mod deal_support;

use armistice_engine::deal::frontier::{FrontierLimit, frontier};
use armistice_engine::deal::platform::{
    Hull, Lot, MOST_MIXED, Measure, Measured, Platform, Told, measured,
};
use armistice_engine::deal::points::dominates;
use armistice_engine::deal::space::{Consent, DealSpace, Space, Utility};
use deal_support::instance;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
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

fn by_lot(hull: &Hull, measure: Measure) -> &Lot {
    let lot = hull.lots.iter().find(|lot| lot.measure == measure);
    lot.expect("the rule has one")
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
    let hull = negmas.hull.as_ref().expect("few points");
    assert_eq!(hull.points.len(), 4, "also below a reservation");
    let kalai = by_lot(hull, Measure::ModifiedKalai);
    assert_eq!(kalai.chances, [(2, 1.0)], "equal utilities need no lot");
    // Shares 0.8 − 0.2 c and 2/3 + c/6 meet at c = 4/11.
    let ks = &by_lot(hull, Measure::KalaiSmorodinsky).chances;
    assert_eq!([ks[0].0, ks[1].0], [1, 2]);
    near(ks[1].1, 4.0 / 11.0);

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

/// Three packages that are best for one each, and one between: (90, 0, 0), (0, 60, 0), (0, 0, 30), (20, 20, 9).
/// The first three by a third each give (30, 20, 10), so that no lot of the last is best. No deal is worth nothing.
#[test]
fn three_parties_by_hand() {
    let scores = [[90, 0, 0, 20], [0, 60, 0, 20], [0, 0, 30, 9]];
    let parties = scores.map(|scores| Utility::additive(vec![scores.to_vec()], 0));
    let space = Space::new(vec![4], Vec::new()).expect("packages");
    let deal = DealSpace::new(space, parties.to_vec(), Consent::of_all(3)).expect("scores");
    let found = ask(&deal, Platform::Negmas).expect("packages");
    assert_eq!(found.points.len(), 4);
    let hull = found.hull.as_ref().expect("few points");
    let on_hull: Vec<&[i64]> = hull.points.iter().map(|(u, ..)| u).collect();
    assert_eq!(on_hull, [[90, 0, 0], [0, 60, 0], [0, 0, 30]]);
    let expect = |measure, chances: [f64; 3]| {
        let lot = by_lot(hull, measure);
        let places: Vec<usize> = lot.chances.iter().map(|(at, _)| *at).collect();
        assert_eq!(places, [0, 1, 2], "{measure:?}");
        for ((_, found), chance) in lot.chances.iter().zip(chances) {
            assert!((found - chance).abs() < 1e-9, "{measure:?}: {lot:?}");
        }
    };
    // The product of gains is largest, and shares of the best gain are alike, at a third each.
    let thirds = [1.0 / 3.0; 3];
    expect(Measure::Nash, thirds);
    expect(Measure::KalaiSmorodinsky, thirds);
    expect(Measure::ModifiedKalaiSmorodinsky, thirds);
    // Gains are alike where 90 a = 60 b = 30 c.
    expect(Measure::Kalai, [2.0 / 11.0, 3.0 / 11.0, 6.0 / 11.0]);
    expect(Measure::ModifiedKalai, [2.0 / 11.0, 3.0 / 11.0, 6.0 / 11.0]);
    assert_eq!(by_lot(hull, Measure::Welfare).chances, [(0, 1.0)]);
}

/// What a rule makes largest on the hull.
fn worth(measure: Measure, found: &Measured, most: &[f64], u: &[f64]) -> f64 {
    let gains = || u.iter().zip(&found.disagreement).map(|(u, d)| u - d);
    let share = |bottom: &dyn Fn(usize) -> f64| {
        // Who has no way up is kept where no deal leaves it.
        let (free, kept): (Vec<usize>, Vec<usize>) =
            (0..u.len()).partition(|&p| most[p] > bottom(p));
        if kept.iter().any(|&p| u[p] < bottom(p) - 1e-9) {
            return f64::NEG_INFINITY;
        }
        let parties = free.into_iter();
        let shares = parties.map(|p| (u[p] - bottom(p)) / (most[p] - bottom(p)));
        shares.fold(f64::INFINITY, f64::min)
    };
    match measure {
        Measure::Nash if gains().any(|gain| gain < 0.0) => f64::NEG_INFINITY,
        Measure::Nash => gains().product(),
        Measure::Kalai => gains().fold(f64::INFINITY, f64::min),
        Measure::ModifiedKalai => u.iter().copied().fold(f64::INFINITY, f64::min),
        Measure::KalaiSmorodinsky => share(&|p| found.disagreement[p]),
        Measure::ModifiedKalaiSmorodinsky => share(&|_| 0.0),
        Measure::Welfare => u.iter().sum(),
        Measure::RelativeWelfare => f64::NAN,
    }
}

/// Of many lots tried over all packages, none is better than a rule's by that rule, and none is as good for
/// everybody and better for somebody. The product of a Nash lot is held against a bound too.
#[test]
fn no_lot_is_better_than_the_hulls() {
    let (mut mixed, mut of_three) = (0, 0);
    for seed in 0..120 {
        let deal = instance(seed);
        let Some(found) = ask(&deal, Platform::Negmas) else {
            continue;
        };
        let hull = found.hull.as_ref().expect("few points");
        let all = all_points(&deal);
        let width = deal.parties.len();
        let most: Vec<f64> = (0..width).map(|p| extreme(&all, p, i64::max)).collect();
        let all: BTreeSet<Vec<i64>> = all.into_iter().collect();
        let all: Vec<Vec<f64>> = all
            .iter()
            .map(|u| u.iter().map(|u| *u as f64 / UNIT).collect())
            .collect();
        let tried = lots_of_three(&all, seed);
        for (point, ..) in hull.points.iter() {
            let u = || point.iter().map(|u| *u as f64 / UNIT);
            let betters = |other: &Vec<f64>| {
                let pairs = || other.iter().zip(u());
                pairs().all(|(a, b)| *a >= b) && pairs().any(|(a, b)| *a > b + 1e-7)
            };
            assert!(!tried.iter().any(betters), "seed {seed}: {point:?}");
        }
        for lot in &hull.lots {
            let points = lot.chances.iter().map(|&(at, _)| hull.points.point(at));
            for (party, u) in lot.utilities.iter().enumerate() {
                let points = points.clone().zip(&lot.chances);
                let sum: f64 = points.map(|(u, (_, c))| u[party] as f64 / UNIT * c).sum();
                assert!((sum - u).abs() < 1e-8, "seed {seed}: {lot:?}");
            }
            let chances: f64 = lot.chances.iter().map(|(_, chance)| chance).sum();
            assert!((chances - 1.0).abs() < 1e-8, "seed {seed}: {lot:?}");
            assert!(lot.chances.len() <= width, "seed {seed}: {lot:?}");
            let ours = worth(lot.measure, &found, &most, &lot.utilities);
            for other in &tried {
                let theirs = worth(lot.measure, &found, &most, other);
                assert!(
                    theirs.is_nan() || theirs <= ours + 1e-8,
                    "seed {seed}: {lot:?}"
                );
                let pairs = || other.iter().zip(&lot.utilities);
                let better = pairs().any(|(a, b)| *a > b + 1e-7) && pairs().all(|(a, b)| a >= b);
                assert!(!better, "seed {seed}: {other:?} for {lot:?}");
            }
            if lot.measure == Measure::Nash {
                let gain = |p: usize| lot.utilities[p] - found.disagreement[p];
                let pull = |u: &Vec<f64>| -> f64 {
                    (0..width)
                        .map(|p| (u[p] - found.disagreement[p]) / gain(p))
                        .sum()
                };
                let most = all.iter().map(pull).fold(0.0, f64::max);
                assert!(most <= width as f64 + 1e-9, "seed {seed}: {most}");
            }
            mixed += usize::from(lot.chances.len() > 1);
            of_three += usize::from(lot.chances.len() > 2);
        }
    }
    assert!(mixed > 100 && of_three > 10, "{mixed}, {of_three}");
}

/// Lots of three points of a set: all of them where it is small, else some, in tenths.
fn lots_of_three(points: &[Vec<f64>], seed: u64) -> Vec<Vec<f64>> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let count = points.len();
    let triples: Vec<[usize; 3]> = if count <= 8 {
        let pairs = (0..count).flat_map(|a| (a..count).map(move |b| (a, b)));
        pairs
            .flat_map(|(a, b)| (b..count).map(move |c| [a, b, c]))
            .collect()
    } else {
        (0..100)
            .map(|_| [0; 3].map(|_| random.random_range(0..count)))
            .collect()
    };
    let mut lots = Vec::new();
    for [a, b, c] in triples {
        for first in 0..=10 {
            for second in 0..=10 - first {
                let mix =
                    [first, second, 10 - first - second].map(|tenths| f64::from(tenths) / 10.0);
                let of = |party: usize| {
                    mix[0] * points[a][party]
                        + mix[1] * points[b][party]
                        + mix[2] * points[c][party]
                };
                lots.push((0..points[a].len()).map(of).collect());
            }
        }
    }
    lots
}

/// Which lot is best, and whether a package is on the hull, is the same when two parties change places.
#[test]
fn lots_treat_parties_alike() {
    for seed in 0..60 {
        let deal = instance(seed);
        let mut turned = deal.clone();
        turned.parties.reverse();
        let (Some(found), Some(turned)) =
            (ask(&deal, Platform::Negmas), ask(&turned, Platform::Negmas))
        else {
            continue;
        };
        let (hull, turned) = (found.hull.expect("few"), turned.hull.expect("few"));
        let points: BTreeSet<Vec<i64>> = hull.points.iter().map(|(u, ..)| u.to_vec()).collect();
        let back: BTreeSet<Vec<i64>> = turned
            .points
            .iter()
            .map(|(u, ..)| u.iter().rev().copied().collect())
            .collect();
        assert_eq!(points, back, "seed {seed}");
        let sums = [Measure::Welfare, Measure::RelativeWelfare];
        assert_eq!(hull.lots.len(), turned.lots.len(), "seed {seed}");
        for (lot, other) in hull.lots.iter().zip(&turned.lots) {
            let pairs = || lot.utilities.iter().zip(other.utilities.iter().rev());
            // Of several packages with the same sum the first is named.
            let alike = pairs().all(|(a, b)| (a - b).abs() < 1e-6);
            assert!(
                alike || sums.contains(&lot.measure),
                "seed {seed}: {lot:?} {other:?}"
            );
        }
    }
}

/// Lots are left out above a bound, and nothing else is.
#[test]
fn a_long_frontier_has_no_lots() {
    let ask_for = |points: usize| {
        let up: Vec<i64> = (0..points as i64).collect();
        let down = up.iter().rev().copied().collect();
        let parties = vec![
            Utility::additive(vec![up], 0),
            Utility::additive(vec![down], 0),
        ];
        let space = Space::new(vec![points], Vec::new()).expect("packages");
        let deal = DealSpace::new(space, parties, Consent::of_all(2)).expect("scores");
        ask(&deal, Platform::Negmas).expect("packages")
    };
    let long = ask_for(MOST_MIXED + 1);
    assert!(long.hull.is_none());
    assert_eq!(long.picks.len(), Measure::all(Platform::Negmas).len());
    let short = ask_for(60).hull.expect("few points");
    assert_eq!(
        short.points.len(),
        60,
        "what lies on an edge is on the hull"
    );
    let nash = by_lot(&short, Measure::Nash);
    assert!(nash.utilities.iter().all(|u| (u - 0.295).abs() < 1e-9));
}

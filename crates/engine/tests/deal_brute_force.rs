//! Every answer against brute force over all packages, on several hundred random small instances,
//! and the laws that must hold on every instance.

mod deal_support;

use armistice_engine::deal;
use deal::frontier::{FrontierLimit, SearchLimit, frontier};
use deal::number::Number;
use deal::openings::blockers::blockers;
use deal::openings::threshold::{evenly, thresholds};
use deal::points::dominates;
use deal::positions::{Line, PositionsLimit, positions};
use deal::preferences::{
    Interval, Knowledge, Method, Rather, RatioBound, Statement, Values, Verdict,
};
use deal::raiffa::raiffa;
use deal::solutions::{Concept, Zone};
use deal::space::{Consent, DealSpace, Interaction, OptionSet, Pattern, Space, Utility};
use deal_support::{instance, pattern};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};

/// Utility point to package count and first package, undominated ones only.
fn brute_frontier(deal: &DealSpace) -> BTreeMap<Vec<i64>, (u128, Number)> {
    let mut all: BTreeMap<Vec<i64>, (u128, Number)> = BTreeMap::new();
    for package in deal.space.packages() {
        let index = deal.space.index(&package);
        all.entry(deal.utilities(&package))
            .and_modify(|(count, _)| *count += 1)
            .or_insert((1, index));
    }
    let points: Vec<Vec<i64>> = all.keys().cloned().collect();
    all.retain(|point, _| !points.iter().any(|other| dominates(other, point)));
    all
}

#[test]
fn frontier_equals_brute_force_by_every_method() {
    let bounded = SearchLimit {
        packages: 0,
        nodes: 10_000_000,
    };
    for seed in 0..400 {
        let deal = instance(seed);
        let parties: Vec<usize> = (0..deal.parties.len()).collect();
        let expected = brute_frontier(&deal);
        for search in [SearchLimit::default(), bounded] {
            let found = frontier(
                &deal,
                &parties,
                FrontierLimit {
                    search,
                    ..FrontierLimit::default()
                },
            );
            if expected.is_empty() {
                assert!(found.is_err(), "seed {seed}");
                continue;
            }
            let found = found.expect("the instance is sound");
            assert!(found.is_exact(), "seed {seed}");
            let got: BTreeMap<Vec<i64>, (u128, Number)> = found
                .points
                .iter()
                .map(|(u, count, example)| (u.to_vec(), (count, example)))
                .collect();
            if found.is_counted() {
                assert_eq!(got, expected, "seed {seed}");
                continue;
            }
            // For many packages one is found for each point, not always the first, and not all counted.
            assert!(got.keys().eq(expected.keys()), "seed {seed}");
            for (point, (count, example)) in &got {
                let package = deal.space.package(*example);
                assert_eq!(deal.utilities(&package), *point, "seed {seed}");
                assert!(!deal.space.is_excluded(&package), "seed {seed}");
                assert!((1..=expected[point].0).contains(count), "seed {seed}");
            }
        }
    }
}

/// Two long issues, whose combinations fill no table that a search keeps.
#[test]
fn combinations_of_long_issues_are_not_cut_off() {
    const OPTIONS: usize = 130;
    for seed in 0..4 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let utilities = (0..2).map(|party| {
            let worth = |option: usize| [option, OPTIONS - option][party] as i64;
            let mut utility = Utility::additive(vec![(0..OPTIONS).map(worth).collect(); 2], 0);
            let mut some = |issue: usize| {
                let options = (0..OPTIONS).filter(|_| rng.random_bool(0.2));
                (issue, OptionSet::new(options.collect::<Vec<_>>()))
            };
            let when = Pattern {
                parts: vec![some(0), some(1)],
            };
            utility.interactions = vec![Interaction { when, adds: 150 }];
            utility
        });
        let utilities = utilities.collect();
        let space = Space::new(vec![OPTIONS; 2], Vec::new()).expect("the instance is sound");
        let deal = DealSpace::new(space, utilities, Consent::of_all(2)).expect("it is sound");
        let expected = brute_frontier(&deal);
        for packages in [0, 100_000_000] {
            let mut limit = FrontierLimit::default();
            limit.search.packages = packages;
            let found = frontier(&deal, &[0, 1], limit).expect("packages");
            assert!(found.is_exact(), "seed {seed}");
            let got: BTreeSet<Vec<i64>> = found.points.iter().map(|(u, ..)| u.to_vec()).collect();
            assert!(got.iter().eq(expected.keys()), "seed {seed}");
        }
    }
}

#[test]
fn a_thinned_frontier_keeps_its_promise() {
    for seed in 0..200 {
        let deal = instance(seed);
        let parties: Vec<usize> = (0..deal.parties.len()).collect();
        let expected = brute_frontier(&deal);
        let Ok(found) = frontier(
            &deal,
            &parties,
            FrontierLimit {
                points: 3,
                ..FrontierLimit::default()
            },
        ) else {
            continue;
        };
        for point in expected.keys() {
            let near = |u: &[i64]| u.iter().zip(point).all(|(a, b)| a + found.within >= *b);
            assert!(found.points.iter().any(|(u, _, _)| near(u)), "seed {seed}");
        }
    }
}

#[test]
fn threads_do_not_change_the_answer() {
    for seed in 0..60 {
        let deal = instance(seed);
        let parties: Vec<usize> = (0..deal.parties.len()).collect();
        let run = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("the instance is sound");
            pool.install(|| {
                frontier(&deal, &parties, FrontierLimit::default()).map(|f| (f.points, f.methods))
            })
        };
        assert_eq!(run(1), run(3), "seed {seed}");
    }
}

/// The best packages by a rule given as a comparison key, over all packages of the zone.
fn brute_pick<K: PartialOrd>(
    deal: &DealSpace,
    key: impl Fn(&[i64]) -> K,
) -> Option<(K, Vec<Vec<i64>>)> {
    let mut best: Option<(K, Vec<Vec<i64>>)> = None;
    for package in deal.space.packages() {
        let u = deal.utilities(&package);
        if !deal.accepts(&u) {
            continue;
        }
        let value = key(&u);
        match &mut best {
            Some((top, points)) if value == *top => points.push(u),
            Some((top, _)) if value < *top => {}
            _ => best = Some((value, vec![u])),
        }
    }
    best
}

#[test]
fn solution_concepts_equal_brute_force() {
    for seed in 0..400 {
        let deal = instance(seed);
        let parties: Vec<usize> = (0..deal.parties.len()).collect();
        let Ok(found) = frontier(&deal, &parties, FrontierLimit::default()) else {
            continue;
        };
        let zone = Zone::of(&deal, &parties, &found.points);
        let gains = |u: &[i64]| -> Vec<i64> {
            u.iter()
                .zip(&deal.parties)
                .map(|(u, p)| u - p.reservation)
                .collect()
        };
        let proportions: Vec<i64> = (1..=parties.len() as i64).collect();
        let ideal: Vec<i64> = parties
            .iter()
            .map(|&p| {
                brute_pick(&deal, |u| u[p]).map_or(deal.parties[p].reservation, |(top, _)| top)
            })
            .collect();
        let shares = |u: &[i64]| -> Vec<f64> {
            let mut shares: Vec<f64> = gains(u)
                .iter()
                .zip(ideal.iter().zip(&deal.parties))
                .filter(|(_, (i, p))| **i > p.reservation)
                .map(|(g, (i, p))| *g as f64 / (i - p.reservation) as f64)
                .collect();
            shares.sort_by(f64::total_cmp);
            shares
        };
        let sorted = |u: &[i64]| {
            let mut g = gains(u);
            g.sort_unstable();
            g
        };
        let check = |concept: Concept, expected: Option<Vec<Vec<i64>>>| {
            let picked = zone.pick(concept, &proportions);
            let Some(mut expected) = expected else {
                assert!(picked.is_none(), "seed {seed} {concept:?}");
                return;
            };
            // Packages that tie by the rule but are dominated are not ours to list.
            expected.sort();
            expected.dedup();
            let on_frontier: Vec<Vec<i64>> = expected
                .into_iter()
                .filter(|u| found.points.iter().any(|(v, _, _)| v == &u[..]))
                .collect();
            let mut got: Vec<Vec<i64>> = picked
                .expect("the instance is sound")
                .points
                .iter()
                .map(|&at| zone.points.point(at).to_vec())
                .collect();
            got.sort();
            assert_eq!(got, on_frontier, "seed {seed} {concept:?}");
        };
        check(
            Concept::Utilitarian,
            brute_pick(&deal, |u| u.iter().sum::<i64>()).map(|b| b.1),
        );
        check(
            Concept::Egalitarian,
            brute_pick(&deal, |u| gains(u).into_iter().min()).map(|b| b.1),
        );
        check(Concept::Leximin, brute_pick(&deal, sorted).map(|b| b.1));
        check(
            Concept::KalaiSmorodinsky,
            brute_pick(&deal, shares).map(|b| b.1),
        );
        let exact = |u: &[i64]| {
            gains(u)
                .iter()
                .zip(&proportions)
                .map(|(g, q)| g * (720 / q))
                .min()
        };
        check(Concept::Proportional, brute_pick(&deal, exact).map(|b| b.1));
        let positive = |u: &[i64]| gains(u).iter().all(|&g| g > 0);
        let product = |u: &[i64]| {
            if positive(u) {
                gains(u).iter().map(|&g| i128::from(g)).product()
            } else {
                0
            }
        };
        if brute_pick(&deal, product).is_some_and(|(top, _)| top > 0) {
            check(Concept::Nash, brute_pick(&deal, product).map(|b| b.1));
        }
    }
}

#[test]
fn threshold_openings_equal_brute_force() {
    for seed in 0..400 {
        let deal = instance(seed);
        let parties: Vec<usize> = (0..deal.parties.len()).collect();
        let Ok(found) = frontier(&deal, &parties, FrontierLimit::default()) else {
            continue;
        };
        let lens = thresholds(&deal, &found.points);
        let all: Vec<Vec<i64>> = deal
            .space
            .packages()
            .map(|p| deal.shortfalls(&deal.utilities(&p)))
            .collect();
        for &mover in &parties {
            let expected = all
                .iter()
                .filter(|s| deal.consent.holds(&|p| p == mover || s[p] == 0))
                .map(|s| s[mover])
                .min();
            assert_eq!(
                lens.alone[mover].as_ref().map(|d| d.by),
                expected,
                "seed {seed}"
            );
        }
        // Every set of parties that would do, by brute force.
        let sets: Vec<Vec<usize>> = (0..1u32 << parties.len())
            .map(|bits| {
                parties
                    .iter()
                    .copied()
                    .filter(|p| bits >> p & 1 == 1)
                    .collect::<Vec<_>>()
            })
            .filter(|set| deal.consent.holds(&|p| set.contains(&p)))
            .collect();
        let over = |combine: &dyn Fn(&[i64], &[usize]) -> i64| {
            all.iter()
                .flat_map(|s| sets.iter().map(move |set| combine(s, set)))
                .min()
        };
        let sum = over(&|s, set| set.iter().map(|&p| s[p]).sum());
        let most = over(&|s, set| set.iter().map(|&p| s[p]).max().unwrap_or(0));
        assert_eq!(lens.total.map(|d| d.by), sum, "seed {seed}");
        if let Some(each) = lens.each.as_ref().filter(|each| each.by > 0) {
            let even = evenly(&deal, &found.points, each);
            assert!(!even.is_empty(), "seed {seed}");
            let within = |s: &[i64], set: &[usize]| {
                let drops = set.iter().map(|&p| s[p]);
                drops
                    .clone()
                    .all(|drop| drop <= each.by)
                    .then(|| drops.sum::<i64>())
            };
            let sums = all
                .iter()
                .flat_map(|s| sets.iter().filter_map(|set| within(s, set)));
            let least = sums.min();
            for (drops, opens) in even {
                assert_eq!(drops.iter().copied().max(), most, "seed {seed}");
                assert_eq!(Some(drops.iter().sum::<i64>()), least, "seed {seed}");
                let mut softer = deal.clone();
                for (party, drop) in softer.parties.iter_mut().zip(&drops) {
                    party.reservation -= drop;
                }
                assert!(!opens.is_empty(), "seed {seed}");
                let opened = opens
                    .iter()
                    .all(|&at| softer.accepts(found.points.point(at)));
                assert!(opened, "seed {seed}");
            }
        }
        assert_eq!(lens.each.map(|d| d.by), most, "seed {seed}");
        assert_eq!(
            lens.zone.is_empty(),
            !all.iter().any(|s| deal.consent.holds(&|p| s[p] == 0)),
            "seed {seed}"
        );
    }
}

#[test]
fn positions_equal_brute_force() {
    let (mut closed, mut resting) = (0, 0);
    for seed in 0..400 {
        let deal = instance(seed);
        let mut rng = ChaCha8Rng::seed_from_u64(seed + 10_000);
        let sizes: Vec<usize> = (0..deal.space.issues())
            .map(|i| deal.space.size(i))
            .collect();
        let lines: Vec<Line> = (0..rng.random_range(1..=10))
            .map(|_| Line {
                holder: rng.random_range(0..4),
                refuses: pattern(&mut rng, &sizes),
                except: (0..rng.random_range(0..=2))
                    .map(|_| pattern(&mut rng, &sizes))
                    .collect(),
            })
            .collect();
        let consent = match seed % 4 {
            0 => Consent::AtLeast(
                rng.random_range(1..=4),
                (0..4).map(Consent::Party).collect(),
            ),
            1 => Consent::Any(vec![
                Consent::All(vec![Consent::Party(0), Consent::Party(1)]),
                Consent::All(vec![
                    Consent::Party(1),
                    Consent::Party(2),
                    Consent::Party(3),
                ]),
            ]),
            _ => Consent::of_all(4),
        };
        let found = positions(&deal.space, &lines, &consent, PositionsLimit::default());
        let broken: Vec<Vec<usize>> = deal
            .space
            .packages()
            .map(|package| {
                (0..lines.len())
                    .filter(|&l| lines[l].shuts_out(&package))
                    .collect()
            })
            .collect();
        if broken.is_empty() {
            assert!(found.is_err());
            continue;
        }
        let found = found.expect("the instance is sound");
        assert!(found.complete);
        // Whether a package is open once these lines are given up.
        let open = |broken: &[usize], given_up: &[usize]| {
            consent.holds(&|party| {
                broken
                    .iter()
                    .all(|l| lines[*l].holder != party || given_up.contains(l))
            })
        };
        assert_eq!(
            found.zone.is_some(),
            broken.iter().any(|b| open(b, &[])),
            "seed {seed}"
        );
        if let Some(zone) = &found.zone {
            let breaks: Vec<usize> = (0..lines.len())
                .filter(|&l| lines[l].shuts_out(zone))
                .collect();
            assert!(open(&breaks, &[]), "seed {seed}");
            continue;
        }
        closed += 1;
        let subsets = |good: &dyn Fn(&[usize]) -> bool| -> Vec<Vec<usize>> {
            let all: Vec<Vec<usize>> = (0..1u32 << lines.len())
                .map(|bits| {
                    (0..lines.len())
                        .filter(|l| bits >> l & 1 == 1)
                        .collect::<Vec<_>>()
                })
                .filter(|set| good(set))
                .collect();
            let inside =
                |a: &[usize], b: &[usize]| a.len() < b.len() && a.iter().all(|x| b.contains(x));
            let mut smallest: Vec<Vec<usize>> = all
                .iter()
                .filter(|set| !all.iter().any(|other| inside(other, set)))
                .cloned()
                .collect();
            smallest.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
            smallest
        };
        let openings = subsets(&|set| broken.iter().any(|b| open(b, set)));
        // A conflict closes every package even when all lines outside it are given up.
        let conflicts = subsets(&|set| {
            let rest: Vec<usize> = (0..lines.len()).filter(|l| !set.contains(l)).collect();
            broken.iter().all(|b| !open(b, &rest))
        });
        assert_eq!(found.conflicts, conflicts, "seed {seed}");
        // With the combinations that a conflict rests on, and no fewer, its lines shut out everything.
        let rests_on = found.rests_on.as_ref().expect("little to look at");
        assert_eq!(rests_on.len(), conflicts.len(), "seed {seed}");
        for (conflict, excluded) in conflicts.iter().zip(rests_on) {
            let closed = |excluded: &[usize]| {
                let mut space = deal.space.clone();
                let patterns = excluded.iter().map(|&at| deal.space.excluded[at].clone());
                space.excluded = patterns.collect();
                space.packages().all(|package| {
                    !consent.holds(&|party| {
                        let mut own = conflict.iter().filter(|&&l| lines[l].holder == party);
                        !own.any(|&l| lines[l].shuts_out(&package))
                    })
                })
            };
            assert!(closed(excluded), "seed {seed}");
            for without in excluded {
                let rest = excluded.iter().copied().filter(|at| at != without);
                assert!(!closed(&rest.collect::<Vec<_>>()), "seed {seed}");
            }
            resting += usize::from(!excluded.is_empty());
        }
        let mut got: Vec<Vec<usize>> = found.openings.iter().map(|o| o.lines.clone()).collect();
        got.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        assert_eq!(got, openings, "seed {seed}");
        for opening in &found.openings {
            let breaks: Vec<usize> = (0..lines.len())
                .filter(|&l| lines[l].shuts_out(&opening.package))
                .collect();
            assert!(open(&breaks, &opening.lines), "seed {seed}");
            assert!(!deal.space.is_excluded(&opening.package));
        }
        let pivotal: Vec<usize> = (0..lines.len())
            .filter(|l| openings.iter().all(|o| o.contains(l)))
            .collect();
        assert_eq!(found.pivotal, pivotal, "seed {seed}");
    }
    assert!(closed > 30, "{closed}");
    assert!(resting > 10, "{resting}");
}

fn knowledge(rng: &mut ChaCha8Rng) -> Knowledge {
    let issues = rng.random_range(2..=5);
    let mut left = 100;
    let mut inside: Vec<i64> = Vec::new();
    for _ in 1..issues {
        inside.push(rng.random_range(0..=left));
        left -= inside[inside.len() - 1];
    }
    inside.push(left);
    Knowledge {
        total: 100,
        top: 20,
        points: false,
        weights: inside
            .iter()
            .map(|&w| Interval {
                low: (w - rng.random_range(0..15)).max(0),
                high: (w + rng.random_range(0..15)).min(100),
            })
            .collect(),
        order: Vec::new(),
        ratios: Vec::new(),
        values: (0..issues)
            .map(|_| Values::Known((0..3).map(|_| rng.random_range(0..=20)).collect()))
            .collect(),
        interactions: Vec::new(),
        rather: Vec::new(),
        verdicts: Vec::new(),
        reservation: Interval {
            low: 400,
            high: 900,
        },
    }
}

/// The same polytope by another way: a ratio that says nothing sends it to the linear programme.
fn by_programme(knowledge: &Knowledge) -> Knowledge {
    let mut same = knowledge.clone();
    same.ratios.push(RatioBound {
        more: 0,
        less: 1,
        at_least: Some(0),
        at_most: None,
    });
    same
}

#[test]
fn bounds_agree_between_methods() {
    for seed in 0..150 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut known = knowledge(&mut rng);
        if seed % 2 == 1 {
            known.weights = vec![Interval { low: 0, high: 100 }; known.issues()];
            known.order = (0..known.issues()).map(|issue| vec![issue]).collect();
        }
        let linear = by_programme(&known);
        let (direct, programme) = (
            known.prepare().expect("the instance is sound"),
            linear.prepare().unwrap(),
        );
        let expected = if seed % 2 == 1 {
            Method::Order
        } else {
            Method::Intervals
        };
        assert!(direct.method() == expected || direct.method() == Method::Exact);
        assert_eq!(programme.method(), Method::LinearProgramme);
        for _ in 0..10 {
            let mut package = || {
                (0..known.issues())
                    .map(|_| rng.random_range(0..3))
                    .collect::<Vec<usize>>()
            };
            let (a, b) = (package(), package());
            let pairs = [
                (direct.surplus(&a), programme.surplus(&a)),
                (direct.difference(&a, &b), programme.difference(&a, &b)),
            ];
            for (x, y) in pairs {
                assert!(
                    (x.least - y.least).abs() < 1e-5 && (x.most - y.most).abs() < 1e-5,
                    "seed {seed}: {x:?} {y:?}"
                );
                assert_eq!(x.acceptable(), y.acceptable(), "seed {seed}");
            }
        }
    }
}

/// Every choice of whole weights within bounds that add up.
fn whole_weights(known: &Knowledge) -> Vec<Vec<i64>> {
    let choices = known
        .weights
        .iter()
        .fold(vec![Vec::new()], |all: Vec<Vec<i64>>, range| {
            all.iter()
                .flat_map(|head| (range.low..=range.high).map(move |w| [&head[..], &[w]].concat()))
                .filter(|w| w.iter().sum::<i64>() <= known.total)
                .collect()
        });
    let full = |w: &Vec<i64>| w.iter().sum::<i64>() == known.total;
    choices.into_iter().filter(full).collect()
}

#[test]
fn packages_held_against_no_deal_equal_brute_force() {
    let (mut tighter, mut contradictory) = (0, 0);
    for seed in 0..200 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut known = knowledge(&mut rng);
        if known.issues() > 3 {
            continue;
        }
        let plain = known.clone();
        let package = |rng: &mut ChaCha8Rng| -> Vec<usize> {
            (0..plain.issues())
                .map(|_| rng.random_range(0..3))
                .collect()
        };
        known.verdicts = (0..2)
            .map(|_| Verdict {
                package: package(&mut rng),
                accepted: rng.random_bool(0.6),
            })
            .collect();
        let worth = |w: &[i64], package: &[usize]| -> i64 {
            let score = |(issue, &option): (usize, &usize)| match &plain.values[issue] {
                Values::Known(scores) => w[issue] * scores[option],
                _ => unreachable!("made exact"),
            };
            package.iter().enumerate().map(score).sum()
        };
        // For whole weights: what no deal can be worth beside the verdicts, ends included.
        let states: Vec<(Vec<i64>, i64, i64)> = whole_weights(&known)
            .into_iter()
            .map(|w| {
                let said = known
                    .verdicts
                    .iter()
                    .map(|v| (v.accepted, worth(&w, &v.package)));
                let Interval { low, high } = known.reservation;
                let (low, high) = said.fold((low, high), |(low, high), (accepted, worth)| {
                    if accepted {
                        (low, high.min(worth))
                    } else {
                        (low.max(worth), high)
                    }
                });
                (w, low, high)
            })
            .filter(|(_, low, high)| low <= high)
            .collect();
        let Some(prepared) = known.prepare() else {
            assert!(states.is_empty(), "seed {seed}");
            assert!(known.contradiction().is_some(), "seed {seed}");
            contradictory += 1;
            continue;
        };
        if states.is_empty() {
            continue;
        }
        // Between two choices of whole weights a package changes by no more than a step of each.
        let step = (known.issues() as i64 * known.top) as f64 * 2.0;
        for _ in 0..10 {
            let package = package(&mut rng);
            let surplus = |(w, low, high): &(Vec<i64>, i64, i64)| {
                let worth = worth(w, &package);
                (worth - high, worth - low)
            };
            let ends = states.iter().map(surplus);
            let (least, most) = ends.fold((i64::MAX, i64::MIN), |(least, most), (low, high)| {
                (least.min(low), most.max(high))
            });
            let found = prepared.surplus(&package);
            assert!(
                found.least <= least as f64 + 1e-5 && found.least >= least as f64 - step,
                "seed {seed}: {found:?} {least}"
            );
            assert!(
                found.most >= most as f64 - 1e-5 && found.most <= most as f64 + step,
                "seed {seed}: {found:?} {most}"
            );
            let apart = plain
                .prepare()
                .expect("the instance is sound")
                .surplus(&package);
            assert!(found.least >= apart.least - 1e-5 && found.most <= apart.most + 1e-5);
            tighter +=
                usize::from(found.least > apart.least + 1.0 || found.most < apart.most - 1.0);
        }
    }
    assert!(
        tighter > 100 && contradictory > 3,
        "{tighter} {contradictory}"
    );
}

/// What is left of knowledge if only some statements were made.
fn only(known: &Knowledge, kept: &[Statement]) -> Knowledge {
    let kept = |statement: Statement| kept.contains(&statement);
    let mut left = known.clone();
    for (issue, weight) in left.weights.iter_mut().enumerate() {
        if !kept(Statement::Weight { issue }) {
            *weight = Interval {
                low: 0,
                high: known.total,
            };
        }
    }
    for (issue, values) in left.values.iter_mut().enumerate() {
        if !kept(Statement::Scores { issue }) {
            *values = Values::ordered(values.options(), Vec::new());
        }
    }
    let mut at = 0..;
    left.ratios
        .retain(|_| at.next().is_some_and(|at| kept(Statement::Ratio { at })));
    let mut at = 0..;
    left.rather
        .retain(|_| at.next().is_some_and(|at| kept(Statement::Rather { at })));
    left
}

#[test]
fn contradictions_are_smallest() {
    let (mut found, mut scored) = (0, 0);
    for seed in 0..160 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut known = knowledge(&mut rng);
        let issues = known.issues();
        if seed % 2 == 1 {
            let mut package = || (0..issues).map(|_| rng.random_range(0..3)).collect();
            known.rather.push(Rather {
                better: package(),
                worse: package(),
                strictly: true,
            });
        }
        for _ in 0..3 {
            let (more, less) = (rng.random_range(0..issues), rng.random_range(0..issues));
            if more != less {
                known.ratios.push(RatioBound {
                    more,
                    less,
                    at_least: Some(rng.random_range(500..4000)),
                    at_most: None,
                });
            }
        }
        match known.contradiction() {
            None => assert!(known.prepare().is_some()),
            Some(set) => {
                found += 1;
                assert!(known.prepare().is_none());
                // What is named contradicts by itself, and without any one of it no more.
                assert!(
                    only(&known, &set).contradiction().is_some(),
                    "seed {seed} {set:?}"
                );
                for left_out in &set {
                    let rest: Vec<Statement> =
                        set.iter().copied().filter(|s| s != left_out).collect();
                    assert!(
                        only(&known, &rest).contradiction().is_none(),
                        "seed {seed} {set:?}"
                    );
                }
                scored += usize::from(set.iter().any(|s| matches!(s, Statement::Scores { .. })));
            }
        }
    }
    assert!(found > 20 && scored > 10, "{found} {scored}");
}

#[test]
fn names_may_be_swapped_and_scales_changed() {
    for seed in 0..150 {
        let deal = instance(seed);
        let parties: Vec<usize> = (0..deal.parties.len()).collect();
        let Ok(found) = frontier(&deal, &parties, FrontierLimit::default()) else {
            continue;
        };
        let zone = Zone::of_all(
            &found.points,
            deal.parties.iter().map(|p| p.reservation).collect(),
        );
        let turned: Vec<usize> = parties.iter().rev().copied().collect();
        let back =
            frontier(&deal, &turned, FrontierLimit::default()).expect("the instance is sound");
        let zone_turned = Zone::of_all(
            &back.points,
            turned
                .iter()
                .map(|&p| deal.parties[p].reservation)
                .collect(),
        );
        let mut scaled = deal.clone();
        for (at, party) in scaled.parties.iter_mut().enumerate() {
            let (times, plus) = (at as i64 + 2, 7 * at as i64);
            party.parts.iter_mut().flatten().for_each(|v| *v *= times);
            party.interactions.iter_mut().for_each(|i| i.adds *= times);
            party.base = party.base * times + plus;
            party.reservation = party.reservation * times + plus;
        }
        let large =
            frontier(&scaled, &parties, FrontierLimit::default()).expect("the instance is sound");
        let zone_large = Zone::of_all(
            &large.points,
            scaled.parties.iter().map(|p| p.reservation).collect(),
        );
        let ones = vec![1; parties.len()];
        let examples = |zone: &Zone, concept| {
            let mut e: Vec<Number> = zone.pick(concept, &ones).map_or(Vec::new(), |p| {
                p.points
                    .iter()
                    .map(|&at| zone.points.examples[at])
                    .collect()
            });
            e.sort_unstable();
            e
        };
        for concept in Concept::ALL {
            let here = examples(&zone, concept);
            assert_eq!(
                here,
                examples(&zone_turned, concept),
                "seed {seed} {concept:?}: names swapped"
            );
            if matches!(
                concept,
                Concept::Nash | Concept::KalaiSmorodinsky | Concept::RelativeUtilitarian
            ) {
                assert_eq!(
                    here,
                    examples(&zone_large, concept),
                    "seed {seed} {concept:?}: scale changed"
                );
            }
        }
    }
}

#[test]
fn a_lower_reservation_never_shrinks_the_zone() {
    for seed in 0..150 {
        let deal = instance(seed);
        let mut softer = deal.clone();
        softer.parties[0].reservation -= 1 + (seed % 5) as i64;
        let (Ok(before), Ok(after)) = (blockers(&deal), blockers(&softer)) else {
            continue;
        };
        assert!(before.accepted <= after.accepted, "seed {seed}");
        for (a, b) in before.options_in_zone.iter().zip(&after.options_in_zone) {
            assert!(a.iter().zip(b).all(|(a, b)| a <= b), "seed {seed}");
        }
        let parties: Vec<usize> = (0..deal.parties.len()).collect();
        let Ok(found) = frontier(&deal, &parties, FrontierLimit::default()) else {
            continue;
        };
        let (hard, soft) = (
            thresholds(&deal, &found.points),
            thresholds(&softer, &found.points),
        );
        assert!(
            hard.zone.iter().all(|at| soft.zone.contains(at)),
            "seed {seed}"
        );
        let by = |drop: &Option<deal::openings::threshold::Drop>| drop.as_ref().map(|d| d.by);
        assert!(by(&soft.total) <= by(&hard.total), "seed {seed}");
    }
}

struct BruteRaiffa {
    steps: Vec<Vec<i128>>,
    /// Whether no further step can be granted.
    ended: bool,
    picked: BTreeSet<Vec<i64>>,
}

/// Raiffa's steps over all packages of the zone, in whole numbers of parties to the power of `MOST`.
fn brute_raiffa(deal: &DealSpace, most: u32) -> Option<BruteRaiffa> {
    let parties = deal.parties.len();
    let unit = (parties as i128).pow(most);
    let zone: BTreeSet<Vec<i64>> = deal
        .space
        .packages()
        .map(|package| deal.utilities(&package))
        .filter(|u| {
            u.iter()
                .zip(&deal.parties)
                .all(|(u, p)| *u >= p.reservation)
        })
        .collect();
    let reaching = |floor: &[i128]| -> Vec<&Vec<i64>> {
        let reaches = |u: &&Vec<i64>| {
            u.iter()
                .zip(floor)
                .all(|(u, f)| i128::from(*u) * unit >= *f)
        };
        zone.iter().filter(reaches).collect()
    };
    let floor: Vec<i128> = deal
        .parties
        .iter()
        .map(|p| i128::from(p.reservation) * unit)
        .collect();
    let mut steps = vec![floor];
    let mut ended = reaching(&steps[0]).is_empty();
    while !ended && steps.len() <= most as usize {
        let here = &steps[steps.len() - 1];
        let open = reaching(here);
        let next: Vec<i128> = (0..parties)
            .map(|party| {
                let aim = open
                    .iter()
                    .map(|u| i128::from(u[party]) * unit)
                    .max()
                    .expect("some reach it");
                here[party] + (aim - here[party]) / parties as i128
            })
            .collect();
        if next == *here || reaching(&next).is_empty() {
            ended = true;
        } else {
            steps.push(next);
        }
    }
    let last = &steps[steps.len() - 1];
    let gains = |u: &Vec<i64>| {
        let mut gains: Vec<i128> = u
            .iter()
            .zip(last)
            .map(|(u, f)| i128::from(*u) * unit - f)
            .collect();
        gains.sort_unstable();
        gains
    };
    let open = reaching(last);
    let best = open.iter().map(|u| gains(u)).max()?;
    let picked = open
        .into_iter()
        .filter(|u| gains(u) == best)
        .cloned()
        .collect();
    Some(BruteRaiffa {
        steps,
        ended,
        picked,
    })
}

#[test]
fn raiffas_steps_equal_brute_force() {
    const MOST: u32 = 9;
    let (mut compared, mut picked) = (0, 0);
    // The last one ends in a tie that floats alone would break.
    for seed in (0..400).chain([1439]) {
        let mut deal = instance(seed);
        deal.consent = Consent::of_all(deal.parties.len());
        let parties: Vec<usize> = (0..deal.parties.len()).collect();
        let Ok(found) = frontier(&deal, &parties, FrontierLimit::default()) else {
            continue;
        };
        let zone = Zone::of(&deal, &parties, &found.points);
        let (Some(path), Some(brute)) = (raiffa(&zone), brute_raiffa(&deal, MOST)) else {
            assert!(
                raiffa(&zone).is_none() && brute_raiffa(&deal, MOST).is_none(),
                "seed {seed}"
            );
            continue;
        };
        let unit = (parties.len() as f64).powi(MOST as i32);
        for (ours, theirs) in path.steps.iter().zip(&brute.steps) {
            let near =
                |(a, b): (&f64, &i128)| (a - *b as f64 / unit).abs() < 1e-9 * a.abs().max(1.0);
            assert!(ours.iter().zip(theirs).all(near), "seed {seed}");
            compared += 1;
        }
        if brute.ended {
            assert_eq!(path.steps.len(), brute.steps.len(), "seed {seed}");
            let ours: BTreeSet<Vec<i64>> = path
                .points
                .iter()
                .map(|&at| zone.points.point(at).to_vec())
                .collect();
            assert_eq!(ours, brute.picked, "seed {seed}");
            picked += 1;
        }
    }
    assert!(compared > 300 && picked > 30, "{compared} {picked}");
}

//! Moves, words and shares of the deal space against brute force over all packages, on several
//! hundred random small instances.

mod deal_support;

use armistice_engine::deal;
use deal::foreign::{best, worst};
use deal::frontier::{Frontier, FrontierLimit, frontier};
use deal::improvements::improvements;
use deal::map::Uncertain;
use deal::openings::blockers::blockers;
use deal::openings::exchange::exchanges;
use deal::openings::inducement::{self, Entry};
use deal::openings::logrolling::{Move, logrolling};
use deal::openings::single_text::{Rule, single_text};
use deal::preferences::{Acceptable, Interval, Knowledge, Values};
use deal::robust::acceptability::{Sampling, acceptability, acceptability_of};
use deal::robust::drift::{Direction, Path, drift};
use deal::solutions::{Concept, Zone};
use deal::space::{Consent, DealSpace, Space, Utility};
use deal_support::instance;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

fn solved(seed: u64) -> Option<(DealSpace, Frontier)> {
    let deal = instance(seed);
    let all: Vec<usize> = (0..deal.parties.len()).collect();
    let found = frontier(&deal, &all, FrontierLimit::default()).ok()?;
    (!found.points.is_empty()).then_some((deal, found))
}

/// A package that can be.
fn start(deal: &DealSpace, rng: &mut ChaCha8Rng) -> Vec<usize> {
    let all: Vec<Vec<usize>> = deal.space.packages().collect();
    all[rng.random_range(0..all.len())].clone()
}

#[test]
fn blockers_equal_brute_force() {
    let mut seen = [0; 2];
    for seed in 0..300 {
        let deal = instance(seed);
        let found = blockers(&deal).expect("small enough");
        let yes = |package: &[usize]| -> Vec<bool> {
            deal.parties
                .iter()
                .map(|p| p.of(package) >= p.reservation)
                .collect()
        };
        let all: Vec<Vec<bool>> = deal.space.packages().map(|p| yes(&p)).collect();
        assert_eq!(found.packages, all.len() as u64);
        let open = all.iter().filter(|yes| deal.consent.holds(&|p| yes[p]));
        assert_eq!(found.accepted, open.count() as u64, "seed {seed}");
        for party in 0..deal.parties.len() {
            // No deal as it is, and one if this party said yes too.
            let lacking = all.iter().filter(|yes| {
                let with: Vec<bool> = (0..yes.len()).map(|p| yes[p] || p == party).collect();
                !deal.consent.holds(&|p| yes[p]) && deal.consent.holds(&|p| with[p])
            });
            let lacking = lacking.count() as u64;
            assert_eq!(found.lacking_only[party], lacking, "seed {seed}");
            seen[usize::from(lacking > 0)] += 1;
        }
    }
    assert!(seen.iter().all(|&n| n > 50), "{seen:?}");
}

#[test]
fn inducements_equal_brute_force() {
    for seed in 0..300 {
        let Some((deal, found)) = solved(seed) else {
            continue;
        };
        let mut rng = ChaCha8Rng::seed_from_u64(seed + 1);
        let costs: Vec<i64> = deal
            .parties
            .iter()
            .map(|_| rng.random_range(1..4))
            .collect();
        let short: Vec<Vec<i64>> = deal
            .space
            .packages()
            .map(|package| deal.shortfalls(&deal.utilities(&package)))
            .collect();
        // Every set of parties that can make a deal, over every package.
        let parties = deal.parties.len();
        let least = (0..1u32 << parties)
            .filter(|members| deal.consent.holds(&|p| members >> p & 1 == 1))
            .flat_map(|members| {
                let costs = &costs;
                short.iter().map(move |short| -> i64 {
                    (0..parties)
                        .filter(|p| members >> p & 1 == 1)
                        .map(|p| short[p] * costs[p])
                        .sum()
                })
            })
            .min()
            .expect("there are packages");
        let cheapest = inducement::cheapest(&deal, &found.points, &costs);
        assert!(!cheapest.is_empty());
        for inducement in &cheapest {
            assert_eq!(inducement.cost, least, "seed {seed}");
            for &at in &inducement.opens {
                let raised: Vec<i64> = found
                    .points
                    .point(at)
                    .iter()
                    .zip(&inducement.adds)
                    .map(|(u, a)| u + a)
                    .collect();
                assert!(deal.accepts(&raised), "seed {seed}");
            }
        }
        let menu: Vec<Entry> = (0..4)
            .map(|_| Entry {
                adds: (0..parties).map(|_| rng.random_range(0..6)).collect(),
                cost: rng.random_range(1..4),
            })
            .collect();
        let opens = |set: u32| {
            deal.space.packages().any(|package| {
                let raised: Vec<i64> = (0..parties)
                    .map(|p| {
                        let add = (0..4).filter(|e| set >> e & 1 == 1);
                        deal.parties[p].of(&package) + add.map(|e| menu[e].adds[p]).sum::<i64>()
                    })
                    .collect();
                deal.accepts(&raised)
            })
        };
        let cost = |set: u32| -> i64 {
            (0..4)
                .filter(|e| set >> e & 1 == 1)
                .map(|e| menu[e].cost)
                .sum()
        };
        let good: Vec<u32> = (0..16).filter(|&set| opens(set)).collect();
        let best = good.iter().map(|&set| cost(set)).min();
        let expected: BTreeSet<u32> = good
            .iter()
            .copied()
            .filter(|&set| Some(cost(set)) == best)
            .filter(|&set| {
                !good
                    .iter()
                    .any(|&other| other != set && other & set == other)
            })
            .collect();
        let got: BTreeSet<u32> = inducement::from_menu(&deal, &found.points, &menu)
            .expect("a short menu")
            .into_iter()
            .map(|(set, _)| set.iter().fold(0, |bits, at| bits | 1 << at))
            .collect();
        assert_eq!(got, expected, "seed {seed}");
    }
}

#[test]
fn improvements_equal_brute_force() {
    let mut some = 0;
    for seed in 0..300 {
        let Some((deal, found)) = solved(seed) else {
            continue;
        };
        let mut rng = ChaCha8Rng::seed_from_u64(seed + 2);
        let from = start(&deal, &mut rng);
        let base = deal.utilities(&from);
        let better = improvements(&deal, &found.points, &from);
        some += usize::from(!better.is_empty());
        let got: BTreeSet<Vec<i64>> = better
            .iter()
            .map(|i| found.points.point(i.point).to_vec())
            .collect();
        // What is no worse for anybody, and not itself beaten.
        let all: BTreeSet<Vec<i64>> = deal.space.packages().map(|p| deal.utilities(&p)).collect();
        let beats = |a: &[i64], b: &[i64]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        let expected: BTreeSet<Vec<i64>> = all
            .iter()
            .filter(|u| beats(u, &base) && !all.iter().any(|other| beats(other, u)))
            .cloned()
            .collect();
        assert_eq!(got, expected, "seed {seed}");
        let least = |i: &deal::improvements::Improvement| i.gains.iter().copied().min();
        assert!(
            better
                .windows(2)
                .all(|pair| least(&pair[0]) >= least(&pair[1]))
        );
    }
    assert!(some > 50, "{some}");
}

/// The moves between two packages.
fn moved(from: &[usize], to: &[usize]) -> Vec<Move> {
    (0..from.len())
        .filter(|&issue| from[issue] != to[issue])
        .map(|issue| Move {
            issue,
            to: to[issue],
        })
        .collect()
}

#[test]
fn exchanges_equal_brute_force() {
    let mut some = 0;
    for seed in 0..300 {
        let deal = instance(seed);
        if deal.space.packages().next().is_none() {
            continue;
        }
        let mut rng = ChaCha8Rng::seed_from_u64(seed + 3);
        let from = start(&deal, &mut rng);
        let before = deal.utilities(&from);
        let parties = deal.parties.len();
        let reservations: Vec<i64> = deal
            .parties
            .iter()
            .map(|p| p.reservation - rng.random_range(0..4))
            .collect();
        let found = logrolling(&deal, &reservations, &from);
        assert!(found.cycles);
        let got: BTreeSet<Vec<usize>> = found.exchanges.iter().map(|e| e.package.clone()).collect();
        let mut expected = BTreeSet::new();
        for package in deal.space.packages() {
            let steps = moved(&from, &package);
            if !(2..=3).contains(&steps.len()) || (steps.len() == 3 && parties < 3) {
                continue;
            }
            let after = deal.utilities(&package);
            if (0..parties).any(|p| {
                let mut floors = reservations[p]..=deal.parties[p].reservation;
                floors.any(|floor| before[p] >= floor && after[p] < floor)
            }) {
                continue;
            }
            let alone: Vec<Vec<i64>> = steps
                .iter()
                .map(|step| {
                    let mut one = from.clone();
                    one[step.issue] = step.to;
                    let u = deal.utilities(&one);
                    (0..parties).map(|p| u[p] - before[p]).collect()
                })
                .collect();
            // Some party for each move gains in all, likes its own move and pays with the others.
            let fits = |p: usize, own: usize| {
                let others = || (0..steps.len()).filter(|&m| m != own);
                after[p] > before[p]
                    && alone[own][p] > 0
                    && others().all(|m| alone[m][p] <= 0)
                    && others().any(|m| alone[m][p] < 0)
            };
            let takers: Vec<Vec<usize>> = (0..steps.len())
                .map(|own| (0..parties).filter(|&p| fits(p, own)).collect())
                .collect();
            if takers.iter().all(|t| !t.is_empty()) {
                expected.insert(package);
            }
        }
        some += expected.len();
        assert_eq!(got, expected, "seed {seed}");
    }
    assert!(some > 50, "{some}");
}

#[test]
fn a_single_text_ends_where_no_change_helps() {
    for seed in 0..300 {
        let deal = instance(seed);
        if deal.space.packages().next().is_none() {
            continue;
        }
        let mut rng = ChaCha8Rng::seed_from_u64(seed + 4);
        let from = start(&deal, &mut rng);
        let parties = deal.parties.len();
        // What those lack together, and most, whose yes makes a deal; over all sets of such parties.
        let sets: Vec<u32> = (0..1u32 << parties)
            .filter(|set| deal.consent.holds(&|p| set >> p & 1 == 1))
            .collect();
        let least = |utilities: &[i64]| -> (i64, (i64, i64)) {
            let of = |set: &u32| {
                let short = (0..parties)
                    .filter(|p| set >> p & 1 == 1)
                    .map(|p| (deal.parties[p].reservation - utilities[p]).max(0));
                (short.clone().sum::<i64>(), short.max().unwrap_or(0))
            };
            let sums = sets.iter().map(|set| of(set).0);
            let mosts = sets.iter().map(|set| (of(set).1, of(set).0));
            (sums.min().expect("a set"), mosts.min().expect("a set"))
        };
        for (rule, issues) in [
            (Rule::HurtNobody, 1),
            (Rule::LeastShortfall, 2),
            (Rule::LeastLargestShortfall, 2),
        ] {
            let path = single_text(&deal, &from, rule, issues);
            assert_eq!(path[0].package, from);
            for pair in path.windows(2) {
                assert!(moved(&pair[0].package, &pair[1].package).len() <= issues);
                for (p, change) in pair[1].changes.iter().enumerate() {
                    assert_eq!(*change, pair[1].utilities[p] - pair[0].utilities[p]);
                }
                match rule {
                    Rule::HurtNobody => assert!(pair[1].changes.iter().all(|&c| c >= 0)),
                    Rule::LeastShortfall => {
                        assert!(least(&pair[1].utilities).0 < least(&pair[0].utilities).0);
                    }
                    Rule::LeastLargestShortfall => {}
                }
            }
            let last = &path[path.len() - 1];
            for draft in &path {
                let nothing = draft.lacking.iter().all(|&by| by == 0);
                assert_eq!(nothing, deal.accepts(&draft.utilities), "seed {seed}");
            }
            for package in deal.space.packages() {
                if moved(&last.package, &package).len() > issues {
                    continue;
                }
                let u = deal.utilities(&package);
                let helps = match rule {
                    Rule::HurtNobody => {
                        u != last.utilities && u.iter().zip(&last.utilities).all(|(a, b)| a >= b)
                    }
                    Rule::LeastShortfall => least(&u).0 < least(&last.utilities).0,
                    Rule::LeastLargestShortfall => least(&u).1 < least(&last.utilities).1,
                };
                assert!(!helps, "seed {seed} {rule:?}");
            }
        }
    }
}

/// Parties with weights and scores in ranges, some scores in a known order.
fn uncertain(seed: u64, parties: usize, wide: i64) -> (Uncertain, ChaCha8Rng) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let issues = rng.random_range(2..=3);
    let spread = wide.min(3);
    let sizes: Vec<usize> = (0..issues).map(|_| rng.random_range(2..=3)).collect();
    let known = (0..parties)
        .map(|_| {
            let mut known = Knowledge::nothing(&sizes, 12, 10);
            let even = 12 / issues as i64;
            known.weights = (0..issues)
                .map(|_| Interval {
                    low: even - rng.random_range(0..spread),
                    high: even + rng.random_range(0..spread),
                })
                .collect();
            known.values = sizes
                .iter()
                .map(|&n| {
                    let scores = (0..n)
                        .map(|_| {
                            let low = rng.random_range(0..=8);
                            Interval {
                                low,
                                high: rng.random_range(low..=(low + wide).min(10)),
                            }
                        })
                        .collect();
                    let orders = if rng.random_bool(0.3) {
                        vec![vec![vec![0], vec![1]]]
                    } else {
                        Vec::new()
                    };
                    Values::between(scores, orders)
                })
                .collect();
            let low = rng.random_range(20..70);
            known.reservation = Interval {
                low,
                high: low + rng.random_range(0..20),
            };
            known
        })
        .collect();
    let case = Uncertain {
        space: Space::new(sizes, Vec::new()).expect("small enough"),
        parties: known,
        consent: Consent::of_all(parties),
    };
    (case, rng)
}

/// Every whole-number state of one party: weights, scores of each issue, reservation ends.
fn states(known: &Knowledge) -> Vec<(Vec<i64>, Vec<Vec<i64>>)> {
    let ranges = |list: &[Interval]| -> Vec<Vec<i64>> {
        list.iter().fold(vec![Vec::new()], |all, range| {
            all.iter()
                .flat_map(|head| {
                    let ends = [range.low, range.high];
                    let count = if range.is_exact() { 1 } else { 2 };
                    ends.into_iter()
                        .take(count)
                        .map(move |end| [&head[..], &[end]].concat())
                })
                .collect()
        })
    };
    let weights: Vec<Vec<i64>> = known.weights.iter().fold(vec![Vec::new()], |all, range| {
        all.iter()
            .flat_map(|head: &Vec<i64>| {
                (range.low..=range.high).map(move |w| [&head[..], &[w]].concat())
            })
            .collect()
    });
    let scores: Vec<Vec<Vec<i64>>> = known
        .values
        .iter()
        .map(|values| match values {
            Values::Between { scores, orders, .. } => ranges(scores)
                .into_iter()
                .filter(|s| orders.is_empty() || s[0] >= s[1])
                .collect(),
            _ => unreachable!("made with ranges"),
        })
        .collect();
    let scores = scores.iter().fold(vec![Vec::new()], |all, choices| {
        all.iter()
            .flat_map(|head: &Vec<Vec<i64>>| {
                choices.iter().map(move |c| {
                    let mut next = head.clone();
                    next.push(c.clone());
                    next
                })
            })
            .collect()
    });
    weights
        .into_iter()
        .filter(|w| w.iter().sum::<i64>() == known.total)
        .flat_map(|w| scores.iter().map(move |s| (w.clone(), s.clone())))
        .collect()
}

#[test]
fn words_for_packages_equal_brute_force_at_the_corners() {
    let mut words = BTreeSet::new();
    for seed in 0..40 {
        let (case, _) = uncertain(seed, 2, 4);
        // A weight range that cannot add up, or an order that no score keeps, is told apart.
        let corners: Vec<_> = case.parties.iter().map(states).collect();
        let Ok(map) = case.map(usize::MAX) else {
            assert!(
                case.parties.iter().any(|k| k.contradiction().is_some()),
                "seed {seed}"
            );
            continue;
        };
        let worth = |(w, s): &(Vec<i64>, Vec<Vec<i64>>), package: &[usize]| -> i64 {
            (0..package.len()).map(|i| w[i] * s[i][package[i]]).sum()
        };
        let mut counts = [0u64; 3];
        for package in case.space.packages() {
            let word = |party: usize| {
                let Interval { low, high } = case.parties[party].reservation;
                let worths = corners[party].iter().map(|state| worth(state, &package));
                let (least, most) = worths.fold((i64::MAX, i64::MIN), |(least, most), u| {
                    (least.min(u), most.max(u))
                });
                if least >= high {
                    Acceptable::Necessary
                } else if most >= low {
                    Acceptable::Possible
                } else {
                    Acceptable::Impossible
                }
            };
            let by_party: Vec<Acceptable> = (0..2).map(word).collect();
            let placed = case.place(&package).expect("nothing contradicts");
            assert_eq!(placed.by_party, by_party, "seed {seed} {package:?}");
            words.extend(by_party.clone());
            counts[by_party[0].min(by_party[1]) as usize] += 1;
        }
        assert_eq!(map.counts, counts, "seed {seed}");
    }
    assert_eq!(words.len(), 3);
}

#[test]
fn sure_and_possible_exchanges_equal_brute_force_at_the_corners() {
    let mut seen = [0; 3];
    for seed in 0..400 {
        let (case, mut rng) = uncertain(seed, 2, 1);
        if case.map(0).is_err() {
            continue;
        }
        let all: Vec<Vec<usize>> = case.space.packages().collect();
        let from = all[rng.random_range(0..all.len())].clone();
        let corners: Vec<_> = case.parties.iter().map(states).collect();
        let gains = |party: usize, to: &[usize]| -> (i64, i64) {
            let gain = |(w, s): &(Vec<i64>, Vec<Vec<i64>>)| -> i64 {
                (0..to.len())
                    .map(|i| w[i] * (s[i][to[i]] - s[i][from[i]]))
                    .sum()
            };
            let gains: Vec<i64> = corners[party].iter().map(gain).collect();
            (
                gains.iter().copied().min().expect("some state fits"),
                gains.iter().copied().max().expect("some state fits"),
            )
        };
        let mut expected = BTreeSet::new();
        for to in &all {
            let steps = moved(&from, to);
            if steps.len() != 2 {
                continue;
            }
            let alone = |step: &Move, party: usize| {
                let mut one = from.clone();
                one[step.issue] = step.to;
                gains(party, &one)
            };
            for order in [[0, 1], [1, 0]] {
                let fits = (0..2).all(|m: usize| {
                    let (own, other) = (alone(&steps[m], order[m]), alone(&steps[1 - m], order[m]));
                    let total = gains(order[m], to);
                    own.0 >= 0 && own.1 > 0 && other.1 <= 0 && other.0 < 0 && total.1 > 0
                });
                if fits {
                    let sure = order.iter().all(|&p| gains(p, to).0 >= 0);
                    expected.insert((to.clone(), order.to_vec(), sure));
                }
            }
        }
        let found = exchanges(&case, &from).expect("nothing contradicts");
        assert!(found.complete);
        let got: BTreeSet<_> = found
            .exchanges
            .iter()
            .map(|e| {
                (
                    e.package.clone(),
                    e.towards.concat(),
                    e.helps == Acceptable::Necessary,
                )
            })
            .collect();
        seen[0] += expected.len();
        seen[1] += expected.iter().filter(|(_, _, sure)| *sure).count();
        seen[2] += 1;
        assert_eq!(got, expected, "seed {seed}");
    }
    assert!(seen[0] > 20 && seen[1] > 3 && seen[2] > 100, "{seen:?}");
}

#[test]
fn draws_do_not_depend_on_threads_and_agree_with_the_words() {
    for seed in 0..12 {
        let (case, _) = uncertain(seed, 3, 10);
        let Ok(map) = case.map(usize::MAX) else {
            continue;
        };
        let sampling = Sampling { seed, draws: 400 };
        let moves = vec![vec![0, 0, 0], vec![5, 5, 5], vec![200, 200, 200]];
        let on = |threads: usize| {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("threads can be had")
                .install(|| acceptability(&case, &moves, &[1; 3], sampling))
                .expect("nothing contradicts")
        };
        let found = on(1);
        assert_eq!(found, on(3), "seed {seed}");
        // Nothing added changes nothing; more never closes; enough opens every draw.
        assert_eq!(found.moves[0].zone, found.zone);
        assert!(found.moves[1].zone.value >= found.zone.value);
        assert!(found.moves[2].always);
        for (package, share) in &found.packages {
            let placed = case.place(package).expect("nothing contradicts");
            match placed.overall {
                Acceptable::Necessary => assert_eq!(share.value, 1.0, "seed {seed}"),
                Acceptable::Impossible => assert_eq!(share.value, 0.0, "seed {seed}"),
                Acceptable::Possible => {}
            }
        }
        assert_eq!(map.best.len() as u64, map.counts[1] + map.counts[2]);
    }
}

/// With exact weights and scores, drawing on the frontier alone tells as often that there is a deal.
#[test]
fn draws_on_a_frontier_are_those_over_all_packages() {
    let mut seen = BTreeSet::new();
    for seed in 0..40 {
        let Some((deal, found)) = solved(seed) else {
            continue;
        };
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let sizes: Vec<usize> = (0..deal.space.issues())
            .map(|i| deal.space.size(i))
            .collect();
        let parties = deal.parties.iter().map(|utility| {
            let mut known = Knowledge::nothing(&sizes, sizes.len() as i64, 1000);
            known.weights = vec![Interval::exactly(1); sizes.len()];
            known.values = utility.parts.iter().cloned().map(Values::Known).collect();
            known.interactions = utility.interactions.clone();
            let low = utility.reservation - utility.base;
            known.reservation = Interval {
                low,
                high: low + rng.random_range(0..20),
            };
            known
        });
        let case = Uncertain {
            parties: parties.collect(),
            space: deal.space.clone(),
            consent: deal.consent.clone(),
        };
        let sampling = Sampling { seed, draws: 60 };
        let moves = vec![vec![3; deal.parties.len()]];
        let all = acceptability(&case, &moves, &vec![1; case.parties.len()], sampling)
            .expect("few packages");
        let examples = found.points.examples.iter();
        let examples: Vec<Vec<usize>> = examples.map(|&n| deal.space.package(n)).collect();
        let some = acceptability_of(
            &case,
            examples,
            &moves,
            &vec![1; case.parties.len()],
            sampling,
        )
        .expect("fewer");
        assert_eq!(some.zone, all.zone, "seed {seed}");
        assert_eq!(some.drops, all.drops, "seed {seed}");
        assert_eq!(some.moves, all.moves, "seed {seed}");
        assert_eq!(some.deciding, all.deciding, "seed {seed}");
        seen.insert((some.zone.value > 0.0, some.zone.value < 1.0));
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}

#[test]
fn rules_pick_over_draws_what_they_pick_where_all_is_exact() {
    let (mut zones, mut ties) = (0, 0);
    for seed in 0..200 {
        let deal = instance(seed);
        let parties = deal.parties.len();
        let all: Vec<usize> = (0..parties).collect();
        let Ok(found) = frontier(&deal, &all, FrontierLimit::default()) else {
            continue;
        };
        // Points that add up: what is worth something whatever is chosen is part of the first issue.
        let known = |utility: &Utility| {
            let mut known = Knowledge::nothing(&[], 1, 1);
            let issues = deal.space.issues();
            known.points = true;
            known.total = issues as i64;
            known.weights = vec![Interval::exactly(1); issues];
            known.top = 1_000;
            let mut parts = utility.parts.clone();
            parts[0].iter_mut().for_each(|worth| *worth += utility.base);
            known.values = parts.into_iter().map(Values::Known).collect();
            known.interactions = utility.interactions.clone();
            known.reservation = Interval::exactly(utility.reservation);
            known
        };
        let case = Uncertain {
            space: deal.space.clone(),
            parties: deal.parties.iter().map(known).collect(),
            consent: deal.consent.clone(),
        };
        let proportions: Vec<i64> = (0..parties as i64).map(|at| at % 2 + 1).collect();
        let sampling = Sampling { seed, draws: 1 };
        let drawn = acceptability(&case, &[], &proportions, sampling).expect("all is exact");
        let picks = drawn.picks.expect("few packages");
        let zone = Zone::of(&deal, &all, &found.points);
        zones += usize::from(!zone.points.is_empty());
        for (rule, concept) in Concept::ALL.into_iter().enumerate() {
            let picked = zone.pick(concept, &proportions);
            let points: Vec<&[i64]> = picked
                .iter()
                .flat_map(|picked| picked.points.iter().map(|&at| zone.points.point(at)))
                .collect();
            let mut as_good = 0;
            for ((package, _), share) in drawn.packages.iter().zip(&picks[rule]) {
                let expected = points.contains(&&deal.utilities(package)[..]);
                as_good += usize::from(expected);
                assert_eq!(
                    share.value,
                    f64::from(u8::from(expected)),
                    "seed {seed} {concept:?} {package:?}"
                );
            }
            ties += usize::from(as_good > 1);
        }
    }
    assert!(zones > 50 && ties > 50, "{zones} {ties}");
}

#[test]
fn drift_agrees_with_the_map_on_every_day() {
    for seed in 0..40 {
        let (case, mut rng) = uncertain(seed, 2, 10);
        if case.map(0).is_err() {
            continue;
        }
        let start = case.parties[0].reservation;
        // What is asked for may come to be less sure, or surer, as time goes by.
        let rises = [0; 2].map(|_| rng.random_range(-30..30));
        let low = start.low + rises[0];
        let end = Interval {
            low,
            high: low.max(start.high + rises[1]),
        };
        let rises = [end.low - start.low, end.high - start.high];
        let paths = [Path {
            party: 0,
            points: vec![(0, start), (10, end)],
            discount: None,
        }];
        let runs = drift(&case, &paths, &[0, 10]).expect("nothing contradicts");
        for run in runs {
            let mut before = None;
            for day in 0..=10 {
                // As much less as it could be more, and as much more as it could be less.
                let [low, high] = rises.map(|rise| rise * day / 10);
                let [low, high] = match run.direction {
                    Direction::AsSaid => [low, high],
                    Direction::NoEffect => [0, 0],
                    Direction::Mirrored => [-high, -low],
                };
                let mut then = case.clone();
                then.parties[0].reservation = Interval {
                    low: start.low + low,
                    high: start.high + high,
                };
                let [_, possible, necessary] = then.map(0).expect("nothing contradicts").counts;
                let zone = match (necessary, possible) {
                    (0, 0) => Acceptable::Impossible,
                    (0, _) => Acceptable::Possible,
                    _ => Acceptable::Necessary,
                };
                let told = run.changes.as_ref().expect("a short time");
                let change = told.iter().find(|change| change.day == day);
                assert_eq!(
                    change.map(|c| c.zone()),
                    before.filter(|b| *b != zone).map(|_| zone),
                    "seed {seed} day {day} {:?}",
                    run.direction
                );
                if let Some(asked) = run.days.iter().find(|d| d.day == day) {
                    assert_eq!(
                        (asked.possible, asked.necessary),
                        (possible + necessary, necessary),
                        "seed {seed}"
                    );
                }
                before = Some(zone);
            }
        }
    }
}

#[test]
fn worst_and_best_packages_equal_brute_force() {
    for seed in 0..300 {
        let deal = instance(seed);
        for (party, utility) in deal.parties.iter().enumerate() {
            let worths: Vec<i64> = deal
                .space
                .packages()
                .map(|package| utility.of(&package))
                .collect();
            let (Some(least), Some(most)) = (worths.iter().min(), worths.iter().max()) else {
                assert!(worst(&deal, party).is_err(), "seed {seed}");
                continue;
            };
            assert_eq!(worst(&deal, party).as_ref(), Ok(least), "seed {seed}");
            assert_eq!(best(&deal, party).as_ref(), Ok(most), "seed {seed}");
        }
    }
}

#[test]
fn zones_of_frontiers_hold_every_accepted_point() {
    for seed in 0..150 {
        let Some((deal, found)) = solved(seed) else {
            continue;
        };
        let all: Vec<usize> = (0..deal.parties.len()).collect();
        let zone = Zone::of(&deal, &all, &found.points);
        let open = deal
            .space
            .packages()
            .any(|package| deal.accepts(&deal.utilities(&package)));
        assert_eq!(open, !zone.points.is_empty(), "seed {seed}");
    }
}

/// Some parties are asked, the others may say anything; the words for all that against every answer.
#[test]
fn words_short_of_unanimity_hold_whatever_others_say() {
    let party = Consent::Party;
    let rules = [
        Consent::All(vec![party(0), Consent::Any(vec![party(1), party(2)])]),
        Consent::AtLeast(2, (0..3).map(party).collect()),
        Consent::AtLeast(1, (0..3).map(party).collect()),
        Consent::of_all(3),
        Consent::Any(vec![Consent::All(vec![party(0), party(1)]), party(2)]),
    ];
    let mut words = [0; 3];
    for (seed, rule) in (0..25).flat_map(|seed| rules.iter().map(move |rule| (seed, rule))) {
        let (mut case, _) = uncertain(seed, 2, 3);
        case.consent = rule.asked_of(&[0, 1]).expect("their word counts");
        let Ok(map) = case.map(usize::MAX) else {
            continue;
        };
        // Where the two can make no deal alone, the third one's yes is taken for granted.
        let others: &[bool] = if rule.holds(&|p| p < 2) {
            &[false, true]
        } else {
            &[true]
        };
        let mut blocks = [0; 2];
        for package in case.space.packages() {
            let placed = case.place(&package).expect("nothing contradicts");
            let ends = |word: Acceptable| match word {
                Acceptable::Impossible => vec![false],
                Acceptable::Possible => vec![false, true],
                Acceptable::Necessary => vec![true],
            };
            let answers = |first: &[bool], second: &[bool]| -> Vec<bool> {
                let mut found = Vec::new();
                for (&a, &b) in first
                    .iter()
                    .flat_map(|a| second.iter().map(move |b| (a, b)))
                {
                    found.extend(others.iter().map(|&c| rule.holds(&|p| [a, b, c][p])));
                }
                found
            };
            let [first, second] = [0, 1].map(|p| ends(placed.by_party[p]));
            let deals = answers(&first, &second);
            let expected = match (deals.contains(&true), deals.contains(&false)) {
                (false, _) => Acceptable::Impossible,
                (true, true) => Acceptable::Possible,
                (true, false) => Acceptable::Necessary,
            };
            assert_eq!(placed.overall, expected, "seed {seed} {rule:?}");
            words[expected as usize] += 1;
            if expected == Acceptable::Impossible {
                blocks[0] += u64::from(answers(&[true], &second).contains(&true));
                blocks[1] += u64::from(answers(&first, &[true]).contains(&true));
            }
        }
        assert_eq!(map.certain_blocks, blocks, "seed {seed} {rule:?}");
        let day = drift(&case, &[], &[0]).expect("few packages")[0].days[0];
        let [_, possible, necessary] = map.counts;
        assert_eq!(
            (day.possible, day.necessary),
            (possible + necessary, necessary)
        );
        let sampling = Sampling { seed, draws: 10 };
        let drawn = acceptability(&case, &[], &vec![1; case.parties.len()], sampling)
            .expect("few packages");
        for (package, share) in &drawn.packages {
            match case.place(package).expect("nothing contradicts").overall {
                Acceptable::Necessary => assert_eq!(share.value, 1.0, "seed {seed}"),
                Acceptable::Possible => {}
                Acceptable::Impossible => assert_eq!(share.value, 0.0, "seed {seed}"),
            }
        }
    }
    assert!(words.iter().all(|&n| n > 60), "{words:?}");
    // Nothing that the two say decides where the third one decides alone, or where they are not named.
    assert_eq!(party(2).asked_of(&[0, 1]), None);
    assert_eq!(rules[1].asked_of(&[0]), None);
}

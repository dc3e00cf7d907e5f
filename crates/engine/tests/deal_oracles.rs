//! Known answers from the literature and from exact derivations (sources in each test).

use armistice_engine::deal;
use deal::adjusted_winner::{Bid, adjusted_winner};
use deal::frontier::{FrontierLimit, frontier};
use deal::map::Uncertain;
use deal::number::Number;
use deal::openings::blockers::blockers;
use deal::openings::inducement::{self, Entry};
use deal::openings::single_text::{Rule, single_text};
use deal::openings::threshold::thresholds;
use deal::points::Points;
use deal::preferences::offers::{Assumed, Observed, with_offers};
use deal::preferences::{Acceptable, Interval, Knowledge, Values};
use deal::raiffa::raiffa;
use deal::robust::acceptability::{Sampling, acceptability};
use deal::robust::deciding::Input;
use deal::solutions::{Concept, Zone};
use deal::space::{Consent, DealSpace, Pattern, Space, Utility};

/// Six parties, five issues: the scores of a published teaching game (LLM-Deliberation, MIT licence,
/// game "base"; arXiv 2309.17234).
fn harbour(thresholds: [i64; 6]) -> DealSpace {
    let scores: [[&[i64]; 5]; 6] = [
        [
            &[14, 8, 0],
            &[12, 8, 0],
            &[24, 18, 12, 0],
            &[40, 30, 23, 0],
            &[0, 2, 4, 7, 10],
        ],
        [
            &[0, 4, 10],
            &[0, 0, 0],
            &[12, 8, 6, 0],
            &[0, 8, 13, 18],
            &[60, 45, 30, 15, 0],
        ],
        [
            &[15, 20, 0],
            &[0, 0, 0],
            &[42, 35, 25, 0],
            &[30, 20, 10, 0],
            &[2, 4, 6, 8, 0],
        ],
        [
            &[14, 8, 0],
            &[11, 7, 0],
            &[0, 5, 10, 17],
            &[35, 29, 20, 0],
            &[0, 5, 10, 15, 23],
        ],
        [
            &[0, 11, 5],
            &[0, 20, 25],
            &[0, 2, 4, 9],
            &[10, 26, 40, 0],
            &[4, 8, 15, 12, 0],
        ],
        [&[0, 22, 45], &[0, 25, 55], &[0; 4], &[0; 4], &[0; 5]],
    ];
    game(&scores, thresholds, vec![3, 3, 4, 4, 5])
}

fn game(scores: &[[&[i64]; 5]; 6], thresholds: [i64; 6], sizes: Vec<usize>) -> DealSpace {
    let parties = scores
        .iter()
        .zip(thresholds)
        .map(|(parts, reservation)| {
            Utility::additive(parts.iter().map(|p| p.to_vec()).collect(), reservation)
        })
        .collect();
    DealSpace::new(
        Space::new(sizes, Vec::new()).expect("the instance is sound"),
        parties,
        Consent::of_all(6),
    )
    .expect("the instance is sound")
}

fn name(package: &[usize]) -> String {
    package
        .iter()
        .zip("ABCDE".chars())
        .map(|(option, issue)| format!("{issue}{}", option + 1))
        .collect()
}

fn zone_of(deal: &DealSpace) -> Zone {
    let all: Vec<usize> = (0..deal.parties.len()).collect();
    let frontier = frontier(deal, &all, FrontierLimit::default()).expect("the instance is sound");
    assert!(frontier.is_exact());
    Zone::of(deal, &all, &frontier.points)
}

fn picked(deal: &DealSpace, zone: &Zone, concept: Concept) -> Vec<String> {
    let picked = zone.pick(concept, &[1; 6]).expect("the instance is sound");
    let mut names: Vec<String> = picked
        .points
        .iter()
        .map(|&at| name(&deal.space.package(zone.points.examples[at])))
        .collect();
    names.sort();
    names
}

#[test]
fn scorable_base() {
    let deal = harbour([30, 31, 50, 55, 65, 55]);
    let counts = blockers(&deal).expect("the instance is sound");
    assert_eq!((counts.packages, counts.accepted), (720, 12));
    assert_eq!(counts.lacking_only, [0, 8, 15, 56, 22, 20]);
    assert_eq!(counts.options_in_zone[1], [0, 3, 9]);
    assert_eq!(counts.options_in_zone[4], [0, 0, 6, 6, 0]);
    let zone = zone_of(&deal);
    assert_eq!(zone.points.len(), 12);
    assert_eq!(picked(&deal, &zone, Concept::Nash), ["A2B3C3D2E3"]);
    assert_eq!(picked(&deal, &zone, Concept::Utilitarian), ["A2B3C2D2E4"]);
    assert_eq!(picked(&deal, &zone, Concept::Egalitarian), ["A2B3C4D1E3"]);
    assert_eq!(picked(&deal, &zone, Concept::Leximin), ["A2B3C4D1E3"]);
    // The oracle's Kalai–Smorodinsky looks at the smallest share only and ties; ours goes on.
    let ks = zone
        .pick(Concept::KalaiSmorodinsky, &[1; 6])
        .expect("the instance is sound");
    assert!((ks.value - 0.133_333_333_333).abs() < 1e-9);
    assert!(
        picked(&deal, &zone, Concept::KalaiSmorodinsky)
            .iter()
            .all(|n| n == "A2B3C2D2E4" || n == "A2B3C3D2E3")
    );
    // Vetoes of two parties and any five in all.
    let consent = Consent::All(vec![
        Consent::Party(3),
        Consent::Party(4),
        Consent::AtLeast(5, (0..6).map(Consent::Party).collect()),
    ]);
    let five = DealSpace::new(deal.space.clone(), deal.parties.clone(), consent)
        .expect("the instance is sound");
    assert_eq!(blockers(&five).expect("the instance is sound").accepted, 55);
}

/// Every accepted package of the base game with what it is worth to each, and who else accepts how
/// many of the packages that all but one accept.
#[test]
fn scorable_base_package_by_package() {
    let deal = harbour([30, 31, 50, 55, 65, 55]);
    let counts = blockers(&deal).expect("the instance is sound");
    assert_eq!(
        counts.options_in_zone,
        [
            vec![4, 5, 3],
            vec![0, 3, 9],
            vec![0, 4, 7, 1],
            vec![2, 9, 1, 0],
            vec![0, 0, 6, 6, 0]
        ]
    );
    let accepted: Vec<(String, Vec<i64>)> = deal
        .space
        .packages()
        .map(|package| (name(&package), deal.utilities(&package)))
        .filter(|(_, utilities)| deal.accepts(utilities))
        .collect();
    let expected: [(&str, [i64; 6]); 12] = [
        ("A1B3C2D2E3", [66, 46, 76, 58, 68, 55]),
        ("A1B3C2D2E4", [69, 31, 78, 63, 65, 55]),
        ("A1B3C3D2E3", [60, 44, 66, 63, 70, 55]),
        ("A1B3C3D3E4", [56, 34, 58, 59, 81, 55]),
        ("A2B3C2D2E4", [63, 35, 83, 57, 76, 77]),
        ("A2B3C3D1E3", [64, 40, 81, 63, 65, 77]),
        ("A2B3C3D2E3", [54, 48, 71, 57, 81, 77]),
        ("A2B3C3D2E4", [57, 33, 73, 62, 78, 77]),
        ("A2B3C4D1E3", [52, 34, 56, 70, 70, 77]),
        ("A3B2C2D2E4", [63, 41, 63, 56, 65, 70]),
        ("A3B2C3D2E3", [54, 54, 51, 56, 70, 70]),
        ("A3B2C3D2E4", [57, 39, 53, 61, 67, 70]),
    ];
    assert_eq!(accepted.len(), expected.len());
    for ((name, utilities), (expected_name, expected)) in accepted.iter().zip(expected) {
        assert_eq!(
            (name.as_str(), &utilities[..]),
            (expected_name, &expected[..])
        );
    }
    assert_eq!(all_but_one(&deal, [3, 4]), [55, 47, 40, 55, 55, 35]);
}

/// Of the packages that both vetoes and any five accept, how many each party accepts.
fn all_but_one(deal: &DealSpace, vetoes: [usize; 2]) -> Vec<usize> {
    let yes: Vec<Vec<bool>> = deal
        .space
        .packages()
        .map(|package| {
            let utilities = deal.utilities(&package);
            (0..6)
                .map(|p| utilities[p] >= deal.parties[p].reservation)
                .collect::<Vec<bool>>()
        })
        .filter(|yes| vetoes.iter().all(|&p| yes[p]) && yes.iter().filter(|yes| **yes).count() >= 5)
        .collect();
    (0..6)
        .map(|p| yes.iter().filter(|yes| yes[p]).count())
        .collect()
}

#[test]
fn scorable_game1() {
    let scores: [[&[i64]; 5]; 6] = [
        [
            &[0, 9, 13],
            &[10, 26, 40, 10],
            &[0, 15, 20, 25],
            &[0, 9, 11, 13, 15],
            &[7, 0, 4],
        ],
        [
            &[0, 20, 25],
            &[11, 9, 5, 0],
            &[0, 10, 29, 40],
            &[0, 9, 11, 13, 15],
            &[2, 5, 9],
        ],
        [
            &[17, 5, 9],
            &[10, 15, 29, 40],
            &[12, 8, 4, 0],
            &[8, 6, 4, 2, 0],
            &[0, 23, 17],
        ],
        [
            &[15, 22, 5],
            &[10, 15, 29, 40],
            &[6, 10, 2, 0],
            &[0, 6, 4, 2, 0],
            &[0, 22, 15],
        ],
        [
            &[0, 45, 25],
            &[10, 8, 2, 0],
            &[0, 5, 15, 9],
            &[0, 15, 20, 25, 30],
            &[0, 0, 0],
        ],
        [
            &[30, 0, 25],
            &[10, 20, 25, 30],
            &[0, 14, 7, 0],
            &[0, 9, 5, 2, 0],
            &[10, 5, 17],
        ],
    ];
    let deal = game(&scores, [60, 60, 60, 57, 47, 57], vec![3, 4, 4, 5, 3]);
    let counts = blockers(&deal).expect("the instance is sound");
    assert_eq!((counts.packages, counts.accepted), (720, 21));
    assert_eq!(counts.lacking_only, [10, 14, 0, 3, 9, 10]);
    assert_eq!(
        counts.options_in_zone,
        [
            vec![0, 1, 20],
            vec![0, 0, 13, 8],
            vec![0, 4, 8, 9],
            vec![0, 5, 4, 6, 6],
            vec![0, 10, 11]
        ]
    );
    assert_eq!(all_but_one(&deal, [0, 2]), [57, 43, 57, 54, 48, 47]);
    assert_eq!(zone_of(&deal).points.len(), 21);
    let egalitarian = zone_of(&deal)
        .pick(Concept::Egalitarian, &[1; 6])
        .expect("the instance is sound");
    assert!((egalitarian.value - 7.0).abs() < 1e-9);
    let zone = zone_of(&deal);
    assert_eq!(picked(&deal, &zone, Concept::Nash), ["A3B3C3D2E2"]);
    assert_eq!(picked(&deal, &zone, Concept::Utilitarian), ["A3B3C3D2E3"]);
    assert_eq!(picked(&deal, &zone, Concept::Leximin), ["A3B3C3D2E2"]);
    assert_eq!(
        picked(&deal, &zone, Concept::KalaiSmorodinsky),
        ["A3B3C3D2E2"]
    );
    let ks = zone
        .pick(Concept::KalaiSmorodinsky, &[1; 6])
        .expect("the instance is sound");
    assert!((ks.value - 1.0 / 3.0).abs() < 1e-9);
}

#[test]
fn threshold_drift() {
    for threshold in 50..=85 {
        let deal = harbour([30, 31, 50, 55, 65, threshold]);
        let expected = match threshold {
            ..=55 => 12,
            56..=70 => 8,
            71..=77 => 5,
            _ => 0,
        };
        assert_eq!(
            blockers(&deal).expect("the instance is sound").accepted,
            expected,
            "at {threshold}"
        );
    }
}

#[test]
fn smallest_opening_move() {
    let deal = harbour([30, 31, 50, 55, 65, 80]);
    let all: Vec<usize> = (0..6).collect();
    let frontier = frontier(&deal, &all, FrontierLimit::default()).expect("the instance is sound");
    let found = thresholds(&deal, &frontier.points);
    assert!(found.zone.is_empty());
    let names = |opens: &[usize]| {
        let mut names: Vec<String> = opens
            .iter()
            .map(|&at| name(&deal.space.package(frontier.points.examples[at])))
            .collect();
        names.sort();
        names
    };
    let alone: Vec<Option<(i64, Vec<String>)>> = found
        .alone
        .iter()
        .map(|drop| drop.as_ref().map(|drop| (drop.by, names(&drop.opens))))
        .collect();
    let just = |by, deal: &str| Some((by, vec![deal.to_string()]));
    assert_eq!(alone[0], None);
    assert_eq!(alone[1], None);
    assert_eq!(alone[2], just(22, "A3B3C4D2E4"));
    assert_eq!(alone[3], just(1, "A3B3C3D2E4"));
    assert_eq!(alone[4], just(6, "A3B3C3D1E3"));
    let league = [
        "A2B3C2D2E4",
        "A2B3C3D1E3",
        "A2B3C3D2E3",
        "A2B3C3D2E4",
        "A2B3C4D1E3",
    ]
    .map(String::from)
    .to_vec();
    let (by, opened) = alone[5].clone().expect("the instance is sound");
    assert_eq!(by, 3);
    // The drop opens just these packages; those that another one beats are not on the frontier.
    let softer = harbour([30, 31, 50, 55, 65, 77]);
    let open: Vec<String> = softer
        .space
        .packages()
        .filter(|package| softer.accepts(&softer.utilities(package)))
        .map(|package| name(&package))
        .collect();
    assert_eq!(open, league);
    assert!(opened.iter().all(|deal| league.contains(deal)));
    assert_eq!(
        found
            .total
            .as_ref()
            .map(|drop| (drop.by, names(&drop.opens))),
        just(1, "A3B3C3D2E4")
    );
    assert_eq!(found.each.map(|drop| drop.by), Some(1));
    let cheapest = inducement::cheapest(&deal, &frontier.points, &[1; 6]);
    assert_eq!(cheapest.len(), 1);
    assert_eq!(cheapest[0].adds, [0, 0, 0, 1, 0, 0]);
    let menu = [
        Entry {
            adds: vec![0, 0, 0, 1, 0, 0],
            cost: 4,
        },
        Entry {
            adds: vec![0, 0, 0, 0, 0, 3],
            cost: 5,
        },
    ];
    let from_menu =
        inducement::from_menu(&deal, &frontier.points, &menu).expect("the instance is sound");
    assert_eq!(
        from_menu
            .iter()
            .map(|(set, i)| (set.clone(), i.cost))
            .collect::<Vec<_>>(),
        [(vec![0], 4)]
    );
}

#[test]
fn single_text_paths() {
    let deal = harbour([30, 31, 50, 55, 65, 55]);
    let start = [0, 0, 3, 0, 4];
    let stalled = single_text(&deal, &start, Rule::HurtNobody, 1);
    assert_eq!(
        stalled.iter().map(|d| name(&d.package)).collect::<Vec<_>>(),
        ["A1B1C4D1E5"]
    );
    let path = single_text(&deal, &start, Rule::LeastShortfall, 1);
    let names: Vec<String> = path.iter().map(|draft| name(&draft.package)).collect();
    assert_eq!(
        names,
        ["A1B1C4D1E5", "A1B3C4D1E5", "A1B3C4D1E3", "A2B3C4D1E3"]
    );
    assert_eq!(
        path.iter()
            .map(|draft| draft.lacking.iter().sum::<i64>())
            .collect::<Vec<_>>(),
        [137, 57, 7, 0]
    );
}

#[test]
fn adjusted_winner_cases() {
    let divide = |a: &[i64], b: &[i64]| {
        let bids: Vec<Bid> = a
            .iter()
            .zip(b)
            .map(|(&first, &second)| Bid { first, second })
            .collect();
        adjusted_winner(&bids, 1).expect("the instance is sound")
    };
    // Brams's exposition: Carol and Bob.
    let d = divide(&[50, 20, 15, 10, 5], &[40, 30, 10, 10, 10]);
    assert_eq!(
        (d.initial, d.ties.clone(), d.donor, d.divided),
        ([65, 50], vec![3], Some(0), Some(0))
    );
    assert_eq!(
        (d.totals[0] * 3, d.totals[1] * 3),
        (170 * d.denominator, 170 * d.denominator)
    );
    assert_eq!(d.first_gets[0].0 * 6, d.first_gets[0].1 * 5);
    // Brams and Taylor's divorce.
    let d = divide(&[10, 40, 10, 38, 2], &[38, 20, 30, 10, 2]);
    assert_eq!(
        (d.initial, d.donor, d.divided),
        ([78, 70], Some(0), Some(1))
    );
    assert_eq!(
        (d.totals[0] * 3, d.first_gets[1].0 * 15),
        (218 * d.denominator, 13 * d.first_gets[1].1)
    );
    // Camp David (Brams and Togman 1996; the points are the authors').
    let d = divide(&[35, 10, 20, 10, 5, 20], &[55, 5, 10, 5, 20, 5]);
    assert_eq!(
        (d.initial, d.donor, d.divided),
        ([60, 75], Some(1), Some(0))
    );
    assert_eq!(
        (d.totals[0] * 6, d.first_gets[0].0 * 6),
        (395 * d.denominator, d.first_gets[0].1)
    );
    // Swapping the parties swaps the answer.
    let swapped = divide(&[55, 5, 10, 5, 20, 5], &[35, 10, 20, 10, 5, 20]);
    assert_eq!((swapped.donor, swapped.totals), (Some(0), d.totals));
    assert!(
        adjusted_winner(
            &[Bid {
                first: 60,
                second: 100
            }],
            1
        )
        .is_err()
    );
}

fn pair(points: &[(i64, i64)]) -> Zone {
    let mut all = Points::new(2);
    for (at, &(a, b)) in points.iter().enumerate() {
        all.push(&[a, b], 1, Number::from(at as u128));
    }
    Zone::of_all(&all.undominated(), vec![0, 0])
}

#[test]
fn bargaining_on_a_square_root_frontier() {
    // u2 = sqrt(1 - u1), as a fine finite set: a coarse grid and close-ups.
    let unit = 1e18;
    let mut us: Vec<f64> = (0..=20_000).map(|i| f64::from(i) / 20_000.0).collect();
    for centre in [
        2.0 / 3.0,
        0.618_033_988_749_894_9,
        0.75,
        0.625,
        0.635_786_437_6,
        0.630_371_374_3,
        0.630_361_652_4,
    ] {
        us.extend((-4000..=4000).map(|i| centre + f64::from(i) * 5e-9));
    }
    // What Raiffa's steps look for: the best for each side from the last point on.
    for step in [
        [0.5, 0.5],
        [0.625, 0.603_553_390_6],
        [0.630_361_652_4, 0.607_962_913_1],
    ] {
        us.extend([step[0], 1.0 - step[1] * step[1]]);
    }
    us.retain(|u| (0.0..=1.0).contains(u));
    let points: Vec<(i64, i64)> = us
        .iter()
        .map(|u| ((u * unit) as u128).min(1_000_000_000_000_000_000))
        .map(|u| {
            (
                u as i64,
                ((10u128.pow(18) - u) * 10u128.pow(18)).isqrt() as i64,
            )
        })
        .collect();
    let zone = pair(&points);
    let near = |concept, expected: [f64; 2], tolerance: f64| {
        let picked = zone.pick(concept, &[1, 1]).expect("the instance is sound");
        let point = zone.points.point(picked.points[0]);
        for (u, e) in point.iter().zip(expected) {
            assert!(
                (*u as f64 / unit - e).abs() < tolerance,
                "{concept:?}: {point:?}"
            );
        }
    };
    near(Concept::Nash, [0.666_666_666_7, 0.577_350_269_2], 1e-8);
    near(
        Concept::KalaiSmorodinsky,
        [0.618_033_988_7, 0.618_033_988_7],
        1e-8,
    );
    near(
        Concept::Egalitarian,
        [0.618_033_988_7, 0.618_033_988_7],
        1e-8,
    );
    near(Concept::Utilitarian, [0.75, 0.5], 1e-8);
    let path = raiffa(&zone).expect("the instance is sound");
    for (step, expected) in path.steps[1..].iter().zip([
        [0.5, 0.5],
        [0.625, 0.603_553_390_6],
        [0.630_361_652_4, 0.607_962_913_1],
    ]) {
        assert!(
            step.iter()
                .zip(expected)
                .all(|(s, e)| (s / unit - e).abs() < 1e-8),
            "{step:?}"
        );
    }
    let last = zone.points.point(path.points[0]);
    assert!(
        (last[0] as f64 / unit - 0.630_371_374_3).abs() < 2e-8,
        "{last:?}"
    );
    assert!(
        (last[1] as f64 / unit - 0.607_970_908_6).abs() < 2e-8,
        "{last:?}"
    );
}

#[test]
fn interval_weights() {
    // Weights in [0.2, 0.6], [0.1, 0.5], [0.1, 0.4]; values 1, 0.4, 0.
    let knowledge = |reservation: i64| Knowledge {
        total: 100,
        top: 100,
        points: false,
        weights: vec![
            Interval { low: 20, high: 60 },
            Interval { low: 10, high: 50 },
            Interval { low: 10, high: 40 },
        ],
        order: Vec::new(),
        ratios: Vec::new(),
        values: vec![
            Values::Known(vec![100]),
            Values::Known(vec![40]),
            Values::Known(vec![0]),
        ],
        interactions: Vec::new(),
        rather: Vec::new(),
        verdicts: Vec::new(),
        reservation: Interval::exactly(reservation),
    };
    let k = knowledge(0);
    let bounds = k
        .prepare()
        .expect("the instance is sound")
        .surplus(&[0, 0, 0]);
    assert_eq!((bounds.least, bounds.most), (3600.0, 7200.0));
    for (reservation, expected) in [
        (5000, Acceptable::Possible),
        (3500, Acceptable::Necessary),
        (3600, Acceptable::Necessary),
        (7500, Acceptable::Impossible),
    ] {
        let k = knowledge(reservation);
        assert_eq!(
            k.prepare()
                .expect("the instance is sound")
                .acceptable(&[0, 0, 0]),
            expected
        );
    }
}

#[test]
fn ordinal_weights() {
    let values = |a: i64, b: i64, c: i64| Values::Known(vec![a, b, c]);
    // Options of each issue: what packages a = (1,0,0), b = (0,1,1), c = (0,1,0) get there.
    let knowledge = Knowledge {
        total: 30,
        top: 10,
        points: false,
        weights: vec![Interval { low: 0, high: 30 }; 3],
        order: vec![vec![0], vec![1], vec![2]],
        ratios: Vec::new(),
        values: vec![values(10, 0, 0), values(0, 10, 10), values(0, 10, 0)],
        interactions: Vec::new(),
        rather: Vec::new(),
        verdicts: Vec::new(),
        reservation: Interval::exactly(0),
    };
    let prepared = knowledge.prepare().expect("the instance is sound");
    let (a, b, c) = ([0; 3], [1; 3], [2; 3]);
    let scale = 300.0;
    let ab = prepared.difference(&a, &b);
    assert!((ab.least / scale + 1.0 / 3.0).abs() < 1e-9 && ab.most > 0.0);
    assert_eq!(ab.acceptable(), Acceptable::Possible);
    let ac = prepared.difference(&a, &c);
    assert_eq!((ac.least, ac.acceptable()), (0.0, Acceptable::Necessary));
}

#[test]
fn inverse_offers() {
    // Own offers (1, 0) and then (0.8, 0.5): the first weighs at least 5/7.
    let mut knowledge = Knowledge::nothing(&[3, 3], 100, 10);
    knowledge.values = vec![Values::Known(vec![10, 8, 0]), Values::Known(vec![0, 5, 10])];
    let assumed = Assumed {
        own_offers_never_improve: true,
        ..Assumed::default()
    };
    let learnt = with_offers(
        &knowledge,
        &[Observed::Offered(vec![0, 0]), Observed::Offered(vec![1, 1])],
        assumed,
    );
    let mut asks = learnt.clone();
    asks.reservation = Interval::exactly(0);
    // A package worth the first weight alone: option 0 (10) against option 2 (0) of the second issue's zero.
    let bounds = asks
        .prepare()
        .expect("the instance is sound")
        .difference(&[0, 0], &[2, 0]);
    assert!(
        (bounds.least / 1000.0 - 5.0 / 7.0).abs() < 1e-9,
        "{bounds:?}"
    );
    assert!((bounds.most / 1000.0 - 1.0).abs() < 1e-9);
}

#[test]
fn acceptability_of_three_alternatives() {
    // A (1, 0), B (0, 1), C (0.6, 0.6); one decider, uniform weights: 0.4, 0.4, 0.2.
    let mut decider = Knowledge::nothing(&[3, 3], 10, 10);
    decider.values = vec![Values::Known(vec![10, 0, 6]), Values::Known(vec![0, 10, 6])];
    decider.reservation = Interval::exactly(0);
    // Only the three packages in which both issues take the same alternative can be.
    let excluded: Vec<Pattern> = (0..3)
        .flat_map(|a| {
            (0..3)
                .filter(move |b| a != *b)
                .map(move |b| Pattern::exactly(&[(0, a), (1, b)]))
        })
        .collect();
    let case = Uncertain {
        space: Space::new(vec![3, 3], excluded).expect("the instance is sound"),
        parties: vec![decider],
        consent: Consent::of_all(1),
    };
    let found = acceptability(
        &case,
        &[],
        &[1],
        Sampling {
            seed: 7,
            draws: 20_000,
        },
    )
    .expect("the instance is sound");
    for ((share, weights), (expected, central)) in
        found.favourites[0]
            .iter()
            .zip([(0.4, [0.8, 0.2]), (0.4, [0.2, 0.8]), (0.2, [0.5, 0.5])])
    {
        assert!(
            (share.value - expected).abs() < 3.0 * share.half_width,
            "{share:?}"
        );
        assert!(
            weights
                .iter()
                .zip(central)
                .all(|(w, c)| (w - c).abs() < 0.01),
            "{weights:?}"
        );
    }
    let again = acceptability(
        &case,
        &[],
        &[1],
        Sampling {
            seed: 7,
            draws: 20_000,
        },
    )
    .expect("the instance is sound");
    assert_eq!(found, again);
}

#[test]
fn the_deciding_assumption_is_found() {
    // One party, one issue; only its reservation decides.
    let side = |reservation: Interval| {
        let mut side = Knowledge::nothing(&[2], 10, 10);
        side.values = vec![Values::Known(vec![5, 0])];
        side.reservation = reservation;
        side
    };
    let case = Uncertain {
        space: Space::new(vec![2], Vec::new()).expect("the instance is sound"),
        parties: vec![
            side(Interval { low: 0, high: 100 }),
            side(Interval { low: 0, high: 10 }),
        ],
        consent: Consent::of_all(2),
    };
    let found = acceptability(
        &case,
        &[],
        &[1; 2],
        Sampling {
            seed: 1,
            draws: 3_000,
        },
    )
    .expect("the instance is sound");
    assert_eq!(found.deciding[0].input, Input::Reservation { party: 0 });
    assert_eq!(
        (found.deciding[0].low.value, found.deciding[0].high.value),
        (1.0, 0.0)
    );
    assert!((found.zone.value - 0.5).abs() < 3.0 * found.zone.half_width);
    // The other reservation changes nothing of that.
    assert_eq!(found.together, []);
}

#[test]
fn two_inputs_that_decide_only_together_are_found() {
    // Each wants its heavier issue; they can deal where these are not the same issue and both are clear.
    let side = |mine: usize| {
        let mut side = Knowledge::nothing(&[2, 2], 100, 100);
        let (x, y) = if mine == 0 {
            (vec![100, 0], vec![0, 100])
        } else {
            (vec![0, 100], vec![100, 0])
        };
        side.values = vec![Values::Known(x), Values::Known(y)];
        side.reservation = Interval::exactly(6_000);
        side
    };
    let case = Uncertain {
        space: Space::new(vec![2, 2], Vec::new()).expect("the instance is sound"),
        parties: vec![side(0), side(1)],
        consent: Consent::of_all(2),
    };
    let sampling = Sampling {
        seed: 1,
        draws: 3_000,
    };
    let found = acceptability(&case, &[], &[1; 2], sampling).expect("the instance is sound");
    // Alone none does: 0.4 × 0.4 twice whatever one of them is.
    let alone = |reach: f64| {
        found
            .deciding
            .iter()
            .all(|d| (d.high.value - d.low.value).abs() < reach)
    };
    assert!(alone(0.1), "{:?}", found.deciding);
    // Every weight of one with every weight of the other; one's two weights are one thing.
    assert_eq!(found.together.len(), 4);
    let first = &found.together[0];
    let weight = |party: usize| Input::Weight { party, issue: 0 };
    assert_eq!(first.inputs, [weight(0), weight(1)]);
    assert_eq!(
        first.shares.map(|row| row.map(|share| share.value)),
        [[0.0, 1.0], [1.0, 0.0]]
    );
}

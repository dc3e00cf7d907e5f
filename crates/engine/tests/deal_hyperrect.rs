//! Tied issues with more packages than anybody can list: rectangles of values that add something.
//!
//! Known answers are frontiers found by integer programming. The tables belong to others and their
//! licences are unclear, so none is here: the scenarios are looked for in the folder that
//! `ARMISTICE_SCENARIOS` names, else in `target/scenarios`, which `scripts/peer/scenarios.py` fills; the
//! answers beside the project. Where either is absent a test says so and does nothing.

#[path = "deal_support/rectangles.rs"]
mod rectangles;

use armistice_case::interchange::{Reading, Scenario, genius};
use armistice_engine::deal::foreign::deal_space;
use armistice_engine::deal::frontier::{
    BlockMethod, Frontier, FrontierLimit, SearchLimit, frontier,
};
use armistice_engine::deal::points::dominates;
use armistice_engine::deal::solutions::{Concept, Zone};
use armistice_engine::deal::space::DealSpace;
use rectangles::rectangles;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// However few packages there are, they are searched like many.
const LIKE_MANY: FrontierLimit = FrontierLimit {
    points: 100_000,
    search: SearchLimit {
        packages: 0,
        nodes: 4_000_000,
    },
};

fn brute(deal: &DealSpace) -> BTreeSet<Vec<i64>> {
    let packages = deal.space.packages();
    let all: BTreeSet<Vec<i64>> = packages.map(|package| deal.utilities(&package)).collect();
    let beaten = |point: &Vec<i64>| all.iter().any(|other| dominates(other, point));
    all.iter().filter(|point| !beaten(point)).cloned().collect()
}

fn points(found: &Frontier) -> BTreeSet<Vec<i64>> {
    found.points.iter().map(|(u, ..)| u.to_vec()).collect()
}

#[test]
fn rectangles_equal_brute_force() {
    for seed in 0..120 {
        let parties = 1 + (seed % 3) as usize;
        let deal = rectangles(seed, parties, 5, 5, 12);
        let all: Vec<usize> = (0..parties).collect();
        let expected = brute(&deal);
        let counted = frontier(&deal, &all, FrontierLimit::default()).expect("packages");
        let searched = frontier(&deal, &all, LIKE_MANY).expect("packages");
        assert!(counted.is_exact() && searched.is_exact());
        assert_eq!(points(&counted), expected, "seed {seed}");
        assert_eq!(points(&searched), expected, "seed {seed}");
        for (point, count, example) in searched.points.iter() {
            let at = counted.points.iter().position(|(other, ..)| other == point);
            let most = counted.points.counts[at.expect("the same points")];
            assert!((1..=most).contains(&count), "seed {seed}");
            let package = deal.space.package(example);
            assert_eq!(deal.utilities(&package), point, "seed {seed}");
        }
    }
}

#[test]
fn a_search_that_is_cut_says_how_far_it_may_miss() {
    let mut cut = 0;
    for seed in 0..24 {
        let parties = 2 + (seed % 2) as usize;
        let issues = [20, 8][parties - 2];
        let deal = rectangles(seed, parties, issues, 6, 3 * issues);
        let all: Vec<usize> = (0..parties).collect();
        let whole = frontier(&deal, &all, LIKE_MANY).expect("packages");
        let mut limit = LIKE_MANY;
        limit.search.nodes = 1;
        let found = frontier(&deal, &all, limit).expect("packages");
        assert!(whole.is_exact() && found.is_certified(), "seed {seed}");
        if found.is_exact() {
            assert_eq!(points(&found), points(&whole), "seed {seed}");
        } else {
            cut += 1;
        }
        for (point, ..) in whole.points.iter() {
            let near = |u: &[i64]| u.iter().zip(point).all(|(a, b)| a + found.within >= *b);
            assert!(found.points.iter().any(|(u, ..)| near(u)), "seed {seed}");
        }
    }
    assert!(cut > 10, "{cut}");
}

/// Forty issues of ten values have more packages than 128 bits can number.
#[test]
fn forty_issues_are_searched_to_the_end() {
    let deal = rectangles(2, 2, 40, 10, 80);
    assert_eq!(deal.space.count(), u128::MAX);
    let found = frontier(&deal, &[0, 1], FrontierLimit::default()).expect("packages");
    assert!(found.is_exact() && !found.is_counted());
    assert!(found.points.len() > 5);
    for (point, _, example) in found.points.iter() {
        assert_eq!(deal.utilities(&deal.space.package(example)), point);
    }
    // Whoever is named first, the same is found.
    let turned = frontier(&deal, &[1, 0], FrontierLimit::default()).expect("packages");
    let mirrored: BTreeSet<Vec<i64>> = points(&turned)
        .into_iter()
        .map(|point| vec![point[1], point[0]])
        .collect();
    assert_eq!(mirrored, points(&found));
}

/// Where scenarios of others are looked for.
fn scenarios() -> PathBuf {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/scenarios");
    std::env::var_os("ARMISTICE_SCENARIOS").map_or(PathBuf::from(default), PathBuf::from)
}

/// Domain and profiles of a folder, found by what they are; none where there is no such folder.
fn folder(folder: &Path) -> Option<Vec<(String, String)>> {
    let entries = std::fs::read_dir(folder).ok()?;
    let mut files: Vec<(String, String)> = entries
        .map(|entry| {
            let path = entry.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("text");
            (path.to_string_lossy().into_owned(), text)
        })
        .filter(|(_, text)| text.contains("<utility_space"))
        .collect();
    files.sort_by_key(|(name, text)| (!text.contains("<negotiation_template"), name.clone()));
    Some(files)
}

fn read(files: &[(String, String)], reading: Reading) -> Scenario {
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (&**n, &**t)).collect();
    genius::read(files[0], &files[1..], reading).expect("a scenario")
}

/// The reading that GENIUS gives, times what the files call the largest utility: whole numbers again.
fn raw(scenario: &Scenario, claimed: &Value) -> DealSpace {
    let mut scenario = scenario.clone();
    for (party, profile) in scenario.profiles.iter_mut().enumerate() {
        let scale = claimed[party].as_f64().expect("a number");
        let parts = profile.parts.iter_mut().flatten();
        let joint = profile.combinations.iter_mut().map(|(_, adds)| adds);
        parts.chain(joint).for_each(|worth| *worth *= scale);
        profile.reservation = profile.reservation.map(|worth| worth * scale);
    }
    deal_space(&scenario, 1.0).expect("scores")
}

fn pair(value: &Value) -> Vec<i64> {
    let list = value.as_array().expect("a list").iter();
    list.map(|n| n.as_f64().expect("a number") as i64).collect()
}

#[test]
fn frontiers_of_real_scenarios_equal_those_of_integer_programming() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/oracles/hyperrect.json"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: {path} is not there");
        return;
    };
    let oracles: Value = serde_json::from_str(&text).expect("JSON");
    for oracle in oracles["scenarios"].as_array().expect("scenarios") {
        let id = oracle["id"].as_str().expect("an id");
        let at = scenarios().join(id);
        let Some(files) = folder(&at) else {
            eprintln!("skipped: {} is not there", at.display());
            continue;
        };
        let claimed = &oracle["maxutility_in_file"];
        let scenario = read(&files, Reading::Genius);
        let deal = raw(&scenario, claimed);
        let all = [0, 1];
        let found = frontier(&deal, &all, FrontierLimit::default()).expect("packages");
        assert!(found.is_exact(), "{id}");
        assert!(
            found
                .methods
                .iter()
                .any(|m| matches!(m, BlockMethod::Bounded { .. })),
            "{id}: not listed one by one"
        );
        let expected: BTreeSet<Vec<i64>> = oracle["frontier_raw"]
            .as_array()
            .expect("points")
            .iter()
            .map(pair)
            .collect();
        assert_eq!(points(&found), expected, "{id}");
        assert_eq!(
            Some(expected.len() as u64),
            oracle["frontier_points"].as_u64()
        );
        // The packages given for the points are worth that here too.
        let listed = oracle["frontier_outcomes"].as_array().expect("packages");
        let raw_points = oracle["frontier_raw"].as_array().expect("points");
        for (package, point) in listed.iter().zip(raw_points) {
            let package: Vec<usize> = pair(package).into_iter().map(|n| n as usize).collect();
            assert_eq!(deal.utilities(&package), pair(point), "{id}");
        }
        let most: Vec<i64> = (0..2)
            .map(|party| {
                expected
                    .iter()
                    .map(|point| point[party])
                    .max()
                    .expect("points")
            })
            .collect();
        assert_eq!(most, pair(&oracle["true_maximum"]), "{id}");
        // Nash's product from a worth of nothing, whatever the reservations.
        let zone = Zone::of_all(&found.points, vec![0, 0]);
        let nash = zone.pick(Concept::Nash, &[1, 1]).expect("points");
        let best = zone.points.point(nash.points[0]);
        assert_eq!(best, pair(&oracle["nash_raw"]), "{id}");
        // The product is measured by the largest utilities that the files claim.
        let shares = best
            .iter()
            .zip(pair(claimed))
            .map(|(u, most)| *u as f64 / most as f64);
        let product: f64 = shares.product();
        let published = oracle["max_product_of_normalized"]
            .as_f64()
            .expect("a number");
        assert!((product - published).abs() < 1e-12, "{id}");
    }
}

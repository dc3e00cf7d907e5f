//! The frontier and the rules at several sizes: `cargo bench -p armistice-engine --bench deal`.

#[path = "../tests/deal_support/rectangles.rs"]
mod rectangles;

use armistice_engine::deal::frontier::{FrontierLimit, frontier};
use armistice_engine::deal::solutions::{Concept, Zone};
use armistice_engine::deal::space::{Consent, DealSpace, Interaction, Pattern, Space, Utility};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rectangles::rectangles;

fn main() {
    divan::main();
}

/// On every issue one party likes high answers, one low ones, others something between.
fn opposed(parties: usize, issues: usize, tied: bool) -> DealSpace {
    const OPTIONS: usize = 10;
    let mut rng = ChaCha8Rng::seed_from_u64(20_240_601);
    let utilities = (0..parties)
        .map(|party| {
            let weights: Vec<f64> = (0..issues).map(|_| rng.random::<f64>() + 0.1).collect();
            let sum: f64 = weights.iter().sum();
            let peak = [OPTIONS - 1, 0, OPTIONS / 2, OPTIONS / 3][party.min(3)];
            let mut worth = |weight: f64, option: usize| {
                let near = 1.0 - option.abs_diff(peak) as f64 / (OPTIONS - 1) as f64;
                let noisy = (near + 0.06 * (rng.random::<f64>() - 0.5)).max(0.0);
                (noisy * weight / sum * 1e9) as i64
            };
            let parts = weights
                .iter()
                .map(|&weight| (0..OPTIONS).map(|option| worth(weight, option)).collect())
                .collect();
            let mut utility = Utility::additive(parts, 0);
            if tied {
                utility.interactions = (1..issues)
                    .map(|issue| Interaction {
                        when: Pattern::exactly(&[
                            (issue - 1, rng.random_range(0..OPTIONS)),
                            (issue, rng.random_range(0..OPTIONS)),
                        ]),
                        adds: rng.random_range(-50_000_000..50_000_000),
                    })
                    .collect();
            }
            utility
        })
        .collect();
    let space = Space::new(vec![OPTIONS; issues], Vec::new()).expect("ten options an issue");
    DealSpace::new(space, utilities, Consent::of_all(parties)).expect("every option has a score")
}

#[divan::bench(args = [(2, 3), (2, 4), (2, 5), (2, 6), (2, 10), (2, 30), (3, 3), (3, 4), (3, 5), (3, 6), (3, 10), (4, 5), (5, 4)])]
fn additive_frontier(bencher: divan::Bencher<'_, '_>, (parties, issues): (usize, usize)) {
    let deal = opposed(parties, issues, false);
    let all: Vec<usize> = (0..parties).collect();
    bencher.bench(|| frontier(&deal, &all, FrontierLimit::default()));
}

#[divan::bench(args = [(2, 6), (3, 6)])]
fn tied_frontier(bencher: divan::Bencher<'_, '_>, (parties, issues): (usize, usize)) {
    let deal = opposed(parties, issues, true);
    let all: Vec<usize> = (0..parties).collect();
    bencher.bench(|| frontier(&deal, &all, FrontierLimit::default()));
}

/// Two parties whose utilities are rectangles over ten or forty issues of ten values: (issues, rectangles, seed).
#[divan::bench(args = [(10, 20, 2), (40, 80, 2), (40, 80, 5)])]
fn rectangles_frontier(
    bencher: divan::Bencher<'_, '_>,
    (issues, count, seed): (usize, usize, u64),
) {
    let deal = rectangles(seed, 2, issues, 10, count);
    bencher.bench(|| frontier(&deal, &[0, 1], FrontierLimit::default()));
}

#[divan::bench(args = [(2, 6), (2, 10), (3, 6)])]
fn rules(bencher: divan::Bencher<'_, '_>, (parties, issues): (usize, usize)) {
    let deal = opposed(parties, issues, false);
    let all: Vec<usize> = (0..parties).collect();
    let found = frontier(&deal, &all, FrontierLimit::default()).expect("packages are left");
    let zone = Zone::of(&deal, &all, &found.points);
    let proportions = vec![1; parties];
    bencher.bench(|| Concept::ALL.map(|concept| zone.pick(concept, &proportions)));
}

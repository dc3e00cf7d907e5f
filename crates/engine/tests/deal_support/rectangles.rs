//! Random utilities of rectangles: runs of values of a few issues that add something together.

use armistice_engine::deal::space::{
    Consent, DealSpace, Interaction, OptionSet, Pattern, Space, Utility,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// `count` rectangles a party over one to four of `issues` issues of `values` values each; one in eight
/// takes something away, as one that counts outside of its bounds does.
pub fn rectangles(
    seed: u64,
    parties: usize,
    issues: usize,
    values: usize,
    count: usize,
) -> DealSpace {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let utilities = (0..parties)
        .map(|_| {
            let interactions = (0..count)
                .map(|_| {
                    let mut parts: Vec<(usize, OptionSet)> = Vec::new();
                    for _ in 0..rng.random_range(1..=4) {
                        let issue = rng.random_range(0..issues);
                        // A run begins at the first value or ends at the last, as platforms' files have it.
                        let run = if rng.random_bool(0.5) {
                            0..rng.random_range(values / 2..values) + 1
                        } else {
                            rng.random_range(1..=values / 2)..values
                        };
                        if parts.iter().all(|(other, _)| *other != issue) {
                            parts.push((issue, OptionSet::new(run)));
                        }
                    }
                    let worth = rng.random_range(1..=100);
                    Interaction {
                        when: Pattern { parts },
                        adds: if rng.random_ratio(1, 8) {
                            -worth
                        } else {
                            worth
                        },
                    }
                })
                .collect();
            Utility {
                interactions,
                ..Utility::additive(vec![vec![0; values]; issues], 0)
            }
        })
        .collect();
    let space = Space::new(vec![values; issues], Vec::new()).expect("values");
    DealSpace::new(space, utilities, Consent::of_all(parties)).expect("small numbers")
}

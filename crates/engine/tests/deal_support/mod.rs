//! Random small deal spaces for the tests of the deal space.

use armistice_engine::deal::space::{
    Consent, DealSpace, Interaction, OptionSet, Pattern, Space, Utility,
};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A combination of up to three issues.
pub fn pattern(rng: &mut impl Rng, sizes: &[usize]) -> Pattern {
    let issues = rng.random_range(1..=sizes.len().min(3));
    let mut parts: Vec<(usize, OptionSet)> = Vec::new();
    for _ in 0..issues {
        let issue = rng.random_range(0..sizes.len());
        if parts.iter().all(|(i, _)| *i != issue) {
            parts.push((
                issue,
                OptionSet::new((0..sizes[issue]).filter(|_| rng.random_bool(0.5))),
            ));
        }
    }
    Pattern { parts }
}

/// Up to six parties, six issues, four options; ties (few distinct scores), combinations, exclusions.
pub fn instance(seed: u64) -> DealSpace {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let issues = rng.random_range(1..=6);
    let sizes: Vec<usize> = (0..issues).map(|_| rng.random_range(1..=4)).collect();
    let parties = rng.random_range(1..=6);
    let plain = rng.random_bool(0.4);
    let patterns = |rng: &mut ChaCha8Rng, most: usize| -> Vec<Pattern> {
        let count = if plain { 0 } else { rng.random_range(0..=most) };
        (0..count).map(|_| pattern(rng, &sizes)).collect()
    };
    let excluded = patterns(&mut rng, 2);
    let top = [3, 10, 1000][rng.random_range(0..3)];
    let utilities = (0..parties)
        .map(|_| Utility {
            parts: sizes
                .iter()
                .map(|&n| (0..n).map(|_| rng.random_range(0..=top)).collect())
                .collect(),
            base: rng.random_range(-2..=2),
            interactions: patterns(&mut rng, 2)
                .into_iter()
                .map(|when| Interaction {
                    when,
                    adds: rng.random_range(-top..=top),
                })
                .collect(),
            reservation: rng.random_range(0..=top * issues as i64 / 2),
        })
        .collect();
    let consent = match rng.random_range(0..3) {
        0 => Consent::AtLeast(
            rng.random_range(1..=parties),
            (0..parties).map(Consent::Party).collect(),
        ),
        1 if parties > 2 => Consent::All(vec![
            Consent::Party(0),
            Consent::Any((1..parties).map(Consent::Party).collect()),
        ]),
        _ => Consent::of_all(parties),
    };
    DealSpace::new(
        Space::new(sizes, excluded).expect("the instance is sound"),
        utilities,
        consent,
    )
    .expect("the instance is sound")
}

//! Agreements at scale: two thousand duties with ten thousand relations, and planning at the sizes
//! that are promised to be exact.

use std::fmt::Write as _;

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::accord::causality::circle::blocked;
use armistice_engine::accord::causality::fixpoint::fixpoint;
use armistice_engine::accord::finding::Options;
use armistice_engine::accord::plan::front::{Measure, front};
use armistice_engine::accord::plan::problem::{Kind, Problem};
use armistice_engine::accord::plan::search::{Objective, search};
use armistice_engine::accord::time::controllable::{Uncertain, is_controllable};
use armistice_engine::accord::time::network::{Constraint, Network};
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::run::Quiet;

fn main() {
    divan::main();
}

/// A small generator with a fixed seed: the same sizes on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Two thousand duties, each after five earlier ones, due by an hour of their day where one is given.
fn large(hour: &str) -> Case {
    let mut dice = Dice(1);
    let zone = if hour.is_empty() {
        ""
    } else {
        ", zone: Europe/Zurich"
    };
    let mut text = format!(
        "case: Large\nparties: {{a: {{name: A}}, b: {{name: B}}}}\nquantities: {{q: {{unit: piece}}}}\n\
         agreement:\n  signed-by: [a, b]\n  calendar: {{day-one: 2031-06-01{zone}}}\n  obligations:\n",
    );
    for duty in 0..2000_u64 {
        let (by, to) = if duty % 2 == 0 {
            ("a", "b")
        } else {
            ("b", "a")
        };
        let _ = write!(
            text,
            "    d{duty}: {{by: {by}, to: {to}, delivers: {{q: 1}}, when: by day {}{hour}",
            400 + duty
        );
        if duty >= 5 {
            let names: Vec<String> = (0..5).map(|_| format!("d{}", dice.roll(duty))).collect();
            let _ = write!(text, ", after: {}", names.join(" and "));
        }
        text.push_str("}\n");
    }
    let loaded = load(vec![Input {
        path: "large.yaml".to_owned(),
        bytes: text.into_bytes(),
    }]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("the generated case is sound: {:?}", loaded.diagnostics))
}

/// Terms, parts, graph and calendar of 2,000 duties with 10,000 relations, fixpoint and windows.
#[divan::bench(sample_count = 5)]
fn structure_fixpoint_consistency_slack(bencher: divan::Bencher<'_, '_>) {
    let case = large("");
    bencher.bench(|| {
        let lens = lens(&case, None).expect("an agreement");
        let reach = fixpoint(&lens.happenings.graph);
        (blocked(&lens.happenings.graph, &reach), lens.windows)
    });
}

/// The same with an hour in every deadline: days and minutes.
#[divan::bench(sample_count = 5)]
fn structure_by_the_hour(bencher: divan::Bencher<'_, '_>) {
    let case = large(" 16:00");
    bencher.bench(|| {
        let lens = lens(&case, None).expect("an agreement");
        (lens.windows, lens.hours)
    });
}

/// Every check of the same agreement.
#[divan::bench(sample_count = 3)]
fn verify_all(bencher: divan::Bencher<'_, '_>) {
    let case = large("");
    bencher.bench(|| verify(&case, &Options::default(), &Quiet));
}

fn items(count: usize) -> Problem {
    let mut dice = Dice(7);
    let mut roll = |sides| i64::try_from(dice.roll(sides)).unwrap_or(0);
    let kinds = (0..count).map(|item| {
        let giver = item % 2;
        let mut worth = vec![0, 0];
        worth[1 - giver] = roll(15);
        Kind {
            giver,
            cost: 1 + roll(10),
            worth,
            count: 1,
        }
    });
    Problem {
        parties: 2,
        kinds: kinds.collect(),
        ..Problem::default()
    }
}

/// All undominated bonds of twenty distinct items.
#[divan::bench(sample_count = 3)]
fn front_of_twenty_items(bencher: divan::Bencher<'_, '_>) {
    let problem = items(20);
    bencher.bench(|| front(&problem, Measure::Bonds, 5_000_000, &Quiet));
}

/// All undominated bonds over 2.8 million count states.
#[divan::bench(sample_count = 3)]
fn front_of_counts(bencher: divan::Bencher<'_, '_>) {
    let mut problem = items(4);
    problem.kinds.iter_mut().for_each(|kind| kind.count = 40);
    bencher.bench(|| front(&problem, Measure::Bonds, 5_000_000, &Quiet));
}

/// Sixty distinct items by best-first search.
#[divan::bench(sample_count = 3)]
fn search_of_sixty_items(bencher: divan::Bencher<'_, '_>) {
    let problem = items(60);
    bencher.bench(|| search(&problem, Objective::Total, 200_000, 16, &Quiet));
}

/// A chain of a hundred verifications of one to three days.
#[divan::bench]
fn control_of_a_hundred_verifications(bencher: divan::Bencher<'_, '_>) {
    let mut network = Network {
        points: 300,
        constraints: Vec::new(),
    };
    let mut links = Vec::new();
    for round in 0..99 {
        let at = 3 * round;
        links.push(Uncertain {
            from: at,
            to: at + 1,
            min: 1,
            max: 3,
        });
        for (from, max) in [(at + 1, 5), (at, 4)] {
            network.constraints.push(Constraint {
                from,
                to: at + 3,
                min: Some(0),
                max: Some(max),
            });
        }
    }
    bencher.bench(|| is_controllable(&network, &links));
}

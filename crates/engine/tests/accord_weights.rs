//! What duties weigh: means of shares under weights that are ranges, and ratios over several exchanges.

use armistice_case::diagnostic::Severity;
use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::accord::check::weighed::weighed;
use armistice_engine::accord::exchange::ratio::Ratio;
use armistice_engine::accord::finding::Options;
use armistice_engine::accord::verify::{lens, verify};
use armistice_engine::accord::weights::mean;
use armistice_engine::run::Quiet;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded.case();
    case.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.diagnostics))
}

#[test]
fn a_mean_lies_between_those_of_all_corners() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    for _ in 0..300 {
        let number = rng.random_range(1..=5_usize);
        let shares: Vec<(f64, (f64, f64))> = (0..number)
            .map(|_| {
                let low = f64::from(rng.random_range(0..4_u32));
                let high = low + f64::from(rng.random_range(0..3_u32));
                (f64::from(rng.random_range(0..=4_u32)) / 4.0, (low, high))
            })
            .collect();
        let corners = (0..1_usize << number).filter_map(|corner| {
            let weight = |at: usize| {
                let (low, high) = shares[at].1;
                if corner >> at & 1 == 0 { low } else { high }
            };
            let under: f64 = (0..number).map(weight).sum();
            let over: f64 = (0..number).map(|at| shares[at].0 * weight(at)).sum();
            (under > 0.0).then(|| over / under)
        });
        let corners: Vec<f64> = corners.collect();
        let least = corners.iter().copied().min_by(f64::total_cmp);
        let most = corners.iter().copied().max_by(f64::total_cmp);
        match mean(&shares) {
            Some((low, high)) => {
                assert!((low - least.expect("a corner")).abs() < 1e-12, "{shares:?}");
                assert!((high - most.expect("a corner")).abs() < 1e-12, "{shares:?}");
            }
            None => assert!(corners.is_empty(), "{shares:?}"),
        }
    }
}

/// North gives boats and water, South gives nets and grain, one for the other.
fn two_exchanges(weighs: &str) -> Case {
    case(&format!(
        "case: t
parties: {{north: {{name: North}}, south: {{name: South}}}}
quantities: {{boats: {{unit: n}}, nets: {{unit: n}}, water: {{unit: n}}, grain: {{unit: n}}}}
assumptions:
  w: {{values-of: south, because: nets-home, {weighs}}}
agreement:
  calendar: {{day-one: 2034-03-01}}
  obligations:
    boats-home: {{by: north, to: south, delivers: {{boats: 4}}, tranches: {{a: {{when: day 1, delivers: {{boats: 1}}}}, b: {{when: day 9, delivers: {{boats: 3}}}}}}}}
    nets-home: {{by: south, to: north, in-return-for: boats-home, delivers: {{nets: 10}}, when: day 4}}
    water-on: {{by: north, to: south, delivers: {{water: 2}}, when: day 2}}
    grain-in: {{by: south, to: north, in-return-for: water-on, delivers: {{grain: 7}}, when: day 6}}
"
    ))
}

#[test]
fn exchanges_are_weighed_together_by_each_partys_own_weights() {
    let of = |weighs: &str| -> Vec<(Option<i64>, Ratio, Ratio)> {
        let case = two_exchanges(weighs);
        let found = verify(&case, &Options::default(), &Quiet).expect("an agreement");
        let all = weighed(&lens(&case, None).expect("terms"), &found.balances);
        let [south] = &all[..] else {
            assert!(all.is_empty());
            return Vec::new();
        };
        assert_eq!(&*case.actors[south.party].name, "South");
        let steps = south.steps.iter();
        steps
            .map(|step| (step.day, step.between.0, step.between.1))
            .collect()
    };
    let ratio = |over, under| Ratio::Of { over, under };
    let one = |day, over, under| (Some(day), ratio(over, under), ratio(over, under));
    // Nets weigh three, all else one. South has all of 4 to give until day 4, then a quarter; of the two
    // that it gets, 1/4 has come of the boats on day 1 and all of the water on day 2.
    let told = of("weighs: {nets-home: 3}");
    assert_eq!(
        told,
        [
            one(1, 8, 7),
            one(2, 8, 3),
            one(4, 2, 3),
            (Some(6), ratio(0, 1), ratio(0, 1)),
            (Some(9), Ratio::Finished, Ratio::Finished),
        ]
    );
    // A range of weights gives a range: nets weigh one to three.
    let told = of("weighs: {nets-home: 1 to 3}");
    assert_eq!(told[2], (Some(4), ratio(2, 3), ratio(4, 3)));
    assert_eq!(of("worth: {boats: 1}"), []);
}

#[test]
fn a_weight_has_two_ends_and_neither_is_below_nothing() {
    let text = |weight: &str, weighs: &str| {
        format!(
            "case: t
parties: {{north: {{name: North}}, south: {{name: South}}}}
assumptions:
  w: {{values-of: south, because: road, weighs: {{road: {weighs}}}}}
agreement:
  obligations:
    road: {{by: north, to: south, does: open the road, when: day 3, weight: {weight}}}
"
        )
    };
    let said = |weight: &str, weighs: &str| -> Vec<String> {
        let loaded = load(vec![Input {
            path: "case.yaml".into(),
            bytes: text(weight, weighs).into_bytes(),
        }]);
        let errors = loaded.diagnostics.iter();
        let errors = errors.filter(|found| found.severity == Severity::Error);
        errors.map(|found| found.message.clone()).collect()
    };
    assert_eq!(said("2 to 3", "0"), Vec::<String>::new());
    assert_eq!(said("-1", "1"), ["`-1` is less than nothing"]);
    assert_eq!(said("1", "-2 to 3"), ["`-2 to 3` is less than nothing"]);
    assert_eq!(said("1", "at least 2"), ["this weight has no upper end"]);
}

//! Duties that share a team or a gate, against every way to place them.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::accord::finding::{Code, Evidence, Options};
use armistice_engine::accord::verify::verify;
use armistice_engine::run::Quiet;
use proptest::prelude::*;

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let case = loaded.case();
    case.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.diagnostics))
}

/// Duties of one day each, in windows, all done by one team.
fn shared(capacity: usize, windows: &[(i64, i64)]) -> Case {
    let mut text = format!(
        "case: Sites\nparties: {{a: {{name: A}}, b: {{name: B}}}}\n\
         others: {{team: {{name: Team, role: verifier, capacity: {capacity}}}}}\n\
         agreement:\n  signed-by: [a, b]\n  obligations:\n"
    );
    for (number, (first, last)) in windows.iter().enumerate() {
        text.push_str(&format!(
            "    d{number}: {{by: a, to: b, does: Chart it, done-when: charted, uses: team, when: day {first} to day {last}}}\n"
        ));
    }
    case(&text)
}

/// Whether every duty finds a day with no more than so many on one.
fn can_be_placed(capacity: usize, windows: &[(i64, i64)], taken: &mut Vec<i64>) -> bool {
    let Some((first, last)) = windows.get(taken.len()) else {
        return true;
    };
    (*first..=*last).any(|day| {
        if taken.iter().filter(|other| **other == day).count() == capacity {
            return false;
        }
        taken.push(day);
        let placed = can_be_placed(capacity, windows, taken);
        taken.pop();
        placed
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Work of a day each: a conflict is told exactly when there is one, and nothing can be left out
    /// of the duties that are named.
    #[test]
    fn unit_work_equals_every_placement(
        capacity in 1_usize..3,
        windows in proptest::collection::vec((1_i64..6, 0_i64..4), 1..7),
    ) {
        let windows: Vec<(i64, i64)> = windows.iter().map(|(a, b)| (*a, a + b)).collect();
        let case = shared(capacity, &windows);
        let found = verify(&case, &Options::default(), &Quiet).expect("findings").findings;
        let told = found.iter().find(|finding| finding.code == Code::OverCapacity);
        prop_assert_eq!(told.is_none(), can_be_placed(capacity, &windows, &mut Vec::new()));
        if let Some(Evidence::Capacity { clauses, days: (first, last), due, possible, .. }) =
            told.map(|finding| &finding.evidence)
        {
            let count = i64::try_from(clauses.len()).expect("small");
            prop_assert_eq!(*due, count * 1_000_000);
            prop_assert_eq!(*possible, i64::try_from(capacity).expect("small") * (last - first + 1) * 1_000_000);
            prop_assert!(due > possible && (count - 1) * 1_000_000 <= *possible);
        }
    }
}

#[test]
fn what_lies_inside_another_quantity_is_not_counted_twice() {
    let text = |fuel: &str| {
        format!(
            "case: Gate\nparties: {{a: {{name: A}}, b: {{name: B}}}}\n\
             places: {{gate: {{name: Gate, capacity: 40 loads per day}}}}\n\
             quantities: {{loads: {{unit: load}}, fuel: {{unit: load{fuel}}}}}\n\
             agreement:\n  signed-by: [a, b]\n  obligations:\n    \
             relief: {{by: a, to: b, delivers: {{loads: 35 per day, fuel: 10 per day}}, when: day 1 to day 9, place: gate}}\n"
        )
    };
    let told = |text: &str| {
        let found = verify(&case(text), &Options::default(), &Quiet).expect("findings");
        found.findings.iter().any(|f| f.code == Code::OverCapacity)
    };
    assert!(!told(&text(", among: loads")));
    assert!(told(&text("")));
}

//! NegMAS folders, writing both formats, and the way there and back. The files are our own.

use armistice_case::interchange::{
    Foreign, ForeignIssue, Profile, Reading, Scenario, case_text, genius, negmas,
};
use armistice_case::{Input, load};
use proptest::prelude::*;

const DOMAIN: &str = "type: DiscreteCartesianOutcomeSpace\nname: Ferry\nissues:\n\
- name: Pier\n  type: CategoricalIssue\n  values: [north, south]\n\
- name: Crossings\n  type: ContiguousIssue\n  values: [2, 4]\n";

const ADDITIVE: &str = "type: LinearAdditiveUtilityFunction\nname: Islanders\nreserved_value: 0.9\n\
weights: [0.6, 0.4]\nvalues:\n- type: TableFun\n  mapping: {north: 4, south: 2}\n\
- type: AffineFun\n  slope: 0.25\n  bias: 0.5\n";

fn read(text: &str, reading: Reading) -> Result<Scenario, String> {
    negmas::read(("domain.yml", DOMAIN), &[("one.yml", text)], reading).map_err(|e| e.to_string())
}

#[test]
fn both_readings_of_a_folder() {
    let as_written = read(ADDITIVE, Reading::Negmas).unwrap();
    assert_eq!(as_written.name, "Ferry");
    assert_eq!(as_written.issues[1].values, ["2", "3", "4"]);
    let profile = &as_written.profiles[0];
    assert_eq!(profile.name, "Islanders");
    assert_eq!(profile.parts[0], [2.4, 1.2]);
    assert_eq!(profile.parts[1], [0.4, 0.5, 0.6000000000000001]);
    // The worst package is worth 1.6, so 0.9 keeps nobody away.
    assert_eq!(profile.reservation, None);
    let divided = read(ADDITIVE, Reading::Genius).unwrap();
    assert_eq!(divided.profiles[0].parts[0], [0.6, 0.3]);
    assert_eq!(divided.profiles[0].reservation, Some(0.9));
}

#[test]
fn discounts_are_left_out_and_said() {
    let inner = ADDITIVE.replace('\n', "\n  ");
    let text = format!(
        "type: ExpDiscountedUFun\nname: late\ndiscount: 0.9\nreserved_value: -.inf\nufun:\n  {inner}"
    );
    let scenario = read(&text, Reading::Negmas).unwrap();
    assert_eq!(scenario.profiles[0].name, "late");
    assert_eq!(scenario.profiles[0].reservation, None);
    assert!(scenario.notes.iter().any(|note| note.contains("discount")));
    let scenario = read(&text, Reading::Genius).unwrap();
    assert_eq!(scenario.profiles[0].reservation, Some(0.9));
}

#[test]
fn rectangles_name_values() {
    let text = "type: HyperRectangleUtilityFunction\nname: box\nreserved_value: 1\nbias: 0.5\n\
outcome_ranges:\n- {0: [south], 1: [2, 4]}\n- null\n- {1: []}\nutilities: [3, 1, 9]\nweights: [2.0, 1.0, 1.0]\n";
    let profile = &read(text, Reading::Negmas).unwrap().profiles[0];
    assert_eq!(
        profile.combinations,
        [(vec![(0, vec![1]), (1, vec![0, 2])], 6.0)]
    );
    assert_eq!(profile.parts[0], [1.5, 1.5]);
}

#[test]
fn json_is_read_alike() {
    let json = r#"{"type": "negmas.preferences.LinearAdditiveUtilityFunction", "name": "j",
      "reserved_value": -Infinity, "weights": [0.5, 0.5], "values": [
      {"type": "TableFun", "mapping": {"north": 1.0, "south": 0}}, {"type": "IdentityFun"}]}"#;
    let profile = &read(json, Reading::Negmas).unwrap().profiles[0];
    assert_eq!(profile.parts, [vec![0.5, 0.0], vec![1.0, 1.5, 2.0]]);
    assert_eq!(profile.reservation, None);
}

#[test]
fn bad_folders_are_refused_with_a_place() {
    let refused = |text: &str, words: &str| {
        let message = read(text, Reading::Genius).unwrap_err();
        assert!(message.contains(words), "{message}");
    };
    refused(
        &ADDITIVE.replace("north: 4", "north: .nan"),
        "one.yml:7: `.nan` is not a number",
    );
    refused(
        &ADDITIVE.replace("north: 4, ", ""),
        "one.yml:7: no score for `north` of `Pier`",
    );
    refused(
        &ADDITIVE.replace("[0.6, 0.4]", "[0.6]"),
        "one.yml:4: 1 weights for 2 issues",
    );
    refused(
        &ADDITIVE.replace("[0.6, 0.4]", "[3, 2]"),
        "the weights add up to 5",
    );
    refused(
        &ADDITIVE.replace("[0.6, 0.4]", "[1.5, -0.5]"),
        "a weight is -0.5",
    );
    refused(
        &ADDITIVE.replace("[0.6, 0.4]", "[0, 0]"),
        "the weights add up to nothing",
    );
    refused(
        &ADDITIVE.replace("TableFun", "os.system"),
        "`system` is no value function",
    );
    refused(
        &ADDITIVE.replace("LinearAdditiveUtilityFunction", "EvilUFun"),
        "`EvilUFun` is no utility",
    );
    refused("type: &a [*a, *a]\n", "one.yml:1: ");
    refused("{", "one.yml:");
    let many = DOMAIN.replace("[2, 4]", "[0, 999999]");
    let error = negmas::read(("domain.yml", &many), &[], Reading::Negmas).unwrap_err();
    assert!(error.to_string().starts_with("domain.yml:"), "{error}");
    assert!(
        error.to_string().contains("more than 10000 values"),
        "{error}"
    );
}

#[test]
fn a_folder_becomes_a_sound_case() {
    let scenario = read(ADDITIVE, Reading::Negmas).unwrap();
    let text = case_text(&scenario);
    assert!(text.contains("Imported from NegMAS files; numbers read as `negmas`"));
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.into_bytes(),
    }]);
    let messages: Vec<&str> = loaded.diagnostics.iter().map(|d| &*d.message).collect();
    assert!(loaded.is_sound(), "{messages:?}");
}

#[test]
fn normalising_runs_from_nothing_to_one() {
    let mut scenario = read(ADDITIVE, Reading::Negmas).unwrap();
    scenario.profiles[0].reservation = Some(2.3);
    scenario.normalise().unwrap();
    let profile = &scenario.profiles[0];
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
    close(profile.parts[0][0], 1.2 / 1.4);
    close(profile.parts[0][1], 0.0);
    close(profile.parts[1][2], 0.2 / 1.4);
    close(profile.reservation.unwrap(), 0.5);
}

/// Any small scenario, its numbers within or beyond a scale from 0 to 1.
fn scenario() -> impl Strategy<Value = Scenario> {
    let name = "[ a-z<&\"'#:é-]{1,6}";
    (
        prop::collection::vec(2usize..5, 1..4),
        name,
        1usize..4,
        prop::collection::vec(-3.0..8.0f64, 64),
        any::<bool>(),
        prop::collection::vec(name, 16),
    )
        .prop_map(|(sizes, title, parties, numbers, tied, names)| {
            let mut numbers = numbers.into_iter().cycle();
            let mut number = move || numbers.next().unwrap_or(0.0);
            let issues: Vec<ForeignIssue> = sizes
                .iter()
                .enumerate()
                .map(|(at, &size)| ForeignIssue {
                    name: names[at].clone(),
                    values: (0..size).map(|n| format!("{n}{}", names[4 + n])).collect(),
                })
                .collect();
            let profiles = (0..parties)
                .map(|at| Profile {
                    claimed: None,
                    name: format!("{at}{}", names[10 + at]),
                    parts: sizes
                        .iter()
                        .map(|&size| (0..size).map(|_| number()).collect())
                        .collect(),
                    combinations: if tied && sizes.len() > 1 {
                        vec![(vec![(0, vec![1]), (1, vec![0, sizes[1] - 1])], number())]
                    } else {
                        Vec::new()
                    },
                    reservation: (at != 1).then(&mut number),
                })
                .collect();
            Scenario {
                name: title,
                issues,
                profiles,
                from: Foreign::Negmas,
                reading: Reading::Negmas,
                notes: Vec::new(),
            }
        })
}

fn worth(profile: &Profile, package: &[usize]) -> f64 {
    let alone: f64 = package
        .iter()
        .zip(&profile.parts)
        .map(|(&at, part)| part[at])
        .sum();
    let joint: f64 = profile
        .combinations
        .iter()
        .filter(|(when, _)| when.iter().all(|(issue, of)| of.contains(&package[*issue])))
        .map(|(_, adds)| adds)
        .sum();
    alone + joint
}

fn packages(scenario: &Scenario) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for issue in &scenario.issues {
        all = all
            .iter()
            .flat_map(|package: &Vec<usize>| {
                (0..issue.values.len()).map(|at| [package.as_slice(), &[at]].concat())
            })
            .collect();
    }
    all
}

fn written(scenario: &Scenario, format: Foreign, reading: Reading) -> Scenario {
    let written = match format {
        Foreign::Genius => genius::write(scenario),
        Foreign::Negmas => negmas::write(scenario),
    }
    .expect("it was made to be written");
    let files: Vec<(&str, &str)> = written.files.iter().map(|(n, t)| (&**n, &**t)).collect();
    match format {
        Foreign::Genius => genius::read(files[0], &files[1..], reading),
        Foreign::Negmas => negmas::read(files[0], &files[1..], reading),
    }
    .expect("what was written can be read")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What is written means the same in either reading: one positive scale a party, one shift.
    #[test]
    fn written_and_read_back(scenario in scenario()) {
        for format in [Foreign::Genius, Foreign::Negmas] {
            for reading in [Reading::Genius, Reading::Negmas] {
                let back = written(&scenario, format, reading);
                prop_assert_eq!(back.issues.len(), scenario.issues.len());
                for (old, new) in scenario.profiles.iter().zip(&back.profiles) {
                    let pairs: Vec<(f64, f64)> = packages(&scenario)
                        .iter()
                        .map(|package| (worth(old, package), worth(new, package)))
                        .collect();
                    let least = pairs.iter().copied().fold(pairs[0], |a, b| if b.0 < a.0 { b } else { a });
                    let most = pairs.iter().copied().fold(pairs[0], |a, b| if b.0 > a.0 { b } else { a });
                    let scale = (most.1 - least.1) / (most.0 - least.0);
                    for (before, after) in &pairs {
                        let expected = least.1 + (before - least.0) * scale;
                        prop_assert!((after - expected).abs() < 1e-9, "{} {}", after, expected);
                        prop_assert!(*after < 1.0 + 1e-9);
                    }
                    if let (Some(r), Some(found)) = (old.reservation, new.reservation) {
                        let expected = least.1 + (r - least.0) * scale;
                        prop_assert!((found - expected).abs() < 1e-9);
                    }
                }
            }
        }
    }

    /// What stays within the scale comes back number by number, and a second time to the byte.
    #[test]
    fn small_numbers_stay(scenario in scenario()) {
        let first = written(&scenario, Foreign::Negmas, Reading::Genius);
        let second = written(&first, Foreign::Negmas, Reading::Genius);
        for (a, b) in first.profiles.iter().zip(&second.profiles) {
            for (x, y) in a.parts.iter().flatten().zip(b.parts.iter().flatten()) {
                prop_assert!((x - y).abs() < 1e-12);
            }
        }
        let names = |s: &Scenario| s.issues.iter().map(|i| (i.name.clone(), i.values.clone())).collect::<Vec<_>>();
        prop_assert_eq!(names(&scenario), names(&first));
    }
}

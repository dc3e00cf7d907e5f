//! From the text of a case to its equilibria: the examples, and what is refused.

use std::path::Path;

use armistice_case::{Input, load, model::Case, model::NodeId};
use armistice_engine::conflict::behaviour::Concept;
use armistice_engine::conflict::seeds::seeds;
use armistice_engine::conflict::survey::{self, Certainty, Method, Survey, Way};
use armistice_engine::conflict::{InduceOptions, StabilityOptions, inducement, stability};
use armistice_engine::run::{Quiet, Refusal};

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".into(),
        bytes: text.as_bytes().to_vec(),
    }]);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

fn example(name: &str) -> Case {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    let mut paths = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("an example") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "yaml") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let inputs = paths
        .into_iter()
        .map(|path| Input {
            path: path.to_string_lossy().into_owned(),
            bytes: std::fs::read(&path).expect("readable"),
        })
        .collect();
    let loaded = load(inputs);
    loaded
        .case()
        .unwrap_or_else(|| panic!("{name}: {:#?}", loaded.diagnostics))
}

fn survey(case: &Case, options: &StabilityOptions) -> Survey {
    stability(case, options, &Quiet).expect("answerable")
}

fn certainty(case: &Case, survey: &Survey, state: &str, concept: Concept) -> Option<Certainty> {
    let Some(NodeId::State(id)) = case.node(state) else {
        panic!("{state} is a state")
    };
    let report = survey
        .states
        .iter()
        .find(|report| report.name == Some(id))
        .expect("judged");
    report.certainty(concept)
}

#[test]
fn the_doha_stall_and_deal_both_hold_and_only_a_guarantee_connects_them() {
    let case = example("doha-2025-07");
    let found = survey(&case, &StabilityOptions::default());
    for state in ["stall", "deal"] {
        assert_eq!(
            certainty(&case, &found, state, Concept::Nash),
            Some(Certainty::Necessary)
        );
    }
    assert_eq!(
        certainty(&case, &found, "bare-deal", Concept::Gmr),
        Some(Certainty::Impossible)
    );
    let way = |found: &Survey| {
        found
            .states
            .iter()
            .find(|report| report.state.letters(5) == "YNYNY")
            .map(|r| r.by_improvements.clone())
    };
    assert_eq!(way(&found), Some(Way::None));
    let Some(NodeId::Assumption(eager)) = case.node("us-eager") else {
        panic!("an assumption")
    };
    let other = survey(
        &case,
        &StabilityOptions {
            instead: vec![eager],
            ..StabilityOptions::default()
        },
    );
    assert!(matches!(way(&other), Some(Way::Found(path)) if path.len() == 3));
}

#[test]
fn the_classics_give_their_known_answers() {
    let count = |name: &str, concept: Concept| {
        let found = survey(&example(name), &StabilityOptions::default());
        let of = found
            .equilibria
            .into_iter()
            .find(|e| e.concept == concept)
            .expect("asked");
        of.count.expect("settled").to_string()
    };
    assert_eq!(count("two-suspects", Concept::Nash), "1");
    assert_eq!(count("two-suspects", Concept::Seq), "2");
    assert_eq!(count("two-drivers", Concept::Nash), "2");
    assert_eq!(count("two-drivers", Concept::Seq), "2");
    assert_eq!(count("two-drivers", Concept::Smr), "3");
    // 2 and the eight states in which the works are gone.
    assert_eq!(count("groundwater", Concept::Nash), "10");
    assert_eq!(count("groundwater", Concept::Smr), "12");
    let case = example("groundwater");
    let options = StabilityOptions {
        state: Some("deadlock".into()),
        survey: survey::Options {
            coalitions: true,
            concepts: vec![Concept::Nash],
            ..survey::Options::default()
        },
        ..StabilityOptions::default()
    };
    let found = survey(&case, &options);
    let leaving: Vec<Vec<usize>> = found.states[0].coalitions[0]
        .1
        .iter()
        .filter(|v| !v.stable())
        .map(|v| v.members.clone())
        .collect();
    assert_eq!(leaving, [vec![0, 1]]);
}

#[test]
fn the_suspects_need_one_level_or_two_locks() {
    let case = example("two-suspects");
    let mut options = InduceOptions {
        state: "both-silent".into(),
        ..InduceOptions::default()
    };
    options.how.concept = Concept::Nash;
    let found = inducement(&case, &options, &Quiet).expect("answerable");
    let (_, rows) = &found.rows[0];
    assert_eq!(
        rows.iter().map(|row| row.levels).collect::<Vec<_>>(),
        [Some(1), Some(1)]
    );
    assert_eq!(found.locks.sets, [vec![0, 1]]);
}

#[test]
fn the_reference_case_is_answered_with_what_is_unknown() {
    let case = example("reference");
    let found = survey(&case, &StabilityOptions::default());
    assert_eq!(found.method, Method::OneByOne);
    assert!(
        found
            .states
            .iter()
            .all(|report| report.certainty(Concept::Gmr).is_some())
    );
}

const HEAD: &str = "case: A test\nparties:\n  a: {name: Ada}\n  b: {name: Ben}\n";

fn refused(body: &str) -> Refusal {
    stability(
        &case(&format!("{HEAD}{body}")),
        &StabilityOptions::default(),
        &Quiet,
    )
    .expect_err("refused")
}

#[test]
fn bad_input_is_refused_with_what_would_work() {
    let courses = "conflict:\n  courses:\n    x: {by: a, does: Do x}\n    y: {by: b, does: Do y}\n";
    let wants = |wants: &str| {
        refused(&format!(
            "assumptions:\n  p: {{preferences-of: a, wants: [{wants}]}}\n{courses}"
        ))
    };
    assert!(
        wants("x and not x")
            .message
            .contains("`x and not x` of Ada holds in no state")
    );
    assert!(
        wants("y, x or not x")
            .message
            .contains("`x or not x` of Ada holds in every state")
    );
    assert!(
        refused(&format!("{courses}  cannot-be: [x, not x]\n"))
            .message
            .contains("no state at all")
    );
    assert!(refused("").message.contains("no courses"));
    let impossible = refused(&format!(
        "{courses}  cannot-be: [x and y]\n  states:\n    s: {{takes: [x, y]}}\n"
    ));
    assert!(impossible.message.contains("`s`") && impossible.at.is_some());
    let circle = refused(&format!(
        "{courses}  states:\n    s: {{where: not t}}\n    t: {{where: not s}}\n"
    ));
    assert!(circle.message.contains("lead back"), "{circle}");
}

/// 200 courses, half of them of each side.
fn large() -> Case {
    let mut text = format!(
        "{HEAD}assumptions:\n  p: {{preferences-of: a, wants: [c0 if c101, not c3, c2 or c150]}}\n  q: {{preferences-of: b, wants: [c0 and c3, c120]}}\nconflict:\n  courses:\n"
    );
    for course in 0..200 {
        text.push_str(&format!(
            "    c{course}: {{by: {}, does: Do it}}\n",
            if course < 100 { "a" } else { "b" }
        ));
    }
    text.push_str("  states:\n    nothing: {takes: none}\n  now: nothing\n");
    case(&text)
}

#[test]
fn two_hundred_courses_are_refused_one_by_one_and_answered_as_sets() {
    let case = large();
    let mut options = StabilityOptions::default();
    options.survey.concepts = vec![Concept::Nash, Concept::Gmr, Concept::Seq];
    let found = survey(&case, &options);
    assert_eq!(found.method, Method::Symbolic);
    assert!(found.equilibria.iter().all(|found| found.count.is_some()));
    assert!(
        found.states[0]
            .judged
            .iter()
            .all(|(_, judged)| judged.iter().all(|j| j.certainty.is_some()))
    );
    options.survey.method = Some(Method::Explicit);
    let refusal = stability(&case, &options, &Quiet).expect_err("too many");
    assert!(refusal.message.contains("2^200") && refusal.help.contains("--method symbolic"));
}

#[test]
fn claims_seed_statements_that_a_person_may_take_over() {
    let case = case(&format!(
        "{HEAD}sources:\n  s: {{title: A paper, published: 2030-01-01}}\nclaims:\n  c1: {{by: a, from: s, refuses: duty}}\n  c2: {{by: b, from: s, demands: duty}}\nagreement:\n  title: A text\n  obligations:\n    duty: {{by: a, to: b, does: Leave}}\nconflict:\n  courses:\n    x: {{by: a, does: Leave, of: duty}}\n"
    ));
    let found = seeds(&case);
    assert_eq!(
        found.iter().map(|seed| seed.wanted).collect::<Vec<_>>(),
        [false]
    );
}

//! The deal space of whole cases: from text to findings.

use armistice_case::model::Case;
use armistice_case::{Input, load};
use armistice_engine::deal::robust::acceptability::Sampling;
use armistice_engine::deal::{Options, Study, study};
use armistice_engine::run::{Quiet, Refusal};

fn case(text: &str) -> Case {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let messages: Vec<&str> = loaded.diagnostics.iter().map(|d| &*d.message).collect();
    loaded.case().unwrap_or_else(|| panic!("{messages:?}"))
}

fn ask(text: &str) -> Result<Study, Refusal> {
    let case = case(text);
    let options = Options {
        known: case.claims.keys().collect(),
        as_of: case.as_of,
        instead: Vec::new(),
        top: 10,
        sampling: Sampling {
            seed: 1,
            draws: 300,
        },
    };
    study(&case, &options, &Quiet)
}

fn talks(rest: &str) -> String {
    format!(
        "case: two\nparties:\n  a: {{name: A}}\n  b: {{name: B}}\nissues:\n  \
         line: {{options: {{near: near, middle: middle, far: far}}}}\n  \
         aid: {{options: {{more: more, less: less}}}}\nsources:\n  \
         s: {{outlet: Post, published: 2031-01-01}}\n{rest}"
    )
}

#[test]
fn lines_that_bind_close_the_zone_and_open_both_ways() {
    let study = ask(&talks(
        "claims:\n  c1: {by: a, from: s, demands: {line: near}}\n  \
         c2: {by: b, from: s, refuses: {line: near}}\n\
         assumptions:\n  lines: {takes-as-binding: [c1, c2]}\n",
    ))
    .expect("the instance is sound");
    let stated = study.binding.expect("the instance is sound");
    assert!(stated.answer.zone.is_none());
    assert_eq!(stated.answer.conflicts, [[0, 1]]);
    let openings: Vec<Vec<usize>> = stated
        .answer
        .openings
        .into_iter()
        .map(|opening| opening.lines)
        .collect();
    assert_eq!(openings, [[0], [1]]);
}

#[test]
fn an_assumed_order_softens_a_demand() {
    let study = ask(&talks(
        "claims:\n  c1: {by: a, from: s, demands: {line: middle}}\n  \
         c2: {by: b, from: s, refuses: {line: middle}}\n\
         assumptions:\n  lines: {takes-as-binding: [c1, c2]}\n  \
         order: {preferences-of: a, option-order: {line: [near, middle, far]}}\n",
    ))
    .expect("the instance is sound");
    // Near is better still for A, and B does not refuse it.
    assert!(
        study
            .binding
            .expect("the instance is sound")
            .answer
            .zone
            .is_some()
    );
}

#[test]
fn contradictory_weights_are_named() {
    let study = ask(&talks(
        "assumptions:\n  a-likes:\n    preferences-of: a\n    weights: {line: at most 30, aid: at most 40}\n    \
         scores: {line: {near: 100, middle: 50, far: 0}, aid: {more: 100, less: 0}}\n    reservation: 40\n",
    ))
    .expect("the instance is sound");
    assert_eq!(study.contradictions.len(), 1);
    assert_eq!(study.contradictions[0].statements.len(), 2);
    assert!(study.weak.is_none() && study.exact.is_none());
}

#[test]
fn a_missing_score_is_refused() {
    let error = ask(&talks(
        "assumptions:\n  a-likes:\n    preferences-of: a\n    weights: {line: 60, aid: 40}\n    \
         scores: {line: {near: 100, far: 0}, aid: {more: 100, less: 0}}\n    reservation: 40\n",
    ))
    .unwrap_err();
    assert!(error.message.contains("middle"), "{}", error.message);
}

#[test]
fn exact_scores_of_all_give_rules() {
    let scores = |of: &str, near: u32, far: u32| {
        format!(
            "  {of}-likes:\n    preferences-of: {of}\n    weights: {{line: 60, aid: 40}}\n    \
             scores: {{line: {{near: {near}, middle: 50, far: {far}}}, aid: {{more: 100, less: 0}}}}\n    \
             reservation: 40\n"
        )
    };
    let text = talks(&format!(
        "assumptions:\n{}{}",
        scores("a", 100, 0),
        scores("b", 0, 100)
    ));
    let study = ask(&text).expect("the instance is sound");
    let exact = study.exact.expect("the instance is sound");
    assert!(exact.frontier.is_exact());
    assert_eq!(exact.picks.len(), 7);
    // Both like more aid; the line is split evenly between them.
    let nash = exact.picks[0].points[0];
    assert_eq!(
        exact.deal.space.package(exact.zone.points.examples[nash]),
        [1, 0]
    );
    let weak = study.weak.expect("the instance is sound");
    assert!(weak.acceptability.is_none(), "nothing is uncertain");
}

#[test]
fn the_harbour_has_twelve_deals() {
    let study =
        ask(include_str!("../../../examples/harbour/case.yaml")).expect("the instance is sound");
    let exact = study.exact.expect("the instance is sound");
    assert_eq!(exact.blockers.expect("the instance is sound").accepted, 12);
    let weak = study.weak.expect("the instance is sound");
    assert_eq!(
        weak.map.expect("the instance is sound").counts,
        [708, 0, 12]
    );
    let last: Vec<u64> = weak
        .drift
        .iter()
        .map(|(_, days)| days[1].1.possible)
        .collect();
    assert_eq!(last, [0, 12, 22]);
}

#[test]
fn a_very_long_range_is_looked_at_by_its_landmarks() {
    let study = ask(
        "case: long\nparties:\n  a: {name: A}\n  b: {name: B}\nissues:\n  \
         n: {unit: person, range: 0 to 1000000, step: 1}\nsources:\n  \
         s: {outlet: Post, published: 2031-01-01}\nclaims:\n  \
         c1: {by: a, from: s, demands: {n: at least 500}}\n  c2: {by: b, from: s, demands: {n: at most 400}}\n",
    )
    .expect("the instance is sound");
    assert!(study.board.axes[0].coarse);
    let stated = study.at_their_word.expect("the instance is sound");
    assert!(stated.answer.zone.is_none());
    assert_eq!(stated.answer.openings.len(), 2);
}

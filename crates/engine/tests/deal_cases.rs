//! The deal space of whole cases: from text to findings.

use armistice_case::model::{AssumptionId, Case, NodeId, StanceKind};
use armistice_case::{Input, load};
use armistice_engine::deal::preferences::offers::Assumed;
use armistice_engine::deal::preferences::{Acceptable, Interval, Rather};
use armistice_engine::deal::robust::acceptability::Sampling;
use armistice_engine::deal::robust::deciding::Input as Unsure;
use armistice_engine::deal::robust::drift::{Direction, Effect};
use armistice_engine::deal::solutions::Concept;
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

fn options(case: &Case) -> Options {
    Options {
        known: case.claims.keys().collect(),
        as_of: case.as_of,
        instead: Vec::new(),
        from: None,
        proportions: Vec::new(),
        platform: None,
        read: Assumed::default(),
        top: 10,
        sampling: Sampling {
            seed: 1,
            draws: 300,
        },
    }
}

fn ask(text: &str) -> Result<Study, Refusal> {
    let case = case(text);
    study(&case, &options(&case), &Quiet)
}

/// The assumption of an id.
fn assumption(case: &Case, id: &str) -> AssumptionId {
    match case.node(id) {
        Some(NodeId::Assumption(id)) => id,
        _ => panic!("no assumption {id}"),
    }
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

/// What a demand of A shuts out of the line, by id, when A's scores of the line are these.
fn shut_out(issue: &str, demands: &str, scores: &str) -> Vec<String> {
    let text = format!(
        "case: two\nparties:\n  a: {{name: A}}\n  b: {{name: B}}\nissues:\n  line: {issue}\nsources:\n  \
         s: {{outlet: Post, published: 2031-01-01}}\nclaims:\n  c1: {{by: a, from: s, demands: {{line: {demands}}}}}\n\
         assumptions:\n  x: {{preferences-of: a, weights: {{line: 100}}, scores: {{line: {scores}}}}}\n"
    );
    let case = case(&text);
    let study = study(&case, &options(&case), &Quiet).expect("the instance is sound");
    let lines = study
        .at_their_word
        .map_or_else(Vec::new, |stated| stated.lines);
    let shut = |at: usize| {
        let refuses = lines.iter().flat_map(|line| &line.line.refuses.parts);
        refuses.into_iter().any(|(_, set)| set.contains(at))
    };
    (0..study.board.axes[0].answers.len())
        .filter(|&at| shut(at))
        .map(|at| study.board.answer_id(&case, 0, at))
        .collect()
}

#[test]
fn what_scores_more_than_a_demand_is_not_shut_out_by_it() {
    let three = "{options: {near: near, middle: middle, far: far}}";
    let by = |scores: &str| shut_out(three, "middle", scores);
    assert_eq!(by("{near: 100, middle: 50, far: 0}"), ["far"]);
    // As good is not better, and ranges that touch are not surely apart.
    assert_eq!(by("{near: 50, middle: 50, far: 0}"), ["near", "far"]);
    assert_eq!(
        by("{near: 40 to 100, middle: 30 to 40, far: 0}"),
        ["near", "far"]
    );
    assert_eq!(by("{near: 41 to 100, middle: 30 to 40, far: 0}"), ["far"]);
    assert_eq!(
        by("{near: at least 60, middle: at most 50, far: 0}"),
        ["far"]
    );
    // Of several that would do, what is better than the worst of them.
    assert_eq!(
        shut_out(three, "[middle, far]", "{near: 20, middle: 50, far: 0}"),
        [""; 0]
    );
    let range = "{unit: crown, range: 19 to 24, step: 1}";
    let up = "{19: 0, 24: 100}";
    assert_eq!(shut_out(range, "23", up), ["19", "20", "21", "22"]);
    assert_eq!(shut_out(range, "23", "{19: 100, 24: 0}"), ["24"]);
    assert_eq!(shut_out(range, "22 to 23", up), ["19", "20", "21"]);
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
    let (_, runs) = weak.drift.expect("a reservation moves");
    let last: Vec<u64> = runs.iter().map(|run| run.days[1].possible).collect();
    assert_eq!(last, [0, 12, 22]);
    // From 55 on 1 March to 78 on 1 June: above 77 from 29 May on, when the zone closes.
    let changes = runs[0].changes.as_ref().expect("few packages");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].day - runs[0].days[0].day, 89);
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

/// A sum from nothing to `most` that the one wants high and the other low, both in a straight line.
fn sum_of(most: i64, reservation: i64) -> String {
    format!(
        "case: sum\nparties:\n  a: {{name: A}}\n  b: {{name: B}}\nissues:\n  \
         n: {{unit: crown, range: 0 to {most}, step: 1}}\nassumptions:\n  \
         x: {{preferences-of: a, scores: {{n: {{0: 0, {most}: 100}}}}, reservation: {reservation}}}\n  \
         y: {{preferences-of: b, scores: {{n: {{0: 100, {most}: 0}}}}, reservation: {reservation}}}\n"
    )
}

#[test]
fn every_step_of_a_scored_range_is_an_answer() {
    for (most, reservation) in [
        (64, 30),
        (99, 30),
        (100, 30),
        (128, 49),
        (1000, 50),
        (5000, 20),
    ] {
        let study = ask(&sum_of(most, reservation)).expect("the instance is sound");
        // In millionths, as scores between two scored ones are.
        let worth = |n: i64| n * 100_000_000 / most;
        let from_end = |n: i64| 100_000_000 - n * 100_000_000 / most;
        let least = reservation * 1_000_000;
        let expected = (0..=most).filter(|&n| worth(n) >= least && from_end(n) >= least);
        let map = study.weak.expect("assumed").map.expect("few packages");
        assert_eq!(map.counts[2], expected.count() as u64, "0 to {most}");
        assert_eq!(map.counts.iter().sum::<u64>(), most as u64 + 1);
        let exact = study.exact.expect("exact");
        assert!(!exact.thresholds.zone.is_empty(), "0 to {most}");
    }
}

#[test]
fn a_scored_range_of_a_million_steps_is_refused_and_told_how_to_mend() {
    let refusal = ask(&sum_of(1_000_000, 30)).expect_err("too many");
    assert!(
        refusal.message.contains("1000001 answers of `n`"),
        "{refusal}"
    );
    assert!(refusal.help.contains("step"), "{}", refusal.help);
    assert!(refusal.at.is_some());
}

/// Two parties whose lines meet only if B's condition is kept.
const CONDITION: &str = "claims:\n  \
    c1: {by: a, from: s, demands: {line: near}}\n  \
    c2: {by: b, from: s, accepts: {line: near}, if: {aid: more}}\n  \
    c3: {by: a, from: s, refuses: {aid: more}}\n";

#[test]
fn what_is_accepted_on_a_condition_is_refused_without_it() {
    let study = ask(&talks(CONDITION)).expect("the instance is sound");
    let stated = study.at_their_word.expect("there are lines");
    assert_eq!(stated.lines.len(), 3);
    assert_eq!(stated.lines[1].kind, StanceKind::Accepts);
    assert_eq!(stated.answer.zone, None);
    assert_eq!(stated.answer.conflicts, [[0, 1, 2]]);
    assert_eq!(stated.answer.openings.len(), 3);
    // Without A's refusal of more aid, near with more aid is open.
    let open = ask(&talks(
        &CONDITION.replace("refuses: {aid: more}", "refuses: {aid: less}"),
    ));
    let stated = open
        .expect("the instance is sound")
        .at_their_word
        .expect("there are lines");
    assert_eq!(stated.answer.zone, Some(vec![0, 0]));
}

#[test]
fn a_later_acceptance_lifts_an_earlier_refusal_and_an_earlier_one_does_not() {
    let zone = |refused: u32, accepted: u32| {
        ask(&talks(&format!(
            "  t: {{outlet: Post, published: 2031-02-01}}\nclaims:\n  \
             c1: {{by: a, from: s, demands: {{line: near}}}}\n  \
             c2: {{by: b, from: t, date: 2031-01-{refused:02}, refuses: {{line: [near, middle]}}}}\n  \
             c3: {{by: b, from: t, date: 2031-01-{accepted:02}, accepts: {{line: near}}}}\n"
        )))
        .expect("the instance is sound")
        .at_their_word
        .expect("there are lines")
    };
    let moved = zone(10, 20);
    assert_eq!(moved.answer.zone, Some(vec![0, 0]));
    // The refusal of the middle still stands, and says that it rests on both words.
    assert_eq!(moved.lines[1].because.len(), 2);
    assert_eq!(zone(20, 10).answer.zone, None);
}

#[test]
fn an_acceptance_lifts_only_a_refusal_of_the_same_issues() {
    let zone = |refused: &str, accepted: &str| {
        ask(&talks(&format!(
            "deal: {{packages: {{both: {{line: near, aid: more}}}}}}\nclaims:\n  \
             c1: {{by: b, from: s, date: 2030-12-01, {refused}}}\n  \
             c2: {{by: b, from: s, date: 2030-12-02, accepts: {accepted}}}\n  \
             c3: {{by: a, from: s, date: 2030-12-02, demands: {{line: near, aid: more}}}}\n"
        )))
        .expect("the instance is sound")
        .at_their_word
        .expect("there are lines")
        .answer
        .zone
    };
    let open = Some(vec![0, 0]);
    // Said of the line, it says nothing of aid; said of both, it does.
    assert_eq!(zone("refuses: {aid: more}", "{line: near}"), None);
    assert_eq!(
        zone("refuses: {aid: more}", "{line: near, aid: more}"),
        open
    );
    assert_eq!(zone("refuses: {aid: more}", "{aid: more}"), open);
    // A combination is refused still where half of it is accepted; a condition need not be repeated.
    assert_eq!(zone("refuses: both", "{line: near}"), None);
    assert_eq!(zone("refuses: both", "both"), open);
    assert_eq!(
        zone("refuses: {line: near}, if: {aid: more}", "{line: near}"),
        open
    );
    // Two refusals or demands in one breath are given up one by one.
    let two = "refuses: {line: near, aid: more}";
    assert_eq!(zone(two, "{line: near}"), None);
    assert_eq!(zone(two, "{line: near, aid: more}"), open);
    assert_eq!(
        zone("demands: {line: far, aid: less}", "{line: near}"),
        None
    );
    assert_eq!(
        zone("demands: {line: far, aid: less}", "{line: near, aid: more}"),
        open
    );
}

#[test]
fn a_condition_that_is_no_answer_draws_no_line() {
    let study = ask(&talks(
        "agreement:\n  obligations:\n    duty: {by: a, to: b, does: something}\nclaims:\n  \
         c1: {by: a, from: s, demands: {line: near}}\n  \
         c2: {by: b, from: s, refuses: {line: near}, if: duty}\n",
    ))
    .expect("the instance is sound");
    let stated = study.at_their_word.expect("there are lines");
    assert_eq!((stated.lines.len(), stated.aside.len()), (1, 1));
    assert!(stated.answer.zone.is_some());
}

#[test]
fn a_rule_short_of_unanimity_needs_only_those_it_names() {
    let text = |rule: &str| {
        format!(
            "case: three\nparties:\n  a: {{name: A}}\n  b: {{name: B}}\n  c: {{name: C}}\nissues:\n  \
             line: {{options: {{near: near, far: far}}}}\ndeal:\n  consent: {rule}\nsources:\n  \
             s: {{outlet: Post, published: 2031-01-01}}\nclaims:\n  \
             k1: {{by: a, from: s, demands: {{line: near}}}}\n  \
             k2: {{by: b, from: s, demands: {{line: near}}}}\n  \
             k3: {{by: c, from: s, demands: {{line: far}}}}\n"
        )
    };
    let stated = |rule: &str| {
        ask(&text(rule))
            .expect("the instance is sound")
            .at_their_word
            .expect("there are lines")
            .answer
    };
    assert_eq!(stated("2 of (a or b or c)").zone, Some(vec![0]));
    assert_eq!(stated("c and (a or b)").zone, None);
    assert_eq!(stated("c and (a or b)").openings.len(), 3);
    assert!(ask(&text("not a")).is_err());
}

const WEAK: &str = "assumptions:\n  \
    a-likes:\n    preferences-of: a\n    weights: {line: 60, aid: 40}\n    \
    scores: {line: {near: 100, middle: 20 to 60, far: 0}, aid: {more: 0, less: 100}}\n    reservation: 50\n  \
    b-likes:\n    preferences-of: b\n    weights: {line: 40 to 60, aid: 40 to 60}\n    \
    scores: {line: {near: 0, middle: 50, far: 100}, aid: {more: 100, less: 0}}\n    reservation: 45 to 55\n";

#[test]
fn ranges_of_scores_make_possible_packages() {
    let study = ask(&talks(WEAK)).expect("the instance is sound");
    let weak = study.weak.expect("something is assumed");
    // A: near and less is worth 100, middle and less 52 to 76, near and more 60; the rest less than 50.
    let map = weak.map.expect("few packages");
    assert_eq!(map.by_party[0], [3, 0, 3]);
    // B: far with more is worth 100, far with less 40 to 60, near with more the same, middle with more
    // 70 to 80.
    assert_eq!(map.by_party[1], [2, 2, 2]);
    assert_eq!(map.counts, [5, 1, 0]);
    let found = weak
        .acceptability
        .expect("not all is certain")
        .expect("few packages");
    assert!(found.zone.value > 0.0 && found.zone.value < 1.0);
}

#[test]
fn an_assumption_instead_of_another_is_looked_at_and_can_be_taken() {
    let text = talks(&format!(
        "{WEAK}  b-softer:\n    instead-of: b-likes\n    preferences-of: b\n    weights: {{line: 50, aid: 50}}\n    \
         scores: {{line: {{near: 0, middle: 50, far: 100}}, aid: {{more: 100, less: 0}}}}\n    reservation: 20\n"
    ));
    let case = case(&text);
    let plain = study(&case, &options(&case), &Quiet).expect("the instance is sound");
    assert_eq!(plain.choices.len(), 2);
    assert_eq!(plain.choices[0].counts, Some([5, 1, 0]));
    // Middle with less (25) and near with more (50) both reach 20.
    assert_eq!(plain.choices[1].counts, Some([4, 0, 2]));
    let asked = Options {
        instead: vec![assumption(&case, "b-softer")],
        ..options(&case)
    };
    let softer = study(&case, &asked, &Quiet).expect("the instance is sound");
    assert!(softer.choices.is_empty());
    let map = softer.weak.expect("something is assumed").map;
    assert_eq!(map.expect("few packages").counts, [4, 0, 2]);
}

/// What is said of A that cannot all be so, by key; nothing where it can.
fn contradictory(rest: &str) -> Vec<String> {
    let study = ask(&talks(rest)).expect("told, not refused");
    let found = study.contradictions.iter().flat_map(|c| &c.statements);
    found.map(|(text, _)| text.clone()).collect()
}

#[test]
fn what_is_rather_wanted_is_better_and_not_as_good() {
    let likes = |values: &str, rather: &str| {
        contradictory(&format!(
            "assumptions:\n  x:\n    preferences-of: a\n    weights: {{line: 60, aid: 40}}\n{values}    \
             rather: [{rather}]\n"
        ))
    };
    let than =
        |this: &str, than: &str| format!("{{this: {{line: {this}}}, than: {{line: {than}}}}}");
    let chain = [than("near", "middle"), than("middle", "far")].join(", ");
    assert!(likes("", &chain).is_empty());
    // Round in a circle: all three, and nothing else.
    let circle = likes("", &format!("{chain}, {}", than("far", "near")));
    assert_eq!(circle.len(), 3, "{circle:?}");
    assert!(
        circle.iter().all(|said| said.starts_with("rather")),
        "{circle:?}"
    );
    // One and the other way.
    let both = [than("near", "far"), than("far", "near")].join(", ");
    assert_eq!(likes("", &both).len(), 2);
    // Scores that are alike, and scores that are not by however little.
    let scores = |middle: &str| {
        format!(
            "    scores: {{line: {{near: 100, middle: {middle}, far: 50}}, aid: {{more: 100, less: 0}}}}\n"
        )
    };
    assert!(!likes(&scores("50"), &than("middle", "far")).is_empty());
    assert!(likes(&scores("50.01"), &than("middle", "far")).is_empty());
    assert!(likes(&scores("50"), &than("near", "far")).is_empty());
    // In points, where scores add up as they are.
    let points = "assumptions:\n  x:\n    preferences-of: a\n    scores: {line: {near: 9, middle: 4, far: 4}, \
                  aid: {more: 3, less: 0}}\n";
    assert!(
        !contradictory(&format!(
            "{points}    rather: [{}]\n",
            than("far", "middle")
        ))
        .is_empty()
    );
    assert!(
        contradictory(&format!(
            "{points}    rather: [{}]\n",
            than("near", "middle")
        ))
        .is_empty()
    );
}

#[test]
fn contradictions_name_the_line_of_each_statement() {
    let lines = |rest: &str| {
        let text = talks(rest);
        let case = case(&text);
        let study = study(&case, &options(&case), &Quiet).expect("told, not refused");
        let [contradiction] = &study.contradictions[..] else {
            panic!("{:?}", study.contradictions);
        };
        contradiction
            .statements
            .iter()
            .map(|(what, span)| {
                let line = case.files.place(span.expect("it stands somewhere")).line;
                let text = text.lines().nth(line - 1).expect("a line of the text");
                (what.clone(), text.trim().to_owned())
            })
            .collect::<Vec<_>>()
    };
    let told = |what: &str, line: &str| (what.to_owned(), line.to_owned());
    let scores = "    scores:\n      line: {near: 100, middle: 50, far: 0}\n      aid: {more: 100, less: 0}\n";
    assert_eq!(
        lines(&format!(
            "assumptions:\n  x:\n    preferences-of: a\n    weights:\n      line: at most 30\n      \
             aid: at most 40\n{scores}"
        )),
        [
            told("weights: line", "line: at most 30"),
            told("weights: aid", "aid: at most 40")
        ]
    );
    assert_eq!(
        lines(&format!(
            "assumptions:\n  x:\n    preferences-of: a\n    ratios:\n      - line at least 2 times aid\n      \
             - aid at least 2 times line\n{scores}"
        )),
        [
            told("ratios: line and aid", "- line at least 2 times aid"),
            told("ratios: aid and line", "- aid at least 2 times line")
        ]
    );
    assert_eq!(
        lines(&format!(
            "assumptions:\n  x:\n    preferences-of: a\n    weights: {{line: 60, aid: 40}}\n    \
             option-order: {{line: [far, near]}}\n{scores}"
        )),
        [
            told("scores: line", "line: {near: 100, middle: 50, far: 0}"),
            told("option-order: line", "option-order: {line: [far, near]}")
        ]
    );
    assert_eq!(
        lines(
            "assumptions:\n  x: {preferences-of: a, order: [line, aid], reservation: at most 20}\n  \
             y: {preferences-of: a, reservation: at least 30}\n"
        ),
        [
            told(
                "reservation",
                "x: {preferences-of: a, order: [line, aid], reservation: at most 20}"
            ),
            told(
                "reservation",
                "y: {preferences-of: a, reservation: at least 30}"
            )
        ]
    );
}

#[test]
fn scores_that_a_contradiction_takes_are_named_too() {
    let read = |read: Assumed, text: &str| {
        let case = case(text);
        let asked = Options {
            read,
            ..options(&case)
        };
        let study = study(&case, &asked, &Quiet).expect("the instance is sound");
        let offers = study
            .read
            .iter()
            .filter_map(|read| read.contradiction.clone());
        let found = study.contradictions.iter().cloned().chain(offers).next();
        let statements = found.expect("they contradict").statements.into_iter();
        statements
            .map(|(what, place)| {
                // A comparison of two offers and a verdict have no line of their own.
                assert_eq!(place.is_none(), what.starts_with("offers: "), "{what}");
                what
            })
            .collect::<Vec<String>>()
    };
    let plain = Assumed::default();
    // Three is worth nothing, one all: no weight makes three the better one.
    let rather = "order: [x, y]\n    rather: [{this: {x: x3}, than: {x: x1}}]";
    let rather = moving(rather).replacen("weights: {x: 60, y: 40}\n    ", "", 1);
    assert_eq!(
        read(plain, &rather),
        ["scores: x", "rather: the comparison at place 1"]
    );
    // Points have no weights that could be named.
    let points = rather.replacen("order: [x, y]\n    ", "", 1);
    assert_eq!(
        read(plain, &points),
        ["scores: x", "rather: the comparison at place 1"]
    );
    let both = points.replacen(
        "{this: {x: x3}, than: {x: x1}}",
        "{this: {x: x3, y: y2}, than: {x: x1, y: y3}}",
        1,
    );
    assert_eq!(
        read(plain, &both),
        [
            "scores: x",
            "scores: y",
            "rather: the comparison at place 1"
        ]
    );
    // Only through the order is three worth so little.
    let order = "option-order: {x: [x2, x3]}\n    rather: [{this: {x: x3}, than: {x: x1}}]";
    let ranges = moving(order).replacen(
        "{x1: 100, x2: 60, x3: 0}",
        "{x1: 70, x2: 0 to 60, x3: 0 to 100}",
        1,
    );
    assert_eq!(
        read(plain, &ranges),
        [
            "scores: x",
            "option-order: x",
            "rather: the comparison at place 1"
        ]
    );
    // What it refuses is better than its own offer, unless x weighs nothing.
    let refuses = offering("{x: x2, y: y3}")
        + "  c2: {by: a, from: s, date: 2031-01-12, refuses: {x: x1, y: y3}}\n";
    let no_better = Assumed {
        refused_is_no_better_than_standing: true,
        ..plain
    };
    assert_eq!(
        read(no_better, &refuses),
        [
            "order: x before y",
            "scores: x",
            "offers: c1 no worse than c2"
        ]
    );
    // The worst of both issues is worth less than 30 whatever the weights; the second offer is worth more.
    let offers = moving("reservation: 30").replacen(
        "as-of",
        "sources:\n  s: {outlet: Post, published: 2031-02-01}\n\
        claims:\n  c1: {by: a, from: s, date: 2031-01-10, offers: {x: x3, y: y3}}\n  \
        c2: {by: a, from: s, date: 2031-01-15, offers: {x: x2, y: y1}}\nas-of",
        1,
    );
    let acceptable = Assumed {
        offers_are_acceptable: true,
        ..plain
    };
    assert_eq!(
        read(acceptable, &offers),
        [
            "scores: x",
            "scores: y",
            "reservation",
            "offers: c1 no worse than no deal"
        ]
    );
}

#[test]
fn orders_of_answers_in_several_assumptions_hold_together() {
    let study = ask(&talks(
        "assumptions:\n  x:\n    preferences-of: a\n    order: [line, aid]\n    \
         option-order: {line: [near, [middle, far]]}\n  \
         y: {preferences-of: a, option-order: {line: [[near, middle], far]}}\n  \
         z: {preferences-of: b, option-order: {line: [far, middle]}}\n  \
         w: {preferences-of: b, option-order: {line: [middle, near]}}\n",
    ))
    .expect("the instance is sound");
    for (party, order) in [[0, 1, 2], [2, 1, 0]].into_iter().enumerate() {
        let knowledge = &study.known[party].knowledge;
        let prepared = knowledge.prepare().expect("no contradiction");
        for pair in order.windows(2) {
            let better = prepared.difference(&[pair[0], 0], &[pair[1], 0]);
            assert_eq!(better.least, 0.0, "{party} {pair:?}");
            assert!(better.most > 0.0);
        }
    }
}

#[test]
fn comparisons_alone_are_an_assumption_and_those_of_states_are_no_packages() {
    let conflict = "conflict:\n  states: {now: {name: one}, later: {name: two}}\n  moves: [{by: a, from: now, to: later}]\nassumptions:\n";
    let study = ask(&talks(&format!(
        "{conflict}  x: {{preferences-of: a, rather: [{{this: {{line: near}}, than: {{line: far}}}}]}}\n  \
         y:\n    preferences-of: b\n    weights: {{line: 60, aid: 40}}\n    rather: [{{this: now, than: later}}]\n"
    )))
    .expect("the instance is sound");
    assert!(study.contradictions.is_empty());
    let counts: Vec<usize> = study
        .known
        .iter()
        .map(|k| k.knowledge.rather.len())
        .collect();
    assert_eq!(counts, [1, 0]);
}

#[test]
fn a_comparison_names_the_issues_that_a_combination_ties_to_its_own() {
    let likes = |rather: &str, more: &str| {
        ask(&talks(&format!(
            "assumptions:\n  x:\n    preferences-of: a\n    weights: {{line: 60, aid: 40}}\n    \
             rather: [{rather}]\n{more}    interactions: [{{if: {{line: near, aid: more}}, adds: -10}}]\n"
        )))
    };
    let part = "{this: {line: near}, than: {line: far}}";
    for more in ["", "  y:\n    preferences-of: a\n"] {
        let refused = likes(part, more).expect_err("tied");
        assert!(refused.message.contains("comparison 1 of A"), "{refused}");
    }
    let whole = "{this: {line: near, aid: less}, than: {line: far, aid: less}}";
    likes(whole, "").expect("all issues are named");
}

#[test]
fn a_comparison_of_some_issues_counts_and_one_that_cannot_be_placed_is_refused() {
    let likes = |rather: &str| {
        talks(&format!(
            "assumptions:\n  x:\n    preferences-of: a\n    weights: {{line: 60, aid: 40}}\n    \
             rather: [{rather}]\n    reservation: 30\n"
        ))
    };
    let study =
        ask(&likes("{this: {line: near}, than: {line: far}}")).expect("the instance is sound");
    let rather = Rather {
        better: vec![0, 0],
        worse: vec![2, 0],
        strictly: true,
    };
    assert_eq!(study.known[0].knowledge.rather, [rather]);
    let refused =
        ask(&likes("{this: {line: near}, than: {aid: more}}")).expect_err("not comparable");
    assert!(refused.message.contains("comparison 1 of A"), "{refused}");
}

#[test]
fn offers_are_read_only_when_asked_and_only_as_asked() {
    let text = talks(
        "  t: {outlet: Post, published: 2031-02-01}\nclaims:\n  \
         c1: {by: a, from: t, date: 2031-01-10, offers: {line: near, aid: less}}\n  \
         c2: {by: a, from: t, date: 2031-01-20, offers: {line: middle, aid: more}}\n  \
         c3: {by: a, from: t, date: 2031-01-25, refuses: {line: near, aid: more}}\n\
         assumptions:\n  x:\n    preferences-of: a\n    scores: {line: {near: 10, middle: 5, far: 0}, aid: {more: 0 to 8, less: 2}}\n    \
         reservation: 0 to 20\n",
    );
    let case = case(&text);
    let ask = |read: Assumed| {
        let asked = Options {
            read,
            ..options(&case)
        };
        study(&case, &asked, &Quiet).expect("the instance is sound")
    };
    assert!(ask(Assumed::default()).read.is_empty());
    let acceptable = ask(Assumed {
        offers_are_acceptable: true,
        ..Assumed::default()
    });
    // Near with less is worth 12, middle with more at most 13.
    assert_eq!(acceptable.read[0].verdicts, 2);
    assert_eq!(acceptable.known[0].knowledge.reservation.high, 12_000_000);
    let never_better = ask(Assumed {
        own_offers_never_improve: true,
        ..Assumed::default()
    });
    assert_eq!(never_better.read[0].comparisons, 1);
    assert_eq!(never_better.read[0].claims.len(), 3);
    // Near with more would have to be no better than middle with more: it is, so nothing is used.
    let refused = ask(Assumed {
        refused_is_no_better_than_standing: true,
        ..Assumed::default()
    });
    assert!(refused.read[0].contradiction.is_some());
    assert!(refused.known[0].knowledge.rather.is_empty());
}

/// Party A of `moving`, of which no weight is known but that x matters more, and an offer of its own.
fn offering(offer: &str) -> String {
    let weak =
        moving("reservation: 20 to 60").replacen("weights: {x: 60, y: 40}", "order: [x, y]", 1);
    format!(
        "{weak}sources:\n  s: {{outlet: Post, published: 2031-02-01}}\nclaims:\n  \
         c1: {{by: a, from: s, date: 2031-01-10, offers: {offer}}}\n"
    )
}

#[test]
fn what_is_offered_is_acceptable_to_its_maker_under_every_weight() {
    let read = |text: &str| {
        let case = case(text);
        let asked = Options {
            read: Assumed {
                offers_are_acceptable: true,
                ..Assumed::default()
            },
            ..options(&case)
        };
        study(&case, &asked, &Quiet).expect("the instance is sound")
    };
    // x2 with y3 is worth 30 to 60 as x weighs 50 to 100; alone it could be worth less than the 60 of no deal.
    let study = read(&offering("{x: x2, y: y3}"));
    assert_eq!((study.read[0].verdicts, study.read[0].comparisons), (1, 0));
    let weak = study.weak.expect("assumed");
    let of_a = |package: &[usize]| weak.space.place(package).expect("sound").by_party[0];
    assert_eq!(of_a(&[1, 2]), Acceptable::Necessary);
    // What is worth no less under any weight is acceptable too; the worst is not, nor what hangs on the weight.
    for better in [[1, 0], [1, 1], [0, 2], [0, 0]] {
        assert_eq!(of_a(&better), Acceptable::Necessary, "{better:?}");
    }
    assert_eq!(of_a(&[2, 2]), Acceptable::Impossible);
    assert_eq!(of_a(&[2, 0]), Acceptable::Possible);
    let found = weak.acceptability.expect("weak").expect("drawn");
    for (at, (package, _)) in found.packages.iter().enumerate() {
        let share = found.by_party[at][0].value;
        match of_a(package) {
            Acceptable::Necessary => assert_eq!(share, 1.0, "{package:?}"),
            Acceptable::Impossible => assert_eq!(share, 0.0, "{package:?}"),
            Acceptable::Possible => assert!(share > 0.0 && share < 1.0, "{package:?}"),
        }
    }
    // On the day of the page the zone over time is the map's.
    let moves = offering("{x: x2, y: y3}").replacen(
        "reservation: 20 to 60",
        "reservation: 20 to 60\n    drift: [{date: 2031-06-01, reservation: 30 to 70}]",
        1,
    );
    let weak = read(&moves).weak.expect("assumed");
    let [_, possible, necessary] = weak.map.expect("nine packages").counts;
    let (_, runs) = weak.drift.expect("a path");
    for run in &runs {
        assert_eq!(
            (run.days[0].possible, run.days[0].necessary),
            (possible + necessary, necessary)
        );
    }
    assert!(runs[0].days[1].necessary < necessary, "{:?}", runs[0].days);
    // Where everything is exact, the offer says what no deal is worth at most.
    let exact =
        read(&offering("{x: x2, y: y3}").replacen("order: [x, y]", "weights: {x: 60, y: 40}", 1));
    let known = &exact.known[0];
    assert_eq!(known.knowledge.reservation.high, 36 * known.point);
    let placed = |package: &[usize]| exact.weak.as_ref().expect("assumed").space.place(package);
    assert_eq!(
        placed(&[1, 2]).expect("sound").by_party[0],
        Acceptable::Necessary
    );
}

#[test]
fn what_is_refused_is_no_better_than_no_deal_if_read_so() {
    let read = |text: &str| {
        let case = case(text);
        let asked = Options {
            read: Assumed {
                refused_is_no_better_than_no_deal: true,
                ..Assumed::default()
            },
            ..options(&case)
        };
        study(&case, &asked, &Quiet).expect("the instance is sound")
    };
    // x2 with y3 is worth 30 to 60, so that no deal is worth 30 at least, and as much as that whatever the weights.
    let refused = offering("{x: x2, y: y3}").replacen("offers:", "refuses:", 1);
    let study = read(&refused);
    assert_eq!(study.read[0].verdicts, 1);
    let known = &study.known[0];
    assert_eq!(known.knowledge.reservation.low, 30 * known.point);
    let weak = study.weak.expect("assumed");
    let of_a = |package: &[usize]| weak.space.place(package).expect("sound").by_party[0];
    assert_eq!(
        (of_a(&[2, 1]), of_a(&[0, 0])),
        (Acceptable::Impossible, Acceptable::Necessary)
    );
    let found = weak.acceptability.expect("weak").expect("drawn");
    for (at, (package, _)) in found.packages.iter().enumerate() {
        if package[..] == [1, 2] || of_a(package) == Acceptable::Impossible {
            assert_eq!(found.by_party[at][0].value, 0.0, "{package:?}");
        }
    }
    // What is better than no deal whatever is so cannot have been refused for that.
    let best = read(&refused.replacen("{x: x2, y: y3}", "{x: x1, y: y1}", 1));
    let told = best.read[0]
        .contradiction
        .as_ref()
        .expect("100 is more than 60");
    assert!(
        told.statements
            .iter()
            .any(|(what, _)| what == "offers: c1 no better than no deal")
    );
}

#[test]
fn what_is_conceded_late_weighs_no_less_if_read_so() {
    let offers = "  c2: {by: a, from: s, date: 2031-01-20, offers: {x: x1, y: y2}}\n  \
                  c3: {by: a, from: s, date: 2031-01-30, offers: {x: x2, y: y3}}\n";
    let text = offering("{x: x1, y: y1}") + offers;
    let read = |text: &str| {
        let case = case(text);
        let asked = Options {
            read: Assumed {
                conceded_late_weighs_no_less: true,
                ..Assumed::default()
            },
            ..options(&case)
        };
        study(&case, &asked, &Quiet).expect("the instance is sound")
    };
    // It gave way on y first, and then on x: then x weighs as much as y at least.
    let free = text.replacen("order: [x, y]", "weights: {x: 10 to 90}", 1);
    let study = read(&free);
    assert_eq!(study.read[0].weights, 1);
    let prepared = study.known[0].knowledge.prepare().expect("it fits");
    assert_eq!(
        prepared.difference(&[0, 2], &[2, 0]).acceptable(),
        Acceptable::Necessary
    );
    let against = read(&free.replacen("x: 10 to 90", "x: at most 40", 1));
    let told = against.read[0]
        .contradiction
        .as_ref()
        .expect("40 is less than half");
    assert!(
        told.statements
            .iter()
            .any(|(what, _)| what == "offers: y conceded before x"),
        "{told:?}"
    );
    // An answer that never moved is late; one offer says nothing.
    assert_eq!(
        read(&text.replacen("x: x2, y: y3", "x: x1, y: y3", 1)).read[0].weights,
        1
    );
    assert_eq!(read(&offering("{x: x1, y: y1}")).read[0].weights, 0);
    // Points have no weights.
    assert_eq!(
        read(&text.replacen("order: [x, y]", "says: points.", 1)).read[0].weights,
        0
    );
}

#[test]
fn what_decides_is_named_however_it_is_known() {
    // Of A only the worth of the middle is not known: by its order, or by a range of scores.
    let decides = |about: &str| {
        let study = ask(&format!(
            "case: two\nparties:\n  a: {{name: A}}\n  b: {{name: B}}\nissues:\n  \
             x: {{options: {{x1: one, x2: two, x3: three}}}}\nassumptions:\n  \
             sa: {{preferences-of: a, weights: {{x: 100}}, {about}, reservation: 50}}\n  \
             sb: {{preferences-of: b, weights: {{x: 100}}, scores: {{x: {{x1: 0, x2: 60, x3: 100}}}}, reservation: 50}}\n"
        ))
        .expect("the instance is sound");
        let weak = study.weak.expect("assumed");
        let found = weak.acceptability.expect("weak").expect("drawn");
        // Each rule picks what both take, where there is anything.
        let picks = found.picks.expect("three packages");
        for rule in &picks {
            assert!(
                rule[1].value + rule[2].value >= found.zone.value - 1e-9,
                "{about} {rule:?} {:?}",
                found.zone
            );
            assert_eq!(rule[0].value, 0.0);
        }
        found.deciding
    };
    let middle = Unsure::Score {
        party: 0,
        issue: 0,
        option: 1,
    };
    for about in [
        "option-order: {x: [x1, x2, x3]}",
        "scores: {x: {x1: 100, x2: 0 to 100, x3: 0}}",
    ] {
        let found = decides(about);
        assert_eq!(found.len(), 1, "{about}");
        let shares = (found[0].low.value, found[0].high.value);
        assert_eq!((found[0].input, shares), (middle, (0.0, 1.0)), "{about}");
    }
    // B takes two and three; which of them A would take is what is not known.
    let unknown = decides("option-order: {x: [x1, x2]}");
    assert_eq!(unknown.len(), 3);
    assert!(
        unknown
            .iter()
            .all(|input| input.high.value > input.low.value),
        "{unknown:?}"
    );
}

#[test]
fn an_inducement_opens_and_a_duty_owed_whatever_happens_does_not() {
    let scores = |of: &str, near: u32, far: u32| {
        format!(
            "  {of}-likes:\n    preferences-of: {of}\n    weights: {{line: 60, aid: 40}}\n    \
             scores: {{line: {{near: {near}, middle: 50, far: {far}}}, aid: {{more: 50, less: 50}}}}\n    \
             reservation: 55\n"
        )
    };
    let study = ask(&talks(&format!(
        "mediators:\n  m: {{name: M}}\nagreement:\n  obligations:\n    \
         relief: {{by: a, to: b, does: let aid in, unconditional: yes}}\nassumptions:\n{}{}  \
         bond: {{inducement-by: m, adds: {{a: 5, b: 5}}, effort: 3}}\n  \
         loan: {{inducement-by: m, adds: {{a: 9}}, effort: 1}}\n  \
         aid-now: {{inducement-by: m, adds: {{a: 50, b: 50}}, effort: 0, of: relief}}\n",
        scores("a", 100, 0),
        scores("b", 0, 100)
    )))
    .expect("the instance is sound");
    let weak = study.weak.expect("all is assumed");
    assert_eq!((weak.menu.offers.len(), weak.menu.owed.len()), (2, 1));
    let exact = study.exact.expect("all is exact");
    // The middle is worth 50 to both; only the bond lifts both over 55.
    let sets: Vec<Vec<usize>> = exact.from_menu.into_iter().map(|(set, _)| set).collect();
    assert_eq!(sets, [[0]]);
}

#[test]
fn waiting_that_costs_closes_the_zone_and_is_run_both_ways() {
    let study = ask(&talks(
        "as-of: 2031-01-01\nassumptions:\n  x:\n    preferences-of: a\n    weights: {line: 60, aid: 40}\n    \
         scores: {line: {near: 100, middle: 50, far: 0}, aid: {more: 100, less: 0}}\n    \
         reservation: 95\n    discount: 5\n",
    ))
    .expect("the instance is sound");
    let (dates, runs) = study
        .weak
        .expect("something is assumed")
        .drift
        .expect("waiting costs");
    assert_eq!(dates.len(), 4);
    let zones: Vec<(Direction, Effect, u64)> = runs
        .iter()
        .map(|run| (run.direction, run.effect, run.days[3].possible))
        .collect();
    assert_eq!(
        zones,
        [
            (Direction::AsSaid, Effect::Hardens, 0),
            (Direction::NoEffect, Effect::None, 1),
            (Direction::Mirrored, Effect::Softens, 2)
        ]
    );
    // 100 × 0.95 a month falls below 95 as soon as a month is over.
    let changes = runs[0].changes.as_ref().expect("few packages");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].day - runs[0].days[0].day, 31);
}

/// Two parties that ask for 30 of a hundred, of whom A's worth of no deal, or what waiting costs it, moves.
fn moving(rest: &str) -> String {
    format!(
        "case: two\nas-of: 2031-03-01\nparties:\n  a: {{name: A}}\n  b: {{name: B}}\nissues:\n  \
         x: {{options: {{x1: one, x2: two, x3: three}}}}\n  y: {{options: {{y1: one, y2: two, y3: three}}}}\n\
         assumptions:\n  sa:\n    preferences-of: a\n    weights: {{x: 60, y: 40}}\n    \
         scores: {{x: {{x1: 100, x2: 60, x3: 0}}, y: {{y1: 100, y2: 30, y3: 0}}}}\n    {rest}\n  \
         sb:\n    preferences-of: b\n    weights: {{x: 40, y: 60}}\n    \
         scores: {{x: {{x1: 0, x2: 40, x3: 100}}, y: {{y1: 0, y2: 80, y3: 100}}}}\n    reservation: 30\n"
    )
}

#[test]
fn what_may_come_to_be_more_is_mirrored_as_what_may_come_to_be_less() {
    // Necessary and possible packages on the last day, in each direction.
    let zones = |rest: &str| -> Vec<(Effect, u64, u64)> {
        let study = ask(&moving(rest)).expect("the instance is sound");
        let (_, runs) = (study.weak.expect("assumed").drift).expect("a path");
        let last = runs
            .iter()
            .map(|run| (run.effect, run.days[run.days.len() - 1]));
        last.map(|(effect, day)| (effect, day.necessary, day.possible - day.necessary))
            .collect()
    };
    // A asks for 30 to 70, or for −10 to 30: B would take seven packages, and A at 30 five of them.
    let widening = zones(
        "reservation: 30\n    drift: [{date: 2031-03-01, reservation: 30}, {date: 2031-06-01, reservation: 30 to 70}]",
    );
    assert_eq!(
        widening,
        [
            (Effect::Hardens, 1, 4),
            (Effect::None, 5, 0),
            (Effect::Softens, 5, 2)
        ]
    );
    // What waiting costs is a range: 30 beside a deal that has lost 27 to 47 of a hundred in half a year.
    let waiting = zones("reservation: 30\n    discount: 5 to 10");
    assert_eq!(waiting[2].0, Effect::Softens);
    assert!(
        waiting[2].1 >= waiting[1].1 && waiting[1].1 >= waiting[0].1,
        "{waiting:?}"
    );
    // Where no deal is worth less than nothing, waiting makes it worth less still, and the more, the more it costs.
    let below = zones("reservation: -10\n    discount: 5 to 10");
    assert_eq!(below[0].0, Effect::Softens);
    assert_eq!(below[2].0, Effect::Hardens);
}

#[test]
fn a_missing_reservation_is_the_worst_package_that_can_be() {
    let picked = |text: &str, concept: Concept| -> (i64, Vec<Vec<usize>>) {
        let study = ask(text).expect("the instance is sound");
        let exact = study.exact.expect("exact scores");
        let rule = exact.picks.iter().find(|picked| picked.concept == concept);
        let packages = rule.expect("a zone").points.iter().map(|&at| {
            let example = exact.zone.points.examples[at];
            exact.deal.space.package(example)
        });
        let point = study.known[0].point;
        (exact.zone.reservation[0] / point, packages.collect())
    };
    // A's worst package is worth −20 with what combinations take: 56 × 46 is more than 80 × 30.
    let joint =
        moving("interactions: [{if: {x: x3, y: y3}, adds: -20}, {if: {x: x1, y: y1}, adds: -50}]");
    assert_eq!(picked(&joint, Concept::Nash), (-20, vec![vec![1, 2]]));
    // Of the packages that can be A's worst is worth 36: 24 of 36 and 30 of 46 are the largest smallest shares.
    let cut = format!(
        "{}deal:\n  cannot-be: [{{x: x3, y: y3}}, {{x: x3, y: y2}}]\n",
        moving("says: Nothing of what no deal is worth.")
    );
    assert_eq!(
        picked(&cut, Concept::KalaiSmorodinsky),
        (36, vec![vec![0, 2]])
    );
}

#[test]
fn what_no_deal_is_worth_is_that_of_the_day() {
    let on = |rest: &str, day: &str| {
        let case = case(&moving(rest));
        let mut asked = options(&case);
        asked.as_of = Some(day.parse().expect("a day"));
        study(&case, &asked, &Quiet).expect("the instance is sound")
    };
    let path =
        "drift: [{date: 2031-03-02, reservation: 30}, {date: 2031-03-12, reservation: 50 to 70}]";
    let both = format!("reservation: 20\n    {path}");
    for (rest, day, worth) in [
        (&*both, "2031-03-01", Some([20, 20])),
        (path, "2031-03-01", None),
        (path, "2031-03-02", Some([30, 30])),
        (&*both, "2031-03-07", Some([40, 50])),
        (path, "2031-03-12", Some([50, 70])),
        (path, "2031-04-01", Some([50, 70])),
    ] {
        let found = on(rest, day);
        let known = &found.known[0];
        let ends = known.knowledge.reservation;
        let points = [ends.low, ends.high].map(|units| units / known.point);
        assert_eq!((!known.no_reservation).then_some(points), worth, "{day}");
        // The zone over time begins with the map of the day, in every direction.
        let weak = found.weak.expect("B's is known");
        let [_, possible, necessary] = weak.map.expect("nine packages").counts;
        for run in weak.drift.iter().flat_map(|(_, runs)| runs) {
            assert_eq!(
                (run.days[0].possible, run.days[0].necessary),
                (possible + necessary, necessary)
            );
        }
    }
    let harbour = include_str!("../../../examples/harbour/case.yaml");
    for (day, points) in [("2031-03-01", 12), ("2031-06-15", 0)] {
        let case = case(harbour);
        let mut asked = options(&case);
        asked.as_of = Some(day.parse().expect("a day"));
        let study = study(&case, &asked, &Quiet).expect("sound");
        assert_eq!(
            !study.exact.expect("exact scores").zone.points.is_empty(),
            points > 0
        );
        assert_eq!(
            study.weak.expect("known").map.expect("720").counts[2],
            points
        );
    }
}

#[test]
fn a_worth_by_date_or_a_cost_of_waiting_alone_is_an_assumption_too() {
    let apart = moving("reservation: 30").replace(
        "  sb:\n",
        "  costs:\n    preferences-of: a\n    discount: 5\n  later:\n    preferences-of: a\n    \
         drift: [{date: 2031-06-01, reservation: 60}]\n  sb:\n",
    );
    let study = ask(&apart).expect("the instance is sound");
    assert_eq!(study.known[0].drift.len(), 1);
    assert!(study.known[0].discount.is_some());
}

#[test]
fn what_waiting_costs_holds_together_too() {
    let asked = |second: &str| {
        ask(&talks(&format!(
            "as-of: 2031-01-01\nassumptions:\n  x:\n    preferences-of: a\n    order: [line, aid]\n    \
             reservation: 20\n    discount: 2 to 5\n    drift: [{{date: 2031-02-01, reservation: 20 to 40}}]\n  \
             y:\n    preferences-of: a\n    reservation: 20\n    {second}\n"
        )))
    };
    let known = |second: &str| {
        asked(second)
            .expect("the instance is sound")
            .known
            .remove(0)
    };
    let ends = |interval: Interval| [interval.low, interval.high];
    let narrowed = known("discount: 4 to 8");
    assert_eq!(narrowed.discount.map(ends), Some([4_000_000, 5_000_000]));
    let narrowed = known("drift: [{date: 2031-02-01, reservation: 30 to 50}]");
    let days: Vec<[i64; 2]> = narrowed
        .drift
        .iter()
        .map(|(_, worth)| ends(*worth))
        .collect();
    assert_eq!(days, [[30, 40].map(|points| points * narrowed.point)]);
    for (second, key) in [
        ("discount: 6", "`discount`"),
        ("drift: [{date: 2031-02-01, reservation: 50}]", "`drift`"),
    ] {
        let refused = asked(second).expect_err("both cannot be so");
        assert!(refused.message.contains(key), "{refused}");
    }
}

#[test]
fn two_parties_with_points_can_divide_and_better_a_draft() {
    let scores = |of: &str, weights: &str, near: u32, far: u32, more: u32| {
        format!(
            "  {of}-likes:\n    preferences-of: {of}\n    weights: {weights}\n    \
             scores: {{line: {{near: {near}, middle: 50, far: {far}}}, aid: {{more: {more}, less: {}}}}}\n    \
             reservation: 20\n",
            100 - more
        )
    };
    let text = talks(&format!(
        "deal:\n  packages:\n    draft: {{line: far, aid: more}}\n    other: {{line: near, aid: less}}\nassumptions:\n{}{}",
        scores("a", "{line: 70, aid: 30}", 100, 0, 100),
        scores("b", "{line: 40, aid: 60}", 0, 100, 0)
    ));
    let study = ask(&text).expect("the instance is sound");
    let division = study.division.expect("two parties with points");
    // A takes the line, B the aid; A leads 70 to 60 and hands over 10/110 of the line.
    assert_eq!((division.donor, division.divided), (Some(0), Some(0)));
    assert_eq!(division.first_gets[0].0 * 11, division.first_gets[0].1 * 10);
    let exact = study.exact.expect("all is exact");
    let better: Vec<usize> = exact
        .improvements
        .iter()
        .map(|(_, list)| list.len())
        .collect();
    assert!(better[0] > 0 && better[1] == 0, "{better:?}");
    let case = case(&text);
    let from = |id: &str| {
        let asked = Options {
            from: Some(id.to_owned()),
            ..options(&case)
        };
        self::study(&case, &asked, &Quiet)
    };
    let other = from("other")
        .expect("it is named")
        .exact
        .expect("all is exact");
    assert_eq!(other.draft, [0, 1]);
    assert!(from("third").unwrap_err().help.contains("draft, other"));
}

/// What the diagnostics or the refusal say.
fn told(text: &str) -> String {
    let loaded = load(vec![Input {
        path: "case.yaml".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }]);
    let Some(case) = loaded.case() else {
        let messages = loaded.diagnostics.iter().map(|d| d.message.to_string());
        return messages.collect::<Vec<_>>().join("; ");
    };
    match study(&case, &options(&case), &Quiet) {
        Ok(_) => String::new(),
        Err(refusal) => refusal.to_string(),
    }
}

#[test]
fn bad_input_is_told_clearly() {
    let likes = |rest: &str| {
        talks(&format!(
            "assumptions:\n  x:\n    preferences-of: a\n{rest}    reservation: 20\n"
        ))
    };
    let scores = "    scores: {line: {near: 100, middle: 50, far: 0}, aid: {more: 100, less: 0}}\n";
    let cases = [
        // NaN and infinity are no numbers of a case.
        (
            likes(&format!("    weights: {{line: NaN, aid: 40}}\n{scores}")),
            "NaN",
        ),
        (
            likes(&format!("    weights: {{line: inf, aid: 40}}\n{scores}")),
            "inf",
        ),
        (
            likes(
                "    weights: {line: 60, aid: 40}\n    scores: {line: {near: 120, middle: 50, far: 0}}\n",
            ),
            "not between 0 and 100",
        ),
        (
            likes("    weights: {line: 60, aid: 40}\n    scores: {line: {near: 100}}\n"),
            "no score for `middle`",
        ),
        (
            likes("    scores: {line: {near: 100, middle: 50, far: 0}}\n"),
            "none on aid",
        ),
        (
            likes(
                "    scores: {line: {near: at least 4, middle: 5, far: 0}, aid: {more: 1, less: 0}}\n",
            ),
            "no score for `near`",
        ),
        (
            likes(&format!(
                "    weights: {{line: 60, aid: 40}}\n{scores}    discount: 100\n"
            )),
            "cannot cost",
        ),
        (
            likes(&format!(
                "    weights: {{line: 60, aid: 40}}\n{scores}    \
                 interactions: [{{if: {{line: near, aid: more}}, adds: 1 to 5}}]\n"
            )),
            "must be one number",
        ),
        (
            talks(
                "deal:\n  cannot-be:\n    - {aid: [more, less]}\nclaims:\n  c1: {by: a, from: s, demands: {line: near}}\n",
            ),
            "leave no package",
        ),
    ];
    for (text, expected) in cases {
        let told = told(&text);
        assert!(told.contains(expected), "{expected}: {told}\n{text}");
    }
}

#[test]
fn a_million_options_are_refused_and_told_how_to_mend() {
    let options: Vec<String> = (0..70_000).map(|n| format!("o{n}: x")).collect();
    let text = format!(
        "case: many\nparties:\n  a: {{name: A}}\n  b: {{name: B}}\nissues:\n  line: {{options: {{{}}}}}\n",
        options.join(", ")
    );
    let told = told(&text);
    assert!(
        told.contains("answers") && told.contains("are the most"),
        "{}",
        &told[..told.len().min(300)]
    );
}

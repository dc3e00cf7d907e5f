//! From the text of a case to its equilibria: the examples, and what is refused.

use std::path::Path;

use armistice_case::model::{Case, Key, NodeId};
use armistice_case::{Input, load};
use armistice_engine::conflict::behaviour::Concept;
use armistice_engine::conflict::beside::Sense;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::graph::Graph;
use armistice_engine::conflict::induce::{Induce, Needs};
use armistice_engine::conflict::seeds::seeds;
use armistice_engine::conflict::state_report::{Certainty, Way};
use armistice_engine::conflict::survey::{self, Method, Survey};
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
        rows.iter()
            .map(|row| match &row.needs {
                Needs::Levels { levels, .. } => *levels,
                _ => None,
            })
            .collect::<Vec<_>>(),
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

fn induced(case: &Case, state: &str, concept: Concept) -> Induce {
    let mut options = InduceOptions {
        state: state.into(),
        ..InduceOptions::default()
    };
    options.how.concept = concept;
    if !options.how.concepts.contains(&concept) {
        options.how.concepts.push(concept);
    }
    inducement(case, &options, &Quiet).expect("answerable")
}

#[test]
fn states_and_moves_named_one_by_one_are_answered() {
    let case = example("ferry");
    let options = StabilityOptions {
        survey: survey::Options {
            coalitions: true,
            ..survey::Options::default()
        },
        ..StabilityOptions::default()
    };
    let found = survey(&case, &options);
    assert_eq!(found.method, Method::OneByOne);
    assert_eq!(
        found.possible.as_ref().map(ToString::to_string),
        Some("4".into())
    );
    let equilibria: Vec<Vec<Code>> = found.equilibria.iter().map(|e| e.states.clone()).collect();
    let [running, late, _, scrapped] = [0, 1, 2, 3].map(Graph::state);
    // Nash, SMR, SSEQ, SEQ, GMR. North would make it late; South can stop it, but not to gain.
    assert_eq!(equilibria[0], [late, scrapped]);
    assert_eq!(equilibria[1], [running, late, scrapped]);
    assert_eq!(equilibria[3], [late, scrapped]);
    assert_eq!(equilibria[4], [running, late, scrapped]);
    // South alone cannot move twice in a row, and North has no move from the stop.
    let way = |state: &str| {
        let Some(NodeId::State(id)) = case.node(state) else {
            panic!("a state")
        };
        let report = found
            .states
            .iter()
            .find(|r| r.name == Some(id))
            .expect("judged");
        (report.by_improvements.clone(), report.by_moves.clone())
    };
    assert_eq!(way("scrapped"), (Way::None, Way::None));
    assert!(matches!(way("late"), (Way::Found(path), _) if path.len() == 1));
    // What is forbidden is a move, not a course.
    let induced = induced(&case, "running", Concept::Seq);
    let graph = induced.model.conflict.graph.as_ref().expect("a graph");
    let [set] = &induced.locks.sets[..] else {
        panic!("one set: {:?}", induced.locks)
    };
    let moves: Vec<(usize, usize, usize)> = set
        .iter()
        .map(|place| graph.arcs()[*place])
        .map(|arc| (arc.maker, arc.from, arc.to))
        .collect();
    assert_eq!(moves, [(0, 0, 1)]);
    assert_eq!(induced.climbs.len(), 1);
}

#[test]
fn inducements_are_told_where_comparisons_are_unknown_or_strong() {
    let case = case(
        "case: A well\nparties:\n  a: {name: Ada}\n  b: {name: Ben}\nconflict:\n  courses:\n    dig: {by: a, does: Dig}\n    fence: {by: b, does: Fence it}\n  states:\n    quiet: {takes: none}\n    dug: {takes: dig}\n    fenced: {takes: fence}\n    both: {takes: [dig, fence]}\n  now: quiet\nassumptions:\n  p: {preferences-of: a, ranking: [dug, quiet, both, fenced], cannot-tell: [[quiet, both]]}\n  q: {preferences-of: b, ranking: [both, quiet, dug, fenced], rather: [{this: quiet, than: dug, strength: strong}]}\n",
    );
    let found = induced(&case, "quiet", Concept::Gmr);
    let lifts = |concept: Concept, maker: usize| {
        let (_, rows) = found
            .rows
            .iter()
            .find(|(c, _)| *c == concept)
            .expect("asked");
        match &rows[maker].needs {
            Needs::Like(lifts) => lifts.clone(),
            other => panic!("{other:?}"),
        }
    };
    // Ada digs, Ben fences: whether that is worse than quiet nobody knows.
    let ada = lifts(Concept::Gmr, 0);
    assert_eq!(
        ada.iter().map(|l| l.sense).collect::<Vec<_>>(),
        [Sense::Necessary, Sense::Possible]
    );
    assert_eq!(
        ada.iter().map(|l| l.stays).collect::<Vec<_>>(),
        [false, true]
    );
    let dug = Code::taking([0]);
    let both = Code::taking([0, 1]);
    // Surely enough: as good as both taken, for then both taken is no better.
    assert_eq!(ada[0].like, [both]);
    assert!(!ada[1].like.contains(&dug));
    // By Nash only the best state is enough, whatever is unknown.
    assert_eq!(lifts(Concept::Nash, 0)[0].like, [dug]);
    // Ben has no gain from quiet: he stays in each sense, and only strong deterrence is asked more.
    let ben = lifts(Concept::Gmr, 1);
    assert_eq!(
        ben.iter().map(|l| l.sense).collect::<Vec<_>>(),
        [Sense::Necessary, Sense::Strong]
    );
    assert!(ben.iter().all(|lift| lift.stays));
    // Levers and settings are answered too, in the sense that holds whatever is unknown.
    assert!(!found.robustness.equilibrium);
    assert_eq!(found.locks.sets, [vec![0]]);
}

#[test]
fn what_is_misperceived_shows_in_the_verdicts() {
    let text = "case: A well\nparties:\n  a: {name: Ada}\n  b: {name: Ben}\nconflict:\n  courses:\n    dig: {by: a, does: Dig}\n    fence: {by: b, does: Fence it}\n  states:\n    quiet: {takes: none}\n    dug: {takes: dig}\n  now: quiet\nassumptions:\n  p: {preferences-of: a, wants: [dig]KEY}\n";
    let verdict = |key: &str| {
        let case = case(&text.replace("KEY", key));
        let found = survey(&case, &StabilityOptions::default());
        certainty(&case, &found, "quiet", Concept::Nash)
    };
    assert_eq!(verdict(""), Some(Certainty::Impossible));
    assert_eq!(verdict(", cannot-see: [dug]"), Some(Certainty::Necessary));
    assert_eq!(verdict(", cannot-see: [quiet]"), Some(Certainty::Necessary));
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

#[test]
fn moves_that_make_no_sense_are_refused_with_what_would_work() {
    let states =
        "conflict:\n  states:\n    s: {name: one}\n    t: {name: two}\n    u: {where: s or t}\n";
    let moves = |more: &str| refused(&format!("{states}{more}"));
    let both = refused(&format!(
        "{states}  courses:\n    x: {{by: a, does: Do x}}\n  moves: [{{by: a, from: s, to: t}}]\n"
    ));
    assert!(both.message.contains("in one of the two ways"), "{both}");
    let several = moves("  moves: [{by: a, from: s, to: u}]\n");
    assert!(
        several.message.contains("`u`") && several.at.is_some(),
        "{several}"
    );
    let takes = refused(
        "conflict:\n  states:\n    s: {takes: none}\n    t: {name: two}\n  moves: [{by: a, from: t, to: t}]\n",
    );
    assert!(takes.message.contains("takes courses"), "{takes}");
    let nothing = moves("  cannot-be: [s, t]\n  moves: [{by: a, from: s, to: t}]\n");
    assert!(nothing.message.contains("no state at all"), "{nothing}");
    // Without moves a state that says nothing is no state.
    let unsaid = refused(
        "conflict:\n  courses:\n    x: {by: a, does: Do x}\n  states:\n    s: {name: one}\n",
    );
    assert!(unsaid.message.contains("neither what it takes"), "{unsaid}");
    let mut options = StabilityOptions::default();
    options.survey.method = Some(Method::Symbolic);
    let by_sets = stability(&example("ferry"), &options, &Quiet).expect_err("a graph");
    assert!(by_sets.help.contains("do without `--method`"), "{by_sets}");
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

#[test]
fn positions_seed_statements_and_others_word_is_kept_apart() {
    let case = case(&format!(
        "{HEAD}issues:\n  line: {{options: {{near: Near, far: Far}}}}\nsources:\n  s: {{title: A paper, published: 2030-01-01}}\nclaims:\n  c1: {{by: a, from: s, demands: {{line: near}}}}\n  c2: {{by: outlet, about: a, from: s, refuses: {{line: far}}}}\n  c3: {{by: b, from: s, accepts: {{line: unknown}}}}\n  c4: {{by: b, from: s, demands: {{line: far}}}}\nconflict:\n  courses:\n    x: {{by: a, does: Draw it near, means: {{line: near}}}}\n    y: {{by: b, does: Draw it far, means: {{line: far}}}}\n"
    ));
    let found: Vec<(usize, bool, usize, bool)> = seeds(&case)
        .into_iter()
        .map(|seed| {
            (
                seed.of.position(),
                seed.reported,
                seed.course.position(),
                seed.wanted,
            )
        })
        .collect();
    // Ada's own word for near; another's that she refuses far; Ben's for far. Nobody knows c3.
    assert_eq!(
        found,
        [
            (0, false, 0, true),
            (0, true, 1, false),
            (1, false, 1, true)
        ]
    );
}

//! Time against states: every state by passes over thresholds, sets of states as diagrams, one
//! state by itself.

use armistice_engine::conflict::behaviour::{Concept, Rules};
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::condition::Condition;
use armistice_engine::conflict::explicit::Explicit;
use armistice_engine::conflict::model::{
    Conflict, Course, DecisionMaker, Direction, Order, Preference,
};
use armistice_engine::conflict::stability::judge_all;
use armistice_engine::conflict::symbolic::Symbolic;

const FOUR: [Concept; 4] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq];

/// Three decision makers with eight statements each over one or two courses.
fn conflict(courses: usize) -> Conflict {
    let mut seed = 7u64;
    let mut roll = move |sides: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % sides
    };
    let list = (0..courses)
        .map(|course| Course {
            owner: course * 3 / courses,
            direction: Direction::BothWays,
            unconditional: false,
        })
        .collect();
    let makers = (0..3)
        .map(|_| {
            let statements = (0..8)
                .map(|_| {
                    let mut literal = || {
                        let course = Condition::Course(roll(courses));
                        if roll(2) == 0 {
                            course.negated()
                        } else {
                            course
                        }
                    };
                    let (one, other) = (literal(), literal());
                    match roll(4) {
                        0 => one,
                        1 => Condition::Any(vec![one, other]),
                        2 => Condition::If(Box::new(one), Box::new(other)),
                        _ => Condition::All(vec![one, other]),
                    }
                })
                .collect();
            DecisionMaker {
                preference: Preference::plain(Order::Statements(statements)),
                mediator: false,
            }
        })
        .collect();
    Conflict {
        makers,
        courses: list,
        impossible: Vec::new(),
        graph: None,
    }
}

#[divan::bench(args = [10, 14, 18, 20, 22, 24], sample_count = 5)]
fn every_state_four_behaviours(courses: usize) -> u64 {
    let conflict = conflict(courses);
    let explicit = Explicit::new(&conflict).expect("within the bound");
    explicit
        .equilibria(&FOUR)
        .iter()
        .map(|set| set.count())
        .sum()
}

#[divan::bench(args = [20, 60, 100, 200], sample_count = 10)]
fn diagrams_nash_gmr_smr(courses: usize) -> usize {
    let conflict = conflict(courses);
    let symbolic = Symbolic::new(&conflict, 3_000_000).expect("within the bound");
    FOUR[..3]
        .iter()
        .map(|concept| {
            symbolic
                .equilibria(*concept)
                .expect("within the bound")
                .nodes()
        })
        .sum()
}

#[divan::bench(args = [20, 60, 100, 200], sample_count = 10)]
fn diagrams_seq_of_one_state(courses: usize) -> usize {
    let conflict = conflict(courses);
    let symbolic = Symbolic::new(&conflict, 3_000_000).expect("within the bound");
    let state = Code::taking((0..courses).step_by(3));
    (0..3)
        .filter(|maker| {
            symbolic
                .stable_at(*maker, Concept::Seq, state)
                .expect("within the bound")
        })
        .count()
}

#[divan::bench(args = [8, 12], sample_count = 10)]
fn one_state_with_certificates(courses: usize) -> usize {
    let conflict = conflict(courses);
    FOUR.iter()
        .map(|concept| {
            judge_all(
                &conflict,
                *concept,
                &Rules::PLAIN,
                Code::NOTHING,
                10_000_000,
            )
            .expect("within the budget")
            .iter()
            .filter(|verdict| verdict.stable())
            .count()
        })
        .sum()
}

fn main() {
    divan::main();
}

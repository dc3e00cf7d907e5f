//! What would move a state: inducements, locks, priorities, the inverse
//! question, robustness and unknown preference, each against brute force.

#[path = "conflict/given.rs"]
mod given;
#[path = "conflict/random.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod random;

use armistice_engine::conflict::behaviour::{Concept, Rules, UnknownType};
use armistice_engine::conflict::beside::{self, Sense};
use armistice_engine::conflict::certificate::replay;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::condition::Condition;
use armistice_engine::conflict::graph::Graph;
use armistice_engine::conflict::model::*;
use armistice_engine::conflict::stability::{judge, judge_all};
use armistice_engine::conflict::{inducement, inverse, locks, mediator, priorities, robustness};
use proptest::prelude::*;
use random::Dice;

const BUDGET: usize = 1_000_000;

fn possible(conflict: &Conflict) -> Vec<Code> {
    (0..1u64 << conflict.courses.len())
        .map(Code::from_number)
        .filter(|&state| conflict.possible(state))
        .collect()
}

fn ranks_of(conflict: &mut Conflict, maker: usize) -> &mut Vec<u32> {
    match &mut conflict.makers[maker].preference.order {
        Order::Ranks(ranks) => ranks,
        Order::Statements(_) => unreachable!("built with ranks"),
    }
}

/// A conflict with ranks that leave room between them.
fn ranked(seed: u64, makers: usize, courses: usize) -> Conflict {
    let mut conflict = random::conflict(seed, makers, courses, false);
    for maker in 0..makers {
        conflict.makers[maker].preference.unseen = Condition::Always(false);
        for rank in ranks_of(&mut conflict, maker) {
            *rank = *rank * 2 + 2;
        }
    }
    conflict
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2500))]
    #[test]
    fn the_least_inducement_is_enough_and_no_less_is(seed in any::<u64>(), makers in 2usize..4, extra in 0usize..3, pick in any::<u64>()) {
        let conflict = ranked(seed, makers, makers + extra);
        let possible = possible(&conflict);
        prop_assume!(!possible.is_empty());
        let state = possible[(pick % possible.len() as u64) as usize];
        let place = state.number().expect("small") as usize;
        for concept in Concept::ALL {
            let mut paid = conflict.clone();
            let mut raised = Vec::new();
            for maker in 0..makers {
                let least = inducement::least(&conflict, maker, concept, state, BUDGET).expect("small");
                let verdict = judge(&conflict, concept, &Rules::PLAIN, maker, state, BUDGET).expect("small");
                prop_assert_eq!(verdict.stable(), least.stays);
                if let (false, Some(must)) = (least.stays, least.must_match) {
                    let level = ranks_of(&mut paid, maker)[must.number().expect("small") as usize];
                    ranks_of(&mut paid, maker)[place] = level;
                    raised.push(maker);
                }
            }
            let all = judge_all(&paid, concept, &Rules::PLAIN, state, BUDGET).expect("small");
            prop_assert!(all.iter().all(|verdict| verdict.stable()), "{:?}", concept);
            for &maker in &raised {
                let mut short = paid.clone();
                ranks_of(&mut short, maker)[place] -= 1;
                let verdict = judge(&short, concept, &Rules::PLAIN, maker, state, BUDGET).expect("small");
                // For SEQ and SSEQ raising the others may open a sanction; the
                // guarantee is then for each decision maker on its own.
                if !concept.credible() {
                    prop_assert!(!verdict.stable(), "{:?}", concept);
                }
                let mut alone = conflict.clone();
                let level = ranks_of(&mut short, maker)[place];
                ranks_of(&mut alone, maker)[place] = level;
                prop_assert!(!judge(&alone, concept, &Rules::PLAIN, maker, state, BUDGET).expect("small").stable());
            }
        }
    }

    #[test]
    fn labels_do_not_matter_and_more_moves_of_others_keep_gmr(seed in any::<u64>(), makers in 2usize..5, extra in 0usize..2) {
        let courses = makers + extra;
        let conflict = random::conflict(seed, makers, courses, true);
        // Turn decision makers and courses round.
        let mut turned = conflict.clone();
        turned.makers.reverse();
        turned.courses.reverse();
        for course in &mut turned.courses {
            course.owner = makers - 1 - course.owner;
        }
        let rename = |condition: &Condition| renamed(condition, courses);
        turned.impossible = conflict.impossible.iter().map(rename).collect();
        for maker in &mut turned.makers {
            maker.preference.unseen = rename(&maker.preference.unseen);
            if let Order::Statements(statements) = &mut maker.preference.order {
                for statement in statements {
                    *statement = rename(statement);
                }
            }
        }
        let mut freer = conflict.clone();
        for course in &mut freer.courses {
            if course.owner != 0 {
                course.direction = Direction::BothWays;
            }
        }
        for number in 0..1u64 << courses {
            let state = Code::from_number(number);
            if !conflict.possible(state) {
                continue;
            }
            let mirror = Code::taking((0..courses).filter(|&j| state.takes(j)).map(|j| courses - 1 - j));
            for maker in 0..makers {
                for concept in Concept::ALL {
                    let one = judge(&conflict, concept, &Rules::PLAIN, maker, state, BUDGET).expect("small").stable();
                    let other = judge(&turned, concept, &Rules::PLAIN, makers - 1 - maker, mirror, BUDGET).expect("small").stable();
                    prop_assert_eq!(one, other);
                }
            }
            let before = judge(&conflict, Concept::Gmr, &Rules::PLAIN, 0, state, BUDGET).expect("small").stable();
            let after = judge(&freer, Concept::Gmr, &Rules::PLAIN, 0, state, BUDGET).expect("small").stable();
            prop_assert!(after || !before);
        }
    }
}

fn renamed(condition: &Condition, courses: usize) -> Condition {
    let part = |inner: &Condition| Box::new(renamed(inner, courses));
    let parts = |list: &[Condition]| list.iter().map(|inner| renamed(inner, courses)).collect();
    match condition {
        Condition::Always(value) => Condition::Always(*value),
        Condition::Course(course) => Condition::Course(courses - 1 - course),
        Condition::Not(inner) => Condition::Not(part(inner)),
        Condition::All(list) => Condition::All(parts(list)),
        Condition::Any(list) => Condition::Any(parts(list)),
        Condition::AtLeast(number, list) => Condition::AtLeast(*number, parts(list)),
        Condition::If(one, other) => Condition::If(part(one), part(other)),
        Condition::Iff(one, other) => Condition::Iff(part(one), part(other)),
    }
}

#[test]
fn the_inverse_question_counts_as_enumeration_does() {
    for seed in 0..60u64 {
        let conflict = ranked(seed, 2, 2 + (seed % 2) as usize);
        let possible = possible(&conflict);
        if possible.len() > 6 || possible.is_empty() {
            continue;
        }
        let mut orders: Vec<Vec<usize>> = vec![vec![]];
        for _ in 0..possible.len() {
            orders = orders
                .iter()
                .flat_map(|order: &Vec<usize>| {
                    let rest = (0..possible.len()).filter(|place| !order.contains(place));
                    rest.map(|place| [&order[..], &[place]].concat())
                })
                .collect();
        }
        for concept in Concept::ALL {
            let state = possible[seed as usize % possible.len()];
            let answer = inverse::preferences(&conflict, 0, concept, state, BUDGET).expect("small");
            let mut changed = conflict.clone();
            let mut fitting = 0u64;
            for order in &orders {
                for (place, &rank) in order.iter().enumerate() {
                    ranks_of(&mut changed, 0)[possible[place].number().expect("small") as usize] =
                        rank as u32;
                }
                fitting += u64::from(
                    judge(&changed, concept, &Rules::PLAIN, 0, state, BUDGET)
                        .expect("small")
                        .stable(),
                );
            }
            assert_eq!(
                &answer.fitting * orders.len() as u64,
                &answer.of * fitting,
                "seed {seed} {concept:?}"
            );
        }
    }
}

/// Two ways out, each met by one credible answer, among six states: 384 of 720
/// rankings, as in the published case where a tool and its guide print 420.
#[test]
fn two_separate_sanctions_leave_384_of_720_rankings() {
    let graph = given::graph(
        vec![vec![1, 2, 3, 1, 1, 1], vec![1, 1, 1, 2, 2, 1]],
        &[(0, 0, 1), (0, 0, 2), (1, 1, 3), (1, 2, 4)],
    );
    let here = Graph::state(0);
    let seq = inverse::preferences(&graph, 0, Concept::Seq, here, BUDGET).expect("small");
    assert_eq!(&seq.fitting * 720u32, &seq.of * 384u32);
    let nash = inverse::preferences(&graph, 0, Concept::Nash, here, BUDGET).expect("small");
    assert_eq!(&nash.fitting * 720u32, &nash.of * 240u32);
}

#[test]
fn unknown_preference_is_every_and_some_completion() {
    for seed in 0..40u64 {
        let dice = &mut Dice(seed);
        let states = 4;
        let ranks = (0..2)
            .map(|_| (0..states).map(|_| dice.roll(3) as u32).collect())
            .collect();
        let mut graph = given::graph(
            ranks,
            &[
                (0, 0, 1),
                (0, 1, 0),
                (0, 2, 3),
                (0, 3, 2),
                (1, 0, 2),
                (1, 2, 0),
                (1, 1, 3),
                (1, 3, 1),
            ],
        );
        let mut unknown: Vec<(usize, usize, usize)> = (0..4)
            .map(|_| {
                (
                    dice.roll(2) as usize,
                    dice.roll(2) as usize,
                    2 + dice.roll(2) as usize,
                )
            })
            .collect();
        unknown.sort();
        unknown.dedup();
        for &(maker, one, other) in &unknown {
            let pair = (Condition::Course(one), Condition::Course(other));
            graph.makers[maker].preference.unknown.push(pair);
        }
        let completions = 3usize.pow(unknown.len() as u32);
        for concept in Concept::ALL {
            for maker in 0..2 {
                for state in graph.states(0).expect("a graph") {
                    let stable = |rules: &Rules| {
                        judge(&graph, concept, rules, maker, state, BUDGET)
                            .expect("small")
                            .stable()
                    };
                    let outcomes: Vec<bool> = (0..completions)
                        .map(|number| {
                            let world = Completed {
                                graph: &graph,
                                unknown: &unknown,
                                number,
                            };
                            judge(&world, concept, &Rules::PLAIN, maker, state, BUDGET)
                                .expect("small")
                                .stable()
                        })
                        .collect();
                    assert_eq!(
                        stable(&Rules::MUST),
                        outcomes.iter().all(|&s| s),
                        "seed {seed} {concept:?}"
                    );
                    assert_eq!(
                        stable(&Rules::MAY),
                        outcomes.iter().any(|&s| s),
                        "seed {seed} {concept:?}"
                    );
                    let [a, b, c, d] = [
                        UnknownType::A,
                        UnknownType::B,
                        UnknownType::C,
                        UnknownType::D,
                    ]
                    .map(|kind| stable(&Rules::of_type(kind)));
                    assert!((!a || b && c) && (!b || d) && (!c || d));
                    assert!(!stable(&Rules::MUST) || stable(&Rules::MAY));
                }
            }
        }
    }
}

/// A graph in which each unknown comparison has been settled one way.
struct Completed<'a> {
    graph: &'a Conflict,
    unknown: &'a [(usize, usize, usize)],
    number: usize,
}

impl armistice_engine::conflict::world::World for Completed<'_> {
    fn makers(&self) -> usize {
        2
    }
    fn moves(&self, maker: usize, from: Code) -> Vec<Code> {
        self.graph.moves(maker, from)
    }
    fn relation(
        &self,
        maker: usize,
        of: Code,
        against: Code,
    ) -> armistice_engine::conflict::relation::Relation {
        use armistice_engine::conflict::relation::Relation;
        let [one, other] = [of, against].map(|s| s.single().expect("a state"));
        let pair = (maker, one.min(other), one.max(other));
        match self.unknown.iter().position(|&p| p == pair) {
            Some(place) if one != other => {
                let settled = [Relation::Better, Relation::Same, Relation::Worse]
                    [self.number / 3usize.pow(place as u32) % 3];
                if one < other {
                    settled
                } else {
                    settled.reversed()
                }
            }
            _ => self.graph.relation(maker, of, against),
        }
    }
    fn listable(&self, _: usize) -> Result<(), armistice_engine::conflict::refusal::Refusal> {
        Ok(())
    }
}

#[test]
fn locks_priorities_and_robustness_are_least() {
    for seed in 0..80u64 {
        let makers = 2 + (seed % 2) as usize;
        let conflict = random::conflict(seed, makers, makers + 2, true);
        let possible = possible(&conflict);
        let Some(&state) = possible.get(seed as usize % possible.len().max(1)) else {
            continue;
        };
        for concept in [Concept::Nash, Concept::Seq, Concept::Smr] {
            let courses = conflict.courses.len();
            let works = |set: u64| {
                let set: Vec<usize> = (0..courses).filter(|j| set >> j & 1 == 1).collect();
                judge_all(
                    &conflict.locked(&set),
                    concept,
                    &Rules::PLAIN,
                    state,
                    BUDGET,
                )
                .expect("small")
                .iter()
                .all(|v| v.stable())
            };
            let least = (0..1u64 << courses)
                .filter(|&set| works(set))
                .map(u64::count_ones)
                .min();
            let found = locks::least(&conflict, concept, state, 10_000, BUDGET).expect("small");
            assert_eq!(
                found.sets.first().map(|set| set.len() as u32),
                least,
                "seed {seed}"
            );
            let robust = robustness::radius(&conflict, concept, state, 500, BUDGET).expect("small");
            for set in &robust.turned_by {
                let changed = robustness::changed(&conflict, set);
                let now = judge_all(&changed, concept, &Rules::PLAIN, state, BUDGET)
                    .expect("small")
                    .iter()
                    .all(|v| v.stable());
                assert_ne!(now, robust.equilibrium);
            }
            for maker in 0..makers {
                let swaps = priorities::least_swaps(&conflict, concept, maker, state, 2000, BUDGET)
                    .expect("statements");
                let already = judge(&conflict, concept, &Rules::PLAIN, maker, state, BUDGET)
                    .expect("small")
                    .stable();
                assert_eq!(swaps.swaps == Some(0), already);
                assert!(swaps.swaps.is_some() || swaps.exhausted);
            }
        }
    }
}

#[test]
fn a_guarantee_by_the_mediator_holds_the_deal() {
    // Course 0: the first side signs; 1: the second breaks; 2: the mediator's guarantee.
    let course = |owner| Course {
        owner,
        direction: Direction::BothWays,
        unconditional: false,
    };
    let wants = |statements: Vec<Condition>| Preference::plain(Order::Statements(statements));
    let (signs, breaks, guarantee) = (
        Condition::Course(0),
        Condition::Course(1),
        Condition::Course(2),
    );
    let conflict = Conflict {
        makers: vec![
            DecisionMaker {
                preference: wants(vec![breaks.clone().negated(), signs.clone()]),
                mediator: false,
            },
            DecisionMaker {
                preference: wants(vec![
                    signs.clone(),
                    Condition::Iff(Box::new(breaks), Box::new(guarantee.negated())),
                ]),
                mediator: false,
            },
            DecisionMaker {
                preference: wants(vec![]),
                mediator: true,
            },
        ],
        courses: vec![course(0), course(1), course(2)],
        impossible: vec![],
        graph: None,
    };
    let deal = Code::taking([0]);
    let settings = mediator::settings(&conflict, Concept::Nash, deal, BUDGET).expect("small");
    assert_eq!(settings.len(), 2);
    assert_eq!(settings[0].stays, [true, false, true]);
    assert_eq!(settings[1].turned, [2]);
    assert_eq!(settings[1].stays, [true, true, true]);
}

#[test]
fn strength_splits_stability() {
    // One decision maker tempted from state 0 to 1, the other can answer to 3.
    let course = |owner| Course {
        owner,
        direction: Direction::BothWays,
        unconditional: false,
    };
    let state = |number: u64| Condition::exactly(Code::from_number(number), 2);
    let mut conflict = Conflict {
        makers: vec![
            DecisionMaker {
                preference: Preference::plain(Order::Ranks(vec![2, 3, 1, 0])),
                mediator: false,
            },
            DecisionMaker {
                preference: Preference::plain(Order::Ranks(vec![0, 0, 0, 1])),
                mediator: false,
            },
        ],
        courses: vec![course(0), course(1)],
        impossible: vec![],
        graph: None,
    };
    let strong = |conflict: &Conflict, concept| {
        judge(
            conflict,
            concept,
            &Rules::STRONG,
            0,
            Code::from_number(0),
            BUDGET,
        )
        .expect("small")
    };
    for concept in [Concept::Gmr, Concept::Seq] {
        assert!(
            judge(
                &conflict,
                concept,
                &Rules::PLAIN,
                0,
                Code::from_number(0),
                BUDGET
            )
            .expect("small")
            .stable()
        );
        assert!(!strong(&conflict, concept).stable());
    }
    conflict.makers[0].preference.comparisons.push(Comparison {
        better: state(0),
        worse: state(3),
        strength: Strength::Strong,
    });
    for concept in [Concept::Gmr, Concept::Seq] {
        let verdict = strong(&conflict, concept);
        assert!(verdict.stable() && replay(&conflict, &Rules::STRONG, &verdict));
    }
    // It can escape from 3 to 2, which is worse but not strongly.
    assert!(!strong(&conflict, Concept::Smr).stable());
}

#[test]
fn putting_a_state_beside_others_is_the_closed_form_where_the_order_is_plain() {
    let (mut raises, mut falls, mut always) = (0, 0, 0);
    for seed in 0..150u64 {
        let makers = 2 + (seed % 2) as usize;
        let conflict = if seed % 3 == 0 {
            random::graph(seed, makers, 6)
        } else {
            random::conflict(seed, makers, makers + 1, true)
        };
        let states = conflict.states(10).expect("small");
        let Some(&state) = states.get(seed as usize % states.len().max(1)) else {
            continue;
        };
        for concept in Concept::ALL {
            for maker in 0..makers {
                let closed =
                    inducement::least(&conflict, maker, concept, state, BUDGET).expect("small");
                let sense = (maker, concept, Sense::Necessary);
                let tried = beside::least(&conflict, &states, sense, state, BUDGET).expect("small");
                assert_eq!(tried.stays, closed.stays, "seed {seed} {concept:?}");
                assert_eq!(tried.like.len(), 1, "seed {seed} {concept:?}");
                let Some(must) = closed.floor else {
                    // No fall makes it leave: the worst state would be enough.
                    let worth = |&state: &Code| conflict.worth(maker, state);
                    assert_eq!(Some(worth(&tried.like[0])), states.iter().map(worth).min());
                    always += 1;
                    continue;
                };
                assert_eq!(
                    conflict.worth(maker, tried.like[0]),
                    conflict.worth(maker, must),
                    "seed {seed} {concept:?}"
                );
                if closed.stays {
                    falls += 1;
                } else {
                    raises += 1;
                }
            }
        }
    }
    assert!(
        raises > 100 && falls > 300 && always > 100,
        "{raises} {falls} {always}"
    );
}

#[test]
fn an_inducement_under_unknown_comparisons_is_enough_for_every_or_some_completion() {
    let (mut surely, mut perhaps_only) = (0, 0);
    for seed in 0..300u64 {
        let mut graph = random::graph(seed, 2, 5);
        let dice = &mut Dice(seed);
        let mut unknown: Vec<(usize, usize, usize)> = (0..3)
            .map(|_| {
                (
                    dice.roll(2) as usize,
                    dice.roll(3) as usize,
                    3 + dice.roll(2) as usize,
                )
            })
            .collect();
        unknown.sort();
        unknown.dedup();
        for &(maker, one, other) in &unknown {
            let pair = (Condition::Course(one), Condition::Course(other));
            graph.makers[maker].preference.unknown.push(pair);
        }
        let states = graph.states(0).expect("a graph");
        for concept in [Concept::Nash, Concept::Gmr] {
            let state = states[seed as usize % 5];
            let lift = |sense| {
                beside::least(&graph, &states, (0, concept, sense), state, BUDGET).expect("small")
            };
            let (necessary, possible) = (lift(Sense::Necessary), lift(Sense::Possible));
            // Whether it is enough in each completion, where everything is known.
            let outcomes = |like: Code| -> Vec<bool> {
                (0..3usize.pow(unknown.len() as u32))
                    .map(|number| {
                        let world = Completed {
                            graph: &graph,
                            unknown: &unknown,
                            number,
                        };
                        let put = beside::Beside {
                            world: &world,
                            maker: 0,
                            state,
                            like,
                        };
                        judge(&put, concept, &Rules::PLAIN, 0, state, BUDGET)
                            .expect("small")
                            .stable()
                    })
                    .collect()
            };
            for &like in &necessary.like {
                assert!(outcomes(like).iter().all(|stable| *stable), "seed {seed}");
                surely += 1;
            }
            for &like in &possible.like {
                let outcomes = outcomes(like);
                assert!(outcomes.iter().any(|stable| *stable), "seed {seed}");
                perhaps_only += usize::from(outcomes.iter().any(|stable| !stable));
            }
        }
    }
    assert!(surely > 200 && perhaps_only > 20, "{surely} {perhaps_only}");
}

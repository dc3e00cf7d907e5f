//! Random conflicts: every engine against the definitions.

#[path = "conflict/definition.rs"]
mod definition;
#[path = "conflict/random.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod random;

use armistice_engine::conflict::behaviour::{Concept, Rules};
use armistice_engine::conflict::certificate::replay;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::explicit::Explicit;
use armistice_engine::conflict::simultaneous;
use armistice_engine::conflict::stability::judge;
use armistice_engine::conflict::symbolic::Symbolic;
use definition::Definition;

const BUDGET: usize = 1_000_000;

#[test]
fn every_engine_agrees_with_the_definitions() {
    let mut compared = 0;
    for seed in 0..360u64 {
        let makers = 2 + (seed % 4) as usize;
        let courses = (makers + (seed / 4 % 3) as usize).min(if seed % 10 == 0 { 6 } else { 5 });
        let statements = seed % 3 != 0;
        let conflict = random::conflict(seed, makers, courses, statements);
        let definition = Definition::new(&conflict);
        let explicit = Explicit::new(&conflict).expect("small conflicts fit");
        let symbolic = statements.then(|| Symbolic::new(&conflict, 100_000).expect("small"));
        assert_eq!(explicit.possible().count(), definition.states.len() as u64);
        for maker in 0..makers {
            let sets = explicit.stable(maker, &Concept::ALL);
            for (concept, set) in Concept::ALL.into_iter().zip(&sets) {
                let region = symbolic
                    .as_ref()
                    .map(|s| s.stable(maker, concept).expect("small"));
                let mut count = 0u64;
                for &number in &definition.states {
                    let state = Code::from_number(number);
                    let expected = definition.stable(maker, concept, number);
                    count += u64::from(expected);
                    let place = format!("seed {seed} maker {maker} {concept:?} {state:?}");
                    assert_eq!(set.contains(state), expected, "explicit, {place}");
                    let verdict = judge(&conflict, concept, &Rules::PLAIN, maker, state, BUDGET)
                        .expect("small");
                    assert_eq!(verdict.stable(), expected, "one state, {place}");
                    assert!(
                        replay(&conflict, &Rules::PLAIN, &verdict),
                        "certificate, {place}"
                    );
                    if let (Some(symbolic), Some(region)) = (&symbolic, &region) {
                        assert_eq!(region.contains(state), expected, "symbolic, {place}");
                        if number % 5 == 0 {
                            assert_eq!(
                                symbolic.stable_at(maker, concept, state),
                                Ok(expected),
                                "symbolic at, {place}"
                            );
                        }
                    }
                    compared += 1;
                }
                assert_eq!(set.count(), count);
                if let Some(region) = &region {
                    assert_eq!(region.count(), count.into(), "symbolic count");
                }
            }
            for &number in &definition.states {
                let verdict =
                    simultaneous::judge(&conflict, maker, Code::from_number(number), BUDGET)
                        .expect("small");
                assert_eq!(
                    verdict.stable(),
                    definition.simultaneous(maker, number),
                    "sim, seed {seed} {number}"
                );
            }
        }
    }
    assert!(compared > 50_000, "{compared}");
}

#[test]
fn states_and_moves_given_one_by_one_agree_with_the_definitions() {
    let (mut compared, mut twice) = (0, 0);
    for seed in 0..400u64 {
        let makers = 2 + (seed % 3) as usize;
        let conflict = random::graph(seed, makers, 4 + (seed % 4) as usize);
        let definition = Definition::new(&conflict);
        for maker in 0..makers {
            for concept in Concept::ALL {
                for &number in &definition.states {
                    let state = Code::from_number(number);
                    let verdict = judge(&conflict, concept, &Rules::PLAIN, maker, state, BUDGET)
                        .expect("small");
                    let expected = definition.stable(maker, concept, number);
                    assert_eq!(
                        verdict.stable(),
                        expected,
                        "seed {seed} {maker} {concept:?}"
                    );
                    assert!(replay(&conflict, &Rules::PLAIN, &verdict));
                    compared += 1;
                }
            }
            // Moves of one decision maker that do not make up one move: the rule that nobody
            // moves twice in a row has something to forbid.
            twice += definition
                .states
                .iter()
                .filter(|&&from| {
                    definition.moves(maker, from).iter().any(|&over| {
                        let further = definition.moves(maker, over);
                        further
                            .iter()
                            .any(|to| *to != from && !definition.moves(maker, from).contains(to))
                    })
                })
                .count();
        }
    }
    assert!(compared > 20_000 && twice > 1000, "{compared} {twice}");
}

#[test]
fn concepts_include_each_other() {
    for seed in 1000..1300u64 {
        let makers = 2 + (seed % 4) as usize;
        let conflict = random::conflict(seed, makers, makers + 2, seed % 2 == 0);
        let explicit = Explicit::new(&conflict).expect("small conflicts fit");
        for maker in 0..makers {
            let sets = explicit.stable(
                maker,
                &[
                    Concept::Nash,
                    Concept::Smr,
                    Concept::Gmr,
                    Concept::Seq,
                    Concept::Sseq,
                ],
            );
            let [nash, smr, gmr, seq, sseq] = &sets[..] else {
                unreachable!("five were asked for")
            };
            for (inner, outer) in [
                (nash, smr),
                (smr, gmr),
                (seq, gmr),
                (nash, sseq),
                (sseq, seq),
                (sseq, smr),
            ] {
                assert_eq!(&inner.and(outer), inner, "seed {seed}");
            }
        }
    }
}

//! Every verdict carries a certificate; each is replayed, and a spoilt one is not.

#[path = "conflict/random.rs"]
#[allow(dead_code, reason = "shared by several tests")]
mod random;

use armistice_engine::conflict::behaviour::{Concept, Rules, UnknownType};
use armistice_engine::conflict::certificate::{
    replay, replay_coalition, replay_foresight, replay_simultaneous,
};
use armistice_engine::conflict::coalition;
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::horizon::Foresight;
use armistice_engine::conflict::model::Conflict;
use armistice_engine::conflict::simultaneous::{self, Simultaneous};
use armistice_engine::conflict::stability::{Certificate, judge};

const BUDGET: usize = 1_000_000;

/// Random conflicts of every kind: courses or states, all known or not.
fn conflicts(seeds: std::ops::Range<u64>) -> impl Iterator<Item = (u64, Conflict)> {
    seeds.map(|seed| {
        let makers = 2 + (seed % 3) as usize;
        let conflict = if seed % 2 == 0 {
            random::conflict(seed, makers, makers + (seed / 2 % 2) as usize, true)
        } else {
            random::graph(seed, makers, 4 + (seed % 4) as usize)
        };
        let conflict = if seed % 5 < 2 {
            conflict
        } else {
            random::unsure(seed, conflict)
        };
        (seed, conflict)
    })
}

fn rules() -> Vec<Rules> {
    let mut all = vec![Rules::PLAIN, Rules::MUST, Rules::MAY, Rules::STRONG];
    all.extend(UnknownType::ALL.map(Rules::of_type));
    all
}

#[test]
fn single_verdicts_replay_and_spoilt_ones_do_not() {
    let (mut stable, mut unstable, mut answered) = (0, 0, 0);
    for (seed, conflict) in conflicts(0..120) {
        let states = conflict.states(10).expect("small");
        for rules in rules() {
            for concept in Concept::ALL {
                for maker in 0..conflict.makers.len() {
                    for &state in &states {
                        let verdict =
                            judge(&conflict, concept, &rules, maker, state, BUDGET).expect("small");
                        assert!(replay(&conflict, &rules, &verdict), "{seed} {verdict:?}");
                        let mut spoilt = verdict.clone();
                        match (&verdict.certificate, &mut spoilt.certificate) {
                            // Staying where one is never is a gain.
                            (Certificate::Unstable(_), Certificate::Unstable(gain)) => {
                                unstable += 1;
                                *gain = state;
                            }
                            (Certificate::Stable(all), Certificate::Stable(sanctions)) => {
                                stable += 1;
                                if all.is_empty() {
                                    // Claim the contrary.
                                    spoilt.certificate = Certificate::Unstable(state);
                                } else {
                                    answered += 1;
                                    sanctions.remove(seed as usize % all.len());
                                }
                            }
                            _ => unreachable!("a clone is of the same kind"),
                        }
                        assert!(!replay(&conflict, &rules, &spoilt), "{seed} {spoilt:?}");
                    }
                }
            }
        }
    }
    assert!(
        stable > 5000 && unstable > 5000 && answered > 1000,
        "{stable} {unstable} {answered}"
    );
}

#[test]
fn an_answer_that_is_no_legal_path_is_seen() {
    let mut spoilt_paths = 0;
    for (seed, conflict) in conflicts(200..300) {
        for &state in &conflict.states(10).expect("small") {
            for maker in 0..conflict.makers.len() {
                let verdict = judge(&conflict, Concept::Gmr, &Rules::MUST, maker, state, BUDGET)
                    .expect("small");
                let Certificate::Stable(sanctions) = &verdict.certificate else {
                    continue;
                };
                for place in 0..sanctions.len() {
                    // The decision maker itself may not be among those who answer, and nobody
                    // may answer by no move at all.
                    let mut own = verdict.clone();
                    let mut none = verdict.clone();
                    let (Certificate::Stable(own_list), Certificate::Stable(none_list)) =
                        (&mut own.certificate, &mut none.certificate)
                    else {
                        unreachable!("clones")
                    };
                    own_list[place].path[0].by = maker;
                    none_list[place].path.clear();
                    for spoilt in [own, none] {
                        assert!(!replay(&conflict, &Rules::MUST, &spoilt), "{seed}");
                        spoilt_paths += 1;
                    }
                }
            }
        }
    }
    assert!(spoilt_paths > 300, "{spoilt_paths}");
}

#[test]
fn coalition_verdicts_replay_both_ways() {
    let (mut stay, mut leave, mut long) = (0, 0, 0);
    for (seed, conflict) in conflicts(0..40) {
        for &state in &conflict.states(10).expect("small") {
            for concept in Concept::ALL {
                for rules in [Rules::MUST, Rules::MAY] {
                    let verdicts = coalition::judge_all(&conflict, concept, &rules, state, BUDGET)
                        .expect("small");
                    for verdict in verdicts {
                        assert!(
                            replay_coalition(&conflict, &rules, &verdict),
                            "{seed} {verdict:?}"
                        );
                        let mut spoilt = verdict.clone();
                        if verdict.stable() {
                            stay += 1;
                            long +=
                                usize::from(verdict.sanctions.iter().any(|s| s.answer.len() > 1));
                            if verdict.sanctions.is_empty() {
                                spoilt.leaves = Some(Vec::new());
                            } else {
                                spoilt.sanctions[0].answer.clear();
                            }
                        } else {
                            leave += 1;
                            // Without the way out, what is left answers not everything.
                            spoilt.leaves = None;
                        }
                        assert!(
                            !replay_coalition(&conflict, &rules, &spoilt),
                            "{seed} {spoilt:?}"
                        );
                    }
                }
            }
            // A coalition of one is a decision maker, where improvements of the others are
            // single moves; that is so for GMR, SMR and Nash.
            for concept in [Concept::Nash, Concept::Gmr, Concept::Smr] {
                for maker in 0..conflict.makers.len() {
                    let alone = judge(&conflict, concept, &Rules::MUST, maker, state, BUDGET)
                        .expect("small");
                    let one =
                        coalition::judge(&conflict, concept, &Rules::MUST, &[maker], state, BUDGET)
                            .expect("small");
                    assert_eq!(alone.stable(), one.stable(), "{seed} {concept:?}");
                }
            }
        }
    }
    assert!(
        stay > 2000 && leave > 700 && long > 3,
        "{stay} {leave} {long}"
    );
}

#[test]
fn collisions_replay_both_ways() {
    let (mut stable, mut unstable) = (0, 0);
    for (seed, conflict) in conflicts(0..200) {
        if conflict.graph.is_some() {
            let first = conflict.states(0).expect("a graph")[0];
            assert!(simultaneous::judge(&conflict, 0, first, BUDGET).is_err());
            continue;
        }
        for &state in &conflict.states(10).expect("small") {
            for maker in 0..conflict.makers.len() {
                let verdict = simultaneous::judge(&conflict, maker, state, BUDGET).expect("small");
                assert!(
                    replay_simultaneous(&conflict, maker, state, &verdict),
                    "{seed}"
                );
                let spoilt = match verdict {
                    Simultaneous::Stable(mut collisions) if !collisions.is_empty() => {
                        stable += 1;
                        collisions[0].with.clear();
                        Simultaneous::Stable(collisions)
                    }
                    Simultaneous::Stable(_) => Simultaneous::Unstable(state),
                    Simultaneous::Unstable(_) => {
                        unstable += 1;
                        Simultaneous::Stable(Vec::new())
                    }
                };
                assert!(
                    !replay_simultaneous(&conflict, maker, state, &spoilt),
                    "{seed}"
                );
            }
        }
    }
    assert!(stable > 50 && unstable > 300, "{stable} {unstable}");
}

#[test]
fn foresight_follows_from_the_definition_and_from_its_table() {
    let mut settled = 0;
    for seed in 0..120u64 {
        let conflict = if seed % 2 == 0 {
            random::conflict(seed, 2, 3, seed % 4 == 0)
        } else {
            random::graph(seed, 2, 6)
        };
        let states = conflict.states(10).expect("small");
        if states.is_empty() {
            continue;
        }
        let horizons = Foresight::new(&conflict, states.clone())
            .expect("two")
            .horizons(4, 300);
        assert!(replay_foresight(&conflict, &horizons), "{seed}");
        for (place, sets) in horizons.limited.iter().enumerate() {
            for (maker, set) in sets.iter().enumerate() {
                for &state in &states {
                    let stays = end(&conflict, maker, state, place + 1) == state;
                    assert_eq!(set.contains(&state), stays, "{seed} {place} {maker}");
                }
            }
        }
        if let Some(found) = &horizons.non_myopic {
            settled += 1;
            for (maker, set) in found.stable.iter().enumerate() {
                let long = found.settles_at..found.settles_at + found.period;
                for (place, &state) in horizons.states.iter().enumerate() {
                    let always = long
                        .clone()
                        .all(|h| horizons.ends[h][maker][place] == place);
                    assert_eq!(set.contains(&state), always);
                }
            }
        }
        let mut spoilt = horizons.clone();
        let entry = &mut spoilt.ends[1][0][0];
        *entry = (*entry + 1) % states.len();
        assert!(states.len() == 1 || !replay_foresight(&conflict, &spoilt));
    }
    assert!(settled > 50, "{settled}");
}

/// Where foresight ends, by the definition alone.
fn end(conflict: &Conflict, maker: usize, from: Code, horizon: usize) -> Code {
    use armistice_engine::conflict::world::World;
    if horizon == 0 {
        return from;
    }
    let mut best = from;
    for to in conflict.moves(maker, from) {
        let after = end(conflict, 1 - maker, to, horizon - 1);
        if conflict.worth(maker, after) > conflict.worth(maker, best) {
            best = after;
        }
    }
    best
}

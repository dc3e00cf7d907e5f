//! Conflicts whose stable states are known, and the 78 strict 2x2 games.

#[path = "conflict/given.rs"]
mod given;

use std::collections::BTreeMap;

use armistice_engine::conflict::behaviour::{Concept, Rules};
use armistice_engine::conflict::certificate::{
    replay, replay_coalition, replay_foresight, replay_simultaneous,
};
use armistice_engine::conflict::code::Code;
use armistice_engine::conflict::condition::Condition;
use armistice_engine::conflict::explicit::Explicit;
use armistice_engine::conflict::horizon::Foresight;
use armistice_engine::conflict::model::*;
use armistice_engine::conflict::stability::judge;
use armistice_engine::conflict::world::World;
use armistice_engine::conflict::{coalition, inducement, simultaneous, status_quo};
use serde_json::Value;

const BUDGET: usize = 1_000_000;

fn concept(name: &str) -> Option<Concept> {
    Concept::ALL
        .into_iter()
        .find(|concept| concept.name() == name)
}

fn numbers(value: &Value) -> Vec<u64> {
    value
        .as_array()
        .expect("a list")
        .iter()
        .map(|v| v.as_u64().expect("a number"))
        .collect()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

/// Ranks by place in the list of states, the last group worth 1.
fn ranks(entry: &Value) -> Vec<Vec<u32>> {
    let states = list(&entry["states"]).len();
    list(&entry["best-first"])
        .iter()
        .map(|groups| {
            let mut ranks = vec![0; states];
            for (rank, group) in list(groups).iter().rev().enumerate() {
                for state in numbers(group) {
                    ranks[state as usize] = rank as u32 + 1;
                }
            }
            ranks
        })
        .collect()
}

fn pattern(text: &str) -> Condition {
    Condition::All(
        text.chars()
            .enumerate()
            .filter_map(|(course, letter)| match letter {
                'Y' => Some(Condition::Course(course)),
                'N' => Some(Condition::Course(course).negated()),
                _ => None,
            })
            .collect(),
    )
}

/// The conflict with its courses, and the code of each listed state.
fn with_courses(entry: &Value) -> (Conflict, Vec<Code>) {
    let codes: Vec<Code> = list(&entry["states"])
        .iter()
        .map(|bits| Code::from_letters(bits.as_str().expect("letters")).expect("letters"))
        .collect();
    let courses: Vec<Course> = numbers(&entry["owners"])
        .into_iter()
        .zip(list(&entry["directions"]))
        .map(|(owner, direction)| Course {
            owner: owner as usize,
            direction: match direction.as_str() {
                Some("one way") => Direction::OneWay,
                Some("back only") => Direction::BackOnly,
                _ => Direction::BothWays,
            },
            unconditional: false,
        })
        .collect();
    let makers = ranks(entry)
        .into_iter()
        .map(|ranks| {
            let mut all = vec![0; 1 << courses.len()];
            for (code, rank) in codes.iter().zip(ranks) {
                all[code.number().expect("small") as usize] = rank;
            }
            DecisionMaker {
                preference: Preference::plain(Order::Ranks(all)),
                mediator: false,
            }
        })
        .collect();
    let impossible = list(&entry["impossible"])
        .iter()
        .map(|p| pattern(p.as_str().expect("letters")))
        .collect();
    (
        Conflict {
            makers,
            courses,
            impossible,
            graph: None,
        },
        codes,
    )
}

fn graph(entry: &Value) -> (Conflict, Vec<Code>) {
    let mut moves = Vec::new();
    for (maker, arcs) in list(&entry["arcs"]).iter().enumerate() {
        for arc in list(arcs) {
            let ends = numbers(arc);
            moves.push((maker, ends[0] as usize, ends[1] as usize));
        }
    }
    let conflict = given::graph(ranks(entry), &moves);
    let codes = conflict.states(0).expect("a graph");
    (conflict, codes)
}

fn check_stable(world: &impl World, codes: &[Code], entry: &Value) {
    let name = entry["name"].as_str().expect("a name");
    for (key, sets) in entry["stable"].as_object().expect("by concept") {
        let Some(concept) = concept(key) else {
            continue;
        };
        for (maker, set) in list(sets).iter().enumerate() {
            let set = numbers(set);
            for (place, &code) in codes.iter().enumerate() {
                let verdict =
                    judge(world, concept, &Rules::PLAIN, maker, code, BUDGET).expect("small");
                assert_eq!(
                    verdict.stable(),
                    set.contains(&(place as u64)),
                    "{name} {key} {maker} {place}"
                );
                assert!(
                    replay(world, &Rules::PLAIN, &verdict),
                    "{name} {key} {maker} {place}"
                );
            }
        }
    }
    let ranks = ranks(entry);
    for (key, rows) in entry["thresholds"].as_object().expect("by concept") {
        let concept = concept(key).expect("a concept");
        for (maker, row) in list(rows).iter().enumerate() {
            for (place, threshold) in list(row).iter().enumerate() {
                let least =
                    inducement::least(world, maker, concept, codes[place], BUDGET).expect("small");
                let found = least.must_match.map(|code| {
                    let place = codes
                        .iter()
                        .position(|&other| other == code)
                        .expect("a listed state");
                    u64::from(ranks[maker][place])
                });
                assert_eq!(found, threshold.as_u64(), "{name} {key} {maker} {place}");
            }
        }
    }
}

fn known() -> Vec<Value> {
    serde_json::from_str(include_str!("conflict/known-conflicts.json")).expect("valid JSON")
}

#[test]
fn conflicts_with_known_answers() {
    let mut checked = 0;
    for entry in known() {
        let name = entry["name"].as_str().expect("a name").to_owned();
        if entry.get("arcs").is_some() {
            let (graph, codes) = graph(&entry);
            check_stable(&graph, &codes, &entry);
        } else {
            let (conflict, codes) = with_courses(&entry);
            check_stable(&conflict, &codes, &entry);
            let explicit = Explicit::new(&conflict).expect("small");
            for (key, expected) in entry["equilibria"].as_object().expect("by concept") {
                let Some(concept) = concept(key) else {
                    continue;
                };
                let found: Vec<Code> = explicit.equilibria(&[concept])[0].iter().collect();
                let mut expected: Vec<Code> = numbers(expected)
                    .into_iter()
                    .map(|n| codes[n as usize])
                    .collect();
                expected.sort();
                assert_eq!(found, expected, "{name} {key}");
            }
            for (maker, set) in list(&entry["stable"]["sim"]).iter().enumerate() {
                for (place, &code) in codes.iter().enumerate() {
                    let verdict =
                        simultaneous::judge(&conflict, maker, code, BUDGET).expect("small");
                    assert!(replay_simultaneous(&conflict, maker, code, &verdict));
                    assert_eq!(
                        verdict.stable(),
                        numbers(set).contains(&(place as u64)),
                        "{name} sim {maker} {place}"
                    );
                }
            }
            if let Some(l2) = entry["stable"].get("l2") {
                let foresight = Foresight::new(&conflict, codes.clone())
                    .expect("two decision makers")
                    .horizons(4, 100);
                assert!(replay_foresight(&conflict, &foresight), "{name}");
                for (horizon, sets) in [
                    (2, l2),
                    (3, &entry["stable"]["l3"]),
                    (4, &entry["stable"]["l4"]),
                ] {
                    check_horizon(&foresight.limited[horizon - 1], &codes, sets, &name);
                }
            }
        }
        checked += 1;
    }
    assert_eq!(checked, 12);
}

fn check_horizon(found: &[Vec<Code>; 2], codes: &[Code], expected: &Value, name: &str) {
    for (found, expected) in found.iter().zip(list(expected)) {
        let mut expected: Vec<Code> = numbers(expected)
            .into_iter()
            .map(|n| codes[n as usize])
            .collect();
        expected.sort();
        assert_eq!(found, &expected, "{name}");
    }
}

#[test]
fn coalitions_and_status_quo_of_elmira() {
    let entry = known()
        .into_iter()
        .find(|entry| entry.get("coalitions").is_some())
        .expect("Elmira");
    let (graph, codes) = graph(&entry);
    for (key, concept) in [
        ("cnash", Concept::Nash),
        ("cgmr", Concept::Gmr),
        ("csmr", Concept::Smr),
    ] {
        let mut equilibria = Vec::new();
        for (place, &code) in codes.iter().enumerate() {
            let verdicts =
                coalition::judge_all(&graph, concept, &Rules::PLAIN, code, BUDGET).expect("small");
            assert_eq!(verdicts.len(), 7);
            for verdict in &verdicts {
                assert!(replay_coalition(&graph, &Rules::PLAIN, verdict));
                let members: Vec<String> = verdict.members.iter().map(usize::to_string).collect();
                let expected = numbers(&entry["coalitions"][key][members.join(" ")]);
                assert_eq!(
                    verdict.stable(),
                    expected.contains(&(place as u64)),
                    "{key} {members:?} {place}"
                );
            }
            if verdicts.iter().all(|verdict| verdict.stable()) {
                equilibria.push(place as u64);
            }
        }
        assert_eq!(
            equilibria,
            numbers(&entry["coalition-equilibria"][key]),
            "{key}"
        );
    }
    let from = codes[entry["status-quo"]["from"].as_u64().expect("a place") as usize];
    let ways = status_quo::explore(&graph, &Rules::PLAIN, from, BUDGET).expect("small");
    for (found, expected) in [
        (&ways.by_moves, &entry["status-quo"]["moves"]),
        (&ways.by_improvements, &entry["status-quo"]["improvements"]),
    ] {
        let found: BTreeMap<String, u64> = found
            .iter()
            .map(|(code, path)| {
                (
                    code.single().expect("a state").to_string(),
                    path.len() as u64,
                )
            })
            .collect();
        let expected: BTreeMap<String, u64> =
            serde_json::from_value(expected.clone()).expect("numbers");
        assert_eq!(found, expected);
    }
}

#[test]
fn the_78_strict_two_by_two_games() {
    let games: Vec<Value> =
        serde_json::from_str(include_str!("conflict/two-by-two.json")).expect("valid JSON");
    assert_eq!(games.len(), 78);
    let mut nash = [0; 3];
    for (number, game) in games.iter().enumerate() {
        let course = |owner| Course {
            owner,
            direction: Direction::BothWays,
            unconditional: false,
        };
        let conflict = Conflict {
            makers: list(&game["payoffs"])
                .iter()
                .map(|payoffs| DecisionMaker {
                    preference: Preference::plain(Order::Ranks(
                        numbers(payoffs)
                            .into_iter()
                            .map(|payoff| payoff as u32)
                            .collect(),
                    )),
                    mediator: false,
                })
                .collect(),
            courses: vec![course(0), course(1)],
            impossible: Vec::new(),
            graph: None,
        };
        let codes: Vec<Code> = (0..4).map(Code::from_number).collect();
        let explicit = Explicit::new(&conflict).expect("small");
        let individual =
            |concept| -> Vec<Code> { explicit.equilibria(&[concept])[0].iter().collect() };
        let sim: Vec<[bool; 2]> = codes
            .iter()
            .map(|&code| {
                [0, 1].map(|maker| {
                    simultaneous::judge(&conflict, maker, code, BUDGET)
                        .expect("small")
                        .stable()
                })
            })
            .collect();
        let foresight = Foresight::new(&conflict, codes.clone())
            .expect("two decision makers")
            .horizons(4, 100);
        assert!(replay_foresight(&conflict, &foresight));
        assert!(foresight.non_myopic.is_some(), "foresight repeats soon");
        for (key, expected) in game["equilibria"].as_object().expect("by concept") {
            let or_sim = |concept: Concept| -> Vec<Code> {
                let sets = [0, 1].map(|maker| explicit.stable(maker, &[concept]).remove(0));
                codes
                    .iter()
                    .enumerate()
                    .filter(|&(place, &code)| {
                        (0..2).all(|m| sets[m].contains(code) || sim[place][m])
                    })
                    .map(|(_, &code)| code)
                    .collect()
            };
            let found = match (concept(key), key.as_str()) {
                (Some(concept), _) => individual(concept),
                (None, "sim") => codes
                    .iter()
                    .enumerate()
                    .filter(|&(p, _)| sim[p] == [true; 2])
                    .map(|(_, &c)| c)
                    .collect(),
                (None, "seq_or_sim") => or_sim(Concept::Seq),
                (None, "smr_or_sim") => or_sim(Concept::Smr),
                (None, horizon) => {
                    let length: usize = horizon[1..].parse().expect("l2 to l4");
                    let [row, column] = &foresight.limited[length - 1];
                    let both = row.iter().filter(|code| column.contains(code));
                    both.copied().collect()
                }
            };
            let expected: Vec<Code> = numbers(expected)
                .into_iter()
                .map(Code::from_number)
                .collect();
            assert_eq!(found, expected, "game {number} {key}");
        }
        nash[individual(Concept::Nash).len()] += 1;
    }
    assert_eq!(nash, [9, 57, 12]);
}

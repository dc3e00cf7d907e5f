//! Coalitions: whether some decision makers together would leave a state.
//!
//! Papers: Kilgour, Hipel, Fang and Peng (2001); Inohara and Hipel (2008). A
//! joint improvement of a coalition is a state that its members can reach by
//! moving in any order, nobody twice in a row, and that each of them prefers.
//! Sanctions: coalition GMR by any joint moves of the others; SMR so that the
//! coalition cannot escape; SEQ by improvements, single or joint, of others.
//! Guarantee: exact. Cost: every non-empty set of decision makers, so 2^n
//! searches; meant for a state or a few.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::reach::{JointMoves, Step};
use super::refusal::Refusal;
use super::world::World;

/// What some decision makers do together before others move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamMove {
    /// Who joins in, ascending; each of them prefers where it ends, where
    /// answers must pay.
    pub team: Vec<usize>,
    /// Their moves.
    pub path: Vec<Step>,
}

/// A joint improvement and the answer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointSanction {
    /// Where the coalition would go.
    pub improvement: Code,
    /// What the others then do; it ends in a state that deters.
    pub answer: Vec<TeamMove>,
}

/// Why a state is stable for a coalition or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoalitionVerdict {
    /// Who joins, ascending.
    pub members: Vec<usize>,
    /// Of which state.
    pub state: Code,
    /// In which sense.
    pub concept: Concept,
    /// The joint improvement that nobody can sanction, with how it is reached.
    pub leaves: Option<Vec<Step>>,
    /// For each joint improvement an answer; all of them if the coalition stays.
    pub sanctions: Vec<JointSanction>,
}

impl CoalitionVerdict {
    /// Whether the coalition stays.
    pub fn stable(&self) -> bool {
        self.leaves.is_none()
    }
}

/// All non-empty coalitions of so many decision makers, small ones first.
pub fn coalitions(makers: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = (1usize..1 << makers)
        .map(|set| (0..makers).filter(|&maker| set >> maker & 1 == 1).collect())
        .collect();
    all.sort_by_key(|members: &Vec<usize>| (members.len(), members.clone()));
    all
}

/// The joint improvements of a coalition from a state, each with a path.
pub fn joint_improvements(
    world: &impl World,
    rules: &Rules,
    members: &[usize],
    state: Code,
    budget: usize,
) -> Result<Vec<(Code, Vec<Step>)>, Refusal> {
    let joint = JointMoves {
        world,
        movers: members,
        budget,
    };
    let mut found = joint.all(state, |_, _, _| true)?;
    found.retain(|&(end, _)| {
        members
            .iter()
            .all(|&member| rules.leaves.holds(world.relation(member, end, state)))
    });
    found.sort_by_key(|found| found.0);
    Ok(found)
}

/// Judges a state for one coalition.
pub fn judge(
    world: &impl World,
    concept: Concept,
    rules: &Rules,
    members: &[usize],
    state: Code,
    budget: usize,
) -> Result<CoalitionVerdict, Refusal> {
    let rest: Vec<usize> = (0..world.makers())
        .filter(|maker| !members.contains(maker))
        .collect();
    let mut escapes: BTreeMap<Code, bool> = BTreeMap::new();
    let mut deters = |end: Code| -> Result<bool, Refusal> {
        let hurts = |at: Code| {
            members
                .iter()
                .any(|&member| rules.deters.holds(world.relation(member, at, state)))
        };
        if !hurts(end) {
            return Ok(false);
        }
        if !concept.symmetric() {
            return Ok(true);
        }
        if let Some(&escaped) = escapes.get(&end) {
            return Ok(!escaped);
        }
        let joint = JointMoves {
            world,
            movers: members,
            budget,
        };
        let escaped = joint
            .all(end, |_, _, _| true)?
            .into_iter()
            .any(|(at, _)| !hurts(at));
        escapes.insert(end, escaped);
        Ok(!escaped)
    };
    let mut verdict = CoalitionVerdict {
        members: members.to_vec(),
        state,
        concept,
        leaves: None,
        sanctions: Vec::new(),
    };
    for (improvement, path) in joint_improvements(world, rules, members, state, budget)? {
        let answers: Vec<(Code, Vec<TeamMove>)> = match concept {
            Concept::Nash => Vec::new(),
            Concept::Gmr | Concept::Smr => {
                let joint = JointMoves {
                    world,
                    movers: &rest,
                    budget,
                };
                let all = joint.all(improvement, |_, _, _| true)?;
                all.into_iter()
                    .map(|(end, path)| {
                        let team = rest.clone();
                        (end, vec![TeamMove { team, path }])
                    })
                    .collect()
            }
            Concept::Seq | Concept::Sseq => {
                by_improvements(world, rules, &rest, improvement, budget)?
            }
        };
        let mut sanction = None;
        for (end, answer) in answers {
            if deters(end)? {
                sanction = Some(answer);
                break;
            }
        }
        match sanction {
            Some(answer) => verdict.sanctions.push(JointSanction {
                improvement,
                answer,
            }),
            None => {
                verdict.leaves = Some(path);
                return Ok(verdict);
            }
        }
    }
    Ok(verdict)
}

/// Judges a state for every coalition, singletons included.
pub fn judge_all(
    world: &impl World,
    concept: Concept,
    rules: &Rules,
    state: Code,
    budget: usize,
) -> Result<Vec<CoalitionVerdict>, Refusal> {
    coalitions(world.makers())
        .iter()
        .map(|members| judge(world, concept, rules, members, state, budget))
        .collect()
}

/// Where some decision makers can go by improvements, single or joint, no
/// coalition twice in a row; each state with a way there that has the fewest
/// joint moves.
fn by_improvements(
    world: &impl World,
    rules: &Rules,
    movers: &[usize],
    from: Code,
    budget: usize,
) -> Result<Vec<(Code, Vec<TeamMove>)>, Refusal> {
    let teams: Vec<Vec<usize>> = coalitions(movers.len())
        .into_iter()
        .map(|places| places.into_iter().map(|place| movers[place]).collect())
        .collect();
    let pays = Rules {
        leaves: rules.pays,
        ..*rules
    };
    let mut steps: BTreeMap<Pair, Vec<Ending>> = BTreeMap::new();
    // How each pair of a state and who moved last was reached: from which pair,
    // by which moves.
    let start = (from, usize::MAX);
    let mut before: BTreeMap<Pair, (Pair, Vec<Step>)> = BTreeMap::new();
    let mut order: Vec<Pair> = Vec::new();
    let mut waiting = VecDeque::from([start]);
    while let Some((at, last)) = waiting.pop_front() {
        for (team, members) in teams.iter().enumerate() {
            if team == last {
                continue;
            }
            let targets = match steps.entry((at, team)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    new.insert(joint_improvements(world, &pays, members, at, budget)?)
                }
            };
            for (to, path) in &*targets {
                if let Entry::Vacant(new) = before.entry((*to, team)) {
                    new.insert(((at, last), path.clone()));
                    order.push((*to, team));
                    waiting.push_back((*to, team));
                }
            }
        }
        if order.len() > budget {
            return Err(Refusal::OutOfBudget { looked_at: budget });
        }
    }
    let mut ends: BTreeMap<Code, Vec<TeamMove>> = BTreeMap::new();
    for pair in order {
        if let Entry::Vacant(new) = ends.entry(pair.0) {
            let mut way = Vec::new();
            let mut at = pair;
            while let Some((earlier, path)) = before.get(&at) {
                way.push(TeamMove {
                    team: teams[at.1].clone(),
                    path: path.clone(),
                });
                at = *earlier;
            }
            way.reverse();
            new.insert(way);
        }
    }
    Ok(ends.into_iter().collect())
}

/// A state and which team moved last, or moves next.
type Pair = (Code, usize);

/// Where moves end, and the moves.
type Ending = (Code, Vec<Step>);

//! Where the conflict can go from today: which states can be reached, by whose
//! moves, and the shortest way.
//!
//! Paper: Li, Kilgour and Hipel (2005), status quo analysis. Two searches over
//! states and who moved last: one over all moves, one over improvements.
//! Guarantee: fewest moves, one path. Cost: as the joint moves of everybody;
//! refused beyond the budget.

use std::collections::BTreeMap;

use super::behaviour::Rules;
use super::code::Code;
use super::reach::{JointMoves, Step};
use super::refusal::Refusal;
use super::world::World;

/// The ways from the status quo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusQuo {
    /// Where it starts.
    pub from: Code,
    /// For each state that can be reached: a shortest path of moves.
    pub by_moves: BTreeMap<Code, Vec<Step>>,
    /// For each state that can be reached by improvements alone: a shortest
    /// such path, how the conflict may evolve by itself.
    pub by_improvements: BTreeMap<Code, Vec<Step>>,
}

/// Looks at every state that can be reached from `from`.
pub fn explore(
    world: &impl World,
    rules: &Rules,
    from: Code,
    budget: usize,
) -> Result<StatusQuo, Refusal> {
    let everybody: Vec<usize> = (0..world.makers()).collect();
    let joint = JointMoves {
        world,
        movers: &everybody,
        budget,
    };
    let collect = |found: Vec<(Code, Vec<Step>)>| {
        found
            .into_iter()
            .filter(|(state, _)| *state != from)
            .collect()
    };
    Ok(StatusQuo {
        from,
        by_moves: collect(joint.all(from, |_, _, _| true)?),
        by_improvements: collect(joint.all(from, |by, at, to| {
            rules.pays.holds(world.relation(by, to, at))
        })?),
    })
}

/// Which moves a way may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// All that are possible.
    Moves,
    /// Only those that improve the mover's lot.
    Improvements,
}

/// A shortest way from one state to another.
pub fn way(
    world: &impl World,
    rules: &Rules,
    from: Code,
    to: Code,
    by: By,
    budget: usize,
) -> Result<Option<Vec<Step>>, Refusal> {
    if from == to {
        return Ok(Some(Vec::new()));
    }
    let everybody: Vec<usize> = (0..world.makers()).collect();
    let joint = JointMoves {
        world,
        movers: &everybody,
        budget,
    };
    joint.path(
        from,
        |mover, at, next| by == By::Moves || rules.pays.holds(world.relation(mover, next, at)),
        |state| state == to,
    )
}

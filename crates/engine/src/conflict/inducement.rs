//! The least inducement: how much better a state must become for a decision
//! maker before it stays there, and how much worse it may become before it goes.
//!
//! Closed form: with `m(t)` the least that the others can leave it after a move
//! to `t` (staying at `t` included; SMR and SSEQ: its best way out of there
//! counted), the state must be at least as good as the best `m(t)`. For the
//! slack, what falls with the state itself is left out of `m(t)`.
//! Guarantee: for Nash, GMR and SMR the exact least raise for each decision
//! maker; for SEQ and SSEQ exact for each one while the others stay as they
//! are. Paying everyone its own raise always makes the state an equilibrium.
//! Cost: one search over joint moves for each move.

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::reach::JointMoves;
use super::refusal::Refusal;
use super::relation::Relations;
use super::stability::others;
use super::world::World;

/// A move away from the state, and what the others can leave of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Temptation {
    /// Where the decision maker would go.
    pub to: Code,
    /// The state that is worth to it what the others can leave it.
    pub left_with: Code,
}

/// What it takes for a decision maker to stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inducement {
    /// For whom.
    pub maker: usize,
    /// In which sense.
    pub concept: Concept,
    /// The state that the one in question must be as good as; none if there is
    /// no move at all.
    pub must_match: Option<Code>,
    /// The state that it must stay as good as: where the others' answer leads
    /// back to the state itself, that deters however far the state falls, so
    /// this may lie below `must_match`. None if no fall makes it leave.
    pub floor: Option<Code>,
    /// Whether it is as good already.
    pub stays: bool,
    /// The moves that would still pay.
    pub temptations: Vec<Temptation>,
}

/// The least inducement at a state for one decision maker.
pub fn least(
    world: &impl World,
    maker: usize,
    concept: Concept,
    state: Code,
    budget: usize,
) -> Result<Inducement, Refusal> {
    world.listable(maker)?;
    let better =
        |one: Code, other: Code| Relations::BETTER.holds(world.relation(maker, one, other));
    let movers = others(world.makers(), maker);
    let joint = JointMoves {
        world,
        movers: &movers,
        budget,
    };
    let mut must_match: Option<Code> = None;
    let mut floor: Option<Code> = None;
    let mut temptations = Vec::new();
    for to in world.moves(maker, state) {
        let mut left_with = to;
        // The same, without the state in question; none if there is an answer
        // in which nothing but that state is left.
        let mut apart = Some(to);
        if concept != Concept::Nash {
            let reached = joint.all(to, |by, from, end| {
                !concept.credible() || Rules::PLAIN.pays.holds(world.relation(by, end, from))
            })?;
            for (end, _) in reached {
                let mut ends = vec![end];
                if concept.symmetric() {
                    ends.extend(world.moves(maker, end));
                }
                let best = |ends: &[Code]| {
                    ends.iter()
                        .copied()
                        .reduce(|best, way| if better(way, best) { way } else { best })
                };
                let held_to = best(&ends).unwrap_or(end);
                if better(left_with, held_to) {
                    left_with = held_to;
                }
                ends.retain(|&other| other != state);
                apart = match (apart, best(&ends)) {
                    (Some(least), Some(held)) if better(least, held) => Some(held),
                    (Some(least), Some(_)) => Some(least),
                    _ => None,
                };
            }
        }
        if better(left_with, state) {
            temptations.push(Temptation { to, left_with });
        }
        if must_match.is_none_or(|so_far| better(left_with, so_far)) {
            must_match = Some(left_with);
        }
        if let Some(apart) = apart
            && floor.is_none_or(|so_far| better(apart, so_far))
        {
            floor = Some(apart);
        }
    }
    Ok(Inducement {
        maker,
        concept,
        must_match,
        floor,
        stays: temptations.is_empty(),
        temptations,
    })
}

//! Simultaneous stability (SIM): what an improvement leads to if the others
//! take improvements of their own from the same state at the same time.
//!
//! Paper: Fraser and Hipel (1984). A state is stable if every improvement can
//! coincide with improvements of some others so that the outcome is possible
//! and no better than the state. Only for conflicts with courses.
//! Guarantee: exact. Cost: improvements times the product of the others'
//! improvements and one, refused beyond the budget.

use super::behaviour::Rules;
use super::code::Code;
use super::model::Conflict;
use super::refusal::Refusal;
use super::stability::{improvements, others};
use super::world::World;

/// Improvements of several decision makers that coincide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// Where the decision maker would go alone.
    pub improvement: Code,
    /// Who else moves, and where each would go alone.
    pub with: Vec<(usize, Code)>,
    /// Where they end together.
    pub end: Code,
}

/// Why a state is stable in the sense of SIM or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Simultaneous {
    /// Each improvement has a collision that spoils it.
    Stable(Vec<Collision>),
    /// This improvement is spoiled by nothing.
    Unstable(Code),
}

impl Simultaneous {
    /// Whether the state is stable.
    pub fn stable(&self) -> bool {
        matches!(self, Simultaneous::Stable(_))
    }
}

/// Judges one state for one decision maker.
pub fn judge(
    conflict: &Conflict,
    maker: usize,
    state: Code,
    budget: usize,
) -> Result<Simultaneous, Refusal> {
    let rules = Rules::PLAIN;
    if conflict.graph.is_some() {
        return Err(Refusal::NeedsCourses);
    }
    for someone in 0..conflict.makers.len() {
        conflict.listable(someone)?;
    }
    let replies: Vec<(usize, Vec<Code>)> = others(conflict.makers.len(), maker)
        .into_iter()
        .map(|other| (other, improvements(conflict, &rules, other, state)))
        .filter(|(_, replies)| !replies.is_empty())
        .collect();
    let mut looked_at = 0;
    let mut collisions = Vec::new();
    for improvement in improvements(conflict, &rules, maker, state) {
        let mut choice = vec![0usize; replies.len()];
        let mut found = None;
        while found.is_none() && advance(&mut choice, &replies) {
            looked_at += 1;
            if looked_at > budget {
                return Err(Refusal::OutOfBudget { looked_at: budget });
            }
            let with: Vec<(usize, Code)> = choice
                .iter()
                .zip(&replies)
                .filter(|&(&pick, _)| pick > 0)
                .map(|(&pick, (other, targets))| (*other, targets[pick - 1]))
                .collect();
            let end = with.iter().fold(improvement, |end, &(_, target)| {
                target
                    .difference(state, conflict.courses.len())
                    .into_iter()
                    .fold(end, Code::flipped)
            });
            if conflict.possible(end) && rules.deters.holds(conflict.relation(maker, end, state)) {
                found = Some(Collision {
                    improvement,
                    with,
                    end,
                });
            }
        }
        match found {
            Some(collision) => collisions.push(collision),
            None => return Ok(Simultaneous::Unstable(improvement)),
        }
    }
    Ok(Simultaneous::Stable(collisions))
}

/// The next choice of replies (0 is "does not move"); false after the last.
fn advance(choice: &mut [usize], replies: &[(usize, Vec<Code>)]) -> bool {
    for (digit, (_, targets)) in choice.iter_mut().zip(replies) {
        if *digit < targets.len() {
            *digit += 1;
            return true;
        }
        *digit = 0;
    }
    false
}

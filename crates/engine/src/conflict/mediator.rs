//! The mediator's own moves: what the mediators can set beside a state, and for
//! whom the state then holds.
//!
//! Guarantee: every setting that the mediators can reach by their own moves,
//! each judged exactly. Cost: settings times decision makers times a verdict.

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::model::Conflict;
use super::reach::JointMoves;
use super::refusal::Refusal;
use super::stability::judge;

/// A setting of the mediators' courses beside a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The state with this setting.
    pub state: Code,
    /// The mediators' courses that differ from the state asked about; none where
    /// moves are given between states.
    pub turned: Vec<usize>,
    /// For each decision maker, whether it would stay.
    pub stays: Vec<bool>,
}

/// Judges the state, and each state that the mediators alone can make of it.
pub fn settings(
    conflict: &Conflict,
    concept: Concept,
    state: Code,
    budget: usize,
) -> Result<Vec<Setting>, Refusal> {
    let mediators: Vec<usize> = (0..conflict.makers.len())
        .filter(|&maker| conflict.makers[maker].mediator)
        .collect();
    let joint = JointMoves {
        world: conflict,
        movers: &mediators,
        budget,
    };
    let mut states: Vec<Code> = joint
        .all(state, |_, _, _| true)?
        .into_iter()
        .map(|(end, _)| end)
        .chain([state])
        .collect();
    let turned = |end: &Code| end.difference(state, conflict.courses.len());
    states.sort_by_key(|end| (*end != state, turned(end).len(), *end));
    states.dedup();
    states
        .into_iter()
        .map(|end| {
            let stays = (0..conflict.makers.len())
                .map(|maker| {
                    Ok(judge(conflict, concept, &Rules::MUST, maker, end, budget)?.stable())
                })
                .collect::<Result<_, Refusal>>()?;
            Ok(Setting {
                state: end,
                turned: turned(&end),
                stays,
            })
        })
        .collect()
}

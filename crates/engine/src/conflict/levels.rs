//! How far apart two states are in the order of a decision maker, in levels.
//!
//! Guarantee: exact, over the states that can be; single and unknown
//! comparisons are left aside. Cost: one ranking of all states.

use super::code::Code;
use super::explicit::Explicit;
use super::model::Conflict;
use super::refusal::Refusal;

/// The levels of every decision maker.
pub enum Levels<'a> {
    /// The worths that occur, ascending, for each decision maker.
    Listed(&'a Conflict, Vec<Vec<u128>>),
    /// Every state ranked.
    Ranked(Box<Explicit<'a>>),
}

/// Courses up to which states are listed.
const LISTED: usize = 10;
/// Courses up to which states are ranked.
const RANKED: usize = 22;

impl<'a> Levels<'a> {
    /// Ranks the states; none where they are too many.
    pub fn new(conflict: &'a Conflict) -> Result<Option<Self>, Refusal> {
        if let Some(states) = conflict.states(LISTED) {
            let worths = (0..conflict.makers.len())
                .map(|maker| {
                    let mut all: Vec<u128> = states
                        .iter()
                        .map(|&state| conflict.worth(maker, state))
                        .collect();
                    all.sort_unstable();
                    all.dedup();
                    all
                })
                .collect();
            return Ok(Some(Levels::Listed(conflict, worths)));
        }
        if conflict.courses.len() > RANKED || !conflict.ordered() {
            return Ok(None);
        }
        Ok(Some(Levels::Ranked(Box::new(Explicit::new(conflict)?))))
    }

    /// The level of a state: 1 for the least preferred.
    pub fn level(&self, maker: usize, state: Code) -> u32 {
        match self {
            Levels::Listed(conflict, worths) => {
                let worth = conflict.worth(maker, state);
                worths[maker].partition_point(|&other| other < worth) as u32 + 1
            }
            Levels::Ranked(explicit) => explicit.rank(maker, state),
        }
    }

    /// How many levels there are.
    pub fn of(&self, maker: usize) -> u32 {
        match self {
            Levels::Listed(_, worths) => worths[maker].len() as u32,
            Levels::Ranked(explicit) => explicit.levels(maker),
        }
    }
}

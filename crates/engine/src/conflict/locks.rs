//! The least set of courses to lock or to forbid so that a state holds.
//!
//! A locked course stays as it is in the state: locked if taken, forbidden if
//! not. Where moves are given one by one, it is moves that are forbidden. Moves
//! that need a locked course are gone, for leaving and for punishing alike, so
//! every set is judged anew. Courses that carry a duty owed whatever happens
//! are left out: such a duty is nobody's lever.
//! Guarantee: all sets of the least size, by trying sets in order of size; a
//! search that stops early says up to which size it is complete.
//! Cost: the number of sets of courses up to that size, times a verdict.

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::model::Conflict;
use super::refusal::Refusal;
use super::stability::judge;

/// The least sets of courses (or of moves given one by one) that make a state an
/// equilibrium.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locks {
    /// The sets, all of the same size; one empty set if nothing is needed.
    pub sets: Vec<Vec<usize>>,
    /// Every set up to this size was tried.
    pub complete_to: usize,
    /// How many sets were tried.
    pub tried: usize,
    /// How many courses may be locked at all; where every size was tried and
    /// there is no set, none exists.
    pub among: usize,
}

/// Finds the least sets of courses to lock, trying at most `tries` of them.
pub fn least(
    conflict: &Conflict,
    concept: Concept,
    state: Code,
    tries: usize,
    budget: usize,
) -> Result<Locks, Refusal> {
    if !conflict.possible(state) {
        return Err(Refusal::ImpossibleState);
    }
    let lockable = conflict.levers(state);
    let mut found = Locks {
        sets: Vec::new(),
        complete_to: 0,
        tried: 0,
        among: lockable.len(),
    };
    for size in 0..=lockable.len() {
        let mut places: Vec<usize> = (0..size).collect();
        loop {
            if found.tried >= tries {
                return Ok(found);
            }
            found.tried += 1;
            let set: Vec<usize> = places.iter().map(|&place| lockable[place]).collect();
            if holds(&conflict.locked(&set), concept, state, budget)? {
                found.sets.push(set);
            }
            if !next_combination(&mut places, lockable.len()) {
                break;
            }
        }
        found.complete_to = size;
        if !found.sets.is_empty() {
            break;
        }
    }
    Ok(found)
}

/// Whether a state is stable for everyone.
pub(super) fn holds(
    conflict: &Conflict,
    concept: Concept,
    state: Code,
    budget: usize,
) -> Result<bool, Refusal> {
    for maker in 0..conflict.makers.len() {
        if !judge(conflict, concept, &Rules::MUST, maker, state, budget)?.stable() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The next choice of so many places among `among`, in dictionary order.
pub(super) fn next_combination(places: &mut [usize], among: usize) -> bool {
    let size = places.len();
    for index in (0..size).rev() {
        if places[index] < among - size + index {
            places[index] += 1;
            for later in index + 1..size {
                places[later] = places[later - 1] + 1;
            }
            return true;
        }
    }
    false
}

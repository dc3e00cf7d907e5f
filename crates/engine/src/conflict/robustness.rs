//! Robustness: how many statements may change before the verdict does.
//!
//! A change drops a statement, turns it round, or swaps it with its less
//! important neighbour. Guarantee: the least number of changes that turns
//! "equilibrium" into "not" or back, with all sets of that size, by trying sets
//! in order of size; a search that stops early says so.
//! Cost: sets of changes times a verdict for each decision maker.

use super::behaviour::Concept;
use super::code::Code;
use super::locks::{holds, next_combination};
use super::model::{Conflict, Order};
use super::refusal::Refusal;

/// A change of one statement of a decision maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Whose statement.
    pub maker: usize,
    /// Which, from 0, most important first.
    pub statement: usize,
    /// What happens to it.
    pub how: How,
}

/// What happens to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It does not matter after all.
    Dropped,
    /// The opposite is wanted.
    Turned,
    /// The next one is more important.
    SwappedWithNext,
}

/// How far a verdict is from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Robustness {
    /// Whether the state is an equilibrium as modelled.
    pub equilibrium: bool,
    /// The least sets of changes that turn the verdict.
    pub turned_by: Vec<Vec<Change>>,
    /// Every set of changes up to this size was tried.
    pub complete_to: usize,
    /// How many single changes there are.
    pub among: usize,
}

/// Finds the least changes that turn the verdict, trying at most `tries` sets.
pub fn radius(
    conflict: &Conflict,
    concept: Concept,
    state: Code,
    tries: usize,
    budget: usize,
) -> Result<Robustness, Refusal> {
    let equilibrium = holds(conflict, concept, state, budget)?;
    let mut changes = Vec::new();
    for (maker, data) in conflict.makers.iter().enumerate() {
        if let Order::Statements(statements) = &data.preference.order {
            for statement in 0..statements.len() {
                for how in [How::Dropped, How::Turned, How::SwappedWithNext] {
                    if how != How::SwappedWithNext || statement + 1 < statements.len() {
                        changes.push(Change {
                            maker,
                            statement,
                            how,
                        });
                    }
                }
            }
        }
    }
    let mut found = Robustness {
        equilibrium,
        turned_by: Vec::new(),
        complete_to: 0,
        among: changes.len(),
    };
    let mut tried = 0;
    for size in 1..=changes.len() {
        let mut places: Vec<usize> = (0..size).collect();
        loop {
            let set: Vec<Change> = places.iter().map(|&place| changes[place]).collect();
            if apart(&set) {
                if tried >= tries {
                    return Ok(found);
                }
                tried += 1;
                if holds(&changed(conflict, &set), concept, state, budget)? != equilibrium {
                    found.turned_by.push(set);
                }
            }
            if !next_combination(&mut places, changes.len()) {
                break;
            }
        }
        found.complete_to = size;
        if !found.turned_by.is_empty() {
            break;
        }
    }
    Ok(found)
}

/// Whether a set changes each statement at most once.
fn apart(set: &[Change]) -> bool {
    let mut touched: Vec<(usize, usize)> = Vec::new();
    for change in set {
        touched.push((change.maker, change.statement));
        if change.how == How::SwappedWithNext {
            touched.push((change.maker, change.statement + 1));
        }
    }
    let count = touched.len();
    touched.sort_unstable();
    touched.dedup();
    touched.len() == count
}

/// The conflict after some changes.
pub fn changed(conflict: &Conflict, set: &[Change]) -> Conflict {
    let mut changed = conflict.clone();
    // From the back, so that dropping keeps the places of what comes before.
    let mut set = set.to_vec();
    set.sort_by_key(|change| std::cmp::Reverse((change.maker, change.statement)));
    for change in set {
        let order = &mut changed.makers[change.maker].preference.order;
        if let Order::Statements(statements) = order {
            match change.how {
                How::Dropped => {
                    statements.remove(change.statement);
                }
                How::Turned => {
                    let turned = statements[change.statement].clone().negated();
                    statements[change.statement] = turned;
                }
                How::SwappedWithNext => {
                    statements.swap(change.statement, change.statement + 1);
                }
            }
        }
    }
    changed
}

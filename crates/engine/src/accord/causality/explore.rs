//! Search of a bounded space of states, breadth first, with a shortest trace to each defect.
//!
//! Deadlock, livelock and lock of time in the sense of timed dynamic condition response graphs
//! (Hildebrandt, Mukkamala, Slaats and Zanitti 2013). Guarantee: exhaustive when `complete`,
//! otherwise only what was found within the budget. Cost: states times moves.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// What the search needs to know of a system.
pub trait System {
    /// A state, equal exactly when the future is equal.
    type State: Clone + Eq + Hash;
    /// What leads from one state to the next.
    type Move: Clone;

    /// The first state.
    fn initial(&self) -> Self::State;
    /// All moves in a fixed order, each with the state after it.
    fn moves(&self, state: &Self::State) -> Vec<(Self::Move, Self::State)>;
    /// Whether nothing is owed in this state.
    fn accepting(&self, state: &Self::State) -> bool;
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Space<S, M> {
    /// The states in the order in which they were found.
    pub states: Vec<S>,
    /// How each state was first reached: the state before and the move; none for the first.
    pub from: Vec<Option<(usize, M)>>,
    /// Positions of states in which nothing is owed.
    pub accepting: Vec<usize>,
    /// Positions of states in which something is owed and no move is left.
    pub stuck: Vec<usize>,
    /// Positions of states from which no accepting state can be reached, stuck ones among them.
    /// Empty unless the search is complete.
    pub doomed: Vec<usize>,
    /// Whether all reachable states were seen.
    pub complete: bool,
}

impl<S, M: Clone> Space<S, M> {
    /// A shortest sequence of moves to this state.
    #[must_use]
    pub fn trace(&self, state: usize) -> Vec<M> {
        let mut moves = Vec::new();
        let mut at = state;
        while let Some(Some((before, step))) = self.from.get(at) {
            moves.push(step.clone());
            at = *before;
        }
        moves.reverse();
        moves
    }
}

/// Searches up to `budget` states, or until `stop` says so.
pub fn explore<T: System>(
    system: &T,
    budget: usize,
    stop: &dyn Fn() -> bool,
) -> Space<T::State, T::Move> {
    let first = system.initial();
    let mut known = HashMap::from([(first.clone(), 0_usize)]);
    let mut states = vec![first];
    let mut from = vec![None];
    let mut before: Vec<Vec<usize>> = vec![Vec::new()];
    let (mut accepting, mut stuck) = (Vec::new(), Vec::new());
    let mut queue = VecDeque::from([0_usize]);
    let mut complete = true;
    while let Some(at) = queue.pop_front() {
        if at % 1024 == 1023 && stop() {
            complete = false;
            break;
        }
        let state = states[at].clone();
        let moves = system.moves(&state);
        let owes_nothing = system.accepting(&state);
        if owes_nothing {
            accepting.push(at);
        }
        if moves.is_empty() && !owes_nothing {
            stuck.push(at);
        }
        for (step, next) in moves {
            let target = match known.get(&next) {
                Some(target) => *target,
                None if states.len() >= budget => {
                    complete = false;
                    continue;
                }
                None => {
                    let target = states.len();
                    known.insert(next.clone(), target);
                    states.push(next);
                    from.push(Some((at, step)));
                    before.push(Vec::new());
                    queue.push_back(target);
                    target
                }
            };
            before[target].push(at);
        }
    }
    let doomed = if complete {
        doomed(&accepting, &before)
    } else {
        Vec::new()
    };
    Space {
        states,
        from,
        accepting,
        stuck,
        doomed,
        complete,
    }
}

/// States from which no accepting state can be reached.
fn doomed(accepting: &[usize], before: &[Vec<usize>]) -> Vec<usize> {
    let mut saved = vec![false; before.len()];
    let mut queue: Vec<usize> = accepting.to_vec();
    for state in accepting {
        saved[*state] = true;
    }
    while let Some(at) = queue.pop() {
        for state in &before[at] {
            if !saved[*state] {
                saved[*state] = true;
                queue.push(*state);
            }
        }
    }
    (0..before.len()).filter(|state| !saved[*state]).collect()
}

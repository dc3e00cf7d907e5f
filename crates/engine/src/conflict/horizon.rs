//! Limited moves: two decision makers who look a given number of moves ahead,
//! and the non-myopic end of that.
//!
//! Paper: limited-move stability L_h and non-myopic stability as in Fang, Hipel
//! and Kilgour (1993). Foresight of length h from a state: the mover takes the
//! move whose end under foresight h - 1 of the other is best for it, if that
//! end is better than staying. Ties: staying goes before moving, and among
//! equal ends the one of the lowest move.
//! Guarantee: exact. Non-myopic stability is read off the cycle in which the
//! ends of growing foresight must fall. Cost: horizons times arcs.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::code::Code;
use super::refusal::Refusal;
use super::relation::Relations;
use super::world::World;

/// Where foresight of one length ends: for each of the two movers and each
/// state (by place in the list of states).
type Ends = [Vec<usize>; 2];

/// Limited-move stability over a listed set of states.
pub struct Foresight<'a, W: World> {
    world: &'a W,
    states: Vec<Code>,
    moves: [Vec<Vec<usize>>; 2],
}

/// Foresight of two decision makers, with the table that it is read off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizons {
    /// The states, ascending.
    pub states: Vec<Code>,
    /// For foresight of 0, 1, … moves: for each mover and state (by place in
    /// `states`) where it ends. Each line follows from the one before.
    pub ends: Vec<[Vec<usize>; 2]>,
    /// For horizons 1, 2, …: the stable states of each decision maker.
    pub limited: Vec<[Vec<Code>; 2]>,
    /// Foresight without end; none if it did not settle within the budget.
    pub non_myopic: Option<NonMyopic>,
}

/// What can be said of foresight without end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NonMyopic {
    /// For each decision maker, the states stable for every long horizon.
    pub stable: [Vec<Code>; 2],
    /// The horizon from which on the ends repeat.
    pub settles_at: usize,
    /// After how many horizons they repeat.
    pub period: usize,
}

impl<'a, W: World> Foresight<'a, W> {
    /// Prepares the moves among the given states.
    pub fn new(world: &'a W, mut states: Vec<Code>) -> Result<Self, Refusal> {
        if world.makers() != 2 {
            return Err(Refusal::NeedsTwoMakers {
                makers: world.makers(),
            });
        }
        for maker in 0..2 {
            world.listable(maker)?;
        }
        states.sort_unstable();
        states.dedup();
        let moves = [0, 1].map(|maker| {
            states
                .iter()
                .map(|&from| {
                    world
                        .moves(maker, from)
                        .into_iter()
                        .filter_map(|to| states.binary_search(&to).ok())
                        .collect()
                })
                .collect()
        });
        Ok(Foresight {
            world,
            states,
            moves,
        })
    }

    fn none(&self) -> Ends {
        let stay: Vec<usize> = (0..self.states.len()).collect();
        [stay.clone(), stay]
    }

    fn further(&self, shorter: &Ends) -> Ends {
        [0, 1].map(|maker| {
            (0..self.states.len())
                .map(|state| {
                    let better = |one: usize, other: usize| {
                        Relations::BETTER.holds(self.world.relation(
                            maker,
                            self.states[one],
                            self.states[other],
                        ))
                    };
                    let mut end = state;
                    for &to in &self.moves[maker][state] {
                        let after = shorter[1 - maker][to];
                        if better(after, end) {
                            end = after;
                        }
                    }
                    end
                })
                .collect()
        })
    }

    fn stable_in(&self, ends: &Ends) -> [Vec<Code>; 2] {
        [0, 1].map(|maker| {
            (0..self.states.len())
                .filter(|&state| ends[maker][state] == state)
                .map(|state| self.states[state])
                .collect()
        })
    }

    /// The table of foresight: the first `horizons` lengths, and foresight
    /// without end if it settles within `budget` lengths.
    pub fn horizons(&self, horizons: usize, budget: usize) -> Horizons {
        let mut seen: BTreeMap<Ends, usize> = BTreeMap::new();
        let mut ends = vec![self.none()];
        let mut cycle = None;
        while ends.len() <= horizons || (cycle.is_none() && ends.len() <= budget) {
            let next = self.further(&ends[ends.len() - 1]);
            if cycle.is_none() {
                match seen.entry(next.clone()) {
                    Entry::Occupied(first) => cycle = Some((*first.get(), ends.len())),
                    Entry::Vacant(new) => {
                        new.insert(ends.len());
                    }
                }
            }
            ends.push(next);
        }
        let non_myopic = cycle.map(|(first, again)| NonMyopic {
            stable: [0, 1].map(|maker| {
                let stays =
                    |state: &usize| (first..again).all(|h| ends[h][maker][*state] == *state);
                (0..self.states.len())
                    .filter(stays)
                    .map(|state| self.states[state])
                    .collect()
            }),
            settles_at: first,
            period: again - first,
        });
        Horizons {
            states: self.states.clone(),
            limited: (1..=horizons).map(|h| self.stable_in(&ends[h])).collect(),
            ends,
            non_myopic,
        }
    }
}

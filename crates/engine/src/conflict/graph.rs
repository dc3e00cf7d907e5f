//! A conflict given as a graph: states by number, the arcs of each decision
//! maker one by one, and a rank for each state.
//!
//! Paper: Fang, Hipel and Kilgour (1993). Moves need not be transitive here,
//! so the rule that nobody moves twice in a row bites.

use std::cmp::Ordering;

use super::code::Code;
use super::refusal::Refusal;
use super::relation::Relation;
use super::world::World;

/// A conflict as a graph of states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// For each decision maker and state the states it can go to, ascending.
    arcs: Vec<Vec<Vec<Code>>>,
    /// For each decision maker and state its rank, more is better.
    ranks: Vec<Vec<u32>>,
    /// Pairs that nobody can compare for a decision maker, as (maker, low, high).
    unknown: Vec<(usize, usize, usize)>,
}

impl Graph {
    /// A graph without arcs over states 0, 1, …, with the given ranks.
    pub fn new(ranks: Vec<Vec<u32>>) -> Graph {
        let states = ranks.first().map_or(0, Vec::len);
        Graph {
            arcs: vec![vec![Vec::new(); states]; ranks.len()],
            ranks,
            unknown: Vec::new(),
        }
    }

    /// The states.
    pub fn states(&self) -> impl Iterator<Item = Code> + use<> {
        (0..self.ranks.first().map_or(0, Vec::len)).map(|state| Code::from_number(state as u64))
    }

    /// Adds a move of a decision maker.
    pub fn add_arc(&mut self, maker: usize, from: usize, to: usize) {
        let to = Code::from_number(to as u64);
        let arcs = &mut self.arcs[maker][from];
        if let Err(place) = arcs.binary_search(&to) {
            arcs.insert(place, to);
        }
    }

    /// Says that nobody can compare two states for a decision maker.
    pub fn add_unknown(&mut self, maker: usize, one: usize, other: usize) {
        self.unknown.push((maker, one.min(other), one.max(other)));
    }

    fn place(&self, state: Code) -> usize {
        // A code that is no state of this graph has no arcs and the lowest rank.
        state.number().map_or(usize::MAX, |number| number as usize)
    }
}

impl World for Graph {
    fn makers(&self) -> usize {
        self.ranks.len()
    }

    fn moves(&self, maker: usize, from: Code) -> Vec<Code> {
        self.arcs[maker]
            .get(self.place(from))
            .cloned()
            .unwrap_or_default()
    }

    fn relation(&self, maker: usize, of: Code, against: Code) -> Relation {
        let (of, against) = (self.place(of), self.place(against));
        let pair = (maker, of.min(against), of.max(against));
        if of != against && self.unknown.contains(&pair) {
            return Relation::Unknown;
        }
        let rank = |state: usize| self.ranks[maker].get(state).copied().unwrap_or(0);
        match rank(of).cmp(&rank(against)) {
            Ordering::Greater => Relation::Better,
            Ordering::Equal => Relation::Same,
            Ordering::Less => Relation::Worse,
        }
    }

    fn listable(&self, _maker: usize) -> Result<(), Refusal> {
        Ok(())
    }
}

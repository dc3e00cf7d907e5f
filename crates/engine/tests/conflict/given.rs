//! Conflicts given as states and moves, each state with a rank.

use armistice_engine::conflict::graph::{Arc, Graph};
use armistice_engine::conflict::model::{Conflict, DecisionMaker, Order, Preference};

/// A conflict over states 0, 1, …; moves as (maker, from, to).
pub fn graph(ranks: Vec<Vec<u32>>, moves: &[(usize, usize, usize)]) -> Conflict {
    let states = ranks.first().map_or(0, Vec::len);
    let arcs = moves
        .iter()
        .map(|&(maker, from, to)| Arc { maker, from, to });
    let maker = |ranks| DecisionMaker {
        preference: Preference::plain(Order::Ranks(ranks)),
        mediator: false,
    };
    Conflict {
        makers: ranks.into_iter().map(maker).collect(),
        courses: Vec::new(),
        impossible: Vec::new(),
        graph: Some(Graph::new(states, arcs)),
    }
}

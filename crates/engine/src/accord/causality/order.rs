//! What must come before what, and whether that depends on the reading.
//!
//! An event must come before another one when the other cannot happen without it: the necessary
//! causes of the AND/OR graph, found by keeping each event from happening in turn. Two readings
//! that give different sets of such pairs give different partial orders. Guarantee: exact for
//! conditions without negation. Cost: one fixpoint an event of interest.

use super::fixpoint::{Chain, fixpoint};
use super::graph::{EventId, Graph};

/// Pairs (before, after): the second cannot happen without the first.
#[must_use]
pub fn necessary_order(graph: &Graph, of_interest: &[EventId]) -> Vec<(EventId, EventId)> {
    let chain = Chain::of(graph);
    let all = chain.without(&[]);
    let mut pairs = Vec::new();
    for before in of_interest.iter().filter(|e| all.has(**e)) {
        let without = chain.without(&[*before]);
        for after in of_interest {
            if after != before && all.has(*after) && !without.has(*after) {
                pairs.push((*before, *after));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// How the order under one reading differs from the order under another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderDifference {
    /// Pairs ordered only under the first.
    pub only_first: Vec<(EventId, EventId)>,
    /// Pairs ordered only under the second.
    pub only_second: Vec<(EventId, EventId)>,
    /// Events that can happen under one of them only.
    pub reachable_in_one: Vec<EventId>,
}

impl OrderDifference {
    /// Whether the two readings give the same order.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.only_first.is_empty()
            && self.only_second.is_empty()
            && self.reachable_in_one.is_empty()
    }
}

/// Compares two readings of one agreement. Both graphs number the shared events alike.
#[must_use]
pub fn compare_orders(first: &Graph, second: &Graph, shared: &[EventId]) -> OrderDifference {
    let (reach_1, reach_2) = (fixpoint(first), fixpoint(second));
    let (order_1, order_2) = (
        necessary_order(first, shared),
        necessary_order(second, shared),
    );
    let both = |pair: &(EventId, EventId)| {
        [pair.0, pair.1]
            .iter()
            .all(|e| reach_1.has(*e) && reach_2.has(*e))
    };
    let minus = |a: &[(EventId, EventId)], b: &[(EventId, EventId)]| {
        a.iter()
            .filter(|pair| b.binary_search(pair).is_err() && both(pair))
            .copied()
            .collect()
    };
    OrderDifference {
        only_first: minus(&order_1, &order_2),
        only_second: minus(&order_2, &order_1),
        reachable_in_one: shared
            .iter()
            .filter(|e| reach_1.has(**e) != reach_2.has(**e))
            .copied()
            .collect(),
    }
}

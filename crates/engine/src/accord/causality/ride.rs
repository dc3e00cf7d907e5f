//! Free rides: runs in which a party has all it was promised and leaves its own duties undone.
//!
//! The logical twin of safe exchange, checked as in the property "no way to receive, end and never
//! pay" of SymboleoPC (Parvizimosaed and others 2022). Withhold what a party owes; whatever it is
//! promised that still can happen does not wait for its duties. Guarantee: the largest set of own
//! duties that can stay undone together is found by dropping them in halves, in order, so it is
//! maximal, one of possibly several. Cost: one fixpoint for each duty that must be kept, times the
//! logarithm of their number.

use super::fixpoint::Chain;
use super::graph::{EventId, Graph};

/// What one party could leave undone and still get everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ride {
    /// Own acts that can stay undone, all together.
    pub undone: Vec<EventId>,
}

/// Finds a maximal set of `own` acts without which every one of `promised` still can happen.
/// An act is kept when a remedy answers its absence; pass only acts that have none.
#[must_use]
pub fn free_ride(graph: &Graph, own: &[EventId], promised: &[EventId]) -> Ride {
    let mut undone: Vec<EventId> = Vec::new();
    if promised.is_empty() {
        return Ride::default();
    }
    drop_in_halves(&Chain::of(graph), own, promised, &mut undone);
    Ride { undone }
}

fn drop_in_halves(chain: &Chain, own: &[EventId], promised: &[EventId], undone: &mut Vec<EventId>) {
    if own.is_empty() {
        return;
    }
    let before = undone.len();
    undone.extend(own);
    let reach = chain.without(undone);
    if promised.iter().all(|event| reach.has(*event)) {
        return;
    }
    undone.truncate(before);
    if own.len() > 1 {
        let (first, second) = own.split_at(own.len() / 2);
        drop_in_halves(chain, first, promised, undone);
        drop_in_halves(chain, second, promised, undone);
    }
}

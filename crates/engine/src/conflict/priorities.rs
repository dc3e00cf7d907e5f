//! The least change of a decision maker's priorities that makes a state stable
//! for it: fewest swaps of neighbouring statements.
//!
//! Paper: the question is that of Wu, Xu and Ke (2019); here by search in order
//! of the number of swaps.
//! Guarantee: all orders with the fewest swaps; a search that stops early says
//! how many swaps were ruled out. Cost: orders within that many swaps, each a
//! verdict.

use std::collections::BTreeSet;

use super::behaviour::{Concept, Rules};
use super::code::Code;
use super::model::{Conflict, Order};
use super::refusal::Refusal;
use super::stability::judge;

/// The least changes of priorities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priorities {
    /// For whom.
    pub maker: usize,
    /// How many swaps of neighbours it takes, if an order was found.
    pub swaps: Option<usize>,
    /// The orders, as places of the statements in the present order.
    pub orders: Vec<Vec<usize>>,
    /// Every order within fewer swaps than this, or all orders, were tried.
    pub complete_to: usize,
    /// Whether every order was tried.
    pub exhausted: bool,
}

/// Finds the orders of statements nearest to the present one under which a
/// state is stable for a decision maker; none for orders given as ranks.
pub fn least_swaps(
    conflict: &Conflict,
    concept: Concept,
    maker: usize,
    state: Code,
    tries: usize,
    budget: usize,
) -> Result<Priorities, Refusal> {
    let Order::Statements(statements) = &conflict.makers[maker].preference.order else {
        return Err(Refusal::NeedsStatements);
    };
    let mut changed = conflict.clone();
    let mut ring = vec![(0..statements.len()).collect::<Vec<usize>>()];
    let mut seen: BTreeSet<Vec<usize>> = ring.iter().cloned().collect();
    let mut found = Priorities {
        maker,
        swaps: None,
        orders: Vec::new(),
        complete_to: 0,
        exhausted: false,
    };
    let mut tried = 0;
    for swaps in 0.. {
        for order in &ring {
            tried += 1;
            if tried > tries {
                return Ok(found);
            }
            let reordered = order.iter().map(|&place| statements[place].clone());
            changed.makers[maker].preference.order = Order::Statements(reordered.collect());
            if judge(&changed, concept, &Rules::MUST, maker, state, budget)?.stable() {
                found.orders.push(order.clone());
            }
        }
        found.complete_to = swaps;
        if !found.orders.is_empty() {
            found.swaps = Some(swaps);
            return Ok(found);
        }
        let mut next = Vec::new();
        for order in &ring {
            for place in 1..order.len() {
                let mut swapped = order.clone();
                swapped.swap(place - 1, place);
                if seen.insert(swapped.clone()) {
                    next.push(swapped);
                }
            }
        }
        if next.is_empty() {
            found.exhausted = true;
            return Ok(found);
        }
        ring = next;
    }
    Ok(found)
}

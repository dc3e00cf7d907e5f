//! Whether the statements and impossible combinations make sense at all.
//!
//! Guarantee: exact at any size that the diagrams can hold. A statement that
//! holds nowhere, or everywhere, orders nothing and is most likely a slip.

use super::space::{Moment, Space};
use crate::conflict::model::{Conflict, Order};
use crate::conflict::refusal::Refusal;

/// Everything that makes no sense, in the order of decision makers.
pub fn check_sense(conflict: &Conflict, limit: usize) -> Result<Vec<Refusal>, Refusal> {
    conflict.check()?;
    let mut plain = conflict.clone();
    for maker in &mut plain.makers {
        if matches!(maker.preference.order, Order::Ranks(_)) {
            maker.preference.order = Order::Statements(Vec::new());
        }
    }
    if plain.graph.is_some() {
        return Ok(by_listing(&plain));
    }
    let space = Space::new(&plain, limit)?;
    let possible = space.possible(Moment::Before)?;
    if possible.is_false() {
        return Ok(vec![Refusal::NoState]);
    }
    let mut found = Vec::new();
    for maker in 0..plain.makers.len() {
        for (statement, holds) in space
            .statements(maker, Moment::Before)?
            .into_iter()
            .enumerate()
        {
            if space.and(&possible, &holds)?.is_false() {
                found.push(Refusal::NeverHolds { maker, statement });
            } else if space.and_not(&possible, &holds)?.is_false() {
                found.push(Refusal::AlwaysHolds { maker, statement });
            }
        }
    }
    Ok(found)
}

/// The same for a graph of states, which is small enough to look at each.
fn by_listing(conflict: &Conflict) -> Vec<Refusal> {
    let states = conflict.states(0).unwrap_or_default();
    if states.is_empty() {
        return vec![Refusal::NoState];
    }
    let mut found = Vec::new();
    for (maker, data) in conflict.makers.iter().enumerate() {
        let Order::Statements(statements) = &data.preference.order else {
            continue;
        };
        for (statement, condition) in statements.iter().enumerate() {
            let holding = states
                .iter()
                .filter(|state| condition.holds(**state))
                .count();
            if holding == 0 {
                found.push(Refusal::NeverHolds { maker, statement });
            } else if holding == states.len() {
                found.push(Refusal::AlwaysHolds { maker, statement });
            }
        }
    }
    found
}

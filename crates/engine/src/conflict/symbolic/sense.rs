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

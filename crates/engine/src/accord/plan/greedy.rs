//! Goods one by one against money in any amounts: the best order and the least defection cost.
//!
//! Sandholm and Lesser (1995). A delivery can be made when the cost of what is left, it included,
//! is at most the worth of what is left after it plus what leaving costs both sides together. Seen
//! from the end, the goods worth their cost come by rising cost, then the others by falling worth.
//! Guarantee: optimal for independent goods; for goods whose values depend on one another the path
//! over all subsets is. Cost: sorting; 2^n times n for dependent goods.

/// A good: its cost to the supplier and its worth to the demander.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Good {
    /// Cost to the supplier.
    pub cost: i64,
    /// Worth to the demander.
    pub worth: i64,
}

/// An order of goods with the defection cost that makes it safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeOrder {
    /// Positions of the goods, first to be delivered first.
    pub order: Vec<usize>,
    /// The least defection cost of both sides together.
    pub needed: i64,
}

/// The least defection cost of a given order.
#[must_use]
pub fn needed(goods: &[Good], order: &[usize]) -> i64 {
    let (mut cost_left, mut worth_left) = (0, 0);
    let mut needed = 0;
    for good in order.iter().rev().map(|position| goods[*position]) {
        cost_left += good.cost;
        needed = needed.max(cost_left - worth_left);
        worth_left += good.worth;
    }
    needed
}

/// An optimal order for independent goods.
#[must_use]
pub fn best_order(goods: &[Good]) -> SafeOrder {
    let mut order: Vec<usize> = (0..goods.len()).collect();
    order.sort_by_key(|position| {
        let good = goods[*position];
        if good.worth >= good.cost {
            (0, good.cost, *position)
        } else {
            (1, -good.worth, *position)
        }
    });
    order.reverse();
    SafeOrder {
        needed: needed(goods, &order),
        order,
    }
}

/// Why an order of dependent goods cannot be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DependentError {
    /// The tables do not hold one entry a subset.
    #[error("the tables of cost and worth need one entry for each of the subsets of {0} goods")]
    Tables(usize),
}

/// An optimal order for goods whose cost and worth are given for every subset (bit i stands for
/// good i), by a bottleneck path over the subsets.
///
/// # Errors
/// When the tables have the wrong length.
pub fn best_dependent_order(
    goods: usize,
    cost: &[i64],
    worth: &[i64],
) -> Result<SafeOrder, DependentError> {
    let size = 1_usize << goods;
    if goods > 24 || cost.len() != size || worth.len() != size {
        return Err(DependentError::Tables(goods));
    }
    let full = size - 1;
    let mut best: Vec<(i64, usize)> = vec![(i64::MAX, 0); size];
    best[0] = (0, 0);
    for set in 1..size {
        for good in (0..goods).filter(|good| set & (1 << good) != 0) {
            let before = set ^ (1 << good);
            let step = (cost[full] - cost[before]) - (worth[full] - worth[set]);
            let needed = best[before].0.max(step);
            if needed < best[set].0 {
                best[set] = (needed, good);
            }
        }
    }
    let mut order = Vec::with_capacity(goods);
    let mut set = full;
    while set != 0 {
        order.push(best[set].1);
        set ^= 1 << best[set].1;
    }
    order.reverse();
    Ok(SafeOrder {
        order,
        needed: best[full].0,
    })
}

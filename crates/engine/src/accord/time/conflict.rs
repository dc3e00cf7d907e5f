//! A smallest set of constraints that cannot all hold.
//!
//! Minimal conflicts of a simple temporal network are the negative cycles of its distance graph; a
//! cycle with the fewest arcs is found by distances over at most k arcs for growing k (Bellman's
//! recursion). Guarantee: smallest in number of constraints when `smallest` says so; otherwise, on
//! networks above the budget, a set from which nothing can be left out. Cost: starting points times
//! arcs times the size of the conflict.

use super::network::{Arc, Constraint, Network};

/// Constraints that cannot all hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Positions of the constraints, in rising order.
    pub constraints: Vec<usize>,
    /// By how many units they miss one another.
    pub shortfall: i64,
    /// Whether no smaller set conflicts; otherwise nothing can be left out of this one.
    pub smallest: bool,
}

/// Arcs times starting points times steps up to which the smallest conflict is looked for.
const BUDGET: usize = 400_000_000;

/// A smallest conflict, or none when the network is consistent.
#[must_use]
pub fn smallest_conflict(network: &Network) -> Option<Conflict> {
    if network.is_consistent() {
        return None;
    }
    let alone = |c: &Constraint| matches!((c.min, c.max), (Some(min), Some(max)) if min > max);
    if let Some(position) = network.constraints.iter().position(alone) {
        return Some(describe(network, vec![position], true));
    }
    let core = irreducible(network);
    let arcs = network.arcs();
    let longest = core.len();
    if network
        .points
        .saturating_mul(arcs.len())
        .saturating_mul(longest)
        > BUDGET
    {
        return Some(describe(network, core, false));
    }
    let mut best: Option<Vec<usize>> = None;
    for start in 0..network.points {
        let limit = best.as_ref().map_or(longest, |b| b.len() - 1);
        if let Some(cycle) = short_negative_cycle(network.points, &arcs, start, limit) {
            best = Some(cycle);
        }
    }
    Some(describe(network, best.unwrap_or(core), true))
}

/// A negative cycle through `start` with at most `limit` arcs, as positions of constraints.
fn short_negative_cycle(
    points: usize,
    arcs: &[Arc],
    start: usize,
    limit: usize,
) -> Option<Vec<usize>> {
    let mut layers: Vec<Vec<Option<(i64, usize)>>> = vec![vec![None; points]];
    layers[0][start] = Some((0, usize::MAX));
    for step in 1..=limit {
        let mut layer: Vec<Option<(i64, usize)>> = vec![None; points];
        for (position, arc) in arcs.iter().enumerate() {
            if let Some((distance, _)) = layers[step - 1][arc.from] {
                let through = distance + arc.weight;
                if layer[arc.to].is_none_or(|(known, _)| through < known) {
                    layer[arc.to] = Some((through, position));
                }
            }
        }
        let closed = layer[start].is_some_and(|(distance, _)| distance < 0);
        layers.push(layer);
        if closed {
            let mut cycle = Vec::new();
            let mut at = start;
            for layer in layers[1..].iter().rev() {
                let (_, position) = layer[at]?;
                cycle.push(arcs[position].constraint);
                at = arcs[position].from;
            }
            cycle.sort_unstable();
            cycle.dedup();
            return Some(cycle);
        }
    }
    None
}

/// A conflicting set from which nothing can be left out, by dropping constraints in halves.
fn irreducible(network: &Network) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..network.constraints.len()).collect();
    let mut chunk = kept.len().div_ceil(2).max(1);
    loop {
        let mut position = 0;
        while position < kept.len() {
            let end = (position + chunk).min(kept.len());
            let without: Vec<usize> = kept[..position]
                .iter()
                .chain(&kept[end..])
                .copied()
                .collect();
            if part(network, &without).is_consistent() {
                position = end;
            } else {
                kept = without;
            }
        }
        if chunk == 1 {
            return kept;
        }
        chunk = chunk.div_ceil(2).min(kept.len().max(1));
    }
}

fn part(network: &Network, constraints: &[usize]) -> Network {
    Network {
        points: network.points,
        constraints: constraints
            .iter()
            .map(|c| network.constraints[*c])
            .collect(),
    }
}

/// By how much each constraint of the conflict must give way, if one alone does.
fn describe(network: &Network, constraints: Vec<usize>, smallest: bool) -> Conflict {
    let conflict = part(network, &constraints);
    let mut shortfall = 0;
    let mut step = 1_i64;
    let eased = |by: i64| {
        let mut network = conflict.clone();
        if let Some(Constraint { min, max, .. }) = network.constraints.first_mut() {
            *min = min.map(|m| m - by);
            *max = max.map(|m| m + by);
        }
        network.is_consistent()
    };
    while !eased(step) && step < i64::MAX / 8 {
        shortfall = step;
        step *= 2;
    }
    while shortfall + 1 < step {
        let middle = shortfall.midpoint(step);
        if eased(middle) {
            step = middle;
        } else {
            shortfall = middle;
        }
    }
    Conflict {
        constraints,
        shortfall: step,
        smallest,
    }
}

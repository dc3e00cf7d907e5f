//! What would lower the bonds of a given plan: a swap of two steps, a split, an escrow.
//!
//! Tries every exchange of two neighbouring turns, every split of a step that holds several units,
//! and every pair of opposite deliveries put into a third hand, and measures each. Guarantee: the
//! effect of each single change is exact; combinations are left to the search. Cost: steps squared
//! evaluations for escrows.

use crate::accord::exchange::bond::bonds;
use crate::accord::exchange::delivery::Schedule;
use crate::accord::exchange::gain::curves;

/// A single change to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// Make these two neighbouring steps in the other order.
    Swap(usize, usize),
    /// Let a third hand hold the deliveries of these two steps until both are there, at the later.
    Escrow(usize, usize),
    /// Make half of this step now and half after the next step.
    Split(usize),
}

/// A change with the sum of bonds before and after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mended {
    /// The change.
    pub mend: Mend,
    /// All bonds together before.
    pub before: i64,
    /// All bonds together after.
    pub after: i64,
}

/// Steps up to which single changes are tried.
const MOST: usize = 200;

/// Every change that lowers the sum of bonds, the most helpful first; none above 200 steps.
#[must_use]
pub fn mends(schedule: &Schedule) -> Vec<Mended> {
    let total = |schedule: &Schedule| {
        bonds(&curves(schedule))
            .iter()
            .map(|b| b.amount)
            .sum::<i64>()
    };
    let before = total(schedule);
    let mut found = Vec::new();
    let steps = schedule.steps.len();
    if steps > MOST {
        return found;
    }
    let mut try_one = |mend: Mend, changed: Schedule| {
        let after = total(&changed);
        if after < before {
            found.push(Mended {
                mend,
                before,
                after,
            });
        }
    };
    for first in 0..steps.saturating_sub(1) {
        let mut changed = schedule.clone();
        changed.steps.swap(first, first + 1);
        try_one(Mend::Swap(first, first + 1), changed);
    }
    for first in 0..steps {
        for second in first + 1..steps {
            if giver(schedule, first) == giver(schedule, second) {
                continue;
            }
            let mut changed = schedule.clone();
            let held = std::mem::take(&mut changed.steps[first]);
            changed.steps[second].extend(held);
            changed.steps.remove(first);
            try_one(Mend::Escrow(first, second), changed);
        }
    }
    for step in 0..steps.saturating_sub(1) {
        if let Some(changed) = split(schedule, step) {
            try_one(Mend::Split(step), changed);
        }
    }
    found.sort_by_key(|mended| mended.after);
    found
}

fn giver(schedule: &Schedule, step: usize) -> Option<usize> {
    schedule.steps[step]
        .first()
        .map(|delivery| schedule.deliveries[*delivery].giver)
}

/// The plan with half of a step made after the next one, where costs and worths can be halved.
fn split(schedule: &Schedule, step: usize) -> Option<Schedule> {
    let [only] = schedule.steps[step].as_slice() else {
        return None;
    };
    let delivery = &schedule.deliveries[*only];
    let even = |number: &i64| number % 2 == 0;
    if !even(&delivery.cost) || !delivery.worth.iter().all(even) {
        return None;
    }
    let mut changed = schedule.clone();
    let half = &mut changed.deliveries[*only];
    half.cost /= 2;
    half.worth.iter_mut().for_each(|worth| *worth /= 2);
    let half = half.clone();
    changed.deliveries.push(half);
    changed
        .steps
        .insert(step + 2, vec![changed.deliveries.len() - 1]);
    Some(changed)
}

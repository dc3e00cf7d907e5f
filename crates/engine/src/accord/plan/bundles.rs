//! Bundles of an order: a smaller problem for what looks at all counts.
//!
//! Each side's deliveries, in the order of a plan, are cut into a few runs of nearly equal length, and
//! each run counts as one delivery. Guarantee: an order of bundles is an order of their deliveries with
//! the bonds that it is told with, measured on the whole problem; one that cuts the sides elsewhere may
//! need less. Cost: linear in the deliveries.

use super::problem::{Kind, Plan, Problem};

/// A problem over bundles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundles {
    /// The problem, with a kind for each bundle.
    pub problem: Problem,
    /// What each bundle holds, kinds of the whole problem in their order.
    pub holds: Vec<Vec<usize>>,
}

impl Bundles {
    /// At most `number` bundles of each side, in the order of a plan. None where the plan hands
    /// several deliveries over at once, or bundles could not keep what must come first.
    #[must_use]
    pub fn of(problem: &Problem, plan: &Plan, number: usize) -> Option<Bundles> {
        let mut sides: Vec<Vec<usize>> = vec![Vec::new(); problem.parties];
        for step in &plan.steps {
            let [kind] = step.as_slice() else {
                return None;
            };
            sides.get_mut(problem.kinds[*kind].giver)?.push(*kind);
        }
        let mut holds: Vec<Vec<usize>> = Vec::new();
        let mut before = Vec::new();
        for side in &sides {
            let first = holds.len();
            let length = side.len().div_ceil(number.max(1)).max(1);
            holds.extend(side.chunks(length).map(<[usize]>::to_vec));
            before.extend((first + 1..holds.len()).map(|at| (at - 1, at)));
        }
        // All of one kind before any of another: its last bundle before the other's first.
        for (first, then) in &problem.before {
            let has = |kind: usize| move |bundle: &Vec<usize>| bundle.contains(&kind);
            let last = holds.iter().rposition(has(*first))?;
            let next = holds.iter().position(has(*then))?;
            if last != next {
                before.push((last, next));
            }
        }
        let kinds = holds.iter().map(|bundle| joined(problem, bundle)).collect();
        let problem = Problem {
            parties: problem.parties,
            kinds,
            before,
            escrows: Vec::new(),
        };
        Some(Bundles { problem, holds })
    }

    /// An order of bundles as an order of the whole problem, with the bonds that it needs there.
    #[must_use]
    pub fn opened(&self, whole: &Problem, plan: &Plan) -> Plan {
        let kinds = plan.steps.iter().flatten();
        let steps: Vec<Vec<usize>> = kinds
            .flat_map(|bundle| &self.holds[*bundle])
            .map(|kind| vec![*kind])
            .collect();
        Plan {
            bonds: whole.bonds(&steps),
            steps,
        }
    }
}

/// Deliveries of one side as one.
fn joined(problem: &Problem, bundle: &[usize]) -> Kind {
    let mut all = Kind {
        giver: bundle.first().map_or(0, |kind| problem.kinds[*kind].giver),
        cost: 0,
        worth: vec![0; problem.parties],
        count: 1,
    };
    for kind in bundle {
        let kind = &problem.kinds[*kind];
        all.cost += kind.cost;
        for (sum, worth) in all.worth.iter_mut().zip(&kind.worth) {
            *sum += worth;
        }
    }
    all
}

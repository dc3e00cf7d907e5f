//! The order of the text within a side, where the bonds do not tell its deliveries apart.
//!
//! Kinds of one giver with the same cost and worth can change places without any bond changing. They are
//! put in the order in which the text has them, so that no chance decides who or what comes first.
//! Guarantee: the bonds stay what they were. Cost: linear in the units, but for sorting.

use super::problem::{Plan, Problem};
use super::propose::Delivered;
use crate::accord::check::Lens;
use crate::accord::check::balance::plan_days;

/// For each kind the kinds that it can change places with, as one queue of their units in the order of
/// the text.
pub(super) struct TextOrder {
    /// For each kind the position of its queue.
    of: Vec<usize>,
    queues: Vec<Vec<usize>>,
}

impl TextOrder {
    pub(super) fn of(lens: &Lens<'_>, kinds: &[Delivered], problem: &Problem) -> TextOrder {
        // What comes before or after something by the text has its place by that.
        let placed = |kind: usize| problem.before.iter().any(|(a, b)| *a == kind || *b == kind);
        let alike = |a: usize, b: usize| {
            let (one, other) = (&problem.kinds[a], &problem.kinds[b]);
            let same = one.giver == other.giver && one.cost == other.cost;
            a == b || same && one.worth == other.worth && !placed(a) && !placed(b)
        };
        let mut of = Vec::new();
        let mut firsts: Vec<usize> = Vec::new();
        for kind in 0..kinds.len() {
            let known = firsts.iter().position(|first| alike(*first, kind));
            of.push(known.unwrap_or(firsts.len()));
            if known.is_none() {
                firsts.push(kind);
            }
        }
        let mut queues: Vec<Vec<(i64, usize, usize)>> = vec![Vec::new(); firsts.len()];
        for (kind, delivered) in kinds.iter().enumerate() {
            let places = places(lens, delivered, problem.kinds[kind].count);
            let units = places.into_iter().map(|(day, part)| (day, part, kind));
            queues[of[kind]].extend(units);
        }
        let sorted = queues.into_iter().map(|mut queue| {
            queue.sort_unstable();
            queue.into_iter().map(|(_, _, kind)| kind).collect()
        });
        TextOrder {
            of,
            queues: sorted.collect(),
        }
    }

    /// A sequence of kinds with those that are alike in the order of the text.
    pub(super) fn sequence(&self, steps: impl Iterator<Item = Vec<usize>>) -> Vec<Vec<usize>> {
        let mut next = vec![0; self.queues.len()];
        let mut take = |kind: usize| {
            let queue = self.of[kind];
            let unit = self.queues[queue].get(next[queue]).copied();
            next[queue] += 1;
            unit.unwrap_or(kind)
        };
        steps
            .map(|step| step.into_iter().map(&mut take).collect())
            .collect()
    }

    pub(super) fn plan(&self, plan: Plan) -> Plan {
        Plan {
            steps: self.sequence(plan.steps.into_iter()),
            bonds: plan.bonds,
        }
    }
}

/// The day and the part in which each unit of a kind is given by the text.
fn places(lens: &Lens<'_>, delivered: &Delivered, units: u32) -> Vec<(i64, usize)> {
    let days = plan_days(lens);
    let count = |part: usize| -> u64 {
        let counts = lens.parts.all[part].counts.iter();
        let own = counts.filter(|(quantity, _)| Some(*quantity) == delivered.quantity);
        own.map(|(_, count)| count).sum()
    };
    let mut parts: Vec<(i64, usize)> = lens
        .parts
        .of_duty(delivered.duty)
        .map(|part| (days[part].unwrap_or(i64::MAX), part))
        .collect();
    parts.sort_unstable();
    let mut reached = Vec::new();
    let mut sum = 0;
    for place in parts {
        sum += count(place.1);
        reached.push((sum, place));
    }
    let last = reached.last().map_or((i64::MAX, 0), |(_, place)| *place);
    (1..=u64::from(units))
        .map(|unit| {
            let wanted = unit * delivered.unit;
            let place = reached.iter().find(|(sum, _)| *sum >= wanted);
            place.map_or(last, |(_, place)| *place)
        })
        .collect()
}

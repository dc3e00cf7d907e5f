//! What waits for a breach comes after the last day of what can be breached.
//!
//! A bound is added where that last day is counted from one point: from several the first to pass is not
//! known. Where the terms count in hours, a deadline can pass on its very day. Guarantee: no bound that
//! a breach in time could break. Cost: the constraints for each wait.

use armistice_case::model::{Case, ClauseId, Said};
use armistice_case::phrase::{Condition, Name, State};

use super::Reason;
use super::build::Builder;
use super::moment::node;
use crate::accord::part::Parts;
use crate::accord::time::network::Network;

/// The names for whose breach a condition waits, whatever else holds, and whether it is of each tranche.
fn waits(condition: &Condition) -> Vec<(&Name, bool)> {
    match condition {
        Condition::Is {
            name,
            state: Some(State::Breached | State::Late | State::Lapsed),
            each,
        } => vec![(name, *each)],
        Condition::All(parts) => parts.iter().flat_map(waits).collect(),
        _ => Vec::new(),
    }
}

/// The parts whose breach is meant by a name, of one part alone where `only` is given.
pub(in crate::accord) fn breach_waited_for(
    case: &Case,
    parts: &Parts,
    name: &Name,
    only: Option<usize>,
) -> Vec<usize> {
    match (only, node(case, name)) {
        (Some(part), _) => vec![part],
        (None, Some(clause @ ClauseId::Tranche(duty, _))) => {
            let own = parts.of_duty(duty);
            own.filter(|part| parts.all[*part].clause == clause)
                .collect()
        }
        (None, Some(ClauseId::Obligation(duty))) => parts.of_duty(duty).collect(),
        _ => Vec::new(),
    }
}

/// The last time of a point by its own window: a point, and how long after that. None without one, or
/// where it is counted from several points.
pub(in crate::accord) fn last_day(
    network: &Network,
    reasons: &[Reason],
    point: usize,
) -> Option<(usize, i64)> {
    let own = network.constraints.iter().zip(reasons);
    let own = own.filter(|(c, reason)| c.to == point && reason.key == "when");
    one_point(own.filter_map(|(c, _)| Some((c.from, c.max?))))
}

/// The least of some times that are counted from one point.
fn one_point(times: impl Iterator<Item = (usize, i64)>) -> Option<(usize, i64)> {
    let all: Vec<(usize, i64)> = times.collect();
    let first = all.iter().copied().min_by_key(|(_, time)| *time)?;
    all.iter()
        .all(|(from, _)| *from == first.0)
        .then_some(first)
}

impl Builder<'_> {
    /// A part that waits for a breach does not come before the last day of what can be breached.
    pub(super) fn after_breaches(&mut self, position: usize) {
        let part = &self.parts.all[position];
        let done = self.table.done[position];
        let begun = self.table.begun[position].unwrap_or(done);
        for (said, point, key) in [(&part.after, begun, "after"), (&part.needs, done, "needs")] {
            let reason = Reason {
                clause: part.clause,
                key,
            };
            self.after_breach(reason, point, said, part.made_for());
        }
    }

    fn after_breach(
        &mut self,
        reason: Reason,
        point: usize,
        said: &Said<Condition>,
        answers: Option<usize>,
    ) {
        for (name, each) in said.get().map_or_else(Vec::new, waits) {
            let only = answers.filter(|_| each);
            let parts = breach_waited_for(self.case, self.parts, name, only);
            let last = |network: &Network, reasons: &[Reason]| {
                let days = parts.iter().map(|part| {
                    let done = self.table.done[*part];
                    last_day(network, reasons, done)
                });
                one_point(days.collect::<Option<Vec<_>>>()?.into_iter())
            };
            let Some((from, day)) = last(&self.table.network, &self.table.reasons) else {
                continue;
            };
            let after = day + i64::from(self.hours.is_none());
            let minutes = last(&self.fine, &self.fine_reasons).filter(|(of, _)| *of == from);
            let minutes = (minutes.map(|(_, minute)| minute + 1), None);
            self.add(reason, from, point, (Some(after), None), minutes);
        }
    }
}

//! How much of a duty comes early and how much late, from counts alone: the shares of the first and
//! the last step, and the days on which each part is reckoned. What is owed unconditionally never
//! enters. Guarantee: exact. Cost: linear in the steps.

use armistice_case::model::Key as _;
use armistice_case::model::{ClauseId, ObligationId, QuantityId};

use super::Lens;
use crate::accord::causality::fixpoint::Chain;
use crate::accord::exchange::shape::shape;
use crate::accord::finding::{Code, Evidence, Finding};
use crate::accord::happening::Happening;
use crate::accord::timetable::ORIGIN;

/// The day on which each part is reckoned: the latest that its clauses allow; where they set no last
/// day, the earliest at which what it waits for, itself reckoned so, can have come.
#[must_use]
pub fn plan_days(lens: &Lens<'_>) -> Vec<Option<i64>> {
    let done = &lens.timetable.done;
    let Some(windows) = &lens.windows else {
        return vec![None; done.len()];
    };
    let times = lens.timetable.network.latest_times(ORIGIN, windows);
    done.iter().map(|point| times[*point]).collect()
}

/// For each step, a moment and a part, how many others of its moment it cannot come without: in the
/// order of these numbers what a step waits for is before it.
#[must_use]
pub fn waits_within(lens: &Lens<'_>, steps: &[(i64, usize)]) -> Vec<usize> {
    let chain = Chain::of(&lens.happenings.graph);
    let done = |part: usize| lens.happenings.event(&Happening::Done(part));
    let mut waits = vec![0; steps.len()];
    for (moment, first) in steps {
        let of_moment = |at: &usize| steps[*at].0 == *moment && steps[*at].1 != *first;
        let mates: Vec<usize> = (0..steps.len()).filter(of_moment).collect();
        let Some(event) = done(*first).filter(|_| !mates.is_empty()) else {
            continue;
        };
        let without = chain.without(&[event]);
        for mate in mates {
            let cannot = done(steps[mate].1).is_some_and(|then| !without.has(then));
            waits[mate] += usize::from(cannot);
        }
    }
    waits
}

/// Duties that keep a third or more for their last step, or give two thirds in their first.
#[must_use]
pub fn shapes(lens: &Lens<'_>) -> Vec<Finding> {
    let days = plan_days(lens);
    let mut found = Vec::new();
    for duty in lens.terms.duties() {
        if lens.terms.agreement.obligations[duty].unconditional {
            continue;
        }
        let parts: Vec<usize> = lens.parts.of_duty(duty).collect();
        let mut quantities: Vec<QuantityId> = parts
            .iter()
            .flat_map(|p| lens.parts.all[*p].counts.iter().map(|(q, _)| *q))
            .collect();
        quantities.sort_unstable();
        quantities.dedup();
        for quantity in quantities {
            let steps: Vec<(i64, u64, usize)> = parts
                .iter()
                .filter_map(|part| {
                    let count = count_of(lens, *part, Some(quantity));
                    (count > 0).then_some((days[*part]?, count, *part))
                })
                .collect();
            let Some(last) = steps.iter().max_by_key(|(day, _, part)| (*day, *part)) else {
                continue;
            };
            if steps.len() < 2 {
                continue;
            }
            let counted: Vec<(i64, u64)> = steps.iter().map(|(day, n, _)| (*day, *n)).collect();
            let (first_day, last_day) = period(lens, duty, &counted);
            let Some(shape) = shape(&counted, first_day, last_day) else {
                continue;
            };
            if shape.last * 3 < shape.total && shape.first * 3 < shape.total * 2 {
                continue;
            }
            let clause = ClauseId::Obligation(duty);
            let last_clause = lens.parts.all[last.2].clause;
            let evidence = Evidence::Shape {
                duty: clause,
                quantity,
                shape,
                last: last_clause,
                last_day: last.0,
            };
            found.push(lens.finding(Code::LastStepShare, evidence, &[clause, last_clause]));
        }
    }
    found
}

/// The period over which a duty runs: that of its phase where it has days, else its own steps.
fn period(lens: &Lens<'_>, duty: ObligationId, steps: &[(i64, u64)]) -> (i64, i64) {
    let first = steps.iter().map(|(day, _)| *day).min().unwrap_or(0);
    let last = steps.iter().map(|(day, _)| *day).max().unwrap_or(0);
    let phase = lens.terms.agreement.obligations[duty]
        .phase
        .and_then(|phase| {
            let (start, end) = lens.timetable.phases[phase.position()];
            let windows = lens.windows.as_ref()?;
            Some((windows[start].earliest?, windows[end].latest?))
        });
    phase.map_or((first, last), |(start, end)| {
        (start.min(first), end.max(last))
    })
}

/// The units of a part: of one quantity, of all together without one.
pub(in crate::accord) fn count_of(
    lens: &Lens<'_>,
    part: usize,
    quantity: Option<QuantityId>,
) -> u64 {
    let counts = &lens.parts.all[part].counts;
    let meant = |known: QuantityId| quantity.is_none_or(|quantity| known == quantity);
    counts
        .iter()
        .filter(|(known, _)| meant(*known))
        .map(|(_, count)| count)
        .sum()
}

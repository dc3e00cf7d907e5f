//! A proposed order on the days of the calendar: turns with amounts, each as early as it can be.
//!
//! The first turn is on the first day on which the terms let any of it be done. Every later one waits for the longest
//! confirmation of what was given in the one before, a day where the text gives no time for it, and is
//! put on the next working day where the calendar knows days of rest. Within a turn the order does not
//! matter: the other side's gain from leaving only grows, the giver's own only falls. Guarantee:
//! earliest days under these rules. Cost: linear in the steps.

use armistice_case::model::ObligationId;

use super::problem::Plan;
use super::propose::Proposal;
use crate::accord::check::Lens;
use crate::accord::clock::Clock;
use crate::accord::time::calendar::Roll;

/// What one side gives in a row, on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The day.
    pub day: i64,
    /// For every kind of delivery in it how many units.
    pub gives: Vec<(usize, u64)>,
    /// The step of the plan in which a third hand holds it until the other side's is there.
    pub held: Option<usize>,
}

/// The turns of a plan, on their days.
#[must_use]
pub fn dated(lens: &Lens<'_>, proposal: &Proposal, plan: &Plan) -> Vec<Turn> {
    let clock = Clock::of(&lens.terms.agreement);
    let duty = |kind: usize| proposal.kinds[kind].duty;
    let giver = |kind: usize| {
        let by = lens.terms.agreement.obligations[duty(kind)].by.get();
        by.and_then(|by| by.first().copied())
    };
    let planned: Vec<ObligationId> = proposal.kinds.iter().map(|kind| kind.duty).collect();
    let own = lens.parts.all.iter().zip(&lens.timetable.done);
    let earliest = |done: &usize| lens.windows.as_ref()?.get(*done)?.earliest;
    let first = own
        .filter(|(part, _)| planned.contains(&part.duty))
        .filter_map(|(_, done)| earliest(done))
        .min()
        .unwrap_or(1);
    let mut turns: Vec<Turn> = Vec::new();
    let moves = plan.steps.iter().enumerate().flat_map(|(step, kinds)| {
        let held = (kinds.len() > 1).then_some(step);
        kinds.iter().map(move |kind| (held, *kind))
    });
    for (held, kind) in moves {
        let unit = proposal.kinds[kind].unit;
        let same = turns.last().filter(|turn| turn.held == held);
        let goes_on = same
            .and_then(|turn| turn.gives.first())
            .is_some_and(|(other, _)| giver(*other) == giver(kind));
        if !goes_on {
            let day = match turns.last() {
                None => first,
                Some(turn) => {
                    let kinds = turn.gives.iter().map(|(kind, _)| duty(*kind));
                    turn.day
                        + kinds
                            .map(|duty| confirmation(lens, duty))
                            .max()
                            .unwrap_or(1)
                }
            };
            turns.push(Turn {
                day: working(&clock, day),
                gives: Vec::new(),
                held,
            });
        }
        let Some(turn) = turns.last_mut() else {
            continue;
        };
        match turn.gives.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += unit,
            None => turn.gives.push((kind, unit)),
        }
    }
    turns
}

/// The longest that the confirmation of a duty takes; a day where nothing is said.
pub(super) fn confirmation(lens: &Lens<'_>, duty: ObligationId) -> i64 {
    let parts = lens.parts.of_duty(duty);
    let longest = parts.filter_map(|part| lens.timetable.confirmed[part]);
    longest.map(|(_, high)| high).max().unwrap_or(1).max(1)
}

/// The day itself, or the next working day.
fn working(clock: &Clock, day: i64) -> i64 {
    let date = clock.date(day);
    date.and_then(|date| clock.number(clock.rest.roll(date, Roll::Next)?))
        .unwrap_or(day)
}

//! A proposed order on the days of the calendar: turns with amounts, each as early as it can be.
//!
//! Every turn but the first waits for the longest confirmation of what was given in the one before, a
//! day where the text gives no time for it; none comes before the frame of the text lets what it gives be
//! done; and each is put on the next working day where the calendar knows days of rest. A turn after the
//! last day that the frame leaves says so. Within a turn the order does not matter: the other side's gain
//! from leaving only grows, the giver's own only falls. Guarantee: earliest days under these rules. Cost:
//! linear in the steps.

use armistice_case::model::ObligationId;

use super::frame::{Frame, Until};
use super::problem::Plan;
use super::propose::{Delivered, Proposal};
use crate::accord::check::Lens;
use crate::accord::check::side::{side_of, sides};
use crate::accord::clock::Clock;
use crate::accord::time::calendar::Roll;

/// What one side gives in a row, on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The day.
    pub day: i64,
    /// For every kind of delivery in it how many units.
    pub gives: Vec<(usize, u64)>,
    /// The duties in it whose last day has passed, with that day and what sets it.
    pub too_late: Vec<(ObligationId, i64, Until)>,
    /// The step of the plan in which a third hand holds it until the other side's is there.
    pub held: Option<usize>,
}

/// The turns of a plan, on their days.
#[must_use]
pub fn dated(lens: &Lens<'_>, proposal: &Proposal, plan: &Plan) -> Vec<Turn> {
    turns(lens, &proposal.kinds, &proposal.frame, plan)
}

pub(super) fn turns(lens: &Lens<'_>, kinds: &[Delivered], frame: &Frame, plan: &Plan) -> Vec<Turn> {
    let clock = Clock::of(&lens.terms.agreement);
    let mut turns: Vec<Turn> = grouped(lens, kinds, plan);
    let mut earliest = kinds
        .iter()
        .filter_map(|kind| frame.room(kind.duty)?.first)
        .min()
        .unwrap_or(1);
    for turn in &mut turns {
        let mut duties: Vec<ObligationId> = Vec::new();
        for (kind, _) in &turn.gives {
            let duty = kinds[*kind].duty;
            if !duties.contains(&duty) {
                duties.push(duty);
            }
        }
        let rooms = || duties.iter().filter_map(|duty| frame.room(*duty));
        let first = rooms().filter_map(|room| room.first).max();
        let day = working(&clock, earliest.max(first.unwrap_or(earliest)));
        let confirmed = duties.iter().map(|duty| confirmation(lens, *duty)).max();
        turn.too_late = rooms()
            .filter_map(|room| {
                let (last, until) = room.last?;
                (working(&clock, last) < day).then_some((room.duty, last, until))
            })
            .collect();
        turn.day = day;
        earliest = day + confirmed.unwrap_or(1);
    }
    turns
}

/// Runs of deliveries by one side, not yet on their days.
fn grouped(lens: &Lens<'_>, kinds: &[Delivered], plan: &Plan) -> Vec<Turn> {
    let sides = sides(lens);
    let giver = |kind: usize| {
        let by = lens.terms.agreement.obligations[kinds[kind].duty]
            .by
            .get()?;
        side_of(&sides, *by.first()?)
    };
    let mut turns: Vec<Turn> = Vec::new();
    let moves = plan.steps.iter().enumerate().flat_map(|(step, kinds)| {
        let held = (kinds.len() > 1).then_some(step);
        kinds.iter().map(move |kind| (held, *kind))
    });
    for (held, kind) in moves {
        let unit = kinds[kind].unit;
        let same = turns.last().filter(|turn| turn.held == held);
        let goes_on = same
            .and_then(|turn| turn.gives.first())
            .is_some_and(|(other, _)| giver(*other) == giver(kind));
        if !goes_on {
            turns.push(Turn {
                day: 0,
                gives: Vec::new(),
                too_late: Vec::new(),
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
fn confirmation(lens: &Lens<'_>, duty: ObligationId) -> i64 {
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

//! What is still to come, from the days on which things really happened.
//!
//! The timetable is solved again with every point that has happened put at its day, nothing that
//! has not happened put before today, and no deadline of what is left holding anything back: the
//! earliest day of each part. Held against its own last day it shows slack, or a duty that can no
//! longer be met; the chain of tight constraints to the last part is the critical path now.
//! Guarantee: exact in days. Cost: one run of shortest paths.

use armistice_case::model::{ClauseId, Key as _};

use super::clock::Clock;
use super::life::State;
use super::standing::{Day, Standing, Status};
use crate::accord::time::network::Constraint;
use crate::accord::time::slack::critical_path;
use crate::accord::timetable::{ORIGIN, Reason};

/// When a part can be done at the earliest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The part.
    pub part: usize,
    /// The clause.
    pub clause: ClauseId,
    /// The earliest day.
    pub earliest: i64,
    /// The earliest day that the text alone would have had.
    pub planned: Option<i64>,
    /// Its own last day, where it is known.
    pub due: Option<i64>,
}

impl Expected {
    /// Days left between the earliest day and the last; below nought when it cannot be met.
    #[must_use]
    pub fn slack(&self) -> Option<i64> {
        Some(self.due? - self.earliest)
    }
}

/// The rest of an agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Every part still to be done that nothing stands in the way of, earliest first.
    pub expected: Vec<Expected>,
    /// The chain that sets the earliest day of the last part.
    pub critical: Vec<Reason>,
    /// The first part, by its last day, that can no longer be met though it is not late yet.
    pub cannot: Option<Expected>,
    /// The earliest day by which everything that is done once can be done.
    pub ends: Option<i64>,
    /// What is owed again and again and is not over.
    pub again: Option<Again>,
}

/// What is owed again and again: duties that recur and promises by the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// The last day of it, where all of it has one.
    pub until: Option<i64>,
}

/// Solves the timetable again from the days on which things happened.
#[must_use]
pub fn forecast(day: &Day<'_>) -> Forecast {
    let clock = &day.clock;
    let table = &clock.text.lens.timetable;
    let mut network = table.network.clone();
    let mut kept: Vec<bool> = vec![true; network.constraints.len()];
    let mut pins: Vec<Constraint> = Vec::new();
    let mut pin = |point: usize, from: i64, to: Option<i64>| {
        pins.push(Constraint {
            from: ORIGIN,
            to: point,
            min: Some(from),
            max: to,
        });
    };
    let mut loose = vec![false; network.points];
    for (phase, run) in table.phases.iter().zip(&clock.phases) {
        if let Some(start) = run.start {
            loose[phase.0] = true;
            pin(phase.0, start, Some(start));
        }
        if let Some(after) = run.after() {
            loose[phase.1] = true;
            pin(phase.1, after - 1, None);
        }
    }
    for standing in &day.parts {
        let Some(part) = standing.part else { continue };
        let own = clock.part(part);
        let points = [
            (Some(table.done[part]), own.and_then(|own| own.done)),
            (table.begun[part], own.and_then(|own| own.begun)),
            (table.verified[part], own.and_then(|own| own.verified)),
        ];
        for (point, happened) in points {
            let Some(point) = point else { continue };
            if let Some(on) = happened {
                loose[point] = true;
                pin(point, on, Some(on));
            } else if gone(standing.status) {
                loose[point] = true;
            } else {
                pin(point, clock.day, None);
            }
        }
        // A deadline holds back what it comes after, not what can still be done.
        for at in &clock.text.own[part] {
            let constraint = &mut network.constraints[*at];
            let point = table.done[part];
            if constraint.to == point || Some(constraint.to) == table.begun[part] {
                constraint.max = None;
            } else {
                kept[*at] = false;
            }
        }
    }
    for (at, constraint) in network.constraints.iter().enumerate() {
        // What has happened is bound by nothing before it any more.
        if loose[constraint.to] {
            kept[at] = false;
        }
    }
    let mut reasons: Vec<Option<Reason>> = Vec::new();
    let mut constraints = Vec::new();
    for (at, constraint) in network.constraints.iter().enumerate() {
        if kept[at] {
            constraints.push(*constraint);
            reasons.push(Some(table.reasons[at]));
        }
    }
    constraints.extend(&pins);
    reasons.resize(constraints.len(), None);
    network.constraints = constraints;
    let Some(windows) = network.windows(ORIGIN) else {
        return Forecast::default();
    };
    let planned = clock.text.lens.windows.as_ref();
    let mut expected: Vec<Expected> = day
        .parts
        .iter()
        .filter(|standing| open(standing))
        .filter_map(|standing| {
            let part = standing.part?;
            Some(Expected {
                part,
                clause: standing.clause,
                earliest: windows[table.done[part]].earliest?,
                planned: planned.and_then(|windows| windows[table.done[part]].earliest),
                due: standing.window.due,
            })
        })
        .collect();
    expected.sort_by_key(|part| (part.earliest, part.part));
    // What is owed again and again is never done at one go.
    let once = |part: &&Expected| {
        let duty = clock.text.lens.parts.all[part.part].duty;
        clock.text.rates[duty.position()].is_empty()
    };
    let last = expected.iter().rfind(once).copied();
    let path = last.map_or_else(Vec::new, |last| {
        critical_path(&network, &windows, ORIGIN, table.done[last.part])
    });
    let mut critical: Vec<Reason> = path.iter().filter_map(|at| reasons[*at]).collect();
    critical.dedup();
    let cannot = expected
        .iter()
        .filter(|part| part.due.is_some_and(|due| due >= clock.day) && part.slack() < Some(0))
        .min_by_key(|part| (part.due, part.part))
        .copied();
    Forecast {
        ends: last.map(|last| last.earliest),
        again: again(day),
        expected,
        critical,
        cannot,
    }
}

/// What is owed again and again on a day or later, and until when.
fn again(day: &Day<'_>) -> Option<Again> {
    let clock = &day.clock;
    let agreement = &clock.text.lens.terms.agreement;
    let mut until: Vec<Option<i64>> = Vec::new();
    for series in clock.recurring.values() {
        let last = series.all.last().map(|one| one.due);
        if !series.ends {
            until.push(series.until);
        } else if last.is_some_and(|last| last >= clock.day) {
            until.push(last);
        }
    }
    for part in &day.parts {
        let runs = matches!(part.state, State::Running | State::Suspended);
        if runs && !clock.text.rates[part.duty.position()].is_empty() {
            let phase = agreement.obligations[part.duty].phase;
            let over = phase.and_then(|phase| clock.phase(phase).after());
            until.push(part.window.due.or(over.map(|after| after - 1)));
        }
    }
    let all: Option<Vec<i64>> = until.iter().copied().collect();
    (!until.is_empty()).then(|| Again {
        until: all.and_then(|all| all.into_iter().max()),
    })
}

/// Whether a part is left to be done once and can be.
fn open(standing: &Standing) -> bool {
    standing.occurrence.is_none() && to_do(standing)
}

/// Whether a part, or an occurrence of one, is left to be done and can be.
fn to_do(standing: &Standing) -> bool {
    standing.part.is_some()
        && !standing.is_limit()
        && standing.state != State::Terminated
        && !standing.status.is_done()
        && !gone(standing.status)
}

fn gone(status: Status) -> bool {
    matches!(status, Status::Lapsed | Status::Waived | Status::Impossible)
}

/// Parts that are due on a day or later, soonest first, and then those that are due and have no last
/// day; without those that still wait for something and those that are due day by day.
#[must_use]
pub fn due_next<'a>(day: &'a Day<'_>) -> Vec<&'a Standing> {
    let clock: &Clock<'_> = &day.clock;
    let ahead = |standing: &&Standing| match standing.window.due {
        Some(due) => due >= clock.day,
        None => matches!(standing.state, State::Running | State::Suspended),
    };
    let mut next: Vec<&Standing> = day
        .parts
        .iter()
        .filter(|standing| to_do(standing))
        .filter(ahead)
        .filter(|standing| standing.blockers.is_empty())
        .filter(|standing| clock.text.rates[standing.duty.position()].is_empty())
        .collect();
    // Of a duty that recurs the next occurrence is enough.
    next.dedup_by(|later, sooner| later.occurrence.is_some() && later.part == sooner.part);
    next.sort_by_key(|standing| {
        let due = standing.window.due;
        (due.is_none(), due, standing.part)
    });
    next
}

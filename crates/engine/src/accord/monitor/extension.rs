//! What was extended: which last day moved, by which record, from when to when.
//!
//! A phase is extended by records that say so and by the use of a power over it, a duty likewise, and
//! each of its parts with it. Guarantee: exact; the last of the days is the one that the window of
//! [`super::clock`] has, where what it waits for does not put it later. Cost: linear in the extensions.

use armistice_case::model::{ClauseId, EventId, PowerId};

use super::clock::{Clock, Extension};
use crate::accord::clock::Clock as Calendar;

/// A last day that was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extended {
    /// What was extended: a phase, a duty or an instalment of one.
    pub clause: ClauseId,
    /// Which part of a duty, in the text's parts.
    pub part: Option<usize>,
    /// The day of the record.
    pub day: i64,
    /// The record.
    pub event: EventId,
    /// The power that was used.
    pub power: Option<PowerId>,
    /// The last day before, where there was one.
    pub from: Option<i64>,
    /// The last day since; the same where the record gives none.
    pub to: Option<i64>,
}

/// Every extension by the clock's day: of phases, then of the parts of duties, each in the order of
/// the text and of their days.
#[must_use]
pub fn extended(clock: &Clock<'_>) -> Vec<Extended> {
    let agreement = &clock.text.lens.terms.agreement;
    let mut found = Vec::new();
    for (phase, _) in agreement.phases.iter() {
        let run = clock.phase(phase);
        let all = clock.extensions_of(phase);
        found.extend(moved(
            clock,
            ClauseId::Phase(phase),
            None,
            run.written,
            &all,
        ));
    }
    let parts: Vec<(usize, Vec<Extension>)> = (0..clock.windows.len())
        .map(|at| (at, clock.extended(at)))
        .filter(|(_, all)| !all.is_empty())
        .collect();
    if parts.is_empty() {
        return found;
    }
    let calendar = Calendar::of(agreement);
    let own = clock.own_windows();
    for (at, all) in parts {
        let clause = clock.text.lens.parts.all[at].clause;
        let rolled = |day: Option<i64>| day.map(|day| clock.rolled(&calendar, day));
        let moved = moved(clock, clause, Some(at), own[at].due, &all);
        found.extend(moved.into_iter().map(|one| Extended {
            from: rolled(one.from),
            to: rolled(one.to),
            ..one
        }));
    }
    found
}

/// What each of some extensions does to a last day, one after another.
fn moved(
    clock: &Clock<'_>,
    clause: ClauseId,
    part: Option<usize>,
    mut last: Option<i64>,
    all: &[Extension],
) -> Vec<Extended> {
    let step = |one: &Extension| {
        let from = last;
        last = clock.after(std::slice::from_ref(one), last);
        Extended {
            clause,
            part,
            day: one.day,
            event: one.event,
            power: one.power,
            from,
            to: last,
        }
    };
    all.iter().map(step).collect()
}

//! Powers whose time is over before what they wait for can have come (V15).
//!
//! The earliest day of each thing waited for is that of its window; of several of which one is enough,
//! the earliest; of a breach, the day after the last day of what can be breached. Guarantee: such a power
//! can never be used; one whose time is not given by days is not asked. Cost: the constraints for each
//! breach that is waited for.

use armistice_case::model::{ClauseId, Key as _, NodeId, Power, PowerId, Said};
use armistice_case::phrase::{Condition, Moment, Name, State, When};

use super::Lens;
use crate::accord::clock::Clock;
use crate::accord::time::network::Window;
use crate::accord::timetable::{breach_waited_for, day_number, last_day};

/// The powers that come too late to be used.
#[must_use]
pub fn too_late(lens: &Lens<'_>) -> Vec<PowerId> {
    let Some(windows) = &lens.windows else {
        return Vec::new();
    };
    let late = |power: &Power| {
        let earliest = earliest_use(lens, windows, power);
        last_use(lens, power).is_some_and(|last| earliest.is_some_and(|first| first > last))
    };
    let powers = lens.terms.powers();
    powers
        .filter(|(_, power)| late(power))
        .map(|(id, _)| id)
        .collect()
}

/// The last day of a power, where that is a day of the calendar.
fn last_use(lens: &Lens<'_>, power: &Power) -> Option<i64> {
    let clock = Clock::of(&lens.terms.agreement);
    let day = |moment: &Moment| {
        let day = match moment.day() {
            Moment::Day(day, None) => i64::from(*day),
            Moment::Date(date) => clock.number(*date)?,
            _ => return None,
        };
        Some(clock.last(day))
    };
    match power.when.get()? {
        When::By(to) | When::Before(to) | When::On(to) | When::Window(_, to) => day(to),
        _ => None,
    }
}

fn earliest_use(lens: &Lens<'_>, windows: &[Window], power: &Power) -> Option<i64> {
    let phase = power
        .phase
        .and_then(|phase| windows[lens.timetable.phases[phase.position()].0].earliest);
    let said = |said: &Said<Condition>| said.get().and_then(|c| earliest(lens, windows, c));
    [phase, said(&power.after), said(&power.needs)]
        .into_iter()
        .flatten()
        .max()
}

/// The first day on which a condition can hold, where something keeps it from holding at once.
fn earliest(lens: &Lens<'_>, windows: &[Window], condition: &Condition) -> Option<i64> {
    let each = |parts: &[Condition]| -> Vec<Option<i64>> {
        let mut days: Vec<_> = parts
            .iter()
            .map(|part| earliest(lens, windows, part))
            .collect();
        days.sort_unstable();
        days
    };
    match condition {
        Condition::All(parts) => each(parts).into_iter().flatten().max(),
        Condition::Any(parts) => each(parts).first().copied().flatten(),
        Condition::AtLeast(least, parts) => {
            let last = usize::try_from(*least).ok()?.checked_sub(1)?;
            each(parts).get(last).copied().flatten()
        }
        Condition::Day(day) => Some(i64::from(*day)),
        Condition::Date(date) => day_number(&lens.terms.agreement, *date),
        Condition::Is { name, state, .. } => named(lens, windows, name, *state),
        Condition::Reaches { .. } | Condition::Not(_) | Condition::Silent(_) => None,
    }
}

fn named(lens: &Lens<'_>, windows: &[Window], name: &Name, state: Option<State>) -> Option<i64> {
    let NodeId::Clause(clause) = lens.case.node(&name.id)? else {
        return None;
    };
    let table = &lens.timetable;
    match clause {
        ClauseId::Phase(phase) => {
            let (start, end) = table.phases[phase.position()];
            let point = if state == Some(State::Started) {
                start
            } else {
                end
            };
            windows[point].earliest
        }
        ClauseId::Milestone(milestone) => {
            let date = lens.terms.agreement.milestones[milestone].date.get()?;
            day_number(&lens.terms.agreement, *date)
        }
        ClauseId::Obligation(_) | ClauseId::Tranche(..) => {
            let parts = breach_waited_for(lens.case, &lens.parts, name, None).into_iter();
            match state {
                Some(State::Breached | State::Late | State::Lapsed) => {
                    parts.map(|part| breached(lens, windows, part)).min()?
                }
                Some(State::Started) => {
                    let begun = |part: usize| table.begun[part].unwrap_or(table.done[part]);
                    parts.map(|part| windows[begun(part)].earliest).min()?
                }
                Some(State::Verified) => {
                    let point = |part: usize| table.verified[part].unwrap_or(table.done[part]);
                    parts.filter_map(|part| windows[point(part)].earliest).max()
                }
                Some(State::Suspended) => None,
                _ => parts
                    .filter_map(|part| windows[table.done[part]].earliest)
                    .max(),
            }
        }
        _ => None,
    }
}

/// The first day on which a part can be breached: after its last day, where it has one; on that day
/// where hours are counted.
fn breached(lens: &Lens<'_>, windows: &[Window], part: usize) -> Option<i64> {
    let table = &lens.timetable;
    let (from, after) = last_day(&table.network, &table.reasons, table.done[part])?;
    Some(windows[from].earliest? + after + i64::from(table.fine.is_none()))
}

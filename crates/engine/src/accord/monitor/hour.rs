//! Deadlines by the hour: on the day on which something is due, whether it was done in time.
//!
//! The minutes of a limit are counted from the moment at which that happened from which the text
//! counts it; a record without an hour is the whole of its day. What is done on its last day by a record with an hour is
//! held against the hour of the deadline: at worst its latest moment against the earliest reading of
//! the deadline, at best the other way round. A record without an hour stays in time on that day.
//! Guarantee: an interval that holds the true moment. Cost: linear in the
//! limits and in the conditions that they are counted from.

use armistice_case::model::{Act, ClauseId, NodeId, PhaseId};
use armistice_case::phrase::{Condition, State};

use super::clock::{Clock, Due};
use super::record::{Fact, View};
use crate::accord::hours::Hours;
use crate::accord::timetable::Fine;
use crate::accord::timetable::bound::{Bound, Since};

/// The hour at which a part is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueHour {
    /// The day of the calendar on which it falls.
    pub day: i64,
    /// The earliest and the latest minute on the line of time that it can be.
    pub at: (i64, i64),
    /// By how many minutes the part was done after it on that day.
    pub late: Option<i64>,
}

/// Puts the hour of each part's deadline into its window, and its day where that is earlier.
pub fn by_the_hour(clock: &Clock<'_>, windows: &mut [Due]) {
    let table = &clock.text.lens.timetable;
    let Some(fine) = &table.fine else { return };
    let deadlines = deadlines(clock, fine);
    for (part, (window, deadline)) in windows.iter_mut().zip(deadlines).enumerate() {
        let Some(at) = deadline else { continue };
        let day = fine.hours.day(at.1).1;
        if window.due.is_none_or(|due| day <= due) {
            let done = clock.part(part).and_then(|own| own.done);
            window.due = Some(day);
            window.hour = Some(DueHour {
                day,
                at,
                late: late(clock, &fine.hours, part, at).filter(|_| done == Some(day)),
            });
        }
    }
}

/// By how many minutes a part was done after its hour, where its record has an hour.
fn late(clock: &Clock<'_>, hours: &Hours, part: usize, due: (i64, i64)) -> Option<i64> {
    let fact = completing(clock, part).filter(|fact| fact.minute.is_some())?;
    let done = moment(clock, hours, part, fact);
    let by = match clock.facts.view {
        View::Worst => done.1 - due.0,
        _ => done.0 - due.1,
    };
    (by > 0).then_some(by)
}

/// The record that completed a part.
fn completing<'a>(clock: &'a Clock<'_>, part: usize) -> Option<&'a Fact> {
    let event = clock.part(part)?.done_by?;
    let duty = clock.text.lens.parts.all[part].duty;
    let mut facts = clock.facts.of_duty(duty, clock.day);
    facts.find(|fact| fact.event == event)
}

/// The earliest and the latest minute at which a record can have happened.
fn moment(clock: &Clock<'_>, hours: &Hours, part: usize, fact: &Fact) -> (i64, i64) {
    let zones = hours.zones(clock.text.lens.parts.all[part].duty);
    match fact.minute.filter(|_| fact.first == fact.day) {
        Some(minute) => hours.recorded(zones, fact.day, minute, fact.ahead),
        None => day(hours, fact.day),
    }
}

fn day(hours: &Hours, day: i64) -> (i64, i64) {
    (hours.start(&hours.home, day).0, hours.end(&hours.home, day))
}

/// The moments between which the deadline of each part lies, counted in minutes from those at which
/// things have come: the earliest and the latest reading, none where nothing limits it yet.
fn deadlines(clock: &Clock<'_>, fine: &Fine) -> Vec<Option<(i64, i64)>> {
    let lens = &clock.text.lens;
    let mut deadlines: Vec<Option<(i64, i64)>> = vec![None; lens.parts.all.len()];
    for bound in &lens.timetable.bounds {
        let since = bound.minutes.and_then(|_| since(clock, &fine.hours, bound));
        let limits = since.zip(bound.minutes);
        let limits = limits.into_iter().chain(bound.fixed.map(|at| ((0, 0), at)));
        let clause = lens.parts.all[bound.part].clause;
        let doubts = fine.doubts.iter().filter(|doubt| doubt.clause == clause);
        let apart = doubts.map(|doubt| doubt.apart).max().unwrap_or(0);
        // One limit told two ways lies between both.
        let own = limits.map(|((low, high), most)| (low + most - apart, high + most));
        let own = own.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let Some((low, high)) = own else { continue };
        // Of several limits the first that comes is the deadline.
        let known = deadlines[bound.part].unwrap_or((low, high));
        deadlines[bound.part] = Some((known.0.min(low), known.1.min(high)));
    }
    deadlines
}

/// The moment from which a limit is counted, as things have gone.
fn since(clock: &Clock<'_>, hours: &Hours, bound: &Bound) -> Option<(i64, i64)> {
    let part = &clock.text.lens.parts.all[bound.part];
    match bound.since {
        Since::Origin => Some((0, 0)),
        Since::Start(phase) => {
            let first = clock.phase(phase).start?;
            Some(started(clock, hours, phase, first))
        }
        Since::End(phase) => Some(day(hours, clock.phase(phase).after()? - 1)),
        Since::Stage(clause, stage) => Some(day(hours, clock.counted_from(clause, stage)?)),
        Since::Part(at, stage) => {
            let ahead = || Some(day(hours, clock.still_ahead(at).filter(|_| bound.ahead)?));
            of_part(clock, hours, at, stage).or_else(ahead)
        }
        Since::Moved(milestone, planned) => {
            let come = clock.counted_from(ClauseId::Milestone(milestone), None);
            let by = |come| day(hours, come).0 - day(hours, planned).0;
            let by = come.map_or(0, by);
            Some((by, by))
        }
        Since::Trigger => of_condition(clock, hours, part.after.get()?, part.answers),
    }
}

/// The moment at which a part came to a stage: that of the record which completed it, else some time
/// on its day.
fn of_part(
    clock: &Clock<'_>,
    hours: &Hours,
    part: usize,
    stage: Option<State>,
) -> Option<(i64, i64)> {
    let on = clock.part_stage(part, stage)?;
    let completes = !matches!(stage, Some(State::Started | State::Verified));
    let fact = completing(clock, part).filter(|fact| completes && fact.day == on);
    Some(fact.map_or_else(|| day(hours, on), |fact| moment(clock, hours, part, fact)))
}

/// The moment at which a condition came to hold: the last of all, or of several the one that is
/// enough.
fn of_condition(
    clock: &Clock<'_>,
    hours: &Hours,
    condition: &Condition,
    answers: Option<usize>,
) -> Option<(i64, i64)> {
    let of = |part: &Condition| of_condition(clock, hours, part, answers);
    let least = |least: usize, parts: &[Condition]| {
        let (mut low, mut high): (Vec<i64>, Vec<i64>) = parts.iter().filter_map(of).unzip();
        low.sort_unstable();
        high.sort_unstable();
        let at = least.checked_sub(1)?;
        Some((*low.get(at)?, *high.get(at)?))
    };
    match condition {
        Condition::All(parts) => least(parts.len(), parts),
        Condition::Any(parts) => least(1, parts),
        Condition::AtLeast(number, parts) => least(usize::try_from(*number).ok()?, parts),
        Condition::Is { name, state, each } => {
            let only = answers.filter(|_| *each);
            let done = matches!(state, None | Some(State::Done));
            match (only, clock.docket.case.node(&name.id)) {
                (Some(part), _) => of_part(clock, hours, part, *state),
                (
                    None,
                    Some(NodeId::Clause(
                        clause @ (ClauseId::Obligation(_) | ClauseId::Tranche(..)),
                    )),
                ) if done => {
                    let parts = clock.text.lens.parts.of_clause(clause).into_iter();
                    let moments = parts.map(|part| of_part(clock, hours, part, *state));
                    moments
                        .collect::<Option<Vec<_>>>()?
                        .into_iter()
                        .reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)))
                }
                (None, Some(NodeId::Clause(ClauseId::Phase(phase))))
                    if *state == Some(State::Started) =>
                {
                    Some(started(clock, hours, phase, clock.phase(phase).start?))
                }
                _ => Some(day(hours, clock.counted(condition, answers)?)),
            }
        }
        _ => Some(day(hours, clock.counted(condition, answers)?)),
    }
}

/// When a phase started: by a record with an hour, by the hour of day one, or some time that day.
fn started(clock: &Clock<'_>, hours: &Hours, phase: PhaseId, first: i64) -> (i64, i64) {
    let agreement = &clock.text.lens.terms.agreement;
    let mut facts = clock.facts.others(clock.day);
    let record = facts.find(|fact| {
        let own = fact.clause == Some(ClauseId::Phase(phase));
        own && fact.act == Some(Act::Started) && fact.first == first
    });
    if let Some((minute, fact)) = record.and_then(|fact| Some((fact.minute?, fact))) {
        return hours.recorded(&hours.home, first, minute, fact.ahead);
    }
    match &agreement.first_hour {
        Some(hour) if first == i64::from(!agreement.counts_from_zero) => {
            hours.at(&hours.home, first, hour.minute())
        }
        _ => day(hours, first),
    }
}

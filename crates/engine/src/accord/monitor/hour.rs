//! Deadlines by the hour: on the day on which something is due, whether it was done in time.
//!
//! The minutes of the timetable are counted from the moments at which things happened; a record
//! without an hour is the whole of its day. What is done on its last day by a record with an hour is
//! held against the hour of the deadline: at worst its latest moment against the earliest reading of
//! the deadline, at best the other way round. A record without an hour stays in time on that day.
//! Guarantee: an interval that holds the true moment. Cost: linear in the constraints.

use armistice_case::model::{Act, ClauseId};

use super::clock::{Clock, Due};
use super::record::{Fact, View};
use crate::accord::hours::Hours;
use crate::accord::timetable::{Fine, ORIGIN};

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
    let deadlines = table.deadlines(fine, &moments(clock, fine));
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

/// The moments of the timetable's points, as things have gone.
fn moments(clock: &Clock<'_>, fine: &Fine) -> Vec<Option<(i64, i64)>> {
    let (table, hours) = (&clock.text.lens.timetable, &fine.hours);
    let mut moments: Vec<Option<(i64, i64)>> = vec![None; table.network.points];
    moments[ORIGIN] = Some((0, 0));
    for (at, (start, end)) in table.phases.iter().enumerate() {
        let run = clock.phases[at];
        moments[*start] = run.start.map(|first| started(clock, hours, at, first));
        moments[*end] = run.after().map(|after| day(hours, after - 1));
    }
    for (part, done) in table.done.iter().enumerate() {
        let Some(own) = clock.part(part) else {
            continue;
        };
        moments[*done] = own.done.map(|on| {
            completing(clock, part)
                .filter(|fact| fact.day == on)
                .map_or_else(|| day(hours, on), |fact| moment(clock, hours, part, fact))
        });
        if let Some(begun) = table.begun[part] {
            moments[begun] = own.begun.map(|on| day(hours, on));
        }
        if let Some(verified) = table.verified[part] {
            moments[verified] = own.verified.map(|on| day(hours, on));
        }
    }
    moments
}

/// When a phase started: by a record with an hour, by the hour of day one, or some time that day.
fn started(clock: &Clock<'_>, hours: &Hours, phase: usize, first: i64) -> (i64, i64) {
    use armistice_case::model::Key as _;
    let agreement = &clock.text.lens.terms.agreement;
    let mut facts = clock.facts.others(clock.day);
    let record = facts.find(|fact| {
        let own = matches!(fact.clause, Some(ClauseId::Phase(id)) if id.position() == phase);
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

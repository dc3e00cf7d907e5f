//! What a calendar leaves unsaid, and duties at the same time with nobody to start.
//!
//! Looks for day numbers without a date of day one, working days without days of rest, dates on a
//! day of rest without a rule, months from a day that some months have not; hours are in `hour`.
//! Guarantee: exact on what the case says. Cost: linear.

use armistice_case::model::Key as _;
use armistice_case::model::{ClauseId, Said};
use armistice_case::phrase::{Moment, When};
use armistice_case::tree::Silence;
use armistice_case::value::{Duration, Unit};
use jiff::civil::Date;

use super::Lens;
use crate::accord::clock::Clock;
use crate::accord::finding::{Code, Evidence, Finding, Unsaid};
use crate::accord::time::calendar::{DateSum, add};

/// What the phrases of one clause use of the calendar.
#[derive(Default)]
pub(super) struct Uses {
    units: Vec<Unit>,
    days: bool,
    /// Whether an hour of the day stands there without a zone of its own.
    pub hours: bool,
}

impl Uses {
    fn when(&mut self, when: &When) {
        match when {
            When::On(m) | When::By(m) | When::From(m) | When::Before(m) => self.moment(m),
            When::Window(from, to) => {
                self.moment(from);
                self.moment(to);
            }
            When::Within(duration, moment) => {
                self.units.push(duration.unit);
                moment.iter().for_each(|m| self.moment(m));
            }
            When::SameDay | When::While(_) | When::Silent(_) => {}
        }
    }

    fn moment(&mut self, moment: &Moment) {
        match moment {
            Moment::Day(_, None) => self.days = true,
            Moment::Hour(hour, day) => {
                self.hours |= hour.zone.is_none();
                day.iter().for_each(|day| self.moment(day));
            }
            Moment::After(duration, inner) | Moment::Before(duration, inner) => {
                self.units.push(duration.unit);
                self.moment(inner);
            }
            Moment::Day(..)
            | Moment::Date(_)
            | Moment::Start(_)
            | Moment::End(_)
            | Moment::Event { .. } => {}
        }
    }

    fn duration(&mut self, duration: &Said<Duration>) {
        self.units
            .extend(duration.get().map(|duration| duration.unit));
    }

    /// Whether something lasts hours or minutes.
    pub fn elapsed(&self) -> bool {
        let hours = |unit: &Unit| matches!(unit, Unit::Hour | Unit::Minute);
        self.units.iter().any(hours)
    }
}

/// What every clause uses of the calendar.
pub(super) fn used(lens: &Lens<'_>) -> Vec<(ClauseId, Uses)> {
    let mut all = Vec::new();
    for (id, phase) in lens.terms.phases() {
        let mut uses = Uses::default();
        phase
            .when
            .get()
            .into_iter()
            .for_each(|when| uses.when(when));
        uses.duration(&phase.lasts);
        all.push((ClauseId::Phase(id), uses));
    }
    for part in &lens.parts.all {
        let duty = &lens.terms.agreement.obligations[part.duty];
        let mut uses = Uses::default();
        part.when
            .get()
            .into_iter()
            .chain(part.starts.get())
            .for_each(|when| uses.when(when));
        uses.duration(&duty.cure);
        uses.duration(&part.verified_within);
        uses.duration(&duty.takes);
        all.push((part.clause, uses));
    }
    for (id, power) in lens.terms.powers() {
        let mut uses = Uses::default();
        power
            .when
            .get()
            .into_iter()
            .for_each(|when| uses.when(when));
        uses.duration(&power.lasts);
        all.push((ClauseId::Power(id), uses));
    }
    all
}

/// Everything that the calendar leaves unsaid and some clause needs.
#[must_use]
pub fn unsaid(lens: &Lens<'_>) -> Vec<Finding> {
    let agreement = &lens.terms.agreement;
    let mut by_kind: [(Unsaid, Vec<ClauseId>); 4] = [
        (Unsaid::DayOne, Vec::new()),
        (Unsaid::WorkingDays, Vec::new()),
        (Unsaid::RestDay, Vec::new()),
        (Unsaid::MonthEnd, Vec::new()),
    ];
    let mut note = |kind: Unsaid, clause: ClauseId| {
        for (known, clauses) in &mut by_kind {
            if *known == kind && !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
    };
    let no_day_one = agreement.day_one.get().is_none();
    let no_rest =
        agreement.rest_days.get().is_none() && agreement.rest_days.silence() != Some(Silence::None);
    let mut look = |clause: ClauseId, uses: &Uses| {
        if no_day_one && uses.days {
            note(Unsaid::DayOne, clause);
        }
        if no_rest && uses.units.contains(&Unit::WorkingDay) {
            note(Unsaid::WorkingDays, clause);
        }
    };
    for (clause, uses) in used(lens) {
        look(clause, &uses);
    }
    for clause in on_rest_days(lens) {
        note(Unsaid::RestDay, clause);
    }
    for clause in without_such_day(lens) {
        note(Unsaid::MonthEnd, clause);
    }
    by_kind
        .into_iter()
        .filter(|(_, clauses)| !clauses.is_empty())
        .map(|(what, clauses)| {
            let because = clauses.clone();
            lens.finding(
                Code::CalendarUnsaid,
                Evidence::Unsaid { what, clauses },
                &because,
            )
        })
        .collect()
}

/// The date of a day number, where day one is known.
#[must_use]
pub fn date_of(lens: &Lens<'_>, day: i64) -> Option<Date> {
    Clock::of(&lens.terms.agreement).date(day)
}

/// Durations that could only be bounded, as working days from a day that is not fixed.
#[must_use]
pub fn bounded(lens: &Lens<'_>) -> Vec<Finding> {
    let reasons = lens.timetable.bounded.clone();
    if reasons.is_empty() {
        return Vec::new();
    }
    let clauses: Vec<ClauseId> = reasons.iter().map(|reason| reason.clause).collect();
    let evidence = Evidence::Bounded { reasons };
    vec![lens.finding(Code::CountedWithBounds, evidence, &clauses)]
}

/// Parts due on one single date that is a day of rest, where no rule says what then.
fn on_rest_days(lens: &Lens<'_>) -> Vec<ClauseId> {
    let days = Clock::of(&lens.terms.agreement).rest;
    let none = days.rest.is_empty() && days.holidays.is_empty();
    if none || lens.terms.agreement.if_rest_day.get().is_some() {
        return Vec::new();
    }
    let Some(windows) = &lens.windows else {
        return Vec::new();
    };
    let parts = lens.parts.all.iter().zip(&lens.timetable.done);
    let at_rest = parts.filter(|(_, done)| {
        let date = windows[**done].latest.and_then(|day| date_of(lens, day));
        date.is_some_and(|date| !days.works(date))
    });
    at_rest.map(|(part, _)| part.clause).collect()
}

/// Phases of whole months that start on a day which some month has not.
fn without_such_day(lens: &Lens<'_>) -> Vec<ClauseId> {
    let Some(windows) = &lens.windows else {
        return Vec::new();
    };
    if lens.terms.agreement.if_no_such_day.get().is_some() {
        return Vec::new();
    }
    let unclear = lens.terms.phases().filter(|(id, phase)| {
        let Some(lasts) = phase.lasts.get().filter(|lasts| lasts.unit == Unit::Month) else {
            return false;
        };
        let (start, _) = lens.timetable.phases[id.position()];
        let start = windows[start].earliest.and_then(|day| date_of(lens, day));
        let months = i32::try_from(lasts.high).unwrap_or(i32::MAX);
        start.is_some_and(|start| {
            matches!(add(start, 0, months, 0), Some(DateSum::Ambiguous { .. }))
        })
    });
    unclear.map(|(id, _)| ClauseId::Phase(id)).collect()
}

/// Duties tied together with nobody to start and no step to keep.
#[must_use]
pub fn concurrent(lens: &Lens<'_>) -> Vec<Finding> {
    let agreement = &lens.terms.agreement;
    let mut found = Vec::new();
    for duty in lens.terms.duties() {
        let item = &agreement.obligations[duty];
        let Some(second) = item.together_with else {
            continue;
        };
        let mate = match second {
            ClauseId::Obligation(other) => Some(&agreement.obligations[other]),
            _ => None,
        };
        let somebody = |said: &Said<Vec<_>>| said.get().is_some_and(|names| !names.is_empty());
        let starts = somebody(&item.first) || mate.is_some_and(|mate| somebody(&mate.first));
        let paced = item.keeps_pace.get().is_some()
            || mate.is_some_and(|mate| mate.keeps_pace.get().is_some());
        if !starts {
            let first = ClauseId::Obligation(duty);
            let evidence = Evidence::Concurrent {
                first,
                second,
                pace: paced,
            };
            found.push(lens.finding(Code::ConcurrentWithoutStart, evidence, &[first, second]));
        }
    }
    found
}

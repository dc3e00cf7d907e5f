//! Moments as anchors: a point of the network and how far from it, in days and in minutes.

use armistice_case::model::{Case, ClauseId, NodeId, PhaseId, Said};
use armistice_case::phrase::{Condition, Moment, Name, State, When};
use armistice_case::value::{Duration, Unit};
use armistice_case::zone::{Hour, Zone};

use super::build::Builder;
use super::{Doubtful, ORIGIN, Reason};
use crate::accord::hours::DAY;
use crate::accord::part::Parts;
use crate::accord::terms::Terms;

/// How finely an anchor is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    /// The very moment of something, whenever it comes.
    Event,
    /// An hour.
    Hour,
    /// A day: its minutes are from its start to its end.
    Day,
}

/// A time as a point and a range after it, in days and in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub point: usize,
    pub low: i64,
    pub high: i64,
    /// The same from day 0 in the zone of the clause, where the point is the origin.
    pub own: (i64, i64),
    /// In minutes after the point; nothing where the terms do not count in hours.
    pub minutes: (i64, i64),
    /// The minutes on the line itself, where the point's days are known.
    pub fixed: Option<(i64, i64)>,
    pub grain: Grain,
}

impl Anchor {
    /// The moment of a point.
    pub fn of(point: usize) -> Anchor {
        Anchor {
            point,
            low: 0,
            high: 0,
            own: (0, 0),
            minutes: (0, 0),
            fixed: None,
            grain: Grain::Event,
        }
    }
}

/// Whether a duration is in hours or minutes.
pub(super) fn in_hours(duration: &Duration) -> bool {
    matches!(duration.unit, Unit::Hour | Unit::Minute)
}

/// The minutes of a duration in hours or minutes.
fn spelt(duration: &Duration) -> (i64, i64) {
    let unit = if duration.unit == Unit::Hour { 60 } else { 1 };
    let low = if duration.at_most { 0 } else { duration.low };
    (i64::from(low) * unit, i64::from(duration.high) * unit)
}

/// Whether something in these terms is given by the hour.
pub(super) fn counts_hours(terms: &Terms, parts: &Parts) -> bool {
    let said = |duration: &Said<Duration>| duration.get().is_some_and(in_hours);
    let agreement = &terms.agreement;
    agreement.first_hour.is_some()
        || terms
            .phases()
            .any(|(_, phase)| said(&phase.lasts) || phase.when.get().is_some_and(by_hour))
        || parts.all.iter().any(|part| {
            let windows = part.when.get().into_iter().chain(part.starts.get());
            windows.into_iter().any(by_hour)
                || said(&part.verified_within)
                || said(&agreement.obligations[part.duty].takes)
        })
}

fn by_hour(when: &When) -> bool {
    fn hourly(moment: &Moment) -> bool {
        match moment {
            Moment::Hour(..) => true,
            Moment::After(duration, inner) | Moment::Before(duration, inner) => {
                in_hours(duration) || hourly(inner)
            }
            _ => false,
        }
    }
    match when {
        When::On(m) | When::By(m) | When::From(m) | When::Before(m) => hourly(m),
        When::Window(a, b) => hourly(a) || hourly(b),
        When::Within(duration, of) => in_hours(duration) || of.as_ref().is_some_and(hourly),
        When::SameDay | When::While(_) | When::Silent(_) => false,
    }
}

/// Whether a moment is counted back from another.
pub(super) fn counted_back(moment: &Moment) -> bool {
    matches!(moment.day(), Moment::Before(..))
}

impl Builder<'_> {
    /// A day of the calendar in the zone of the clause at hand.
    pub(super) fn on_day(&self, day: i64) -> Anchor {
        self.on_days(day, day)
    }

    fn on_days(&self, low: i64, high: i64) -> Anchor {
        let mut anchor = Anchor {
            low,
            high,
            own: (low, high),
            grain: Grain::Day,
            ..Anchor::of(ORIGIN)
        };
        if let Some(hours) = self.hours {
            anchor.minutes = (
                hours.start(&self.zones, low).0,
                hours.end(&self.zones, high),
            );
            // A day of another zone lies on two of the calendar.
            if self.zones != hours.home {
                anchor.low = hours.day(anchor.minutes.0).0;
                anchor.high = hours.day(anchor.minutes.1).1;
            }
        }
        anchor
    }

    /// The points that a moment names; several where it is the last of several things.
    pub(super) fn moment(
        &mut self,
        reason: Reason,
        moment: &Moment,
        answers: Option<usize>,
    ) -> Vec<Anchor> {
        match moment {
            Moment::Day(day, None) => {
                let day = i64::from(*day);
                self.doubt_day(reason, day);
                vec![self.on_day(day)]
            }
            Moment::Day(day, Some(name)) => {
                let start = self.phase(name).map(|(start, _)| Anchor::of(start));
                let days = i64::from(*day) - 1;
                start
                    .map(|start| self.days_after(start, days, days))
                    .into_iter()
                    .collect()
            }
            Moment::Date(date) => match self.clock.number(*date) {
                Some(day) => {
                    self.doubt_day(reason, day);
                    vec![self.on_day(day)]
                }
                None => Vec::new(),
            },
            Moment::Hour(hour, day) => self.hour(reason, hour, day.as_deref(), answers),
            Moment::Start(name) => self
                .phase(name)
                .map(|(start, _)| Anchor::of(start))
                .into_iter()
                .collect(),
            Moment::End(name) => self
                .phase(name)
                .map(|(_, end)| Anchor::of(end))
                .into_iter()
                .collect(),
            Moment::Event { name, state, each } => {
                self.points(name, *state, answers.filter(|_| *each))
            }
            Moment::After(duration, inner) => {
                let anchors = self.moment(reason, inner, answers);
                self.shifted(reason, duration, anchors, true)
            }
            Moment::Before(duration, inner) => {
                let anchors = self.moment(reason, inner, answers);
                self.shifted(reason, duration, anchors, false)
            }
        }
    }

    /// An hour on the day of another moment, or on that of the trigger.
    fn hour(
        &mut self,
        reason: Reason,
        hour: &Hour,
        day: Option<&Moment>,
        answers: Option<usize>,
    ) -> Vec<Anchor> {
        let days = match day {
            Some(day) => self.moment(reason, day, answers),
            None => self.trigger.into_iter().collect(),
        };
        let zones = hour
            .zone
            .clone()
            .map_or_else(|| self.zones.clone(), |zone| vec![zone]);
        days.into_iter()
            .map(|day| self.at_hour(reason, hour, &zones, day))
            .collect()
    }

    fn at_hour(&mut self, reason: Reason, hour: &Hour, zones: &[Zone], day: Anchor) -> Anchor {
        let Some(hours) = self.hours else {
            return day;
        };
        let minute = i64::from(hour.minute());
        let on = |low: i64, high: i64| {
            (
                hours.at(zones, low, hour.minute()).0,
                hours.at(zones, high, hour.minute()).1,
            )
        };
        if day.point == ORIGIN {
            let (low, high) = day.own;
            let doubt = hours.doubt(zones, low, hour.minute());
            let minutes = on(low, high);
            if let Some((why, apart)) = doubt {
                self.doubts.push(Doubtful {
                    clause: reason.clause,
                    why,
                    apart,
                });
            }
            return Anchor {
                low: hours.day(minutes.0).0,
                high: hours.day(minutes.1).1,
                minutes,
                grain: Grain::Hour,
                ..day
            };
        }
        let span = self.span(day);
        // The start of an open day lies at most a day before the moment that falls on it.
        let start = match day.grain {
            Grain::Day => (day.minutes.0, day.minutes.1 - (DAY - 1) + hours.slack),
            Grain::Event | Grain::Hour => (day.minutes.0 - self.whole_day(), day.minutes.1),
        };
        let other = i64::from(*zones != hours.home);
        Anchor {
            low: day.low - other,
            high: day.high + other,
            minutes: (
                start.0 + minute - hours.slack,
                start.1 + minute + hours.slack,
            ),
            fixed: span.map(|(low, high)| on(low - other, high + other)),
            grain: Grain::Hour,
            ..day
        }
    }

    /// Remembers a day that several zones can be meant by.
    fn doubt_day(&mut self, reason: Reason, day: i64) {
        let doubt = self
            .hours
            .and_then(|hours| hours.doubt(&self.zones, day, 0));
        if let Some((why, apart)) = doubt
            && self.zones.len() > 1
        {
            self.doubts.push(Doubtful {
                clause: reason.clause,
                why,
                apart,
            });
        }
    }

    /// The minutes that a day can have, less one.
    pub(super) fn whole_day(&self) -> i64 {
        DAY - 1 + self.hours.map_or(0, |hours| hours.slack)
    }

    /// A number of days after an anchor, as a day.
    fn days_after(&self, anchor: Anchor, low: i64, high: i64) -> Anchor {
        if anchor.point == ORIGIN {
            return self.on_days(anchor.own.0 + low, anchor.own.1 + high);
        }
        let slack = self.hours.map_or(0, |hours| hours.slack);
        let (before, after) = match anchor.grain {
            Grain::Day => (slack, slack),
            Grain::Event | Grain::Hour => (self.whole_day(), self.whole_day()),
        };
        Anchor {
            low: anchor.low + low,
            high: anchor.high + high,
            minutes: (
                anchor.minutes.0 - before + low * DAY,
                anchor.minutes.1 + after + high * DAY,
            ),
            fixed: None,
            grain: Grain::Day,
            ..anchor
        }
    }

    /// Anchors a duration later, or earlier.
    pub(super) fn shifted(
        &mut self,
        reason: Reason,
        duration: &Duration,
        anchors: Vec<Anchor>,
        onwards: bool,
    ) -> Vec<Anchor> {
        let mut shifted = Vec::with_capacity(anchors.len());
        for anchor in anchors {
            let (low, high) = self.days(reason, duration, Some(anchor), onwards);
            let (low, high) = if onwards { (low, high) } else { (-high, -low) };
            shifted.push(match self.hours {
                Some(hours) if in_hours(duration) => {
                    let (least, most) = spelt(duration);
                    let (least, most) = if onwards {
                        (least, most)
                    } else {
                        (-most, -least)
                    };
                    let by = |(a, b): (i64, i64)| (a + least, b + most);
                    let minutes = by(anchor.minutes);
                    let days = if anchor.point == ORIGIN {
                        (hours.day(minutes.0).0, hours.day(minutes.1).1)
                    } else {
                        (anchor.low + low, anchor.high + high)
                    };
                    let other = i64::from(self.zones != hours.home);
                    Anchor {
                        low: days.0,
                        high: days.1,
                        own: (days.0 - other, days.1 + other),
                        minutes,
                        fixed: anchor.fixed.map(by),
                        grain: Grain::Hour,
                        ..anchor
                    }
                }
                _ => self.days_after(anchor, low, high),
            });
        }
        shifted
    }

    /// The days that hours are from an anchor: of every day it can be, from its first minute to its
    /// last.
    pub(super) fn hours_in_days(
        &mut self,
        duration: &Duration,
        from: Option<Anchor>,
        onwards: bool,
    ) -> Option<(i64, i64)> {
        let hours = self.hours.filter(|hours| hours.slack > 0)?;
        self.table.by_calendar = true;
        let (least, most) = spelt(duration);
        let span = from.and_then(|anchor| self.span(anchor));
        let Some((first, last)) = span.filter(|(a, b)| b - a <= 400) else {
            let low = (least - hours.slack).max(0).div_euclid(DAY);
            return Some((low, (most + hours.slack + DAY - 1).div_euclid(DAY)));
        };
        let of = |day: i64| {
            let (start, end) = (hours.start(&hours.home, day).0, hours.end(&hours.home, day));
            if onwards {
                (
                    hours.day(start + least).0 - day,
                    hours.day(end + most).1 - day,
                )
            } else {
                (
                    day - hours.day(end - least).1,
                    day - hours.day(start - most).0,
                )
            }
        };
        let all = (first..=last).map(of);
        all.reduce(|known, (low, high)| (known.0.min(low), known.1.max(high)))
    }

    /// The minutes of a duration that is so many days.
    pub(super) fn minutes(&self, duration: &Duration, (low, high): (i64, i64)) -> (i64, i64) {
        if in_hours(duration) {
            return spelt(duration);
        }
        let more = self.whole_day();
        ((low * DAY - more).max(0), high * DAY + more)
    }

    pub(super) fn phase(&self, name: &Name) -> Option<(usize, usize)> {
        match self.case.node(&name.id)? {
            NodeId::Clause(ClauseId::Phase(PhaseId(phase))) => {
                self.table.phases.get(phase as usize).copied()
            }
            _ => None,
        }
    }

    /// The points of a clause in a state, of one part alone where `only` is given.
    fn points(&self, name: &Name, state: Option<State>, only: Option<usize>) -> Vec<Anchor> {
        let of = |part: usize| match state {
            Some(State::Started) => self.table.begun[part].unwrap_or(self.table.done[part]),
            Some(State::Verified) => self.table.verified[part].unwrap_or(self.table.done[part]),
            _ => self.table.done[part],
        };
        if matches!(
            state,
            Some(State::Late | State::Breached | State::Lapsed | State::Suspended)
        ) {
            return Vec::new();
        }
        if let Some(part) = only {
            return vec![Anchor::of(of(part))];
        }
        match node(self.case, name) {
            Some(clause @ (ClauseId::Obligation(_) | ClauseId::Tranche(..))) => {
                let own = self.parts.of_clause(clause).into_iter();
                own.map(|part| Anchor::of(of(part))).collect()
            }
            Some(ClauseId::Phase(phase)) => {
                use armistice_case::model::Key as _;
                let (start, end) = self.table.phases[phase.position()];
                let started = state == Some(State::Started);
                vec![Anchor::of(if started { start } else { end })]
            }
            Some(ClauseId::Milestone(milestone)) => {
                let milestone = &self.terms.agreement.milestones[milestone];
                let day = milestone.date.get().and_then(|d| self.clock.number(*d));
                match day {
                    Some(day) => vec![self.on_day(day)],
                    // A milestone comes when what it waits for has come, or later.
                    None => self.anchors_of(&milestone.after, None),
                }
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn anchors_of(
        &self,
        condition: &Said<Condition>,
        answers: Option<usize>,
    ) -> Vec<Anchor> {
        condition
            .get()
            .map_or_else(Vec::new, |condition| self.anchors(condition, answers))
    }

    /// The points after which a condition can hold; nothing where one of several is enough.
    fn anchors(&self, condition: &Condition, answers: Option<usize>) -> Vec<Anchor> {
        match condition {
            Condition::All(parts) => parts
                .iter()
                .flat_map(|part| self.anchors(part, answers))
                .collect(),
            Condition::Is { name, state, each } => {
                self.points(name, *state, answers.filter(|_| *each))
            }
            Condition::Reaches { name, .. } => {
                self.points(name, None, None).into_iter().take(1).collect()
            }
            Condition::Day(number) => vec![self.on_day(i64::from(*number))],
            Condition::Date(date) => {
                let day = self.clock.number(*date);
                day.map(|day| self.on_day(day)).into_iter().collect()
            }
            Condition::Any(_)
            | Condition::AtLeast(..)
            | Condition::Not(_)
            | Condition::Silent(_) => Vec::new(),
        }
    }
}

fn node(case: &Case, name: &Name) -> Option<ClauseId> {
    match case.node(&name.id)? {
        NodeId::Clause(clause) => Some(clause),
        _ => None,
    }
}

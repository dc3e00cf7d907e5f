//! From terms to a temporal network: windows, triggers, work and verification as constraints.
//!
//! ```text
//! terms, part ─► moment ─► build ─► days    ◄─┐
//!                hours ────┘    └─► minutes ◄─┴─ solve: each narrows the other
//! ```
//!
//! The unit is the day; day n of the calendar is time n. "Within N days of X" does not count X's
//! own day. Working days, months and dates on days of rest follow the calendar of the terms (`clock`)
//! from the days on which they can begin: windows are found with outward bounds first and then
//! narrowed; what stays a bound is listed in `bounded`. A duty that waits for one of several things
//! is bounded by none of them. Each constraint knows its clause and key.
//!
//! Where the terms count in hours or in several zones, the same points stand in a second network in
//! minutes (`hours`): an hour is a moment there, a day is the minutes from its start to its end, and
//! "N hours after X" is exact. Days and minutes narrow one another. Guarantee: windows hold every
//! plan that keeps the text; they are exact in days where no hour is given, and to the minute where
//! days are given by their number or date. A number of days from an open day is taken outwards.

mod breach;
mod build;
mod moment;

use armistice_case::model::{Agreement, Case, ClauseId};

use super::clock::Clock;
use super::hours::Hours;
use super::part::Parts;
use super::terms::Terms;
use super::time::controllable::Uncertain;
use super::time::network::{Constraint, Network, Window};
use build::built;

pub(in crate::accord) use breach::{breach_waited_for, last_day};

pub use super::hours::Doubt;

/// The clause and key that a constraint comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The clause.
    pub clause: ClauseId,
    /// The key that says so.
    pub key: &'static str,
}

/// A duration that nobody controls, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsure {
    /// The link, in days.
    pub link: Uncertain,
    /// The same in minutes, where the terms count in hours.
    pub fine: Option<Uncertain>,
    /// Whether the text gives it in hours or minutes.
    pub in_hours: bool,
    /// Where the text gives it: `verified-within` or `takes`.
    pub reason: Reason,
}

/// An hour that can be read in several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubtful {
    /// The clause whose hour it is.
    pub clause: ClauseId,
    /// Why.
    pub why: Doubt,
    /// How many minutes lie between its readings.
    pub apart: i64,
}

/// The network in minutes, with the points of the one in days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fine {
    /// The constraints.
    pub network: Network,
    /// One reason a constraint.
    pub reasons: Vec<Reason>,
    /// Zones and days.
    pub hours: Hours,
    /// Hours that are not one moment.
    pub doubts: Vec<Doubtful>,
}

/// The network of the terms.
#[derive(Clone, Debug, Default)]
pub struct Timetable {
    /// All constraints, uncertain durations among them as if they could be chosen.
    pub network: Network,
    /// One reason a constraint.
    pub reasons: Vec<Reason>,
    /// The same in minutes, where the terms count in hours or in several zones.
    pub fine: Option<Fine>,
    /// The durations that nobody controls.
    pub unsure: Vec<Unsure>,
    /// For each part the point at which it is done.
    pub done: Vec<usize>,
    /// For each part the point at which it is confirmed, if somebody confirms it in a known time.
    pub verified: Vec<Option<usize>>,
    /// For each part how many days its confirmation takes, if somebody confirms it in a known time.
    pub confirmed: Vec<Option<(i64, i64)>>,
    /// For each part the point at which it is begun, where that differs.
    pub begun: Vec<Option<usize>>,
    /// For each phase its start and its end.
    pub phases: Vec<(usize, usize)>,
    /// For each obligation that forbids something a point at which it holds: its window is all of the
    /// time for which it does.
    pub held: Vec<Option<usize>>,
    /// How many points come after several triggers: the last ones.
    joint: usize,
    /// Whether some constraint hangs on the calendar.
    by_calendar: bool,
    /// Durations that are only bounded: the day they count from, or the calendar, is not known.
    pub bounded: Vec<Reason>,
}

/// The windows of all points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solved {
    /// In days.
    pub days: Vec<Window>,
    /// In minutes on the line of [`Hours`], where the terms count in hours.
    pub minutes: Option<Vec<Window>>,
}

/// The point that stands for day 0.
pub const ORIGIN: usize = 0;

/// The day number of a date, where day one is known.
#[must_use]
pub fn day_number(agreement: &Agreement, date: jiff::civil::Date) -> Option<i64> {
    Clock::of(agreement).number(date)
}

/// How often windows are narrowed: each time durations are counted from the days, and days from the
/// hours, that the time before left.
const NARROWED: usize = 4;

/// Builds the network of the terms.
#[must_use]
pub fn timetable(case: &Case, terms: &Terms, parts: &Parts) -> Timetable {
    let clock = Clock::of(&terms.agreement);
    let hours = Hours::of(case, terms);
    let hourly = moment::counts_hours(terms, parts) || hours.differ();
    let hours = hourly.then_some(hours);
    let mut table = built(case, terms, parts, &clock, hours.as_ref(), None);
    for _ in 0..NARROWED {
        if !table.by_calendar {
            break;
        }
        let Some(solved) = table.solve() else {
            break;
        };
        let narrower = built(case, terms, parts, &clock, hours.as_ref(), Some(&solved));
        let same = narrower.network == table.network && narrower.fine == table.fine;
        table = narrower;
        if same {
            break;
        }
    }
    table
}

impl Timetable {
    /// The windows of all points, or none where the days alone or the hours alone conflict.
    #[must_use]
    pub fn solve(&self) -> Option<Solved> {
        let days = self.network.windows(ORIGIN)?;
        let Some(fine) = &self.fine else {
            return Some(Solved {
                days,
                minutes: None,
            });
        };
        let minutes = fine.network.windows(ORIGIN)?;
        let mut solved = Solved {
            days,
            minutes: Some(minutes),
        };
        for _ in 0..NARROWED {
            let Some(narrower) = self.narrowed(fine, &solved) else {
                break;
            };
            if narrower == solved {
                break;
            }
            solved = narrower;
        }
        Some(solved)
    }

    /// The moments between which the deadline of each part lies, counted in minutes from the moments
    /// at which points have come: for each part the earliest and the latest reading, none where
    /// nothing limits it yet.
    #[must_use]
    pub fn deadlines(
        &self,
        fine: &Fine,
        moments: &[Option<(i64, i64)>],
    ) -> Vec<Option<(i64, i64)>> {
        let mut known = moments.to_vec();
        let all = || fine.network.constraints.iter().zip(&fine.reasons);
        let mut part_of = vec![None; self.network.points];
        for (part, done) in self.done.iter().enumerate() {
            part_of[*done] = Some(part);
        }
        // What no part and no phase has are points after several triggers: the last of them.
        let own = self.network.points - self.joint;
        for (constraint, _) in all().filter(|(c, _)| c.to >= own) {
            let after = known[constraint.from].zip(constraint.min);
            let after = after.map(|((low, high), min)| (low + min, high + min));
            let so_far = known[constraint.to].unwrap_or((i64::MIN, i64::MIN));
            known[constraint.to] = after.map(|(low, high)| (so_far.0.max(low), so_far.1.max(high)));
        }
        let mut deadlines: Vec<Option<(i64, i64)>> = vec![None; self.done.len()];
        for (constraint, reason) in all().filter(|(_, reason)| reason.key == "when") {
            let base = known[constraint.from].zip(constraint.max);
            if let (Some(part), Some(((low, high), max))) = (part_of[constraint.to], base) {
                let doubts = fine
                    .doubts
                    .iter()
                    .filter(|doubt| doubt.clause == reason.clause);
                let apart = doubts.map(|doubt| doubt.apart).max().unwrap_or(0);
                let (low, high) = (low + max - apart, high + max);
                let known = deadlines[part].unwrap_or((low, high));
                deadlines[part] = Some((known.0.min(low), known.1.min(high)));
            }
        }
        deadlines
    }

    /// Minutes within the days that are left, and days within those minutes. None where they
    /// cannot be had together, which no clause by itself is to blame for.
    fn narrowed(&self, fine: &Fine, solved: &Solved) -> Option<Solved> {
        let hours = &fine.hours;
        let of_days = |window: &Window| Window {
            earliest: window.earliest.map(|day| hours.start(&hours.home, day).0),
            latest: window.latest.map(|day| hours.end(&hours.home, day)),
        };
        let minutes = within(&fine.network, solved.days.iter().map(of_days))?;
        let of_minutes = |window: &Window| Window {
            earliest: window.earliest.map(|at| hours.day(at).0),
            latest: window.latest.map(|at| hours.day(at).1),
        };
        let days = within(&self.network, minutes.iter().map(of_minutes))?;
        Some(Solved {
            days,
            minutes: Some(minutes),
        })
    }
}

/// The windows of a network whose points are held within others.
fn within(network: &Network, bounds: impl Iterator<Item = Window>) -> Option<Vec<Window>> {
    let mut held = network.clone();
    let limits = bounds.enumerate().skip(1).map(|(to, window)| Constraint {
        from: ORIGIN,
        to,
        min: window.earliest,
        max: window.latest,
    });
    held.constraints
        .extend(limits.filter(|limit| limit.min.is_some() || limit.max.is_some()));
    held.windows(ORIGIN)
}

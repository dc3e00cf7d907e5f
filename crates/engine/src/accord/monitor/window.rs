//! From and until when each part is to be done, and when its clock started.
//!
//! Windows are those of the timetable, its points put at the days on which things happened: a part
//! that waits for something that has not happened has no day yet. What is due on a day of rest
//! moves as the calendar says. Guarantee: exact in days. Cost: linear in the constraints.

use std::collections::BTreeMap;

use armistice_case::model::{ClauseId, Key as _, Said};
use armistice_case::tree::Silence;

use super::clock::{Clock, Due, Extension};
use super::hour::by_the_hour;
use crate::accord::clock;
use crate::accord::time::calendar::Roll;
use crate::accord::timetable::ORIGIN;

impl Clock<'_> {
    pub(super) fn all_triggers(&self) -> Vec<Option<i64>> {
        let agreement = &self.text.lens.terms.agreement;
        let first = i64::from(!agreement.counts_from_zero);
        let parts = self.text.lens.parts.all.iter();
        parts
            .map(|part| {
                let phase = agreement.obligations[part.duty].phase;
                let start = match phase {
                    Some(phase) => self.phases[phase.position()].start?,
                    None => first,
                };
                let after = match &part.after {
                    Said::Nothing | Said::Silent(Silence::None) => start,
                    Said::Silent(_) => return None,
                    Said::Is(condition) => self.holds(condition, part.answers)?,
                };
                Some(after.max(start)).filter(|day| *day <= self.day)
            })
            .collect()
    }

    /// The days of the timetable's points, as things have gone.
    fn times(&self) -> Vec<Option<i64>> {
        let table = &self.text.lens.timetable;
        let mut times: Vec<Option<i64>> = vec![None; table.network.points];
        let mut known = vec![false; table.network.points];
        let mut set = |point: usize, day: Option<i64>| {
            times[point] = day;
            known[point] = true;
        };
        set(ORIGIN, Some(0));
        for ((start, end), run) in table.phases.iter().zip(&self.phases) {
            set(*start, run.start);
            set(*end, run.after().map(|after| after - 1));
        }
        for (part, done) in table.done.iter().enumerate() {
            let history = self.part(part);
            set(*done, history.and_then(|history| history.done));
            if let Some(begun) = table.begun[part] {
                set(begun, history.and_then(|history| history.begun));
            }
            if let Some(verified) = table.verified[part] {
                set(verified, history.and_then(|history| history.verified));
            }
        }
        // What is left are points after several triggers: the last of them.
        let mut after: BTreeMap<usize, Option<i64>> = BTreeMap::new();
        for constraint in &table.network.constraints {
            if let (false, Some(min)) = (known[constraint.to], constraint.min) {
                let day = times[constraint.from].map(|from| from + min);
                let last = after.entry(constraint.to).or_insert(Some(i64::MIN));
                *last = last.zip(day).map(|(a, b)| a.max(b));
            }
        }
        for (point, day) in after {
            times[point] = day;
        }
        times
    }

    /// The windows before anything extends them.
    pub(super) fn own_windows(&self) -> Vec<Due> {
        let table = &self.text.lens.timetable;
        let times = self.times();
        let mut own: Vec<Due> = (0..table.done.len())
            .map(|part| self.own_window(part, &times))
            .collect();
        by_the_hour(self, &mut own);
        own
    }

    pub(super) fn all_windows(&self) -> Vec<Due> {
        let calendar = clock::Clock::of(&self.text.lens.terms.agreement);
        self.own_windows()
            .into_iter()
            .enumerate()
            .map(|(part, mut due)| {
                due.due = self.after(&self.extended(part), due.due);
                // Nothing is due before what it waits for has come.
                let waits = self.text.lens.parts.all[part].after.get().is_some();
                if let (true, Some(last), Some(begun)) = (waits, due.due, self.triggered[part])
                    && begun > last
                {
                    due.due = Some(begun);
                }
                due.due = due.due.map(|day| self.rolled(&calendar, day));
                due
            })
            .collect()
    }

    /// The extensions of a part: its own and those of its duty.
    pub(super) fn extended(&self, at: usize) -> Vec<Extension> {
        let part = &self.text.lens.parts.all[at];
        let own = &self.histories[part.duty.position()].extended;
        let whole = ClauseId::Obligation(part.duty);
        let mut all = self.extensions(whole, own.iter().copied());
        if part.clause != whole {
            all.extend(self.extensions(part.clause, std::iter::empty()));
        }
        all
    }

    /// A last day, moved off a day of rest as the calendar says.
    pub(super) fn rolled(&self, calendar: &clock::Clock, day: i64) -> i64 {
        let roll = calendar.roll.unwrap_or(Roll::Stands);
        if roll == Roll::Stands {
            return day;
        }
        let date = calendar.rest.roll(self.docket.date(day), roll);
        date.map_or(day, |date| self.docket.number(date))
    }

    fn own_window(&self, part: usize, times: &[Option<i64>]) -> Due {
        let table = &self.text.lens.timetable;
        let (done, begun) = (table.done[part], table.begun[part]);
        let mut due = Due::default();
        let least = |old: Option<i64>, new: i64| Some(old.map_or(new, |old| old.min(new)));
        let most = |old: Option<i64>, new: i64| Some(old.map_or(new, |old| old.max(new)));
        for at in &self.text.own[part] {
            let constraint = table.network.constraints[*at];
            let begins = table.reasons[*at].key == "starts" && begun.is_some();
            let own = if begins { begun.unwrap_or(done) } else { done };
            let (other, min, max) = if constraint.to == own {
                (constraint.from, constraint.min, constraint.max)
            } else if constraint.from == own {
                let turned = |bound: Option<i64>| bound.map(|bound| -bound);
                (
                    constraint.to,
                    turned(constraint.max),
                    turned(constraint.min),
                )
            } else {
                continue;
            };
            let Some(base) = times[other] else { continue };
            if let Some(max) = max {
                if begins {
                    due.begin_by = least(due.begin_by, base + max);
                } else {
                    due.due = least(due.due, base + max);
                }
            }
            if let Some(min) = min
                && !begins
                && !self.phase_floor(part, other)
            {
                due.from = most(due.from, base + min);
            }
        }
        due
    }

    /// Whether a point is only the start of the part's own phase or of the calendar: no window of
    /// the part itself.
    fn phase_floor(&self, part: usize, point: usize) -> bool {
        let duty = self.text.lens.parts.all[part].duty;
        let phase = self.text.lens.terms.agreement.obligations[duty].phase;
        phase.is_some_and(|phase| self.text.lens.timetable.phases[phase.position()].0 == point)
    }
}

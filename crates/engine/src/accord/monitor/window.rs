//! From and until when each part is to be done, and when its clock started.
//!
//! Windows are those of the timetable, each limit counted from the day on which that happened from
//! which the text counts it: a part that waits for something that has not happened has no day yet.
//! What is due on a day of rest moves as the calendar says. Guarantee: exact in days. Cost: linear in
//! the limits and in the conditions that they are counted from.

use armistice_case::model::{ClauseId, Key as _, Said};
use armistice_case::tree::Silence;

use super::clock::{Clock, Due, Extension};
use super::hour::by_the_hour;
use crate::accord::clock;
use crate::accord::time::calendar::Roll;
use crate::accord::timetable::bound::{Bound, Offset, Since};

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

    /// The day from which a limit of a window is counted, as things have gone.
    fn counted_since(&self, bound: &Bound) -> Option<i64> {
        let part = &self.text.lens.parts.all[bound.part];
        match bound.since {
            Since::Origin => Some(0),
            Since::Start(phase) => self.phase(phase).start,
            Since::End(phase) => self.phase(phase).after().map(|after| after - 1),
            Since::Stage(clause, stage) => self.counted_from(clause, stage),
            Since::Part(at, stage) => {
                let come = self.part_stage(at, stage);
                come.or_else(|| self.still_ahead(at).filter(|_| bound.ahead))
            }
            Since::Moved(milestone, planned) => {
                let come = self.counted_from(ClauseId::Milestone(milestone), None);
                Some(come.map_or(0, |come| come - planned))
            }
            Since::Trigger => self.counted(part.after.get()?, part.answers),
        }
    }

    /// The day on which a part is to be done that is not, for what is to come before it: its own last
    /// day, and once that has passed no sooner than tomorrow. None where it is owed no more.
    pub(super) fn still_ahead(&self, at: usize) -> Option<i64> {
        let last = self.windows[at].due?;
        let waived = self.part(at).is_some_and(|part| part.waived.is_some());
        (!waived).then(|| last.max(self.day + 1))
    }

    /// The windows before anything extends them.
    pub(super) fn own_windows(&self) -> Vec<Due> {
        let table = &self.text.lens.timetable;
        let calendar = clock::Clock::of(&self.text.lens.terms.agreement);
        let mut own = vec![Due::default(); table.done.len()];
        for bound in &table.bounds {
            if let Some(base) = self.counted_since(bound) {
                self.limit(&calendar, bound, base, &mut own[bound.part]);
            }
        }
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

    /// Narrows the window of a part by one limit that is counted from a day.
    fn limit(&self, calendar: &clock::Clock, bound: &Bound, base: i64, due: &mut Due) {
        let days = |offset: &Offset| match &offset.measured {
            Some(duration) => {
                let length = calendar.length(duration, Some((base, base)), true);
                (base + length.low, base + length.high)
            }
            None => (base + offset.days, base + offset.days),
        };
        let least = |old: Option<i64>, new: i64| Some(old.map_or(new, |old| old.min(new)));
        let most = |old: Option<i64>, new: i64| Some(old.map_or(new, |old| old.max(new)));
        if let Some((_, last)) = bound.max.as_ref().map(days) {
            if bound.begins {
                due.begin_by = least(due.begin_by, last);
            } else {
                due.due = least(due.due, last);
            }
        }
        if let Some((first, _)) = bound.min.as_ref().map(days)
            && !bound.begins
            && !self.phase_floor(bound)
        {
            due.from = most(due.from, first);
        }
    }

    /// Whether a limit is counted from the start of the part's own phase: no window of the part
    /// itself.
    fn phase_floor(&self, bound: &Bound) -> bool {
        let duty = self.text.lens.parts.all[bound.part].duty;
        let phase = self.text.lens.terms.agreement.obligations[duty].phase;
        phase.is_some_and(|phase| bound.since == Since::Start(phase))
    }
}

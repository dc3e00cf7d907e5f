//! The clock of a day: what has happened by then, which conditions hold since when, and from and
//! until when each part is to be done as the text stands and things have gone.
//!
//! Windows are those of the timetable, its points put at the days on which things happened: a part
//! that waits for something that has not happened has no day yet. What is due on a day of rest
//! moves as the calendar says. Guarantee: exact in days. Cost: linear in the log up to the day and
//! in the conditions.

use std::cell::RefCell;
use std::collections::BTreeMap;

use armistice_case::model::{
    Act, ClauseId, EventId, Key as _, NodeId, ObligationId, PhaseId, PowerId, QuantityId, Said,
};
use armistice_case::phrase::{Condition, Name, State as Stage, When};
use armistice_case::value::{Amount, Decimal};

use super::docket::{Docket, Text};
use super::history::{History, history, plain_day};
use super::hour::{DueHour, by_the_hour};
use super::record::{Facts, View};
use crate::accord::clock::{self, bounds as days};
use crate::accord::time::calendar::Roll;
use crate::accord::timetable::ORIGIN;

/// Something that a condition still waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wait {
    /// A clause to come to a stage; its end or its being done where none is named.
    Clause(ClauseId, Option<Stage>),
    /// A quantity under a clause to come to a level.
    Level(ClauseId, QuantityId, Decimal),
    /// A day.
    Day(i64),
    /// Something that must not be so, and is.
    Not(ClauseId),
    /// Words that the text leaves unknown, open or in dispute.
    Unsaid,
}

/// When a phase runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Its first day, once that is known.
    pub start: Option<i64>,
    /// Its last day as the text and extensions have it.
    pub end: Option<i64>,
    /// The day on which a record says that it ended.
    pub ended: Option<(i64, EventId)>,
    /// By how many days it was prolonged.
    pub prolonged: i64,
}

impl Run {
    /// Whether it is over on a day.
    #[must_use]
    pub fn over(&self, day: i64) -> bool {
        self.after().is_some_and(|after| after <= day)
    }

    /// The first day on which it no longer holds: the day after its last, or the day on which it
    /// was broken off before that.
    #[must_use]
    pub fn after(&self) -> Option<i64> {
        let next = self.end.map(|end| end + 1);
        match (self.ended, next) {
            (Some((ended, _)), Some(next)) => Some(if ended + 1 < next { ended } else { next }),
            (Some((ended, _)), None) => Some(ended),
            (None, next) => next,
        }
    }
}

/// The window of a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The first day on which it is in time.
    pub from: Option<i64>,
    /// The last day on which it is in time.
    pub due: Option<i64>,
    /// By when it must be begun.
    pub begin_by: Option<i64>,
    /// The hour at which it is due, where the text gives one.
    pub hour: Option<DueHour>,
}

impl Due {
    /// By how many minutes it was done after its hour, on its last day.
    #[must_use]
    pub fn late_by(&self) -> Option<i64> {
        self.hour.filter(|hour| Some(hour.day) == self.due)?.late
    }
}

/// What is known on a day.
pub struct Clock<'a> {
    /// The docket.
    pub docket: &'a Docket<'a>,
    /// The text in force.
    pub text: &'a Text<'a>,
    /// The log under a view.
    pub facts: &'a Facts,
    /// The day.
    pub day: i64,
    /// For each obligation its history.
    pub histories: Vec<History>,
    /// For each phase when it runs.
    pub phases: Vec<Run>,
    /// For each power the days of its use with their records.
    pub used: Vec<Vec<(i64, EventId)>>,
    /// For each open term the day on which it was agreed.
    pub agreed: Vec<Option<i64>>,
    /// For each milestone the day on which a record or the text has it.
    pub reached: Vec<Option<i64>>,
    /// For each part the day on which its clock started.
    pub triggered: Vec<Option<i64>>,
    /// For each part its window.
    pub windows: Vec<Due>,
    busy: RefCell<Vec<ClauseId>>,
}

impl<'a> Clock<'a> {
    /// The clock of a day.
    #[must_use]
    pub fn at(docket: &'a Docket<'a>, facts: &'a Facts, day: i64) -> Clock<'a> {
        let text = docket.text(day);
        let agreement = &text.lens.terms.agreement;
        let mut clock = Clock {
            docket,
            text,
            facts,
            day,
            histories: vec![History::default(); agreement.obligations.len()],
            phases: vec![Run::default(); agreement.phases.len()],
            used: vec![Vec::new(); agreement.powers.len()],
            agreed: vec![None; agreement.open_terms.len()],
            reached: vec![None; agreement.milestones.len()],
            triggered: vec![None; text.lens.parts.all.len()],
            windows: vec![Due::default(); text.lens.parts.all.len()],
            busy: RefCell::new(Vec::new()),
        };
        clock.read_others();
        clock.read_histories();
        clock.run_phases();
        // A trigger can rest on another part being late, so windows and triggers go in turns.
        for _ in 0..4 {
            let windows = clock.all_windows();
            let triggered = clock.all_triggers();
            let same = windows == clock.windows && triggered == clock.triggered;
            clock.windows = windows;
            clock.triggered = triggered;
            if same {
                break;
            }
        }
        clock
    }

    /// Facts about phases, powers, terms and milestones.
    fn read_others(&mut self) {
        let facts = self.facts;
        for fact in facts.others(self.day) {
            match fact.clause {
                Some(ClauseId::Power(power))
                    if fact.act == Some(Act::Used) || fact.act.is_none() =>
                {
                    self.used[power.position()].push((fact.day, fact.event));
                }
                Some(ClauseId::OpenTerm(term))
                    if matches!(fact.act, Some(Act::Agreed | Act::Done)) =>
                {
                    let agreed = &mut self.agreed[term.position()];
                    *agreed = agreed.or(Some(fact.day));
                }
                Some(ClauseId::Milestone(milestone))
                    if !matches!(fact.act, Some(Act::Refused | Act::Stopped)) =>
                {
                    let reached = &mut self.reached[milestone.position()];
                    *reached = reached.or(Some(fact.day));
                }
                Some(ClauseId::Phase(phase)) => {
                    let run = &mut self.phases[phase.position()];
                    match fact.act {
                        Some(Act::Started) => run.start = run.start.or(Some(fact.first)),
                        Some(Act::Ended | Act::Done) => {
                            run.ended = run.ended.or(Some((fact.day, fact.event)));
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    fn read_histories(&mut self) {
        let duties: Vec<ObligationId> = self.text.lens.terms.duties().collect();
        let parts = &self.text.lens.parts;
        let answers = |duty: ObligationId| {
            parts
                .of_duty(duty)
                .any(|part| parts.all[part].answers.is_some())
        };
        // Parts that answer others are read after them.
        let (later, first): (Vec<_>, Vec<_>) = duties.into_iter().partition(|d| answers(*d));
        for duty in first.into_iter().chain(later) {
            let answered = |part: usize| {
                let base = parts.all[part].answers?;
                self.part(base).and_then(|history| history.done)
            };
            let read = history(self.text, self.facts, duty, self.day, &answered);
            // A record under a power uses it, whatever clause it is about.
            for suspension in &read.suspensions {
                let under = self.docket.case.events[suspension.event].under;
                if let Some(ClauseId::Power(power)) = under {
                    self.used[power.position()].push((suspension.from, suspension.event));
                }
            }
            self.histories[duty.position()] = read;
        }
    }

    /// The history of a part.
    #[must_use]
    pub fn part(&self, part: usize) -> Option<&super::history::PartHistory> {
        let duty = self.text.lens.parts.all.get(part)?.duty;
        let history = &self.histories[duty.position()];
        history.parts.get(part - history.first_part)
    }

    /// When a phase runs.
    #[must_use]
    pub fn phase(&self, phase: PhaseId) -> Run {
        self.phases[phase.position()]
    }

    fn run_phases(&mut self) {
        let agreement = &self.text.lens.terms.agreement;
        let first = i64::from(!agreement.counts_from_zero);
        for (id, phase) in agreement.phases.iter() {
            let mut run = self.phases[id.position()];
            let (from, to) = match phase.when.get() {
                Some(When::Window(from, to)) => (
                    plain_day(self.text, &When::On(from.clone())),
                    plain_day(self.text, &When::On(to.clone())),
                ),
                Some(When::From(from) | When::On(from)) => {
                    (plain_day(self.text, &When::On(from.clone())), None)
                }
                Some(by @ When::By(_)) => (None, plain_day(self.text, by)),
                _ => (None, None),
            };
            let after = match &phase.after {
                Said::Nothing if from.is_none() && phase.when == Said::Nothing => Some(first),
                Said::Nothing | Said::Silent(_) => from,
                Said::Is(condition) => self.holds(condition, None).map(|day| day.max(first)),
            };
            run.start = run.start.or(after);
            run.end = to.or_else(|| {
                let (_, longest) = days(phase.lasts.get()?);
                Some(run.start? + longest - 1)
            });
            let before = run.end;
            run.end = self.prolonged(id, run.end);
            run.prolonged = run.end.zip(before).map_or(0, |(now, then)| now - then);
            self.phases[id.position()] = run;
        }
    }

    /// The last day of a phase after every extension by then.
    fn prolonged(&self, phase: PhaseId, end: Option<i64>) -> Option<i64> {
        let clause = ClauseId::Phase(phase);
        let agreement = &self.text.lens.terms.agreement;
        let events = &self.docket.case.events;
        let mut by: Vec<(i64, EventId, Option<PowerId>)> = Vec::new();
        for (power, item) in agreement.powers.iter() {
            if item
                .acts
                .iter()
                .any(|(verb, of)| *verb == "extends" && *of == clause)
            {
                let used = self.used[power.position()].iter();
                by.extend(used.map(|(day, event)| (*day, *event, Some(power))));
            }
        }
        let records = self.facts.others(self.day);
        by.extend(
            records
                .filter(|fact| fact.clause == Some(clause) && fact.act == Some(Act::Extended))
                .map(|fact| (fact.day, fact.event, None)),
        );
        by.sort_by(|a, b| (a.0, &events.label(a.1).id).cmp(&(b.0, &events.label(b.1).id)));
        by.dedup_by_key(|(_, event, _)| *event);
        by.into_iter().fold(end, |end, (_, event, power)| {
            let until = events.until(&events[event]);
            let named = until.and_then(|when| plain_day(self.text, when));
            let lasts = power.and_then(|power| agreement.powers[power].lasts.get());
            named.or_else(|| Some(end? + days(lasts?).1)).or(end)
        })
    }

    /// Since when a condition holds, where it does on this day. `answers` is the part that an
    /// instance made by `each` answers.
    #[must_use]
    pub fn holds(&self, condition: &Condition, answers: Option<usize>) -> Option<i64> {
        match condition {
            Condition::All(parts) => parts
                .iter()
                .map(|part| self.holds(part, answers))
                .try_fold(i64::MIN, |last, day| Some(last.max(day?)))
                .filter(|_| !parts.is_empty()),
            Condition::Any(parts) => parts.iter().filter_map(|p| self.holds(p, answers)).min(),
            Condition::AtLeast(least, parts) => {
                let mut days: Vec<i64> = parts
                    .iter()
                    .filter_map(|part| self.holds(part, answers))
                    .collect();
                days.sort_unstable();
                let at = usize::try_from(*least).ok()?.checked_sub(1)?;
                days.get(at).copied()
            }
            Condition::Not(inner) => match self.holds(inner, answers) {
                Some(_) => None,
                None => Some(i64::from(!self.text.lens.terms.agreement.counts_from_zero)),
            },
            Condition::Day(day) => Some(i64::from(*day)).filter(|day| *day <= self.day),
            Condition::Date(date) => Some(self.docket.number(*date)).filter(|d| *d <= self.day),
            Condition::Silent(_) => None,
            Condition::Is { name, state, each } => {
                self.named(name, *state, answers.filter(|_| *each))
            }
            Condition::Reaches {
                name,
                amount,
                quantity,
            } => self.level(name, amount, quantity.as_ref()),
        }
        .filter(|day| *day <= self.day)
    }

    fn named(&self, name: &Name, stage: Option<Stage>, only: Option<usize>) -> Option<i64> {
        if let Some(part) = only {
            return self.part_stage(part, stage);
        }
        let NodeId::Clause(clause) = self.docket.case.node(&name.id)? else {
            return None;
        };
        self.stage(clause, stage)
    }

    /// Since when a clause is in a stage; done, ended, agreed or used where none is named.
    #[must_use]
    pub fn stage(&self, clause: ClauseId, stage: Option<Stage>) -> Option<i64> {
        if self.busy.borrow().contains(&clause) {
            return None;
        }
        self.busy.borrow_mut().push(clause);
        let found = self.stage_of(clause, stage);
        self.busy.borrow_mut().pop();
        found.filter(|day| *day <= self.day)
    }

    fn stage_of(&self, clause: ClauseId, stage: Option<Stage>) -> Option<i64> {
        match clause {
            ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _) => {
                let parts = &self.text.lens.parts;
                let of: Vec<usize> = parts
                    .of_duty(duty)
                    .filter(|part| {
                        matches!(clause, ClauseId::Obligation(_))
                            || parts.all[*part].clause == clause
                    })
                    .collect();
                let days = || of.iter().map(|part| self.part_stage(*part, stage));
                match stage {
                    Some(Stage::Breached | Stage::Late | Stage::Lapsed)
                        if self.text.lens.terms.agreement.obligations[duty]
                            .must_not
                            .is_some() =>
                    {
                        self.histories[duty.position()]
                            .incidents
                            .first()
                            .map(|(day, _)| *day)
                    }
                    Some(
                        Stage::Started
                        | Stage::Late
                        | Stage::Breached
                        | Stage::Cured
                        | Stage::Suspended
                        | Stage::Lapsed,
                    ) => days().flatten().min(),
                    _ if of.is_empty() => None,
                    _ => days().try_fold(i64::MIN, |last, day| Some(last.max(day?))),
                }
            }
            ClauseId::Phase(phase) => {
                let run = self.phases[phase.position()];
                match stage {
                    Some(Stage::Started) => run.start,
                    Some(Stage::Suspended) => None,
                    _ => run.after(),
                }
            }
            ClauseId::Power(power) => self.used[power.position()]
                .iter()
                .map(|(day, _)| *day)
                .min(),
            ClauseId::OpenTerm(term) => self.agreed[term.position()],
            ClauseId::Milestone(milestone) => {
                let item = &self.text.lens.terms.agreement.milestones[milestone];
                let dated = item.date.get().map(|date| self.docket.number(*date));
                let known = self.reached[milestone.position()].or(dated);
                known.or_else(|| self.holds(item.after.get()?, None))
            }
            ClauseId::Escrow(_) | ClauseId::Guarantee(_) => None,
        }
    }

    fn part_stage(&self, at: usize, stage: Option<Stage>) -> Option<i64> {
        let part = self.part(at)?;
        let duty = self.text.lens.parts.all[at].duty;
        let missed = || {
            let due = self.windows[at].due?;
            if self.windows[at].late_by().is_some() {
                return Some(due);
            }
            let late = part.done.is_none_or(|done| done > due);
            (late && due < self.day).then_some(due + 1)
        };
        match stage {
            Some(Stage::Started) => part.begun,
            Some(Stage::Verified) => part.verified,
            Some(Stage::Late) => missed(),
            Some(Stage::Breached | Stage::Lapsed) => {
                let cure = self.text.lens.terms.agreement.obligations[duty].cure.get();
                let over = missed()? + cure.map_or(0, |cure| days(cure).1);
                part.done.is_none_or(|done| done >= over).then_some(over)
            }
            Some(Stage::Cured) => missed().and(part.done),
            Some(Stage::Suspended) => self.histories[duty.position()]
                .suspensions
                .iter()
                .find(|s| s.to.is_none_or(|(to, _)| to > self.day))
                .map(|s| s.from),
            _ => part.done,
        }
    }

    /// The day on which a quantity under a duty came to a level.
    fn level(&self, name: &Name, amount: &Amount, quantity: Option<&Name>) -> Option<i64> {
        let (duty, quantity, wanted) = self.wanted(name, amount, quantity)?;
        let mut sum = 0_i64;
        self.level_steps(duty, quantity)
            .into_iter()
            .find_map(|(day, amount)| {
                sum = sum.saturating_add(amount.0);
                (sum >= wanted.0).then_some(day)
            })
    }

    /// Deliveries of a quantity under a duty, one that lies inside what it promises included.
    fn level_steps(&self, duty: ObligationId, quantity: QuantityId) -> Vec<(i64, Decimal)> {
        let history = &self.histories[duty.position()];
        let own: Vec<(i64, Decimal)> = history
            .deliveries
            .iter()
            .filter(|delivery| delivery.quantity == quantity)
            .map(|delivery| (delivery.day, delivery.amount))
            .collect();
        if !own.is_empty() {
            return own;
        }
        self.facts
            .of_duty(duty, self.day)
            .flat_map(|fact| {
                self.facts
                    .amounts(fact)
                    .iter()
                    .filter(|given| {
                        given.quantity == quantity
                            && given.counts == armistice_case::model::Counts::Delivered
                    })
                    .map(|given| (fact.day, given.amount))
            })
            .collect()
    }

    fn wanted(
        &self,
        name: &Name,
        amount: &Amount,
        quantity: Option<&Name>,
    ) -> Option<(ObligationId, QuantityId, Decimal)> {
        let NodeId::Clause(ClauseId::Obligation(duty)) = self.docket.case.node(&name.id)? else {
            return None;
        };
        let promised = self.promised(duty);
        let quantity = match quantity {
            Some(name) => match self.docket.case.node(&name.id)? {
                NodeId::Quantity(quantity) => quantity,
                _ => return None,
            },
            None => promised.first()?.0,
        };
        let low = amount.low?;
        if !amount.percent {
            return Some((duty, quantity, low));
        }
        // A share of a quantity whose whole the text does not give is never known to be reached.
        let (_, whole) = promised.into_iter().find(|(known, _)| *known == quantity)?;
        let share = i128::from(low.0) * i128::from(whole?.0) / 100_000_000;
        Some((duty, quantity, Decimal(i64::try_from(share).ok()?)))
    }

    /// What the parts of a duty promise in all, by quantity.
    #[must_use]
    pub fn promised(&self, duty: ObligationId) -> Vec<(QuantityId, Option<Decimal>)> {
        let worst = self.facts.view == View::Worst;
        let mut sums: Vec<(QuantityId, Option<Decimal>)> = Vec::new();
        for part in self.text.lens.parts.of_duty(duty) {
            for promise in &self.text.promises[part] {
                let amount = if worst { promise.high } else { promise.low };
                match sums
                    .iter_mut()
                    .find(|(known, _)| *known == promise.quantity)
                {
                    Some((_, sum)) => {
                        *sum = sum
                            .zip(amount)
                            .map(|(a, b)| Decimal(a.0.saturating_add(b.0)));
                    }
                    None => sums.push((promise.quantity, amount)),
                }
            }
        }
        sums
    }

    /// What a condition still waits for on this day.
    #[must_use]
    pub fn waits(&self, condition: &Condition, answers: Option<usize>) -> Vec<Wait> {
        if self.holds(condition, answers).is_some() {
            return Vec::new();
        }
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => parts
                .iter()
                .flat_map(|part| self.waits(part, answers))
                .collect(),
            Condition::Not(inner) => {
                let mut clauses = Vec::new();
                inner.names(&mut |name| {
                    if let Some(NodeId::Clause(clause)) = self.docket.case.node(&name.id) {
                        clauses.push(Wait::Not(clause));
                    }
                });
                clauses
            }
            Condition::Day(day) => vec![Wait::Day(i64::from(*day))],
            Condition::Date(date) => vec![Wait::Day(self.docket.number(*date))],
            Condition::Silent(_) => vec![Wait::Unsaid],
            Condition::Is { name, state, each } => {
                if let Some(part) = answers.filter(|_| *each) {
                    return vec![Wait::Clause(self.text.lens.parts.all[part].clause, *state)];
                }
                match self.docket.case.node(&name.id) {
                    Some(NodeId::Clause(clause)) => vec![Wait::Clause(clause, *state)],
                    _ => vec![Wait::Unsaid],
                }
            }
            Condition::Reaches {
                name,
                amount,
                quantity,
            } => match self.wanted(name, amount, quantity.as_ref()) {
                Some((duty, quantity, wanted)) => {
                    vec![Wait::Level(ClauseId::Obligation(duty), quantity, wanted)]
                }
                None => match self.docket.case.node(&name.id) {
                    Some(NodeId::Clause(clause)) => vec![Wait::Clause(clause, None)],
                    _ => vec![Wait::Unsaid],
                },
            },
        }
    }

    fn all_triggers(&self) -> Vec<Option<i64>> {
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
                    Said::Nothing | Said::Silent(armistice_case::tree::Silence::None) => start,
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

    fn all_windows(&self) -> Vec<Due> {
        let table = &self.text.lens.timetable;
        let times = self.times();
        let calendar = clock::Clock::of(&self.text.lens.terms.agreement);
        let roll = calendar.roll.unwrap_or(Roll::Stands);
        let mut own: Vec<Due> = (0..table.done.len())
            .map(|part| self.own_window(part, &times))
            .collect();
        by_the_hour(self, &mut own);
        own.into_iter()
            .enumerate()
            .map(|(part, mut due)| {
                let duty = self.text.lens.parts.all[part].duty;
                let extended = &self.histories[duty.position()].extended;
                if let Some(day) = extended.iter().rev().find_map(|(_, day)| *day) {
                    due.due = Some(day);
                }
                // Nothing is due before what it waits for has come.
                let waits = self.text.lens.parts.all[part].after.get().is_some();
                if let (true, Some(last), Some(begun)) = (waits, due.due, self.triggered[part])
                    && begun > last
                {
                    due.due = Some(begun);
                }
                if roll != Roll::Stands
                    && let Some(day) = due.due
                {
                    let date = self.docket.date(day);
                    let moved = calendar
                        .rest
                        .roll(date, roll)
                        .map(|date| self.docket.number(date));
                    if let Some(moved) = moved.filter(|moved| *moved != day) {
                        due.due = Some(moved);
                    }
                }
                due
            })
            .collect()
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

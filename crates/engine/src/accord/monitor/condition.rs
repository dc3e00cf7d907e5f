//! Whether a condition holds on a day, since when, and what it still waits for.
//!
//! Conditions name clauses in a stage, levels of what was given, days, and one another. A condition
//! that leads back to itself does not hold. Guarantee: exact in days. Cost: linear in the condition
//! and in what was given under the duties it names.

use armistice_case::model::{ClauseId, Counts, Key as _, NodeId, ObligationId, QuantityId};
use armistice_case::phrase::{Condition, Name, State as Stage};
use armistice_case::value::{Amount, Decimal};

use super::clock::Clock;
use super::promise::is_limit;
use super::record::View;
use crate::accord::clock::bounds as days;

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

/// What is asked of something that comes: since when it is so, or from which day a time after it is
/// counted. They differ for what ends: a phase is over on the day after its last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    So,
    Counted,
}

impl Clock<'_> {
    /// Since when a condition holds, where it does on this day. `answers` is the part that an
    /// instance made by `each` answers.
    #[must_use]
    pub fn holds(&self, condition: &Condition, answers: Option<usize>) -> Option<i64> {
        let day = self.day_of(condition, answers, Asked::So);
        day.filter(|day| *day <= self.day)
    }

    /// The day from which a time after a condition is counted, where it is known; days of the
    /// calendar are known before they come.
    pub(super) fn counted(&self, condition: &Condition, answers: Option<usize>) -> Option<i64> {
        self.day_of(condition, answers, Asked::Counted)
    }

    fn day_of(&self, condition: &Condition, answers: Option<usize>, asked: Asked) -> Option<i64> {
        let of = |part: &Condition| self.day_of(part, answers, asked);
        match condition {
            Condition::All(parts) => parts
                .iter()
                .map(of)
                .try_fold(i64::MIN, |last, day| Some(last.max(day?)))
                .filter(|_| !parts.is_empty()),
            Condition::Any(parts) => parts.iter().filter_map(of).min(),
            Condition::AtLeast(least, parts) => {
                let mut days: Vec<i64> = parts.iter().filter_map(of).collect();
                days.sort_unstable();
                let at = usize::try_from(*least).ok()?.checked_sub(1)?;
                days.get(at).copied()
            }
            Condition::Not(inner) => match self.holds(inner, answers) {
                Some(_) => None,
                None => Some(i64::from(!self.text.lens.terms.agreement.counts_from_zero)),
            },
            Condition::Day(day) => Some(i64::from(*day)),
            Condition::Date(date) => Some(self.docket.number(*date)),
            Condition::Silent(_) => None,
            Condition::Is { name, state, each } => {
                self.named(name, *state, answers.filter(|_| *each), asked)
            }
            Condition::Reaches {
                name,
                amount,
                quantity,
            } => self.level(name, amount, quantity.as_ref()),
        }
    }

    fn named(
        &self,
        name: &Name,
        stage: Option<Stage>,
        only: Option<usize>,
        asked: Asked,
    ) -> Option<i64> {
        if let Some(part) = only {
            return self.part_stage(part, stage);
        }
        let NodeId::Clause(clause) = self.docket.case.node(&name.id)? else {
            return None;
        };
        self.stage_day(clause, stage, asked)
    }

    /// Since when a clause is in a stage; done, ended, agreed or used where none is named.
    #[must_use]
    pub fn stage(&self, clause: ClauseId, stage: Option<Stage>) -> Option<i64> {
        let day = self.stage_day(clause, stage, Asked::So);
        day.filter(|day| *day <= self.day)
    }

    /// The day from which a time after a clause that comes to a stage is counted.
    pub(super) fn counted_from(&self, clause: ClauseId, stage: Option<Stage>) -> Option<i64> {
        self.stage_day(clause, stage, Asked::Counted)
    }

    fn stage_day(&self, clause: ClauseId, stage: Option<Stage>, asked: Asked) -> Option<i64> {
        if self.busy.borrow().contains(&clause) {
            return None;
        }
        self.busy.borrow_mut().push(clause);
        let found = self.stage_of(clause, stage, asked);
        self.busy.borrow_mut().pop();
        found
    }

    fn stage_of(&self, clause: ClauseId, stage: Option<Stage>, asked: Asked) -> Option<i64> {
        match clause {
            ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _) => {
                let of = self.text.lens.parts.of_clause(clause);
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
                    Some(Stage::Suspended) => run
                        .suspended
                        .filter(|(_, to)| to.is_none_or(|to| to > self.day))
                        .map(|(from, _)| from),
                    _ if asked == Asked::Counted => run.after().map(|after| after - 1),
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
                known.or_else(|| self.day_of(item.after.get()?, None, asked))
            }
            ClauseId::Escrow(_) | ClauseId::Guarantee(_) => None,
        }
    }

    /// Since when a part is in a stage; done where none is named.
    pub(super) fn part_stage(&self, at: usize, stage: Option<Stage>) -> Option<i64> {
        let part = self.part(at)?;
        let duty = self.text.lens.parts.all[at].duty;
        let cure = self.text.lens.terms.agreement.obligations[duty].cure.get();
        let cure = cure.map_or(0, |cure| days(cure).1);
        if stage != Some(Stage::Suspended)
            && let Some(series) = self.recurring.get(&at)
        {
            return series.stage(stage, cure, self.day);
        }
        let done = self.done(at);
        let missed = || {
            if is_limit(&self.text.promises[at]) {
                return part.exceeded.map(|exceeded| exceeded.day);
            }
            let due = self.windows[at].due?;
            if self.windows[at].late_by().is_some() {
                return Some(due);
            }
            let late = done.is_none_or(|done| done > due);
            (late && due < self.day).then_some(due + 1)
        };
        match stage {
            Some(Stage::Started) => part.begun,
            Some(Stage::Verified) => part.verified,
            Some(Stage::Late) => missed(),
            Some(Stage::Breached | Stage::Lapsed) => {
                let over = missed()? + cure;
                let open = done.is_none_or(|done| done >= over);
                (open && over <= self.day).then_some(over)
            }
            Some(Stage::Cured) => missed().and(done),
            Some(Stage::Suspended) => self.histories[duty.position()]
                .suspensions
                .iter()
                .find(|suspension| suspension.open_on(self.day))
                .map(|s| s.from),
            _ => done,
        }
    }

    /// When a part was done; one that may give no more than so much is kept once its time is over.
    #[must_use]
    pub(super) fn done(&self, at: usize) -> Option<i64> {
        let part = self.part(at)?;
        let limit = is_limit(&self.text.promises[at]);
        let over = self.windows[at].due.filter(|_| limit);
        part.done.or_else(|| part.kept(over?, self.day))
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
                    .filter(|given| given.quantity == quantity && given.counts == Counts::Delivered)
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
        let mut parts = self.text.lens.parts.of_duty(duty);
        if parts.any(|part| self.text.each[part].is_some()) {
            return None;
        }
        let (_, whole) = promised.into_iter().find(|(known, _)| *known == quantity)?;
        let share = i128::from(low.0) * i128::from(whole?.0) / 100_000_000;
        Some((duty, quantity, Decimal(i64::try_from(share).ok()?)))
    }

    /// What the parts of a duty promise in all, by quantity; of one that recurs what the occurrences
    /// promise that fell due by the day.
    #[must_use]
    pub fn promised(&self, duty: ObligationId) -> Vec<(QuantityId, Option<Decimal>)> {
        let worst = self.facts.view == View::Worst;
        let mut sums: Vec<(QuantityId, Option<Decimal>)> = Vec::new();
        for part in self.text.lens.parts.of_duty(duty) {
            let due = self
                .recurring
                .get(&part)
                .map_or(0, |series| series.due_by(self.day));
            let each = self.text.each[part].as_ref();
            for promise in each.unwrap_or(&self.text.promises[part]) {
                let amount = if worst { promise.high } else { promise.low };
                let amount = match each {
                    Some(_) => amount.map(|amount| Decimal(amount.0.saturating_mul(due))),
                    None => amount,
                };
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
}

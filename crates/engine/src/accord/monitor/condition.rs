//! Whether a condition holds on a day, since when, and what it still waits for.
//!
//! Conditions name clauses in a stage, levels of what was given, days, and one another. A condition
//! that leads back to itself does not hold. Guarantee: exact in days. Cost: linear in the condition
//! and in what was given under the duties it names.

use armistice_case::model::{ClauseId, Counts, Key as _, NodeId, ObligationId, QuantityId};
use armistice_case::phrase::{Condition, Name, State as Stage};
use armistice_case::value::{Amount, Decimal};

use super::clock::Clock;
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

impl Clock<'_> {
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
        let cure = self.text.lens.terms.agreement.obligations[duty].cure.get();
        let cure = cure.map_or(0, |cure| days(cure).1);
        if stage != Some(Stage::Suspended)
            && let Some(series) = self.recurring.get(&at)
        {
            return series.stage(stage, cure, self.day);
        }
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
                let over = missed()? + cure;
                part.done.is_none_or(|done| done >= over).then_some(over)
            }
            Some(Stage::Cured) => missed().and(part.done),
            Some(Stage::Suspended) => self.histories[duty.position()]
                .suspensions
                .iter()
                .find(|suspension| suspension.open_on(self.day))
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

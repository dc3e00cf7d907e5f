//! Parts: what is done once. A duty with tranches has one part a tranche, a duty that answers each
//! tranche of another one, or is due before each, has one part for each of those, any other duty is one
//! part.
//!
//! A part has from its duty what it leaves out. Amounts are counted in whole units where the case
//! gives them exactly, by a ratio where the ratio and its base are both exact.

use armistice_case::model::{
    ActorId, Case, ClauseId, Escrow, NodeId, ObligationId, QuantityId, Said, Tranche,
};
use armistice_case::phrase::{Condition, Moment, Name, When};
use armistice_case::value::{Decimal, Delivered, Duration};

use super::terms::Terms;

/// One thing to be done once.
#[derive(Clone, Debug)]
pub struct Part {
    /// The duty it belongs to.
    pub duty: ObligationId,
    /// The clause that a finding points at.
    pub clause: ClauseId,
    /// The part that it answers, where it is made by `after: each`.
    pub answers: Option<usize>,
    /// The part before which it is due, where it is made by `before each`.
    pub ahead_of: Option<usize>,
    /// Who owes it.
    pub by: Vec<ActorId>,
    /// To whom.
    pub to: Vec<ActorId>,
    /// What starts its clock.
    pub after: Said<Condition>,
    /// What must hold.
    pub needs: Said<Condition>,
    /// When it must begin.
    pub starts: Said<When>,
    /// When it must be done.
    pub when: Said<When>,
    /// How fast it is confirmed.
    pub verified_within: Said<Duration>,
    /// Whole units by quantity.
    pub counts: Vec<(QuantityId, u64)>,
    /// Quantities it delivers in numbers that are not exactly known.
    pub uncounted: Vec<QuantityId>,
}

impl Part {
    /// The part of another duty for which this one is made.
    #[must_use]
    pub fn made_for(&self) -> Option<usize> {
        self.answers.or(self.ahead_of)
    }
}

/// All parts of the terms, those of one duty side by side.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The parts, in the order of their duties.
    pub all: Vec<Part>,
}

impl Parts {
    /// The parts of the terms; forbidden acts have none.
    #[must_use]
    pub fn of(case: &Case, terms: &Terms) -> Parts {
        let mut parts = Parts::default();
        // Duties that answer others come after them, whatever the order of the text.
        let mut left: Vec<ObligationId> = terms.duties().collect();
        loop {
            let waiting = left.clone();
            left.retain(|duty| {
                let base = answered(terms, *duty).or_else(|| followed(case, terms, *duty));
                let ready = base.is_none_or(|other| other == *duty || !waiting.contains(&other));
                if ready {
                    parts.add(case, terms, *duty);
                }
                !ready
            });
            if left.len() == waiting.len() {
                break;
            }
        }
        for duty in left {
            parts.add(case, terms, duty);
        }
        let mut order: Vec<usize> = (0..parts.all.len()).collect();
        order.sort_by_key(|position| (parts.all[*position].duty, *position));
        let moved = |old: usize| order.iter().position(|at| *at == old);
        let all = order.iter().map(|position| {
            let mut part = parts.all[*position].clone();
            part.answers = part.answers.and_then(moved);
            part.ahead_of = part.ahead_of.and_then(moved);
            part
        });
        Parts { all: all.collect() }
    }

    /// The positions of the parts of a duty.
    pub fn of_duty(&self, duty: ObligationId) -> std::ops::Range<usize> {
        let from = self.all.partition_point(|part| part.duty < duty);
        let to = self.all.partition_point(|part| part.duty <= duty);
        from..to
    }

    /// Whether an escrow holds a part or the whole of its duty.
    #[must_use]
    pub fn held_by(&self, escrow: &Escrow, part: usize) -> bool {
        let clause = self.all[part].clause;
        let mut held = escrow.holds.iter();
        held.any(|held| *held == clause || *held == clause.whole())
    }

    /// The parts of a clause: of a duty all, of a tranche its own, and all where the duty is not divided.
    pub fn of_clause(&self, clause: ClauseId) -> Vec<usize> {
        let (ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) = clause else {
            return Vec::new();
        };
        let meant = |part: &usize| {
            let own = self.all[*part].clause;
            clause == own || clause == own.whole() || own == own.whole()
        };
        self.of_duty(duty).filter(meant).collect()
    }

    /// Whether a third hand holds two parts until both are there.
    #[must_use]
    pub fn held_together(&self, terms: &Terms, one: usize, other: usize) -> bool {
        let holds = |escrow: &Escrow| self.held_by(escrow, one) && self.held_by(escrow, other);
        terms.escrows().any(|(_, escrow)| holds(escrow))
    }

    /// The positions of the parts of a duty while the list is being made.
    fn made(&self, duty: ObligationId) -> Vec<usize> {
        let all = self.all.iter().enumerate();
        all.filter(|(_, part)| part.duty == duty)
            .map(|(position, _)| position)
            .collect()
    }

    fn add(&mut self, case: &Case, terms: &Terms, id: ObligationId) {
        let duty = &terms.agreement.obligations[id];
        if duty.must_not.is_some() {
            return;
        }
        let (counts, uncounted) = tally(&duty.delivers, &[]);
        let whole = Part {
            duty: id,
            clause: ClauseId::Obligation(id),
            answers: None,
            ahead_of: None,
            by: duty.by.get().cloned().unwrap_or_default(),
            to: duty.to.get().cloned().unwrap_or_default(),
            after: duty.after.clone(),
            needs: duty.needs.clone(),
            starts: duty.starts.clone(),
            when: duty.when.clone(),
            verified_within: duty.verified_within.clone(),
            counts,
            uncounted,
        };
        if let Some(other) = answered(terms, id).filter(|_| duty.tranches.is_empty()) {
            let bases = self.made(other);
            let divided = |base: &usize| matches!(self.all[*base].clause, ClauseId::Tranche(..));
            if bases.len() > 1 || bases.iter().any(divided) {
                // What one part of the base counts and another leaves out is none of it there.
                let mut known: Vec<QuantityId> = bases
                    .iter()
                    .flat_map(|b| self.all[*b].counts.iter().map(|(q, _)| *q))
                    .collect();
                known.sort_unstable();
                known.dedup();
                for base in bases {
                    let (counts, uncounted) = answer(case, terms, id, &self.all[base], &known);
                    self.all.push(Part {
                        clause: self.all[base].clause.answered_by(id),
                        answers: Some(base),
                        counts,
                        uncounted,
                        ..whole.clone()
                    });
                }
                return;
            }
        }
        if duty.tranches.is_empty() {
            let followed =
                followed(case, terms, id).map_or_else(Vec::new, |other| self.made(other));
            if followed.len() > 1 {
                let ahead = followed.into_iter().map(|base| Part {
                    ahead_of: Some(base),
                    ..whole.clone()
                });
                self.all.extend(ahead);
            } else {
                self.all.push(whole);
            }
            return;
        }
        let mut before: Vec<(QuantityId, u64)> = Vec::new();
        for (at, tranche) in (0_u16..).zip(&duty.tranches) {
            let clause = ClauseId::Tranche(id, at);
            if !terms.holds(clause) {
                continue;
            }
            let (mut counted, uncounted) = tally(&tranche.delivers, &[]);
            for (quantity, level) in tally(&tranche.reaches, &[]).0 {
                let known = before
                    .iter()
                    .find(|(q, _)| *q == quantity)
                    .map_or(0, |(_, n)| *n);
                counted.push((quantity, level.saturating_sub(known)));
                before.retain(|(q, _)| *q != quantity);
                before.push((quantity, level));
            }
            let pick = |own: &Said<Condition>, all: &Said<Condition>| {
                if *own == Said::Nothing {
                    all.clone()
                } else {
                    own.clone()
                }
            };
            let pick_when = |own: &Said<When>, all: &Said<When>| {
                if *own == Said::Nothing {
                    all.clone()
                } else {
                    own.clone()
                }
            };
            let Tranche {
                after,
                needs,
                starts,
                when,
                ..
            } = tranche;
            self.all.push(Part {
                clause,
                after: pick(after, &whole.after),
                needs: pick(needs, &whole.needs),
                starts: pick_when(starts, &whole.starts),
                when: pick_when(when, &whole.when),
                verified_within: if tranche.verified_within == Said::Nothing {
                    whole.verified_within.clone()
                } else {
                    tranche.verified_within.clone()
                },
                counts: counted,
                uncounted,
                ..whole.clone()
            });
        }
    }
}

/// The duty of which a duty answers each tranche.
fn answered(terms: &Terms, duty: ObligationId) -> Option<ObligationId> {
    fn each(condition: &Condition) -> bool {
        match condition {
            Condition::Is { each, .. } => *each,
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().any(each)
            }
            _ => false,
        }
    }
    let clause = &terms.agreement.obligations[duty];
    if !clause.after.get().is_some_and(each) {
        return None;
    }
    clause.in_return_for.iter().find_map(|clause| match clause {
        ClauseId::Obligation(other) => Some(*other),
        _ => None,
    })
}

/// The duty before each tranche of which, or on the day of each, a duty is due.
fn followed(case: &Case, terms: &Terms, duty: ObligationId) -> Option<ObligationId> {
    fn each(moment: &Moment) -> Option<&Name> {
        match moment {
            Moment::Before(_, inner) | Moment::Hour(_, Some(inner)) => each(inner),
            Moment::Event {
                name, each: true, ..
            } => Some(name),
            _ => None,
        }
    }
    let name = match terms.agreement.obligations[duty].when.get()? {
        When::On(moment) | When::By(moment) | When::Before(moment) => each(moment)?,
        When::Window(from, to) => each(to).or_else(|| each(from))?,
        _ => return None,
    };
    match case.node(&name.id)? {
        NodeId::Clause(ClauseId::Obligation(other)) => Some(other),
        _ => None,
    }
}

/// The amounts that answer one part, by the ratios of the duty.
fn answer(
    case: &Case,
    terms: &Terms,
    duty: ObligationId,
    base: &Part,
    known: &[QuantityId],
) -> (Vec<(QuantityId, u64)>, Vec<QuantityId>) {
    let count = |quantity: &QuantityId| {
        base.counts
            .iter()
            .find(|(q, _)| q == quantity)
            .map_or(0, |(_, count)| *count)
    };
    let names: Vec<(Box<str>, u64)> = known
        .iter()
        .filter(|_| base.uncounted.is_empty())
        .map(|quantity| (case.quantities.label(*quantity).id.clone(), count(quantity)))
        .collect();
    tally(&terms.agreement.obligations[duty].delivers, &names)
}

/// Whole units by quantity, and the quantities whose numbers are not exactly known.
fn tally(
    delivers: &[(QuantityId, Vec<Delivered>)],
    bases: &[(Box<str>, u64)],
) -> (Vec<(QuantityId, u64)>, Vec<QuantityId>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for (quantity, amounts) in delivers {
        let sum: Option<u64> = amounts.iter().map(|amount| whole(amount, bases)).sum();
        match sum {
            Some(count) => known.push((*quantity, count)),
            None => unknown.push(*quantity),
        }
    }
    (known, unknown)
}

fn whole(amount: &Delivered, bases: &[(Box<str>, u64)]) -> Option<u64> {
    match amount {
        Delivered::Amount(amount) => units(amount.as_exact()?),
        Delivered::PerQuantity(amount, of, name) => {
            let (_, count) = bases.iter().find(|(base, _)| base == name)?;
            let product = units(amount.as_exact()?)?.checked_mul(*count)?;
            let of = units(*of)?;
            (of > 0 && product % of == 0).then(|| product / of)
        }
        Delivered::PerTime(..) | Delivered::All | Delivered::Silent(_) => None,
    }
}

fn units(number: Decimal) -> Option<u64> {
    (number.0 >= 0 && number.0 % Decimal::ONE.0 == 0)
        .then(|| u64::try_from(number.0 / Decimal::ONE.0).ok())
        .flatten()
}

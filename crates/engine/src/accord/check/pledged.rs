//! What guarantors pledge, against whom, and what it is worth to the one it is meant for.
//!
//! A pledge is against whom it names, else against those who owe what it backs, else against every
//! party. A forfeit counts at what it costs the one that leaves, a compensation at what it is worth to
//! the one left behind, where the case assumes those values; without them it has no measure. Guarantee:
//! exact, at the middle of the values. Cost: linear.

use armistice_case::model::{ActorId, ClauseId, Guarantee, GuaranteeId, ObligationId, QuantityId};
use armistice_case::value::{Amount, Decimal, Delivered};

use super::Lens;
use super::valued::value;
use crate::accord::exchange::guarantor::{Backing, Pledge};
use crate::accord::finding::{Code, Evidence, Finding, Vague};

/// What guarantors pledge against each party, in the units of the values.
#[must_use]
pub fn pledges(lens: &Lens<'_>, parties: &[ActorId]) -> Vec<Pledge> {
    let mut found = Vec::new();
    for (_, guarantee) in lens.terms.guarantees() {
        let backed = backed(lens, guarantee);
        let breakers = against(lens, guarantee, &backed, parties);
        for (against, party) in parties.iter().enumerate() {
            if !breakers.contains(party) {
                continue;
            }
            let backing = backing(guarantee);
            let amount = match backing {
                Backing::Forfeit => sum(guarantee, |quantity| loses(lens, *party, quantity)),
                Backing::Compensation => {
                    let victims = victims(lens, *party, &backed, parties);
                    sum(guarantee, |quantity| gains(lens, &victims, quantity))
                }
                Backing::Escrow | Backing::Word | Backing::Unsaid => None,
            };
            found.push(Pledge {
                against,
                backing,
                amount,
            });
        }
    }
    found
}

fn backing(guarantee: &Guarantee) -> Backing {
    match guarantee.kind.as_deref() {
        Some("forfeit") => Backing::Forfeit,
        Some("compensation") => Backing::Compensation,
        Some("escrow") => Backing::Escrow,
        Some("word") => Backing::Word,
        _ => Backing::Unsaid,
    }
}

/// The duties that a guarantee backs, by themselves or by their phase.
fn backed(lens: &Lens<'_>, guarantee: &Guarantee) -> Vec<ObligationId> {
    let backs = |duty: &ObligationId| {
        let phase = lens.terms.agreement.obligations[*duty].phase;
        guarantee.backs.iter().any(|clause| match clause {
            ClauseId::Obligation(of) | ClauseId::Tranche(of, _) => of == duty,
            ClauseId::Phase(of) => phase == Some(*of),
            _ => false,
        })
    };
    lens.terms.duties().filter(backs).collect()
}

/// Whose leaving a guarantee answers.
fn against(
    lens: &Lens<'_>,
    guarantee: &Guarantee,
    backed: &[ObligationId],
    parties: &[ActorId],
) -> Vec<ActorId> {
    if !guarantee.against.is_empty() {
        return guarantee.against.clone();
    }
    if guarantee.backs.is_empty() {
        return parties.to_vec();
    }
    let debtors = |duty: &ObligationId| lens.debtors(ClauseId::Obligation(*duty));
    backed.iter().flat_map(debtors).collect()
}

/// Who is left behind when a party leaves: those to whom it owes what is backed, else the others.
fn victims(
    lens: &Lens<'_>,
    breaker: ActorId,
    backed: &[ObligationId],
    parties: &[ActorId],
) -> Vec<ActorId> {
    let owed_to: Vec<ActorId> = backed
        .iter()
        .map(|duty| &lens.terms.agreement.obligations[*duty])
        .filter(|duty| duty.by.get().is_some_and(|by| by.contains(&breaker)))
        .flat_map(|duty| duty.to.get().cloned().unwrap_or_default())
        .filter(|to| parties.contains(to) && *to != breaker)
        .collect();
    if owed_to.is_empty() {
        let others = parties.iter().copied();
        return others.filter(|party| *party != breaker).collect();
    }
    owed_to
}

/// What a party loses with one of a quantity: what giving it costs, else what it is worth to it.
fn loses(lens: &Lens<'_>, party: ActorId, quantity: QuantityId) -> Option<i64> {
    let (amount, _) =
        value(lens, party, quantity, true).or_else(|| value(lens, party, quantity, false))?;
    middle(amount)
}

/// What one of a quantity is worth to each of those left behind; the least of several.
fn gains(lens: &Lens<'_>, victims: &[ActorId], quantity: QuantityId) -> Option<i64> {
    let worth = |victim: &ActorId| middle(value(lens, *victim, quantity, false)?.0);
    let all: Option<Vec<i64>> = victims.iter().map(worth).collect();
    all?.into_iter().min()
}

fn middle(amount: Amount) -> Option<i64> {
    Some(amount.low?.0.midpoint(amount.high?.0))
}

/// The amount of a guarantee at so much for each unit; none where some of it has no measure.
fn sum(guarantee: &Guarantee, each: impl Fn(QuantityId) -> Option<i64>) -> Option<i64> {
    if guarantee.amount.is_empty() {
        return None;
    }
    let worth = |(quantity, amounts): &(QuantityId, Vec<Delivered>)| {
        let units = Delivered::sole_exact(amounts)?;
        let worth = i128::from(each(*quantity)?) * i128::from(units.0) / i128::from(Decimal::ONE.0);
        i64::try_from(worth).ok()
    };
    let all: Option<Vec<i64>> = guarantee.amount.iter().map(worth).collect();
    all?.into_iter().try_fold(0_i64, i64::checked_add)
}

/// Guarantees that cannot be compared with what is needed, one finding for each thing they lack.
#[must_use]
pub fn unmeasured(lens: &Lens<'_>) -> Vec<Finding> {
    let lacks = |guarantee: &Guarantee| {
        let amount = !guarantee.amount.is_empty();
        match backing(guarantee) {
            Backing::Word => Some(Vague::OnlyAWord),
            Backing::Unsaid if amount => Some(Vague::NoKind),
            Backing::Unsaid => Some(Vague::NoKindAndNoAmount),
            Backing::Forfeit | Backing::Compensation if !amount => Some(Vague::NoAmount),
            Backing::Forfeit | Backing::Compensation | Backing::Escrow => None,
        }
    };
    let mut found = Vec::new();
    for lack in Vague::ALL {
        let of = lens.terms.guarantees();
        let vague: Vec<_> = of.filter(|(_, g)| lacks(g) == Some(lack)).collect();
        if vague.is_empty() {
            continue;
        }
        let mut by: Vec<ActorId> = vague
            .iter()
            .flat_map(|(_, g)| g.by.get().cloned().unwrap_or_default())
            .collect();
        by.sort_unstable();
        by.dedup();
        let guarantees: Vec<GuaranteeId> = vague.iter().map(|(id, _)| *id).collect();
        let clauses: Vec<ClauseId> = guarantees
            .iter()
            .map(|id| ClauseId::Guarantee(*id))
            .collect();
        let evidence = Evidence::Unmeasured {
            guarantees,
            by,
            lack,
        };
        found.push(lens.finding(Code::GuaranteeWithoutMeasure, evidence, &clauses));
    }
    found
}

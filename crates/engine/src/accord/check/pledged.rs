//! What guarantors pledge, against whom, and what it is worth to the one it is meant for.
//!
//! A pledge is against whom it names, else against those who owe what it backs, else against every
//! party. A forfeit counts at what it costs the one that leaves, a compensation at what it is worth to
//! the one left behind, where the case assumes those values; without them it has no measure. An amount
//! that is a range counts as one; `about` is within ten per cent. Guarantee: exact, at the middle of the
//! values. Cost: linear.

use armistice_case::model::{ActorId, ClauseId, Guarantee, GuaranteeId, ObligationId, QuantityId};
use armistice_case::value::{Amount, Decimal, Delivered};

use super::Lens;
use super::valued::{middle, value};
use crate::accord::exchange::guarantor::{Backing, Pledge, Span, added};
use crate::accord::finding::{Code, Evidence, Finding, Vague};

/// What guarantors pledge against each side, in the units of the values; where it is against several
/// parties of a side, from the least to the most that it comes to against one of them.
#[must_use]
pub fn pledges(lens: &Lens<'_>, sides: &[Vec<ActorId>]) -> Vec<Pledge> {
    let mut found = Vec::new();
    for (_, guarantee) in lens.terms.guarantees() {
        let breakers = against(lens, guarantee);
        let backing = backing(guarantee);
        for (against, side) in sides.iter().enumerate() {
            if !side.iter().any(|party| breakers.contains(party)) {
                continue;
            }
            let each = |party: &ActorId| match backing {
                Backing::Forfeit => forfeited(lens, guarantee, *party).and_then(sum),
                Backing::Compensation => compensated(lens, guarantee, *party, side).and_then(sum),
                Backing::Escrow | Backing::Word | Backing::Unsaid => None,
            };
            let known = side.iter().filter(|party| breakers.contains(party));
            let known = known.filter_map(each);
            let amount = known.reduce(|a, b| {
                let most = a.1.zip(b.1).map(|(a, b)| a.max(b));
                (a.0.min(b.0), most)
            });
            found.push(Pledge {
                against,
                backing,
                amount,
            });
        }
    }
    found
}

/// What kind of backing a guarantee is.
#[must_use]
pub fn backing(guarantee: &Guarantee) -> Backing {
    match guarantee.kind.as_deref() {
        Some("forfeit") => Backing::Forfeit,
        Some("compensation") => Backing::Compensation,
        Some("escrow") => Backing::Escrow,
        Some("word") => Backing::Word,
        _ => Backing::Unsaid,
    }
}

/// Whose leaving a guarantee answers.
#[must_use]
pub fn against(lens: &Lens<'_>, guarantee: &Guarantee) -> Vec<ActorId> {
    if !guarantee.against.is_empty() {
        return guarantee.against.clone();
    }
    if guarantee.backs.is_empty() {
        return super::parties(lens.case);
    }
    let debtors = |duty: ObligationId| lens.debtors(ClauseId::Obligation(duty));
    backed(lens, guarantee)
        .into_iter()
        .flat_map(debtors)
        .collect()
}

/// So much of a quantity, at least and, where that is limited, at most; each at a value.
type Worth = (QuantityId, (Decimal, Option<Decimal>), Amount);

/// How much of what a party would forfeit, and what one of it costs that party. None without an amount,
/// or where one of the costs is unknown.
#[must_use]
pub fn forfeited(lens: &Lens<'_>, guarantee: &Guarantee, party: ActorId) -> Option<Vec<Worth>> {
    amounts(guarantee, |quantity| {
        Some(value(lens, party, quantity, true)?.0)
    })
}

/// How much would be paid when a party leaves, and what one of it is worth to whoever is left behind;
/// the least to several.
fn compensated(
    lens: &Lens<'_>,
    guarantee: &Guarantee,
    breaker: ActorId,
    side: &[ActorId],
) -> Option<Vec<Worth>> {
    let victims = victims(lens, guarantee, breaker, side);
    amounts(guarantee, |quantity| {
        let worth = |victim: &ActorId| Some(value(lens, *victim, quantity, false)?.0);
        let all: Option<Vec<Amount>> = victims.iter().map(worth).collect();
        all?.into_iter().min_by_key(|amount| middle(*amount))
    })
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

/// Who is left behind when a party leaves with its side: those to whom it owes what is backed, else the
/// others.
fn victims(
    lens: &Lens<'_>,
    guarantee: &Guarantee,
    breaker: ActorId,
    side: &[ActorId],
) -> Vec<ActorId> {
    let parties = super::parties(lens.case);
    let owed_to: Vec<ActorId> = backed(lens, guarantee)
        .into_iter()
        .map(|duty| &lens.terms.agreement.obligations[duty])
        .filter(|duty| duty.by.get().is_some_and(|by| by.contains(&breaker)))
        .flat_map(|duty| duty.to.get().cloned().unwrap_or_default())
        .filter(|to| parties.contains(to) && !side.contains(to))
        .collect();
    if owed_to.is_empty() {
        return parties
            .into_iter()
            .filter(|party| !side.contains(party))
            .collect();
    }
    owed_to
}

/// The amounts of a guarantee, each with the value of one; none without any, or where some have none.
fn amounts(
    guarantee: &Guarantee,
    each: impl Fn(QuantityId) -> Option<Amount>,
) -> Option<Vec<Worth>> {
    let worth = |(quantity, amounts): &(QuantityId, Vec<Delivered>)| {
        let (least, most) = Delivered::sole_range(amounts)?;
        // Nobody pledges less than nothing.
        let least = least.unwrap_or(Decimal(0));
        Some((*quantity, (least, most), each(*quantity)?))
    };
    let all: Option<Vec<Worth>> = guarantee.amount.iter().map(worth).collect();
    all.filter(|all| !all.is_empty())
}

/// All of it together, at the middle of the values.
fn sum(all: Vec<Worth>) -> Option<Span> {
    let one = |(_, (least, most), each): Worth| {
        let middle = i128::from(middle(each)?);
        let worth = |units: Decimal| {
            let worth = middle * i128::from(units.0) / i128::from(Decimal::ONE.0);
            i64::try_from(worth).ok()
        };
        match most {
            Some(most) => Some((worth(least)?, Some(worth(most)?))),
            None => Some((worth(least)?, None)),
        }
    };
    let all: Option<Vec<Span>> = all.into_iter().map(one).collect();
    Some(all?.into_iter().fold((0, Some(0)), added))
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

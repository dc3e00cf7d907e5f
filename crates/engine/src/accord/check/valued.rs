//! Bonds from values, where the case assumes a cost and a worth for all that changes hands.
//!
//! Values are intervals; the middle of each gives the bonds, the corners their range. What is owed
//! unconditionally never enters. Guarantee: exact. Cost: linear in the steps, quadratic for ranges.

use armistice_case::model::{ActorId, AssumptionId, ClauseId, ObligationId, QuantityId, Said};
use armistice_case::value::{Amount, Decimal};

use super::Lens;
use super::balance::plan_days;
use super::pledged::pledges;
use crate::accord::exchange::bond::{bonds, pairs};
use crate::accord::exchange::delay::best_defection;
use crate::accord::exchange::delivery::{Delivery, Schedule};
use crate::accord::exchange::gain::{Curves, curves};
use crate::accord::exchange::guarantor::cover;
use crate::accord::exchange::robust::{Uncertain, bond_ranges, taken_back};
use crate::accord::finding::{Code, Evidence, Finding};
use crate::accord::part::Part;
use crate::accord::plan::mend::{Mend, mends};
use crate::provenance::Because;

/// What one of a quantity is assumed to cost a party that gives it, or to be worth to one that gets it.
#[must_use]
pub fn value(
    lens: &Lens<'_>,
    party: ActorId,
    quantity: QuantityId,
    cost: bool,
) -> Option<(Amount, AssumptionId)> {
    lens.case.assumptions.iter().find_map(|(id, assumption)| {
        let list = if cost {
            &assumption.cost
        } else {
            &assumption.worth
        };
        let own = assumption.values_of == Some(party);
        let found = list
            .iter()
            .find(|(known, _)| *known == quantity)
            .filter(|_| own);
        found.map(|(_, amount)| (*amount, id))
    })
}

/// The middle of an amount, in millionths; none where it is open on a side.
pub(super) fn middle(amount: Amount) -> Option<i64> {
    Some(amount.low?.0.midpoint(amount.high?.0))
}

/// The middle of the cost to the giver and of the worth to the taker of one of a quantity.
#[must_use]
pub fn middles(lens: &Lens<'_>, part: &Part, quantity: QuantityId) -> Option<(i64, i64)> {
    let (cost, _) = value(lens, *part.by.first()?, quantity, true)?;
    let (worth, _) = value(lens, *part.to.first()?, quantity, false)?;
    Some((middle(cost)?, middle(worth)?))
}

/// The exchange of the parties with the values of the case, in the order of the days.
pub struct Valued {
    /// The parties, in the order of the case.
    pub parties: Vec<ActorId>,
    /// The deliveries within the limits of their values, in millionths.
    pub deliveries: Vec<Uncertain>,
    /// The clause of each delivery.
    pub clauses: Vec<ClauseId>,
    /// The steps, each a list of deliveries: one alone, or several that a third hand holds until all
    /// are there.
    pub steps: Vec<Vec<usize>>,
    /// The assumptions that give the values.
    pub values: Vec<AssumptionId>,
}

impl Valued {
    /// The clause and the moment of every step: those of the last delivery in it.
    pub fn last_of_steps(&self) -> impl Iterator<Item = (ClauseId, i64)> {
        let last = self.steps.iter().filter_map(|step| step.last().copied());
        last.map(|last| (self.clauses[last], self.deliveries[last].moment))
    }

    /// The clauses of the steps, as findings name them.
    #[must_use]
    pub fn step_clauses(&self) -> Vec<ClauseId> {
        self.last_of_steps().map(|(clause, _)| clause).collect()
    }

    /// The schedule with every value at its middle.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        let middle = |(low, high): (i64, i64)| low.midpoint(high);
        let deliveries = self.deliveries.iter().map(|d| Delivery {
            giver: d.giver,
            cost: middle(d.cost),
            worth: d.worth.iter().map(|worth| middle(*worth)).collect(),
            moment: d.moment,
            recoverable: d.recoverable.0,
        });
        Schedule {
            parties: self.parties.len(),
            deliveries: deliveries.collect(),
            steps: self.steps.clone(),
        }
    }
}

/// The share of a part that can be taken back, at least and at most, in thousandths: as the duty says,
/// else that of the quantity of which least can.
#[must_use]
pub fn recoverable(lens: &Lens<'_>, part: &Part) -> (u16, u16) {
    let duty = &lens.terms.agreement.obligations[part.duty];
    let of_quantity = |quantity: QuantityId| lens.case.quantities[quantity].reversible;
    let counted = part.counts.iter().map(|(quantity, _)| *quantity);
    let all: Vec<QuantityId> = counted.chain(part.uncounted.iter().copied()).collect();
    duty.reversible.unwrap_or_else(|| {
        let shares = || all.iter().map(|q| of_quantity(*q).unwrap_or((0, 0)));
        let low = shares().map(|(low, _)| low).min().unwrap_or(0);
        (low, shares().map(|(_, high)| high).min().unwrap_or(0))
    })
}

/// Giver and taker of what a duty delivers, as positions among the parties: the first that owes it and
/// the first it is owed to. None where one of them is no party, or it is owed unconditionally.
#[must_use]
pub fn between(lens: &Lens<'_>, parties: &[ActorId], duty: ObligationId) -> Option<(usize, usize)> {
    let duty = &lens.terms.agreement.obligations[duty];
    let side = |said: &Said<Vec<ActorId>>| {
        let first = *said.get()?.first()?;
        parties.iter().position(|party| *party == first)
    };
    Some((side(&duty.by)?, side(&duty.to)?)).filter(|_| !duty.unconditional)
}

/// The exchange with values, where the case gives a cost and a worth for all that changes hands
/// between parties. What is owed unconditionally stays out.
#[must_use]
pub fn valued(lens: &Lens<'_>) -> Option<Valued> {
    let parties: Vec<ActorId> = super::parties(lens.case);
    let days = plan_days(lens);
    let mut steps: Vec<(i64, usize, Uncertain)> = Vec::new();
    let mut values = Vec::new();
    for (position, part) in lens.parts.all.iter().enumerate() {
        let Some((giver_at, taker_at)) = between(lens, &parties, part.duty) else {
            continue;
        };
        let (giver, taker) = (parties[giver_at], parties[taker_at]);
        if !part.uncounted.is_empty() {
            return None;
        }
        let mut item = Uncertain {
            giver: giver_at,
            cost: (0, 0),
            worth: vec![(0, 0); parties.len()],
            moment: days[position]?,
            recoverable: recoverable(lens, part),
        };
        for (quantity, count) in &part.counts {
            let (cost, from_cost) = value(lens, giver, *quantity, true)?;
            let (worth, from_worth) = value(lens, taker, *quantity, false)?;
            let count = i64::try_from(*count).ok()?;
            let times = |n: Option<Decimal>| n.and_then(|n| n.0.checked_mul(count));
            item.cost.0 += times(cost.low)?;
            item.cost.1 += times(cost.high)?;
            item.worth[taker_at].0 += times(worth.low)?;
            item.worth[taker_at].1 += times(worth.high)?;
            values.extend([from_cost, from_worth]);
        }
        if !part.counts.is_empty() {
            let rank = part.answers.map_or(0, |_| 1);
            steps.push((days[position]? * 2 + rank, position, item));
        }
    }
    values.sort_unstable();
    values.dedup();
    steps.sort_by_key(|(moment, position, ..)| (*moment, *position));
    let givers = steps.iter().map(|(_, _, item, ..)| item.giver);
    let first = givers.clone().next()?;
    if givers.clone().all(|giver| giver == first) {
        return None;
    }
    let mut valued = Valued {
        parties,
        deliveries: Vec::new(),
        clauses: Vec::new(),
        steps: Vec::new(),
        values,
    };
    for (moment, part, item) in &steps {
        valued.deliveries.push(Uncertain {
            moment: *moment,
            ..item.clone()
        });
        valued.clauses.push(lens.parts.all[*part].clause);
    }
    let parts: Vec<usize> = steps.iter().map(|(_, part, _)| *part).collect();
    valued.steps = in_steps(lens, &valued, &parts);
    // What a third hand holds comes to the other side when the last of it is there.
    for step in &valued.steps {
        let last = step.iter().map(|d| valued.deliveries[*d].moment).max();
        for delivery in step {
            let moment = &mut valued.deliveries[*delivery].moment;
            *moment = last.unwrap_or(*moment);
        }
    }
    Some(valued)
}

/// The deliveries in their steps: each alone, and those that an escrow holds for both sides together
/// at the last of them. `parts` has for each delivery its part.
fn in_steps(lens: &Lens<'_>, valued: &Valued, parts: &[usize]) -> Vec<Vec<usize>> {
    let mut with: Vec<Option<usize>> = vec![None; valued.deliveries.len()];
    for (_, escrow) in lens.terms.escrows() {
        let held: Vec<usize> = (0..parts.len())
            .filter(|at| with[*at].is_none() && lens.parts.held_by(escrow, parts[*at]))
            .collect();
        let givers = held.iter().map(|at| valued.deliveries[*at].giver);
        // What only one side gives is not held against anything.
        let both = givers.clone().min() != givers.max();
        if let Some(last) = held.last().filter(|_| both) {
            held.iter().for_each(|at| with[*at] = Some(*last));
        }
    }
    (0..with.len())
        .filter(|at| with[*at].is_none_or(|last| last == *at))
        .map(|at| match with[at] {
            Some(last) => (0..=at)
                .filter(|other| with[*other] == Some(last))
                .collect(),
            None => vec![at],
        })
        .collect()
}

/// What each party needs when a breach is found out so many days late: a row a delay, a column a
/// party, never smaller for a longer delay.
#[must_use]
pub fn premiums(valued: &Valued, delays: &[i64]) -> Vec<Vec<i64>> {
    let schedule = valued.schedule();
    // Moments are half days, so a day of delay is two.
    let gain = |party, days: i64| best_defection(&schedule, party, 2 * days).map_or(0, |d| d.gain);
    delays
        .iter()
        .map(|days| {
            (0..valued.parties.len())
                .map(|party| gain(party, *days))
                .collect()
        })
        .collect()
}

/// The bonds that the plan needs under the values of the case.
#[must_use]
pub fn bonds_needed(lens: &Lens<'_>) -> Vec<Finding> {
    let Some(valued) = valued(lens) else {
        return Vec::new();
    };
    let schedule = valued.schedule();
    let standings = curves(&schedule);
    let needed = bonds(&standings);
    let ranges = bond_ranges(schedule.parties, &valued.deliveries, &schedule.steps);
    if ranges.iter().all(|range| range.most == 0) {
        return Vec::new();
    }
    let premium = premiums(&valued, &[0, 7]);
    let completion: Vec<i64> = (0..valued.parties.len())
        .map(|party| schedule.at_completion(party))
        .collect();
    let held: Vec<i64> = needed.iter().map(|bond| bond.amount).collect();
    let taken_back = if valued.deliveries.iter().any(|d| d.recoverable.1 > 0) {
        taken_back(schedule.parties, &valued.deliveries, &schedule.steps)
    } else {
        Vec::new()
    };
    let evidence = Evidence::Bonds {
        bonds: needed,
        ranges,
        steps: valued.step_clauses(),
        deliveries: valued.clauses.clone(),
        values: valued.values.clone(),
        a_week_late: (0..valued.parties.len())
            .map(|party| premium[1][party] - premium[0][party])
            .collect(),
        taken_back,
        covers: cover(
            &held,
            &most_exposed_to(&standings),
            &pledges(lens, &valued.parties),
        ),
        pairs: pairs(&standings, &completion, &held),
        parties: valued.parties,
    };
    let mut finding = lens.finding(Code::BondNeeded, evidence, &valued.clauses);
    finding
        .because
        .extend(valued.values.into_iter().map(Because::from));
    vec![finding]
}

/// The single change to the plan as it stands that lowers the bonds most.
#[must_use]
pub fn better_order(lens: &Lens<'_>) -> Vec<Finding> {
    let Some(valued) = valued(lens).filter(|valued| valued.clauses.len() <= CHANGED) else {
        return Vec::new();
    };
    let Some(best) = mends(&valued.schedule()).into_iter().next() else {
        return Vec::new();
    };
    let steps = valued.step_clauses();
    let at = |step: usize| steps[step];
    let clauses = match best.mend {
        Mend::Swap(a, b) | Mend::Escrow(a, b) => vec![at(a), at(b)],
        Mend::Split(a) => vec![at(a)],
    };
    let evidence = Evidence::Better {
        change: best.mend,
        steps,
        before: best.before,
        after: best.after,
    };
    let mut finding = lens.finding(Code::BetterOrder, evidence, &clauses);
    finding
        .because
        .extend(valued.values.into_iter().map(Because::from));
    vec![finding]
}

/// Steps up to which single changes are tried.
const CHANGED: usize = 60;

/// For each party the most that another one has given and not got back: what its leaving can cost.
fn most_exposed_to(curves: &Curves) -> Vec<i64> {
    let parties = curves.rows.first().map_or(0, Vec::len);
    let others = |party: usize| {
        let rows = curves.rows.iter();
        rows.flat_map(move |row| {
            let of = row.iter().enumerate().filter(move |(at, _)| *at != party);
            of.map(|(_, standing)| standing.exposure)
        })
    };
    (0..parties)
        .map(|party| others(party).max().unwrap_or(0))
        .collect()
}

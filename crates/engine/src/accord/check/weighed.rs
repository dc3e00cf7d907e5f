//! The break-even ratio over all exchanges of two sides, for a party that says what duties weigh.
//!
//! The share of a side that is still to give is the mean of what is left of its duties, each with its
//! weight. On a day of several exchanges a party is asked at its worst: of the others, what it owes is
//! still to give and what it gets has come. Source: θ by agreed weights beside θ by count. Guarantee:
//! an interval that holds every choice of weights within theirs. Cost: quadratic in the steps.

use armistice_case::model::{ActorId, AssumptionId, ClauseId, ObligationId};

use super::Lens;
use super::ratio::Balance;
use crate::accord::exchange::ratio::{Ratio, ratio};
use crate::accord::weights::{Weight, Weights, mean};

/// A mean share is told in so many parts.
const PARTS: f64 = 1e9;

/// The ratios of a party over all exchanges of two sides.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// The party whose weights these are.
    pub party: ActorId,
    /// The assumptions that give them; none where they are those of the text.
    pub assumptions: Vec<AssumptionId>,
    /// The steps of all these exchanges in the order of their days.
    pub steps: Vec<WeighedStep>,
}

/// A step and the party's ratio after it, at least and at most.
#[derive(Clone, Copy, Debug)]
pub struct WeighedStep {
    /// The clause that has just been performed.
    pub after: ClauseId,
    /// Its day, where it is known.
    pub day: Option<i64>,
    /// The ratio at least and at most.
    pub between: (Ratio, Ratio),
}

/// The ratios of every party with weights, over two exchanges or more with the same other side.
#[must_use]
pub fn weighed(lens: &Lens<'_>, balances: &[Balance]) -> Vec<Weighed> {
    let pooled: Vec<&Balance> = balances.iter().filter(|b| b.quantity.is_none()).collect();
    let mut pairs: Vec<[&Vec<ActorId>; 2]> = pooled
        .iter()
        .flat_map(|b| [[&b.sides[0], &b.sides[1]], [&b.sides[1], &b.sides[0]]])
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut found = Vec::new();
    for [own, other] in pairs {
        let exchanges: Vec<(&Balance, usize)> = pooled
            .iter()
            .filter_map(|b| {
                let side = (0..2).find(|s| b.sides[*s] == *own && b.sides[1 - *s] == *other)?;
                Some((*b, side))
            })
            .collect();
        // Of one exchange alone the weights cancel.
        if exchanges.len() < 2 {
            continue;
        }
        for party in own {
            let weights = Weights::of(lens.case, &lens.terms, Some(*party));
            let duties = || exchanges.iter().flat_map(|(b, _)| &b.duties);
            if duties().any(|duty| weights.said(*duty)) {
                found.push(Weighed {
                    party: *party,
                    assumptions: weights.assumptions().collect(),
                    steps: steps(&exchanges, weights),
                });
            }
        }
    }
    found
}

fn steps(exchanges: &[(&Balance, usize)], weights: Weights<'_>) -> Vec<WeighedStep> {
    let mut order: Vec<(Option<i64>, usize, usize)> = Vec::new();
    for (at, (balance, _)) in exchanges.iter().enumerate() {
        let days = balance.steps.iter().map(|step| step.ratios[0].day);
        order.extend(days.enumerate().map(|(step, day)| (day, at, step)));
    }
    order.sort_unstable();
    let step = |(day, at, step): (Option<i64>, usize, usize)| {
        let mut columns = [Vec::new(), Vec::new()];
        for (other, (balance, own)) in exchanges.iter().enumerate() {
            for (which, worst) in columns.iter_mut().enumerate() {
                let side = if which == 0 { *own } else { 1 - *own };
                let given = balance.steps.iter().enumerate().rfind(|(number, given)| {
                    let then = given.ratios[0].day;
                    match other == at {
                        true => *number <= step,
                        false => then < day || which == 1 && then == day,
                    }
                });
                let (left, total) = given.map_or((1, 1), |(_, given)| given.left[side]);
                let duties = duties_of(balance, side);
                let weight = duties.iter().map(|duty| weights.weight(*duty));
                let weight = weight.fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
                add(
                    worst,
                    duties,
                    left as f64 / total.max(1) as f64,
                    weight,
                    which == 0,
                );
            }
        }
        let [own, other] = columns.map(|column| {
            let shares: Vec<(f64, Weight)> = column.iter().map(|c| (c.1, c.2)).collect();
            mean(&shares)
        });
        let (own, other) = own.zip(other)?;
        let parts = |share: f64| (share * PARTS).round() as u64;
        let of = |own: f64, other: f64| ratio(parts(own), PARTS as u64, parts(other), PARTS as u64);
        Some(WeighedStep {
            after: exchanges[at].0.steps[step].ratios[0].after,
            day,
            between: (of(own.0, other.1)?, of(own.1, other.0)?),
        })
    };
    order.into_iter().filter_map(step).collect()
}

/// What is left of duties, each once: a duty that several exchanges share at its worst.
fn add<'b>(
    column: &mut Vec<(&'b [ObligationId], f64, Weight)>,
    duties: &'b [ObligationId],
    left: f64,
    weight: Weight,
    own: bool,
) {
    match column.iter_mut().find(|(known, ..)| *known == duties) {
        Some((_, known, _)) if own => *known = known.max(left),
        Some((_, known, _)) => *known = known.min(left),
        None => column.push((duties, left, weight)),
    }
}

/// The duties of a side of an exchange: one answers, the others are answered.
fn duties_of(balance: &Balance, side: usize) -> &[ObligationId] {
    let answered = balance.duties.len().saturating_sub(1);
    if side == 0 {
        &balance.duties[..answered]
    } else {
        &balance.duties[answered..]
    }
}

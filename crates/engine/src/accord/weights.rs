//! How much duties weigh beside one another: by a party's own word, as an assumption gives it, else by
//! the text, else one each.
//!
//! A mean of shares under weights that are intervals is an interval: its ends are reached where the
//! weights of all shares up to some one are at one end and those of the rest at the other. Guarantee:
//! exact up to rounding. Cost: sorting.

use armistice_case::model::{ActorId, AssumptionId, Case, ClauseId, ObligationId};
use armistice_case::value::{Amount, Decimal};

use super::terms::Terms;

/// The weights of duties for one party, or those of the text where no party is asked.
#[derive(Clone, Copy)]
pub struct Weights<'a> {
    case: &'a Case,
    terms: &'a Terms,
    party: Option<ActorId>,
}

/// A weight, at least and at most.
pub type Weight = (f64, f64);

impl<'a> Weights<'a> {
    /// The weights for a party.
    #[must_use]
    pub fn of(case: &'a Case, terms: &'a Terms, party: Option<ActorId>) -> Self {
        Self { case, terms, party }
    }

    /// The assumptions in which a party says what duties weigh for it.
    pub fn assumptions(self) -> impl Iterator<Item = AssumptionId> + 'a {
        let all = self.case.assumptions.iter();
        all.filter(move |(_, a)| {
            self.party.is_some() && a.values_of == self.party && !a.weighs.is_empty()
        })
        .map(|(id, _)| id)
    }

    /// Whether somebody says what a duty weighs.
    #[must_use]
    pub fn said(self, duty: ObligationId) -> bool {
        self.own(duty).is_some() || self.terms.agreement.obligations[duty].weight.is_some()
    }

    /// The weight of a duty; the language gives each two ends, none below nothing.
    #[must_use]
    pub fn weight(self, duty: ObligationId) -> Weight {
        let text = self.terms.agreement.obligations[duty].weight;
        let Some(amount) = self.own(duty).or(text) else {
            return (1.0, 1.0);
        };
        let (low, high) = amount.agreeing();
        let end = |end: Option<Decimal>| end.map_or(0.0, |end| end.to_f64().max(0.0));
        (end(low), end(high))
    }

    fn own(self, duty: ObligationId) -> Option<Amount> {
        let clause = ClauseId::Obligation(duty);
        self.assumptions().find_map(|id| {
            let weighs = self.case.assumptions[id].weighs.iter();
            let mut own = weighs.filter(|(known, _)| *known == clause);
            own.next().map(|(_, amount)| *amount)
        })
    }
}

/// The mean of shares, each with its weight, at least and at most; none where nothing weighs anything.
#[must_use]
pub fn mean(shares: &[(f64, Weight)]) -> Option<(f64, f64)> {
    let mut sorted = shares.to_vec();
    sorted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    // The first ones at one end of their weights, the rest at the other.
    let end = |first: fn(Weight) -> f64, rest: fn(Weight) -> f64| {
        let sum = |weight: fn(Weight) -> f64| -> (f64, f64) {
            let pairs = sorted
                .iter()
                .map(|(share, w)| (share * weight(*w), weight(*w)));
            pairs.fold((0.0, 0.0), |(a, b), (c, d)| (a + c, b + d))
        };
        let (mut over, mut under) = sum(rest);
        let mut values = vec![(over, under)];
        for (share, weight) in &sorted {
            let more = first(*weight) - rest(*weight);
            over += share * more;
            under += more;
            values.push((over, under));
        }
        let means = values.into_iter().filter(|(_, under)| *under > 0.0);
        means
            .map(|(over, under)| over / under)
            .collect::<Vec<f64>>()
    };
    let low = end(|w| w.1, |w| w.0).into_iter().min_by(f64::total_cmp)?;
    let high = end(|w| w.0, |w| w.1).into_iter().max_by(f64::total_cmp)?;
    Some((low, high))
}

//! What a part promises, once or by the day, in numbers as far as the text gives them.

use armistice_case::model::{ClauseId, Obligation, QuantityId};
use armistice_case::value::{Decimal, Delivered, Unit};

use super::record::bounds;
use crate::accord::check::Lens;
use crate::accord::part::Part;

/// How much of a quantity a part promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Of what.
    pub quantity: QuantityId,
    /// The least that keeps the promise; none where the text gives no number.
    pub low: Option<Decimal>,
    /// The most that keeps it.
    pub high: Option<Decimal>,
    /// The most that the text allows, where it names no more than that: nothing is owed then.
    pub limit: Option<Decimal>,
}

impl Promise {
    /// Whether it is owed in a number that the text leaves open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.low.is_none() && self.limit.is_none()
    }
}

/// So much of a quantity per unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Of what.
    pub quantity: QuantityId,
    /// The least in a unit, in millionths.
    pub low: Decimal,
    /// The most in a unit.
    pub high: Decimal,
    /// The unit of time.
    pub unit: Unit,
    /// Whether the text names no more than a most: nothing is owed then.
    pub limit: bool,
}

impl Rate {
    /// What is promised for so many days, at least and at most; none where the unit is no day.
    #[must_use]
    pub fn over(&self, days: i64) -> Option<(Decimal, Decimal)> {
        let times = |promise: Decimal| Decimal(promise.0.saturating_mul(days));
        let by_day = matches!(self.unit, Unit::Day | Unit::WorkingDay);
        by_day.then(|| (times(self.low), times(self.high)))
    }
}

/// Whether a part recurs. A duty in instalments, or one that answers those of another, has its
/// parts already.
pub(super) fn recurs(duty: &Obligation, part: &Part) -> bool {
    duty.every.get().is_some() && duty.tranches.is_empty() && part.answers.is_none()
}

/// What a part promises: whole numbers where they are exact, bounds where the text gives bounds.
pub(super) fn promises(lens: &Lens<'_>, at: usize) -> Vec<Promise> {
    let part = &lens.parts.all[at];
    let duty = &lens.terms.agreement.obligations[part.duty];
    let written = match part.clause {
        ClauseId::Tranche(_, tranche) if !duty.tranches.is_empty() => {
            &duty.tranches[usize::from(tranche)].delivers
        }
        _ => &duty.delivers,
    };
    let exact = part.counts.iter().map(|(quantity, count)| {
        let count = i64::try_from(*count).unwrap_or(i64::MAX);
        let amount = Some(Decimal::whole(count));
        Promise {
            quantity: *quantity,
            low: amount,
            high: amount,
            limit: None,
        }
    });
    let mut promises: Vec<Promise> = exact.collect();
    for quantity in &part.uncounted {
        let amounts = written
            .iter()
            .find(|(known, _)| known == quantity)
            .map_or(&[][..], |(_, amounts)| amounts);
        let per_day = |amount: &Delivered| matches!(amount, Delivered::PerTime(..));
        if !amounts.is_empty() && amounts.iter().all(per_day) {
            continue;
        }
        let once = amounts.iter().filter(|amount| !per_day(amount));
        promises.push(promised(*quantity, once));
    }
    promises
}

/// Whether promises name no more than a most, so that nothing is owed.
pub(super) fn is_limit(promises: &[Promise]) -> bool {
    !promises.is_empty() && promises.iter().all(|promise| promise.limit.is_some())
}

/// What amounts of one quantity come to together. "At least n" is kept by n; "at most n" beside
/// something that is owed by anything up to it; alone it is a limit.
fn promised<'d>(
    quantity: QuantityId,
    amounts: impl Iterator<Item = &'d Delivered> + Clone,
) -> Promise {
    let sum = |each: &dyn Fn(&Delivered) -> Option<Decimal>| {
        let mut amounts = amounts.clone();
        let first = amounts.next().map_or(Some(Decimal(0)), each)?;
        amounts.try_fold(first, |sum, amount| {
            Some(Decimal(sum.0.checked_add(each(amount)?.0)?))
        })
    };
    let agreeing = |amount: &Delivered| match amount {
        Delivered::Amount(amount) => Some(amount.agreeing()),
        _ => None,
    };
    let limit = sum(&|amount| match agreeing(amount)? {
        (None, high) => high,
        (Some(_), _) => None,
    });
    let limit = limit.filter(|_| amounts.clone().next().is_some());
    let owed = |amount| sum(amount).filter(|_| limit.is_none());
    Promise {
        quantity,
        low: owed(&|amount| agreeing(amount)?.0.or(Some(Decimal(0)))),
        high: owed(&|amount| agreeing(amount).and_then(|(low, high)| high.or(low))),
        limit,
    }
}

/// What is promised for each unit of time.
pub(super) fn rates(delivers: &[(QuantityId, Vec<Delivered>)]) -> Vec<Rate> {
    delivers
        .iter()
        .flat_map(|(quantity, amounts)| amounts.iter().map(move |amount| (quantity, amount)))
        .filter_map(|(quantity, amount)| {
            let Delivered::PerTime(amount, unit) = amount else {
                return None;
            };
            let (low, high) = bounds(amount);
            let limit = amount.low.is_none();
            Some(Rate {
                quantity: *quantity,
                low: if limit { Decimal(0) } else { low },
                high,
                unit: *unit,
                limit,
            })
        })
        .collect()
}

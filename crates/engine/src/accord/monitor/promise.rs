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
}

/// So much of a quantity per unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Of what.
    pub quantity: QuantityId,
    /// The least a day, in millionths.
    pub low: Decimal,
    /// The most a day.
    pub high: Decimal,
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
        let mut sum = (Some(Decimal(0)), Some(Decimal(0)));
        for amount in amounts.iter().filter(|amount| !per_day(amount)) {
            let (low, high) = match amount {
                Delivered::Amount(amount) => {
                    let (low, high) = amount.agreeing();
                    // "At least n" is kept by n; "at most n" by anything up to it.
                    (low.or(Some(Decimal(0))), high.or(low))
                }
                _ => (None, None),
            };
            let add =
                |a: Option<Decimal>, b: Option<Decimal>| Some(Decimal(a?.0.checked_add(b?.0)?));
            sum = (add(sum.0, low), add(sum.1, high));
        }
        promises.push(Promise {
            quantity: *quantity,
            low: sum.0,
            high: sum.1,
        });
    }
    promises
}

/// What is promised day by day; what is given by the week or month is spread over its days.
pub(super) fn rates(delivers: &[(QuantityId, Vec<Delivered>)]) -> Vec<Rate> {
    delivers
        .iter()
        .flat_map(|(quantity, amounts)| amounts.iter().map(move |amount| (quantity, amount)))
        .filter_map(|(quantity, amount)| {
            let Delivered::PerTime(amount, unit) = amount else {
                return None;
            };
            let days = match unit {
                Unit::Day | Unit::WorkingDay => 1,
                Unit::Week => 7,
                Unit::Month => 30,
                Unit::Year => 365,
                Unit::Hour | Unit::Minute => return None,
            };
            let (low, high) = bounds(amount);
            Some(Rate {
                quantity: *quantity,
                low: Decimal(low.0 / days),
                high: Decimal(high.0 / days),
            })
        })
        .collect()
}

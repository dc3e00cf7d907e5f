//! Who is behind in an exchange, share by share, and for how many units times days.
//!
//! Both sides keep pace while each has given the same share of what it promised in all. Behind is
//! what a side would still have to give to be level, in its own units; summed over the days up to
//! the one asked about, as they ended, it is what the other side has not had back and for how long.
//! Where a total is an interval so is all of it: what is behind rises or falls in every total, so
//! the corners are exact. Guarantee: exact up to the last division. Cost: linear in the days on
//! which anything changed hands.

use super::rounds::Exchange;

/// Least and most, in millionths.
pub type Range = (i128, i128);

/// How far one side is behind the share that the other has given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Units on the day asked about.
    pub now: Range,
    /// Units times days up to and with that day.
    pub unit_days: Range,
}

/// Both sides of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The side that comes first.
    pub first: Behind,
    /// The side that answers.
    pub second: Behind,
}

/// Who is behind by a day; none where a side's total is not known.
#[must_use]
pub fn pace(exchange: &Exchange, day: i64) -> Option<Pace> {
    let first = exchange.first_total.filter(|total| total.0 > 0)?;
    let second = exchange.second_total.filter(|total| total.0 > 0)?;
    let given: Vec<(i64, u64, u64)> = exchange
        .days
        .iter()
        .map(|point| (point.day, point.first, point.second))
        .collect();
    let turned: Vec<(i64, u64, u64)> = given.iter().map(|(on, a, b)| (*on, *b, *a)).collect();
    Some(Pace {
        first: behind(&given, first, second, day),
        second: behind(&turned, second, first, day),
    })
}

/// How far a side that gave the first of each pair is behind one that gave the second.
fn behind(given: &[(i64, u64, u64)], own: (u64, u64), other: (u64, u64), day: i64) -> Behind {
    // More promised by this side, or less by the other, is more to be level with.
    let least = behind_of(given, own.0, other.1, day);
    let most = behind_of(given, own.1, other.0, day);
    Behind {
        now: (least.0, most.0),
        unit_days: (least.1, most.1),
    }
}

/// Behind now, and summed over the days, for two totals.
fn behind_of(given: &[(i64, u64, u64)], own: u64, other: u64, day: i64) -> (i128, i128) {
    let (mut now, mut sum) = (0_i128, 0_i128);
    for (at, (on, gave, had)) in given.iter().enumerate() {
        let until = given.get(at + 1).map_or(day + 1, |next| next.0);
        let level = i128::from(*had.min(&other)).saturating_mul(i128::from(own));
        let given = i128::from(*gave).saturating_mul(i128::from(other));
        now = (level - given).max(0);
        sum = sum.saturating_add(now.saturating_mul(i128::from((until - on).max(0))));
    }
    (now / i128::from(other), sum / i128::from(other))
}

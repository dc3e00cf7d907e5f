//! The break-even ratio θ from counts alone.
//!
//! θ of a party is the share of its own deliveries still to make, divided by the share of the other
//! side's still to come: it goes on only if it values the whole of what it gets at more than θ
//! times the cost of the whole of what it gives. Nobody is given a price. Exact, as a fraction of
//! whole numbers; cost: constant.

use std::cmp::Ordering;

/// A break-even ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ratio {
    /// Own share still to give over other share still to come, reduced.
    Of {
        /// The numerator.
        over: u128,
        /// The denominator, above zero.
        under: u128,
    },
    /// Something is still to give and nothing is left to come: only a bond holds the party.
    NothingLeft,
    /// Both sides have given everything.
    Finished,
}

impl Ratio {
    /// The ratio as a number, where there is one.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "for display")]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Of { over, under } => Some(over as f64 / under as f64),
            Self::NothingLeft | Self::Finished => None,
        }
    }

    /// Whether it is higher than another one; nothing left to come is higher than any number.
    #[must_use]
    pub fn above(self, other: Self) -> bool {
        match (self, other) {
            (Self::Of { over, under }, Self::Of { over: o, under: u }) => {
                compare((over, under), (o, u)).is_gt()
            }
            (Self::NothingLeft, other) => other != Self::NothingLeft,
            (Self::Of { .. }, Self::Finished) => true,
            (Self::Of { .. } | Self::Finished, _) => false,
        }
    }

    /// Whether the party stands above a level given as a fraction, or has nothing left to come.
    #[must_use]
    pub fn exceeds(self, level_over: u64, level_under: u64) -> bool {
        match self {
            Self::Of { over, under } => {
                let level = (u128::from(level_over), u128::from(level_under));
                compare((over, under), level).is_gt()
            }
            Self::NothingLeft => true,
            Self::Finished => false,
        }
    }
}

/// The ratio for a party that has still to give `own_left` of `own_total` and to get `other_left`
/// of `other_total`. None when a total is zero: then there is no exchange to speak of.
#[must_use]
pub fn ratio(own_left: u64, own_total: u64, other_left: u64, other_total: u64) -> Option<Ratio> {
    if own_total == 0 || other_total == 0 {
        return None;
    }
    if other_left == 0 {
        return Some(if own_left == 0 {
            Ratio::Finished
        } else {
            Ratio::NothingLeft
        });
    }
    let over = u128::from(own_left) * u128::from(other_total);
    let under = u128::from(own_total) * u128::from(other_left);
    let common = gcd(over, under);
    Some(Ratio::Of {
        over: over / common,
        under: under / common,
    })
}

/// Two fractions, over and under, by their whole parts and then by what is left: products of theirs
/// would not fit. What is under is above zero.
fn compare((mut a, mut b): (u128, u128), (mut c, mut d): (u128, u128)) -> Ordering {
    loop {
        let whole = (a / b).cmp(&(c / d));
        let left = (a % b, c % d);
        if whole.is_ne() || left.0 == 0 || left.1 == 0 {
            return whole.then(left.0.cmp(&left.1));
        }
        // Of two fractions below one that is higher whose inverse is lower.
        (a, b, c, d) = (d, left.1, b, left.0);
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

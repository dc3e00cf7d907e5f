//! Numbers of packages in 256 bits: forty issues of ten options each have more packages than 128 bits
//! can number. Guarantee: exact; what does not fit is said. Cost: constant.

use std::ops::Add;

/// The lower half of 128 bits.
const HALF: u128 = (1 << 64) - 1;

/// The number of a package, in the order of the last issue turning fastest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    high: u128,
    low: u128,
}

impl Number {
    /// The first package.
    pub const ZERO: Self = Self { high: 0, low: 0 };
    /// Behind every package.
    pub const LAST: Self = Self {
        high: u128::MAX,
        low: u128::MAX,
    };

    /// So many times this; none if it does not fit.
    pub fn times(self, factor: usize) -> Option<Self> {
        let factor = factor as u128;
        let lower = (self.low & HALF) * factor;
        let upper = (self.low >> 64) * factor + (lower >> 64);
        let high = self.high.checked_mul(factor)?.checked_add(upper >> 64)?;
        Some(Self {
            high,
            low: (upper << 64) | (lower & HALF),
        })
    }

    /// The whole part of this divided by a positive number, and what is left.
    pub fn divided(self, by: usize) -> (Self, usize) {
        let by = by as u128;
        let mut rest = 0;
        let mut digit = |limb: u128| {
            let whole = (rest << 64) | limb;
            rest = whole % by;
            whole / by
        };
        let high = (digit(self.high >> 64) << 64) | digit(self.high & HALF);
        let low = (digit(self.low >> 64) << 64) | digit(self.low & HALF);
        (Self { high, low }, rest as usize)
    }

    /// The same in 128 bits, the largest such number if it is larger.
    pub fn capped(self) -> u128 {
        if self.high == 0 { self.low } else { u128::MAX }
    }
}

impl From<u128> for Number {
    fn from(low: u128) -> Self {
        Self { high: 0, low }
    }
}

impl Add for Number {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (low, carry) = self.low.overflowing_add(other.low);
        let high = self
            .high
            .wrapping_add(other.high)
            .wrapping_add(u128::from(carry));
        Self { high, low }
    }
}

impl std::iter::Sum for Number {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Self::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forty digits of ten go in and come out again, far beyond 128 bits.
    #[test]
    fn digits_come_back() {
        let digits: Vec<usize> = (0..77).map(|at| at * 7 % 10).collect();
        let mut number = Number::ZERO;
        for &digit in &digits {
            number = number.times(10).expect("256 bits") + Number::from(digit as u128);
        }
        assert_eq!(number.capped(), u128::MAX);
        for &digit in digits.iter().rev() {
            let (rest, last) = number.divided(10);
            assert_eq!(last, digit);
            assert!(rest < number || number == Number::ZERO);
            number = rest;
        }
        assert_eq!(number, Number::ZERO);
    }

    #[test]
    fn what_does_not_fit_is_said_and_carries_are_kept() {
        let low = Number::from(u128::MAX);
        assert_eq!((low + Number::from(1)).divided(2).0, Number::from(1 << 127));
        assert_eq!(low.times(4).map(|number| number.divided(4)), Some((low, 0)));
        assert_eq!(Number::LAST.times(2), None);
        assert_eq!(Number::LAST.times(1), Some(Number::LAST));
    }
}

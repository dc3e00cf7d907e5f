//! Instalments in closed form: equal rounds against rounds that shrink.
//!
//! One divisible good each way in k rounds. The second mover's bond is c/k with equal rounds and
//! (v − c)·rᵏ/(1 − rᵏ) with r = c/v at best, the sizes falling by r: the ever smaller instalments of
//! Pitchford and Snyder (2004). Exact fractions; refused where they outgrow 128 bits.

/// A fraction of whole numbers, reduced, with a denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// The numerator.
    pub over: i128,
    /// The denominator.
    pub under: i128,
}

impl Fraction {
    fn new(over: i128, under: i128) -> Self {
        let (mut a, mut b) = (over.abs(), under.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1);
        Self {
            over: over / common,
            under: under / common,
        }
    }

    /// The fraction as a number.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "for display")]
    pub fn value(self) -> f64 {
        self.over as f64 / self.under as f64
    }
}

/// The bond of the second mover in so many equal rounds.
#[must_use]
pub fn equal_rounds(cost: i64, rounds: u32) -> Option<Fraction> {
    (rounds > 0).then(|| Fraction::new(i128::from(cost), i128::from(rounds)))
}

/// The least bond of the second mover in so many rounds of any size, and the sizes as shares.
/// None without joint surplus (cost not below worth) or where the fractions outgrow 128 bits.
#[must_use]
pub fn best_rounds(worth: i64, cost: i64, rounds: u32) -> Option<(Fraction, Vec<Fraction>)> {
    if rounds == 0 || cost <= 0 || worth <= cost {
        return None;
    }
    let (worth, cost) = (i128::from(worth), i128::from(cost));
    let (all_worth, all_cost) = (worth.checked_pow(rounds)?, cost.checked_pow(rounds)?);
    let under = all_worth.checked_sub(all_cost)?;
    let bond = Fraction::new((worth - cost).checked_mul(all_cost)?, under);
    let shares = (0..rounds).map(|round| {
        let rest = worth.checked_pow(rounds - 1 - round)?;
        let share = cost
            .checked_pow(round)?
            .checked_mul(rest)?
            .checked_mul(worth - cost)?;
        Some(Fraction::new(share, under))
    });
    Some((bond, shares.collect::<Option<Vec<_>>>()?))
}

//! Lots between packages, as NegMAS 0.16 has them: its rules on the convex hull of all packages, also of those
//! below a reservation. For any number of parties.
//!
//! - On the **hull** is a package than which no lot is as good for everybody and better for somebody.
//! - Kalai: largest smallest gain over *d*; modified: with *d* = 0.
//! - Kalai–Smorodinsky is here the largest smallest share of the way from *d* to the largest utility, not the
//!   smallest spread; modified: with *d* = 0.
//! - Nash: largest product of gains; welfare: a package by itself.
//!
//! Where several lots have the same smallest gain NegMAS names any; here the next smallest decides, and so on, so
//! that utilities hang on no order. Guarantee: `ALIKE` for linear programmes; the product of a Nash lot is certified
//! to be within `CERTAIN` of the largest (the tangent plane at the lot is a bound, for its logarithm is concave).
//! Source: the platform's code; Mohammad (2023) for the hull; pairwise steps after Lacoste-Julien and Jaggi (2015).
//! Cost: a small programme for each point of the frontier, hence the bound on their number.

use super::mixture::{Floor, is_bettered, leximin, lifted, worth};
use super::{ALIKE, Measure, Platform, Scale};
use crate::deal::points::Points;
use rayon::prelude::*;

/// The most points of a frontier whose lots are looked at.
pub const MOST_MIXED: usize = 2_000;
/// How much larger than a Nash lot's product another may be, as a share of it.
const CERTAIN: f64 = 1e-10;
/// A search that needs more steps has stuck at the rounding of floats.
const STEPS: usize = 100_000;

/// A lot between packages.
#[derive(Clone, Debug, PartialEq)]
pub struct Lot {
    /// The rule.
    pub measure: Measure,
    /// Positions among `Hull::points` in their order, each with its chance; a single one is a package by itself.
    pub chances: Vec<(usize, f64)>,
    /// What the lot is worth to each party.
    pub utilities: Vec<f64>,
}

/// What packages are worth where they can be mixed by lot.
#[derive(Clone, Debug)]
pub struct Hull {
    /// The packages on the hull.
    pub points: Points,
    /// The best lot of each rule, without those that have none: no lot gives everybody a gain, or none has shares.
    pub lots: Vec<Lot>,
}

/// The packages on the hull in two units.
struct Corners {
    /// As utilities are told.
    utilities: Vec<Vec<f64>>,
    /// Each party's in shares of its size, for programmes in floats.
    shares: Vec<Vec<f64>>,
    /// Each party's largest utility, whatever its sign.
    sizes: Vec<f64>,
}

impl Scale<'_> {
    /// The hull of a frontier of all packages, and the best lot of each rule.
    pub(super) fn hull(&self, frontier: &Points) -> Hull {
        let utilities: Vec<Vec<f64>> = frontier.iter().map(|(u, ..)| self.utilities(u)).collect();
        let size = |party: usize| {
            let largest = utilities.iter().map(|u| u[party].abs());
            Some(largest.fold(0.0, f64::max))
                .filter(|largest| *largest > 0.0)
                .unwrap_or(1.0)
        };
        let sizes: Vec<f64> = (0..frontier.width).map(size).collect();
        let share = |u: &Vec<f64>| u.iter().zip(&sizes).map(|(u, size)| u / size).collect();
        let shares: Vec<Vec<f64>> = utilities.iter().map(share).collect();
        let on_hull = on_hull(&shares);
        let mut points = Points::new(frontier.width);
        for &at in &on_hull {
            points.push(
                frontier.point(at),
                frontier.counts[at],
                frontier.examples[at],
            );
        }
        let corners = Corners {
            utilities: on_hull.iter().map(|&at| utilities[at].clone()).collect(),
            shares: on_hull.iter().map(|&at| shares[at].clone()).collect(),
            sizes,
        };
        let rules = Measure::all(Platform::Negmas).iter();
        let lots = rules.filter_map(|&measure| {
            let chances = self.chances(measure, &corners)?;
            Some(corners.told(measure, &chances))
        });
        Hull {
            lots: lots.collect(),
            points,
        }
    }

    /// The chance of each corner in the best lot of a rule.
    fn chances(&self, measure: Measure, corners: &Corners) -> Option<Vec<f64>> {
        let zero = vec![0.0; self.disagreement.len()];
        match measure {
            Measure::Nash => nash(&corners.shares, &corners.gains(&self.disagreement)),
            Measure::Kalai => Some(corners.lifted_alike(&self.disagreement)?.1),
            Measure::ModifiedKalai => Some(corners.lifted_alike(&zero)?.1),
            Measure::KalaiSmorodinsky => self.shared(corners, &self.disagreement),
            Measure::ModifiedKalaiSmorodinsky => self.shared(corners, &zero),
            Measure::Welfare | Measure::RelativeWelfare => {
                let values = corners.utilities.iter().map(|u| self.value(measure, u));
                let (best, _) = values.enumerate().reduce(|best, other| {
                    if other.1 > best.1 + ALIKE {
                        other
                    } else {
                        best
                    }
                })?;
                let chance = |at| f64::from(u8::from(at == best));
                Some((0..corners.shares.len()).map(chance).collect())
            }
        }
    }

    /// The largest smallest share of the way to the largest utility. There is none if somebody stays below `bottom`.
    fn shared(&self, corners: &Corners, bottom: &[f64]) -> Option<Vec<f64>> {
        let ways = bottom.iter().zip(&self.most).zip(&corners.sizes);
        let shares: Vec<Floor> = ways
            .map(|((bottom, most), size)| Floor {
                stands: bottom / size,
                rises: (most - bottom).max(0.0) / size,
            })
            .collect();
        let (smallest, chances) = leximin(&corners.shares, &shares)?;
        (smallest >= -ALIKE).then_some(chances)
    }
}

impl Corners {
    /// What is above the bottom, in units as utilities are told.
    fn gains(&self, bottom: &[f64]) -> Vec<Floor> {
        let gain = |(bottom, size): (&f64, &f64)| Floor {
            stands: bottom / size,
            rises: 1.0 / size,
        };
        bottom.iter().zip(&self.sizes).map(gain).collect()
    }

    /// The largest smallest gain.
    fn lifted_alike(&self, bottom: &[f64]) -> Option<(f64, Vec<f64>)> {
        leximin(&self.shares, &self.gains(bottom))
    }

    fn told(&self, measure: Measure, chances: &[f64]) -> Lot {
        let reached = worth(&self.shares, chances);
        let same = |u: &Vec<f64>| {
            let mut pairs = u.iter().zip(&reached);
            pairs.all(|(a, b)| (a - b).abs() <= ALIKE)
        };
        // A package by itself goes before a lot that is no better.
        if let Some(alone) = self.shares.iter().position(same) {
            return Lot {
                measure,
                chances: vec![(alone, 1.0)],
                utilities: self.utilities[alone].clone(),
            };
        }
        let some = |chance: &f64| if *chance > ALIKE { *chance } else { 0.0 };
        let all: f64 = chances.iter().map(some).sum();
        let chances: Vec<f64> = chances.iter().map(|chance| some(chance) / all).collect();
        let utilities = worth(&self.utilities, &chances);
        let chances = chances.into_iter().enumerate();
        Lot {
            measure,
            chances: chances.filter(|(_, chance)| *chance > 0.0).collect(),
            utilities,
        }
    }
}

/// The points that no lot betters.
fn on_hull(points: &[Vec<f64>]) -> Vec<usize> {
    (0..points.len())
        .into_par_iter()
        .filter(|&at| !is_bettered(&points[at], points))
        .collect()
}

/// The lot with the largest product of gains, by moving chance from the point that pulls least to the one that
/// pulls most. None if no lot gives everybody a gain.
fn nash(points: &[Vec<f64>], above: &[Floor]) -> Option<Vec<f64>> {
    let (smallest, mut chances) = lifted(points, above)?;
    let bottom: Vec<f64> = above.iter().map(|floor| floor.stands).collect();
    if smallest <= ALIKE {
        return None;
    }
    for _ in 0..STEPS {
        let reached = worth(points, &chances);
        let gains: Vec<f64> = reached.iter().zip(&bottom).map(|(u, d)| u - d).collect();
        let pull = |at: &usize| -> f64 {
            let parties = points[*at].iter().zip(&bottom).zip(&gains);
            parties.map(|((u, d), gain)| (u - d) / gain).sum()
        };
        let by_pull = |a: &usize, b: &usize| pull(a).total_cmp(&pull(b));
        let most = (0..points.len()).max_by(by_pull)?;
        // At the lot itself everybody's pull is one.
        if pull(&most) - bottom.len() as f64 <= CERTAIN {
            return few(points, &bottom, &gains);
        }
        let least = (0..points.len())
            .filter(|&at| chances[at] > 0.0)
            .min_by(by_pull)?;
        let change: Vec<f64> = (0..bottom.len())
            .map(|party| points[most][party] - points[least][party])
            .collect();
        let moved = best_step(&gains, &change, chances[least]);
        chances[most] += moved;
        chances[least] -= moved;
    }
    None
}

/// How far to go along a change for the largest product: where its slope, which only falls, is nothing.
fn best_step(gains: &[f64], change: &[f64], longest: f64) -> f64 {
    let rises = |step: f64| {
        let mut slope = 0.0;
        for (gain, change) in gains.iter().zip(change) {
            let left = gain + step * change;
            if left <= 0.0 {
                return false;
            }
            slope += change / left;
        }
        slope > 0.0
    };
    if rises(longest) {
        return longest;
    }
    let (mut low, mut high) = (0.0, longest);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if rises(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// The same gains by a lot of few points, as a corner of a linear programme is.
fn few(points: &[Vec<f64>], bottom: &[f64], gains: &[f64]) -> Option<Vec<f64>> {
    let floors: Vec<Floor> = bottom
        .iter()
        .zip(gains)
        .map(|(&stands, &rises)| Floor { stands, rises })
        .collect();
    Some(lifted(points, &floors)?.1)
}

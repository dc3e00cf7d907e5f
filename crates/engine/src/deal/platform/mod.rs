//! The deal space by the definitions of two negotiation platforms, each under its own name.
//!
//! | measure | NegMAS 0.16 | GENIUS 10.4 |
//! |---|---|---|
//! | frontier | packages at or above every reservation | all packages |
//! | disagreement *d* | the reservation, or the smallest utility if that is higher | the reservation |
//! | Nash | largest product of *u* − *d* | the same, below the reservation too |
//! | Kalai | largest smallest *u* − *d*; modified: with *d* = 0 | – |
//! | Kalai–Smorodinsky | smallest spread of (*u* − *d*) ÷ (max − *d*); modified: with *d* = 0 | smallest sum of differences of *u* between two parties, if below 2 |
//! | welfare | largest sum | the same |
//! | relative welfare | largest sum of (*u* − min) ÷ (max − min) | – |
//! | opposition | smallest distance of *u* ÷ max from 1 for all, at or above reservation | smallest distance of *u* from 1 for all |
//! | rational share | packages strictly above every reservation, of all | – |
//!
//! NegMAS also mixes packages by lot (`lots.rs`).
//! Source: the platforms' code. Guarantee: every package that attains a rule to within `ALIKE` of the
//! utilities' size, found on the frontier (GENIUS' opposition takes it that no utility is above 1); shares are
//! counts. Cost: linear in the frontier; the share looks at every package, up to a bound.

mod lots;
mod mixture;

pub use lots::{Hull, Lot, MOST_MIXED};

use super::Obstacle;
use super::foreign::worst;
use super::map::MOST_EXACT;
use super::points::Points;
use super::space::DealSpace;
use rayon::prelude::*;

/// Values that differ by less count as one: platforms' numbers are floats.
const ALIKE: f64 = 1e-9;

/// Whose definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// NegMAS 0.16.
    Negmas,
    /// GENIUS 10.4.
    Genius,
}

/// A rule of a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Largest product of gains.
    Nash,
    /// Largest smallest gain.
    Kalai,
    /// Largest smallest utility.
    ModifiedKalai,
    /// NegMAS: smallest spread of shares of the best gain. GENIUS: smallest sum of differences.
    KalaiSmorodinsky,
    /// Smallest spread of shares of the best utility.
    ModifiedKalaiSmorodinsky,
    /// Largest sum of utilities.
    Welfare,
    /// Largest sum of shares of the range.
    RelativeWelfare,
}

impl Measure {
    /// Those of a platform, in the order of the page.
    pub fn all(platform: Platform) -> &'static [Self] {
        match platform {
            Platform::Negmas => &[
                Self::Nash,
                Self::Kalai,
                Self::ModifiedKalai,
                Self::KalaiSmorodinsky,
                Self::ModifiedKalaiSmorodinsky,
                Self::Welfare,
                Self::RelativeWelfare,
            ],
            Platform::Genius => &[Self::Nash, Self::KalaiSmorodinsky, Self::Welfare],
        }
    }

    /// Whether the smallest value is the best.
    fn least(self) -> bool {
        matches!(
            self,
            Self::KalaiSmorodinsky | Self::ModifiedKalaiSmorodinsky
        )
    }
}

/// How a party's utility is told.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Units to a utility of one.
    pub unit: f64,
    /// Whether nothing is said of the worth of no deal, so that every package is above it.
    pub no_reservation: bool,
}

/// What a rule picks.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// The rule.
    pub measure: Measure,
    /// Positions among `Measured::points`; none if the platform names none.
    pub points: Vec<usize>,
    /// What the rule makes largest or smallest.
    pub value: f64,
}

/// The deal space as a platform has it.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Whose definitions.
    pub platform: Platform,
    /// Its frontier.
    pub points: Points,
    /// What it takes no deal to be worth to each party.
    pub disagreement: Vec<f64>,
    /// What its rules pick.
    pub picks: Vec<Pick>,
    /// Its opposition; none where no package is at or above every reservation.
    pub opposition: Option<f64>,
    /// NegMAS' rational share; none where there are too many packages to count.
    pub rational: Option<f64>,
    /// NegMAS' hull of all packages; none where the frontier has more than `MOST_MIXED` points.
    pub hull: Option<Hull>,
}

/// Measures the deal space; `told` for each party, `frontier` that of all packages.
pub fn measured(
    deal: &DealSpace,
    frontier: &Points,
    platform: Platform,
    told: &[Told],
) -> Result<Measured, Obstacle> {
    let scale = Scale::of(deal, frontier, platform, told)?;
    let mut points = Points::new(frontier.width);
    for (point, count, example) in frontier.iter() {
        let reached = point.iter().zip(&deal.parties);
        let rational = reached
            .into_iter()
            .all(|(u, party)| *u >= party.reservation);
        if platform == Platform::Genius || rational {
            points.push(point, count, example);
        }
    }
    let utilities: Vec<Vec<f64>> = points
        .iter()
        .map(|(point, ..)| scale.utilities(point))
        .collect();
    let picks = Measure::all(platform)
        .iter()
        .map(|&measure| scale.pick(measure, &utilities))
        .collect();
    let distances = utilities.iter().map(|u| scale.distance(u));
    let negmas = platform == Platform::Negmas;
    Ok(Measured {
        platform,
        picks,
        opposition: distances.min_by(f64::total_cmp),
        rational: if negmas {
            rational_share(deal, told)
        } else {
            None
        },
        hull: (negmas && frontier.len() <= MOST_MIXED).then(|| scale.hull(frontier)),
        points,
        disagreement: scale.disagreement,
    })
}

/// The share of packages that are strictly better than no deal for everybody.
fn rational_share(deal: &DealSpace, told: &[Told]) -> Option<f64> {
    if deal.space.count() > MOST_EXACT {
        return None;
    }
    let count = |chunk: std::ops::Range<u128>| {
        let (mut all, mut above) = (0u64, 0u64);
        deal.space.each(chunk, |package| {
            all += 1;
            let above_all =
                deal.parties.iter().zip(told).all(|(party, told)| {
                    told.no_reservation || party.of(package) > party.reservation
                });
            above += u64::from(above_all);
        });
        (all, above)
    };
    let counts = deal.space.chunks().into_par_iter().map(count);
    let (all, above) = counts.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    (all > 0).then(|| above as f64 / all as f64)
}

/// What utilities are measured by.
struct Scale<'a> {
    platform: Platform,
    told: &'a [Told],
    disagreement: Vec<f64>,
    least: Vec<f64>,
    most: Vec<f64>,
}

impl<'a> Scale<'a> {
    fn of(
        deal: &DealSpace,
        frontier: &Points,
        platform: Platform,
        told: &'a [Told],
    ) -> Result<Self, Obstacle> {
        let most = |party: usize| {
            let reached = frontier.iter().map(|(point, ..)| point[party]).max();
            reached.unwrap_or(deal.parties[party].reservation)
        };
        let parties = 0..deal.parties.len();
        let least: Vec<f64> = parties
            .clone()
            .map(|party| worst(deal, party).map(|worst| worst as f64 / told[party].unit))
            .collect::<Result<_, _>>()?;
        let reservation = parties
            .clone()
            .map(|party| deal.parties[party].reservation as f64 / told[party].unit);
        let disagreement = match platform {
            Platform::Negmas => reservation
                .zip(&least)
                .map(|(r, least)| r.max(*least))
                .collect(),
            Platform::Genius => reservation.collect(),
        };
        Ok(Self {
            platform,
            told,
            disagreement,
            least,
            most: parties
                .map(|party| most(party) as f64 / told[party].unit)
                .collect(),
        })
    }

    fn utilities(&self, point: &[i64]) -> Vec<f64> {
        point
            .iter()
            .zip(self.told)
            .map(|(u, told)| *u as f64 / told.unit)
            .collect()
    }

    /// Shares of the way from a bottom to the top; parties for whom there is no way are left out.
    fn shares(&self, u: &[f64], bottom: &[f64]) -> Vec<f64> {
        let parties = u.iter().zip(bottom).zip(&self.most);
        parties
            .filter(|((_, bottom), most)| most > bottom)
            .map(|((u, bottom), most)| (u - bottom) / (most - bottom))
            .collect()
    }

    fn value(&self, measure: Measure, u: &[f64]) -> f64 {
        let zero = vec![0.0; u.len()];
        let gains = || u.iter().zip(&self.disagreement).map(|(u, d)| u - d);
        let smallest = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
        let spread = |shares: Vec<f64>| {
            let most = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
            if shares.is_empty() { 0.0 } else { most - least }
        };
        match (measure, self.platform) {
            (Measure::Nash, _) => gains().product(),
            (Measure::Kalai, _) => smallest(&mut gains()),
            (Measure::ModifiedKalai, _) => smallest(&mut u.iter().copied()),
            (Measure::KalaiSmorodinsky, Platform::Negmas) => {
                spread(self.shares(u, &self.disagreement))
            }
            (Measure::KalaiSmorodinsky, Platform::Genius) => {
                let pairs = (0..u.len()).flat_map(|a| (a + 1..u.len()).map(move |b| (a, b)));
                pairs.map(|(a, b)| (u[a] - u[b]).abs()).sum()
            }
            (Measure::ModifiedKalaiSmorodinsky, _) => spread(self.shares(u, &zero)),
            (Measure::Welfare, _) => u.iter().sum(),
            (Measure::RelativeWelfare, _) => self.shares(u, &self.least).iter().sum(),
        }
    }

    fn pick(&self, measure: Measure, utilities: &[Vec<f64>]) -> Pick {
        let values: Vec<f64> = utilities.iter().map(|u| self.value(measure, u)).collect();
        let best = if measure.least() {
            values.iter().copied().fold(f64::INFINITY, f64::min)
        } else {
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
        };
        let slack = ALIKE * best.abs().max(1.0);
        let points = (0..values.len()).filter(|&at| (values[at] - best).abs() <= slack);
        // GENIUS starts its search at a sum of two and names nothing that is not below it.
        let none = self.platform == Platform::Genius && measure.least() && best >= 2.0;
        Pick {
            measure,
            points: if none { Vec::new() } else { points.collect() },
            value: best,
        }
    }

    /// How far a package is from the best for all.
    fn distance(&self, u: &[f64]) -> f64 {
        let short = u
            .iter()
            .zip(&self.most)
            .map(|(u, most)| match self.platform {
                Platform::Negmas if *most != 0.0 => 1.0 - u / most,
                Platform::Negmas => 0.0,
                Platform::Genius => 1.0 - u,
            });
        short.map(|short| short * short).sum::<f64>().sqrt()
    }
}

//! Solution concepts side by side: rules that pick packages from the zone, as options to discuss.
//!
//! | concept | rule | paper | promises |
//! |---|---|---|---|
//! | Nash | largest product of surpluses | Nash 1950 | does not depend on the parties' scales |
//! | Kalai–Smorodinsky | largest smallest share of the ideal surplus, then the next smallest | Kalai, Smorodinsky 1975; Imai 1983 | does not depend on the scales |
//! | egalitarian | largest smallest surplus | Kalai 1977 | – |
//! | leximin | the same, then the next smallest, and so on | Sen 1970 | – |
//! | proportional | largest smallest surplus in given proportions | Kalai 1977 | – |
//! | utilitarian | largest sum of utilities | – | depends on the scales, which the page says |
//! | relative utilitarian | largest sum of shares of the ideal surplus | Dhillon, Mertens 1999 | does not depend on the scales |
//!
//! Each rule grows with every party's utility, so that its best packages lie on the frontier inside
//! the zone. Guarantee: all utility points that attain the rule, exactly (integers and fractions; a
//! sum of fractions is compared in floats, within 1e-12); each with its package count and an
//! example. Cost: linear in the frontier points.

use super::points::Points;
use super::ratio::{Product, Ratio};
use super::space::{Consent, DealSpace};
use std::cmp::Ordering;

/// A rule that picks packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concept {
    /// Largest product of surpluses.
    Nash,
    /// Largest smallest share of the ideal surplus, lexicographically.
    KalaiSmorodinsky,
    /// Largest smallest surplus.
    Egalitarian,
    /// Largest smallest surplus, then the next.
    Leximin,
    /// Largest smallest surplus in proportions.
    Proportional,
    /// Largest sum of utilities.
    Utilitarian,
    /// Largest sum of shares of the ideal surplus.
    RelativeUtilitarian,
}

impl Concept {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Nash,
        Self::KalaiSmorodinsky,
        Self::Egalitarian,
        Self::Leximin,
        Self::Proportional,
        Self::Utilitarian,
        Self::RelativeUtilitarian,
    ];
}

/// The points of a frontier that the parties would accept, with what the rules need of them.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Its frontier points.
    pub points: Points,
    /// What no deal is worth to each.
    pub reservation: Vec<i64>,
    /// The most each party gets in the zone.
    pub ideal: Vec<i64>,
}

/// The deals that one rule picks.
#[derive(Clone, Debug, PartialEq)]
pub struct Picked {
    /// The rule.
    pub concept: Concept,
    /// Positions in the zone's points.
    pub points: Vec<usize>,
    /// What the rule maximised: the smallest surplus, the product, the sum, the smallest share.
    pub value: f64,
    /// Parties that cannot gain anything in the zone and were left out of a share.
    pub without: Vec<usize>,
    /// Whether some party gains nothing in every package, so that Nash's product was taken over as
    /// many gaining parties as possible.
    pub partial: bool,
}

impl Zone {
    /// Cuts a frontier for `parties` (positions in the deal space) at what they would accept.
    pub fn of(deal: &DealSpace, parties: &[usize], frontier: &Points) -> Self {
        let reservation: Vec<i64> = parties
            .iter()
            .map(|&party| deal.parties[party].reservation)
            .collect();
        Self::cut(frontier, reservation, |point, reservation| {
            deal.consent.holds(&|party| {
                parties
                    .iter()
                    .position(|&p| p == party)
                    .is_none_or(|at| point[at] >= reservation[at])
            })
        })
    }

    /// The zone if everyone's yes is needed.
    pub fn of_all(frontier: &Points, reservation: Vec<i64>) -> Self {
        Self::under(&Consent::of_all(reservation.len()), frontier, reservation)
    }

    /// The zone of the parties of a rule of consent.
    pub(super) fn under(consent: &Consent, frontier: &Points, reservation: Vec<i64>) -> Self {
        Self::cut(frontier, reservation, |point, reservation| {
            consent.holds(&|party| point[party] >= reservation[party])
        })
    }

    fn cut(
        frontier: &Points,
        reservation: Vec<i64>,
        accepted: impl Fn(&[i64], &[i64]) -> bool,
    ) -> Self {
        let mut points = Points::new(frontier.width);
        for (point, count, example) in frontier.iter() {
            if accepted(point, &reservation) {
                points.push(point, count, example);
            }
        }
        let best = |party: usize| (0..points.len()).map(|at| points.point(at)[party]).max();
        let ideal = (0..points.width)
            .map(|party| best(party).unwrap_or(reservation[party]))
            .collect();
        Self {
            points,
            reservation,
            ideal,
        }
    }

    /// Each party's surplus at a point.
    pub fn gains(&self, at: usize) -> Vec<i64> {
        self.points
            .point(at)
            .iter()
            .zip(&self.reservation)
            .map(|(u, r)| u - r)
            .collect()
    }

    /// Each party's share of the most it could gain; parties that cannot gain are left out.
    fn shares(&self, at: usize) -> Vec<Ratio> {
        self.gains(at)
            .into_iter()
            .zip(self.ideal.iter().zip(&self.reservation))
            .filter(|(_, (ideal, reservation))| ideal > reservation)
            .map(|(gain, (ideal, reservation))| Ratio {
                num: gain,
                den: ideal - reservation,
            })
            .collect()
    }

    /// What one rule picks; none if the zone is empty. `proportions` are positive, one a party.
    pub fn pick(&self, concept: Concept, proportions: &[i64]) -> Option<Picked> {
        if self.points.is_empty() {
            return None;
        }
        let all = 0..self.points.len();
        let without: Vec<usize> = match concept {
            Concept::KalaiSmorodinsky | Concept::RelativeUtilitarian => (0..self.points.width)
                .filter(|&p| self.ideal[p] <= self.reservation[p])
                .collect(),
            _ => Vec::new(),
        };
        let mut partial = false;
        let smallest = |mut values: Vec<Ratio>| {
            values.sort_unstable();
            values
        };
        let (points, value) = match concept {
            Concept::Nash => {
                let (points, value, some_left_out) = self.nash();
                partial = some_left_out;
                (points, value)
            }
            Concept::KalaiSmorodinsky => {
                let points = best_by(all, |&at| smallest(self.shares(at)));
                let value = self
                    .shares(points[0])
                    .into_iter()
                    .min()
                    .map_or(0.0, Ratio::value);
                (points, value)
            }
            Concept::Egalitarian => {
                let points = best_by(all, |&at| self.gains(at).into_iter().min());
                let value = self.gains(points[0]).into_iter().min().unwrap_or(0) as f64;
                (points, value)
            }
            Concept::Leximin => {
                let points = best_by(all, |&at| {
                    let mut gains = self.gains(at);
                    gains.sort_unstable();
                    gains
                });
                let value = self.gains(points[0]).into_iter().min().unwrap_or(0) as f64;
                (points, value)
            }
            Concept::Proportional => {
                let ratios = |at: usize| -> Vec<Ratio> {
                    let gains = self.gains(at).into_iter().zip(proportions);
                    gains
                        .map(|(num, &den)| Ratio {
                            num,
                            den: den.max(1),
                        })
                        .collect()
                };
                let points = best_by(all, |&at| smallest(ratios(at)).first().copied());
                let value = smallest(ratios(points[0]))
                    .first()
                    .map_or(0.0, |ratio| ratio.value());
                (points, value)
            }
            Concept::Utilitarian => {
                let sum = |at: usize| {
                    self.points
                        .point(at)
                        .iter()
                        .map(|&u| i128::from(u))
                        .sum::<i128>()
                };
                let points = best_by(all, |&at| sum(at));
                let value = sum(points[0]) as f64;
                (points, value)
            }
            Concept::RelativeUtilitarian => {
                let sum = |at: usize| self.shares(at).into_iter().map(Ratio::value).sum::<f64>();
                let value = all.clone().map(sum).fold(f64::NEG_INFINITY, f64::max);
                (all.filter(|&at| sum(at) >= value - 1e-12).collect(), value)
            }
        };
        Some(Picked {
            concept,
            points,
            value,
            without,
            partial,
        })
    }

    /// The largest products, over as many strictly gaining parties as the zone allows. Products of
    /// different sets of parties do not compare, so each such set has its own best.
    fn nash(&self) -> (Vec<usize>, f64, bool) {
        let gaining = |at: usize| -> Vec<usize> {
            self.gains(at)
                .into_iter()
                .enumerate()
                .filter(|(_, gain)| *gain > 0)
                .map(|(party, _)| party)
                .collect()
        };
        let product = |at: usize| {
            Product::of(
                self.gains(at)
                    .into_iter()
                    .filter(|&g| g > 0)
                    .map(|g| g as u64),
            )
        };
        let most = (0..self.points.len())
            .map(|at| gaining(at).len())
            .max()
            .unwrap_or(0);
        let candidates: Vec<usize> = (0..self.points.len())
            .filter(|&at| gaining(at).len() == most)
            .collect();
        let mut sets: Vec<Vec<usize>> = candidates.iter().map(|&at| gaining(at)).collect();
        sets.sort();
        sets.dedup();
        let mut points: Vec<usize> = sets
            .iter()
            .flat_map(|set| {
                best_by(
                    candidates.iter().copied().filter(|&at| gaining(at) == *set),
                    |&at| product(at),
                )
            })
            .collect();
        points.sort_unstable();
        let value = points.first().map_or(0.0, |&at| {
            self.gains(at)
                .into_iter()
                .filter(|&g| g > 0)
                .map(|g| g as f64)
                .product()
        });
        (points, value, most < self.points.width)
    }

    /// Deals at least as good as `baseline` for everybody, best smallest gain over it first.
    pub fn improvements(&self, baseline: &[i64]) -> Vec<usize> {
        let gain = |at: usize| {
            self.points
                .point(at)
                .iter()
                .zip(baseline)
                .map(|(u, b)| u - b)
                .collect::<Vec<_>>()
        };
        let mut better: Vec<usize> = (0..self.points.len())
            .filter(|&at| gain(at).iter().all(|&g| g >= 0) && gain(at).iter().any(|&g| g > 0))
            .collect();
        let sorted = |at: usize| {
            let mut gains = gain(at);
            gains.sort_unstable();
            gains
        };
        better.sort_by(|&a, &b| sorted(b).cmp(&sorted(a)).then(a.cmp(&b)));
        better
    }
}

/// Everything that attains the largest key, in order.
fn best_by<K: Ord>(items: impl Iterator<Item = usize>, key: impl Fn(&usize) -> K) -> Vec<usize> {
    let mut best: Option<K> = None;
    let mut found = Vec::new();
    for item in items {
        let value = key(&item);
        match best.as_ref().map_or(Ordering::Greater, |b| value.cmp(b)) {
            Ordering::Greater => {
                best = Some(value);
                found = vec![item];
            }
            Ordering::Equal => found.push(item),
            Ordering::Less => {}
        }
    }
    found
}

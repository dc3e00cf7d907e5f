//! Draws of one party's preferences that fit what is known, each from a random stream of its own.
//!
//! Weights: uniform on the simplex (normalised exponentials), sorted for a complete order, hit and
//! run (Smith 1984) inside any other polytope. Scores: uniform within their bounds and orders, independent of
//! the weights. Comparisons of packages, with each other or with no deal: draws that break one are drawn again.
//! Guarantee: the same draw for the same seed and number, whatever the threads. Cost: 30 steps of
//! hit and run per weight.

use super::super::preferences::{Knowledge, Rather, Verdict};
use super::scores::Scores;
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const STEPS_PER_WEIGHT: usize = 30;
const TRIES: usize = 2_000;

/// One draw: the worth of each option of each issue, and of no deal, in units of utility.
#[derive(Clone, Debug)]
pub struct Draw {
    pub weights: Vec<f64>,
    pub parts: Vec<Vec<f64>>,
    pub reservation: f64,
}

/// One party made ready for drawing.
pub struct Sampler<'a> {
    knowledge: &'a Knowledge,
    scores: Vec<Scores>,
    /// Rows `terms · w ≤ rhs` over the weights, beyond the simplex.
    rows: Vec<(Vec<f64>, f64)>,
    /// A point well inside, if the rows matter.
    centre: Vec<f64>,
    /// Whether every weight is given exactly, so that the centre is all there is.
    exact: bool,
}

impl<'a> Sampler<'a> {
    /// None if nothing fits what is known.
    pub fn new(knowledge: &'a Knowledge) -> Option<Self> {
        knowledge.prepare()?;
        let issues = knowledge.issues();
        let total = knowledge.total as f64;
        let row = |pairs: &[(usize, f64)]| {
            let mut row = vec![0.0; issues];
            for &(issue, coefficient) in pairs {
                row[issue] += coefficient;
            }
            row
        };
        let mut rows = Vec::new();
        for (issue, weight) in knowledge.weights.iter().enumerate() {
            if weight.high < knowledge.total {
                rows.push((row(&[(issue, 1.0)]), weight.high as f64 / total));
            }
            if weight.low > 0 {
                rows.push((row(&[(issue, -1.0)]), -(weight.low as f64) / total));
            }
        }
        for pair in knowledge.order.windows(2) {
            for &more in &pair[0] {
                rows.extend(
                    pair[1]
                        .iter()
                        .map(|&less| (row(&[(less, 1.0), (more, -1.0)]), 0.0)),
                );
            }
        }
        for ratio in &knowledge.ratios {
            let times = |bound: i64| bound as f64 / 1000.0;
            rows.extend(
                ratio
                    .at_least
                    .map(|b| (row(&[(ratio.less, times(b)), (ratio.more, -1.0)]), 0.0)),
            );
            rows.extend(
                ratio
                    .at_most
                    .map(|b| (row(&[(ratio.more, 1.0), (ratio.less, -times(b))]), 0.0)),
            );
        }
        let centre = centre(issues, &rows)?;
        let exact = knowledge.weights.iter().all(|weight| weight.is_exact());
        let centre = if exact {
            knowledge
                .weights
                .iter()
                .map(|weight| weight.low as f64 / total)
                .collect()
        } else {
            centre
        };
        let scores = knowledge.values.iter();
        Some(Self {
            knowledge,
            scores: scores
                .map(|values| Scores::of(values, knowledge.top))
                .collect(),
            rows,
            centre,
            exact,
        })
    }

    /// Draw `number` of a run; none if no draw fits the comparisons of packages.
    pub fn draw(&self, seed: u64, stream: u64) -> Option<Draw> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        let unit = self.knowledge.total as f64;
        for _ in 0..TRIES {
            let weights = self.weights(&mut rng);
            let parts: Vec<Vec<f64>> = self
                .scores
                .iter()
                .zip(&weights)
                .map(|(scores, w)| {
                    let drawn = scores.draw(&mut rng).into_iter();
                    drawn.map(|score| score * w * unit).collect()
                })
                .collect();
            let reservation = self.knowledge.reservation;
            let share: f64 = rng.random();
            let reservation =
                reservation.low as f64 + share * (reservation.high - reservation.low) as f64;
            let draw = Draw {
                weights,
                parts,
                reservation,
            };
            // Floats: what differs by less than this share of the scale is the same.
            let even = self.knowledge.total as f64 * self.knowledge.top as f64 * 1e-9;
            let fits = |rather: &Rather| {
                draw.worth(self.knowledge, &rather.better)
                    >= draw.worth(self.knowledge, &rather.worse) - even
            };
            let judged = |verdict: &Verdict| {
                let surplus = draw.worth(self.knowledge, &verdict.package) - draw.reservation;
                if verdict.accepted {
                    surplus >= -even
                } else {
                    surplus <= even
                }
            };
            let fits = self.knowledge.rather.iter().all(fits)
                && self.knowledge.verdicts.iter().all(judged);
            if fits {
                return Some(draw);
            }
        }
        None
    }

    fn weights(&self, rng: &mut impl Rng) -> Vec<f64> {
        if self.exact {
            return self.centre.clone();
        }
        if self.rows.is_empty() {
            let exponentials: Vec<f64> = self
                .centre
                .iter()
                .map(|_| -(1.0 - rng.random::<f64>()).ln())
                .collect();
            let sum: f64 = exponentials.iter().sum();
            return exponentials.into_iter().map(|e| e / sum).collect();
        }
        let mut point = self.centre.clone();
        let issues = point.len();
        for _ in 0..STEPS_PER_WEIGHT * issues {
            // A direction that keeps the sum: a normal one less its mean.
            let mut direction: Vec<f64> = (0..issues).map(|_| normal(rng)).collect();
            let mean = direction.iter().sum::<f64>() / issues as f64;
            direction.iter_mut().for_each(|d| *d -= mean);
            let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
            let mut limit = |slope: f64, room: f64| {
                if slope > 1e-15 {
                    high = high.min(room / slope);
                } else if slope < -1e-15 {
                    low = low.max(room / slope);
                }
            };
            for (p, d) in point.iter().zip(&direction) {
                limit(-d, *p);
            }
            for (row, rhs) in &self.rows {
                let dot = |x: &[f64]| row.iter().zip(x).map(|(a, b)| a * b).sum::<f64>();
                limit(dot(&direction), rhs - dot(&point));
            }
            if low < high && low.is_finite() && high.is_finite() {
                let step = low.min(0.0) + rng.random::<f64>() * (high.max(0.0) - low.min(0.0));
                point
                    .iter_mut()
                    .zip(&direction)
                    .for_each(|(p, d)| *p = (*p + step * d).max(0.0));
            }
        }
        point
    }
}

impl Draw {
    pub fn worth(&self, knowledge: &Knowledge, package: &[usize]) -> f64 {
        let parts: f64 = package
            .iter()
            .zip(&self.parts)
            .map(|(&option, part)| part[option])
            .sum();
        let joint: i64 = knowledge
            .interactions
            .iter()
            .filter(|i| i.when.matches(package))
            .map(|i| i.adds)
            .sum();
        parts + joint as f64
    }
}

fn normal(rng: &mut impl Rng) -> f64 {
    let (u, v): (f64, f64) = (1.0 - rng.random::<f64>(), rng.random());
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// The weights that keep the largest distance from all rows.
fn centre(issues: usize, rows: &[(Vec<f64>, f64)]) -> Option<Vec<f64>> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let weights: Vec<_> = (0..issues)
        .map(|_| problem.add_var(0.0, (0.0, 1.0)))
        .collect();
    let slack = problem.add_var(1.0, (0.0, 1.0));
    let sum: Vec<_> = weights.iter().map(|&w| (w, 1.0)).collect();
    problem.add_constraint(&sum[..], ComparisonOp::Eq, 1.0);
    for &weight in &weights {
        problem.add_constraint([(weight, 1.0), (slack, -1.0)], ComparisonOp::Ge, 0.0);
    }
    for (row, rhs) in rows {
        let mut terms: Vec<_> = weights
            .iter()
            .zip(row)
            .filter(|(_, c)| **c != 0.0)
            .map(|(&w, &c)| (w, c))
            .collect();
        terms.push((slack, 1.0));
        problem.add_constraint(&terms[..], ComparisonOp::Le, *rhs);
    }
    let outcome = problem.solve().ok()?;
    let solution = outcome.solution()?;
    Some(
        weights
            .iter()
            .map(|&weight| solution.var_value(weight))
            .collect(),
    )
}

//! Aids for putting preferences into words and numbers: swing weights, rank-order centroids (for
//! display only), and qualitative judgements checked for consistency.
//!
//! Papers: von Winterfeldt and Edwards (1986) for swing; Barron and Barrett (1996) for centroids;
//! Bana e Costa and Vansnick (1994) for judgements. Guarantee: swing weights add up to the total
//! exactly (largest remainders); judgements: a consistent scale, or the smallest set to drop, tried
//! singly, then in pairs. Cost: linear; one small linear programme per set tried.

use super::contradiction::combinations;
use microlp::{ComparisonOp, OptimizationDirection, Problem};

/// Weights from swings: the issue whose step from worst to best matters most has 100.
pub fn swing_weights(swings: &[u32], total: i64) -> Option<Vec<i64>> {
    let sum: i64 = swings.iter().map(|&swing| i64::from(swing)).sum();
    if sum == 0 {
        return None;
    }
    let mut weights: Vec<i64> = swings
        .iter()
        .map(|&swing| total * i64::from(swing) / sum)
        .collect();
    let mut order: Vec<usize> = (0..swings.len()).collect();
    order.sort_by_key(|&issue| (-(total * i64::from(swings[issue]) % sum), issue));
    let missing = total - weights.iter().sum::<i64>();
    for &issue in order.iter().take(missing as usize) {
        weights[issue] += 1;
    }
    Some(weights)
}

/// The centre of all weights in a given order of importance: a value to show, not to decide by.
pub fn rank_order_centroid(issues: usize) -> Vec<f64> {
    let share =
        |place: usize| (place..=issues).map(|l| 1.0 / l as f64).sum::<f64>() / issues as f64;
    (1..=issues).map(share).collect()
}

/// `better` is more attractive than `worse` by a difference between two of the categories
/// 0 none, 1 very weak, 2 weak, 3 moderate, 4 strong, 5 very strong, 6 extreme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The more attractive option.
    pub better: usize,
    /// The less attractive one.
    pub worse: usize,
    /// The lowest category.
    pub least: u8,
    /// The highest category.
    pub most: u8,
}

/// Whether judgements fit together.
#[derive(Clone, Debug, PartialEq)]
pub enum Judged {
    /// A scale that fits all judgements.
    Scale(Vec<f64>),
    /// Judgements to drop (positions in the list), as few as were found, and the scale without them.
    Drop {
        /// Positions of what to drop.
        judgements: Vec<usize>,
        /// The scale without them.
        scale: Vec<f64>,
    },
    /// No single judgement and no pair mends it.
    Inconsistent,
}

/// A scale for options from judgements.
pub fn judged_scale(options: usize, judgements: &[Judgement]) -> Judged {
    if let Some(scale) = scale(options, judgements, &[]) {
        return Judged::Scale(scale);
    }
    for size in 1..=2 {
        for dropped in combinations(judgements.len(), size) {
            if let Some(scale) = scale(options, judgements, &dropped) {
                return Judged::Drop {
                    judgements: dropped,
                    scale,
                };
            }
        }
    }
    Judged::Inconsistent
}

/// The lowest scale in which every judgement holds and larger categories are larger differences.
fn scale(options: usize, judgements: &[Judgement], dropped: &[usize]) -> Option<Vec<f64>> {
    let kept: Vec<&Judgement> = judgements
        .iter()
        .enumerate()
        .filter(|(at, _)| !dropped.contains(at))
        .map(|(_, judgement)| judgement)
        .collect();
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let most = 100.0 * options as f64;
    let worth: Vec<_> = (0..options)
        .map(|_| problem.add_var(1.0, (0.0, most)))
        .collect();
    let gap = |j: &Judgement| [(worth[j.better], 1.0), (worth[j.worse], -1.0)];
    for judgement in &kept {
        if judgement.most == 0 {
            problem.add_constraint(gap(judgement), ComparisonOp::Eq, 0.0);
        } else {
            problem.add_constraint(gap(judgement), ComparisonOp::Ge, f64::from(judgement.least));
        }
    }
    for larger in &kept {
        for smaller in kept.iter().filter(|smaller| larger.least > smaller.most) {
            let [a, b] = gap(larger);
            let [c, d] = gap(smaller);
            let mut terms = std::collections::BTreeMap::new();
            for (variable, sign) in [a, b, (c.0, -c.1), (d.0, -d.1)] {
                *terms.entry(variable.idx()).or_insert(0.0) += sign;
            }
            let terms: Vec<_> = terms
                .into_iter()
                .map(|(at, sign)| (worth[at], sign))
                .collect();
            problem.add_constraint(
                &terms[..],
                ComparisonOp::Ge,
                f64::from(larger.least - smaller.most),
            );
        }
    }
    let outcome = problem.solve().ok()?;
    let solution = outcome.solution()?;
    Some(
        worth
            .iter()
            .map(|&variable| solution.var_value(variable))
            .collect(),
    )
}

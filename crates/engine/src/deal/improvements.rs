//! Post-settlement improvements: what is at least as good as a package for everybody, so that a deal
//! already made, or a draft on the table, can be bettered without a loss to anybody.
//!
//! Paper: Raiffa (1985). Guarantee: all frontier points that are no worse for any party, by the
//! largest smallest gain, then the next smallest; none means that the package is on the frontier
//! already. Cost: frontier points.

use super::points::Points;
use super::space::DealSpace;

/// A frontier point that is no worse for anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Improvement {
    /// The frontier point (a position).
    pub point: usize,
    /// What each party gains.
    pub gains: Vec<i64>,
}

/// All of them, best first.
pub fn improvements(deal: &DealSpace, frontier: &Points, package: &[usize]) -> Vec<Improvement> {
    let from = deal.utilities(package);
    let mut found: Vec<(Vec<i64>, Improvement)> = frontier
        .iter()
        .enumerate()
        .filter_map(|(point, (utilities, _, _))| {
            let gains: Vec<i64> = utilities.iter().zip(&from).map(|(u, f)| u - f).collect();
            let better = gains.iter().all(|&gain| gain >= 0) && gains.iter().any(|&gain| gain > 0);
            let mut sorted = gains.clone();
            sorted.sort_unstable();
            better.then_some((sorted, Improvement { point, gains }))
        })
        .collect();
    found.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.point.cmp(&y.point)));
    found
        .into_iter()
        .map(|(_, improvement)| improvement)
        .collect()
}

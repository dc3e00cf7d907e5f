//! Raiffa's sequential solution on finitely many deals: from no deal, every party in turn is shown
//! its best deal that leaves nobody below the present point, the point moves to their mean, and so on.
//!
//! Paper: Raiffa (1953), discrete steps; van Damme (1986). Guarantee: the steps, in floats within a
//! relative 1e-12; ended when no deal is at least as good as the next point for everybody, then the
//! leximin of gains over the last point, where what differs by no more than such a rounding is alike.
//! Cost: linear in the points, per step.

use super::solutions::Zone;
use std::cmp::Ordering;

/// The walk stops when a step moves every party by less than this share of its range.
const STILL: f64 = 1e-12;
const MOST_STEPS: usize = 200;

/// The steps and where they end.
#[derive(Clone, Debug, PartialEq)]
pub struct RaiffaPath {
    /// From no deal onwards.
    pub steps: Vec<Vec<f64>>,
    /// Positions in the zone's points.
    pub points: Vec<usize>,
}

/// Walks the steps; none if no package is acceptable.
pub fn raiffa(zone: &Zone) -> Option<RaiffaPath> {
    let width = zone.points.width;
    if zone.points.is_empty() || width == 0 {
        return None;
    }
    // Reckoned from no deal, so that floats are no coarser than what can be gained.
    let surplus = |at: usize| {
        let point = zone.points.point(at).iter().zip(&zone.reservation);
        point.map(|(u, r)| (u - r) as f64).collect::<Vec<f64>>()
    };
    let still: Vec<f64> = zone
        .ideal
        .iter()
        .zip(&zone.reservation)
        .map(|(i, r)| ((i - r) as f64).abs().max(1.0) * STILL)
        .collect();
    let reaches = |at: usize, floor: &[f64]| {
        let surplus = surplus(at);
        let mut parties = surplus.iter().zip(floor).zip(&still);
        parties.all(|((u, f), still)| *u >= f - still)
    };
    let mut steps: Vec<Vec<f64>> = vec![vec![0.0; width]];
    let mut floor = steps[0].clone();
    // Under a rule short of unanimity a party may be below its reservation in every deal.
    let mut open: Vec<usize> = (0..zone.points.len())
        .filter(|&at| reaches(at, &floor))
        .collect();
    if open.is_empty() {
        return None;
    }
    for _ in 0..MOST_STEPS {
        let mut aims = vec![f64::NEG_INFINITY; width];
        for &at in &open {
            for (aim, u) in aims.iter_mut().zip(surplus(at)) {
                *aim = aim.max(u);
            }
        }
        let next: Vec<f64> = floor
            .iter()
            .zip(&aims)
            .map(|(d, a)| d + (a - d) / width as f64)
            .collect();
        let left: Vec<usize> = open
            .iter()
            .copied()
            .filter(|&at| reaches(at, &next))
            .collect();
        let mut parties = next.iter().zip(&floor).zip(&still);
        let moved = parties.any(|((n, f), still)| n - f > *still);
        if left.is_empty() || !moved {
            break;
        }
        steps.push(next.clone());
        floor = next;
        open = left;
    }
    // Each gain with what it may be off by, the smallest first.
    let gains = |at: usize| {
        let surplus = surplus(at);
        let gains = surplus.iter().zip(&floor).map(|(u, f)| u - f);
        let mut gains: Vec<(f64, f64)> = gains.zip(still.iter().copied()).collect();
        gains.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        gains
    };
    let mut points: Vec<usize> = Vec::new();
    for &at in &open {
        let order = points.first().map(|&best| {
            gains(at)
                .iter()
                .zip(&gains(best))
                .find(|((a, off_a), (b, off_b))| (a - b).abs() > off_a.max(*off_b))
                .map_or(Ordering::Equal, |((a, _), (b, _))| a.total_cmp(b))
        });
        match order {
            None | Some(Ordering::Equal) => points.push(at),
            Some(Ordering::Greater) => points = vec![at],
            Some(Ordering::Less) => {}
        }
    }
    for step in &mut steps {
        for (u, r) in step.iter_mut().zip(&zone.reservation) {
            *u += *r as f64;
        }
    }
    Some(RaiffaPath { steps, points })
}

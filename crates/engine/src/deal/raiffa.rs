//! Raiffa's sequential solution on finitely many deals: from no deal, every party in turn is shown
//! its best deal that leaves nobody below the present point, the point moves to their mean, and so on.
//!
//! Paper: Raiffa (1953), discrete steps; van Damme (1986). Guarantee: the steps, in floats within a
//! relative 1e-12; ended when no deal is at least as good as the next point for everybody, then the
//! leximin of gains over the last point. Cost: linear in the points, per step.

use super::solutions::Zone;

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
    let point = |at: usize| {
        zone.points
            .point(at)
            .iter()
            .map(|&u| u as f64)
            .collect::<Vec<f64>>()
    };
    let range: Vec<f64> = zone
        .ideal
        .iter()
        .zip(&zone.reservation)
        .map(|(i, r)| ((i - r) as f64).abs().max(1.0))
        .collect();
    let reaches = |at: usize, floor: &[f64]| {
        point(at)
            .iter()
            .zip(floor)
            .zip(&range)
            .all(|((u, f), r)| *u >= f - STILL * r)
    };
    let mut steps: Vec<Vec<f64>> = vec![zone.reservation.iter().map(|&r| r as f64).collect()];
    let mut floor = steps[0].clone();
    // Under a rule short of unanimity a party may be below its reservation in every deal.
    let mut open: Vec<usize> = (0..zone.points.len())
        .filter(|&at| reaches(at, &floor))
        .collect();
    if open.is_empty() {
        return None;
    }
    for _ in 0..MOST_STEPS {
        let aims: Vec<f64> = (0..width)
            .map(|party| {
                open.iter()
                    .map(|&at| point(at)[party])
                    .fold(f64::NEG_INFINITY, f64::max)
            })
            .collect();
        let next: Vec<f64> = floor
            .iter()
            .zip(&aims)
            .map(|(d, a)| d + (a - d) / width as f64)
            .collect();
        let still: Vec<usize> = open
            .iter()
            .copied()
            .filter(|&at| reaches(at, &next))
            .collect();
        let moved = next
            .iter()
            .zip(&floor)
            .zip(&range)
            .any(|((n, f), r)| n - f > STILL * r);
        if still.is_empty() || !moved {
            break;
        }
        steps.push(next.clone());
        floor = next;
        open = still;
    }
    let gains = |at: usize| {
        let mut gains: Vec<f64> = point(at).iter().zip(&floor).map(|(u, f)| u - f).collect();
        gains.sort_by(f64::total_cmp);
        gains
    };
    let mut points: Vec<usize> = Vec::new();
    for &at in &open {
        let order = points.first().map(|&best| {
            gains(at)
                .iter()
                .zip(&gains(best))
                .map(|(a, b)| a.total_cmp(b))
                .find(|order| order.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        match order {
            None => points.push(at),
            Some(std::cmp::Ordering::Greater) => points = vec![at],
            Some(std::cmp::Ordering::Equal) => points.push(at),
            Some(std::cmp::Ordering::Less) => {}
        }
    }
    Some(RaiffaPath { steps, points })
}

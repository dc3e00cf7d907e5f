//! Adding the frontiers of two independent blocks of issues, and thinning with a certified bound.
//!
//! Guarantee: `merge` is exact; `thin` keeps, for every point it drops, one that is at most the
//! returned distance worse for any party. Cost: two parties, linear in kept points times added
//! points; more, one sort of that many.

use super::super::points::Points;
use std::collections::BTreeMap;

pub fn merge(a: &Points, b: &Points) -> Points {
    if a.width == 2 {
        merge_two(a, b)
    } else {
        merge_many(a, b)
    }
}

fn merge_many(a: &Points, b: &Points) -> Points {
    let mut sums = Points::new(a.width);
    let mut point = vec![0; a.width];
    for (u, count_u, example_u) in a.iter() {
        for (v, count_v, example_v) in b.iter() {
            for ((sum, x), y) in point.iter_mut().zip(u).zip(v) {
                *sum = x + y;
            }
            sums.push(
                &point,
                count_u.saturating_mul(count_v),
                example_u + example_v,
            );
        }
    }
    sums.undominated()
}

/// One point of a two-party staircase: utilities, count, example.
#[derive(Clone, Copy)]
struct Step {
    first: i64,
    second: i64,
    count: u128,
    example: u128,
}

/// Both frontiers are staircases; so are the shifted copies of one, which a balanced tree of
/// two-way merges joins in linear passes.
fn merge_two(a: &Points, b: &Points) -> Points {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let steps: Vec<Step> = long
        .iter()
        .map(|(u, count, example)| Step {
            first: u[0],
            second: u[1],
            count,
            example,
        })
        .collect();
    let mut stairs: Vec<Vec<Step>> = short
        .iter()
        .map(|(v, count, example)| {
            let shift = |s: &Step| Step {
                first: s.first + v[0],
                second: s.second + v[1],
                count: s.count.saturating_mul(count),
                example: s.example + example,
            };
            steps.iter().map(shift).collect()
        })
        .collect();
    while stairs.len() > 1 {
        stairs = stairs
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => join(left, right),
                [alone] => alone.clone(),
                _ => Vec::new(),
            })
            .collect();
    }
    let mut merged = Points::new(2);
    for step in stairs.pop().unwrap_or_default() {
        merged.push(&[step.first, step.second], step.count, step.example);
    }
    merged
}

/// Two staircases, best for the first party first, into one.
fn join(left: &[Step], right: &[Step]) -> Vec<Step> {
    let mut joined: Vec<Step> = Vec::with_capacity(left.len() + right.len());
    let (mut l, mut r) = (0, 0);
    let mut height = None;
    while l < left.len() || r < right.len() {
        let take_left = match (left.get(l), right.get(r)) {
            (Some(x), Some(y)) => (x.first, x.second) >= (y.first, y.second),
            (Some(_), None) => true,
            _ => false,
        };
        let step = if take_left {
            l += 1;
            left[l - 1]
        } else {
            r += 1;
            right[r - 1]
        };
        match joined.last_mut() {
            Some(last) if last.first == step.first && last.second == step.second => {
                last.count = last.count.saturating_add(step.count);
                last.example = last.example.min(step.example);
            }
            _ if height.is_none_or(|h| step.second > h) => {
                height = Some(step.second);
                joined.push(step);
            }
            _ => {}
        }
    }
    joined
}

/// Thins `points` to about `keep`; returns by how much, at most, any dropped point is missed.
pub fn thin(points: &mut Points, keep: usize) -> i64 {
    let lowest: Vec<i64> = (0..points.width)
        .map(|p| {
            (0..points.len())
                .map(|at| points.point(at)[p])
                .min()
                .unwrap_or(0)
        })
        .collect();
    let span = (0..points.len())
        .flat_map(|at| {
            points
                .point(at)
                .iter()
                .zip(&lowest)
                .skip(1)
                .map(|(u, low)| u - low)
        })
        .max()
        .unwrap_or(0);
    let mut cell = (span / 1_000_000).max(1);
    loop {
        let mut best: BTreeMap<Vec<i64>, usize> = BTreeMap::new();
        for at in 0..points.len() {
            let key = points
                .point(at)
                .iter()
                .zip(&lowest)
                .skip(1)
                .map(|(u, low)| (u - low) / cell)
                .collect();
            // Points come best for the first party first, so the first of a cell stays.
            best.entry(key).or_insert(at);
        }
        if best.len() <= keep {
            let mut order: Vec<usize> = best.into_values().collect();
            order.sort_unstable();
            let mut kept = Points::new(points.width);
            for at in order {
                kept.push(points.point(at), points.counts[at], points.examples[at]);
            }
            *points = kept;
            return cell - 1;
        }
        cell = cell.saturating_mul(2);
    }
}

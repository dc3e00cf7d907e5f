//! Adding the frontiers of two independent blocks of issues, and thinning with a certified bound.
//!
//! Guarantee: `merge` is exact; `thin` keeps, for every point it drops, one that is at most the
//! returned distance worse for any party. Cost: two parties, kept points times added points times
//! the logarithm of the added ones, without a branch to mispredict; more, one sort of that many,
//! which finds the copies already sorted.

use super::super::points::Points;
use std::collections::BTreeMap;
use std::ops::Range;

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

/// One point of a two-party staircase, and which points it is the sum of.
#[derive(Clone, Copy, Default)]
struct Step {
    first: i64,
    second: i64,
    long: u32,
    short: u32,
}

/// Sums held at once; more are taken in groups, so that memory stays bounded.
const AT_ONCE: usize = 1 << 20;

/// Both frontiers are staircases; so are the shifted copies of one, which a balanced tree of
/// two-way merges joins in linear passes. Counts and examples are summed for the points that stay.
fn merge_two(a: &Points, b: &Points) -> Points {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let group = (AT_ONCE / long.len().max(1)).max(1);
    let mut all: Vec<Step> = Vec::new();
    for from in (0..short.len()).step_by(group) {
        let stairs = copies(long, short, from..(from + group).min(short.len()));
        if all.is_empty() {
            all = stairs;
        } else {
            let mut joined = vec![Step::default(); all.len() + stairs.len()];
            let kept = join(&all, &stairs, &mut joined);
            joined.truncate(kept);
            all = joined;
        }
    }
    gather(long, short, &all)
}

/// The copies of `long` shifted by some points of `short`, joined.
fn copies(long: &Points, short: &Points, shifts: Range<usize>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(long.len() * shifts.len());
    let mut ends: Vec<usize> = Vec::with_capacity(shifts.len());
    for at in shifts {
        let shift = short.point(at);
        steps.extend(
            (0..)
                .zip(long.values.chunks_exact(2))
                .map(|(from, u)| Step {
                    first: u[0] + shift[0],
                    second: u[1] + shift[1],
                    long: from,
                    short: at as u32,
                }),
        );
        ends.push(steps.len());
    }
    let mut joined = vec![Step::default(); steps.len()];
    while ends.len() > 1 {
        let (mut from, mut to) = (0, 0);
        let mut new_ends = Vec::with_capacity(ends.len().div_ceil(2));
        for pair in ends.chunks(2) {
            let (middle, end) = (pair[0], pair[pair.len() - 1]);
            to += join(&steps[from..middle], &steps[middle..end], &mut joined[to..]);
            from = end;
            new_ends.push(to);
        }
        std::mem::swap(&mut steps, &mut joined);
        ends = new_ends;
    }
    steps.truncate(ends.first().copied().unwrap_or(0));
    steps
}

/// Two staircases, best for the first party first, into one; how many steps it has. Equal points
/// stay side by side.
fn join(left: &[Step], right: &[Step], into: &mut [Step]) -> usize {
    let mut out = Out {
        into,
        kept: 0,
        last: i64::MAX,
        height: i64::MIN,
    };
    let (mut l, mut r) = (0, 0);
    while let (Some(x), Some(y)) = (left.get(l), right.get(r)) {
        let take_left = (x.first > y.first) | ((x.first == y.first) & (x.second >= y.second));
        l += usize::from(take_left);
        r += usize::from(!take_left);
        out.put(if take_left { x } else { y });
    }
    left[l..]
        .iter()
        .chain(&right[r..])
        .for_each(|step| out.put(step));
    out.kept
}

/// A staircase as it grows.
struct Out<'a> {
    into: &'a mut [Step],
    kept: usize,
    last: i64,
    height: i64,
}

impl Out<'_> {
    /// Without a branch: the next step overwrites one that did not stay.
    #[inline]
    fn put(&mut self, step: &Step) {
        let again = (step.first == self.last) & (step.second == self.height);
        let stays = (step.second > self.height) | again;
        self.into[self.kept] = *step;
        self.kept += usize::from(stays);
        self.last = if stays { step.first } else { self.last };
        self.height = self.height.max(step.second);
    }
}

fn gather(long: &Points, short: &Points, steps: &[Step]) -> Points {
    let mut merged = Points::new(2);
    merged.values.reserve(steps.len() * 2);
    for step in steps {
        let (l, s) = (step.long as usize, step.short as usize);
        let count = long.counts[l].saturating_mul(short.counts[s]);
        let example = long.examples[l] + short.examples[s];
        let last = merged.len().wrapping_sub(1);
        if !merged.is_empty() && merged.point(last) == [step.first, step.second] {
            merged.counts[last] = merged.counts[last].saturating_add(count);
            merged.examples[last] = merged.examples[last].min(example);
        } else {
            merged.push(&[step.first, step.second], count, example);
        }
    }
    merged
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

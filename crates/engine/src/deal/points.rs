//! Sets of utility points, one entry for all packages that share a point, and their pruning to the
//! points that no other one dominates.
//!
//! Paper: Kung, Luccio and Preparata (1975) for two and three dimensions. Guarantee: exact; equal
//! points are joined, their packages counted, the first one kept as example. Cost: O(n log n) for
//! one to three parties; for more a tree of kept points, which in practice looks at few of them.

use super::cover::Cover;
use super::number::Number;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Points of `width` utilities each, in one array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// How many utilities a point has.
    pub width: usize,
    /// The utilities, point after point.
    pub values: Vec<i64>,
    /// How many packages are worth exactly this (at most `u128::MAX`).
    pub counts: Vec<u128>,
    /// The first of them.
    pub examples: Vec<Number>,
}

impl Points {
    /// No points.
    pub fn new(width: usize) -> Self {
        Self {
            width,
            values: Vec::new(),
            counts: Vec::new(),
            examples: Vec::new(),
        }
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The utilities of one point.
    pub fn point(&self, at: usize) -> &[i64] {
        &self.values[at * self.width..(at + 1) * self.width]
    }

    /// Adds a point.
    pub fn push(&mut self, point: &[i64], count: u128, example: Number) {
        self.values.extend_from_slice(point);
        self.counts.push(count);
        self.examples.push(example);
    }

    /// Adds all points of another set.
    pub fn append(&mut self, other: &Points) {
        self.values.extend_from_slice(&other.values);
        self.counts.extend_from_slice(&other.counts);
        self.examples.extend_from_slice(&other.examples);
    }

    /// Each point with its count and its example.
    pub fn iter(&self) -> impl Iterator<Item = (&[i64], u128, Number)> {
        (0..self.len()).map(|at| (self.point(at), self.counts[at], self.examples[at]))
    }

    /// The points that no other one dominates, from the best for the first party down.
    pub fn undominated(&self) -> Points {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        let at = |i: &u32| self.point(*i as usize);
        // Stable, for it takes rows that are already in order as they are.
        order.sort_by(|a, b| {
            at(b)
                .cmp(at(a))
                .then(self.examples[*a as usize].cmp(&self.examples[*b as usize]))
        });
        let mut kept = Points::new(self.width);
        let mut shadow = Shadow::new(self.width);
        for &i in &order {
            let i = i as usize;
            let point = self.point(i);
            if !kept.is_empty() && kept.point(kept.len() - 1) == point {
                let last = kept.len() - 1;
                kept.counts[last] = kept.counts[last].saturating_add(self.counts[i]);
            } else if shadow.admits(point) {
                kept.push(point, self.counts[i], self.examples[i]);
            }
        }
        kept
    }
}

/// What has been seen so far of points that arrive from the best for the first party down (ties by
/// the second party, and so on), so that a new one is dominated exactly if the rest of it is.
enum Shadow {
    One(bool),
    Two(i64),
    /// Second party's utility to the third's best at or above it.
    Three(BTreeMap<i64, i64>),
    Many(Cover),
}

impl Shadow {
    fn new(width: usize) -> Self {
        match width {
            0 | 1 => Self::One(false),
            2 => Self::Two(i64::MIN),
            3 => Self::Three(BTreeMap::new()),
            _ => Self::Many(Cover::new(width - 1)),
        }
    }

    fn admits(&mut self, point: &[i64]) -> bool {
        match self {
            Self::One(seen) => !std::mem::replace(seen, true),
            Self::Two(best) => {
                let admitted = point[1] > *best;
                *best = point[1].max(*best);
                admitted
            }
            Self::Three(stairs) => {
                if stairs
                    .range(point[1]..)
                    .next()
                    .is_some_and(|(_, &third)| third >= point[2])
                {
                    return false;
                }
                while let Some((&second, _)) = stairs
                    .range(..=point[1])
                    .next_back()
                    .filter(|&(_, &third)| third <= point[2])
                {
                    stairs.remove(&second);
                }
                stairs.insert(point[1], point[2]);
                true
            }
            Self::Many(cover) => cover.admits(&point[1..]),
        }
    }
}

/// Whether `a` is at least as good as `b` for everybody and better for somebody.
pub fn dominates(a: &[i64], b: &[i64]) -> bool {
    let mut better = false;
    for (x, y) in a.iter().zip(b) {
        match x.cmp(y) {
            Ordering::Less => return false,
            Ordering::Greater => better = true,
            Ordering::Equal => {}
        }
    }
    better
}

//! What a growing set of points covers: whether a new one lies at or below one that is there.
//!
//! A tree whose nodes know the best and the worst of every coordinate among their points, so that
//! most nodes are settled without looking inside. Paper: Jaszkiewicz and Lust, "ND-Tree-Based Update"
//! (IEEE Transactions on Evolutionary Computation 22, 2018), without removal, for points here arrive
//! from the best for the first party down. Guarantee: exact. Cost: at worst every point; on
//! frontiers a small part of them.

/// Points of a leaf before it is divided, and the parts it is divided into.
const LEAF: usize = 24;
const PARTS: usize = 6;

/// The set.
pub struct Cover {
    width: usize,
    root: Node,
}

struct Node {
    best: Vec<i64>,
    worst: Vec<i64>,
    kind: Kind,
}

enum Kind {
    /// Points, one after the other.
    Leaf(Vec<i64>),
    Parts(Vec<Node>),
}

impl Cover {
    /// Nothing in it, for points of `width` coordinates.
    pub fn new(width: usize) -> Self {
        Self {
            width,
            root: Node::new(width),
        }
    }

    /// Adds a point unless one that is there is at least as good in every coordinate.
    pub fn admits(&mut self, point: &[i64]) -> bool {
        if self.root.covers(point) {
            return false;
        }
        self.root.insert(point, self.width);
        true
    }
}

fn reaches(a: &[i64], b: &[i64]) -> bool {
    a.iter().zip(b).all(|(x, y)| x >= y)
}

impl Node {
    fn new(width: usize) -> Self {
        Self {
            best: vec![i64::MIN; width],
            worst: vec![i64::MAX; width],
            kind: Kind::Leaf(Vec::new()),
        }
    }

    fn covers(&self, point: &[i64]) -> bool {
        if !reaches(&self.best, point) {
            return false;
        }
        if reaches(&self.worst, point) {
            return true;
        }
        match &self.kind {
            Kind::Leaf(rows) => rows
                .chunks_exact(point.len())
                .any(|row| reaches(row, point)),
            Kind::Parts(parts) => parts.iter().any(|part| part.covers(point)),
        }
    }

    fn insert(&mut self, point: &[i64], width: usize) {
        for ((best, worst), u) in self.best.iter_mut().zip(&mut self.worst).zip(point) {
            *best = (*best).max(*u);
            *worst = (*worst).min(*u);
        }
        match &mut self.kind {
            Kind::Leaf(rows) => {
                rows.extend_from_slice(point);
                if rows.len() > LEAF * width {
                    self.divide(width);
                }
            }
            Kind::Parts(parts) => {
                let near = (0..parts.len())
                    .min_by_key(|&at| parts[at].distance(point))
                    .unwrap_or(0);
                parts[near].insert(point, width);
            }
        }
    }

    /// How far a point is from the middle of the node, in steps along the coordinates.
    fn distance(&self, point: &[i64]) -> i128 {
        self.best
            .iter()
            .zip(&self.worst)
            .zip(point)
            .map(|((best, worst), u)| {
                (i128::from(*best) + i128::from(*worst) - 2 * i128::from(*u)).abs()
            })
            .sum()
    }

    /// Makes parts of a leaf: the points that lie farthest from each other begin one each.
    fn divide(&mut self, width: usize) {
        let Kind::Leaf(rows) = &self.kind else {
            return;
        };
        let rows: Vec<&[i64]> = rows.chunks_exact(width).collect();
        let apart = |a: &[i64], b: &[i64]| -> i128 {
            let steps = a
                .iter()
                .zip(b)
                .map(|(x, y)| i128::from(*x) - i128::from(*y));
            steps.map(i128::abs).sum()
        };
        let mut seeds = vec![0];
        while seeds.len() < PARTS {
            let nearest_seed = |at: usize| seeds.iter().map(|&s| apart(rows[at], rows[s])).min();
            let Some(next) = (0..rows.len()).max_by_key(|&at| nearest_seed(at)) else {
                break;
            };
            seeds.push(next);
        }
        let mut parts: Vec<Node> = Vec::with_capacity(PARTS);
        for &seed in &seeds {
            let mut part = Node::new(width);
            part.insert(rows[seed], width);
            parts.push(part);
        }
        for (at, row) in rows.iter().enumerate() {
            if !seeds.contains(&at) {
                let near = (0..parts.len())
                    .min_by_key(|&part| parts[part].distance(row))
                    .unwrap_or(0);
                parts[near].insert(row, width);
            }
        }
        self.kind = Kind::Parts(parts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_looking_at_every_point() {
        // A fixed mixing of numbers: enough points for several levels of the tree, with ties.
        let mut state = 7_u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as i64 % 40
        };
        for width in [3, 4] {
            let mut cover = Cover::new(width);
            let mut kept: Vec<Vec<i64>> = Vec::new();
            let mut admitted = 0;
            for _ in 0..3_000 {
                let mut point: Vec<i64> = (1..width).map(|_| next()).collect();
                // What is good in some coordinates is bad in the last, as on a frontier.
                point.push(next() % 6 - point.iter().sum::<i64>());
                let plain = !kept.iter().any(|row| reaches(row, &point));
                assert_eq!(cover.admits(&point), plain);
                admitted += usize::from(plain);
                if plain {
                    kept.push(point);
                }
            }
            assert!(admitted > 100, "{admitted}");
        }
    }
}

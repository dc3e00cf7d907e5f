//! The frontier of issues that interactions or excluded combinations tie together.
//!
//! A depth-first walk assigns the issues in order. An excluded combination or an interaction is
//! settled at its last issue; a subtree is left as soon as the best that it could still reach, for
//! every party at once, is dominated by a package already seen. Subtrees run in parallel; each
//! prunes only by a fixed set of seed packages and by what it saw itself, so that the answer does
//! not depend on the number of threads.
//!
//! Guarantee: all points and their exact counts when the walk finishes (a subtree is left only if
//! every package in it is strictly dominated); otherwise the points found so far are undominated
//! among those seen, and the answer says that it was cut. Cost: at worst every package of the
//! block; memory grows with the frontier only.

use super::super::points::{Points, dominates};
use super::super::space::{DealSpace, OptionSet};
use super::BlockMethod;
use rayon::prelude::*;

/// How much a search may look at.
#[derive(Clone, Copy, Debug)]
pub struct SearchLimit {
    /// Blocks up to this many packages are searched to the end.
    pub packages: u128,
    /// Partial deals looked at in a larger block, shared evenly by its subtrees.
    pub nodes: u64,
}

impl Default for SearchLimit {
    fn default() -> Self {
        Self {
            packages: 100_000_000,
            nodes: 20_000_000,
        }
    }
}

/// Points buffered before they are pruned against those kept.
const BUFFER: usize = 2048;
/// Subtrees that the walk is cut into (at least; the next whole level of issues).
const SUBTREES: usize = 64;

/// A combination with what it adds for each party; `None` excludes it.
struct Tie {
    parts: Vec<(usize, OptionSet)>,
    adds: Option<Vec<i64>>,
}

struct Block<'a> {
    deal: &'a DealSpace,
    parties: &'a [usize],
    issues: &'a [usize],
    /// Ties by the level at which their last issue is assigned.
    settled_at: Vec<Vec<Tie>>,
    /// Per level and party: the most that the issues from this level on can add.
    ahead: Vec<Vec<i64>>,
    seeds: Points,
}

pub fn block(
    deal: &DealSpace,
    parties: &[usize],
    issues: &[usize],
    limit: SearchLimit,
) -> (Points, BlockMethod) {
    let packages = issues
        .iter()
        .map(|&issue| deal.space.size(issue) as u128)
        .fold(1, u128::saturating_mul);
    let whole = packages <= limit.packages;
    let mut block = Block::new(deal, parties, issues);
    block.seeds = block.seed();
    let prefixes = block.prefixes();
    let allowance = if whole {
        u64::MAX
    } else {
        (limit.nodes / prefixes.len().max(1) as u64).max(1)
    };
    let found: Vec<(Points, u64, bool)> = prefixes
        .par_iter()
        .map(|prefix| block.walk(prefix, allowance))
        .collect();
    let mut points = Points::new(parties.len());
    let (mut nodes, mut finished) = (0, true);
    for (part, visited, done) in &found {
        points.append(part);
        nodes += visited;
        finished &= done;
    }
    let issues = issues.to_vec();
    let method = if whole {
        BlockMethod::Enumerated { issues, packages }
    } else {
        BlockMethod::Bounded {
            issues,
            packages,
            nodes,
            finished,
        }
    };
    (points.undominated(), method)
}

impl<'a> Block<'a> {
    fn new(deal: &'a DealSpace, parties: &'a [usize], issues: &'a [usize]) -> Self {
        let mut ties: Vec<Tie> = Vec::new();
        let level = |issue: &usize| issues.iter().position(|i| i == issue);
        let inside = |parts: &[(usize, OptionSet)]| -> Option<Vec<(usize, OptionSet)>> {
            parts
                .iter()
                .map(|(issue, set)| level(issue).map(|l| (l, set.clone())))
                .collect()
        };
        for pattern in &deal.space.excluded {
            if let Some(parts) = inside(&pattern.parts).filter(|parts| !parts.is_empty()) {
                ties.push(Tie { parts, adds: None });
            }
        }
        for (place, &party) in parties.iter().enumerate() {
            for interaction in &deal.parties[party].interactions {
                if let Some(parts) =
                    inside(&interaction.when.parts).filter(|parts| !parts.is_empty())
                {
                    let mut adds = vec![0; parties.len()];
                    adds[place] = interaction.adds;
                    ties.push(Tie {
                        parts,
                        adds: Some(adds),
                    });
                }
            }
        }
        let levels = issues.len();
        let mut ahead = vec![vec![0i64; parties.len()]; levels + 1];
        let mut settled_at: Vec<Vec<Tie>> = (0..levels).map(|_| Vec::new()).collect();
        for tie in ties {
            let last = tie.parts.iter().map(|(level, _)| *level).max().unwrap_or(0);
            settled_at[last].push(tie);
        }
        for level in (0..levels).rev() {
            for (place, &party) in parties.iter().enumerate() {
                let best = deal.parties[party].parts[issues[level]]
                    .iter()
                    .copied()
                    .max()
                    .unwrap_or(0);
                ahead[level][place] = ahead[level + 1][place] + best;
            }
        }
        Self {
            deal,
            parties,
            issues,
            settled_at,
            ahead,
            seeds: Points::new(parties.len()),
        }
    }

    /// Packages found by improving one issue at a time for several mixtures of the parties.
    fn seed(&self) -> Points {
        let width = self.parties.len();
        let mut seeds = Points::new(width);
        let mut mixtures: Vec<Vec<i64>> = vec![vec![1; width]];
        for party in 0..width {
            let mut mixture = vec![1; width];
            mixture[party] = 8;
            mixtures.push(mixture);
        }
        for mixture in mixtures {
            let worth = |point: &[i64]| {
                point
                    .iter()
                    .zip(&mixture)
                    .map(|(u, w)| i128::from(*u) * i128::from(*w))
                    .sum::<i128>()
            };
            let mut choice = vec![0; self.issues.len()];
            let mut best = self.evaluate(&choice).map(|point| worth(&point));
            let mut improved = true;
            while improved {
                improved = false;
                for level in 0..self.issues.len() {
                    for option in 0..self.deal.space.size(self.issues[level]) {
                        let old = std::mem::replace(&mut choice[level], option);
                        let value = self.evaluate(&choice).map(|point| worth(&point));
                        if value > best {
                            best = value;
                            improved = true;
                        } else {
                            choice[level] = old;
                        }
                    }
                }
            }
            if let Some(point) = self.evaluate(&choice) {
                // The largest number of all: a real package of the same worth goes before it as example.
                seeds.push(&point, 1, u128::MAX);
            }
        }
        seeds.undominated()
    }

    fn evaluate(&self, choice: &[usize]) -> Option<Vec<i64>> {
        let mut point = vec![0; self.parties.len()];
        for level in 0..choice.len() {
            self.assign(choice, level, &mut point)?;
        }
        Some(point)
    }

    /// Adds what `level`'s option is worth, alone and in combinations settled by it; none if it is excluded.
    fn assign(&self, choice: &[usize], level: usize, point: &mut [i64]) -> Option<()> {
        for (u, &party) in point.iter_mut().zip(self.parties) {
            *u += self.deal.parties[party].parts[self.issues[level]][choice[level]];
        }
        for tie in &self.settled_at[level] {
            if tie.parts.iter().all(|(l, set)| set.contains(choice[*l])) {
                for (u, add) in point.iter_mut().zip(tie.adds.as_ref()?) {
                    *u += add;
                }
            }
        }
        Some(())
    }

    /// The best that can be reached from here, party by party.
    fn bound(&self, choice: &[usize], level: usize, point: &[i64], bound: &mut [i64]) {
        for ((b, u), a) in bound.iter_mut().zip(point).zip(&self.ahead[level]) {
            *b = u + a;
        }
        for tie in self.settled_at[level..].iter().flatten() {
            let Some(adds) = &tie.adds else { continue };
            if adds.iter().all(|&add| add <= 0) {
                continue;
            }
            if tie
                .parts
                .iter()
                .all(|(l, set)| *l >= level || set.contains(choice[*l]))
            {
                for (b, add) in bound.iter_mut().zip(adds) {
                    *b += (*add).max(0);
                }
            }
        }
    }

    /// The choices of the first issues, enough of them to give every thread work.
    fn prefixes(&self) -> Vec<Vec<usize>> {
        let mut prefixes: Vec<Vec<usize>> = vec![Vec::new()];
        for level in 0..self.issues.len().saturating_sub(1) {
            if prefixes.len() >= SUBTREES {
                break;
            }
            prefixes = prefixes
                .iter()
                .flat_map(|prefix| {
                    (0..self.deal.space.size(self.issues[level])).map(|option| {
                        let mut longer = prefix.clone();
                        longer.push(option);
                        longer
                    })
                })
                .collect();
        }
        prefixes
    }

    fn walk(&self, prefix: &[usize], allowance: u64) -> (Points, u64, bool) {
        let mut choice = vec![0; self.issues.len()];
        let mut point = vec![0; self.parties.len()];
        let mut index = 0;
        for (level, &option) in prefix.iter().enumerate() {
            choice[level] = option;
            index += option as u128 * self.deal.space.place(self.issues[level]);
            if self.assign(&choice, level, &mut point).is_none() {
                return (Points::new(self.parties.len()), 0, true);
            }
        }
        let mut walk = Walk {
            block: self,
            choice,
            kept: self.seeds.clone(),
            fresh: Points::new(self.parties.len()),
            nodes: 0,
            allowance,
            cut: false,
            bound: vec![0; self.parties.len()],
        };
        walk.kept.counts.fill(0);
        walk.descend(prefix.len(), &point, index);
        walk.flush();
        // A seed is no package of this subtree: it only prunes.
        let mut found = Points::new(self.parties.len());
        for (u, count, example) in walk.kept.iter() {
            if count > 0 {
                found.push(u, count, example);
            }
        }
        (found, walk.nodes, !walk.cut)
    }
}

struct Walk<'a> {
    block: &'a Block<'a>,
    choice: Vec<usize>,
    kept: Points,
    fresh: Points,
    nodes: u64,
    allowance: u64,
    cut: bool,
    bound: Vec<i64>,
}

impl Walk<'_> {
    fn descend(&mut self, level: usize, point: &[i64], index: u128) {
        if level == self.block.issues.len() {
            if !self.beaten(point) {
                self.fresh.push(point, 1, index);
                if self.fresh.len() >= BUFFER {
                    self.flush();
                }
            }
            return;
        }
        if self.nodes >= self.allowance {
            self.cut = true;
            return;
        }
        self.nodes += 1;
        let mut bound = std::mem::take(&mut self.bound);
        self.block.bound(&self.choice, level, point, &mut bound);
        let hopeless = self.beaten(&bound);
        self.bound = bound;
        if hopeless {
            return;
        }
        let issue = self.block.issues[level];
        let place = self.block.deal.space.place(issue);
        let mut next = point.to_vec();
        for option in 0..self.block.deal.space.size(issue) {
            self.choice[level] = option;
            next.copy_from_slice(point);
            if self.block.assign(&self.choice, level, &mut next).is_some() {
                self.descend(level + 1, &next, index + option as u128 * place);
            }
        }
    }

    fn beaten(&self, point: &[i64]) -> bool {
        if point.len() == 2 {
            // A staircase from the best for the first party down: only the last step that still
            // reaches the point can dominate it.
            let (mut low, mut high) = (0, self.kept.len());
            while low < high {
                let middle = (low + high) / 2;
                if self.kept.values[middle * 2] >= point[0] {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low > 0 && dominates(self.kept.point(low - 1), point);
        }
        self.kept
            .values
            .chunks_exact(point.len().max(1))
            .any(|row| dominates(row, point))
    }

    fn flush(&mut self) {
        self.kept.append(&self.fresh);
        self.kept = self.kept.undominated();
        self.fresh = Points::new(self.kept.width);
    }
}

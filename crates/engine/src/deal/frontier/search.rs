//! The frontier of issues that combinations tie together, by branch and bound.
//!
//! A depth-first walk chooses the issues in order, the best-looking cell first, and leaves a branch as
//! soon as nothing in it can stay: its bounds, one for each party and for two parties also mixtures of
//! both, shut out every point that no package already seen dominates. The branches below the first
//! issues are walked in rounds; the branches of a round run in parallel and prune by what earlier rounds
//! found and by what they see themselves, so that the answer does not depend on the number of threads.
//!
//! Guarantee: every point when the walk finishes. Either with exact counts (a branch is left only if
//! every package in it is strictly dominated) or, for many packages, with one package for each point at
//! least. A walk that is cut keeps the bounds of what it left open, which certify how far, at most, any
//! package lies beyond what was found. Cost: at worst every way to choose cells.

use super::super::number::Number;
use super::super::points::{Points, dominates};
use super::super::space::DealSpace;
use super::BlockMethod;
use super::bounds::Bounds;
use super::cells::Tied;
use super::merge::merge;
use super::order::order;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// How much a search may look at.
#[derive(Clone, Copy, Debug)]
pub struct SearchLimit {
    /// Blocks up to this many packages are searched to the end, and counted.
    pub packages: u128,
    /// Partial deals looked at in a larger block, shared evenly by its branches.
    pub nodes: u64,
}

impl Default for SearchLimit {
    fn default() -> Self {
        Self {
            packages: 100_000_000,
            nodes: 4_000_000,
        }
    }
}

/// Branches that the walk is cut into (at least; the next whole level of issues).
const BRANCHES: usize = 64;
/// Whether packages of the same worth are all to be found, for their count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alike {
    All,
    One,
}

impl Alike {
    /// How many branches make a round. Where all are counted little can be left out, and what other
    /// branches found takes longer to look through than it saves.
    fn round(self) -> usize {
        match self {
            Alike::All => usize::MAX,
            Alike::One => 8,
        }
    }

    /// How many packages are found before they are pruned against those kept.
    fn buffer(self) -> usize {
        match self {
            Alike::All => 2_048,
            Alike::One => 64,
        }
    }
}

/// What was found of a part of a block.
struct Found {
    points: Points,
    nodes: u64,
    /// The best that could still be in what was left open, party by party.
    open: Points,
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
    let all = packages <= limit.packages;
    let tied = Tied::of(deal, parties, issues);
    let (alike, tied, allowance) = if all {
        (Alike::All, tied, u64::MAX)
    } else {
        (Alike::One, tied.lean(), limit.nodes)
    };
    let mut points = Points::new(parties.len());
    points.push(&vec![0; parties.len()], 1, Number::ZERO);
    let (mut nodes, mut within) = (0, Some(0));
    for group in tied.groups() {
        let found = Search::of(deal, &group, alike).run(allowance);
        nodes += found.nodes;
        within = within.zip(missed_by(&found)).map(|(a, b)| a + b);
        points = merge(&points, &found.points);
    }
    let issues = issues.to_vec();
    let method = if all {
        BlockMethod::Enumerated { issues, packages }
    } else {
        BlockMethod::Bounded {
            issues,
            packages,
            nodes,
            within,
        }
    };
    (points, method)
}

/// By how much, at most, any package is better than every found one, for the party for which it is
/// least so; none where packages may be left and none was found.
fn missed_by(found: &Found) -> Option<i64> {
    let beyond = |bound: &[i64], point: &[i64]| {
        let excess = bound.iter().zip(point).map(|(b, u)| b - u);
        excess.max().unwrap_or(0).max(0)
    };
    found
        .open
        .iter()
        .map(|(bound, ..)| {
            found
                .points
                .iter()
                .map(|(point, ..)| beyond(bound, point))
                .min()
        })
        .try_fold(0, |most, gap| gap.map(|gap| most.max(gap)))
}

struct Search<'a> {
    deal: &'a DealSpace,
    tied: Tied,
    alike: Alike,
    bounds: Bounds,
    /// Ties (positions) by the place of their last issue.
    settled_at: Vec<Vec<usize>>,
}

impl<'a> Search<'a> {
    fn of(deal: &'a DealSpace, tied: &Tied, alike: Alike) -> Self {
        let tied = tied.arranged(&order(tied));
        let mut settled_at = vec![Vec::new(); tied.issues.len()];
        for (at, tie) in tied.ties.iter().enumerate() {
            if let Some((last, _)) = tie.parts.last() {
                settled_at[*last].push(at);
            }
        }
        Self {
            deal,
            bounds: Bounds::of(&tied),
            tied,
            alike,
            settled_at,
        }
    }

    fn width(&self) -> usize {
        self.tied.base.len()
    }

    /// Walks everything, `allowance` partial deals at most.
    fn run(&self, allowance: u64) -> Found {
        let mut found = Found {
            points: Points::new(self.width()),
            nodes: 0,
            open: Points::new(self.width()),
        };
        if self.tied.cells.iter().any(Vec::is_empty) {
            return found;
        }
        let seeds = self.seeds();
        if self.alike == Alike::One {
            found.points = seeds.clone();
        }
        let branches = self.branches();
        let each = (allowance / branches.len().max(1) as u64).max(1);
        for round in branches.chunks(self.alike.round()) {
            let known = self.known(&seeds, &found.points);
            let parts: Vec<Found> = round
                .par_iter()
                .map(|branch| self.walk(branch, &known, each))
                .collect();
            for part in &parts {
                found.points.append(&part.points);
                found.open.append(&part.open);
                found.nodes += part.nodes;
            }
            found.points = found.points.undominated();
        }
        found.open = found.open.undominated();
        for points in [&mut found.points, &mut found.open] {
            for point in points.values.chunks_exact_mut(self.width().max(1)) {
                point
                    .iter_mut()
                    .zip(&self.tied.base)
                    .for_each(|(u, base)| *u += base);
            }
        }
        found
    }

    /// Points to prune by: they count nothing, and a real package of the same worth goes before them.
    fn known(&self, seeds: &Points, found: &Points) -> Points {
        let mut known = seeds.clone();
        known.append(found);
        known.counts.fill(0);
        known.examples.fill(Number::LAST);
        known.undominated()
    }

    /// The choices of the first issues, enough of them to give every thread work.
    fn branches(&self) -> Vec<Vec<usize>> {
        let mut branches: Vec<Vec<usize>> = vec![Vec::new()];
        for cells in self
            .tied
            .cells
            .iter()
            .take(self.tied.issues.len().saturating_sub(1))
        {
            if branches.len() >= BRANCHES {
                break;
            }
            branches = branches
                .iter()
                .flat_map(|branch| {
                    (0..cells.len()).map(|cell| {
                        let mut longer = branch.clone();
                        longer.push(cell);
                        longer
                    })
                })
                .collect();
        }
        branches
    }

    /// Packages found by going where each aim's bound is best, then improving one issue at a time.
    fn seeds(&self) -> Points {
        let mut seeds = Points::new(self.width());
        let mut seen = BTreeSet::new();
        for aim in &self.bounds.aims {
            let mut choice = vec![0; self.tied.issues.len()];
            let mut point = vec![0; self.width()];
            for place in 0..choice.len() {
                let best = (0..self.tied.cells[place].len())
                    .filter_map(|cell| {
                        choice[place] = cell;
                        let mut next = point.clone();
                        self.choose(&choice, place, &mut next)?;
                        let worth = aim.of_point(&next) + aim.ahead(&choice, place + 1);
                        Some((worth, std::cmp::Reverse(cell), next))
                    })
                    .max();
                let Some((_, std::cmp::Reverse(cell), next)) = best else {
                    break;
                };
                choice[place] = cell;
                point = next;
            }
            let worth = |choice: &[usize]| self.evaluate(choice).map(|point| aim.of_point(&point));
            let mut best = worth(&choice);
            let mut improved = true;
            while improved {
                improved = false;
                for place in 0..choice.len() {
                    for cell in 0..self.tied.cells[place].len() {
                        let old = std::mem::replace(&mut choice[place], cell);
                        let value = worth(&choice);
                        if value > best {
                            best = value;
                            improved = true;
                        } else {
                            choice[place] = old;
                        }
                    }
                }
            }
            if let Some(point) = self
                .evaluate(&choice)
                .filter(|_| seen.insert(choice.clone()))
            {
                let (count, example) = self.packages(&choice);
                seeds.push(&point, count, example);
            }
        }
        seeds.undominated()
    }

    fn evaluate(&self, choice: &[usize]) -> Option<Vec<i64>> {
        let mut point = vec![0; self.width()];
        for place in 0..choice.len() {
            self.choose(choice, place, &mut point)?;
        }
        Some(point)
    }

    /// How many packages a choice of cells is, and the first of them.
    fn packages(&self, choice: &[usize]) -> (u128, Number) {
        let chosen = choice
            .iter()
            .zip(&self.tied.cells)
            .map(|(&cell, cells)| &cells[cell]);
        let count = chosen
            .clone()
            .fold(1u128, |all, cell| all.saturating_mul(cell.options));
        let first = chosen.zip(&self.tied.issues);
        let number = first.map(|(cell, &issue)| self.deal.space.place(issue, cell.first));
        (count, number.sum())
    }

    /// Adds what the cell at `place` is worth, alone and in combinations settled by it; none if it cannot be.
    fn choose(&self, choice: &[usize], place: usize, point: &mut [i64]) -> Option<()> {
        let cell = &self.tied.cells[place][choice[place]];
        point
            .iter_mut()
            .zip(&cell.worth)
            .for_each(|(u, worth)| *u += worth);
        for &tie in &self.settled_at[place] {
            let tie = &self.tied.ties[tie];
            if tie.parts.iter().all(|(at, inside)| inside[choice[*at]]) {
                let (party, adds) = tie.adds?;
                point[party] += adds;
            }
        }
        Some(())
    }

    fn walk(&self, branch: &[usize], known: &Points, allowance: u64) -> Found {
        let issues = self.tied.issues.len();
        let mut walk = Walk {
            search: self,
            choice: vec![0; issues],
            kept: known.clone(),
            fresh: Points::new(self.width()),
            open: Points::new(self.width()),
            nodes: 0,
            allowance,
            levels: vec![Level::default(); issues],
            last_beat: 0,
        };
        walk.choice[..branch.len()].copy_from_slice(branch);
        let mut point = vec![0; self.width()];
        let possible =
            (0..branch.len()).all(|place| self.choose(&walk.choice, place, &mut point).is_some());
        if possible {
            let bounds = walk.bounds(branch.len(), &point);
            if !walk.shut(&bounds) {
                walk.descend(branch.len(), &point, &bounds);
            }
        }
        walk.flush();
        let mut points = Points::new(self.width());
        for (u, count, example) in walk.kept.iter().filter(|(_, count, _)| *count > 0) {
            points.push(u, count, example);
        }
        Found {
            points,
            nodes: walk.nodes,
            open: walk.open,
        }
    }
}

/// The cells of one issue as they are tried.
#[derive(Clone, Default)]
struct Level {
    /// How each looks (the best first) and which it is.
    order: Vec<(i64, usize)>,
    points: Vec<i64>,
    bounds: Vec<i64>,
}

struct Walk<'a> {
    search: &'a Search<'a>,
    choice: Vec<usize>,
    kept: Points,
    fresh: Points,
    open: Points,
    nodes: u64,
    allowance: u64,
    levels: Vec<Level>,
    /// Which of those kept shut a branch last.
    last_beat: usize,
}

impl Walk<'_> {
    fn bounds(&self, chosen: usize, point: &[i64]) -> Vec<i64> {
        let aims = self.search.bounds.aims.iter();
        aims.map(|aim| aim.of_point(point) + aim.ahead(&self.choice, chosen))
            .collect()
    }

    fn descend(&mut self, place: usize, point: &[i64], bounds: &[i64]) {
        let search = self.search;
        let width = search.width();
        if place == self.choice.len() {
            let (count, example) = search.packages(&self.choice);
            self.fresh.push(point, count, example);
            if self.fresh.len() >= search.alike.buffer() {
                self.flush();
            }
            return;
        }
        if self.nodes >= self.allowance {
            self.open.push(&bounds[..width], 0, Number::ZERO);
            return;
        }
        self.nodes += 1;
        let mut level = std::mem::take(&mut self.levels[place]);
        level.order.clear();
        level.points.clear();
        level.bounds.clear();
        for cell in 0..search.tied.cells[place].len() {
            self.choice[place] = cell;
            let start = level.points.len();
            level.points.extend_from_slice(point);
            if search
                .choose(&self.choice, place, &mut level.points[start..])
                .is_none()
            {
                level.points.truncate(start);
                continue;
            }
            let from = level.bounds.len();
            for aim in &search.bounds.aims {
                let ahead = aim.ahead(&self.choice, place + 1);
                level
                    .bounds
                    .push(aim.of_point(&level.points[start..]) + ahead);
            }
            // The first mixture counts the parties alike.
            let looks = level.bounds.get(from + width).or(level.bounds.get(from));
            level.order.push((-looks.copied().unwrap_or(0), cell));
        }
        let mut rows: Vec<usize> = (0..level.order.len()).collect();
        rows.sort_by_key(|&row| level.order[row]);
        let aims = search.bounds.aims.len();
        for row in rows {
            let bounds = &level.bounds[row * aims..(row + 1) * aims];
            if !self.shut(bounds) {
                self.choice[place] = level.order[row].1;
                let point = &level.points[row * width..(row + 1) * width];
                self.descend(place + 1, point, bounds);
            }
        }
        self.levels[place] = level;
    }

    /// Whether nothing within bounds can stay.
    fn shut(&mut self, bounds: &[i64]) -> bool {
        match self.kept.width {
            2 => !self.room(bounds, self.search.alike),
            width => self.beaten(&bounds[..width]),
        }
    }

    /// Whether one of those kept is better than the best that could be, or as good where one of all that
    /// are alike is enough.
    fn beaten(&mut self, ideal: &[i64]) -> bool {
        let kept = &self.kept;
        // The best for the first party stand first; what often beat others is tried before them.
        let reach = partition(kept.len(), |at| kept.point(at)[0] >= ideal[0]);
        let beats = |at: &usize| match self.search.alike {
            Alike::All => dominates(kept.point(*at), ideal),
            Alike::One => kept.point(*at).iter().zip(ideal).all(|(u, b)| u >= b),
        };
        let first = Some(self.last_beat).filter(|at| *at < reach && beats(at));
        let found = first.or_else(|| (0..reach).find(beats));
        self.last_beat = found.unwrap_or(self.last_beat);
        found.is_some()
    }

    /// Whether two parties' bounds hold a point between two steps of the stairs of those kept, or, if all
    /// alike are to be found, one on them.
    fn room(&self, bounds: &[i64], alike: Alike) -> bool {
        let (first, second) = (bounds[0], bounds[1]);
        let steps = self.kept.len();
        let step = |at: usize| (self.kept.values[at * 2], self.kept.values[at * 2 + 1]);
        let mixtures = &self.search.bounds.aims[2..];
        let inside = |u: i64, v: i64| {
            let within =
                |(aim, bound): (&super::bounds::Aim, &i64)| aim.of_point(&[u, v]) <= *bound;
            u <= first && v <= second && mixtures.iter().zip(&bounds[2..]).all(within)
        };
        // From the best for the first party down, the first falls and the second rises.
        let from = partition(steps, |at| step(at).0 >= first);
        let to = partition(steps, |at| step(at).1 < second);
        let corner = |at: usize| match (at.checked_sub(1).map(step), (at < steps).then(|| step(at)))
        {
            (Some((_, v)), Some((u, _))) => inside(u + 1, v + 1),
            _ => true,
        };
        let on = || {
            let from = partition(steps, |at| step(at).0 > first);
            let to = partition(steps, |at| step(at).1 <= second);
            (from..to).any(|at| inside(step(at).0, step(at).1))
        };
        (from..=to).any(corner) || (alike == Alike::All && on())
    }

    fn flush(&mut self) {
        self.kept.append(&self.fresh);
        self.kept = self.kept.undominated();
        self.fresh = Points::new(self.kept.width);
    }
}

/// How many of `0..count` come before the first for which it no longer holds.
fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = (low + high) / 2;
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

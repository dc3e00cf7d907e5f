//! Which combinations cannot be, from which packages are listed.
//!
//! For each package that is not listed, in order, a smallest combination of its answers that no listed package has.
//! Guarantee: what is found leaves out the packages that are not listed and no other; each combination is minimal,
//! their number need not be. Cost: all packages times combinations.

use super::super::scenario::Rectangle;
use super::MOST_COMBINATIONS;
use std::collections::{BTreeMap, BTreeSet};

/// The most packages that are looked at.
const MOST_PACKAGES: u128 = 1_000_000;

/// The combinations that leave out what is not listed; none where they or the packages are too many.
pub fn gaps(sizes: &[usize], rows: &[Vec<usize>]) -> Option<Vec<Rectangle>> {
    let all = sizes
        .iter()
        .try_fold(1u128, |all, &size| all.checked_mul(size as u128))?;
    if all == rows.len() as u128 {
        return Some(Vec::new());
    }
    if all > MOST_PACKAGES {
        return None;
    }
    let listed: BTreeSet<&[usize]> = rows.iter().map(Vec::as_slice).collect();
    let mut seen = Seen {
        rows,
        of: BTreeMap::new(),
    };
    let mut found: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut package = vec![0; sizes.len()];
    loop {
        let out = |combination: &Vec<(usize, usize)>| {
            combination
                .iter()
                .all(|&(issue, value)| package[issue] == value)
        };
        if !listed.contains(&package[..]) && !found.iter().any(out) {
            if found.len() == MOST_COMBINATIONS {
                return None;
            }
            found.push(seen.smallest_unseen(&package));
        }
        // The next package, the last issue fastest.
        let Some(at) = (0..sizes.len()).rfind(|&at| package[at] + 1 < sizes[at]) else {
            break;
        };
        package[at] += 1;
        package[at + 1..].fill(0);
    }
    let single = |combination: Vec<(usize, usize)>| {
        let parts = combination.into_iter();
        (
            parts.map(|(issue, value)| (issue, vec![value])).collect(),
            0,
        )
    };
    let found = merged(found.into_iter().map(single).collect());
    Some(found.into_iter().map(|(when, _)| when).collect())
}

/// What listed packages have on some issues.
struct Seen<'r> {
    rows: &'r [Vec<usize>],
    of: BTreeMap<Vec<usize>, BTreeSet<Vec<usize>>>,
}

impl Seen<'_> {
    /// The fewest answers of a package that no listed one has together; of several the first.
    fn smallest_unseen(&mut self, package: &[usize]) -> Vec<(usize, usize)> {
        for size in 2..package.len() {
            let mut issues: Vec<usize> = (0..size).collect();
            loop {
                let project = |row: &[usize]| issues.iter().map(|&issue| row[issue]).collect();
                let rows = self.rows;
                let seen = self
                    .of
                    .entry(issues.clone())
                    .or_insert_with(|| rows.iter().map(|row| project(row)).collect());
                let own: Vec<usize> = project(package);
                if !seen.contains(&own) {
                    return issues.iter().copied().zip(own).collect();
                }
                if !advance(&mut issues, package.len()) {
                    break;
                }
            }
        }
        package.iter().copied().enumerate().collect()
    }
}

/// The next choice of as many of `all`; false after the last.
fn advance(chosen: &mut [usize], all: usize) -> bool {
    let size = chosen.len();
    let Some(at) = (0..size).rfind(|&at| chosen[at] + size < all + at) else {
        return false;
    };
    chosen[at] += 1;
    for next in at + 1..size {
        chosen[next] = chosen[next - 1] + 1;
    }
    true
}

/// Combinations with the same number that differ in the answers on one issue become one.
pub fn merged(mut combinations: Vec<(Rectangle, i64)>) -> Vec<(Rectangle, i64)> {
    let mut at = 0;
    while at < combinations.len() {
        let joined = (at + 1..combinations.len()).find_map(|other| {
            joined(&combinations[at], &combinations[other]).map(|both| (other, both))
        });
        if let Some((other, both)) = joined {
            combinations[at].0 = both;
            combinations.remove(other);
            // What was passed over may go with the larger one.
            at = 0;
        } else {
            at += 1;
        }
    }
    combinations
}

fn joined(one: &(Rectangle, i64), other: &(Rectangle, i64)) -> Option<Rectangle> {
    let issues = |of: &Rectangle| -> Vec<usize> { of.iter().map(|(issue, _)| *issue).collect() };
    if one.1 != other.1 || issues(&one.0) != issues(&other.0) {
        return None;
    }
    let mut differs = (0..one.0.len()).filter(|&at| one.0[at] != other.0[at]);
    let at = differs.next().filter(|_| differs.next().is_none())?;
    let mut both = one.0.clone();
    both[at].1.extend(&other.0[at].1);
    both[at].1.sort_unstable();
    both[at].1.dedup();
    Some(both)
}

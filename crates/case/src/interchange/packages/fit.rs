//! Scores that add up, and combinations for what does not, from the worth of packages.
//!
//! First the scores with the least squares of what is left: where they leave nothing (or no more than `slack`), they
//! are all. Otherwise one package is held fixed; packages are taken by how many answers they have otherwise, and what
//! smaller combinations do not make up is told of the whole one. Of several packages held fixed the one with the
//! fewest combinations is kept. Guarantee: every listed package is worth what is written, to within `slack`; the
//! number of combinations need not be the smallest. Cost: rows times answers squared; rows times combinations.

use super::super::scenario::Rectangle;
use super::MOST_COMBINATIONS;
use super::gaps::merged;
use std::collections::BTreeSet;

/// The most answers of all issues together for which scores are sought.
const MOST_ANSWERS: usize = 600;
/// How many packages are tried as the one that is held fixed.
const TRIED: usize = 32;

/// Scores of every answer of every issue, and what combinations add, in units.
pub struct Fit {
    pub parts: Vec<Vec<i64>>,
    pub combinations: Vec<(Rectangle, i64)>,
}

/// The worth of packages as scores and combinations; none where too many would be needed.
pub fn fit(sizes: &[usize], rows: &[Vec<usize>], worth: &[i64], slack: i64) -> Option<Fit> {
    if sizes.iter().sum::<usize>() > MOST_ANSWERS {
        return None;
    }
    if let Some(parts) = adding_up(sizes, rows, worth, slack) {
        return Some(Fit {
            parts,
            combinations: Vec::new(),
        });
    }
    let step = rows.len().div_ceil(TRIED).max(1);
    let tried = rows.iter().step_by(step);
    tried
        .filter_map(|fixed| anchored(sizes, rows, worth, fixed, slack))
        .min_by_key(|fit| fit.combinations.len())
}

/// Scores by least squares, if they leave no more than `slack`.
fn adding_up(
    sizes: &[usize],
    rows: &[Vec<usize>],
    worth: &[i64],
    slack: i64,
) -> Option<Vec<Vec<i64>>> {
    // The first unknown is what all have; the first answer on each issue adds nothing.
    let firsts: Vec<usize> = sizes
        .iter()
        .scan(1, |next, size| {
            let first = *next;
            *next += size - 1;
            Some(first)
        })
        .collect();
    let unknowns = 1 + sizes.iter().map(|size| size - 1).sum::<usize>();
    let mut squares = vec![vec![0.0; unknowns + 1]; unknowns];
    for (row, &worth) in rows.iter().zip(worth) {
        let own = row.iter().zip(&firsts).filter(|(value, _)| **value > 0);
        let own: Vec<usize> = [0]
            .into_iter()
            .chain(own.map(|(value, first)| first + value - 1))
            .collect();
        for &a in &own {
            for &b in &own {
                squares[a][b] += 1.0;
            }
            squares[a][unknowns] += worth as f64;
        }
    }
    let solved = solved(squares);
    let mut parts: Vec<Vec<i64>> = sizes
        .iter()
        .zip(&firsts)
        .map(|(&size, first)| {
            let score = |value| {
                if value == 0 {
                    0.0
                } else {
                    solved[first + value - 1]
                }
            };
            (0..size)
                .map(|value| f64::round(score(value)) as i64)
                .collect()
        })
        .collect();
    let all = solved[0].round() as i64;
    parts[0].iter_mut().for_each(|score| *score += all);
    let fits = rows.iter().zip(worth).all(|(row, worth)| {
        let sum: i64 = row
            .iter()
            .zip(&parts)
            .map(|(&value, part)| part[value])
            .sum();
        (sum - worth).abs() <= slack
    });
    fits.then(|| from_nothing(parts))
}

/// Solves equations of a positive semidefinite matrix; an unknown that is left open is nothing.
fn solved(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
    const OPEN: f64 = 1e-9;
    let count = rows.len();
    let sizes: Vec<f64> = (0..count).map(|at| rows[at][at]).collect();
    let is_open = |rows: &[Vec<f64>], at: usize| rows[at][at] <= OPEN * sizes[at].max(1.0);
    for at in 0..count {
        if is_open(&rows, at) {
            continue;
        }
        let (above, below) = rows.split_at_mut(at + 1);
        let pivot = &above[at];
        for row in below {
            let times = row[at] / pivot[at];
            if times != 0.0 {
                for column in at..=count {
                    row[column] -= times * pivot[column];
                }
            }
        }
    }
    let mut values = vec![0.0; count];
    for at in (0..count).rev() {
        if !is_open(&rows, at) {
            let rest: f64 = (at + 1..count)
                .map(|next| rows[at][next] * values[next])
                .sum();
            values[at] = (rows[at][count] - rest) / rows[at][at];
        }
    }
    values
}

/// The same scores with nothing for the worst answer on each issue but the first, which takes the rest.
fn from_nothing(mut parts: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    let mut rest = 0;
    for part in parts.iter_mut().skip(1) {
        let least = part.iter().copied().min().unwrap_or(0);
        part.iter_mut().for_each(|score| *score -= least);
        rest += least;
    }
    parts[0].iter_mut().for_each(|score| *score += rest);
    parts
}

/// Scores and combinations beside one package; none where too many combinations are needed.
fn anchored(
    sizes: &[usize],
    rows: &[Vec<usize>],
    worth: &[i64],
    fixed: &[usize],
    slack: i64,
) -> Option<Fit> {
    let others = |row: &[usize]| -> Vec<(usize, usize)> {
        let answers = row.iter().copied().enumerate();
        answers
            .filter(|(issue, value)| fixed[*issue] != *value)
            .collect()
    };
    let mut order: Vec<(Vec<(usize, usize)>, i64)> = rows
        .iter()
        .zip(worth)
        .map(|(row, worth)| (others(row), *worth))
        .collect();
    order.sort_by(|a, b| a.0.len().cmp(&b.0.len()).then_with(|| a.0.cmp(&b.0)));
    let mut parts: Vec<Vec<i64>> = sizes.iter().map(|&size| vec![0; size]).collect();
    let mut scored: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut combinations: Vec<(Vec<(usize, usize)>, i64)> = Vec::new();
    let mut base = 0;
    for (own, worth) in order {
        let alone: i64 = own.iter().map(|&(issue, value)| parts[issue][value]).sum();
        let together = combinations
            .iter()
            .filter(|(when, _)| when.iter().all(|answer| own.contains(answer)));
        let left = worth - base - alone - together.map(|(_, adds)| adds).sum::<i64>();
        let new = own.iter().find(|answer| !scored.contains(answer)).copied();
        scored.extend(&own);
        if left.abs() <= slack {
            continue;
        }
        if own.is_empty() {
            base = left;
        } else if let Some((issue, value)) = new {
            parts[issue][value] = left;
        } else if combinations.len() == MOST_COMBINATIONS {
            return None;
        } else {
            combinations.push((own, left));
        }
    }
    parts[0].iter_mut().for_each(|score| *score += base);
    let single = |(when, adds): (Vec<(usize, usize)>, i64)| {
        let parts = when.into_iter();
        (
            parts.map(|(issue, value)| (issue, vec![value])).collect(),
            adds,
        )
    };
    Some(Fit {
        parts: from_nothing(parts),
        combinations: merged(combinations.into_iter().map(single).collect()),
    })
}

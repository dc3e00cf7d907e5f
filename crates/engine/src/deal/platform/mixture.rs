//! Mixtures of utility points by chance, as linear programmes.
//!
//! Variables are the chance of each point and, where parties are to rise together, their common level.
//! Guarantee: within `ALIKE` (the solver works in floats). Cost: one small programme per question, with a row
//! for each party.

use super::ALIKE;
use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem};

/// The least that a party is to have: a sum that stands, and so much for each unit of the common level.
#[derive(Clone, Copy)]
pub struct Floor {
    pub stands: f64,
    pub rises: f64,
}

impl Floor {
    pub fn at(stands: f64) -> Self {
        Self { stands, rises: 0.0 }
    }
}

/// What a mixture is to make largest.
#[derive(Clone, Copy)]
enum Goal {
    Level,
    Party(usize),
}

/// What a mixture of points is worth to each party.
pub fn worth(points: &[Vec<f64>], chances: &[f64]) -> Vec<f64> {
    let width = points.first().map_or(0, Vec::len);
    let of = |party: usize| points.iter().zip(chances).map(move |(u, c)| c * u[party]);
    (0..width).map(|party| of(party).sum()).collect()
}

/// The best mixture that leaves no party below its floor: the goal's value, the chance of each point.
fn best(points: &[Vec<f64>], floors: &[Floor], goal: Goal) -> Option<(f64, Vec<f64>)> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let gives = |u: &Vec<f64>| match goal {
        Goal::Level => 0.0,
        Goal::Party(party) => u[party],
    };
    let chance = |u: &Vec<f64>| problem.add_var(gives(u), (0.0, 1.0));
    let chances: Vec<_> = points.iter().map(chance).collect();
    let level = matches!(goal, Goal::Level)
        .then(|| problem.add_var(1.0, (f64::NEG_INFINITY, f64::INFINITY)));
    let whole: Vec<_> = chances.iter().map(|&chance| (chance, 1.0)).collect();
    problem.add_constraint(&whole[..], ComparisonOp::Eq, 1.0);
    for (party, floor) in floors.iter().enumerate() {
        let mut row = LinearExpr::empty();
        for (&chance, u) in chances.iter().zip(points) {
            row.add(chance, u[party]);
        }
        if let Some(level) = level {
            row.add(level, -floor.rises);
        }
        problem.add_constraint(row, ComparisonOp::Ge, floor.stands);
    }
    let outcome = problem.solve().ok()?;
    let solution = outcome.solution()?;
    let chance = |&chance| solution.var_value(chance).max(0.0);
    Some((solution.objective(), chances.iter().map(chance).collect()))
}

/// Whether some mixture is no worse than a point for anybody and better for somebody.
///
/// By the dual: no mixture is, if for some weights of at least one no point is worth more. Weights are sought that
/// hold against the points that mattered so far; the point that is worth most by them is added, until none is worth
/// more or no weights hold. So a programme has a row for a few points only.
pub fn is_bettered(point: &[f64], points: &[Vec<f64>]) -> bool {
    let more: Vec<Vec<f64>> = points
        .iter()
        .map(|other| other.iter().zip(point).map(|(a, b)| a - b).collect())
        .collect();
    let mut weights = vec![1.0; point.len()];
    let mut against: Vec<usize> = Vec::new();
    loop {
        let value =
            |at: &usize| -> f64 { more[*at].iter().zip(&weights).map(|(m, w)| m * w).sum() };
        let by_value = |a: &usize, b: &usize| value(a).total_cmp(&value(b));
        let strongest = (0..more.len()).max_by(by_value);
        let Some(strongest) = strongest.filter(|at| value(at) > ALIKE) else {
            return false;
        };
        // What is worth more by weights that hold against it is so by rounding.
        if against.contains(&strongest) {
            return false;
        }
        against.push(strongest);
        match holding(&more, &against, point.len()) {
            Some((least, found)) if least <= ALIKE => weights = found,
            _ => return true,
        }
    }
}

/// The weights of at least one by which the points at `against` are worth least, the most that one is worth.
fn holding(more: &[Vec<f64>], against: &[usize], parties: usize) -> Option<(f64, Vec<f64>)> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let worth = problem.add_var(1.0, (0.0, f64::INFINITY));
    let weights: Vec<_> = (0..parties)
        .map(|_| problem.add_var(0.0, (1.0, f64::INFINITY)))
        .collect();
    for &at in against {
        let mut row = LinearExpr::empty();
        for (&weight, more) in weights.iter().zip(&more[at]) {
            row.add(weight, -more);
        }
        row.add(worth, 1.0);
        problem.add_constraint(row, ComparisonOp::Ge, 0.0);
    }
    let outcome = problem.solve().ok()?;
    let solution = outcome.solution()?;
    let weights = weights.iter().map(|&weight| solution.var_value(weight));
    Some((solution.objective(), weights.collect()))
}

/// The mixture that lifts all parties highest from their floors, with the level it lifts them to.
pub fn lifted(points: &[Vec<f64>], floors: &[Floor]) -> Option<(f64, Vec<f64>)> {
    best(points, floors, Goal::Level)
}

/// The mixture with the largest smallest share, then the largest next one, and so on: what it is worth to each
/// party is one answer, whatever the order of parties and points. Of each party a share runs from `stands` by
/// `rises`; one that does not rise is only kept at its floor. With the chances comes the smallest share.
pub fn leximin(points: &[Vec<f64>], shares: &[Floor]) -> Option<(f64, Vec<f64>)> {
    let mut floors = shares.to_vec();
    let mut smallest = None;
    loop {
        let (level, chances) = lifted(points, &floors)?;
        let smallest = *smallest.get_or_insert(level);
        // Rounding must not make the next programme impossible.
        let stays = |floor: Floor| Floor::at(floor.stands + (level - ALIKE * 1e-2) * floor.rises);
        let kept: Vec<Floor> = floors.iter().map(|&floor| stays(floor)).collect();
        let rising = |party: &usize| floors[*party].rises > 0.0;
        let held: Vec<usize> = (0..floors.len())
            .filter(rising)
            .filter(|&party| {
                let most = best(points, &kept, Goal::Party(party)).map(|(most, _)| most);
                let more = floors[party].rises * ALIKE;
                most.is_none_or(|most| most <= kept[party].stands + more)
            })
            .collect();
        let free = floors.iter().filter(|floor| floor.rises > 0.0).count();
        if held.is_empty() || held.len() == free {
            return Some((smallest, chances));
        }
        for party in held {
            floors[party] = kept[party];
        }
    }
}

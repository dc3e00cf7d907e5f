//! Logrolling: exchanges of concessions on issues that the sides weigh differently, starting from a
//! given package.
//!
//! In an exchange one issue moves towards each of the parties taking part; alone, no such move helps
//! all of them, together they do. Research note, section 2.8. Guarantee: all exchanges of two issues
//! between two parties and of three issues around a cycle of three parties, each with its best size;
//! nobody who accepted the package before, or may have, is pushed below what no deal is worth to it. Cost: pairs (triples) of
//! issues times pairs (triples) of options, up to stated bounds, which the answer names.

use super::super::space::DealSpace;

/// Moves of one issue of which pairs are formed, at most.
pub const MOST_MOVES: usize = 2_000;
/// Triples of moves tried at most.
pub const MOST_CYCLES: usize = 2_000_000;

/// One issue's move to another option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// The issue.
    pub issue: usize,
    /// Its new option.
    pub to: usize,
}

/// Moves of several issues that together help all who take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Who takes part: `moves[i]` goes towards all of `towards[i]`.
    pub towards: Vec<Vec<usize>>,
    /// The moves.
    pub moves: Vec<Move>,
    /// The package they lead to.
    pub package: Vec<usize>,
    /// What every party of the deal space gains or loses.
    pub gains: Vec<i64>,
    /// The smallest gain of those who take part.
    pub size: i64,
}

/// All exchanges from one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logrolling {
    /// By size, largest first.
    pub exchanges: Vec<Exchange>,
    /// Issues on which all parties like the same option best: to be claimed first.
    pub compatible: Vec<Move>,
    /// Whether all pairs of moves were tried.
    pub pairs: bool,
    /// Whether cycles of three were all tried.
    pub cycles: bool,
}

/// Looks for exchanges from a package. What no deal is worth to each party may be anything from `least` to the
/// reservation of `deal`.
pub fn logrolling(deal: &DealSpace, least: &[i64], from: &[usize]) -> Logrolling {
    let before = deal.utilities(from);
    let moves: Vec<(Move, Vec<i64>)> = (0..deal.space.issues())
        .flat_map(|issue| (0..deal.space.size(issue)).map(move |to| Move { issue, to }))
        .filter(|step| from[step.issue] != step.to)
        .map(|step| (step, gains(deal, &before, &apply(from, &[step]))))
        .collect();
    let mut exchanges = Vec::new();
    let mut consider = |steps: &[Move], singles: &[&[i64]]| {
        let package = apply(from, steps);
        if deal.space.is_excluded(&package) {
            return;
        }
        let gains = gains(deal, &before, &package);
        let winners: Vec<usize> = (0..gains.len()).filter(|&party| gains[party] > 0).collect();
        let towards = takers(&winners, singles);
        if towards.iter().any(Vec::is_empty) {
            return;
        }
        let pushed_out = |party: usize| {
            let most = deal.parties[party].reservation;
            let after = before[party] + gains[party];
            before[party] >= least[party] && after < most && gains[party] < 0
        };
        if (0..gains.len()).any(pushed_out) {
            return;
        }
        let size = towards
            .iter()
            .flatten()
            .map(|&party| gains[party])
            .min()
            .unwrap_or(0);
        exchanges.push(Exchange {
            towards,
            moves: steps.to_vec(),
            package,
            gains,
            size,
        });
    };
    let pairs = moves.len() <= MOST_MOVES;
    for (at, (a, gain_a)) in moves.iter().enumerate().filter(|_| pairs) {
        for (b, gain_b) in moves[at + 1..].iter().filter(|(b, _)| b.issue > a.issue) {
            consider(&[*a, *b], &[gain_a, gain_b]);
        }
    }
    let cycles = pairs && moves.len().pow(3) / 6 <= MOST_CYCLES;
    if cycles && deal.parties.len() > 2 {
        for (at, (a, gain_a)) in moves.iter().enumerate() {
            for (next, (b, gain_b)) in moves
                .iter()
                .enumerate()
                .skip(at + 1)
                .filter(|(_, (b, _))| b.issue > a.issue)
            {
                for (c, gain_c) in moves[next + 1..].iter().filter(|(c, _)| c.issue > b.issue) {
                    consider(&[*a, *b, *c], &[gain_a, gain_b, gain_c]);
                }
            }
        }
    }
    exchanges.sort_by(|a, b| {
        b.size
            .cmp(&a.size)
            .then(a.moves.len().cmp(&b.moves.len()))
            .then(a.moves.cmp(&b.moves))
    });
    Logrolling {
        exchanges,
        compatible: compatible(deal),
        pairs,
        cycles,
    }
}

/// The winners that each move goes towards: who likes it alone and pays with the others.
fn takers(winners: &[usize], singles: &[&[i64]]) -> Vec<Vec<usize>> {
    let fits = |party: usize, own: usize| {
        let others = || (0..singles.len()).filter(|&at| at != own);
        singles[own][party] > 0
            && others().all(|at| singles[at][party] <= 0)
            && others().any(|at| singles[at][party] < 0)
    };
    (0..singles.len())
        .map(|own| {
            winners
                .iter()
                .copied()
                .filter(|&party| fits(party, own))
                .collect()
        })
        .collect()
}

fn apply(from: &[usize], steps: &[Move]) -> Vec<usize> {
    let mut package = from.to_vec();
    for step in steps {
        package[step.issue] = step.to;
    }
    package
}

fn gains(deal: &DealSpace, before: &[i64], package: &[usize]) -> Vec<i64> {
    deal.utilities(package)
        .iter()
        .zip(before)
        .map(|(after, before)| after - before)
        .collect()
}

fn compatible(deal: &DealSpace) -> Vec<Move> {
    let tied = |issue: usize| {
        let in_pattern = |parts: &[(usize, super::super::space::OptionSet)]| {
            parts.iter().any(|(i, _)| *i == issue)
        };
        deal.space
            .excluded
            .iter()
            .any(|pattern| in_pattern(&pattern.parts))
            || deal
                .parties
                .iter()
                .any(|party| party.interactions.iter().any(|i| in_pattern(&i.when.parts)))
    };
    let best_for_all = |issue: usize, option: usize| {
        deal.parties.iter().all(|party| {
            party.parts[issue]
                .iter()
                .all(|&value| value <= party.parts[issue][option])
        })
    };
    (0..deal.space.issues())
        .filter(|&issue| !tied(issue))
        .filter_map(|issue| {
            (0..deal.space.size(issue))
                .find(|&option| best_for_all(issue, option))
                .map(|to| Move { issue, to })
        })
        .collect()
}

//! Exchanges of concessions where preferences are known only in part: which are sure to help all who
//! take part, and which may.
//!
//! A move of one issue is known to help a party if it is never worse and sometimes better for it under
//! everything that fits. In an exchange every party taking part is known to like one of the moves and
//! to pay with the others; it is necessary if the whole is never worse for any of them, possible if it
//! can be better for each. Research note, section 2.8; the bounds are those of `preferences`.
//! Guarantee: all exchanges of two issues between two parties and of three issues around three, unless
//! the stated bound cuts, which the answer says; nobody else who would surely have accepted, or could
//! have, is pushed below that. Cost: two bounds per exchange and party.

use super::super::Obstacle;
use super::super::map::Uncertain;
use super::super::preferences::{Acceptable, Bounds, Prepared};
use super::logrolling::Move;

/// Exchanges looked at closely, at most.
pub const MOST_EXCHANGES: usize = 1_000;
/// Moves of one issue of which pairs are formed, at most.
const MOST_FOR_PAIRS: usize = 400;
/// Moves of one issue of which triples are formed, at most.
const MOST_FOR_TRIPLES: usize = 100;

/// Moves of several issues that can help all who take part.
#[derive(Clone, Debug, PartialEq)]
pub struct MaybeExchange {
    /// Who takes part: `moves[i]` goes towards all of `towards[i]`.
    pub towards: Vec<Vec<usize>>,
    /// The moves.
    pub moves: Vec<Move>,
    /// The package they lead to.
    pub package: Vec<usize>,
    /// Whether it surely helps, or may.
    pub helps: Acceptable,
    /// The least and the most that each of those who take part can gain, with the party.
    pub gains: Vec<(usize, Bounds)>,
}

/// All exchanges from one package.
#[derive(Clone, Debug, PartialEq)]
pub struct MaybeExchanges {
    /// Necessary ones first, then those of fewer issues.
    pub exchanges: Vec<MaybeExchange>,
    /// Whether all were looked at.
    pub complete: bool,
}

/// How a party stands to a move of one issue.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Likes {
    Surely,
    Same,
    SurelyNot,
    CannotTell,
}

/// Looks for exchanges from a package.
pub fn exchanges(case: &Uncertain, from: &[usize]) -> Result<MaybeExchanges, Obstacle> {
    let prepared: Vec<Prepared<'_>> = case
        .parties
        .iter()
        .enumerate()
        .map(|(party, knowledge)| knowledge.prepare().ok_or(Obstacle::Contradiction { party }))
        .collect::<Result<_, _>>()?;
    let moves: Vec<Move> = (0..case.space.issues())
        .flat_map(|issue| (0..case.space.size(issue)).map(move |to| Move { issue, to }))
        .filter(|step| from[step.issue] != step.to)
        .collect();
    let mut found = MaybeExchanges {
        exchanges: Vec::new(),
        complete: moves.len() <= MOST_FOR_TRIPLES,
    };
    if moves.len() > MOST_FOR_PAIRS {
        return Ok(found);
    }
    let sizes = if found.complete { 2..=3 } else { 2..=2 };
    let steps: Vec<(Move, Vec<Likes>)> = moves
        .into_iter()
        .map(|step| {
            let package = apply(from, &[step]);
            let likes = prepared.iter().map(|p| likes(p.difference(&package, from)));
            (step, likes.collect())
        })
        .collect();
    let mut looked_at = 0;
    for size in sizes {
        for chosen in sets(&steps, size) {
            let likes: Vec<&[Likes]> = chosen.iter().map(|&at| &steps[at].1[..]).collect();
            let moves: Vec<Move> = chosen.iter().map(|&at| steps[at].0).collect();
            let package = apply(from, &moves);
            if case.space.is_excluded(&package) {
                continue;
            }
            let mut towards = takers(&likes, case.parties.len());
            if towards.iter().any(Vec::is_empty) {
                continue;
            }
            looked_at += 1;
            if looked_at > MOST_EXCHANGES {
                found.complete = false;
                break;
            }
            let gains: Vec<(usize, Bounds)> = towards
                .iter()
                .flatten()
                .map(|&party| (party, prepared[party].difference(&package, from)))
                .filter(|(_, gain)| gain.most > 0.0)
                .collect();
            let takes_part = |party: usize| gains.iter().any(|(taker, _)| *taker == party);
            for takers in &mut towards {
                takers.retain(|&party| takes_part(party));
            }
            let bystander = |party: usize| {
                let p = &prepared[party];
                takes_part(party) || p.acceptable(&package) >= p.acceptable(from)
            };
            if towards.iter().any(Vec::is_empty) || !(0..prepared.len()).all(bystander) {
                continue;
            }
            let helps = if gains.iter().all(|(_, gain)| gain.least >= 0.0) {
                Acceptable::Necessary
            } else {
                Acceptable::Possible
            };
            found.exchanges.push(MaybeExchange {
                towards,
                moves,
                package,
                helps,
                gains,
            });
        }
    }
    found.exchanges.sort_by(|a, b| {
        b.helps
            .cmp(&a.helps)
            .then(a.moves.len().cmp(&b.moves.len()))
            .then(a.moves.cmp(&b.moves))
    });
    Ok(found)
}

fn likes(gain: Bounds) -> Likes {
    match (gain.least >= 0.0, gain.most <= 0.0) {
        (true, true) => Likes::Same,
        (true, false) => Likes::Surely,
        (false, true) => Likes::SurelyNot,
        (false, false) => Likes::CannotTell,
    }
}

/// All sets of so many steps on different issues, in order.
fn sets(steps: &[(Move, Vec<Likes>)], size: usize) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..size {
        sets = sets
            .into_iter()
            .flat_map(|set| {
                let next = set.last().map_or(0, |&last| last + 1);
                let after = set.last().map(|&last: &usize| steps[last].0.issue);
                (next..steps.len())
                    .filter(move |&at| after.is_none_or(|issue| steps[at].0.issue > issue))
                    .map(move |at| [&set[..], &[at]].concat())
            })
            .collect();
    }
    sets
}

/// For each move the parties that surely like it and pay with the others.
fn takers(likes: &[&[Likes]], parties: usize) -> Vec<Vec<usize>> {
    let fits = |party: usize, own: usize| {
        let others = || {
            (0..likes.len())
                .filter(|&at| at != own)
                .map(|at| likes[at][party])
        };
        likes[own][party] == Likes::Surely
            && others().all(|l| matches!(l, Likes::SurelyNot | Likes::Same))
            && others().any(|l| l == Likes::SurelyNot)
    };
    (0..likes.len())
        .map(|own| (0..parties).filter(|&party| fits(party, own)).collect())
        .collect()
}

fn apply(from: &[usize], steps: &[Move]) -> Vec<usize> {
    let mut package = from.to_vec();
    for step in steps {
        package[step.issue] = step.to;
    }
    package
}

//! Stochastic acceptability: over many draws of preferences that fit what is known, how often a
//! package is acceptable, how often there is a zone at all, who could open it alone, what each party likes
//! best, what each rule picks, and which assumption decides.
//!
//! Paper: Lahdelma, Hokkanen and Salminen (1998). Guarantee: shares with 95 per cent
//! half-widths; seed and number of draws fix every digit. Cost: draws × packages × parties.

use super::super::Obstacle;
use super::super::map::Uncertain;
use super::super::solutions::Concept;
use super::deciding::{Deciding, Input, State, Together, alone, inputs, together};
use super::focal::Focal;
use super::sampling::{Draw, Sampler};
use rayon::prelude::*;

/// Draws × packages × parties, at most.
pub const MOST_WORK: u128 = 2_000_000_000;
/// Draws done together by one thread.
const SHARD: usize = 64;

/// What fixes every draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// The seed.
    pub seed: u64,
    /// How many draws.
    pub draws: usize,
}

/// A share of the draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share.
    pub value: f64,
    /// Half the width of the 95 per cent interval.
    pub half_width: f64,
}

/// What a move by somebody, worth so much to each party, does to the chance of a zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Share of draws with a zone after it.
    pub zone: Share,
    /// Whether there is a zone in every draw.
    pub always: bool,
}

/// What was counted over the draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptability {
    /// Seed and number of draws.
    pub sampling: Sampling,
    /// Whether there is a zone.
    pub zone: Share,
    /// For each package: how often the consent rule accepts it.
    pub packages: Vec<(Vec<usize>, Share)>,
    /// For each package and party.
    pub by_party: Vec<Vec<Share>>,
    /// For each party and package: how often it is the party's favourite, and its mean weights then.
    pub favourites: Vec<Vec<(Share, Vec<f64>)>>,
    /// For each party: the drop that alone opens a zone, over the draws where there is none; sorted,
    /// infinite where it cannot.
    pub drops: Vec<Vec<f64>>,
    /// For each move that was asked about.
    pub moves: Vec<Opened>,
    /// In which proportions the proportional rule shares gains.
    pub proportions: Vec<i64>,
    /// How often each rule, in the order of `Concept::ALL`, picks each package; none where that would be too
    /// much to look at.
    pub picks: Option<Vec<Vec<Share>>>,
    /// By how much they move the share of draws with a zone, largest first.
    pub deciding: Vec<Deciding>,
    /// Two of them of which one changes what the other does, by how much, largest first.
    pub together: Vec<Together>,
}

impl Share {
    /// Hits out of draws.
    pub fn of(hits: usize, draws: usize) -> Self {
        let n = draws.max(1) as f64;
        let value = hits as f64 / n;
        Self {
            value,
            half_width: 1.96 * (value * (1.0 - value) / n).sqrt(),
        }
    }
}

/// What one shard of draws counted.
struct Counted {
    accepted: Vec<usize>,
    by_party: Vec<usize>,
    favourite: Vec<usize>,
    weights_then: Vec<f64>,
    drops: Vec<Vec<f64>>,
    opened: Vec<usize>,
    picked: Vec<usize>,
    states: Vec<State>,
}

/// Packages that can be looked at in so many draws with so many moves, at most.
pub fn most_packages(case: &Uncertain, moves: usize, sampling: Sampling) -> u128 {
    let each = sampling.draws as u128 * (case.parties.len() * (1 + moves)) as u128;
    MOST_WORK / each.max(1)
}

/// Draws and counts over all packages; each of `moves` adds so many units of utility for each party, and in
/// `proportions` the proportional rule shares gains.
pub fn acceptability(
    case: &Uncertain,
    moves: &[Vec<i64>],
    proportions: &[i64],
    sampling: Sampling,
) -> Result<Acceptability, Obstacle> {
    let packages = case.space.count();
    let limit = most_packages(case, moves.len(), sampling);
    if packages > limit {
        return Err(Obstacle::TooManyToEnumerate { packages, limit });
    }
    let packages = case.space.packages().collect();
    acceptability_of(case, packages, moves, proportions, sampling)
}

/// The same over these packages. Where for every package one of them is sure to be worth as much to everybody,
/// as on a frontier, the shares of draws with a deal, and what opens one, are those over all packages.
pub fn acceptability_of(
    case: &Uncertain,
    packages: Vec<Vec<usize>>,
    moves: &[Vec<i64>],
    proportions: &[i64],
    sampling: Sampling,
) -> Result<Acceptability, Obstacle> {
    let (parties, issues) = (case.parties.len(), case.space.issues());
    let limit = most_packages(case, moves.len(), sampling);
    if packages.len() as u128 > limit {
        let packages = packages.len() as u128;
        return Err(Obstacle::TooManyToEnumerate { packages, limit });
    }
    let samplers: Vec<Sampler> = case
        .parties
        .iter()
        .enumerate()
        .map(|(party, knowledge)| Sampler::new(knowledge).ok_or(Obstacle::Contradiction { party }))
        .collect::<Result<_, _>>()?;
    let inputs = inputs(case);
    let asked = Asked {
        case,
        moves,
        inputs: &inputs,
        focal: Focal::new(case, proportions, sampling.draws),
    };
    let starts: Vec<usize> = (0..sampling.draws).step_by(SHARD).collect();
    let shards: Vec<Counted> = starts
        .par_iter()
        .map(|&start| {
            let numbers = start..(start + SHARD).min(sampling.draws);
            count(&asked, &samplers, &packages, sampling.seed, numbers)
        })
        .collect::<Result<_, _>>()?;
    // Shards are added in their order, so that threads cannot change a digit.
    let cells = parties * packages.len();
    let mut accepted = vec![0; packages.len()];
    let (mut by_party, mut favourite) = (vec![0; cells], vec![0; cells]);
    let mut weights_then = vec![0.0; cells * issues];
    let mut drops: Vec<Vec<f64>> = vec![Vec::new(); parties];
    let mut opened = vec![0; moves.len()];
    let mut picked = vec![0; asked.rules() * packages.len()];
    let mut states: Vec<State> = Vec::with_capacity(sampling.draws);
    for shard in shards {
        add(&mut opened, &shard.opened);
        add(&mut picked, &shard.picked);
        add(&mut accepted, &shard.accepted);
        add(&mut by_party, &shard.by_party);
        add(&mut favourite, &shard.favourite);
        weights_then
            .iter_mut()
            .zip(&shard.weights_then)
            .for_each(|(sum, w)| *sum += w);
        drops
            .iter_mut()
            .zip(shard.drops)
            .for_each(|(all, more)| all.extend(more));
        states.extend(shard.states);
    }
    drops
        .iter_mut()
        .for_each(|drops| drops.sort_by(f64::total_cmp));
    let share = |hits: usize| Share::of(hits, sampling.draws);
    let at = |party: usize, package: usize| party * packages.len() + package;
    let favourites = (0..parties)
        .map(|party| {
            (0..packages.len())
                .map(|package| {
                    let (cell, hits) = (at(party, package), favourite[at(party, package)]);
                    let means = weights_then[cell * issues..(cell + 1) * issues].iter();
                    (
                        share(hits),
                        means.map(|sum| sum / hits.max(1) as f64).collect(),
                    )
                })
                .collect()
        })
        .collect();
    let by_party = (0..packages.len())
        .map(|package| {
            (0..parties)
                .map(|party| share(by_party[at(party, package)]))
                .collect()
        })
        .collect();
    let picks = asked.focal.as_ref().map(|_| {
        let of_rule = picked.chunks(packages.len().max(1));
        let shares = |hits: &[usize]| hits.iter().map(|&hits| share(hits)).collect();
        of_rule.map(shares).collect()
    });
    let deciding = alone(&inputs, &states);
    Ok(Acceptability {
        sampling,
        zone: share(states.iter().filter(|(_, zone)| *zone).count()),
        by_party,
        favourites,
        drops,
        moves: opened
            .into_iter()
            .map(|hits| Opened {
                zone: share(hits),
                always: hits == sampling.draws,
            })
            .collect(),
        picks,
        proportions: proportions.to_vec(),
        together: together(&inputs, &deciding, &states),
        deciding,
        packages: packages
            .into_iter()
            .zip(accepted.into_iter().map(share))
            .collect(),
    })
}

fn add(sums: &mut [usize], more: &[usize]) {
    sums.iter_mut().zip(more).for_each(|(sum, m)| *sum += m);
}

/// What is asked of every draw.
struct Asked<'a> {
    case: &'a Uncertain,
    moves: &'a [Vec<i64>],
    inputs: &'a [Input],
    focal: Option<Focal<'a>>,
}

impl Asked<'_> {
    /// How many rules are asked what they pick.
    fn rules(&self) -> usize {
        self.focal.as_ref().map_or(0, |_| Concept::ALL.len())
    }
}

fn count(
    asked: &Asked<'_>,
    samplers: &[Sampler],
    packages: &[Vec<usize>],
    seed: u64,
    numbers: std::ops::Range<usize>,
) -> Result<Counted, Obstacle> {
    let Asked {
        case,
        moves,
        inputs,
        focal,
    } = asked;
    let (parties, issues) = (samplers.len(), case.space.issues());
    let cells = parties * packages.len();
    let mut counted = Counted {
        accepted: vec![0; packages.len()],
        by_party: vec![0; cells],
        favourite: vec![0; cells],
        weights_then: vec![0.0; cells * issues],
        drops: vec![Vec::new(); parties],
        opened: vec![0; moves.len()],
        picked: vec![0; asked.rules() * packages.len()],
        states: Vec::new(),
    };
    let mut lacking = vec![0.0f64; parties];
    let mut short = vec![0.0f64; parties];
    let mut worths = vec![0.0f64; parties];
    // Floats: what differs by less than this share of the scale is the same.
    let even: Vec<f64> = case
        .parties
        .iter()
        .map(|k| k.total as f64 * k.top as f64 * 1e-9)
        .collect();
    for number in numbers {
        let draws: Vec<Draw> = samplers
            .iter()
            .enumerate()
            .map(|(party, sampler)| {
                let stream = (number * parties + party) as u64;
                sampler
                    .draw(seed, stream)
                    .ok_or(Obstacle::CannotSample { party })
            })
            .collect::<Result<_, _>>()?;
        let mut zone = false;
        let mut best = vec![(f64::NEG_INFINITY, 0); parties];
        let mut drop = vec![f64::INFINITY; parties];
        let mut opens = vec![false; moves.len()];
        let mut taken = focal.as_ref().map(Focal::nothing_accepted);
        for (at, package) in packages.iter().enumerate() {
            for (party, draw) in draws.iter().enumerate() {
                let worth = draw.worth(&case.parties[party], package);
                if worth > best[party].0 {
                    best[party] = (worth, at);
                }
                let lacks = draw.reservation - worth;
                lacking[party] = lacks;
                short[party] = if lacks <= even[party] { 0.0 } else { lacks };
                worths[party] = if short[party] == 0.0 {
                    worth.max(draw.reservation)
                } else {
                    worth
                };
                counted.by_party[party * packages.len() + at] += usize::from(short[party] == 0.0);
            }
            let accepted = case.consent.holds(&|party| short[party] == 0.0);
            zone |= accepted;
            counted.accepted[at] += usize::from(accepted);
            if let (true, Some((focal, taken))) = (accepted, focal.as_ref().zip(taken.as_mut())) {
                focal.accept(taken, at, &worths);
            }
            for (open, adds) in opens.iter_mut().zip(*moves) {
                *open = *open
                    || case
                        .consent
                        .holds(&|party| lacking[party] - adds[party] as f64 <= even[party]);
            }
            for mover in 0..parties {
                if short[mover] < drop[mover]
                    && case.consent.holds(&|p| p == mover || short[p] == 0.0)
                {
                    drop[mover] = short[mover];
                }
            }
        }
        if let Some((focal, taken)) = focal.as_ref().zip(taken) {
            let reservations: Vec<f64> = draws.iter().map(|draw| draw.reservation).collect();
            focal.picks(&taken, &reservations, |rule, package| {
                counted.picked[rule * packages.len() + package] += 1;
            });
        }
        for (hits, open) in counted.opened.iter_mut().zip(&opens) {
            *hits += usize::from(*open);
        }
        for party in 0..parties {
            let cell = party * packages.len() + best[party].1;
            counted.favourite[cell] += 1;
            let then = counted.weights_then[cell * issues..(cell + 1) * issues].iter_mut();
            then.zip(&draws[party].weights)
                .for_each(|(sum, w)| *sum += w);
            if !zone {
                counted.drops[party].push(drop[party]);
            }
        }
        let drawn = |input: &Input| match *input {
            Input::Weight { party, issue } => draws[party].weights[issue],
            Input::Score {
                party,
                issue,
                option,
            } => draws[party].parts[issue][option] / draws[party].weights[issue].max(1e-12),
            Input::Reservation { party } => draws[party].reservation,
        };
        counted
            .states
            .push((inputs.iter().map(drawn).collect(), zone));
    }
    Ok(counted)
}

//! The threshold lens: the least drop of reservation values that opens a deal, by each party alone,
//! in sum, and spread as evenly as possible.
//!
//! Research note, section 2.7; a shortfall never grows with utility, so that the frontier holds a
//! package for every answer. Guarantee: exact; the deals listed are all frontier points that the
//! drop opens. Cost: frontier points times winning coalitions.

use super::super::points::Points;
use super::super::space::{Consent, DealSpace};

/// A drop and the frontier points (positions) that it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drop {
    /// By how much.
    pub by: i64,
    /// Frontier points (positions) that it opens.
    pub opens: Vec<usize>,
}

/// The smallest drops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Frontier points that are acceptable already.
    pub zone: Vec<usize>,
    /// What each party would have to come down by alone; none where even giving up everything does
    /// not help.
    pub alone: Vec<Option<Drop>>,
    /// The least sum of drops (adds the parties' scales, which the page says).
    pub total: Option<Drop>,
    /// The least drop that, granted by every party that has to move, suffices.
    pub each: Option<Drop>,
}

/// `frontier` has one column per party of the deal space.
pub fn thresholds(deal: &DealSpace, frontier: &Points) -> Thresholds {
    let parties = deal.parties.len();
    let coalitions = deal.consent.coalitions(parties);
    let short: Vec<Vec<i64>> = frontier
        .iter()
        .map(|(point, _, _)| deal.shortfalls(point))
        .collect();
    let zone = (0..short.len())
        .filter(|&at| deal.accepts(frontier.point(at)))
        .collect();
    let alone = (0..parties)
        .map(|mover| {
            least(&short, |shortfalls| {
                deal.consent
                    .holds(&|party| party == mover || shortfalls[party] == 0)
                    .then_some(shortfalls[mover])
            })
        })
        .collect();
    let cheapest = |cost: &dyn Fn(&[i64], u32) -> i64| {
        least(&short, |shortfalls| {
            coalitions
                .iter()
                .map(|&members| cost(shortfalls, members))
                .min()
        })
    };
    let of = |shortfalls: &[i64], members: u32| -> Vec<i64> {
        (0..parties)
            .filter(|&party| members >> party & 1 == 1)
            .map(|party| shortfalls[party])
            .collect()
    };
    let total = cheapest(&|shortfalls, members| of(shortfalls, members).into_iter().sum());
    let each =
        cheapest(&|shortfalls, members| of(shortfalls, members).into_iter().max().unwrap_or(0));
    Thresholds {
        zone,
        alone,
        total,
        each,
    }
}

/// Drops of which nobody's is larger than `each.by` and that are of such drops the least in all; each with
/// the frontier points that it opens.
pub fn evenly(deal: &DealSpace, frontier: &Points, each: &Drop) -> Vec<(Vec<i64>, Vec<usize>)> {
    let coalitions = deal.consent.coalitions(deal.parties.len());
    let mut found: Vec<Vec<i64>> = Vec::new();
    for &at in &each.opens {
        let short = deal.shortfalls(frontier.point(at));
        found.extend(coalitions.iter().map(|members| {
            let of = |(party, &drop)| if members >> party & 1 == 1 { drop } else { 0 };
            short.iter().enumerate().map(of).collect()
        }));
    }
    found.retain(|drops| drops.iter().all(|&drop| drop <= each.by));
    let sum = |drops: &[i64]| drops.iter().sum::<i64>();
    let least = found.iter().map(|drops| sum(drops)).min();
    found.retain(|drops| Some(sum(drops)) == least);
    found.sort_unstable();
    found.dedup();
    let opens = |drops: &[i64]| {
        let opened = |point: &[i64]| {
            let raised: Vec<i64> = point.iter().zip(drops).map(|(u, drop)| u + drop).collect();
            deal.accepts(&raised)
        };
        (0..frontier.len())
            .filter(|&at| opened(frontier.point(at)))
            .collect()
    };
    found
        .into_iter()
        .map(|drops| {
            let opens = opens(&drops);
            (drops, opens)
        })
        .collect()
}

fn least(short: &[Vec<i64>], cost: impl Fn(&[i64]) -> Option<i64>) -> Option<Drop> {
    let costs: Vec<Option<i64>> = short.iter().map(|shortfalls| cost(shortfalls)).collect();
    let by = costs.iter().flatten().copied().min()?;
    let opens = (0..costs.len())
        .filter(|&at| costs[at] == Some(by))
        .collect();
    Some(Drop { by, opens })
}

/// Parties whose consent can be asked of, as bits.
pub const MOST_PARTIES: usize = 16;

impl Consent {
    /// The smallest sets of parties whose yes makes a deal, as bits.
    pub fn coalitions(&self, parties: usize) -> Vec<u32> {
        let mut winning: Vec<u32> = (0..1u32 << parties.min(MOST_PARTIES))
            .filter(|members| self.holds(&|p| members >> p & 1 == 1))
            .collect();
        winning.sort_by_key(|members| (members.count_ones(), *members));
        let mut smallest: Vec<u32> = Vec::new();
        for members in winning {
            if !smallest.iter().any(|smaller| smaller & members == *smaller) {
                smallest.push(members);
            }
        }
        smallest
    }
}

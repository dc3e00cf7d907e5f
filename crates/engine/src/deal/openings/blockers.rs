//! Blockers: for each party, how many deals everybody else would accept and it alone would not.
//!
//! Guarantee: exact counts. Cost: every package once, up to a stated bound.

use super::super::Obstacle;
use super::super::space::DealSpace;

/// Packages counted one by one, at most.
pub const MOST_PACKAGES: u128 = 2_000_000;

/// Counts over all packages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blockers {
    /// Packages that can be.
    pub packages: u64,
    /// Packages that the consent rule accepts.
    pub accepted: u64,
    /// Packages that all parties but this one accept and it does not.
    pub alone_against: Vec<u64>,
    /// For each issue and option: how many accepted packages take it.
    pub options_in_zone: Vec<Vec<u64>>,
}

/// Counts all packages.
pub fn blockers(deal: &DealSpace) -> Result<Blockers, Obstacle> {
    if deal.space.count() > MOST_PACKAGES {
        return Err(Obstacle::TooManyToEnumerate {
            packages: deal.space.count(),
            limit: MOST_PACKAGES,
        });
    }
    let mut result = Blockers {
        packages: 0,
        accepted: 0,
        alone_against: vec![0; deal.parties.len()],
        options_in_zone: (0..deal.space.issues())
            .map(|issue| vec![0; deal.space.size(issue)])
            .collect(),
    };
    for package in deal.space.packages() {
        result.packages += 1;
        let utilities = deal.utilities(&package);
        if deal.accepts(&utilities) {
            result.accepted += 1;
            for (issue, &option) in package.iter().enumerate() {
                result.options_in_zone[issue][option] += 1;
            }
        }
        let short = deal.shortfalls(&utilities);
        let mut against = (0..short.len()).filter(|&party| short[party] > 0);
        if let (Some(party), None) = (against.next(), against.next()) {
            result.alone_against[party] += 1;
        }
    }
    Ok(result)
}

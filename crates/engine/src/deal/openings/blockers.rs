//! Blockers: for each party, how many packages only its yes is missing for: no deal as they stand, a deal
//! if it said yes. Where it takes everybody's yes, these are the packages that all others accept.
//!
//! Guarantee: exact counts. Cost: every package once, in parallel, up to a stated bound; memory does
//! not grow with their number.

use super::super::Obstacle;
use super::super::map::MOST_EXACT;
use super::super::space::DealSpace;
use rayon::prelude::*;

/// Counts over all packages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blockers {
    /// Packages that can be.
    pub packages: u64,
    /// Packages that the consent rule accepts.
    pub accepted: u64,
    /// For each party: packages that the consent rule rejects and would accept with its yes.
    pub lacking_only: Vec<u64>,
    /// For each issue and option: how many accepted packages take it.
    pub options_in_zone: Vec<Vec<u64>>,
}

/// Counts all packages.
pub fn blockers(deal: &DealSpace) -> Result<Blockers, Obstacle> {
    if deal.space.count() > MOST_EXACT {
        return Err(Obstacle::TooManyToEnumerate {
            packages: deal.space.count(),
            limit: MOST_EXACT,
        });
    }
    let empty = || Blockers {
        packages: 0,
        accepted: 0,
        lacking_only: vec![0; deal.parties.len()],
        options_in_zone: (0..deal.space.issues())
            .map(|issue| vec![0; deal.space.size(issue)])
            .collect(),
    };
    let parts: Vec<Blockers> = deal
        .space
        .chunks()
        .into_par_iter()
        .map(|chunk| {
            let mut part = empty();
            let mut yes = vec![false; deal.parties.len()];
            deal.space
                .each(chunk, |package| part.count(deal, package, &mut yes));
            part
        })
        .collect();
    Ok(parts.into_iter().fold(empty(), Blockers::with))
}

impl Blockers {
    fn count(&mut self, deal: &DealSpace, package: &[usize], yes: &mut [bool]) {
        self.packages += 1;
        for (yes, party) in yes.iter_mut().zip(&deal.parties) {
            *yes = party.of(package) >= party.reservation;
        }
        if deal.consent.holds(&|party| yes[party]) {
            self.accepted += 1;
            for (issue, &option) in package.iter().enumerate() {
                self.options_in_zone[issue][option] += 1;
            }
            return;
        }
        for (party, lacking) in self.lacking_only.iter_mut().enumerate() {
            let with = deal.consent.holds(&|p| p == party || yes[p]);
            *lacking += u64::from(with);
        }
    }

    fn with(mut self, other: Blockers) -> Blockers {
        let sum = |mine: &mut [u64], theirs: &[u64]| {
            mine.iter_mut().zip(theirs).for_each(|(m, t)| *m += t);
        };
        self.packages += other.packages;
        self.accepted += other.accepted;
        sum(&mut self.lacking_only, &other.lacking_only);
        for (mine, theirs) in self.options_in_zone.iter_mut().zip(&other.options_in_zone) {
            sum(mine, theirs);
        }
        self
    }
}

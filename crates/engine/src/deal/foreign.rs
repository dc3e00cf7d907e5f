//! The deal space of a scenario of a negotiation platform, as it was read and before it is a case.
//!
//! Guarantee: utilities are rounded to whole units, everything behind is exact. A party for which the
//! file does not say what no deal is worth gets the worst package for it, as NegMAS has it. Cost: linear
//! in the scenario; with combinations a search for the worst package.

use super::Obstacle;
use super::frontier::{FrontierLimit, frontier};
use super::space::{Consent, DealSpace, Interaction, OptionSet, Pattern, Space, Utility};
use armistice_case::interchange::{Profile, Scenario};

/// The scenario with so many units to a utility of one.
pub fn deal_space(scenario: &Scenario, unit: f64) -> Result<DealSpace, Obstacle> {
    let sizes = scenario.issues.iter().map(|issue| issue.values.len());
    let space = Space::new(sizes.collect(), Vec::new())?;
    let units = |utility: f64| (utility * unit).round() as i64;
    let parties: Vec<Utility> = scenario
        .profiles
        .iter()
        .map(|profile| utility(profile, units))
        .collect();
    let consent = Consent::of_all(parties.len());
    let mut deal = DealSpace::new(space, parties, consent)?;
    for (party, profile) in scenario.profiles.iter().enumerate() {
        deal.parties[party].reservation = match profile.reservation {
            Some(worth) => units(worth),
            None => worst(&deal, party)?,
        };
    }
    Ok(deal)
}

fn utility(profile: &Profile, units: impl Fn(f64) -> i64) -> Utility {
    let parts = profile.parts.iter();
    let parts = parts.map(|part| part.iter().map(|worth| units(*worth)).collect());
    let interactions = profile.combinations.iter().map(|(combination, adds)| {
        let parts = combination.iter();
        let parts = parts.map(|(issue, values)| (*issue, OptionSet::new(values.iter().copied())));
        Interaction {
            when: Pattern {
                parts: parts.collect(),
            },
            adds: units(*adds),
        }
    });
    Utility {
        interactions: interactions.collect(),
        ..Utility::additive(parts.collect(), 0)
    }
}

/// The most that any package is worth to a party, of those found where a search was cut.
pub fn best(deal: &DealSpace, party: usize) -> Result<i64, Obstacle> {
    let found = frontier(deal, &[party], FrontierLimit::default())?;
    let attained = found.points.values.first().copied();
    Ok(attained.unwrap_or(deal.parties[party].constant()))
}

/// The least that any package is worth to a party, of those found where a search was cut.
pub fn worst(deal: &DealSpace, party: usize) -> Result<i64, Obstacle> {
    let mut turned = deal.clone();
    let utility = &mut turned.parties[party];
    utility.base = -utility.base;
    let worths = utility.parts.iter_mut().flatten();
    let adds = utility.interactions.iter_mut().map(|joint| &mut joint.adds);
    worths.chain(adds).for_each(|worth| *worth = -*worth);
    best(&turned, party).map(|most| -most)
}

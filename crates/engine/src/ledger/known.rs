//! Which claims are known on a day: those published by then, ordered by the day they were said.
//!
//! A source without a date is taken at the day an assumption gives it; without one, its claims
//! count from the day they were said, and from the beginning if that is unknown too.

use armistice_case::model::{AssumptionId, Case, ClaimId, SourceId, Speaker};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A claim that is known on a day.
#[derive(Clone, Debug)]
pub struct KnownClaim {
    /// The claim.
    pub id: ClaimId,
    /// The day it is ordered by: said, else published.
    pub day: Option<Date>,
    /// The stories its words came from, as far as they are known by then.
    pub origins: Vec<SourceId>,
}

/// The claims that are known on a day, oldest first.
#[derive(Clone, Debug)]
pub struct Known {
    /// The claims.
    pub claims: Vec<KnownClaim>,
    /// Assumptions that gave a source its day.
    pub assumptions: Vec<AssumptionId>,
    position: BTreeMap<ClaimId, usize>,
}

/// The day a case speaks of: its own, else the latest in it.
pub fn default_day(case: &Case) -> Option<Date> {
    case.as_of.or_else(|| {
        let said = case.claims.iter().filter_map(|(_, claim)| claim.said);
        let published = case.sources.iter().filter_map(|(_, s)| s.published);
        said.map(|days| days.last).chain(published).max()
    })
}

impl Known {
    /// What is known by the end of a day; everything without one.
    pub fn by(case: &Case, day: Option<Date>) -> Known {
        let published: Vec<Option<(Date, Option<AssumptionId>)>> =
            case.sources.keys().map(|id| case.published(id)).collect();
        let mut claims = Vec::new();
        let mut assumptions = BTreeSet::new();
        for (id, claim) in case.claims.iter() {
            let mut seen: Vec<SourceId> = Vec::new();
            let mut first: Option<Date> = None;
            let mut dated = false;
            for source in &claim.from {
                match published[source.0 as usize] {
                    Some((date, by)) => {
                        dated = true;
                        assumptions.extend(by);
                        if day.is_none_or(|day| date <= day) {
                            seen.push(*source);
                            first = Some(first.map_or(date, |other| other.min(date)));
                        }
                    }
                    None => seen.push(*source),
                }
            }
            let said = claim.said.map(|days| days.first);
            let known = if dated && first.is_none() && seen.is_empty() {
                false
            } else if first.is_none() {
                // No source with a date: known from the day it was said.
                said.is_none_or(|said| day.is_none_or(|day| said <= day))
            } else {
                true
            };
            if !known {
                continue;
            }
            let mut origins: Vec<SourceId> = match claim.origin {
                Some(origin) => vec![case.origin(origin)],
                None => seen.iter().map(|source| case.origin(*source)).collect(),
            };
            origins.sort();
            origins.dedup();
            claims.push(KnownClaim {
                id,
                day: claim.said.map(|days| days.last).or(first),
                origins,
            });
        }
        let taken_back: BTreeSet<ClaimId> = claims
            .iter()
            .flat_map(|known| {
                let claim = &case.claims[known.id];
                claim.retracts.into_iter().chain(claim.corrects)
            })
            .collect();
        claims.retain(|known| !taken_back.contains(&known.id));
        // The sort is stable: claims of one day stay in the order of the text.
        claims.sort_by_key(|known| known.day);
        let position = claims
            .iter()
            .enumerate()
            .map(|(i, known)| (known.id, i))
            .collect();
        Known {
            claims,
            assumptions: assumptions.into_iter().collect(),
            position,
        }
    }

    /// A claim, if it is known.
    pub fn get(&self, id: ClaimId) -> Option<&KnownClaim> {
        self.position.get(&id).map(|i| &self.claims[*i])
    }

    /// From how many origins the claims come.
    pub fn origins(&self) -> usize {
        let origins: BTreeSet<SourceId> = self
            .claims
            .iter()
            .flat_map(|known| known.origins.iter().copied())
            .collect();
        origins.len()
    }

    /// How many speakers there are, and how many of them are anonymous; outlets speaking for
    /// themselves are not counted.
    pub fn voices(&self, case: &Case) -> (usize, usize) {
        let mut speakers = BTreeSet::new();
        for known in &self.claims {
            for speaker in &case.claims[known.id].by {
                if let Speaker::Actor(actor) = speaker {
                    speakers.insert(*actor);
                }
            }
        }
        let anonymous = speakers
            .iter()
            .filter(|actor| case.actors[**actor].anonymous)
            .count();
        (speakers.len(), anonymous)
    }
}

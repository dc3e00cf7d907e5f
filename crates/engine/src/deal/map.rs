//! The map of packages: which are necessarily, possibly or impossibly acceptable, to each party and
//! under the rule of consent, from whatever is known.
//!
//! Parties' polytopes are separate, so that a package is necessary for all exactly if it is for each. Where
//! the yes of those asked can make a deal, what it takes of others is bounded by both their answers.
//! Research note, section 2.1. Guarantee: that of each party's bounds. Cost: one bound per package
//! and party, up to a stated number of packages, in parallel; memory grows with the best that are
//! kept, not with the packages.

use super::Obstacle;
use super::preferences::{Acceptable, Knowledge, Method};
use super::space::{Consent, Space};
use rayon::prelude::*;

/// Packages looked at where all weights and scores are exact, at most.
pub const MOST_EXACT: u128 = 20_000_000;
/// Packages looked at where weights or scores are ranges.
pub const MOST_PACKAGES: u128 = 500_000;
/// Packages looked at where each takes linear programmes.
pub const MOST_PROGRAMMES: u128 = 20_000;

/// The deal space with what is known of each party's preferences.
#[derive(Clone, Debug)]
pub struct Uncertain {
    /// The packages.
    pub space: Space,
    /// What is known of each party.
    pub parties: Vec<Knowledge>,
    /// Whose yes it takes.
    pub consent: Consent,
}

/// How one package stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The package.
    pub package: Vec<usize>,
    /// For each party.
    pub by_party: Vec<Acceptable>,
    /// Under the rule of consent.
    pub overall: Acceptable,
}

/// How all packages stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// How many packages are impossible, possible (not necessary), necessary.
    pub counts: [u64; 3],
    /// For each party: the same three counts.
    pub by_party: Vec<[u64; 3]>,
    /// For each party: packages that are impossible and would not be if it said yes.
    pub certain_blocks: Vec<u64>,
    /// Packages that are not impossible: necessary ones first, then by number of parties for whom
    /// they are necessary, then by number; as many as asked for.
    pub best: Vec<Placed>,
    /// How each party's bounds were found.
    pub methods: Vec<Method>,
}

impl Uncertain {
    /// How one package stands.
    pub fn place(&self, package: &[usize]) -> Result<Placed, Obstacle> {
        let prepared = self.prepare()?;
        Ok(self.placed(&prepared, package.to_vec()))
    }

    /// All packages, with `best` of the best.
    pub fn map(&self, best: usize) -> Result<Map, Obstacle> {
        let prepared = self.prepare()?;
        let methods: Vec<Method> = prepared.iter().map(|p| p.method()).collect();
        let limit = match methods.iter().max() {
            None | Some(Method::Exact) => MOST_EXACT,
            Some(Method::LinearProgramme) => MOST_PROGRAMMES,
            Some(_) => MOST_PACKAGES,
        };
        if self.space.count() > limit {
            return Err(Obstacle::TooManyToEnumerate {
                packages: self.space.count(),
                limit,
            });
        }
        let chunks: Vec<std::ops::Range<u128>> = self.space.chunks();
        let parts: Vec<Map> = chunks
            .into_par_iter()
            .map(|chunk| {
                let mut map = Map::empty(self.parties.len(), &methods);
                self.space.each(chunk, |package| {
                    map.count(
                        self.placed(&prepared, package.to_vec()),
                        &self.consent,
                        best,
                    );
                });
                map.keep(best);
                map
            })
            .collect();
        let mut map = Map::empty(self.parties.len(), &methods);
        for part in parts {
            map.add(part);
        }
        map.keep(best);
        Ok(map)
    }

    fn prepare(&self) -> Result<Vec<super::preferences::Prepared<'_>>, Obstacle> {
        self.parties
            .iter()
            .enumerate()
            .map(|(party, knowledge)| knowledge.prepare().ok_or(Obstacle::Contradiction { party }))
            .collect()
    }

    fn placed(&self, prepared: &[super::preferences::Prepared<'_>], package: Vec<usize>) -> Placed {
        let by_party: Vec<Acceptable> = prepared
            .iter()
            .map(|party| party.acceptable(&package))
            .collect();
        let is_sure = |party: usize| by_party[party] == Acceptable::Necessary;
        let can_be = |party: usize| by_party[party] != Acceptable::Impossible;
        let overall = if self.consent.holds(&is_sure) {
            Acceptable::Necessary
        } else if self.consent.may_hold(&can_be) {
            Acceptable::Possible
        } else {
            Acceptable::Impossible
        };
        Placed {
            package,
            by_party,
            overall,
        }
    }
}

impl Map {
    fn empty(parties: usize, methods: &[Method]) -> Self {
        Self {
            counts: [0; 3],
            by_party: vec![[0; 3]; parties],
            certain_blocks: vec![0; parties],
            best: Vec::new(),
            methods: methods.to_vec(),
        }
    }

    fn count(&mut self, place: Placed, consent: &Consent, best: usize) {
        self.counts[place.overall as usize] += 1;
        for (counts, word) in self.by_party.iter_mut().zip(&place.by_party) {
            counts[*word as usize] += 1;
        }
        if place.overall == Acceptable::Impossible {
            let can_be = |party: usize| place.by_party[party] != Acceptable::Impossible;
            for (party, blocks) in self.certain_blocks.iter_mut().enumerate() {
                *blocks += u64::from(consent.may_hold(&|p| p == party || can_be(p)));
            }
        }
        if best > 0 && place.overall != Acceptable::Impossible {
            self.best.push(place);
            if self.best.len() >= best.saturating_mul(4).max(1024) {
                self.keep(best);
            }
        }
    }

    fn add(&mut self, other: Map) {
        let sum = |mine: &mut [u64], theirs: &[u64]| {
            mine.iter_mut().zip(theirs).for_each(|(m, t)| *m += t);
        };
        sum(&mut self.counts, &other.counts);
        for (mine, theirs) in self.by_party.iter_mut().zip(&other.by_party) {
            sum(mine, theirs);
        }
        sum(&mut self.certain_blocks, &other.certain_blocks);
        self.best.extend(other.best);
    }

    /// Keeps the best; what is alike stays in the order of the packages.
    fn keep(&mut self, best: usize) {
        let sure = |place: &Placed| {
            let words = place.by_party.iter();
            words.filter(|word| **word == Acceptable::Necessary).count()
        };
        self.best
            .sort_by_key(|place| std::cmp::Reverse((place.overall, sure(place))));
        self.best.truncate(best);
    }
}

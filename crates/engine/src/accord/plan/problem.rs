//! The planning problem: kinds of deliveries with counts, what may go together, what comes first.
//!
//! For a fixed number of kinds planning is polynomial in the counts, for single items strongly
//! NP-hard (a reduction from 3-Partition), so alike items are always counted together. Data only.

/// Alike deliveries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The party that gives.
    pub giver: usize,
    /// The cost of one to the giver.
    pub cost: i64,
    /// The worth of one to each party; one entry a party.
    pub worth: Vec<i64>,
    /// How many there are.
    pub count: u32,
}

impl Kind {
    /// What one of the kind adds to a party's utility.
    #[must_use]
    pub fn utility(&self, party: usize) -> i64 {
        let worth = self.worth.get(party).copied().unwrap_or(0);
        if party == self.giver {
            worth - self.cost
        } else {
            worth
        }
    }
}

/// What is to be scheduled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// How many parties there are.
    pub parties: usize,
    /// The kinds of deliveries.
    pub kinds: Vec<Kind>,
    /// Pairs of kinds: all of the first before any of the second.
    pub before: Vec<(usize, usize)>,
    /// Sets of kinds of which one each may be handed over at once by a third hand.
    pub escrows: Vec<Vec<usize>>,
}

impl Problem {
    /// What can be done in one step: one delivery, or one of every kind of an escrow.
    #[must_use]
    pub fn moves(&self) -> Vec<Vec<usize>> {
        let single = (0..self.kinds.len()).map(|kind| vec![kind]);
        single.chain(self.escrows.iter().cloned()).collect()
    }

    /// The number of count states, if it fits.
    #[must_use]
    pub fn states(&self) -> Option<u64> {
        self.kinds.iter().try_fold(1_u64, |product, kind| {
            product.checked_mul(u64::from(kind.count) + 1)
        })
    }

    /// What every party has still to win by going on from these counts; below zero what it would
    /// win by leaving.
    #[must_use]
    pub fn still_to_win(&self, done: &[u32]) -> Vec<i64> {
        (0..self.parties)
            .map(|party| {
                self.kinds
                    .iter()
                    .zip(done)
                    .map(|(kind, done)| i64::from(kind.count - done) * kind.utility(party))
                    .sum()
            })
            .collect()
    }

    /// Every party's gain from walking away at these counts.
    #[must_use]
    pub fn walk_away(&self, done: &[u32]) -> Vec<i64> {
        self.still_to_win(done)
            .into_iter()
            .map(|left| (-left).max(0))
            .collect()
    }

    /// Whether a move can be made at these counts.
    #[must_use]
    pub fn allows(&self, step: &[usize], done: &[u32]) -> bool {
        step.iter().all(|kind| {
            done[*kind] < self.kinds[*kind].count
                && self
                    .before
                    .iter()
                    .all(|(first, then)| then != kind || done[*first] == self.kinds[*first].count)
        })
    }

    /// The least bond of every party for a sequence of moves.
    #[must_use]
    pub fn bonds(&self, steps: &[Vec<usize>]) -> Vec<i64> {
        let mut done = vec![0; self.kinds.len()];
        let mut bonds = self.walk_away(&done);
        for step in steps {
            for kind in step {
                done[*kind] += 1;
            }
            for (bond, gain) in bonds.iter_mut().zip(self.walk_away(&done)) {
                *bond = (*bond).max(gain);
            }
        }
        bonds
    }
}

/// A proposed order with the bonds it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The moves in order, each a list of kinds handed over at once.
    pub steps: Vec<Vec<usize>>,
    /// The least bond of every party.
    pub bonds: Vec<i64>,
}

impl Plan {
    /// All bonds together.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.bonds.iter().sum()
    }

    /// The largest bond.
    #[must_use]
    pub fn largest(&self) -> i64 {
        self.bonds.iter().copied().max().unwrap_or(0)
    }
}

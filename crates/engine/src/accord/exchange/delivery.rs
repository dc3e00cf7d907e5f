//! Deliveries: who gives, on which day, what it costs the giver and is worth to each party.
//!
//! The data of safe exchange (Sandholm and Lesser 1995) and of barter. Values are whole units of
//! the case's own choosing, so that every comparison is exact; sums stay within 64 bits when the
//! values together stay below 2^62.

/// One delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The party that gives, as a position.
    pub giver: usize,
    /// What it costs the giver.
    pub cost: i64,
    /// What it is worth to each party, side effects included; one entry a party.
    pub worth: Vec<i64>,
    /// The moment, in any unit of time.
    pub moment: i64,
    /// The share, in thousandths, that a giver gets back when the exchange breaks off.
    pub recoverable: u16,
}

impl Delivery {
    /// What the delivery adds to a party's utility.
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

/// Deliveries in the order in which they are made; entries that share a step are made at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// How many parties there are.
    pub parties: usize,
    /// All deliveries.
    pub deliveries: Vec<Delivery>,
    /// The steps, each a list of positions of deliveries made at once: one alone, or several that
    /// a third hand holds until all are there.
    pub steps: Vec<Vec<usize>>,
}

impl Schedule {
    /// A schedule that makes each delivery as a step of its own, in the given order.
    #[must_use]
    pub fn one_by_one(parties: usize, deliveries: Vec<Delivery>) -> Self {
        let steps = (0..deliveries.len()).map(|d| vec![d]).collect();
        Self {
            parties,
            deliveries,
            steps,
        }
    }

    /// A party's utility when everything is delivered.
    #[must_use]
    pub fn at_completion(&self, party: usize) -> i64 {
        self.deliveries.iter().map(|d| d.utility(party)).sum()
    }
}

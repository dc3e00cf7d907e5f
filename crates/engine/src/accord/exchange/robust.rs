//! Bonds when the values are intervals, and which number matters most.
//!
//! A walk-away gain is the cost of what a party has still to give less the worth of what it has
//! still to get, so it rises in every cost and falls in every worth: the corners of the box give
//! the exact range. The number that matters most is the one whose own interval moves the bond
//! most, the others held at the middle. Where deliveries can be taken back, a bond rises in the
//! recoverable share of what the party gave and falls in that of what it got, an exposure the other
//! way round, so corners are exact there too. Guarantee: exact range; cost: one evaluation a number.

use super::bond::bonds;
use super::delivery::{Delivery, Schedule};
use super::gain::{curves, recoverable_curves};

/// A delivery whose values are known within limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncertain {
    /// The party that gives.
    pub giver: usize,
    /// The least and largest cost to the giver.
    pub cost: (i64, i64),
    /// The least and largest worth to each party.
    pub worth: Vec<(i64, i64)>,
    /// The moment of delivery.
    pub moment: i64,
    /// The least and largest share, in thousandths, that is taken back when the exchange breaks off.
    pub recoverable: (u16, u16),
}

/// How far a bond can move, and what moves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BondRange {
    /// The party.
    pub party: usize,
    /// The bond when every value is as kind as it can be.
    pub least: i64,
    /// The bond when every value is as unkind as it can be.
    pub most: i64,
    /// The number that moves the bond most, and by how much; none when no interval moves it.
    pub decisive: Option<(Value, i64)>,
}

/// What a party needs and stands to lose when deliveries are taken back in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// The party.
    pub party: usize,
    /// Its bond at least and at most.
    pub bond: (i64, i64),
    /// Its largest exposure at least and at most.
    pub exposure: (i64, i64),
}

/// The ranges of bonds and exposures over the intervals of values and of recoverable shares.
#[must_use]
pub fn taken_back(
    parties: usize,
    deliveries: &[Uncertain],
    steps: &[Vec<usize>],
) -> Vec<TakenBack> {
    // For a bond what the party gave counts against it when it comes back, for an exposure what it
    // got does; `of_given` says which share is at its largest.
    let curves = |party: usize, corner: Corner, of_given: bool| {
        let share = |delivery: &Uncertain, worth: i64| {
            let gave = delivery.giver == party;
            let for_it = gave || worth < 0;
            let (low, high) = delivery.recoverable;
            if for_it == of_given { high } else { low }
        };
        let deliveries = deliveries.iter().map(|d| {
            let worth: Vec<i64> = d.worth.iter().map(|w| pick(*w, corner, true)).collect();
            Delivery {
                giver: d.giver,
                cost: pick(d.cost, corner, false),
                recoverable: share(d, worth.get(party).copied().unwrap_or(0)),
                worth,
                moment: d.moment,
            }
        });
        recoverable_curves(&Schedule {
            parties,
            deliveries: deliveries.collect(),
            steps: steps.to_vec(),
        })
    };
    (0..parties)
        .map(|party| {
            let bond = |corner, given| curves(party, corner, given).peak_gain(party).0 / 1000;
            let exposure =
                |corner, given| curves(party, corner, given).peak_exposure(party).0 / 1000;
            TakenBack {
                party,
                bond: (bond(Corner::Kind, false), bond(Corner::Unkind, true)),
                exposure: (
                    exposure(Corner::Kind, true),
                    exposure(Corner::Unkind, false),
                ),
            }
        })
        .collect()
}

/// One of the numbers behind a bond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// The cost of a delivery to its giver.
    Cost(usize),
    /// The worth of a delivery to the party whose bond it is.
    Worth(usize),
}

#[derive(Clone, Copy)]
enum Corner {
    Kind,
    Middle,
    Unkind,
}

/// The range of every party's bond under a given order of steps.
#[must_use]
pub fn bond_ranges(
    parties: usize,
    deliveries: &[Uncertain],
    steps: &[Vec<usize>],
) -> Vec<BondRange> {
    let bond = |party: usize, corner: &dyn Fn(Value) -> Corner| {
        let deliveries = deliveries.iter().enumerate().map(|(position, d)| Delivery {
            giver: d.giver,
            cost: pick(d.cost, corner(Value::Cost(position)), false),
            worth: d
                .worth
                .iter()
                .map(|w| pick(*w, corner(Value::Worth(position)), true))
                .collect(),
            moment: d.moment,
            recoverable: 0,
        });
        let schedule = Schedule {
            parties,
            deliveries: deliveries.collect(),
            steps: steps.to_vec(),
        };
        bonds(&curves(&schedule))[party].amount
    };
    (0..parties)
        .map(|party| {
            let mut decisive: Option<(Value, i64)> = None;
            for position in 0..deliveries.len() {
                for value in [Value::Cost(position), Value::Worth(position)] {
                    let with = |corner: Corner| {
                        bond(party, &|v| if v == value { corner } else { Corner::Middle })
                    };
                    let swing = with(Corner::Unkind) - with(Corner::Kind);
                    if swing > decisive.map_or(0, |(_, known)| known) {
                        decisive = Some((value, swing));
                    }
                }
            }
            BondRange {
                party,
                least: bond(party, &|_| Corner::Kind),
                most: bond(party, &|_| Corner::Unkind),
                decisive,
            }
        })
        .collect()
}

fn pick((low, high): (i64, i64), corner: Corner, kind_is_high: bool) -> i64 {
    match corner {
        Corner::Middle => low.midpoint(high),
        Corner::Kind if kind_is_high => high,
        Corner::Kind => low,
        Corner::Unkind if kind_is_high => low,
        Corner::Unkind => high,
    }
}

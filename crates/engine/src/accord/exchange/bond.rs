//! The bonds that hold a given schedule, and the step that binds.
//!
//! A party stays when its bond is at least its largest walk-away gain; two that stop together stay
//! when their bonds together cover what they win together. Matsubara and Yokoo (2002) for the
//! least bond of a schedule. Exact; cost: linear in the curves, quadratic in the parties for pairs.

use super::gain::Curves;

/// The least bond of a party under a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bond {
    /// The party.
    pub party: usize,
    /// The least bond.
    pub amount: i64,
    /// The number of steps after which the party would win that much by stopping.
    pub after_step: usize,
}

/// The least bond of every party.
#[must_use]
pub fn bonds(curves: &Curves) -> Vec<Bond> {
    let parties = curves.rows.first().map_or(0, Vec::len);
    (0..parties)
        .map(|party| {
            let (amount, after_step) = curves.peak_gain(party);
            Bond {
                party,
                amount,
                after_step,
            }
        })
        .collect()
}

/// Two parties that together would win by stopping more than their bonds cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The parties.
    pub parties: (usize, usize),
    /// What they win together at worst.
    pub together: i64,
    /// What their own least bonds cover.
    pub covered: i64,
    /// The number of steps after which that is so.
    pub after_step: usize,
}

/// Pairs whose joint gain at some step exceeds both bonds together. Utilities are joint, so a loss
/// of one counts against the gain of the other; `completion` is each party's utility at the end.
#[must_use]
pub fn pairs(curves: &Curves, completion: &[i64], held: &[i64]) -> Vec<Pair> {
    let mut found = Vec::new();
    for a in 0..completion.len() {
        for b in a + 1..completion.len() {
            let gain = |row: &Vec<super::gain::Standing>| {
                row[a].utility - completion[a] + row[b].utility - completion[b]
            };
            let worst = curves
                .rows
                .iter()
                .map(gain)
                .enumerate()
                .max_by_key(|(step, gain)| (*gain, std::cmp::Reverse(*step)));
            let Some((after_step, together)) = worst else {
                continue;
            };
            let covered = held[a] + held[b];
            if together > covered {
                found.push(Pair {
                    parties: (a, b),
                    together,
                    covered,
                    after_step,
                });
            }
        }
    }
    found
}

//! What slow detection costs: the gain of a party that stops giving and is found out later.
//!
//! The defector still receives what others have scheduled strictly before it is found out:
//! received before (t + D), less given before t, less its utility at completion. The premium is
//! that gain with a delay of D less the gain without. What comes first within one moment only the
//! order of the steps knows, so a bond is never below that of the schedule itself. Guarantee: exact for
//! a given schedule; never smaller for a longer delay. Cost: own steps times deliveries.

use super::bond::{Bond, bonds};
use super::delivery::Schedule;
use super::gain::curves;

/// The best a party can do by stopping at one of its own steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defection {
    /// The gain against finishing; zero when stopping never pays.
    pub gain: i64,
    /// The moment of the first step that it leaves undone.
    pub moment: i64,
    /// Received until it is found out.
    pub received: i64,
    /// Given before it stopped, as cost.
    pub given: i64,
}

/// The best defection of a party when it is found out `delay` units after the step it leaves
/// undone. None when it has nothing to give.
#[must_use]
pub fn best_defection(schedule: &Schedule, party: usize, delay: i64) -> Option<Defection> {
    let finish = schedule.at_completion(party);
    let own = schedule.deliveries.iter().filter(|d| d.giver == party);
    own.map(|stop| {
        let worth = |d: &&super::delivery::Delivery| d.worth.get(party).copied().unwrap_or(0);
        let received: i64 = schedule
            .deliveries
            .iter()
            .filter(|d| d.giver != party && d.moment < stop.moment + delay)
            .map(|d| worth(&d))
            .sum();
        let before = || {
            schedule
                .deliveries
                .iter()
                .filter(|d| d.giver == party && d.moment < stop.moment)
        };
        let given: i64 = before().map(|d| d.cost).sum();
        let own_worth: i64 = before().map(|d| worth(&d)).sum();
        Defection {
            gain: (received + own_worth - given - finish).max(0),
            moment: stop.moment,
            received,
            given,
        }
    })
    .max_by_key(|d| (d.gain, d.moment))
}

/// For each delay the least bond of every party when a breach is found out so many units late.
#[must_use]
pub fn bonds_found_out(schedule: &Schedule, delays: &[i64]) -> Vec<Vec<i64>> {
    let at_once = bonds(&curves(schedule));
    let late = |delay: &i64| {
        let bond = |bond: &Bond| {
            let gain = best_defection(schedule, bond.party, *delay).map_or(0, |d| d.gain);
            gain.max(bond.amount)
        };
        at_once.iter().map(bond).collect()
    };
    delays.iter().map(late).collect()
}

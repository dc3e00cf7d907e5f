//! Duties that together need more of a team or a crossing than there is.
//!
//! A duty that names what it uses must be done between its earliest and its latest day. What lies
//! wholly within some days is added up and held against what can be done in those days: the
//! interval condition of scheduling unit work between releases and deadlines, where it is also
//! sufficient (Simons 1978; Hall's theorem). Guarantee: what is told is a conflict; for acts of one
//! day each, with windows that do not depend on one another, none is overlooked. The witness is one
//! from which no duty can be left out. Cost: the square of the duties that use one thing, times
//! those with a daily rate.

use armistice_case::model::{Capacity, Case, ClauseId, QuantityId};
use armistice_case::value::{Amount, Delivered, Unit};

use super::Lens;
use crate::accord::clock::bounds;
use crate::accord::finding::{Code, Evidence, Finding};

/// What one part takes of the thing it uses, all in millionths.
struct Load {
    clause: ClauseId,
    first: i64,
    last: i64,
    /// Taken once, at some time in its window.
    once: i128,
    /// Taken on each day of its window.
    daily: i128,
}

impl Load {
    /// How much of it falls within these days for certain.
    fn within(&self, first: i64, last: i64) -> i128 {
        let once = if first <= self.first && self.last <= last {
            self.once
        } else {
            0
        };
        let overlap = (last.min(self.last) - first.max(self.first) + 1).max(0);
        once + self.daily * i128::from(overlap)
    }
}

/// One finding for each team or place of which more is due than it can do.
#[must_use]
pub fn over_capacity(lens: &Lens<'_>) -> Vec<Finding> {
    let capacities = lens.case.capacities.iter();
    capacities
        .filter_map(|capacity| {
            let loads = loads(lens, capacity);
            let a_day = per_day(capacity)?;
            let (first, last) = overfull(&loads, a_day)?;
            let possible = a_day * i128::from(last - first + 1);
            let witness = smallest(&loads, first, last, possible);
            let due: i128 = witness.iter().map(|load| load.within(first, last)).sum();
            let clauses: Vec<ClauseId> = witness.iter().map(|load| load.clause).collect();
            let evidence = Evidence::Capacity {
                holder: capacity.id.clone(),
                clauses: clauses.clone(),
                days: (first, last),
                due: i64::try_from(due).ok()?,
                possible: i64::try_from(possible).ok()?,
            };
            Some(lens.finding(Code::OverCapacity, evidence, &clauses))
        })
        .collect()
}

/// What can be done in a day; acts at once are as many a day.
fn per_day(capacity: &Capacity) -> Option<i128> {
    let most = i128::from(capacity.most.0);
    match capacity.per {
        None => Some(most),
        Some(unit) => in_a_day(most, unit),
    }
}

fn in_a_day(amount: i128, unit: Unit) -> Option<i128> {
    Some(match unit {
        Unit::Minute => amount * 1440,
        Unit::Hour => amount * 24,
        Unit::Day => amount,
        Unit::Week => amount / 7,
        Unit::WorkingDay | Unit::Month | Unit::Year => return None,
    })
}

fn loads(lens: &Lens<'_>, capacity: &Capacity) -> Vec<Load> {
    let Some(windows) = &lens.windows else {
        return Vec::new();
    };
    let table = &lens.timetable;
    let parts = lens.parts.all.iter().enumerate();
    parts
        .filter_map(|(position, part)| {
            let duty = &lens.terms.agreement.obligations[part.duty];
            let uses = duty.uses.contains(&capacity.id);
            // A place with a flow is used by whatever passes there.
            let passes = capacity.of.is_some() && duty.place.as_ref() == Some(&capacity.id);
            if !uses && !passes {
                return None;
            }
            let done = windows[table.done[position]];
            let begun = table.begun[position].map_or(done, |point| windows[point]);
            let (once, daily) = match &capacity.of {
                None => {
                    let work = duty.takes.get().map_or(1, |takes| bounds(takes).0.max(1));
                    (i128::from(work) * 1_000_000, 0)
                }
                Some(word) => {
                    let delivers = lens.terms.agreement.obligations[part.duty]
                        .delivers
                        .as_slice();
                    taken(lens.case, word, &part.counts, delivers)
                }
            };
            (once > 0 || daily > 0).then_some(Load {
                clause: part.clause,
                first: begun.earliest?,
                last: done.latest?,
                once,
                daily,
            })
        })
        .collect()
}

/// What a part takes of a flow that counts these things: counted units, and amounts a day.
fn taken(
    case: &Case,
    word: &str,
    counts: &[(QuantityId, u64)],
    delivers: &[(QuantityId, Vec<Delivered>)],
) -> (i128, i128) {
    let one = |text: &str| text.strip_suffix('s').unwrap_or(text).to_owned();
    let meant = |quantity: QuantityId| {
        let item = &case.quantities[quantity];
        let id = &case.quantities.label(quantity).id;
        // What lies inside another quantity that is delivered too is counted there.
        let inside = item
            .among
            .is_some_and(|whole| delivers.iter().any(|(q, _)| *q == whole));
        !inside
            && [id, &item.unit]
                .into_iter()
                .any(|own| one(own) == one(word))
    };
    let once = counts
        .iter()
        .filter(|(quantity, _)| meant(*quantity))
        .map(|(_, count)| i128::from(*count) * 1_000_000)
        .sum();
    let rates = delivers.iter().filter(|(quantity, _)| meant(*quantity));
    let daily = rates
        .flat_map(|(_, amounts)| amounts)
        .filter_map(|amount| match amount {
            Delivered::PerTime(Amount { low: Some(low), .. }, unit) => {
                in_a_day(i128::from(low.0), *unit)
            }
            _ => None,
        })
        .sum();
    (once, daily)
}

/// The shortest span of days, earliest first, in which more is due than can be done.
fn overfull(loads: &[Load], a_day: i128) -> Option<(i64, i64)> {
    let mut firsts: Vec<i64> = loads.iter().map(|load| load.first).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let mut by_last: Vec<&Load> = loads.iter().collect();
    by_last.sort_by_key(|load| load.last);
    let daily: Vec<&Load> = loads.iter().filter(|load| load.daily > 0).collect();
    let mut best: Option<(i64, i64)> = None;
    for first in firsts {
        let mut once = 0_i128;
        for (position, load) in by_last.iter().enumerate() {
            let last = load.last;
            if load.first >= first {
                once += load.once;
            }
            let more = by_last
                .get(position + 1)
                .is_some_and(|next| next.last == last);
            if last < first || more {
                continue;
            }
            let rates: i128 = daily
                .iter()
                .map(|load| load.within(first, last) - once_within(load, first, last))
                .sum();
            let span = last - first;
            let shorter = best.is_none_or(|(a, b)| span < b - a);
            if once + rates > a_day * i128::from(span + 1) && shorter {
                best = Some((first, last));
            }
        }
    }
    best
}

fn once_within(load: &Load, first: i64, last: i64) -> i128 {
    if first <= load.first && load.last <= last {
        load.once
    } else {
        0
    }
}

/// Loads within the days of which none can be left out without the rest being possible.
fn smallest(loads: &[Load], first: i64, last: i64, possible: i128) -> Vec<&Load> {
    let mut kept: Vec<&Load> = loads
        .iter()
        .filter(|load| load.within(first, last) > 0)
        .collect();
    kept.sort_by_key(|load| std::cmp::Reverse(load.within(first, last)));
    let mut sum: i128 = kept.iter().map(|load| load.within(first, last)).sum();
    for position in (0..kept.len()).rev() {
        let own = kept[position].within(first, last);
        if sum - own > possible {
            sum -= own;
            kept.remove(position);
        }
    }
    kept.sort_by_key(|load| load.clause);
    kept
}

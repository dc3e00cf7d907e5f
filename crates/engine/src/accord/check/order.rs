//! Orders that depend on the reading.
//!
//! Compares what must come before what under the base text and under each reading, and between
//! readings that change the same clause. Readings of different clauses, each of which another side may
//! hold, are taken two at a time: what then can never be done, and can under each alone, is told.
//! Guarantee: exact; see `causality::order`. Cost: one fixpoint a part and reading, and one a pair of
//! readings.

use armistice_case::model::{Case, ClauseId, ReadingId};

use super::Lens;
use crate::accord::causality::circle::blocked;
use crate::accord::causality::fixpoint::fixpoint;
use crate::accord::causality::graph::EventId;
use crate::accord::causality::order::necessary_order;
use crate::accord::finding::{Code, Evidence, Finding, Unlooked};
use crate::accord::happening::{Happening, Happenings, clause_of};
use crate::accord::part::Parts;
use crate::accord::terms::Terms;

/// The most parts for which all pairs are compared.
const MOST: usize = 400;

/// A partial order among clauses, and the clauses that can never be done.
struct Order {
    pairs: Vec<(ClauseId, ClauseId)>,
    never: Vec<ClauseId>,
}

/// The events that are the doing of something.
fn doings(happenings: &Happenings) -> Vec<EventId> {
    let done = |event: &EventId| {
        matches!(
            happenings.what(*event),
            Happening::Done(_) | Happening::Reached(_) | Happening::Agreed(_)
        )
    };
    happenings.graph.events().filter(done).collect()
}

fn order(lens: &Lens<'_>) -> Order {
    let graph = &lens.happenings.graph;
    let reach = fixpoint(graph);
    let interest = doings(&lens.happenings);
    let clause = |event| clause_of(lens.happenings.what(event), &lens.parts);
    let mut pairs: Vec<(ClauseId, ClauseId)> = necessary_order(graph, &interest)
        .into_iter()
        .filter_map(|(a, b)| Some((clause(a)?, clause(b)?)))
        .filter(|(a, b)| a != b)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let never = interest
        .iter()
        .filter(|e| !reach.has(**e))
        .filter_map(|e| clause(*e))
        .collect();
    Order { pairs, never }
}

/// Differences of order between the base and the readings, and between readings of one clause.
#[must_use]
pub fn orders(case: &Case, lenses: &[Lens<'_>]) -> Vec<Finding> {
    if lenses.len() < 2 {
        return Vec::new();
    }
    if let Some(lens) = lenses.iter().find(|lens| lens.parts.all.len() > MOST) {
        return vec![lens.not_looked_at(Unlooked::Orders(lens.parts.all.len()))];
    }
    let orders: Vec<Order> = lenses.iter().map(order).collect();
    let touched = |reading: Option<ReadingId>| -> Vec<ClauseId> {
        let readings = case.agreement.as_ref().map(|agreement| &agreement.readings);
        let of = |reading| {
            readings
                .map(|all| all[reading].changes.as_slice())
                .unwrap_or_default()
        };
        reading
            .map(of)
            .unwrap_or_default()
            .iter()
            .map(|change| change.clause)
            .collect()
    };
    let mut found = Vec::new();
    for (position, lens) in lenses.iter().enumerate() {
        for (before, other) in lenses.iter().enumerate().take(position) {
            let mine = touched(lens.terms.reading);
            // The base against a reading only where no second reading of the clause is compared.
            let rival = |clause: &ClauseId| {
                lenses.iter().any(|third| {
                    third.terms.reading != lens.terms.reading
                        && touched(third.terms.reading).contains(clause)
                })
            };
            let compared = match other.terms.reading {
                None => !mine.iter().any(rival),
                Some(_) => touched(other.terms.reading)
                    .iter()
                    .any(|c| mine.contains(c)),
            };
            if !compared {
                continue;
            }
            let (here, there) = (&orders[before], &orders[position]);
            let only = |a: &Order, b: &Order| -> Vec<(ClauseId, ClauseId)> {
                let new = |pair: &&(ClauseId, ClauseId)| b.pairs.binary_search(pair).is_err();
                let can = |c: &ClauseId| !a.never.contains(c) && !b.never.contains(c);
                a.pairs
                    .iter()
                    .filter(new)
                    .filter(|(x, y)| can(x) && can(y))
                    .copied()
                    .collect()
            };
            let minus = |a: &Order, b: &Order| -> Vec<ClauseId> {
                a.never
                    .iter()
                    .filter(|c| !b.never.contains(c))
                    .copied()
                    .collect()
            };
            let evidence = (
                only(here, there),
                only(there, here),
                minus(here, there),
                minus(there, here),
            );
            if evidence.0.is_empty()
                && evidence.1.is_empty()
                && evidence.2.is_empty()
                && evidence.3.is_empty()
            {
                continue;
            }
            let clauses: Vec<ClauseId> = mine.clone();
            let (only_here, only_there, never_here, never_there) = evidence;
            found.push(other.finding(
                Code::ReadingDependentOrder,
                Evidence::Order {
                    other: lens.terms.reading,
                    only_here,
                    only_there,
                    never_here,
                    never_there,
                },
                &clauses,
            ));
        }
    }
    found.extend(together(case, lenses, &orders));
    found
}

/// What two readings of different clauses make impossible together.
fn together(case: &Case, lenses: &[Lens<'_>], orders: &[Order]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (position, lens) in lenses.iter().enumerate() {
        for (before, first) in lenses.iter().enumerate().take(position) {
            let Some((one, other)) = first.terms.reading.zip(lens.terms.reading) else {
                continue;
            };
            let (mine, theirs) = (read(first, one), read(lens, other));
            if mine.iter().any(|clause| theirs.contains(clause)) {
                continue;
            }
            let alone = [&orders[before].never, &orders[position].never];
            let Some((circle, never)) = impossible(case, one, other, alone) else {
                continue;
            };
            let mut clauses = mine;
            clauses.extend(theirs);
            let evidence = Evidence::Together {
                other,
                circle,
                never,
            };
            found.push(first.finding(Code::ReadingDependentOrder, evidence, &clauses));
        }
    }
    found
}

/// The clauses that a reading changes or drops, whole.
fn read(lens: &Lens<'_>, reading: ReadingId) -> Vec<ClauseId> {
    let reading = &lens.terms.agreement.readings[reading];
    let changed = reading.changes.iter().map(|change| change.clause);
    let all = changed.chain(reading.drops.iter().copied());
    let mut all: Vec<ClauseId> = all.map(ClauseId::whole).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What can never be done under both readings and is not among what cannot under each alone, after the
/// circle in which it waits.
fn impossible(
    case: &Case,
    one: ReadingId,
    other: ReadingId,
    alone: [&Vec<ClauseId>; 2],
) -> Option<(Vec<ClauseId>, Vec<ClauseId>)> {
    let terms = Terms::under_both(case, one, other)?;
    let parts = Parts::of(case, &terms);
    let happenings = Happenings::of(case, &terms, &parts);
    let graph = &happenings.graph;
    let reach = fixpoint(graph);
    let clause = |event: EventId| clause_of(happenings.what(event), &parts);
    let lost = doings(&happenings)
        .into_iter()
        .filter(|event| !reach.has(*event));
    let mut never: Vec<ClauseId> = lost.filter_map(clause).collect();
    never.retain(|clause| alone.iter().all(|known| !known.contains(clause)));
    never.dedup();
    if never.is_empty() {
        return None;
    }
    let circles = blocked(graph, &reach).circles.into_iter();
    let circle = circles
        .map(|circle| {
            let mut clauses: Vec<ClauseId> = circle.events.into_iter().filter_map(clause).collect();
            clauses.dedup();
            if clauses.len() > 1 && clauses.first() == clauses.last() {
                clauses.pop();
            }
            clauses
        })
        .find(|circle| circle.iter().any(|clause| never.contains(clause)));
    Some((circle.unwrap_or_default(), never))
}

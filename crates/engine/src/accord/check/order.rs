//! Orders that depend on the reading.
//!
//! Compares what must come before what under the base text and under each reading, and between
//! readings that change the same clause. Guarantee: exact; see `causality::order`. Cost: one
//! fixpoint a part and reading.

use armistice_case::model::{Case, ClauseId, ReadingId};

use super::Lens;
use crate::accord::causality::fixpoint::fixpoint;
use crate::accord::causality::order::necessary_order;
use crate::accord::finding::{Code, Evidence, Finding, Unlooked};
use crate::accord::happening::{Happening, clause_of};

/// The most parts for which all pairs are compared.
const MOST: usize = 400;

/// A partial order among clauses, and the clauses that can never be done.
struct Order {
    pairs: Vec<(ClauseId, ClauseId)>,
    never: Vec<ClauseId>,
}

fn order(lens: &Lens<'_>) -> Order {
    let graph = &lens.happenings.graph;
    let reach = fixpoint(graph);
    let interest: Vec<_> = graph
        .events()
        .filter(|event| {
            matches!(
                lens.happenings.what(*event),
                Happening::Done(_) | Happening::Reached(_) | Happening::Agreed(_)
            )
        })
        .collect();
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
    found
}

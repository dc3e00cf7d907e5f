//! Free rides: a party has all it was promised while duties of its own are undone and nothing answers
//! that; see `causality::ride`. Guarantee: one set that cannot be enlarged a party. Cost: fixpoints times
//! duties.

use armistice_case::model::ClauseId;

use super::Lens;
use crate::accord::causality::graph::EventId;
use crate::accord::causality::ride::free_ride;
use crate::accord::finding::{Code, Evidence, Finding};
use crate::accord::happening::Happening;

/// Parties that can have everything with duties undone that nothing answers.
#[must_use]
pub fn free_rides(lens: &Lens<'_>, answered: &[ClauseId]) -> Vec<Finding> {
    let agreement = &lens.terms.agreement;
    let mut found = Vec::new();
    for party in super::parties(lens.case) {
        let of = |mine: bool| -> Vec<(EventId, ClauseId)> {
            let parts = lens.parts.all.iter().enumerate();
            parts
                .filter(|(_, part)| {
                    let duty = &agreement.obligations[part.duty];
                    let sides = if mine { &part.by } else { &part.to };
                    let joint = part.by.len() > 1;
                    !duty.unconditional && sides.contains(&party) && !joint
                })
                .filter_map(|(position, part)| {
                    Some((
                        lens.happenings.event(&Happening::Done(position))?,
                        part.clause,
                    ))
                })
                .collect()
        };
        let promised = of(false);
        let own: Vec<(EventId, ClauseId)> = of(true)
            .into_iter()
            .filter(|(_, clause)| !answered.contains(&clause.whole()))
            .collect();
        let events =
            |list: &[(EventId, ClauseId)]| list.iter().map(|(e, _)| *e).collect::<Vec<_>>();
        let ride = free_ride(&lens.happenings.graph, &events(&own), &events(&promised));
        if ride.undone.is_empty() {
            continue;
        }
        let clauses = |list: &[(EventId, ClauseId)], keep: &dyn Fn(EventId) -> bool| {
            let mut clauses: Vec<ClauseId> = list
                .iter()
                .filter(|(e, _)| keep(*e))
                .map(|(_, c)| *c)
                .collect();
            clauses.dedup();
            clauses
        };
        let undone = clauses(&own, &|event| ride.undone.contains(&event));
        let promised = clauses(&promised, &|_| true);
        let evidence = Evidence::Ride {
            party,
            undone: undone.clone(),
            promised,
        };
        found.push(lens.finding(Code::FreeRide, evidence, &undone));
    }
    found
}

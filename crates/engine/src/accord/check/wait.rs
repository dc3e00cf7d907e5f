//! What can never happen: circles of preconditions, orphans, and what waits for them.
//!
//! The least fixpoint of the enabling graph with breaches allowed; see `causality::circle`.
//! Guarantee: exact for conditions without negation; one smallest circle for each set of clauses
//! that wait for one another. Cost: linear for the fixpoint.

use armistice_case::model::ClauseId;

use super::Lens;
use super::side::{side_of, sides};
use super::valued::value_to_side;
use crate::accord::causality::circle::{Circle, blocked};
use crate::accord::causality::fixpoint::{Fixpoint, fixpoint};
use crate::accord::causality::graph::EventId;
use crate::accord::finding::{Code, Evidence, Finding, OnCredit};
use crate::accord::happening::{Happening, clause_of};

/// Circles, orphans and what is never reached.
#[must_use]
pub fn waits(lens: &Lens<'_>) -> Vec<Finding> {
    let graph = &lens.happenings.graph;
    let reach = fixpoint(graph);
    let blocked = blocked(graph, &reach);
    let clause = |event: EventId| clause_of(lens.happenings.what(event), &lens.parts);
    let mut found = Vec::new();
    for circle in &blocked.circles {
        if let Some(finding) = circular(lens, circle) {
            found.push(finding);
        }
    }
    for orphan in &blocked.orphans {
        let words = match lens.happenings.what(*orphan) {
            Happening::Orphan(words) | Happening::Level(words) => words.clone(),
            other => {
                found.extend(contradicts(lens, other));
                continue;
            }
        };
        let waiting = waiting_for(lens, *orphan, &reach);
        let evidence = Evidence::Orphan {
            words,
            waiting: waiting.clone(),
        };
        found.push(lens.finding(Code::OrphanCondition, evidence, &waiting));
    }
    // What a circle or an orphan holds up: one finding a clause, phases and duties and powers.
    let mut told: Vec<ClauseId> = Vec::new();
    for circle in &blocked.circles {
        told.extend(circle.events.iter().filter_map(|event| clause(*event)));
    }
    for (event, next) in &blocked.waiting {
        let code = match lens.happenings.what(*event) {
            Happening::Starts(_) | Happening::Begun(_) | Happening::Done(_) => Code::NeverReached,
            Happening::Used(_) => Code::DeadClause,
            _ => continue,
        };
        let Some(at) = clause(*event)
            .map(ClauseId::whole)
            .filter(|at| !told.contains(at))
        else {
            continue;
        };
        told.push(at);
        let waits_for = clause(*next).filter(|other| *other != at);
        let evidence = match code {
            Code::DeadClause => Evidence::Dead { clause: at },
            _ => Evidence::Never {
                clause: at,
                waits_for,
            },
        };
        let mut clauses = vec![at];
        clauses.extend(waits_for);
        found.push(lens.finding(code, evidence, &clauses));
    }
    found
}

/// A clause that no other one holds up and that still cannot come: its own condition contradicts itself.
fn contradicts(lens: &Lens<'_>, happening: &Happening) -> Option<Finding> {
    let clause = clause_of(happening, &lens.parts)?.whole();
    let (code, evidence) = match happening {
        Happening::Used(_) => (Code::DeadClause, Evidence::Dead { clause }),
        Happening::Starts(_) | Happening::Begun(_) | Happening::Done(_) => {
            let waits_for = None;
            (Code::NeverReached, Evidence::Never { clause, waits_for })
        }
        _ => return None,
    };
    Some(lens.finding(code, evidence, &[clause]))
}

fn circular(lens: &Lens<'_>, circle: &Circle) -> Option<Finding> {
    let clause = |event: EventId| clause_of(lens.happenings.what(event), &lens.parts);
    let mut clauses: Vec<ClauseId> = circle.events.iter().filter_map(|e| clause(*e)).collect();
    clauses.dedup();
    if clauses.len() > 1 && clauses.first() == clauses.last() {
        clauses.pop();
    }
    if clauses.is_empty() {
        return None;
    }
    let mut credits = Vec::new();
    for credit in &circle.credits {
        let (Some(first), Some(promised)) = (clause(credit.first), clause(credit.promised)) else {
            continue;
        };
        if first != promised && !credits.iter().any(|known: &OnCredit| known.first == first) {
            credits.push(OnCredit {
                first,
                by: lens.debtors(first),
                promised,
                exposed: given(lens, first),
            });
        }
    }
    let evidence = Evidence::Circle {
        clauses: clauses.clone(),
        credits,
    };
    Some(lens.finding(Code::CircularPrecondition, evidence, &clauses))
}

/// What a clause costs those who owe it, at least and at most, where the case values all of it.
fn given(lens: &Lens<'_>, clause: ClauseId) -> Option<(i64, i64)> {
    let sides = sides(lens);
    let mut sum = None;
    for part in lens.parts.of_clause(clause) {
        let part = &lens.parts.all[part];
        let unconditional = lens.terms.agreement.obligations[part.duty].unconditional;
        if !part.uncounted.is_empty() || unconditional {
            return None;
        }
        let side = &sides[side_of(&sides, *part.by.first()?)?];
        for (quantity, count) in &part.counts {
            let (cost, _) = value_to_side(lens, side, *quantity, true)?;
            let count = i64::try_from(*count).ok()?;
            let (low, high) = sum.unwrap_or((0_i64, 0_i64));
            let least = low.checked_add(cost.low?.0.checked_mul(count)?)?;
            sum = Some((least, high.checked_add(cost.high?.0.checked_mul(count)?)?));
        }
    }
    sum
}

/// The clauses whose condition names an event.
fn waiting_for(lens: &Lens<'_>, event: EventId, reach: &Fixpoint) -> Vec<ClauseId> {
    let graph = &lens.happenings.graph;
    let mut clauses = Vec::new();
    for (at, condition) in graph.events().zip(&graph.conditions) {
        let mut named = Vec::new();
        condition.events(&mut named);
        if named.contains(&event) && !reach.has(at) {
            clauses.extend(clause_of(lens.happenings.what(at), &lens.parts));
        }
    }
    clauses.dedup();
    clauses
}

//! The readings of a text side by side: what each changes, and what hangs on the change (V9).

use super::gates::names;
use armistice_case::model::{Agreement, Case, Change, ClauseId, NodeId, ReadingId, Said};
use armistice_case::phrase::{Condition, When};

/// One key that a reading reads differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingChange {
    /// The clause.
    pub clause: ClauseId,
    /// The key.
    pub key: Box<str>,
    /// What the base text says, in one line.
    pub base: Option<Box<str>>,
    /// What the reading says.
    pub value: Box<str>,
    /// Clauses that hang on the clause changed.
    pub touches: Vec<ClauseId>,
}

/// One reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingView {
    /// Which.
    pub reading: ReadingId,
    /// What it changes.
    pub changes: Vec<ReadingChange>,
    /// The clauses it has not.
    pub drops: Vec<ClauseId>,
    /// The duties only it has.
    pub adds: Vec<ClauseId>,
}

/// All readings, in the order of the text.
pub fn readings(case: &Case, agreement: &Agreement) -> Vec<ReadingView> {
    agreement
        .readings
        .iter()
        .map(|(id, reading)| ReadingView {
            reading: id,
            changes: reading
                .changes
                .iter()
                .map(|change| view(case, agreement, change))
                .collect(),
            drops: reading.drops.clone(),
            adds: agreement
                .obligations
                .iter()
                .filter(|(_, duty)| duty.added_by == Some(NodeId::Reading(id)))
                .map(|(duty, _)| ClauseId::Obligation(duty))
                .collect(),
        })
        .collect()
}

fn view(case: &Case, agreement: &Agreement, change: &Change) -> ReadingChange {
    ReadingChange {
        clause: change.clause,
        key: change.key.clone(),
        base: case.written(change.clause, &change.key).map(Into::into),
        value: change.value.clone(),
        touches: touches(case, agreement, change.clause),
    }
}

/// Clauses whose clock, condition or window names a clause, that stand in it without a last day
/// of their own, or that back it.
fn touches(case: &Case, agreement: &Agreement, clause: ClauseId) -> Vec<ClauseId> {
    let condition = |said: &Said<Condition>| names(case, said, clause);
    let window = |said: &Said<When>| {
        let mut hit = false;
        if let Some(when) = said.get() {
            when.names(&mut |name| hit |= case.node(&name.id) == Some(NodeId::Clause(clause)));
        }
        hit
    };
    let mut out = Vec::new();
    for (id, duty) in agreement.obligations.iter() {
        if duty.added_by.is_some() || clause == ClauseId::Obligation(id) {
            continue;
        }
        let lasts = matches!(duty.when, Said::Is(When::From(_) | When::While(_)))
            || (duty.must_not.is_some() && duty.when == Said::Nothing);
        let inside = duty
            .phase
            .is_some_and(|phase| ClauseId::Phase(phase) == clause)
            && lasts;
        let tranche = duty.tranches.iter().any(|tranche| {
            condition(&tranche.after) || condition(&tranche.needs) || window(&tranche.when)
        });
        if inside
            || tranche
            || condition(&duty.after)
            || condition(&duty.needs)
            || window(&duty.when)
            || window(&duty.starts)
            || duty.in_return_for.contains(&clause)
        {
            out.push(ClauseId::Obligation(id));
        }
    }
    for (id, phase) in agreement.phases.iter() {
        if condition(&phase.after) || condition(&phase.needs) || window(&phase.when) {
            out.push(ClauseId::Phase(id));
        }
    }
    for (id, power) in agreement.powers.iter() {
        if condition(&power.after)
            || condition(&power.needs)
            || window(&power.when)
            || power.acts.iter().any(|(_, of)| *of == clause)
        {
            out.push(ClauseId::Power(id));
        }
    }
    for (id, guarantee) in agreement.guarantees.iter() {
        if guarantee.backs.contains(&clause) {
            out.push(ClauseId::Guarantee(id));
        }
    }
    out
}

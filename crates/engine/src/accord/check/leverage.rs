//! Duties that are owed whatever happens and yet hang on what somebody else does (V10).
//!
//! Such a duty is made conditional when it waits for a duty of somebody who does not owe it, or
//! when a power may suspend, end or waive it. What stands in `in-return-for` is refused by `check`. A
//! phase that is suspended takes no such duty with it: the mark goes before the phase. Guarantee: exact
//! on what the case says. Cost: duties times the names in their conditions.

use armistice_case::model::{ActorId, ClauseId, NodeId, ObligationId};

use super::Lens;
use crate::accord::finding::{Code, Evidence, Finding};

/// Every unconditional duty with each thing that it is made to hang on.
#[must_use]
pub fn made_conditional(lens: &Lens<'_>) -> Vec<Finding> {
    let agreement = &lens.terms.agreement;
    let unconditional = |duty: &ObligationId| agreement.obligations[*duty].unconditional;
    let mut found = Vec::new();
    for duty in lens.terms.duties().filter(unconditional) {
        let clause = ClauseId::Obligation(duty);
        let mut note = |on: ClauseId, waits: bool| {
            let evidence = Evidence::Leverage { clause, on, waits };
            found.push(lens.finding(Code::UnconditionalMadeConditional, evidence, &[clause, on]));
        };
        for other in waited_for(lens, duty) {
            note(other, true);
        }
        for (power, item) in lens.terms.powers() {
            let stops = |(verb, over): &(&str, ClauseId)| {
                matches!(*verb, "suspends" | "ends" | "waives") && over.whole() == clause
            };
            if item.acts.iter().any(stops) {
                note(ClauseId::Power(power), false);
            }
        }
    }
    found
}

/// The duties of others for which a duty or one of its steps waits.
fn waited_for(lens: &Lens<'_>, duty: ObligationId) -> Vec<ClauseId> {
    let own = lens.debtors(ClauseId::Obligation(duty));
    let of_another = |clause: ClauseId| match clause {
        ClauseId::Obligation(other) | ClauseId::Tranche(other, _) => {
            let by = lens.debtors(clause);
            let shared = |actor: &ActorId| own.contains(actor);
            other != duty
                && !by.is_empty()
                && !by.iter().any(shared)
                && !lens.terms.agreement.obligations[other].unconditional
        }
        _ => false,
    };
    let mut waits = Vec::new();
    for part in lens.parts.of_duty(duty) {
        let part = &lens.parts.all[part];
        for condition in [&part.after, &part.needs]
            .into_iter()
            .filter_map(|c| c.get())
        {
            condition.names(&mut |name| {
                if let Some(NodeId::Clause(clause)) = lens.case.node(&name.id)
                    && of_another(clause)
                    && !waits.contains(&clause)
                {
                    waits.push(clause);
                }
            });
        }
    }
    waits
}

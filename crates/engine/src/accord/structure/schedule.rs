//! What changes hands in steps: each step's day and amount, and the share of the first and the
//! last; and parts that are larger than what they lie in (V8).

use armistice_case::model::{Case, ClauseId, NodeId, ObligationId, QuantityId, Said};
use armistice_case::phrase::When;
use armistice_case::value::{Decimal, Delivered};

use crate::accord::terms::Terms;

/// One step of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The tranche.
    pub clause: ClauseId,
    /// When it is due.
    pub when: Said<When>,
    /// How much.
    pub amount: Decimal,
}

/// A quantity that one duty delivers in steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The duty.
    pub obligation: ObligationId,
    /// What is counted.
    pub quantity: QuantityId,
    /// The steps that deliver some of it, in the order of the text.
    pub steps: Vec<Step>,
    /// What the steps add up to.
    pub total: Decimal,
}

/// A part that is larger than what it lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nested {
    /// What gives both amounts.
    pub of: NodeId,
    /// The part.
    pub part: (QuantityId, Decimal),
    /// The whole.
    pub whole: (QuantityId, Decimal),
}

/// Every quantity delivered in two steps or more, all of them exact.
pub fn schedules(terms: &Terms) -> Vec<Schedule> {
    let mut out = Vec::new();
    for id in terms.duties() {
        let duty = &terms.agreement.obligations[id];
        let mut quantities: Vec<QuantityId> = Vec::new();
        for (quantity, _) in duty.tranches.iter().flat_map(|tranche| &tranche.delivers) {
            if !quantities.contains(quantity) {
                quantities.push(*quantity);
            }
        }
        for quantity in quantities {
            let steps: Option<Vec<Step>> = (0_u16..)
                .zip(&duty.tranches)
                .filter_map(|(i, tranche)| {
                    let (_, amounts) = tranche.delivers.iter().find(|(q, _)| *q == quantity)?;
                    Some(Delivered::sole_exact(amounts).map(|amount| Step {
                        clause: ClauseId::Tranche(id, i),
                        when: match &tranche.when {
                            Said::Nothing => duty.when.clone(),
                            when => when.clone(),
                        },
                        amount,
                    }))
                })
                .collect();
            let Some(steps) = steps else { continue };
            out.push(Schedule {
                obligation: id,
                quantity,
                total: Decimal(steps.iter().map(|step| step.amount.0).sum()),
                steps,
            });
        }
    }
    out
}

/// Parts larger than their whole, in totals and in each duty.
pub fn nested(case: &Case, terms: &Terms) -> Vec<Nested> {
    let agreement = &terms.agreement;
    let mut lists: Vec<(NodeId, Vec<(QuantityId, Decimal)>)> =
        vec![(NodeId::Agreement, exacts(&agreement.totals))];
    for id in terms.duties() {
        let duty = &agreement.obligations[id];
        lists.push((ClauseId::Obligation(id).into(), exacts(&duty.delivers)));
    }
    let mut out = Vec::new();
    for (of, amounts) in lists {
        for part in &amounts {
            for whole in &amounts {
                let inside = case.quantities[part.0].among == Some(whole.0)
                    || case.quantities[whole.0]
                        .parts
                        .iter()
                        .flatten()
                        .any(|id| *id == part.0);
                if inside && part.1 > whole.1 {
                    out.push(Nested {
                        of,
                        part: *part,
                        whole: *whole,
                    });
                }
            }
        }
    }
    out
}

fn exacts(amounts: &[(QuantityId, Vec<Delivered>)]) -> Vec<(QuantityId, Decimal)> {
    amounts
        .iter()
        .filter_map(|(id, amounts)| Some((*id, Delivered::sole_exact(amounts)?)))
        .collect()
}

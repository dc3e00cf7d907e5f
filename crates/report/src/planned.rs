//! A proposed order as text of a case: the duties in steps, for a reading that takes them up.

use armistice_case::edit::{Held, Planned, Step};
use armistice_case::model::{Case, ClauseId, ObligationId};
use armistice_engine::accord::check::Lens;
use armistice_engine::accord::plan::dated::dated;
use armistice_engine::accord::plan::problem::Plan;
use armistice_engine::accord::plan::propose::{Basis, Proposal};

/// The name of the reading.
pub fn name(escrows: &[Held]) -> &'static str {
    if escrows.is_empty() {
        "the order with the least guarantee, on its earliest days, as planned"
    } else {
        "the order with the least guarantee where a third hand holds, on its earliest days, as planned"
    }
}

/// The duties of a proposal in their steps, and the steps that a third hand holds together.
pub fn planned(lens: &Lens<'_>, proposal: &Proposal, plan: &Plan) -> (Vec<Planned>, Vec<Held>) {
    let case = lens.case;
    let mut duties: Vec<ObligationId> = Vec::new();
    for kind in &proposal.kinds {
        if !duties.contains(&kind.duty) {
            duties.push(kind.duty);
        }
    }
    let mut all: Vec<Planned> = duties
        .iter()
        .map(|duty| Planned {
            duty: id(case, *duty),
            after: first(proposal, &duties, *duty),
            steps: Vec::new(),
            reached: Vec::new(),
        })
        .collect();
    let total = |duty: ObligationId| -> u64 {
        let kinds = proposal
            .kinds
            .iter()
            .zip(0..)
            .filter(|(k, _)| k.duty == duty);
        let of = |kind: usize| plan.steps.iter().flatten().filter(|k| **k == kind).count() as u64;
        kinds.map(|(item, kind)| of(kind) * item.unit).sum()
    };
    // The steps of the turn before, each by the position of its duty and its own.
    let mut before: Vec<(usize, usize, bool)> = Vec::new();
    let mut escrows: Vec<(usize, Held)> = Vec::new();
    let mut given: Vec<Vec<u64>> = vec![Vec::new(); duties.len()];
    for turn in dated(lens, proposal, plan) {
        let mut now = Vec::new();
        for (position, duty) in duties.iter().enumerate() {
            let of = turn.gives.iter();
            let of: Vec<&(usize, u64)> = of
                .filter(|(kind, _)| proposal.kinds[*kind].duty == *duty)
                .collect();
            if of.is_empty() {
                continue;
            }
            let counted = of.iter().filter_map(|(kind, number)| {
                let quantity = proposal.kinds[*kind].quantity?;
                Some((case.quantities.label(quantity).id.to_string(), *number))
            });
            let gives: Vec<(String, u64)> = counted.collect();
            let number: u64 = of.iter().map(|(_, number)| number).sum();
            let so_far = given[position].last().copied().unwrap_or(0) + number;
            given[position].push(so_far);
            let does = gives
                .is_empty()
                .then(|| format!("The return for {number} of {}", total(*duty)));
            all[position].steps.push(Step {
                day: turn.day,
                after: before.clone(),
                gives,
                does,
            });
            let item = &lens.terms.agreement.obligations[*duty];
            let confirmed = item.verified_by.get().is_some_and(|by| !by.is_empty());
            let step = all[position].steps.len() - 1;
            now.push((position, step, confirmed));
            if let Some(number) = turn.held {
                match escrows.last_mut().filter(|(known, _)| *known == number) {
                    Some((_, held)) => held.push((position, step)),
                    None => escrows.push((number, vec![(position, step)])),
                }
            }
        }
        before = now;
    }
    for (position, duty) in duties.iter().enumerate() {
        all[position].reached = reached(lens, proposal, *duty, &given[position]);
    }
    (all, escrows.into_iter().map(|(_, held)| held).collect())
}

/// The planned duties, by position, of which all comes before anything of a duty.
fn first(proposal: &Proposal, duties: &[ObligationId], duty: ObligationId) -> Vec<usize> {
    let pairs = proposal.frame.before.iter();
    let firsts = pairs.filter(|(_, then)| *then == duty);
    firsts
        .filter_map(|(first, _)| duties.iter().position(|known| known == first))
        .collect()
}

/// For each tranche that can be named, the step by which the same share has been given.
fn reached(
    lens: &Lens<'_>,
    proposal: &Proposal,
    duty: ObligationId,
    given: &[u64],
) -> Vec<(String, usize)> {
    let parts: Vec<usize> = lens.parts.of_duty(duty).collect();
    // A duty that answers each tranche of another one, or one in proportion, has those names.
    let proportional = matches!(
        proposal.basis,
        Basis::Shares {
            proportional: true,
            ..
        }
    );
    let counted = |part: usize| -> u64 { lens.parts.all[part].counts.iter().map(|(_, n)| n).sum() };
    let base = |part: usize| lens.parts.all[part].answers.unwrap_or(part);
    let count = |part: usize| match (counted(part), proportional) {
        (0, true) => counted(base(part)),
        (own, _) => own,
    };
    let whole: u64 = parts.iter().map(|part| count(*part)).sum();
    let all = given.last().copied().unwrap_or(0);
    let mut so_far = 0;
    let named = parts.iter().filter_map(|part| {
        let ClauseId::Tranche(of, at) = lens.parts.all[base(*part)].clause else {
            return None;
        };
        so_far += count(*part);
        let by = |given: &u64| {
            u128::from(*given) * u128::from(whole) >= u128::from(so_far) * u128::from(all)
        };
        let step = given.iter().position(by);
        let step = step
            .filter(|_| whole > 0)
            .unwrap_or(given.len().saturating_sub(1));
        let tranche = &lens.terms.agreement.obligations[of].tranches[usize::from(at)];
        Some((tranche.label.id.to_string(), step))
    });
    named.collect()
}

fn id(case: &Case, duty: ObligationId) -> String {
    case.label(ClauseId::Obligation(duty).into()).id.to_string()
}

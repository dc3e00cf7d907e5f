//! What follows a breach and what follows the end of a phase.
//!
//! A breach is answered by a cure period, by a path of disputes, by a duty or power that waits for
//! it, or by a guarantee behind the clause. Guarantee: exact on what the case says. Cost: duties
//! times clauses.

use armistice_case::model::{ClauseId, NodeId, ObligationId, PhaseId, Said};
use armistice_case::phrase::{Condition, State};
use armistice_case::value::Delivered;

use super::Lens;
use crate::accord::finding::{Code, Evidence, Finding};

/// Duties whose breach something answers.
#[must_use]
pub fn answered(lens: &Lens<'_>) -> Vec<ClauseId> {
    let agreement = &lens.terms.agreement;
    let waits: Vec<ObligationId> = breaches_waited_for(lens);
    lens.terms
        .duties()
        .filter(|duty| {
            let clause = ClauseId::Obligation(*duty);
            let backed = lens
                .terms
                .guarantees()
                .any(|(_, g)| g.backs.contains(&clause));
            agreement.disputes.is_some()
                || agreement.obligations[*duty].cure.get().is_some()
                || backed
                || waits.contains(duty)
        })
        .map(ClauseId::Obligation)
        .collect()
}

/// Duties for whose breach or lateness some clause waits.
fn breaches_waited_for(lens: &Lens<'_>) -> Vec<ObligationId> {
    fn collect<'a>(condition: &'a Condition, into: &mut Vec<&'a str>) {
        match condition {
            Condition::Is {
                name,
                state: Some(State::Breached | State::Late | State::Lapsed),
                ..
            } => {
                into.push(&name.id);
            }
            Condition::Is { .. } | Condition::Reaches { .. } | Condition::Day(_) => {}
            Condition::Date(_) | Condition::Silent(_) => {}
            Condition::Not(of) => collect(of, into),
            Condition::All(of) | Condition::Any(of) | Condition::AtLeast(_, of) => {
                of.iter().for_each(|part| collect(part, into));
            }
        }
    }
    let agreement = &lens.terms.agreement;
    let of_duties = lens
        .terms
        .duties()
        .map(|duty| &agreement.obligations[duty].after);
    let of_powers = lens.terms.powers().map(|(_, power)| &power.after);
    let mut names = Vec::new();
    for condition in of_duties.chain(of_powers).filter_map(Said::get) {
        collect(condition, &mut names);
    }
    let duty = |name: &&str| match lens.case.node(name)? {
        NodeId::Clause(ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _)) => Some(duty),
        _ => None,
    };
    names.iter().filter_map(duty).collect()
}

/// One finding for all duties whose breach has no consequence.
#[must_use]
pub fn without_remedy(lens: &Lens<'_>, answered: &[ClauseId]) -> Vec<Finding> {
    let all: Vec<ClauseId> = lens.terms.duties().map(ClauseId::Obligation).collect();
    let duties: Vec<ClauseId> = all
        .iter()
        .filter(|d| !answered.contains(d))
        .copied()
        .collect();
    if duties.is_empty() {
        return Vec::new();
    }
    let evidence = Evidence::NoRemedy {
        duties: duties.clone(),
        of: all.len(),
    };
    vec![lens.finding(Code::BreachWithoutRemedy, evidence, &duties)]
}

/// Remedies of an open amount or without a time.
#[must_use]
pub fn without_measure(lens: &Lens<'_>) -> Vec<Finding> {
    let agreement = &lens.terms.agreement;
    let mut found = Vec::new();
    for duty in lens.terms.duties() {
        let item = &agreement.obligations[duty];
        let remedy = item.after.get().is_some_and(|condition| {
            matches!(
                condition,
                Condition::Is {
                    state: Some(State::Breached | State::Late),
                    ..
                }
            )
        });
        let open = item
            .delivers
            .iter()
            .any(|(_, amounts)| amounts.iter().any(|a| matches!(a, Delivered::Silent(_))));
        if remedy && (open || item.when.get().is_none()) {
            let clause = ClauseId::Obligation(duty);
            let evidence = Evidence::Remedy { clause };
            found.push(lens.finding(Code::RemedyWithoutMeasure, evidence, &[clause]));
        }
    }
    found
}

/// Phases whose end the text does not settle, or that end for no reason at all. The readings of a
/// phase are told together with the base text.
#[must_use]
pub fn phase_ends(lens: &Lens<'_>, readings: &[Lens<'_>]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, phase) in lens.terms.phases() {
        let clause = ClauseId::Phase(id);
        let followed = followed_by_right(lens, id);
        let goes_on = phase.if_talks_go_on.get().cloned();
        let by_reading: Vec<_> = readings
            .iter()
            .filter_map(|other| {
                let reading = other.terms.reading?;
                let said = other.terms.agreement.phases[id].if_talks_go_on.get()?;
                (Some(said) != goes_on.as_ref()).then(|| (reading, said.clone()))
            })
            .collect();
        let fails = phase.if_talks_fail.get().cloned();
        let endless = |text: &str| text.contains("without limit");
        let evidence = Evidence::PhaseEnd {
            phase: id,
            goes_on: goes_on.clone(),
            fails,
            by_reading,
        };
        if goes_on.is_none() && !followed {
            found.push(lens.finding(Code::Cliff, evidence, &[clause]));
        } else if goes_on.as_deref().is_some_and(endless) {
            found.push(lens.finding(Code::NoEnd, evidence, &[clause]));
        }
    }
    found
}

/// Whether another phase starts with the end of this one and nothing else.
fn followed_by_right(lens: &Lens<'_>, id: PhaseId) -> bool {
    lens.terms.phases().any(|(_, next)| {
        matches!(
            next.after.get(),
            Some(Condition::Is { name, .. })
                if lens.case.node(&name.id) == Some(NodeId::Clause(ClauseId::Phase(id)))
        )
    })
}

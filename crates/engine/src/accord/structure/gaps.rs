//! What duties lack: a debtor, a day, a measure, a verifier; and debtors outside the agreement.
//!
//! V1 (undefined actor), V2 (somebody bound who has not signed), V3 (unmeasurable), V4 (undated),
//! V5 (unverifiable).

use armistice_case::model::{ActorId, ActorKind, Agreement, Case, ClauseId, Obligation, Said};
use armistice_case::tree::Silence;

use crate::accord::terms::Terms;

/// What a duty lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// Nobody owes it.
    Debtor,
    /// It takes the act of somebody who is neither party, mediator nor verifier.
    Outsider(ActorId),
    /// Nothing says when.
    Date,
    /// Nothing says how one sees that it is done.
    Measure,
    /// Nobody confirms it.
    Verifier,
    /// Only those who owe it confirm it.
    OwnVerifier,
    /// Somebody confirms it, and nothing says how fast.
    VerifierTime,
}

/// One thing that one duty lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The duty.
    pub clause: ClauseId,
    /// What it lacks.
    pub kind: GapKind,
    /// The word that stands in its place, if one does.
    pub silence: Option<Silence>,
}

/// All gaps, by duty in the order of the text.
pub fn gaps(case: &Case, terms: &Terms) -> Vec<Gap> {
    let agreement = &terms.agreement;
    let mut gaps = Vec::new();
    for id in terms.duties() {
        let duty = &agreement.obligations[id];
        let mut note = |kind, silence| {
            gaps.push(Gap {
                clause: ClauseId::Obligation(id),
                kind,
                silence,
            });
        };
        if duty.by.get().is_none() {
            note(GapKind::Debtor, duty.by.silence());
        }
        for actor in duty.by.get().into_iter().flatten().chain(&duty.through) {
            if is_outsider(case, agreement, *actor) {
                note(GapKind::Outsider(*actor), None);
            }
        }
        if undated(agreement, duty) {
            note(GapKind::Date, duty.when.silence().or(duty.after.silence()));
        }
        if unmeasurable(duty) {
            note(GapKind::Measure, duty.done_when.silence());
        }
        match duty.verified_by.get() {
            None => note(GapKind::Verifier, duty.verified_by.silence()),
            Some(verifiers) => {
                let owes = |actor: &ActorId| duty.by.get().is_some_and(|by| by.contains(actor));
                if verifiers.iter().all(owes) {
                    note(GapKind::OwnVerifier, None);
                }
                let timed = duty.verified_within.get().is_some()
                    || (!duty.tranches.is_empty()
                        && duty
                            .tranches
                            .iter()
                            .all(|t| t.verified_within.get().is_some()));
                if !timed {
                    note(GapKind::VerifierTime, duty.verified_within.silence());
                }
            }
        }
    }
    gaps
}

fn is_outsider(case: &Case, agreement: &Agreement, actor: ActorId) -> bool {
    let principal = case.principal(actor);
    let item = &case.actors[principal];
    item.kind == ActorKind::Other
        && item.roles.is_empty()
        && !agreement
            .signed_by
            .get()
            .is_some_and(|signed| signed.contains(&principal))
}

fn undated(agreement: &Agreement, duty: &Obligation) -> bool {
    let given = duty.when.get().is_some()
        || duty.after.get().is_some()
        || duty.starts.get().is_some()
        || duty.every.get().is_some();
    if given {
        return false;
    }
    if !duty.tranches.is_empty() {
        return duty
            .tranches
            .iter()
            .any(|tranche| tranche.when.get().is_none() && tranche.after.get().is_none());
    }
    // A prohibition holds as long as its phase, or throughout.
    if duty.must_not.is_some() && duty.when == Said::Nothing {
        return duty
            .phase
            .is_some_and(|phase| agreement.phases[phase].when.get().is_none());
    }
    true
}

fn unmeasurable(duty: &Obligation) -> bool {
    // An amount left open will be one; what is missing then is an open term, not a measure.
    let counted = !duty.delivers.is_empty()
        || !duty.reaches.is_empty()
        || duty
            .tranches
            .iter()
            .any(|tranche| !tranche.delivers.is_empty() || !tranche.reaches.is_empty());
    !counted && duty.done_when.get().is_none() && duty.must_not.is_none()
}

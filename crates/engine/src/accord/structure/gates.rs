//! Open terms and what waits for them: the duties that cannot begin before a term is agreed, and
//! the day or the trigger that runs against them meanwhile (V7).

use armistice_case::model::{Case, ClauseId, NodeId, OpenTermId, Said};
use armistice_case::phrase::{Condition, When};

use crate::accord::terms::Terms;

/// What runs while a duty waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitingKind {
    /// It is due on a day.
    Dated(When),
    /// Something else starts its clock.
    Triggered(Condition),
    /// Nothing.
    Neither,
}

/// A clause that waits for an open term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The clause.
    pub clause: ClauseId,
    /// What runs meanwhile.
    pub kind: WaitingKind,
}

/// An open term with what waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The term.
    pub term: OpenTermId,
    /// What waits, in the order of the text.
    pub waiting: Vec<Waiting>,
    /// Whether nothing says who decides.
    pub nobody_decides: bool,
    /// Whether nothing says by when.
    pub no_deadline: bool,
    /// Whether nothing says what holds otherwise.
    pub no_fallback: bool,
}

/// All open terms, in the order of the text.
pub fn gates(case: &Case, terms: &Terms) -> Vec<Gate> {
    terms
        .open_terms()
        .map(|(id, term)| Gate {
            term: id,
            waiting: waiting(case, terms, ClauseId::OpenTerm(id)),
            nobody_decides: term.decided_by.get().is_none(),
            no_deadline: term.when.get().is_none(),
            no_fallback: term.fallback.get().is_none(),
        })
        .collect()
}

fn waiting(case: &Case, terms: &Terms, term: ClauseId) -> Vec<Waiting> {
    let names = |said: &Said<Condition>| names(case, said, term);
    let mut out = Vec::new();
    for id in terms.duties() {
        let duty = &terms.agreement.obligations[id];
        if names(&duty.needs) || names(&duty.after) {
            out.push(Waiting {
                clause: ClauseId::Obligation(id),
                kind: kind(case, &duty.when, &duty.after, term),
            });
        }
        for (i, tranche) in (0_u16..).zip(&duty.tranches) {
            if names(&tranche.needs) || names(&tranche.after) {
                out.push(Waiting {
                    clause: ClauseId::Tranche(id, i),
                    kind: kind(case, &tranche.when, &tranche.after, term),
                });
            }
        }
    }
    for (id, phase) in terms.phases() {
        if names(&phase.needs) || names(&phase.after) {
            out.push(Waiting {
                clause: ClauseId::Phase(id),
                kind: kind(case, &phase.when, &phase.after, term),
            });
        }
    }
    for (id, power) in terms.powers() {
        if names(&power.needs) || names(&power.after) {
            out.push(Waiting {
                clause: ClauseId::Power(id),
                kind: kind(case, &power.when, &power.after, term),
            });
        }
    }
    out
}

/// Whether a condition names a clause.
pub(super) fn names(case: &Case, said: &Said<Condition>, clause: ClauseId) -> bool {
    let mut hit = false;
    if let Some(condition) = said.get() {
        condition.names(&mut |name| hit |= case.node(&name.id) == Some(NodeId::Clause(clause)));
    }
    hit
}

fn kind(case: &Case, when: &Said<When>, after: &Said<Condition>, term: ClauseId) -> WaitingKind {
    if let Some(after) = after.get()
        && !names(case, &Said::Is(after.clone()), term)
    {
        return WaitingKind::Triggered(after.clone());
    }
    match when.get() {
        Some(When::Within(..)) | None => WaitingKind::Neither,
        Some(when) => WaitingKind::Dated(when.clone()),
    }
}

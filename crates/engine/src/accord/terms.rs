//! The terms of an agreement under the base text or one reading of it.
//!
//! A reading changes keys of clauses, adds duties and drops clauses. The base and each reading
//! alone are evaluated, never their products. What a reading changes is lowered with the rest
//! (`Case::agreement_under`), so every key has the meaning that it has in the text; what a reading
//! drops keeps its position and is left out by the iterators here.

use armistice_case::model::{
    Agreement, AmendmentId, Case, ClauseId, Escrow, EscrowId, Guarantee, GuaranteeId, Milestone,
    MilestoneId, NodeId, ObligationId, OpenTerm, OpenTermId, Phase, PhaseId, Power, PowerId,
    ReadingId,
};
use armistice_case::phrase::{Condition, When};
use jiff::civil::Date;

/// The phase while which something is to be done.
#[must_use]
pub fn during(case: &Case, when: &When) -> Option<PhaseId> {
    let When::While(Condition::Is { name, .. }) = when else {
        return None;
    };
    match case.node(&name.id)? {
        NodeId::Clause(ClauseId::Phase(phase)) => Some(phase),
        _ => None,
    }
}

/// The agreement as one reading has it.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The reading; the base text when none.
    pub reading: Option<ReadingId>,
    /// The clauses with the changes made, dropped ones among them.
    pub agreement: Agreement,
    /// Clauses that the reading has not.
    pub dropped: Vec<ClauseId>,
    /// The amendments in force.
    pub amendments: Vec<AmendmentId>,
}

impl Terms {
    /// The terms under the base text (`None`) or a reading. None when the case has no agreement.
    #[must_use]
    pub fn under(case: &Case, reading: Option<ReadingId>) -> Option<Terms> {
        let agreement = case.agreement_under(reading)?.clone();
        let dropped = reading.map_or_else(Vec::new, |r| agreement.readings[r].drops.clone());
        Some(Terms {
            reading,
            agreement,
            dropped,
            amendments: Vec::new(),
        })
    }

    /// The terms in force on a day: those of [`Terms::under`] with every amendment that is agreed
    /// and dated by then, in the order of their dates.
    #[must_use]
    pub fn on(case: &Case, reading: Option<ReadingId>, day: Date) -> Option<Terms> {
        let mut terms = Terms::under(case, reading)?;
        let dated = case.agreement.as_ref()?.dated_amendments();
        let due = dated.iter().take_while(|(date, _)| *date <= day);
        terms.amendments = due.map(|(_, id)| *id).collect();
        terms.agreement = case
            .agreement_after(reading, terms.amendments.len())?
            .clone();
        for id in &terms.amendments {
            let drops = &terms.agreement.amendments[*id].drops;
            terms.dropped.extend(drops);
        }
        Some(terms)
    }

    /// Whether a clause is part of these terms; what stands in a dropped phase is not.
    #[must_use]
    pub fn holds(&self, clause: ClauseId) -> bool {
        if self.dropped.contains(&clause) {
            return false;
        }
        let phase_holds = |phase: Option<PhaseId>| {
            phase.is_none_or(|phase| !self.dropped.contains(&ClauseId::Phase(phase)))
        };
        let duty = match clause {
            ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _) => duty,
            ClauseId::Escrow(escrow) => {
                let by = self.agreement.escrows[escrow].added_by;
                return by.is_none() || by == self.reading;
            }
            ClauseId::Power(power) => return phase_holds(self.agreement.powers[power].phase),
            _ => return true,
        };
        let item = &self.agreement.obligations[duty];
        if self.dropped.contains(&ClauseId::Obligation(duty)) || !phase_holds(item.phase) {
            return false;
        }
        match item.added_by {
            None => true,
            Some(NodeId::Reading(by)) => Some(by) == self.reading,
            Some(NodeId::Amendment(by)) => self.amendments.contains(&by),
            Some(_) => false,
        }
    }

    /// The duties of these terms, in the order of the text.
    pub fn duties(&self) -> impl Iterator<Item = ObligationId> {
        self.agreement
            .obligations
            .keys()
            .filter(|duty| self.holds(ClauseId::Obligation(*duty)))
    }

    /// The phases of these terms.
    pub fn phases(&self) -> impl Iterator<Item = (PhaseId, &Phase)> {
        let all = self.agreement.phases.iter();
        all.filter(|(id, _)| self.holds(ClauseId::Phase(*id)))
    }

    /// The powers of these terms.
    pub fn powers(&self) -> impl Iterator<Item = (PowerId, &Power)> {
        let all = self.agreement.powers.iter();
        all.filter(|(id, _)| self.holds(ClauseId::Power(*id)))
    }

    /// The open terms of these terms.
    pub fn open_terms(&self) -> impl Iterator<Item = (OpenTermId, &OpenTerm)> {
        let all = self.agreement.open_terms.iter();
        all.filter(|(id, _)| self.holds(ClauseId::OpenTerm(*id)))
    }

    /// The milestones of these terms.
    pub fn milestones(&self) -> impl Iterator<Item = (MilestoneId, &Milestone)> {
        let all = self.agreement.milestones.iter();
        all.filter(|(id, _)| self.holds(ClauseId::Milestone(*id)))
    }

    /// The escrows of these terms.
    pub fn escrows(&self) -> impl Iterator<Item = (EscrowId, &Escrow)> {
        let all = self.agreement.escrows.iter();
        all.filter(|(id, _)| self.holds(ClauseId::Escrow(*id)))
    }

    /// The guarantees of these terms.
    pub fn guarantees(&self) -> impl Iterator<Item = (GuaranteeId, &Guarantee)> {
        let all = self.agreement.guarantees.iter();
        all.filter(|(id, _)| self.holds(ClauseId::Guarantee(*id)))
    }
}

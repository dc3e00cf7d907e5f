//! The checks of an agreement, clause by clause: each asks one question of the terms and answers
//! with findings.

pub mod balance;
pub mod calendar;
pub mod capacity;
pub mod clash;
pub mod hour;
pub mod lapse;
pub mod leverage;
pub mod order;
pub mod phase;
pub mod pledged;
pub mod ratio;
pub mod remedy;
pub mod ride;
pub mod run;
pub mod side;
pub mod valued;
pub mod wait;
pub mod weighed;
pub mod window;

use armistice_case::model::{ActorId, Case, ClauseId, NodeId};

use super::causality::fixpoint::fixpoint;
use super::finding::{Code, Coverage, Evidence, Finding, Unlooked};
use super::happening::{Happening, Happenings};
use super::part::Parts;
use super::terms::Terms;
use super::time::network::Window;
use super::timetable::Timetable;
use crate::provenance::Because;

/// The parties of a case without their voices, in the order of the case.
#[must_use]
pub fn parties(case: &Case) -> Vec<ActorId> {
    case.parties()
        .filter(|party| case.actors[*party].speaks_for.is_none())
        .collect()
}

/// The terms under one reading with everything that is derived from them.
pub struct Lens<'a> {
    /// The case.
    pub case: &'a Case,
    /// The terms.
    pub terms: Terms,
    /// What is done once.
    pub parts: Parts,
    /// What can happen.
    pub happenings: Happenings,
    /// When.
    pub timetable: Timetable,
    /// The window of every point of the timetable; none when the windows conflict.
    pub windows: Option<Vec<Window>>,
    /// The same in minutes, where the terms count in hours.
    pub hours: Option<Vec<Window>>,
}

impl Lens<'_> {
    /// A finding that rests on clauses and was looked for everywhere.
    #[must_use]
    pub fn finding(&self, code: Code, evidence: Evidence, clauses: &[ClauseId]) -> Finding {
        let mut because: Vec<Because> = clauses
            .iter()
            .map(|clause| Because::Node(NodeId::Clause(*clause)))
            .collect();
        if because.is_empty() {
            because.push(Because::Node(NodeId::Agreement));
        }
        because.dedup();
        Finding {
            code,
            reading: self.terms.reading,
            evidence,
            because,
            coverage: Coverage::Exhaustive,
        }
    }

    /// For each part whether it can be done at all, whatever its days.
    #[must_use]
    pub fn possible(&self) -> Vec<bool> {
        let reach = fixpoint(&self.happenings.graph);
        let done = |part| self.happenings.event(&Happening::Done(part));
        (0..self.parts.all.len())
            .map(|part| done(part).is_some_and(|event| reach.has(event)))
            .collect()
    }

    /// What was not looked at, told as a finding so that silence is not taken for an answer.
    #[must_use]
    pub fn not_looked_at(&self, what: Unlooked) -> Finding {
        self.finding(Code::NotLookedAt, Evidence::NotLooked { what }, &[])
    }

    /// Who owes a clause.
    #[must_use]
    pub fn debtors(&self, clause: ClauseId) -> Vec<ActorId> {
        let agreement = &self.terms.agreement;
        let by = match clause {
            ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _) => {
                agreement.obligations[duty].by.get()
            }
            ClauseId::Power(power) => agreement.powers[power].by.get(),
            ClauseId::Milestone(milestone) => agreement.milestones[milestone].by.get(),
            ClauseId::OpenTerm(term) => agreement.open_terms[term].decided_by.get(),
            ClauseId::Phase(_) | ClauseId::Escrow(_) | ClauseId::Guarantee(_) => None,
        };
        by.cloned().unwrap_or_default()
    }
}

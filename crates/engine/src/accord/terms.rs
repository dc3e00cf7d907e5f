//! The terms of an agreement under the base text or one reading of it.
//!
//! A reading changes keys of clauses, adds duties and drops clauses. The base and each reading
//! alone are evaluated, never their products. Keys that no check reads are left as they are.

use armistice_case::model::{
    Agreement, AmendmentId, Case, Change, ClauseId, NodeId, ObligationId, ReadingId, Said,
};
use armistice_case::phrase::{self, Condition, When};
use armistice_case::tree::Silence;
use armistice_case::value::Duration;
use jiff::civil::Date;

/// The agreement as one reading has it.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The reading; the base text when none.
    pub reading: Option<ReadingId>,
    /// The clauses with the changes made.
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
        let base = case.agreement.as_ref()?;
        let mut terms = Terms {
            reading,
            agreement: base.clone(),
            dropped: Vec::new(),
            amendments: Vec::new(),
        };
        if let Some(reading) = reading {
            for change in &base.readings[reading].changes {
                terms.apply(change);
            }
            terms.dropped.clone_from(&base.readings[reading].drops);
        }
        Some(terms)
    }

    /// The terms in force on a day: those of [`Terms::under`] with every amendment that is agreed
    /// and dated by then, in the order of their dates.
    #[must_use]
    pub fn on(case: &Case, reading: Option<ReadingId>, day: Date) -> Option<Terms> {
        let mut terms = Terms::under(case, reading)?;
        let base = case.agreement.as_ref()?;
        let mut due: Vec<(Date, AmendmentId)> = base
            .amendments
            .iter()
            .filter(|(_, amendment)| amendment.status.as_deref().is_none_or(|s| s == "agreed"))
            .filter_map(|(id, amendment)| Some((amendment.date.filter(|date| *date <= day)?, id)))
            .collect();
        due.sort_unstable();
        for (_, id) in due {
            for change in &base.amendments[id].changes {
                terms.apply(change);
            }
            terms.dropped.extend(&base.amendments[id].drops);
            terms.amendments.push(id);
        }
        Some(terms)
    }

    /// Whether a clause is part of these terms.
    #[must_use]
    pub fn holds(&self, clause: ClauseId) -> bool {
        if self.dropped.contains(&clause) {
            return false;
        }
        let duty = match clause {
            ClauseId::Obligation(duty) | ClauseId::Tranche(duty, _) => duty,
            _ => return true,
        };
        if self.dropped.contains(&ClauseId::Obligation(duty)) {
            return false;
        }
        match self.agreement.obligations[duty].added_by {
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

    fn apply(&mut self, change: &Change) {
        let (key, value) = (&*change.key, &*change.value);
        match change.clause {
            ClauseId::Obligation(id) => {
                let duty = self.agreement.obligations.get_mut(id);
                match key {
                    "after" => duty.after = condition(value),
                    "needs" => duty.needs = condition(value),
                    "when" => duty.when = when(value),
                    "starts" => duty.starts = when(value),
                    "takes" => duty.takes = duration(value),
                    "verified-within" => duty.verified_within = duration(value),
                    "cure" => duty.cure = duration(value),
                    "if-over" => duty.if_over = words(value),
                    "if-suspended" => duty.if_suspended = words(value),
                    "delivers" => duty.delivers.clone_from(&change.amounts),
                    "reaches" => duty.reaches.clone_from(&change.amounts),
                    _ => {}
                }
            }
            ClauseId::Tranche(id, at) => {
                let duty = self.agreement.obligations.get_mut(id);
                let Some(tranche) = duty.tranches.get_mut(usize::from(at)) else {
                    return;
                };
                match key {
                    "after" => tranche.after = condition(value),
                    "needs" => tranche.needs = condition(value),
                    "when" => tranche.when = when(value),
                    "starts" => tranche.starts = when(value),
                    "verified-within" => tranche.verified_within = duration(value),
                    "delivers" => tranche.delivers.clone_from(&change.amounts),
                    "reaches" => tranche.reaches.clone_from(&change.amounts),
                    _ => {}
                }
            }
            ClauseId::Phase(id) => {
                let phase = self.agreement.phases.get_mut(id);
                match key {
                    "after" => phase.after = condition(value),
                    "needs" => phase.needs = condition(value),
                    "when" => phase.when = when(value),
                    "lasts" => phase.lasts = duration(value),
                    "if-talks-go-on" => phase.if_talks_go_on = words(value),
                    "if-talks-fail" => phase.if_talks_fail = words(value),
                    _ => {}
                }
            }
            ClauseId::Power(id) => {
                let power = self.agreement.powers.get_mut(id);
                match key {
                    "after" => power.after = condition(value),
                    "needs" => power.needs = condition(value),
                    "when" => power.when = when(value),
                    "for" => power.lasts = duration(value),
                    "at-most" => power.at_most = words(value),
                    _ => {}
                }
            }
            ClauseId::Milestone(id) => {
                let milestone = self.agreement.milestones.get_mut(id);
                match key {
                    "after" => milestone.after = condition(value),
                    "needs" => milestone.needs = condition(value),
                    _ => {}
                }
            }
            ClauseId::OpenTerm(_) | ClauseId::Escrow(_) | ClauseId::Guarantee(_) => {}
        }
    }
}

fn said<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Said<T> {
    match Silence::from_word(text) {
        Some(silence) => Said::Silent(silence),
        None => read(text).map_or(Said::Nothing, Said::Is),
    }
}

fn condition(text: &str) -> Said<Condition> {
    said(text, |text| phrase::condition(text).ok())
}

fn when(text: &str) -> Said<When> {
    said(text, |text| phrase::when(text).ok())
}

fn duration(text: &str) -> Said<Duration> {
    said(text, |text| phrase::duration(text).ok())
}

fn words(text: &str) -> Said<Box<str>> {
    said(text, |text| Some(text.into()))
}

//! Suspensions: what a record about a phase, a power or the agreement suspends, and what a
//! suspension does to dates. They stand, they freeze (what falls due meanwhile is due when it
//! ends), or all later ones shift by its length.
//!
//! A record about a phase takes in every duty of the phase, one that names no clause every duty of
//! the agreement; where the record says who, only the duties that those owe. The use of a power
//! takes in what the power is over, whoever uses it. What is owed whatever happens goes on.

use armistice_case::model::{Act, ClauseId, ObligationId};

use super::docket::{Text, acts_on, debtors};
use super::history::History;
use super::record::Fact;

/// Whether a fact that is not about a duty itself suspends or resumes it.
#[must_use]
pub fn suspends(text: &Text<'_>, id: ObligationId, fact: &Fact) -> Option<Act> {
    let duty = &text.lens.terms.agreement.obligations[id];
    if duty.unconditional {
        return None;
    }
    let act = match fact.clause {
        Some(ClauseId::Power(power)) => {
            let acts = &text.lens.terms.agreement.powers[power].acts;
            let over = acts.iter().filter(|(_, on)| acts_on(*on, id, duty.phase));
            return used(over.map(|(verb, _)| *verb), fact);
        }
        Some(ClauseId::Phase(phase)) => fact.act.filter(|_| duty.phase == Some(phase)),
        None => fact.act,
        Some(_) => None,
    };
    let case = text.lens.case;
    let by = case.events.by(&case.events[fact.event]);
    let owing = debtors(&text.lens, ClauseId::Obligation(id));
    let meant = by.is_empty() || by.iter().any(|by| owing.contains(&case.principal(*by)));
    act.filter(|act| meant && matches!(act, Act::Suspended | Act::Resumed))
}

/// What a record of a power with these verbs does; a power to suspend is ended by its own word.
#[must_use]
pub fn used<'v>(mut verbs: impl Iterator<Item = &'v str>, fact: &Fact) -> Option<Act> {
    let verb = verbs.find(|verb| matches!(*verb, "suspends" | "resumes"))?;
    match fact.act_or(Act::Used)? {
        Act::Resumed => Some(Act::Resumed),
        Act::Suspended | Act::Used if verb == "suspends" => Some(Act::Suspended),
        Act::Used => Some(Act::Resumed),
        _ => None,
    }
}

/// The times for which what was not done by `done` is suspended, in order; those that overlap are
/// one, so that no day counts twice. An open one has no end.
#[must_use]
pub fn stretches(history: &History, done: Option<i64>) -> Vec<(i64, Option<i64>)> {
    let known = history.suspensions.iter();
    let mut all: Vec<(i64, Option<i64>)> = known
        .filter(|suspension| done.is_none_or(|done| done > suspension.from))
        .map(|suspension| (suspension.from, suspension.to.map(|(to, _)| to)))
        .collect();
    all.sort_unstable_by_key(|(from, _)| *from);
    let mut merged: Vec<(i64, Option<i64>)> = Vec::with_capacity(all.len());
    for (from, to) in all {
        match merged.last_mut() {
            Some((_, last)) if last.is_none_or(|last| from <= last) => {
                *last = last.zip(to).map(|(last, to)| last.max(to));
            }
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// What a rule for dates in a suspension makes of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policies {
    /// Days late when the dates stand.
    pub stand: i64,
    /// Days late when nothing falls due meanwhile.
    pub freeze: i64,
    /// Days late when all later dates move by its length.
    pub shift: i64,
    /// The rule that the text gives.
    pub said: Option<Policy>,
}

/// A rule for the dates of a duty that is suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// They stand.
    Stand,
    /// None passes meanwhile.
    Freeze,
    /// They move by the length of the suspension.
    Shift,
}

impl Policy {
    /// The rule that the text has for a duty, else for the whole agreement.
    #[must_use]
    pub fn of(text: &Text<'_>, duty: ObligationId) -> Option<Policy> {
        let agreement = &text.lens.terms.agreement;
        let own = agreement.obligations[duty].if_suspended.get();
        match &**own.or(agreement.if_suspended.get())? {
            "stand" => Some(Policy::Stand),
            "freeze" => Some(Policy::Freeze),
            "shift" => Some(Policy::Shift),
            _ => None,
        }
    }
}

/// The last day of a part once a suspension has had its effect.
pub(super) fn moved(due: i64, suspensions: &[(i64, i64)], policy: Policy) -> i64 {
    suspensions
        .iter()
        .fold(due, |due, (from, to)| match policy {
            Policy::Stand => due,
            Policy::Freeze if (*from..*to).contains(&due) => *to,
            Policy::Shift if due >= *from => due + (to - from),
            Policy::Freeze | Policy::Shift => due,
        })
}

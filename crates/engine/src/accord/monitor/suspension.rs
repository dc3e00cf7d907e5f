//! Suspensions: what a record about a phase, a power or the agreement suspends, and what a
//! suspension does to dates. They stand, they freeze (what falls due meanwhile is due when it
//! ends), or all later ones shift by its length.
//!
//! A record about a phase takes in every duty of the phase, one that names no clause every duty of
//! the agreement; where the record says who, only the duties that those owe. The use of a power
//! takes in what the power is over, whoever uses it. What is owed whatever happens goes on.

use armistice_case::model::{Act, ClauseId, Key as _, ObligationId};

use super::clock::Clock;
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
fn stretches(history: &History, done: Option<i64>) -> Vec<(i64, Option<i64>)> {
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

/// The times for which a part is suspended: of those of its duty what comes once its clock has
/// started. What still waits then is not suspended.
#[must_use]
pub fn held(
    history: &History,
    done: Option<i64>,
    triggered: Option<i64>,
) -> Vec<(i64, Option<i64>)> {
    let Some(triggered) = triggered else {
        return Vec::new();
    };
    let all = stretches(history, done).into_iter();
    all.map(|(from, to)| (from.max(triggered), to))
        .filter(|(from, to)| to.is_none_or(|to| to > *from))
        .collect()
}

/// The same up to a day, each with its end.
#[must_use]
pub fn spans(held: &[(i64, Option<i64>)], day: i64) -> Vec<(i64, i64)> {
    let begun = held.iter().filter(|(from, _)| *from <= day);
    begun
        .map(|(from, to)| (*from, to.map_or(day, |to| to.min(day))))
        .collect()
}

/// The times up to the day, each with the day it ended, for which a promise by the day is out of
/// force: suspended under a rule by which its dates do not stand. And its last day, moved by them.
#[must_use]
pub fn off(clock: &Clock<'_>, duty: ObligationId) -> (Vec<(i64, i64)>, Option<i64>) {
    let Some(part) = clock.text.lens.parts.of_duty(duty).next() else {
        return (Vec::new(), None);
    };
    let due = clock.windows[part].due;
    let policy = Policy::of(clock.text, duty).filter(|policy| *policy != Policy::Stand);
    let Some(policy) = policy else {
        return (Vec::new(), due);
    };
    let history = &clock.histories[duty.position()];
    let held = held(history, None, clock.triggered[part]);
    let mut spans = spans(&held, clock.day + 1);
    spans.retain(|(from, to)| from < to);
    let due = due.map(|due| moved(due, &spans, policy));
    (spans, due)
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

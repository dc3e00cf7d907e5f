//! Whether the log says anything of what is missing: a gap in the log is not a breach.

use armistice_case::model::{Act, ClauseId, Key as _, ObligationId, QuantityId};

use super::clock::Clock;
use super::history::History;
use super::record::Fact;
use super::standing::Filled;

/// Whether nothing is recorded of a duty since a day on which it was due.
pub(super) fn unheard(clock: &Clock<'_>, duty: ObligationId, due: Option<i64>) -> bool {
    let history = &clock.histories[duty.position()];
    let last = clock.facts.of_duty(duty, clock.day).rev().find(speaks);
    let since = last.filter(|fact| due.is_none_or(|due| fact.day >= due));
    since.is_none() && quiet(history, duty)
}

/// Whether a record says anything of how far a duty is done; that it is waived says nothing of that.
fn speaks(fact: &&Fact) -> bool {
    let own = matches!(
        fact.clause,
        Some(ClauseId::Obligation(_) | ClauseId::Tranche(..))
    );
    own && fact.act != Some(Act::Waived)
}

/// Whether no record says that the duty is refused, stopped or suspended.
fn quiet(history: &History, duty: ObligationId) -> bool {
    let suspended = history.suspensions.iter().any(|s| s.own(duty));
    history.refusals.is_empty() && !suspended
}

/// Whether the log says nothing either way of what is missing: no record of the duty at all, or
/// none of the quantities that are not full.
pub(super) fn silent(clock: &Clock<'_>, at: usize, filled: &[Filled]) -> bool {
    let part = &clock.text.lens.parts.all[at];
    let duty = part.duty;
    let history = &clock.histories[duty.position()];
    let spoken = || {
        let own = Some(ClauseId::Obligation(duty));
        let mut facts = clock.facts.of_duty(duty, clock.day);
        facts.any(|fact| fact.clause.map(ClauseId::whole) == own && speaks(&fact))
    };
    if history.deliveries.is_empty() && (history.records == 0 || !spoken()) {
        return true;
    }
    let quiet = quiet(history, duty);
    let several = history.parts.len() > 1 && (!filled.is_empty() || part.ahead_of.is_some());
    let empty = filled.iter().all(|filled| filled.given.0 == 0);
    if several && empty && quiet {
        // Of several instalments, or acts before each step of another duty, this one is silent when no
        // record has come since it was due.
        return unheard(clock, duty, clock.windows[at].due);
    }
    let missing: Vec<QuantityId> = filled
        .iter()
        .filter(|filled| {
            filled
                .promised
                .is_none_or(|promised| filled.given < promised)
        })
        .map(|filled| filled.quantity)
        .collect();
    let told = |quantity: &QuantityId| {
        let known = history.deliveries.iter().chain(&history.tallies);
        known.map(|d| d.quantity).any(|known| known == *quantity)
            || history
                .suspensions
                .iter()
                .any(|s| s.held.iter().any(|(q, _)| q == quantity))
    };
    !missing.is_empty() && !missing.iter().any(told) && quiet && history.denials.is_empty()
}

//! What happened to a part, as signals for the table of [`super::life`].

use armistice_case::model::{Act, ClauseId, EventId, Key as _};

use super::clock::{Clock, Due};
use super::docket::debtors;
use super::history::PartHistory;
use super::life::Signal;

/// What happened to a part, in the order of the days.
pub(super) fn signals(
    clock: &Clock<'_>,
    own: &PartHistory,
    window: &Due,
    (triggered, held): (Option<i64>, &[(i64, Option<i64>)]),
    cure: Option<i64>,
    quota: bool,
    at: usize,
) -> Vec<(i64, u8, Signal)> {
    let part = &clock.text.lens.parts.all[at];
    let history = &clock.histories[part.duty.position()];
    let duty = &clock.text.lens.terms.agreement.obligations[part.duty];
    let day = clock.day;
    let mut signals: Vec<(i64, u8, Signal)> = Vec::new();
    let mut add = |on: i64, order: u8, signal: Signal| {
        if on <= day {
            signals.push((on, order, signal));
        }
    };
    if let Some(on) = triggered {
        add(on, 0, Signal::Triggered);
    }
    let due = window.due.filter(|_| !quota);
    for (from, to) in held.iter().copied() {
        add(from, 4, Signal::Suspended);
        if let Some(to) = to {
            add(to, 1, Signal::Resumed);
            // Dates that stood have passed meanwhile.
            if due.is_some_and(|due| due < to) {
                add(to, 1, Signal::Missed);
            }
        }
    }
    if let Some(by) = window.begin_by
        && own.begun.is_none_or(|begun| begun > by)
    {
        add(by + 1, 1, Signal::Missed);
        if let Some(begun) = own.begun
            && due.is_none_or(|due| begun <= due)
        {
            add(begun, 1, Signal::Begun);
        }
    }
    for (done, undone) in &own.undone {
        add(*done, 2, Signal::Performed);
        add(*undone, 3, Signal::Undone);
    }
    if let Some(due) = due
        && own.done.is_none_or(|done| done > due)
    {
        add(due + 1, 1, Signal::Missed);
        if let Some(cure) = cure {
            add(due + 1 + cure, 1, Signal::Failed);
        }
    }
    if window.late_by().is_some()
        && let Some(due) = due
    {
        add(due, 1, Signal::Missed);
    }
    if let Some(done) = own.done {
        add(done, 2, Signal::Performed);
    }
    if let Some(verified) = own.verified {
        add(verified, 3, Signal::Confirmed);
    }
    if let Some(waived) = own.waived {
        add(waived, 5, Signal::Waived);
    }
    for (on, event, act) in &history.refusals {
        // What is stopped for good while it is late will not be cured.
        let for_good = *act == Act::Stopped && due.is_some_and(|due| due < *on);
        if for_good || (!quota && breaks(clock, at, *event, window)) {
            add(*on, 4, Signal::Failed);
        }
    }
    if let Some(ended) = history.ended {
        add(ended, 6, Signal::Expired);
        add(ended, 6, Signal::Failed);
        add(ended, 7, Signal::Ended);
    }
    if let Some(last) = window.due.filter(|_| quota) {
        // A promise by the day is over with its own last day.
        add(last + 1, 7, Signal::Ended);
    }
    if let Some(phase) = duty.phase {
        let run = clock.phase(phase);
        // A last day after the phase's own, as one that moved for a day of rest, is kept.
        let moved = window.due.filter(|_| run.ended.is_none());
        let end = run
            .after()
            .map(|end| moved.map_or(end, |due| end.max(due + 1)));
        if let Some(end) = end {
            add(end, 6, Signal::Expired);
            add(end, 6, Signal::Failed);
            add(end, 7, Signal::Ended);
        }
    }
    // A breach follows from a phase's end only where the part was late by then.
    signals.sort_by_key(|(on, order, _)| (*on, *order));
    let mut missed = false;
    signals.retain(|(_, order, signal)| {
        missed |= *signal == Signal::Missed;
        *signal != Signal::Failed || *order != 6 || missed
    });
    signals
}

/// Whether a refusal breaks a part at once: of what holds on every day, access for a verifier and
/// whatever has no last day, when it is refused by somebody who owes it, or by nobody who is named.
pub(super) fn breaks(clock: &Clock<'_>, at: usize, event: EventId, window: &Due) -> bool {
    let lens = &clock.text.lens;
    let part = &lens.parts.all[at];
    let access = Some(ClauseId::Obligation(part.duty));
    let mut duties = lens.terms.agreement.obligations.iter();
    let holds = duties.any(|(_, duty)| duty.verified_access == access)
        || (window.due.is_none() && window.begin_by.is_none());
    let case = lens.case;
    let by = case.events.by(&case.events[event]);
    let owing = debtors(lens, part.clause);
    holds && (by.is_empty() || by.iter().any(|by| owing.contains(&case.principal(*by))))
}

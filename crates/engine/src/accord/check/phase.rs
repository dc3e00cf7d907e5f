//! Duties that are due after the phase in which they stand has ended (V20).
//!
//! What stands in a phase is owed while it runs. A last day after its end is either a slip or a duty that
//! is to outlast the phase, which `survives` says. A phase that ends on a day of rest ends with the next
//! working day where the calendar moves dates so. Guarantee: exact on the windows of the text. Cost:
//! linear.

use armistice_case::model::{ClauseId, Key as _};

use super::Lens;
use crate::accord::clock::Clock;
use crate::accord::finding::{Code, Evidence, Finding};

/// One finding for each duty, with its latest day.
#[must_use]
pub fn outlasted(lens: &Lens<'_>) -> Vec<Finding> {
    let Some(windows) = &lens.windows else {
        return Vec::new();
    };
    let clock = Clock::of(&lens.terms.agreement);
    let mut found = Vec::new();
    for duty in lens.terms.duties() {
        let item = &lens.terms.agreement.obligations[duty];
        let Some(phase) = item.phase.filter(|_| !item.survives) else {
            continue;
        };
        let (_, end) = lens.timetable.phases[phase.position()];
        let Some(ends) = windows[end].latest else {
            continue;
        };
        let parts = lens.parts.of_duty(duty);
        let late = parts.filter_map(|part| {
            let due = windows[lens.timetable.done[part]].latest?;
            Some((due, lens.parts.all[part].clause))
        });
        let Some((due, clause)) = late.max().filter(|(due, _)| *due > clock.last(ends)) else {
            continue;
        };
        let evidence = Evidence::Outlasts {
            clause,
            due,
            phase,
            ends,
        };
        let clauses = [clause, ClauseId::Phase(phase)];
        found.push(lens.finding(Code::DueAfterPhase, evidence, &clauses));
    }
    found
}

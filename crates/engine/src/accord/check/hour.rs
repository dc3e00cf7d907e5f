//! Hours, and days where there are several zones, that can be read in several ways.
//!
//! An hour without a zone is as far apart in its readings as clocks can be; where the terms name
//! zones for some clauses and none for others, as far as those are on that day. Guarantee: on what
//! the case says; the distance is the largest there can be. Cost: linear.

use armistice_case::model::ClauseId;

use super::Lens;
use super::calendar::used;
use crate::accord::finding::{Code, Evidence, Finding, Unclear};
use crate::accord::hours::{APART, Hours};

/// Minutes by which clocks change.
const CHANGE: i64 = 60;

/// One finding for each reason, with the clauses that it touches.
#[must_use]
pub fn undefined(lens: &Lens<'_>) -> Vec<Finding> {
    let mut found: Vec<(Unclear, Vec<ClauseId>, i64)> = Vec::new();
    let mut note = |why: Unclear, clause: ClauseId, apart: i64| match found
        .iter_mut()
        .find(|(known, ..)| *known == why)
    {
        Some((_, clauses, most)) => {
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
            *most = apart.max(*most);
        }
        None => found.push((why, vec![clause], apart)),
    };
    let hours = Hours::of(lens.case, &lens.terms);
    if hours.home.is_empty() {
        for (clause, uses) in used(lens) {
            if uses.hours {
                note(Unclear::NoZone, clause, APART);
            } else if uses.elapsed() {
                note(Unclear::Elapsed, clause, CHANGE);
            }
        }
    }
    let doubts = lens.timetable.fine.iter().flat_map(|fine| &fine.doubts);
    for doubt in doubts {
        note(Unclear::Doubt(doubt.why), doubt.clause, doubt.apart);
    }
    found.sort_by_key(|(why, ..)| *why);
    found
        .into_iter()
        .map(|(why, clauses, apart)| {
            let because = clauses.clone();
            let evidence = Evidence::Hours {
                why,
                clauses,
                apart,
            };
            lens.finding(Code::HourUndefined, evidence, &because)
        })
        .collect()
}

//! Whether the text is whole: do its sums add up, is every duty somebody's, dated, measurable and
//! verifiable, what waits for an open term, and what differs between its readings.
//!
//! Checks V1 to V9 of the research on phased agreements. Exhaustive; linear in the clauses and
//! the names in their conditions.

mod gaps;
mod gates;
mod readings;
mod schedule;

pub use gaps::{Gap, GapKind};
pub use gates::{Gate, Waiting, WaitingKind};
pub use readings::{ReadingChange, ReadingView};
pub use schedule::{Nested, Schedule, Step};

use armistice_case::model::{Case, SumCheck};

/// Everything the first checks of an agreement say.
#[derive(Clone, Debug)]
pub struct Structure {
    /// Every declared sum beside what its parts add up to.
    pub sums: Vec<SumCheck>,
    /// Parts that are larger than what they lie in.
    pub nested: Vec<Nested>,
    /// What changes hands in steps.
    pub schedules: Vec<Schedule>,
    /// What duties lack.
    pub gaps: Vec<Gap>,
    /// Open terms and what waits for them.
    pub gates: Vec<Gate>,
    /// The readings, with what each changes.
    pub readings: Vec<ReadingView>,
}

/// Checks the structure of the case's agreement; nothing without one.
pub fn structure(case: &Case) -> Option<Structure> {
    let agreement = case.agreement.as_ref()?;
    Some(Structure {
        sums: agreement.sums(case),
        nested: schedule::nested(case, agreement),
        schedules: schedule::schedules(agreement),
        gaps: gaps::gaps(case, agreement),
        gates: gates::gates(case, agreement),
        readings: readings::readings(case, agreement),
    })
}

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

use armistice_case::model::{Case, ObligationId, ReadingId, SumCheck};

use super::finding::Code;
use super::terms::Terms;

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
    structure_under(case, None)
}

/// Checks the structure of the agreement as a reading has it, the text itself without one.
pub fn structure_under(case: &Case, reading: Option<ReadingId>) -> Option<Structure> {
    let terms = Terms::under(case, reading)?;
    let duties: Vec<ObligationId> = terms.duties().collect();
    Some(Structure {
        sums: terms.agreement.sums_among(case, &duties),
        nested: schedule::nested(case, &terms),
        schedules: schedule::schedules(&terms),
        gaps: gaps::gaps(case, &terms),
        gates: gates::gates(case, &terms),
        // Under one reading the others are not looked at.
        readings: match reading {
            None => readings::readings(case, &terms.agreement),
            Some(_) => Vec::new(),
        },
    })
}

impl Structure {
    /// The codes of what was found, in the order of their table.
    pub fn codes(&self) -> Vec<Code> {
        let gap = |gap: &Gap| match gap.kind {
            GapKind::Debtor => Code::UndefinedDebtor,
            GapKind::Outsider(_) => Code::NotBound,
            GapKind::Date => Code::Undated,
            GapKind::Measure => Code::Unmeasurable,
            GapKind::Verifier | GapKind::OwnVerifier | GapKind::VerifierTime => Code::Unverified,
        };
        let mut codes: Vec<Code> = self.gaps.iter().map(gap).collect();
        if self.gates.iter().any(|gate| !gate.waiting.is_empty()) {
            codes.push(Code::Gate);
        }
        if !self.nested.is_empty() {
            codes.push(Code::PartExceedsWhole);
        }
        if !self.readings.is_empty() {
            codes.push(Code::Readings);
        }
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

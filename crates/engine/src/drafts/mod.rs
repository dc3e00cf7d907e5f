//! Drafts: clause by clause, which words everybody accepts, and who wants which where they differ.
//!
//! ```text
//! case, day ─► stands (the newest reaction of every voice to every clause) ─► clause: the wordings
//! on the table ─► words (what they have in common, word by word) ─► plain text or brackets
//! ```
//!
//! No paper stands behind it: it is the single-text procedure's bookkeeping (Fisher, Camp David).
//! A reaction is to one version and is never carried over to the next; who wrote a wording accepts
//! it, unless it is a mediator or says otherwise. Exhaustive; the comparison of words takes time
//! in the product of the lengths of two wordings.

mod clause;
mod stands;
mod words;

pub use clause::{ClauseState, Holder, Piece, Wording};
pub use stands::{Stand, StandKind};
pub use words::{Run, align};

use armistice_case::model::{Case, DraftId, SourceId};
use jiff::civil::Date;

/// One draft on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftState {
    /// The draft.
    pub draft: DraftId,
    /// Its clauses with a wording known by then, in the order of the text.
    pub clauses: Vec<ClauseState>,
}

impl DraftState {
    /// How many clauses every party accepts as they stand.
    pub fn accepted(&self) -> usize {
        self.clauses.iter().filter(|clause| clause.plain).count()
    }
}

/// Every draft on a day, in the order of the case; without a day, everything in it.
pub fn drafts(case: &Case, day: Option<Date>) -> Vec<DraftState> {
    case.drafts
        .keys()
        .map(|draft| DraftState {
            draft,
            clauses: case
                .draft_clauses
                .iter()
                .filter(|(_, clause)| clause.draft == draft)
                .filter_map(|(id, _)| clause::state(case, id, day))
                .collect(),
        })
        .filter(|state| !state.clauses.is_empty())
        .collect()
}

/// Whether something with a day of its own, or else with sources, is known on a day.
fn known(case: &Case, date: Option<Date>, from: &[SourceId], day: Option<Date>) -> bool {
    let Some(day) = day else { return true };
    let published: Vec<Date> = from
        .iter()
        .filter_map(|source| case.published(*source).map(|(date, _)| date))
        .collect();
    date.is_none_or(|date| date <= day)
        && (published.len() < from.len()
            || published.is_empty()
            || published.iter().any(|date| *date <= day))
}

//! What the analyses of single states need to know of a conflict: who there
//! is, who can move where, and how each compares two states.
//!
//! [`super::model::Conflict`] answers it, and views of one in which a single
//! thing is otherwise: [`super::beside::Beside`].

use super::code::Code;
use super::refusal::Refusal;
use super::relation::Relation;

/// A conflict, seen state by state.
pub trait World: Sync {
    /// How many decision makers there are.
    fn makers(&self) -> usize;

    /// Where a decision maker can go in one step, ascending.
    fn moves(&self, maker: usize, from: Code) -> Vec<Code>;

    /// How `of` compares with `against`.
    fn relation(&self, maker: usize, of: Code, against: Code) -> Relation;

    /// Whether the moves of a decision maker are few enough to list.
    fn listable(&self, maker: usize) -> Result<(), Refusal>;
}

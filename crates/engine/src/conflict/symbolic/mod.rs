//! Sets of states as decision diagrams, for conflicts too large to enumerate.
//!
//! ```text
//! Conflict ─► space (courses as variables, moves and orders as diagrams) ─► solve (sets or one state) ─► Region
//! ```
//!
//! Binary decision diagrams (crate `biodivine-lib-bdd`). The cost depends on
//! the statements, not on the number of states: milliseconds where statements
//! speak of few courses, unbounded in the worst case, so every operation stops
//! at a limit of nodes and the question is then refused.

mod region;
mod sense;
mod solve;
mod space;

pub use region::Region;
pub use sense::check_sense;
pub use solve::Symbolic;

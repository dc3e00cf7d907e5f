//! The deal space: who could accept what, and the smallest move that opens a deal.
//!
//! ```text
//! case, known claims ─► board · lines · known (issues, answers, lines, preferences: dense) ─► study
//!   no numbers      ─► positions (zone, minimal conflicts, minimal openings)
//!   weak numbers    ─► preferences (a polytope) ─► map (necessary, possible, impossible) ─► robust
//!   exact utilities ─► frontier ─► solutions, raiffa, openings
//! ```
//! Everything below `board` speaks of positions in dense lists only and needs nothing of the case.

pub mod adjusted_winner;
mod blocks;
pub mod board;
mod cover;
pub mod foreign;
pub mod frontier;
pub mod improvements;
pub mod known;
pub mod lines;
pub mod map;
pub mod number;
pub mod obstacle;
pub mod openings;
pub mod platform;
pub mod points;
pub mod positions;
pub mod preferences;
pub mod raiffa;
mod ratio;
pub mod robust;
pub mod solutions;
pub mod space;
pub mod study;

pub use obstacle::Obstacle;
pub use study::{AtEnd, Exact, Options, Stated, Study, Weak, study};

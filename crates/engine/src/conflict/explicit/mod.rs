//! Every state at once: Nash, GMR, SMR, SEQ and SSEQ by passes over thresholds.
//!
//! ```text
//! Conflict ─► ranks (states as dense ranks) ─► sweep (block maxima, minima) ─► thresholds ─► StateSet
//! ```
//!
//! No matrix and no arc is stored: moving is turning bits, so the best that a
//! decision maker can reach, and the worst that the others can do to it, are
//! block maxima and minima over bits. Memory is linear in the states: a few
//! words of 32 bits for each.

mod ranks;
mod sweep;
mod thresholds;

pub use thresholds::Explicit;

/// The most courses for which every state is looked at.
pub const COURSES: usize = 26;

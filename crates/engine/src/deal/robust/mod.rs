//! Robustness: how much an answer hangs on what is not known.
//!
//! `sampling` draws preferences that fit what is known (`scores` those of one issue), `acceptability` counts
//! over the draws what stays acceptable (`focal` what rules pick, `deciding` which assumption decides), `drift`
//! moves reservation values over time.

pub mod acceptability;
pub mod deciding;
pub mod drift;
mod focal;
mod sampling;
mod scores;

//! The agreement: does it add up, can it be done in time, does every step hold?
//!
//! `structure` asks whether the text is whole: sums, actors, dates, measures, verifiers, open
//! terms, readings. `verify` asks the rest, under the base text, each reading alone, and two
//! readings together for whether what they say can happen:
//!
//! ```text
//! Case ─► terms ─► part ─┬► happening ─► causality ──┐
//!                        ├► timetable, clock ─► time ───────┼► check ─► verify ─► finding
//!                        └► counts, values, weights ► exchange ┘  plan
//! ```

pub mod causality;
pub mod check;
pub mod clock;
pub mod exchange;
pub mod finding;
pub mod happening;
pub mod hours;
pub mod monitor;
pub mod part;
pub mod plan;
pub mod structure;
pub mod terms;
pub mod time;
pub mod timetable;
pub mod verify;
pub mod weights;

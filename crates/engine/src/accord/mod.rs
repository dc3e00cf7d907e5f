//! The agreement: does it add up, can it be done in time, does every step hold?
//!
//! `structure` asks whether the text is whole: sums, actors, dates, measures, verifiers, open
//! terms, readings.

pub mod structure;

//! Openings: the smallest moves that make a deal possible, each party's and the mediator's alike.
//!
//! `threshold` asks how far reservation values would have to fall, `inducement` what a third party
//! would have to add, `logrolling` which exchanges of concessions help and `exchange` which surely or
//! possibly do where preferences are known in part, `blockers` who stands alone
//! against how many deals, `single_text` how a mediator's draft can walk to a deal. The lens without
//! numbers is `positions`.

pub mod blockers;
pub mod exchange;
pub mod inducement;
pub mod logrolling;
pub mod single_text;
pub mod threshold;

//! Whether an agreement can be done in time.
//!
//! Windows become constraints between points in time ([`network`]); a smallest set of clauses that
//! cannot all hold is the witness when they conflict ([`conflict`]); what must hold however long
//! the verifier takes is checked apart ([`controllable`]); slack, critical path and slips come from
//! the same distances ([`slack`]); day numbers become dates in [`calendar`].

pub mod calendar;
pub mod conflict;
pub mod controllable;
pub mod network;
pub mod slack;

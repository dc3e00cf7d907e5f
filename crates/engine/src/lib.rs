//! Answers questions about a case: pure functions from case and options to findings.
//!
//! One folder a question. Folders do not import each other; where one question needs another's
//! answer, the caller passes it in.

pub mod accord;
pub mod conflict;
pub mod deal;
pub mod drafts;
pub mod ledger;
pub mod provenance;
pub mod reader;
pub mod run;

//! Foreign formats: reading them into the text of a case, writing them from a case.

mod case_text;
pub mod genius;
pub mod gmcr;
mod scenario;

pub use case_text::case_text;
pub use scenario::{ForeignIssue, Profile, Reading, Rectangle, Scenario, Unreadable};

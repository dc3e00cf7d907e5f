//! Foreign formats: reading them into the text of a case, writing them from a case.
//!
//! ```text
//! GENIUS XML ─┐                                        ┌─► case_text ─► case.yaml
//!             ├─► Scenario (utilities that add up) ────┤
//! NegMAS YAML ┘                                        └─► Portable ─► GENIUS XML, NegMAS YAML
//! packages as CSV ─► Tabled ─► case_text
//! ```

mod case_text;
pub mod genius;
pub mod gmcr;
pub mod negmas;
pub mod packages;
mod portable;
mod scenario;

pub use case_text::{case_text, table_text};
pub use scenario::{
    Combination, Foreign, ForeignIssue, Profile, Reading, Rectangle, Scenario, Unreadable,
    Unwritable, Written,
};

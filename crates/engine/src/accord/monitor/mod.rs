//! The agreement while it runs: who has done what, what is due, who is late, by whose count.
//!
//! ```text
//! events ─► record (facts under a view) ─┐
//! terms on the day ─► docket ────────────┴► history (parts filled) ─► clock (conditions, windows)
//! clock ─► standing (status, life) ─► lateness, quota, rounds, breach, forecast, score, disputed
//! ```

pub mod clock;
pub mod docket;
pub mod history;
pub mod lateness;
pub mod life;
pub mod quota;
pub mod record;
pub mod rounds;
pub mod standing;

//! The agreement while it runs: who has done what, what is due, who is late, by whose count.
//!
//! ```text
//! events ─► record (facts under a view) ─┐
//! terms on the day ─► docket ────────────┴► playback: filling ─► history (parts filled, by day)
//! history ─► clock: condition, window, suspension ─► standing: signals ─► life, status, blocker
//! clock, standing ─► lateness, quota, rounds, pace, exposure, breach, forecast, score, disputed
//! ```
//!
//! Everything is asked of one day and rests on the records up to it, so the answer for a day is
//! the same whatever is added to the log later, and whether the day is asked alone or reached by a
//! playback of the days before it. Two readings of the log, at its worst and at its
//! best, make every answer an interval where sources differ.

pub mod blocker;
pub mod breach;
pub mod clock;
pub mod condition;
mod correction;
pub mod disputed;
pub mod docket;
pub mod exposure;
pub mod extension;
mod filling;
pub mod forecast;
mod heard;
pub mod history;
pub mod hour;
pub mod lateness;
pub mod life;
pub mod pace;
pub mod playback;
pub mod promise;
pub mod quota;
pub mod record;
pub mod recurring;
pub mod rounds;
pub mod score;
mod signals;
mod silence;
pub mod standing;
pub mod suspension;
mod window;

use armistice_case::model::ObligationId;

use docket::Docket;
use playback::Playback;
use record::Facts;
use standing::{Day, Status};

/// How an agreement stands on a day, at its worst and at its best.
pub struct Monitor<'a> {
    /// The docket.
    pub docket: &'a Docket<'a>,
    /// The day.
    pub day: i64,
    /// The day by what is worst for whoever owes the acts.
    pub worst: Day<'a>,
    /// The day by what is best for whoever owes the acts.
    pub best: Day<'a>,
}

impl<'a> Monitor<'a> {
    /// How things stood on a day; by one word where its facts, at worst and at best, are given.
    #[must_use]
    pub fn at(docket: &'a Docket<'a>, heard: Option<&'a [Facts; 2]>, day: i64) -> Monitor<'a> {
        Playback::of(docket, heard).to(day)
    }

    /// How a duty stands at its worst and at its best.
    #[must_use]
    pub fn status(&self, duty: ObligationId) -> Option<(Status, Status)> {
        Some((self.worst.status(duty)?, self.best.status(duty)?))
    }
}

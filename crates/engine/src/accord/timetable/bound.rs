//! The windows of the parts as they run: each limit with what it is counted from. A plan knows some
//! of that as a point of its network; the rest comes with a record alone.

use armistice_case::model::{ClauseId, MilestoneId, PhaseId};
use armistice_case::phrase::State;
use armistice_case::value::Duration;

/// What a limit is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// Day nought of the calendar.
    Origin,
    /// The first day of a phase.
    Start(PhaseId),
    /// The last day of a phase.
    End(PhaseId),
    /// A clause that comes to a stage.
    Stage(ClauseId, Option<State>),
    /// One part that comes to a stage.
    Part(usize, Option<State>),
    /// Day nought, and by as many days later as a milestone came after the day that the text has.
    Moved(MilestoneId, i64),
    /// What the part itself comes `after`.
    Trigger,
}

/// A number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// The days, or a bound of them where the calendar decides and the day they start is open.
    pub days: i64,
    /// The duration by the calendar that they are, to be measured from the day itself.
    pub measured: Option<Duration>,
}

/// A limit of the window of a part. Moves off days of rest are not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The part.
    pub part: usize,
    /// Whether it is about when the part is begun, and not when it is done.
    pub begins: bool,
    /// What it is counted from.
    pub since: Since,
    /// Whether it is counted back from something that comes later than the part.
    pub ahead: bool,
    /// At least so many days after it.
    pub min: Option<Offset>,
    /// At most so many days after it.
    pub max: Option<Offset>,
    /// At most so many minutes after it, where the terms count in hours.
    pub minutes: Option<i64>,
    /// At most so many minutes on the line itself, where a plan limits the day it is counted from.
    pub fixed: Option<i64>,
}

//! What a claim can speak of, the typed values it can give, and whose words they are.

use armistice_case::model::{
    ActorId, ClaimId, ClauseId, IssueId, Progress, PropositionId, QuantityId, Ripeness, SourceId,
    StanceKind, Standing, Talks, Value,
};
use armistice_case::phrase::When;
use armistice_case::value::Amount;
use jiff::civil::Date;

/// Whoever an account belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// An actor or one of its voices.
    Actor(ActorId),
    /// A source speaking for itself, by its outlet or, without one, its id.
    Outlet(Box<str>),
    /// The text of the agreement as the case holds it.
    Text,
}

/// What a claim can speak of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// How an issue stands.
    Status(IssueId),
    /// How many issues are open.
    OpenIssues,
    /// How far the talks have come, in all or on an issue.
    Progress(Option<IssueId>),
    /// Whether talks go on.
    Talks,
    /// An actor's stance on an issue.
    Stance(ActorId, IssueId),
    /// An actor's stance towards a text or package.
    TextStance(ActorId, Box<str>),
    /// Where an actor's position can move.
    Flexible(ActorId, IssueId),
    /// How many there are of something.
    Quantity(QuantityId),
    /// How far apart positions are on an issue.
    Gap(IssueId),
    /// Whether a proposition holds.
    Proposition(PropositionId),
    /// A term of the agreement.
    Term(ClauseId, Box<str>),
    /// An answer on an actor's ripeness.
    Ripeness(ActorId, Question),
    /// By when a deal is expected.
    Expects,
}

/// A typed value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Datum {
    /// How an issue stands.
    Standing(Standing),
    /// A count or measure.
    Amount(Amount),
    /// How far talks have come.
    Progress(Progress),
    /// Whether talks go on.
    Talks(Talks),
    /// Stances with the answers they are taken towards.
    Stance(Vec<(StanceKind, Vec<Value>, bool)>),
    /// The position can move.
    Flexible,
    /// Held to be so, or not.
    Holds(bool),
    /// A term in words.
    Words(Box<str>),
    /// A day.
    Day(Date),
    /// A window in words.
    When(When),
    /// Said to be unknown.
    Unknown,
}

/// A newest word of one voice on one slot: the one of its last day, or one of several of that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// On what.
    pub slot: Slot,
    /// By whom.
    pub voice: Voice,
    /// What.
    pub datum: Datum,
    /// The claims that say so, oldest first; empty for the text itself.
    pub claims: Vec<ClaimId>,
    /// The day of the newest that says when it was said, else of the newest retelling.
    pub day: Option<Date>,
    /// Whether some claim says when it was said.
    pub dated: bool,
    /// The stories it comes from.
    pub origins: Vec<SourceId>,
    /// Whether it was told by others on behalf of the speaker.
    pub passed_on: bool,
    /// Whether every claim behind it was said with a reservation.
    pub hedged: bool,
    /// Whether it follows from the account's own list of open issues.
    pub implied: bool,
}

impl Slot {
    /// The issue a slot is about.
    pub fn issue(&self) -> Option<IssueId> {
        match self {
            Slot::Status(issue)
            | Slot::Progress(Some(issue))
            | Slot::Stance(_, issue)
            | Slot::Flexible(_, issue)
            | Slot::Gap(issue) => Some(*issue),
            _ => None,
        }
    }

    /// Whether what is true of it changes from week to week.
    pub fn passes(&self) -> bool {
        matches!(
            self,
            Slot::Status(_)
                | Slot::OpenIssues
                | Slot::Progress(_)
                | Slot::Talks
                | Slot::Gap(_)
                | Slot::Stance(..)
                | Slot::TextStance(..)
        )
    }
}

/// A question of ripeness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Whether the actor cannot win.
    CannotWin,
    /// Whether its cost rises.
    CostRising,
    /// Whether it sees a way out.
    WayOut,
    /// Whether it could commit itself.
    AbleToCommit,
    /// The day that presses.
    Deadline,
}

impl Question {
    /// All questions, in the order of the table.
    pub const ALL: &'static [Question] = &[
        Question::CannotWin,
        Question::CostRising,
        Question::WayOut,
        Question::AbleToCommit,
        Question::Deadline,
    ];

    /// The answer that a claim gives, if it gives one.
    pub(super) fn answer(self, ripeness: &Ripeness) -> Option<Datum> {
        let yes_no = |answer: Option<Option<bool>>| {
            answer.map(|known| known.map_or(Datum::Unknown, Datum::Holds))
        };
        match self {
            Question::CannotWin => yes_no(ripeness.cannot_win),
            Question::CostRising => yes_no(ripeness.cost_rising),
            Question::WayOut => yes_no(ripeness.way_out),
            Question::AbleToCommit => yes_no(ripeness.able_to_commit),
            Question::Deadline => ripeness.deadline.map(Datum::Day),
        }
    }
}

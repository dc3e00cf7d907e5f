//! Texts in the making: clauses as chains of versions, and what was said to each.

use super::{ActorId, ClauseId, DraftClauseId, DraftId, IssueId, SourceId, VersionId};
use jiff::civil::Date;

/// A text on the table.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its title.
    pub title: Option<Box<str>>,
    /// Who holds the pen.
    pub by: Vec<ActorId>,
    /// Whether it is still worked on.
    pub status: DraftStatus,
    /// Its sources.
    pub from: Vec<SourceId>,
}

/// Whether a draft is still worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum DraftStatus {
    #[default]
    Open,
    Closed,
    Signed,
}

impl DraftStatus {
    /// The status of that name.
    pub fn from_word(word: &str) -> Option<DraftStatus> {
        match word {
            "open" => Some(DraftStatus::Open),
            "closed" => Some(DraftStatus::Closed),
            "signed" => Some(DraftStatus::Signed),
            _ => None,
        }
    }

    /// The word itself.
    pub fn word(self) -> &'static str {
        match self {
            DraftStatus::Open => "open",
            DraftStatus::Closed => "closed",
            DraftStatus::Signed => "signed",
        }
    }
}

/// One clause of a draft.
#[derive(Clone, Debug)]
pub struct DraftClause {
    /// The draft it belongs to.
    pub draft: DraftId,
    /// Its printed name.
    pub name: Option<Box<str>>,
    /// The number printed before it.
    pub number: Option<Box<str>>,
    /// The issue it would settle.
    pub issue: Option<IssueId>,
    /// The clause of the agreement that it would replace.
    pub of: Option<ClauseId>,
}

/// One wording of a clause.
#[derive(Clone, Debug)]
pub struct Version {
    /// The clause.
    pub clause: DraftClauseId,
    /// Its id inside the clause.
    pub name: Box<str>,
    /// The words.
    pub text: Box<str>,
    /// Whose words.
    pub by: Vec<ActorId>,
    /// The day they were put forward.
    pub date: Option<Date>,
    /// The version whose place they take.
    pub replaces: Option<VersionId>,
    /// Its sources.
    pub from: Vec<SourceId>,
}

/// What a reaction says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReactionKind {
    /// Accepted as it stands.
    Accepts,
    /// Accepted on a condition.
    AcceptsIf(Box<str>),
    /// Objected to, perhaps for another version's words.
    Objects(Option<VersionId>),
    /// Asked, and nothing said.
    Silent,
}

/// What somebody said to one version.
#[derive(Clone, Debug)]
pub struct Reaction {
    /// The version.
    pub to: VersionId,
    /// Who speaks.
    pub by: Vec<ActorId>,
    /// What.
    pub kind: ReactionKind,
    /// The day.
    pub date: Option<Date>,
    /// Its sources.
    pub from: Vec<SourceId>,
    /// Whose reaction is described by somebody else.
    pub about: Option<ActorId>,
    /// Whose word we have for it.
    pub according_to: Vec<ActorId>,
    /// In the analyst's words.
    pub says: Option<Box<str>>,
    /// Said with a reservation.
    pub hedged: bool,
}

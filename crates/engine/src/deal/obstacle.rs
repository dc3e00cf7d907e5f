//! Why a question about the deal space cannot be answered.

use thiserror::Error;

/// Positions (of issues, parties, options) are those of the dense input.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum Obstacle {
    #[error("issue {issue} has no options")]
    NoOptions { issue: usize },
    #[error("issue {issue} has {options} options; {limit} is the most")]
    TooManyOptions {
        issue: usize,
        options: usize,
        limit: usize,
    },
    #[error("the packages cannot be numbered in 256 bits")]
    TooManyPackages,
    #[error("a combination names an issue that is not there")]
    UnknownIssue,
    #[error("party {party} has no score for an option of issue {issue}")]
    MissingScores { party: usize, issue: usize },
    #[error("the utilities of party {party} are too large for exact arithmetic")]
    UtilityTooLarge { party: usize },
    #[error("what no deal is worth to party {party} is too large for exact arithmetic")]
    ReservationTooLarge { party: usize },
    #[error("{lines} lines; {limit} is the most")]
    TooManyLines { lines: usize, limit: usize },
    #[error("tied issues have {packages} packages; {limit} is the most for this question")]
    TiedIssuesTooLarge {
        issues: Vec<usize>,
        packages: u128,
        limit: u128,
    },
    #[error("the excluded combinations leave no package")]
    EverythingExcluded,
    #[error("{entries} entries on the menu; {limit} is the most")]
    MenuTooLong { entries: usize, limit: usize },
    #[error("what is said about party {party} contradicts itself")]
    Contradiction { party: usize },
    #[error("no draw of party {party}'s preferences fits the comparisons of packages")]
    CannotSample { party: usize },
    #[error("party {party} gives {sum} points, not 100")]
    NotHundredPoints { party: usize, sum: i64 },
    #[error("neither party gives issue {issue} a point")]
    NobodyWants { issue: usize },
    #[error("{packages} packages; {limit} is the most for this question")]
    TooManyToEnumerate { packages: u128, limit: u128 },
}

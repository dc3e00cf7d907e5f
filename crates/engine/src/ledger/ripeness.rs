//! Ripeness as a table: by whose account each actor cannot win, pays more, sees a way out.
//!
//! The questions are those of Zartman's mutually hurting stalemate and way out; there is no
//! index. Exhaustive.

use super::account::{Account, Datum, Slot};
use armistice_case::model::{ActorId, Ripeness};

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

/// One cell of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RipenessAnswer {
    /// Of whom.
    pub of: ActorId,
    /// Which question.
    pub question: Question,
    /// The account that answers it.
    pub account: Account,
}

/// The table, by actor, question and voice.
pub fn ripeness(accounts: &[Account]) -> Vec<RipenessAnswer> {
    accounts
        .iter()
        .filter_map(|account| match account.slot {
            Slot::Ripeness(of, question) => Some(RipenessAnswer {
                of,
                question,
                account: account.clone(),
            }),
            _ => None,
        })
        .collect()
}

//! Ripeness as a table: by whose account each actor cannot win, pays more, sees a way out.
//!
//! The questions are those of Zartman's mutually hurting stalemate and way out; there is no
//! index. Exhaustive.

use super::slot::{Account, Question, Slot};
use armistice_case::model::ActorId;

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

//! How an engine is run: its one window to the outside, and how far an answer reaches.

use armistice_case::model::NodeId;

/// An engine's only window: whether to stop, and how far it has come.
pub trait Control: Sync {
    /// Whether whoever asked no longer wants the answer.
    fn stopped(&self) -> bool {
        false
    }

    /// Tells how many of how many steps are done.
    fn progress(&self, _done: u64, _of: u64) {}
}

/// A control that never stops and hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Control for Quiet {}

/// Why a question cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The reason as a sentence.
    pub message: String,
    /// What would help.
    pub help: String,
    /// The place in the case, where there is one.
    pub at: Option<NodeId>,
}

impl Refusal {
    /// A refusal with a reason and what would help.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Refusal {
            message: message.into(),
            help: help.into(),
            at: None,
        }
    }

    /// The refusal of a question that nobody wants answered any more.
    pub fn stopped() -> Self {
        Refusal::new("stopped before the end", "run it again and let it finish")
    }
}

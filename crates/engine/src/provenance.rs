//! What a finding rests on.

use armistice_case::model::{AssumptionId, ClaimId, NodeId};

/// One thing that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// An entry of the case: a claim, a clause, an assumption, an actor.
    Node(NodeId),
    /// Something that was looked for and not found: the words say what was searched.
    Absence(String),
}

impl From<NodeId> for Because {
    fn from(node: NodeId) -> Self {
        Because::Node(node)
    }
}

impl From<ClaimId> for Because {
    fn from(claim: ClaimId) -> Self {
        Because::Node(NodeId::Claim(claim))
    }
}

impl From<AssumptionId> for Because {
    fn from(assumption: AssumptionId) -> Self {
        Because::Node(NodeId::Assumption(assumption))
    }
}

/// Claims as reasons.
pub fn claims(ids: &[ClaimId]) -> Vec<Because> {
    ids.iter().map(|id| Because::from(*id)).collect()
}

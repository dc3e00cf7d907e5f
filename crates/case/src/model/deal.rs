//! The deal: what cannot be, packages with a name, and what is taken for granted about preferences.

use super::{ActorId, IssueId, Label, NodeId, Value};
use crate::source::Span;
use crate::value::Amount;
use jiff::civil::Date;

/// Answers to some issues, all of them together; several answers to one issue are alternatives.
pub type Combination = Vec<(IssueId, Vec<Value>)>;

/// What the case says about deals.
#[derive(Clone, Debug, Default)]
pub struct Deal {
    /// Combinations that exclude each other, and where each is said.
    pub cannot_be: Vec<(Combination, Span)>,
    /// Packages with a name.
    pub packages: Vec<(Label, Combination)>,
}

/// One package is at least as good as another.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The one taken.
    pub this: Combination,
    /// The one left.
    pub than: Combination,
    /// Where this is said.
    pub span: Span,
}

/// Something that somebody could add to a deal, by assumption.
#[derive(Clone, Debug)]
pub struct Inducement {
    /// Who could add it.
    pub by: ActorId,
    /// What it would be worth to each party, on its own scale.
    pub adds: Vec<(ActorId, Amount)>,
    /// What adding it costs, on a scale of whoever adds it.
    pub effort: Option<Amount>,
    /// The clause it would add.
    pub of: Option<NodeId>,
}

/// What is taken for granted about one actor's preferences.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// Whose they are.
    pub of: ActorId,
    /// Issues from most to least important; nothing is said inside a group.
    pub order: Vec<Vec<IssueId>>,
    /// Options from best to worst, by issue; nothing is said inside a group.
    pub option_order: Vec<(IssueId, Vec<Vec<Value>>)>,
    /// Weights of issues, out of a hundred.
    pub weights: Vec<(IssueId, Amount)>,
    /// How much the step from worst to best matters, by issue.
    pub swings: Vec<(IssueId, Amount)>,
    /// Ratios of weights.
    pub ratios: Vec<(IssueId, Amount, IssueId)>,
    /// Scores of options by issue; amounts between two scored ones lie on the line between them.
    pub scores: Vec<(IssueId, Vec<(Value, Amount)>)>,
    /// What is preferred to what.
    pub rather: Vec<Comparison>,
    /// What some combinations add.
    pub interactions: Vec<(Combination, Amount)>,
    /// The worth of no deal.
    pub reservation: Option<Amount>,
    /// How the worth of no deal changes over time.
    pub drift: Vec<(Date, Amount)>,
    /// What a month of waiting costs, in per cent of a deal's worth.
    pub discount: Option<Amount>,
    /// Where each statement stands: by its key, and by `key/entry` or `key/position` inside it.
    pub places: Vec<(Box<str>, Span)>,
}

impl Preferences {
    /// Where a statement stands.
    pub fn place(&self, key: &str) -> Option<Span> {
        self.places
            .iter()
            .find(|(name, _)| **name == *key)
            .map(|(_, span)| *span)
    }
}

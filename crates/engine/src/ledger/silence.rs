//! Who was heard, and how: itself, only passed on, only described by others, or not at all.

use super::known::Known;
use armistice_case::model::{ActorId, ActorKind, Case, ClaimId, Speaker};

/// How an actor was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeardKind {
    /// In its own words, or those of its voices.
    Itself,
    /// Only through others who pass its words on.
    PassedOn,
    /// Only in what others say about its position.
    Described,
    /// Not at all.
    Nothing,
}

/// How one party or mediator was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Who.
    pub actor: ActorId,
    /// How.
    pub kind: HeardKind,
    /// The claims of that kind.
    pub claims: Vec<ClaimId>,
}

/// Every party and mediator, in the order of the case.
pub fn heard(case: &Case, known: &Known) -> Vec<Heard> {
    case.actors
        .iter()
        .filter(|(_, actor)| actor.speaks_for.is_none() && actor.kind != ActorKind::Other)
        .map(|(id, _)| {
            let mut itself = Vec::new();
            let mut passed = Vec::new();
            let mut described = Vec::new();
            for item in &known.claims {
                let claim = &case.claims[item.id];
                let speaks = claim.by.iter().any(
                    |speaker| matches!(speaker, Speaker::Actor(a) if case.principal(*a) == id),
                );
                if speaks && claim.according_to.is_empty() {
                    itself.push(item.id);
                } else if speaks {
                    passed.push(item.id);
                } else if claim.about.map(|actor| case.principal(actor)) == Some(id) {
                    described.push(item.id);
                }
            }
            let (kind, claims) = if !itself.is_empty() {
                (HeardKind::Itself, itself)
            } else if !passed.is_empty() {
                (HeardKind::PassedOn, passed)
            } else if !described.is_empty() {
                (HeardKind::Described, described)
            } else {
                (HeardKind::Nothing, Vec::new())
            };
            Heard {
                actor: id,
                kind,
                claims,
            }
        })
        .collect()
}

//! Who was heard, and how: itself, only passed on, only described by others, or not at all.

use super::known::Known;
use armistice_case::model::{ActorId, ActorKind, Case, ClaimId, Speaker};
use std::collections::{BTreeMap, BTreeSet};

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
    let mut itself: BTreeMap<ActorId, Vec<ClaimId>> = BTreeMap::new();
    let mut passed: BTreeMap<ActorId, Vec<ClaimId>> = BTreeMap::new();
    let mut described: BTreeMap<ActorId, Vec<ClaimId>> = BTreeMap::new();
    for item in &known.claims {
        let claim = &case.claims[item.id];
        let speakers: BTreeSet<ActorId> = claim
            .by
            .iter()
            .filter_map(|speaker| match speaker {
                Speaker::Actor(actor) => Some(case.principal(*actor)),
                Speaker::Outlet => None,
            })
            .collect();
        let words = if claim.according_to.is_empty() {
            &mut itself
        } else {
            &mut passed
        };
        for speaker in &speakers {
            words.entry(*speaker).or_default().push(item.id);
        }
        if let Some(of) = claim.about.map(|actor| case.principal(actor))
            && !speakers.contains(&of)
        {
            described.entry(of).or_default().push(item.id);
        }
    }
    case.actors
        .iter()
        .filter(|(_, actor)| actor.speaks_for.is_none() && actor.kind != ActorKind::Other)
        .map(|(id, _)| {
            let itself = itself.remove(&id).unwrap_or_default();
            let passed = passed.remove(&id).unwrap_or_default();
            let described = described.remove(&id).unwrap_or_default();
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

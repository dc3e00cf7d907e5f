//! The newest reaction of every voice to one clause.
//!
//! A later reaction of the same voice on the same clause takes the place of its earlier one, to
//! whichever version. The author of a version accepts it from its day on, unless it is a mediator.

use super::known;
use armistice_case::model::{
    ActorId, ActorKind, Case, DraftClauseId, ReactionId, ReactionKind, VersionId,
};
use jiff::civil::Date;

/// How somebody stands to a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandKind {
    /// Accepts it as it stands.
    Accepts,
    /// Accepts it on a condition.
    AcceptsIf(Box<str>),
    /// Objects, perhaps for another version's words.
    Objects(Option<VersionId>),
    /// Was asked and said nothing.
    Silent,
}

/// The newest reaction of one voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The party, mediator or other whose reaction it is.
    pub actor: ActorId,
    /// The voice that gave it.
    pub voice: ActorId,
    /// The version.
    pub to: VersionId,
    /// How it stands to it.
    pub kind: StandKind,
    /// The day.
    pub day: Option<Date>,
    /// The entry; none for an author's own words.
    pub reaction: Option<ReactionId>,
    /// Whether somebody else passed it on.
    pub passed_on: bool,
    /// Said with a reservation.
    pub hedged: bool,
}

impl Stand {
    /// The version whose words it would have.
    pub fn favours(&self) -> Option<VersionId> {
        match &self.kind {
            StandKind::Accepts | StandKind::AcceptsIf(_) => Some(self.to),
            StandKind::Objects(wants) => *wants,
            StandKind::Silent => None,
        }
    }
}

/// Own reactions, one a voice, and those that others describe; both in order of the actors.
pub fn stands(case: &Case, clause: DraftClauseId, day: Option<Date>) -> (Vec<Stand>, Vec<Stand>) {
    let mut found: Vec<Stand> = Vec::new();
    for (id, version) in case.versions.iter() {
        if version.clause != clause || !known(case, version.date, &version.from, day) {
            continue;
        }
        for by in &version.by {
            if case.actors[*by].kind != ActorKind::Mediator {
                found.push(Stand {
                    actor: case.principal(*by),
                    voice: *by,
                    to: id,
                    kind: StandKind::Accepts,
                    day: version.date,
                    reaction: None,
                    passed_on: false,
                    hedged: false,
                });
            }
        }
    }
    let mut described = Vec::new();
    for (id, reaction) in case.reactions.iter() {
        if case.versions[reaction.to].clause != clause
            || !known(case, reaction.date, &reaction.from, day)
        {
            continue;
        }
        for by in &reaction.by {
            let stand = |actor| Stand {
                actor,
                voice: *by,
                to: reaction.to,
                kind: match &reaction.kind {
                    ReactionKind::Accepts => StandKind::Accepts,
                    ReactionKind::AcceptsIf(given) => StandKind::AcceptsIf(given.clone()),
                    ReactionKind::Objects(wants) => StandKind::Objects(*wants),
                    ReactionKind::Silent => StandKind::Silent,
                },
                day: reaction.date,
                reaction: Some(id),
                passed_on: !reaction.according_to.is_empty(),
                hedged: reaction.hedged,
            };
            match reaction.about.map(|about| case.principal(about)) {
                Some(about) if about != case.principal(*by) => described.push(stand(about)),
                _ => found.push(stand(case.principal(*by))),
            }
        }
    }
    (newest(found), newest(described))
}

/// The last of each voice on each actor. The sort is stable: of one day, the later in the text
/// counts, and a reaction counts after an author's own words.
fn newest(mut found: Vec<Stand>) -> Vec<Stand> {
    found.sort_by_key(|stand| stand.day);
    let mut out: Vec<Stand> = Vec::new();
    for stand in found {
        out.retain(|other| (other.actor, other.voice) != (stand.actor, stand.voice));
        out.push(stand);
    }
    out.sort_by_key(|stand| (stand.actor, stand.voice));
    out
}

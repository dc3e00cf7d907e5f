//! The checked case as plain data: dense indices into arenas, names and places beside them.

mod agreement;
mod capacity;
mod conflict;
mod deal;
mod draft;
mod event;
mod talk;

pub use agreement::{
    Agreement, Amendment, Change, ClauseId, DisputeStep, Escrow, Guarantee, Milestone, Obligation,
    OpenTerm, Phase, Power, Product, Reading, SumCheck, Tranche,
};
pub use capacity::Capacity;
pub use conflict::{Conflict, Course, Move, Moves, Rather, State, StateIs, Want, Wish};
pub use deal::{Combination, Comparison, Deal, Inducement, Preferences};
pub use draft::{Draft, DraftClause, DraftStatus, Reaction, ReactionKind, Version};
pub use event::{Act, Becomes, Counted, Counts, Event, Events, NewEvent, NewReport, Report, Stamp};
pub use talk::{
    Actor, ActorKind, Assumption, Claim, Issue, Location, Progress, Proposition, Quantity,
    Ripeness, Source, Speaker, Stance, StanceKind, Standing, Talks, Target, Value,
};

use crate::phrase::Condition;
use crate::source::{Place, Sources, Span};
use crate::tree::Silence;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};
use std::sync::Arc;

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub $inner);

            impl Key for $name {
                fn new(position: usize) -> Self {
                    $name(<$inner>::try_from(position).unwrap_or(<$inner>::MAX))
                }
                fn position(self) -> usize {
                    self.0 as usize
                }
            }
        )*
    };
}

/// A position in an arena.
pub trait Key: Copy {
    /// The key of a position.
    fn new(position: usize) -> Self;
    /// The position of a key.
    fn position(self) -> usize;
}

indices! {
    /// An actor or a voice.
    ActorId(u32);
    /// An issue.
    IssueId(u32);
    /// A counted thing.
    QuantityId(u32);
    /// A proposition.
    PropositionId(u32);
    /// A source.
    SourceId(u32);
    /// A claim.
    ClaimId(u32);
    /// An assumption.
    AssumptionId(u32);
    /// An obligation.
    ObligationId(u32);
    /// A phase.
    PhaseId(u32);
    /// A power.
    PowerId(u32);
    /// An open term.
    OpenTermId(u32);
    /// A milestone.
    MilestoneId(u32);
    /// An escrow.
    EscrowId(u32);
    /// A guarantee.
    GuaranteeId(u32);
    /// A reading.
    ReadingId(u32);
    /// An amendment.
    AmendmentId(u32);
    /// A course of action.
    CourseId(u32);
    /// A state of the conflict with a name.
    StateId(u32);
    /// A draft.
    DraftId(u32);
    /// A clause of a draft.
    DraftClauseId(u32);
    /// A version of a clause of a draft.
    VersionId(u32);
    /// A reaction to a version.
    ReactionId(u32);
    /// A place.
    PlaceId(u16);
    /// Something reported to have happened.
    EventId(u32);
}

/// The id of an entry and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its id in the text.
    pub id: Box<str>,
    /// The place of the id.
    pub span: Span,
}

/// Entries of one kind, in the order of the text, with their labels beside them.
#[derive(Clone, Debug)]
pub struct Arena<K, T> {
    items: Vec<T>,
    labels: Vec<Label>,
    key: std::marker::PhantomData<K>,
}

impl<K, T> Default for Arena<K, T> {
    fn default() -> Self {
        Arena {
            items: Vec::new(),
            labels: Vec::new(),
            key: std::marker::PhantomData,
        }
    }
}

impl<K: Key, T> Arena<K, T> {
    /// Adds an entry.
    pub fn push(&mut self, label: Label, item: T) -> K {
        self.items.push(item);
        self.labels.push(label);
        K::new(self.items.len() - 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All entries with their keys, in order.
    pub fn iter(&self) -> impl Iterator<Item = (K, &T)> {
        self.items
            .iter()
            .enumerate()
            .map(|(i, item)| (K::new(i), item))
    }

    /// All keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = K> + use<K, T> {
        (0..self.items.len()).map(K::new)
    }

    /// The label of an entry.
    pub fn label(&self, key: K) -> &Label {
        &self.labels[key.position()]
    }
}

impl<K: Key, T> Index<K> for Arena<K, T> {
    type Output = T;

    fn index(&self, key: K) -> &T {
        &self.items[key.position()]
    }
}

impl<K: Key, T> IndexMut<K> for Arena<K, T> {
    fn index_mut(&mut self, key: K) -> &mut T {
        &mut self.items[key.position()]
    }
}

/// A value that the case gives, leaves out, or meets with one of the four silences.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Said<T> {
    /// Left out: not yet looked at.
    #[default]
    Nothing,
    /// Unknown, open, none or disputed.
    Silent(Silence),
    /// Given.
    Is(T),
}

impl<T> Said<T> {
    /// The value, where it is given.
    pub fn get(&self) -> Option<&T> {
        match self {
            Said::Is(value) => Some(value),
            _ => None,
        }
    }

    /// The silence, where there is one.
    pub fn silence(&self) -> Option<Silence> {
        match self {
            Said::Silent(silence) => Some(*silence),
            _ => None,
        }
    }
}

/// Anything in a case that has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum NodeId {
    Actor(ActorId),
    Issue(IssueId),
    Quantity(QuantityId),
    Proposition(PropositionId),
    Source(SourceId),
    Claim(ClaimId),
    Assumption(AssumptionId),
    Clause(ClauseId),
    Reading(ReadingId),
    Amendment(AmendmentId),
    Course(CourseId),
    State(StateId),
    Draft(DraftId),
    DraftClause(DraftClauseId),
    Version(VersionId),
    Reaction(ReactionId),
    Place(PlaceId),
    Event(EventId),
    /// The agreement as a whole.
    Agreement,
}

/// Everything kept about one negotiation, checked.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub title: Box<str>,
    /// The day it speaks of, where the text says so.
    pub as_of: Option<Date>,
    /// Parties first, then mediators, then others, each with its voices behind it.
    pub actors: Arena<ActorId, Actor>,
    /// What is counted.
    pub quantities: Arena<QuantityId, Quantity>,
    /// The questions to be settled.
    pub issues: Arena<IssueId, Issue>,
    /// Facts and norms.
    pub propositions: Arena<PropositionId, Proposition>,
    /// The documents that were read.
    pub sources: Arena<SourceId, Source>,
    /// What was heard.
    pub claims: Arena<ClaimId, Claim>,
    /// What we take for granted.
    pub assumptions: Arena<AssumptionId, Assumption>,
    /// Texts in the making.
    pub drafts: Arena<DraftId, Draft>,
    /// The clauses of all drafts.
    pub draft_clauses: Arena<DraftClauseId, DraftClause>,
    /// The versions of all clauses of drafts.
    pub versions: Arena<VersionId, Version>,
    /// What was said to the versions.
    pub reactions: Arena<ReactionId, Reaction>,
    /// The parties whose consent a deal takes.
    pub consent: Vec<ActorId>,
    /// The rule of consent as written, where one is; without it, everybody's.
    pub consent_rule: Option<Condition>,
    /// What cannot be, and packages with a name.
    pub deal: Deal,
    /// Where things happen.
    pub places: Arena<PlaceId, Location>,
    /// The text, reported or in force.
    pub agreement: Option<Agreement>,
    /// The agreement as each reading has it, by the position of the reading.
    pub(crate) read_as: Vec<Agreement>,
    /// The agreement after one, two and more of its dated amendments: the text itself, then each
    /// reading.
    pub(crate) amended: Vec<Vec<Agreement>>,
    /// What can only do so much at once.
    pub capacities: Vec<Capacity>,
    /// What is reported to have happened under it.
    pub events: Arc<Events>,
    /// The conflict as a graph model.
    pub conflict: Option<Conflict>,
    /// The files the case was read from.
    pub files: Sources,
    /// For every source the end of its chain of origins.
    pub(crate) roots: Vec<SourceId>,
    pub(crate) index: BTreeMap<Box<str>, NodeId>,
    /// The records of logs, apart: there may be many, and hardly anything names one.
    pub(crate) logged: Arc<BTreeMap<Box<str>, EventId>>,
    pub(crate) written: BTreeMap<(ClauseId, Box<str>), Box<str>>,
}

impl Case {
    /// The entry of an id, if it is one that the model holds.
    pub fn node(&self, id: &str) -> Option<NodeId> {
        if let Some(node) = self.index.get(id) {
            return Some(*node);
        }
        if let Some(event) = self.logged.get(id) {
            return Some(NodeId::Event(*event));
        }
        // A duty has the tranches of the duty that it answers.
        let (duty, tranche) = id.split_once('.')?;
        let NodeId::Clause(ClauseId::Obligation(duty)) = *self.index.get(duty)? else {
            return None;
        };
        let tranches = self.agreement.as_ref()?.tranches_of(duty);
        let at = (0_u16..)
            .zip(tranches)
            .find(|(_, t)| &*t.label.id == tranche)?
            .0;
        Some(ClauseId::Tranche(duty, at).into())
    }

    /// The id and place of an entry.
    pub fn label(&self, node: NodeId) -> Label {
        match node {
            NodeId::Actor(key) => self.actors.label(key).clone(),
            NodeId::Issue(key) => self.issues.label(key).clone(),
            NodeId::Quantity(key) => self.quantities.label(key).clone(),
            NodeId::Proposition(key) => self.propositions.label(key).clone(),
            NodeId::Source(key) => self.sources.label(key).clone(),
            NodeId::Claim(key) => self.claims.label(key).clone(),
            NodeId::Assumption(key) => self.assumptions.label(key).clone(),
            NodeId::Course(key) => {
                conflict_label(self.conflict.as_ref().map(|c| c.courses.label(key)))
            }
            NodeId::State(key) => {
                conflict_label(self.conflict.as_ref().map(|c| c.states.label(key)))
            }
            NodeId::Draft(key) => self.drafts.label(key).clone(),
            NodeId::DraftClause(key) => self.draft_clauses.label(key).clone(),
            NodeId::Version(key) => self.versions.label(key).clone(),
            NodeId::Reaction(key) => self.reactions.label(key).clone(),
            NodeId::Place(key) => self.places.label(key).clone(),
            NodeId::Event(key) => self.events.label(key).clone(),
            NodeId::Clause(_) | NodeId::Reading(_) | NodeId::Amendment(_) | NodeId::Agreement => {
                self.agreement.as_ref().map_or_else(
                    || Label {
                        id: "agreement".into(),
                        span: Span::new(0, 0, 0),
                    },
                    |agreement| agreement.label(node),
                )
            }
        }
    }

    /// The agreement as a reading has it, the text itself without one. Clauses, phases and duties
    /// have the same positions under every reading; what it drops is listed in the reading.
    pub fn agreement_under(&self, reading: Option<ReadingId>) -> Option<&Agreement> {
        match reading {
            Some(reading) => self.read_as.get(reading.position()),
            None => self.agreement.as_ref(),
        }
    }

    /// The agreement as a reading has it after so many of its dated amendments, in their order
    /// ([`Agreement::dated_amendments`]).
    pub fn agreement_after(
        &self,
        reading: Option<ReadingId>,
        amendments: usize,
    ) -> Option<&Agreement> {
        match amendments.checked_sub(1) {
            None => self.agreement_under(reading),
            Some(last) => self
                .amended
                .get(reading.map_or(0, |reading| reading.position() + 1))?
                .get(last),
        }
    }

    /// What an actor or place can do at once, where the case says so.
    pub fn capacity(&self, id: &str) -> Option<&Capacity> {
        self.capacities.iter().find(|capacity| &*capacity.id == id)
    }

    /// What a clause says under a key, in one line; a tranche has from its duty what it leaves out.
    pub fn written(&self, clause: ClauseId, key: &str) -> Option<&str> {
        let at = |clause| self.written.get(&(clause, key.into())).map(|text| &**text);
        at(clause).or_else(|| match clause {
            ClauseId::Tranche(duty, _) => at(ClauseId::Obligation(duty)),
            _ => None,
        })
    }

    /// Where an entry stands.
    pub fn place(&self, node: NodeId) -> Place<'_> {
        let span = self.label(node).span;
        self.files.place(span)
    }

    /// The name of an actor as it is printed.
    pub fn name(&self, actor: ActorId) -> &str {
        &self.actors[actor].name
    }

    /// The short name of an issue.
    pub fn issue_name(&self, issue: IssueId) -> &str {
        self.issues[issue]
            .name
            .as_deref()
            .unwrap_or(&self.issues.label(issue).id)
    }

    /// The name of a counted thing.
    pub fn quantity_name(&self, quantity: QuantityId) -> &str {
        self.quantities[quantity]
            .name
            .as_deref()
            .unwrap_or(&self.quantities.label(quantity).id)
    }

    /// The parties in the order of the text.
    pub fn parties(&self) -> impl Iterator<Item = ActorId> {
        self.actors
            .iter()
            .filter(|(_, actor)| actor.kind == ActorKind::Party && actor.speaks_for.is_none())
            .map(|(id, _)| id)
    }

    /// The party, mediator or other that a voice speaks for; an actor itself otherwise.
    pub fn principal(&self, actor: ActorId) -> ActorId {
        self.actors[actor].speaks_for.unwrap_or(actor)
    }

    /// The story that a source's words first came from: the end of its chain of origins.
    pub fn origin(&self, source: SourceId) -> SourceId {
        self.roots.get(source.position()).copied().unwrap_or(source)
    }

    /// The day a source was published, or the day an assumption gives it.
    pub fn published(&self, source: SourceId) -> Option<(Date, Option<AssumptionId>)> {
        if let Some(date) = self.sources[source].published {
            return Some((date, None));
        }
        self.assumptions.iter().find_map(|(id, assumption)| {
            assumption
                .dates
                .iter()
                .find(|(of, _)| *of == source)
                .map(|(_, date)| (*date, Some(id)))
        })
    }
}

/// The label of a course or state; a case without a conflict has none to ask about.
fn conflict_label(label: Option<&Label>) -> Label {
    label.cloned().unwrap_or_else(|| Label {
        id: "conflict".into(),
        span: Span::new(0, 0, 0),
    })
}

//! Tree to case. The tree was checked before, so nothing is complained about here.
//!
//! First every id gets its position, then every entry is built with its references resolved.

mod agreement;
mod capacity;
mod conflict;
mod deal;
mod draft;
mod event;
pub mod log;
mod read;
mod reading;
mod talk;

use crate::ids::Ids;
use crate::model::{
    ActorId, ActorKind, Arena, AssumptionId, Case, ClaimId, ClauseId, CourseId, DraftClauseId,
    DraftId, EscrowId, EventId, GuaranteeId, IssueId, Key, MilestoneId, NodeId, ObligationId,
    OpenTermId, PhaseId, PlaceId, PowerId, PropositionId, QuantityId, ReadingId, Source, SourceId,
    StateId, VersionId,
};
use crate::model::{AmendmentId, Label};
use crate::phrase;
use crate::source::Sources;
use crate::tree::{Entry, Node, Tree};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Builds the case from a checked tree; the events of its logs are built by [`log::run`].
pub fn lower(files: &Sources, tree: &Tree, ids: &Ids, logged: Option<&Logged>) -> Case {
    let index = Index::of(files, tree, logged);
    let lowering = Lowering {
        nodes: &index.nodes,
        logged: &index.logged,
        ids,
    };
    let text = |name: &'static str| tree.named(name).next().and_then(|entry| entry.value.text());
    let mut case = Case {
        title: text("case").unwrap_or("").into(),
        as_of: text("as-of").and_then(|text| phrase::parse_date(text).ok()),
        actors: lowering.actors(tree),
        quantities: lowering.quantities(tree),
        issues: lowering.issues(tree),
        propositions: lowering.propositions(tree),
        sources: lowering.sources(tree),
        claims: lowering.claims(tree),
        assumptions: lowering.assumptions(tree),
        drafts: lowering.drafts(tree),
        draft_clauses: lowering.draft_clauses(tree),
        versions: lowering.versions(tree),
        reactions: lowering.reactions(tree),
        consent: Vec::new(),
        consent_rule: None,
        deal: lowering.deal(tree),
        places: lowering.places(tree),
        agreement: tree
            .named("agreement")
            .next()
            .map(|entry| lowering.agreement(entry)),
        read_as: lowering.read_as(tree),
        amended: Vec::new(),
        capacities: lowering.capacities(tree),
        events: lowering.events(tree).into(),
        conflict: lowering.conflict(tree),
        files: files.clone(),
        roots: Vec::new(),
        index: BTreeMap::new(),
        logged: Logged::default(),
        written: tree
            .named("agreement")
            .next()
            .map(|entry| lowering.written(&entry.value))
            .unwrap_or_default(),
    };
    case.amended = lowering.amended(tree, case.agreement.as_ref());
    let consent = tree
        .named("deal")
        .next()
        .and_then(|entry| entry.value.get("consent"));
    case.consent_rule = consent
        .and_then(Node::text)
        .and_then(|text| phrase::condition(text).ok());
    case.consent = consent
        .map(|node| lowering.named_actors(node))
        .filter(|actors| !actors.is_empty())
        .unwrap_or_else(|| case.parties().collect());
    case.roots = roots(&case.sources);
    case.index = index.nodes;
    case.logged = index.logged;
    case
}

/// For every source the end of its chain of origins; each link is followed once.
fn roots(sources: &Arena<SourceId, Source>) -> Vec<SourceId> {
    let mut roots: Vec<Option<SourceId>> = vec![None; sources.len()];
    for id in sources.keys() {
        let mut path = Vec::new();
        let mut at = id;
        let root = loop {
            if let Some(root) = roots[at.position()] {
                break root;
            }
            // In a circle, which is an error of its own, the way ends where it began.
            roots[at.position()] = Some(at);
            path.push(at);
            match sources[at].origin {
                Some(next) => at = next,
                None => break at,
            }
        };
        for link in path {
            roots[link.position()] = Some(root);
        }
    }
    sources
        .keys()
        .zip(roots)
        .map(|(id, root)| root.unwrap_or(id))
        .collect()
}

/// The order of the actors' sections, with what their entries are.
const ACTOR_SECTIONS: [(&str, ActorKind); 3] = [
    ("parties", ActorKind::Party),
    ("mediators", ActorKind::Mediator),
    ("others", ActorKind::Other),
];

/// The position of every id.
struct Index {
    nodes: BTreeMap<Box<str>, NodeId>,
    /// The records of logs.
    logged: Logged,
}

/// The positions of the records of logs; built once and shared.
pub type Logged = Arc<BTreeMap<Box<str>, EventId>>;

/// Counts positions of one kind.
struct Counter<K> {
    next: usize,
    key: std::marker::PhantomData<K>,
}

impl<K: Key> Counter<K> {
    fn new() -> Self {
        Counter {
            next: 0,
            key: std::marker::PhantomData,
        }
    }

    fn take(&mut self) -> K {
        self.next += 1;
        K::new(self.next - 1)
    }
}

impl Index {
    fn of(files: &Sources, tree: &Tree, logged: Option<&Logged>) -> Index {
        let mut nodes = BTreeMap::new();
        let mut actors = Counter::<ActorId>::new();
        for (section, _) in ACTOR_SECTIONS {
            for entry in tree.entries(section) {
                nodes.insert(entry.key.clone(), NodeId::Actor(actors.take()));
                if let Some(voices) = entry.value.get("voices") {
                    for voice in voices.entries() {
                        nodes.insert(voice.key.clone(), NodeId::Actor(actors.take()));
                    }
                }
            }
        }
        fn number<K: Key>(
            nodes: &mut BTreeMap<Box<str>, NodeId>,
            tree: &Tree,
            section: &str,
            node: fn(K) -> NodeId,
        ) {
            let mut counter = Counter::<K>::new();
            for entry in tree.entries(section) {
                nodes.insert(entry.key.clone(), node(counter.take()));
            }
        }
        number::<QuantityId>(&mut nodes, tree, "quantities", NodeId::Quantity);
        number::<IssueId>(&mut nodes, tree, "issues", NodeId::Issue);
        number::<PropositionId>(&mut nodes, tree, "propositions", NodeId::Proposition);
        number::<SourceId>(&mut nodes, tree, "sources", NodeId::Source);
        number::<ClaimId>(&mut nodes, tree, "claims", NodeId::Claim);
        number::<AssumptionId>(&mut nodes, tree, "assumptions", NodeId::Assumption);
        if let Some(entry) = tree.named("conflict").next() {
            let mut courses = Counter::<CourseId>::new();
            for course in child(&entry.value, "courses") {
                nodes.insert(course.key.clone(), NodeId::Course(courses.take()));
            }
            let mut states = Counter::<StateId>::new();
            for state in child(&entry.value, "states") {
                nodes.insert(state.key.clone(), NodeId::State(states.take()));
            }
        }
        number::<DraftId>(&mut nodes, tree, "drafts", NodeId::Draft);
        let mut clauses = Counter::<DraftClauseId>::new();
        let mut versions = Counter::<VersionId>::new();
        for clause in draft::clauses(tree) {
            nodes.insert(clause.key.clone(), NodeId::DraftClause(clauses.take()));
            for version in child(&clause.value, "versions") {
                let id = format!("{}.{}", clause.key, version.key);
                nodes.insert(id.into(), NodeId::Version(versions.take()));
            }
        }
        number::<PlaceId>(&mut nodes, tree, "places", NodeId::Place);
        let mut events = Counter::<EventId>::new();
        for entry in tree.entries("events") {
            nodes.insert(entry.key.clone(), NodeId::Event(events.take()));
        }
        let logged = logged.cloned().unwrap_or_else(|| {
            let records = tree
                .logs
                .iter()
                .flat_map(|log| log.records.iter().map(move |record| log.id(files, record)));
            Arc::new(records.map(|id| (id, events.take())).collect())
        });
        if let Some(entry) = tree.named("agreement").next() {
            nodes.insert("agreement".into(), NodeId::Agreement);
            Index::agreement(&mut nodes, &entry.value);
        }
        Index { nodes, logged }
    }

    fn agreement(nodes: &mut BTreeMap<Box<str>, NodeId>, agreement: &Node) {
        let mut obligations = Counter::<ObligationId>::new();
        let mut powers = Counter::<PowerId>::new();
        let mut duty = |nodes: &mut BTreeMap<Box<str>, NodeId>, entry: &Entry| {
            let id = obligations.take();
            nodes.insert(entry.key.clone(), ClauseId::Obligation(id).into());
            for (i, tranche) in (0_u16..).zip(child(&entry.value, "tranches")) {
                nodes.insert(
                    format!("{}.{}", entry.key, tranche.key).into(),
                    ClauseId::Tranche(id, i).into(),
                );
            }
        };
        for entry in child(agreement, "obligations") {
            duty(nodes, entry);
        }
        for phase in child(agreement, "phases") {
            for entry in child(&phase.value, "obligations") {
                duty(nodes, entry);
            }
        }
        for part in ["readings", "amendments"] {
            for entry in child(agreement, part) {
                for added in child(&entry.value, "adds") {
                    duty(nodes, added);
                }
            }
        }
        for entry in child(agreement, "powers") {
            nodes.insert(entry.key.clone(), ClauseId::Power(powers.take()).into());
        }
        for phase in child(agreement, "phases") {
            for entry in child(&phase.value, "powers") {
                nodes.insert(entry.key.clone(), ClauseId::Power(powers.take()).into());
            }
        }
        fn number<K: Key>(
            nodes: &mut BTreeMap<Box<str>, NodeId>,
            agreement: &Node,
            part: &str,
            node: fn(K) -> NodeId,
        ) {
            let mut counter = Counter::<K>::new();
            for entry in child(agreement, part) {
                nodes.insert(entry.key.clone(), node(counter.take()));
            }
        }
        number::<PhaseId>(nodes, agreement, "phases", |id| ClauseId::Phase(id).into());
        number::<OpenTermId>(nodes, agreement, "open-terms", |id| {
            ClauseId::OpenTerm(id).into()
        });
        number::<MilestoneId>(nodes, agreement, "milestones", |id| {
            ClauseId::Milestone(id).into()
        });
        let mut escrows = Counter::<EscrowId>::new();
        let read = child(agreement, "readings")
            .iter()
            .map(|reading| &reading.value);
        for entry in std::iter::once(agreement)
            .chain(read)
            .flat_map(|node| child(node, "escrows"))
        {
            nodes.insert(entry.key.clone(), ClauseId::Escrow(escrows.take()).into());
        }
        number::<GuaranteeId>(nodes, agreement, "guarantees", |id| {
            ClauseId::Guarantee(id).into()
        });
        number::<ReadingId>(nodes, agreement, "readings", NodeId::Reading);
        number::<AmendmentId>(nodes, agreement, "amendments", NodeId::Amendment);
    }
}

/// The entries of a map at a key; none where it is left out or silent.
fn child<'a>(node: &'a Node, key: &str) -> &'a [Entry] {
    node.get(key).map_or(&[], Node::entries)
}

fn label(entry: &Entry) -> Label {
    Label {
        id: entry.key.clone(),
        span: entry.key_span,
    }
}

/// What the building of entries needs to know.
struct Lowering<'a> {
    nodes: &'a BTreeMap<Box<str>, NodeId>,
    logged: &'a BTreeMap<Box<str>, EventId>,
    ids: &'a Ids,
}

impl Lowering<'_> {
    fn arena<K: Key, T>(
        &self,
        tree: &Tree,
        section: &str,
        build: impl Fn(&Self, &Entry) -> T,
    ) -> Arena<K, T> {
        let mut arena = Arena::default();
        for entry in tree.entries(section) {
            arena.push(label(entry), build(self, entry));
        }
        arena
    }

    fn date(node: Option<&Node>) -> Option<Date> {
        node.and_then(Node::text)
            .and_then(|text| phrase::parse_date(text).ok())
    }
}

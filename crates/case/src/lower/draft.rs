//! Drafts: their clauses, versions and reactions, each kind in one arena.

use super::read::{flag, text};
use super::{Lowering, child, label};
use crate::model::{
    Arena, Draft, DraftClause, DraftClauseId, DraftId, DraftStatus, Key, Label, NodeId, Reaction,
    ReactionId, ReactionKind, Version, VersionId,
};
use crate::tree::{Entry, Node, Tree};

/// The clauses of all drafts, in the order of the text.
pub(super) fn clauses(tree: &Tree) -> impl Iterator<Item = &Entry> {
    tree.entries("drafts")
        .flat_map(|draft| child(&draft.value, "clauses"))
}

impl Lowering<'_> {
    pub(super) fn drafts(&self, tree: &Tree) -> Arena<DraftId, Draft> {
        self.arena(tree, "drafts", |this, entry| {
            let node = &entry.value;
            Draft {
                title: text(node, "title"),
                by: this.actors_of(node.get("by")),
                status: node
                    .text_at("status")
                    .and_then(DraftStatus::from_word)
                    .unwrap_or_default(),
                from: this.sources_of(node.get("from")),
            }
        })
    }

    pub(super) fn draft_clauses(&self, tree: &Tree) -> Arena<DraftClauseId, DraftClause> {
        let mut arena = Arena::default();
        for (i, draft) in tree.entries("drafts").enumerate() {
            for entry in child(&draft.value, "clauses") {
                let node = &entry.value;
                arena.push(
                    label(entry),
                    DraftClause {
                        draft: DraftId::new(i),
                        name: text(node, "name"),
                        number: text(node, "clause"),
                        issue: node.text_at("issue").and_then(|id| self.issue(id)),
                        of: node.text_at("of").and_then(|id| self.clause(id)),
                    },
                );
            }
        }
        arena
    }

    pub(super) fn versions(&self, tree: &Tree) -> Arena<VersionId, Version> {
        let mut arena = Arena::default();
        for (i, clause) in clauses(tree).enumerate() {
            for entry in child(&clause.value, "versions") {
                let node = &entry.value;
                arena.push(
                    Label {
                        id: format!("{}.{}", clause.key, entry.key).into(),
                        span: entry.key_span,
                    },
                    Version {
                        clause: DraftClauseId::new(i),
                        name: entry.key.clone(),
                        text: text(node, "text").unwrap_or_default(),
                        by: self.actors_of(node.get("by")),
                        date: Self::date(node.get("date")),
                        replaces: self.version(clause, node, "replaces"),
                        from: self.sources_of(node.get("from")),
                    },
                );
            }
        }
        arena
    }

    pub(super) fn reactions(&self, tree: &Tree) -> Arena<ReactionId, Reaction> {
        let mut arena = Arena::default();
        for clause in clauses(tree) {
            let items = clause.value.get("reactions").map_or(&[][..], Node::as_list);
            for (n, node) in (1..).zip(items) {
                let named = |key| self.version(clause, node, key);
                let (to, kind) = if let Some(to) = named("accepts") {
                    let kind =
                        text(node, "if").map_or(ReactionKind::Accepts, ReactionKind::AcceptsIf);
                    (to, kind)
                } else if let Some(to) = named("objects-to") {
                    (to, ReactionKind::Objects(named("wants")))
                } else if let Some(to) = named("silent-on") {
                    (to, ReactionKind::Silent)
                } else {
                    continue;
                };
                arena.push(
                    Label {
                        id: format!("{}.reactions.{n}", clause.key).into(),
                        span: node.span,
                    },
                    Reaction {
                        to,
                        by: self.actors_of(node.get("by")),
                        kind,
                        date: Self::date(node.get("date")),
                        from: self.sources_of(node.get("from")),
                        about: node.text_at("about").and_then(|id| self.actor(id)),
                        according_to: self.actors_of(node.get("according-to")),
                        says: text(node, "says"),
                        hedged: flag(node, "hedged"),
                    },
                );
            }
        }
        arena
    }

    /// A version named from inside its clause.
    fn version(&self, clause: &Entry, node: &Node, key: &str) -> Option<VersionId> {
        let id = format!("{}.{}", clause.key, node.text_at(key)?);
        match self.node(&id)? {
            NodeId::Version(version) => Some(version),
            _ => None,
        }
    }
}

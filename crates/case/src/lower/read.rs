//! Small readers that every part of the lowering uses.

use super::Lowering;
use crate::model::{
    ActorId, ClauseId, IssueId, NodeId, PropositionId, QuantityId, Said, SourceId, Speaker, Value,
};
use crate::phrase::{self, Condition, When};
use crate::tree::{Kind, Node, Silence};
use crate::value::{Amount, Delivered, Duration};
use crate::zone::Zone;

macro_rules! one_kind {
    ($one:ident, $many:ident, $variant:ident, $type:ty) => {
        pub(super) fn $one(&self, id: &str) -> Option<$type> {
            match self.node(id)? {
                NodeId::$variant(key) => Some(key),
                _ => None,
            }
        }

        pub(super) fn $many(&self, node: Option<&Node>) -> Vec<$type> {
            texts(node).filter_map(|id| self.$one(id)).collect()
        }
    };
}

impl Lowering<'_> {
    /// The position of an id.
    pub(super) fn node(&self, id: &str) -> Option<NodeId> {
        if let Some(node) = self.nodes.get(id) {
            return Some(*node);
        }
        if let Some(event) = self.logged.get(id) {
            return Some(NodeId::Event(*event));
        }
        let (duty, _) = id.split_once('.')?;
        self.ids.get(id)?;
        let duty = *self.nodes.get(duty)?;
        let taken_over = self.ids.taken_over(id).and_then(|id| self.node(&id));
        match (duty, taken_over) {
            (NodeId::Clause(ClauseId::Obligation(duty)), Some(NodeId::Clause(other))) => {
                Some(other.answered_by(duty).into())
            }
            _ => Some(duty),
        }
    }

    one_kind!(actor, actors_of, Actor, ActorId);
    one_kind!(source, sources_of, Source, SourceId);
    one_kind!(issue, issues_of, Issue, IssueId);
    one_kind!(quantity, quantities_of, Quantity, QuantityId);
    one_kind!(proposition, propositions_of, Proposition, PropositionId);
    one_kind!(clause, clauses_of, Clause, ClauseId);

    pub(super) fn nodes_of(&self, node: Option<&Node>) -> Vec<NodeId> {
        texts(node).filter_map(|id| self.node(id)).collect()
    }

    pub(super) fn speakers(&self, node: Option<&Node>) -> Vec<Speaker> {
        texts(node)
            .filter_map(|id| match id {
                "outlet" => Some(Speaker::Outlet),
                id => self.actor(id).map(Speaker::Actor),
            })
            .collect()
    }

    /// The actors named in a condition such as `north and south`.
    pub(super) fn named_actors(&self, node: &Node) -> Vec<ActorId> {
        let mut actors = Vec::new();
        if let Some(condition) = node.text().and_then(|text| phrase::condition(text).ok()) {
            condition.names(&mut |name| actors.extend(self.actor(&name.id)));
        }
        actors.sort();
        actors.dedup();
        actors
    }

    pub(super) fn said_actors(&self, node: Option<&Node>) -> Said<Vec<ActorId>> {
        said(node, |node| Some(self.actors_of(Some(node))))
    }

    pub(super) fn amounts(&self, node: Option<&Node>) -> Vec<(QuantityId, Vec<Delivered>)> {
        node.map_or(&[][..], Node::entries)
            .iter()
            .filter_map(|entry| {
                let amounts = entry
                    .value
                    .as_list()
                    .iter()
                    .filter_map(|item| phrase::delivered(item.text()?).ok())
                    .collect();
                Some((self.quantity(&entry.key)?, amounts))
            })
            .collect()
    }

    /// An answer to an issue as it is written.
    pub(super) fn answer(&self, issue: &str, text: &str) -> Option<Value> {
        if let Some(silence) = Silence::from_word(text) {
            return Some(Value::Silent(silence));
        }
        let options = self.ids.options(issue);
        if options.is_empty() {
            return phrase::amount(text).ok().map(Value::Amount);
        }
        let position = options.iter().position(|(id, _)| **id == *text)?;
        u16::try_from(position).ok().map(Value::Option)
    }
}

/// The texts of a value or a list of values.
pub(super) fn texts(node: Option<&Node>) -> impl Iterator<Item = &str> {
    node.map_or(&[][..], Node::as_list)
        .iter()
        .filter_map(Node::text)
}

pub(super) fn text(node: &Node, key: &str) -> Option<Box<str>> {
    node.text_at(key).map(Into::into)
}

pub(super) fn flag(node: &Node, key: &str) -> bool {
    node.text_at(key) == Some("yes")
}

/// A value, a silence, or nothing.
pub(super) fn said<T>(node: Option<&Node>, read: impl Fn(&Node) -> Option<T>) -> Said<T> {
    let Some(node) = node else {
        return Said::Nothing;
    };
    if let Some(silence) = node.silence() {
        return Said::Silent(silence);
    }
    read(node).map_or(Said::Nothing, Said::Is)
}

pub(super) fn said_text(node: Option<&Node>) -> Said<Box<str>> {
    said(node, |node| node.text().map(Into::into))
}

pub(super) fn said_when(node: Option<&Node>) -> Said<When> {
    said(node, |node| phrase::when(node.text()?).ok())
}

pub(super) fn said_condition(node: Option<&Node>) -> Said<Condition> {
    said(node, |node| phrase::condition(node.text()?).ok())
}

pub(super) fn said_duration(node: Option<&Node>) -> Said<Duration> {
    said(node, |node| phrase::duration(node.text()?).ok())
}

pub(super) fn amount(node: Option<&Node>) -> Option<Amount> {
    phrase::amount(node?.text()?).ok()
}

/// A value in one line, for printing.
pub(super) fn one_line(node: &Node) -> String {
    match &node.kind {
        Kind::Empty => String::new(),
        Kind::Scalar { text, .. } => text.to_string(),
        Kind::List(items) => items.iter().map(one_line).collect::<Vec<_>>().join(", "),
        Kind::Map { entries, .. } => entries
            .iter()
            .map(|entry| format!("{} {}", one_line(&entry.value), entry.key))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// The zone that an entry gives.
pub(super) fn zone(node: &Node) -> Option<Zone> {
    phrase::zone(node.text_at("zone")?).ok()
}

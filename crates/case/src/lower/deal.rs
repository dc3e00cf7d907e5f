//! The deal and the preferences that are taken for granted.

use super::read::{amount, texts};
use super::{Lowering, child, label};
use crate::model::{
    AssumptionId, Combination, Comparison, Deal, Inducement, NodeId, Preferences, Value,
};
use crate::phrase;
use crate::source::Span;
use crate::tree::{Entry, Kind, Node, Tree};
use crate::value::Amount;

impl Lowering<'_> {
    pub(super) fn deal(&self, tree: &Tree) -> Deal {
        let Some(entry) = tree.named("deal").next() else {
            return Deal::default();
        };
        Deal {
            cannot_be: list(entry.value.get("cannot-be"))
                .iter()
                .map(|node| (self.combination(node), node.span))
                .collect(),
            packages: child(&entry.value, "packages")
                .iter()
                .map(|entry| (label(entry), self.combination(&entry.value)))
                .collect(),
        }
    }

    pub(super) fn preferences(&self, tree: &Tree, entry: &Entry) -> Option<Preferences> {
        let node = &entry.value;
        let of = self.actor(node.text_at("preferences-of")?)?;
        Some(Preferences {
            of,
            order: self.groups(node.get("order"), |id| self.issue(id)),
            option_order: child(node, "option-order")
                .iter()
                .filter_map(|entry| {
                    let groups = self.groups(Some(&entry.value), |id| self.answer(&entry.key, id));
                    Some((self.issue(&entry.key)?, groups))
                })
                .collect(),
            weights: child(node, "weights")
                .iter()
                .filter_map(|entry| Some((self.issue(&entry.key)?, amount(Some(&entry.value))?)))
                .collect(),
            swings: child(node, "swings")
                .iter()
                .filter_map(|entry| Some((self.issue(&entry.key)?, amount(Some(&entry.value))?)))
                .collect(),
            ratios: texts(node.get("ratios"))
                .filter_map(|text| {
                    let (more, times, less) = phrase::ratio(text).ok()?;
                    Some((self.issue(&more.id)?, times, self.issue(&less.id)?))
                })
                .collect(),
            scores: child(node, "scores")
                .iter()
                .filter_map(|entry| Some((self.issue(&entry.key)?, self.scores(entry))))
                .collect(),
            rather: list(node.get("rather"))
                .iter()
                .filter_map(|item| {
                    Some(Comparison {
                        this: self.package_or_name(tree, item.get("this")?)?,
                        than: self.package_or_name(tree, item.get("than")?)?,
                        span: item.span,
                    })
                })
                .collect(),
            interactions: list(node.get("interactions"))
                .iter()
                .filter_map(|item| {
                    Some((self.combination(item.get("if")?), amount(item.get("adds"))?))
                })
                .collect(),
            reservation: amount(node.get("reservation")),
            drift: list(node.get("drift"))
                .iter()
                .filter_map(|item| {
                    Some((
                        Self::date(item.get("date"))?,
                        amount(item.get("reservation"))?,
                    ))
                })
                .collect(),
            discount: amount(node.get("discount")),
            places: node.entries().iter().flat_map(places).collect(),
        })
    }

    pub(super) fn inducement(&self, node: &Node) -> Option<Inducement> {
        Some(Inducement {
            by: self.actor(node.text_at("inducement-by")?)?,
            adds: child(node, "adds")
                .iter()
                .filter_map(|entry| Some((self.actor(&entry.key)?, amount(Some(&entry.value))?)))
                .collect(),
            effort: amount(node.get("effort")),
            of: node.text_at("of").and_then(|id| self.node(id)),
        })
    }

    pub(super) fn assumption(&self, id: &str) -> Option<AssumptionId> {
        match self.node(id)? {
            NodeId::Assumption(key) => Some(key),
            _ => None,
        }
    }

    fn combination(&self, node: &Node) -> Combination {
        node.entries()
            .iter()
            .filter_map(|entry| {
                let answers = texts(Some(&entry.value))
                    .filter_map(|text| self.answer(&entry.key, text))
                    .collect();
                Some((self.issue(&entry.key)?, answers))
            })
            .collect()
    }

    /// What a side of a comparison names; nothing where that is states of a conflict and no package.
    fn package_or_name(&self, tree: &Tree, node: &Node) -> Option<Combination> {
        let Some(name) = node.text() else {
            return Some(self.combination(node));
        };
        tree.named("deal")
            .next()
            .and_then(|deal| deal.value.get("packages")?.get(name))
            .map(|package| self.combination(package))
    }

    fn scores(&self, issue: &Entry) -> Vec<(Value, Amount)> {
        issue
            .value
            .entries()
            .iter()
            .filter_map(|entry| {
                Some((
                    self.answer(&issue.key, &entry.key)?,
                    amount(Some(&entry.value))?,
                ))
            })
            .collect()
    }

    /// A list from best to worst whose members may be lists of what is not told apart.
    fn groups<T>(&self, node: Option<&Node>, read: impl Fn(&str) -> Option<T>) -> Vec<Vec<T>> {
        list(node)
            .iter()
            .map(|item| texts(Some(item)).filter_map(&read).collect::<Vec<T>>())
            .filter(|group| !group.is_empty())
            .collect()
    }
}

/// Where a statement and what is inside it stand.
fn places(entry: &Entry) -> Vec<(Box<str>, Span)> {
    let within = |name: &str| format!("{}/{name}", entry.key).into_boxed_str();
    let mut places = vec![(entry.key.clone(), entry.key_span)];
    match &entry.value.kind {
        Kind::Map { entries, .. } => {
            places.extend(entries.iter().map(|e| (within(&e.key), e.key_span)));
        }
        Kind::List(items) => {
            let items = items.iter().enumerate();
            places.extend(items.map(|(at, item)| (within(&at.to_string()), item.span)));
        }
        _ => {}
    }
    places
}

fn list(node: Option<&Node>) -> &[Node] {
    node.map_or(&[][..], Node::as_list)
}

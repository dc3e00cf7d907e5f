//! The graph model: courses, states, what cannot be, and preferences over states.

use super::read::{text, texts};
use super::{Lowering, child, label};
use crate::model::{
    ActorId, AssumptionId, Conflict, Course, CourseId, Key, Move, Moves, NodeId, Rather, State,
    StateId, StateIs, Want, Wish,
};
use crate::phrase;
use crate::tree::{Kind, Node, Tree};

impl Lowering<'_> {
    pub(super) fn conflict(&self, tree: &Tree) -> Option<Conflict> {
        let node = &tree.named("conflict").next()?.value;
        let mut conflict = Conflict::default();
        for entry in child(node, "courses") {
            let Some(by) = entry.value.text_at("by").and_then(|id| self.actor(id)) else {
                continue;
            };
            conflict.courses.push(
                label(entry),
                Course {
                    by,
                    does: text(&entry.value, "does").unwrap_or_else(|| entry.key.clone()),
                    of: entry.value.text_at("of").and_then(|id| self.clause(id)),
                    means: entry
                        .value
                        .get("means")
                        .map(|means| self.targets(means))
                        .unwrap_or_default(),
                    moves: match entry.value.text_at("moves") {
                        Some("one way") => Moves::OneWay,
                        Some("back only") => Moves::BackOnly,
                        _ => Moves::BothWays,
                    },
                },
            );
        }
        for entry in child(node, "states") {
            let condition = entry.value.text_at("where");
            conflict.states.push(
                label(entry),
                State {
                    name: text(&entry.value, "name"),
                    is: match (entry.value.get("takes"), condition) {
                        (Some(takes), _) => StateIs::Takes(self.courses_of(takes)),
                        (None, Some(text)) => {
                            phrase::condition(text).map_or(StateIs::Unsaid, StateIs::Where)
                        }
                        (None, None) => StateIs::Unsaid,
                    },
                },
            );
        }
        for item in node.get("moves").map_or(&[][..], Node::as_list) {
            if let Some(by) = item.text_at("by").and_then(|id| self.actor(id)) {
                conflict.moves.push(Move {
                    by,
                    from: self.states_of(item.get("from")),
                    to: self.states_of(item.get("to")),
                });
            }
        }
        for item in node.get("cannot-be").map_or(&[][..], Node::as_list) {
            if let Some(condition) = item.text().and_then(|text| phrase::condition(text).ok()) {
                conflict.cannot_be.push((condition, item.span));
            }
        }
        conflict.now = node.text_at("now").and_then(|id| self.state(id));
        let coalitions = node.get("coalitions").map_or(&[][..], Node::as_list);
        conflict.coalitions = if coalitions
            .iter()
            .any(|item| matches!(item.kind, Kind::List(_)))
        {
            coalitions
                .iter()
                .map(|item| self.actors_of(Some(item)))
                .collect()
        } else if coalitions.is_empty() {
            Vec::new()
        } else {
            vec![self.actors_of(node.get("coalitions"))]
        };
        conflict.decision_makers = self.actors_of(node.get("decision-makers"));
        let mut owners: Vec<ActorId> = conflict
            .courses
            .iter()
            .map(|(_, course)| course.by)
            .chain(conflict.moves.iter().map(|given| given.by))
            .collect();
        owners.sort();
        owners.dedup();
        owners.retain(|owner| !conflict.decision_makers.contains(owner));
        conflict.decision_makers.extend(owners);
        conflict.wishes = self.wishes(tree);
        Some(conflict)
    }

    fn wishes(&self, tree: &Tree) -> Vec<Wish> {
        tree.entries("assumptions")
            .enumerate()
            .filter_map(|(position, entry)| {
                let assumption = AssumptionId::new(position);
                let node = &entry.value;
                let of = node
                    .text_at("preferences-of")
                    .and_then(|id| self.actor(id))?;
                let wish = Wish {
                    of,
                    assumption,
                    instead_of: node
                        .text_at("instead-of")
                        .and_then(|id| match self.node(id)? {
                            NodeId::Assumption(id) => Some(id),
                            _ => None,
                        }),
                    wants: node
                        .get("wants")
                        .map_or(&[][..], Node::as_list)
                        .iter()
                        .filter_map(|item| {
                            let text = item.text()?;
                            Some(Want {
                                text: text.into(),
                                statement: phrase::statement(text).ok()?,
                                span: item.span,
                            })
                        })
                        .collect(),
                    ranking: self.state_lists(node.get("ranking")),
                    cannot_tell: self.state_lists(node.get("cannot-tell")),
                    cannot_see: self.states_of(node.get("cannot-see")),
                    rather: node
                        .get("rather")
                        .map_or(&[][..], Node::as_list)
                        .iter()
                        .filter_map(|item| self.rather(item))
                        .collect(),
                };
                let says_something = !wish.wants.is_empty()
                    || !wish.ranking.is_empty()
                    || !wish.cannot_tell.is_empty()
                    || !wish.cannot_see.is_empty()
                    || !wish.rather.is_empty();
                says_something.then_some(wish)
            })
            .collect()
    }

    /// A comparison, if it is one of states and not of packages.
    fn rather(&self, item: &Node) -> Option<Rather> {
        let side = |key: &str| {
            let condition = phrase::condition(item.text_at(key)?).ok()?;
            let mut known = true;
            condition.names(&mut |name| {
                known &= matches!(
                    self.node(&name.id),
                    Some(NodeId::Course(_) | NodeId::State(_))
                );
            });
            known.then_some(condition)
        };
        Some(Rather {
            this: side("this")?,
            than: side("than")?,
            strong: item.text_at("strength") == Some("strong"),
            span: item.span,
        })
    }

    fn courses_of(&self, node: &Node) -> Vec<CourseId> {
        texts(Some(node))
            .filter_map(|id| match self.node(id)? {
                NodeId::Course(id) => Some(id),
                _ => None,
            })
            .collect()
    }

    fn state(&self, id: &str) -> Option<StateId> {
        match self.node(id)? {
            NodeId::State(id) => Some(id),
            _ => None,
        }
    }

    fn states_of(&self, node: Option<&Node>) -> Vec<StateId> {
        texts(node).filter_map(|id| self.state(id)).collect()
    }

    /// Lists of states; a state that stands alone is a list of one.
    fn state_lists(&self, node: Option<&Node>) -> Vec<Vec<StateId>> {
        node.map_or(&[][..], Node::as_list)
            .iter()
            .map(|item| self.states_of(Some(item)))
            .filter(|list| !list.is_empty())
            .collect()
    }
}

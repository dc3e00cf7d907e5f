//! What a text means, without where it stands: what edits are compared by.

use crate::source::Span;
use crate::tree::{Entry, Kind, Node, Style, Tree};

/// A value without its place and its style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing after the key.
    Nothing,
    /// A text.
    Text(Box<str>),
    /// Values in order.
    List(Vec<Shape>),
    /// Keys with values in order.
    Map(Vec<(Box<str>, Shape)>),
}

impl Shape {
    /// The shape of a node.
    pub fn of(node: &Node) -> Shape {
        match &node.kind {
            Kind::Empty => Shape::Nothing,
            Kind::Scalar { text, .. } => Shape::Text(text.clone()),
            Kind::List(items) => Shape::List(items.iter().map(Shape::of).collect()),
            Kind::Map { entries, .. } => Shape::Map(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), Shape::of(&entry.value)))
                    .collect(),
            ),
        }
    }

    /// The same as a node that stands at one place as a whole.
    pub fn node(&self, span: Span) -> Node {
        let kind = match self {
            Shape::Nothing => Kind::Empty,
            Shape::Text(text) => Kind::Scalar {
                text: text.clone(),
                style: Style::Plain,
            },
            Shape::List(items) => Kind::List(items.iter().map(|item| item.node(span)).collect()),
            Shape::Map(entries) => Kind::Map {
                entries: entries
                    .iter()
                    .map(|(key, value)| Entry {
                        key: key.clone(),
                        key_span: span,
                        value: value.node(span),
                    })
                    .collect(),
                flow: true,
            },
        };
        Node { span, kind }
    }

    /// A text.
    pub fn text(text: impl Into<Box<str>>) -> Shape {
        Shape::Text(text.into())
    }

    /// A value as a person types it: braces and brackets as in a case, anything else as a text.
    pub fn typed(text: &str) -> Shape {
        let bare = text.trim();
        if bare.starts_with(['{', '['])
            && let Some(node) = crate::yaml::value(bare)
        {
            return Shape::of(&node);
        }
        Shape::text(bare)
    }

    /// Puts a value at dotted keys inside this map, beside what is there.
    pub fn put(&mut self, keys: &[&str], value: Shape) {
        let Some((first, rest)) = keys.split_first() else {
            *self = value;
            return;
        };
        if !matches!(self, Shape::Map(_)) {
            *self = Shape::Map(Vec::new());
        }
        let Shape::Map(entries) = self else { return };
        match entries.iter_mut().find(|(key, _)| &**key == *first) {
            Some((_, inner)) => inner.put(rest, value),
            None => {
                let mut inner = Shape::Nothing;
                inner.put(rest, value);
                entries.push(((*first).into(), inner));
            }
        }
    }

    /// The value reached by positions.
    pub(super) fn at(&mut self, steps: &[usize]) -> Option<&mut Shape> {
        let Some((&first, rest)) = steps.split_first() else {
            return Some(self);
        };
        match self {
            Shape::List(items) => items.get_mut(first)?.at(rest),
            Shape::Map(entries) => entries.get_mut(first)?.1.at(rest),
            _ => None,
        }
    }
}

/// A section: its file, its name and what it means.
pub(super) type Section = (u16, Box<str>, Shape);

/// The sections of a tree.
pub(super) fn sections(tree: &Tree) -> Vec<Section> {
    tree.sections
        .iter()
        .map(|section| {
            let entry = &section.entry;
            (
                entry.key_span.file,
                entry.key.clone(),
                Shape::of(&entry.value),
            )
        })
        .collect()
}

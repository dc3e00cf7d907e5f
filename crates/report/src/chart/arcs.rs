//! What waits for what: clauses one below the other, an arc from each to those that wait for it.
//! They stand in an order in which they can happen, so that an arc that climbs closes a circle.

use super::frame::{Canvas, Frame, line};
use crate::text::clean;
use maud::{Markup, html};

/// How a clause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its turn can come.
    Free,
    /// It waits for something that nobody has agreed or that cannot happen.
    Blocked,
    /// It is what others wait for, and nobody has agreed it.
    Open,
    /// It stands in a circle.
    Circle,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// How it stands.
    pub standing: Standing,
    /// What stands behind it, in words.
    pub remark: String,
}

/// A wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// What comes first.
    pub first: usize,
    /// What waits for it.
    pub then: usize,
    /// Whether it is one of several of which fewer than all are enough.
    pub either: bool,
    /// Whether it is part of a circle.
    pub circle: bool,
}

/// Clauses with their waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arcs {
    /// The clauses, in the order in which they are drawn.
    pub nodes: Vec<Node>,
    /// The waits, by position of their clauses.
    pub arcs: Vec<Arc>,
}

impl Arcs {
    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let y = |at: usize| frame.middle(8 + i32::try_from(at).unwrap_or(0) * frame.lane());
        let height = 16 + i32::try_from(self.nodes.len()).unwrap_or(0) * frame.lane();
        let x = frame.left() + 8;
        let longest = self
            .arcs
            .iter()
            .map(|arc| arc.first.abs_diff(arc.then))
            .max()
            .unwrap_or(1)
            .max(1);
        let room = frame.right() - x - 150;
        let reach = |arc: &Arc| {
            let far = i32::try_from(arc.first.abs_diff(arc.then)).unwrap_or(1);
            let step = ((room - 14) / i32::try_from(longest).unwrap_or(1)).clamp(4, 26);
            14 + step * far
        };
        Canvas {
            height,
            content: html! {
                @for arc in &self.arcs {
                    (self.arc(arc, x, (y(arc.first), y(arc.then)), reach(arc)))
                }
                @for (at, node) in self.nodes.iter().enumerate() {
                    (node.draw(frame, 8 + i32::try_from(at).unwrap_or(0) * frame.lane(), (x, y(at))))
                }
            },
        }
    }

    fn arc(&self, arc: &Arc, x: i32, (from, to): (i32, i32), reach: i32) -> Markup {
        let class = match (arc.circle, arc.either) {
            (true, _) => "wait circle",
            (false, true) => "wait either",
            (false, false) => "wait",
        };
        // A little apart, so that what leaves a clause and what comes to it can be told.
        let (from, to) = if to > from {
            (from + 3, to - 3)
        } else {
            (from - 3, to + 3)
        };
        let far = x + 7 + reach;
        html! {
            path.(class) d=(format!("M{} {from} C{far} {from} {far} {to} {} {to}", x + 7, x + 15)) {
                title {
                    (clean(&self.nodes[arc.then].name)) " waits for " (clean(&self.nodes[arc.first].name))
                    @if arc.either { ", or for another" }
                }
            }
            path.(if arc.circle { "tip circle" } else { "tip" })
                d=(format!("M{} {to} l8 -4 v8 Z", x + 8)) {}
        }
    }
}

impl Node {
    fn draw(&self, frame: &Frame, top: i32, (x, y): (i32, i32)) -> Markup {
        let class = match self.standing {
            Standing::Free => "full",
            Standing::Blocked | Standing::Open => "hollow",
            Standing::Circle => "hollow circle",
        };
        html! {
            (frame.label(top, &self.name))
            (line("rule", (frame.left(), y), (x, y)))
            g {
                @if !self.remark.is_empty() { title { (clean(&self.remark)) } }
                @match self.standing {
                    Standing::Open => { path.(class) d=(format!("M{x} {} l6 6 l-6 6 l-6 -6 Z", y - 6)) {} }
                    _ => { circle.(class) cx=(x) cy=(y) r="5" {} }
                }
            }
        }
    }
}

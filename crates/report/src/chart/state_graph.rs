//! The graph of states: one box a state, one arrow a move that is a gain, to hover over.
//!
//! Where states are choices of courses, decision makers are split into those who move across and
//! those who move down, so that every arrow stays in its row or column; states that are named one
//! by one stand in a ring. A thick border with the name of a behaviour says that a state holds;
//! dashes tell decision makers apart besides colour. Each box and arrow carries its words as a
//! title, which browsers show on hovering and screen readers read.

use super::frame::{Canvas, Frame, line, words};
use maud::{Markup, html};
use std::f64::consts::TAU;

/// The most states that are drawn.
pub const STATES: usize = 64;
/// The most columns.
pub const COLUMNS: usize = 8;
/// Decision makers that are told apart; more share dashes and colours.
const SERIES: usize = 6;

/// The states and moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateGraph {
    /// Where the boxes stand.
    pub layout: Layout,
    /// The states.
    pub nodes: Vec<Node>,
    /// The moves.
    pub arrows: Vec<Arrow>,
    /// The decision makers, as the key names them.
    pub makers: Vec<String>,
}

/// Where the boxes stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// In columns and rows, each with what is taken there.
    Grid {
        /// The columns.
        columns: Vec<Vec<String>>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// In a ring, in their order.
    Ring,
}

/// A state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its column and row in a grid.
    pub at: (usize, usize),
    /// Its name.
    pub name: String,
    /// What stands under it: the strictest behaviour by which it holds, and whether it is today.
    pub below: String,
    /// Whether it holds by some behaviour.
    pub holds: bool,
    /// All that is said of it.
    pub title: String,
}

/// A move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// Who moves, by place among the decision makers.
    pub maker: usize,
    /// From which state, by place.
    pub from: usize,
    /// To which.
    pub to: usize,
    /// What is said of it.
    pub title: String,
}

/// The measures of one drawing.
struct Measures {
    /// Where boxes begin: at the left, and at the top.
    origin: (i32, i32),
    cell: (i32, i32),
    size: (i32, i32),
    /// Where boxes end, below.
    bottom: i32,
}

const LINE: i32 = 14;

impl StateGraph {
    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let measures = self.measures(frame);
        let places: Vec<(i32, i32)> = (0..self.nodes.len())
            .map(|node| self.place(frame, &measures, node))
            .collect();
        let key = measures.bottom + 20;
        Canvas {
            height: key + 20 * i32::try_from(self.makers.len()).unwrap_or(0),
            content: html! {
                @if let Layout::Grid { columns, rows } = &self.layout {
                    (heads(&measures, columns, rows))
                }
                @for arrow in &self.arrows {
                    (self.arrow(&measures, arrow, places[arrow.from], places[arrow.to]))
                }
                @for (node, place) in self.nodes.iter().zip(&places) {
                    (boxed(&measures, node, *place))
                }
                @for (maker, name) in self.makers.iter().enumerate() {
                    @let y = key + 20 * i32::try_from(maker).unwrap_or(0);
                    (line(&class(maker), (4, y), (50, y)))
                    (words(60, y + 4, "t", name, usize::try_from((frame.width - 60) / 7).unwrap_or(0)))
                }
            },
        }
    }

    fn measures(&self, frame: &Frame) -> Measures {
        let wide = frame.gutter.is_some();
        match &self.layout {
            Layout::Grid { columns, rows } => {
                let deepest = |list: &[Vec<String>]| {
                    i32::try_from(list.iter().map(Vec::len).max().unwrap_or(0)).unwrap_or(0)
                };
                let left = if wide { 150 } else { 84 };
                let across = i32::try_from(columns.len().max(1)).unwrap_or(1);
                let cell = (frame.right() - left) / across;
                let top = 12 + LINE * deepest(columns).max(1);
                let height = 74.max(LINE * deepest(rows) + 12);
                Measures {
                    origin: (left, top),
                    cell: (cell.min(190), height),
                    size: ((cell * 7 / 10).min(132), 40),
                    bottom: top + height * i32::try_from(rows.len()).unwrap_or(0),
                }
            }
            Layout::Ring => {
                let room = 110 * i32::try_from(self.nodes.len().max(3)).unwrap_or(3) / 3;
                let size = (if wide { 132 } else { 84 }, 40);
                Measures {
                    origin: (0, 4),
                    cell: size,
                    size,
                    bottom: room.clamp(200, 560) + 8,
                }
            }
        }
    }

    /// The middle of a box.
    fn place(&self, frame: &Frame, measures: &Measures, node: usize) -> (i32, i32) {
        match &self.layout {
            Layout::Grid { .. } => {
                let at = self.nodes[node].at;
                let middle = |origin: i32, cell: i32, place: usize| {
                    origin + cell * i32::try_from(place).unwrap_or(0) + cell / 2
                };
                (
                    middle(measures.origin.0, measures.cell.0, at.0),
                    middle(measures.origin.1, measures.cell.1, at.1),
                )
            }
            Layout::Ring => {
                let turn = TAU * (node as f64) / (self.nodes.len() as f64) - TAU / 4.0;
                let middle = (
                    f64::from(frame.width) / 2.0,
                    f64::from(measures.origin.1 + measures.bottom) / 2.0,
                );
                let radius = (
                    middle.0 - f64::from(measures.size.0) / 2.0 - 6.0,
                    middle.1 - f64::from(measures.origin.1 + measures.size.1 / 2) - 4.0,
                );
                (
                    whole(middle.0 + radius.0 * turn.cos()),
                    whole(middle.1 + radius.1 * turn.sin()),
                )
            }
        }
    }

    /// A move, bent to one side so that moves there and back do not cover each other.
    fn arrow(
        &self,
        measures: &Measures,
        arrow: &Arrow,
        from: (i32, i32),
        to: (i32, i32),
    ) -> Markup {
        let (x1, y1) = (f64::from(from.0), f64::from(from.1));
        let (x2, y2) = (f64::from(to.0), f64::from(to.1));
        let (dx, dy) = (x2 - x1, y2 - y1);
        let length = dx.hypot(dy).max(1.0);
        let half = (
            f64::from(measures.size.0) / 2.0 + 3.0,
            f64::from(measures.size.1) / 2.0 + 3.0,
        );
        // How far along the line the edge of a box is.
        let edge = (half.0 / dx.abs().max(0.01))
            .min(half.1 / dy.abs().max(0.01))
            .min(0.45);
        let side = (-dy / length, dx / length);
        // Several decision makers may make the same move; each gets its own lane.
        let lane = 6.0 + 4.0 * (arrow.maker % SERIES) as f64;
        let bend = lane + length / 14.0;
        let (start, control, end) = match self.round(measures, (dx, dy)) {
            // Round the boxes in between: out at one side of the box and in at the same side.
            Some((out, along)) => {
                let way = (dx.signum() * along.0, dy.signum() * along.1);
                let start = (x1 + out.0 * half.0 + way.0, y1 + out.1 * half.1 + way.1);
                let end = (x2 + out.0 * half.0 - way.0, y2 + out.1 * half.1 - way.1);
                let far = 24.0 + lane;
                let middle = ((start.0 + end.0) / 2.0, (start.1 + end.1) / 2.0);
                (start, (middle.0 + out.0 * far, middle.1 + out.1 * far), end)
            }
            None => {
                let start = (
                    x1 + dx * edge + side.0 * lane,
                    y1 + dy * edge + side.1 * lane,
                );
                let end = (
                    x2 - dx * edge + side.0 * lane,
                    y2 - dy * edge + side.1 * lane,
                );
                let middle = ((start.0 + end.0) / 2.0, (start.1 + end.1) / 2.0);
                let control = (middle.0 + side.0 * bend, middle.1 + side.1 * bend);
                (start, control, end)
            }
        };
        let (tx, ty) = (end.0 - control.0, end.1 - control.1);
        let reach = tx.hypot(ty).max(1.0);
        let (tx, ty) = (tx / reach, ty / reach);
        let corner = |out: f64| {
            format!(
                "{} {}",
                whole(end.0 - 8.0 * tx - out * ty),
                whole(end.1 - 8.0 * ty + out * tx)
            )
        };
        let tip = format!(
            "M{} {} L{} L{} Z",
            whole(end.0),
            whole(end.1),
            corner(4.0),
            corner(-4.0)
        );
        let curve = format!(
            "M{} {} Q{} {} {} {}",
            whole(start.0),
            whole(start.1),
            whole(control.0),
            whole(control.1),
            whole(end.0),
            whole(end.1)
        );
        html! {
            g.move {
                title { (arrow.title) }
                path.(class(arrow.maker)) d=(curve) {}
                path.(format!("{} tip", class(arrow.maker))) d=(tip) {}
            }
        }
    }

    /// For a move in a grid that passes other boxes: on which side to go round them, and how far
    /// from the middle of that side it leaves.
    fn round(&self, measures: &Measures, (dx, dy): (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
        let Layout::Grid { .. } = self.layout else {
            return None;
        };
        let passes = |way: f64, cell: i32| way.abs() > f64::from(cell) * 1.5;
        if passes(dx, measures.cell.0) {
            Some(((0.0, dx.signum()), (f64::from(measures.size.0) / 5.0, 0.0)))
        } else if passes(dy, measures.cell.1) {
            Some(((dy.signum(), 0.0), (0.0, 6.0)))
        } else {
            None
        }
    }

    /// As a file of its own, with the styles that it needs.
    pub fn file(&self, title: &str) -> String {
        let canvas = self.draw(&Frame::WIDE);
        let drawn = html! {
            svg xmlns="http://www.w3.org/2000/svg"
                viewBox=(format!("0 0 {} {}", Frame::WIDE.width, canvas.height))
                width=(Frame::WIDE.width) height=(canvas.height)
                role="img" aria-labelledby="graph-title"
            {
                title id="graph-title" { (title) }
                style { (maud::PreEscaped(STYLE)) }
                rect.paper width=(Frame::WIDE.width) height=(canvas.height) {}
                (canvas.content)
            }
        };
        format!("{}\n", drawn.into_string())
    }
}

/// The class of a decision maker's lines.
fn class(maker: usize) -> String {
    format!("mover m{}", maker % SERIES)
}

fn whole(value: f64) -> i32 {
    // Coordinates of a picture, far within the range.
    value.round() as i32
}

fn heads(measures: &Measures, columns: &[Vec<String>], rows: &[Vec<String>]) -> Markup {
    let count = |n: usize| i32::try_from(n).unwrap_or(0);
    let across = usize::try_from(measures.cell.0 / 7).unwrap_or(0);
    let left = usize::try_from((measures.origin.0 - 8) * 10 / 64).unwrap_or(0);
    html! {
        @for (column, names) in columns.iter().enumerate() {
            @let x = measures.origin.0 + measures.cell.0 * count(column) + measures.cell.0 / 2;
            @for (place, name) in names.iter().enumerate() {
                @let y = measures.origin.1 - 6 - LINE * count(names.len() - 1 - place);
                (words(x, y, "s mid", name, across))
            }
        }
        @for (row, names) in rows.iter().enumerate() {
            @let middle = measures.origin.1 + measures.cell.1 * count(row) + measures.cell.1 / 2;
            @for (place, name) in names.iter().enumerate() {
                @let y = middle + 4 + LINE * count(place) - LINE / 2 * count(names.len() - 1);
                (words(0, y, "s", name, left))
            }
        }
    }
}

fn boxed(measures: &Measures, node: &Node, at: (i32, i32)) -> Markup {
    let (width, height) = measures.size;
    let room = usize::try_from(width * 10 / 72).unwrap_or(0);
    let class = if node.holds { "state holds" } else { "state" };
    let shift = if node.below.is_empty() { 4 } else { -2 };
    html! {
        g {
            title { (node.title) }
            rect.(class) x=(at.0 - width / 2) y=(at.1 - height / 2) width=(width) height=(height) rx="6" {}
            (words(at.0, at.1 + shift, "t mid", &node.name, room))
            @if !node.below.is_empty() {
                (words(at.0, at.1 + 13, "x mid", &node.below, room * 12 / 10))
            }
        }
    }
}

/// Styles of a file of its own: the page's for what is not this picture's alone, and the picture's.
const STYLE: &str = concat!(
    "
:root { --paper: #fdfdfb; --ink: #1c2126; --soft: #555e66; --faint: #eef0f0; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181b; --ink: #e6e8e8; --soft: #a3adb4; --faint: #20262a; } }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
svg text.s { font-size: 11px; fill: var(--soft); }
svg text.x { font-size: 9.5px; fill: var(--soft); }
svg text.mid { text-anchor: middle; }
svg .paper { fill: var(--paper); }
",
    include_str!("state_graph.css")
);

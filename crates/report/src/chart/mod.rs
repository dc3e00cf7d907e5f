//! Pictures: typed values that a page carries, each with the table that says the same.
//!
//! ```text
//! findings ─► sections/… (words, days, numbers) ─► Picture { drawing, table } ─► draw ─► SVG
//! ```
//!
//! One module a picture. To add one: its data as a struct here, with a `draw` that takes a
//! [`Frame`]; a variant of [`Drawing`]; a builder beside the section that shows it. Forms that
//! cannot draw show the table, so nothing may be in a drawing that is not in its table.
//!
//! Whole numbers of pixels throughout, no styles but classes: the page's policy forbids others.

pub mod arcs;
pub mod calendar;
pub mod course;
pub mod curves;
pub mod deal_space;
pub mod dots;
mod frame;
pub mod levels;
pub mod matrix;
pub mod sides;
pub mod state_graph;
pub mod timeline;
pub mod trade;

pub use frame::{Canvas, Frame};

use crate::page::Table;
use maud::Markup;

/// A picture with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its name in JSON, and what its parts are called in HTML.
    pub id: &'static str,
    /// What it shows, as a sentence.
    pub title: String,
    /// What one would see, for those who do not.
    pub description: String,
    /// What it was made from, and how to read it.
    pub note: String,
    /// What is drawn.
    pub drawing: Drawing,
    /// The same as a table.
    pub table: Table,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// Claims by speaker and day.
    Timeline(timeline::Timeline),
    /// Issues and speakers.
    Matrix(matrix::Matrix),
    /// Values side by side.
    Sides(sides::Sides),
    /// Duties on a calendar.
    Calendar(calendar::Calendar),
    /// What each side gives, adding up.
    Curves(curves::Curves),
    /// Packages by what they are worth.
    DealSpace(deal_space::DealSpace),
    /// What both sides gave against what was planned.
    Course(Box<course::Course>),
    /// What each source counts.
    Dots(dots::Dots),
    /// Values along the days.
    Levels(levels::Levels),
    /// What waits for what.
    Arcs(arcs::Arcs),
    /// One thing against another.
    Trade(trade::Trade),
    /// States of a conflict and the moves between them.
    States(Box<state_graph::StateGraph>),
}

/// How a drawing comes onto a page.
pub enum Drawn {
    /// As SVG, drawn for the frame that is given.
    Framed(Box<dyn Fn(&Frame) -> Canvas>),
    /// As markup that flows with the page.
    Flowing(Markup),
}

impl Drawing {
    /// Draws it.
    pub fn draw(&self) -> Drawn {
        match self {
            Drawing::Timeline(chart) => framed(chart, timeline::Timeline::draw),
            Drawing::Calendar(chart) => framed(chart, calendar::Calendar::draw),
            Drawing::Curves(chart) => framed(chart, curves::Curves::draw),
            Drawing::DealSpace(chart) => framed(chart, deal_space::DealSpace::draw),
            Drawing::Levels(chart) => framed(chart, levels::Levels::draw),
            Drawing::Arcs(chart) => framed(chart, arcs::Arcs::draw),
            Drawing::Trade(chart) => framed(chart, trade::Trade::draw),
            Drawing::States(chart) => framed(&**chart, state_graph::StateGraph::draw),
            Drawing::Course(chart) => framed(chart.as_ref(), course::Course::draw),
            Drawing::Dots(chart) => framed(chart, dots::Dots::draw),
            Drawing::Matrix(chart) => Drawn::Flowing(chart.draw()),
            Drawing::Sides(chart) => Drawn::Flowing(chart.draw()),
        }
    }
}

/// A drawing that is made anew for each frame.
fn framed<C: Clone + 'static>(chart: &C, draw: fn(&C, &Frame) -> Canvas) -> Drawn {
    let chart = chart.clone();
    Drawn::Framed(Box::new(move |frame| draw(&chart, frame)))
}

//! What each source counts: a dot a source on one line, the promise as a mark.

use super::frame::{Canvas, Frame, line, words};
use armistice_case::value::Decimal;
use maud::{Markup, html};

/// One source's count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dot {
    /// Whose count it is.
    pub by: String,
    /// The least it allows.
    pub low: Decimal,
    /// The most it allows.
    pub high: Decimal,
}

/// A point in dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What is counted.
    pub name: String,
    /// The counts.
    pub dots: Vec<Dot>,
    /// What was promised, where that is a number.
    pub promised: Option<Decimal>,
}

/// All points in dispute; each has a scale of its own, from nought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    /// The points.
    pub lanes: Vec<Lane>,
}

/// How high one dot's line is.
const ROW: i32 = 18;

impl Dots {
    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let mut top = 6;
        let mut places = Vec::new();
        for lane in &self.lanes {
            places.push(top);
            let rows = i32::try_from(lane.dots.len()).unwrap_or(0);
            top += 22 + rows * ROW + 10;
        }
        Canvas {
            height: top,
            content: html! {
                @for (top, lane) in places.iter().zip(&self.lanes) { (self::lane(frame, lane, *top)) }
            },
        }
    }
}

fn lane(frame: &Frame, lane: &Lane, top: i32) -> Markup {
    let most = lane
        .dots
        .iter()
        .map(|dot| dot.high.0)
        .chain(lane.promised.map(|promised| promised.0))
        .max()
        .unwrap_or(1)
        .max(1);
    // Room is kept at the right for the numbers.
    let x = |value: Decimal| {
        let thousandths = i128::from(value.0.max(0)) * 850 / i128::from(most);
        frame.across(i32::try_from(thousandths).unwrap_or(0), 1000)
    };
    let room = usize::try_from(frame.width / 8).unwrap_or(0);
    html! {
        (words(0, top + 13, "h", &lane.name, room))
        @for (at, dot) in (0..).zip(&lane.dots) {
            @let row = top + 22 + at * ROW;
            @let y = row + 9;
            @if let Some(room) = frame.gutter {
                (words(0, y + 4, "t", &dot.by, usize::try_from(room / 7).unwrap_or(0)))
            }
            (line("rule", (frame.left(), y), (frame.right(), y)))
            @if dot.low != dot.high { (line("step", (x(dot.low), y), (x(dot.high), y))) }
            circle.full cx=(x(dot.high)) cy=(y) r="4" {}
            @if frame.gutter.is_some() {
                text.s x=(x(dot.high) + 8) y=(y + 4) { (value(dot)) }
            } @else {
                (words(x(dot.high).min(frame.width / 2) + 8, y + 4, "s", &format!("{}: {}", dot.by, value(dot)), 28))
            }
        }
        @if let Some(promised) = lane.promised {
            @let bottom = top + 22 + i32::try_from(lane.dots.len()).unwrap_or(0) * ROW;
            (line("stop", (x(promised), top + 22), (x(promised), bottom)))
        }
    }
}

fn value(dot: &Dot) -> String {
    if dot.low == dot.high {
        dot.low.to_string()
    } else {
        format!("{} to {}", dot.low, dot.high)
    }
}

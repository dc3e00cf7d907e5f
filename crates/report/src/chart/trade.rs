//! One thing against another: what is needed, for each number of turns, days or other measure that
//! stands along the bottom. Points of a series are joined where what lies between is known.

use super::frame::{Canvas, Frame, line, words};
use maud::{Markup, html};

/// A point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Along the bottom.
    pub x: i64,
    /// Upwards, in the parts that all points are counted in.
    pub y: i64,
    /// The height as it is printed.
    pub value: String,
    /// What it is.
    pub what: String,
}

/// Points of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its points, from left to right.
    pub points: Vec<Point>,
    /// Whether the height holds until the next point.
    pub joined: bool,
}

/// Series over the same measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trade {
    /// What stands along the bottom.
    pub across: String,
    /// What stands upwards.
    pub upwards: String,
    /// The series.
    pub series: Vec<Series>,
}

const TOP: i32 = 34;
const ROOM: i32 = 150;

impl Trade {
    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let base = TOP + ROOM;
        let points = || self.series.iter().flat_map(|series| &series.points);
        let (first, last) = (
            points().map(|point| point.x).min().unwrap_or(0),
            points().map(|point| point.x).max().unwrap_or(1),
        );
        let most = points().map(|point| point.y).max().unwrap_or(1).max(1);
        let left = 8;
        let x = |at: i64| {
            let room = i128::from(frame.right() - 30 - left - 20);
            let part = room * i128::from(at - first) / i128::from((last - first).max(1));
            left + 20 + i32::try_from(part).unwrap_or(0)
        };
        let y = |at: i64| {
            let part = i128::from(ROOM - 20) * i128::from(at) / i128::from(most);
            base - i32::try_from(part).unwrap_or(0)
        };
        let key = base + 44;
        let height = key + 20 * i32::try_from(self.series.len()).unwrap_or(0);
        Canvas {
            height,
            content: html! {
                (words(left, 14, "s", &self.upwards, 90))
                (line("axis", (left, base), (frame.right(), base)))
                @for at in numbered(points().map(|point| point.x), frame) {
                    text.s.mid x=(x(at)) y=(base + 14) { (at) }
                }
                text.s.end x=(frame.right()) y=(base + 30) { (self.across) }
                @for (at, series) in self.series.iter().enumerate() {
                    (series.draw(at, &x, &y))
                    (line(&format!("join series-{}", at % 4), (left, key + 20 * i32::try_from(at).unwrap_or(0) - 4), (left + 22, key + 20 * i32::try_from(at).unwrap_or(0) - 4)))
                    (mark(at, left + 11, key + 20 * i32::try_from(at).unwrap_or(0) - 4))
                    (words(left + 32, key + 20 * i32::try_from(at).unwrap_or(0), "t", &series.name, usize::try_from((frame.width - 50) / 7).unwrap_or(0)))
                }
            },
        }
    }
}

impl Series {
    fn draw(&self, at: usize, x: &dyn Fn(i64) -> i32, y: &dyn Fn(i64) -> i32) -> Markup {
        let mut path = String::new();
        let mut said: Vec<(i32, i32)> = Vec::new();
        let mut labels = Vec::new();
        for point in &self.points {
            let (px, py) = (x(point.x), y(point.y));
            if path.is_empty() {
                path.push_str(&format!("M{px} {py}"));
            } else {
                path.push_str(&format!(" H{px} V{py}"));
            }
            let free = said
                .iter()
                .all(|(sx, sy)| (sx - px).abs() > 40 || (sy - py).abs() > 14);
            if free {
                said.push((px, py));
            }
            labels.push((px, py, free, point));
        }
        html! {
            @if self.joined { path.(format!("join series-{}", at % 4)) d=(path) {} }
            @for (px, py, free, point) in labels {
                g {
                    title { (point.what) ": " (point.value) }
                    (mark(at, px, py))
                    @if free { text.s x=(px + 7) y=(py - 6) { (point.value) } }
                }
            }
        }
    }
}

/// The mark of a series: told apart by its shape, not by a colour.
fn mark(series: usize, x: i32, y: i32) -> Markup {
    html! {
        @match series % 4 {
            0 => { circle.full cx=(x) cy=(y) r="4" {} }
            1 => { rect.hollow x=(x - 4) y=(y - 4) width="8" height="8" {} }
            2 => { path.full d=(format!("M{} {} h10 l-5 -9 Z", x - 5, y + 4)) {} }
            _ => { path.hollow d=(format!("M{x} {} l5 5 l-5 5 l-5 -5 Z", y - 5)) {} }
        }
    }
}

/// The numbers along the bottom, as many as can stand apart.
fn numbered(all: impl Iterator<Item = i64>, frame: &Frame) -> Vec<i64> {
    let mut all: Vec<i64> = all.collect();
    all.sort_unstable();
    all.dedup();
    let most = usize::try_from(frame.width / 36).unwrap_or(1).max(1);
    let every = all.len().div_ceil(most);
    all.into_iter().step_by(every.max(1)).collect()
}

//! Values along the days, one lane each, with the level that somebody has set: how far a side is
//! exposed, what it would win by leaving, the ratio at which it breaks even. Lanes share the days
//! and never a scale.

use super::calendar::axis;
use super::frame::{Canvas, Frame, line, stacked, words};
use maud::{Markup, html};

/// How high a mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Height {
    /// At a value, in the parts that all marks and the level of a lane are counted in.
    At(i64),
    /// Above any value.
    Beyond,
}

/// A value on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The day.
    pub day: i32,
    /// How high.
    pub height: Height,
    /// The value as it is printed.
    pub value: String,
    /// What it is the value of.
    pub what: String,
}

/// One value along the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What is measured.
    pub name: String,
    /// The values, in the order of the days.
    pub marks: Vec<Mark>,
    /// A level to hold them against, with its number as it is printed.
    pub level: Option<(i64, String)>,
}

/// Lanes under their headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    /// The last day.
    pub last: i32,
    /// Whom the lanes concern.
    pub groups: Vec<(String, Vec<Lane>)>,
}

/// How high a lane is, and the room above its highest mark.
const LANE: i32 = 52;
const HEAD: i32 = 18;
/// How far words must stand apart.
const APART: i32 = 34;

impl Levels {
    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let label = if frame.gutter.is_some() { 0 } else { 18 };
        let (groups, end) = stacked(20, LANE + HEAD + label, &self.groups);
        let height = end + 8;
        Canvas {
            height,
            content: html! {
                (axis(frame, self.last, height))
                @for group in groups {
                    (frame.heading(group.top, group.name))
                    @for (top, lane) in group.lanes {
                        (self.lane(frame, lane, top + label))
                    }
                }
            },
        }
    }

    fn lane(&self, frame: &Frame, lane: &Lane, top: i32) -> Markup {
        let base = top + HEAD + LANE - 4;
        let most = lane
            .marks
            .iter()
            .filter_map(|mark| match mark.height {
                Height::At(value) => Some(value),
                Height::Beyond => None,
            })
            .chain(lane.level.iter().map(|(level, _)| *level))
            .max()
            .unwrap_or(0)
            .max(1);
        let y = |value: i64| {
            let part = i128::from(LANE - 8) * i128::from(value.clamp(0, most)) / i128::from(most);
            base - i32::try_from(part).unwrap_or(0)
        };
        let (text_at, room) = match frame.gutter {
            Some(gutter) => (base - 8, gutter / 7),
            None => (top - 4, frame.width / 7),
        };
        let mut free = i32::MIN;
        let marks: Vec<(i32, i32, bool, &Mark)> = lane
            .marks
            .iter()
            .map(|mark| {
                let x = frame.across(mark.day - 1, self.last - 1);
                let said = x >= free;
                if said {
                    free = x + APART;
                }
                let top = match mark.height {
                    Height::At(value) => y(value),
                    Height::Beyond => top + HEAD - 2,
                };
                (x, top, said, mark)
            })
            .collect();
        html! {
            (words(0, text_at, "t", &lane.name, usize::try_from(room).unwrap_or(0)))
            (line("rule", (frame.left(), base), (frame.right(), base)))
            @if let Some((level, text)) = &lane.level {
                (line("level", (frame.left(), y(*level)), (frame.right(), y(*level))))
                text.s x=(frame.right() + 2) y=(y(*level) + 4) { (text) }
            }
            @for (x, top, said, mark) in marks {
                g {
                    title { "day " (mark.day) ": " (mark.value) ", " (mark.what) }
                    (line("stem", (x, base), (x, top)))
                    @match mark.height {
                        Height::At(_) => { circle.full cx=(x) cy=(top) r="3.5" {} }
                        Height::Beyond => { path.full d=(format!("M{} {} h10 l-5 -8 Z", x - 5, top + 4)) {} }
                    }
                    @if said {
                        @let near = x + APART > frame.right();
                        text.s.end[near] x=(if near { x + 6 } else { x - 3 }) y=(top - 6) { (mark.value) }
                    }
                }
            }
        }
    }
}

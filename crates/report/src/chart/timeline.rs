//! Claims by speaker and day. Days on which nothing was said are left out; a break in the axis
//! says so where more than one is.

use super::frame::{Canvas, Frame, line, stacked, words};
use crate::words::short_day;
use jiff::civil::Date;
use maud::{Markup, html};

/// A claim on its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The day.
    pub day: Date,
    /// The claim's id.
    pub id: String,
    /// What it says.
    pub says: String,
}

/// A speaker with its claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The speaker's name.
    pub name: String,
    /// Whether its name is not printed.
    pub anonymous: bool,
    /// Its claims, oldest first.
    pub marks: Vec<Mark>,
}

/// Claims by speaker and day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Groups of lanes with their headings.
    pub groups: Vec<(String, Vec<Lane>)>,
}

/// A day that the axis shows.
struct Column {
    day: Date,
    from: i32,
    to: i32,
    broken: bool,
}

impl Timeline {
    fn lanes(&self) -> impl Iterator<Item = &Lane> {
        self.groups.iter().flat_map(|(_, lanes)| lanes)
    }

    /// A column a day that has claims, as wide as the fullest lane on it asks for.
    fn columns(&self, frame: &Frame) -> Vec<Column> {
        let mut days: Vec<Date> = self
            .lanes()
            .flat_map(|lane| lane.marks.iter().map(|mark| mark.day))
            .collect();
        days.sort();
        days.dedup();
        let weights: Vec<i32> = days
            .iter()
            .map(|day| {
                let fullest = self
                    .lanes()
                    .map(|lane| lane.marks.iter().filter(|mark| mark.day == *day).count())
                    .max()
                    .unwrap_or(0);
                i32::try_from(fullest)
                    .unwrap_or(i32::MAX / 1024)
                    .clamp(2, 1000)
            })
            .collect();
        let total: i32 = weights.iter().sum();
        let mut done = 0;
        let mut before: Option<Date> = None;
        days.into_iter()
            .zip(weights)
            .map(|(day, weight)| {
                let from = frame.across(done, total);
                done += weight;
                let broken = before
                    .is_some_and(|other| day.since(other).map_or(0, |span| span.get_days()) > 1);
                before = Some(day);
                Column {
                    day,
                    from,
                    to: frame.across(done, total),
                    broken,
                }
            })
            .collect()
    }

    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let columns = self.columns(frame);
        let (groups, end) = stacked(24, frame.lane(), &self.groups);
        let height = end + 6;
        Canvas {
            height,
            content: html! {
                (axis(&columns, height))
                @for group in groups {
                    (frame.heading(group.top, group.name))
                    @for (top, lane) in group.lanes {
                        (draw_lane(frame, &columns, lane, top))
                    }
                }
            },
        }
    }
}

/// Days along the top: each where it has room.
fn axis(columns: &[Column], height: i32) -> Markup {
    let mut free = i32::MIN;
    let named: Vec<(&Column, bool)> = columns
        .iter()
        .map(|column| {
            let room = column.from >= free;
            if room {
                free = column.from + 42;
            }
            (column, room)
        })
        .collect();
    html! {
        @for (column, room) in named {
            (line("grid", (column.from, 20), (column.from, height)))
            @if room {
                (words(column.from + 3, 14, "s", &short_day(column.day), 8))
            }
            @if column.broken {
                (words(column.from - 4, 24, "s", "≈", 2))
            }
        }
    }
}

fn draw_lane(frame: &Frame, columns: &[Column], lane: &Lane, top: i32) -> Markup {
    let y = frame.middle(top);
    html! {
        (frame.label(top, &lane.name))
        (line("rule", (frame.left(), y), (frame.right(), y)))
        @for column in columns {
            @let marks: Vec<&Mark> = lane.marks.iter().filter(|mark| mark.day == column.day).collect();
            @let step = (column.to - column.from) / i32::try_from(marks.len().max(1)).unwrap_or(1);
            @let step = step.min(34);
            @for (mark, n) in marks.iter().zip(0..) {
                g {
                    title { (format!("{}, {}: {}", mark.id, short_day(mark.day), mark.says)) }
                    @let x = column.from + 8 + n * step;
                    @if lane.anonymous {
                        circle.hollow cx=(x) cy=(y) r="4" {}
                    } @else {
                        circle.full cx=(x) cy=(y) r="4" {}
                    }
                    @if step >= 28 || marks.len() == 1 && column.to - column.from >= 30 {
                        text.x x=(x + 6) y=(y + 3) { (mark.id) }
                    }
                }
            }
        }
    }
}

//! What two sides have given against what was planned, mirrored on one line of days, with tracks of
//! numbers under it. Each side has its own scale, for the quantities are not each other's price.

use super::calendar::axis;
use super::frame::{Canvas, Frame, line, words};
use armistice_case::value::Decimal;
use maud::{Markup, html};

/// A step of a curve: from this day on so much in all, least and most.
pub type Step = (i32, Decimal, Decimal);

/// One side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Who gives what.
    pub name: String,
    /// What was planned; empty where the text gives no numbers.
    pub planned: Vec<Step>,
    /// What was given.
    pub actual: Vec<Step>,
}

/// A number from day to day, in hundredths, as an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// What it is.
    pub name: String,
    /// Day, least and most.
    pub points: Vec<(i32, i64, i64)>,
    /// Days on which there is no number, as with nothing left to come.
    pub gone: Vec<i32>,
    /// The line that it is held against, in hundredths: balance, nought, or what is pledged.
    pub level: i64,
    /// Whether its numbers are ratios, with two places always.
    pub ratio: bool,
}

impl Track {
    fn number(&self, value: i64) -> String {
        let sign = if value < 0 { "−" } else { "" };
        let text = format!("{sign}{}.{:02}", value.abs() / 100, value.abs() % 100);
        if self.ratio {
            return text;
        }
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Both sides and what stands under them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The last day of the axis.
    pub last: i32,
    /// The day of the page.
    pub today: i32,
    /// The first side.
    pub up: Side,
    /// The side that answers.
    pub down: Side,
    /// Tracks under both.
    pub tracks: Vec<Track>,
}

/// How high a side is.
const HIGH: i32 = 84;
/// How high a track is.
const TRACK: i32 = 62;

impl Course {
    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let head = if frame.gutter.is_some() { 0 } else { 18 };
        let middle = 26 + head + HIGH;
        let under = middle + HIGH + head + 22;
        let each = TRACK + head + 12;
        let tracks = i32::try_from(self.tracks.len()).unwrap_or(0);
        let height = under + each * tracks + 6;
        let x = |day: i32| frame.across(day - 1, self.last - 1);
        Canvas {
            height,
            content: html! {
                (axis(frame, self.last, height))
                (line("now", (x(self.today), 18), (x(self.today), height)))
                (self.side(frame, &self.up, middle, 1, head))
                (self.side(frame, &self.down, middle, -1, head))
                (line("axis", (frame.left(), middle), (frame.right(), middle)))
                @for (at, track) in (0..).zip(&self.tracks) {
                    (self.track(frame, track, under + each * at + head, head))
                }
            },
        }
    }

    fn side(&self, frame: &Frame, side: &Side, base: i32, way: i32, head: i32) -> Markup {
        let all = side.planned.iter().chain(&side.actual);
        let most = all.map(|(_, _, most)| most.0).max().unwrap_or(0).max(1);
        let x = |day: i32| frame.across(day - 1, self.last - 1);
        let y = |total: Decimal| {
            let high = i128::from(HIGH - 16) * i128::from(total.0) / i128::from(most);
            base - way * i32::try_from(high).unwrap_or(0)
        };
        let label = match frame.gutter {
            Some(_) => base - way * HIGH / 2 + 4,
            None if way > 0 => base - HIGH - 4,
            None => base + HIGH + head - 4,
        };
        let room = usize::try_from(frame.gutter.unwrap_or(frame.width) / 7).unwrap_or(0);
        let curves = |steps: &[Step], end: i32| {
            let curve = |pick: fn(&Step) -> Decimal| path(steps, pick, &x, &y, base, end);
            let mut both = vec![curve(|step| step.1), curve(|step| step.2)];
            both.dedup();
            both.retain(|_| !steps.is_empty());
            both
        };
        let class = if way > 0 { "up" } else { "down" };
        let last = side.actual.last();
        html! {
            (words(0, label, "t", &side.name, room))
            // Under the least both areas lie, between it and the most one alone.
            @for curve in curves(&side.actual, x(self.today)) {
                path.(format!("area {class}")) d=(format!("{curve} V{base} Z")) {}
                path.(format!("step {class}")) d=(curve) {}
            }
            @for curve in curves(&side.planned, frame.right()) {
                path.plan d=(curve) {}
            }
            @if let Some((day, least, most)) = last {
                text.s.end x=((x(*day) - 4).max(frame.left() + 24)) y=(y(*most) + if way > 0 { -4 } else { 12 }) { (total(*least, *most)) }
            }
        }
    }

    fn track(&self, frame: &Frame, track: &Track, top: i32, head: i32) -> Markup {
        let x = |day: i32| frame.across(day - 1, self.last - 1);
        let values = track.points.iter().flat_map(|(_, low, high)| [*low, *high]);
        let (mut low, mut high) = (track.level, track.level);
        for value in values {
            low = low.min(value);
            high = high.max(value);
        }
        let span = (high - low).max(1);
        let base = top + TRACK;
        let y = |value: i64| {
            let part = i64::from(TRACK - 18) * (value - low) / span;
            base - 4 - i32::try_from(part).unwrap_or(0)
        };
        let label = if frame.gutter.is_some() {
            top + TRACK / 2 + 4
        } else {
            top - head + 13
        };
        let room = usize::try_from(frame.gutter.unwrap_or(frame.width) / 7).unwrap_or(0);
        let peak = track.points.iter().max_by_key(|(_, _, high)| *high);
        html! {
            (words(0, label, "t", &track.name, room))
            (line("rule", (frame.left(), y(track.level)), (frame.right(), y(track.level))))
            text.s x=(frame.left() + 2) y=(y(track.level) - 3) { (track.number(track.level)) }
            @for (day, least, most) in &track.points {
                @let (from, to) = (y(*most), y(*least));
                rect.full x=(x(*day) - 2) y=(from - 2) width="4" height=((to - from).max(0) + 4) rx="1" {}
            }
            @for day in &track.gone {
                text.o.mid x=(x(*day)) y=(top + 14) { "∞" }
            }
            @if let Some((day, _, most)) = peak {
                text.s.end x=((x(*day) - 5).max(frame.left() + 30)) y=(y(*most) + 4) { (track.number(*most)) }
            }
        }
    }
}

/// A total, or both ends of one.
pub fn total(least: Decimal, most: Decimal) -> String {
    if least == most {
        return least.to_string();
    }
    format!("{least} to {most}")
}

fn path(
    steps: &[Step],
    pick: fn(&Step) -> Decimal,
    x: &dyn Fn(i32) -> i32,
    y: &dyn Fn(Decimal) -> i32,
    base: i32,
    end: i32,
) -> String {
    let mut path = String::new();
    for step in steps {
        let across = x(step.0);
        if path.is_empty() {
            path.push_str(&format!("M{across} {base}"));
        }
        path.push_str(&format!(" H{across} V{}", y(pick(step))));
    }
    let last = steps.last().map_or(end, |step| x(step.0));
    path.push_str(&format!(" H{}", end.max(last)));
    path
}

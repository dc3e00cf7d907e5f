//! The deal space: packages by what they are worth. For two parties a plane, for any other number a
//! lane a party with threads from lane to lane, since a plane would hide all but two. Lanes share
//! no scale: points of one party are not another's.
//!
//! What a thing is shows in its shape: small dots are packages, rings and discs the frontier outside
//! and inside the zone, numbered diamonds what rules pick or the case names, boxes and bars what is
//! known as a range.

use super::frame::{Canvas, Frame, line, words};
use maud::{Markup, html};

/// One party's scale, in hundredths of its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The party.
    pub name: String,
    /// What no deal is worth, from and to; none where it is not said.
    pub reservation: Option<(i64, i64)>,
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of all packages.
    Package,
    /// On the frontier.
    Frontier,
    /// Picked by a rule, or named by the case.
    Named,
}

/// A package, or several of the same worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it stands for.
    pub kind: Kind,
    /// Its names, where it has some; what it is otherwise.
    pub name: String,
    /// The package with what it is worth, shown on pointing.
    pub what: String,
    /// Whether those whose yes it takes would surely accept it.
    pub accepted: bool,
    /// Worth for each party, from and to.
    pub worth: Vec<(i64, i64)>,
}

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealSpace {
    /// To whom what is accepted is acceptable.
    pub whom: String,
    /// The parties.
    pub axes: Vec<Axis>,
    /// The packages.
    pub marks: Vec<Mark>,
}

/// From and to of what is shown on one axis, and the pixels it spans.
struct Scale {
    low: i64,
    high: i64,
    from: i32,
    to: i32,
}

impl Scale {
    fn place(&self, worth: i64) -> i32 {
        let span = i128::from(self.high) - i128::from(self.low);
        let along = i128::from(worth) - i128::from(self.low);
        let pixels = i128::from(self.to - self.from) * along / span.max(1);
        self.from + i32::try_from(pixels).unwrap_or(0)
    }
}

const LANE: i32 = 58;

impl DealSpace {
    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let (height, drawing) = if self.axes.len() == 2 {
            self.plane(frame)
        } else {
            self.lanes(frame)
        };
        let (end, key) = self.key(frame, height);
        Canvas {
            height: end,
            content: html! { (drawing) (key) },
        }
    }

    /// The scale of one axis: all that is shown on it, with a little room.
    fn scale(&self, axis: usize, from: i32, to: i32) -> Scale {
        let shown = self.marks.iter().map(|mark| mark.worth[axis]);
        let all = || shown.clone().chain(self.axes[axis].reservation);
        let low = all().map(|(low, _)| low).min().unwrap_or(0);
        let high = all().map(|(_, high)| high).max().unwrap_or(0);
        let room = (high.saturating_sub(low) / 20).max(1);
        Scale {
            low: low.saturating_sub(room),
            high: high.saturating_add(room),
            from,
            to,
        }
    }

    fn named(&self) -> impl Iterator<Item = (usize, &Mark)> {
        let named = self.marks.iter().filter(|mark| mark.kind == Kind::Named);
        (1..).zip(named)
    }

    fn plane(&self, frame: &Frame) -> (i32, Markup) {
        let (left, right) = (48, frame.right() - 6);
        let (top, base) = (30, 30 + (right - left) * 3 / 5);
        let across = self.scale(0, left, right);
        let upwards = self.scale(1, base, top);
        let x = |worth| across.place(worth);
        let y = |worth| upwards.place(worth);
        let [first, second] = [&self.axes[0], &self.axes[1]];
        let mut taken: Vec<(i32, i32)> = self
            .named()
            .map(|(_, mark)| (x(middle(mark.worth[0])), y(middle(mark.worth[1]))))
            .collect();
        let labels: Vec<(usize, i32, i32)> = self
            .named()
            .map(|(n, mark)| {
                let (px, py) = (x(middle(mark.worth[0])), y(middle(mark.worth[1])));
                let tries = [(12, -6), (12, 16), (-12, -6), (-12, 16), (0, -12), (0, 22)];
                let free = tries
                    .iter()
                    .map(|(dx, dy)| (px + dx, py + dy))
                    .find(|(lx, ly)| {
                        taken
                            .iter()
                            .all(|(tx, ty)| (tx - lx).abs() > 9 || (ty - (ly - 4)).abs() > 9)
                    });
                let (lx, ly) = free.unwrap_or((px + 12, py - 6));
                taken.push((lx, ly - 4));
                (n, lx, ly)
            })
            .collect();
        let drawing = html! {
            @if let (Some((_, rx)), Some((_, ry))) = (first.reservation, second.reservation) {
                rect.faint x=(x(rx)) y=(top) width=(right - x(rx)) height=(y(ry) - top) {
                    title { "acceptable to both" }
                }
            }
            (line("axis", (left, base), (right, base)))
            (line("axis", (left, top), (left, base)))
            (words(0, 14, "s", &format!("worth to {}, in its points ↑", second.name), 90))
            text.s.end x=(right) y=(base + 32) { "→ worth to " (first.name) ", in its points" }
            @for at in marks_between(&across) { text.s.mid x=(x(at)) y=(base + 15) { (points(at)) } }
            @for at in marks_between(&upwards) { text.s.end x=(left - 6) y=(y(at) + 4) { (points(at)) } }
            @if let Some((low, high)) = first.reservation {
                (line("level", (x(high), top), (x(high), base)))
                @if low < high { (line("grid", (x(low), top), (x(low), base))) }
                (words(x(high) + 4, base - 6, "x", &format!("no deal: {}", range((low, high))), 24))
            }
            @if let Some((low, high)) = second.reservation {
                (line("level", (left, y(high)), (right, y(high))))
                @if low < high { (line("grid", (left, y(low)), (right, y(low)))) }
                text.x.end x=(right - 2) y=(y(high) - 4) { "no deal: " (range((low, high))) }
            }
            @for kind in [Kind::Package, Kind::Frontier, Kind::Named] {
                @for mark in self.marks.iter().filter(|mark| mark.kind == kind) {
                    g.hit {
                        title { (mark.what) }
                        @let [(x0, x1), (y0, y1)] = [mark.worth[0], mark.worth[1]];
                        @if x0 < x1 || y0 < y1 {
                            rect.open x=(x(x0)) y=(y(y1)) width=((x(x1) - x(x0)).max(1)) height=((y(y0) - y(y1)).max(1)) {}
                        }
                        (sign(mark, x(middle(mark.worth[0])), y(middle(mark.worth[1]))))
                    }
                }
            }
            @for (n, lx, ly) in labels { text.n.mid x=(lx) y=(ly) { (n) } }
        };
        (base + 44, drawing)
    }

    fn lanes(&self, frame: &Frame) -> (i32, Markup) {
        let left = frame.left() + 14;
        let right = frame.right() - 14;
        let scales: Vec<Scale> = (0..self.axes.len())
            .map(|axis| self.scale(axis, left, right))
            .collect();
        let label = if frame.gutter.is_some() { 0 } else { 16 };
        let top = 26;
        let each = LANE + label;
        let lane = |axis: usize| top + i32::try_from(axis).unwrap_or(0) * each + label + 16;
        let thread = |mark: &Mark| {
            let mut path = String::new();
            for (axis, scale) in scales.iter().enumerate() {
                let letter = if axis == 0 { 'M' } else { 'L' };
                path.push_str(&format!(
                    "{letter}{} {} ",
                    scale.place(middle(mark.worth[axis])),
                    lane(axis)
                ));
            }
            path
        };
        let drawing = html! {
            @for (axis, (party, scale)) in self.axes.iter().zip(&scales).enumerate() {
                @let y = lane(axis);
                @let room = usize::try_from(frame.gutter.unwrap_or(frame.width) / 7).unwrap_or(0);
                @let at = if frame.gutter.is_some() { y + 4 } else { y - 16 };
                (words(0, at, "t", &party.name, room))
                @if let Some((low, high)) = party.reservation {
                    rect.faint x=(scale.place(high)) y=(y - 9) width=(right - scale.place(high)) height="18" {
                        title { "acceptable to " (party.name) }
                    }
                    (line("axis", (scale.place(high), y - 12), (scale.place(high), y + 12)))
                    @if low < high { (line("rule", (scale.place(low), y - 9), (scale.place(low), y + 9))) }
                }
                (line("rule", (left, y), (right, y)))
            }
            @for mark in self.marks.iter().filter(|mark| mark.kind != Kind::Named) {
                path.(if mark.accepted { "thread within" } else { "thread" }) d=(thread(mark)) {
                    title { (mark.what) }
                }
            }
            @for (n, mark) in self.named() {
                g.hit {
                    title { (mark.what) }
                    path.(format!("join series-{}", (n - 1) % 4)) d=(thread(mark)) {}
                    @for (axis, scale) in scales.iter().enumerate() {
                        @let (low, high) = mark.worth[axis];
                        @if low < high {
                            (line("stem", (scale.place(low), lane(axis)), (scale.place(high), lane(axis))))
                        }
                        (sign(mark, scale.place(middle(mark.worth[axis])), lane(axis)))
                    }
                }
            }
            @for (axis, (party, scale)) in self.axes.iter().zip(&scales).enumerate() {
                @if let Some((low, high)) = party.reservation {
                    @let text = format!("no deal: {}", range((low, high)));
                    @let wide = i32::try_from(text.len() * 5 + 6).unwrap_or(0);
                    @let x = scale.place(high).min(right - wide);
                    rect.plate x=(x - 2) y=(lane(axis) + 13) width=(wide) height="12" {}
                    text.x x=(x) y=(lane(axis) + 22) { (text) }
                }
            }
            @if let Some(scale) = scales.first() {
                @for (n, x, y) in numbers(self.named().map(|(n, mark)| (n, scale.place(middle(mark.worth[0])))), lane(0)) {
                    text.n.mid x=(x) y=(y) { (n) }
                }
            }
        };
        let end = top + i32::try_from(self.axes.len()).unwrap_or(0) * each + 6;
        (end, drawing)
    }

    /// What the signs mean, and the numbered packages by name.
    fn key(&self, frame: &Frame, top: i32) -> (i32, Markup) {
        let has = |kind: Kind, accepted: Option<bool>| {
            self.marks.iter().any(|mark| {
                mark.kind == kind && accepted.is_none_or(|accepted| mark.accepted == accepted)
            })
        };
        let plane = self.axes.len() == 2;
        let mut rows: Vec<(Markup, String)> = Vec::new();
        let sample = |kind, accepted| Mark {
            kind,
            name: String::new(),
            what: String::new(),
            accepted,
            worth: Vec::new(),
        };
        for (kind, accepted, text) in [
            (Kind::Package, None, "a package".to_owned()),
            (
                Kind::Frontier,
                Some(true),
                format!("on the frontier, acceptable to {}", self.whom),
            ),
            (
                Kind::Frontier,
                Some(false),
                format!("on the frontier, not acceptable to {}", self.whom),
            ),
        ] {
            if has(kind, accepted) {
                let y = top + 16 * i32::try_from(rows.len()).unwrap_or(0);
                let mark = sample(kind, accepted.unwrap_or(false));
                let drawn = if plane {
                    sign(&mark, 10, y - 4)
                } else {
                    let class = if mark.accepted {
                        "thread within"
                    } else {
                        "thread"
                    };
                    line(class, (0, y - 4), (20, y - 4))
                };
                rows.push((drawn, text));
            }
        }
        for (n, mark) in self.named() {
            let y = top + 16 * i32::try_from(rows.len()).unwrap_or(0);
            let drawn = html! {
                @if !plane { (line(&format!("join series-{}", (n - 1) % 4), (0, y - 4), (20, y - 4))) }
                (sign(mark, 10, y - 4))
            };
            rows.push((drawn, format!("{n}  {}", mark.name)));
        }
        let room = usize::try_from((frame.width - 40) / 6).unwrap_or(0);
        let end = top + 16 * i32::try_from(rows.len()).unwrap_or(0);
        let key = html! {
            @for (at, (drawn, text)) in rows.iter().enumerate() {
                (drawn)
                (words(28, top + 16 * i32::try_from(at).unwrap_or(0), "s", text, room))
            }
        };
        (end, key)
    }
}

fn middle((low, high): (i64, i64)) -> i64 {
    low + high.saturating_sub(low) / 2
}

/// A mark, told apart by shape.
fn sign(mark: &Mark, x: i32, y: i32) -> Markup {
    html! {
        @match (mark.kind, mark.accepted) {
            (Kind::Package, _) => { circle.dot cx=(x) cy=(y) r="2" {} }
            (Kind::Frontier, true) => { circle.full cx=(x) cy=(y) r="4" {} }
            (Kind::Frontier, false) => { circle.hollow cx=(x) cy=(y) r="3.5" {} }
            (Kind::Named, accepted) => {
                path.(if accepted { "full" } else { "hollow" }) d=(format!("M{x} {} l6 6 l-6 6 l-6 -6 Z", y - 6)) {}
            }
        }
    }
}

/// Numbers above the first lane: those that would cover each other are stacked.
fn numbers(all: impl Iterator<Item = (usize, i32)>, lane: i32) -> Vec<(usize, i32, i32)> {
    let mut placed: Vec<(usize, i32, i32)> = Vec::new();
    for (n, x) in all {
        let tries = (0..3).flat_map(|row| [0, 12, -12].map(|dx| (x + dx, lane - 12 - 11 * row)));
        let free = |(lx, ly): &(i32, i32)| {
            placed
                .iter()
                .all(|(_, px, py)| (px - lx).abs() > 10 || (py - ly).abs() > 9)
        };
        let (x, y) = tries.into_iter().find(free).unwrap_or((x, lane - 12));
        placed.push((n, x, y));
    }
    placed
}

/// Hundredths of points as they are printed.
pub fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    let size = hundredths.unsigned_abs();
    let text = format!("{sign}{}.{:02}", size / 100, size % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `45`, or `40 to 45`.
pub fn range((low, high): (i64, i64)) -> String {
    if low == high {
        points(low)
    } else {
        format!("{} to {}", points(low), points(high))
    }
}

/// Round numbers on a scale, five or so.
fn marks_between(scale: &Scale) -> Vec<i64> {
    let span = scale.high.saturating_sub(scale.low).max(1);
    let mut step = 1_i64;
    while span / step > 6 {
        step = match step.to_string().as_bytes()[0] {
            b'2' => step / 2 * 5,
            _ => step * 2,
        };
    }
    let first = scale.low.div_euclid(step) + 1;
    (first..)
        .map(|n| n * step)
        .take_while(|at| *at < scale.high)
        .collect()
}

//! What each side gives, adding up day by day: one strip a quantity, those of the first side
//! growing upwards, those of the others downwards from the same days. Strips share the days and
//! never a scale, for the quantities are not each other's price.

use super::calendar::axis;
use super::frame::{Canvas, Frame, line, stacked, words};
use armistice_case::value::Decimal;
use maud::{Markup, html};

/// A step of a curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The day.
    pub day: i32,
    /// How much in all from then on; none where no number is known.
    pub total: Option<Decimal>,
}

/// A quantity that a side gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// The quantity.
    pub name: String,
    /// Its steps, in the order of the days.
    pub steps: Vec<Step>,
    /// What stands in place of a number, where one is not known.
    pub unknown: Option<String>,
}

/// What the sides give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curves {
    /// The last day.
    pub last: i32,
    /// The first side with its strips.
    pub up: (String, Vec<Strip>),
    /// The other sides with theirs.
    pub down: Vec<(String, Vec<Strip>)>,
}

/// How high a strip is.
const STRIP: i32 = 54;
const GAP: i32 = 16;

impl Curves {
    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let label = if frame.gutter.is_some() { 0 } else { 18 };
        let each = STRIP + GAP + label;
        let (up, middle) = stacked(20, each, std::slice::from_ref(&self.up));
        let (down, end) = stacked(middle + 2, each, &self.down);
        let height = end + 12;
        Canvas {
            height,
            content: html! {
                (axis(frame, self.last, height))
                @for group in up {
                    (frame.heading(group.top, group.name))
                    @for (top, strip) in group.lanes {
                        (self.strip(frame, strip, top + label, 1))
                    }
                }
                (line("axis", (0, middle), (frame.right(), middle)))
                @for group in down {
                    (frame.heading(group.top, group.name))
                    @for (top, strip) in group.lanes {
                        (self.strip(frame, strip, top + label + GAP / 2, -1))
                    }
                }
            },
        }
    }

    /// One strip; `way` is 1 where it grows upwards, -1 where it grows downwards.
    fn strip(&self, frame: &Frame, strip: &Strip, top: i32, way: i32) -> Markup {
        let base = if way > 0 { top + STRIP } else { top };
        let most = strip.steps.iter().filter_map(|step| step.total).max();
        let x = |day: i32| frame.across(day - 1, self.last - 1);
        let y = |total: Decimal| {
            let whole = i64::from(STRIP - 14) * total.0 / most.map_or(1, |most| most.0.max(1));
            base - way * i32::try_from(whole).unwrap_or(0)
        };
        let class = if way > 0 { "up" } else { "down" };
        let text_at = match frame.gutter {
            Some(_) => top + STRIP / 2 + 4,
            None => top - 6,
        };
        let room = usize::try_from(frame.gutter.unwrap_or(frame.width) / 7).unwrap_or(0);
        html! {
            (words(0, text_at, "t", &strip.name, room))
            (line("rule", (frame.left(), base), (frame.right(), base)))
            @if most.is_some() {
                @let path = self.path(strip, &x, &y, base);
                path.(format!("area {class}")) d=(format!("{path} V{base} Z")) {}
                path.(format!("step {class}")) d=(path) {}
                @for step in &strip.steps {
                    @if let Some(total) = step.total {
                        @let below = if way > 0 { -4 } else { 12 };
                        @if step.day * 10 > self.last * 9 {
                            text.s.end x=(x(step.day) + 6) y=(y(total) + below) { (total.to_string()) }
                        } @else {
                            text.s x=(x(step.day) + 3) y=(y(total) + below) { (total.to_string()) }
                        }
                    }
                }
            }
            @if let Some(unknown) = &strip.unknown {
                @let (from, to) = (frame.left(), frame.right());
                @let edge = if way > 0 { base - STRIP + 20 } else { base };
                rect.open x=(from) y=(edge) width=(to - from) height=(STRIP - 20) {}
                @for step in strip.steps.iter().filter(|step| step.total.is_none()) {
                    text.o.mid x=(x(step.day).clamp(from + 5, to - 5)) y=(edge + STRIP / 2 - 16) { "?" }
                }
                (words(from + 6, edge + STRIP - 26, "o", unknown,
                    usize::try_from((to - from) / 6).unwrap_or(0)))
            }
        }
    }

    fn path(
        &self,
        strip: &Strip,
        x: &dyn Fn(i32) -> i32,
        y: &dyn Fn(Decimal) -> i32,
        base: i32,
    ) -> String {
        let mut path = String::new();
        for step in &strip.steps {
            let Some(total) = step.total else { continue };
            if path.is_empty() {
                path.push_str(&format!("M{} {base}", x(step.day)));
            }
            path.push_str(&format!(" H{} V{}", x(step.day), y(total)));
        }
        path.push_str(&format!(" H{}", x(self.last)));
        path
    }
}

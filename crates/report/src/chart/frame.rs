//! The room a picture has, and the pieces that all pictures share.

use crate::text::clean;
use maud::{Markup, html};
use unicode_width::UnicodeWidthChar;

/// The room a picture has, in pixels at which its type is legible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its word in class names and ids.
    pub word: &'static str,
    /// Its width.
    pub width: i32,
    /// The width kept for labels at the left; without it labels stand above what they name.
    pub gutter: Option<i32>,
}

impl Frame {
    /// For laptops and paper.
    pub const WIDE: Frame = Frame {
        word: "wide",
        width: 720,
        gutter: Some(246),
    };
    /// For phones.
    pub const NARROW: Frame = Frame {
        word: "narrow",
        width: 350,
        gutter: None,
    };

    /// Where drawing begins.
    pub fn left(&self) -> i32 {
        self.gutter.unwrap_or(2)
    }

    /// Where drawing ends.
    pub fn right(&self) -> i32 {
        self.width - 10
    }

    /// How high a lane is.
    pub fn lane(&self) -> i32 {
        if self.gutter.is_some() { 21 } else { 36 }
    }

    /// The line on which a lane that begins at `top` is drawn.
    pub fn middle(&self, top: i32) -> i32 {
        if self.gutter.is_some() {
            top + 10
        } else {
            top + 25
        }
    }

    /// The label of a lane that begins at `top`; cut where it is too long, whole on pointing.
    pub fn label(&self, top: i32, text: &str) -> Markup {
        let room = self.gutter.unwrap_or(self.width) * 10 / 66;
        let y = if self.gutter.is_some() {
            top + 14
        } else {
            top + 13
        };
        words(0, y, "t", text, usize::try_from(room).unwrap_or(0))
    }

    /// The heading of a group of lanes.
    pub fn heading(&self, top: i32, text: &str) -> Markup {
        let room = usize::try_from(self.width / 8).unwrap_or(0);
        words(0, top + 15, "h", text, room)
    }

    /// A place between the edges: `at` of `of`.
    pub fn across(&self, at: i32, of: i32) -> i32 {
        let room = i64::from(self.right() - self.left());
        let x = room * i64::from(at.clamp(0, of.max(1))) / i64::from(of.max(1));
        self.left() + i32::try_from(x).unwrap_or(0)
    }
}

/// A picture as drawn: its height and what is in it.
pub struct Canvas {
    /// Its height.
    pub height: i32,
    /// What is in it.
    pub content: Markup,
}

/// A heading with its lanes, each with the place where it begins.
pub struct Stacked<'a, T> {
    /// Where the heading begins.
    pub top: i32,
    /// The heading.
    pub name: &'a str,
    /// The lanes.
    pub lanes: Vec<(i32, &'a T)>,
}

/// How high a heading is.
pub const HEADING: i32 = 24;

/// Lanes under their headings from `top` downwards, `each` apart, and where they end.
pub fn stacked<T>(top: i32, each: i32, groups: &[(String, Vec<T>)]) -> (Vec<Stacked<'_, T>>, i32) {
    let mut at = top;
    let mut out = Vec::new();
    for (name, lanes) in groups {
        let top = at;
        at += HEADING;
        let lanes = lanes
            .iter()
            .map(|lane| {
                let top = at;
                at += each;
                (top, lane)
            })
            .collect();
        out.push(Stacked { top, name, lanes });
    }
    (out, at)
}

/// Words in a picture, cut to a number of columns and whole on pointing.
pub fn words(x: i32, y: i32, class: &str, text: &str, columns: usize) -> Markup {
    let text = clean(text);
    let cut = shortened(&text, columns);
    html! {
        text x=(x) y=(y) class=(class) {
            (cut)
            @if cut != text { title { (text) } }
        }
    }
}

/// A straight line.
pub fn line(class: &str, from: (i32, i32), to: (i32, i32)) -> Markup {
    html! { line class=(class) x1=(from.0) y1=(from.1) x2=(to.0) y2=(to.1) {} }
}

/// Text of at most so many columns, with a mark where it was cut.
pub fn shortened(text: &str, columns: usize) -> String {
    let wide = |c: char| c.width().unwrap_or(0);
    if text.chars().map(wide).sum::<usize>() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        if used + wide(c) + 1 > columns {
            break;
        }
        used += wide(c);
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// Steps for the marks of an axis from 0 to `last`: 1, 2 or 5 times a power of ten, or weeks.
pub fn ticks(last: i32, most: i32) -> Vec<i32> {
    let steps = [1, 2, 5, 7, 10, 15, 30, 60, 90, 180, 365, 730, 1825, 3650];
    let step = steps
        .into_iter()
        .find(|step| last / step <= most)
        .unwrap_or(last.max(1));
    (1..)
        .map(|n| n * step)
        .take_while(|day| *day <= last)
        .collect()
}

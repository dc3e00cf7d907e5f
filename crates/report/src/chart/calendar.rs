//! Duties on the calendar of the text: a lane each, under those who owe them.

use super::frame::{Canvas, Frame, line, shortened, stacked, ticks, words};
use crate::text::clean;
use maud::{Markup, html};

/// When something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// On a day, with what is due then.
    On(i32, String),
    /// At any time up to a day.
    By(i32),
    /// At any time from a day up to another.
    Within(i32, i32),
    /// From a day to another, or on without end.
    From(i32, Option<i32>),
    /// On no day that is known: the words that stand for it.
    Undated(String),
}

/// What really happened, beside when it was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Done on a day.
    Done(i32),
    /// Late from the day it was due to another.
    Late(i32, i32),
    /// Room from the earliest day to the last.
    Slack(i32, i32),
    /// The last day before it was extended to another.
    Extended(i32, i32),
}

/// A duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What is owed.
    pub name: String,
    /// When.
    pub spans: Vec<Span>,
    /// What it waits for, where that is open.
    pub waits: Option<String>,
    /// What really happened.
    pub marks: Vec<Mark>,
}

/// Duties by debtor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The last day.
    pub last: i32,
    /// Debtors with what they owe.
    pub groups: Vec<(String, Vec<Lane>)>,
    /// The day of the page, on a calendar that runs.
    pub today: Option<i32>,
}

impl Calendar {
    /// Draws it.
    pub fn draw(&self, frame: &Frame) -> Canvas {
        let (groups, end) = stacked(20, frame.lane(), &self.groups);
        let height = end + 4;
        Canvas {
            height,
            content: html! {
                (axis(frame, self.last, height))
                @if let Some(today) = self.today {
                    (line("now", (self.x(frame, today), 18), (self.x(frame, today), height)))
                }
                @for group in groups {
                    (frame.heading(group.top, group.name))
                    @for (top, lane) in group.lanes {
                        (self.lane(frame, lane, top))
                    }
                }
            },
        }
    }

    fn lane(&self, frame: &Frame, lane: &Lane, top: i32) -> Markup {
        let y = frame.middle(top);
        let dated = lane
            .spans
            .iter()
            .any(|span| !matches!(span, Span::Undated(_)));
        html! {
            (frame.label(top, &lane.name))
            @if dated { (line("rule", (frame.left(), y), (frame.right(), y))) }
            @for span in &lane.spans {
                (self.span(frame, span, y, lane.waits.is_some()))
            }
            @for mark in &lane.marks {
                (self.mark(frame, *mark, y))
            }
            @if let Some(waits) = &lane.waits {
                @let from = lane.spans.iter().map(|span| self.free(frame, span)).max().unwrap_or(frame.left());
                (open(frame, from, y, &format!("? waits for {waits}")))
            }
        }
    }

    fn mark(&self, frame: &Frame, mark: Mark, y: i32) -> Markup {
        let x = |day: i32| self.x(frame, day);
        match mark {
            Mark::Done(day) => html! { circle.done cx=(x(day)) cy=(y) r="4" {} },
            Mark::Late(from, to) => line("late", (x(from), y), (x(to), y)),
            Mark::Slack(from, to) => line("slack", (x(from), y), (x(to), y)),
            Mark::Extended(from, to) => html! {
                (line("slack", (x(from), y - 7), (x(from), y + 7)))
                (line("slack", (x(from), y + 7), (x(to), y + 7)))
            },
        }
    }

    fn x(&self, frame: &Frame, day: i32) -> i32 {
        frame.across(day - 1, self.last - 1)
    }

    /// Where the room behind a span begins.
    fn free(&self, frame: &Frame, span: &Span) -> i32 {
        match span {
            Span::On(day, _) | Span::By(day) | Span::Within(_, day) => self.x(frame, *day) + 14,
            Span::From(_, end) => self.x(frame, end.unwrap_or(self.last)),
            Span::Undated(text) => {
                frame.left() + 10 + i32::try_from(clean(text).chars().count()).unwrap_or(0) * 6
            }
        }
    }

    /// The days in which something can be done, with a mark at the last.
    fn until(&self, frame: &Frame, from: i32, day: i32, y: i32) -> Markup {
        let (from, to) = (self.x(frame, from), self.x(frame, day));
        html! {
            rect.faint x=(from) y=(y - 4) width=((to - from).max(3)) height="8" rx="1" {}
            (line("stop", (to, y - 7), (to, y + 7)))
        }
    }

    fn span(&self, frame: &Frame, span: &Span, y: i32, waits: bool) -> Markup {
        let mark = if waits { "hollow" } else { "full" };
        html! {
            @match span {
                Span::On(day, what) => {
                    @let x = self.x(frame, *day);
                    rect.(mark) x=(x - 4) y=(y - 5) width="9" height="10" rx="1" {}
                    @if !what.is_empty() {
                        @let near = *day * 10 > self.last * 9;
                        @if near {
                            text.s.end x=(x - 8) y=(y + 4) { (clean(what)) }
                        } @else {
                            text.s x=(x + 8) y=(y + 4) { (clean(what)) }
                        }
                    }
                }
                Span::By(day) => (self.until(frame, 1, *day, y)),
                Span::Within(from, day) => (self.until(frame, *from, *day, y)),
                Span::From(day, end) => {
                    @let from = self.x(frame, *day);
                    @let to = self.x(frame, end.unwrap_or(self.last));
                    rect.band x=(from) y=(y - 4) width=((to - from).max(3)) height="8" rx="1" {}
                    @if end.is_none() {
                        (words(to + 1, y + 4, "s", "›", 1))
                    }
                }
                Span::Undated(text) => (open(frame, frame.left(), y, text)),
            }
        }
    }
}

/// Words for what has no day, where a mark would be.
fn open(frame: &Frame, from: i32, y: i32, text: &str) -> Markup {
    let text = clean(text);
    let columns = usize::try_from((frame.right() - from) / 6)
        .unwrap_or(0)
        .max(1);
    let cut = shortened(&text, columns);
    html! {
        text.o x=(from) y=(y + 4) {
            (cut)
            @if cut != text { title { (text) } }
        }
    }
}

/// The days along the top.
pub fn axis(frame: &Frame, last: i32, height: i32) -> Markup {
    let most = if frame.gutter.is_some() { 8 } else { 6 };
    let mut days = vec![1];
    days.extend(ticks(last, most).into_iter().filter(|day| *day > last / 12));
    html! {
        @for day in days {
            @let x = frame.across(day - 1, last - 1);
            (line("grid", (x, 18), (x, height)))
            @if day == 1 {
                text.s x=(x) y="13" { "day 1" }
            } @else {
                text.s.mid x=(x) y="13" { (day) }
            }
        }
    }
}

//! Days and lengths of time. A day without a year is worked out from the day of publication that
//! a person gives, and from nothing else; without it the words are kept and no day is made.
//!
//! A bare weekday beside a past tense is the latest such day not after publication, beside a
//! future one the next; so is the use of news writing.

use super::date::{day, in_digits, mid_month, month, year};
use super::lexicon::Kind;
use super::number::amount;
use super::tense::{Side, side};
use super::text::{Shape, Text};
use armistice_case::value::{Amount, Days, Decimal};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::ops::Range;

/// A day or a length of time in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub at: Range<usize>,
    /// The day or days, where they can be worked out.
    pub days: Option<Days>,
    /// The length: how many of which unit.
    pub lasts: Option<(Amount, &'static str)>,
}

const UNITS: [&str; 6] = ["minutes", "hours", "days", "weeks", "months", "years"];

/// The days and lengths among some tokens.
pub fn times(text: &Text<'_>, part: Range<usize>, published: Option<Date>) -> Vec<Time> {
    let mut out = Vec::new();
    let mut at = part.start;
    while at < part.end {
        let passage = Passage {
            text,
            part: part.clone(),
            published,
        };
        match passage.time(at) {
            Some(time) => {
                at = time.at.end.max(at + 1);
                out.push(time);
            }
            None => at += 1,
        }
    }
    out
}

/// Where a day is looked for.
struct Passage<'a, 't> {
    text: &'a Text<'t>,
    part: Range<usize>,
    published: Option<Date>,
}

/// A day of a month in a text, and where its words end.
struct Named {
    first: i8,
    last: i8,
    month: i8,
    year: Option<i16>,
    end: usize,
}

impl Passage<'_, '_> {
    fn time(&self, at: usize) -> Option<Time> {
        if let Some((date, end)) = in_digits(self.text, at, self.part.end) {
            return Some(one(at..end, date));
        }
        if let Some(named) = self.day_and_month(at).or_else(|| self.month_and_day(at)) {
            return Some(self.dated(at, &named));
        }
        self.month_only(at)
            .or_else(|| self.length(at))
            .or_else(|| self.near(at))
    }

    /// "3 October 2025", "3rd of October", "3 to 5 July", "between 3 and 5 July"
    fn day_and_month(&self, at: usize) -> Option<Named> {
        let (text, to) = (self.text, self.part.end);
        let (first, mut end) = day(text, at, to)?;
        let mut last = first;
        let joined = end < to
            && (matches!(text.tokens[end].shape, Shape::Mark('-' | '–'))
                || ["to", "and", "or"].iter().any(|word| text.says(end, word)));
        if joined
            && let Some((second, after)) = day(text, end + 1, to).filter(|(day, _)| *day > first)
        {
            (last, end) = (second, after);
        }
        end += usize::from(text.says(end, "of"));
        let (month, end) = month(text, end, to)?;
        let (year, end) = year(text, end, to);
        Some(Named {
            first,
            last,
            month,
            year,
            end,
        })
    }

    /// "October 3, 2025", "Oct. 3rd", "July 3-5"
    fn month_and_day(&self, at: usize) -> Option<Named> {
        let (text, to) = (self.text, self.part.end);
        let (month, next) = month(text, at, to)?;
        let (first, mut end) =
            day(text, next, to).filter(|_| self.text.tokens[next].shape == Shape::Number)?;
        let mut last = first;
        let joined = end < to
            && (matches!(text.tokens[end].shape, Shape::Mark('-' | '–')) || text.says(end, "to"));
        if joined
            && let Some((second, after)) = day(text, end + 1, to).filter(|(day, _)| *day > first)
            && !(after < to && text.tokens[after].is(Kind::UNIT))
        {
            (last, end) = (second, after);
        }
        let comma = usize::from(
            end < to && text.tokens[end].mark(',') && year(text, end + 1, to).0.is_some(),
        );
        let (year, after) = year(text, end + comma, to);
        Some(Named {
            first,
            last,
            month,
            year,
            end: if year.is_some() { after } else { end },
        })
    }

    fn dated(&self, at: usize, named: &Named) -> Time {
        let day = |day: i8| self.date(named.year, named.month, day, at..named.end);
        // The year of the first day is that of the last.
        let days = day(named.first).and_then(|first| {
            let last = Date::new(first.year(), named.month, named.last).ok()?;
            Some(Days { first, last })
        });
        Time {
            at: at..named.end,
            days,
            lasts: None,
        }
    }

    /// "60-day", "48 hours", "at least two weeks", "30 to 60 days"; and "two days ago".
    fn length(&self, at: usize) -> Option<Time> {
        let (text, to) = (self.text, self.part.end);
        let (words, mut amount) = amount(text, at, self.part.start, to).or_else(|| {
            let one = text.says(at, "a") || text.says(at, "an");
            let ago = at + 2 < to && text.says(at + 2, "ago");
            (one && ago).then(|| (at..at + 1, Amount::exact(Decimal::ONE)))
        })?;
        let hyphen =
            words.end < to && text.tokens[words.end].mark('-') && !text.tokens[words.end].apart;
        let end = words.end + usize::from(hyphen);
        let none = amount.high.or(amount.low) == Some(Decimal::whole(0));
        if end >= to || !text.tokens[end].is(Kind::UNIT) || none {
            return None;
        }
        let unit = text.tokens[end]
            .word
            .map_or(2, |word| usize::from(word.ordinal))
            .min(5);
        // "Over two weeks" is more than two, or all the while.
        let over = amount.low.is_some() && amount.high.is_none();
        amount.low_open &= !(over && text.says(words.start, "over"));
        let ago = end + 1 < to && text.says(end + 1, "ago");
        if ago {
            return Some(Time {
                at: words.start..end + 2,
                days: self.published.and_then(|day| before(day, &amount, unit)),
                lasts: None,
            });
        }
        Some(Time {
            at: words.start..end + 1,
            days: None,
            lasts: Some((amount, UNITS[unit])),
        })
    }

    /// A weekday, "today", "yesterday".
    fn near(&self, at: usize) -> Option<Time> {
        let token = &self.text.tokens[at];
        let word = token.word?;
        let day = |day: Option<Date>| Time {
            days: day.map(|day| Days {
                first: day,
                last: day,
            }),
            ..words_only(at..at + 1)
        };
        if word.kind.any(Kind::WEEKDAY) && token.capital {
            let when = side(self.text, &self.part, &(at..at + 1)).unwrap_or(Side::Past);
            return Some(day(self
                .published
                .and_then(|published| weekday(word.ordinal, published, when))));
        }
        let shift = if word.kind.any(Kind::TODAY) {
            0
        } else if word.kind.any(Kind::YESTERDAY) {
            -1
        } else if word.kind.any(Kind::TOMORROW) {
            1
        } else {
            return None;
        };
        Some(day(self
            .published
            .and_then(|day| day.checked_add(shift.days()).ok())))
    }

    /// A day with its year, or with the year that brings it near to publication, on the side of it
    /// that the words round it tell.
    fn date(&self, year: Option<i16>, month: i8, day: i8, words: Range<usize>) -> Option<Date> {
        if let Some(year) = year {
            return Date::new(year, month, day).ok();
        }
        let published = self.published?;
        let when = side(self.text, &self.part, &words);
        let far = |date: &Date| {
            published
                .since(*date)
                .map_or(i32::MAX, |span| span.get_days().abs())
        };
        [-1, 0, 1]
            .into_iter()
            .filter_map(|shift| Date::new(published.year() + shift, month, day).ok())
            .filter(|date| match when {
                None => true,
                Some(Side::Past) => *date <= published,
                Some(Side::Before) => *date < published,
                Some(Side::Future) => *date >= published,
            })
            .min_by_key(far)
            .filter(|date| far(date) <= NEAR)
    }

    /// A month without a day, or a third of one: "in July", "early July", "the end of July 2031",
    /// "mid-July".
    fn month_only(&self, at: usize) -> Option<Time> {
        let (text, part) = (self.text, &self.part);
        let third = |words: &[&str]| words.iter().any(|word| text.says(at, word));
        let third = if third(&["early", "beginning", "start"]) {
            Some((1, 10))
        } else if third(&["mid", "middle"]) {
            Some((11, 20))
        } else if third(&["late", "end"]) {
            Some((21, 31))
        } else {
            None
        };
        // "The truce will end July 3" names a day.
        let named = |at: usize| day(text, at, part.end).is_some();
        let (number, after, third) = match third {
            Some(third) => {
                let joined = usize::from(text.says(at + 1, "of") || joins(text, at + 1, part.end));
                let (month, after) = month(text, at + 1 + joined, part.end)?;
                if named(after) {
                    return None;
                }
                (month, after, third)
            }
            None => match mid_month(text, at) {
                Some(number) => (number, at + 1, (11, 20)),
                None => {
                    let before = at.checked_sub(1).filter(|before| *before >= part.start)?;
                    let (month, after) = month(text, at, part.end)?;
                    if !text.tokens[before].is(Kind::PREPOSITION) || named(after) {
                        return None;
                    }
                    (month, after, (1, 31))
                }
            },
        };
        let (year, end) = year(text, after, part.end);
        let length = Date::new(2001, number, 1).ok()?.days_in_month();
        let day = match side(self.text, &self.part, &(at..end)) {
            // What lies ahead is still to come at the end of it; what is past had begun.
            Some(Side::Future) => third.1.min(length),
            Some(_) => third.0,
            None => 15,
        };
        let some = self.date(year, number, day, at..end);
        Some(Time {
            days: some.and_then(|some| {
                let last = some.last_of_month();
                Some(Days {
                    first: Date::new(some.year(), number, third.0).ok()?,
                    last: last.min(Date::new(some.year(), number, third.1).unwrap_or(last)),
                })
            }),
            ..words_only(at..end)
        })
    }
}

/// How far from publication a day without a year may lie, in days; beyond, either year could be
/// meant.
const NEAR: i32 = 150;

/// Words whose day is not worked out.
fn words_only(at: Range<usize>) -> Time {
    Time {
        at,
        days: None,
        lasts: None,
    }
}

fn one(at: Range<usize>, date: Option<Date>) -> Time {
    Time {
        days: date.map(|day| Days {
            first: day,
            last: day,
        }),
        ..words_only(at)
    }
}

/// The days that lie so long before another, rounded to the unit: "two weeks ago" is eleven to
/// seventeen days ago. None where the length is not one number.
fn before(day: Date, amount: &Amount, unit: usize) -> Option<Days> {
    let n = amount.as_exact().filter(|n| n.0 % Decimal::ONE.0 == 0)?;
    let n = n.0 / Decimal::ONE.0;
    let back = |span: Result<Span, jiff::Error>| day.checked_sub(span.ok()?).ok();
    let days = |n: i64| back(Span::new().try_days(n));
    let (middle, half) = match UNITS[unit] {
        "minutes" | "hours" => {
            let hours = if UNITS[unit] == "hours" { n } else { 0 };
            let first = days(hours.checked_add(23)? / 24)?;
            return Some(Days {
                first,
                last: days(hours / 24)?,
            });
        }
        "days" => (days(n)?, 0),
        "weeks" => (back(Span::new().try_weeks(n))?, 3),
        "months" => (back(Span::new().try_months(n))?, 15),
        _ => (back(Span::new().try_years(n))?, 182),
    };
    Some(Days {
        first: middle.checked_sub(half.days()).ok()?,
        last: middle.checked_add(half.days()).ok()?,
    })
}

fn weekday(ordinal: u8, published: Date, side: Side) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(i8::try_from(ordinal).ok()?).ok()?;
    if published.weekday() == wanted && side == Side::Past {
        return Some(published);
    }
    published
        .nth_weekday(if side == Side::Future { 1 } else { -1 }, wanted)
        .ok()
}

/// Whether a hyphen joins two words.
fn joins(text: &Text<'_>, at: usize, to: usize) -> bool {
    at < to && text.tokens[at].mark('-') && !text.tokens[at].apart
}

#[cfg(test)]
mod tests;

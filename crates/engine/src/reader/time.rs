//! Days and lengths of time. A day without a year is worked out from the day of publication that
//! a person gives, and from nothing else; without it the words are kept and no day is made.
//!
//! A bare weekday beside a past tense is the latest such day not after publication, beside a
//! future one the next; so is the use of news writing.

use super::lexicon::{Kind, Number};
use super::number::number;
use super::text::{Shape, Text};
use armistice_case::value::Days;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// A day or a length of time in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub at: Range<usize>,
    /// The day or days, where they can be worked out.
    pub days: Option<Days>,
    /// The length: how many of which unit.
    pub lasts: Option<(i64, &'static str)>,
}

const UNITS: [&str; 6] = ["minutes", "hours", "days", "weeks", "months", "years"];

/// The days and lengths among some tokens.
pub fn times(text: &Text<'_>, part: Range<usize>, published: Option<Date>) -> Vec<Time> {
    let mut out = Vec::new();
    let mut at = part.start;
    while at < part.end {
        match time(text, at, &part, published) {
            Some(time) => {
                at = time.at.end.max(at + 1);
                out.push(time);
            }
            None => at += 1,
        }
    }
    out
}

fn time(text: &Text<'_>, at: usize, part: &Range<usize>, published: Option<Date>) -> Option<Time> {
    let token = &text.tokens[at];
    let word = token.word;
    let only = |days: Option<Date>, end: usize| {
        Some(Time {
            at: at..end,
            days: days.map(|day| Days {
                first: day,
                last: day,
            }),
            lasts: None,
        })
    };
    // 3 October 2025, 3 October
    if token.shape == Shape::Number
        && let Ok(day) = text.letters(at).parse::<i8>()
        && let Some(month) = month(text, at + 1, part.end)
    {
        let (year, end) = year(text, at + 2, part.end);
        return only(date(year, month, day, published), end);
    }
    if let Some(time) = month_only(text, at, part, published) {
        return Some(time);
    }
    // October 3, 2025
    if let Some(month) = month(text, at, part.end) {
        if let Some(day) = text
            .tokens
            .get(at + 1)
            .filter(|next| at + 1 < part.end && next.shape == Shape::Number)
        {
            let letters = &text.text[day.start as usize..day.end as usize];
            if let Ok(day) = letters.parse::<i8>()
                && (1..=31).contains(&day)
            {
                let comma = usize::from(
                    text.tokens.get(at + 2).is_some_and(|next| next.mark(','))
                        && year(text, at + 3, part.end).0.is_some(),
                );
                let (year, end) = year(text, at + 2 + comma, part.end);
                let end = if year.is_some() { end } else { at + 2 };
                return only(date(year, month, day, published), end);
            }
        }
        return None;
    }
    // 60-day, 48 hours, two weeks
    let starts = token.shape == Shape::Number || word.is_some_and(|word| word.number.is_some());
    if starts && let Some((Number::Exact(n), mut end)) = number(text, at, part.end) {
        if end < part.end && text.tokens[end].mark('-') && !text.tokens[end].apart {
            end += 1;
        }
        if end < part.end && text.tokens[end].is(Kind::UNIT) && n > 0 {
            let unit = text.tokens[end]
                .word
                .map_or(2, |word| usize::from(word.ordinal));
            return Some(Time {
                at: at..end + 1,
                days: None,
                lasts: Some((n, UNITS[unit.min(5)])),
            });
        }
        return None;
    }
    let word = word?;
    let kind = word.kind;
    if kind.any(Kind::WEEKDAY) && token.capital {
        let side = side(text, at, part);
        let day = published.and_then(|published| weekday(word.ordinal, published, side));
        return only(day, at + 1);
    }
    let shift = if kind.any(Kind::TODAY) {
        0
    } else if kind.any(Kind::YESTERDAY) {
        -1
    } else if kind.any(Kind::TOMORROW) {
        1
    } else {
        return None;
    };
    only(
        published.and_then(|day| day.checked_add(shift.days()).ok()),
        at + 1,
    )
}

fn month(text: &Text<'_>, at: usize, to: usize) -> Option<i8> {
    let token = text
        .tokens
        .get(at)
        .filter(|token| at < to && token.capital)?;
    if !token.is(Kind::MONTH.or(Kind::MONTH_SHORT)) {
        return None;
    }
    i8::try_from(token.word?.ordinal)
        .ok()
        .filter(|month| *month >= 1)
}

fn year(text: &Text<'_>, at: usize, to: usize) -> (Option<i16>, usize) {
    let year = (at < to && text.tokens[at].shape == Shape::Number)
        .then(|| text.letters(at).parse::<i16>().ok())
        .flatten()
        .filter(|year| (1900..2200).contains(year));
    (year, if year.is_some() { at + 1 } else { at })
}

/// How far from publication a day without a year may lie, in days; beyond, either year could be
/// meant.
const NEAR: i32 = 150;

/// A day with its year, or with the year that brings it near to publication.
fn date(year: Option<i16>, month: i8, day: i8, published: Option<Date>) -> Option<Date> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    let published = published?;
    let far = |date: &Date| {
        published
            .since(*date)
            .map_or(i32::MAX, |span| span.get_days().abs())
    };
    [-1, 0, 1]
        .into_iter()
        .filter_map(|shift| Date::new(published.year() + shift, month, day).ok())
        .min_by_key(far)
        .filter(|date| far(date) <= NEAR)
}

/// On which side of publication a weekday lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The latest such day, publication's own included.
    Past,
    /// The latest before publication: "last Friday".
    Before,
    /// The next after publication.
    Future,
}

/// The side of publication that the words round a weekday tell: "will … on Friday"; "by Friday",
/// where nothing is told of the past.
fn side(text: &Text<'_>, at: usize, part: &Range<usize>) -> Side {
    let before = at.checked_sub(1).filter(|before| *before >= part.start);
    let is = |kind: Kind| before.is_some_and(|before| text.tokens[before].is(kind));
    if is(Kind::LAST) {
        return Side::Before;
    }
    let future = (part.start..part.end).any(|other| text.tokens[other].is(Kind::FUTURE));
    let deadline = before.is_some_and(|before| {
        ["by", "until", "till", "before"]
            .iter()
            .any(|word| text.says(before, word))
    });
    let past = || {
        part.clone().any(|other| {
            text.is_past(other, part.start)
                || ["had", "was", "were"]
                    .iter()
                    .any(|word| text.says(other, word))
        })
    };
    if future || is(Kind::NEXT) || deadline && !past() {
        Side::Future
    } else {
        Side::Past
    }
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

/// A month without a day, or a third of one: "in July", "early July", "the end of July 2031",
/// "mid-July".
fn month_only(
    text: &Text<'_>,
    at: usize,
    part: &Range<usize>,
    published: Option<Date>,
) -> Option<Time> {
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
    let day = |at: usize| {
        at < part.end && text.tokens[at].shape == Shape::Number && text.letters(at).len() < 3
    };
    let (number, after, third) = match third {
        Some(third) => {
            let joined = usize::from(text.says(at + 1, "of") || joins(text, at + 1, part.end));
            let name = at + 1 + joined;
            let month = month(text, name, part.end).filter(|_| !day(name + 1))?;
            (month, name + 1, third)
        }
        None => match mid_month(text, at) {
            Some(number) => (number, at + 1, (11, 20)),
            None => {
                let before = at.checked_sub(1).filter(|before| *before >= part.start)?;
                if !text.tokens[before].is(Kind::PREPOSITION) || day(at + 1) {
                    return None;
                }
                (month(text, at, part.end)?, at + 1, (1, 31))
            }
        },
    };
    let (year, end) = year(text, after, part.end);
    let middle = date(year, number, 15, published);
    Some(Time {
        at: at..end,
        days: middle.and_then(|middle| {
            let last = middle.last_of_month();
            Some(Days {
                first: Date::new(middle.year(), number, third.0).ok()?,
                last: last.min(Date::new(middle.year(), number, third.1).unwrap_or(last)),
            })
        }),
        lasts: None,
    })
}

/// Whether a hyphen joins two words.
fn joins(text: &Text<'_>, at: usize, to: usize) -> bool {
    at < to && text.tokens[at].mark('-') && !text.tokens[at].apart
}

/// The month of "mid-July", which is one word.
fn mid_month(text: &Text<'_>, at: usize) -> Option<i8> {
    let (mid, name) = text.letters(at).split_once('-')?;
    let word = text.lexicon.get(&name.to_lowercase())?;
    (mid.eq_ignore_ascii_case("mid") && word.kind.any(Kind::MONTH))
        .then(|| i8::try_from(word.ordinal).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::lexicons;
    use super::*;

    fn days(words: &str, published: Option<&str>) -> Vec<(String, Option<String>)> {
        let text = Text::of(words, &lexicons()[0]);
        let published = published.map(|day| day.parse().expect("a day"));
        times(&text, 0..text.tokens.len(), published)
            .into_iter()
            .map(|time| {
                let day = time.days.map(|days| days.first.to_string());
                (
                    text.words(time.at),
                    day.or(time.lasts.map(|(n, unit)| format!("{n} {unit}"))),
                )
            })
            .map(|(words, day)| (words.to_owned(), day))
            .collect()
    }

    #[test]
    fn no_day_is_made_without_a_day_of_publication() {
        assert_eq!(
            days("He spoke on Wednesday and yesterday, and on 3 July.", None),
            [
                ("Wednesday".to_owned(), None),
                ("yesterday".to_owned(), None),
                ("3 July".to_owned(), None)
            ]
        );
        assert_eq!(
            days("He spoke on 3 July 2025.", None),
            [("3 July 2025".to_owned(), Some("2025-07-03".to_owned()))]
        );
    }

    #[test]
    fn weekdays_are_the_latest_in_the_past_and_the_next_in_the_future() {
        let day = Some("2025-07-09"); // a Wednesday
        let one = |words: &str| days(words, day)[0].1.clone().unwrap_or_default();
        assert_eq!(one("He spoke on Wednesday."), "2025-07-09");
        assert_eq!(one("He spoke on Thursday."), "2025-07-03");
        assert_eq!(one("They will meet on Monday."), "2025-07-14");
        assert_eq!(one("They met on 28 June."), "2025-06-28");
        assert_eq!(
            one("They met on December 30."),
            "",
            "either year could be meant"
        );
        let winter = days("They met on December 30.", Some("2025-01-05"));
        assert_eq!(winter[0].1.as_deref(), Some("2024-12-30"));
        assert_eq!(one("a 60-day truce"), "60 days");
        assert_eq!(one("in the next 48 hours"), "48 hours");
    }

    #[test]
    fn a_deadline_lies_ahead_unless_the_past_is_told() {
        let day = Some("2023-05-03"); // a Wednesday
        let one = |words: &str| days(words, day)[0].1.clone().unwrap_or_default();
        for (words, expected) in [
            ("The deal must be signed by Friday.", "2023-05-05"),
            ("Officials expect a deal by Friday.", "2023-05-05"),
            ("The offer stands until Monday.", "2023-05-08"),
            ("The deal was to be signed by Friday.", "2023-05-05"),
            ("Ten men had been freed by Friday.", "2023-04-28"),
            ("The truce lasted until Monday.", "2023-05-01"),
            (
                "They will return to what they said last Wednesday.",
                "2023-04-26",
            ),
            ("They met on Wednesday.", "2023-05-03"),
            ("They meet next Monday.", "2023-05-08"),
        ] {
            assert_eq!(one(words), expected, "{words}");
        }
    }

    #[test]
    fn a_month_is_an_interval() {
        let spans = |words: &str, day: &str| -> Vec<(String, String)> {
            let text = Text::of(words, &lexicons()[0]);
            times(&text, 0..text.tokens.len(), day.parse().ok())
                .into_iter()
                .map(|time| {
                    let days = time
                        .days
                        .map(|days| format!("{} to {}", days.first, days.last));
                    (text.words(time.at).to_owned(), days.unwrap_or_default())
                })
                .collect()
        };
        for (words, said, expected) in [
            (
                "It ends at the end of July.",
                "end of July",
                "2031-07-21 to 2031-07-31",
            ),
            (
                "It ends in early June.",
                "early June",
                "2031-06-01 to 2031-06-10",
            ),
            (
                "It ends in mid-July.",
                "mid-July",
                "2031-07-11 to 2031-07-20",
            ),
            ("It ends in July.", "July", "2031-07-01 to 2031-07-31"),
            (
                "It ended in February 2028.",
                "February 2028",
                "2028-02-01 to 2028-02-29",
            ),
            ("It ended in November.", "November", ""),
            ("It will end July 3.", "July 3", "2031-07-03 to 2031-07-03"),
            (
                "It starts early on July 3.",
                "July 3",
                "2031-07-03 to 2031-07-03",
            ),
            ("It ends late July 3.", "July 3", "2031-07-03 to 2031-07-03"),
        ] {
            let found = spans(words, "2031-05-03");
            assert_eq!(found, [(said.to_owned(), expected.to_owned())], "{words}");
        }
        // The modal verb, and a month that is no word for a time.
        assert_eq!(spans("May the talks go on.", "2031-05-03"), []);
        assert_eq!(days("It ends at the end of July.", None)[0].1, None);
    }
}

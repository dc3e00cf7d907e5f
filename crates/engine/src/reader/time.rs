//! Days and lengths of time. A day without a year is worked out from the day of publication that
//! a person gives, and from nothing else; without it the words are kept and no day is made.
//!
//! A bare weekday beside a past tense is the latest such day not after publication, beside a
//! future one the next; so is the use of news writing.

use super::asserted::ends_clause;
use super::lexicon::{Follows, Kind, Word};
use super::number::amount;
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
            let side = self.side(&(at..at + 1)).unwrap_or(Side::Past);
            return Some(day(self
                .published
                .and_then(|published| weekday(word.ordinal, published, side))));
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
        let side = self.side(&words);
        let far = |date: &Date| {
            published
                .since(*date)
                .map_or(i32::MAX, |span| span.get_days().abs())
        };
        [-1, 0, 1]
            .into_iter()
            .filter_map(|shift| Date::new(published.year() + shift, month, day).ok())
            .filter(|date| match side {
                None => true,
                Some(Side::Past) => *date <= published,
                Some(Side::Before) => *date < published,
                Some(Side::Future) => *date >= published,
            })
            .min_by_key(far)
            .filter(|date| far(date) <= NEAR)
    }

    /// The side of publication that the words round a day tell: "will … on Friday"; "by Friday",
    /// where nothing is told of the past. None where they tell nothing.
    fn side(&self, words: &Range<usize>) -> Option<Side> {
        let text = self.text;
        let before = words
            .start
            .checked_sub(1)
            .filter(|before| *before >= self.part.start);
        let is = |kind: Kind| before.is_some_and(|before| text.tokens[before].is(kind));
        if is(Kind::LAST) {
            return Some(Side::Before);
        }
        if is(Kind::NEXT) {
            return Some(Side::Future);
        }
        let deadline = before.is_some_and(|before| {
            ["by", "until", "till", "before"]
                .iter()
                .any(|word| text.says(before, word))
        });
        self.tense(words)
            .or_else(|| deadline.then_some(Side::Future))
    }

    /// The tense of the verb nearest to some words, first of those before them in their clause, then
    /// of those behind; beyond its commas only where it has no verb: "on 3 July, the envoy said".
    fn tense(&self, words: &Range<usize>) -> Option<Side> {
        let (text, part) = (self.text, &self.part);
        let from = part.start.max(words.start.saturating_sub(TENSE_REACH));
        let to = part.end.min(words.end + TENSE_REACH);
        text.step(to - from);
        let before = |ends: &dyn Fn(usize) -> bool| {
            let mark = (from..words.start).rev().find(|&at| ends(at));
            mark.map_or(from, |mark| mark + 1)
        };
        let behind =
            |ends: &dyn Fn(usize) -> bool| (words.end..to).find(|&at| ends(at)).unwrap_or(to);
        let comma = |at: usize| ends_clause(text, at);
        let full = |at: usize| {
            matches!(
                text.tokens[at].shape,
                Shape::Mark('.' | '?' | '!' | ';' | ':')
            )
        };
        let (left, right) = (before(&comma), behind(&comma));
        let marked = |at: usize| self.marked(at);
        let own = (left..words.start)
            .rev()
            .find_map(marked)
            .or_else(|| (words.end..right).find_map(marked));
        // A clause with a verb that tells no time tells none.
        if own.is_some() || text.clause(left..words.start) || text.clause(words.end..right) {
            return own;
        }
        let (first, last) = (before(&full), behind(&full));
        (first..left)
            .rev()
            .find_map(marked)
            .or_else(|| (right..last).find_map(marked))
    }

    /// The side of publication that one word tells.
    fn marked(&self, at: usize) -> Option<Side> {
        let text = self.text;
        let infinitive = |at: usize| {
            text.says(at, "to")
                && text
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.is(Kind::BE))
        };
        if text.tokens[at].is(Kind::FUTURE) || infinitive(at) || self.intends(at) {
            return Some(Side::Future);
        }
        let past = text.is_past(at, self.part.start)
            || ["had", "was", "were"]
                .iter()
                .any(|word| text.says(at, word))
            || text.tokens[at].is(Kind::FINITE) && !text.letters(at).ends_with('s');
        if !past {
            return None;
        }
        // "will be signed", "was to be signed" lie ahead; "could have been signed" does not.
        let group = (self.part.start..at)
            .rev()
            .take_while(|&before| {
                text.tokens[before].is(Kind::AUXILIARY.or(Kind::NOT))
                    || text.is_adverb(before)
                    || infinitive(before)
            })
            .take(5);
        let group: Vec<usize> = group.collect();
        let ahead = group.iter().any(|&before| {
            text.tokens[before].is(Kind::FUTURE.or(Kind::MODAL)) || infinitive(before)
        });
        let behind = group
            .iter()
            .any(|&before| text.tokens[before].is(Kind::HAVE))
            && !group
                .iter()
                .any(|&before| text.tokens[before].is(Kind::FUTURE));
        Some(if ahead && !behind {
            Side::Future
        } else {
            Side::Past
        })
    }

    /// Whether "to" begins what somebody is to do: first in what is said ("to leave on Friday"), or after
    /// a word that takes it ("agreed to leave", "a promise to leave"), and not "the road to Sarn".
    fn intends(&self, at: usize) -> bool {
        let text = self.text;
        let next = text.tokens.get(at + 1).filter(|_| at + 1 < self.part.end);
        let verb = next.is_some_and(|next| {
            let no = Kind::DETERMINER
                .or(Kind::POSSESSIVE)
                .or(Kind::OBJECT)
                .or(Kind::PREPOSITION);
            next.shape == Shape::Word && !next.capital && !next.is(no)
        });
        if !text.says(at, "to") || !verb {
            return false;
        }
        let takes = |word: &Word| {
            let frames = word
                .verbs
                .iter()
                .flat_map(|(verb, _)| &text.lexicon.verbs[*verb as usize].frames);
            let mut follows = frames
                .map(|frame| frame.follows)
                .chain(word.noun.map(|noun| noun.follows));
            follows.any(|follows| follows.any(Follows::TO))
        };
        at == self.part.start || text.tokens[at - 1].word.is_some_and(takes)
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
        let day = match self.side(&(at..end)) {
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

/// How far from a day a verb is looked for, in words.
const TENSE_REACH: usize = 30;

/// How far from publication a day without a year may lie, in days; beyond, either year could be
/// meant.
const NEAR: i32 = 150;

/// On which side of publication a day lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Before, or publication's own day.
    Past,
    /// Before publication: "last Friday".
    Before,
    /// The next after publication.
    Future,
}

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

/// The date that digits write, and where it ends: 2025-07-03; 25/12/2025, where no other day can be
/// meant.
fn in_digits(text: &Text<'_>, at: usize, to: usize) -> Option<(Option<Date>, usize)> {
    let end = at + 5;
    let part = |at: usize| -> Option<i16> {
        let digits = text.tokens[at].shape == Shape::Number;
        digits.then(|| text.letters(at).parse().ok()).flatten()
    };
    if end > to || text.tokens[at + 1..end].iter().any(|token| token.apart) {
        return None;
    }
    let mark = text.tokens[at + 1].shape;
    if !matches!(mark, Shape::Mark('-' | '/')) || text.tokens[at + 3].shape != mark {
        return None;
    }
    let (one, two, three) = (part(at)?, part(at + 2)?, part(at + 4)?);
    let date = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    if (1900..2200).contains(&one) {
        return date(one, two, three).map(|date| (Some(date), end));
    }
    if !(1900..2200).contains(&three) {
        return None;
    }
    match (date(three, two, one), date(three, one, two)) {
        (None, None) => None,
        (Some(day), None) | (None, Some(day)) => Some((Some(day), end)),
        (Some(day), Some(other)) => Some((Some(day).filter(|day| *day == other), end)),
    }
}

/// The day of a month, in digits or in words ("3", "3rd", "third"), and where its words end.
fn day(text: &Text<'_>, at: usize, to: usize) -> Option<(i8, usize)> {
    let token = text.tokens.get(at).filter(|_| at < to)?;
    let (day, end) = if token.shape == Shape::Number {
        let day: i8 = text
            .letters(at)
            .parse()
            .ok()
            .filter(|_| text.letters(at).len() < 3)?;
        let nth = at + 1 < to
            && !text.tokens[at + 1].apart
            && ["st", "nd", "rd", "th"]
                .iter()
                .any(|ending| text.says(at + 1, ending));
        (day, at + 1 + usize::from(nth))
    } else if token.is(Kind::NTH) {
        (i8::try_from(token.word?.ordinal).ok()?, at + 1)
    } else {
        return None;
    };
    (1..=31).contains(&day).then_some((day, end))
}

/// The month that is named, and where its words end: "July", "Sept."
fn month(text: &Text<'_>, at: usize, to: usize) -> Option<(i8, usize)> {
    let token = text
        .tokens
        .get(at)
        .filter(|token| at < to && token.capital)?;
    let point = at + 1 < to && text.tokens[at + 1].mark('.') && !text.tokens[at + 1].apart;
    // "Jan" alone is a name, unless a day stands beside it.
    let beside = |at: Option<usize>| at.is_some_and(|at| day(text, at, at + 1).is_some());
    let short = token.is(Kind::MONTH_SHORT)
        && (point || at + 1 < to && beside(Some(at + 1)) || beside(at.checked_sub(1)));
    if !token.is(Kind::MONTH) && !short {
        return None;
    }
    let month = i8::try_from(token.word?.ordinal)
        .ok()
        .filter(|month| *month >= 1)?;
    let point = point && !token.is(Kind::MONTH);
    Some((month, at + 1 + usize::from(point)))
}

fn year(text: &Text<'_>, at: usize, to: usize) -> (Option<i16>, usize) {
    let year = (at < to && text.tokens[at].shape == Shape::Number)
        .then(|| text.letters(at).parse::<i16>().ok())
        .flatten()
        .filter(|year| (1900..2200).contains(year));
    (year, if year.is_some() { at + 1 } else { at })
}

/// The days that lie so long before another, rounded to the unit: "two weeks ago" is ten to eighteen
/// days ago. None where the length is not one number.
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
    fn what_is_intended_lies_ahead() {
        for (words, day) in [
            ("to leave for Mabran on Thursday", "2025-07-10"),
            ("They agreed to travel there on Thursday.", "2025-07-10"),
            ("an offer to meet on Monday", "2025-07-14"),
            ("Parents came on Thursday night to hear why.", "2025-07-03"),
            ("They went to court on Thursday.", "2025-07-03"),
        ] {
            assert_eq!(spans(words)[0].1, day, "{words}");
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

    /// The words of a day and what they come to, on a Wednesday, 9 July 2025.
    fn spans(words: &str) -> Vec<(String, String)> {
        let text = Text::of(words, &lexicons()[0]);
        times(&text, 0..text.tokens.len(), "2025-07-09".parse().ok())
            .into_iter()
            .map(|time| {
                let days = time.days.map(|days| days.to_string());
                let lasts = time.lasts.map(|(n, unit)| format!("{n} {unit}"));
                (
                    text.words(time.at).to_owned(),
                    days.or(lasts).unwrap_or_default(),
                )
            })
            .collect()
    }

    #[test]
    fn dates_as_they_are_written() {
        for (words, said, expected) in [
            ("It opened on the 3rd of July.", "3rd of July", "2025-07-03"),
            ("It opened on July 3rd.", "July 3rd", "2025-07-03"),
            (
                "It opened on the first of May.",
                "first of May",
                "2025-05-01",
            ),
            ("It opened on Jun. 3.", "Jun. 3", "2025-06-03"),
            ("It will open on Sept. 4.", "Sept. 4", "2025-09-04"),
            ("It will open on 4 Sept.", "4 Sept.", "2025-09-04"),
            ("It opened on 2025-07-03.", "2025-07-03", "2025-07-03"),
            ("It opened on 25/06/2025.", "25/06/2025", "2025-06-25"),
            ("It opened on 03/04/2025.", "03/04/2025", ""),
            (
                "It was held from 3 to 5 July.",
                "3 to 5 July",
                "2025-07-03 to 2025-07-05",
            ),
            (
                "It was held between 3 and 5 July 2024.",
                "3 and 5 July 2024",
                "2024-07-03 to 2024-07-05",
            ),
            (
                "It was held on July 3-5.",
                "July 3-5",
                "2025-07-03 to 2025-07-05",
            ),
            (
                "It was held on 3–5 July.",
                "3–5 July",
                "2025-07-03 to 2025-07-05",
            ),
            ("They met two days ago.", "two days ago", "2025-07-07"),
            (
                "They met two weeks ago.",
                "two weeks ago",
                "2025-06-22 to 2025-06-28",
            ),
            (
                "They met a month ago.",
                "a month ago",
                "2025-05-25 to 2025-06-24",
            ),
            (
                "They met five hours ago.",
                "five hours ago",
                "2025-07-08 to 2025-07-09",
            ),
            ("They met several days ago.", "several days ago", ""),
        ] {
            assert_eq!(
                spans(words),
                [(said.to_owned(), expected.to_owned())],
                "{words}"
            );
        }
    }

    #[test]
    fn a_day_without_a_year_lies_where_the_verb_says() {
        for (words, expected) in [
            ("251 hostages were taken on October 7.", ""),
            ("They met on October 7.", ""),
            ("They will meet on October 7.", "2025-10-07"),
            ("They agreed to be there on October 7.", "2025-10-07"),
            ("A truce is to start on October 7.", "2025-10-07"),
            ("The deal was to be signed by October 7.", "2025-10-07"),
            ("They met on August 1.", ""),
            ("They met on June 1, and will meet again.", "2025-06-01"),
            ("The truce lasts until August 1.", "2025-08-01"),
            ("They could have met on June 1.", "2025-06-01"),
            ("A meeting on August 1.", "2025-08-01"),
            (
                "The hall was full; the next hearing is on August 1.",
                "2025-08-01",
            ),
            (
                "Hopes rest with the court, which sits on June 1.",
                "2025-06-01",
            ),
            ("On June 1, they met.", "2025-06-01"),
            ("On August 1, they met.", ""),
            ("They said so. On August 1 nobody comes.", "2025-08-01"),
            ("They promised to leave on August 1.", "2025-08-01"),
            ("They walked to court on August 1.", ""),
        ] {
            assert_eq!(spans(words)[0].1, expected, "{words}");
        }
    }
}

//! The days and months of a calendar as they are written: "2025-07-03", "3rd", "Sept.", "mid-July".

use super::lexicon::Kind;
use super::text::{Shape, Text};
use jiff::civil::Date;

/// The date that digits write, and where it ends: 2025-07-03; 25/12/2025, where no other day can be
/// meant.
pub fn in_digits(text: &Text<'_>, at: usize, to: usize) -> Option<(Option<Date>, usize)> {
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
pub fn day(text: &Text<'_>, at: usize, to: usize) -> Option<(i8, usize)> {
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
pub fn month(text: &Text<'_>, at: usize, to: usize) -> Option<(i8, usize)> {
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

/// The year that is named, and where its words end; a place without one ends itself.
pub fn year(text: &Text<'_>, at: usize, to: usize) -> (Option<i16>, usize) {
    let year = (at < to && text.tokens[at].shape == Shape::Number)
        .then(|| text.letters(at).parse::<i16>().ok())
        .flatten()
        .filter(|year| (1900..2200).contains(year));
    (year, if year.is_some() { at + 1 } else { at })
}

/// The month of "mid-July", which is one word.
pub fn mid_month(text: &Text<'_>, at: usize) -> Option<i8> {
    let (mid, name) = text.letters(at).split_once('-')?;
    let word = text.lexicon.get(&name.to_lowercase())?;
    (mid.eq_ignore_ascii_case("mid") && word.kind.any(Kind::MONTH))
        .then(|| i8::try_from(word.ordinal).ok())
        .flatten()
}

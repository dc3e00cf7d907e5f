//! Numbers in words or digits, as intervals: "1.2 million", "dozens", "at least 20 but fewer than 30",
//! "7-10", "3½", "as many as 12 000".

use super::lexicon::{Addition, Bound, BoundPhrase, Kind, Number};
use super::text::{Shape, Text};
use armistice_case::value::{Amount, Decimal};
use std::ops::Range;

/// A number as it is written, without what is said of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its value.
    pub value: Decimal,
    /// Whether it is the least: "dozens".
    pub least: bool,
    /// One past its last token.
    pub end: usize,
}

/// The number that begins at a token, with what is said of its size round it: its words and the
/// interval. Nothing before `from` and nothing from `to` on belongs to it.
pub fn amount(
    text: &Text<'_>,
    at: usize,
    from: usize,
    to: usize,
) -> Option<(Range<usize>, Amount)> {
    let number = number(text, at, to)?;
    let end = number.end;
    let (start, amount) = sized(text, at, from, number);
    let exact = amount.as_exact().is_some();
    if exact && let Some((words, range)) = ranged(text, start..end, number.value, from, to) {
        return Some((words, range));
    }
    // "20 or more"
    if exact && let Some((length, bound)) = behind(text, end, to) {
        return Some((start..end + length, bounded(number.value, bound)));
    }
    // "at least 20 but fewer than 30"
    if (text.says(end, "but") || text.says(end, "and"))
        && let Some((last, other)) = bound_after(text, end + 1, to)
        && let Some(both) = narrowed(&amount, &other)
    {
        return Some((start..last, both));
    }
    Some((start..end, amount))
}

/// "20 to 30", "three or four", "between 20 and 30", "7-10", "30- to 60-day": from a number on.
fn ranged(
    text: &Text<'_>,
    low: Range<usize>,
    least: Decimal,
    from: usize,
    to: usize,
) -> Option<(Range<usize>, Amount)> {
    let between = low.start > from && text.says(low.start - 1, "between");
    // The hyphen of "30- to 60-day" hangs.
    let hangs = joins(text, low.end, to) && text.says(low.end + 1, "to");
    let end = low.end + usize::from(hangs);
    let dash = end < to && matches!(text.tokens[end].shape, Shape::Mark('–' | '—'));
    let hyphen = joins(text, end, to) && end + 1 < to && !text.tokens[end + 1].apart;
    let joined = text.says(end, "to")
        || text.says(end, "or")
        || between && text.says(end, "and")
        || dash
        || hyphen;
    if !joined || end + 1 >= to {
        return None;
    }
    let high = number(text, end + 1, to).filter(|high| !high.least && high.value > least)?;
    // A hyphen makes no range of what goes on: 555-1234-77.
    if hyphen && joins(text, high.end, to) && text.tokens[high.end + 1].shape == Shape::Number {
        return None;
    }
    // "20 to 30 thousand" begins at 20 thousand.
    let scale = match (scaled(text, low.end), scaled(text, high.end)) {
        (None, Some(scale)) if high.value.0 / scale > least.0 => scale,
        _ => 1,
    };
    let amount = Amount {
        low: Some(Decimal(least.0.checked_mul(scale)?)),
        high: Some(high.value),
        ..Amount::exact(least)
    };
    Some((low.start - usize::from(between)..high.end, amount))
}

/// What the last word of a number multiplies it by.
fn scaled(text: &Text<'_>, end: usize) -> Option<i64> {
    let word = text.tokens[end - 1].word?;
    match (word.number, word.addition) {
        (Some(Number::Scale(scale)), _) | (_, Some(Addition::Suffix { scale, .. })) => Some(scale),
        _ => None,
    }
}

/// Whether a hyphen stands at a place that joins it to what is before.
fn joins(text: &Text<'_>, at: usize, to: usize) -> bool {
    at + 1 < to && text.tokens[at].mark('-') && !text.tokens[at].apart
}

/// A number that begins with a word for a bound, and where it ends.
fn bound_after(text: &Text<'_>, from: usize, to: usize) -> Option<(usize, Amount)> {
    let at = (from..to.min(from + 4)).find(|&at| number(text, at, to).is_some())?;
    let number = number(text, at, to).filter(|number| !number.least)?;
    let (start, amount) = sized(text, at, from, number);
    (start == from && at > from).then_some((number.end, amount))
}

/// A lower and an upper bound as one interval.
fn narrowed(one: &Amount, other: &Amount) -> Option<Amount> {
    let (low, high) = match (one.low, one.high, other.low, other.high) {
        (Some(_), None, None, Some(_)) => (one, other),
        (None, Some(_), Some(_), None) => (other, one),
        _ => return None,
    };
    (low.low <= high.high).then_some(Amount {
        high: high.high,
        high_open: high.high_open,
        ..*low
    })
}

/// The number that begins at a token.
pub fn number(text: &Text<'_>, at: usize, to: usize) -> Option<Written> {
    let mut sum = Sum::default();
    let mut end = at;
    while end < to && end < at + 8 {
        let token = &text.tokens[end];
        match token.shape {
            Shape::Number if end == at => {
                let (value, after) = digits(text, at, to)?;
                sum.part = Some(value);
                end = after;
                continue;
            }
            Shape::Word => match word(text, end, to) {
                Some(Number::Exact(n)) if end == at || goes_on(text, end - 1, &sum, n) => {
                    let n = Decimal::whole(n).0;
                    sum.part = Some(sum.part.unwrap_or(0).checked_add(n)?);
                }
                Some(Number::Scale(scale)) if end > at => sum = sum.times(scale)?,
                Some(Number::AtLeast(n)) if end == at => {
                    let (n, end) = at_least(text, n, end + 1, to)?;
                    return Some(Written {
                        value: Decimal::whole(n),
                        least: true,
                        end,
                    });
                }
                // "a hundred", "half a million"
                Some(Number::Scale(scale)) if article_before(text, at) => {
                    if of_a_share(text, at) {
                        return None;
                    }
                    let half = if half_before(text, at) { 2 } else { 1 };
                    sum.total = Decimal::whole(scale).0 / half;
                }
                // "two hundred and five"
                None if sum.scaled()
                    && text.says(end, "and")
                    && matches!(word(text, end + 1, to), Some(Number::Exact(1..100))) => {}
                // "two and a half million"
                None if sum.part.is_some() && text.says(end, "and") => {
                    let Some((part, after)) = and_a_part(text, end, to) else {
                        break;
                    };
                    sum.part = sum.part.map(|whole| whole + part);
                    end = after;
                    continue;
                }
                _ => break,
            },
            Shape::Mark('-') if end > at && !token.apart && word(text, end + 1, to).is_some() => {}
            _ => break,
        }
        end += 1;
    }
    let n = sum.total.checked_add(sum.part.unwrap_or(0))?;
    // A case writes no longer ones.
    (end > at && n < Decimal::whole(1_000_000_000_000).0).then_some(Written {
        value: Decimal(n),
        least: false,
        end,
    })
}

/// The number that digits write, in millionths, with what is joined to them ("3½", "10k", "3 1/2"),
/// and where it ends. None for digits that are part of something else: "3rd", "5pm", "9/11".
fn digits(text: &Text<'_>, at: usize, to: usize) -> Option<(i64, usize)> {
    let letters = text.letters(at);
    // "1,5" is one and a half to some and no number to others.
    let mut groups = letters
        .split(['.', ':'])
        .next()
        .unwrap_or(letters)
        .split(',');
    if groups.next().is_none() || groups.any(|group| group.len() != 3) {
        return None;
    }
    let written: String = letters
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ':'))
        .collect();
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    // An hour, a date, the number of something: "10:30", "3.7.2025", "0400", "9/11".
    let hour = whole.len() > 1 && whole.starts_with('0');
    if whole.contains(':') || fraction.contains(['.', ':']) || hour || slash(text, at) {
        return None;
    }
    let value = Decimal::parse(&written)?.0;
    let plain = fraction.is_empty();
    let next = at + 1;
    let Some(token) = text.tokens.get(next).filter(|_| next < to) else {
        return (fraction.len() != 3).then_some((value, next));
    };
    if plain && let Some((part, end)) = written_fraction(text, next, to) {
        return Some((value.checked_add(part?)?, end));
    }
    if token.shape == Shape::Word && !token.apart {
        return match token.word?.addition? {
            Addition::Fraction(part) => Some((value.checked_add(part)?, next + 1)),
            Addition::Suffix { length, .. } if length && !many(text, next + 1, to) => None,
            Addition::Suffix { scale, .. } => Some((value.checked_mul(scale)?, next + 1)),
        };
    }
    // "12.000 people" can be twelve or twelve thousand.
    let scale = matches!(word(text, next, to), Some(Number::Scale(_)));
    let share = token.mark('%') || text.says(next, "percent") || text.says(next, "per");
    (fraction.len() != 3 || scale || share).then_some((value, next))
}

/// Whether digits stand beside a stroke: "9/11", "24/7".
fn slash(text: &Text<'_>, at: usize) -> bool {
    let stroke = |at: usize| text.tokens.get(at).is_some_and(|token| token.mark('/'));
    stroke(at + 1) && !text.tokens[at + 1].apart
        || at > 0 && stroke(at - 1) && !text.tokens[at].apart
}

/// The "1/2" of "3 1/2", in millionths where six digits hold it, and where it ends.
fn written_fraction(text: &Text<'_>, at: usize, to: usize) -> Option<(Option<i64>, usize)> {
    if at + 2 >= to || !text.tokens[at + 1].mark('/') {
        return None;
    }
    let part = |at: usize| -> Option<i64> { text.letters(at).parse().ok() };
    let (over, under) = (part(at)?, part(at + 2)?);
    (over < under && under <= 10).then(|| {
        let millionths = Decimal::whole(over).0;
        let exact = (millionths % under == 0).then_some(millionths / under);
        (exact, at + 3)
    })
}

/// The "and a half" behind a number, in millionths, and where it ends.
fn and_a_part(text: &Text<'_>, and: usize, to: usize) -> Option<(i64, usize)> {
    let part = and + 2;
    if part >= to || !text.says(and + 1, "a") {
        return None;
    }
    match text.tokens[part].word?.addition? {
        Addition::Fraction(n) => Some((n, part + 1)),
        Addition::Suffix { .. } => None,
    }
}

/// Whether several things are named at a place: "people", "barrels".
fn many(text: &Text<'_>, at: usize, to: usize) -> bool {
    at < to && text.is_noun(at) && (text.says(at, "people") || text.letters(at).ends_with('s'))
}

/// A number in the making, in millionths: "three hundred | five" of "three hundred five thousand".
#[derive(Default)]
struct Sum {
    /// What stands before a scale, with it.
    total: i64,
    /// What no scale stands behind yet.
    part: Option<i64>,
}

impl Sum {
    /// A scale takes what stands before it and is less: the three hundred of "two million three
    /// hundred thousand".
    fn times(self, scale: i64) -> Option<Sum> {
        let less = self.total % Decimal::whole(scale).0;
        let some = less.checked_add(self.part.unwrap_or(0))?;
        Some(Sum {
            total: (self.total - less).checked_add(some.checked_mul(scale)?)?,
            part: None,
        })
    }

    /// Whether a scale was the last word.
    fn scaled(&self) -> bool {
        self.total > 0 && self.part.is_none()
    }
}

/// Whether a number goes on with one more word: "hundred five", "twenty five", never "60 five".
fn goes_on(text: &Text<'_>, before: usize, sum: &Sum, n: i64) -> bool {
    let tens = sum.part.is_some_and(|part| {
        let whole = part / Decimal::ONE.0;
        whole % 10 == 0 && (20..100).contains(&whole)
    });
    sum.scaled() || tens && n < 10 && text.tokens[before].shape != Shape::Number
}

/// What a word says as a number.
fn word(text: &Text<'_>, at: usize, to: usize) -> Option<Number> {
    text.tokens.get(at).filter(|_| at < to)?.word?.number
}

/// Whether "half a" stands before a place.
fn half_before(text: &Text<'_>, at: usize) -> bool {
    at > 1 && article_before(text, at) && text.says(at - 2, "half")
}

/// "A quarter of a million" is no million.
fn of_a_share(text: &Text<'_>, at: usize) -> bool {
    at > 2 && text.says(at - 2, "of") && share(text, at - 3)
}

/// "Two thirds", "one-third", "half": a share of something.
pub fn share(text: &Text<'_>, at: usize) -> bool {
    let Some(token) = text
        .tokens
        .get(at)
        .filter(|token| token.shape == Shape::Word)
    else {
        return false;
    };
    let word = text.letters(at).rsplit('-').next().unwrap_or_default();
    [
        "half", "halves", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth",
        "tenths",
    ]
    .iter()
    .any(|share| word.eq_ignore_ascii_case(share))
        && !token.capital
}

/// "several hundred", "tens of thousands": how many at least, and where the words end. A word for
/// many of a kind stands for two of them.
fn at_least(text: &Text<'_>, n: i64, after: usize, to: usize) -> Option<(i64, usize)> {
    let (mut n, mut after) = (n, after);
    if let Some(Number::AtLeast(many)) = word(text, after + 1, to)
        && text.says(after, "of")
        && many > 2
    {
        return Some((n.checked_mul(many / 2)?, after + 2));
    }
    while let Some(Number::Scale(scale)) = word(text, after, to) {
        (n, after) = (n.checked_mul(scale)?, after + 1);
    }
    Some((n, after))
}

/// Whether "a" or its like stands before a place.
fn article_before(text: &Text<'_>, at: usize) -> bool {
    at > 0
        && ["a", "an", "the", "another"]
            .iter()
            .any(|word| text.says(at - 1, word))
}

/// The number with what is said of its size before it, and where that begins.
fn sized(text: &Text<'_>, at: usize, from: usize, number: Written) -> (usize, Amount) {
    let mut amount = Amount::exact(number.value);
    if number.least {
        amount.high = None;
    }
    // The article of "a hundred" belongs to the number, and "half" before it.
    let at = if at > from
        && article_before(text, at)
        && matches!(word(text, at, at + 1), Some(Number::Scale(_)))
    {
        at - 1 - usize::from(at > from + 1 && half_before(text, at))
    } else {
        at
    };
    if let Some((length, bound)) = before(text, from, at) {
        return (at - length, bounded(number.value, bound));
    }
    let Some(one) = at.checked_sub(1).filter(|&one| one >= from) else {
        return (at, amount);
    };
    let kind = text.tokens[one].kind();
    let bound = if kind.any(Kind::ABOUT) && !number.least {
        Bound::About
    } else if kind.any(Kind::OVER) {
        Bound::Over
    } else if kind.any(Kind::UNDER) {
        Bound::Under
    } else {
        return (at, amount);
    };
    (one, bounded(number.value, bound))
}

/// A number within a bound.
fn bounded(n: Decimal, bound: Bound) -> Amount {
    let mut amount = Amount::exact(n);
    match bound {
        Bound::AtLeast => amount.high = None,
        Bound::AtMost => amount.low = None,
        Bound::Over => (amount.low_open, amount.high) = (true, None),
        Bound::Under => (amount.high_open, amount.low) = (true, None),
        Bound::About => amount.about = true,
    }
    amount
}

/// The words that bound a number before it: how many, and how they do.
fn before(text: &Text<'_>, from: usize, at: usize) -> Option<(usize, Bound)> {
    phrases(text, false).find_map(|phrase| {
        let length = phrase.words.len();
        let start = at.checked_sub(length).filter(|start| *start >= from)?;
        stands(text, phrase, start).then_some((length, phrase.bound))
    })
}

/// The words that bound a number behind it.
fn behind(text: &Text<'_>, at: usize, to: usize) -> Option<(usize, Bound)> {
    phrases(text, true).find_map(|phrase| {
        let length = phrase.words.len();
        (at + length <= to && stands(text, phrase, at)).then_some((length, phrase.bound))
    })
}

fn phrases<'a>(text: &'a Text<'_>, behind: bool) -> impl Iterator<Item = &'a BoundPhrase> {
    text.lexicon
        .bounds
        .iter()
        .filter(move |phrase| phrase.behind == behind)
}

fn stands(text: &Text<'_>, phrase: &BoundPhrase, at: usize) -> bool {
    let mut words = phrase.words.iter().enumerate();
    words.all(|(i, word)| text.says(at + i, word))
}

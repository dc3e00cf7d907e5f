//! Numbers in words or digits, as intervals: "1.2 million", "dozens", "at least 20 but fewer than 30".

use super::lexicon::{Kind, Number};
use super::text::{Shape, Text};
use armistice_case::value::{Amount, Decimal};
use std::ops::Range;

/// The number that begins at a token, with what is said of its size round it: its words and the
/// interval. Nothing before `from` and nothing from `to` on belongs to it.
pub fn amount(
    text: &Text<'_>,
    at: usize,
    from: usize,
    to: usize,
) -> Option<(Range<usize>, Amount)> {
    let (value, end) = number(text, at, to)?;
    let (n, least) = match value {
        Number::Exact(n) | Number::Scale(n) => (n, false),
        Number::AtLeast(n) => (n, true),
    };
    let (start, mut amount) = sized(text, at, from, n, least);
    let exact = amount.as_exact().is_some();
    // "20 to 30", "three or four", "between 20 and 30"
    let between = exact && start > from && text.says(start - 1, "between");
    let joined = text.says(end, "to")
        || text.says(end, "or")
        || between && text.says(end, "and")
        || end < to && matches!(text.tokens[end].shape, Shape::Mark('–' | '—'));
    if joined
        && exact
        && end + 1 < to
        && let Some((Number::Exact(high), last)) = number(text, end + 1, to)
        && high > n
    {
        // "20 to 30 thousand" begins at 20 thousand.
        let scale = match (word(text, end - 1, to), word(text, last - 1, to)) {
            (Some(Number::Scale(_)), _) => 1,
            (_, Some(Number::Scale(scale))) if high / scale > n => scale,
            _ => 1,
        };
        amount.low = Some(Decimal::whole(n * scale));
        amount.high = Some(Decimal::whole(high));
        return Some((start - usize::from(between)..last, amount));
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

/// A number that begins with a word for a bound, and where it ends.
fn bound_after(text: &Text<'_>, from: usize, to: usize) -> Option<(usize, Amount)> {
    let at = (from..to.min(from + 4)).find(|&at| number(text, at, to).is_some())?;
    let (Number::Exact(n), end) = number(text, at, to)? else {
        return None;
    };
    let (start, amount) = sized(text, at, from, n, false);
    (start == from && at > from).then_some((end, amount))
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

/// The number that begins at a token: its value and where it ends.
pub fn number(text: &Text<'_>, at: usize, to: usize) -> Option<(Number, usize)> {
    let mut sum = Sum::default();
    let mut end = at;
    while end < to && end < at + 8 {
        let token = &text.tokens[end];
        match token.shape {
            Shape::Number if end == at => {
                let digits: String = text.letters(end).chars().filter(|c| *c != ',').collect();
                let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
                if whole.contains(':') || fraction.contains(['.', ':']) {
                    return None;
                }
                let value = whole.parse().ok().filter(|n| *n < 1_000_000_000_000)?;
                if !fraction.is_empty() {
                    // Fractions are kept only before a scale: "1.2 million".
                    let Some(Number::Scale(scale)) = word(text, end + 1, to) else {
                        return None;
                    };
                    let places = u32::try_from(fraction.len()).ok().filter(|n| *n <= 6)?;
                    let part: i64 = fraction.parse().ok()?;
                    let whole = i64::checked_mul(value, scale)?
                        .checked_add(part.checked_mul(scale)? / 10_i64.pow(places))?;
                    return Some((Number::Exact(whole), end + 2));
                }
                sum.part = Some(value);
            }
            Shape::Word => match word(text, end, to) {
                Some(Number::Exact(n)) if end == at || goes_on(text, end - 1, &sum, n) => {
                    sum.part = Some(sum.part.unwrap_or(0).checked_add(n)?);
                }
                Some(Number::Scale(scale)) if end > at => sum = sum.times(scale)?,
                Some(Number::AtLeast(n)) if end == at => {
                    let (n, after) = at_least(text, n, end + 1, to)?;
                    return Some((Number::AtLeast(n), after));
                }
                // "a hundred", "half a million"
                Some(Number::Scale(scale)) if article_before(text, at) => {
                    if of_a_share(text, at) {
                        return None;
                    }
                    sum.total = scale / if half_before(text, at) { 2 } else { 1 };
                }
                // "two hundred and five"
                None if sum.scaled()
                    && text.says(end, "and")
                    && matches!(word(text, end + 1, to), Some(Number::Exact(1..100))) => {}
                _ => break,
            },
            Shape::Mark('-') if end > at && !token.apart && word(text, end + 1, to).is_some() => {}
            _ => break,
        }
        end += 1;
    }
    let n = sum.total.checked_add(sum.part.unwrap_or(0))?;
    (end > at).then_some((Number::Exact(n), end))
}

/// A number in the making: "three hundred | five" of "three hundred five thousand".
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
        let less = self.total % scale;
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
    let tens = sum
        .part
        .is_some_and(|part| part % 10 == 0 && (20..100).contains(&part));
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

/// "Two thirds" is a share of something.
pub fn share(text: &Text<'_>, at: usize) -> bool {
    [
        "half", "halves", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenths",
    ]
    .iter()
    .any(|word| text.says(at, word))
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

/// The number with what is said of its size before it.
fn sized(text: &Text<'_>, at: usize, from: usize, n: i64, least: bool) -> (usize, Amount) {
    let mut amount = Amount::exact(Decimal::whole(n));
    if least {
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
    let back = |n: usize| at.checked_sub(n).filter(|&i| i >= from);
    let Some(one) = back(1) else {
        return (at, amount);
    };
    let kind = text.tokens[one].kind();
    let two = back(2).map_or(Kind::default(), |two| text.tokens[two].kind());
    let says = |n: usize, words: &str| back(n).is_some_and(|at| text.says(at, words));
    // "no fewer than", "not more than": the bound itself is met.
    let not = says(3, "no") || says(3, "not");
    let start = if kind.any(Kind::ABOUT) && !least {
        amount.about = true;
        one
    } else if kind.any(Kind::OVER) {
        (amount.low_open, amount.high) = (true, None);
        one
    } else if kind.any(Kind::UNDER) {
        (amount.high_open, amount.low) = (true, None);
        one
    } else if says(1, "than") && two.any(Kind::MORE.or(Kind::FEWER)) {
        match (two.any(Kind::MORE), not) {
            (true, true) => amount.low = None,
            (true, false) => (amount.low_open, amount.high) = (true, None),
            (false, true) => amount.high = None,
            (false, false) => (amount.high_open, amount.low) = (true, None),
        }
        one - 1 - usize::from(not)
    } else if kind.any(Kind::LEAST) && says(2, "at") {
        amount.high = None;
        one - 1
    } else if kind.any(Kind::MOST) && says(2, "at") || says(1, "to") && says(2, "up") {
        amount.low = None;
        one - 1
    } else {
        at
    };
    (start, amount)
}

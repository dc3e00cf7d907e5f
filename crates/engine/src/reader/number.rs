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
    // "20 to 30", "between 20 and 30"
    let between = exact && start > from && text.says(start - 1, "between");
    let joined = text.says(end, "to")
        || between && text.says(end, "and")
        || end < to && matches!(text.tokens[end].shape, Shape::Mark('–' | '—'));
    if joined
        && exact
        && end + 1 < to
        && let Some((Number::Exact(high), last)) = number(text, end + 1, to)
        && high > n
    {
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
    let mut value: i64 = 0;
    let mut total: i64 = 0;
    let mut end = at;
    let mut any = false;
    while end < to && end < at + 8 {
        let token = &text.tokens[end];
        match token.shape {
            Shape::Number if !any => {
                let digits: String = text.letters(end).chars().filter(|c| *c != ',').collect();
                let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
                if whole.contains(':') || fraction.contains(['.', ':']) {
                    return None;
                }
                value = whole.parse().ok().filter(|n| *n < 1_000_000_000_000)?;
                if !fraction.is_empty() {
                    // Fractions are kept only before a scale: "1.2 million".
                    let scale = match text
                        .tokens
                        .get(end + 1)
                        .and_then(|next| next.word)
                        .and_then(|word| word.number)
                    {
                        Some(Number::Scale(scale)) => scale,
                        _ => return None,
                    };
                    let places = u32::try_from(fraction.len()).ok().filter(|n| *n <= 6)?;
                    let part: i64 = fraction.parse().ok()?;
                    let whole = value
                        .checked_mul(scale)?
                        .checked_add(part.checked_mul(scale)? / 10_i64.pow(places))?;
                    return Some((Number::Exact(whole), end + 2));
                }
                any = true;
            }
            Shape::Word => match token.word.and_then(|word| word.number) {
                Some(Number::Exact(n)) => {
                    value = value.checked_add(n)?;
                    any = true;
                }
                Some(Number::Scale(scale)) if any => {
                    total = total.checked_add(value.checked_mul(scale)?)?;
                    value = 0;
                }
                Some(Number::AtLeast(n)) if !any => {
                    let (n, after) = at_least(text, n, end + 1, to)?;
                    return Some((Number::AtLeast(n), after));
                }
                // "a hundred"
                Some(Number::Scale(scale)) if end == at && article_before(text, at) => {
                    value = scale;
                    any = true;
                }
                _ => break,
            },
            Shape::Mark('-')
                if any
                    && !token.apart
                    && end + 1 < to
                    && text.tokens[end + 1]
                        .word
                        .is_some_and(|word| word.number.is_some()) => {}
            _ => break,
        }
        end += 1;
    }
    let n = total.checked_add(value)?;
    any.then_some((Number::Exact(n), end))
}

/// "several hundred", "tens of thousands": how many at least, and where the words end. A word for
/// many of a kind stands for two of them.
fn at_least(text: &Text<'_>, n: i64, after: usize, to: usize) -> Option<(i64, usize)> {
    let number = |at: usize| text.tokens.get(at).filter(|_| at < to)?.word?.number;
    match (number(after), number(after + 1)) {
        (Some(Number::Scale(scale)), _) => Some((n.checked_mul(scale)?, after + 1)),
        (_, Some(Number::AtLeast(many))) if text.says(after, "of") && many > 2 => {
            Some((n.checked_mul(many / 2)?, after + 2))
        }
        _ => Some((n, after)),
    }
}

/// Whether "a" stands before a place.
fn article_before(text: &Text<'_>, at: usize) -> bool {
    at > 0 && (text.says(at - 1, "a") || text.says(at - 1, "an"))
}

/// The number with what is said of its size before it.
fn sized(text: &Text<'_>, at: usize, from: usize, n: i64, least: bool) -> (usize, Amount) {
    let mut amount = Amount::exact(Decimal::whole(n));
    if least {
        amount.high = None;
    }
    // The article of "a hundred" belongs to the number.
    let at = if at > from && article_before(text, at) && text.tokens[at].shape == Shape::Word {
        at - 1
    } else {
        at
    };
    let word = |back: usize| at.checked_sub(back).filter(|&i| i >= from);
    let Some(one) = word(1) else {
        return (at, amount);
    };
    let kind = text.tokens[one].kind();
    let two = word(2).map_or(Kind::default(), |two| text.tokens[two].kind());
    let says = |back: usize, words: &str| word(back).is_some_and(|at| text.says(at, words));
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

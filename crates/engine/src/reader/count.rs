//! Numbers in words or digits, as intervals, with what is counted and what happens to it.

use super::lexicon::{Kind, Number};
use super::text::{Shape, Text};
use armistice_case::value::{Amount, Decimal};
use std::ops::Range;

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub amount: Amount,
    /// The words of the number with what is said of its size.
    pub at: Range<usize>,
    /// What is counted.
    pub of: Range<usize>,
    /// What happens to it, by the nearest word that says so.
    pub role: Option<&'static str>,
    /// Whether the noun itself says what happened: "fatalities".
    pub noun_is_role: bool,
}

/// How far a word that gives the role may stand from the number.
const ROLE_REACH: usize = 12;

/// The numbers among some tokens of one sentence.
pub fn counts(text: &Text<'_>, part: Range<usize>, sentence: Range<usize>) -> Vec<Count> {
    let mut out = Vec::new();
    let mut at = part.start;
    while at < part.end {
        match count(text, at, part.end, &sentence) {
            Some(count) => {
                at = count.at.end.max(at + 1);
                out.push(count);
            }
            None => at += 1,
        }
    }
    out
}

/// The number that begins at a token: its value and where it ends.
pub fn number(text: &Text<'_>, at: usize, to: usize) -> Option<(Number, usize)> {
    let mut value: i64 = 0;
    let mut total: i64 = 0;
    let mut least = false;
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
                    value = n;
                    least = true;
                    any = true;
                    end += 1;
                    break;
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
    any.then_some((
        if least {
            Number::AtLeast(n)
        } else {
            Number::Exact(n)
        },
        end,
    ))
}

fn count(text: &Text<'_>, at: usize, to: usize, sentence: &Range<usize>) -> Option<Count> {
    let token = &text.tokens[at];
    let first = token.shape == Shape::Number
        || token
            .word
            .is_some_and(|word| matches!(word.number, Some(Number::Exact(_) | Number::AtLeast(_))));
    if !first {
        return None;
    }
    let (value, mut end) = number(text, at, to)?;
    let (n, least) = match value {
        Number::Exact(n) | Number::Scale(n) => (n, false),
        Number::AtLeast(n) => (n, true),
    };
    let digits = token.shape == Shape::Number;
    let spelled_small = !digits && n < 2;
    // A year, a clause, an hour, a score.
    let before = at.checked_sub(1).filter(|&before| before >= sentence.start);
    if digits
        && (1900..2100).contains(&n)
        && !text.letters(at).contains(',')
        && before.is_none_or(|b| {
            text.tokens[b].is(Kind::YEAR_LIKE.or(Kind::MONTH).or(Kind::PREPOSITION))
                || text.tokens[b].shape == Shape::Number
                || text.tokens[b].mark(',')
        })
    {
        return None;
    }
    if before.is_some_and(|b| text.tokens[b].is(Kind::MONTH) && text.tokens[b].capital)
        || end < to && text.tokens[end].is(Kind::MONTH) && text.tokens[end].capital
    {
        return None;
    }
    // "60-day" is a length of time, "2-1" no count.
    if end < to && text.tokens[end].mark('-') && !text.tokens[end].apart {
        return None;
    }
    let percent = end < to
        && (text.tokens[end].mark('%')
            || text.says(end, "percent")
            || text.says(end, "per") && text.says(end + 1, "cent"));
    if percent {
        end += if text.says(end, "per") { 2 } else { 1 };
    }
    let (start, amount) = sized(text, at, sentence.start, n, least);
    let mut amount = amount;
    amount.percent = percent;
    // "20 to 30"
    let mut stop = end;
    if (text.says(end, "to")
        || end < to && matches!(text.tokens[end].shape, Shape::Mark('–' | '—')))
        && end + 1 < to
        && text.tokens[end + 1].shape == Shape::Number
        && let Some((Number::Exact(high), last)) = number(text, end + 1, to)
        && high > n
        && amount.as_exact().is_some()
    {
        amount.high = Some(Decimal::whole(high));
        stop = last;
    }
    let of = counted(text, stop, to);
    if of.is_empty() && !percent {
        return None;
    }
    if !of.is_empty() && text.tokens[of.start].is(Kind::UNIT) && of.len() == 1 {
        return None;
    }
    let head = of.end.checked_sub(1).filter(|_| !of.is_empty());
    // "one" is rarely a number.
    if spelled_small
        && !of
            .clone()
            .any(|at| text.tokens[at].is(Kind::STILL.or(Kind::ISSUES)))
    {
        return None;
    }
    let own = head
        .and_then(|head| text.tokens[head].word)
        .and_then(|word| word.role);
    let role = own.or_else(|| role(text, start, of.end.max(stop), sentence));
    Some(Count {
        amount,
        at: start..stop,
        of,
        role,
        noun_is_role: own.is_some(),
    })
}

/// The number with what is said of its size before it.
fn sized(text: &Text<'_>, at: usize, from: usize, n: i64, least: bool) -> (usize, Amount) {
    let mut amount = Amount::exact(Decimal::whole(n));
    if least {
        amount.high = None;
    }
    let mut start = at;
    let word = |back: usize| at.checked_sub(back).filter(|&i| i >= from);
    if let Some(one) = word(1) {
        let kind = text.tokens[one].kind();
        let two = word(2).map_or(Kind::default(), |two| text.tokens[two].kind());
        if kind.any(Kind::ABOUT) && !least {
            amount.about = true;
            start = one;
        } else if kind.any(Kind::OVER) {
            (amount.low_open, amount.high) = (true, None);
            start = one;
        } else if kind.any(Kind::UNDER) {
            (amount.high_open, amount.low) = (true, None);
            start = one;
        } else if text.says(one, "than") && two.any(Kind::MORE) {
            (amount.low_open, amount.high) = (true, None);
            start = one - 1;
        } else if text.says(one, "than") && two.any(Kind::FEWER) {
            (amount.high_open, amount.low) = (true, None);
            start = one - 1;
        } else if kind.any(Kind::LEAST) && word(2).is_some_and(|two| text.says(two, "at")) {
            amount.high = None;
            start = one - 1;
        } else if kind.any(Kind::MOST) && word(2).is_some_and(|two| text.says(two, "at"))
            || text.says(one, "to") && word(2).is_some_and(|two| text.says(two, "up"))
        {
            amount.low = None;
            start = one - 1;
        }
    }
    (start, amount)
}

/// What is counted: the words after a number up to its noun.
fn counted(text: &Text<'_>, from: usize, to: usize) -> Range<usize> {
    let mut end = from;
    while end < to && end < from + 6 {
        let token = &text.tokens[end];
        if token.shape == Shape::Mark('-') && !token.apart && end > from {
            end += 1;
            continue;
        }
        if token.shape != Shape::Word
            || !text.is_noun(end)
            || text.genitive(end)
            || text.is_past(end, from.saturating_sub(1)) && end > from
            || token.is(Kind::AUXILIARY)
            || end > from
                && token.is(Kind::ROLE)
                && text.tokens[end - 1].shape == Shape::Word
                && !is_plural_role(text, end)
        {
            break;
        }
        end += 1;
    }
    from..end
}

/// Whether a word for what happened is a noun: "deaths", "fatalities".
fn is_plural_role(text: &Text<'_>, at: usize) -> bool {
    let letters = text.letters(at);
    letters.ends_with('s') && letters.len() > 4
}

/// The nearest word of the sentence that says what happens to what is counted.
fn role(
    text: &Text<'_>,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> Option<&'static str> {
    let mut best: Option<(usize, &'static str)> = None;
    let from = sentence.start.max(start.saturating_sub(ROLE_REACH));
    let to = sentence.end.min(end + ROLE_REACH);
    for at in from..to {
        let Some(role) = text.tokens[at].word.and_then(|word| word.role) else {
            continue;
        };
        let distance = if at < start {
            start - at
        } else {
            (at + 1).saturating_sub(end)
        };
        if best.is_none_or(|(other, _)| distance < other) {
            best = Some((distance, role));
        }
    }
    best.map(|(_, role)| role)
}

//! What is counted, and what happens to it.

use super::asserted::ends_clause;
use super::lexicon::{Kind, Number};
use super::number;
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
                at = count.at.end.max(count.of.end).max(at + 1);
                out.push(count);
            }
            None => at += 1,
        }
    }
    out
}

fn count(text: &Text<'_>, at: usize, to: usize, sentence: &Range<usize>) -> Option<Count> {
    if not_counted(text, at, to, sentence) {
        return None;
    }
    let (words, mut amount) = number::amount(text, at, sentence.start, to)?;
    let mut stop = words.end;
    if stop < to && (after_number(text, stop) || number::share(text, stop)) {
        return None;
    }
    if let Some(end) = percent(text, stop, to) {
        amount.percent = true;
        stop = end;
    }
    let of = of_which(text, stop, to).unwrap_or_else(|| counted(text, stop, to));
    let figure = of
        .is_empty()
        .then(|| figure(text, words.start, sentence.start));
    if of.is_empty() && !amount.percent && figure.flatten().is_none() {
        return None;
    }
    if of.len() == 1 && text.tokens[of.start].is(Kind::UNIT) {
        return None;
    }
    // "one" is rarely a number.
    let digits = text.tokens[at].shape == Shape::Number;
    if !digits
        && amount.as_exact().is_some_and(|one| one < Decimal::whole(2))
        && !of
            .clone()
            .any(|at| text.tokens[at].is(Kind::STILL.or(Kind::ISSUES)))
    {
        return None;
    }
    let head = of.clone().next_back().or(figure.flatten());
    let own = head
        .and_then(|head| text.tokens[head].word)
        .and_then(|word| word.role);
    let role = own.or_else(|| {
        let near = || role(text, words.start, of.end.max(stop), sentence);
        figure.is_none().then(near).flatten()
    });
    Some(Count {
        amount,
        at: words.start..stop,
        of,
        role,
        noun_is_role: own.is_some(),
    })
}

/// Whether a place begins no number of things: no number at all, a year, a day of a month,
/// the rest in "all but one".
fn not_counted(text: &Text<'_>, at: usize, to: usize, sentence: &Range<usize>) -> bool {
    let token = &text.tokens[at];
    let Some((value, end)) = number::number(text, at, to) else {
        return true;
    };
    let before = at.checked_sub(1).filter(|&before| before >= sentence.start);
    let month = |at: usize| text.tokens[at].is(Kind::MONTH) && text.tokens[at].capital;
    let year = token.shape == Shape::Number
        && matches!(value, Number::Exact(1900..2100))
        && !text.letters(at).contains(',')
        && before.is_none_or(|b| {
            text.tokens[b].is(Kind::YEAR_LIKE.or(Kind::MONTH).or(Kind::PREPOSITION))
                || text.tokens[b].shape == Shape::Number
                || text.tokens[b].mark(',')
        });
    let rest = before.is_some_and(|b| text.says(b, "but") && b > 0 && text.says(b - 1, "all"));
    year || rest || before.is_some_and(month) || end < to && month(end)
}

/// "60-day" is a length of time, "2-1" no count.
fn after_number(text: &Text<'_>, at: usize) -> bool {
    text.tokens[at].mark('-') && !text.tokens[at].apart
}

/// Where the words for "percent" end that begin at a place.
fn percent(text: &Text<'_>, at: usize, to: usize) -> Option<usize> {
    if at >= to {
        None
    } else if text.tokens[at].mark('%') || text.says(at, "percent") {
        Some(at + 1)
    } else {
        (text.says(at, "per") && text.says(at + 1, "cent") && at + 1 < to).then_some(at + 2)
    }
}

/// What is counted in "five of the eight issues", "dozens of people".
fn of_which(text: &Text<'_>, at: usize, to: usize) -> Option<Range<usize>> {
    if at >= to || !text.says(at, "of") {
        return None;
    }
    let mut from = at + 1;
    while from < to && text.tokens[from].is(Kind::DETERMINER.or(Kind::POSSESSIVE)) {
        let number = text.tokens[from]
            .word
            .is_some_and(|word| word.number.is_some());
        if number {
            break;
        }
        from += 1;
    }
    if let Some((_, end)) = number::number(text, from, to).filter(|_| from < to) {
        from = end;
    }
    Some(counted(text, from, to)).filter(|of| !of.is_empty())
}

/// The word for a number of which one is given: "put the toll at 450".
fn figure(text: &Text<'_>, at: usize, from: usize) -> Option<usize> {
    let before = at.checked_sub(1).filter(|&before| before >= from)?;
    if !["at", "to", "was", "is", "of"]
        .iter()
        .any(|word| text.says(before, word))
    {
        return None;
    }
    (from.max(before.saturating_sub(6))..before)
        .rev()
        .find(|&at| {
            ["figure", "number", "toll", "total", "count", "tally"]
                .iter()
                .any(|word| text.says(at, word))
        })
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

/// The nearest word of the sentence that says what happens to what is counted; one of the same
/// clause before one over an "and" or a comma: "20 were killed and 30 people were injured".
fn role(
    text: &Text<'_>,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> Option<&'static str> {
    let from = sentence.start.max(start.saturating_sub(ROLE_REACH));
    let to = sentence.end.min(end + ROLE_REACH);
    let parted = |mut between: Range<usize>| {
        between.any(|at| text.tokens[at].is(Kind::AND) || ends_clause(text, at))
    };
    (from..to)
        .filter_map(|at| Some((at, text.tokens[at].word?.role?)))
        .min_by_key(|&(at, _)| {
            if at < start {
                (parted(at + 1..start), start - at)
            } else {
                (parted(end..at.max(end)), (at + 1).saturating_sub(end))
            }
        })
        .map(|(_, role)| role)
}

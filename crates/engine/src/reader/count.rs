//! What is counted, and what happens to it.

use super::asserted::ends_clause;
use super::lexicon::Kind;
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
    /// Where that word stands.
    pub role_at: Option<usize>,
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
    if stop < to && (after_number(text, stop) || number::share(text, stop) || month(text, stop)) {
        return None;
    }
    if let Some(end) = percent(text, stop, to) {
        amount.percent = true;
        stop = end;
    }
    let of = of_which(text, stop, to).unwrap_or_else(|| counted(text, stop, to));
    let figure = of
        .is_empty()
        .then(|| figure(text, words.start, sentence.start))
        .flatten();
    let alone = (of.is_empty() && !amount.percent && figure.is_none())
        .then(|| told_of_nobody_else(text, at, stop, sentence.end));
    if alone == Some(None) || result(text, &words, of.end) {
        return None;
    }
    // "two days ago", "a 30 minute talk"
    if !of.is_empty() && text.tokens[of.start].is(Kind::UNIT) {
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
    let head = of.clone().next_back().or(figure);
    let own = head.and_then(|head| Some((head, text.tokens[head].word?.role?)));
    let some = some_of(text, words.start, sentence.start);
    let told = own.or(alone.flatten()).or_else(|| {
        let near = || role(text, words.start, of.end.max(stop), sentence);
        figure.is_none().then(near).flatten()
    });
    let told = told.filter(|_| !some);
    Some(Count {
        amount,
        at: words.start..stop,
        of,
        role: told.map(|(_, role)| role),
        role_at: told.map(|(at, _)| at),
        noun_is_role: own.is_some() || alone.is_some(),
    })
}

/// The role of a number that stands alone: "1,200 were killed".
fn told_of_nobody_else(
    text: &Text<'_>,
    at: usize,
    from: usize,
    to: usize,
) -> Option<(usize, &'static str)> {
    if text.tokens[at].shape != Shape::Number || !text.tokens.get(from)?.is(Kind::BE.or(Kind::HAVE))
    {
        return None;
    }
    let verb = (from..to.min(from + 5))
        .find(|&at| !text.tokens[at].is(Kind::AUXILIARY.or(Kind::NOT)) && !text.is_adverb(at))?;
    Some((verb, text.tokens[verb].word?.role?))
}

/// Whether "7-10" is the result of a vote or a game.
fn result(text: &Text<'_>, words: &Range<usize>, end: usize) -> bool {
    let dash = words
        .clone()
        .any(|at| matches!(text.tokens[at].shape, Shape::Mark('-' | '–')));
    dash && (words.end..end).any(|at| text.tokens[at].is(Kind::RESULT))
}

/// Whether a number is the whole of which some is told: "two-thirds of the 50 hostages", "one of
/// the 50", "half the 50".
fn some_of(text: &Text<'_>, at: usize, from: usize) -> bool {
    let some = |at: usize| {
        let token = &text.tokens[at];
        token.shape == Shape::Number
            || token.mark('%')
            || token.is(Kind::PART_OF)
            || number::share(text, at)
            || token.word.is_some_and(|word| word.number.is_some())
    };
    let mut before = at;
    while before > from && text.tokens[before - 1].is(Kind::DETERMINER) && !some(before - 1) {
        before -= 1;
    }
    let Some(before) = before.checked_sub(1).filter(|before| *before >= from) else {
        return false;
    };
    number::share(text, before) || text.says(before, "of") && before > from && some(before - 1)
}

/// Whether a place begins no number of things: no number at all, a year, a day of a month, the
/// name of something ("article 4"), the rest in "all but one".
fn not_counted(text: &Text<'_>, at: usize, to: usize, sentence: &Range<usize>) -> bool {
    let Some(number) = number::number(text, at, to) else {
        return true;
    };
    let before = at.checked_sub(1).filter(|&before| before >= sentence.start);
    year(text, at, number.value, before, sentence.start)
        || hour(text, at, before, number.end, to)
        || before.is_some_and(|before| named(text, at, before, sentence.start))
        || number.end < to && (month(text, number.end) || date_goes_on(text, number.end, to))
}

/// Whether "9.40" is an hour: before "p.m.", after "at", or where a sentence begins, as in a list of
/// what happened when.
fn hour(text: &Text<'_>, at: usize, before: Option<usize>, end: usize, to: usize) -> bool {
    if text.tokens[at].shape != Shape::Number {
        return false;
    }
    let half = |at: usize| {
        let words = [
            "am",
            "pm",
            "a.m.",
            "p.m.",
            "a.m",
            "p.m",
            "o'clock",
            "o’clock",
        ];
        at < to && words.iter().any(|word| text.says(at, word))
    };
    let minutes = text
        .letters(at)
        .split_once('.')
        .is_some_and(|(hour, minute)| {
            hour.parse().is_ok_and(|hour: u8| hour < 24)
                && minute.len() == 2
                && minute.parse().is_ok_and(|minute: u8| minute < 60)
        });
    let share = percent(text, end, to).is_some();
    let after = before.is_none_or(|before| text.says(before, "at"));
    half(end) || minutes && after && !share
}

/// Whether what stands before a number makes it a name, a day or the rest of something.
fn named(text: &Text<'_>, at: usize, before: usize, from: usize) -> bool {
    let left = &text.tokens[before];
    let one_more = before.checked_sub(1).filter(|one| *one >= from);
    let joined = !text.tokens[at].apart && !left.apart;
    let rest = text.says(before, "but") && one_more.is_some_and(|all| text.says(all, "all"));
    // The second number of "2-1", "555-1234", "3/4".
    let second = joined && matches!(left.shape, Shape::Mark('-' | '/'))
        || left.mark('–') && one_more.is_some_and(|one| text.tokens[one].shape == Shape::Number);
    let short =
        left.mark('.') && one_more.is_some_and(|one| text.tokens[one].is(Kind::MONTH_SHORT));
    rest || second || short || left.is(Kind::LABEL) || month(text, before)
}

/// Whether digits are a year, by what stands before them.
fn year(text: &Text<'_>, at: usize, value: Decimal, before: Option<usize>, from: usize) -> bool {
    let digits = |at: usize| text.tokens[at].shape == Shape::Number;
    let four = |at: usize| digits(at) && text.letters(at).len() == 4;
    let year = Decimal::whole(1900)..Decimal::whole(2100);
    if !four(at) || !year.contains(&value) {
        return false;
    }
    before.is_none_or(|before| {
        let left = &text.tokens[before];
        let span = (left.is(Kind::AND) || matches!(left.shape, Shape::Mark('-' | '–')))
            && before > from
            && four(before - 1);
        left.is(Kind::YEAR_LIKE.or(Kind::MONTH).or(Kind::PREPOSITION))
            || digits(before)
            || left.mark(',')
            || span
    })
}

/// Whether a number is the first of a date in digits: "2031-07-03", "3-5 July".
fn date_goes_on(text: &Text<'_>, end: usize, to: usize) -> bool {
    let joined = matches!(text.tokens[end].shape, Shape::Mark('-' | '–' | '/'))
        || text.says(end, "to")
        || text.says(end, "and");
    let number = |at: usize| at < to && text.tokens[at].shape == Shape::Number;
    joined
        && number(end + 1)
        && (month(text, end + 2) && end + 2 < to
            || end + 3 < to
                && text.tokens[end].shape == text.tokens[end + 2].shape
                && number(end + 3))
}

/// Whether the name of a month stands at a place.
fn month(text: &Text<'_>, at: usize) -> bool {
    text.tokens
        .get(at)
        .is_some_and(|token| token.capital && token.is(Kind::MONTH))
        || text.tokens.get(at + 1).is_some_and(|next| next.mark('.'))
            && text.tokens[at].capital
            && text.tokens[at].is(Kind::MONTH_SHORT)
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
    if let Some(number) = number::number(text, from, to).filter(|_| from < to) {
        from = number.end;
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

/// The word that says what happens to what is counted, the nearest first. It stands in the same
/// clause; where that has no verb, in the next one over an "and" or a comma: "20 people and 30
/// soldiers were killed". What has a verb of its own is told of by that alone: "12 people left".
fn role(
    text: &Text<'_>,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> Option<(usize, &'static str)> {
    let from = sentence.start.max(start.saturating_sub(ROLE_REACH));
    let to = sentence.end.min(end + ROLE_REACH);
    let parts = |at: usize| text.says(at, "and") || ends_clause(text, at);
    let ends = |at: usize| {
        matches!(
            text.tokens[at].shape,
            Shape::Mark('.' | '?' | '!' | ';' | ':')
        )
    };
    let left = |parts: &dyn Fn(usize) -> bool| {
        (from..start)
            .rev()
            .find(|&at| parts(at))
            .map_or(from, |at| at + 1)
    };
    let right = |parts: &dyn Fn(usize) -> bool| (end..to).find(|&at| parts(at)).unwrap_or(to);
    let (near_from, near_to) = (left(&parts), right(&parts));
    let nearest = |range: Range<usize>| {
        range
            .filter_map(|at| Some((at, text.tokens[at].word?.role?)))
            .min_by_key(|&(at, _)| {
                if at < start {
                    start - at
                } else {
                    (at + 1).saturating_sub(end)
                }
            })
    };
    let own = own_verb(text, end, near_to);
    if own && subject(text, start, near_from) {
        return nearest(end..near_to);
    }
    let governed = start > near_from && {
        let word = text.tokens[start - 1].word;
        text.finite(start - 1) && word.is_none_or(|word| word.verbs.is_empty())
    };
    nearest(near_from..near_to).or_else(|| {
        let beyond = || nearest(left(&ends)..right(&ends));
        (!own && !governed).then(beyond).flatten()
    })
}

/// Whether a verb stands behind what is counted that does not say what happens to it.
fn own_verb(text: &Text<'_>, from: usize, to: usize) -> bool {
    (from..to)
        .find(|&at| {
            let token = &text.tokens[at];
            let small = Kind::AUXILIARY
                .or(Kind::NOT)
                .or(Kind::RELATIVE)
                .or(Kind::HEDGE);
            !token.is(small) && !text.is_adverb(at)
        })
        .is_some_and(|at| {
            !text.tokens[at].is(Kind::ROLE) && (text.finite(at) || text.participle(at))
        })
}

/// Whether what is counted begins its clause, as who does something: a mark, a small word that
/// joins clauses or another verb stands before it.
fn subject(text: &Text<'_>, start: usize, from: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|before| *before >= from) else {
        return true;
    };
    let token = &text.tokens[before];
    token.is(Kind::AND.or(Kind::BUT).or(Kind::THAT)) || text.finite(before) && !token.is(Kind::ROLE)
}

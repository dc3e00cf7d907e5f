//! What is counted, and what happens to it.

use super::date;
use super::lexicon::Kind;
use super::number;
use super::role::{alone, role, some_of};
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
    // A number with nothing to it counts where something happens to it.
    let bare = of.is_empty() && !amount.percent && figure.is_none();
    let alone = bare.then(|| alone(text, at, stop, sentence.end)).flatten();
    if bare && alone.is_none() || result(text, &words, of.end) {
        return None;
    }
    if idle(text, at, &amount, &of) {
        return None;
    }
    let head = of.clone().next_back().or(figure);
    let own = head.and_then(|head| Some((head, text.tokens[head].word?.role?)));
    let some = some_of(text, words.start, sentence.start);
    let told = own.or(alone).or_else(|| {
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
        noun_is_role: own.is_some() || bare,
    })
}

/// Whether a number counts nothing: a length of time ("two days ago", "a 30 minute talk"), or a "one"
/// that is no number.
fn idle(text: &Text<'_>, at: usize, amount: &Amount, of: &Range<usize>) -> bool {
    let time = !of.is_empty() && text.tokens[of.start].is(Kind::UNIT);
    let word = text.tokens[at].shape != Shape::Number;
    let one = amount.as_exact().is_some_and(|one| one < Decimal::whole(2));
    let issues = of
        .clone()
        .any(|at| text.tokens[at].is(Kind::STILL.or(Kind::ISSUES)));
    time || word && one && !issues
}

/// Whether "7-10" is the result of a vote or a game.
fn result(text: &Text<'_>, words: &Range<usize>, end: usize) -> bool {
    let dash = words
        .clone()
        .any(|at| matches!(text.tokens[at].shape, Shape::Mark('-' | '–')));
    dash && (words.end..end).any(|at| text.tokens[at].is(Kind::RESULT))
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
    date::month(text, at, text.tokens.len()).is_some()
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

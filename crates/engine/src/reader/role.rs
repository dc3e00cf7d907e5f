//! What happens to what is counted: the word of the same clause that says so.

use super::asserted::ends_clause;
use super::lexicon::Kind;
use super::number;
use super::text::{Shape, Text};
use std::ops::Range;

/// How far a word that gives the role may stand from the number.
const ROLE_REACH: usize = 12;

/// The word that says what happens to what is counted, the nearest first. It stands in the same
/// clause; where that has no verb, in the next one over an "and" or a comma: "20 people and 30
/// soldiers were killed". What has a verb of its own is told of by that alone: "12 people left".
pub fn role(
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

/// The role of a number that stands alone: "1,200 were killed".
pub fn alone(text: &Text<'_>, at: usize, from: usize, to: usize) -> Option<(usize, &'static str)> {
    if text.tokens[at].shape != Shape::Number || !text.tokens.get(from)?.is(Kind::BE.or(Kind::HAVE))
    {
        return None;
    }
    let verb = (from..to.min(from + 5))
        .find(|&at| !text.tokens[at].is(Kind::AUXILIARY.or(Kind::NOT)) && !text.is_adverb(at))?;
    Some((verb, text.tokens[verb].word?.role?))
}

/// Whether a number is the whole of which some is told: "two-thirds of the 50 hostages", "one of
/// the 50", "half the 50".
pub fn some_of(text: &Text<'_>, at: usize, from: usize) -> bool {
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

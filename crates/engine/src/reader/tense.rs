//! On which side of publication a day lies, by the tense of the verb nearest to it.

use super::asserted::ends_clause;
use super::lexicon::{Follows, Kind, Word};
use super::text::{Shape, Text};
use std::ops::Range;

/// On which side of publication a day lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before, or publication's own day.
    Past,
    /// Before publication: "last Friday".
    Before,
    /// The next after publication.
    Future,
}

/// How far from a day a verb is looked for, in words.
const TENSE_REACH: usize = 30;

/// The side of publication that the words round a day tell: "will … on Friday"; "by Friday",
/// where nothing is told of the past. None where they tell nothing.
pub fn side(text: &Text<'_>, part: &Range<usize>, words: &Range<usize>) -> Option<Side> {
    let before = words
        .start
        .checked_sub(1)
        .filter(|before| *before >= part.start);
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
    tense(text, part, words).or_else(|| deadline.then_some(Side::Future))
}

/// The tense of the verb nearest to some words, first of those before them in their clause, then
/// of those behind; beyond its commas only where it has no verb: "on 3 July, the envoy said".
fn tense(text: &Text<'_>, part: &Range<usize>, words: &Range<usize>) -> Option<Side> {
    let from = part.start.max(words.start.saturating_sub(TENSE_REACH));
    let to = part.end.min(words.end + TENSE_REACH);
    text.step(to - from);
    let before = |ends: &dyn Fn(usize) -> bool| {
        let mark = (from..words.start).rev().find(|&at| ends(at));
        mark.map_or(from, |mark| mark + 1)
    };
    let behind = |ends: &dyn Fn(usize) -> bool| (words.end..to).find(|&at| ends(at)).unwrap_or(to);
    let comma = |at: usize| ends_clause(text, at);
    let full = |at: usize| {
        matches!(
            text.tokens[at].shape,
            Shape::Mark('.' | '?' | '!' | ';' | ':')
        )
    };
    let (left, right) = (before(&comma), behind(&comma));
    let told = |at: usize| marked(text, part, at);
    let own = (left..words.start)
        .rev()
        .find_map(told)
        .or_else(|| (words.end..right).find_map(told));
    // A clause with a verb that tells no time tells none.
    if own.is_some() || text.clause(left..words.start) || text.clause(words.end..right) {
        return own;
    }
    let (first, last) = (before(&full), behind(&full));
    (first..left)
        .rev()
        .find_map(told)
        .or_else(|| (right..last).find_map(told))
}

/// The side of publication that one word tells.
fn marked(text: &Text<'_>, part: &Range<usize>, at: usize) -> Option<Side> {
    let infinitive = |at: usize| {
        text.says(at, "to")
            && text
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.is(Kind::BE))
    };
    if text.tokens[at].is(Kind::FUTURE) || infinitive(at) || intends(text, part, at) {
        return Some(Side::Future);
    }
    let past = text.is_past(at, part.start)
        || ["had", "was", "were"]
            .iter()
            .any(|word| text.says(at, word))
        || text.tokens[at].is(Kind::FINITE) && !text.letters(at).ends_with('s');
    if !past {
        return None;
    }
    // "will be signed", "was to be signed" lie ahead; "could have been signed" does not.
    let group = (part.start..at)
        .rev()
        .take_while(|&before| {
            text.tokens[before].is(Kind::AUXILIARY.or(Kind::NOT))
                || text.is_adverb(before)
                || infinitive(before)
        })
        .take(5);
    let group: Vec<usize> = group.collect();
    let ahead = group
        .iter()
        .any(|&before| text.tokens[before].is(Kind::FUTURE.or(Kind::MODAL)) || infinitive(before));
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
fn intends(text: &Text<'_>, part: &Range<usize>, at: usize) -> bool {
    let next = text.tokens.get(at + 1).filter(|_| at + 1 < part.end);
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
    at == part.start || text.tokens[at - 1].word.is_some_and(takes)
}

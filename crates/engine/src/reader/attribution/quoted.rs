//! Quotations that no cue of the tables has taken.
//!
//! Any verb beside somebody's words marks them, whatever verb it is: "“…,” snorted the envoy",
//! "The envoy was blunt: “…”". A name beside them does without a verb: "The envoy, in a
//! statement: “…”". What has neither is [bare](super::bare). Titles, slogans in passing and single
//! words in marks are nobody's speech.

use super::super::lexicon::{Act, Kind};
use super::super::text::{Quotation, Shape};
use super::{Pattern, Reader, Relation};
use std::ops::Range;

/// Who stands beside a quotation, and by which words.
pub(super) struct Beside {
    pub(super) source: Range<usize>,
    /// Empty where a name alone stands there.
    pub(super) cue: Range<usize>,
    /// Where a second part of the quotation could begin.
    pub(super) end: usize,
    pub(super) pattern: Pattern,
}

impl Beside {
    /// A name with a verb; `end` is where both end.
    pub(super) fn verb(source: Range<usize>, cue: Range<usize>, end: usize) -> Beside {
        Beside {
            source,
            cue,
            end,
            pattern: Pattern::Verb,
        }
    }

    /// A name alone.
    pub(super) fn name(source: Range<usize>, end: usize) -> Beside {
        Beside {
            cue: source.start..source.start,
            source,
            end,
            pattern: Pattern::Quotation,
        }
    }

    /// A noun for a message, or "for" and "to", with whose it is.
    pub(super) fn word(source: Range<usize>, word: usize) -> Beside {
        Beside {
            source,
            cue: word..word + 1,
            end: word,
            pattern: Pattern::AccordingTo,
        }
    }
}

impl Reader<'_, '_> {
    /// Looks whose the quotations of a sentence are that none of its relations, from `first` on,
    /// has taken.
    pub(super) fn quotations(&mut self, number: usize, from: usize, to: usize, first: usize) {
        let start = self.text.quotations.partition_point(|q| q.open < from);
        for i in start..self.text.quotations.len() {
            let quotation = self.text.quotations[i];
            if quotation.open >= to {
                break;
            }
            if self.taken(&quotation, first) {
                continue;
            }
            let speech = self.speech(&quotation);
            let beside = speech
                .then(|| {
                    self.beside_after(&quotation, from, to)
                        .or_else(|| self.beside_before(&quotation, from))
                })
                .flatten()
                .or_else(|| self.fragment(&quotation, from))
                .or_else(|| self.fragment_after(&quotation, to));
            if let Some(beside) = beside {
                self.push_beside(number, &quotation, beside, to);
            } else if speech && self.turn.is_none() && self.alone(&quotation, from, to) {
                self.bare(number, &quotation);
            } else if self.turn.is_none() && quotation.words >= 2 {
                self.later_part(number, &quotation, first);
            }
        }
    }

    /// Whether words in marks read as somebody's speech: they begin with a capital and end as a
    /// sentence does, or are several; a title is neither.
    pub(super) fn speech(&self, quotation: &Quotation) -> bool {
        let first = quotation.open + 1;
        let capital = (first..self.inner_end(quotation))
            .find(|&at| !self.text.tokens[at].is_mark())
            .is_some_and(|at| {
                let token = &self.text.tokens[at];
                token.capital || token.shape == Shape::Number
            });
        let introduced = quotation.open > 0 && self.mark(quotation.open - 1, ':');
        (capital || introduced && quotation.words >= 2)
            && (quotation.words >= 2 || self.inner_mark(quotation).is_some())
            && !self.title(quotation)
    }

    fn inner_end(&self, quotation: &Quotation) -> usize {
        quotation.close + usize::from(!quotation.closed)
    }

    /// The mark with which the words in a quotation end.
    pub(super) fn inner_mark(&self, quotation: &Quotation) -> Option<char> {
        let last = self.inner_end(quotation).checked_sub(1)?;
        match self.text.tokens[last].shape {
            Shape::Mark(mark @ (',' | '.' | '?' | '!' | '…' | '—' | '–' | '-'))
                if last > quotation.open =>
            {
                Some(mark)
            }
            _ => None,
        }
    }

    /// Whether words in marks are a title: every long word has a capital, and no sentence ends.
    pub(super) fn title(&self, quotation: &Quotation) -> bool {
        if !quotation.closed
            || quotation.words < 2
            || matches!(self.inner_mark(quotation), Some('.' | '?' | '!' | '…'))
        {
            return false;
        }
        let words =
            || (quotation.open + 1..quotation.close).filter(|&at| self.text.letters(at).len() >= 4);
        self.text.step(quotation.words.min(40));
        let loud = (quotation.open + 1..quotation.close)
            .all(|at| !self.text.letters(at).contains(char::is_lowercase));
        quotation.words <= 12
            && !loud
            && words().count() >= 2
            && words().all(|at| self.text.tokens[at].capital)
    }

    /// Whether a relation from `first` on holds a quotation in its content.
    fn taken(&self, quotation: &Quotation, first: usize) -> bool {
        self.text.step(self.out.len() - first);
        self.out[first..].iter().any(|relation| {
            let inside = quotation.open < relation.cue.start && relation.cue.end <= quotation.close;
            !inside
                && relation
                    .content
                    .iter()
                    .any(|part| part.start <= quotation.close && quotation.open < part.end)
        })
    }

    /// Whether a sentence is a quotation and nothing else but numbers and marks.
    fn alone(&self, quotation: &Quotation, from: usize, to: usize) -> bool {
        let nothing = |at: usize| !matches!(self.text.tokens[at].shape, Shape::Word);
        (from..quotation.open).all(nothing)
            && (quotation.close + 1..to).all(|at| self.text.tokens[at].is_mark())
    }

    pub(super) fn push_beside(
        &mut self,
        number: usize,
        quotation: &Quotation,
        beside: Beside,
        to: usize,
    ) {
        let mut content = vec![self.part(quotation)];
        // "“A,” he snorted, “B.”"
        let rest = beside.end
            + usize::from(matches!(
                self.text.tokens.get(beside.end).map(|token| token.shape),
                Some(Shape::Mark(',' | ';' | ':' | '—' | '–'))
            ));
        if beside.end > quotation.close
            && rest < to
            && self.opens(rest)
            && let Some(second) = self.text.quotation(rest)
        {
            content.push(self.part(second));
        }
        self.out.push(Relation {
            inherited: false,
            source: Some(beside.source),
            cue: beside.cue,
            content,
            gloss: None,
            act: Act::Says,
            negated: false,
            pattern: beside.pattern,
            core: false,
            marked: true,
            known: false,
            sentence: number,
        });
    }

    /// A quotation with its marks.
    pub(super) fn part(&self, quotation: &Quotation) -> Range<usize> {
        quotation.open..quotation.close + 1
    }

    /// Whether a word can be the verb beside a quotation, as far as its letters tell.
    pub(super) fn any_verb(&self, at: usize) -> bool {
        self.small(at)
            && (self.text.finite(at)
                || self.text.says(at, "used") && self.text.says(at + 1, "to")
                || self
                    .text
                    .letters(at)
                    .strip_suffix('s')
                    .is_some_and(|stem| stem.len() >= 3 && !stem.ends_with('s'))
                    && !self.text.tokens[at].is(self.people()))
    }

    /// A word in small letters that is none of the small words.
    pub(super) fn small(&self, at: usize) -> bool {
        self.text.tokens.get(at).is_some_and(|token| {
            token.shape == Shape::Word
                && !token.capital
                && !token.is(Kind::AUXILIARY
                    .or(Kind::DETERMINER)
                    .or(Kind::POSSESSIVE)
                    .or(Kind::PRONOUN)
                    .or(Kind::OBJECT)
                    .or(Kind::RELATIVE)
                    .or(Kind::PREPOSITION)
                    .or(Kind::AND)
                    .or(Kind::BUT)
                    .or(Kind::THAT)
                    .or(Kind::NOT)
                    .or(Kind::ADVERB))
                && !self.text.genitive(at)
        })
    }

    /// Whether a word after a verb belongs to it: "went on", "shot back".
    pub(super) fn particle(&self, at: usize, to: usize) -> bool {
        at < to
            && self.kind(at).any(Kind::PARTICLE)
            && (at + 1 >= to
                || !self.text.says(at + 1, "the")
                || self.text.says(at, "back")
                || self.text.says(at, "out"))
    }

    /// Whether a name or a noun with an article begins here.
    pub(super) fn opens_name(&self, at: usize, to: usize) -> bool {
        at < to && {
            let token = &self.text.tokens[at];
            token.shape == Shape::Word
                && (token.capital
                    || token.word.is_some_and(|word| word.number.is_some())
                    || token.is(Kind::DETERMINER
                        .or(Kind::POSSESSIVE)
                        .or(Kind::PRONOUN)
                        .or(Kind::TITLE)
                        .or(self.people())))
                && !token.is(Kind::THAT.or(Kind::RELATIVE).or(Kind::BUT))
        }
    }

    /// Whether a clause goes on here with another verb or circumstance.
    pub(super) fn ends_phrase(&self, at: usize) -> bool {
        self.kind(at).any(
            Kind::AND
                .or(Kind::BUT)
                .or(Kind::PREPOSITION)
                .or(Kind::RELATIVE),
        ) || self.text.letters(at).ends_with("ing")
    }
}

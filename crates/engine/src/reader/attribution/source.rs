//! Sources: the subject of a verb, before it, after it, past an apposition, or shared.

use super::super::lexicon::{Follows, Form, Kind};
use super::super::text::Shape;
use super::{Cue, Pattern, Reader};
use std::ops::Range;

/// How far a relative clause before a verb is looked for, in words.
const RELATIVE_REACH: usize = 20;
/// The longest list before its last two names, in words and commas.
const LIST: usize = 12;

impl Reader<'_, '_> {
    /// Finds the source of a finite verb.
    pub(super) fn subject(
        &self,
        cue: &mut Cue,
        left: Option<usize>,
        from: usize,
        to: usize,
        before: &[Cue],
    ) -> Option<()> {
        let text = self.text;
        let Some(left) = left else {
            // "Asked about it, he said" has its subject elsewhere; a bare verb at the head has none.
            return None;
        };
        let kind = self.kind(left);
        if kind.any(Kind::RELATIVE)
            && !(text.says(left, "that") && left > from && self.kind(left - 1).any(Kind::AUXILIARY))
        {
            cue.source = Some(left..left + 1);
            cue.begin = left;
            return Some(());
        }
        if kind.any(Kind::PRONOUN) {
            cue.source = Some(left..left + 1);
            cue.begin = left;
            self.aside(cue, from);
            return Some(());
        }
        if kind.any(Kind::AND.or(Kind::BUT)) || text.says(left, "then") {
            cue.source = self.inherit(from, cue.group.start, before);
            cue.inherited = true;
            cue.source.as_ref()?;
            return Some(());
        }
        let quote_before = self.closes(left)
            || self.mark(left, ',') && left > from && self.closes(left - 1)
            || matches!(text.tokens[left].shape, Shape::Mark('—' | '–'));
        if quote_before || self.mark(left, ',') {
            // "Smith, the minister, said" or "The talks failed, said the minister".
            if self.mark(left, ',')
                && !quote_before
                && let Some(source) = self.apposed(left, from)
            {
                cue.begin = source.start;
                cue.source = Some(source);
                self.aside(cue, from);
                return Some(());
            }
            let after = self.skip_adverbs(cue.group.end, to);
            if let Some(source) = text.phrase_after(after, to)
                && (quote_before || self.ends_after(source.end, to))
                && !text.tokens[after].is(Kind::THAT)
            {
                cue.source = Some(source);
                cue.inverted = true;
                return Some(());
            }
            if self.mark(left, ',') {
                cue.source = self.inherit(from, cue.group.start, before);
                cue.inherited = true;
                cue.source.as_ref()?;
                return Some(());
            }
            return None;
        }
        let end = left + 1;
        let source = match self.relative_behind_quotation(end, cue.group.end, from, to) {
            Some(source) => source,
            None => {
                let phrase = text
                    .phrase_before(end, from)
                    .map(|last| self.list(last, from));
                self.with_relative(phrase, end, from, before)?
            }
        };
        // "The proposal, which the union rejected, lapsed": the clause begins with "which".
        let which = source.start > from && text.says(source.start - 1, "which");
        cue.begin = source.start - usize::from(which);
        cue.source = Some(source);
        self.aside(cue, from);
        Some(())
    }

    /// "“…,” a teacher who asked not to be named said": all between the quotation and the verb.
    fn relative_behind_quotation(
        &self,
        end: usize,
        after: usize,
        from: usize,
        to: usize,
    ) -> Option<Range<usize>> {
        let text = self.text;
        let close = (from.max(end.saturating_sub(24))..end)
            .rev()
            .find(|&at| self.closes(at))?;
        let start = close + 1 + usize::from(self.mark(close + 1, ','));
        let noun = (start + 1..end).find(|&at| self.kind(at).any(Kind::RELATIVE))?;
        let whole = !(start..end).any(|at| {
            matches!(text.tokens[at].shape, Shape::Mark(',' | ';' | ':')) || text.says(at, "that")
        });
        (whole
            && text
                .phrase_after(start, noun)
                .is_some_and(|phrase| phrase.end == noun)
            && self.ends_after(after, to))
        .then_some(start..end)
    }

    /// "Sarn, Veld and Lorn said": the whole list where a sentence begins with it.
    fn list(&self, last: Range<usize>, from: usize) -> Range<usize> {
        let joined = last.clone().any(|at| self.kind(at).any(Kind::AND));
        let comma = last.start > from + 1 && self.mark(last.start - 1, ',');
        let names = joined
            && comma
            && last.start - from <= LIST
            && (from..last.start).all(|at| {
                self.mark(at, ',') && at > from && !self.mark(at - 1, ',')
                    || self.text.tokens[at].shape == Shape::Word
                        && (self.text.tokens[at].capital || self.kind(at).any(Kind::DETERMINER))
                        && !self.text.is_time(at)
                        && !self.kind(at).any(Kind::PREPOSITION.or(Kind::BUT))
                        && !self.text.is_adverb(at)
            });
        if names { from..last.end } else { last }
    }

    /// "A diplomat who met Veld leaders said": a phrase before a verb is the end of a relative clause
    /// where one began before it and has a verb of its own. What somebody in it is told to have said
    /// goes on: "an official who said Veld denied it".
    fn with_relative(
        &self,
        phrase: Option<Range<usize>>,
        end: usize,
        from: usize,
        before: &[Cue],
    ) -> Option<Range<usize>> {
        let text = self.text;
        let start = phrase.as_ref().map_or(end, |phrase| {
            phrase.start + usize::from(self.who_that(phrase.start, from, before))
        });
        let limit = from.max(start.saturating_sub(RELATIVE_REACH));
        text.step(RELATIVE_REACH);
        let relative = (limit..start)
            .rev()
            .take_while(|&at| !text.tokens[at].is_mark() || text.genitive(at))
            .find(|&at| {
                self.kind(at).any(Kind::RELATIVE)
                    && (!text.says(at, "that")
                        || self.relative_that(at, end)
                        || self.who_that(at, from, before))
            });
        let whole = relative.and_then(|relative| {
            let told = before.iter().any(|cue| {
                cue.head > relative && cue.follows.any(Follows::CLAUSE.or(Follows::THAT))
            });
            let verb = text.clause(relative + 1..end);
            let noun = text.phrase_before(relative, from)?;
            (verb && !told && noun.end == relative).then_some(noun.start..end)
        });
        whole.or(phrase)
    }

    /// "mediators that opposed Veld": a verb in the past behind "that", which no cue before it takes.
    fn who_that(&self, at: usize, from: usize, before: &[Cue]) -> bool {
        let text = self.text;
        let taken = before.iter().any(|cue| {
            cue.follows
                .any(Follows::CLAUSE.or(Follows::THAT).or(Follows::WHOM))
                && cue.head + RELATIVE_REACH > at
        });
        at > from
            && text.says(at, "that")
            && text.people(at - 1)
            && text.participle(at + 1)
            && !taken
    }

    /// "as X said": the main clause is the content.
    pub(super) fn aside(&self, cue: &mut Cue, from: usize) {
        if cue.begin > from && self.text.says(cue.begin - 1, "as") {
            cue.aside = true;
            cue.begin -= 1;
        }
    }

    /// The phrase with its apposition, where the comma at `comma` closes one.
    pub(super) fn apposed(&self, comma: usize, from: usize) -> Option<Range<usize>> {
        let text = self.text;
        let limit = from.max(comma.saturating_sub(22));
        let open = (limit + 1..comma).rev().find(|&at| {
            self.mark(at, ',') && {
                let first = &text.tokens[at + 1];
                first.is(Kind::RELATIVE)
                    || first.is(Kind::DETERMINER)
                    || first.is(Kind::TITLE.or(Kind::OFFICE).or(Kind::ANONYMOUS))
                    || first.shape == Shape::Number
                    || first.is(Kind::PREPOSITION)
                    || text.is_adverb(at + 1)
                    || text.letters(at + 1).ends_with("ing")
                    || text.letters(at + 1).ends_with("ed")
                    || text.verb(at + 1, Form::PARTICIPLE)
                    || first.is(Kind::FINITE)
                    || first.capital
            }
        })?;
        // Between the commas no clause of its own but a relative one.
        let begin = self.skip_adverbs(open + 1, comma - 1);
        let first = &text.tokens[begin];
        if !first.is(Kind::RELATIVE)
            && !first.is(Kind::PREPOSITION)
            && !text.letters(begin).ends_with("ing")
            && !text.letters(begin).ends_with("ed")
            && !text.verb(begin, Form::PARTICIPLE)
            && !first.is(Kind::FINITE)
            && text.clause(open + 1..comma)
        {
            return None;
        }
        let source = text.phrase_before(open, from)?;
        // "On Monday, the minister, …" has no name before the comma.
        if source
            .clone()
            .all(|at| text.is_time(at) || text.tokens[at].is(Kind::FUNCTION))
        {
            return None;
        }
        Some(source.start..comma)
    }

    /// Whether nothing but times and places follows up to a mark.
    pub(super) fn ends_after(&self, at: usize, to: usize) -> bool {
        let end = self.skip_adjuncts(at, to);
        end >= to || self.text.tokens[end].is_mark()
    }

    /// The subject that a participle or a second verb shares.
    pub(super) fn inherit(&self, from: usize, at: usize, before: &[Cue]) -> Option<Range<usize>> {
        if let Some(last) = before.iter().rev().find(|cue| {
            cue.source.is_some()
                && !matches!(cue.pattern, Pattern::Noun | Pattern::AccordingTo)
                && cue.head < at
        }) {
            return last.source.clone();
        }
        self.subject_of(from, at)
    }

    /// The subject of a clause: the phrase before its first verb.
    pub(super) fn subject_of(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let text = self.text;
        text.step(to.saturating_sub(from));
        let mut at = from;
        while at < to {
            if let Some(quotation) = text.quotation(at) {
                at = quotation.close + 1;
                continue;
            }
            if text.finite(at) || text.is_past(at, from) {
                let mut end = at;
                while end > from && text.is_adverb(end - 1) {
                    end -= 1;
                }
                if end > from && self.mark(end - 1, ',') {
                    if let Some(source) = self.apposed(end - 1, from) {
                        return Some(source);
                    }
                    at += 1;
                    continue;
                }
                if let Some(source) = text.phrase_before(end, from) {
                    let relative = self.kind(source.start).any(Kind::RELATIVE);
                    if !relative {
                        return Some(source);
                    }
                }
            }
            at += 1;
        }
        None
    }
}

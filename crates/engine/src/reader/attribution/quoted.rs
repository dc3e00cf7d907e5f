//! Quotations that no cue of the tables has taken.
//!
//! Any verb beside somebody's words marks them, whatever verb it is: "“…,” snorted the envoy",
//! "The envoy was blunt: “…”". A name beside them does without a verb: "The envoy, in a
//! statement: “…”". What has neither is [bare](super::bare). Titles, slogans in passing and single
//! words in marks are nobody's speech.

use super::super::lexicon::{Act, Form, Kind};
use super::super::text::{Quotation, Shape};
use super::{Cue, Pattern, Reader, Relation};
use std::ops::Range;

/// The most segments before a colon that are looked at.
const SEGMENTS: usize = 6;

/// Who stands beside a quotation, and by which words.
pub(super) struct Beside {
    source: Range<usize>,
    /// Empty where a name alone stands there.
    cue: Range<usize>,
    /// Where a second part of the quotation could begin.
    end: usize,
    pattern: Pattern,
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
            } else if self.turn.is_none() {
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
    fn inner_mark(&self, quotation: &Quotation) -> Option<char> {
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
        quotation.open..(quotation.close + 1).max(quotation.open + 1)
    }

    /// "“…,” snorted the envoy", "“…,” the envoy snorted", "“…” – the envoy".
    fn beside_after(&self, quotation: &Quotation, from: usize, to: usize) -> Option<Beside> {
        let mut at = quotation.close + 1;
        let comma = self.mark(at, ',');
        let dash = at < to && matches!(self.text.tokens[at].shape, Shape::Mark('—' | '–' | '-'));
        // "Asked “Will you sign?”, the envoy said no": what is asked is not his.
        let asked = quotation.open == from + 1 && self.text.verb(from, Form::PARTICIPLE);
        // "Shouts of “Resign!” filled the hall": part of another clause.
        let part = quotation.open > from && {
            let before = &self.text.tokens[quotation.open - 1];
            before.shape == Shape::Word && !before.is(Kind::AND.or(Kind::BUT).or(Kind::ADVERB))
        };
        if !quotation.closed || asked || part {
            return None;
        }
        // "“…” – the envoy", "“…” (the envoy)"
        let bracket = self.mark(at, '(');
        let dash = dash || bracket;
        at += usize::from(comma || dash);
        let ends = comma || dash || self.inner_mark(quotation).is_some();
        let at = self.skip_adverbs(at, to);
        if at >= to || !ends {
            return None;
        }
        if !dash && let Some(beside) = self.verb_then_name(at, to) {
            return Some(beside);
        }
        self.name_then_verb(at, to, dash)
    }

    fn verb_then_name(&self, verb: usize, to: usize) -> Option<Beside> {
        let mut next = verb + 1;
        if self.particle(next, to) {
            next += 1;
        }
        let told = self.any_verb(verb) || next > verb + 1 && self.small(verb);
        let next_adverbs = self.skip_adverbs(next, to);
        if !told || !self.opens_name(next_adverbs, to) {
            return None;
        }
        let source = self.text.phrase_after(next_adverbs, to)?;
        let end = self.skip_adjuncts(source.end, to);
        (end >= to || self.text.tokens[end].is_mark() || self.ends_phrase(end)).then_some(Beside {
            cue: verb..next,
            source,
            end,
            pattern: Pattern::Verb,
        })
    }

    fn name_then_verb(&self, at: usize, to: usize, dash: bool) -> Option<Beside> {
        let text = self.text;
        if !self.opens_name(at, to) {
            return None;
        }
        let mut source = text.phrase_after(at, to)?;
        let ended = |at: usize| at >= to || text.tokens[at].is_mark();
        // A verb that the tables do not know was taken for the end of the name.
        let belongs = source.len() >= 3 && self.particle(source.end - 1, to);
        let last = source.end - 1 - usize::from(belongs);
        if source.len() >= 2
            && (belongs || ended(source.end))
            && self.small(last)
            && self.person_noun(last - 1)
            && !self.kind(last).any(self.people())
        {
            source.end = last;
        }
        let mut verb = source.end;
        let apposed = source.clone().any(|k| self.mark(k, ','));
        verb += usize::from(apposed && self.mark(verb, ','));
        let mut verb = self.skip_adverbs(verb, to);
        let begin = verb;
        if self.kind(verb).any(Kind::HAVE) && verb < to {
            verb = self.skip_adverbs(verb + 1, to);
        }
        let particle = self.particle(verb + 1, to);
        if !dash
            && verb < to
            && (self.any_verb(verb)
                || verb == source.end && self.small(verb) && (particle || ended(verb + 1)))
        {
            let end = verb + 1 + usize::from(particle);
            return Some(Beside {
                source,
                cue: begin..end,
                end: self.skip_adjuncts(end, to),
                pattern: Pattern::Verb,
            });
        }
        let comma = usize::from(self.mark(source.end, ','));
        let rest = self.skip_adjuncts(source.end + comma, to);
        let about = dash && self.kind(rest.min(to - 1)).any(Kind::PREPOSITION);
        (self.may_speak(&source) && (ended(rest) || about)).then_some(Beside {
            end: rest,
            cue: source.start..source.start,
            source,
            pattern: Pattern::Quotation,
        })
    }

    /// "The envoy was blunt: “…”", "The envoy, in a statement: “…”", "The envoy snorted, “…”".
    fn beside_before(&self, quotation: &Quotation, from: usize) -> Option<Beside> {
        let edge = quotation.open.checked_sub(1).filter(|&edge| edge >= from)?;
        let (colon, comma) = (self.mark(edge, ':'), self.mark(edge, ','));
        // "“A,” she said, a colon: “B.”" looks at the second part alone.
        let from = (from..edge)
            .rev()
            .find(|&at| self.mark(at, ';') || self.text.quotation(at).is_some())
            .map_or(from, |at| at + 1);
        if colon {
            return self
                .message(from, edge)
                .or_else(|| self.before_colon(from, edge));
        }
        if self.kind(edge).any(Kind::MESSAGE) {
            return self.with_words(edge, from);
        }
        if !comma && !matches!(self.inner_mark(quotation), Some('.' | '?' | '!' | '…')) {
            return None;
        }
        let mut verb = edge.checked_sub(usize::from(comma))?;
        while verb > from && self.text.is_adverb(verb) {
            verb -= 1;
        }
        let particle = verb > from && self.particle(verb, edge + 1);
        let head = verb - usize::from(particle);
        if head <= from || !self.any_verb(head) {
            return None;
        }
        self.with_subject(head, verb + 1, from)
    }

    /// "The chair opened the rally with the words “…”"
    fn with_words(&self, noun: usize, from: usize) -> Option<Beside> {
        let with = noun.checked_sub(2).filter(|&with| with > from)?;
        let source = self
            .subject_of(from, with)
            .filter(|source| self.text.says(with, "with") && self.may_speak(source))?;
        Some(Beside {
            source,
            end: noun,
            cue: noun..noun + 1,
            pattern: Pattern::AccordingTo,
        })
    }

    /// A verb with the subject before it.
    fn with_subject(&self, head: usize, end: usize, from: usize) -> Option<Beside> {
        let group = self.group(head, from);
        if group.be || group.infinitive || group.negated {
            return None;
        }
        let left = group.left.checked_sub(1).filter(|&left| left >= from)?;
        let mut cue: Cue = self.verb_beside(group.start..end, head);
        self.subject(&mut cue, Some(left), from, end, &[])?;
        let source = cue.source.filter(|source| self.may_speak(source))?;
        Some(Beside {
            source,
            end: group.start,
            cue: group.start..end,
            pattern: Pattern::Verb,
        })
    }

    /// "Her message: “…”", "Roth's answer was short: “…”", "The reply from Karsa came late: “…”".
    pub(super) fn message(&self, from: usize, colon: usize) -> Option<Beside> {
        let text = self.text;
        let noun = (from..colon).find(|&at| self.kind(at).any(Kind::MESSAGE))?;
        let mut left = noun;
        while left > from.max(noun.saturating_sub(4)) {
            left -= 1;
            let owner = if self.kind(left).any(Kind::POSSESSIVE) {
                Some(left..left + 1)
            } else if text.genitive(left) {
                text.phrase_before(left, from)
            } else {
                None
            };
            if let Some(source) = owner {
                return Some(Beside {
                    source,
                    end: noun,
                    cue: noun..noun + 1,
                    pattern: Pattern::AccordingTo,
                });
            }
            if text.tokens[left].is_mark() || self.kind(left).any(Kind::DETERMINER) {
                break;
            }
        }
        let of = (from..colon).find(|&at| {
            text.says(at, "from") || (text.says(at, "of") || text.says(at, "by")) && at == noun + 1
        })?;
        let source = text
            .phrase_after(of + 1, colon)
            .filter(|source| self.speaker(source))?;
        Some(Beside {
            source,
            end: noun,
            cue: noun..noun + 1,
            pattern: Pattern::AccordingTo,
        })
    }

    /// Words in marks that are part of a sentence: "her answer was “no, and no again”", "for the
    /// nurse it was “the longest night”".
    fn fragment(&self, quotation: &Quotation, from: usize) -> Option<Beside> {
        let text = self.text;
        let edge = quotation.open.checked_sub(1).filter(|&edge| edge > from)?;
        if quotation.words < 2 || !self.kind(edge).any(Kind::BE) || self.title(quotation) {
            return None;
        }
        let near = from.max(edge.saturating_sub(8));
        let message = self
            .kind(edge - 1)
            .any(Kind::MESSAGE)
            .then(|| self.message(near, edge));
        if let Some(message) = message.flatten() {
            return Some(message);
        }
        let for_whom = text.says(from, "for") || text.says(from, "to");
        let comma = (from + 2..edge).find(|&at| self.mark(at, ','))?;
        let mut source = text
            .phrase_after(from + 1, edge)
            .filter(|source| for_whom && self.may_speak(source) && comma <= source.end + 1)?;
        // "To Stoll, a nurse, the pause was": the last comma parts whom and what.
        if source.end == edge {
            source.end = source.clone().rev().find(|&at| self.mark(at, ','))?;
        }
        Some(Beside {
            end: from,
            cue: from..from + 1,
            source,
            pattern: Pattern::AccordingTo,
        })
    }

    /// "“An insult” is how the envoy described it", "“An insult” was the envoy's word for it".
    fn fragment_after(&self, quotation: &Quotation, to: usize) -> Option<Beside> {
        let text = self.text;
        let be = quotation.close + 1;
        if !quotation.closed || quotation.words < 2 || be >= to || !self.kind(be).any(Kind::BE) {
            return None;
        }
        if text.says(be + 1, "how") || text.says(be + 1, "what") {
            let source = text.phrase_after(be + 2, to)?;
            let verb = self.skip_adverbs(source.end, to);
            return (verb < to && self.any_verb(verb)).then_some(Beside {
                end: verb,
                cue: verb..verb + 1,
                source,
                pattern: Pattern::Verb,
            });
        }
        self.message(be + 1, to.min(be + 10))
    }

    /// The clause or name before a colon: segments between commas, from the last one.
    fn before_colon(&self, from: usize, colon: usize) -> Option<Beside> {
        let text = self.text;
        text.step(SEGMENTS * colon.saturating_sub(from).min(60));
        let mut end = colon;
        for _ in 0..SEGMENTS {
            let comma = (from..end).rev().find(|&at| self.mark(at, ','));
            let mut start = comma.map_or(from, |comma| comma + 1);
            while start < end
                && (self.kind(start).any(Kind::AND.or(Kind::BUT))
                    || text.is_adverb(start)
                    || text.tokens[start].is_mark()
                    || text.tokens[start].shape == Shape::Number && start == from)
            {
                start += 1;
            }
            let found = self
                .inverted_before(start, end)
                .filter(|_| comma.is_none())
                .or_else(|| self.clause_before(start, end, comma, from))
                .or_else(|| {
                    (start < end)
                        .then(|| self.name_alone(start, end, comma.is_none()))
                        .flatten()
                });
            if found.is_some() {
                return found;
            }
            end = comma?;
        }
        None
    }

    /// "Said one delegate: “…”"
    fn inverted_before(&self, start: usize, end: usize) -> Option<Beside> {
        let text = self.text;
        let told = start < end && text.tokens[start].capital && text.finite(start);
        if !told || !self.opens_name(start + 1, end) {
            return None;
        }
        let source = text.phrase_after(start + 1, end)?;
        (self.skip_adjuncts(source.end, end) >= end && self.may_speak(&source)).then_some(Beside {
            end: start,
            cue: start..start + 1,
            source,
            pattern: Pattern::Verb,
        })
    }

    /// The first verb of a segment that has a subject which can speak.
    fn clause_before(
        &self,
        start: usize,
        end: usize,
        comma: Option<usize>,
        from: usize,
    ) -> Option<Beside> {
        let text = self.text;
        let relative = (start..end).find(|&at| self.kind(at).any(Kind::RELATIVE));
        let mut verbs = (start..end)
            .filter(|&at| text.finite(at) && !text.tokens[at].capital && !text.genitive(at))
            .filter(|&at| at == start || !self.before_noun(at - 1));
        // The verb of a relative clause is not the sentence's.
        let mut verb = verbs.next()?;
        if relative.is_some_and(|relative| relative < verb) {
            verb = verbs.next()?;
        }
        let mut left = verb;
        while left > start && text.is_adverb(left - 1) {
            left -= 1;
        }
        let source = match (left == start, comma, relative) {
            (true, Some(comma), _) => self.apposed(comma, from)?,
            (true, None, _) => return None,
            (_, _, Some(relative)) if relative > start && relative < left => start..left,
            _ => text.phrase_before(left, start)?,
        };
        let mut stop = verb + 1;
        while stop < end && stop <= verb + 2 && self.kind(stop).any(Kind::AUXILIARY) {
            stop += 1;
        }
        let state = self.kind(verb).any(Kind::AUXILIARY);
        let more = |at: usize| at < end && (self.small(at) || self.particle(at, end));
        if if state {
            more(stop)
        } else {
            self.particle(stop, end)
        } {
            stop += 1;
        }
        if state && stop < end && text.letters(stop).ends_with("ing") {
            stop += 1;
        }
        let opens = self
            .kind(source.start)
            .any(Kind::DETERMINER.or(Kind::POSSESSIVE));
        let can = self.may_speak(&source)
            || !state && !self.kind(source.start).any(Kind::PRONOUN) && (comma.is_none() || opens);
        can.then_some(Beside {
            source,
            end: verb,
            cue: verb..stop,
            pattern: Pattern::Verb,
        })
    }

    /// Whether a word stands before a noun and not before a verb.
    fn before_noun(&self, at: usize) -> bool {
        let kind = self.kind(at);
        kind.any(Kind::DETERMINER.or(Kind::POSSESSIVE).or(Kind::PREPOSITION))
            && !kind.any(Kind::PRONOUN.or(Kind::RELATIVE))
            || self.text.genitive(at)
    }

    /// A name with nothing but times and places behind it: "Minister Roth on the talks".
    fn name_alone(&self, start: usize, end: usize, first: bool) -> Option<Beside> {
        let text = self.text;
        // "Holm, union: “…”"
        let token = &text.tokens[start];
        if !first && !token.capital && !token.is(Kind::DETERMINER.or(Kind::POSSESSIVE)) {
            return None;
        }
        let start = if self.kind(start).any(Kind::PREPOSITION) {
            Some(self.skip_adjuncts(start, end)).filter(|&after| start < after && after < end)?
        } else {
            start
        };
        if (start..end).any(|at| text.finite(at) && !(at > start && self.before_noun(at - 1))) {
            return None;
        }
        let mut source = text.phrase_after(start, end)?;
        let rest = self.skip_adverbs(source.end, end);
        // "Valk (shouting): “…”"
        let bracket = self.mark(source.end - 1, '(');
        source.end -= usize::from(bracket);
        let saying = rest > start && rest < end && text.letters(rest).ends_with("ing");
        let ends = rest >= end
            || saying
            || self
                .kind(rest)
                .any(Kind::PREPOSITION.or(Kind::AND).or(Kind::BUT));
        // "A heckler: “…”"
        let whole = first && source == (start..end) && self.kind(start).any(Kind::DETERMINER);
        (ends && (whole || self.may_speak(&source))).then(|| Beside {
            end: source.start,
            cue: if saying {
                rest..rest + 1
            } else {
                source.start..source.start
            },
            pattern: if saying {
                Pattern::Verb
            } else {
                Pattern::Quotation
            },
            source,
        })
    }

    /// Whether a word can be the verb beside a quotation, as far as its letters tell.
    fn any_verb(&self, at: usize) -> bool {
        self.small(at)
            && (self.text.finite(at)
                || self
                    .text
                    .letters(at)
                    .strip_suffix('s')
                    .is_some_and(|stem| stem.len() >= 3 && !stem.ends_with('s'))
                    && !self.text.tokens[at].is(self.people()))
    }

    /// A word in small letters that is none of the small words.
    fn small(&self, at: usize) -> bool {
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
    fn particle(&self, at: usize, to: usize) -> bool {
        at < to
            && self.kind(at).any(Kind::PARTICLE)
            && (at + 1 >= to
                || !self.text.says(at + 1, "the")
                || self.text.says(at, "back")
                || self.text.says(at, "out"))
    }

    /// Whether a name or a noun with an article begins here.
    fn opens_name(&self, at: usize, to: usize) -> bool {
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
    fn ends_phrase(&self, at: usize) -> bool {
        self.kind(at).any(
            Kind::AND
                .or(Kind::BUT)
                .or(Kind::PREPOSITION)
                .or(Kind::RELATIVE),
        ) || self.text.letters(at).ends_with("ing")
    }
}

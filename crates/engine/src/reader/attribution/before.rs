//! What stands before a quotation: "The envoy was blunt: “…”", "Her message: “…”".

use super::super::lexicon::Kind;
use super::super::text::{Quotation, Shape};
use super::Reader;
use super::quoted::Beside;

/// The most segments before a colon that are looked at.
const SEGMENTS: usize = 6;

impl Reader<'_, '_> {
    /// "The envoy was blunt: “…”", "The envoy, in a statement: “…”", "The envoy snorted, “…”".
    pub(super) fn beside_before(&self, quotation: &Quotation, from: usize) -> Option<Beside> {
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
        Some(Beside::word(source, noun))
    }

    /// A verb with the subject before it.
    fn with_subject(&self, head: usize, end: usize, from: usize) -> Option<Beside> {
        let group = self.group(head, from);
        if group.be || group.infinitive || group.negated {
            return None;
        }
        let left = group.left.checked_sub(1).filter(|&left| left >= from)?;
        let mut cue = self.verb_beside(group.start..end, head);
        self.subject(&mut cue, Some(left), from, end, &[])?;
        let source = cue.source.filter(|source| self.may_speak(source))?;
        Some(Beside::verb(source, group.start..end, group.start))
    }

    /// "Her message: “…”", "Roth's answer was short: “…”", "The reply from Karsa came late: “…”".
    pub(super) fn message(&self, from: usize, colon: usize) -> Option<Beside> {
        let text = self.text;
        let noun = (from..colon).find(|&at| self.kind(at).any(Kind::MESSAGE))?;
        // "Holm shared her view: “…”" is Holm's; "From Karsa came a reply: “…”" has no other verb.
        let object = (from..noun).any(|at| text.finite(at) && !text.genitive(at));
        if object && !self.kind(from).any(Kind::PREPOSITION) {
            return None;
        }
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
                return Some(Beside::word(source, noun));
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
        Some(Beside::word(source, noun))
    }

    /// Words in marks that are part of a sentence: "her answer was “no, and no again”", "for the
    /// nurse it was “the longest night”".
    pub(super) fn fragment(&self, quotation: &Quotation, from: usize) -> Option<Beside> {
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
        Some(Beside::word(source, from))
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
                .or_else(|| self.name_alone(start, end, comma.is_none()));
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
        (self.skip_adjuncts(source.end, end) >= end && self.may_speak(&source))
            .then(|| Beside::verb(source, start..start + 1, start))
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
        let kind = self.kind(source.start);
        let thing = !kind.any(Kind::PRONOUN)
            && !text.says(source.start, "there")
            && (comma.is_none() || kind.any(Kind::DETERMINER.or(Kind::POSSESSIVE)));
        (thing || self.may_speak(&source))
            .then(|| Beside::verb(source, verb..self.group_end(verb, end), verb))
    }

    /// Where a group of verbs ends: "was blunt", "went on", "could be heard shouting".
    fn group_end(&self, verb: usize, end: usize) -> usize {
        let mut stop = verb + 1;
        if !self.kind(verb).any(Kind::AUXILIARY) {
            return stop + usize::from(self.particle(stop, end));
        }
        while stop < end && stop <= verb + 2 && self.kind(stop).any(Kind::AUXILIARY) {
            stop += 1;
        }
        stop += usize::from(stop < end && self.small(stop));
        stop + usize::from(stop < end && self.text.letters(stop).ends_with("ing"))
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
        let token = text.tokens.get(start).filter(|_| start < end)?;
        if !first && !token.capital && !token.is(Kind::DETERMINER.or(Kind::POSSESSIVE)) {
            return None;
        }
        let start = if token.is(Kind::PREPOSITION) {
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
        source.end -= usize::from(self.mark(source.end - 1, '('));
        // "A heckler: “…”"
        let whole = first && source == (start..end) && self.kind(start).any(Kind::DETERMINER);
        if !whole && !self.may_speak(&source) {
            return None;
        }
        if rest < end && text.letters(rest).ends_with("ing") {
            return Some(Beside::verb(source, rest..rest + 1, start));
        }
        let about = || {
            self.kind(rest)
                .any(Kind::PREPOSITION.or(Kind::AND).or(Kind::BUT))
        };
        (rest >= end || about()).then(|| Beside::name(source, start))
    }
}

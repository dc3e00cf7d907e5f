//! What stands behind a quotation: "“…,” snorted the envoy", "“…” – the envoy".

use super::super::lexicon::{Form, Kind};
use super::super::text::{Quotation, Shape};
use super::Reader;
use super::quoted::Beside;
use std::ops::Range;

impl Reader<'_, '_> {
    /// "“…,” snorted the envoy", "“…,” the envoy snorted", "“…” – the envoy".
    pub(super) fn beside_after(
        &self,
        quotation: &Quotation,
        from: usize,
        to: usize,
    ) -> Option<Beside> {
        let mut at = quotation.close + 1;
        let comma = self.mark(at, ',');
        // "“…” – the envoy", "“…” (the envoy)"
        let dash = at < to
            && matches!(
                self.text.tokens[at].shape,
                Shape::Mark('—' | '–' | '-' | '(')
            );
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
        at += usize::from(comma || dash);
        let ends = comma || dash || self.inner_mark(quotation).is_some();
        let at = self.skip_adverbs(at, to);
        if at >= to || !ends {
            return None;
        }
        // "“…,” as the late chairman used to say"
        if self.text.says(at, "as") {
            return self.name_then_verb(at + 1, to, dash);
        }
        if !dash && let Some(beside) = self.verb_then_name(at, to) {
            return Some(beside);
        }
        self.name_then_verb(at, to, dash)
    }

    fn verb_then_name(&self, verb: usize, to: usize) -> Option<Beside> {
        let particle = self.particle(verb + 1, to);
        let end = verb + 1 + usize::from(particle);
        let name = self.skip_adverbs(end, to);
        let told = self.any_verb(verb) || particle && self.small(verb);
        if !told || !self.opens_name(name, to) {
            return None;
        }
        let source = self.text.phrase_after(name, to)?;
        let rest = self.skip_adjuncts(source.end, to);
        (self.ended(rest, to) || self.ends_phrase(rest))
            .then(|| Beside::verb(source, verb..end, rest))
    }

    fn name_then_verb(&self, at: usize, to: usize, dash: bool) -> Option<Beside> {
        let source = self.name_behind(at, to)?;
        let told = (!dash).then(|| self.verb_behind(&source, to)).flatten();
        if let Some((cue, rest)) = told {
            return Some(Beside::verb(source, cue, rest));
        }
        let comma = usize::from(self.mark(source.end, ','));
        let rest = self.skip_adjuncts(source.end + comma, to);
        let about = dash && rest < to && self.kind(rest).any(Kind::PREPOSITION);
        (self.may_speak(&source) && (self.ended(rest, to) || about))
            .then(|| Beside::name(source, rest))
    }

    /// The name that begins here, without the verb behind it, with its apposition.
    fn name_behind(&self, at: usize, to: usize) -> Option<Range<usize>> {
        let text = self.text;
        if !self.opens_name(at, to) {
            return None;
        }
        let mut source = text.phrase_after(at, to)?;
        // A verb that the tables do not know was taken for the end of the name.
        let particle = source.len() >= 3 && self.particle(source.end - 1, to);
        let last = source.end - 1 - usize::from(particle);
        if source.len() >= 2
            && (particle || self.ended(source.end, to))
            && self.small(last)
            && self.person_noun(last - 1)
            && !self.kind(last).any(self.people())
        {
            source.end = last;
        }
        // "our late secretary, Bram Tull, used to say"
        let limit = to.min(source.end + 12);
        if self.mark(source.end, ',')
            && let Some(comma) = (source.end + 2..limit).find(|&k| self.mark(k, ','))
            && self.any_verb(comma + 1)
            && !text.clause(source.end + 1..comma)
        {
            source.end = comma;
        }
        Some(source)
    }

    /// The verb behind a name, and where its times and places end.
    fn verb_behind(&self, source: &Range<usize>, to: usize) -> Option<(Range<usize>, usize)> {
        let apposed = source.clone().any(|k| self.mark(k, ','));
        let begin = source.end + usize::from(apposed && self.mark(source.end, ','));
        let begin = self.skip_adverbs(begin, to);
        let mut verb = begin;
        if verb < to && self.kind(verb).any(Kind::HAVE) {
            verb = self.skip_adverbs(verb + 1, to);
        }
        let particle = self.particle(verb + 1, to);
        let right_behind =
            verb == source.end && self.small(verb) && (particle || self.ended(verb + 1, to));
        if verb >= to || !self.any_verb(verb) && !right_behind {
            return None;
        }
        let mut end = verb + 1 + usize::from(particle);
        // "used to say"
        if end + 1 < to && self.text.says(end, "to") && self.small(end + 1) {
            end += 2;
        }
        Some((begin..end, self.skip_adjuncts(end, to)))
    }

    fn ended(&self, at: usize, to: usize) -> bool {
        at >= to || self.text.tokens[at].is_mark()
    }

    /// "“An insult” is how the envoy described it", "“An insult” was the envoy's word for it".
    pub(super) fn fragment_after(&self, quotation: &Quotation, to: usize) -> Option<Beside> {
        let text = self.text;
        let be = quotation.close + 1;
        if !quotation.closed || quotation.words < 2 || be >= to || !self.kind(be).any(Kind::BE) {
            return None;
        }
        if text.says(be + 1, "how") || text.says(be + 1, "what") {
            let source = text.phrase_after(be + 2, to)?;
            let verb = self.skip_adverbs(source.end, to);
            return (verb < to && self.any_verb(verb))
                .then(|| Beside::verb(source, verb..verb + 1, verb));
        }
        self.message(be + 1, to.min(be + 10))
    }
}

//! From a cue to a relation: its content, by pattern.

use super::super::lexicon::{Act, Follows, Form, Kind};
use super::super::text::Shape;
use super::{Cue, Pattern, Reader, Relation};
use std::ops::Range;

impl Reader<'_, '_> {
    pub(super) fn relation(
        &self,
        number: usize,
        i: usize,
        cues: &[Cue],
        from: usize,
        to: usize,
    ) -> Option<Relation> {
        let cue = &cues[i];
        // The looks for where a content begins and ends, each over no more than the sentence.
        self.text.step(4 * to.saturating_sub(from));
        let (from, to) = self.bounds(cue.head, from, to);
        // "An official who opposed the plan said": the second verb is no part of what was opposed.
        let to = cues[i + 1..]
            .iter()
            .filter(|next| {
                next.source
                    .as_ref()
                    .is_some_and(|source| source.contains(&cue.head))
            })
            .map(|next| next.group.start)
            .find(|&end| end < to)
            .unwrap_or(to);
        let mut relation = Relation {
            source: cue.source.clone(),
            inherited: cue.inherited,
            cue: cue.group.clone(),
            content: Vec::new(),
            gloss: None,
            act: cue.act,
            negated: cue.negated,
            pattern: cue.pattern,
            core: cue.follows.any(Follows::CORE),
            marked: false,
            known: true,
            sentence: number,
        };
        match cue.pattern {
            Pattern::Adverb => self.around(&mut relation, cue, cues, i, from, to),
            Pattern::AccordingTo => self.accorded(&mut relation, cue, cues, i, from, to),
            Pattern::Noun => {
                let begin = cue.subject.as_ref()?.start;
                let begin = if self.text.says(begin, "that") {
                    begin + 1
                } else {
                    begin
                };
                let end = self.noun_end(begin, i, cues, to);
                relation.content.push(begin..end);
                relation.marked = self.text.says(begin.saturating_sub(1), "that");
            }
            Pattern::Passive => self.of_passive(&mut relation, cue, cues, i, from, to),
            Pattern::Participle if cue.subject.is_some() => {
                relation.content.extend(cue.subject.clone());
            }
            _ => self.of_verb(&mut relation, cue, cues, i, from, to),
        }
        relation.content.retain(|part| part.start < part.end);
        for part in &mut relation.content {
            *part = self.trimmed(part.clone());
        }
        relation.content.retain(|part| part.start < part.end);
        let words = relation
            .content
            .iter()
            .flat_map(|part| part.clone())
            .filter(|&at| !self.text.tokens[at].is_mark())
            .count();
        if relation.content.is_empty() || words == 0 {
            return None;
        }
        if relation.act == Act::Refuses && relation.content.iter().any(|part| self.silence(part)) {
            return None;
        }
        relation.marked |= relation.content.iter().any(|part| {
            self.text
                .quotation(part.start)
                .is_some_and(|q| q.open == part.start)
        });
        Some(relation)
    }

    /// "refused to comment", "refused to take questions", "refused to say when": silence.
    fn silence(&self, part: &Range<usize>) -> bool {
        let text = self.text;
        let none = part
            .clone()
            .take(4)
            .any(|at| text.says(at, "comment") || text.says(at, "questions"));
        let verb = self.skip_adverbs(part.start + 1, part.end);
        let says = verb < part.end && text.says(part.start, "to") && text.speech_verb(verb);
        let next = self.skip_adverbs(verb + 1, part.end);
        none || says
            && (text.says(verb, "say") || next < part.end && self.kind(next).any(Kind::THAT))
    }

    /// Inside a quotation a relation stays inside its sentence.
    pub(super) fn bounds(&self, head: usize, from: usize, to: usize) -> (usize, usize) {
        let Some(quotation) = self
            .text
            .quotation(head)
            .filter(|q| q.open < head && head < q.close)
        else {
            return (from, to);
        };
        let ends = |at: usize| {
            matches!(self.text.tokens[at].shape, Shape::Mark('.' | '?' | '!'))
                && !self.kind(at - 1).any(Kind::ABBREVIATION)
        };
        let close = quotation.close + usize::from(!quotation.closed);
        let end = (head + 1..close).find(|&at| ends(at)).unwrap_or(close);
        let start = (quotation.open + 1..head)
            .rev()
            .find(|&at| ends(at))
            .map_or(quotation.open + 1, |at| at + 1);
        let (start, end) = (start.max(from), end.min(to));
        if start < end {
            (start, end)
        } else {
            (from, to)
        }
    }

    /// Without commas, stops and small words at its ends.
    pub(super) fn trimmed(&self, part: Range<usize>) -> Range<usize> {
        let text = self.text;
        let (mut start, mut end) = (part.start, part.end.min(text.tokens.len()));
        while start < end
            && (matches!(
                text.tokens[start].shape,
                Shape::Mark(',' | ';' | ':' | '.' | '—' | '–' | '-')
            ) && text.quotation(start).is_none_or(|q| q.open == start))
        {
            start += 1;
        }
        while end > start
            && matches!(
                text.tokens[end - 1].shape,
                Shape::Mark(',' | ';' | ':' | '.' | '—' | '–' | '-')
            )
            && text.quotation(end - 1).is_none()
            && !(text.tokens[end - 1].mark('.') && end >= 2 && text.letters(end - 2).contains('.'))
        {
            end -= 1;
        }
        start..end
    }

    pub(super) fn of_verb(
        &self,
        relation: &mut Relation,
        cue: &Cue,
        cues: &[Cue],
        i: usize,
        from: usize,
        to: usize,
    ) {
        let text = self.text;
        let after_cue = if cue.inverted {
            cue.source
                .as_ref()
                .map_or(cue.group.end, |source| source.end)
        } else {
            cue.group.end
        };
        let mut tail = self.skip_adjuncts(after_cue, to);
        if cue.follows.any(Follows::WHOM)
            && self.content_before(cue, from)
            && let Some(whom) = text.phrase_after(tail, to)
        {
            let past = self.skip_adjuncts(whom.end, to);
            if past >= to || text.tokens[past].is_mark() {
                tail = past;
            }
        }
        let ends = tail >= to
            || matches!(
                text.tokens[tail].shape,
                Shape::Mark(',' | '.' | ';' | '—' | '–' | '?' | '!')
            );
        // What comes before.
        let quote_before = cue.begin > from
            && (self.closes(cue.begin - 1)
                || self.mark(cue.begin - 1, ',')
                    && cue.begin > from + 1
                    && self.closes(cue.begin - 2));
        // "Asked “Will you sign?”, the envoy said no."
        let asked = quote_before
            && text.verb(from, Form::PARTICIPLE)
            && text
                .quotation(from + 1)
                .is_some_and(|q| q.open == from + 1 && q.close < cue.begin);
        let clause_before = !asked
            && !matches!(cue.pattern, Pattern::Participle)
            && self.content_before(cue, from)
            && (ends
                || cue.inverted
                || self.opens(tail)
                || self.mark(tail, ':')
                || quote_before && !text.says(tail, "that"));
        if cue.aside && (ends || cue.inverted) {
            // "as X said": everything else.
            if cue.begin > from {
                relation
                    .content
                    .push(self.clause_start(cue, cues, i, from)..cue.begin);
            }
            if tail < to && self.mark(tail, ',') && (cue.begin == from || cue.begin <= from + 1) {
                relation.content.push(tail + 1..to);
            }
            return;
        }
        if clause_before && (ends || quote_before) {
            let start = if quote_before {
                self.quotation_start(cue.begin, from)
            } else {
                self.clause_start(cue, cues, i, from)
            };
            let words_before = cue.begin.saturating_sub(start);
            if words_before >= 2 && (quote_before || text.clause(start..cue.begin)) {
                relation.content.push(start..cue.begin);
            }
            // "A," she said, "B."
            let mut rest = tail;
            if rest < to
                && matches!(
                    text.tokens[rest].shape,
                    Shape::Mark(',' | ';' | '—' | '–' | ':')
                )
            {
                rest += 1;
            }
            let others = cues.iter().skip(i + 1).any(|next| {
                rest < to && next.begin == self.quotation_end(rest, to) && next.begin > rest
            });
            if others {
                // "“A,” said X; “B,” said Y."
            } else if quote_before && rest < to && self.opens(rest) {
                let end = self.quotation_end(rest, to);
                relation.content.push(rest..end);
            } else if quote_before && rest < to && !ends && self.opens(tail) {
                relation.content.push(tail..self.quotation_end(tail, to));
            } else if !quote_before
                && rest > tail
                && rest < to
                && !relation.content.is_empty()
                && self.mark(tail, ',')
                && !self.ends_clause(tail, i, cues, to)
                && (self.opens(rest) || text.clause(rest..to))
                && !text.letters(rest).ends_with("ing")
                && !self
                    .kind(rest)
                    .any(Kind::BUT.or(Kind::RELATIVE).or(Kind::AND))
            {
                // "The talks, the minister said, would go on."
                relation
                    .content
                    .push(rest..self.content_end(rest, i, cues, to, true));
            }
            if !relation.content.is_empty() {
                return;
            }
            // "The talks, the minister said, would go on" with no verb before.
            if cue.begin > from + 1
                && self.mark(cue.begin - 1, ',')
                && tail < to
                && self.mark(tail, ',')
                && start + 1 < cue.begin
            {
                relation.content.push(start..cue.begin);
                relation
                    .content
                    .push(tail + 1..self.content_end(tail + 1, i, cues, to, true));
                return;
            }
        }
        // What comes after.
        let direct = after_cue;
        if let Some((begin, marked)) = self.content_start(cue, direct, to) {
            let end = self.content_end(
                begin,
                i,
                cues,
                to,
                cue.follows.any(Follows::CLAUSE.or(Follows::THAT)),
            );
            relation.marked = marked;
            if begin < end {
                let (core, gloss) = self.gloss(begin, end, cues, i);
                relation.gloss = gloss;
                relation.content.push(begin..core);
            }
        }
    }

    /// "reportedly": the clause around it.
    pub(super) fn around(
        &self,
        relation: &mut Relation,
        cue: &Cue,
        cues: &[Cue],
        i: usize,
        from: usize,
        to: usize,
    ) {
        let text = self.text;
        let mut start = cue.head;
        while start > from {
            let token = &text.tokens[start - 1];
            if matches!(token.shape, Shape::Mark(',' | ';' | ':' | '—' | '–'))
                && text.clause(start..to.min(cue.head + 6))
                || text.quotation(start - 1).is_some()
            {
                break;
            }
            start -= 1;
        }
        while start < cue.head && self.kind(start).any(Kind::AND.or(Kind::BUT)) {
            start += 1;
        }
        let end = self.content_end(cue.head + 1, i, cues, to, true);
        relation.content.push(start..cue.head);
        relation.content.push(cue.head + 1..end);
    }

    pub(super) fn accorded(
        &self,
        relation: &mut Relation,
        cue: &Cue,
        cues: &[Cue],
        i: usize,
        from: usize,
        to: usize,
    ) {
        let text = self.text;
        let Some(source) = &cue.source else { return };
        let mut end = source.end.max(cue.group.end);
        relation.marked = true;
        let first = cue.begin <= from + 1
            || text.says(cue.begin.saturating_sub(1), "but")
            || text.says(cue.begin.saturating_sub(1), "and");
        if first {
            if end < to && self.mark(end, ',') {
                end += 1;
            } else if let Some(comma) = (end..to.min(end + 12)).find(|&at| self.mark(at, ',')) {
                end = comma + 1;
            }
            relation
                .content
                .push(end..self.content_end(end, i, cues, to, true));
            return;
        }
        let next = end + usize::from(end < to && self.mark(end, ','));
        if next < to && self.opens(next) && !(cue.begin > from && self.closes(cue.begin - 1)) {
            relation.content.push(next..self.quotation_end(next, to));
            return;
        }
        let start = self.clause_start(cue, cues, i, from);
        let quote = cue.begin > from && self.closes(cue.begin - 1);
        let start = if quote {
            self.quotation_start(cue.begin, from)
        } else {
            start
        };
        relation.content.push(start..cue.begin);
        // "The talks, according to X, would go on."
        if end < to && self.mark(end, ',') && end + 1 < to && !text.clause(start..cue.begin) {
            relation
                .content
                .push(end + 1..self.content_end(end + 1, i, cues, to, true));
        }
    }

    pub(super) fn of_passive(
        &self,
        relation: &mut Relation,
        cue: &Cue,
        cues: &[Cue],
        i: usize,
        _from: usize,
        to: usize,
    ) {
        let text = self.text;
        let after = self.skip_adverbs(cue.group.end, to);
        if after >= to {
            relation.content.extend(cue.subject.clone());
            return;
        }
        if cue.subject.is_none() {
            // "It was reported that", "was quoted as saying"
            let (begin, marked) = match self.content_start(cue, after, to) {
                Some(found) => found,
                None => (
                    if text.says(after, "that") {
                        after + 1
                    } else {
                        after
                    },
                    false,
                ),
            };
            relation.marked = marked;
            relation
                .content
                .push(begin..self.content_end(begin, i, cues, to, true));
            return;
        }
        relation.content.extend(cue.subject.clone());
        let infinitive = text.says(after, "to") || text.says(after, "as");
        if infinitive {
            relation
                .content
                .push(after..self.content_end(after, i, cues, to, true));
        } else if let Some(source) = &cue.source
            && source.end < to
            && ["of", "to", "as"]
                .iter()
                .any(|word| text.says(source.end, word))
        {
            relation
                .content
                .push(source.end..self.content_end(source.end, i, cues, to, true));
        } else if cue.source.is_none()
            && !infinitive
            && !text.tokens[after].is_mark()
            && !text.says(after, "that")
        {
            // "No session is foreseen this year"
            relation
                .content
                .push(after..self.content_end(after, i, cues, to, false));
        } else if text.says(after, "of") || text.says(after, "that") {
            let begin = if text.says(after, "that") {
                after + 1
            } else {
                after
            };
            relation
                .content
                .push(begin..self.content_end(begin, i, cues, to, true));
        }
    }
}

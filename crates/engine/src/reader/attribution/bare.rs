//! Bare quotations: nothing in their sentence says whose they are.
//!
//! In the same paragraph one goes on from the quotation before it ("“A,” she said. “B.”"); after
//! anything else it is whoever the sentence before is about, then whoever the sentence behind it
//! is about, then whoever spoke in the paragraph before.

use super::super::lexicon::{Act, Form, Kind};
use super::super::text::Quotation;
use super::quoted::Beside;
use super::{Pattern, Reader, Relation};
use std::ops::Range;

/// The most parts of one content.
pub(super) const PARTS: usize = 12;
/// How many sentences back, or relations, are looked at.
const BACK: usize = 3;

impl Reader<'_, '_> {
    /// A quotation that is a sentence of its own.
    pub(super) fn bare(&mut self, number: usize, quotation: &Quotation) {
        if self.chained(quotation) {
            return;
        }
        let content = self.part(quotation);
        if let Some(before) = self.goes_on_from(number) {
            self.out[before].content.push(content);
            return;
        }
        match self.asked_before(number) {
            Some(beside) => self.push_beside(number, quotation, beside, 0),
            None => self.near(number, quotation),
        }
    }

    /// A quotation whose speaker is named in the sentences round it.
    fn near(&mut self, number: usize, quotation: &Quotation) {
        if let Some(source) = self.speaker_near(number) {
            let content = vec![self.part(quotation)];
            self.out.push(bare_relation(number, source, content));
        }
    }

    /// "Her verdict?" before the quotation that answers.
    fn asked_before(&self, number: usize) -> Option<Beside> {
        let before = self.text.sentences[number.checked_sub(1)?];
        let end = before.to - 1;
        (before.to - before.from <= 16
            && self.mark(end, '?')
            && before.paragraph == self.text.sentences[number].paragraph)
            .then(|| self.message(before.from, end))
            .flatten()
    }

    /// A quotation in a sentence that says somewhere before it who speaks: "“A,” she said, and
    /// then, quietly, “B.”" A colon that follows nobody's name is the last speaker's too.
    pub(super) fn later_part(&mut self, number: usize, quotation: &Quotation, first: usize) {
        let edge = quotation.open.saturating_sub(1);
        let (comma, colon) = (self.mark(edge, ','), self.mark(edge, ':'));
        if !comma && !colon {
            return;
        }
        let own = (first..self.out.len()).rev().find(|&i| {
            let relation = &self.out[i];
            !self.inside_quotation(relation)
                && relation.content.len() < 4
                && relation.cue.end <= quotation.open
                && self.direct(relation)
        });
        match own {
            Some(own) => {
                let part = self.part(quotation);
                self.out[own].content.push(part);
            }
            None if colon && self.speech(quotation) && !self.chained(quotation) => {
                self.near(number, quotation);
            }
            None => {}
        }
    }

    /// Whether the content of a relation begins with somebody's words.
    fn direct(&self, relation: &Relation) -> bool {
        let start = relation.content[0].start;
        self.text
            .quotation(start)
            .is_some_and(|q| q.open == start && self.speech(q))
    }

    /// The relation whose quotation ends the sentence before, in the same paragraph.
    fn goes_on_from(&self, number: usize) -> Option<usize> {
        let sentences = &self.text.sentences;
        let before = number
            .checked_sub(1)
            .filter(|&b| sentences[b].paragraph == sentences[number].paragraph)?;
        let within = sentences[before].from..sentences[before].to;
        self.recent().find(|&i| {
            let relation = &self.out[i];
            relation.pattern != Pattern::Turn
                && relation.content.len() < PARTS
                && !self.inside_quotation(relation)
                && self.direct(relation)
                && relation
                    .content
                    .iter()
                    .any(|part| within.contains(&part.start))
        })
    }

    /// The last relations, the latest first.
    fn recent(&self) -> impl Iterator<Item = usize> {
        self.text.step(16);
        (self.out.len().saturating_sub(16)..self.out.len()).rev()
    }

    /// Whether the cue of a relation is part of what somebody else says.
    pub(super) fn inside_quotation(&self, relation: &Relation) -> bool {
        self.text
            .quotation(relation.cue.start)
            .is_some_and(|q| q.open < relation.cue.start && relation.cue.end <= q.close)
            && !relation.cue.is_empty()
    }

    /// Who speaks in a sentence that is a quotation alone, by the sentences round it.
    pub(super) fn speaker_near(&self, number: usize) -> Option<Range<usize>> {
        let sentences = &self.text.sentences;
        let paragraph = sentences[number].paragraph;
        let before = |paragraph: usize, last: usize| {
            (last.saturating_sub(BACK)..last)
                .rev()
                .filter(move |&s| sentences[s].paragraph == paragraph)
        };
        let behind = |s: usize| sentences.get(s).and_then(|s| self.behind(s.from, s.to));
        let last = number + 1 < sentences.len() && sentences[number + 1].paragraph != paragraph;
        before(paragraph, number)
            .find_map(|s| self.speaker_in(s))
            .or_else(|| (!last).then(|| behind(number + 1)).flatten())
            .or_else(|| before(paragraph, number).find_map(|s| self.unknown_subject(s)))
            .or_else(|| {
                let first = sentences.partition_point(|s| s.paragraph < paragraph);
                let earlier = paragraph.checked_sub(1)?;
                before(earlier, first)
                    .find_map(|s| self.speaker_in(s).or_else(|| self.unknown_subject(s)))
            })
            .or_else(|| last.then(|| behind(number + 1)).flatten())
    }

    /// Whom a sentence is about: who speaks in it, else its subject, else whom it names.
    fn speaker_in(&self, number: usize) -> Option<Range<usize>> {
        let sentence = self.text.sentences[number];
        let subject = self.subject_of_any(sentence.from, sentence.to);
        let end = self
            .out
            .partition_point(|relation| relation.sentence <= number);
        self.text.step(16);
        let mut relations = self.out[end.saturating_sub(16)..end].iter().rev();
        let told = relations.find_map(|relation| {
            let source = relation.source.clone()?;
            let behind = relation
                .content
                .iter()
                .all(|part| part.start < relation.cue.start);
            (relation.sentence == number
                && (behind
                    || subject
                        .as_ref()
                        .is_none_or(|subject| source.start <= subject.start))
                && !matches!(
                    relation.pattern,
                    Pattern::Noun | Pattern::Adverb | Pattern::Passive
                )
                && !self.inside_quotation(relation)
                && (self.may_speak(&source) || self.kind(source.end - 1).any(Kind::DOCUMENT)))
            .then_some(source)
        });
        told.or_else(|| subject.clone())
            .or_else(|| self.mention(sentence.from, sentence.to))
    }

    /// The subject of a sentence that can speak; of a question the name behind its first verb:
    /// "What does she want?"
    fn subject_of_any(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let asked = self.mark(to - 1, '?').then(|| {
            let verb = (from..to.min(from + 4)).find(|&at| self.kind(at).any(Kind::AUXILIARY))?;
            let phrase = self.text.phrase_after(verb + 1, to)?;
            let last = phrase.end - 1;
            let verb = phrase.len() > 1 && self.text.verb(last, Form::BASE);
            Some(phrase.start..phrase.end - usize::from(verb))
        });
        asked
            .flatten()
            .or_else(|| self.subject_of(from, to))
            .filter(|subject| self.speaker(subject))
    }

    /// A word in no table that is the subject of a sentence is most often a name.
    fn unknown_subject(&self, number: usize) -> Option<Range<usize>> {
        let sentence = self.text.sentences[number];
        self.subject_of(sentence.from, sentence.to)
            .filter(|subject| self.unknown_name(subject))
    }

    /// Whom the sentence behind a quotation names: "That was the envoy's answer."
    fn behind(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let text = self.text;
        let noun = (from..to.min(from + 8)).find(|&at| self.kind(at).any(Kind::MESSAGE));
        if let Some(noun) = noun {
            if noun > from && text.genitive(noun - 1) {
                return text.phrase_before(noun - 1, from);
            }
            if text.says(noun + 1, "of") || text.says(noun + 1, "from") {
                return text.phrase_after(noun + 2, to);
            }
        }
        let subject = self
            .subject_of(from, to)
            .filter(|subject| !text.tokens[subject.start].is(Kind::PRONOUN))?;
        // "With those words the envoy left", "That was how Ferran greeted the paper"
        let those = text.says(subject.start, "those") || text.says(subject.start, "these");
        let start = if those {
            (subject.start + 1..subject.end).find(|&at| text.tokens[at].capital)?
        } else {
            subject.start
        };
        Some(start..subject.end).filter(|subject| self.may_speak(subject))
    }
}

/// A relation without a cue.
pub(super) fn bare_relation(
    number: usize,
    source: Range<usize>,
    content: Vec<Range<usize>>,
) -> Relation {
    let at = content[0].start;
    Relation {
        source: Some(source),
        inherited: true,
        cue: at..at,
        content,
        gloss: None,
        act: Act::Says,
        negated: false,
        pattern: Pattern::Quotation,
        core: false,
        marked: true,
        known: false,
        sentence: number,
    }
}

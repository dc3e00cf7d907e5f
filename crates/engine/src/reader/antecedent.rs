//! Whom a source names, and for whom a pronoun stands.

use super::attribution::{self, Pattern, Relation};
use super::finding::{Doubt, Source};
use super::lexicon::Kind;
use super::reading::Builder;
use super::speaker::{self, SpeakerKind};
use super::text::Text;
use armistice_case::model::ActorId;
use std::ops::Range;

impl Builder<'_, '_> {
    /// Who a source phrase names, with the actors of the case beside the first whom it names too; a
    /// pronoun stands for the subject before it.
    pub(super) fn source(
        &self,
        phrase: Range<usize>,
        relation: &Relation,
        before: &[&Relation],
        doubts: &mut Vec<Doubt>,
    ) -> (Source, Vec<ActorId>) {
        let text = self.text;
        let kind = speaker::kind(text, phrase.clone());
        if kind != SpeakerKind::Unclear {
            return self.named(phrase.clone(), phrase, kind, false);
        }
        match self.antecedent(phrase.start, relation, before) {
            Some(meant) => {
                doubts.push(Doubt::Pronoun);
                let kind = speaker::kind(text, meant.clone());
                self.named(phrase, meant, kind, true)
            }
            None => {
                // "I" and "we" are whoever speaks.
                doubts.push(Doubt::NoAntecedent);
                let source = Source {
                    at: text.bytes(phrase),
                    kind,
                    actor: None,
                    speaks_for: None,
                    stands_for: None,
                };
                (source, Vec::new())
            }
        }
    }

    /// The speaker that a phrase names, or a pronoun that stands for it.
    fn named(
        &self,
        phrase: Range<usize>,
        meant: Range<usize>,
        kind: SpeakerKind,
        pronoun: bool,
    ) -> (Source, Vec<ActorId>) {
        let text = self.text;
        let mut actors = speaker::actors(text, self.names, meant.clone()).into_iter();
        let actor = actors.next();
        let others: Vec<ActorId> = actors.collect();
        let unknown = actor.is_none() && kind == SpeakerKind::Person;
        let source = Source {
            at: text.bytes(phrase),
            kind: match kind {
                _ if !others.is_empty() => SpeakerKind::Group,
                // The case has a name for "the mediator".
                SpeakerKind::Anonymous if actor.is_some() => SpeakerKind::Office,
                kind => kind,
            },
            actor,
            speaks_for: unknown
                .then(|| speaker::speaks_for(text, self.names, meant.clone()))
                .flatten(),
            stands_for: pronoun.then(|| text.bytes(meant)),
        };
        (source, others)
    }

    /// The subject before a pronoun: in its own sentence, else in the one before.
    fn antecedent(
        &self,
        pronoun: usize,
        relation: &Relation,
        before: &[&Relation],
    ) -> Option<Range<usize>> {
        let text = self.text;
        let token = &text.tokens[pronoun];
        // A speaker taken from an earlier sentence stands there.
        let number = text.sentences.partition_point(|s| s.to <= pronoun);
        let sentence = text.sentences[number];
        // "Smith, who said"
        if token.is(Kind::RELATIVE) && !token.is(Kind::DETERMINER) {
            let end = if pronoun > sentence.from && text.tokens[pronoun - 1].mark(',') {
                pronoun - 1
            } else {
                pronoun
            };
            return text.phrase_before(end, sentence.from);
        }
        if ["i", "we", "my", "our", "you", "your", "it", "its"]
            .iter()
            .any(|word| text.says(pronoun, word))
        {
            return None;
        }
        // "He" and "she" are persons, a letter is neither.
        let one = ["he", "she", "his", "her"]
            .iter()
            .any(|word| text.says(pronoun, word));
        // What somebody says speaks of others than himself.
        let own_words = self.own_words(pronoun, before);
        let fits = |phrase: &Range<usize>| match speaker::kind(text, phrase.clone()) {
            SpeakerKind::Unclear | SpeakerKind::Document | SpeakerKind::Reports => false,
            _ if text.names_nobody(phrase) || phrase.start < own_words => false,
            SpeakerKind::Group => !one,
            _ => {
                let two = || speaker::actors(text, self.names, phrase.clone()).len() > 1;
                !one || !speaker::several(text, phrase.clone()) && !two()
            }
        };
        let earlier = sentence_before(text, number);
        let candidate = before
            .iter()
            .rev()
            .filter(|other| other.cue.start < relation.cue.start)
            .take_while(|other| Some(other.sentence) == earlier || other.sentence >= number)
            .filter(|other| !one || !matches!(other.pattern, Pattern::Noun | Pattern::AccordingTo))
            .filter_map(|other| other.source.clone())
            .find(|phrase| phrase.end <= pronoun && fits(phrase));
        if candidate.is_some() {
            return candidate;
        }
        // "The Israeli delegation's insistence on …, and their unwillingness to …"
        let from = sentence.from.max(own_words);
        let own = attribution::subject(text, from, pronoun).filter(|phrase| fits(phrase));
        own.or_else(|| {
            let earlier = text.sentences[earlier?];
            attribution::subject(text, earlier.from.max(own_words), earlier.to)
                .filter(|phrase| fits(phrase))
        })
    }

    /// Where the words begin in which a pronoun stands: those of a quotation or of a turn; else 0.
    fn own_words(&self, pronoun: usize, before: &[&Relation]) -> usize {
        let quotation = self.text.quotation(pronoun);
        let turn = before.iter().rev().find(|relation| {
            relation.pattern == Pattern::Turn && relation.content[0].contains(&pronoun)
        });
        let turn = turn.map(|turn| turn.content[0].start);
        quotation
            .map(|quotation| quotation.open)
            .or(turn)
            .unwrap_or(0)
    }
}

fn sentence_before(text: &Text<'_>, sentence: usize) -> Option<usize> {
    let before = sentence.checked_sub(1)?;
    (text.sentences[before].paragraph == text.sentences[sentence].paragraph).then_some(before)
}

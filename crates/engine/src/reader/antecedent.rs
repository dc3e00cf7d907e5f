//! Whom a source names, and for whom a pronoun stands.

use super::attribution::{self, Pattern, Relation};
use super::finding::{Doubt, Source};
use super::lexicon::Kind;
use super::reading::Builder;
use super::speaker::{self, SpeakerKind};
use super::text::Text;
use std::ops::Range;

impl Builder<'_, '_> {
    /// Who a source phrase names; a pronoun stands for the subject before it.
    pub(super) fn source(
        &self,
        phrase: Range<usize>,
        relation: &Relation,
        before: &[&Relation],
        doubts: &mut Vec<Doubt>,
    ) -> Source {
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
                Source {
                    at: text.bytes(phrase),
                    kind,
                    actor: None,
                    speaks_for: None,
                    stands_for: None,
                }
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
    ) -> Source {
        let text = self.text;
        let actor = speaker::actor(text, self.names, meant.clone(), kind);
        let unknown = actor.is_none() && kind == SpeakerKind::Person;
        Source {
            at: text.bytes(phrase),
            kind,
            actor,
            speaks_for: unknown
                .then(|| speaker::speaks_for(text, self.names, meant.clone()))
                .flatten(),
            stands_for: pronoun.then(|| text.bytes(meant)),
        }
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
        let fits = |phrase: &Range<usize>| match speaker::kind(text, phrase.clone()) {
            SpeakerKind::Unclear | SpeakerKind::Document | SpeakerKind::Reports => false,
            SpeakerKind::Group => !one,
            _ => true,
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
        let own = attribution::subject(text, sentence.from, pronoun).filter(|phrase| fits(phrase));
        own.or_else(|| {
            let earlier = text.sentences[earlier?];
            attribution::subject(text, earlier.from, earlier.to).filter(|phrase| fits(phrase))
        })
    }
}

fn sentence_before(text: &Text<'_>, sentence: usize) -> Option<usize> {
    let before = sentence.checked_sub(1)?;
    (text.sentences[before].paragraph == text.sentences[sentence].paragraph).then_some(before)
}

//! What contents fill: slots and numbers, sentence by sentence, and which words are told by somebody.
//!
//! A turn of a transcript and a quotation that goes on are one content over several sentences.

use super::asserted::{self, Asserted};
use super::attribution::{Pattern, Relation};
use super::count;
use super::finding::Count;
use super::lexicon::{Act, Kind};
use super::reading::Builder;
use super::slots::{Passage, Slots, slots};
use super::text::Text;
use std::ops::Range;

/// The parts of a content that stand in one sentence.
pub(super) struct InSentence {
    sentence: Range<usize>,
    parts: Vec<Range<usize>>,
}

impl Builder<'_, '_> {
    /// For each word whether somebody is found who says it, as content, cue or source.
    pub(super) fn told(&self, relations: &[Relation]) -> Vec<bool> {
        let text = self.text;
        let mut told = vec![false; text.tokens.len()];
        for relation in relations {
            let sentence = &text.sentences[relation.sentence];
            // A speaker named in another sentence is told of there by whoever tells it.
            let source = relation
                .source
                .iter()
                .filter(|source| sentence.from <= source.start && source.end <= sentence.to);
            let parts = relation.content.iter().chain(&relation.gloss).chain(source);
            for part in parts.chain([&relation.cue]) {
                text.step(part.len());
                told[part.clone()].fill(true);
            }
        }
        told
    }

    /// The sentences over which a relation goes.
    pub(super) fn sentences(&self, relation: &Relation) -> Range<usize> {
        let sentences = &self.text.sentences;
        let end = relation.content.iter().map(|part| part.end).max();
        let end = end.map_or(0, |end| {
            sentences.partition_point(|sentence| sentence.from < end)
        });
        relation.sentence..end.max(relation.sentence + 1)
    }

    /// For each word which relation, by its place in `order`, tells it as the word of somebody named:
    /// the innermost.
    pub(super) fn relayed(&self, order: &[&Relation]) -> Vec<Option<u32>> {
        let mut relayed = vec![None; self.text.tokens.len()];
        let length = |at: &usize| order[*at].content.iter().map(Range::len).sum::<usize>();
        let mut outer_first: Vec<usize> = (0..order.len())
            .filter(|&at| self.relays(order[at]))
            .collect();
        outer_first.sort_by_key(|at| std::cmp::Reverse(length(at)));
        for at in outer_first {
            self.text.step(length(&at));
            for part in &order[at].content {
                relayed[part.clone()].fill(u32::try_from(at).ok());
            }
        }
        relayed
    }

    /// A content without what somebody in it is told to have said: "Roth said the envoy had told
    /// her that talks stalled" is the envoy's word on the talks. `at` is the relation's place.
    pub(super) fn own(
        &self,
        at: usize,
        relation: &Relation,
        relayed: &[Option<u32>],
        order: &[&Relation],
    ) -> Vec<Range<usize>> {
        let inner = |token: usize| {
            let other = relayed[token].map(|other| other as usize);
            other.filter(|other| *other != at).is_some_and(|other| {
                let cue = order[other].cue.start;
                relation.content.iter().any(|part| part.contains(&cue))
            })
        };
        let mut own: Vec<Range<usize>> = Vec::new();
        for part in relation.content.iter().chain(&relation.gloss) {
            self.text.step(part.len());
            for token in part.clone().filter(|&token| !inner(token)) {
                match own.last_mut() {
                    Some(last) if last.end == token && token > part.start => last.end += 1,
                    _ => own.push(token..token + 1),
                }
            }
        }
        own
    }

    /// Whether a relation tells what somebody said whom its sentence names.
    fn relays(&self, relation: &Relation) -> bool {
        let by_word = matches!(
            relation.pattern,
            Pattern::Verb | Pattern::AccordingTo | Pattern::Participle
        );
        let told = matches!(relation.act, Act::Says | Act::Claims | Act::Reveals);
        let named = relation
            .source
            .as_ref()
            .is_some_and(|source| !self.text.tokens[source.start].is(Kind::PRONOUN));
        by_word && told && named && !relation.inherited
    }

    /// A content by the sentences it goes over, in their order.
    pub(super) fn passages(&self, content: &[Range<usize>], own: &Range<usize>) -> Vec<InSentence> {
        let sentences = &self.text.sentences;
        let mut out: Vec<InSentence> = Vec::new();
        let mut put = |sentence: Range<usize>, part: Range<usize>| {
            let same = out
                .iter_mut()
                .rev()
                .take(2)
                .find(|other| other.sentence == sentence);
            match same {
                Some(other) => other.parts.push(part),
                None => out.push(InSentence {
                    sentence,
                    parts: vec![part],
                }),
            }
        };
        for part in content {
            if own.start <= part.start && part.end <= own.end {
                put(own.clone(), part.clone());
                continue;
            }
            let first = sentences.partition_point(|sentence| sentence.to <= part.start);
            for sentence in sentences[first..]
                .iter()
                .take_while(|sentence| sentence.from < part.end)
            {
                let inside = part.start.max(sentence.from)..part.end.min(sentence.to);
                put(sentence.from..sentence.to, inside);
            }
        }
        out.sort_by_key(|passage| passage.sentence.start);
        out
    }

    /// The slots of a content, the first word on each, and whether one was left empty or turned
    /// round because what the words say is not said to hold.
    pub(super) fn filled(&self, passages: &[InSentence], put: Asserted) -> (Slots, bool) {
        let mut out = Slots::default();
        let mut withheld = false;
        for passage in passages {
            let (more, held_back) = self.slots(&passage.parts, &passage.sentence, put);
            withheld |= held_back;
            out.talks = out.talks.or(more.talks);
            out.progress = out.progress.or(more.progress);
            out.open_issues = out.open_issues.or(more.open_issues);
            for (issue, standing) in more.status {
                if !out.status.iter().any(|(other, _)| *other == issue) {
                    out.status.push((issue, standing));
                }
            }
        }
        (out, withheld)
    }

    /// The numbers of a content, and whether one has no role because it is not said to hold.
    pub(super) fn counted(&self, passages: &[InSentence], put: Asserted) -> (Vec<Count>, bool) {
        let mut out = Vec::new();
        let mut withheld = false;
        for passage in passages {
            let (counts, held_back) = self.counts(&passage.parts, &passage.sentence, put);
            withheld |= held_back;
            out.extend(counts);
        }
        (out, withheld)
    }

    pub(super) fn slots(
        &self,
        parts: &[Range<usize>],
        sentence: &Range<usize>,
        put: Asserted,
    ) -> (Slots, bool) {
        let passage = Passage {
            text: self.text,
            names: self.names,
            parts,
            put,
        };
        slots(passage, sentence.clone())
    }

    /// The numbers of a passage, and whether one has no role because it is not said to hold.
    pub(super) fn counts(
        &self,
        parts: &[Range<usize>],
        sentence: &Range<usize>,
        put: Asserted,
    ) -> (Vec<Count>, bool) {
        let text = self.text;
        let mut withheld = false;
        let mut out = Vec::new();
        for part in parts {
            let around = sentence.start.min(part.start)..sentence.end.max(part.end);
            for count in count::counts(text, part.clone(), around.clone()) {
                let words = count.at.start..count.at.end.max(count.of.end);
                let told = put.and(asserted::inside(text, part.start, &words, around.end));
                let happens = count
                    .role_at
                    .is_none_or(|at| happens(text, part, at, &words, around.end));
                let holds = told.counts() && happens;
                withheld |= !holds && count.role.is_some();
                let role = count.role.filter(|_| holds);
                let of = text.words(count.of.clone());
                out.push(Count {
                    // A share of what is counted is no count of it.
                    quantity: (!count.amount.percent)
                        .then(|| self.names.quantity(of, role, count.noun_is_role))
                        .flatten(),
                    amount: count.amount,
                    at: text.bytes(count.at),
                    of: text.bytes(count.of),
                    role,
                });
            }
        }
        (out, withheld)
    }
}

/// Whether what is said to happen to what is counted is said to have happened, or, of what is yet to
/// be released, that it will.
fn happens(
    text: &Text<'_>,
    part: &Range<usize>,
    at: usize,
    words: &Range<usize>,
    to: usize,
) -> bool {
    let from = if at < words.start {
        part.start
    } else {
        words.end
    };
    if at < from || asserted::inside(text, from, &(at..at + 1), to).counts() {
        return true;
    }
    let awaited = text.tokens[at].word.and_then(|word| word.role) == Some("to-be-released");
    awaited && asserted::will(text, from, at, to)
}

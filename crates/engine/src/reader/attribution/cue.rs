//! Finding cues: which words of a sentence mark an attribution, and with which auxiliaries.

use super::super::lexicon::{Act, Follows, Kind};
use super::super::text::Shape;
use super::{Cue, Group, Look, Pattern, Reader};
use std::ops::Range;

impl Reader<'_, '_> {
    /// The cue at a word, if it is one.
    pub(super) fn cue(&self, at: usize, from: usize, to: usize, before: &[Cue]) -> Option<Cue> {
        let text = self.text;
        let token = &text.tokens[at];
        let word = token.word?;
        if before.last().is_some_and(|last| at < last.group.end) {
            return None;
        }
        let cue = if text.says(at, "according") && text.says(at + 1, "to") && at + 2 < to {
            self.according(at, at + 2, from, to)
        } else if token.is(Kind::REPORTING_ADVERB) {
            Some(self.plain(
                at..at + 1,
                at,
                Act::Says,
                Follows::default(),
                Pattern::Adverb,
                None,
                at,
            ))
        } else {
            self.in_words_of(at, from, to)
        };
        if cue.is_some() {
            return cue.filter(|cue| self.allowed(cue));
        }
        let adjective = word
            .adjective
            .and_then(|adjective| self.adjective(at, adjective, from, to, before));
        let verb = || {
            (!word.verbs.is_empty())
                .then(|| self.verb_cue(at, from, to, before))
                .flatten()
        };
        let noun = || {
            word.noun
                .and_then(|noun| self.noun_cue(at, noun, from, to, before))
        };
        adjective
            .or_else(verb)
            .or_else(noun)
            .filter(|cue| self.allowed(cue))
    }

    /// Inside a quotation or a turn only what others say is another relation.
    pub(super) fn allowed(&self, cue: &Cue) -> bool {
        let inside = self.text.quotation(cue.head).is_some_and(|q| {
            q.open < cue.head
                && cue.head < q.close
                && (q.words > 3 || q.words > cue.group.len() + 1)
        });
        let nobody = cue
            .source
            .as_ref()
            .is_some_and(|source| source.len() == 1 && self.kind(source.start).any(Kind::NOBODY));
        if nobody || self.anonymity(cue) {
            return false;
        }
        if !inside && self.turn.is_none() {
            return true;
        }
        match &cue.source {
            None => cue.pattern == Pattern::Adverb || cue.pattern == Pattern::Passive,
            Some(source) => {
                let first = self.text.letters(source.start);
                !cue.inherited
                    && !["i", "we", "our", "you", "it"]
                        .iter()
                        .any(|own| first.eq_ignore_ascii_case(own))
            }
        }
    }

    /// "asked not to be named" says nothing of the matter.
    pub(super) fn anonymity(&self, cue: &Cue) -> bool {
        (cue.group.end..cue.group.end + 5)
            .any(|at| self.text.says(at, "named") || self.text.says(at, "identified"))
            && (cue.group.end..cue.group.end + 3).any(|at| self.kind(at).any(Kind::NOT))
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn plain(
        &self,
        group: Range<usize>,
        head: usize,
        act: Act,
        follows: Follows,
        pattern: Pattern,
        source: Option<Range<usize>>,
        begin: usize,
    ) -> Cue {
        Cue {
            group,
            head,
            act,
            follows,
            pattern,
            source,
            inherited: false,
            inverted: false,
            negated: false,
            begin,
            aside: false,
            subject: None,
        }
    }

    /// A verb that the tables do not know, before its subject is known.
    pub(super) fn verb_beside(&self, group: Range<usize>, head: usize) -> Cue {
        let begin = group.start;
        self.plain(
            group,
            head,
            Act::Says,
            Follows::default(),
            Pattern::Verb,
            None,
            begin,
        )
    }

    pub(super) fn according(&self, at: usize, after: usize, from: usize, to: usize) -> Option<Cue> {
        let source = self.text.phrase_after(after, to)?;
        let mut begin = at;
        if begin > from && self.mark(begin - 1, ',') {
            begin -= 1;
        }
        let mut cue = self.plain(
            at..after,
            at,
            Act::Says,
            Follows::CORE,
            Pattern::AccordingTo,
            Some(source),
            begin,
        );
        cue.aside = at == from || !self.mark(at - 1, ',');
        Some(cue)
    }

    /// "in the words of X", "in X's view", "as X put it" is a verb.
    pub(super) fn in_words_of(&self, at: usize, from: usize, to: usize) -> Option<Cue> {
        let text = self.text;
        if !text.says(at, "in") {
            return None;
        }
        if text.says(at + 1, "the")
            && (text.says(at + 2, "words")
                || text.says(at + 2, "view")
                || text.says(at + 2, "opinion"))
            && text.says(at + 3, "of")
        {
            return self.according(at, at + 4, from, to);
        }
        let limit = to.min(at + 10);
        let view = (at + 2..limit).find(|&i| {
            text.says(i, "view")
                || text.says(i, "opinion")
                || text.says(i, "words")
                || text.says(i, "estimation")
        })?;
        let source = if self.kind(view - 1).any(Kind::POSSESSIVE) && view - 1 == at + 1 {
            view - 1..view
        } else if text.genitive(view - 1) {
            let source = at + 1..view - 1;
            if source
                .clone()
                .any(|i| text.finite(i) || text.tokens[i].mark(','))
            {
                return None;
            }
            source
        } else {
            return None;
        };
        let mut cue = self.plain(
            view..view + 1,
            view,
            Act::Claims,
            Follows::CORE,
            Pattern::AccordingTo,
            Some(source),
            at,
        );
        if at > from && self.mark(at - 1, ',') {
            cue.begin = at - 1;
        }
        cue.aside = at == from;
        Some(cue)
    }

    /// The verb group that ends at a verb: auxiliaries, negation and what stands between.
    pub(super) fn group(&self, head: usize, from: usize) -> Group {
        let text = self.text;
        let mut group = Group {
            start: head,
            ..Group::default()
        };
        let mut at = head;
        for _ in 0..6 {
            if at <= from {
                break;
            }
            let left = at - 1;
            let kind = self.kind(left);
            let contracted = text.tokens[left].shape == Shape::Word
                && !text.tokens[left].apart
                && matches!(text.letters(left), "'s" | "’s")
                && left > from
                && self.kind(left - 1).any(Kind::PRONOUN);
            let month = kind.any(Kind::MONTH) && text.tokens[left].capital && left > from;
            if kind.any(Kind::AUXILIARY) && !month && (contracted || !text.genitive(left)) {
                group.start = left;
                // The auxiliary next to the verb decides its form.
                group.be |= kind.any(Kind::BE) && !group.have || contracted && !group.auxiliary;
                group.have |= kind.any(Kind::HAVE) && !group.auxiliary;
                group.modal |= kind.any(Kind::MODAL.or(Kind::DO));
                group.auxiliary = true;
            } else if kind.any(Kind::NOT) {
                group.negated = true;
            } else if text.says(left, "longer") && left > from && text.says(left - 1, "no") {
                group.negated = true;
                at = left - 1;
                continue;
            } else {
                let passed = text.is_adverb(left)
                    || ["both", "all", "each"]
                        .iter()
                        .any(|word| text.says(left, word))
                        && left > from
                        && self.kind(left - 1).any(Kind::PRONOUN.or(Kind::AUXILIARY));
                if !passed {
                    group.infinitive = text.says(left, "to") && (group.auxiliary || at == head);
                    break;
                }
            }
            at = left;
        }
        group.left = at.max(from);
        // Adverbs before the first auxiliary are outside.
        group
    }

    pub(super) fn verb_cue(
        &self,
        at: usize,
        from: usize,
        to: usize,
        before: &[Cue],
    ) -> Option<Cue> {
        let text = self.text;
        let token = &text.tokens[at];
        let word = token.word?;
        let group = self.group(at, from);
        let next = self.past_aside(self.skip_adverbs(at + 1, to), to);
        for (index, forms) in &word.verbs {
            let verb = &text.lexicon.verbs[*index as usize];
            for frame in &verb.frames {
                let mut end = at + 1;
                if let Some(particle) = frame.particle {
                    // "called on", "ruled it out"
                    if text.says(at + 1, particle) {
                        end = at + 2;
                    } else if particle == "out" && text.says(at + 2, particle) {
                        end = at + 1;
                    } else {
                        continue;
                    }
                }
                let after = if end > at + 1 {
                    self.skip_adverbs(end, to)
                } else {
                    next
                };
                if let Some(cue) = self.framed(
                    Look {
                        head: at,
                        end,
                        after,
                        from,
                        to,
                    },
                    *forms,
                    &group,
                    frame.act,
                    frame.follows,
                    before,
                ) {
                    return Some(cue);
                }
                if frame.particle.is_some() {
                    // The particle belongs to this use and to no other.
                    return None;
                }
            }
        }
        None
    }

    /// Past a remark between commas: "resolved, by seven votes to four, to defer".
    pub(super) fn past_aside(&self, at: usize, to: usize) -> usize {
        if !self.mark(at, ',') || self.opens(at + 1) {
            return at;
        }
        let comma = (at + 2..to.min(at + 14)).find(|&k| self.mark(k, ','));
        match comma {
            Some(comma) if self.text.says(comma + 1, "to") || self.text.says(comma + 1, "that") => {
                comma + 1
            }
            _ => at,
        }
    }

    /// Past adverbs; "never" belongs to what follows it: "vowed never to open".
    pub(super) fn skip_adverbs(&self, mut at: usize, to: usize) -> usize {
        while at < to && self.text.is_adverb(at) && !self.kind(at).any(Kind::NOT) {
            at += 1;
        }
        at
    }
}

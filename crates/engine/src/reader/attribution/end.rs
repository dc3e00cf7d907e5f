//! Where a content ends, and where one before its cue begins.

use super::super::lexicon::{Follows, Form, Kind};
use super::super::text::Shape;
use super::{Cue, Pattern, Reader};
use std::ops::Range;

impl Reader<'_, '_> {
    /// Where a content ends that begins at `begin`.
    pub(super) fn content_end(
        &self,
        begin: usize,
        i: usize,
        cues: &[Cue],
        to: usize,
        clausal: bool,
    ) -> usize {
        let text = self.text;
        let mut at = begin;
        while at < to {
            if let Some(quotation) = text.quotation(at)
                && quotation.open == at
            {
                at = quotation.close + 1;
                continue;
            }
            let token = &text.tokens[at];
            if token.mark(';') && at > begin {
                return at;
            }
            if at > begin && self.ends_clause(at, i, cues, to) {
                return at;
            }
            // A quotation as an object ends with its marks.
            if !clausal
                && at > begin
                && self.closes(at - 1)
                && self.opens(begin)
                && token.is(Kind::PREPOSITION)
                && !self.text.says(at, "of")
            {
                return at;
            }
            if !clausal && token.mark(',') {
                // A list goes on; anything else ends an object.
                let list = (at + 1..to.min(at + 8)).any(|k| self.kind(k).any(Kind::AND))
                    && !text.clause(at + 1..to.min(at + 8));
                if !list {
                    return at;
                }
            }
            at += 1;
        }
        to
    }

    /// Whether what stands at a place parts the content from the next statement.
    pub(super) fn ends_clause(&self, at: usize, i: usize, cues: &[Cue], to: usize) -> bool {
        let text = self.text;
        text.step(1);
        let comma = text.tokens[at].mark(',');
        let mut next = if comma { at + 1 } else { at };
        if next >= to {
            return false;
        }
        if text.says(next, "according") && text.says(next + 1, "to") {
            return true;
        }
        let connector = self.kind(next).any(Kind::AND)
            || text.says(next, "but")
            || text.says(next, "while")
            || text.says(next, "whereas")
            || text.says(next, "though")
            || text.says(next, "although");
        if !comma && !connector {
            return false;
        }
        let contrast = comma
            && (text.says(next, "but")
                || text.says(next, "although")
                || text.says(next, "though")
                || text.says(next, "while")
                || text.says(next, "whereas"));
        if connector {
            next += 1;
        }
        text.step(cues.len());
        let cue = cues.iter().skip(i + 1).find(|cue| cue.group.start >= next);
        let Some(cue) = cue else {
            return false;
        };
        // The next cue's group begins right here.
        let adverbs = self.skip_adverbs(next, to);
        let begins = cue.begin == next
            || cue.begin == adverbs
            || cue.group.start == next
            || cue.group.start == adverbs;
        if begins && cue.pattern != Pattern::Noun {
            if cue.aside {
                return false;
            }
            if connector
                && !comma
                && text.says(next - 1, "and")
                && !cue.inherited
                && !cue.follows.any(Follows::CORE)
            {
                return false;
            }
            return true;
        }
        // ", but in Geneva the minister said"
        contrast
            && cue.begin < next + 10
            && !cue.inherited
            && cue.pattern == Pattern::Verb
            && cue.follows.any(Follows::CORE)
    }

    pub(super) fn noun_end(&self, begin: usize, i: usize, cues: &[Cue], to: usize) -> usize {
        let text = self.text;
        let clausal = text.says(begin.saturating_sub(1), "that");
        let infinitive = text.says(begin, "to");
        // A noun that nothing governs is the subject of a verb to come.
        let subject = self.is_subject(&cues[i]);
        let mut at = begin;
        while at < to {
            if let Some(quotation) = text.quotation(at)
                && quotation.open == at
            {
                at = quotation.close + 1;
                continue;
            }
            if at > begin
                && (text.tokens[at].mark(';')
                    || text.tokens[at].mark(',') && !clausal
                    || self.ends_clause(at, i, cues, to))
            {
                return at;
            }
            // "talk of “betrayal” until the envoy rose": words in marks are the whole object.
            let words = at > begin && self.opens(begin) && self.closes(at - 1);
            if words && !self.kind(at).any(Kind::AND) && !text.says(at, "of") {
                return at;
            }
            // The verb of which the noun is the subject: "X's refusal to sign has angered Y".
            let first = at == begin + 1;
            let main = self.main_verb(at, begin) || subject && self.predicate(at, begin, to);
            if at > begin && !clausal && cues[i].begin < at && main && !(first && infinitive) {
                return at;
            }
            if clausal && subject && self.second_predicate(at, begin, to) {
                return at;
            }
            at += 1;
        }
        to
    }

    /// Whether a noun with its owner is the subject of its sentence, as far as what stands before
    /// it tells.
    fn is_subject(&self, cue: &Cue) -> bool {
        let text = self.text;
        let number = text.sentences.partition_point(|s| s.to <= cue.begin);
        let from = text.sentences[number].from;
        let from = (from..cue.begin)
            .rev()
            .find(|&at| text.tokens[at].is_mark() || self.kind(at).any(Kind::THAT))
            .map_or(from, |at| at + 1);
        text.step(cue.begin - from);
        !(from..cue.begin)
            .any(|at| text.finite(at) && !text.genitive(at) || self.kind(at).any(Kind::PREPOSITION))
    }

    /// "the dam angered farmers": a word in the past behind a noun, and before one.
    fn predicate(&self, at: usize, begin: usize, to: usize) -> bool {
        let text = self.text;
        let past = text.is_past(at, begin)
            && (text.is_noun(at - 1) || text.tokens[at - 1].shape == Shape::Number)
            && !text.says(at + 1, "by");
        let ends = at + 1 >= to || text.tokens[at + 1].mark('.');
        let object = !ends && text.opens_phrase(at + 1, to) && !text.is_time(at + 1);
        past && (ends || object) || ends && self.kind(at).any(Kind::FINITE)
    }

    /// "the claim that the dam was open angered farmers", "… was wrong": a predicate behind the
    /// verb of "that".
    fn second_predicate(&self, at: usize, begin: usize, to: usize) -> bool {
        let text = self.text;
        let auxiliary = |at: usize| {
            let month = self.kind(at).any(Kind::MONTH) && text.tokens[at].capital;
            self.kind(at).any(Kind::AUXILIARY) && !month && !text.genitive(at)
        };
        let object = at + 1 < to && text.opens_phrase(at + 1, to) && !text.is_time(at + 1);
        let verb = text.is_past(at, begin) && object || auxiliary(at) && at + 1 < to;
        verb && at > begin + 2
            && !auxiliary(at - 1)
            && !text.is_adverb(at - 1)
            && !self.kind(at - 1).any(Kind::NOT)
            && (begin..at).any(auxiliary)
            && !(begin..at).any(|between| {
                let parts = Kind::RELATIVE.or(Kind::AND).or(Kind::BUT).or(Kind::THAT);
                self.kind(between).any(parts) || text.tokens[between].mark(',')
            })
    }

    /// Whether a token is a finite verb outside a relative clause begun since `begin`.
    pub(super) fn main_verb(&self, at: usize, begin: usize) -> bool {
        let text = self.text;
        let kind = self.kind(at);
        let month = kind.any(Kind::MONTH) && text.tokens[at].capital;
        let finite = kind.any(Kind::MODAL.or(Kind::HAVE).or(Kind::BE))
            && !month
            && !text.genitive(at)
            && !text.says(at, "be")
            && !text.says(at, "having")
            && !text.says(at, "being")
            && !text.says(at, "been")
            && !(text.says(at, "have") && text.says(at - 1, "to"))
            || text.is_past(at, begin) && text.verb(at, Form::PAST) && !text.says(at + 1, "by")
            || kind.any(Kind::FINITE) && self.letters_past(at);
        finite
            && !(begin..at)
                .any(|k| self.kind(k).any(Kind::RELATIVE.or(Kind::THAT)) && !text.says(k, "whose"))
    }

    pub(super) fn letters_past(&self, at: usize) -> bool {
        let letters = self.text.letters(at);
        !matches!(
            letters,
            "needs"
                | "works"
                | "means"
                | "lies"
                | "lay"
                | "lets"
                | "let"
                | "put"
                | "cut"
                | "hit"
                | "read"
                | "costs"
                | "cost"
                | "stands"
                | "breaks"
                | "runs"
                | "falls"
                | "rises"
                | "strikes"
                | "gets"
                | "lead"
                | "leads"
        ) && !self.text.says(at.saturating_sub(1), "to")
    }

    /// A participle after the last comma that is no cue may be the reporter's gloss.
    pub(super) fn gloss(
        &self,
        begin: usize,
        end: usize,
        cues: &[Cue],
        i: usize,
    ) -> (usize, Option<Range<usize>>) {
        let text = self.text;
        let comma = (begin + 2..end)
            .rev()
            .find(|&at| text.tokens[at].mark(',') && text.quotation(at).is_none());
        if let Some(comma) = comma
            && comma + 1 < end
        {
            let next = self.skip_adverbs(comma + 1, end);
            if next < end
                && text.letters(next).ends_with("ing")
                && text.letters(next).len() > 4
                && !text.tokens[next].capital
                && !cues.iter().skip(i + 1).any(|cue| cue.head == next)
                && !text.says(next, "including")
                && !text.says(next, "during")
            {
                return (comma, Some(comma + 1..end));
            }
        }
        (end, None)
    }

    /// Where the clause begins that comes before a cue.
    pub(super) fn clause_start(&self, cue: &Cue, cues: &[Cue], i: usize, from: usize) -> usize {
        // Not before the content of an earlier cue that is parted from this one.
        let mut start = from;
        if i > 0 {
            let last = &cues[i - 1];
            let semicolon = (last.group.end..cue.begin)
                .rev()
                .find(|&at| self.mark(at, ';'));
            if let Some(semicolon) = semicolon {
                start = semicolon + 1;
            }
        }
        let semicolon = (start..cue.begin)
            .rev()
            .find(|&at| self.mark(at, ';') && self.text.quotation(at).is_none());
        if let Some(semicolon) = semicolon {
            start = semicolon + 1;
        }
        while start < cue.begin && self.kind(start).any(Kind::AND)
            || start < cue.begin && self.text.says(start, "but") && start == from
        {
            start += 1;
        }
        start
    }

    /// Where the quotations begin that end right before a place.
    pub(super) fn quotation_start(&self, end: usize, from: usize) -> usize {
        let mut at = end.saturating_sub(1);
        if self.mark(at, ',') && at > from && self.text.quotation(at).is_none() {
            at -= 1;
        }
        self.text.quotation(at).map_or(from, |quotation| {
            // Words before a short quotation belong to the same content.
            let open = quotation.open;
            if open > from && !self.text.tokens[open - 1].is_mark() && open - from < 40 {
                from
            } else {
                open
            }
        })
    }

    pub(super) fn quotation_end(&self, open: usize, to: usize) -> usize {
        self.text.quotation(open).map_or(to, |quotation| {
            (quotation.close + 1).min(to.max(quotation.close + 1))
        })
    }
}

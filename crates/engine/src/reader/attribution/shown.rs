//! What the words round a verb show of it: that it is a verb, and whether it says what follows.

use super::super::lexicon::{Form, Kind};
use super::Reader;

impl Reader<'_, '_> {
    /// "…, claims Osei.": a content before, and behind the verb nothing but a name.
    pub(super) fn told_after(
        &self,
        left: Option<usize>,
        after: usize,
        from: usize,
        to: usize,
    ) -> bool {
        let text = self.text;
        let before = left.is_some_and(|left| {
            self.closes(left)
                || self.mark(left, ',')
                    && left > from
                    && (self.closes(left - 1) || text.clause(from..left))
        });
        before
            && self.opens_name(after, to)
            && text
                .phrase_after(after, to)
                .is_some_and(|name| self.ends_after(name.end, to) && self.may_speak(&name))
    }

    /// "on Veld to withdraw": somebody, and what he is asked to do.
    pub(super) fn asked_to(&self, at: usize, to: usize) -> bool {
        let text = self.text;
        self.opens_name(at, to)
            && text.phrase_after(at, to).is_some_and(|whom| {
                let next =
                    whom.end + usize::from(whom.end < to && self.kind(whom.end).any(Kind::NOT));
                next + 1 < to && text.says(next, "to") && !self.governs_noun(next + 1, to)
            })
    }

    /// Whether a sentence shows no other verb than the one at a place: "Sarn calls for talks".
    pub(super) fn only_verb(&self, head: usize, from: usize, to: usize) -> bool {
        let text = self.text;
        text.step(60);
        let near = from.max(head.saturating_sub(30))..to.min(head + 30);
        !near.into_iter().filter(|&at| at != head).any(|at| {
            let kind = self.kind(at);
            kind.any(Kind::AUXILIARY.or(Kind::FINITE)) && !text.genitive(at)
                || text.verb(at, Form::PAST)
                || text.is_past(at, from)
        })
    }

    /// "to open", "not to open", "never again to open"
    pub(super) fn infinitive(&self, at: usize, to: usize) -> bool {
        let not = at < to && self.kind(at).any(Kind::NOT);
        let at = if not {
            self.skip_adverbs(at + 1, to)
        } else {
            at
        };
        at < to && self.text.says(at, "to")
    }

    /// Whether what stands right before a place keeps back what would be said behind it: "declined
    /// to", "is unable to", "stopped short of".
    pub(super) fn withheld(&self, at: usize, from: usize) -> bool {
        (from.max(at.saturating_sub(3))..at)
            .rev()
            .find(|&before| {
                self.kind(before).any(Kind::WITHHOLDS)
                    || !self.text.is_adverb(before)
                        && !self.kind(before).any(Kind::PREPOSITION.or(Kind::NOT))
            })
            .is_some_and(|before| self.kind(before).any(Kind::WITHHOLDS))
    }

    /// Whether "that" comes after times, places and people told.
    pub(super) fn late_that(&self, after: usize, to: usize) -> bool {
        let end = self.skip_adjuncts(after, to);
        end > after && end < to && self.text.says(end, "that") && !self.relative_that(end, to)
    }

    /// Whether "that" has a verb right behind it: "a plan that would leave".
    pub(super) fn relative_that(&self, at: usize, to: usize) -> bool {
        at + 1 < to
            && self.text.says(at, "that")
            && (self.kind(at + 1).any(Kind::AUXILIARY.or(Kind::FINITE))
                || self.text.is_past(at + 1, at))
    }
}

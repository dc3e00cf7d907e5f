//! Where a content begins after a cue.

use super::super::lexicon::{Act, Follows, Kind};
use super::super::text::Shape;
use super::{Cue, Reader};

impl Reader<'_, '_> {
    /// Where the content begins after a cue, and whether a word or mark shows it.
    pub(super) fn content_start(
        &self,
        cue: &Cue,
        after: usize,
        to: usize,
    ) -> Option<(usize, bool)> {
        let text = self.text;
        let at = self.skip_adverbs(after, to);
        if at >= to {
            return None;
        }
        let follows = cue.follows;
        let clausal = follows.any(Follows::CLAUSE.or(Follows::THAT));
        if text.says(at, "that") && clausal && at + 1 < to {
            return Some((at + 1, true));
        }
        if text.tokens[at].is(Kind::THAT) && clausal {
            return Some((at, true));
        }
        if self.opens(at)
            && follows.any(
                Follows::QUOTE
                    .or(Follows::CLAUSE)
                    .or(Follows::THING)
                    .or(Follows::THAT),
            )
        {
            return Some((at, true));
        }
        if (self.mark(at, ':') || self.mark(at, ','))
            && at + 1 < to
            && (self.opens(at + 1) || self.mark(at, ':'))
        {
            return Some((at + 1, true));
        }
        // "what the official describes as “a long lunch”"
        if text.says(at, "as") && self.opens(at + 1) && follows.any(Follows::THING) {
            return Some((at + 1, true));
        }
        let past = self.past_aside(at, to);
        if past > at {
            let that = text.says(past, "that");
            return Some((past + usize::from(that), true));
        }
        if let Some(colon) = (at..to.min(at + 4)).find(|&k| self.mark(k, ':') && self.opens(k + 1))
        {
            return Some((colon + 1, true));
        }
        let infinitive = |at: usize| self.infinitive(at, to);
        if follows.any(Follows::TO) && infinitive(at) {
            return Some((at, true));
        }
        let particle_first = cue.group.end > cue.head + 1;
        // People told, times and places, then "that" or a quotation.
        let skipped = self.skip_adjuncts(at, to);
        if skipped > at && skipped < to {
            if text.says(skipped, "that") && clausal {
                return Some((skipped + 1, true));
            }
            if self.opens(skipped) {
                return Some((skipped, true));
            }
            if (self.mark(skipped, ',') || self.mark(skipped, ':')) && self.opens(skipped + 1) {
                return Some((skipped + 1, true));
            }
            if self.mark(skipped, ':') && skipped + 1 < to {
                return Some((skipped + 1, true));
            }
            if follows.any(Follows::CLAUSE)
                && text.opens_phrase(skipped, to)
                && text.clause(skipped + 1..to)
            {
                return Some((skipped, false));
            }
            if follows.any(Follows::TO) && infinitive(skipped) {
                return Some((skipped, true));
            }
        }
        if follows.any(Follows::WHOM)
            && let Some(whom) = text.phrase_after(at, to)
        {
            let mut next = self.skip_adjuncts(whom.end, to);
            if self.mark(next, ',') && self.opens(next + 1) {
                next += 1;
            }
            if next < to {
                if text.says(next, "that") && clausal && !self.relative_that(next, to) {
                    return Some((next + 1, true));
                }
                if self.opens(next) {
                    return Some((next, true));
                }
                if self.mark(next, ':') {
                    return Some((next + 1, true));
                }
                if text.tokens[next].is(Kind::THAT) && clausal && !self.relative_that(next, to) {
                    return Some((next, true));
                }
                if infinitive(next) && follows.any(Follows::TO) {
                    // "urged the union to return": whom it is asked of is content.
                    let told = matches!(cue.act, Act::Says | Act::Threatens);
                    return Some((if told { next } else { at }, true));
                }
                if follows.any(Follows::CLAUSE)
                    && text.opens_phrase(next, to)
                    && text.clause(next + 1..to)
                    && !follows.any(Follows::THING)
                {
                    return Some((next, false));
                }
            }
            if follows.any(Follows::THING) {
                return Some((at, false));
            }
            let name = (whom.start + 1..whom.end).find(|&k| {
                text.tokens[k].capital
                    && text.tokens[k - 1].shape == Shape::Word
                    && !text.tokens[k - 1].capital
                    && !self
                        .kind(k - 1)
                        .any(Kind::DETERMINER.or(Kind::PREPOSITION).or(Kind::AND))
            });
            if let Some(name) = name
                && follows.any(Follows::CLAUSE)
                && text.clause(name + 1..to)
            {
                return Some((name, false));
            }
            if !follows.any(Follows::CLAUSE) {
                return None;
            }
        }
        if follows.any(Follows::ING) && text.letters(at).ends_with("ing") {
            return Some((at, particle_first));
        }
        let opens = text.opens_phrase(at, to);
        if follows.any(Follows::CLAUSE) {
            let clause = text.clause(at + 1..to)
                || at + 1 < to && self.kind(at).any(Kind::PRONOUN)
                || follows.any(Follows::CORE) && at + 3 < to;
            if opens && clause {
                return Some((at, false));
            }
            // "said if the deal fails", "said in return the army would go", "said never had they met"
            if clause
                && text.tokens[at].is(Kind::BUT.or(Kind::PREPOSITION).or(Kind::NOT))
                && !text.says(at, "by")
                && !text.says(at, "as")
                && !self.kind(at).any(Kind::BUT)
            {
                return Some((at, false));
            }
            if clause
                && ["if", "when", "although", "unless", "while"]
                    .iter()
                    .any(|w| text.says(at, w))
            {
                return Some((at, false));
            }
        }
        if follows.any(Follows::THING) && opens {
            return Some((at, false));
        }
        if follows.any(Follows::COMPLEMENT) && (opens || self.opens(at)) {
            return Some((at, false));
        }
        if follows.any(Follows::AT) {
            let at_ = (at + 1..to.min(at + 9)).find(|&k| text.says(k, "at"))?;
            return (at_ + 1 < to).then_some((at, false));
        }
        if follows.any(Follows::AS) {
            let as_ = (at..to.min(at + 12)).find(|&k| text.says(k, "as"))?;
            return (as_ + 1 < to).then_some((at, false));
        }
        None
    }
}

//! Nouns and adjectives as cues, and who holds what they tell.

use super::super::lexicon::{Act, Follows, Form, Kind, Noun};
use super::super::text::Shape;
use super::{Cue, Pattern, Reader};
use std::ops::Range;

impl Reader<'_, '_> {
    pub(super) fn adjective(
        &self,
        at: usize,
        adjective: Noun,
        from: usize,
        to: usize,
        before: &[Cue],
    ) -> Option<Cue> {
        let text = self.text;
        let mut verb = at.checked_sub(1).filter(|&v| v >= from)?;
        let mut negated = false;
        while verb > from
            && (text.is_adverb(verb)
                || self.kind(verb).any(Kind::NOT)
                || text.says(verb, "very")
                || text.says(verb, "more")
                || text.says(verb, "less"))
        {
            negated |= self.kind(verb).any(Kind::NOT);
            verb -= 1;
        }
        let copula = ["remain", "remained", "remains", "seemed", "felt", "feel"]
            .iter()
            .any(|w| text.says(verb, w));
        if !(self.kind(verb).any(Kind::BE) || copula)
            || text.genitive(verb) && !self.kind(verb.checked_sub(1)?).any(Kind::PRONOUN)
        {
            return None;
        }
        let group = self.group(verb, from);
        let after = self.skip_adverbs(at + 1, to);
        let (mut end, mut ok) = (at + 1, false);
        for (word, follow) in [
            ("of", Follows::OF),
            ("about", Follows::ABOUT),
            ("for", Follows::FOR),
            ("on", Follows::ON),
            ("at", Follows::AT),
        ] {
            if adjective.follows.any(follow) && text.says(after, word) {
                end = after + 1;
                ok = true;
            }
        }
        if adjective.follows.any(Follows::TO)
            && (text.says(after, "to")
                || self.kind(after).any(Kind::NOT) && text.says(after + 1, "to"))
        {
            ok = true;
            // "opposed to the plan" governs a noun, "ready to sign" a verb.
            if ["opposed", "committed", "open"]
                .iter()
                .any(|w| text.says(at, w))
                && text.opens_phrase(after + 1, to)
                && (self
                    .kind(after + 1)
                    .any(Kind::DETERMINER.or(Kind::POSSESSIVE))
                    || text.letters(after + 1).ends_with("ing"))
            {
                end = after + 1;
            }
        }
        if adjective.follows.any(Follows::THAT) && after < to {
            ok |= text.says(after, "that")
                || !text.says(at, "clear")
                    && !text.says(at, "certain")
                    && !text.says(at, "sure")
                    && text.opens_phrase(after, to)
                    && text.clause(after + 1..to);
        }
        if !ok {
            return None;
        }
        let start = group.start.min(verb);
        let mut cue = self.plain(
            start..end,
            at,
            adjective.act,
            adjective.follows,
            Pattern::Adjective,
            None,
            start,
        );
        cue.negated = negated || group.negated;
        let left = group.left.checked_sub(1).filter(|&left| left >= from);
        // "it is clear that" is nobody's.
        if left.is_some_and(|left| text.says(left, "it")) {
            return None;
        }
        self.subject(&mut cue, left, from, to, before)?;
        if cue.inverted {
            return None;
        }
        Some(cue)
    }

    pub(super) fn noun_cue(
        &self,
        at: usize,
        noun: Noun,
        from: usize,
        to: usize,
        before: &[Cue],
    ) -> Option<Cue> {
        let text = self.text;
        let after = at + 1;
        // A capital inside a sentence is part of a name: the ship “Good Hope of Karsa”.
        if after >= to || text.tokens[at].capital && at > from && text.quotation(at).is_some() {
            return None;
        }
        let mut end = at + 1;
        let mut ok = false;
        let mut by = None;
        let mut next = after;
        // "a demand by X for Y", "a call from X to Y"
        if self.of_adjunct(at, to, before) {
            return None;
        }
        // "a call on X to do something": what X is to do is the content, with X.
        if ["on", "upon"].iter().any(|w| text.says(after, w))
            && noun.follows.any(Follows::TO)
            && !noun.follows.any(Follows::ON)
            && self.asked_to(after + 1, to)
        {
            ok = true;
            end = after + 1;
            next = after + 1;
        }
        if ["by", "from"].iter().any(|w| text.says(after, w))
            && let Some(source) = text.phrase_after(after + 1, to)
        {
            next = source.end;
            by = Some(source);
        }
        // "the proposal of the mediator to wait": whose it is, where the rest says what.
        if by.is_none()
            && !self.owned(at, from)
            && let Some(source) = self.author(after, to)
        {
            if self.goes_on(noun, source.end, to) {
                next = source.end;
                by = Some(source);
            } else if !matches!(
                noun.act,
                Act::Refuses | Act::Denies | Act::Accepts | Act::Expects
            ) {
                return None;
            }
        }
        for (word, follow) in [
            ("on", Follows::ON),
            ("for", Follows::FOR),
            ("of", Follows::OF),
            ("about", Follows::ABOUT),
            ("over", Follows::OVER),
            ("against", Follows::AGAINST),
            ("in", Follows::IN),
            ("at", Follows::AT),
            ("with", Follows::WITH),
        ] {
            if !ok && noun.follows.any(follow) && text.says(next, word) && next + 1 < to {
                ok = true;
                if by.is_none() {
                    end = next + 1;
                }
                next += 1;
                break;
            }
        }
        if !ok
            && noun.follows.any(Follows::TO)
            && (text.says(next, "to")
                || self.kind(next).any(Kind::NOT) && text.says(next + 1, "to"))
        {
            ok = true;
            if [
                "opposition",
                "resistance",
                "objection",
                "commitment",
                "objections",
            ]
            .iter()
            .any(|w| text.says(at, w))
                && self.governs_noun(next + 1, to)
                && by.is_none()
            {
                end = next + 1;
                next += 1;
            }
        }
        if !ok
            && noun.follows.any(Follows::THAT)
            && next < to
            && self.kind(next).any(Kind::THAT)
            && (text.says(next, "that") || text.says(next, "whether"))
        {
            ok = true;
        }
        if !ok {
            return None;
        }
        // Who holds it: a possessor before the noun, past its adjectives.
        let mut source = by.clone();
        let mut inherited = false;
        let mut begin = at;
        let mut left = at;
        let mut nation = None;
        let mut given_up = false;
        for _ in 0..5 {
            let Some(l) = left.checked_sub(1).filter(|&l| l >= from) else {
                break;
            };
            let kind = self.kind(l);
            if source.is_some() {
                break;
            }
            if kind.any(Kind::POSSESSIVE) {
                source = Some(l..l + 1);
                begin = l;
                // "repeated her demand for": the subject holds it.
                let verb = l.checked_sub(1).filter(|&v| {
                    v >= from
                        && (self.kind(v).any(Kind::LIGHT)
                            || text
                                .verb(v, Form::PAST.or(Form::S).or(Form::ING).or(Form::PARTICIPLE)))
                });
                // "rejected their demand for": somebody else's.
                if verb.is_some_and(|verb| self.answers(verb)) {
                    return None;
                }
                given_up = verb.is_some_and(|verb| self.kind(verb).any(Kind::GIVES_UP));
                if let Some(verb) = verb
                    && let Some((holder, shared)) = self.holder(verb, noun, from, to, before)
                {
                    source = Some(holder);
                    inherited = shared;
                    begin = at;
                }
                break;
            }
            if text.genitive(l) {
                let owner = text.phrase_before(l, from)?;
                begin = owner.start;
                source = Some(owner);
                break;
            }
            if text.tokens[l].capital
                && l > from
                && text.tokens[l].shape == Shape::Word
                && !kind.any(Kind::FUNCTION.or(Kind::DETERMINER))
            {
                nation = nation.or(Some(l));
                left = l;
                continue;
            }
            if kind.any(
                Kind::DETERMINER
                    .or(Kind::PREPOSITION)
                    .or(Kind::AUXILIARY)
                    .or(Kind::AND)
                    .or(Kind::BUT),
            ) || text.tokens[l].is_mark()
            {
                break;
            }
            left = l;
        }
        if source.is_none()
            && let Some(nation) = nation
        {
            begin = nation;
            source = Some(nation..nation + 1);
        }
        // Compound: "union demands", "government offer" before "for", "to".
        if source.is_none() && left < at {
            let modifier = at - 1;
            if self.kind(modifier).any(Kind::OFFICE) && !self.kind(modifier).any(Kind::DETERMINER) {
                source = Some(modifier..modifier + 1);
                begin = modifier;
            }
        }
        if source.is_none() {
            // "issued a call for": the subject of the light verb.
            let light = (from.max(at.saturating_sub(6))..at)
                .rev()
                .find(|&l| self.kind(l).any(Kind::LIGHT) && !self.answers(l));
            let Some(light) = light else {
                // "the fear that": nobody is named.
                let shown = text.says(next, "that") || self.opens(next);
                if !shown || next + 3 > to {
                    return None;
                }
                let mut cue =
                    self.plain(at..end, at, noun.act, noun.follows, Pattern::Noun, None, at);
                cue.subject = Some(next..next);
                return Some(cue);
            };
            if (light + 1..at).any(|l| {
                text.tokens[l].is_mark() || self.kind(l).any(Kind::PREPOSITION.or(Kind::AND))
            }) {
                return None;
            }
            let (holder, shared) = self.holder(light, noun, from, to, before)?;
            given_up = self.kind(light).any(Kind::GIVES_UP);
            source = Some(holder);
            inherited = shared;
            begin = at;
        }
        let mut cue = self.plain(
            at..end,
            at,
            noun.act,
            noun.follows,
            Pattern::Noun,
            source,
            begin,
        );
        cue.inherited = inherited;
        cue.negated = given_up;
        // Where the content begins.
        cue.subject = Some(next..next);
        Some(cue)
    }

    /// Whether somebody's name or a word for him stands before a noun: "her latest offer".
    fn owned(&self, at: usize, from: usize) -> bool {
        (from.max(at.saturating_sub(4))..at)
            .rev()
            .take_while(|&before| !self.text.tokens[before].is_mark())
            .any(|before| self.text.genitive(before) || self.kind(before).any(Kind::POSSESSIVE))
    }

    /// Who made what a noun tells of, where "of" follows it and somebody who can speak: "the offer of
    /// the union". "Fear of the union" is somebody else's.
    fn author(&self, of: usize, to: usize) -> Option<Range<usize>> {
        self.text
            .says(of, "of")
            .then(|| self.text.phrase_after(of + 1, to))?
            .filter(|source| self.speaker(source))
    }

    /// Whether what somebody offers, claims or refuses to do follows his name.
    fn goes_on(&self, noun: Noun, at: usize, to: usize) -> bool {
        let text = self.text;
        noun.follows.any(Follows::TO) && self.infinitive(at, to)
            || noun.follows.any(Follows::THAT) && at < to && text.says(at, "that")
            || noun.follows.any(Follows::FOR) && at + 1 < to && text.says(at, "for")
            || noun.follows.any(Follows::ON) && at + 1 < to && text.says(at, "on")
    }

    /// Whether a noun belongs to how or where a verb before it says what follows: "said in a
    /// statement that", "notes with regret that".
    fn of_adjunct(&self, at: usize, to: usize, before: &[Cue]) -> bool {
        before.last().is_some_and(|cue| {
            cue.pattern != Pattern::Noun
                && cue.group.end <= at
                && at < cue.group.end + 8
                && self.skip_adjuncts(cue.group.end, to) > at
        })
    }

    /// Whether a verb answers what somebody else has said: "rejected the proposal", "heard a plea".
    fn answers(&self, at: usize) -> bool {
        let text = self.text;
        let acts = |act: Act| matches!(act, Act::Refuses | Act::Denies | Act::Accepts);
        !self.kind(at).any(Kind::GIVES_UP)
            && text.tokens[at].word.is_some_and(|word| {
                word.verbs.iter().any(|(verb, _)| {
                    let frames = &text.lexicon.verbs[*verb as usize].frames;
                    frames
                        .iter()
                        .any(|frame| frame.particle.is_none() && acts(frame.act))
                })
            })
    }

    /// The subject of the verb whose object a noun is, and whether it is shared.
    pub(super) fn holder(
        &self,
        verb: usize,
        noun: Noun,
        from: usize,
        to: usize,
        before: &[Cue],
    ) -> Option<(Range<usize>, bool)> {
        let group = self.group(verb, from);
        if group.negated || group.be && !self.text.letters(verb).ends_with("ing") {
            return None;
        }
        let mut cue = self.plain(
            verb..verb + 1,
            verb,
            noun.act,
            noun.follows,
            Pattern::Noun,
            None,
            verb,
        );
        if self.text.letters(verb).ends_with("ing") && !group.be || group.infinitive {
            let source = self.inherit(from, verb, before)?;
            return Some((source, true));
        }
        let left = group.left.checked_sub(1).filter(|&left| left >= from);
        self.subject(&mut cue, left, from, to, before)?;
        Some((cue.source?, cue.inherited))
    }

    /// Whether "to" is followed by a noun phrase and not by a verb.
    pub(super) fn governs_noun(&self, at: usize, to: usize) -> bool {
        at < to
            && (self.kind(at).any(Kind::DETERMINER.or(Kind::POSSESSIVE))
                || self.text.tokens[at].capital
                || self.text.letters(at).ends_with("ing"))
    }
}

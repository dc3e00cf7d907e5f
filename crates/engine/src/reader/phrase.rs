//! Noun phrases by the small words round them: who a text names, to the left or right of a place.
//!
//! No part of speech is guessed: a phrase reaches as far as nothing that ends a noun phrase is
//! met. Each look covers at most [`REACH`] words.

use super::lexicon::{Form, Kind};
use super::text::{Shape, Text};
use std::ops::Range;

/// The longest noun phrase, in words.
pub const REACH: usize = 30;

impl Text<'_> {
    /// Whether a verb shows between two places.
    pub fn clause(&self, range: Range<usize>) -> bool {
        self.step(range.len());
        range.into_iter().any(|token| self.finite(token))
    }

    /// Whether a noun phrase can begin here.
    pub fn opens_phrase(&self, token: usize, to: usize) -> bool {
        if token >= to {
            return false;
        }
        let at = &self.tokens[token];
        match at.shape {
            Shape::Number => true,
            Shape::Mark(_) => matches!(at.shape, Shape::Mark('$' | '€' | '£')),
            Shape::Word => {
                at.is(Kind::DETERMINER.or(Kind::POSSESSIVE).or(Kind::PRONOUN))
                    || at.capital
                    || self.says(token, "there")
                    || !at.is(Kind::PREPOSITION
                        .or(Kind::AUXILIARY)
                        .or(Kind::AND)
                        .or(Kind::BUT)
                        .or(Kind::NOT)
                        .or(Kind::OBJECT)
                        .or(Kind::THAT)
                        .or(Kind::ADVERB))
            }
        }
    }

    /// The noun phrase that ends before a token; nothing before `from` is looked at. A day at its
    /// end is when something was done and no part of who did it.
    pub fn phrase_before(&self, end: usize, from: usize) -> Option<Range<usize>> {
        let end = self.before_day(end, from);
        if end <= from {
            return None;
        }
        self.step(REACH);
        // A pronoun stands alone.
        let last = end - 1;
        if self.tokens[last].is(Kind::PRONOUN) && !self.tokens[last].is(Kind::TITLE) {
            return Some(last..end);
        }
        let mut start = end;
        let mut and = None;
        let mut after_verb = false;
        let limit = from.max(end.saturating_sub(REACH));
        let mut at = end;
        while at > limit {
            at -= 1;
            let token = &self.tokens[at];
            if let Some(quotation) = self.quotation(at)
                && self
                    .quotation(end - 1)
                    .is_none_or(|own| own.open != quotation.open)
                && self.tokens[at].is_mark()
            {
                // A short one is part of a name, unless it is somebody's words: "“Enough,” she said".
                let words = matches!(
                    self.tokens[quotation.close.saturating_sub(1)].shape,
                    Shape::Mark(',' | '.' | '?' | '!' | '…')
                );
                if quotation.words <= 3 && !words && quotation.open >= limit && start < end {
                    at = quotation.open;
                    start = at;
                    continue;
                }
                break;
            }
            match token.shape {
                Shape::Number => {
                    start = at;
                    continue;
                }
                Shape::Mark(mark) => match mark {
                    ')' => {
                        match (limit..at)
                            .rev()
                            .take(8)
                            .find(|&i| self.tokens[i].mark('('))
                        {
                            Some(open) if open > limit => {
                                at = open;
                                start = at;
                                continue;
                            }
                            _ => break,
                        }
                    }
                    '.' if at > limit
                        && (self.tokens[at - 1].is(Kind::ABBREVIATION)
                            || self.letters(at - 1).chars().count() == 1) =>
                    {
                        start = at;
                        continue;
                    }
                    '-' | '/' | '&' if !token.apart => {
                        start = at;
                        continue;
                    }
                    '\'' | '’' if self.genitive(at) => {
                        start = at;
                        continue;
                    }
                    _ => break,
                },
                Shape::Word => {}
            }
            if self.genitive(at) {
                start = at;
                continue;
            }
            if token.is(Kind::AND) {
                if start == end {
                    break;
                }
                and = Some(at);
                start = at;
                continue;
            }
            if token.is(Kind::AUXILIARY) && !token.is(Kind::MONTH)
                || token.is(Kind::PRONOUN.or(Kind::BUT))
                || token.is(Kind::THAT.or(Kind::RELATIVE))
                    && !token.is(Kind::DETERMINER.or(Kind::POSSESSIVE))
            {
                after_verb = token.is(Kind::AUXILIARY);
                break;
            }
            // "The officials held in Doha": the participle is part of whom it tells of.
            if start < end && at + 1 < end && self.tied(at + 1, limit) {
                start = at;
                continue;
            }
            if token.is(Kind::FINITE) && !token.capital && !token.is(Kind::UNIT) {
                after_verb = true;
                break;
            }
            if self.plain_verb(at) && start < end
                || self.is_past(at, limit)
                || self.verb(at, Form::ING)
                    && !token.capital
                    && self.tokens[at].word.is_some_and(|w| w.noun.is_none())
                    && at > limit
                    && self.tokens[at - 1].mark(',')
            {
                after_verb = true;
                break;
            }
            if token.is(Kind::DETERMINER.or(Kind::POSSESSIVE)) {
                // "that" before a noun phrase is no part of it.
                if self.says(at, "that")
                    && at + 1 < end
                    && (self.tokens[at + 1].is(Kind::DETERMINER.or(Kind::ABOUT).or(Kind::OVER))
                        || self.tokens[at + 1].shape == Shape::Number
                        || self.tokens[at + 1].capital
                        || at > limit
                            && self.tokens[at - 1]
                                .word
                                .is_some_and(|word| !word.verbs.is_empty() || word.noun.is_some()))
                {
                    break;
                }
                start = at;
                if at <= limit {
                    break;
                }
                let left = &self.tokens[at - 1];
                let seen_by = self.says(at - 1, "by")
                    && at >= limit + 3
                    && self.participle(at - 2)
                    && self.is_noun(at - 3);
                let joined = seen_by
                    || left.is(Kind::JOINS)
                        && at >= limit + 2
                        && self.is_noun(at - 2)
                        && !self.is_time(at - 2)
                        && !self.is_past(at - 2, limit);
                if joined
                    || left.is(Kind::AND)
                    || left.is(Kind::DETERMINER)
                    || left.is(Kind::PREPOSITION) && self.tied(at - 1, limit)
                {
                    continue;
                }
                after_verb = self.finite(at - 1) || left.is(Kind::PREPOSITION);
                break;
            }
            if token.is(Kind::PREPOSITION) {
                // "a letter seen by the paper"
                if self.says(at, "by")
                    && at >= limit + 2
                    && start < end
                    && self.participle(at - 1)
                    && self.is_noun(at - 2)
                    && !self.tokens[at - 2].is(Kind::PRONOUN)
                {
                    at -= 1;
                    start = at;
                    continue;
                }
                if start < end
                    && (self.tied(at, limit)
                        || token.is(Kind::JOINS)
                            && at > limit
                            && self.is_noun(at - 1)
                            && !self.is_time(at - 1)
                            && !self.is_past(at - 1, limit))
                {
                    start = at;
                    continue;
                }
                // "sources in Kest and in Sarn"
                if token.is(Kind::JOINS)
                    && start < end
                    && at >= limit + 2
                    && self.tokens[at - 1].is(Kind::AND)
                    && self.is_noun(at - 2)
                {
                    start = at;
                    continue;
                }
                after_verb = true;
                break;
            }
            let next_genitive = self.genitive_at(at + 1);
            if !next_genitive
                && start < end
                && (self.is_time(at) || token.is(Kind::ADVERB.or(Kind::OBJECT)))
            {
                break;
            }
            start = at;
        }
        // "backed the plan and Osei said", but "said Osei and Brask had agreed".
        let article = self.tokens[start].is(Kind::DETERMINER) && and > Some(start + 1);
        let names = self.tokens[start].capital || article;
        if let Some(and) = and
            && after_verb
            && !(names && start > from && self.only_clause(start - 1))
        {
            start = start.max(and + 1);
        }
        while start < end
            && self.tokens[start].is(Kind::AND.or(Kind::PREPOSITION))
            && !self.tokens[start].is(Kind::DETERMINER)
        {
            start += 1;
        }
        let named = (start..end).any(|i| {
            self.tokens[i].shape == Shape::Word
                && (self.is_noun(i) || self.tokens[i].is(Kind::DETERMINER.or(Kind::PRONOUN)))
        });
        (start < end && named).then_some(start..end)
    }

    /// The noun phrase that begins at a token; nothing from `to` on is looked at.
    pub fn phrase_after(&self, begin: usize, to: usize) -> Option<Range<usize>> {
        if begin >= to {
            return None;
        }
        self.step(REACH);
        if self.tokens[begin].is(Kind::PRONOUN.or(Kind::OBJECT))
            && !self.tokens[begin].is(Kind::DETERMINER)
        {
            return Some(begin..begin + 1);
        }
        let limit = to.min(begin + REACH);
        let mut at = begin;
        while at < limit {
            let token = &self.tokens[at];
            match token.shape {
                Shape::Number => {}
                Shape::Mark(mark) => {
                    let inside = match mark {
                        '.' => {
                            at > begin && self.tokens[at - 1].is(Kind::ABBREVIATION)
                                || at > begin
                                    && self.letters(at - 1).chars().count() == 1
                                    && at + 1 < limit
                        }
                        '-' | '/' | '&' => !token.apart,
                        '\'' | '’' => self.genitive(at),
                        '(' => at > begin,
                        ')' => true,
                        ',' => match self.apposition(at, limit) {
                            Some(end) => {
                                at = end;
                                continue;
                            }
                            None => false,
                        },
                        _ => false,
                    };
                    if !inside {
                        break;
                    }
                }
                Shape::Word => {
                    if self.genitive(at) {
                        at += 1;
                        continue;
                    }
                    if token.is(Kind::AUXILIARY) && !token.is(Kind::MONTH)
                        || token.is(Kind::BUT)
                        || token.is(Kind::THAT) && !(at == begin && token.is(Kind::DETERMINER))
                        || token.is(Kind::PRONOUN) && at > begin
                    {
                        break;
                    }
                    if token.is(Kind::AND) {
                        if at == begin
                            || at + 1 >= limit
                            || !(self.tokens[at + 1].capital
                                || self.tokens[at + 1].is(Kind::DETERMINER))
                        {
                            break;
                        }
                    } else if token.is(Kind::PREPOSITION) {
                        let joins = self.says(at, "of")
                            || token.is(Kind::JOINS) && at + 1 < limit && {
                                let next = &self.tokens[at + 1];
                                (next.capital
                                    || next.is(Kind::DETERMINER)
                                        && !self.says(at, "in")
                                        && !self.says(at, "on"))
                                    && !self.is_time(at + 1)
                                    && !(at + 1..limit.min(at + 4))
                                        .any(|i| self.tokens[i].is(Kind::OCCASION))
                            }
                            || at > begin + 1 && self.governed(at);
                        let seen_by = at > begin && self.says(at, "by") && self.participle(at - 1);
                        if !(joins || seen_by) || at == begin {
                            break;
                        }
                    } else if at > begin {
                        let next_genitive = self.genitive_at(at + 1);
                        if self.is_time(at) && !next_genitive
                            || token.is(Kind::ADVERB)
                            || self.is_past(at, begin) && !token.capital && !self.says(at + 1, "by")
                            || token.is(Kind::FINITE) && !token.capital
                            || self.verb(at, Form::ING)
                                && self.tokens[at].word.is_some_and(|w| w.noun.is_none())
                                && !token.capital
                        {
                            break;
                        }
                    }
                }
            }
            at += 1;
        }
        while at > begin && self.tokens[at - 1].is(Kind::PREPOSITION.or(Kind::AND)) {
            at -= 1;
        }
        (at > begin).then_some(begin..at)
    }

    /// Whether a preposition ties what follows to the people named before it: "an official close to
    /// the union", "officials briefed on the talks", "an adviser to Osei", "protesters near Kest".
    /// Nothing before `from` is looked at.
    fn tied(&self, at: usize, from: usize) -> bool {
        if !self.tokens[at].is(Kind::PREPOSITION) || self.tokens[at].is(Kind::BUT) || at <= from {
            return false;
        }
        if self.says(at, "by") {
            return self.tokens[at - 1].is(Kind::DOCUMENT);
        }
        // "The letter to Brask" is none of his.
        let noun = self.people(at - 1) || self.tokens[at - 1].is(Kind::DOCUMENT);
        if noun || at < from + 2 {
            return noun;
        }
        let tells = !self.tokens[at - 1].capital
            && (self.participle(at - 1) && !self.only_past(at - 1)
                || self.letters(at - 1).ends_with("ing"));
        tells && self.people(at - 2) || self.governed(at)
    }

    /// Where "on Tuesday", "on 7 May", "late on Monday" begins that ends before a token.
    fn before_day(&self, end: usize, from: usize) -> usize {
        let says = |at: usize, words: &[&str]| words.iter().any(|word| self.says(at, word));
        let mut at = end;
        while at > from && end - at < 6 {
            let token = &self.tokens[at - 1];
            let next = at.checked_sub(2).filter(|next| *next >= from);
            let month = |at: usize| self.tokens[at].is(Kind::MONTH) && self.tokens[at].capital;
            let number = |at: usize| self.tokens[at].shape == Shape::Number;
            let weekday = token.is(Kind::WEEKDAY) && token.capital;
            let dated = month(at - 1)
                && next.is_some_and(|next| number(next) || says(next, &["in", "on"]))
                || number(at - 1) && (next.is_some_and(month) || at < end && month(at));
            let lead = at < end && says(at - 1, &["on", "in", "late", "early", "last"]);
            if !(weekday || dated || lead) {
                break;
            }
            at -= 1;
        }
        if at > from { at } else { end }
    }

    /// Where an apposition ends that a comma opens: "John Smith, the union's leader".
    pub fn apposition(&self, comma: usize, to: usize) -> Option<usize> {
        let first = self.tokens.get(comma + 1).filter(|_| comma + 1 < to)?;
        let article = ["the", "a", "an", "his", "her", "its", "their", "who"]
            .iter()
            .any(|word| self.says(comma + 1, word));
        let opens = article || first.is(Kind::TITLE.or(Kind::OFFICE).or(Kind::ANONYMOUS));
        if !opens {
            return self.name_apposed(comma, to);
        }
        for at in comma + 1..to.min(comma + 14) {
            let token = &self.tokens[at];
            if matches!(token.shape, Shape::Mark(',' | ';' | '.' | '“' | '"' | ':'))
                && !(token.mark('.') && self.tokens[at - 1].is(Kind::ABBREVIATION))
            {
                return (at > comma + 2).then_some(at);
            }
            if self.finite(at) && !self.tokens[at - 1].is(Kind::DETERMINER) {
                return None;
            }
        }
        (to <= comma + 14).then_some(to)
    }

    /// "the mediator, Ole Carstens.": a name and nothing else up to the end of the sentence.
    fn name_apposed(&self, comma: usize, to: usize) -> Option<usize> {
        let described = comma > 0 && self.people(comma - 1) && !self.tokens[comma - 1].capital;
        let end = (comma + 1..to.min(comma + 6))
            .find(|&at| !self.tokens[at].capital)
            .unwrap_or(to.min(comma + 6));
        let closed = end >= to || self.tokens[end].mark('.');
        (described && closed && end > comma + 2 && !self.is_time(comma + 1)).then_some(end)
    }
}

//! Whether words name somebody who can speak.

use super::super::lexicon::Kind;
use super::super::text::{Shape, Text};
use super::Reader;
use std::collections::HashSet;
use std::ops::Range;

/// The words that a text writes with a capital where no sentence and no quotation begins.
pub(super) fn names<'t>(text: &Text<'t>) -> HashSet<&'t str> {
    let mut first: HashSet<usize> = text.sentences.iter().map(|s| s.from).collect();
    first.extend(text.quotations.iter().map(|q| q.open + 1));
    text.step(text.tokens.len());
    (0..text.tokens.len())
        .filter(|at| {
            let token = &text.tokens[*at];
            token.capital && token.shape == Shape::Word && !first.contains(at)
        })
        .filter(|&at| !text.tokens[at].is(Kind::WEEKDAY.or(Kind::MONTH).or(Kind::FUNCTION)))
        .map(|at| text.letters(at))
        .collect()
}

impl Reader<'_, '_> {
    /// Nouns for people and for what people speak through.
    pub(super) fn people(&self) -> Kind {
        Kind::OFFICE
            .or(Kind::ANONYMOUS)
            .or(Kind::TITLE)
            .or(Kind::HUMAN)
    }

    /// Whether a word is a name, a pronoun for a person or a noun for people.
    pub(super) fn person_noun(&self, at: usize) -> bool {
        let Some(token) = self.text.tokens.get(at) else {
            return false;
        };
        token.is(self.people())
            || token.capital && token.shape == Shape::Word && !token.is(Kind::FUNCTION)
            || ["he", "she", "they"]
                .iter()
                .any(|word| self.text.says(at, word))
    }

    /// Whether a phrase names somebody who can speak: a person, a post, people.
    pub(super) fn speaker(&self, phrase: &Range<usize>) -> bool {
        let text = self.text;
        if phrase.is_empty() || text.names_nobody(phrase) {
            return false;
        }
        if phrase.len() == 1 && text.tokens[phrase.start].is(Kind::PRONOUN.or(Kind::POSSESSIVE)) {
            return ["he", "she", "they", "his", "her", "their", "who"]
                .iter()
                .any(|word| text.says(phrase.start, word));
        }
        let core = self.core(phrase);
        let Some(head) = self.head(&core) else {
            return false;
        };
        if text.tokens[head].is(self.people()) {
            return true;
        }
        if text.tokens[head].is(Kind::WEEKDAY.or(Kind::MONTH).or(Kind::FUNCTION)) {
            return false;
        }
        // A capital at the head of a sentence alone makes no name.
        let name = text.tokens[head].capital
            && (self.names.contains(text.letters(head))
                || head > core.start && text.tokens[head - 1].capital);
        let titled = core
            .clone()
            .any(|at| text.tokens[at].capital && text.tokens[at].is(Kind::TITLE));
        name || titled
    }

    /// A noun phrase up to its first preposition, clause or bracket.
    fn core(&self, phrase: &Range<usize>) -> Range<usize> {
        let end = phrase.clone().skip(1).find(|&at| {
            let token = &self.text.tokens[at];
            // "one of the drivers"
            let some = self.text.says(at, "of")
                && (phrase.start..at).all(|k| {
                    let token = &self.text.tokens[k];
                    token.is(Kind::DETERMINER) || token.word.is_some_and(|w| w.number.is_some())
                });
            !some && token.is(Kind::PREPOSITION.or(Kind::RELATIVE))
                || token.mark(',')
                || token.mark('(')
        });
        phrase.start..end.unwrap_or(phrase.end)
    }

    fn head(&self, core: &Range<usize>) -> Option<usize> {
        (core.start..core.end)
            .rev()
            .find(|&at| self.text.tokens[at].shape == Shape::Word)
    }

    /// Whether a phrase that a sentence begins with is a name, as far as its one word tells: it
    /// is no small word and no thing of the tables, nor built like the name of a thing.
    pub(super) fn unknown_name(&self, phrase: &Range<usize>) -> bool {
        let token = &self.text.tokens[phrase.start];
        let letters = self.text.letters(phrase.start);
        phrase.len() == 1
            && token.capital
            && token.word.is_none_or(|word| word.kind == Kind::default())
            && !["ing", "ion", "ness", "ment", "ity", "nce", "ship", "ism"]
                .iter()
                .any(|end| letters.ends_with(end))
    }

    /// Whether a phrase beside speech can be its speaker: a capital is then enough.
    pub(super) fn may_speak(&self, phrase: &Range<usize>) -> bool {
        let Some(head) = self.head(&self.core(phrase)) else {
            return false;
        };
        let token = &self.text.tokens[head];
        self.speaker(phrase)
            || token.capital
                && !self.text.names_nobody(phrase)
                && token.shape == Shape::Word
                && !token.is(Kind::FUNCTION.or(Kind::WEEKDAY).or(Kind::MONTH))
                && !self.text.letters(head).ends_with("ing")
    }

    /// The last person that some tokens name, outside of quotations.
    pub(super) fn mention(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let text = self.text;
        text.step(to.saturating_sub(from));
        let mut end = to;
        while end > from {
            end -= 1;
            if text.quotation(end).is_some() || !self.person_noun(end) || text.genitive(end) {
                continue;
            }
            if text.tokens[end].is(Kind::PRONOUN) {
                continue;
            }
            let mut start = end;
            while start > from
                && text.quotation(start - 1).is_none()
                && (text.tokens[start - 1].capital || text.tokens[start - 1].is(Kind::TITLE))
            {
                start -= 1;
            }
            // "… , says Holm"
            let told = start > from
                && text.tokens[start - 1]
                    .word
                    .is_some_and(|w| !w.verbs.is_empty());
            let several =
                told || end > start || text.tokens[end].is(Kind::HUMAN.or(Kind::ANONYMOUS));
            if start > from && text.tokens[start - 1].is(Kind::DETERMINER.or(Kind::POSSESSIVE)) {
                start -= 1;
            }
            let place = start > from && text.tokens[start - 1].is(Kind::PREPOSITION);
            let phrase = start..end + 1;
            if several && !place && !text.names_nobody(&phrase) {
                return Some(phrase);
            }
            end = start;
        }
        None
    }
}

//! The line of place, day and agency with which a report begins: "DOHA, July 9 (Reuters) - ".

use super::super::lexicon::Kind;
use super::{Shape, Text};
use std::ops::Range;

/// The longest dateline, in words and marks.
const REACH: usize = 20;
/// How far behind it words in small letters are looked for.
const BEHIND: usize = 8;

impl Text<'_> {
    /// The token behind the dateline of a paragraph; its first where it has none.
    pub(super) fn past_dateline(&self, paragraph: &Range<usize>) -> usize {
        self.step(REACH);
        let limit = paragraph.end.min(paragraph.start + REACH);
        let dash = (paragraph.start..limit).find(|&at| self.parts(at));
        dash.filter(|&dash| self.is_dateline(paragraph.start..dash, paragraph.end))
            .map_or(paragraph.start, |dash| {
                dash + 1 + usize::from(dash + 1 < paragraph.end && self.dash(dash + 1))
            })
    }

    fn dash(&self, at: usize) -> bool {
        matches!(self.tokens[at].shape, Shape::Mark('—' | '–' | '-'))
    }

    /// A dash that parts: long, or with a blank before it.
    fn parts(&self, at: usize) -> bool {
        self.dash(at) && (self.tokens[at].apart || !self.tokens[at].mark('-'))
    }

    fn is_dateline(&self, line: Range<usize>, to: usize) -> bool {
        let Some(first) = self.tokens.get(line.start).filter(|_| !line.is_empty()) else {
            return false;
        };
        let month = |at: usize| {
            self.tokens[at].is(Kind::MONTH.or(Kind::MONTH_SHORT)) && self.tokens[at].capital
        };
        let near = |at: usize| {
            line.contains(&at) && matches!(self.tokens[at].shape, Shape::Number | Shape::Mark('.'))
        };
        let dated =
            (line.start + 1..line.end).any(|at| month(at) && (near(at + 1) || near(at - 1)));
        let agency = self.tokens[line.end - 1].mark(')')
            && line.end - line.start >= 4
            && self.tokens[line.end - 3].mark('(');
        let place = first.capital && first.shape == Shape::Word;
        let written = line.clone().all(|at| match self.tokens[at].shape {
            Shape::Word => self.tokens[at].capital,
            Shape::Number => true,
            Shape::Mark(mark) => matches!(mark, ',' | '/' | '.' | '(' | ')'),
        });
        // A headline goes on in capitals; a name with a dash behind it has a second one.
        let behind = line.end + 1..to.min(line.end + 1 + BEHIND);
        let small = (behind.clone())
            .any(|at| self.tokens[at].shape == Shape::Word && !self.tokens[at].capital);
        let aside = behind.skip(1).any(|at| self.parts(at));
        place && written && small && (self.loud(line.start) || dated || agency && !aside)
    }

    /// Whether a word is written in capitals throughout.
    fn loud(&self, at: usize) -> bool {
        let letters = self.letters(at);
        letters.chars().count() >= 2 && !letters.contains(char::is_lowercase)
    }
}

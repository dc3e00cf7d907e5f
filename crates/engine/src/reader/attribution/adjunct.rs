//! People told, times, places and occasions between a cue and its content.

use super::super::lexicon::{Form, Kind};
use super::super::text::Shape;
use super::Reader;

/// The longest remark on how something is said, in words.
const MANNER: usize = 7;

impl Reader<'_, '_> {
    /// Skips people told, times, places and occasions: "told reporters in Geneva on Monday".
    pub(super) fn skip_adjuncts(&self, mut at: usize, to: usize) -> usize {
        let text = self.text;
        for _ in 0..6 {
            let start = at;
            at = self.skip_adverbs(at, to);
            if at >= to {
                return at;
            }
            if text.is_time(at) && !text.genitive_at(at + 1) && text.tokens[at].shape == Shape::Word
            {
                at += 1;
                continue;
            }
            if self.kind(at).any(Kind::NEXT.or(Kind::LAST)) && at + 1 < to && text.is_time(at + 1)
                || ["this", "every", "each", "one"]
                    .iter()
                    .any(|word| text.says(at, word))
                    && at + 1 < to
                    && text.is_time(at + 1)
            {
                at += 2;
                continue;
            }
            if let Some(end) = self.manner(at, to) {
                return end;
            }
            if self.kind(at).any(Kind::ADJUNCT) && !text.says(at, "this") && !text.says(at, "last")
            {
                let mut k = at + 1;
                let mut occasion = false;
                let mut place = false;
                while k < to && k < at + 9 {
                    let token = &text.tokens[k];
                    let kind = token.kind();
                    // "on 7 May", "on December 30, 2030"
                    let month = kind.any(Kind::MONTH) && token.capital;
                    let day = token.shape == Shape::Number && text.tokens[k - 1].is(Kind::MONTH);
                    let year = token.mark(',')
                        && text.tokens[k - 1].shape == Shape::Number
                        && text.is_time_at(k + 1)
                        && text.tokens[k + 1].shape == Shape::Number;
                    let inside = year
                        || token.mark('-') && !token.apart
                        || token.mark('’')
                        || token.mark('.') && text.tokens[k - 1].is(Kind::ABBREVIATION);
                    if token.is_mark() && !inside || self.opens(k) {
                        break;
                    }
                    let first = k == at + 1;
                    if kind.any(Kind::AUXILIARY) && !text.genitive(k) && !month
                        || kind.any(Kind::PRONOUN.or(Kind::BUT))
                        || text.says(k, "that")
                        || kind.any(Kind::DETERMINER.or(Kind::POSSESSIVE))
                            && !first
                            && !text.says(k - 1, "of")
                            && !text.says(k - 1, "with")
                        || kind.any(Kind::PREPOSITION)
                            && !text.says(k, "of")
                            && !(occasion && text.says(k, "with"))
                        || kind.any(Kind::AND) && !occasion
                    {
                        break;
                    }
                    occasion |= kind.any(Kind::OCCASION) || text.is_time(k) || day;
                    place |= token.capital;
                    // A place or a day is over where a small letter follows a name.
                    if !first
                        && place
                        && !token.capital
                        && !kind.any(Kind::OCCASION)
                        && text.tokens[k - 1].capital
                        && !text.genitive(k)
                        && !text.is_time(k)
                        && token.shape == Shape::Word
                        && !text.says(k, "of")
                    {
                        break;
                    }
                    k += 1;
                    if occasion
                        && text.tokens.get(k).is_none_or(|next| {
                            let number = month && next.shape == Shape::Number;
                            let year = day && next.mark(',') && text.is_time_at(k + 1);
                            let words = text.says(k, "of") || text.says(k, "with");
                            let time = next.is(Kind::OCCASION) || text.is_time_at(k);
                            !(number || year || words || time || next.mark('-'))
                        })
                    {
                        break;
                    }
                }
                let to_people = text.says(at, "to")
                    && k > at + 1
                    && !text.tokens[at + 1].word.is_some_and(|w| {
                        w.verbs.iter().any(|(_, f)| f.any(Form::BASE)) && w.noun.is_none()
                    });
                if occasion
                    || place && (text.says(at, "in") || text.says(at, "at") || text.says(at, "to"))
                    || to_people && self.kind(k - 1).any(Kind::ANONYMOUS.or(Kind::OFFICE))
                {
                    // The comma that closes a year: "on December 30, 2030, that"
                    let closes = self.mark(k, ',') && text.says(k + 1, "that");
                    at = k + usize::from(closes && text.tokens[k - 1].shape == Shape::Number);
                    continue;
                }
                return start;
            }
            return at.max(start);
        }
        at
    }

    /// "with regret", "in a calm voice", "with a smile": how it is said, up to "that" or a mark.
    fn manner(&self, at: usize, to: usize) -> Option<usize> {
        let text = self.text;
        if !text.says(at, "with") && !text.says(at, "in") {
            return None;
        }
        let end = (at + 1..to.min(at + MANNER)).find(|&k| {
            text.says(k, "that") && !self.relative_that(k, to)
                || self.opens(k) && matches!(text.tokens[k - 1].shape, Shape::Mark(',' | ':'))
        })?;
        let words = (at + 1..end).all(|k| {
            let token = &text.tokens[k];
            let mark = matches!(token.shape, Shape::Mark(',' | ':')) && k + 1 == end;
            let word = token.shape == Shape::Word
                && !token.capital
                && !token.is(Kind::PREPOSITION
                    .or(Kind::PRONOUN)
                    .or(Kind::AUXILIARY)
                    .or(Kind::BUT));
            mark || word
        });
        let mark = text.tokens[end - 1].is_mark();
        (words && end > at + 1 + usize::from(mark)).then_some(end - usize::from(mark))
    }
}

//! Passages in quotation marks, each paragraph anew, with every kind of mark in use.

use super::{NONE, Quotation, Shape, Text};
use std::ops::Range;

/// The longest quotation, in words.
const LONGEST_QUOTATION: usize = 600;

impl Text<'_> {
    pub(super) fn quotations_of(&mut self, paragraph: Range<usize>) {
        // The last closing single mark after each place decides whether an opening one opens.
        let mut at = paragraph.start;
        let last_single = paragraph
            .clone()
            .rev()
            .find(|&i| self.closes_single(i, &paragraph));
        while at < paragraph.end {
            let Shape::Mark(mark) = self.tokens[at].shape else {
                at += 1;
                continue;
            };
            let token = &self.tokens[at];
            let opens_word = at + 1 < paragraph.end && !self.tokens[at + 1].apart;
            let before = at > paragraph.start && !token.apart && {
                let previous = &self.tokens[at - 1];
                !matches!(
                    previous.shape,
                    Shape::Mark('(' | '[' | '—' | '–' | '-' | '“' | '"' | '«')
                )
            };
            let closing: &[char] = match mark {
                '“' | '‟' | '＂' => &['”', '"', '“'],
                '„' => &['“', '”', '"'],
                '«' => &['»'],
                '»' if !before => &['«'],
                '‹' => &['›'],
                '「' => &['」'],
                '『' => &['』'],
                '"' => &['"', '”'],
                '‘' | '\'' | '‚'
                    if opens_word && !before && last_single.is_some_and(|last| last > at) =>
                {
                    &['’', '\'', '‘']
                }
                // A closing mark that opens: typed by mistake, or in a language that does so.
                '”' if !before && opens_word => &['”', '"'],
                _ => {
                    at += 1;
                    continue;
                }
            };
            let single = closing[0] == '’';
            let limit = paragraph.end.min(at + LONGEST_QUOTATION);
            let mut close = None;
            let mut weak = None;
            for i in at + 1..limit {
                let Shape::Mark(c) = self.tokens[i].shape else {
                    continue;
                };
                if !closing.contains(&c) {
                    continue;
                }
                // “ opens another where nothing closed the first.
                if c == mark && c == '“' {
                    break;
                }
                if single {
                    if !self.closes_single(i, &paragraph) {
                        continue;
                    }
                    let inner = self.tokens[i - 1].is_mark();
                    let next_mark = i + 1 >= paragraph.end || self.tokens[i + 1].is_mark();
                    if inner || next_mark {
                        close = Some(i);
                        break;
                    }
                    weak = weak.or(Some(i));
                } else {
                    close = Some(i);
                    break;
                }
            }
            self.step(close.unwrap_or(limit) - at);
            // A single mark that is closed nowhere is an apostrophe.
            let close = close.or(weak);
            if single && close.is_none() {
                at += 1;
                continue;
            }
            let (end, closed) = match close {
                Some(close) => (close, true),
                None => (limit - 1, false),
            };
            let words = (at + 1..end + usize::from(!closed))
                .filter(|&i| !self.tokens[i].is_mark())
                .count();
            let number = u32::try_from(self.quotations.len()).unwrap_or(NONE);
            self.quoted[at..=end].fill(number);
            self.quotations.push(Quotation {
                open: at,
                close: end,
                closed,
                words,
            });
            at = end + 1;
        }
    }

    /// Whether a single mark can close a quotation.
    fn closes_single(&self, at: usize, paragraph: &Range<usize>) -> bool {
        let token = &self.tokens[at];
        matches!(token.shape, Shape::Mark('’' | '\'' | '‘'))
            && !token.apart
            && (at + 1 >= paragraph.end
                || self.tokens[at + 1].apart
                || self.tokens[at + 1].is_mark())
    }
}

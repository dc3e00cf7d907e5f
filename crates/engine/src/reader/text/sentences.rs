//! Paragraphs and sentences.

use super::super::lexicon::Kind;
use super::{LONGEST_SENTENCE, Sentence, Shape, Text, Token};
use std::ops::Range;

impl Text<'_> {
    pub(super) fn sentences_of(&mut self, paragraph: Range<usize>, number: usize) {
        let mut from = self.past_dateline(&paragraph);
        let mut at = from;
        while at < paragraph.end {
            let quotation = self.quotation(at).copied();
            let mut ends = false;
            match quotation {
                Some(quotation) if at < quotation.close => {
                    at = quotation.close.max(at + 1);
                    continue;
                }
                Some(quotation) if quotation.closed && at == quotation.close && at > from => {
                    let inside = self.tokens[at - 1].shape;
                    let next = self.tokens.get(at + 1).filter(|_| at + 1 < paragraph.end);
                    ends = match inside {
                        Shape::Mark('.' | '…') => next.is_none_or(|next| {
                            next.capital || next.is_mark() && !is_inner(next.shape)
                        }),
                        Shape::Mark('?' | '!') => {
                            next.is_none_or(|next| next.capital)
                                && !self.said_next(at + 1, &paragraph)
                        }
                        _ => false,
                    };
                }
                Some(_) => {}
                None => {
                    if let Shape::Mark(c) = self.tokens[at].shape {
                        ends = match c {
                            '.' => self.ends(at, &paragraph),
                            '?' | '!' | '…' | '。' | '؟' => true,
                            _ => false,
                        };
                    }
                }
            }
            at += 1;
            if ends || at - from >= LONGEST_SENTENCE {
                // Closing brackets belong to what they close.
                while at < paragraph.end
                    && matches!(self.tokens[at].shape, Shape::Mark(')' | ']'))
                    && at - from < LONGEST_SENTENCE
                {
                    at += 1;
                }
                self.sentences.push(Sentence {
                    from,
                    to: at,
                    paragraph: number,
                });
                from = at;
            }
        }
        if from < paragraph.end {
            self.sentences.push(Sentence {
                from,
                to: paragraph.end,
                paragraph: number,
            });
        }
    }

    /// Whether a verb of saying that has nothing of its own to say stands in the next few words:
    /// then the sentence goes on. "“Ready?” she asked." but "“Bread!” The firm said it had none."
    fn said_next(&self, from: usize, paragraph: &Range<usize>) -> bool {
        for i in from..paragraph.end.min(from + 10) {
            let token = &self.tokens[i];
            if matches!(token.shape, Shape::Mark('.' | '?' | '!' | ',' | '“' | '"')) {
                return false;
            }
            if token.word.is_some_and(|word| !word.verbs.is_empty()) {
                let said = |next: &Token| {
                    ["that", "how", "whether", "why"]
                        .iter()
                        .any(|word| self.says(i + 1, word))
                        || next.is(Kind::PRONOUN.or(Kind::DETERMINER).or(Kind::POSSESSIVE))
                            && self.clause(i + 2..paragraph.end.min(i + 12))
                };
                return i == from || !self.tokens.get(i + 1).is_some_and(said);
            }
        }
        false
    }

    /// Whether a point ends a sentence.
    fn ends(&self, at: usize, paragraph: &Range<usize>) -> bool {
        let Some(next) = self.tokens.get(at + 1).filter(|_| at + 1 < paragraph.end) else {
            return true;
        };
        if at > paragraph.start {
            let previous = &self.tokens[at - 1];
            if !self.tokens[at].apart && previous.shape == Shape::Word {
                let letters = self.letters(at - 1);
                // An initial: J. Smith.
                if letters.chars().count() == 1 && previous.capital && next.capital {
                    return false;
                }
                if previous.is(Kind::ABBREVIATION) && (next.capital || next.shape == Shape::Number)
                {
                    return false;
                }
            }
        }
        if !next.apart {
            return matches!(next.shape, Shape::Mark('“' | '"' | '‘' | '«'));
        }
        next.capital || !matches!(next.shape, Shape::Word)
    }
}

/// Marks that do not end what they follow.
fn is_inner(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::Mark(',' | ';' | ':' | ')' | ']' | '—' | '–' | '-')
    )
}

/// The paragraphs of a text: its lines, or its blocks where the lines were broken to a width.
pub(super) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(start..start + line.len());
        start += line.len();
    }
    let blank = |range: &Range<usize>| text[range.clone()].trim().is_empty();
    // A label begins a turn, however the lines are broken.
    let label = |range: &Range<usize>| is_label(&text[range.clone()]);
    let turns = lines.iter().filter(|line| label(line)).take(2).count() == 2;
    let parts = |line: &Range<usize>| blank(line) || turns && label(line);
    // Broken to a width: most lines that another follows are about as long as the longest.
    let followed: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !blank(&pair[0]) && !parts(&pair[1]))
        .map(|pair| text[pair[0].clone()].trim_end().len())
        .collect();
    let widest = followed.iter().copied().max().unwrap_or(0);
    let full = followed
        .iter()
        .filter(|width| **width * 4 >= widest * 3)
        .count();
    let broken =
        followed.len() >= 2 && (40..=120).contains(&widest) && full * 10 >= followed.len() * 7;
    if !broken {
        return lines.into_iter().filter(|line| !blank(line)).collect();
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in lines {
        if blank(&line) {
            open = false;
            continue;
        }
        match out.last_mut() {
            Some(last) if open && !parts(&line) => last.end = line.end,
            _ => out.push(line),
        }
        open = true;
    }
    out
}

/// The longest label of a turn, in bytes and in words.
const LABEL: (usize, usize) = (60, 5);

/// Whether a line begins with who speaks: "OSEI:", "Rosa Klein (union):".
fn is_label(line: &str) -> bool {
    let line = line.trim_start();
    let Some(colon) = line.find(':').filter(|colon| *colon <= LABEL.0) else {
        return false;
    };
    let rest = &line[colon + 1..];
    let name = line[..colon].split('(').next().unwrap_or("");
    let mut words = name.split_whitespace().peekable();
    words.peek().is_some()
        && rest.starts_with(char::is_whitespace)
        && name.split_whitespace().count() <= LABEL.1
        && words.all(|word| word.starts_with(char::is_uppercase))
}

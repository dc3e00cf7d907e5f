//! A text as words, paragraphs, quotations and sentences, each with its bytes.
//!
//! Paragraphs come first, then quotations inside each paragraph with a fresh start, then
//! sentences, which never end inside a quotation. Every step looks at a bounded number of words.

use super::lexicon::{Kind, Lexicon, Word};
use std::cell::Cell;
use std::ops::Range;

/// The longest sentence, in words; a longer one is cut, so that nothing is looked at too often.
pub const LONGEST_SENTENCE: usize = 240;
/// The longest quotation, in words.
const LONGEST_QUOTATION: usize = 600;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One mark.
    Mark(char),
}

/// A word, a number or a mark.
#[derive(Clone, Copy)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub shape: Shape,
    /// What the tables say of it.
    pub word: Option<&'static Word>,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether a blank or nothing stands before it.
    pub apart: bool,
}

impl Token {
    /// What it does.
    pub fn kind(&self) -> Kind {
        self.word.map_or(Kind::default(), |word| word.kind)
    }

    /// Whether it does any of these.
    pub fn is(&self, kind: Kind) -> bool {
        self.kind().any(kind)
    }

    /// Whether it is this mark.
    pub fn mark(&self, c: char) -> bool {
        self.shape == Shape::Mark(c)
    }

    /// Whether it is a mark.
    pub fn is_mark(&self) -> bool {
        matches!(self.shape, Shape::Mark(_))
    }
}

/// A passage in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The opening mark.
    pub open: usize,
    /// The closing mark, or the last token of the paragraph.
    pub close: usize,
    /// Whether it is closed.
    pub closed: bool,
    /// How many words it has.
    pub words: usize,
}

/// A sentence.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// The first token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// The paragraph.
    pub paragraph: usize,
}

/// A text taken apart.
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its paragraphs, as ranges of tokens.
    pub paragraphs: Vec<Range<usize>>,
    /// Its quotations, in order; none inside another.
    pub quotations: Vec<Quotation>,
    /// For each token the quotation it stands in, marks included.
    pub quoted: Vec<u32>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// How many steps it took to take apart and to read.
    steps: Cell<u64>,
}

/// No quotation.
pub const NONE: u32 = u32::MAX;

impl<'a> Text<'a> {
    /// Takes a text apart.
    pub fn of(text: &'a str, lexicon: &'static Lexicon) -> Text<'a> {
        let mut this = Text {
            text,
            tokens: Vec::with_capacity(text.len() / 5),
            paragraphs: Vec::new(),
            quotations: Vec::new(),
            quoted: Vec::new(),
            sentences: Vec::new(),
            steps: Cell::new(0),
        };
        for lines in paragraphs(text) {
            let from = this.tokens.len();
            this.tokenize(lines, lexicon);
            let to = this.tokens.len();
            if from < to {
                this.paragraphs.push(from..to);
            }
        }
        this.quoted = vec![NONE; this.tokens.len()];
        for i in 0..this.paragraphs.len() {
            let paragraph = this.paragraphs[i].clone();
            this.quotations_of(paragraph.clone());
            this.sentences_of(paragraph, i);
        }
        this.step(text.len() + 4 * this.tokens.len());
        this
    }

    /// Counts steps.
    pub fn step(&self, n: usize) {
        self.steps.set(self.steps.get() + n as u64);
    }

    /// How many steps were counted.
    pub fn steps(&self) -> u64 {
        self.steps.get()
    }

    /// The bytes of some tokens.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.is_empty() {
            return 0..0;
        }
        self.tokens[tokens.start].start as usize..self.tokens[tokens.end - 1].end as usize
    }

    /// The words of some tokens.
    pub fn words(&self, tokens: Range<usize>) -> &'a str {
        &self.text[self.bytes(tokens)]
    }

    /// One token's letters.
    pub fn letters(&self, token: usize) -> &'a str {
        self.words(token..token + 1)
    }

    /// Whether a token is a word of these letters, small or capital.
    pub fn says(&self, token: usize, word: &str) -> bool {
        token < self.tokens.len() && self.letters(token).eq_ignore_ascii_case(word)
    }

    /// The quotation in which a token stands.
    pub fn quotation(&self, token: usize) -> Option<&Quotation> {
        self.quotations.get(*self.quoted.get(token)? as usize)
    }

    fn tokenize(&mut self, bytes: Range<usize>, lexicon: &'static Lexicon) {
        let base = bytes.start;
        let text = &self.text[bytes];
        let mut chars = text.char_indices().peekable();
        let mut lower = String::new();
        let mut apart = true;
        while let Some((at, c)) = chars.next() {
            if c.is_whitespace() || is_invisible(c) {
                apart = true;
                continue;
            }
            let mut end = at + c.len_utf8();
            let mut shape = Shape::Mark(c);
            if c.is_ascii_digit() {
                shape = Shape::Number;
                while let Some(&(i, next)) = chars.peek() {
                    let inside = matches!(next, ',' | '.' | ':')
                        && text[i + 1..].starts_with(|c: char| c.is_ascii_digit());
                    if !next.is_ascii_digit() && !inside {
                        break;
                    }
                    end = i + next.len_utf8();
                    chars.next();
                }
            } else if c.is_alphanumeric() {
                shape = Shape::Word;
                while let Some(&(i, next)) = chars.peek() {
                    let rest = &text[i + next.len_utf8()..];
                    let letter = rest.chars().next();
                    let inner = match next {
                        '\'' | '’' => {
                            letter.is_some_and(char::is_alphabetic)
                                && !is_clitic(rest)
                                && !text[at..i].ends_with(['n', 'N'])
                        }
                        '-' | '‐' | '‑' => letter.is_some_and(char::is_alphanumeric),
                        '.' => {
                            // U.S., a.m.
                            let single = text[at..i].split('.').next_back();
                            single.is_some_and(|word| word.chars().count() == 1)
                                && letter.is_some_and(char::is_alphabetic)
                                && rest.chars().nth(1).is_none_or(|c| !c.is_alphabetic())
                        }
                        _ => is_letter(next),
                    };
                    if !inner {
                        break;
                    }
                    end = i + next.len_utf8();
                    chars.next();
                }
                // The last point of U.S. belongs to it.
                if text[at..end].contains('.') && text[end..].starts_with('.') {
                    chars.next();
                    end += 1;
                }
                // n't is a word of its own.
                if text[at..end].ends_with(['n', 'N'])
                    && end > at + 1
                    && let Some(&(i, '\'' | '’')) = chars.peek()
                    && let Some(rest) = text[i..].get(chars_len(text, i)..)
                    && rest.starts_with(['t', 'T'])
                    && !rest[1..].starts_with(is_letter)
                {
                    let split = end - 1;
                    self.push(
                        base,
                        text,
                        at..split,
                        Shape::Word,
                        apart,
                        lexicon,
                        &mut lower,
                    );
                    chars.next();
                    chars.next();
                    let end = i + chars_len(text, i) + 1;
                    self.push(
                        base,
                        text,
                        split..end,
                        Shape::Word,
                        false,
                        lexicon,
                        &mut lower,
                    );
                    apart = false;
                    continue;
                }
            } else if matches!(c, '\'' | '’') && at > 0 && is_clitic(&text[end..]) && !apart {
                // 's, 're and their like are words of their own.
                shape = Shape::Word;
                while let Some(&(i, next)) = chars.peek() {
                    if !next.is_alphabetic() {
                        break;
                    }
                    end = i + next.len_utf8();
                    chars.next();
                }
            } else if matches!(c, '\'' | '`' | '’' | '‘')
                && chars.peek().is_some_and(|(_, next)| *next == c)
            {
                // Two single marks make a double one.
                shape = Shape::Mark(if c == '`' || c == '‘' { '“' } else { '"' });
                end += c.len_utf8();
                chars.next();
            }
            self.push(base, text, at..end, shape, apart, lexicon, &mut lower);
            apart = false;
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn push(
        &mut self,
        base: usize,
        text: &str,
        at: Range<usize>,
        shape: Shape,
        apart: bool,
        lexicon: &'static Lexicon,
        lower: &mut String,
    ) {
        let letters = &text[at.clone()];
        let mut word = None;
        // No word of the tables is longer.
        if shape == Shape::Word && letters.len() <= 32 {
            lower.clear();
            lower.extend(letters.chars().map(|c| match c {
                '’' => '\'',
                c => c.to_ascii_lowercase(),
            }));
            word = lexicon.get(lower);
        }
        let clamp = |n: usize| u32::try_from(base + n).unwrap_or(u32::MAX);
        self.tokens.push(Token {
            start: clamp(at.start),
            end: clamp(at.end),
            shape,
            word,
            capital: letters.starts_with(char::is_uppercase),
            apart,
        });
    }

    fn quotations_of(&mut self, paragraph: Range<usize>) {
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
            let close = close.or(weak.filter(|_| single));
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

    fn sentences_of(&mut self, paragraph: Range<usize>, number: usize) {
        let mut from = paragraph.start;
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

fn chars_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Signs without a width: they part nothing and show nothing.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c), 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069 | 0xfeff)
        || c.is_control()
}

/// Whether a text begins with the rest of a short form: s, re, ve, ll, d, m.
fn is_clitic(rest: &str) -> bool {
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|clitic| {
        rest.get(..clitic.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(clitic))
            && !rest[clitic.len()..].starts_with(is_letter)
    })
}

/// The paragraphs of a text: its lines, or its blocks where the lines were broken to a width.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(start..start + line.len());
        start += line.len();
    }
    let blank = |range: &Range<usize>| text[range.clone()].trim().is_empty();
    // Broken to a width: most lines that another follows are about as long as the longest.
    let followed: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !blank(&pair[0]) && !blank(&pair[1]))
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
            Some(last) if open => last.end = line.end,
            _ => out.push(line),
        }
        open = true;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::lexicons;
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let text = Text::of(text, &lexicons()[0]);
        text.sentences
            .iter()
            .map(|sentence| text.words(sentence.from..sentence.to).to_owned())
            .collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_say() {
        assert_eq!(
            sentences(
                "Mr. Vale met U.S. officials. He left at 5 p.m. on Jan. 3. \"We wait. We hope,\" he said. “Ready?” she asked. Yes."
            ),
            [
                "Mr. Vale met U.S. officials.",
                "He left at 5 p.m. on Jan. 3.",
                "\"We wait. We hope,\" he said.",
                "“Ready?” she asked.",
                "Yes.",
            ]
        );
    }

    #[test]
    fn quotations_with_the_marks_in_use() {
        for text in [
            "“We go,” he said.",
            "\"We go,\" he said.",
            "''We go,'' he said.",
            "``We go,'' he said.",
            "‘We go,’ he said.",
            "'We go,' he said.",
            "«We go,» he said.",
            "„We go,“ he said.",
        ] {
            let text = Text::of(text, &lexicons()[0]);
            let quotation = text
                .quotations
                .first()
                .unwrap_or_else(|| panic!("{}", text.text));
            assert!(quotation.closed, "{}", text.text);
            assert_eq!(text.words(quotation.open + 1..quotation.close), "We go,");
        }
        let text = Text::of("The workers' hall isn't the miners' hall.", &lexicons()[0]);
        assert_eq!(text.quotations.len(), 0);
        let text = Text::of("‘The workers’ hall is theirs,’ she said.", &lexicons()[0]);
        assert_eq!(
            text.words(1..text.quotations[0].close),
            "The workers’ hall is theirs,"
        );
    }

    #[test]
    fn words_fall_apart_where_they_should() {
        let text = Text::of(
            "Israel’s U.S. 60-day deal didn't over 57,000",
            &lexicons()[0],
        );
        let tokens: Vec<&str> = (0..text.tokens.len()).map(|i| text.letters(i)).collect();
        assert_eq!(
            tokens,
            [
                "Israel", "’s", "U.S.", "60", "-", "day", "deal", "did", "n't", "over", "57,000"
            ]
        );
    }
}

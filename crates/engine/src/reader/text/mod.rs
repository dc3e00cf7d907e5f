//! A text as words, paragraphs, quotations and sentences, each with its bytes.
//!
//! Paragraphs come first, then quotations inside each paragraph with a fresh start, then
//! sentences, which never end inside a quotation; a dateline is in no sentence. Every step looks at a bounded number of words.

mod dateline;
mod quotations;
mod sentences;
mod tokens;

use super::lexicon::{Kind, Lexicon, Word};
use sentences::paragraphs;
use std::cell::Cell;
use std::ops::Range;

/// The longest sentence, in words; a longer one is cut, so that nothing is looked at too often.
pub const LONGEST_SENTENCE: usize = 240;
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
    /// The tables of its language.
    pub lexicon: &'static Lexicon,
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
            lexicon,
            tokens: Vec::with_capacity(text.len() / 5),
            paragraphs: Vec::new(),
            quotations: Vec::new(),
            quoted: Vec::new(),
            sentences: Vec::new(),
            steps: Cell::new(0),
        };
        for lines in paragraphs(text) {
            let from = this.tokens.len();
            this.tokenize(lines);
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
    fn a_dateline_is_in_no_sentence() {
        for (text, first) in [
            (
                "DOHA, July 9 (Reuters) - Talks have stalled.",
                "Talks have stalled.",
            ),
            (
                "KEST/SARN, July 9 — Talks have stalled.",
                "Talks have stalled.",
            ),
            ("LORN, Sept. 4 (UPI) -- The envoy left.", "The envoy left."),
            ("KEST, West Bank (AP) — The envoy left.", "The envoy left."),
            ("Kest (Reuters) - The envoy left.", "The envoy left."),
            ("LORN, 9 July 2034 – The envoy left.", "The envoy left."),
            (
                "SARN – “We wait,” the envoy said.",
                "“We wait,” the envoy said.",
            ),
            // No datelines: a headline, an aside, a compound.
            ("TALKS FAIL - OSEI SAYS NO.", "TALKS FAIL - OSEI SAYS NO."),
            ("Osei Says No - talks fail.", "Osei Says No - talks fail."),
            (
                "Osei (Sarn) – the chair – left.",
                "Osei (Sarn) – the chair – left.",
            ),
            (
                "The deal – a poor one – is off.",
                "The deal – a poor one – is off.",
            ),
            (
                "SARN-backed talks have stalled.",
                "SARN-backed talks have stalled.",
            ),
        ] {
            assert_eq!(sentences(text), [first], "{text}");
        }
    }

    #[test]
    fn lines_broken_to_a_width_end_where_another_speaks() {
        let paragraphs = |text: &str| {
            let text = Text::of(text, &lexicons()[0]);
            let words = |range: &Range<usize>| text.words(range.clone()).replace('\n', " ");
            text.paragraphs.iter().map(words).collect::<Vec<_>>()
        };
        let first = "OSEI: We are far apart and have been so for a very long time, and";
        let second = "KLEIN: We want a deal, and only one issue remains, which we want to";
        assert_eq!(
            paragraphs(&format!("{first}\nwe wait.\n{second}\nsettle now.\n")),
            [format!("{first} we wait."), format!("{second} settle now.")]
        );
        assert_eq!(
            paragraphs(&format!("{first}\nwe wait.\n\n{second}\nsettle now.\n")),
            [format!("{first} we wait."), format!("{second} settle now.")]
        );
        // Turns of a line each, all about as long.
        let turns = [first, second, first];
        assert_eq!(paragraphs(&turns.join("\n")), turns);
        let prose = "The envoy left the hall in the evening and went to the river,";
        assert_eq!(
            paragraphs(&format!(
                "{prose}\nand to the mill, and to the bridge, and to the crossing\nat Kest.\n"
            )),
            [format!(
                "{prose} and to the mill, and to the bridge, and to the crossing at Kest."
            )]
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

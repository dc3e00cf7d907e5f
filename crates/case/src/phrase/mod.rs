//! The one small grammar of amounts, durations, moments, windows, conditions and statements.
//!
//! ```text
//! text ─► tokens ─► amount, date, moment (windows too), condition
//! ```
//!
//! Tokens are runs of non-blank characters and round brackets. Errors carry byte offsets into
//! the phrase, so that a diagnostic can point at the very word.

mod amount;
mod condition;
mod date;
mod moment;

use crate::diagnostic::Code;
use amount::AMOUNT_HELP;

pub use amount::{amount, bytes, delivered, ratio};
pub use condition::{Condition, State, Statement, condition, statement};
pub use date::{day_and_hour, days, days_and_hour, parse_date, zone};
pub use moment::{Moment, When, duration, length, when};

/// What is wrong in a phrase, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseError {
    /// First byte in the phrase.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
    /// The code of the diagnostic.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// An id named in a phrase, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The id, possibly `duty.tranche`.
    pub id: Box<str>,
    /// First byte in the phrase.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
}

type Result<T> = std::result::Result<T, PhraseError>;

#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    from: usize,
}

impl Token<'_> {
    fn to(self) -> usize {
        self.from + self.text.len()
    }
}

struct Phrase<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    end: usize,
    code: Code,
    depth: usize,
}

/// How deep conditions, and moments counted from moments, may nest.
const MAX_NESTING: usize = 32;

impl<'a> Phrase<'a> {
    fn new(text: &'a str, code: Code) -> Self {
        let mut tokens = Vec::new();
        let mut start = None;
        for (i, c) in text.char_indices() {
            let bracket = c == '(' || c == ')';
            if (c.is_whitespace() || bracket)
                && let Some(from) = start.take()
            {
                tokens.push(Token {
                    text: &text[from..i],
                    from,
                });
            }
            if bracket {
                tokens.push(Token {
                    text: &text[i..=i],
                    from: i,
                });
            } else if !c.is_whitespace() && start.is_none() {
                start = Some(i);
            }
        }
        if let Some(from) = start {
            tokens.push(Token {
                text: &text[from..],
                from,
            });
        }
        Phrase {
            tokens,
            at: 0,
            end: text.len(),
            code,
            depth: 0,
        }
    }

    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).map(|token| token.text)
    }

    fn peek_at(&self, n: usize) -> Option<&'a str> {
        self.tokens.get(self.at + n).map(|token| token.text)
    }

    fn take(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.get(self.at).copied();
        self.at += usize::from(token.is_some());
        token
    }

    fn eat(&mut self, word: &str) -> bool {
        let hit = self.peek() == Some(word);
        self.at += usize::from(hit);
        hit
    }

    fn error<T>(&self, message: impl Into<String>, help: impl Into<String>) -> Result<T> {
        let (from, to) = match self.tokens.get(self.at) {
            Some(token) => (token.from, token.to()),
            None => (self.tokens.last().map_or(0, |t| t.from), self.end),
        };
        Err(PhraseError {
            from,
            to,
            code: self.code,
            message: message.into(),
            help: help.into(),
        })
    }

    fn finish<T>(&self, value: T, help: &str) -> Result<T> {
        match self.peek() {
            None => Ok(value),
            Some(word) => self.error(format!("`{word}` does not belong here"), help),
        }
    }

    fn name(&mut self) -> Result<Name> {
        let token = self.tokens.get(self.at).copied();
        match token {
            Some(token) if is_path(token.text) => {
                self.at += 1;
                Ok(Name {
                    id: token.text.into(),
                    from: token.from,
                    to: token.to(),
                })
            }
            Some(token) => self.error(
                format!("`{}` is not an id", token.text),
                "ids are small letters, digits and hyphens",
            ),
            None => self.error(
                "an id is missing at the end",
                "name what is meant by its id",
            ),
        }
    }

    fn whole(&mut self, what: &str) -> Result<u32> {
        let Some(word) = self.peek() else {
            return self.error(format!("{what} is missing at the end"), AMOUNT_HELP);
        };
        match word.parse::<u32>() {
            Ok(n) => {
                self.at += 1;
                Ok(n)
            }
            Err(_) => self.error(
                format!("`{word}` is not a whole number"),
                "write digits only, without thousands marks",
            ),
        }
    }
}

/// Whether a word is an id of the case language: small letters, digits, hyphens.
pub fn is_id(word: &str) -> bool {
    let bytes = word.as_bytes();
    !bytes.is_empty()
        && bytes
            .iter()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
        && bytes[0] != b'-'
        && bytes[bytes.len() - 1] != b'-'
}

fn is_path(word: &str) -> bool {
    word.split('.').all(is_id) && word.split('.').count() <= 2
}

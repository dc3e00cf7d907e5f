//! What the reader found, in the forms that leave the program: draft claims in the case
//! language, the reading card for people and programs, W3C Web Annotations, and the neutral
//! schema by which attribution is scored.

pub mod annotation;
pub mod card;
pub mod drafts;
pub mod neutral;

use std::ops::Range;

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The id of its source in the case.
    pub id: String,
    /// The path as it was named.
    pub path: String,
    /// The outlet it appeared in, where a person names it.
    pub outlet: Option<String>,
    /// Its text.
    pub text: &'a str,
    /// The digest of the file that holds the text.
    pub digest: String,
    /// Where it is on the web.
    pub url: Option<String>,
}

/// Bytes as characters: every so many bytes are counted once.
pub struct Characters<'a> {
    text: &'a str,
    marks: Vec<usize>,
}

/// Bytes between two marks.
const STRIDE: usize = 1024;

impl<'a> Characters<'a> {
    /// Counts the characters of a text.
    pub fn of(text: &'a str) -> Self {
        let mut before = 0;
        let marks = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let mark = before;
                before += begins(chunk);
                mark
            })
            .collect();
        Characters { text, marks }
    }

    /// How many characters begin before a byte.
    pub fn before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let mark = (byte / STRIDE).min(self.marks.len().saturating_sub(1));
        self.marks.get(mark).map_or(0, |count| {
            count + begins(&self.text.as_bytes()[mark * STRIDE..byte])
        })
    }

    /// A range of bytes in characters.
    pub fn range(&self, bytes: &Range<usize>) -> Range<usize> {
        self.before(bytes.start)..self.before(bytes.end)
    }
}

fn begins(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// How many characters of a quote's surroundings are kept.
pub const CONTEXT: usize = 30;

/// The characters before and after some bytes.
pub fn context<'a>(text: &'a str, bytes: &Range<usize>) -> (&'a str, &'a str) {
    let before = &text[..bytes.start];
    let start = before
        .char_indices()
        .rev()
        .nth(CONTEXT - 1)
        .map_or(0, |(at, _)| at);
    let after = &text[bytes.end..];
    let end = after
        .char_indices()
        .nth(CONTEXT)
        .map_or(after.len(), |(at, _)| at);
    (&before[start..], &after[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_bytes() {
        let text = "Israel’s — “no”".repeat(300);
        let characters = Characters::of(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(characters.before(at), n);
        }
        assert_eq!(characters.before(text.len()), text.chars().count());
        assert_eq!(context("a“b”c", &(1..4)), ("a", "b”c"));
    }
}

//! The chain of a log: each record holds the SHA-256 digest (FIPS 180-4) of the line before it.
//!
//! The digest is taken over the bytes of the line as they stand, from `{` to `}`, without the line
//! break; the first record holds the word `start`. So there is no second form to agree on, and
//! `sha256` of a line in any language gives the same answer. What the chain shows: whether a line
//! before the last was changed, taken out or put in since it was written. What it cannot show:
//! that the last line was changed, or that somebody wrote the whole file anew; for that the digest
//! of the last line is noted elsewhere.

use sha2::{Digest as _, Sha256};
use std::fmt;

/// The key that holds the digest of the line before.
pub const FOLLOWS: &str = "follows";
/// What the first record follows.
pub const START: &str = "start";

/// The digest of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of a line without its line break.
    pub fn of(line: &str) -> Digest {
        Digest(Sha256::digest(line.trim_end_matches(['\n', '\r']).as_bytes()).into())
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Digest> {
        let bytes = text.as_bytes();
        if bytes.len() != 64 {
            return None;
        }
        let mut out = [0; 32];
        for (i, pair) in bytes.chunks(2).enumerate() {
            let digit = |b: u8| char::from(b).to_digit(16);
            out[i] = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
        }
        Some(Digest(out))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// How a record stands in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It holds the digest of the line before it.
    Holds,
    /// It holds something else.
    Broken,
    /// It holds none: it was typed, or written by another program.
    None,
}

/// What a record must hold when it follows a line, or begins a log.
pub fn follows(before: Option<&str>) -> String {
    before.map_or_else(|| START.to_owned(), |line| Digest::of(line).to_string())
}

/// How a record stands that holds `held` and follows `before`.
pub fn link(held: Option<&str>, before: Option<&str>) -> Link {
    match (held, before) {
        (None, _) => Link::None,
        (Some(START), None) => Link::Holds,
        (Some(held), Some(line)) if Digest::parse(held) == Some(Digest::of(line)) => Link::Holds,
        (Some(_), _) => Link::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        // FIPS 180-4, the example "abc".
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of("abc\r\n").to_string(), abc);
        assert_eq!(Digest::parse(abc), Some(Digest::of("abc")));
        assert_eq!(Digest::parse(&abc[1..]), None);
        assert_eq!(link(Some(abc), Some("abc")), Link::Holds);
        assert_eq!(link(Some(abc), Some("abd")), Link::Broken);
        assert_eq!(link(Some(START), None), Link::Holds);
        assert_eq!(link(Some(START), Some("abc")), Link::Broken);
        assert_eq!(link(None, Some("abc")), Link::None);
    }
}

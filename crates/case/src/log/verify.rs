//! What the chain of a log shows: which lines do not follow the line before them, and where a
//! digest that was noted earlier stands.

use super::chain::{self, Digest, FOLLOWS, Link};
use super::{json, lines};

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It holds the digest of another line than the one before it.
    Broken,
    /// It holds no digest.
    NotChained,
    /// It is no record.
    Unreadable,
    /// It is the unfinished last line.
    Torn,
}

/// A line at which the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: What,
    /// What it would have to hold.
    pub expected: String,
    /// What it holds.
    pub found: Option<String>,
}

/// What the chain of a log shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many finished lines there are that are not blank.
    pub lines: usize,
    /// Where it does not hold.
    pub faults: Vec<Fault>,
    /// The digest of the last finished line.
    pub last: Option<Digest>,
    /// The line that has the digest that was asked for.
    pub noted: Option<usize>,
}

/// Holds every line of a log against the line before it, and looks for a digest noted earlier.
pub fn verify(text: &str, noted: Option<Digest>) -> Verified {
    let mut result = Verified::default();
    let mut before: Option<&str> = None;
    // Lines are numbered as an editor does, blank ones included.
    let (mut number, mut seen) = (1, 0);
    for (from, line, finished) in lines(text) {
        number += text[seen..from].matches('\n').count();
        seen = from;
        let node = json::object(line, 0, 0).ok();
        let held = node
            .as_ref()
            .and_then(|node| node.get(FOLLOWS))
            .map(|node| node.text().unwrap_or("").to_owned());
        let what = match (&node, chain::link(held.as_deref(), before)) {
            (None, _) if !finished => Some(What::Torn),
            (None, _) => Some(What::Unreadable),
            (_, Link::Broken) => Some(What::Broken),
            (_, Link::None) => Some(What::NotChained),
            (_, Link::Holds) => None,
        };
        if let Some(what) = what {
            result.faults.push(Fault {
                line: number,
                what,
                expected: chain::follows(before),
                found: held,
            });
        }
        if what == Some(What::Torn) {
            break;
        }
        if noted.is_some() && result.noted.is_none() && noted == Some(Digest::of(line)) {
            result.noted = Some(number);
        }
        result.lines += 1;
        before = Some(line);
    }
    result.last = before.map(Digest::of);
    result
}

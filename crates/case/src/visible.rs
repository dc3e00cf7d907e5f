//! Who may see an entry: visibility, inherited and narrowed, never widened.

use std::fmt;

/// The key that says who may see an entry.
pub const KEY: &str = "visible";

/// Who may see an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// All parties and the mediators.
    Shared,
    /// The mediators and one party, by its id.
    InConfidence(Box<str>),
    /// The mediators alone.
    Mediator,
}

/// For whom a page is made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody.
    Public,
    /// All parties together.
    Shared,
    /// One party, by its id.
    Party(Box<str>),
    /// The mediators.
    Mediator,
}

impl Audience {
    /// Reads `public`, `shared`, `mediator` or the id of a party.
    pub fn parse(text: &str) -> Option<Audience> {
        Some(match text {
            "public" => Audience::Public,
            "shared" => Audience::Shared,
            "mediator" => Audience::Mediator,
            id if crate::phrase::is_id(id) => Audience::Party(id.into()),
            _ => return None,
        })
    }
}

impl Visibility {
    /// Reads `public`, `shared`, `mediator` or `in confidence of PARTY`.
    pub fn parse(text: &str) -> Option<Visibility> {
        Some(match text {
            "public" => Visibility::Public,
            "shared" => Visibility::Shared,
            "mediator" => Visibility::Mediator,
            _ => {
                let id = text.strip_prefix("in confidence of ")?.trim();
                if !crate::phrase::is_id(id) {
                    return None;
                }
                Visibility::InConfidence(id.into())
            }
        })
    }

    /// Whether an audience may see it.
    pub fn open_to(&self, audience: &Audience) -> bool {
        match (self, audience) {
            (_, Audience::Mediator) | (Visibility::Public, _) => true,
            (Visibility::Shared, Audience::Shared | Audience::Party(_)) => true,
            (Visibility::InConfidence(party), Audience::Party(reader)) => party == reader,
            _ => false,
        }
    }

    /// Whether somebody may see this who may not see `other`.
    pub fn wider_than(&self, other: &Visibility) -> bool {
        match (self, other) {
            (_, Visibility::Public) => false,
            (Visibility::Public, _) => true,
            (_, Visibility::Shared) => false,
            (Visibility::Shared, _) => true,
            (Visibility::InConfidence(a), Visibility::InConfidence(b)) => a != b,
            (Visibility::InConfidence(_), Visibility::Mediator) => true,
            (Visibility::Mediator, _) => false,
        }
    }
}

impl fmt::Display for Visibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Visibility::Public => f.write_str("public"),
            Visibility::Shared => f.write_str("shared"),
            Visibility::Mediator => f.write_str("mediator"),
            Visibility::InConfidence(party) => write!(f, "in confidence of {party}"),
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Audience::Public => f.write_str("public"),
            Audience::Shared => f.write_str("shared"),
            Audience::Party(id) => f.write_str(id),
            Audience::Mediator => f.write_str("mediator"),
        }
    }
}

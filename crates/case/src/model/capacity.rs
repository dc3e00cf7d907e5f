//! What can only do so much at once: a team that can be at one site, a crossing that lets so many
//! loads through in a day.

use crate::source::Span;
use crate::value::{Decimal, Unit};

/// How much an actor or place can do at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// The id of the actor or place.
    pub id: Box<str>,
    /// Its name as it is printed.
    pub name: Box<str>,
    /// How many at most; the upper bound where a range is given.
    pub most: Decimal,
    /// What is counted (`loads`), in the words of the case; acts at once where nothing is said.
    pub of: Option<Box<str>>,
    /// Per which unit of time, where it is a flow.
    pub per: Option<Unit>,
    /// Where it stands.
    pub span: Span,
}

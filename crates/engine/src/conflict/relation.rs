//! How a decision maker compares one state with another: better or worse,
//! mildly or strongly, alike, or unknown.
//!
//! Papers: unknown preference after Li, Hipel, Kilgour and Fang (2004),
//! strength of preference after Hamouda, Kilgour and Hipel (2004).

/// How a state compares with another, for one decision maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Strongly preferred.
    MuchBetter,
    /// Preferred.
    Better,
    /// Alike.
    Same,
    /// The other one is preferred.
    Worse,
    /// The other one is strongly preferred.
    MuchWorse,
    /// Nobody can say.
    Unknown,
}

impl Relation {
    /// The same comparison seen from the other state.
    #[must_use]
    pub fn reversed(self) -> Relation {
        match self {
            Relation::MuchBetter => Relation::MuchWorse,
            Relation::Better => Relation::Worse,
            Relation::Worse => Relation::Better,
            Relation::MuchWorse => Relation::MuchBetter,
            same => same,
        }
    }
}

/// A set of relations, used as a rule ("counts as an improvement").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relations(u8);

impl Relations {
    /// Preferred, mildly or strongly.
    pub const BETTER: Relations = Relations(0b00_0011);
    /// Preferred, or perhaps preferred.
    pub const PERHAPS_BETTER: Relations = Relations(0b10_0011);
    /// Anything but strongly worse.
    pub const NOT_MUCH_WORSE: Relations = Relations(0b10_1111);
    /// No better.
    pub const NO_BETTER: Relations = Relations(0b01_1100);
    /// No better, or perhaps no better.
    pub const PERHAPS_NO_BETTER: Relations = Relations(0b11_1100);
    /// Strongly worse.
    pub const MUCH_WORSE: Relations = Relations(0b01_0000);

    /// Whether the set holds a relation.
    pub fn holds(self, relation: Relation) -> bool {
        let bit = match relation {
            Relation::MuchBetter => 0,
            Relation::Better => 1,
            Relation::Same => 2,
            Relation::Worse => 3,
            Relation::MuchWorse => 4,
            Relation::Unknown => 5,
        };
        self.0 >> bit & 1 == 1
    }
}

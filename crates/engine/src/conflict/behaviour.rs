//! Behaviours: how far ahead a decision maker looks before it leaves a state,
//! and which comparisons count as a reason to leave or to stay.
//!
//! Papers: Nash stability; general and symmetric metarationality, Howard
//! (1971); sequential stability, Fraser and Hipel (1979); symmetric sequential
//! stability, Rego and Vieira (2017); unknown preference, Li, Hipel, Kilgour
//! and Fang (2004); strength of preference, Hamouda, Kilgour and Hipel (2004).

use super::relation::Relations;

/// A stability concept that asks for a sanction against each improvement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concept {
    /// There is no improvement at all.
    Nash,
    /// The others can answer each improvement, at whatever price to themselves.
    Gmr,
    /// As GMR, and the mover cannot escape from the answer.
    Smr,
    /// As GMR, and each step of the answer is an improvement for who makes it.
    Seq,
    /// As SEQ, and the mover cannot escape from the answer.
    Sseq,
}

impl Concept {
    /// All concepts, in the order in which pages show them.
    pub const ALL: [Concept; 5] = [
        Concept::Nash,
        Concept::Smr,
        Concept::Sseq,
        Concept::Seq,
        Concept::Gmr,
    ];

    /// Whether a sanctioner only makes moves that pay for itself.
    pub fn credible(self) -> bool {
        matches!(self, Concept::Seq | Concept::Sseq)
    }

    /// Whether the mover may answer the sanction.
    pub fn symmetric(self) -> bool {
        matches!(self, Concept::Smr | Concept::Sseq)
    }

    /// The short name of the field.
    pub fn name(self) -> &'static str {
        match self {
            Concept::Nash => "nash",
            Concept::Gmr => "gmr",
            Concept::Smr => "smr",
            Concept::Seq => "seq",
            Concept::Sseq => "sseq",
        }
    }
}

/// Which comparisons count as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// A move to a state so related to the present one is a reason to leave.
    pub leaves: Relations,
    /// An answer that ends in a state so related to the present one deters.
    pub deters: Relations,
    /// A countermove to a state so related to the present one is an escape.
    pub escapes: Relations,
    /// A sanctioner's step to a state so related to where it stands pays.
    pub pays: Relations,
}

/// The published ways to treat what is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownType {
    /// Ready to gamble, wary of sanctions: leaves on unknown, not deterred by it.
    A,
    /// Leaves only for what is better, not deterred by unknown.
    B,
    /// Leaves on unknown, deterred by it.
    C,
    /// Leaves only for what is better, deterred by unknown.
    D,
}

impl UnknownType {
    /// All four.
    pub const ALL: [UnknownType; 4] = [
        UnknownType::A,
        UnknownType::B,
        UnknownType::C,
        UnknownType::D,
    ];
}

impl Rules {
    /// Everything is known: leaves for the better, is deterred by no better.
    pub const PLAIN: Rules = Rules {
        leaves: Relations::BETTER,
        deters: Relations::NO_BETTER,
        escapes: Relations::BETTER,
        pays: Relations::BETTER,
    };

    /// Only a strongly worse end deters.
    pub const STRONG: Rules = Rules {
        leaves: Relations::BETTER,
        deters: Relations::MUCH_WORSE,
        escapes: Relations::NOT_MUCH_WORSE,
        pays: Relations::BETTER,
    };

    /// Stable whatever the unknown comparisons turn out to be.
    ///
    /// Exact: the completion in which each unknown comparison of the decision
    /// maker goes against the state, and each of the others' is a tie, is the
    /// worst case for every sanction at once.
    pub const MUST: Rules = Rules {
        leaves: Relations::PERHAPS_BETTER,
        deters: Relations::NO_BETTER,
        escapes: Relations::PERHAPS_BETTER,
        pays: Relations::BETTER,
    };

    /// Stable under at least one way to settle the unknown comparisons, one by
    /// one.
    ///
    /// Exact where moves are transitive: shortest paths to the deterring states
    /// never use an unknown comparison in both senses.
    pub const MAY: Rules = Rules {
        leaves: Relations::BETTER,
        deters: Relations::PERHAPS_NO_BETTER,
        escapes: Relations::BETTER,
        pays: Relations::PERHAPS_BETTER,
    };

    /// One of the four published types of extended stability.
    pub fn of_type(kind: UnknownType) -> Rules {
        let (leaves, escapes) = match kind {
            UnknownType::A => (Relations::PERHAPS_BETTER, Relations::PERHAPS_BETTER),
            UnknownType::B => (Relations::BETTER, Relations::PERHAPS_BETTER),
            UnknownType::C => (Relations::PERHAPS_BETTER, Relations::BETTER),
            UnknownType::D => (Relations::BETTER, Relations::BETTER),
        };
        let deters = match kind {
            UnknownType::A | UnknownType::B => Relations::NO_BETTER,
            UnknownType::C | UnknownType::D => Relations::PERHAPS_NO_BETTER,
        };
        Rules {
            leaves,
            deters,
            escapes,
            pays: Relations::PERHAPS_BETTER,
        }
    }
}

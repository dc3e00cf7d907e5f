//! Whether every step of an exchange holds: what each side has given, got, and could win by leaving.
//!
//! Clauses become deliveries with a day, a giver, a cost and a worth to each party ([`delivery`]).
//! Shares and break-even ratios need counts alone ([`ratio`], [`shape`]); exposure and walk-away
//! gain need values, where the case gives them ([`gain`]); the bonds a schedule needs follow
//! ([`bond`]), how they grow with slow detection ([`delay`]), and how sure they are ([`robust`]).

pub mod bond;
pub mod delay;
pub mod delivery;
pub mod gain;
pub mod guarantor;
pub mod ratio;
pub mod robust;
pub mod shape;

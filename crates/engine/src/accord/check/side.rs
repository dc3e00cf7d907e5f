//! The sides of the exchanges: parties that owe something jointly to another one are one side, which
//! gives, gets and is held as a whole; every other party is a side of its own. How such a side shares
//! what it gives and gets is open, so what its members value counts as a range. Cost: linear.

use armistice_case::model::{ActorId, Said};

use super::{Lens, parties};

/// The sides, each with its parties, in the order of the case.
#[must_use]
pub fn sides(lens: &Lens<'_>) -> Vec<Vec<ActorId>> {
    let all = parties(lens.case);
    let mut of: Vec<usize> = (0..all.len()).collect();
    for duty in lens.terms.duties() {
        let duty = &lens.terms.agreement.obligations[duty];
        let places = |said: &Said<Vec<ActorId>>| -> Vec<usize> {
            let named = said.get().into_iter().flatten();
            named
                .filter_map(|actor| all.iter().position(|party| party == actor))
                .collect()
        };
        let (by, to) = (places(&duty.by), places(&duty.to));
        let one = duty.jointly && !duty.delivers.is_empty() && !duty.unconditional;
        if !one || to.is_empty() || to.iter().any(|party| by.contains(party)) {
            continue;
        }
        let joined: Vec<usize> = by.iter().map(|party| of[*party]).collect();
        let first = joined.iter().copied().min().unwrap_or(0);
        for side in &mut of {
            if joined.contains(side) {
                *side = first;
            }
        }
    }
    let members = |side: usize| {
        let own = all.iter().zip(&of).filter(move |(_, of)| **of == side);
        own.map(|(party, _)| *party).collect::<Vec<_>>()
    };
    let sides = (0..all.len()).map(members);
    sides.filter(|side| !side.is_empty()).collect()
}

/// The side on which an actor is.
#[must_use]
pub fn side_of(sides: &[Vec<ActorId>], actor: ActorId) -> Option<usize> {
    sides.iter().position(|side| side.contains(&actor))
}

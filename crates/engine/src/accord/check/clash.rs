//! Acts that one actor owes and is forbidden in overlapping windows, at one place or at places of which
//! one lies in the other (V19). Guarantee: exact on the windows of the text; without a place an act can
//! be anywhere. Cost: duties squared.

use armistice_case::model::{ClauseId, Key as _, ObligationId};

use super::Lens;
use crate::accord::finding::{Code, Evidence, Finding};
use crate::accord::time::network::Window;

/// One finding for each duty and each prohibition that it clashes with.
#[must_use]
pub fn clashes(lens: &Lens<'_>) -> Vec<Finding> {
    let agreement = &lens.terms.agreement;
    let mut found = Vec::new();
    for owed in lens.terms.duties() {
        let duty = &agreement.obligations[owed];
        let Some(act) = duty.act.as_ref().filter(|_| duty.must_not.is_none()) else {
            continue;
        };
        for forbidden in lens.terms.duties() {
            let ban = &agreement.obligations[forbidden];
            if ban.must_not.is_none() || ban.act.as_ref() != Some(act) {
                continue;
            }
            let by = duty.by.get().into_iter().flatten();
            let actors: Vec<_> = by
                .filter(|actor| ban.by.get().is_some_and(|by| by.contains(actor)))
                .copied()
                .collect();
            let meets = one_place(lens, owed, forbidden) && at_once(lens, owed, forbidden);
            if !actors.is_empty() && meets {
                let (owed, forbidden) =
                    (ClauseId::Obligation(owed), ClauseId::Obligation(forbidden));
                let evidence = Evidence::Clash {
                    owed,
                    forbidden,
                    actors,
                };
                found.push(lens.finding(Code::OwedAndForbidden, evidence, &[owed, forbidden]));
            }
        }
    }
    found
}

/// Whether the places of two duties are one, or one lies in the other.
fn one_place(lens: &Lens<'_>, one: ObligationId, other: ObligationId) -> bool {
    let place = |duty: ObligationId| lens.terms.agreement.obligations[duty].place.as_deref();
    let (Some(one), Some(other)) = (place(one), place(other)) else {
        return true;
    };
    let lies_in = |inner: &str, outer: &str| {
        let outer = lens.case.around(outer).first().copied();
        outer.is_some_and(|outer| lens.case.around(inner).contains(&outer))
    };
    one == other || lies_in(one, other) || lies_in(other, one)
}

/// Whether some part of a duty can fall on a day on which a prohibition can hold; taken to be so where
/// no day is known.
fn at_once(lens: &Lens<'_>, owed: ObligationId, forbidden: ObligationId) -> bool {
    let table = &lens.timetable;
    let Some((windows, held)) = lens.windows.as_ref().zip(table.held[forbidden.position()]) else {
        return true;
    };
    let not_after = |a: Option<i64>, b: Option<i64>| a.zip(b).is_none_or(|(a, b)| a <= b);
    let meet =
        |a: Window, b: Window| not_after(a.earliest, b.latest) && not_after(b.earliest, a.latest);
    let mut parts = lens.parts.of_duty(owed);
    parts.any(|part| meet(windows[table.done[part]], windows[held]))
}

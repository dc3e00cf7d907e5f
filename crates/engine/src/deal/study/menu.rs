//! What somebody could add to a deal, by assumption, as entries of a menu in units of utility.
//!
//! Guarantee: a duty that is owed whatever happens is no inducement and is left out by name; of what an entry
//! adds the lower end is taken where it is not exact, and of what it takes the upper end. Cost: linear in the assumptions.

use super::super::board::Board;
use super::super::known::{PartyKnown, stands};
use super::super::openings::inducement::{Entry, MOST_ENTRIES};
use armistice_case::model::{ActorId, AssumptionId, Case, ClauseId, NodeId};
use armistice_case::value::Amount;

/// One entry.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The assumption that gives it.
    pub assumption: AssumptionId,
    /// Who could add it.
    pub by: ActorId,
    /// What it adds for each of the parties asked about, and what that costs.
    pub entry: Entry,
    /// What the case says it takes, on a scale of whoever adds it.
    pub effort: Option<Amount>,
}

impl Offer {
    /// The most that it takes, where there is such.
    fn most(&self) -> Option<i64> {
        self.effort
            .and_then(|effort| effort.agreeing().1)
            .map(|n| n.0)
    }
}

/// What an entry counts where not of every one it is said what it takes at the most.
const ONE: i64 = 1_000_000;

/// The menu.
#[derive(Clone, Debug, Default)]
pub struct Menu {
    /// Its entries, in the order of the case.
    pub offers: Vec<Offer>,
    /// What is owed whatever happens, and so no inducement.
    pub owed: Vec<AssumptionId>,
    /// Entries beyond the most that are looked at.
    pub left_out: usize,
}

impl Menu {
    /// Whether the case says of every entry what it takes at the most; without that, each counts as one.
    pub fn is_priced(&self) -> bool {
        self.offers.iter().all(|offer| offer.most().is_some())
    }

    /// The menu for the parties in `known`, in that order.
    pub(super) fn of(
        case: &Case,
        board: &Board,
        known: &[&PartyKnown],
        instead: &[AssumptionId],
    ) -> Menu {
        let mut menu = Menu::default();
        for (id, assumption) in case.assumptions.iter() {
            let Some(inducement) = assumption
                .inducement
                .as_ref()
                .filter(|_| stands(case, id, instead))
            else {
                continue;
            };
            if inducement.of.is_some_and(|node| owed(case, node)) {
                menu.owed.push(id);
                continue;
            }
            let worth = |party: &&PartyKnown| -> i64 {
                let actor = board.parties[party.party];
                inducement
                    .adds
                    .iter()
                    .filter(|(to, _)| case.principal(*to) == actor)
                    .filter_map(|(_, amount)| amount.agreeing().0)
                    .map(|points| points.0.saturating_mul(party.point / 1_000_000))
                    .fold(0, i64::saturating_add)
            };
            menu.offers.push(Offer {
                assumption: id,
                by: inducement.by,
                entry: Entry {
                    adds: known.iter().map(worth).collect(),
                    cost: ONE,
                },
                effort: inducement.effort,
            });
        }
        if menu.is_priced() {
            for offer in &mut menu.offers {
                offer.entry.cost = offer.most().unwrap_or(ONE);
            }
        }
        menu.left_out = menu.offers.len().saturating_sub(MOST_ENTRIES);
        menu.offers.truncate(MOST_ENTRIES);
        menu
    }
}

/// Whether a clause is owed whatever happens.
fn owed(case: &Case, node: NodeId) -> bool {
    let (NodeId::Clause(ClauseId::Obligation(obligation))
    | NodeId::Clause(ClauseId::Tranche(obligation, _))) = node
    else {
        return false;
    };
    case.agreement
        .as_ref()
        .is_some_and(|agreement| agreement.obligations[obligation].unconditional)
}

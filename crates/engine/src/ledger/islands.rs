//! Islands of agreement: facts agreed and contested, norms shared and apart.
//!
//! After the table that mediators keep (Fisher, Ury and Patton call them objective criteria and
//! shared interests): only the parties' own words count. Exhaustive.

use super::slot::{Account, Datum, Slot, Voice};
use armistice_case::model::{ActorId, ActorKind, Case, ClaimId, PropositionId};
use std::collections::BTreeMap;

/// Where a proposition stands among the parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IslandKind {
    /// Every party affirms it.
    Shared,
    /// Several parties affirm it, none denies it, not all were heard.
    SharedBySome,
    /// One party affirms what another denies.
    Contested,
    /// Several parties deny it and none affirms it.
    Denied,
    /// Only one party spoke of it.
    OneParty,
    /// No party spoke of it.
    NoParty,
}

/// One proposition with who holds what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Island {
    /// The proposition.
    pub proposition: PropositionId,
    /// Whether it is a norm.
    pub norm: bool,
    /// Where it stands.
    pub kind: IslandKind,
    /// Parties that affirm it, with their claims.
    pub affirmed: Vec<(ActorId, Vec<ClaimId>)>,
    /// Parties that deny it, with their claims.
    pub denied: Vec<(ActorId, Vec<ClaimId>)>,
    /// Others that spoke of it.
    pub others: Vec<(Voice, bool, Vec<ClaimId>)>,
}

/// All propositions, in the order of the case.
pub fn islands(case: &Case, accounts: &[Account]) -> Vec<Island> {
    let parties = case.parties().count();
    let mut spoken: BTreeMap<PropositionId, Vec<&Account>> = BTreeMap::new();
    for account in accounts {
        if let Slot::Proposition(of) = account.slot {
            spoken.entry(of).or_default().push(account);
        }
    }
    case.propositions
        .iter()
        .map(|(id, proposition)| {
            let mut island = Island {
                proposition: id,
                norm: proposition.norm,
                kind: IslandKind::NoParty,
                affirmed: Vec::new(),
                denied: Vec::new(),
                others: Vec::new(),
            };
            for account in spoken.get(&id).into_iter().flatten() {
                let Datum::Holds(holds) = &account.datum else {
                    continue;
                };
                let party = match &account.voice {
                    Voice::Actor(actor) if !account.passed_on => {
                        let principal = case.principal(*actor);
                        (case.actors[principal].kind == ActorKind::Party).then_some(principal)
                    }
                    _ => None,
                };
                let Some(party) = party else {
                    island
                        .others
                        .push((account.voice.clone(), *holds, account.claims.clone()));
                    continue;
                };
                let list = if *holds {
                    &mut island.affirmed
                } else {
                    &mut island.denied
                };
                match list.iter_mut().find(|(other, _)| *other == party) {
                    Some((_, claims)) => claims.extend(&account.claims),
                    None => list.push((party, account.claims.clone())),
                }
            }
            island.affirmed.sort();
            island.denied.sort();
            island.kind = match (island.affirmed.len(), island.denied.len()) {
                (0, 0) => IslandKind::NoParty,
                (1, 0) | (0, 1) => IslandKind::OneParty,
                (0, _) => IslandKind::Denied,
                (n, 0) if n == parties => IslandKind::Shared,
                (_, 0) => IslandKind::SharedBySome,
                _ => IslandKind::Contested,
            };
            island
        })
        .collect()
}

//! What the offers and refusals that were heard would say about preferences, if they are read so.
//!
//! Every reading is a switch. Only moves that name one answer on each of the same issues are compared;
//! the other issues are taken as alike in both, and moves that a combination ties to them are left out. Guarantee and cost: those of `preferences::offers`.

use super::super::board::Board;
use super::super::known::{Contradiction, PartyKnown};
use super::super::preferences::Verdict;
use super::super::preferences::offers::{Assumed, Observed, comparisons, conceded, verdicts};
use armistice_case::model::{Case, ClaimId, Combination, Speaker, StanceKind, Target};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What one party's moves say.
#[derive(Clone, Debug)]
pub struct ReadOffers {
    /// The party (a position on the board).
    pub party: usize,
    /// The claims that tell of its moves.
    pub claims: Vec<ClaimId>,
    /// How many comparisons of packages they give.
    pub comparisons: usize,
    /// How many comparisons of weights they give.
    pub weights: usize,
    /// How many comparisons of a package with no deal they give that did not follow already.
    pub verdicts: usize,
    /// What cannot all be so with them; then they were not used.
    pub contradiction: Option<Contradiction>,
}

/// Reads the moves of every party of which something is known into that; what does not fit is left out
/// and told.
pub(super) fn read(
    case: &Case,
    board: &Board,
    known: &mut [PartyKnown],
    claims: &BTreeSet<ClaimId>,
    assumed: Assumed,
) -> Vec<ReadOffers> {
    let mut found = Vec::new();
    for party in known.iter_mut() {
        let mut read = ReadOffers {
            party: party.party,
            claims: Vec::new(),
            comparisons: 0,
            weights: 0,
            verdicts: 0,
            contradiction: None,
        };
        let mut learnt = party.clone();
        for (issues, moves) in moves(case, board, party.party, claims) {
            if !learnt.knowledge.stand_alone(&issues) {
                continue;
            }
            let observed: Vec<Observed> = moves.iter().map(|(_, _, m)| m.clone()).collect();
            for (this, than) in comparisons(&observed, assumed) {
                let pair = [this, than].map(|at| observed[at].package().to_vec());
                learnt.heard(pair, moves[this].1, moves[than].1);
                read.comparisons += 1;
            }
            // Points have no weights.
            if assumed.conceded_late_weighs_no_less && !learnt.knowledge.points {
                for (late, early) in conceded(&observed) {
                    learnt.conceded(issues[late], issues[early]);
                    read.weights += 1;
                }
            }
            if issues.len() == board.axes.len() {
                for (at, verdict) in verdicts(&observed, assumed) {
                    read.verdicts += usize::from(!follows(&learnt, &verdict));
                    learnt.judged(verdict, moves[at].1);
                }
            }
            read.claims.extend(moves.iter().map(|(_, claim, _)| *claim));
        }
        read.claims.sort_unstable();
        read.claims.dedup();
        read.contradiction = learnt.contradiction(case, board);
        if read.contradiction.is_none() {
            if let Some(prepared) = learnt.knowledge.prepare() {
                learnt.knowledge.reservation = prepared.reservation();
            }
            *party = learnt;
        }
        found.push(read);
    }
    found
}

/// Whether a verdict says no more than what is known.
fn follows(party: &PartyKnown, verdict: &Verdict) -> bool {
    let surplus = match party.knowledge.prepare() {
        Some(prepared) if !party.no_reservation => prepared.surplus(&verdict.package),
        _ => return false,
    };
    if verdict.accepted {
        surplus.least >= 0.0
    } else {
        surplus.most <= 0.0
    }
}

type Moves = Vec<(Option<Date>, ClaimId, Observed)>;

/// A party's moves by the issues that they name, each list in order of time.
fn moves(
    case: &Case,
    board: &Board,
    party: usize,
    claims: &BTreeSet<ClaimId>,
) -> BTreeMap<Vec<usize>, Moves> {
    let mut found: BTreeMap<Vec<usize>, Moves> = BTreeMap::new();
    for &id in claims {
        let claim = &case.claims[id];
        // Only its own word is its move.
        let own = claim.about.is_none()
            && matches!(claim.by[..], [Speaker::Actor(actor)] if case.principal(actor) == board.parties[party]);
        if !own {
            continue;
        }
        for kind in [StanceKind::Offers, StanceKind::Refuses] {
            let stances: Vec<_> = claim
                .stances
                .iter()
                .filter(|stance| stance.kind == kind && stance.given.is_empty())
                .collect();
            let mut combination: Combination = Vec::new();
            for stance in &stances {
                match &stance.target {
                    Target::Issue(issue, values) => combination.push((*issue, values.clone())),
                    Target::Package(id) => {
                        let mut packages = case.deal.packages.iter();
                        let package = packages.find(|(label, _)| label.id == *id);
                        combination.extend(package.map(|(_, c)| c.clone()).unwrap_or_default());
                    }
                    Target::Text(_) => {}
                }
            }
            let Some((issues, package)) = board.answers_named(&combination) else {
                continue;
            };
            let observed = if kind == StanceKind::Offers {
                Observed::Offered(package)
            } else {
                Observed::Refused(package)
            };
            let said = super::super::lines::said(case, id);
            found.entry(issues).or_default().push((said, id, observed));
        }
    }
    for list in found.values_mut() {
        list.sort_by_key(|(said, id, _)| (*said, *id));
    }
    found
}

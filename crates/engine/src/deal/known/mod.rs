//! What the case assumes about each party's preferences, as dense knowledge.
//!
//! All assumptions about one party hold together, unless one stands instead of another. With weights
//! (out of a hundred), an order or ratios, scores run from 0 to 100; scores without any of these are
//! points that add up. Guarantee: decimals enter as exact integers. Cost: linear in the case.
//!
//! ```text
//! assumptions ─► reading (weights, orders, ratios, comparisons; scores by answer) ─► PartyKnown
//!                                                                                ─► contradiction
//! ```

mod contradiction;
mod reading;
pub(super) mod scores;

pub use contradiction::Contradiction;

use super::Obstacle;
use super::board::Board;
use super::foreign::worst;
use super::preferences::{Interval, Knowledge, Rather, RatioBound, Statement, Values, Verdict};
use super::space::{DealSpace, Utility};
use crate::run::Refusal;
use armistice_case::model::{AssumptionId, Case, ClaimId, Preferences};
use armistice_case::source::Span;
use jiff::civil::Date;
use reading::Reading;

/// A hundred in millionths: the sum of weights, and the top of a score.
pub const HUNDRED: i64 = 100_000_000;

/// What is assumed about one party.
#[derive(Clone, Debug)]
pub struct PartyKnown {
    /// The party (a position on the board).
    pub party: usize,
    /// The assumptions, in the order of the case.
    pub assumptions: Vec<AssumptionId>,
    /// What follows from them.
    pub knowledge: Knowledge,
    /// Units of utility in one point.
    pub point: i64,
    /// Whether the case says nothing of the worth of no deal on the day.
    pub no_reservation: bool,
    /// Reservation values by date, in order. That of the day is in `knowledge`.
    pub drift: Vec<(Date, Interval)>,
    /// Per cent of a deal's worth that a month of waiting costs, in millionths of a per cent.
    pub discount: Option<Interval>,
    /// Where each statement stands.
    said: Vec<(Statement, Span)>,
    /// Which comparisons (positions) were read from which claims, the better one first.
    heard: Vec<(usize, ClaimId, ClaimId)>,
    /// From which claim each verdict was read.
    judged: Vec<ClaimId>,
    /// Which ratios (positions) were read from offers.
    conceded: Vec<usize>,
}

/// An end of what no deal may be worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The least that is assumed.
    Least,
    /// The most that is assumed.
    Most,
}

/// Whether an assumption holds: it stands in for no other, or it was asked for; and nothing that was
/// asked for stands in for it.
pub fn stands(case: &Case, id: AssumptionId, instead: &[AssumptionId]) -> bool {
    let replaced = instead
        .iter()
        .any(|other| case.assumptions[*other].instead_of == Some(id));
    !replaced && (case.assumptions[id].instead_of.is_none() || instead.contains(&id))
}

/// A day as a number, so that days can be counted.
pub(super) fn day_number(date: Date) -> i64 {
    let since = date.since(Date::constant(2000, 1, 1));
    since.map_or(0, |span| i64::from(span.get_days()))
}

/// The parties about whose preferences something is assumed, with what no deal is worth on a day.
pub fn known(
    case: &Case,
    board: &Board,
    day: Option<Date>,
    instead: &[AssumptionId],
) -> Result<Vec<PartyKnown>, Refusal> {
    let mut found = Vec::new();
    for (party, &actor) in board.parties.iter().enumerate() {
        let about: Vec<(AssumptionId, &Preferences)> = case
            .assumptions
            .iter()
            .filter(|(id, _)| stands(case, *id, instead))
            .filter_map(|(id, assumption)| Some((id, assumption.preferences.as_ref()?)))
            .filter(|(_, p)| case.principal(p.of) == actor && speaks_of_deals(p))
            .collect();
        if !about.is_empty() {
            let mut reading = Reading::new(case, board, party, &about);
            for (id, preferences) in &about {
                reading.interactions(*id, preferences)?;
            }
            for (id, preferences) in &about {
                reading.read(*id, preferences)?;
            }
            found.push(reading.finish(day)?);
        }
    }
    Ok(found)
}

/// Preferences may also be about states of a graph model only.
pub(super) fn speaks_of_deals(p: &Preferences) -> bool {
    !(p.order.is_empty()
        && p.option_order.is_empty()
        && p.weights.is_empty()
        && p.swings.is_empty()
        && p.ratios.is_empty()
        && p.scores.is_empty()
        && p.rather.is_empty()
        && p.interactions.is_empty()
        && p.reservation.is_none()
        && p.drift.is_empty()
        && p.discount.is_none())
}

impl PartyKnown {
    /// Weights as points out of a hundred, in millionths, where all are exact.
    pub fn points_by_issue(&self) -> Option<Vec<i64>> {
        let k = &self.knowledge;
        let exact = k.weights.iter().all(|weight| weight.is_exact());
        (exact && k.total == HUNDRED).then(|| k.weights.iter().map(|weight| weight.low).collect())
    }

    /// Adds a comparison that was heard: what `better` tells of is no worse than what `worse` does.
    pub(super) fn heard(
        &mut self,
        [better_package, worse_package]: [Vec<usize>; 2],
        better: ClaimId,
        worse: ClaimId,
    ) {
        self.heard
            .push((self.knowledge.rather.len(), better, worse));
        self.knowledge.rather.push(Rather {
            better: better_package,
            worse: worse_package,
            strictly: false,
        });
    }

    /// Whether one number says what no deal is worth, or nothing does.
    pub fn is_reservation_exact(&self) -> bool {
        self.no_reservation || self.no_deal().is_exact()
    }

    /// What no deal can be worth with everything that is known.
    fn no_deal(&self) -> Interval {
        let prepared = self.knowledge.prepare();
        prepared.map_or(self.knowledge.reservation, |prepared| {
            prepared.reservation()
        })
    }

    /// Adds that one issue was conceded later than another, or not at all, and weighs no less.
    pub(super) fn conceded(&mut self, late: usize, early: usize) {
        self.conceded.push(self.knowledge.ratios.len());
        self.knowledge.ratios.push(RatioBound {
            more: late,
            less: early,
            at_least: Some(1_000),
            at_most: None,
        });
    }

    /// Adds a package that was heard of and is held against no deal. The worth of no deal is known by that
    /// too.
    pub(super) fn judged(&mut self, verdict: Verdict, claim: ClaimId) {
        self.judged.push(claim);
        self.knowledge.verdicts.push(verdict);
        self.no_reservation = false;
    }

    /// The utility, if weights and scores are exact, with what no deal is worth at one end of what is
    /// assumed; where nothing is, it is left at nothing. Whatever else is said of exact weights and scores
    /// fits them or contradicts itself.
    pub fn utility(&self, end: End) -> Option<Utility> {
        let k = &self.knowledge;
        let parts = k
            .values
            .iter()
            .zip(&k.weights)
            .map(|(values, weight)| match values {
                Values::Known(scores) => {
                    Some(scores.iter().map(|score| score * weight.low).collect())
                }
                _ => None,
            })
            .collect::<Option<Vec<Vec<i64>>>>()
            .filter(|_| k.is_fixed())?;
        let reservation = match (self.no_reservation, end) {
            (true, _) => 0,
            (false, End::Least) => self.no_deal().low,
            (false, End::Most) => self.no_deal().high,
        };
        Some(Utility {
            parts,
            base: 0,
            interactions: k.interactions.clone(),
            reservation,
        })
    }
}

/// The deal space, if weights and scores of every party of the board are exact: once with what no deal is
/// worth to each at the least that is assumed and once at the most, or once where both are the
/// same. Where the worth of no deal is not said, it is that of the worst package that can be.
pub fn exact(
    case: &Case,
    board: &Board,
    known: &[PartyKnown],
) -> Result<Option<Vec<DealSpace>>, Refusal> {
    let refuse = |o: Obstacle| super::board::obstacle(case, &board.axes, &board.parties, &o);
    if known.len() < board.parties.len() {
        return Ok(None);
    }
    let ends = if known.iter().all(PartyKnown::is_reservation_exact) {
        vec![End::Most]
    } else {
        vec![End::Least, End::Most]
    };
    let mut deals = Vec::new();
    for end in ends {
        let utilities = known.iter().map(|party| party.utility(end));
        let Some(utilities) = utilities.collect::<Option<Vec<_>>>() else {
            return Ok(None);
        };
        let deal = DealSpace::new(board.space.clone(), utilities, board.consent.clone());
        let mut deal = deal.map_err(refuse)?;
        for party in known.iter().filter(|party| party.no_reservation) {
            deal.parties[party.party].reservation = worst(&deal, party.party).map_err(refuse)?;
        }
        deals.push(deal);
    }
    for known in known {
        if known.knowledge.prepare().is_none() {
            return Err(refuse(Obstacle::Contradiction { party: known.party }));
        }
    }
    Ok(Some(deals))
}

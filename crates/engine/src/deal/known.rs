//! What the case assumes about each party's preferences, as dense knowledge.
//!
//! All assumptions about one party hold together, unless one stands instead of another. With weights
//! (out of a hundred), an order or ratios, scores run from 0 to 100; scores without any of these are
//! points that add up. Guarantee: decimals enter as exact integers. Cost: linear in the case.

use super::board::Board;
use super::preferences::{Interval, Knowledge, RatioBound, Statement, Values};
use super::space::{DealSpace, Interaction, Utility};
use crate::run::Refusal;
use armistice_case::model::{AssumptionId, Case, NodeId, Preferences, Value};
use armistice_case::source::Span;
use armistice_case::value::{Amount, Decimal};

/// A hundred in millionths: the sum of weights, and the top of a score.
const HUNDRED: i64 = 100_000_000;

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
    /// Whether the case says nothing of the worth of no deal.
    pub no_reservation: bool,
    /// Reservation values over time.
    pub drift: Vec<(jiff::civil::Date, Interval)>,
}

/// Statements that cannot all be so, with where they stand.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The party (a position on the board).
    pub party: usize,
    /// Where each statement stands, with the key it stands under.
    pub statements: Vec<(String, Option<Span>)>,
}

/// The parties about whose preferences something is assumed.
pub fn known(case: &Case, board: &Board) -> Result<Vec<PartyKnown>, Refusal> {
    let mut found = Vec::new();
    for (party, &actor) in board.parties.iter().enumerate() {
        let about: Vec<(AssumptionId, &Preferences)> = case
            .assumptions
            .iter()
            .filter_map(|(id, assumption)| Some((id, assumption.preferences.as_ref()?)))
            .filter(|(_, p)| case.principal(p.of) == actor && p.instead_of.is_none())
            .filter(|(_, p)| speaks_of_deals(p))
            .collect();
        if !about.is_empty() {
            found.push(party_known(case, board, party, &about)?);
        }
    }
    Ok(found)
}

/// Preferences may also be about states of a graph model only.
fn speaks_of_deals(p: &Preferences) -> bool {
    !(p.order.is_empty()
        && p.option_order.is_empty()
        && p.weights.is_empty()
        && p.ratios.is_empty()
        && p.scores.is_empty()
        && p.interactions.is_empty()
        && p.reservation.is_none())
}

fn party_known(
    case: &Case,
    board: &Board,
    party: usize,
    about: &[(AssumptionId, &Preferences)],
) -> Result<PartyKnown, Refusal> {
    let weighted = about
        .iter()
        .any(|(_, p)| !(p.weights.is_empty() && p.order.is_empty() && p.ratios.is_empty()));
    let scored = about.iter().any(|(_, p)| !p.scores.is_empty());
    let points = scored && !weighted;
    let sizes: Vec<usize> = board.axes.iter().map(|axis| axis.answers.len()).collect();
    let mut knowledge = Knowledge::nothing(&sizes, HUNDRED, HUNDRED);
    let mut drift = Vec::new();
    let mut reservation = None;
    for (id, p) in about {
        let refuse = |message: String, help: &str| Refusal {
            at: Some(NodeId::Assumption(*id)),
            ..Refusal::new(message, help)
        };
        for (issue, amount) in &p.weights {
            let Some(axis) = board.axis(*issue) else {
                continue;
            };
            let Interval { low, high } = interval(amount, 0, HUNDRED);
            let old = knowledge.weights[axis];
            knowledge.weights[axis] = Interval {
                low: old.low.max(low),
                high: old.high.min(high),
            };
        }
        let order: Vec<Vec<usize>> = p
            .order
            .iter()
            .map(|group| {
                group
                    .iter()
                    .filter_map(|issue| board.axis(*issue))
                    .collect::<Vec<_>>()
            })
            .filter(|group| !group.is_empty())
            .collect();
        if !order.is_empty() {
            knowledge.order = order;
        }
        for (more, times, less) in &p.ratios {
            if let (Some(more), Some(less)) = (board.axis(*more), board.axis(*less)) {
                let thousandths = |n: Decimal| n.0 / 1000;
                let (low, high) = times.agreeing();
                knowledge.ratios.push(RatioBound {
                    more,
                    less,
                    at_least: low.map(thousandths),
                    at_most: high.map(thousandths),
                });
            }
        }
        for (issue, groups) in &p.option_order {
            let Some(axis) = board.axis(*issue) else {
                continue;
            };
            let places: Vec<Vec<usize>> = groups
                .iter()
                .map(|group| positions(board, axis, group))
                .collect();
            if places.iter().map(Vec::len).sum::<usize>() == sizes[axis]
                && !matches!(knowledge.values[axis], Values::Known(_))
            {
                knowledge.values[axis] = Values::Ordered(places);
            }
        }
        for (issue, scores) in &p.scores {
            let Some(axis) = board.axis(*issue) else {
                continue;
            };
            knowledge.values[axis] = Values::Known(score_list(case, board, axis, scores).map_err(|answer| {
                refuse(
                    format!(
                        "{} has no exact score for `{answer}` on {}",
                        case.name(board.parties[party]),
                        case.issue_name(*issue)
                    ),
                    "give every answer one number, or leave the issue's scores out and give an `option-order`",
                )
            })?);
        }
        for comparison in &p.rather {
            if let (Some(this), Some(than)) = (
                board.package(&comparison.this),
                board.package(&comparison.than),
            ) {
                knowledge.rather.push((this, than));
            }
        }
        for (combination, adds) in &p.interactions {
            let adds = adds.as_exact().ok_or_else(|| {
                refuse(
                    "what a combination adds must be one number".to_owned(),
                    "write `adds: -10`",
                )
            })?;
            if let Some(when) = board.pattern(combination) {
                knowledge
                    .interactions
                    .push(Interaction { when, adds: adds.0 });
            }
        }
        reservation = p.reservation.as_ref().or(reservation);
        drift.extend(p.drift.iter().cloned());
    }
    if points {
        points_scale(case, board, party, &mut knowledge)?;
    } else {
        hundred_scale(case, board, party, &knowledge)?;
    }
    // Scores are in millionths; so are points, times what a weight counts.
    let point = if points {
        1_000_000
    } else {
        HUNDRED * 1_000_000
    };
    let per_millionth = point / 1_000_000;
    for interaction in &mut knowledge.interactions {
        interaction.adds = interaction.adds.saturating_mul(per_millionth);
    }
    let most = knowledge.top.saturating_mul(knowledge.total);
    let units = |amount: &Amount| {
        let Interval { low, high } = interval(amount, 0, most / per_millionth);
        Interval {
            low: low.saturating_mul(per_millionth),
            high: high.saturating_mul(per_millionth),
        }
    };
    knowledge.reservation = reservation.map_or(Interval { low: 0, high: most }, units);
    let mut drift: Vec<(jiff::civil::Date, Interval)> = drift
        .iter()
        .map(|(date, amount)| (*date, units(amount)))
        .collect();
    drift.sort_by_key(|(date, _)| *date);
    Ok(PartyKnown {
        party,
        assumptions: about.iter().map(|(id, _)| *id).collect(),
        no_reservation: reservation.is_none(),
        knowledge,
        point,
        drift,
    })
}

/// Scores that add up: every issue weighs the same and nothing is divided.
fn points_scale(
    case: &Case,
    board: &Board,
    party: usize,
    knowledge: &mut Knowledge,
) -> Result<(), Refusal> {
    let mut top = 1;
    for (axis, values) in knowledge.values.iter().enumerate() {
        let Values::Known(scores) = values else {
            return Err(Refusal::new(
                format!(
                    "{} has scores without weights, but none on {}",
                    case.name(board.parties[party]),
                    case.issue_name(board.axes[axis].issue)
                ),
                "scores without weights are points that add up: give every issue some, 0 where it does not matter",
            ));
        };
        top = top.max(scores.iter().map(|score| score.abs()).max().unwrap_or(0));
    }
    knowledge.top = top;
    knowledge.total = i64::try_from(knowledge.values.len()).unwrap_or(i64::MAX);
    knowledge.weights = vec![Interval::exactly(1); knowledge.values.len()];
    Ok(())
}

fn hundred_scale(
    case: &Case,
    board: &Board,
    party: usize,
    knowledge: &Knowledge,
) -> Result<(), Refusal> {
    for (axis, values) in knowledge.values.iter().enumerate() {
        let Values::Known(scores) = values else {
            continue;
        };
        if scores.iter().any(|score| !(0..=HUNDRED).contains(score)) {
            return Err(Refusal::new(
                format!(
                    "{} has a score on {} that is not between 0 and 100",
                    case.name(board.parties[party]),
                    case.issue_name(board.axes[axis].issue)
                ),
                "with weights, the worst answer has 0 and the best 100",
            ));
        }
    }
    Ok(())
}

fn interval(amount: &Amount, least: i64, most: i64) -> Interval {
    let (low, high) = amount.agreeing();
    Interval {
        low: low.map_or(least, |n| n.0),
        high: high.map_or(most, |n| n.0),
    }
}

fn positions(board: &Board, axis: usize, values: &[Value]) -> Vec<usize> {
    let set = board.any_of(axis, values);
    (0..board.axes[axis].answers.len())
        .filter(|&at| set.as_ref().is_some_and(|set| set.contains(at)))
        .collect()
}

/// The score of every answer; an amount between two scored ones lies on the line between them.
fn score_list(
    case: &Case,
    board: &Board,
    axis: usize,
    scores: &[(Value, Amount)],
) -> Result<Vec<i64>, String> {
    let mut marks: Vec<(i64, i64)> = scores
        .iter()
        .filter_map(|(value, score)| match value {
            Value::Amount(amount) => Some((amount.as_exact()?.0, score.as_exact()?.0)),
            _ => None,
        })
        .collect();
    marks.sort_unstable();
    let answers = &board.axes[axis].answers;
    (0..answers.len())
        .map(|at| {
            let missing = || board.answer_id(case, axis, at);
            match &answers[at] {
                Value::Amount(amount) => {
                    let n = amount.as_exact().ok_or_else(missing)?;
                    between(&marks, n.0).ok_or_else(missing)
                }
                answer => scores
                    .iter()
                    .find(|(value, _)| value == answer)
                    .and_then(|(_, score)| score.as_exact())
                    .map(|score| score.0)
                    .ok_or_else(missing),
            }
        })
        .collect()
}

fn between(marks: &[(i64, i64)], n: i64) -> Option<i64> {
    let after = marks.iter().position(|(at, _)| *at >= n)?;
    let (x1, y1) = marks[after];
    if x1 == n {
        return Some(y1);
    }
    let (x0, y0) = *marks.get(after.checked_sub(1)?)?;
    let along = i128::from(y1 - y0) * i128::from(n - x0) / i128::from(x1 - x0);
    Some(y0 + along as i64)
}

impl PartyKnown {
    /// The smallest set of statements about this party that cannot all be so.
    pub fn contradiction(&self, case: &Case, board: &Board) -> Option<Contradiction> {
        let place = |key: &str| {
            let about = self
                .assumptions
                .iter()
                .filter_map(|id| case.assumptions[*id].preferences.as_ref());
            about.filter_map(|p| p.place(key)).next_back()
        };
        let issue = |axis: usize| case.issues.label(board.axes[axis].issue).id.to_string();
        let name = |statement: &Statement| match *statement {
            Statement::Weight { issue: axis } => {
                (format!("weights: {}", issue(axis)), place("weights"))
            }
            Statement::Order { place: at } => {
                let group = |at: usize| {
                    self.knowledge.order[at]
                        .iter()
                        .map(|&axis| issue(axis))
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                (
                    format!("order: {} before {}", group(at), group(at + 1)),
                    place("order"),
                )
            }
            Statement::Ratio { at } => {
                let ratio = self.knowledge.ratios[at];
                (
                    format!("ratios: {} and {}", issue(ratio.more), issue(ratio.less)),
                    place("ratios"),
                )
            }
            Statement::OptionOrder { issue: axis } => (
                format!("option-order: {}", issue(axis)),
                place("option-order"),
            ),
            Statement::Rather { at } => (
                format!("rather: the comparison at place {}", at + 1),
                place("rather"),
            ),
        };
        let statements = self.knowledge.contradiction()?.iter().map(name).collect();
        Some(Contradiction {
            party: self.party,
            statements,
        })
    }

    /// The utility, if everything about it is exact; a missing reservation is the worst package.
    pub fn utility(&self) -> Option<Utility> {
        let k = &self.knowledge;
        if !(k.weights.iter().all(|w| w.is_exact()) && k.rather.is_empty() && k.ratios.is_empty()) {
            return None;
        }
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
            .collect::<Option<Vec<Vec<i64>>>>()?;
        let worst: i64 = parts
            .iter()
            .map(|part| part.iter().copied().min().unwrap_or(0))
            .sum();
        let reservation = match (self.no_reservation, k.reservation.is_exact()) {
            (true, _) => worst,
            (false, true) => k.reservation.low,
            (false, false) => return None,
        };
        Some(Utility {
            parts,
            base: 0,
            interactions: k.interactions.clone(),
            reservation,
        })
    }
}

/// The deal space, if everything about every party of the board is exact.
pub fn exact(
    case: &Case,
    board: &Board,
    known: &[PartyKnown],
) -> Result<Option<DealSpace>, Refusal> {
    if known.len() < board.parties.len() {
        return Ok(None);
    }
    let Some(utilities) = known
        .iter()
        .map(PartyKnown::utility)
        .collect::<Option<Vec<_>>>()
    else {
        return Ok(None);
    };
    DealSpace::new(board.space.clone(), utilities, board.consent())
        .map(Some)
        .map_err(|o| super::board::obstacle(case, &board.axes, &board.parties, &o))
}

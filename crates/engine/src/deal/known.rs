//! What the case assumes about each party's preferences, as dense knowledge.
//!
//! All assumptions about one party hold together, unless one stands instead of another. With weights
//! (out of a hundred), an order or ratios, scores run from 0 to 100; scores without any of these are
//! points that add up. Guarantee: decimals enter as exact integers. Cost: linear in the case.

use super::board::Board;
use super::preferences::elicitation::swing_weights;
use super::preferences::{Interval, Knowledge, RatioBound, Statement, Values};
use super::space::{DealSpace, Interaction, Utility};
use crate::run::Refusal;
use armistice_case::model::{
    AssumptionId, Case, ClaimId, Combination, IssueId, NodeId, Preferences, Value,
};
use armistice_case::source::Span;
use armistice_case::value::{Amount, Decimal};
use jiff::civil::Date;

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
    pub drift: Vec<(Date, Interval)>,
    /// Per cent of a deal's worth that a month of waiting costs, in millionths of a per cent.
    pub discount: Option<Interval>,
    /// Where each statement stands.
    said: Vec<(Statement, Span)>,
    /// Which comparisons (positions) were read from which claims, the better one first.
    heard: Vec<(usize, ClaimId, ClaimId)>,
}

/// Statements that cannot all be so, with where they stand.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// The party (a position on the board).
    pub party: usize,
    /// Where each statement stands, with the key it stands under.
    pub statements: Vec<(String, Option<Span>)>,
}

/// Whether an assumption holds: it stands in for no other, or it was asked for; and nothing that was
/// asked for stands in for it.
pub fn stands(case: &Case, id: AssumptionId, instead: &[AssumptionId]) -> bool {
    let replaced = instead
        .iter()
        .any(|other| case.assumptions[*other].instead_of == Some(id));
    !replaced && (case.assumptions[id].instead_of.is_none() || instead.contains(&id))
}

/// The parties about whose preferences something is assumed.
pub fn known(
    case: &Case,
    board: &Board,
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
                reading.read(*id, preferences)?;
            }
            found.push(reading.finish()?);
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
        && p.interactions.is_empty()
        && p.reservation.is_none())
}

/// One party's assumptions being put together.
struct Reading<'a> {
    case: &'a Case,
    board: &'a Board,
    party: usize,
    assumptions: Vec<AssumptionId>,
    /// Whether scores are points that add up.
    points: bool,
    knowledge: Knowledge,
    scores: Vec<Option<Vec<Interval>>>,
    orders: Vec<Vec<Vec<usize>>>,
    reservation: Option<Interval>,
    drift: Vec<(Date, Interval)>,
    discount: Option<Interval>,
    said: Vec<(Statement, Span)>,
}

impl<'a> Reading<'a> {
    fn new(
        case: &'a Case,
        board: &'a Board,
        party: usize,
        about: &[(AssumptionId, &Preferences)],
    ) -> Self {
        let weighted = about.iter().any(|(_, p)| {
            !(p.weights.is_empty()
                && p.swings.is_empty()
                && p.order.is_empty()
                && p.ratios.is_empty())
        });
        let scored = about.iter().any(|(_, p)| !p.scores.is_empty());
        let sizes: Vec<usize> = board.axes.iter().map(|axis| axis.answers.len()).collect();
        Reading {
            case,
            board,
            party,
            assumptions: about.iter().map(|(id, _)| *id).collect(),
            points: scored && !weighted,
            knowledge: Knowledge::nothing(&sizes, HUNDRED, HUNDRED),
            scores: vec![None; sizes.len()],
            orders: vec![Vec::new(); sizes.len()],
            reservation: None,
            drift: Vec::new(),
            discount: None,
            said: Vec::new(),
        }
    }

    fn name(&self) -> &'a str {
        self.case.name(self.board.parties[self.party])
    }

    fn refuse(&self, id: AssumptionId, message: String, help: &str) -> Refusal {
        Refusal {
            at: Some(NodeId::Assumption(id)),
            ..Refusal::new(message, help)
        }
    }

    fn say(&mut self, statement: Statement, place: Option<Span>) {
        self.said.extend(place.map(|span| (statement, span)));
    }

    fn read(&mut self, id: AssumptionId, p: &Preferences) -> Result<(), Refusal> {
        self.weights(p);
        self.swings(id, p)?;
        self.option_values(id, p)?;
        for (at, comparison) in p.rather.iter().enumerate() {
            let (this, than) = (&comparison.this, &comparison.than);
            let pair = self.compared(this, than).ok_or_else(|| {
                self.refuse(
                    id,
                    format!(
                        "comparison {} of {} cannot be placed among the packages",
                        at + 1,
                        self.name()
                    ),
                    "give the same issues on both sides, each with one answer; all issues where \
                     `interactions` tie others to them",
                )
            })?;
            let place = self.knowledge.rather.len();
            self.knowledge.rather.push(pair);
            self.say(Statement::Rather { at: place }, Some(comparison.span));
        }
        for (combination, adds) in &p.interactions {
            let adds = adds.as_exact().ok_or_else(|| {
                self.refuse(
                    id,
                    "what a combination adds must be one number".to_owned(),
                    "write `adds: -10`",
                )
            })?;
            if let Some(when) = self.board.pattern(combination) {
                self.knowledge
                    .interactions
                    .push(Interaction { when, adds: adds.0 });
            }
        }
        if let Some(amount) = &p.reservation {
            self.reservation = Some(both(self.reservation, interval(amount, 0, i64::MAX)));
            self.say(Statement::Reservation, p.place("reservation"));
        }
        let drift = p.drift.iter();
        self.drift
            .extend(drift.map(|(date, amount)| (*date, interval(amount, 0, i64::MAX))));
        if let Some(amount) = &p.discount {
            let share = interval(amount, 0, HUNDRED - 1);
            if share.low < 0 || share.high >= HUNDRED {
                return Err(self.refuse(
                    id,
                    format!(
                        "waiting cannot cost {} {amount} per cent a month",
                        self.name()
                    ),
                    "give a number from 0 to less than 100",
                ));
            }
            self.discount = Some(share);
        }
        Ok(())
    }

    fn weights(&mut self, p: &Preferences) {
        for (issue, amount) in &p.weights {
            let Some(axis) = self.board.axis(*issue) else {
                continue;
            };
            let old = self.knowledge.weights[axis];
            self.knowledge.weights[axis] = both(Some(old), interval(amount, 0, HUNDRED));
            let place = self.place(p, "weights", *issue);
            self.say(Statement::Weight { issue: axis }, place);
        }
        let groups: Vec<Vec<usize>> = p
            .order
            .iter()
            .map(|group| {
                group
                    .iter()
                    .filter_map(|issue| self.board.axis(*issue))
                    .collect()
            })
            .filter(|group: &Vec<usize>| !group.is_empty())
            .collect();
        if self.knowledge.order.is_empty() {
            for at in 1..groups.len() {
                self.say(Statement::Order { place: at - 1 }, p.place("order"));
            }
            self.knowledge.order = groups;
        } else {
            // A second order holds beside the first.
            for pair in groups.windows(2) {
                for (&more, &less) in pair[0]
                    .iter()
                    .flat_map(|m| pair[1].iter().map(move |l| (m, l)))
                {
                    self.ratio(more, less, Some(1_000), None, p.place("order"));
                }
            }
        }
        for (at, (more, times, less)) in p.ratios.iter().enumerate() {
            if let (Some(more), Some(less)) = (self.board.axis(*more), self.board.axis(*less)) {
                let thousandths = |n: Decimal| n.0 / 1000;
                let (low, high) = times.agreeing();
                let place = p.place(&format!("ratios/{at}")).or(p.place("ratios"));
                self.ratio(
                    more,
                    less,
                    low.map(thousandths),
                    high.map(thousandths),
                    place,
                );
            }
        }
    }

    /// Weights from swings; an issue that is not named does not matter.
    fn swings(&mut self, id: AssumptionId, p: &Preferences) -> Result<(), Refusal> {
        if p.swings.is_empty() {
            return Ok(());
        }
        let mut swings = vec![0; self.knowledge.issues()];
        for (issue, amount) in &p.swings {
            let swing = amount
                .as_exact()
                .and_then(|n| u32::try_from(n.0 / 1000).ok());
            let swing = swing.ok_or_else(|| {
                self.refuse(
                    id,
                    format!(
                        "the swing of {} is not one number of 0 or more",
                        self.case.issue_name(*issue)
                    ),
                    "give the issue whose step from worst to best matters most 100, and the others less",
                )
            })?;
            if let Some(axis) = self.board.axis(*issue) {
                swings[axis] = swing;
                let place = self.place(p, "swings", *issue);
                self.say(Statement::Weight { issue: axis }, place);
            }
        }
        let weights = swing_weights(&swings, HUNDRED).ok_or_else(|| {
            self.refuse(
                id,
                format!("no issue matters to {}", self.name()),
                "give the issue whose step from worst to best matters most 100",
            )
        })?;
        for (old, weight) in self.knowledge.weights.iter_mut().zip(weights) {
            *old = both(Some(*old), Interval::exactly(weight));
        }
        Ok(())
    }

    fn ratio(
        &mut self,
        more: usize,
        less: usize,
        at_least: Option<i64>,
        at_most: Option<i64>,
        place: Option<Span>,
    ) {
        let at = self.knowledge.ratios.len();
        self.knowledge.ratios.push(RatioBound {
            more,
            less,
            at_least,
            at_most,
        });
        self.say(Statement::Ratio { at }, place);
    }

    fn option_values(&mut self, id: AssumptionId, p: &Preferences) -> Result<(), Refusal> {
        for (issue, groups) in &p.option_order {
            let Some(axis) = self.board.axis(*issue) else {
                continue;
            };
            self.orders[axis] = groups
                .iter()
                .map(|group| positions(self.board, axis, group))
                .filter(|group| !group.is_empty())
                .collect();
            let place = self.place(p, "option-order", *issue);
            self.say(Statement::OptionOrder { issue: axis }, place);
        }
        for (issue, scores) in &p.scores {
            let Some(axis) = self.board.axis(*issue) else {
                continue;
            };
            let most = if self.points {
                None
            } else {
                Some((0, HUNDRED))
            };
            let scores =
                score_list(self.case, self.board, axis, scores, most).map_err(|answer| {
                    self.refuse(
                    id,
                    format!(
                        "{} has no score for `{answer}` on {}",
                        self.name(),
                        self.case.issue_name(*issue)
                    ),
                    "give every answer a number or a range such as `20 to 40`; amounts between two \
                     scored ones lie on the line between them, so score the ends",
                )
                })?;
            let old = self.scores[axis].take();
            self.scores[axis] = Some(match old {
                None => scores,
                Some(old) => old
                    .into_iter()
                    .zip(scores)
                    .map(|(old, new)| both(Some(old), new))
                    .collect(),
            });
            let place = self.place(p, "scores", *issue);
            self.say(Statement::Scores { issue: axis }, place);
        }
        Ok(())
    }

    /// Where what is said about an issue stands.
    fn place(&self, p: &Preferences, key: &str, issue: IssueId) -> Option<Span> {
        let id = &self.case.issues.label(issue).id;
        p.place(&format!("{key}/{id}")).or(p.place(key))
    }

    /// Two packages that are compared; issues that neither names are the same in both, which changes
    /// nothing as long as no combination ties them to others.
    fn compared(&self, this: &Combination, than: &Combination) -> Option<(Vec<usize>, Vec<usize>)> {
        let (issues, this) = self.board.answers_named(this)?;
        let (others, than) = self.board.answers_named(than)?;
        let tied = self
            .knowledge
            .interactions
            .iter()
            .any(|i| i.when.parts.iter().any(|(axis, _)| !issues.contains(axis)));
        (issues == others && !tied).then_some((this, than))
    }

    fn finish(mut self) -> Result<PartyKnown, Refusal> {
        for axis in 0..self.scores.len() {
            let order = std::mem::take(&mut self.orders[axis]);
            let options = self.board.axes[axis].answers.len();
            self.knowledge.values[axis] = match self.scores[axis].take() {
                Some(scores) => scored(scores, order),
                None if order.iter().map(Vec::len).sum::<usize>() == options => {
                    Values::Ordered(order)
                }
                None => Values::Unknown { options, order },
            };
        }
        if self.points {
            self.points_scale()?;
        } else {
            self.hundred_scale()?;
        }
        // Scores are in millionths; so are points, times what a weight counts.
        let point = if self.points {
            1_000_000
        } else {
            HUNDRED * 1_000_000
        };
        let per_millionth = point / 1_000_000;
        let knowledge = &mut self.knowledge;
        for interaction in &mut knowledge.interactions {
            interaction.adds = interaction.adds.saturating_mul(per_millionth);
        }
        let most = knowledge.top.saturating_mul(knowledge.total);
        let units = |amount: Interval| Interval {
            low: amount.low.saturating_mul(per_millionth),
            high: amount
                .high
                .saturating_mul(per_millionth)
                .min(most.max(amount.low.saturating_mul(per_millionth))),
        };
        knowledge.reservation = self
            .reservation
            .map_or(Interval { low: 0, high: most }, units);
        let mut drift: Vec<(Date, Interval)> = self
            .drift
            .iter()
            .map(|(date, amount)| (*date, units(*amount)))
            .collect();
        drift.sort_by_key(|(date, _)| *date);
        Ok(PartyKnown {
            party: self.party,
            assumptions: self.assumptions,
            no_reservation: self.reservation.is_none(),
            knowledge: self.knowledge,
            point,
            drift,
            discount: self.discount,
            said: self.said,
            heard: Vec::new(),
        })
    }

    /// Scores that add up: every issue weighs the same and nothing is divided.
    fn points_scale(&mut self) -> Result<(), Refusal> {
        let mut top = 1;
        for (axis, values) in self.knowledge.values.iter().enumerate() {
            let ends: Vec<i64> = match values {
                Values::Known(scores) => scores.clone(),
                Values::Between { scores, .. } => {
                    scores.iter().flat_map(|s| [s.low, s.high]).collect()
                }
                _ => {
                    return Err(Refusal::new(
                        format!(
                            "{} has scores without weights, but none on {}",
                            self.name(),
                            self.case.issue_name(self.board.axes[axis].issue)
                        ),
                        "scores without weights are points that add up: give every issue some, 0 where it does not matter",
                    ));
                }
            };
            top = top.max(
                ends.iter()
                    .map(|score| score.saturating_abs())
                    .max()
                    .unwrap_or(0),
            );
        }
        let issues = self.knowledge.values.len();
        self.knowledge.top = top;
        self.knowledge.total = i64::try_from(issues).unwrap_or(i64::MAX);
        self.knowledge.weights = vec![Interval::exactly(1); issues];
        Ok(())
    }

    fn hundred_scale(&self) -> Result<(), Refusal> {
        for (axis, values) in self.knowledge.values.iter().enumerate() {
            let fits = |score: i64| (0..=HUNDRED).contains(&score);
            let all = match values {
                Values::Known(scores) => scores.iter().all(|&score| fits(score)),
                Values::Between { scores, .. } => {
                    scores.iter().all(|s| fits(s.low) && fits(s.high))
                }
                _ => true,
            };
            if !all {
                return Err(Refusal::new(
                    format!(
                        "{} has a score on {} that is not between 0 and 100",
                        self.name(),
                        self.case.issue_name(self.board.axes[axis].issue)
                    ),
                    "with weights, the worst answer has 0 and the best 100",
                ));
            }
        }
        Ok(())
    }
}

/// What both say.
fn both(old: Option<Interval>, new: Interval) -> Interval {
    old.map_or(new, |old| Interval {
        low: old.low.max(new.low),
        high: old.high.min(new.high),
    })
}

/// Exact scores stand alone, unless an order beside them says otherwise.
fn scored(scores: Vec<Interval>, order: Vec<Vec<usize>>) -> Values {
    let exact = scores.iter().all(|score| score.is_exact());
    let between = Values::between(scores.clone(), order);
    match between {
        Values::Between {
            scores: narrowed, ..
        } if exact && narrowed == scores => {
            Values::Known(scores.iter().map(|score| score.low).collect())
        }
        other => other,
    }
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

/// The score of every answer; an amount between two scored ones lies on the line between them. The
/// answer without one where there is one; `ends` bound a score of which only one end is said.
fn score_list(
    case: &Case,
    board: &Board,
    axis: usize,
    scores: &[(Value, Amount)],
    ends: Option<(i64, i64)>,
) -> Result<Vec<Interval>, String> {
    let bounded = |score: &Amount| {
        let open = score.low.is_none() || score.high.is_none();
        let (least, most) = match ends {
            None if open => return None,
            None => (0, 0),
            Some(ends) => ends,
        };
        Some(interval(score, least, most))
    };
    let mut marks: Vec<(i64, Interval)> = scores
        .iter()
        .filter_map(|(value, score)| match value {
            Value::Amount(amount) => Some((amount.as_exact()?.0, bounded(score)?)),
            _ => None,
        })
        .collect();
    marks.sort_unstable_by_key(|(at, _)| *at);
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
                    .and_then(|(_, score)| bounded(score))
                    .ok_or_else(missing),
            }
        })
        .collect()
}

fn between(marks: &[(i64, Interval)], n: i64) -> Option<Interval> {
    let after = marks.iter().position(|(at, _)| *at >= n)?;
    let (x1, y1) = marks[after];
    if x1 == n {
        return Some(y1);
    }
    let (x0, y0) = *marks.get(after.checked_sub(1)?)?;
    let along = |from: i64, to: i64| {
        let rise = i128::from(to - from) * i128::from(n - x0) / i128::from(x1 - x0);
        from + rise as i64
    };
    Some(Interval {
        low: along(y0.low, y1.low),
        high: along(y0.high, y1.high),
    })
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
        pair: (Vec<usize>, Vec<usize>),
        better: ClaimId,
        worse: ClaimId,
    ) {
        self.heard
            .push((self.knowledge.rather.len(), better, worse));
        self.knowledge.rather.push(pair);
    }

    /// The smallest set of statements about this party that cannot all be so.
    pub fn contradiction(&self, case: &Case, board: &Board) -> Option<Contradiction> {
        let issue = |axis: usize| case.issues.label(board.axes[axis].issue).id.to_string();
        let words = |statement: &Statement| match *statement {
            Statement::Weight { issue: axis } => format!("weights: {}", issue(axis)),
            Statement::Order { place: at } => {
                let group = |at: usize| {
                    self.knowledge.order[at]
                        .iter()
                        .map(|&axis| issue(axis))
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                format!("order: {} before {}", group(at), group(at + 1))
            }
            Statement::Ratio { at } => {
                let ratio = self.knowledge.ratios[at];
                format!("ratios: {} and {}", issue(ratio.more), issue(ratio.less))
            }
            Statement::Scores { issue: axis } => format!("scores: {}", issue(axis)),
            Statement::OptionOrder { issue: axis } => format!("option-order: {}", issue(axis)),
            Statement::Rather { at } => match self.heard.iter().find(|(place, ..)| *place == at) {
                Some((_, better, worse)) => format!(
                    "offers: {} no worse than {}",
                    case.claims.label(*better).id,
                    case.claims.label(*worse).id
                ),
                None => format!("rather: the comparison at place {}", at + 1),
            },
            Statement::Reservation => "reservation".to_owned(),
        };
        let places = |statement: &Statement| -> Vec<Option<Span>> {
            let of = self.said.iter().filter(|(said, _)| said == statement);
            let spans: Vec<Option<Span>> = of.map(|(_, span)| Some(*span)).collect();
            if spans.is_empty() { vec![None] } else { spans }
        };
        let statements = self
            .knowledge
            .contradiction()?
            .iter()
            .flat_map(|statement| {
                places(statement)
                    .into_iter()
                    .map(move |span| (words(statement), span))
            })
            .collect();
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
    DealSpace::new(board.space.clone(), utilities, board.consent.clone())
        .map(Some)
        .map_err(|o| super::board::obstacle(case, &board.axes, &board.parties, &o))
}

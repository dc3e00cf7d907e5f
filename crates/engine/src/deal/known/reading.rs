//! One party's assumptions, put together into what is known of it.

use super::super::board::Board;
use super::super::preferences::elicitation::swing_weights;
use super::super::preferences::{
    Interval, Knowledge, Order, Rather, RatioBound, Statement, Values,
};
use super::super::robust::drift::along;
use super::super::space::Interaction;
use super::scores::{both, interval, positions, score_list, scored};
use super::{HUNDRED, PartyKnown, day_number};
use crate::run::Refusal;
use armistice_case::model::{AssumptionId, Case, Combination, IssueId, NodeId, Preferences};
use armistice_case::source::Span;
use armistice_case::value::Decimal;
use jiff::civil::Date;

/// One party's assumptions being put together.
pub(super) struct Reading<'a> {
    case: &'a Case,
    board: &'a Board,
    party: usize,
    assumptions: Vec<AssumptionId>,
    /// Whether scores are points that add up.
    points: bool,
    knowledge: Knowledge,
    scores: Vec<Option<Vec<Interval>>>,
    orders: Vec<Vec<Order>>,
    reservation: Option<Interval>,
    drift: Vec<(Date, Interval)>,
    discount: Option<Interval>,
    said: Vec<(Statement, Span)>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
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

    /// What combinations add; read of every assumption before anything is compared.
    pub(super) fn interactions(
        &mut self,
        id: AssumptionId,
        p: &Preferences,
    ) -> Result<(), Refusal> {
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
        Ok(())
    }

    pub(super) fn read(&mut self, id: AssumptionId, p: &Preferences) -> Result<(), Refusal> {
        self.weights(p);
        self.swings(id, p)?;
        self.option_values(id, p)?;
        for (at, comparison) in p.rather.iter().enumerate() {
            let (this, than) = (&comparison.this, &comparison.than);
            let (better, worse) = self.compared(this, than).ok_or_else(|| {
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
            self.knowledge.rather.push(Rather {
                better,
                worse,
                strictly: true,
            });
            self.say(Statement::Rather { at: place }, Some(comparison.span));
        }
        if let Some(amount) = &p.reservation {
            self.reservation = Some(both(self.reservation, interval(amount, 0, i64::MAX)));
            self.say(Statement::Reservation, p.place("reservation"));
        }
        for (date, amount) in &p.drift {
            let worth = interval(amount, 0, i64::MAX);
            match self.drift.iter().position(|(day, _)| day == date) {
                Some(at) => self.drift[at].1 = self.agreed(id, self.drift[at].1, worth, "drift")?,
                None => self.drift.push((*date, worth)),
            }
        }
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
            self.discount = Some(match self.discount {
                Some(old) => self.agreed(id, old, share, "discount")?,
                None => share,
            });
        }
        Ok(())
    }

    /// What two statements of one thing that no contradiction names leave together.
    fn agreed(
        &self,
        id: AssumptionId,
        old: Interval,
        new: Interval,
        key: &str,
    ) -> Result<Interval, Refusal> {
        let left = both(Some(old), new);
        if left.low <= left.high {
            return Ok(left);
        }
        Err(self.refuse(
            id,
            format!(
                "`{key}` of {} is assumed twice, and both cannot be so",
                self.name()
            ),
            "leave one of them out, or let one assumption stand `instead-of` the other",
        ))
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
            let order: Order = groups
                .iter()
                .map(|group| positions(self.board, axis, group))
                .filter(|group| !group.is_empty())
                .collect();
            self.orders[axis].extend(Some(order).filter(|order| !order.is_empty()));
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

    /// Two packages that are compared; issues that neither names are the same in both.
    fn compared(&self, this: &Combination, than: &Combination) -> Option<(Vec<usize>, Vec<usize>)> {
        let (issues, this) = self.board.answers_named(this)?;
        let (others, than) = self.board.answers_named(than)?;
        (issues == others && self.knowledge.stand_alone(&issues)).then_some((this, than))
    }

    pub(super) fn finish(mut self, day: Option<Date>) -> Result<PartyKnown, Refusal> {
        for axis in 0..self.scores.len() {
            let orders = std::mem::take(&mut self.orders[axis]);
            let options = self.board.axes[axis].answers.len();
            self.knowledge.values[axis] = match self.scores[axis].take() {
                Some(scores) => scored(scores, orders),
                None => Values::ordered(options, orders),
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
        let mut drift: Vec<(Date, Interval)> = self
            .drift
            .iter()
            .map(|(date, amount)| (*date, units(*amount)))
            .collect();
        drift.sort_by_key(|(date, _)| *date);
        let reservation = on_day(&drift, day).or(self.reservation.map(units));
        knowledge.reservation = reservation.unwrap_or(Interval { low: 0, high: most });
        Ok(PartyKnown {
            party: self.party,
            assumptions: self.assumptions,
            no_reservation: reservation.is_none(),
            knowledge: self.knowledge,
            point,
            drift,
            discount: self.discount,
            said: self.said,
            heard: Vec::new(),
            judged: Vec::new(),
            conceded: Vec::new(),
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
        self.knowledge.points = true;
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

/// What no deal is worth on a day by the values that are given by date; nothing before the first of them.
fn on_day(drift: &[(Date, Interval)], day: Option<Date>) -> Option<Interval> {
    let day = day?;
    drift.first().filter(|(first, _)| *first <= day)?;
    let points: Vec<(i64, Interval)> = drift
        .iter()
        .map(|(date, worth)| (day_number(*date), *worth))
        .collect();
    along(&points, day_number(day))
}

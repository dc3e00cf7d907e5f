//! The break-even ratios of both sides of every exchange, after every step of either, from counts.
//!
//! Two duties of which one is in return for the other are an exchange; which of them carries
//! `in-return-for` decides nothing. What one side has given when the other gives a step is what is due
//! on earlier days, what the step answers, what it cannot come without, and on its own day what is to keep
//! step with it or is held with it by a third hand; between other steps of one day the order is open, and
//! each side is asked with the order that is worse for it. What is owed unconditionally never enters.
//! Where numbers are open a ratio is refused, unless returns may be taken to be in proportion, which the
//! finding then says. Guarantee: exact. Cost: quadratic in the steps of an exchange, and one fixpoint a
//! step that shares its day.

use std::cell::OnceCell;

use armistice_case::model::{ActorId, ClauseId, GuaranteeId, ObligationId, QuantityId};

use super::Lens;
use super::balance::{count_of, plan_days};
use super::valued::recoverable;
use crate::accord::causality::fixpoint::{Chain, Fixpoint};
use crate::accord::exchange::ratio::{Ratio, ratio};
use crate::accord::finding::{Code, Evidence, Finding, Options, RatioAt};
use crate::accord::happening::Happening;
use crate::provenance::Because;

/// Two sides that give in return for one another, with the ratios of both after every step.
#[derive(Clone, Debug)]
pub struct Balance {
    /// Who owes: on the side that is answered, and on the one that answers.
    pub sides: [Vec<ActorId>; 2],
    /// The duty of each side; the first of several.
    pub gives: [ClauseId; 2],
    /// All duties of both sides.
    pub duties: Vec<ObligationId>,
    /// What is counted; all units together when none.
    pub quantity: Option<QuantityId>,
    /// Whether returns were taken to be in proportion, for want of numbers.
    pub proportional: bool,
    /// The steps of both sides in the order of their days.
    pub steps: Vec<BalanceStep>,
}

/// A step of an exchange and the ratio of each side after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BalanceStep {
    /// The side that gives in it.
    pub by: usize,
    /// The ratio of each side.
    pub ratios: [RatioAt; 2],
}

impl Balance {
    /// The ratios of one side after each step of the other: there they rise.
    fn asked(&self, side: usize) -> Vec<RatioAt> {
        let of_other = self.steps.iter().filter(|step| step.by != side);
        let at = of_other.map(|step| step.ratios[side]);
        at.filter(|at| at.ratio != Ratio::Finished).collect()
    }
}

/// An exchange without the numbers that a ratio takes: the duty that answers, and what it answers.
pub struct Open(ClauseId, ClauseId);

/// Every exchange of the terms with its ratios, or what keeps it from having any.
#[must_use]
pub fn balances(lens: &Lens<'_>, proportional_returns: bool) -> Vec<Result<Balance, Open>> {
    let agreement = &lens.terms.agreement;
    let mut found = Vec::new();
    for gives in lens.terms.duties() {
        let item = &agreement.obligations[gives];
        let answered: Vec<ObligationId> = item
            .in_return_for
            .iter()
            .filter_map(|clause| match clause {
                ClauseId::Obligation(duty) => Some(*duty),
                _ => None,
            })
            .filter(|duty| !agreement.obligations[*duty].unconditional)
            .collect();
        let Some(main) = answered.first().copied().filter(|_| !item.unconditional) else {
            continue;
        };
        let gives_clauses = [ClauseId::Obligation(main), ClauseId::Obligation(gives)];
        let mut first: Vec<ActorId> = answered
            .iter()
            .flat_map(|duty| lens.debtors(ClauseId::Obligation(*duty)))
            .collect();
        first.sort_unstable();
        first.dedup();
        let sides = [first, lens.debtors(gives_clauses[1])];
        if sides.iter().any(Vec::is_empty) {
            continue;
        }
        let other: Vec<usize> = answered
            .iter()
            .flat_map(|duty| lens.parts.of_duty(*duty))
            .collect();
        let columns = [other, lens.parts.of_duty(gives).collect()];
        let counted = columns.each_ref().map(|parts| counted(lens, parts));
        let proportional = !counted[1] && proportional_returns;
        if !counted[0] || !(counted[1] || proportional) {
            found.push(Err(Open(gives_clauses[1], gives_clauses[0])));
            continue;
        }
        let mut duties = answered;
        duties.push(gives);
        for quantity in quantities(lens, &columns[0], proportional) {
            let steps = if proportional {
                in_proportion(lens, &columns, quantity)
            } else {
                by_day(lens, &columns)
            };
            found.extend(steps.map(|steps| {
                Ok(Balance {
                    sides: sides.clone(),
                    gives: gives_clauses,
                    duties: duties.clone(),
                    quantity,
                    proportional,
                    steps,
                })
            }));
        }
    }
    found
}

/// Whether all of a column is counted, and some of it.
fn counted(lens: &Lens<'_>, parts: &[usize]) -> bool {
    let known = |part: &usize| lens.parts.all[*part].uncounted.is_empty();
    parts.iter().all(known) && parts.iter().any(|part| count_of(lens, *part, None) > 0)
}

/// What is counted: everything together, and where returns are in proportion each quantity alone.
fn quantities(lens: &Lens<'_>, parts: &[usize], alone: bool) -> Vec<Option<QuantityId>> {
    let mut all: Vec<QuantityId> = parts
        .iter()
        .flat_map(|part| lens.parts.all[*part].counts.iter().map(|(q, _)| *q))
        .collect();
    all.sort_unstable();
    all.dedup();
    let alone = alone && all.len() > 1;
    let each = all.into_iter().filter(|_| alone).map(Some);
    std::iter::once(None).chain(each).collect()
}

/// Sides of exchanges of which the rest asks more than the level.
#[must_use]
pub fn ratios(lens: &Lens<'_>, options: &Options) -> Vec<Finding> {
    let mut found = Vec::new();
    for balance in balances(lens, options.proportional_returns) {
        match balance {
            Ok(balance) => {
                let of = (0..2).filter_map(|side| asks_too_much(lens, &balance, side, options));
                found.extend(of);
            }
            Err(Open(gives, for_clause)) => {
                let evidence = Evidence::NoRatio { gives, for_clause };
                let clauses = [gives, for_clause];
                found.push(lens.finding(Code::NoRatioWithoutNumbers, evidence, &clauses));
            }
        }
    }
    found
}

fn asks_too_much(
    lens: &Lens<'_>,
    balance: &Balance,
    side: usize,
    options: &Options,
) -> Option<Finding> {
    let series = balance.asked(side);
    if !series.iter().any(|at| at.ratio.exceeds(options.level, 100)) {
        return None;
    }
    let clauses = [balance.gives[side], balance.gives[1 - side]];
    let evidence = Evidence::Ratios {
        party: balance.sides[side].clone(),
        against: balance.sides[1 - side].clone(),
        gives: clauses[0],
        for_clause: clauses[1],
        quantity: balance.quantity,
        series,
        highest_of_other: highest(&balance.asked(1 - side)),
        proportional: balance.proportional,
        pledged: pledged(lens, &balance.duties),
    };
    let mut finding = lens.finding(Code::BreakEvenRatio, evidence, &clauses);
    if balance.proportional {
        let words = "no numbers for the returns: taken in proportion, as asked";
        finding.because.push(Because::Absence(words.to_owned()));
    }
    Some(finding)
}

/// The first of the highest ratios.
fn highest(series: &[RatioAt]) -> Option<RatioAt> {
    series.iter().copied().reduce(
        |best, at| {
            if at.ratio.above(best.ratio) { at } else { best }
        },
    )
}

/// The guarantees behind a duty, its phase, or the agreement as a whole.
fn pledged(lens: &Lens<'_>, duties: &[ObligationId]) -> Vec<GuaranteeId> {
    let agreement = &lens.terms.agreement;
    let behind = |clause: &ClauseId| {
        duties.iter().any(|duty| {
            *clause == ClauseId::Obligation(*duty)
                || agreement.obligations[*duty]
                    .phase
                    .is_some_and(|p| *clause == ClauseId::Phase(p))
        })
    };
    let all = lens.terms.guarantees();
    all.filter(|(_, g)| g.backs.is_empty() || g.backs.iter().any(behind))
        .map(|(id, _)| id)
        .collect()
}

/// What one side has given and has still to give, and how much of the former can be taken back.
#[derive(Clone, Copy, Default)]
struct Column {
    total: u64,
    given: u64,
    /// Thousandths of units, at least and at most.
    back: (u64, u64),
}

impl Column {
    fn give(&mut self, count: u64, (low, high): (u16, u16)) {
        self.given += count;
        self.back.0 += count * u64::from(low);
        self.back.1 += count * u64::from(high);
    }

    fn left(self) -> u64 {
        self.total.saturating_sub(self.given)
    }
}

/// The ratio of `own` against `other`, and its range when what was given can be taken back in part:
/// leaving then saves that share of what the party gave and loses it of what it got.
fn ratio_at(own: Column, other: Column, after: ClauseId, day: Option<i64>) -> Option<RatioAt> {
    let back = |own_back: u64, other_back: u64| {
        let of = |column: Column, back: u64| column.left() * 1000 + back;
        ratio(
            of(own, own_back),
            own.total * 1000,
            of(other, other_back),
            other.total * 1000,
        )
    };
    let some = own.back.1 > 0 || other.back.1 > 0;
    let range = back(own.back.0, other.back.1).zip(back(own.back.1, other.back.0));
    let ratio = ratio(own.left(), own.total, other.left(), other.total)?;
    Some(RatioAt {
        after,
        day,
        ratio,
        // Where nothing moves, nothing is gained by saying so.
        taken_back: range.filter(|range| some && *range != (ratio, ratio)),
    })
}

fn step(by: usize, columns: [Column; 2], after: ClauseId, day: Option<i64>) -> Option<BalanceStep> {
    let at = |side: usize| ratio_at(columns[side], columns[1 - side], after, day);
    Some(BalanceStep {
        by,
        ratios: [at(0)?, at(1)?],
    })
}

/// Ratios when every step is answered in proportion right after it.
fn in_proportion(
    lens: &Lens<'_>,
    parts: &[Vec<usize>; 2],
    quantity: Option<QuantityId>,
) -> Option<Vec<BalanceStep>> {
    let counts = parts[0].iter().map(|part| count_of(lens, *part, quantity));
    let returned = parts[1]
        .first()
        .map_or((0, 0), |part| recoverable(lens, &lens.parts.all[*part]));
    let column = Column {
        total: counts.sum(),
        ..Column::default()
    };
    let (mut theirs, mut returns) = (column, column);
    let days = plan_days(lens);
    let mut order: Vec<(Option<i64>, usize)> = parts[0].iter().map(|p| (days[*p], *p)).collect();
    order.sort_unstable();
    let mut steps = Vec::new();
    for (day, part) in order {
        let count = count_of(lens, part, quantity);
        if count == 0 {
            continue;
        }
        theirs.give(count, recoverable(lens, &lens.parts.all[part]));
        steps.push(step(
            0,
            [theirs, returns],
            lens.parts.all[part].clause,
            day,
        )?);
        returns.give(count, returned);
    }
    Some(steps)
}

/// Ratios of steps that all have numbers.
fn by_day(lens: &Lens<'_>, parts: &[Vec<usize>; 2]) -> Option<Vec<BalanceStep>> {
    let order = Order::of(lens);
    let mut all: Vec<(usize, usize)> = (0..2)
        .flat_map(|side| parts[side].iter().map(move |part| (side, *part)))
        .filter(|(_, part)| count_of(lens, *part, None) > 0)
        .collect();
    all.sort_by_key(|(_, part)| (order.key(*part), *part));
    let total = |side: usize| parts[side].iter().map(|p| count_of(lens, *p, None)).sum();
    let mut steps = Vec::new();
    for (by, part) in &all {
        let mut columns = [0, 1].map(|side| Column {
            total: total(side),
            ..Column::default()
        });
        for (side, given) in &all {
            if given == part || order.given_before(*given, *part, side == by) {
                let share = recoverable(lens, &lens.parts.all[*given]);
                columns[*side].give(count_of(lens, *given, None), share);
            }
        }
        let clause = lens.parts.all[*part].clause;
        steps.push(step(*by, columns, clause, order.days[*part])?);
    }
    Some(steps)
}

/// What comes before what, as far as days, answers and triggers say.
struct Order<'a> {
    lens: &'a Lens<'a>,
    days: Vec<Option<i64>>,
    chain: Chain,
    /// For each part what can still happen when it is never done, once somebody asks.
    without: Vec<OnceCell<Fixpoint>>,
}

impl<'a> Order<'a> {
    fn of(lens: &'a Lens<'a>) -> Order<'a> {
        let mut days = plan_days(lens);
        let together = |one, other| lens.parts.held_together(&lens.terms, one, other);
        // What a third hand holds is given when the last of it is there.
        if lens.terms.escrows().next().is_some() {
            let own = days.clone();
            for (part, day) in days.iter_mut().enumerate() {
                let held: Vec<usize> = (0..own.len())
                    .filter(|other| together(part, *other))
                    .collect();
                let by = |part: usize| &lens.parts.all[part].by;
                // What only one side gives is not held against anything.
                if held.iter().any(|other| by(*other) != by(part)) {
                    *day = held.iter().map(|other| own[*other]).max().unwrap_or(*day);
                }
            }
        }
        Order {
            lens,
            days,
            chain: Chain::of(&lens.happenings.graph),
            without: lens.parts.all.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    /// The step that a part belongs to, itself or the one it answers: its day, its position, and
    /// whether the part is the answer to it.
    fn key(&self, part: usize) -> (Option<i64>, usize, bool) {
        match self.lens.parts.all[part].answers {
            Some(step) => (self.days[step], step, true),
            None => (self.days[part], part, false),
        }
    }

    /// Whether a part has been given when another one is, for certain.
    fn given_before(&self, part: usize, other: usize, same_side: bool) -> bool {
        let (of, than) = (self.key(part), self.key(other));
        if of.0 != than.0 || self.together(part, other) {
            return of.0 <= than.0;
        }
        if same_side || of.2 || than.2 {
            return of < than;
        }
        self.needed(part, other)
    }

    /// Whether two parts are given at once: by a third hand, or since their duties keep step.
    fn together(&self, part: usize, other: usize) -> bool {
        let keeps = |part: usize, other: usize| {
            let (part, other) = (&self.lens.parts.all[part], &self.lens.parts.all[other]);
            let duty = &self.lens.terms.agreement.obligations[part.duty];
            duty.keeps_pace.get().is_some()
                && duty.together_with.is_some_and(|with| {
                    with == other.clause || with == ClauseId::Obligation(other.duty)
                })
        };
        let held = self.lens.parts.held_together(&self.lens.terms, part, other);
        held || keeps(part, other) || keeps(other, part)
    }

    /// Whether the second part cannot be done without the first.
    fn needed(&self, part: usize, other: usize) -> bool {
        let done = |part| self.lens.happenings.event(&Happening::Done(part));
        let (Some(first), Some(then)) = (done(part), done(other)) else {
            return false;
        };
        let without = self.without[part].get_or_init(|| self.chain.without(&[first]));
        !without.has(then)
    }
}

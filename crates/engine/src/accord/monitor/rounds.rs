//! What both sides of an exchange have given: rounds, open balance, and θ from day to day.
//!
//! An exchange is a duty and the duty that it answers. Within a day the terms give the order: what
//! answers comes after what it answers, wherever the records stand. A round runs from the first
//! delivery of the first side to the end of the day on which the other side answers, or a record
//! says that it holds its answer back. θ is that of [`crate::accord::exchange::ratio`], at the
//! worst point of each day and in the middle of each round: from the promised totals, which may be
//! an interval, and in retrospect with what was recorded in all. Guarantee: exact fractions. Cost:
//! linear in the deliveries.

use armistice_case::model::{ActorId, Case, ClauseId, EventId, Key as _, ObligationId, QuantityId};
use armistice_case::value::{Amount, Decimal, Delivered};

use super::clock::Clock;
use super::docket::debtors;
use super::lateness::{Steps, actual};
use crate::accord::exchange::ratio::{Ratio, ratio};

/// Two duties of which one answers the other, each with the quantity it is counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The duty that comes first.
    pub first: ObligationId,
    /// What it is counted by: quantities of one unit, taken together.
    pub first_of: Vec<QuantityId>,
    /// Who owes it.
    pub first_by: Vec<ActorId>,
    /// The duty that answers it.
    pub second: ObligationId,
    /// What it is counted by.
    pub second_of: Vec<QuantityId>,
    /// Who owes it.
    pub second_by: Vec<ActorId>,
    /// What the first side promised in all: least and most, where the text gives it.
    pub first_total: Option<(u64, u64)>,
    /// What the second side promised in all.
    pub second_total: Option<(u64, u64)>,
    /// The days on which anything changed hands.
    pub days: Vec<Point>,
    /// The rounds.
    pub rounds: Vec<Round>,
    /// Whether the text gives the answer as a ratio.
    pub by_ratio: bool,
    /// θ right after everything that is recorded, from the promised totals.
    pub now: Thetas,
}

impl Exchange {
    /// How much the second side has given less than the ratio of the text makes of what the first
    /// gave, at least and at most: everything it gave counts, whenever that was. Where some rounds
    /// cannot be counted nobody can say for which what came outside the others was given. None where
    /// no round can be counted.
    #[must_use]
    pub fn short(&self) -> Option<(u64, u64)> {
        let counted = || self.rounds.iter().filter(|round| round.owed.is_some());
        counted().next()?;
        let sum = |each: &dyn Fn(&Round) -> u64| counted().map(each).fold(0, u64::saturating_add);
        let owed = sum(&|round| round.owed.unwrap_or(0));
        let all = self.days.last().map_or(0, |point| point.second);
        let own = if counted().count() == self.rounds.len() {
            all
        } else {
            sum(&|round| round.second)
        };
        Some((owed.saturating_sub(all), owed.saturating_sub(own)))
    }

    /// How it stood on a day; where nothing changed hands on it, as the day before left it.
    #[must_use]
    pub fn on(&self, day: i64) -> Point {
        let at = match self.days.binary_search_by_key(&day, |point| point.day) {
            Ok(at) => return self.days[at],
            Err(at) => at,
        };
        let given = |point: &Point| (point.first, point.second);
        let (first, second) = at.checked_sub(1).map_or((0, 0), |at| given(&self.days[at]));
        let recorded = self.days.last().map_or((0, 0), given);
        Point {
            day,
            first,
            second,
            live: thetas(first, self.first_total, second, self.second_total),
            looking_back: thetas(first, whole(recorded.0), second, whole(recorded.1)),
        }
    }
}

/// θ of both sides, each as an interval where a total is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thetas {
    /// For the first side: least and most.
    pub first: Option<(Ratio, Ratio)>,
    /// For the second side: least and most.
    pub second: Option<(Ratio, Ratio)>,
}

/// One day of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub day: i64,
    /// Given by the first side up to the end of the day.
    pub first: u64,
    /// Given by the second side up to the end of the day.
    pub second: u64,
    /// θ at the worst point of the day for each side, from the promised totals.
    pub live: Thetas,
    /// The same in retrospect, with what was recorded in all.
    pub looking_back: Thetas,
}

/// One round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its first day.
    pub from: i64,
    /// Its last day.
    pub to: i64,
    /// Its middle: the last day on which the first side gave in it.
    pub middle: i64,
    /// Given by the first side in it.
    pub first: u64,
    /// Given by the second side in answer.
    pub second: u64,
    /// What the ratio of the text makes of what was recorded, where it can be counted.
    pub owed: Option<u64>,
    /// θ in the middle, when the first side has given and the second has not, from the promises.
    pub live: Thetas,
    /// The same in retrospect.
    pub looking_back: Thetas,
    /// Its records.
    pub events: Vec<EventId>,
}

/// Every exchange of the terms in which both sides count something.
#[must_use]
pub fn exchanges(clock: &Clock<'_>) -> Vec<Exchange> {
    let agreement = &clock.text.lens.terms.agreement;
    let mut found = Vec::new();
    for second in clock.text.lens.terms.duties() {
        let item = &agreement.obligations[second];
        if item.unconditional {
            continue;
        }
        for clause in &item.in_return_for {
            let ClauseId::Obligation(first) = *clause else {
                continue;
            };
            if agreement.obligations[first].unconditional {
                continue;
            }
            found.extend(exchange(clock, first, second));
        }
    }
    found
}

/// The quantities by which a duty is counted: those of its first one's unit that lie in no other
/// of its own.
#[must_use]
pub fn main_quantities(clock: &Clock<'_>, duty: ObligationId) -> Vec<QuantityId> {
    let item = &clock.text.lens.terms.agreement.obligations[duty];
    let tranches = item.tranches.iter().flat_map(|tranche| &tranche.delivers);
    let mut named: Vec<QuantityId> = Vec::new();
    for (quantity, _) in item.delivers.iter().chain(tranches) {
        if !named.contains(quantity) {
            named.push(*quantity);
        }
    }
    let quantities = &clock.docket.case.quantities;
    let mut main = named.clone();
    main.retain(|quantity| !lies_within(clock.docket.case, *quantity, &named));
    if let Some(first) = main.first().copied() {
        main.retain(|quantity| quantities[*quantity].unit == quantities[first].unit);
    }
    main
}

/// Whether a quantity lies in another one of several.
#[must_use]
pub fn lies_within(case: &Case, quantity: QuantityId, named: &[QuantityId]) -> bool {
    let among = case.quantities[quantity].among;
    named.iter().any(|whole| {
        let mut parts = case.quantities[*whole].parts.iter().flatten();
        among == Some(*whole) || parts.any(|part| *part == quantity)
    })
}

/// What a duty gave of several quantities together.
fn gave(clock: &Clock<'_>, duty: ObligationId, of: &[QuantityId]) -> Steps {
    let mut steps: Steps = of.iter().flat_map(|q| actual(clock, duty, *q)).collect();
    steps.sort_unstable();
    let mut merged: Steps = Vec::new();
    for (day, amount) in steps {
        match merged.last_mut().filter(|last| last.0 == day) {
            Some(last) => last.1 = last.1.saturating_add(amount),
            None => merged.push((day, amount)),
        }
    }
    merged
}

fn units(amount: Decimal) -> u64 {
    u64::try_from(amount.0).unwrap_or(0)
}

/// What is promised in all: by the parts of the duty, else by the totals of the agreement.
fn total(clock: &Clock<'_>, duty: ObligationId, of: &[QuantityId]) -> Option<(u64, u64)> {
    let each = of.iter().map(|quantity| promised(clock, duty, *quantity));
    each.reduce(|a, b| {
        let ((low, high), (more, most)) = a.zip(b)?;
        Some((low.saturating_add(more), high.saturating_add(most)))
    })?
}

/// What a duty promises of a quantity in all, least and most: by its parts, else by the totals of the
/// agreement; none where it is given day by day or no number is known.
#[must_use]
pub fn promised(clock: &Clock<'_>, duty: ObligationId, quantity: QuantityId) -> Option<(u64, u64)> {
    let daily = clock.text.rates[duty.position()].iter();
    if daily.clone().any(|rate| rate.quantity == quantity) {
        return None;
    }
    let agreement = &clock.text.lens.terms.agreement;
    let mut sum = Some((0_u64, 0_u64));
    let mut any = false;
    for part in clock.text.lens.parts.of_duty(duty) {
        for promise in &clock.text.promises[part] {
            if promise.quantity == quantity {
                any = true;
                sum = sum.and_then(|(low, high)| {
                    Some((
                        low.saturating_add(units(promise.low?)),
                        high.saturating_add(units(promise.high?)),
                    ))
                });
            }
        }
    }
    let by_parts = sum.filter(|_| any);
    by_parts.or_else(|| {
        let (_, amounts) = agreement
            .totals
            .iter()
            .find(|(known, _)| *known == quantity)?;
        match amounts.as_slice() {
            [Delivered::Amount(amount)] => {
                let (low, high) = Amount::agreeing(amount);
                Some((units(low.or(high)?), units(high.or(low)?)))
            }
            _ => None,
        }
    })
}

/// One act of an exchange: its day, whether it is an answer, and how much.
#[derive(Clone, Copy)]
struct Step {
    day: i64,
    answers: bool,
    amount: u64,
}

fn steps(first: &Steps, second: &Steps) -> Vec<Step> {
    let of = |steps: &Steps, answers: bool| -> Vec<Step> {
        steps
            .iter()
            .map(|(day, amount)| Step {
                day: *day,
                answers,
                amount: u64::try_from(*amount).unwrap_or(0),
            })
            .collect()
    };
    let mut all = of(first, false);
    all.extend(of(second, true));
    all.sort_by_key(|step| (step.day, step.answers));
    all
}

fn exchange(clock: &Clock<'_>, first: ObligationId, second: ObligationId) -> Option<Exchange> {
    let (first_of, second_of) = (
        main_quantities(clock, first),
        main_quantities(clock, second),
    );
    if first_of.is_empty() || second_of.is_empty() {
        return None;
    }
    let gave = gave(clock, first, &first_of);
    let answered = self::gave(clock, second, &second_of);
    let first_total = total(clock, first, &first_of);
    let second_total = total(clock, second, &second_of);
    let by_ratio = lens_ratio(clock, second);
    let sum = |steps: &Steps| -> u64 {
        steps
            .iter()
            .map(|(_, n)| u64::try_from(*n).unwrap_or(0))
            .fold(0, u64::saturating_add)
    };
    let recorded = (sum(&gave), sum(&answered));
    let live = |a: u64, b: u64| thetas(a, first_total, b, second_total);
    let back = |a: u64, b: u64| thetas(a, whole(recorded.0), b, whole(recorded.1));
    let mut days: Vec<Point> = Vec::new();
    let (mut a, mut b) = (0_u64, 0_u64);
    for step in steps(&gave, &answered) {
        if step.answers {
            b = b.saturating_add(step.amount);
        } else {
            a = a.saturating_add(step.amount);
        }
        let point = Point {
            day: step.day,
            first: a,
            second: b,
            live: live(a, b),
            looking_back: back(a, b),
        };
        match days.last_mut().filter(|last| last.day == step.day) {
            Some(last) => {
                last.first = a;
                last.second = b;
                last.live = worse(last.live, point.live);
                last.looking_back = worse(last.looking_back, point.looking_back);
            }
            None => days.push(point),
        }
    }
    let rounds = rounds(clock, (first, second), &gave, &answered, &live, &back);
    let lens = &clock.text.lens;
    Some(Exchange {
        first,
        first_of,
        first_by: debtors(lens, ClauseId::Obligation(first)),
        second,
        second_of,
        second_by: debtors(lens, ClauseId::Obligation(second)),
        first_total,
        second_total,
        now: live(a, b),
        days,
        rounds,
        by_ratio,
    })
}

/// What was recorded in all, as a total; none of nothing.
fn whole(recorded: u64) -> Option<(u64, u64)> {
    Some((recorded, recorded)).filter(|_| recorded > 0)
}

/// Whether a duty gives so much for each of something else.
fn lens_ratio(clock: &Clock<'_>, duty: ObligationId) -> bool {
    let item = &clock.text.lens.terms.agreement.obligations[duty];
    let mut amounts = item.delivers.iter().flat_map(|(_, amounts)| amounts);
    amounts.any(|amount| matches!(amount, Delivered::PerQuantity(..)))
}

/// θ of both sides once so much is given, over every total that is possible.
fn thetas(a: u64, first: Option<(u64, u64)>, b: u64, second: Option<(u64, u64)>) -> Thetas {
    let of =
        |own: u64, own_total: Option<(u64, u64)>, other: u64, other_total: Option<(u64, u64)>| {
            let ((own_low, own_high), (low, high)) = own_total.zip(other_total)?;
            let left = |total: u64, given: u64| total.saturating_sub(given);
            // The share left grows with the total, so the ends of the intervals give the ends of θ.
            let at = |own_total: u64, total: u64| {
                ratio(left(own_total, own), own_total, left(total, other), total)
            };
            Some((at(own_low, high)?, at(own_high, low)?))
        };
    Thetas {
        first: of(a, first, b, second),
        second: of(b, second, a, first),
    }
}

fn higher(a: Ratio, b: Ratio) -> Ratio {
    if b.above(a) { b } else { a }
}

fn worse(a: Thetas, b: Thetas) -> Thetas {
    let of = |a: Option<(Ratio, Ratio)>, b: Option<(Ratio, Ratio)>| match (a, b) {
        (Some(a), Some(b)) => Some((higher(a.0, b.0), higher(a.1, b.1))),
        (known, None) | (None, known) => known,
    };
    Thetas {
        first: of(a.first, b.first),
        second: of(a.second, b.second),
    }
}

fn rounds(
    clock: &Clock<'_>,
    (first, second): (ObligationId, ObligationId),
    gave: &Steps,
    answered: &Steps,
    live: &dyn Fn(u64, u64) -> Thetas,
    back: &dyn Fn(u64, u64) -> Thetas,
) -> Vec<Round> {
    let holds: Vec<i64> = clock.histories[second.position()]
        .suspensions
        .iter()
        .map(|suspension| suspension.from)
        .collect();
    let mut rounds: Vec<Round> = Vec::new();
    let mut open: Option<Round> = None;
    let (mut a, mut b) = (0_u64, 0_u64);
    let mut days: Vec<i64> = gave.iter().chain(answered).map(|(day, _)| *day).collect();
    days.extend(&holds);
    days.sort_unstable();
    days.dedup();
    let on = |steps: &Steps, day: i64| -> u64 {
        let of = steps.iter().filter(|(on, _)| *on == day);
        of.map(|(_, n)| u64::try_from(*n).unwrap_or(0))
            .fold(0, u64::saturating_add)
    };
    for day in days {
        let (given, answer) = (on(gave, day), on(answered, day));
        if given > 0 {
            a = a.saturating_add(given);
            let round = open.get_or_insert(Round {
                from: day,
                to: day,
                middle: day,
                first: 0,
                second: 0,
                owed: None,
                live: live(a, b),
                looking_back: back(a, b),
                events: Vec::new(),
            });
            round.first = round.first.saturating_add(given);
            round.to = day;
            round.middle = day;
            // The middle of a round: everything of the first side given, nothing answered.
            round.live = live(a, b);
            round.looking_back = back(a, b);
        }
        b = b.saturating_add(answer);
        let closes = answer > 0 || holds.contains(&day);
        if closes && let Some(mut round) = open.take() {
            round.to = day;
            round.second = answer;
            rounds.push(round);
        } else if answer > 0
            && let Some(last) = rounds.last_mut()
        {
            last.second = last.second.saturating_add(answer);
            last.to = day;
        }
    }
    rounds.extend(open);
    for round in &mut rounds {
        for (duty, of) in [(first, 0), (second, 1)] {
            let history = &clock.histories[duty.position()];
            let within = history
                .deliveries
                .iter()
                .filter(|d| (round.from..=round.to).contains(&d.day));
            let mut events: Vec<EventId> = within.map(|d| d.event).collect();
            events.dedup();
            round.events.extend(events);
            if of == 0 {
                round.owed = owed(clock, first, second, round);
            }
        }
        round.events.sort_unstable();
        round.events.dedup();
    }
    rounds
}

/// What the second side owes for what was recorded in a round, by the ratios of its duty. None
/// where the records do not divide what was given as the ratios need it.
fn owed(
    clock: &Clock<'_>,
    first: ObligationId,
    second: ObligationId,
    round: &Round,
) -> Option<u64> {
    let case = clock.docket.case;
    let first_of = *main_quantities(clock, first).first()?;
    let second_of = *main_quantities(clock, second).first()?;
    let item = &clock.text.lens.terms.agreement.obligations[second];
    let (_, amounts) = item
        .delivers
        .iter()
        .find(|(known, _)| *known == second_of)?;
    let mut given: Vec<(QuantityId, u64)> = Vec::new();
    for fact in clock.facts.of_duty(first, clock.day) {
        if !(round.from..=round.to).contains(&fact.day) {
            continue;
        }
        for amount in clock.facts.amounts(fact) {
            if amount.counts == armistice_case::model::Counts::Delivered {
                match given
                    .iter_mut()
                    .find(|(known, _)| *known == amount.quantity)
                {
                    Some((_, sum)) => *sum = sum.saturating_add(units(amount.amount)),
                    None => given.push((amount.quantity, units(amount.amount))),
                }
            }
        }
    }
    let count = |quantity: QuantityId| given.iter().find(|(q, _)| *q == quantity).map(|(_, n)| *n);
    let whole = count(first_of)?;
    // Some way to divide it must be recorded in full, else the rest is not known.
    let bases: Vec<QuantityId> = amounts
        .iter()
        .filter_map(|amount| match amount {
            Delivered::PerQuantity(_, _, name) => match case.node(name)? {
                armistice_case::model::NodeId::Quantity(quantity) => Some(quantity),
                _ => None,
            },
            _ => None,
        })
        .collect();
    if bases.is_empty() {
        return None;
    }
    let divided = bases == [first_of]
        || case.quantities[first_of].parts.iter().any(|way| {
            bases.iter().all(|base| way.contains(base))
                && way
                    .iter()
                    .filter_map(|part| count(*part))
                    .fold(0, u64::saturating_add)
                    == whole
        });
    if !divided {
        return None;
    }
    let mut sum = 0_u64;
    for amount in amounts {
        let Delivered::PerQuantity(amount, of, name) = amount else {
            return None;
        };
        let armistice_case::model::NodeId::Quantity(base) = case.node(name)? else {
            return None;
        };
        let each = u128::from(units(amount.as_exact()?));
        let product = each.checked_mul(u128::from(count(base).unwrap_or(0)))?;
        sum = sum.checked_add(u64::try_from(product / u128::from(units(*of).max(1))).ok()?)?;
    }
    Some(sum)
}

//! Lateness in unit-days: the first unit due is held against the first unit done.
//!
//! Units of one quantity under one duty are alike, so the k-th that was due is paired with the k-th
//! that was done; its days ahead or behind are the difference. A unit that is due and not done is
//! behind up to the day asked about; one that is past its day without any record is a gap in the log
//! and not behind, and one that is waived is behind up to that day. The integral up to a day is the same area cut off at that day:
//! a unit done early is ahead only on the days that have passed. Where an amendment moved a date,
//! a unit is behind on each day by the text in force on that day. Guarantee: exact. Cost: linear
//! in the steps of both curves, whatever the number of units.

use armistice_case::model::{Key as _, ObligationId, QuantityId};
use armistice_case::value::Decimal;

use super::clock::Clock;
use super::history::Delivery;
use super::record::{View, added};
use super::standing::{Day, Status};

/// Unit-days, in millionths of a unit-day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitDays {
    /// Done before they were due, counted to the day they were due.
    pub ahead: i128,
    /// The same, up to the day asked about.
    pub ahead_so_far: i128,
    /// Due before they were done, up to the day asked about.
    pub behind: i128,
}

impl UnitDays {
    /// Unit-days as a decimal.
    #[must_use]
    pub fn decimal(amount: i128) -> Decimal {
        Decimal(i64::try_from(amount).unwrap_or(i64::MAX))
    }
}

/// A curve of amounts by day: steps in the order of their days.
pub type Steps = Vec<(i64, i64)>;

/// Pairs units in their order. `due` and `done` are sorted by day and hold amounts above nought.
#[must_use]
pub fn unit_days(due: &[(i64, i64)], done: &[(i64, i64)], day: i64) -> UnitDays {
    let mut sum = UnitDays::default();
    let (mut at, mut left) = (0, done.first().map_or(0, |(_, n)| *n));
    for (due_day, amount) in due {
        let mut open = *amount;
        while open > 0 {
            if at >= done.len() {
                sum.behind += i128::from(open) * i128::from((day - due_day).max(0));
                break;
            }
            let take = open.min(left);
            let done_day = done[at].0;
            sum.behind += i128::from(take) * i128::from((done_day - due_day).max(0));
            sum.ahead += i128::from(take) * i128::from((due_day - done_day).max(0));
            // The day itself counts, and the day on which the unit is due no longer does.
            let passed = ((day + 1).min(*due_day) - done_day).max(0);
            sum.ahead_so_far += i128::from(take) * i128::from(passed);
            open -= take;
            left -= take;
            if left == 0 {
                at += 1;
                left = done.get(at).map_or(0, |(_, n)| *n);
            }
        }
    }
    sum
}

/// What was behind until a waiver ended that, up to a day: what was left of each part that was late.
fn forgiven(day: &Day<'_>, duty: ObligationId, quantity: QuantityId, until: i64) -> i128 {
    let mut sum = 0;
    for part in day.of_duty(duty) {
        let own = part.filled.iter().filter(|own| own.quantity == quantity);
        if let Some((on, due)) = part.forgiven.zip(part.window.due) {
            let left = own.filter_map(|own| Some(own.promised?.0.saturating_sub(own.given.0)));
            let days = i128::from((on.min(until) - due).max(0));
            sum += i128::from(left.sum::<i64>().max(0)) * days;
        }
    }
    sum
}

/// What a duty was to give of a quantity by which day, in the order of the days; none where a part
/// has no number or no day.
#[must_use]
pub fn planned(clock: &Clock<'_>, duty: ObligationId, quantity: QuantityId) -> Option<Steps> {
    let worst = clock.facts.view == View::Worst;
    let mut steps = Steps::new();
    for part in clock.text.lens.parts.of_duty(duty) {
        if let Some(each) = &clock.text.each[part] {
            let of = each.iter().find(|promise| promise.quantity == quantity);
            let Some(promise) = of else { continue };
            let amount = if worst { promise.high } else { promise.low }?;
            let all = clock
                .recurring
                .get(&part)
                .into_iter()
                .flat_map(|series| &series.all);
            steps.extend(all.filter_map(|one| Some((one.window.due?, amount.0))));
            continue;
        }
        for promise in &clock.text.promises[part] {
            if promise.quantity == quantity {
                let amount = if worst { promise.high } else { promise.low }?;
                steps.push((clock.windows[part].due?, amount.0));
            }
        }
    }
    steps.retain(|(_, amount)| *amount > 0);
    steps.sort_unstable();
    (!steps.is_empty()).then_some(steps)
}

/// What a duty gave of a quantity on which day; what was taken back is taken from what came last.
#[must_use]
pub fn actual(clock: &Clock<'_>, duty: ObligationId, quantity: QuantityId) -> Steps {
    let history = &clock.histories[duty.position()];
    let given = history.deliveries.iter();
    steps(given.filter(|delivery| delivery.quantity == quantity))
}

fn steps<'d>(deliveries: impl Iterator<Item = &'d Delivery>) -> Steps {
    let mut steps = Steps::new();
    for delivery in deliveries {
        let mut amount = delivery.amount.0;
        while amount < 0 {
            let Some(last) = steps.last_mut() else { break };
            let back = last.1.min(-amount);
            last.1 -= back;
            amount += back;
            if last.1 == 0 {
                steps.pop();
            }
        }
        if amount > 0 {
            match steps.last_mut().filter(|last| last.0 == delivery.day) {
                Some(last) => last.1 = last.1.saturating_add(amount),
                None => steps.push((delivery.day, amount)),
            }
        }
    }
    steps
}

/// Unit-days of a duty and quantity on a day, by the texts in force from day to day.
#[must_use]
pub fn of_duty(day: &Day<'_>, duty: ObligationId, quantity: QuantityId) -> Option<UnitDays> {
    let sum = |due: &Steps, then: &Day<'_>, until: i64| {
        let done = told(&then.clock, duty, quantity, due);
        let mut sum = unit_days(due, &done_by(&done, until), until);
        sum.behind += forgiven(then, duty, quantity, until);
        sum
    };
    let now = owed(day, duty, quantity);
    let mut all = now.as_ref().map(|due| sum(due, day, day.clock.day));
    if day.clock.before.is_empty() {
        return all;
    }
    // Each stretch has its own text: behind is summed stretch by stretch.
    let mut behind = 0;
    let mut known = false;
    let mut start = None;
    for then in day.before().chain([day]) {
        let from = start.replace(then.clock.day);
        let Some(due) = owed(then, duty, quantity) else {
            continue;
        };
        known = true;
        let upto = |until| sum(&due, then, until).behind;
        behind += upto(then.clock.day) - from.map_or(0, upto);
    }
    if known {
        all.get_or_insert_default().behind = behind;
    }
    all
}

/// What was owed of a quantity by which day. Of a part that is owed no more, not yet, or is a gap
/// in the log, it is only what was given all the same.
fn owed(day: &Day<'_>, duty: ObligationId, quantity: QuantityId) -> Option<Steps> {
    let mut steps = Steps::new();
    let mut any = false;
    for part in day.of_duty(duty) {
        let counts = part.status != Status::NoRecord && !part.status.is_idle();
        let mut own = part.filled.iter();
        let Some(filled) = own.find(|filled| filled.quantity == quantity) else {
            continue;
        };
        any = true;
        let promised = filled.promised?;
        let amount = if counts {
            promised
        } else {
            promised.min(filled.given)
        };
        if amount.0 > 0 {
            steps.push((part.window.due?, amount.0));
        }
    }
    steps.sort_unstable();
    any.then_some(steps)
}

/// What was given of a quantity on which day. What only a tally tells of was given by its day: at
/// worst on it, at best as it fell due.
fn told(clock: &Clock<'_>, duty: ObligationId, quantity: QuantityId, due: &Steps) -> Steps {
    let history = &clock.histories[duty.position()];
    if clock.facts.view == View::Worst || !history.deliveries.iter().any(|d| d.by_tally) {
        return actual(clock, duty, quantity);
    }
    let mut given: Vec<Delivery> = Vec::new();
    for delivery in history.deliveries.iter().filter(|d| d.quantity == quantity) {
        if !delivery.by_tally {
            given.push(*delivery);
            continue;
        }
        let mut left = delivery.amount.0;
        let mut wanted = 0_i64;
        for (on, amount) in due.iter().filter(|(on, _)| *on < delivery.day) {
            wanted = wanted.saturating_add(*amount);
            let had = given.iter().filter(|d| d.day <= *on).map(|d| d.amount);
            let take = wanted.saturating_sub(added(had).0).clamp(0, left);
            left -= take;
            given.push(Delivery {
                day: *on,
                amount: Decimal(take),
                ..*delivery
            });
        }
        given.push(Delivery {
            amount: Decimal(left),
            ..*delivery
        });
    }
    given.sort_by_key(|delivery| delivery.day);
    steps(given.iter())
}

fn done_by(done: &Steps, day: i64) -> Steps {
    done.iter().filter(|(on, _)| *on <= day).copied().collect()
}

/// What was held back in a suspension that names an amount, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The duty.
    pub duty: ObligationId,
    /// Of what.
    pub quantity: QuantityId,
    /// How much.
    pub amount: Decimal,
    /// From which day.
    pub from: i64,
    /// Until which day, where it is over.
    pub to: Option<i64>,
    /// Whether what came when it ended covers what was held.
    pub covered: bool,
    /// Unit-days, in millionths.
    pub unit_days: i128,
    /// The record of the hold.
    pub event: armistice_case::model::EventId,
    /// The record that ended it.
    pub ended_by: Option<armistice_case::model::EventId>,
}

/// Everything that was held back of a duty.
#[must_use]
pub fn holds(clock: &Clock<'_>, duty: ObligationId) -> Vec<Hold> {
    let history = &clock.histories[duty.position()];
    let mut holds = Vec::new();
    for suspension in &history.suspensions {
        for (quantity, amount) in &suspension.held {
            let to = suspension.to.map(|(day, _)| day);
            let own = history
                .deliveries
                .iter()
                .filter(|d| d.quantity == *quantity && Some(d.day) == to);
            let came = added(own.map(|d| d.amount)).0;
            let length = to.unwrap_or(clock.day).min(clock.day) - suspension.from;
            holds.push(Hold {
                duty,
                quantity: *quantity,
                amount: *amount,
                from: suspension.from,
                to,
                covered: came >= amount.0,
                unit_days: i128::from(amount.0) * i128::from(length),
                event: suspension.event,
                ended_by: suspension.to.and_then(|(_, event)| event),
            });
        }
    }
    holds
}

//! Quotas three ways: days met, volume capped at the promise of each day, volume uncapped.
//!
//! The three tell different stories and are always given together. Only days of which some record
//! speaks are scored, and how many those are is said: a day without a record is not a day without
//! a delivery. A record of several days is spread over them for the volumes and meets no single
//! day. Where the text lets what is over count later, it is carried forward from day to day;
//! otherwise it is not. Days for which it is suspended are not in force and not scored, unless its dates
//! stand. Guarantee: exact. Cost: linear in the recorded days of the duty.

use armistice_case::model::{Key as _, ObligationId, QuantityId};
use armistice_case::value::Decimal;

use super::clock::Clock;
use super::history::OnDay;
use super::record::View;
use super::suspension::off;

/// How a quota was kept, under one view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// The duty.
    pub duty: ObligationId,
    /// Of what.
    pub quantity: QuantityId,
    /// The promise of a day, in millionths.
    pub promise: Decimal,
    /// Days on which it was in force by now.
    pub in_force: i64,
    /// Days of which a record speaks.
    pub recorded: i64,
    /// Of those the ones with a record of their own.
    pub single: i64,
    /// Days with a record of their own on which the promise was kept, what was carried included.
    pub met: i64,
    /// Delivered on the recorded days, each capped at its promise.
    pub capped: i128,
    /// Delivered on the recorded days.
    pub volume: i128,
    /// Days that were met only with what had been carried.
    pub met_by_credit: i64,
    /// What is carried on at the end.
    pub credit: i128,
}

impl Score {
    /// The promise of all recorded days.
    #[must_use]
    pub fn promised(&self) -> i128 {
        i128::from(self.promise.0) * i128::from(self.recorded)
    }

    /// Days met, volume capped and volume uncapped, each as a share of what was promised.
    #[must_use]
    pub fn shares(&self) -> [Option<f64>; 3] {
        let share = |part: i128, whole: i128| (whole > 0).then(|| part as f64 / whole as f64);
        [
            share(i128::from(self.met), i128::from(self.single)),
            share(self.capped, self.promised()),
            share(self.volume, self.promised()),
        ]
    }
}

/// The scores of every rate of a duty on the clock's day.
#[must_use]
pub fn scores(clock: &Clock<'_>, duty: ObligationId) -> Vec<Score> {
    let item = &clock.text.lens.terms.agreement.obligations[duty];
    let history = &clock.histories[duty.position()];
    let carries = item
        .if_over
        .get()
        .is_some_and(|words| words.starts_with("carries"));
    let (off, last) = off(clock, duty);
    let (from, to) = stretch(clock, duty, last);
    let missing = off
        .iter()
        .map(|(start, end)| ((to + 1).min(*end) - from.max(*start)).max(0));
    let in_force = (to - from + 1).max(0) - missing.sum::<i64>();
    let rates = clock.text.rates[duty.position()].iter();
    rates
        .map(|rate| {
            let promise = if clock.facts.view == View::Worst {
                rate.high
            } else {
                rate.low
            };
            let mut score = Score {
                duty,
                quantity: rate.quantity,
                promise,
                in_force,
                recorded: 0,
                single: 0,
                met: 0,
                capped: 0,
                volume: 0,
                met_by_credit: 0,
                credit: 0,
            };
            let promise = i128::from(promise.0);
            let mut known = history.daily.iter();
            let own = known.find(|(quantity, _)| *quantity == rate.quantity);
            let days = own.map_or(&[][..], |(_, days)| days);
            let first = days.partition_point(|known| known.day < from);
            let open = days[first..].iter().filter(|known| {
                let mut off = off.iter();
                off.all(|(start, end)| known.day < *start || known.day >= *end)
            });
            for OnDay { amount, single, .. } in open.copied() {
                let credit = if carries { score.credit } else { 0 };
                score.recorded += 1;
                score.volume += amount;
                score.capped += amount.min(promise);
                if single {
                    score.single += 1;
                    if amount + credit >= promise {
                        score.met += 1;
                        score.met_by_credit += i64::from(amount < promise);
                    }
                }
                if carries {
                    score.credit = (credit + amount - promise).max(0);
                }
            }
            score
        })
        .collect()
}

/// The first and last day on which a daily duty was in force by now, with its own last day. One that
/// waits for something begins on the day after it.
fn stretch(clock: &Clock<'_>, duty: ObligationId, due: Option<i64>) -> (i64, i64) {
    let part = clock.text.lens.parts.of_duty(duty).next();
    let item = &clock.text.lens.terms.agreement.obligations[duty];
    let run = item.phase.map(|phase| clock.phase(phase));
    let waits = item.after.get().is_some();
    let triggered = part.and_then(|part| clock.triggered[part]);
    let from = part
        .and_then(|part| clock.windows[part].from)
        .into_iter()
        .chain(triggered.map(|day| day + i64::from(waits)))
        .max();
    let last = run.and_then(|run| run.after()).map(|after| after - 1);
    let to = [due, last, Some(clock.day)]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(clock.day);
    // A duty whose trigger the text leaves unsaid runs from its first record.
    let history = &clock.histories[duty.position()];
    let first = || history.deliveries.iter().map(|d| d.first).min();
    (from.or_else(first).unwrap_or(to + 1), to)
}

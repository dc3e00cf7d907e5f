//! Quotas three ways: periods met, volume capped at the promise of each period, volume uncapped.
//!
//! The three tell different stories and are always given together. A period is that of the text: a
//! day, a week, a month, a year, counted from the first day on which the quota is in force; what a
//! text promises by the hour or the minute is not scored, for days are the unit. A period is scored
//! once its last day has come, against the text in force on that day; one that the end of the quota
//! cuts short is not. Only periods of which some record speaks are scored, and how many those are
//! is said: a day without a record is not a day without a delivery. A record of several days is
//! spread over them for the volumes and meets no period that it reaches out of. Where the text lets
//! what is over count later, it is carried forward from period to period; otherwise it is not.
//! Days for which it is suspended are not in force and not scored, unless its dates stand.
//! Guarantee: exact. Cost: linear in the recorded days of the duty, for each text.

use armistice_case::model::{ClauseId, Key as _, ObligationId, QuantityId};
use armistice_case::value::Unit;

use super::clock::Clock;
use super::docket::Docket;
use super::history::OnDay;
use super::promise::Rate;
use super::record::View;
use super::suspension::off;

/// How a quota was kept, under one view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The duty.
    pub duty: ObligationId,
    /// Of what.
    pub quantity: QuantityId,
    /// The period.
    pub unit: Unit,
    /// Whether the text names no more than a most for a period: it is kept by whatever is not more,
    /// and no volume is owed.
    pub limit: bool,
    /// What is promised for a period, each with the first day of the text that says so.
    pub promises: Vec<(i64, Rate)>,
    /// The day from which the text promises it no more, where another text came into force.
    pub dropped: Option<i64>,
    /// Periods in force that were over by now.
    pub in_force: i64,
    /// Of those the ones of which a record speaks.
    pub recorded: i64,
    /// Of those the ones with a record of their own.
    pub single: i64,
    /// Periods with a record of their own in which the promise was kept, what was carried included.
    pub met: i64,
    /// What was promised for the recorded periods.
    pub promised: i128,
    /// Delivered in the recorded periods, each capped at its promise.
    pub capped: i128,
    /// Delivered in the recorded periods.
    pub volume: i128,
    /// Periods that were met only with what had been carried.
    pub met_by_credit: i64,
    /// What is carried on at the end.
    pub credit: i128,
}

impl Score {
    fn of(duty: ObligationId, rate: &Rate) -> Score {
        Score {
            duty,
            quantity: rate.quantity,
            unit: rate.unit,
            limit: rate.limit,
            promises: Vec::new(),
            dropped: None,
            in_force: 0,
            recorded: 0,
            single: 0,
            met: 0,
            promised: 0,
            capped: 0,
            volume: 0,
            met_by_credit: 0,
            credit: 0,
        }
    }

    /// Periods met, volume capped and volume uncapped, each as a share of what was promised; no volumes
    /// of what is only a most.
    #[must_use]
    pub fn shares(&self) -> [Option<f64>; 3] {
        let share = |part: i128, whole: i128| (whole > 0).then(|| part as f64 / whole as f64);
        let volume = |part| share(part, self.promised).filter(|_| !self.limit);
        [
            share(i128::from(self.met), i128::from(self.single)),
            volume(self.capped),
            volume(self.volume),
        ]
    }

    /// How much of it was kept: the volume capped, of what is only a most the periods.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        self.shares()[usize::from(!self.limit)]
    }

    /// Whether a period of it is over, or it goes by the day.
    #[must_use]
    pub fn has_come(&self) -> bool {
        self.in_force > 0 || matches!(self.unit, Unit::Day | Unit::WorkingDay)
    }

    fn is_of(&self, rate: &Rate) -> bool {
        (self.quantity, self.unit, self.limit) == (rate.quantity, rate.unit, rate.limit)
    }

    fn promises(&mut self, from: i64, rate: Rate) {
        if self.promises.last().is_none_or(|(_, known)| *known != rate) {
            self.promises.push((from, rate));
        }
    }

    fn add(&mut self, period: &Period, promise: i128, carries: bool) {
        let credit = if carries { self.credit } else { 0 };
        let amount = period.amount;
        self.recorded += 1;
        self.promised += promise;
        self.volume += amount;
        self.capped += amount.min(promise);
        if period.single {
            self.single += 1;
            if self.limit {
                self.met += i64::from(amount <= promise);
            } else if amount + credit >= promise {
                self.met += 1;
                self.met_by_credit += i64::from(amount < promise);
            }
        }
        if carries {
            self.credit = (credit + amount - promise).max(0);
        }
    }
}

/// The scores of every duty of the text and of those dropped from it since, in their order.
#[must_use]
pub fn all(clock: &Clock<'_>) -> Vec<Score> {
    let duties = clock.text.lens.terms.agreement.obligations.keys();
    duties.flat_map(|duty| scores(clock, duty)).collect()
}

/// The scores of every rate of a duty on the clock's day, each period against the text of its day.
#[must_use]
pub fn scores(clock: &Clock<'_>, duty: ObligationId) -> Vec<Score> {
    let texts: Vec<&Clock<'_>> = clock.texts().collect();
    let mut scores: Vec<Score> = Vec::new();
    for then in &texts {
        for rate in measured(then, duty) {
            let counts = |of: &&&Clock<'_>| {
                let mut rates = measured(of, duty);
                rates.any(|other| other.quantity == rate.quantity)
            };
            // What came is read by the newest text that counts it.
            let newest = texts.iter().rev().find(counts).unwrap_or(then);
            let known = scores.iter().position(|score| score.is_of(rate));
            let at = known.unwrap_or_else(|| {
                scores.push(Score::of(duty, rate));
                scores.len() - 1
            });
            let score = &mut scores[at];
            score.dropped = Some(then.day + 1).filter(|_| then.day < clock.day);
            under_text(then, newest, rate, known.is_some(), score);
        }
    }
    scores
}

/// The rates of a duty that are scored; none where the text no longer has it.
fn measured<'a>(clock: &Clock<'a>, duty: ObligationId) -> impl Iterator<Item = &'a Rate> {
    let holds = clock.text.lens.terms.holds(ClauseId::Obligation(duty));
    let rates = clock.text.rates[duty.position()].iter();
    rates.filter(move |rate| holds && !matches!(rate.unit, Unit::Hour | Unit::Minute))
}

/// Adds the periods whose last day falls into one text. Where the text before did not count so, a
/// period begins under this one.
fn under_text(then: &Clock<'_>, newest: &Clock<'_>, rate: &Rate, known: bool, score: &mut Score) {
    let duty = score.duty;
    let item = &then.text.lens.terms.agreement.obligations[duty];
    let carries = item
        .if_over
        .get()
        .is_some_and(|words| words.starts_with("carries"));
    let promise = if rate.limit || then.facts.view == View::Worst {
        rate.high
    } else {
        rate.low
    };
    score.promises(then.text.from, *rate);
    let (off, last) = off(then, duty);
    let (from, to) = stretch(then, duty, last);
    let periods = Periods {
        docket: then.docket,
        unit: rate.unit,
        from,
    };
    let start = from.max(then.text.from);
    let Some(mut first) = periods.holding(start) else {
        return;
    };
    if !known && periods.first(first).is_some_and(|day| day < start) {
        first += 1;
    }
    let Some(end) = periods.holding(to.saturating_add(1)).filter(|_| to >= from) else {
        return;
    };
    let missing = off.iter().map(|span| periods.within(*span, first, end));
    score.in_force += (end - first).max(0) - missing.sum::<i64>();
    let daily = newest.histories[duty.position()].daily.iter();
    let mut own = daily.filter(|(quantity, _)| *quantity == rate.quantity);
    let days = own.next().map_or(&[][..], |(_, days)| days);
    let open = |known: &&OnDay| {
        let mut off = off.iter();
        off.all(|(start, end)| known.day < *start || known.day >= *end)
    };
    let days: Vec<OnDay> = days.iter().filter(open).copied().collect();
    for period in periods.of(&days, first, end) {
        score.add(&period, i128::from(promise.0), carries);
    }
}

/// What came in one period.
struct Period {
    number: i64,
    ends: (i64, i64),
    amount: i128,
    single: bool,
}

/// The periods of a quota, counted from nought.
struct Periods<'a> {
    docket: &'a Docket<'a>,
    unit: Unit,
    from: i64,
}

impl Periods<'_> {
    /// The first day of a period, counted from the first of all so that months keep their day; none
    /// where the calendar ends.
    fn first(&self, number: i64) -> Option<i64> {
        let span = jiff::Span::new();
        let span = match self.unit {
            Unit::Week => return self.from.checked_add(number.checked_mul(7)?),
            Unit::Month => span.try_months(number),
            Unit::Year => span.try_years(number),
            Unit::Day | Unit::WorkingDay | Unit::Hour | Unit::Minute => {
                return self.from.checked_add(number);
            }
        };
        let date = self.docket.date(self.from).checked_add(span.ok()?).ok()?;
        Some(self.docket.number(date))
    }

    /// The last day of a period.
    fn last(&self, number: i64) -> Option<i64> {
        self.first(number + 1).map(|next| next - 1)
    }

    /// The period that holds a day; the first where the day comes before them all.
    fn holding(&self, day: i64) -> Option<i64> {
        let longest = match self.unit {
            Unit::Week => 7,
            Unit::Month => 31,
            Unit::Year => 366,
            Unit::Day | Unit::WorkingDay | Unit::Hour | Unit::Minute => 1,
        };
        let mut number = (day.saturating_sub(self.from) / longest).max(0);
        while self.last(number)? < day {
            number += 1;
        }
        Some(number)
    }

    /// How many periods from one to before another lie wholly in a span of days.
    fn within(&self, (start, after): (i64, i64), first: i64, end: i64) -> i64 {
        let Some((from, to)) = self.holding(start).zip(self.holding(after)) else {
            return 0;
        };
        let cut = self.first(from).is_some_and(|day| day < start);
        (to.min(end) - (from + i64::from(cut)).max(first)).max(0)
    }

    /// What came in each period from one to before another of which a record speaks.
    fn of(&self, days: &[OnDay], from: i64, before: i64) -> Vec<Period> {
        let mut found: Vec<Period> = Vec::new();
        let Some(start) = self.first(from) else {
            return found;
        };
        let first = days.partition_point(|known| known.day < start);
        for on in &days[first..] {
            let Some(number) = self.holding(on.day).filter(|number| *number < before) else {
                break;
            };
            if found.last().is_none_or(|last| last.number != number) {
                let (Some(first), Some(last)) = (self.first(number), self.last(number)) else {
                    break;
                };
                found.push(Period {
                    number,
                    ends: (first, last),
                    amount: 0,
                    single: false,
                });
            }
            if let Some(period) = found.last_mut() {
                period.amount += on.amount;
                let (first, last) = on.shortest;
                period.single |= first >= period.ends.0 && last <= period.ends.1;
            }
        }
        found
    }
}

/// The first and last day on which a quota was in force by now, with its own last day. One that waits
/// for something begins on the day after it.
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
    let history = &clock.histories[duty.position()];
    let waived = part.and_then(|part| clock.part(part)?.waived);
    let over = run.and_then(|run| run.after()).into_iter();
    let last = over.chain(history.ended).chain(waived).min();
    let last = last.map(|after| after - 1);
    let to = [due, last, Some(clock.day)]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(clock.day);
    // A duty whose trigger the text leaves unsaid runs from its first record.
    let first = || history.deliveries.iter().map(|d| d.first).min();
    (from.or_else(first).unwrap_or(to + 1), to)
}

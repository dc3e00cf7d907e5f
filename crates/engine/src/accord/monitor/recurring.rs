//! Duties that recur (`every`): each occurrence is a part with a window of its own.
//!
//! The first falls due on the last day that `starts` gives, else on the one day that `when` gives,
//! else at the end of the first period; each later one a period after the one before, counted from
//! the first so that months keep their day. Its window opens on the day after the last day of the
//! one before. `when` as a stretch of days, and the phase, close the series: an occurrence that
//! would fall due later is none. An act counts for the occurrence in whose window it falls, for an
//! earlier one first as long as that can be cured; a second act in one window makes an earlier one
//! good. An amount that is over goes to later ones unless the text says that it does not count.
//! Guarantee: a function of the records up to the day. Cost: acts times occurrences.

use armistice_case::model::{EventId, Key as _, ObligationId};
use armistice_case::phrase::{State as Stage, When};
use armistice_case::value::{Decimal, Duration, Unit};

use super::clock::{Clock, Due};
use super::history::{History, PartHistory};
use super::promise::{Promise, is_limit};
use super::record::View;
use super::suspension::{Policy, held, moved, spans};
use crate::accord::clock::{Clock as Calendar, bounds as days};

/// The most occurrences of one duty that are looked at: ten years of days.
pub const MOST: usize = 3_660;

/// One occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its window by the text, whatever a suspension does to it.
    pub window: Due,
    /// Its last day once a suspension has had the effect that the text gives it.
    pub due: i64,
    /// What happened to it.
    pub own: PartHistory,
}

impl Occurrence {
    /// The day from which it is late on a day.
    fn missed(&self, day: i64) -> Option<i64> {
        if let Some(exceeded) = self.own.exceeded {
            return Some(exceeded.day);
        }
        let late = self.own.done.is_none_or(|done| done > self.due);
        (late && self.due < day).then_some(self.due + 1)
    }
}

/// The occurrences of a duty whose clock has started: those that have begun by the day, and the
/// next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// The occurrences, in order.
    pub all: Vec<Occurrence>,
    /// Whether the last of them is the last of all.
    pub ends: bool,
    /// The last day of all, where the text gives one.
    pub until: Option<i64>,
    /// Whether there are more than are looked at.
    pub cut: bool,
}

impl Series {
    /// Since when the series is in a stage: done and verified once all of it is, late and the like
    /// as soon as one occurrence is.
    #[must_use]
    pub fn stage(&self, stage: Option<Stage>, cure: i64, day: i64) -> Option<i64> {
        let all = self.all.iter();
        let over = self.ends && !self.cut;
        match stage {
            Some(Stage::Started) => all.filter_map(|one| one.own.begun).min(),
            Some(Stage::Late) => all.filter_map(|one| one.missed(day)).min(),
            Some(Stage::Breached | Stage::Lapsed) => all
                .filter_map(|one| {
                    let over = one.missed(day)? + cure;
                    let open = one.own.done.is_none_or(|done| done >= over);
                    (open && over <= day).then_some(over)
                })
                .min(),
            Some(Stage::Cured) => all
                .filter_map(|one| one.missed(day).and(one.own.done))
                .min(),
            Some(Stage::Verified) => last(all.map(|one| one.own.verified)).filter(|_| over),
            _ => last(all.map(|one| one.own.done)).filter(|_| over),
        }
    }

    /// How many occurrences have fallen due by a day.
    #[must_use]
    pub fn due_by(&self, day: i64) -> i64 {
        let due = self.all.iter().filter(|one| one.due <= day);
        i64::try_from(due.count()).unwrap_or(i64::MAX)
    }
}

/// The last of some days, where each is known.
fn last(days: impl Iterator<Item = Option<i64>>) -> Option<i64> {
    days.collect::<Option<Vec<i64>>>()?.into_iter().max()
}

/// When a series begins and ends.
struct Span {
    /// The day on which its clock started.
    triggered: i64,
    from: i64,
    /// The day from which the periods are counted, and how many of them lead to the first.
    anchor: i64,
    lead: u32,
    end: Option<i64>,
}

impl Clock<'_> {
    /// The occurrences of a part that recurs and whose clock has started.
    pub(super) fn series(&self, at: usize) -> Option<Series> {
        let each = self.text.each[at].as_ref()?;
        let duty = self.text.lens.parts.all[at].duty;
        let every = self.text.lens.terms.agreement.obligations[duty]
            .every
            .get()?;
        let span = self.span(at)?;
        let mut series = self.windows_of(duty, every, &span);
        let history = &self.histories[duty.position()];
        let cure = self.text.lens.terms.agreement.obligations[duty].cure.get();
        let mut filling = Filling {
            all: &mut series.all,
            each,
            worst: self.facts.view == View::Worst,
            cure: cure.map(|cure| days(cure).1),
            later: counts_later(self, at),
        };
        filling.fill(history);
        let limits = is_limit(each);
        for one in &mut series.all {
            // What may be no more than so much is kept once its time is over.
            let kept = one.own.kept(one.due, self.day).filter(|_| limits);
            one.own.done = one.own.done.or(kept);
            one.own.waived = history.parts.first().and_then(|part| part.waived);
            one.own.verified = verified(history, &one.own);
            let by = one.own.done_by;
            one.own.by_tally = by.is_some_and(|by| history.tallies.iter().any(|t| t.event == by));
        }
        Some(series)
    }

    fn span(&self, at: usize) -> Option<Span> {
        let part = &self.text.lens.parts.all[at];
        let triggered = self.triggered[at].or_else(|| self.part(at)?.begun)?;
        let window = self.windows[at];
        let phase = self.text.lens.terms.agreement.obligations[part.duty].phase;
        let over = phase.and_then(|phase| self.phase(phase).after());
        let over = over.map(|after| after - 1);
        let earlier = |due: Option<i64>| due.into_iter().chain(over).min();
        let once = matches!(
            part.when.get(),
            Some(When::On(_) | When::By(_) | When::Before(_) | When::Within(..) | When::SameDay)
        );
        let waits = i64::from(part.after.get().is_some());
        let from = window.from.unwrap_or(triggered).max(triggered);
        let first = window.begin_by.or(window.due.filter(|_| once));
        Some(match first {
            Some(first) => Span {
                triggered,
                from: from.min(first),
                anchor: first,
                lead: 0,
                end: if window.begin_by.is_some() {
                    earlier(window.due)
                } else {
                    over
                },
            },
            None => {
                let start = from.max(triggered + waits);
                Span {
                    triggered,
                    from: start,
                    anchor: start - 1,
                    lead: 1,
                    end: earlier(window.due),
                }
            }
        })
    }

    /// The windows of the occurrences that have begun by the day, and of the next.
    fn windows_of(&self, duty: ObligationId, every: &Duration, span: &Span) -> Series {
        let calendar = Calendar::of(&self.text.lens.terms.agreement);
        let history = &self.histories[duty.position()];
        let held = spans(&held(history, None, Some(span.triggered)), self.day);
        let policy = Policy::of(self.text, duty).unwrap_or(Policy::Stand);
        let promises = self.text.each[history.first_part].as_ref();
        let filled = vec![Decimal(0); promises.map_or(0, Vec::len).max(1)];
        let mut series = Series {
            until: span.end,
            ..Series::default()
        };
        let (mut from, mut before) = (span.from, span.anchor);
        for number in 0_u32.. {
            let Some(due) = due_of(&calendar, every, span, number, before) else {
                series.ends = true;
                break;
            };
            before = due;
            let last = self.rolled(&calendar, due);
            if span.end.is_some_and(|end| last > end) {
                series.ends = true;
                break;
            }
            if series.all.len() == MOST {
                series.cut = true;
                break;
            }
            let opens = from.min(last);
            series.all.push(Occurrence {
                window: Due {
                    from: Some(opens),
                    due: Some(last),
                    begin_by: None,
                    hour: None,
                },
                due: moved(last, &held, policy),
                own: PartHistory {
                    filled: filled.clone(),
                    ..PartHistory::default()
                },
            });
            if opens > self.day {
                break;
            }
            from = last + 1;
        }
        series
    }
}

/// The last day of an occurrence, before days of rest. None where the calendar ends.
fn due_of(
    calendar: &Calendar,
    every: &Duration,
    span: &Span,
    number: u32,
    before: i64,
) -> Option<i64> {
    // Working days add up; months are counted from the first, so that they keep their day.
    let (from, times) = match (every.unit, number) {
        (_, 0) => (span.anchor, span.lead),
        (Unit::WorkingDay, _) => (before, 1),
        _ => (span.anchor, number + span.lead),
    };
    if times == 0 {
        return Some(from);
    }
    let many = Duration {
        low: every.low.checked_mul(times)?,
        high: every.high.checked_mul(times)?,
        ..*every
    };
    let length = calendar.length(&many, Some((from, from)), true);
    // A period of no length would never come to an end.
    (length.high > 0).then(|| from + length.high)
}

/// Whether what is over counts for later occurrences: amounts do unless the text says otherwise.
fn counts_later(clock: &Clock<'_>, at: usize) -> bool {
    let duty = clock.text.lens.parts.all[at].duty;
    let over = clock.text.lens.terms.agreement.obligations[duty]
        .if_over
        .get();
    over.is_none_or(|words| !words.starts_with("does not"))
}

/// The day on which what was done was confirmed: its own record, or a word of confirmation later.
fn verified(history: &History, own: &PartHistory) -> Option<i64> {
    let done = own.done?;
    let confirmed = history.confirmed.iter();
    confirmed
        .filter(|(day, event)| match event {
            Some(event) => own.done_by == Some(*event),
            None => *day >= done,
        })
        .map(|(day, _)| *day)
        .min()
}

/// One act: its day, its record, how much of which promise.
#[derive(Clone, Copy)]
struct Given {
    day: i64,
    first: i64,
    event: EventId,
    promise: usize,
    amount: i64,
}

struct Filling<'a> {
    all: &'a mut [Occurrence],
    each: &'a [Promise],
    worst: bool,
    cure: Option<i64>,
    later: bool,
}

impl Filling<'_> {
    fn fill(&mut self, history: &History) {
        if self.each.is_empty() {
            for (day, event) in &history.times {
                self.give(Given {
                    day: *day,
                    first: *day,
                    event: *event,
                    promise: 0,
                    amount: Decimal::ONE.0,
                });
            }
            return;
        }
        for delivery in &history.deliveries {
            let of = |promise: &Promise| promise.quantity == delivery.quantity;
            let Some(promise) = self.each.iter().position(of) else {
                continue;
            };
            let given = Given {
                day: delivery.day,
                first: delivery.first,
                event: delivery.event,
                promise,
                amount: delivery.amount.0,
            };
            if given.amount < 0 {
                self.take_back(given);
            } else {
                self.give(given);
            }
        }
    }

    /// What fills a promise; one act where there is no amount, no bound where the text gives none.
    fn need(&self, promise: usize) -> Option<i64> {
        let Some(promise) = self.each.get(promise) else {
            return Some(Decimal::ONE.0);
        };
        let amount = if self.worst {
            promise.high
        } else {
            promise.low
        };
        amount.map(|amount| amount.0)
    }

    fn full(&self, at: usize) -> bool {
        let limit = |promise: usize| self.limit(promise).is_some();
        let filled = self.all[at].own.filled.iter().enumerate();
        let mut owed = filled.filter(|(promise, _)| !limit(*promise)).peekable();
        owed.peek().is_some()
            && owed.all(|(promise, amount)| {
                let need = self.need(promise);
                need.map_or(amount.0 > 0, |need| amount.0 >= need)
            })
    }

    fn limit(&self, promise: usize) -> Option<Decimal> {
        self.each.get(promise)?.limit
    }

    /// Holds what an occurrence was given against the most that the text allows.
    fn hold(&mut self, at: usize, given: Given) {
        if let Some(limit) = self.limit(given.promise) {
            let own = &mut self.all[at].own;
            own.hold_against(limit, own.filled[given.promise], given.day, given.event);
        }
    }

    /// The occurrences that an act can count for, in their order.
    fn order(&self, day: i64) -> Vec<usize> {
        let own = self.all.partition_point(|one| one.due < day);
        let (earlier, rest) = (0..own, own..self.all.len());
        let curable = |at: &usize| {
            self.cure
                .is_some_and(|cure| self.all[*at].due + cure >= day)
        };
        let own = |at: &usize| *at == own || self.all[*at].window.from.is_some_and(|on| on <= day);
        let mut order: Vec<usize> = earlier.clone().filter(curable).collect();
        order.extend(rest.clone().filter(own));
        order.extend(earlier.filter(|at| !curable(at)));
        if self.later && !self.each.is_empty() {
            order.extend(rest.filter(|at| !own(at)));
        }
        order
    }

    fn give(&mut self, given: Given) {
        let mut left = given.amount;
        let order = self.order(given.day);
        // What keeps each promise comes first, then what it leaves room for.
        let most = self
            .each
            .get(given.promise)
            .and_then(|promise| promise.high);
        let bounds = [self.need(given.promise), most.map(|most| most.0)];
        for (bound, owed) in bounds.into_iter().zip([true, false]) {
            for at in &order {
                let filled = self.all[*at].own.filled[given.promise].0;
                let room = bound.map_or(if owed { left } else { 0 }, |bound| bound - filled);
                let take = left.min(room.max(0));
                if take == 0 {
                    continue;
                }
                left -= take;
                self.put(*at, given, take);
            }
        }
    }

    /// Gives an occurrence so much of a promise.
    fn put(&mut self, at: usize, given: Given, take: i64) {
        self.all[at].own.filled[given.promise].0 += take;
        self.hold(at, given);
        let full = self.full(at);
        let own = &mut self.all[at].own;
        own.begun = own.begun.or(Some(given.first));
        if full && own.done.is_none() {
            own.done = Some(given.day);
            own.done_by = Some(given.event);
        }
    }

    /// Found out later: what had counted is taken back, from what came last.
    fn take_back(&mut self, given: Given) {
        let mut left = given.amount.saturating_neg();
        for at in (0..self.all.len()).rev() {
            let filled = &mut self.all[at].own.filled[given.promise].0;
            let back = left.min(*filled);
            *filled -= back;
            left -= back;
            self.hold(at, given);
            if back > 0 && !self.full(at) {
                let own = &mut self.all[at].own;
                own.undone.extend(own.done.map(|done| (done, given.day)));
                own.done = None;
                own.done_by = None;
            }
        }
    }
}

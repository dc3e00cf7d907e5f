//! Scores of record: completion, the Peace Accords Matrix levels, and what each party kept.
//!
//! - Completion by count is told for each quantity apart; things of different kinds are never
//!   added. Completion of the whole is the mean of the shares of the duties, each weighing what
//!   the text or a party gives it (one without).
//! - The levels are those of the Peace Accords Matrix and of the barometer for Colombia (Joshi,
//!   Quinn and Regan 2015): 0 nothing, 1 begun, 2 on course, 3 done; the score is their sum over
//!   three times their number. The rule for each is on the method page.
//! - What a party kept of what fell due is an index only beside its parts: on time, late, open.
//!   A late part counts half; what is past its day without any record is counted apart.
//!
//! Cost: linear in the parts.

use armistice_case::model::{ActorId, ClauseId, Key as _, ObligationId, QuantityId};
use armistice_case::value::Decimal;

use super::breach::acting;
use super::clock::Clock;
use super::docket::debtors;
use super::quota;
use super::record::{View, added};
use super::standing::{Day, Standing, Status};
use crate::accord::weights::{Weight, Weights, mean};

/// How much of a quantity of a duty is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The duty.
    pub duty: ObligationId,
    /// Of what.
    pub quantity: QuantityId,
    /// What is promised in all under this view; none where the text gives no number.
    pub promised: Option<Decimal>,
    /// What is given.
    pub given: Decimal,
}

impl Count {
    /// The share of the promise that is given, at most one.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let promised = self.promised.filter(|promised| promised.0 > 0)?;
        Some((self.given.0 as f64 / promised.0 as f64).clamp(0.0, 1.0))
    }
}

/// The counts of every duty with numbers.
#[must_use]
pub fn counts(day: &Day<'_>) -> Vec<Count> {
    let clock = &day.clock;
    let mut counts = Vec::new();
    for duty in clock.text.lens.terms.duties() {
        let history = &clock.histories[duty.position()];
        for (quantity, promised) in clock.promised(duty) {
            let given = history.deliveries.iter();
            let own = given.filter(|d| d.quantity == quantity);
            let given = added(own.map(|d| d.amount));
            counts.push(Count {
                duty,
                quantity,
                promised,
                given,
            });
        }
    }
    counts
}

/// The counts of duties that were dropped from the text since, with the day from which they are.
#[must_use]
pub fn dropped(day: &Day<'_>) -> Vec<(Count, i64)> {
    let now = &day.clock.text.lens.terms;
    let mut found: Vec<(Count, i64)> = Vec::new();
    for then in day.before().rev() {
        for count in counts(then) {
            let mut known = found.iter().map(|(known, _)| known);
            let told = known.any(|one| (one.duty, one.quantity) == (count.duty, count.quantity));
            if !told && !now.holds(ClauseId::Obligation(count.duty)) {
                found.push((count, then.clock.day + 1));
            }
        }
    }
    found.sort_by_key(|(count, _)| count.duty);
    found
}

/// The share of a duty that is done, between nought and one; none for what is only forbidden and
/// for what the text puts no measure to and nobody has done yet.
#[must_use]
pub fn share(day: &Day<'_>, duty: ObligationId) -> Option<f64> {
    let clock = &day.clock;
    if clock.text.lens.terms.agreement.obligations[duty]
        .must_not
        .is_some()
    {
        return None;
    }
    if !clock.text.rates[duty.position()].is_empty() {
        return quota_share(&quota::scores(clock, duty));
    }
    // Of a duty that recurs what has fallen due counts, and what is done already.
    let counts = |part: &&Standing| {
        let due = part.window.due.is_some_and(|due| due <= clock.day);
        part.occurrence.is_none() || due || part.status.is_done()
    };
    let owed = day.of_duty(duty).filter(|part| !part.is_limit());
    let parts = owed.filter(counts);
    let parts: Vec<f64> = parts.map(|part| part_share(clock, part)).collect();
    (!parts.is_empty()).then(|| parts.iter().sum::<f64>() / parts.len() as f64)
}

/// The share of a quota: how much of it was kept in recorded periods, nought where there is none; none
/// where it is not scored, or not yet.
fn quota_share(scores: &[quota::Score]) -> Option<f64> {
    // Of a week or a month that is not over nobody can say how it will have been kept.
    let mut scores = scores.iter().filter(|score| score.has_come()).peekable();
    scores.peek()?;
    let shares: Vec<f64> = scores.filter_map(quota::Score::share).collect();
    Some(shares.iter().sum::<f64>() / shares.len().max(1) as f64)
}

fn part_share(clock: &Clock<'_>, part: &Standing) -> f64 {
    if part.status.is_done() {
        return 1.0;
    }
    if !part.did.is_empty() {
        let owing = debtors(&clock.text.lens, part.clause).len();
        return part.did.len() as f64 / owing.max(1) as f64;
    }
    let shares: Vec<f64> = part
        .filled
        .iter()
        .filter_map(|filled| {
            let promised = filled.promised.filter(|promised| promised.0 > 0)?;
            Some((filled.given.0 as f64 / promised.0 as f64).clamp(0.0, 1.0))
        })
        .collect();
    if shares.is_empty() {
        return 0.0;
    }
    shares.iter().sum::<f64>() / shares.len() as f64
}

/// The mean of the shares of all duties, each with its weight for a party, or in the text.
#[must_use]
pub fn completion(day: &Day<'_>, party: Option<ActorId>) -> Option<(f64, f64)> {
    let lens = &day.clock.text.lens;
    let weights = Weights::of(lens.case, &lens.terms, party);
    let duties = lens.terms.duties();
    let shares: Vec<(f64, Weight)> = duties
        .filter_map(|duty| Some((share(day, duty)?, weights.weight(duty))))
        .collect();
    mean(&shares)
}

/// The level of a duty: 0 nothing, 1 begun, 2 on course, 3 done. What is past its day without any
/// record, and what was waived, has none.
#[must_use]
pub fn level(day: &Day<'_>, duty: ObligationId) -> Option<u8> {
    let status = day.status(duty)?;
    let forbids = day
        .of_duty(duty)
        .all(|part| part.part.is_none() || part.is_limit());
    let share = share(day, duty).unwrap_or(0.0);
    let history = &day.clock.histories[duty.position()];
    let begun = share > 0.0
        || history
            .parts
            .iter()
            .any(|part| part.begun.is_some() || part.done.is_some());
    if status == Status::Waived || (status == Status::NoRecord && !begun) {
        return None;
    }
    Some(match status {
        Status::Breached if forbids => 0,
        Status::InProgress if forbids => 2,
        Status::Suspended if forbids => 1,
        _ if status.is_done() => 3,
        _ if !begun => 0,
        // Under way and nothing late, or more than half done although late.
        _ if !status.is_overdue() && status != Status::Suspended && !status.is_idle() => 2,
        _ if share > 0.5 => 2,
        _ => 1,
    })
}

/// Levels of many duties as a score and as shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// How many duties have each level.
    pub of: [usize; 4],
}

impl Levels {
    /// The levels of a list of codes.
    #[must_use]
    pub fn of(codes: impl IntoIterator<Item = u8>) -> Levels {
        let mut levels = Levels::default();
        for code in codes {
            levels.of[usize::from(code.min(3))] += 1;
        }
        levels
    }

    /// How many duties there are.
    #[must_use]
    pub fn number(&self) -> usize {
        self.of.iter().sum()
    }

    /// The sum of the levels over three times their number, in per cent.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        let number = self.number();
        let sum: usize = self.of.iter().enumerate().map(|(level, n)| level * n).sum();
        (number > 0).then(|| 100.0 * sum as f64 / (3 * number) as f64)
    }
}

/// The levels of every duty on a day.
#[must_use]
pub fn levels(day: &Day<'_>) -> Levels {
    let duties = day.clock.text.lens.terms.duties();
    Levels::of(duties.filter_map(|duty| level(day, duty)))
}

/// What one party kept of what fell due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The party or whoever else owes.
    pub by: ActorId,
    /// Parts done in their time, forbidden acts not done among them.
    pub on_time: usize,
    /// Parts done late.
    pub late: usize,
    /// Parts past their day and not done, forbidden acts done among them, and what was waived only
    /// after its day.
    pub open: usize,
    /// Parts past their day of which nothing is recorded.
    pub no_record: usize,
    /// Quotas in force, which the index leaves to their own three scores.
    pub quotas: usize,
}

impl Kept {
    /// The index: on time plus half of what was late, over all three.
    #[must_use]
    pub fn index(&self) -> Option<f64> {
        let all = self.on_time + self.late + self.open;
        (all > 0).then(|| (self.on_time as f64 + self.late as f64 / 2.0) / all as f64)
    }
}

/// What everybody who owes something kept, in the order of the case.
#[must_use]
pub fn kept(day: &Day<'_>) -> Vec<Kept> {
    let clock = &day.clock;
    let mut all: Vec<Kept> = Vec::new();
    for part in &day.parts {
        for by in debtors(&clock.text.lens, ClauseId::Obligation(part.duty)) {
            let at = all
                .iter()
                .position(|kept| kept.by == by)
                .unwrap_or_else(|| {
                    all.push(Kept {
                        by,
                        on_time: 0,
                        late: 0,
                        open: 0,
                        no_record: 0,
                        quotas: 0,
                    });
                    all.len() - 1
                });
            let kept = &mut all[at];
            match fate(clock, part, by) {
                Some(Fate::Quota) => kept.quotas += 1,
                Some(Fate::OnTime) => kept.on_time += 1,
                Some(Fate::Late) => kept.late += 1,
                Some(Fate::Open) => kept.open += 1,
                Some(Fate::NoRecord) => kept.no_record += 1,
                None => {}
            }
        }
    }
    all.sort_by_key(|kept| kept.by);
    all
}

/// What one who owes a part made of it.
enum Fate {
    Quota,
    OnTime,
    Late,
    Open,
    NoRecord,
}

/// What became of a part for one of those who owe it; none where it has not fallen due.
fn fate(clock: &Clock<'_>, part: &Standing, by: ActorId) -> Option<Fate> {
    if part.part.is_none() {
        return kept_from(clock, part, by);
    }
    if !clock.text.rates[part.duty.position()].is_empty() {
        return Some(Fate::Quota);
    }
    if let Some(exceeded) = part.exceeded.filter(|_| part.status == Status::Breached) {
        let all = debtors(&clock.text.lens, part.clause);
        let who = acting(clock, exceeded.event, &all);
        return counts_against(clock, &who, by).then_some(Fate::Open);
    }
    let own = part.did.iter().find(|(actor, _)| *actor == by);
    if let Some((_, day)) = own {
        let in_time = part.window.due.is_none_or(|due| *day <= due);
        return Some(if in_time { Fate::OnTime } else { Fate::Late });
    }
    match part.status {
        Status::Cured => Some(Fate::Late),
        status if status.is_done() => Some(Fate::OnTime),
        Status::NoRecord => Some(Fate::NoRecord),
        Status::Waived => part.forgiven.map(|_| Fate::Open),
        status if status.is_overdue() && part.late.max(part.begin_late) == 0 => {
            refused(clock, part, by).then_some(Fate::Open)
        }
        status if status.is_overdue() => Some(Fate::Open),
        Status::Suspended if part.late > 0 => Some(Fate::Open),
        _ => None,
    }
}

/// Whether what is owed on every day was refused by one of those who owe it.
fn refused(clock: &Clock<'_>, part: &Standing, by: ActorId) -> bool {
    let all = debtors(&clock.text.lens, part.clause);
    let refusals = clock.histories[part.duty.position()].refusals.iter();
    let mut acting = refusals.map(|(_, event, _)| acting(clock, *event, &all));
    acting.any(|who| counts_against(clock, &who, by))
}

/// Whether an act is held against somebody: one of which nobody says whose it is against each at
/// worst and against none at best.
fn counts_against(clock: &Clock<'_>, acting: &[ActorId], by: ActorId) -> bool {
    acting.contains(&by) || (acting.is_empty() && clock.facts.view == View::Worst)
}

/// Whether one of those who must not kept from it.
fn kept_from(clock: &Clock<'_>, part: &Standing, by: ActorId) -> Option<Fate> {
    let all = debtors(&clock.text.lens, part.clause);
    let incidents = clock.histories[part.duty.position()].incidents.iter();
    let mut acting = incidents.map(|(_, event)| acting(clock, *event, &all));
    if acting.any(|who| counts_against(clock, &who, by)) {
        return Some(Fate::Open);
    }
    let held = matches!(
        part.status,
        Status::InProgress | Status::Done | Status::Breached
    );
    held.then_some(Fate::OnTime)
}

//! Scores of record: completion, the Peace Accords Matrix levels, and what each party kept.
//!
//! - Completion by count is told for each quantity apart; things of different kinds are never
//!   added. Completion of the whole is the mean of the shares of the duties, each weighing what
//!   the text's reader gives it (one without).
//! - The levels are those of the Peace Accords Matrix and of the barometer for Colombia (Joshi,
//!   Quinn and Regan 2015): 0 nothing, 1 begun, 2 on course, 3 done; the score is their sum over
//!   three times their number. The rule for each is on the method page.
//! - What a party kept of what fell due is an index only beside its parts: on time, late, open.
//!   A late part counts half; what is past its day without any record is counted apart.
//!
//! Cost: linear in the parts.

use armistice_case::model::{ActorId, ClauseId, Key as _, ObligationId, QuantityId};
use armistice_case::value::Decimal;

use super::docket::debtors;
use super::quota;
use super::record::added;
use super::standing::{Day, Standing, Status};

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
    let scores = quota::scores(clock, duty);
    if !scores.is_empty() {
        let shares: Vec<f64> = scores
            .iter()
            .filter_map(|score| score.shares()[1])
            .collect();
        if !shares.is_empty() {
            return Some(shares.iter().sum::<f64>() / shares.len() as f64);
        }
        return Some(0.0);
    }
    // Of a duty that recurs what has fallen due counts, and what is done already.
    let counts = |part: &&Standing| {
        let due = part.window.due.is_some_and(|due| due <= clock.day);
        part.occurrence.is_none() || due || part.status.is_done()
    };
    let parts: Vec<f64> = day.of_duty(duty).filter(counts).map(part_share).collect();
    (!parts.is_empty()).then(|| parts.iter().sum::<f64>() / parts.len() as f64)
}

fn part_share(part: &Standing) -> f64 {
    if part.status.is_done() {
        return 1.0;
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

/// The mean of the shares of all duties, each with its weight.
#[must_use]
pub fn completion(day: &Day<'_>) -> Option<f64> {
    let clock = &day.clock;
    let (mut sum, mut weights) = (0.0, 0.0);
    for duty in clock.text.lens.terms.duties() {
        let Some(share) = share(day, duty) else {
            continue;
        };
        let weight = clock.text.lens.terms.agreement.obligations[duty]
            .weight
            .map_or(1.0, Decimal::to_f64)
            .max(0.0);
        sum += share * weight;
        weights += weight;
    }
    (weights > 0.0).then(|| sum / weights)
}

/// The level of a duty: 0 nothing, 1 begun, 2 on course, 3 done.
#[must_use]
pub fn level(day: &Day<'_>, duty: ObligationId) -> Option<u8> {
    let status = day.status(duty)?;
    let forbids = day.clock.text.lens.terms.agreement.obligations[duty]
        .must_not
        .is_some();
    let share = share(day, duty).unwrap_or(0.0);
    let history = &day.clock.histories[duty.position()];
    let begun = share > 0.0
        || history
            .parts
            .iter()
            .any(|part| part.begun.is_some() || part.done.is_some());
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
    /// Parts past their day and not done, forbidden acts done among them.
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
            let quota = !clock.text.rates[part.duty.position()].is_empty();
            match part.status {
                _ if quota => kept.quotas += 1,
                Status::Cured => kept.late += 1,
                status if status.is_done() => kept.on_time += 1,
                Status::InProgress if part.part.is_none() => kept.on_time += 1,
                Status::NoRecord => kept.no_record += 1,
                status if status.is_overdue() => kept.open += 1,
                Status::Suspended if part.late > 0 => kept.open += 1,
                _ => {}
            }
        }
    }
    all.sort_by_key(|kept| kept.by);
    all
}

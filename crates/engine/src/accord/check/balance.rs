//! Whether each step of the exchange holds: shapes and ratios from counts, bonds from values.
//!
//! Counts come first: the share of the last step, and the break-even ratio of the party that
//! answers each step. Values enter only where the case assumes them, as intervals. What is owed
//! unconditionally never enters. Where numbers are open a ratio is refused, unless returns may be
//! taken to be in proportion, which the finding then says. Guarantee: exact. Cost: linear in the
//! steps, quadratic for the ranges of bonds.

use armistice_case::model::Key as _;
use armistice_case::model::{ClauseId, GuaranteeId, ObligationId, QuantityId};

use super::Lens;
use super::valued::recoverable;
use crate::accord::exchange::ratio::{Ratio, ratio};
use crate::accord::exchange::shape::shape;
use crate::accord::finding::{Code, Evidence, Finding, Options, RatioAt};
use crate::accord::time::network::Window;
use crate::provenance::Because;

/// The day on which each part is reckoned: the latest that its clauses allow, else the earliest.
#[must_use]
pub fn plan_days(lens: &Lens<'_>) -> Vec<Option<i64>> {
    let day = |window: Window| window.latest.or(window.earliest);
    let windows = lens.windows.as_ref();
    lens.timetable
        .done
        .iter()
        .map(|done| windows.and_then(|w| day(w[*done])))
        .collect()
}

/// Duties that keep a third or more for their last step, or give two thirds in their first.
#[must_use]
pub fn shapes(lens: &Lens<'_>) -> Vec<Finding> {
    let days = plan_days(lens);
    let mut found = Vec::new();
    for duty in lens.terms.duties() {
        if lens.terms.agreement.obligations[duty].unconditional {
            continue;
        }
        let parts: Vec<usize> = lens.parts.of_duty(duty).collect();
        let mut quantities: Vec<QuantityId> = parts
            .iter()
            .flat_map(|p| lens.parts.all[*p].counts.iter().map(|(q, _)| *q))
            .collect();
        quantities.sort_unstable();
        quantities.dedup();
        for quantity in quantities {
            let steps: Vec<(i64, u64, usize)> = parts
                .iter()
                .filter_map(|part| {
                    let count = count_of(lens, *part, Some(quantity));
                    (count > 0).then_some((days[*part]?, count, *part))
                })
                .collect();
            let Some(last) = steps.iter().max_by_key(|(day, _, part)| (*day, *part)) else {
                continue;
            };
            if steps.len() < 2 {
                continue;
            }
            let counted: Vec<(i64, u64)> = steps.iter().map(|(day, n, _)| (*day, *n)).collect();
            let (first_day, last_day) = period(lens, duty, &counted);
            let Some(shape) = shape(&counted, first_day, last_day) else {
                continue;
            };
            if shape.last * 3 < shape.total && shape.first * 3 < shape.total * 2 {
                continue;
            }
            let clause = ClauseId::Obligation(duty);
            let last_clause = lens.parts.all[last.2].clause;
            let evidence = Evidence::Shape {
                duty: clause,
                quantity,
                shape,
                last: last_clause,
                last_day: last.0,
            };
            found.push(lens.finding(Code::LastStepShare, evidence, &[clause, last_clause]));
        }
    }
    found
}

/// The period over which a duty runs: that of its phase where it has days, else its own steps.
fn period(lens: &Lens<'_>, duty: ObligationId, steps: &[(i64, u64)]) -> (i64, i64) {
    let first = steps.iter().map(|(day, _)| *day).min().unwrap_or(0);
    let last = steps.iter().map(|(day, _)| *day).max().unwrap_or(0);
    let phase = lens.terms.agreement.obligations[duty]
        .phase
        .and_then(|phase| {
            let (start, end) = lens.timetable.phases[phase.position()];
            let windows = lens.windows.as_ref()?;
            Some((windows[start].earliest?, windows[end].latest?))
        });
    phase.map_or((first, last), |(start, end)| {
        (start.min(first), end.max(last))
    })
}

fn count_of(lens: &Lens<'_>, part: usize, quantity: Option<QuantityId>) -> u64 {
    let counts = &lens.parts.all[part].counts;
    let meant = |known: QuantityId| quantity.is_none_or(|quantity| known == quantity);
    counts
        .iter()
        .filter(|(known, _)| meant(*known))
        .map(|(_, count)| count)
        .sum()
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

/// Break-even ratios of every pair of duties of which one answers the other.
#[must_use]
pub fn ratios(lens: &Lens<'_>, options: &Options) -> Vec<Finding> {
    let agreement = &lens.terms.agreement;
    let mut found = Vec::new();
    for gives in lens.terms.duties() {
        let item = &agreement.obligations[gives];
        let Some(party) = item.by.get().and_then(|by| by.first()).copied() else {
            continue;
        };
        let first: Vec<ObligationId> = item
            .in_return_for
            .iter()
            .filter_map(|clause| match clause {
                ClauseId::Obligation(duty) => Some(*duty),
                _ => None,
            })
            .filter(|duty| !agreement.obligations[*duty].unconditional)
            .collect();
        let Some(main) = first.first().copied().filter(|_| !item.unconditional) else {
            continue;
        };
        let own: Vec<usize> = lens.parts.of_duty(gives).collect();
        let other: Vec<usize> = first
            .iter()
            .flat_map(|duty| lens.parts.of_duty(*duty))
            .collect();
        let counted = |parts: &[usize]| {
            parts
                .iter()
                .all(|p| lens.parts.all[*p].uncounted.is_empty())
                && parts.iter().any(|p| count_of(lens, *p, None) > 0)
        };
        let (gives_clause, for_clause) = (ClauseId::Obligation(gives), ClauseId::Obligation(main));
        let proportional = !counted(&own) && options.proportional_returns;
        if !counted(&other) || !(counted(&own) || proportional) {
            let evidence = Evidence::NoRatio {
                gives: gives_clause,
                for_clause,
            };
            let clauses = [gives_clause, for_clause];
            found.push(lens.finding(Code::NoRatioWithoutNumbers, evidence, &clauses));
            continue;
        }
        let mut columns: Vec<Option<QuantityId>> = vec![None];
        let mut quantities: Vec<QuantityId> = other
            .iter()
            .flat_map(|p| lens.parts.all[*p].counts.iter().map(|(q, _)| *q))
            .collect();
        quantities.sort_unstable();
        quantities.dedup();
        if quantities.len() > 1 && proportional {
            columns.extend(quantities.into_iter().map(Some));
        }
        for quantity in columns {
            let series = if proportional {
                in_proportion(lens, &own, &other, quantity)
            } else {
                by_day(lens, &own, &other)
            };
            let Some(series) = series else { continue };
            let high = |at: &RatioAt| at.ratio.exceeds(options.level, 100);
            if !series.iter().any(high) {
                continue;
            }
            let mut duties = first.clone();
            duties.push(gives);
            let evidence = Evidence::Ratios {
                party,
                gives: gives_clause,
                for_clause,
                quantity,
                series,
                proportional,
                pledged: pledged(lens, &duties),
            };
            let mut finding =
                lens.finding(Code::BreakEvenRatio, evidence, &[gives_clause, for_clause]);
            if proportional {
                let words = "no numbers for the returns: taken in proportion, as asked";
                finding.because.push(Because::Absence(words.to_owned()));
            }
            found.push(finding);
        }
    }
    found
}

/// Parts of the first side in the order of their days.
fn in_order(lens: &Lens<'_>, parts: &[usize]) -> Vec<(Option<i64>, usize)> {
    let days = plan_days(lens);
    let mut order: Vec<(Option<i64>, usize)> = parts.iter().map(|p| (days[*p], *p)).collect();
    order.sort_unstable();
    order
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
    Some(RatioAt {
        after,
        day,
        ratio: ratio(own.left(), own.total, other.left(), other.total)?,
        taken_back: range.filter(|_| some),
    })
}

/// Ratios when every step is answered in proportion right after it.
fn in_proportion(
    lens: &Lens<'_>,
    own: &[usize],
    other: &[usize],
    quantity: Option<QuantityId>,
) -> Option<Vec<RatioAt>> {
    let total = other
        .iter()
        .map(|part| count_of(lens, *part, quantity))
        .sum();
    let returned = own
        .first()
        .map_or((0, 0), |part| recoverable(lens, &lens.parts.all[*part]));
    let column = Column {
        total,
        ..Column::default()
    };
    let (mut mine, mut theirs) = (column, column);
    let mut series = Vec::new();
    for (day, part) in in_order(lens, other) {
        let count = count_of(lens, part, quantity);
        if count == 0 {
            continue;
        }
        theirs.give(count, recoverable(lens, &lens.parts.all[part]));
        series.push(ratio_at(mine, theirs, lens.parts.all[part].clause, day)?);
        mine.give(count, returned);
    }
    Some(series)
}

/// Ratios when what was due before a step, and not in return for it, has been given; and what a
/// third hand gives over together with it.
fn by_day(lens: &Lens<'_>, own: &[usize], other: &[usize]) -> Option<Vec<RatioAt>> {
    let column = |parts: &[usize]| Column {
        total: parts.iter().map(|p| count_of(lens, *p, None)).sum(),
        ..Column::default()
    };
    let days = plan_days(lens);
    let mut theirs = column(other);
    let mut series: Vec<RatioAt> = Vec::new();
    for (day, part) in in_order(lens, other) {
        let count = count_of(lens, part, None);
        if count == 0 {
            continue;
        }
        theirs.give(count, recoverable(lens, &lens.parts.all[part]));
        let mut mine = column(own);
        let before = own.iter().filter(|answer| {
            let clause = |at: usize| lens.parts.all[at].clause;
            let in_time = match lens.parts.all[**answer].answers {
                // The answer to this step is still to come, those to earlier ones are in.
                Some(step) => step != part && (days[step], step) < (day, part),
                None => days[**answer] < day,
            };
            in_time || lens.terms.held_together(clause(part), clause(**answer))
        });
        for answer in before {
            let share = recoverable(lens, &lens.parts.all[*answer]);
            mine.give(count_of(lens, *answer, None), share);
        }
        series.push(ratio_at(mine, theirs, lens.parts.all[part].clause, day)?);
    }
    series.retain(|at| at.ratio != Ratio::Finished);
    Some(series)
}

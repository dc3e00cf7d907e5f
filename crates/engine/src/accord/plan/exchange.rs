//! An agreement as a planning problem: kinds of deliveries by values, or by shares of two duties.
//!
//! By values every quantity that changes hands between parties is a kind. By shares the first duty that
//! answers others is set against all of those that are counted: each side's whole counts as one. Cost:
//! linear.

use armistice_case::model::{ActorId, ClauseId, ObligationId, QuantityId};

use super::problem::{Kind, Problem};
use super::propose::{Basis, Delivered, Limits};
use crate::accord::check::side::{side_of, sides};
use crate::accord::check::valued::{between, middles, valued};
use crate::accord::check::{Lens, balance};
use crate::accord::exchange::delivery::{Delivery, Schedule};
use crate::run::Refusal;

/// The exchange as kinds, with the plan as it stands.
pub(super) struct Exchange {
    pub(super) basis: Basis,
    pub(super) sides: Vec<Vec<ActorId>>,
    pub(super) kinds: Vec<Delivered>,
    pub(super) problem: Problem,
    pub(super) schedule: Schedule,
    pub(super) steps: Vec<ClauseId>,
}

/// The size of one step and how many there are: units that divide the whole, so that nothing is
/// rounded, in at most so many steps where the number allows it.
fn divided(count: u64, steps: u64) -> (u64, u32) {
    let quotient = |unit: u64| u32::try_from(count / unit.max(1)).unwrap_or(u32::MAX);
    if count <= steps {
        return (1, quotient(1));
    }
    let unit = (2..=count)
        .find(|unit| count.is_multiple_of(*unit) && count / unit <= steps)
        .unwrap_or(count);
    if count / unit < 6 && count <= 5 * steps {
        (1, quotient(1))
    } else {
        (unit, quotient(unit))
    }
}

pub(super) fn by_values(lens: &Lens<'_>, limits: &Limits) -> Option<Exchange> {
    let valued = valued(lens)?;
    let mut kinds: Vec<Delivered> = Vec::new();
    let mut totals: Vec<(u64, i64, i64, usize, usize)> = Vec::new();
    for part in &lens.parts.all {
        let place = |actor| side_of(&valued.sides, actor);
        let Some((giver, taker)) = between(lens, &place, part.duty) else {
            continue;
        };
        let both = [&valued.sides[giver], &valued.sides[taker]];
        for (quantity, count) in &part.counts {
            let (cost, worth) = middles(lens, both[0], both[1], *quantity)?;
            let known = kinds
                .iter()
                .position(|kind| kind.duty == part.duty && kind.quantity == Some(*quantity));
            let kind = known.unwrap_or_else(|| {
                kinds.push(Delivered {
                    duty: part.duty,
                    quantity: Some(*quantity),
                    unit: 1,
                });
                totals.push((0, cost, worth, giver, taker));
                kinds.len() - 1
            });
            totals[kind].0 += count;
        }
    }
    let mut problem = Problem {
        parties: valued.sides.len(),
        ..Problem::default()
    };
    for (kind, (count, cost, worth, giver, taker)) in kinds.iter_mut().zip(totals) {
        let (unit, steps) = divided(count, limits.steps);
        kind.unit = unit;
        let times = i64::try_from(unit).ok()?;
        let mut to = vec![0; problem.parties];
        to[taker] = worth.checked_mul(times)?;
        problem.kinds.push(Kind {
            giver,
            cost: cost.checked_mul(times)?,
            worth: to,
            count: steps,
        });
    }
    let schedule = valued.schedule();
    let steps = valued.step_clauses();
    Some(Exchange {
        basis: Basis::Values(valued.values.clone()),
        sides: valued.sides,
        kinds,
        problem,
        schedule,
        steps,
    })
}

pub(super) fn by_shares(lens: &Lens<'_>, limits: &Limits) -> Result<Exchange, Refusal> {
    let agreement = &lens.terms.agreement;
    let sides = sides(lens);
    let nothing = || {
        Refusal::new(
            "no duty with amounts answers another one, so there is no exchange to plan",
            "say `in-return-for` on the duty that answers",
        )
    };
    let pair = lens.terms.duties().find_map(|gives| {
        let item = &agreement.obligations[gives];
        let counts = |duty: &ObligationId| {
            let other = &agreement.obligations[*duty];
            !other.unconditional && !other.delivers.is_empty()
        };
        let answered = item.in_return_for.iter().filter_map(|clause| match clause {
            ClauseId::Obligation(duty) => Some(*duty),
            _ => None,
        });
        let answered: Vec<ObligationId> = answered.filter(counts).collect();
        let some = !answered.is_empty() && !item.unconditional && !item.delivers.is_empty();
        some.then_some((answered, gives))
    });
    let (answered, gives) = pair.ok_or_else(nothing)?;
    let side =
        |duty: ObligationId| side_of(&sides, *agreement.obligations[duty].by.get()?.first()?);
    let both = side(answered[0]).zip(side(gives));
    let Some((a, b)) = both.filter(|(a, b)| a != b) else {
        return Err(nothing());
    };
    let open = |duty: &ObligationId| {
        lens.parts.of_duty(*duty).any(|part| {
            let part = &lens.parts.all[part];
            !part.uncounted.is_empty() || part.counts.is_empty()
        })
    };
    let numbers = || {
        Refusal::new(
            "the numbers of the exchange are open, so its steps cannot be weighed",
            "give the numbers, or plan with `--assume proportional-returns`",
        )
    };
    // What has no numbers, or is another side's, is left out, and told.
    let counted = |duty: &ObligationId| !open(duty) && side(*duty) == Some(a);
    let first: Vec<ObligationId> = answered.into_iter().filter(counted).collect();
    let proportional = open(&gives);
    if first.is_empty() || (proportional && !limits.proportional) {
        return Err(numbers());
    }
    let days = balance::plan_days(lens);
    let returns = Some(&gives).filter(|_| !proportional);
    let dated = first.iter().chain(returns);
    let mut dated = dated.flat_map(|duty| lens.parts.of_duty(*duty));
    if dated.any(|part| days[part].is_none()) {
        return Err(undated());
    }
    let total = |duty: ObligationId| -> u64 {
        let of = lens.parts.of_duty(duty);
        of.map(|part| balance::count_of(lens, part, None)).sum()
    };
    let total_a = first.iter().map(|duty| total(*duty)).sum();
    let total_b = if proportional { total_a } else { total(gives) };
    let whole = whole(total_a, total_b).ok_or_else(numbers)?;
    let mut built = Columns {
        lens,
        days,
        limits,
        kinds: Vec::new(),
        problem: Problem {
            parties: sides.len(),
            ..Problem::default()
        },
        deliveries: Vec::new(),
    };
    for duty in &first {
        built.column(*duty, a, b, whole, total_a, None);
    }
    let like = proportional.then_some(first.as_slice());
    built.column(gives, b, a, whole, total_b, like);
    let placed: Vec<(i64, usize)> = built
        .deliveries
        .iter()
        .map(|(delivery, _, part)| (delivery.moment, *part))
        .collect();
    let waits = balance::waits_within(lens, &placed);
    let mut deliveries: Vec<_> = waits.into_iter().zip(built.deliveries).collect();
    deliveries.sort_by_key(|(waits, (delivery, ..))| (delivery.moment, *waits));
    let steps = deliveries
        .iter()
        .map(|(_, (_, clause, _))| *clause)
        .collect();
    let schedule = Schedule::one_by_one(
        sides.len(),
        deliveries
            .into_iter()
            .map(|(_, (delivery, ..))| delivery)
            .collect(),
    );
    Ok(Exchange {
        basis: Basis::Shares {
            whole,
            proportional,
        },
        sides,
        kinds: built.kinds,
        problem: built.problem,
        schedule,
        steps,
    })
}

/// What stands has no order to weigh where its days are not known.
fn undated() -> Refusal {
    Refusal::new(
        "the days of the exchange are not known, so what stands cannot be weighed",
        "mend the windows that conflict or are open on both sides; `armistice verify` names them",
    )
}

/// A number of parts that both totals divide, small enough to count with.
fn whole(a: u64, b: u64) -> Option<i64> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    i64::try_from(a.checked_div(x)?.checked_mul(b)?)
        .ok()
        .filter(|whole| *whole < 1 << 40)
}

/// Two columns of counts being made into kinds.
struct Columns<'a, 'b> {
    lens: &'a Lens<'b>,
    /// The day of each part.
    days: Vec<Option<i64>>,
    limits: &'a Limits,
    kinds: Vec<Delivered>,
    problem: Problem,
    /// Each with its clause and the part that sets its day.
    deliveries: Vec<(Delivery, ClauseId, usize)>,
}

impl Columns<'_, '_> {
    /// Adds one duty; with `like` its parts answer those of those duties in proportion.
    fn column(
        &mut self,
        duty: ObligationId,
        giver: usize,
        taker: usize,
        whole: i64,
        total: u64,
        like: Option<&[ObligationId]>,
    ) {
        let share = whole / i64::try_from(total).unwrap_or(i64::MAX).max(1);
        let duties = like.unwrap_or(std::slice::from_ref(&duty));
        let of = duties
            .iter()
            .flat_map(|duty| self.lens.parts.of_duty(*duty));
        let parts: Vec<usize> = of.collect();
        let mut counted: Vec<(Option<QuantityId>, u64, usize)> = Vec::new();
        for part in parts {
            for (quantity, count) in &self.lens.parts.all[part].counts {
                counted.push((like.map_or(Some(*quantity), |_| None), *count, part));
            }
        }
        let mut quantities: Vec<Option<QuantityId>> = counted.iter().map(|c| c.0).collect();
        quantities.sort_unstable();
        quantities.dedup();
        for quantity in quantities {
            let of = || counted.iter().filter(|c| c.0 == quantity);
            let (unit, steps) = divided(of().map(|c| c.1).sum(), self.limits.steps);
            let value = |count: u64| share * i64::try_from(count).unwrap_or(i64::MAX);
            let worth = |count: u64| {
                let mut worth = vec![0; self.problem.parties];
                worth[taker] = value(count);
                worth
            };
            let kind = Kind {
                giver,
                cost: value(unit),
                worth: worth(unit),
                count: steps,
            };
            for (_, count, part) in of() {
                let later = like.is_some() || self.lens.parts.all[*part].answers.is_some();
                let Some(day) = self.days[*part] else {
                    continue;
                };
                let moment = day * 2 + i64::from(later);
                let clause = match like {
                    Some(_) => ClauseId::Obligation(duty),
                    None => self.lens.parts.all[*part].clause,
                };
                self.deliveries.push((
                    Delivery {
                        giver,
                        cost: value(*count),
                        worth: worth(*count),
                        moment,
                        recoverable: 0,
                    },
                    clause,
                    *part,
                ));
            }
            self.problem.kinds.push(kind);
            self.kinds.push(Delivered {
                duty,
                quantity,
                unit,
            });
        }
    }
}
